# SPDX-License-Identifier: GPL-3.0-or-later
"""The Tab key on every page: it comes round and leaves nothing out.
Run under with-display: test_keys.py BINARY"""

import re
import sys
import tempfile
import unittest

from muster_ui import App
from pages import PAGES

BINARY = sys.argv.pop(1)
MOST_STOPS = 120
# The keyboard reaches these by keys of the desktop.
OF_THE_WINDOW = ('Minimize', 'Maximize', 'Close')

# The map is one stop, and the arrows go about in it.
IN_THE_MAP = re.compile('^[0-9]+ risks?: ')


class TestKeys(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix='muster-keys-')
        cls.addClassCleanup(folder.cleanup)
        cls.app = App(BINARY, '--example', data=folder.name)
        cls.app.__enter__()
        cls.addClassCleanup(cls.app.__exit__, None, None, None)
        cls.app.ready()
        cls.app.resize(1280, 800)

    def next_stop(self, key):
        before = self.app.focused()
        self.app.press(key)
        self.app.wait(lambda: self.app.focused() is not before, f'movement by {key} from {before}', 2)
        return self.app.focused()

    def go_round(self, key):
        """Every stop from the next one to it again. Where the focus is now may have gone from sight."""
        first = self.next_stop(key)
        stops = [first]
        while (stop := self.next_stop(key)) != first:
            stops.append(stop)
            self.assertLess(len(stops), MOST_STOPS, f'{key} does not come back to {first}')
        return stops

    def controls(self):
        """The names of all that can be used and is in sight: of buttons, those with words."""
        frame = self.app.find('frame')
        return {node.name for node, box in frame.in_sight(('push button', 'toggle button', 'entry', 'check box'))
                if box.y >= 0 and box.y + box.height <= frame.size[1] and node.sensitive
                and not IN_THE_MAP.search(node.name)} - set(OF_THE_WINDOW)

    def test_every_page(self):
        for page in PAGES:
            with self.subTest(page.__name__):
                page(self.app)
                self.app.settle()
                controls = self.controls()
                self.assertIn('Showing everywhere', controls)
                stops = self.go_round('Tab')
                self.assertEqual(controls - {stop.name for stop in stops}, set())


if __name__ == '__main__':
    unittest.main(verbosity=2)
