# SPDX-License-Identifier: GPL-3.0-or-later
"""Today: what needs somebody, and what is done from its rows. Run under with-display: test_today.py BINARY MUSTERCTL"""

import datetime
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from muster_ui import App, call_me

MUSTERCTL = sys.argv.pop()
BINARY = sys.argv.pop()
ME = 'PCN operational manager'


def day(offset):
    return (datetime.date.today() + datetime.timedelta(days=offset)).isoformat()


class TestToday(unittest.TestCase):
    """One window for all, each test on records of its own."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix='muster-today-')
        cls.addClassCleanup(folder.cleanup)
        cls.replica = pathlib.Path(folder.name) / 'own.muster'
        cls.ctl('init')
        for text, owner, due in (('Ring the landlord', ME, -3), ('Book the room', ME, -2), ('Order the desks', ME, -1),
                                 ('Send the rota', 'Practice manager', 5), ('Write to patients', '', 30)):
            cls.ctl('add', 'action', f'text={text}', f'owner={owner}', f'baseline={day(due)}', 'status=in progress')
        cls.ctl('add', 'action', 'text=Find a nurse', f'owner={ME}', 'baseline=TBC')
        cls.ctl('add', 'risk', 'title=Posts stay empty', 'status=open', 'owner=HR lead', f'next_review={day(2)}',
                'review_months=2')
        cls.ctl('today', '--seen')
        cls.ctl('set', 'A-4', 'status_note=Waits for the printer', '--actor', 'Practice manager')
        call_me(ME)
        cls.app = App(BINARY, cls.replica, data=folder.name, env={'GSETTINGS_BACKEND': 'keyfile'})
        cls.app.__enter__()
        cls.addClassCleanup(cls.app.__exit__, None, None, None)
        cls.app.ready()

    @classmethod
    def ctl(cls, *arguments):
        command = [MUSTERCTL, '--replica', cls.replica, '--actor', ME, *arguments]
        if arguments[0] == 'init':
            command = [MUSTERCTL, 'init', cls.replica]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout

    def setUp(self):
        self.app.press('alt+Home')
        self.app.find('frame', 'Today – Muster')

    def row(self, title):
        return self.app.find('list item', re.compile(r'(^|\s)' + re.escape(title) + ','))

    def focus_row(self, title):
        """Arrow keys go from row to row, and from one part to the next."""
        row = self.row(title)
        for _ in range(30):
            if self.app.focused() == row:
                return row
            before = self.app.focused()
            self.app.press('Down')
            self.app.wait(lambda: self.app.focused() != before, f'movement towards {title}')
        self.fail(f'Down does not reach {title}: {self.app.focused()}')

    def test_1_ten_seconds(self):
        app = self.app
        soon = (datetime.date.today() + datetime.timedelta(days=14)).strftime('%-d %B %Y')
        for words in ('3 overdue', f'1 due by {soon}', '1 review due', '1 without an owner', '1 without a date',
                      '1 changed since you last looked'):
            app.says(words)
        app.says(re.compile('Practice manager.*Status note: Waits for the printer'))
        self.assertIn('3 days overdue', self.row('A-1  Ring the landlord').name)
        self.assertIn('Due in 5 days', self.row('Send the rota').name)
        self.assertIn('Review due in 2 days', self.row('Posts stay empty').name)
        self.assertIn('No day: TBC', self.row('Find a nurse').name)
        # The most pressing has the focus.
        app.wait(lambda: app.focused() == self.row('Ring the landlord'), 'focus on the first row')

    def test_1_mine(self):
        app = self.app
        app.press('m')
        app.says(f'What names {ME} as owner or lead.')
        app.says('Everything has an owner')
        app.gone('list item', re.compile('Send the rota'))
        self.row('Ring the landlord')
        app.press('m')
        app.says('1 without an owner')

    def test_2_note(self):
        app = self.app
        self.focus_row('Ring the landlord')
        app.press('n')
        app.wait(lambda: app.focused() is not None and app.focused().name == 'Status note', 'focus in the note')
        # The form stands below the words of the row.
        row = self.row('Ring the landlord')
        title = next(label for label in app.find_now('label', None, row) if 'Ring the landlord' in label.name)
        app.wait(lambda: app.find('label', 'Status note', row).extents.x == title.extents.x, 'form below the words')
        app.type('Lease is with the solicitor')
        app.press('Return')
        app.says('Noted on “Ring the landlord”')
        app.wait(lambda: 'solicitor' in self.row('Ring the landlord').name, 'note in the row')
        app.wait(lambda: app.focused() == self.row('Ring the landlord'), 'focus back on the row')
        # What one has done oneself is no news.
        app.says('1 changed since you last looked')

    def test_3_postpone(self):
        app = self.app
        self.focus_row('Book the room')
        app.press('p')
        app.wait(lambda: app.focused() is not None and app.focused().name == 'Due, forecast', 'focus in the forecast')
        app.type('31 February 2027')
        app.press('Return')
        row = self.row('Book the room')
        app.find('alert', 'There is a problem', row)
        app.set_text(app.find('text', 'Due, forecast', row), day(7))
        app.set_text(app.find('text', 'Reason for forecast', row), 'The caretaker is away')
        app.press('ctrl+s')
        app.says('Postponed “Book the room”')
        app.says('2 overdue')
        app.wait(lambda: 'Due in 7 days' in self.row('Book the room').name, 'later day')

    def test_4_complete_and_undo(self):
        app = self.app
        self.focus_row('Order the desks')
        app.press('c')
        app.says('Completed “Order the desks”')
        app.says('1 overdue')
        app.wait(lambda: app.focused() == self.row('Ring the landlord'), 'focus on the next row')
        app.click('Undo')
        app.says('2 overdue')
        self.row('Order the desks')

    def test_4_a_held_key_completes_one(self):
        app = self.app
        self.focus_row('Order the desks')
        app.hold('c', 1.5)
        app.says('Completed “Order the desks”')
        app.wait(lambda: app.focused() == self.row('Ring the landlord'), 'focus on the next row')
        app.settle()
        app.says('1 overdue')
        app.click('Undo')
        app.says('2 overdue')

    def test_5_reviewed(self):
        app = self.app
        self.focus_row('Posts stay empty')
        app.press('c')
        app.says(re.compile('^Reviewed, next on '))
        app.says('No review due')

    def test_6_name_an_owner(self):
        app = self.app
        self.focus_row('Write to patients')
        app.press('o')
        app.wait(lambda: app.focused() is not None and app.focused().name == 'Lead', 'focus in the owner')
        app.type('Reception lead')
        app.press('Return')
        app.says('Everything has an owner')

    def test_7_seen(self):
        app = self.app
        app.says('1 changed since you last looked')
        app.press('s')
        app.says('Nothing changed since you last looked')

    def test_8_open_and_come_back(self):
        app = self.app
        self.focus_row('Ring the landlord')
        app.press('Return')
        app.find('frame', 'Actions – Muster')
        app.find('panel', 'Ring the landlord')
        app.press('alt+Left')
        app.find('frame', 'Today – Muster')

    def test_9_folds_and_draft(self):
        app = self.app
        tile = app.activate(app.find('push button', re.compile('^2 overdue'), app.find('panel', 'Today')))
        app.wait(lambda: app.focused() != tile and app.focused().name == '2 overdue', 'focus on the heading')
        self.focus_row('Send the rota')
        app.press('n')
        app.wait(lambda: app.focused() is not None and app.focused().name == 'Status note', 'focus in the note')
        app.type('Half of it')
        app.press('Escape')
        app.wait(lambda: app.focused() == self.row('Send the rota'), 'focus back on the row')
        app.press('n')
        row = self.row('Send the rota')
        app.find('label', re.compile('^Unsaved changes from '), row)
        app.wait(lambda: app.find('text', 'Status note', row).text == 'Half of it', 'what was typed')
        app.click('Cancel', within=row)
        app.press('ctrl+n')
        app.find(name='Add an action')
        app.press('Escape')
        app.gone(name='Add an action')


if __name__ == '__main__':
    unittest.main(verbosity=2)
