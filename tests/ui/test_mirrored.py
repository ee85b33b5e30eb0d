# SPDX-License-Identifier: GPL-3.0-or-later
"""Where one reads from right to left, every page stands mirrored. Run under with-display: test_mirrored.py BINARY"""

import collections
import re
import sys
import tempfile
import unittest

import pseudo
from contrast import Picture
from muster_ui import App
from pages import PAGES

BINARY = sys.argv.pop(1)
SIZE = (1280, 800)
ROLES = ('push button', 'toggle button', 'entry', 'check box', 'label', 'list item', 'panel')
TOLERANCE = 1
# A text that is cut short leaves less than a letter at its end.
INK_TOLERANCE = 12
ROW_EDGE = 4
ROW_START = 120
# What both languages say: all but today's date, the time, and what the edge of the window leaves out.
LEAST_SHARE = 0.9


class TestMirrored(unittest.TestCase):
    @staticmethod
    def look(app, seen, side):
        """How wide the window is; whatever is in sight and has a name, by role and name: where it begins and ends
        across; and the same of the ink at that side of rows, which draw what they say.
        Rows seen before are left out: those of a page that another one covers keep their place."""
        frame = app.find('frame')
        width, height = frame.size
        left, top = (SIZE[0] - width) // 2, (SIZE[1] - height) // 2
        picture = Picture()
        places, inks = collections.defaultdict(list), collections.defaultdict(list)
        for node, box in frame.in_sight(ROLES):
            key = node.role, node.name
            places[key].append((box.x, box.x + box.width))
            if key[0] == 'list item' and key not in seen and box.y >= 0 and box.y + box.height <= height:
                start, end = max(box.x, 0) + ROW_EDGE, min(box.x + box.width, width) - ROW_EDGE
                start, end = (start, start + ROW_START) if side == 'left' else (end - ROW_START, end)
                ink = picture.ink((start + left, box.y + top + ROW_EDGE, end - start, box.height - 2 * ROW_EDGE))
                if ink is not None:
                    inks[key].append((ink[0] - left, ink[1] - left))
        seen.update(inks)
        return width, places, inks

    def pages(self, source, name, side):
        """What each page looks like in a language."""
        with tempfile.TemporaryDirectory(prefix='muster-mirrored-') as folder:
            environment = pseudo.install(folder, source, name)
            with App(BINARY, '--example', data=folder, env=environment, tongue=pseudo.tongue) as app:
                app.ready()
                app.resize(*SIZE)
                looks, seen = [], set()
                for page in PAGES:
                    page(app)
                    app.settle()
                    looks.append(self.look(app, seen, side))
                app.close()
        return looks

    def check(self, width, plain, mirrored):
        """Everything of one at the same distance from the other edge."""
        self.assertGreaterEqual(len(set(plain) & set(mirrored)), LEAST_SHARE * len(plain))
        return [f'{role} “{name}”: {here}, then {there}' for (role, name), places in plain.items()
                for here, there in zip(places, mirrored.get((role, name), ()))
                if abs(width - here[0] - there[1]) > TOLERANCE or abs(width - here[1] - there[0]) > TOLERANCE]

    def check_ink(self, width, plain, mirrored):
        """What a row begins with: its end may be beyond the edge."""
        self.assertGreaterEqual(len(set(plain) & set(mirrored)), LEAST_SHARE * len(plain))
        return [f'{role} “{name}” from {here[0]}, then from {there[1]}' for (role, name), places in plain.items()
                for here, there in zip(places, mirrored.get((role, name), ()))
                if abs(width - here[0] - there[1]) > INK_TOLERANCE]

    def test_every_page(self):
        plain = self.pages('en_GB', 'en_XA', 'left')
        mirrored = self.pages('ar_EG', 'ar_EG', 'right')
        for page, (width, *here), (_, *there) in zip(PAGES, plain, mirrored):
            with self.subTest(page.__name__):
                wrong = self.check(width, here[0], there[0]) + self.check_ink(width, here[1], there[1])
                self.assertFalse(wrong, '\n'.join([f'not mirrored in {width}', *wrong]))

    def test_a_board_begins_where_reading_does(self):
        with tempfile.TemporaryDirectory(prefix='muster-mirrored-') as folder:
            environment = pseudo.install(folder, 'ar_EG', 'ar_EG')
            with App(BINARY, '--example', data=folder, env=environment, tongue=pseudo.tongue) as app:
                app.ready()
                app.resize(900, 700)
                app.press('alt+2')
                app.point_at(app.find('list item', re.compile('Harrow 100-day plan')), 2)
                app.click(pseudo.tongue('By windows of days'), role=None)
                first = app.find('list', re.compile(r'\b1 .* 30\b'))
                app.settle()
                width = app.find('frame').size[0]
                self.assertGreaterEqual(first.extents.x, 0)
                self.assertLessEqual(first.extents.x + first.extents.width, width)


if __name__ == '__main__':
    unittest.main(verbosity=2)
