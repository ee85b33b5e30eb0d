# SPDX-License-Identifier: GPL-3.0-or-later
"""What a borough programme manager comes to do, with several networks to look after and nothing but a keyboard.

Run under with-display: test_jobs_programme.py BINARY MUSTERCTL
"""

import re
import unittest

from jobs import Jobs, day

PLAN = 'Harrow 100-day plan'
BOARD = 'Barnet Hub management board'


class TestProgrammeManager(Jobs):
    """Of a borough, with several networks to look after."""

    actor = 'Borough programme manager'

    @classmethod
    def prepare(cls):
        cls.ctl('add', 'action', 'text=Room found', 'status=complete', f'actual={day(-3)}')
        cls.ctl('add', 'deliverable', 'title=Open the hub', 'plan=P-11', f'baseline={day(40)}')
        cls.ctl('add', 'escalation', 'reason=Who pays for it', 'record=R-1', f'to_body={BOARD}')
        cls.ctl('add', 'decision', 'text=Open in spring', f'body={BOARD}', f'on={day(-3)}')

    def open_plan(self):
        self.open_from_table('alt+2', 'Plans', 'Harrow 100', PLAN)
        self.app.focus_is('.*, level 1, ')

    def test_1_exceptions_of_a_borough(self):
        app = self.app
        app.press('ctrl+l')
        app.focus_is('^Find a programme, area or team$')
        app.type('Harrow')
        app.find('list item', re.compile('^Harrow, Area'))
        app.go('Down', '^Harrow, Area', 4)
        app.press('Return')
        app.find('push button', 'Showing only Harrow')
        app.says(re.compile('^[0-9]+ overdue$'))
        app.says(re.compile('^[0-9]+ without an owner$'))
        self.strokes(6)
        app.press('ctrl+shift+l')
        app.find('push button', 'Showing everywhere')

    def test_1_why_a_plan_is_red(self):
        app = self.app
        self.open_plan()
        app.press('r')
        app.says(re.compile('^Overdue by [0-9,]+ days: it was due by'))
        app.press('Escape')

    def test_2_name_an_owner(self):
        app = self.app
        app.go('Down', 'No owner', 8)
        app.strokes = 0
        app.press('o')
        app.focus_is('(Lead|Owner)$')
        app.type('Estates lead')
        app.press('Return')
        self.strokes(2)
        app.find('list item', re.compile('Estates lead$'))
        app.press('ctrl+z')
        app.says(re.compile('^Undid: changing “(Lead|Owner)” of “'))

    def test_2_who_has_what_to_do(self):
        """Words find the lead of an item. A filter by lead of the actions of all plans is in their table."""
        app = self.app
        self.open_plan()
        app.strokes = 0
        app.press('ctrl+shift+f')
        app.focus_is('^Filter this plan$')
        app.type('PCN Operational Managers')
        app.says(re.compile('^1 of 39 items$'))
        app.press('Escape')
        self.strokes(2)
        app.says('39 items')

    def test_3_what_a_partner_sent_does_not_add_up(self):
        """What import and arithmetic found, in the window; test_jobs_imports.py brings tables in."""
        app = self.app
        self.tab('Findings')
        app.go('Tab', '(differ|stated|says|score|twice)', 12)
        app.press('Return')
        app.gone('frame', 'Programme – Muster')

    def test_4_move_a_forecast_with_its_reason(self):
        app = self.app
        self.open_plan()
        before = app.focused().name
        title = before.split(',')[0]
        app.strokes = 0
        app.press('f')
        app.focus_is('^Due, forecast$')
        app.type('Q2 2022/23')
        app.press('Tab')
        app.focus_is('^Reason for forecast$')
        app.type('The analyst starts in June')
        app.press('Return')
        self.strokes(3)
        app.find('list item', re.compile('^' + re.escape(title) + '.*Q2 2022/23'))
        app.press('ctrl+z')
        app.find('list item', before)

    def test_4_rebaseline_with_a_reason(self):
        """The new day, why, and nothing without a reason; what was promised before stays in the history."""
        app = self.app
        self.open_plan()
        app.strokes = 0
        app.press('b')
        app.focus_is('^Due, as planned$')
        app.press('ctrl+a')
        app.type('Q3 2022/23')
        app.press('Return')
        app.says(re.compile('^Say in “Reason for baseline” why “Due, as planned” moves'))
        app.focus_is('^Reason for baseline')
        app.type('The board agreed the later start')
        app.press('Return')
        self.strokes(4)
        app.says('Saved')
        app.focus_is('level 1')
        app.press('ctrl+Return')
        app.find('push button', 'Archive')
        app.go('Tab', '^History$', 60)
        app.press('Return')
        app.says(re.compile('^Due, as planned: .* → .*Q3 2022/23'))
        app.says(re.compile('The board agreed the later start'))
        app.press('ctrl+z')
        app.says(re.compile('^Undid: '))

    def test_5_what_waits_for_what(self):
        app = self.app
        app.press('ctrl+f')
        app.focus_is('^Search')
        app.type('Buildings for hubs')
        app.find('list item', re.compile('Buildings for hubs'))
        app.go('Down', 'Buildings for hubs', 2)
        app.press('Return')
        app.find('frame', 'Dependencies – Muster')
        app.wait(lambda: app.find('text', 'Waits for, outside').text == 'IT and estates', 'what it waits for')

    def test_6_highlight_report(self):
        """On the screen and as a PDF: where plans stand and why, what was done, what is next, late, risky, wanted."""
        app = self.app
        self.tab('Where the plans stand', 9)
        app.find('list item', re.compile('^P-10 Harrow 100-day plan, Red, 10% done .* parts are red'))
        for part, row in (('Actions done since ', 'Room found'), ('Next milestones', 'Open the hub'),
                          ('Late or slipping', 'Overdue'), ('New, escalated and extreme', '16 Extreme'),
                          ('Decisions wanted', 'Who pays for it'), ('Decided since ', 'Open in spring'),
                          ('Money', 'Harrow integrated care budget')):
            section = app.find('panel', re.compile('^' + part))
            app.find('list item', re.compile(row), section)
        pdf = self.print_pdf()
        self.assertTrue(pdf.startswith(b'%PDF'))

    def test_7_hand_a_risk_to_a_board(self):
        app = self.app
        self.open_from_table('alt+3', 'Risks', 'hard to recruit', 'GPs and nurses')
        app.find('push button', 'Edit details')
        app.strokes = 0
        app.go('Tab', '^Escalate…$', 5)
        app.press('Return')
        app.dialog('^Add an escalation$')
        app.focus_is('^Reason$')
        app.type('No borough can fill these posts alone')
        app.go('Tab', '^To$', 6)
        app.press('Return')
        app.focus_is('(?i)find|search|filter')
        app.type('Health and Wellbeing')
        app.find('list item', re.compile('Health and Wellbeing'))
        # What the first letters found is there before what all of them find.
        app.settle()
        app.press('Down', 'Return')
        app.focus_is('^To$')
        app.press('ctrl+s')
        self.strokes(16)
        app.says('Escalation added')

    def test_8_what_the_money_says(self):
        app = self.app
        self.tab('What differs')
        app.find('list item', re.compile('stated, .* computed: the total says .* (more|less) than its parts'))

    def test_9_a_plan_from_the_template(self):
        app = self.app
        app.press('alt+2')
        app.find('frame', 'Plans – Muster')
        app.focus_is('^P-[0-9]+, ')
        app.strokes = 0
        app.go('shift+Tab', '^New plan from a template$', 14)
        app.press('Return')
        app.dialog('^New mobilisation plan$')
        app.focus_is('^Title$')
        app.type('Hub 9 gets going')
        app.press('ctrl+s')
        self.strokes(16)
        app.focus_is(', level [12], ')
        app.find(name='2 of 16 sections')


if __name__ == '__main__':
    unittest.main(verbosity=2)
