# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans: the list, one plan as an outline and by windows of days. Run under with-display: test_plans.py BINARY"""

import contextlib
import os
import pathlib
import re
import sqlite3
import sys
import unittest

from day import Day, choose
from muster_ui import App

BINARY = sys.argv.pop(1)
PLAN = 'Harrow 100-day plan'
FIRST = 'Start the borough needs assessment from assessments already done'
SECOND = 'Executive reviews the PCN development plans'


class TestPlans(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.app = App(BINARY, '--example').__enter__()
        cls.addClassCleanup(cls.app.__exit__, None, None, None)
        cls.app.ready()
        cls.day = Day(cls.app)

    def focus_on(self, name):
        app = self.app
        return app.wait(lambda: app.focused() if app.focused() is not None and re.match(name, app.focused().name)
                        else None, f'focus on {name}')

    def open_plan(self, words='Harrow 100', title=PLAN):
        self.day.go('alt+2', 'Plans')
        self.day.find_row(words, title)
        self.app.press('Return')
        self.focus_on('.*, level 1, ')
        self.addCleanup(self.leave_plan)

    def leave_plan(self):
        self.app.press('alt+Left')
        self.focus_on('P-[0-9]+, ')

    def rows(self):
        return [row.name for row in self.app.find('list', 'Outline').children() if row.name]

    def drafts(self):
        file = pathlib.Path(os.environ['XDG_DATA_HOME'], 'muster', 'example.muster')
        with contextlib.closing(sqlite3.connect(f'file:{file}?mode=ro', uri=True)) as db:
            return ' '.join(texts for texts, in db.execute('SELECT texts FROM draft'))

    def go_to(self, name):
        return self.app.focus(self.app.find('list item', re.compile('^' + re.escape(name) + ', ')), key='Down')

    def test_1_list_says_how_plans_are(self):
        self.day.go('alt+2', 'Plans')
        self.app.find('list item', re.compile(f'{PLAN}, RAG Red, End slips 112 days late, '))
        self.app.find('list item', re.compile('Next milestone Q1 2017/18: Camden Neighbourhood 1 mobilisation'))

    def test_1_the_filter_before_the_plan_is_there(self):
        """Who presses both keys at once has the keyboard in the filter, whichever of the two the plan is slower than."""
        app = self.app
        for _ in range(3):
            self.day.go('alt+2', 'Plans')
            self.day.find_row('Harrow 100', PLAN)
            app.rush('Return', 'ctrl+shift+f')
            app.find('list', 'Outline')
            self.focus_on('Filter this plan$')
            app.settle()
            app.type('winter plans')
            app.says(re.compile('^2 of 39 items$'))
            app.press('Escape')
            app.says('39 items')
            self.leave_plan()

    def test_2_note_in_two_keys_and_the_text(self):
        app = self.app
        self.open_plan()
        self.go_to(FIRST)
        app.press('Return')
        self.focus_on('Status note$')
        app.type('Half of the practices answered')
        app.press('Return')
        app.find('list item', re.compile('^' + re.escape(FIRST) + '.*Half of the practices answered'))
        self.focus_on(re.escape(FIRST))
        app.press('ctrl+z')
        app.find('list item', re.compile('^' + re.escape(FIRST) + '.*The new Intelligence Group'))

    def test_9_return_adds(self):
        """From any line of the dialog, as it does elsewhere."""
        app = self.app
        self.open_plan()
        self.go_to(FIRST)
        app.press('Insert')
        app.find('frame', 'Add to the plan')
        self.focus_on('Title')
        app.type('Keys for the front door')
        app.press('Return')
        app.gone('frame', 'Add to the plan')
        app.find('list item', re.compile('^(?:D-[0-9]+ )?.*Keys for the front door'))
        app.press('ctrl+z')
        app.gone('list item', re.compile('Keys for the front door'))

    def test_9_what_was_deleted_again_stays_deleted(self):
        app = self.app
        self.open_plan('Camden', 'Camden Neighbourhood 1 mobilisation plan')
        self.go_to('MOU or like agreement between partners')
        app.press('n')
        self.focus_on('Status note$')
        app.type('fast')
        app.wait(lambda: 'fast' in self.drafts(), 'draft on the disk')
        app.press('ctrl+a', 'BackSpace', 'Escape')
        self.focus_on('MOU or like agreement')
        app.press('n')
        note = self.focus_on('Status note$')
        app.wait(lambda: 'fast' not in self.drafts(), 'no draft on the disk')
        self.assertEqual(note.text, '')
        app.press('Escape')
        self.focus_on('MOU or like agreement')

    def test_3_what_is_wrong_is_said_and_kept(self):
        app = self.app
        self.open_plan()
        self.go_to(FIRST)
        app.press('f')
        field = self.focus_on('Due, forecast$')
        app.type('whenever')
        app.press('Return')
        app.find('alert', 'There is a problem')
        self.assertEqual(field.text, 'whenever')
        app.set_text(field, 'Q2 22/23')
        app.press('ctrl+s')
        app.find('list item', re.compile('^' + re.escape(FIRST) + '.*Overdue · Q2 2022/23, '))
        app.press('ctrl+z')
        app.find('list item', re.compile('^' + re.escape(FIRST) + '.*Overdue · days 1 to 30'))

    def test_3_a_date_is_answered_while_it_is_typed(self):
        app = self.app
        self.open_plan()
        self.go_to(FIRST)
        app.press('f')
        self.focus_on('Due, forecast$')
        app.type('3')
        app.says('Not a date yet')
        app.type('0/6/22')
        app.says('30 June 2022')
        app.press('ctrl+a')
        app.type('whenever')
        app.says('Not a date yet')
        app.press('ctrl+a', 'BackSpace')
        app.wait(lambda: 'Not a date yet' not in app.root().words(), 'no answer to nothing')
        app.press('Escape')
        self.focus_on(re.escape(FIRST))

    def test_9_the_wrong_field_is_in_sight(self):
        """What says what is wrong stands above it and must not push it away."""
        app = self.app
        self.open_plan('Camden', 'Camden Neighbourhood 1 mobilisation plan')
        self.go_to('MOU or like agreement between partners')
        app.press('p')
        field = self.focus_on('% complete$')
        app.type('150')
        app.press('Return')
        app.find('alert', 'There is a problem')
        pane = field
        while pane.role != 'scroll pane':
            pane = pane.parent
        app.wait(lambda: field.extents.y + field.extents.height <= pane.extents.y + pane.extents.height, 'field in sight')
        app.press('ctrl+a', 'BackSpace', 'Escape')
        self.focus_on('MOU or like agreement')

    def test_4_moving_by_keys(self):
        app = self.app
        self.open_plan('Camden', 'Camden Neighbourhood 1 mobilisation plan')
        before = [name.split(',')[0] for name in self.rows()]
        app.press('ctrl+shift+Right')
        app.says('There is nothing above it to stand within.')
        self.go_to(before[1])
        app.press('alt+Up')
        app.wait(lambda: [name.split(',')[0] for name in self.rows()][:2] == [before[1], before[0]], 'move up')
        self.focus_on(re.escape(before[1]))
        app.press('alt+Down')
        app.wait(lambda: [name.split(',')[0] for name in self.rows()] == before, 'move down')
        # No key is lost because the one before it is not done yet.
        app.rush('alt+Down', 'alt+Down', 'alt+Up', 'alt+Down')
        app.wait(lambda: [name.split(',')[0] for name in self.rows()][3:4] == [before[1]],
                 lambda: f'move by two rows: {before} {self.rows()}')
        app.rush('alt+Up', 'alt+Up')
        app.wait(lambda: [name.split(',')[0] for name in self.rows()] == before, 'two rows up')
        app.press('ctrl+shift+Right')
        app.find('list item', re.compile('^' + re.escape(before[1]) + ', .*level 2'))
        self.focus_on(re.escape(before[1]))
        app.press('Left')
        self.focus_on(re.escape(before[0]))
        app.press('Left')
        app.wait(lambda: len(self.rows()) == len(before) - 1, 'fold')
        app.find('list item', re.compile('^' + re.escape(before[0]) + ', .*, folded$'))
        app.press('Right')
        app.wait(lambda: len(self.rows()) == len(before), 'unfold')
        app.press('Right')
        self.focus_on(re.escape(before[1]))
        app.press('ctrl+shift+Left')
        app.find('list item', re.compile('^' + re.escape(before[1]) + ', .*level 1'))

    def test_9_moving_by_pointer(self):
        """Onto the middle of a row is within it, near its ends beside it."""
        app = self.app
        self.open_plan('Camden', 'Camden Neighbourhood 1 mobilisation plan')
        before = [name.split(',')[0] for name in self.rows()]

        def row(name):
            return app.find('list item', re.compile('^' + re.escape(name)))
        app.drag(row(before[2]), row(before[0]), 0.1)
        app.wait(lambda: [name.split(',')[0] for name in self.rows()][:2] == [before[2], before[0]], 'drop before')
        app.drag(row(before[2]), row(before[1]), 0.9)
        app.wait(lambda: [name.split(',')[0] for name in self.rows()] == before, 'drop after')
        app.drag(row(before[1]), row(before[0]), 0.5)
        app.find('list item', re.compile('^' + re.escape(before[1]) + ', .*level 2'))
        app.press('ctrl+z')
        app.find('list item', re.compile('^' + re.escape(before[1]) + ', .*level 1'))

    def test_5_rag_says_why_and_is_overridden_with_a_reason(self):
        app = self.app
        self.open_plan('Camden', 'Camden Neighbourhood 1 mobilisation plan')
        row = self.go_to('Outcome objectives agreed')
        self.assertIn('RAG Red', row.name)
        app.press('r')
        app.says(re.compile('^Overdue by [0-9,]+ days: it was due by'))
        choose(app, 'RAG override', 'Amber')
        app.press('ctrl+s')
        app.find('alert', 'There is a problem')
        app.set_text(app.find('text', 'Reason for override'), 'The board agreed a later date')
        app.set_text(app.find('text', 'Override ends'), '31 December 2199')
        app.press('ctrl+s')
        app.find('list item', re.compile('^Outcome objectives agreed, .*RAG Amber, overridden'))
        app.press('ctrl+z')
        app.find('list item', re.compile('^Outcome objectives agreed, .*RAG Red'))

    def test_5_rag_of_an_action_says_that_it_stays(self):
        app = self.app
        self.open_plan()
        self.go_to(FIRST)
        app.press('r')
        app.says('The RAG of an action follows from its dates and its status, and is not set by hand. That of a plan, a '
                 'deliverable or a milestone can be.')
        app.press('Escape')
        self.focus_on(re.escape(FIRST))

    def test_5_what_is_cut_is_told(self):
        """Where a row has no room for all that it is called, the pointer on it has the rest told."""
        app = self.app
        self.open_plan()
        app.resize(900, 700)
        self.addCleanup(app.resize, 1120, 760)
        # Another plan begins with its first row, wherever the one before was left.
        row = self.focus_on(re.escape(FIRST))
        app.point_nowhere()
        app.settle()
        before = app.n_surfaces()
        app.hover(row)
        # The bus does not know of tooltips.
        app.wait(lambda: app.n_surfaces() > before, 'tooltip')

    def test_6_filter(self):
        app = self.app
        self.open_plan()
        n = len(self.rows())
        app.press('ctrl+shift+f')
        self.focus_on('Filter this plan$')
        app.type('public health')
        app.says(re.compile(f'^[0-9]+ of {n} items$'))
        shown = self.rows()
        app.press('Down', 'alt+Down')
        app.says('Clear the filter first: what it hides stands between these rows')
        self.assertEqual(self.rows(), shown)
        app.press('ctrl+shift+f')
        self.focus_on('Filter this plan$')
        app.press('End')
        self.assertTrue(all('Public Health' in name or 'public health' in name for name in self.rows()))
        app.type(' qxqx')
        app.says('Nothing Matches')
        app.click('Clear filter')
        app.says(re.compile(f'^{n} items$'))

    def test_7_windows_of_days(self):
        app = self.app
        self.open_plan()
        app.click('By windows of days', role=None)
        lanes = [app.find('list', f'Days {first} to {last}') for first, last in ((1, 30), (30, 60), (60, 90), (90, 100))]
        self.focus_on(re.escape(FIRST))
        self.assertEqual([lane.extents.x for lane in lanes], sorted(lane.extents.x for lane in lanes))
        app.press('Right')
        app.wait(lambda: app.focused() in lanes[1].children(), 'focus in the next column')
        app.press('n')
        self.focus_on('Status note$')
        app.press('Escape')
        app.wait(lambda: app.focused() in lanes[1].children(), 'focus back on the row')

    def test_8_plan_from_the_template(self):
        app = self.app
        self.day.go('alt+2', 'Plans')
        app.click('New plan from a template')
        app.find(name='New mobilisation plan')
        app.says(re.compile('7 work packages, 14 deliverables, 3 milestones, 1 gateway and 4 dependencies. None has a day '
                            'yet: .* “Team goes live”'))
        self.focus_on('Title')
        app.type('Hub 9 gets going')
        app.press('ctrl+s')
        app.find('list item', re.compile('^Design, work package, level 1, RAG Grey, Not started, unfolded$'))
        app.find(name='2 of 16 sections')
        app.press('ctrl+z')
        # There is nothing left to look at.
        self.focus_on('P-[0-9]+, ')
        app.gone('list item', re.compile('Hub 9 gets going'))
        app.find('frame', 'Plans – Muster')


if __name__ == '__main__':
    unittest.main(verbosity=2)
