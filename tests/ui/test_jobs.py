# SPDX-License-Identifier: GPL-3.0-or-later
"""What people come to do, day by day and month by month, with nothing but a keyboard.

A script for each job of a PCN operational manager and a reader on a board: keys go in, and the accessibility bus is only
read. What is done daily says how many strokes it may take beside the words themselves. Those of a borough programme
manager are in test_jobs_programme.py, and what takes two people in test_jobs_together.py.

Run under with-display: test_jobs.py BINARY MUSTERCTL
"""

import datetime
import re
import subprocess
import unittest

from jobs import ME, MUSTERCTL, TEAM, Jobs, day


class TestOperationalManager(Jobs):
    """Of a Primary Care Network, in a clinic without a network."""

    @classmethod
    def prepare(cls):
        for text, owner, due in (('Ring the landlord', ME, -3), ('Order the desks', ME, 5),
                                 ('Send the rota', 'Practice manager', -1)):
            cls.ctl('add', 'action', f'text={text}', f'owner={owner}', f'baseline={day(due)}', 'status=in progress',
                    f'scope={TEAM}')
        cls.ctl('add', 'action', 'text=Find a nurse', f'owner={ME}', 'baseline=TBC')
        cls.ctl('today', '--seen')
        cls.ctl('set', 'Ring the landlord', 'status_note=He rings on Friday', '--actor', 'Practice manager')

    def row(self, title):
        return self.app.find('list item', re.compile(r'(^|\s)' + re.escape(title) + ','))

    def mine(self):
        """Today for oneself, however the window was left."""
        app = self.app
        if not any(f'What names {ME}' in words for words in app.root().words()):
            app.press('m')
        app.says(f'What names {ME} as owner or lead.')
        app.focus_is('Ring the landlord')

    def test_1_see_what_is_overdue_and_due_soon(self):
        app = self.app
        app.press('m')
        app.says(f'What names {ME} as owner or lead.')
        for words in ('1 overdue', '1 due by'):
            app.says(words)
        self.assertIn('3 days overdue', self.row('Ring the landlord').name)
        self.assertIn('Due in 5 days', self.row('Order the desks').name)
        app.says('1 without a date')
        app.focus_is('Ring the landlord')
        self.strokes(1)

    def test_2_update_the_note_in_two_strokes(self):
        app = self.app
        self.mine()
        app.strokes = 0
        app.press('n')
        app.focus_is('^Status note$')
        app.type('Lease is with the solicitor')
        app.press('Return')
        self.strokes(2)
        app.says('Noted on “Ring the landlord”')
        app.focus_is('Ring the landlord')
        app.wait(lambda: 'solicitor' in self.row('Ring the landlord').name, 'note in the row')

    def test_2_update_status_and_percentage(self):
        app = self.app
        self.mine()
        app.strokes = 0
        app.press('n')
        app.focus_is('^Status note$')
        app.type('Half way')
        app.press('Tab')
        app.focus_is('^% complete$')
        app.type('50')
        app.press('Return')
        self.strokes(3)
        app.says('Noted on “Ring the landlord”')
        app.wait(lambda: 'Half way' in self.row('Ring the landlord').name, 'note in the row')
        app.focus_is('Ring the landlord')
        # Done is one key, and back again another.
        app.strokes = 0
        app.press('c')
        app.says('Completed “Ring the landlord”')
        app.press('ctrl+z')
        self.strokes(2)
        app.says('1 overdue')
        self.row('Ring the landlord')

    def test_3_look_up_who_leads(self):
        app = self.app
        app.press('ctrl+f')
        app.focus_is('^Search')
        app.type('assessment already done')
        app.find('list item', re.compile('Start the borough needs assessment'))
        app.go('Down', 'Start the borough needs assessment', 3)
        app.press('Return')
        self.strokes(5)
        app.find('panel', re.compile('^Start the borough needs assessment'))
        app.wait(lambda: app.find('text', 'Lead').text == 'Public Health team', 'who leads')

    def test_3_look_up_a_neighbourhood(self):
        app = self.app
        self.open_from_table('alt+1', 'Teams', TEAM)
        self.strokes(8)
        app.find('panel', 'Names through time')
        app.says(re.compile('^50,000 to 80,000'))
        app.press('Escape')
        app.focus_is(f'^{TEAM}, ')

    def test_4_add_an_action_heard_in_a_meeting(self):
        """On the page of the team, which it then belongs to."""
        app = self.app
        self.open_from_table('alt+1', 'Teams', TEAM)
        app.find('panel', 'Names through time')
        app.strokes = 0
        app.press('ctrl+n')
        app.focus_is('^Action$')
        app.press('Return')
        app.dialog('^Add an action$')
        app.focus_is('^Action$')
        app.type('Ask the pharmacy for a room')
        app.press('ctrl+s')
        self.strokes(3)
        app.says('Action added')
        app.find('list item', re.compile('Ask the pharmacy for a room'), app.find('panel', 'Actions'))

    def test_4_add_a_risk_heard_in_a_meeting(self):
        app = self.app
        self.open_from_table('alt+1', 'Teams', TEAM)
        app.find('panel', 'Names through time')
        app.strokes = 0
        app.press('ctrl+n', 'Down')
        app.focus_is('^Risk$')
        app.press('Return')
        app.dialog('^Add a risk$')
        app.focus_is('^Title$')
        app.type('The lift is often broken')
        app.press('Tab')
        app.focus_is('^Status: ')
        app.press('space')
        app.find('list item', 'Open')
        app.go('Down', '^Open$', 4)
        app.press('Return')
        app.focus_is('^Status: Open')
        app.press('ctrl+s')
        self.strokes(10)
        app.says('Risk added')
        app.find('list item', re.compile('The lift is often broken'), app.find('panel', 'Open risks'))

    def test_5_score_a_risk_again(self):
        app = self.app
        self.open_from_table('alt+3', 'Risks', 'hard to recruit', 'GPs and nurses')
        app.find('push button', 'Edit details')
        app.strokes = 0
        app.go('Tab', '^Re-assess…$', 1)
        app.press('Return')
        app.dialog('^Re-assess R-')
        app.focus_is('^Likelihood 4 Likely, consequence 4 Major')
        app.press('Down', 'Return')
        app.focus_is('^Likelihood 3 Possible, consequence 4 Major')
        app.go('Tab', '^Rationale$', 5)
        app.type('Two of three posts are filled')
        app.press('ctrl+s')
        self.strokes(10)
        app.says('Risk re-assessed')
        app.find('image', re.compile('^Scored 16 Extreme .*12 High'))

    def test_6_what_changed_since_one_looked(self):
        """By others since one looked last; by anybody since a day of this week and since one that is typed."""
        app = self.app
        self.mine()
        app.says('1 changed since you last looked')
        app.says(re.compile('Practice manager.*Status note: .*He rings on Friday$'))
        app.go('Down', '^1 changed since', 12)
        app.go('Tab', '^Changed: Since you last looked', 2)
        for _ in range(3):
            before = app.focused().name
            app.press('space')
            app.find('list item', 'Since another day')
            app.press('Down', 'Return')
            app.focus_is('^Changed: (?!' + re.escape(before[9:]) + ')')
        since = datetime.date.today() - datetime.timedelta(days=3)
        app.focus_is(since.strftime('^Changed: Since %A %-d %B %Y$'))
        app.says(re.compile('^[1-9][0-9]* changed since ' + since.strftime('%-d %B %Y')))
        app.press('space')
        app.find('list item', 'Since another day')
        app.press('End', 'Return')
        app.focus_is('^Changed since$')
        app.type('soon')
        app.press('Return')
        app.says(re.compile('^“soon”'))
        app.press('ctrl+a')
        app.type((datetime.date.today() + datetime.timedelta(days=1)).strftime('%-d %B %Y'))
        app.press('Return')
        app.says(re.compile('^Nothing changed since [0-9]'))
        app.press('ctrl+a')
        app.type('1 March 2017')
        app.press('Return')
        app.says(re.compile('^[1-9][0-9]* changed since 1 March 2017'))

    def test_7_the_page_for_the_board(self):
        """The report of what the network looks after and the team itself, each as a PDF that stays as at its day."""
        app = self.app
        app.press('ctrl+l')
        app.focus_is('^Find a programme, area or team$')
        app.type(TEAM)
        app.find('list item', re.compile(f'^{TEAM}, '))
        app.go('Down', f'^{TEAM}, ', 4)
        app.press('Return')
        self.addCleanup(app.press, 'ctrl+shift+l')
        app.find('push button', f'Showing only {TEAM}')
        self.tab('Where the plans stand', 9)
        app.find('list item', re.compile('^P-3 Camden Neighbourhood 1 mobilisation plan, Red'))
        self.assertTrue(self.print_pdf().startswith(b'%PDF'))
        self.open_from_table('alt+1', 'Teams', TEAM)
        app.find('panel', 'Names through time')
        self.assertTrue(self.print_pdf().startswith(b'%PDF'))

    def test_2_fast_hands(self):
        """One thing said on the heels of another, as somebody does who knows the keys."""
        app = self.app
        self.mine()
        for _ in range(3):
            app.press('c')
            app.says('Nothing overdue')
            app.press('ctrl+z')
            app.says('1 overdue')
            app.go('Up', 'Ring the landlord', 3)

    def test_9_a_spreadsheet(self):
        """By the command line, which says what is wrong before anything is taken. The window cannot paste or open a
        sheet yet."""
        sheet = self.folder / 'partner.csv'
        sheet.write_text('text,owner,baseline\nMeasure the waiting room,Estates lead,30 March 2027\n'
                         'Sign the lease,Estates lead,32 Febtober\n')
        done = subprocess.run([MUSTERCTL, '--replica', self.replica, 'import', 'action', sheet, '--dry-run'],
                              capture_output=True, text=True, check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn('Line 3, column 3: Due, as planned: “32 Febtober”', done.stdout + done.stderr)


class TestBoardReader(Jobs):
    """A senior responsible owner: before a meeting, and in it."""

    actor = 'Senior responsible owner'

    def test_1_read_the_pack(self):
        """Two pages, as at their day: where the plans stand, what is late and risky, what is wanted of the board."""
        app = self.app
        app.press('alt+4')
        app.focus_is('level 1')
        app.press('ctrl+Page_Up')
        self.strokes(2)
        for part in ('Where the plans stand', 'Late or slipping', 'New, escalated and extreme risks',
                     'Decisions wanted', 'Money'):
            app.find('panel', part)
        pages = re.findall(rb'/Type /Page\b', self.print_pdf())
        self.assertEqual(len(pages), 2)

    def test_2_what_is_extreme(self):
        app = self.app
        app.press('alt+3')
        app.says('11 risks')
        app.focus_is('^R-[0-9]+, .*Score 16, Band Extreme')
        self.strokes(1)

    def test_3_one_risk(self):
        app = self.app
        app.press('alt+3')
        app.focus_is('^R-[0-9]+, .*Score 16')
        app.press('Return')
        self.strokes(2)
        app.find('image', re.compile('^Scored 16 Extreme'))
        app.find('list', 'Mitigations and controls')
        app.says('Because')
        app.press('Escape')
        app.focus_is('^R-[0-9]+, .*Score 16')

    def test_4_accept_a_risk(self):
        app = self.app
        self.open_from_table('alt+3', 'Risks', 'Shared digital records')
        app.find('push button', 'Edit details')
        app.strokes = 0
        app.go('Tab', '^Accept…$', 3)
        app.press('Return')
        app.dialog('^Accept Risk$')
        app.focus_is('^(Reason for status|Accepted by)$')
        app.go('Tab', '^Reason for status$', 4)
        app.type('Nothing else can be done')
        app.go('Tab', '^Accepted by$', 4)
        app.type('Programme director')
        app.press('ctrl+s')
        self.strokes(10)
        app.says('Risk accepted')
        app.says('Accepted: Nothing else can be done')
        app.press('ctrl+z')

    def test_4_record_a_decision(self):
        app = self.app
        self.tab('Decisions')
        app.strokes = 0
        app.press('ctrl+n')
        app.dialog('^Add a decision$')
        app.focus_is('^Decision$')
        app.type('The forecast of the hub moves to Q2')
        app.press('Tab')
        app.focus_is('^Decided on$')
        app.type('20 November 2026')
        app.go('Tab', '^Decided by$', 2)
        app.press('Return')
        app.focus_is('(?i)find|search|filter')
        app.type('Health and Wellbeing')
        app.find('list item', re.compile('Health and Wellbeing'))
        app.press('Down', 'Return')
        app.focus_is('^Decided by$')
        app.press('ctrl+s')
        self.strokes(9)
        app.says('Decision added')
        app.find('list item', re.compile('The forecast of the hub moves to Q2'))

    def test_5_benefits_against_their_targets(self):
        app = self.app
        self.tab('Measures (KPIs)')
        rows = app.find_now('list item', None, app.find('panel', 'Measures (KPIs)'))
        self.assertTrue(rows)
        self.assertTrue(any('target' in row.name.lower() for row in rows), [row.name for row in rows])


if __name__ == '__main__':
    unittest.main(verbosity=2)
