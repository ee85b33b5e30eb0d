# SPDX-License-Identifier: GPL-3.0-or-later
"""What a table asks for besides words, kept by name; and its columns. Run under with-display: test_filters.py BINARY"""

import re
import sys
import tempfile
import unittest

from muster_ui import App

BINARY = sys.argv.pop(1)


class TestFilters(unittest.TestCase):
    """One window for all: each test begins at the whole register."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix='muster-filters-')
        cls.addClassCleanup(cls.folder.cleanup)
        cls.app = App(BINARY, '--example', data=cls.folder.name)
        cls.app.__enter__()
        cls.addClassCleanup(cls.app.__exit__, None, None, None)
        cls.app.ready()
        cls.app.press('alt+3')
        cls.app.find('frame', 'Risks – Muster')
        cls.app.says('11 risks')

    def open_filters(self):
        self.app.click(re.compile('^Filters'))
        return self.app.find(('entry', 'text'), 'Save this filter as')

    def close_filters(self):
        self.app.press('Escape')
        self.app.gone(('entry', 'text'), 'Save this filter as')

    def rows(self):
        return [node.name for node in self.app.find('list', 'Risks').children()]

    def go_to(self, name):
        """With Tab: what stands in a row of a list is found by the keyboard alone."""
        app = self.app
        for _ in range(100):
            before = app.focused()
            if before is not None and before.name == name:
                return
            app.press('Tab')
            app.wait(lambda was=before: app.focused() != was, f'movement towards {name}')
        self.fail(f'Tab does not reach {name}')

    def check(self, name):
        self.go_to(name)
        self.app.press('space')

    def test_what_is_looked_for_first_needs_no_scrolling(self):
        app = self.app
        self.addCleanup(app.press, 'alt+3')
        for key, page, columns in (('alt+1', 'Teams', ('Status', 'Population', 'Plan progress', 'Worst risk')),
                                   ('alt+2', 'Plans', ('RAG', 'Progress', 'Next milestone', 'End slips'))):
            app.press(key)
            frame = app.find('frame', f'{page} – Muster')
            app.find('list', page)
            app.settle()
            head = app.find('panel', 'Columns', frame)
            for column in columns:
                place = app.find('label', column, head).extents
                self.assertLessEqual(place.x + place.width, frame.extents.width, column)

    def test_they_open_whole(self):
        """As high as there is room for, from the top, and not wider for whom they name."""
        app = self.app
        app.resize(900, 700)
        self.addCleanup(app.resize, 1120, 760)
        app.press('alt+2')
        app.find('frame', 'Plans – Muster')
        for _ in range(2):
            name = self.open_filters()
            app.find('check box', re.compile('^Owner: Harrow partnership'))
            app.settle()
            pane = name
            while pane.role != 'scroll pane':
                pane = pane.parent
            self.assertLess(name.extents.width, 320)
            self.assertGreaterEqual(pane.extents.height, 500)
            self.assertGreaterEqual(name.extents.y, pane.extents.y)
            self.assertLessEqual(pane.extents.y + pane.extents.height, 700)
            app.press(*['Tab'] * 20)
            self.close_filters()
        app.press('alt+3')
        app.says('11 risks')

    def test_choices_are_kept_by_name(self):
        app = self.app
        self.open_filters()
        self.check('Escalation potential: High')
        app.says('6 risks')
        self.check('Escalation potential: Low')
        app.says('8 risks')
        self.check('Band: Extreme')
        app.says('4 risks')
        app.says('Band: Extreme · Escalation potential: High or Low')
        self.go_to('Save this filter as')
        app.type('For the board')
        app.press('Return')
        app.find('push button', 'For the board')
        self.close_filters()
        app.click('Clear filters')
        app.says('11 risks')
        self.open_filters()
        app.click('For the board')
        app.says('4 risks')
        app.says('Band: Extreme · Escalation potential: High or Low')
        # It is called something else, and then it is gone.
        self.open_filters()
        app.click('Rename “For the board”')
        entry = app.find(('entry', 'text'), 'New name of the filter')
        app.wait(lambda: app.focused() == entry, 'focus on the name')
        app.press('ctrl+a')
        app.type('For the steering group')
        app.press('Return')
        app.find('push button', 'For the steering group')
        app.gone('push button', 'For the board')
        app.click('Delete “For the steering group”')
        app.gone('push button', 'For the steering group')
        self.close_filters()
        app.click('Clear filters')
        app.says('11 risks')

    def test_what_cannot_be_kept_says_why(self):
        """Nothing is chosen, or the name is too long; what was typed stays, and is there again."""
        app = self.app
        long = 'For the board of the neighbourhoods ' * 3
        entry = self.open_filters()
        self.go_to('Save this filter as')
        app.press('Return')
        app.says('Type a name for the filter.')
        app.type('Everything')
        app.wait(lambda: 'Type a name for the filter.' not in app.root().words(), 'end of what was wrong')
        app.press('Return')
        app.says('Nothing is filtered yet. Choose from the lists below, or type in the filter, then save.')
        self.assertEqual(entry.text, 'Everything')
        self.assertFalse(app.find_now('push button', 'Everything'))
        self.close_filters()
        entry = self.open_filters()
        self.assertEqual(entry.text, 'Everything')
        self.check('Band: Extreme')
        app.says('4 risks')
        self.go_to('Save this filter as')
        app.press('ctrl+a')
        app.set_text(entry, long)
        app.press('Return')
        app.says(f'The name is {len(long.strip())} characters long, and there is room for 80. Shorten it.')
        self.assertEqual(entry.text, long)
        app.set_text(entry, long[:80])
        app.press('Return')
        app.click(f'Delete “{long[:80].strip()}”')
        app.gone('push button', long[:80].strip())
        self.check('Band: Extreme')
        self.close_filters()
        app.says('11 risks')

    def test_whose_they_are(self):
        app = self.app
        self.open_filters()
        self.check('Risk owner: Nobody')
        app.says('Risk owner: Nobody')
        app.wait(lambda: len(self.rows()) == 11, 'risks that nobody owns')
        self.close_filters()
        app.click('Clear filters')
        app.gone('push button', 'Clear filters')

    def test_columns(self):
        app = self.app
        app.wait(lambda: re.search(', Trend ', self.rows()[0]), 'the usual columns')
        app.click('View options')
        app.click('Columns…')
        dialog = app.find(name='Columns', role=('frame', 'filler', 'dialog'))
        self.check('Trend')
        self.check('Response')
        app.wait(lambda: not re.search(', Trend ', self.rows()[0]), 'a table without trends')
        app.wait(lambda: re.search(', Response Treat', self.rows()[0]), 'the responses')
        self.assertLess(self.rows()[0].index('Score '), self.rows()[0].index('Band '))
        self.go_to('Move “Band” up')
        app.press('space')
        app.wait(lambda: self.rows()[0].index('Score ') > self.rows()[0].index('Band '), 'bands before scores')
        app.click('Usual columns')
        app.wait(lambda: re.search(', Trend ', self.rows()[0]), 'the usual columns')
        app.press('Escape')
        app.wait(lambda: not dialog.showing or not dialog.children(), 'end of the dialog')


if __name__ == '__main__':
    unittest.main(verbosity=2)
