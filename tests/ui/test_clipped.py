# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing is cut off at the side, neither with text twice as large nor in the narrowest window.
Run under with-display: test_clipped.py BINARY"""

import re
import sys
import tempfile
import unittest

from muster_ui import start_example
from pages import PAGES
from pictures import LARGE_TEXT

BINARY = sys.argv.pop(1)
WIDE = (1280, 800)
NARROW = 360
# Around the window is its shadow.
SHADOW = 10
ROLES = ('push button', 'toggle button', 'entry', 'check box', 'label', 'list item', 'panel')
# A table is moved sideways; and its rows keep their place under what covers them, as do those of an outline.
OF_A_TABLE = re.compile(', (Kind|Score|RAG) ')
LEAST_FOUND = 4
# With letters of the usual size a row of the sidebar is so high.
USUAL_ROW = 32


class TestClipped(unittest.TestCase):
    def start(self, settings=''):
        folder = self.enterContext(tempfile.TemporaryDirectory(prefix='muster-clipped-'))
        return start_example(self, BINARY, folder, settings)

    def check(self, app):
        frame = app.find('frame')
        width, height = frame.size
        # Rows below the edge are laid out once they come into sight.
        found = [(node, box) for node, box in frame.in_sight(ROLES) if 0 <= box.y <= height - box.height]
        found = [(node, box) for node, box in found if node.name and not OF_A_TABLE.search(node.name)]
        self.assertGreater(len(found), LEAST_FOUND)
        cut = [f'{node}: {box}' for node, box in found if box.x < 0 or box.x + box.width > width]
        self.assertFalse(cut, '\n'.join([f'cut off in {width}', *cut]))

    def test_large_text(self):
        app = self.start(LARGE_TEXT)
        app.resize(*WIDE)
        self.assertGreater(app.find('list item', 'Today').size[1], USUAL_ROW)
        for page in PAGES:
            with self.subTest(page.__name__):
                page(app)
                app.settle()
                self.check(app)

    def test_narrow(self):
        app = self.start()
        for page in PAGES:
            with self.subTest(page.__name__):
                app.resize(*WIDE)
                page(app)
                # By way of a width at which tables take their narrow form, as somebody pulls at the edge.
                app.resize(500, 640)
                app.resize(NARROW + SHADOW, 640)
                app.wait(lambda: app.find('frame').size[0] <= NARROW, f'window of {NARROW}')
                app.settle()
                self.check(app)


if __name__ == '__main__':
    unittest.main(verbosity=2)
