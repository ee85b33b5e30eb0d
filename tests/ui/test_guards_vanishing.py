# SPDX-License-Identifier: GPL-3.0-or-later
"""Many records that would go at once: the window asks first, by keyboard and by ear, with the real server.

Run under with-display: test_guards_vanishing.py BINARY MUSTERCTL
"""

import pathlib
import re
import tempfile
import unittest

from jobs import BINARY, Keyboard
from people import CODE, Person, together

RISKS = 80
ACTIONS = 40
MANY = RISKS + ACTIONS
WHEN = r'\d+ \w+ \d{4}, \d\d:\d\d'
HELD = re.compile(f'^Saved here · (. to send · )?{MANY} records would go from this computer$')


class TestVanishing(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='muster-vanishing-')
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.server, (self.ann, self.dee) = together(self.folder, 'Ann', 'Dee')
        self.addCleanup(self.server.stop)
        table = self.folder / 'table.csv'
        table.write_text('title,status\n' + ''.join(f'Risk {i},open\n' for i in range(RISKS)))
        self.ann.do('import', 'risk', table)
        table.write_text('title\n' + ''.join(f'Action {i}\n' for i in range(ACTIONS)))
        self.ann.do('import', 'action', table)
        self.ann.do('add', 'risk', 'title=Stays', 'status=open')
        self.ann.do('sync')
        self.bob = Person(self.folder, 'Bob')
        self.bob.do('join', self.server.uri, CODE.search(self.server.invite('Bob', 'editor'))[0])
        self.bob.do('sync')
        self.dee.do('sync')
        for i in range(1, RISKS + 1):
            self.ann.do('archive', f'R-{i}')
        for i in range(1, ACTIONS + 1):
            self.dee.do('archive', f'A-{i}')
        self.ann.do('sync')
        self.dee.do('sync')

    def window(self):
        app = Keyboard(BINARY, self.bob.path, data=self.folder / 'data')
        app.__enter__()
        self.addCleanup(app.__exit__, None, None, None)
        return app.ready()

    def add(self, app, title):
        app.press('alt+3', 'ctrl+n')
        app.dialog('Add risk')
        app.type(title)
        app.press('ctrl+s')
        app.find(name=re.compile(title))
        app.turn_to()

    def test_asked_first(self):
        app = self.window()
        app.find('push button', HELD)
        app.press('alt+6')
        app.says('Many Records Would Go')
        app.says(re.compile(f'^{MANY} records would go from this computer: archived by others. Nothing of that '
                            'has been changed'))
        app.focus_is('^Keep Them for Now$')
        app.press('Return')
        app.says('Nothing goes. You can decide here at any time')
        self.assertEqual(len(self.bob.json('list', 'risk')), RISKS + 1)

        # Work goes on, and on its way.
        self.add(app, 'Saved meanwhile')
        app.wait(lambda: self.ann.do('sync') and
                 any(risk['fields']['title'] == 'Saved meanwhile' for risk in self.ann.json('list', 'risk')),
                 'what was saved meanwhile, at the other desk')

        # A restart forgets nothing of it.
        app.press('ctrl+q')
        app.wait_end()
        app = self.window()
        app.find('push button', HELD)
        app.press('alt+6')
        app.focus_is('^Keep Them for Now$')
        app.press('Tab')
        app.focus_is('^Back Up and Let Them Go$')
        app.press('Return')
        app.find('push button', re.compile('^All sent'))
        app.says('All Sent and Received')
        app.gone('push button', 'Back Up and Let Them Go')
        app.says(f'{MANY} records went. A backup was made first')
        app.focus_is('^Sync Now$')
        self.assertEqual(sorted(risk['fields']['title'] for risk in self.bob.json('list', 'risk')),
                         ['Saved meanwhile', 'Stays'])
        (backup,) = [one for one in self.bob.json('backup', 'list') if one['kind'] == 'asked']
        self.assertGreater(backup['saves'], 1)
        app.press('ctrl+q')
        app.wait_end()
        self.assertIn('Sound', self.bob.do('check'))

    def test_told(self):
        """How many of what, whose doing it was and when, and which they are; one can look at them before deciding."""
        app = self.window()
        app.find('push button', HELD)
        app.press('alt+6')
        app.focus_is('^Keep Them for Now$')
        app.says(f'{RISKS} risks, {ACTIONS} actions')
        app.says(re.compile(f'^Ann: {RISKS}, last on {WHEN}\nDee: {ACTIONS}, last on {WHEN}$'))
        app.says(re.compile('Ask whoever did it'))
        records = app.find('list', 'Records that would go')
        self.assertEqual([row.name for row in records.children()], [f'R-{i} Risk {i - 1}, Risk' for i in range(1, 11)])
        app.go('Tab', '^R-1 Risk 0, Risk$', 2)
        app.press('End', 'Tab')
        app.focus_is('^Show More Records$')
        app.press('Return')
        app.focus_is('^R-11 Risk 10, Risk$')
        self.assertEqual(len(records.children()), 60)
        app.press('End', 'Tab')
        app.focus_is('^Show More Records$')
        app.press('Return')
        app.focus_is('^R-61 Risk 60, Risk$')
        app.press('End', 'Tab')
        app.focus_is('^Show More Records$')
        app.press('Return')
        app.focus_is('^A-31 Action 30, Action$')
        self.assertEqual(len(records.children()), MANY)
        app.gone('push button', 'Show More Records', seconds=3)
        app.press('Return')
        app.find('panel', 'Action 30')

    def test_no_backup_no_going(self):
        (self.folder / 'backups').write_text('Dear all')
        app = self.window()
        app.find('push button', HELD)
        app.press('alt+6')
        app.focus_is('^Keep Them for Now$')
        app.press('Tab', 'Return')
        app.says(re.compile('^Nothing was changed, since no backup could be made: The folder of backups'))
        self.assertEqual(len(self.bob.json('list', 'risk')), RISKS + 1)


if __name__ == '__main__':
    unittest.main(verbosity=2)
