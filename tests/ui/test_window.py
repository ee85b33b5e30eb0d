# SPDX-License-Identifier: GPL-3.0-or-later
"""The window itself: names, keys, narrow. Run under with-display: test_window.py BINARY"""

import re
import sys
import tempfile
import unittest

from a11y import Atspi
from muster_ui import App
from pages import unnamed

BINARY = sys.argv.pop(1)


class TestWindow(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='muster-window-')
        self.addCleanup(folder.cleanup)
        self.app = App(BINARY, '--example', data=folder.name)
        self.app.__enter__()
        self.addCleanup(self.app.__exit__, None, None, None)
        self.app.ready()

    def choose_place(self, words, name):
        app = self.app
        app.press('ctrl+l')
        app.wait(lambda: app.focused() is not None and app.focused().name == 'Find a programme, area or team',
                 'focus in the list of places')
        app.type(words)
        app.wait(lambda: [node.name for node in app.find('list', 'Found').children()[:1]] == [f'{name}, Area'],
                 f'{name} found first')
        app.press('Return')
        app.find('push button', f'Showing only {name}')

    def test_a_page_asked_for_again_begins_again(self):
        """Not one stop of the Tab key further, which is where the page would go from."""
        app = self.app
        for key in range(1, 8):
            app.press(f'alt+{key}')
            app.settle()
            begins = app.focused()
            self.assertIsNotNone(begins)
            for _ in range(2):
                app.press(f'alt+{key}')
                app.settle()
                self.assertEqual(str(app.focused()), str(begins), f'Alt+{key}')

    def test_one_place(self):
        app = self.app
        app.press('alt+1')
        app.says('39 teams')
        self.choose_place('Camd', 'Camden')
        app.says('4 teams')
        app.press('alt+2')
        app.find('frame', 'Plans – Muster')
        app.says('1 plan')
        self.assertEqual(unnamed(app), [])
        # What is added here belongs here, or it would not be seen.
        app.click('New plan from a template')
        form = app.find('frame', 'New mobilisation plan')
        app.wait(lambda: 'Camden' in form.words(), 'the place in the form of the template')
        app.press('Escape')
        app.gone(name='New mobilisation plan')
        app.take_keyboard()
        app.press('alt+3')
        # None is Camden's own: they threaten what its plan has to do.
        app.says('2 risks')
        app.press('ctrl+n')
        app.find(name='Add a risk')
        app.type('Rooms too small')
        app.wait(lambda: 'Camden' in app.find('frame', 'Add a risk').words(), 'the place in the form')
        app.press('Escape')
        app.find('frame', 'Risks – Muster')
        app.press('ctrl+shift+l')
        app.find('push button', 'Showing everywhere')
        app.says('11 risks')
        app.press('alt+1')
        app.says('39 teams')

    def test_nothing_of_mine_keeps_the_keyboard(self):
        """All rows go; the key that took them away brings them back."""
        app = self.app
        app.press('alt+Home')
        app.wait(lambda: app.focused() is not None and app.focused().role == 'list item', 'focus on a row')
        app.press('m')
        app.says('Nothing overdue')
        app.wait(lambda: app.focused() is not None and app.focused().showing, 'focus on something in sight')
        app.press('m')
        app.says(re.compile('^[0-9]+ overdue$'))

    def test_search_keeps_pace_and_says_so(self):
        app = self.app
        app.press('ctrl+f')
        app.find('frame', 'Search – Muster')
        app.says('Find Any Record')
        app.wait(lambda: app.focused() is not None and app.focused().name == 'Search everything', 'focus in the search')
        app.type('CHIN')
        app.says(re.compile('^[0-9]+ results$'))
        app.find('list item', re.compile('CHIN'))
        app.press('ctrl+a')
        app.type('qxqx')
        app.says('Nothing found for “qxqx”')
        app.press('Escape')
        app.says('Find Any Record')
        app.press('Escape')
        app.find('frame', 'Today – Muster')

    def test_actions_are_found_by_name(self):
        app = self.app
        app.press('ctrl+f')
        app.wait(lambda: app.focused() is not None and app.focused().name == 'Search everything', 'focus in the search')
        app.type('keyb short')
        app.find('push button', 'Keyboard shortcuts')
        app.settle()
        self.assertFalse([text for text in app.root().words() if 'Nothing found' in text])
        app.click('Keyboard shortcuts')
        app.says('Close the window')

    def test_actions_that_can_be_done_by_other_words(self):
        """What has another name is found by it; what the search has nothing of is not offered, greyed or not."""
        app = self.app
        app.press('ctrl+f')
        app.wait(lambda: app.focused() is not None and app.focused().name == 'Search everything', 'focus in the search')
        app.type('new ris')
        app.find('push button', 'Add a risk')
        for words, absent in (('impo', 'Import a table…'), ('print', 'Print this page'), ('filter', 'Filter this table')):
            app.press('ctrl+a')
            app.type(words)
            app.gone('push button', 'Add a risk')
            app.settle()
            self.assertEqual(app.find_now('push button', absent), [])
            if words == 'impo':
                app.find('push button', 'Import a table of risks')
        app.press('Escape')

    def test_shortcuts_come_from_the_table(self):
        app = self.app
        app.press('ctrl+question')
        app.says('Search everything')
        app.says('Close the window')
        # What a page has to itself stands in the table of that page.
        for words in ('In a row of Today', 'Postpone it', 'In a row of a plan', 'Rebaseline it', 'Change its title',
                      'Move it up', 'Add within it'):
            app.says(words)
        app.press('Escape')
        app.press('F10')
        for item in ('Undo', 'Redo', 'Open a file…', 'Look at the example programme', 'Keyboard shortcuts',
                     'Who you are…', 'About Muster'):
            app.find(('menu item', 'push button'), item)
        app.press('Escape')

    def test_narrow_window_takes_turns(self):
        app = self.app
        app.resize(360, 640)
        app.find('push button', 'Back')
        app.press('alt+3')
        app.find('frame', 'Risks – Muster')
        risks = app.find('list', 'Risks')
        self.assertLessEqual(risks.size[0], 360)
        app.press('alt+Left')
        app.find('frame', 'Today – Muster')
        app.press('alt+Left')
        pages = app.find('list', 'Pages')
        app.wait(lambda: pages.extents.x >= 0, 'list of pages')

    def test_back_and_forward(self):
        """As far as one came, by keys and by links, until another way is taken."""
        app = self.app
        for key, title in (('alt+2', 'Plans'), ('alt+3', 'Risks'), ('ctrl+f', 'Search')):
            app.press(key)
            app.find('frame', f'{title} – Muster')
        for key, title in (('alt+Left', 'Risks'), ('alt+Left', 'Plans'), ('alt+Left', 'Today'), ('alt+Right', 'Plans'),
                           ('alt+Right', 'Risks')):
            app.press(key)
            app.find('frame', f'{title} – Muster')
        app.find('push button', 'Forward')
        app.press('alt+1')
        app.find('frame', 'Teams – Muster')
        app.gone('push button', 'Forward')
        app.click('Back')
        app.find('frame', 'Risks – Muster')

    def test_search_offers_where_one_was(self):
        app = self.app
        app.press('alt+3')
        app.find('frame', 'Risks – Muster')
        app.wait(lambda: app.focused() is not None and app.focused().name.startswith('R-4'), 'focus in the table')
        app.press('Return')
        app.find('panel', 'Hearts and minds are not won')
        app.press('ctrl+f')
        app.find('frame', 'Search – Muster')
        app.press('ctrl+a', 'BackSpace')
        app.says('Where you were last')
        app.find('list item', re.compile('Hearts and minds are not won'))
        app.press('Down', 'Return')
        app.find('panel', 'Hearts and minds are not won')
        app.find('frame', 'Risks – Muster')

    def test_a_page_begins_with_its_table(self):
        """Its key leads there from a record that has the page for itself, and Back leads to the record."""
        app = self.app
        app.press('alt+3')
        app.says('11 risks')
        app.wait(lambda: app.focused() is not None and app.focused().role == 'list item', 'focus in the table')
        def at_table(there):
            app.wait(lambda: app.focused() is not None and (app.focused().role == 'list item') == there
                     and app.focused().name != 'Risks', 'the table' if there else 'the page of the risk')
        app.press('Return')
        at_table(False)
        app.press('alt+3')
        at_table(True)
        app.press('alt+Left')
        at_table(False)

    def test_one_way_back_from_a_record(self):
        """In the header bar, wherever the record hides its table; and no button that acts has the focus by then."""
        app = self.app
        app.point_at(app.find('list item', 'Deliverables and milestones'))
        app.find('frame', 'Deliverables and milestones – Muster')
        for width in (360, 800):
            app.resize(width, 640)
            plan = app.find('list item', re.compile('^D-[0-9]+, Business case for a larger QIST, '))
            app.settle()
            app.point_at(plan)
            record = app.find('panel', 'Business case for a larger QIST')
            app.wait(lambda: app.focused() is not None and app.focused() == record,
                     'focus on the record as a whole')
            self.assertEqual(len(app.find_now('push button', re.compile('^(Back|Deliverables and milestones)$'))), 1)
            app.click('Back')
            app.wait(lambda: plan.extents.x >= 0 and app.focused().role == 'list item', 'table')

    def test_table_takes_the_focus(self):
        """Also when it is still being read at the moment it is opened."""
        app = self.app
        for key, title in (('alt+2', 'Plans'), ('alt+3', 'Risks')):
            app.press(key)
            app.find('frame', f'{title} – Muster')
            app.wait(lambda: app.focused() is not None and app.focused().role == 'list item', f'focus in {title}')

    def test_escape_leaves_the_picker(self):
        app = self.app
        app.press('alt+2')
        app.find('frame', 'Plans – Muster')
        app.settle()
        app.focus(app.find('list item', re.compile('Camden Neighbourhood 1 mobilisation plan')), key='Down')
        app.press('F2')
        app.activate(app.find('push button', 'Programme', app.find('form')))
        entry = app.find(('entry', 'text'), 'Find a record for programme')
        app.wait(lambda: app.focused() is not None and app.focused().name == entry.name, 'focus in the picker')
        app.press('Escape')
        app.gone(('entry', 'text'), 'Find a record for programme')
        app.wait(lambda: app.focused().name == 'Programme', 'focus on the field')

    def test_sidebar_shows_where_one_is(self):
        app = self.app

        # A window that is still coming up takes its first size once more: pages are made as they are wanted.
        def lower():
            app.resize(1120, 480)
            return app.find('frame', 'Today – Muster').extents.height <= 480
        app.wait(lower, 'lower window')
        pages = app.find('list', 'Pages')
        teams = app.find('list item', 'Teams', pages)
        findings = app.find('list item', 'Findings', pages)
        # The list is one stop, at the page that is shown.
        app.focus(app.find('list item', 'Today', pages))
        app.press('End', 'Return')
        app.find('frame', 'Findings – Muster')
        app.wait(lambda: findings.extents.y < 480, 'end of the list of pages')
        # GTK goes on scrolling to what has the focus, and would end where it was going.
        app.settle()
        app.press('alt+1')
        app.wait(lambda: 0 < teams.extents.y < 480, 'page shown in the list of pages')

    def test_tab_passes_the_sidebar_in_one_step(self):
        app = self.app
        app.press('alt+1')
        seen = set()
        for _ in range(25):
            app.press('Tab')
            if app.focused() is not None and app.focused().role == 'list item':
                seen.add(app.focused().name)
        pages = {node.name for node in app.find('list', 'Pages').children()}
        self.assertLessEqual(len(seen & pages), 1)
        self.assertTrue(app.find('frame', 'Teams – Muster').has(Atspi.StateType.VISIBLE))


if __name__ == '__main__':
    unittest.main(verbosity=2)
