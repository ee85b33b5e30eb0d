# SPDX-License-Identifier: GPL-3.0-or-later
"""The Tab key on every page: it comes round, goes as one reads, and leaves nothing out.
Run under with-display: test_keys.py BINARY"""

import itertools
import re
import sys
import tempfile
import unittest

from a11y import extents
from muster_ui import App
from pages import PAGES

BINARY = sys.argv.pop(1)
MOST_STOPS = 120
# The keyboard reaches these by keys of the desktop.
OF_THE_WINDOW = ('Minimize', 'Maximize', 'Close')

# The map is one stop, and the arrows go about in it.
IN_THE_MAP = re.compile('^[0-9]+ risks?: ')

# Where columns stand side by side, they are read one after the other.
COLUMNS = {'team': 2}

# The way back is tried where the keys are handled here: in two columns, in the outline, and on the map.
BACK = ('team', 'plan', 'risks')


def step(before, after):
    """How one comes from one place to the next as one reads: 'on' in the line or to one below, or 'up' to the top of the
    next column. None if one does not read so."""
    overlap = min(before.y + before.height, after.y + after.height) - max(before.y, after.y)
    in_line = 2 * overlap > min(before.height, after.height)
    within = (in_line and before.x <= after.x and after.x + after.width <= before.x + before.width
              and before.y <= after.y and after.y + after.height <= before.y + before.height)
    if within or (after.x > before.x if in_line else after.y > before.y):
        return 'on'
    return 'up' if after.x >= before.x + before.width else None


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

    def go_round(self, key, took=lambda before, after: None):
        """Every stop from the next one to it again. Where the focus is now may have gone from sight."""
        stops = [self.next_stop(key)]
        while True:
            stop = self.next_stop(key)
            took(stops[-1], stop)
            if stop == stops[0]:
                return stops
            stops.append(stop)
            self.assertLess(len(stops), MOST_STOPS, f'{key} does not come back to {stops[0]}')

    def step_now(self, before, after):
        """Once what scrolls has come so far that there is one."""
        places = []

        def look():
            places[:] = extents((before, after))
            return None not in places and step(*places)
        return self.app.wait(look, lambda: f'way to read from {before} to {after}, at {places}', 2)

    def steps_round(self):
        """Every stop from the next one to it again, and how each comes after the one before; 'across' to the sidebar, or
        from it."""
        edge = self.app.find('push button', 'Main menu').extents
        steps = []

        def took(before, after):
            aside = {box.x + box.width <= edge.x + edge.width for box in extents((before, after))}
            steps.append('across' if len(aside) > 1 else self.step_now(before, after))
        return self.go_round('Tab', took), steps

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
                stops, steps = self.steps_round()
                self.assertEqual(controls - {stop.name for stop in stops}, set())
                self.assertEqual((steps.count('across'), steps.count('up')), (2, COLUMNS.get(page.__name__, 1) - 1))
                if page.__name__ in BACK:
                    self.assertEqual(self.go_round('shift+Tab'), stops[::-1])


if __name__ == '__main__':
    unittest.main(verbosity=2)
