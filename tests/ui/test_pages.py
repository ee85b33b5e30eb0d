# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page: what a screen reader hears of it, that it fits, and that it can be read in light, dark and high contrast.
Run under with-display: test_pages.py BINARY"""

import os
import subprocess
import sys
import tempfile
import unittest

from contrast import Picture
from muster_ui import App
from pages import PAGES, controls, unnamed

BINARY = sys.argv.pop(1)
NARROW = 360
WIDE = (1280, 800)
LEAST_TARGET = 24  # WCAG 2.2, 2.5.8, in pixels
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
LEAST_WORDS = 20  # on any page: fewer, and they are not looked for where they are
ROW_EDGE = 4

# As the settings of the desktop name them: colour scheme, high contrast.
LOOKS = {'light': ('default', 'false'), 'dark': ('prefer-dark', 'false'), 'high contrast': ('default', 'true')}


class TestPages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix='muster-pages-')
        cls.addClassCleanup(folder.cleanup)
        # The settings are kept in a file that the app watches.
        cls.app = App(BINARY, '--example', data=folder.name, env={'GSETTINGS_BACKEND': 'keyfile'})
        cls.app.__enter__()
        cls.addClassCleanup(cls.app.__exit__, None, None, None)
        cls.app.ready()
        cls.looks = list(LOOKS)

    def show_as(self, look):
        """The desktop's appearance; nothing on a page is as it was."""
        before = bytes(Picture().pixels)
        for schema, key, value in zip(('interface', 'a11y.interface'), ('color-scheme', 'high-contrast'), LOOKS[look]):
            subprocess.run(['gsettings', 'set', f'org.gnome.desktop.{schema}', key, value], check=True,
                           env={**os.environ, 'GSETTINGS_BACKEND': 'keyfile'})
        self.app.wait(lambda: bytes(Picture().pixels) != before, f'the {look} look')
        self.app.settle()

    def contrasts(self):
        """Every word that is in sight: whose it is, how well it stands out, and where."""
        frame = self.app.find('frame')
        width, height = frame.size
        # Around the window is its shadow.
        left, top = (WIDE[0] - width) // 2, (WIDE[1] - height) // 2
        picture = Picture()
        for node, box in frame.in_sight(('label', 'text', 'list item')):
            # What the edge of the window cuts off is no word, nor is the line around a row.
            if box.x >= 0 and box.y >= 0 and box.x + box.width <= width and box.y + box.height <= height:
                edge = ROW_EDGE if node.role == 'list item' else 0
                for contrast, place in picture.words((box.x + left + edge, box.y + top + edge,
                                                      box.width - 2 * edge, box.height - 2 * edge)):
                    yield node, contrast, place

    def check_contrast(self):
        for number, look in enumerate(self.looks):
            if number > 0:
                self.show_as(look)
            with self.subTest(look):
                words = list(self.contrasts())
                self.assertGreater(len(words), LEAST_WORDS)
                faint = [f'{node} {contrast:.2f} at {place}' for node, contrast, place in words
                         if contrast < LEAST_CONTRAST]
                self.assertFalse(faint, '\n'.join(['faint', *faint]))
        # The next page begins with the look that this one ends with.
        self.looks.reverse()

    def check_controls(self):
        self.assertEqual(unnamed(self.app), [])
        for node in controls(self.app):
            if node.role in ('push button', 'toggle button', 'check box'):
                self.assertGreaterEqual(min(node.size), LEAST_TARGET, node)

    def check_narrow(self):
        app = self.app
        # By way of a width at which tables take their narrow form, as somebody pulls at the edge.
        app.resize(500, 640)
        app.settle()
        app.resize(NARROW, 640)
        app.settle()
        self.assertEqual(unnamed(app), [])
        self.assertLessEqual(app.find('frame').size[0], NARROW)

    def test_every_page(self):
        for page in PAGES:
            with self.subTest(page.__name__):
                self.app.resize(*WIDE)
                page(self.app)
                self.app.settle()
                self.check_controls()
                self.check_contrast()
                self.check_narrow()


if __name__ == '__main__':
    unittest.main(verbosity=2)
