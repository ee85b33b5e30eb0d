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

MANY = 120
HELD = re.compile(f'^Saved here · (. to send · )?{MANY} records would go from this computer$')


class TestVanishing(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='muster-vanishing-')
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.server, (self.ann,) = together(self.folder, 'Ann')
        self.addCleanup(self.server.stop)
        table = self.folder / 'risks.csv'
        table.write_text('title,status\n' + ''.join(f'Risk {i},open\n' for i in range(MANY)))
        self.ann.do('import', 'risk', table)
        self.ann.do('add', 'risk', 'title=Stays', 'status=open')
        self.ann.do('sync')
        self.bob = Person(self.folder, 'Bob')
        self.bob.do('join', self.server.uri, CODE.search(self.server.invite('Bob', 'editor'))[0])
        self.bob.do('sync')
        for i in range(1, MANY + 1):
            self.ann.do('archive', f'R-{i}')
        self.ann.do('sync')

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
        app.says(re.compile(f'^{MANY} records would go from this computer: .* Nothing of that has been changed'))
        app.focus_is('^Keep Them for Now$')
        app.press('Return')
        app.says('Nothing goes. You can decide here at any time')
        self.assertEqual(len(self.bob.json('list', 'risk')), MANY + 1)

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
        self.assertEqual(sorted(risk['fields']['title'] for risk in self.bob.json('list', 'risk')),
                         ['Saved meanwhile', 'Stays'])
        (backup,) = [one for one in self.bob.json('backup', 'list') if one['kind'] == 'asked']
        self.assertGreater(backup['saves'], 1)
        app.press('ctrl+q')
        app.wait_end()
        self.assertIn('Sound', self.bob.do('check'))

    def test_no_backup_no_going(self):
        (self.folder / 'backups').write_text('Dear all')
        app = self.window()
        app.find('push button', HELD)
        app.press('alt+6')
        app.focus_is('^Keep Them for Now$')
        app.press('Tab', 'Return')
        app.says(re.compile('^Nothing was changed, since no backup could be made: The folder of backups'))
        self.assertEqual(len(self.bob.json('list', 'risk')), MANY + 1)


if __name__ == '__main__':
    unittest.main(verbosity=2)
