# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page: what a screen reader hears of it, and that it fits. Run under with-display: test_pages.py BINARY"""

import sys
import tempfile
import unittest

from muster_ui import App
from pages import PAGES, controls, unnamed

BINARY = sys.argv.pop(1)
NARROW = 360
LEAST_TARGET = 24  # WCAG 2.2, 2.5.8, in pixels


class TestPages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix='muster-pages-')
        cls.addClassCleanup(folder.cleanup)
        cls.app = App(BINARY, '--example', data=folder.name)
        cls.app.__enter__()
        cls.addClassCleanup(cls.app.__exit__, None, None, None)
        cls.app.ready()

    def test_every_page(self):
        app = self.app
        for page in PAGES:
            with self.subTest(page.__name__):
                app.resize(1280, 800)
                page(app)
                app.settle()
                self.assertEqual(unnamed(app), [])
                for node in controls(app):
                    if node.role in ('push button', 'toggle button', 'check box'):
                        self.assertGreaterEqual(min(node.size), LEAST_TARGET, node)
                # By way of a width at which tables take their narrow form, as somebody pulls at the edge.
                app.resize(500, 640)
                app.settle()
                app.resize(NARROW, 640)
                app.settle()
                self.assertEqual(unnamed(app), [])
                self.assertLessEqual(app.find('frame').size[0], NARROW)


if __name__ == '__main__':
    unittest.main(verbosity=2)
