# SPDX-License-Identifier: GPL-3.0-or-later
"""The place Programme: governance as a tree, and the other tabs. Run under with-display: test_programme.py BINARY"""

import re
import sys
import tempfile
import unittest

from a11y import Atspi
from muster_ui import App

BINARY = sys.argv.pop(1)


class TestProgramme(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix='muster-programme-')
        cls.addClassCleanup(folder.cleanup)
        cls.app = App(BINARY, '--example', data=folder.name)
        cls.app.__enter__()
        cls.addClassCleanup(cls.app.__exit__, None, None, None)
        cls.app.ready()

    def go(self, tab):
        app = self.app
        app.press('alt+4')
        app.find('frame', 'Programme – Muster')
        button = app.click(tab, within=app.find('panel', 'Parts of the programme'))
        app.wait(lambda: button.has(Atspi.StateType.PRESSED), f'part {tab}')

    def test_tree_by_keys(self):
        """Left closes, Right opens, Enter shows the record, and Back finds the tree as it was."""
        app = self.app
        self.go('Governance')
        parent = app.find('list item', re.compile('^Barnet CCG Care Closer to Home Board, level 1, .*meets'))
        child = re.compile('^Barnet Hub management board, level 2')
        app.find('list item', child)
        # Arrow keys go through the tree from its first row, which has the focus.
        app.press('alt+4')
        app.wait(lambda: app.focused() is not None and app.focused().role == 'list item', 'focus in the tree')
        app.focus(parent, key='Down')
        app.press('Left')
        app.gone('list item', child)
        app.press('Right')
        app.find('list item', child)
        app.press('Down')
        app.wait(lambda: child.search(app.focused().name), 'focus on the first board under it')
        app.press('Return')
        app.find('frame', 'Governance bodies – Muster')
        app.find('panel', 'Barnet Hub management board')
        app.press('alt+Left')
        app.find('frame', 'Programme – Muster')
        app.find('list item', child)

    def test_what_is_everybodys_is_told(self):
        app = self.app
        self.go('Governance')
        whole = re.compile("everybody's: all of (them|it) (are|is) shown, wherever you look")

        def told():
            return [text for text in app.root().words() if whole.search(text)]
        self.assertEqual(told(), [])
        app.press('ctrl+l')
        app.find('list', 'Found')
        app.type('Camd')
        app.wait(lambda: [node.name for node in app.find('list', 'Found').children()[:1]] == ['Camden, Area'],
                 'Camden found first')
        app.press('Return')
        self.addCleanup(app.press, 'ctrl+shift+l')
        app.find('push button', 'Showing only Camden')
        app.says(re.compile("^Bodies are everybody's"))
        self.go('Decisions')
        app.says(re.compile("^What bodies decide is everybody's"))
        app.press('ctrl+shift+l')
        app.find('push button', 'Showing everywhere')
        app.wait(lambda: told() == [], 'end of what was told')

    def test_workstreams_say_who_is_not_named(self):
        app = self.app
        self.go('Workstreams')
        section = app.find('panel', 'Workstreams')
        self.assertTrue(any(', Lead TBC' in row.name for row in app.find_now('list item', None, section)))
        app.click('Open the table of Workstreams', within=section)
        app.find('frame', 'Workstreams – Muster')

    def test_money_in_words(self):
        app = self.app
        self.go('Money')
        app.find('list item', re.compile('stated, .* computed: the total says .* (more|less) than its parts'))
        section = app.find('panel', 'What differs')
        row = app.find('list item', None, section)
        app.focus(row)
        app.press('Return')
        app.find('frame', re.compile('^Budget(s| sections| lines) – Muster$'))

    def test_every_tab(self):
        app = self.app
        for tab, section in (('Measures', 'Measures (KPIs)'), ('Population', 'Cohorts'),
                             ('People', 'People and role holders'), ('Decisions', 'Decisions'),
                             ('Findings', 'Findings'),
                             ('Report', 'Where the plans stand')):
            self.go(tab)
            rows = app.find_now('list item', None, app.find('panel', section))
            self.assertTrue(rows, tab)
            self.assertNotIn('', [row.name for row in rows])


if __name__ == '__main__':
    unittest.main(verbosity=2)
