# SPDX-License-Identifier: GPL-3.0-or-later
"""Saying who sits before the window. Run under with-display: test_who.py BINARY MUSTERCTL"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from muster_ui import App, call_me

BINARY = sys.argv.pop(1)
MUSTERCTL = sys.argv.pop(1)
STRANGER = 'jb4711'
ME = 'PCN operational manager'


class TestWho(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix='muster-who-')))
        self.replica = self.folder / 'own.muster'
        subprocess.run([MUSTERCTL, 'init', self.replica], check=True, stdout=subprocess.DEVNULL)
        self.ctl('add', 'person', f'name={ME}')
        self.ctl('add', 'person', 'name=Practice nurse')
        self.ctl('add', 'action', 'text=Ring the landlord', f'owner={ME}', 'baseline=2020-01-31', 'status=in progress')
        call_me(STRANGER)

    def ctl(self, *arguments):
        return subprocess.run([MUSTERCTL, '--replica', self.replica, '--actor', STRANGER, *arguments], check=True,
                              stdout=subprocess.PIPE, text=True).stdout

    def actors(self, code):
        """Of the saves of a record, each once, the newest first."""
        entries = json.loads(self.ctl('--json', 'history', code))
        return list(dict.fromkeys(entry['actor'] for entry in entries))

    def start(self, backend='keyfile'):
        app = self.enterContext(App(BINARY, self.replica, data=self.folder, env={'GSETTINGS_BACKEND': backend}))
        app.ready()
        app.press('alt+Home')
        return app

    def note(self, app, text):
        """Puts a note into the one action there is, whose row has the focus."""
        app.wait(lambda: app.focused() is not None and 'Ring the landlord,' in app.focused().name, 'focus on the action')
        app.press('n')
        app.wait(lambda: app.focused() is not None and app.focused().name == 'Status note', 'focus in the note')
        app.press('ctrl+a')
        app.type(text)
        app.press('Return')
        app.says('Noted on “Ring the landlord”')

    def test_a_name_of_spaces(self):
        app = self.start()
        app.press('ctrl+m')
        dialog = app.find(name='Who You Are')
        entry = app.find('text', 'Your name', dialog)
        app.wait(lambda: app.focused() == entry, 'focus in the name')
        app.press('ctrl+a')
        app.type('   ')
        app.press('Return')
        app.says('This name has only spaces in it. Type a name that others know you by.')
        app.wait(lambda: app.focused() == entry, 'focus on what is wrong')
        self.assertEqual(entry.text, '   ')
        app.press('ctrl+a')
        app.type('Practice nurse')
        app.press('Return')
        app.gone(name='Who You Are')
        app.close()

    def test_choosing_oneself(self):
        app = self.start()
        self.note(app, 'Asked twice')
        app.press('m')
        app.says(f'Nothing here names {STRANGER} as owner or lead.')
        app.click('Say who you are…')
        dialog = app.find(name='Who You Are')
        self.assertEqual(app.find('text', 'Your name', dialog).text, STRANGER)
        app.click('Choose a person of the programme…', within=dialog)
        app.find('list', 'Found')
        app.type('PCN')
        app.wait(lambda: [node.name for node in app.find('list', 'Found').children()] == [ME], 'one person')
        app.press('Return')
        app.wait(lambda: app.find('text', 'Your name', dialog).text == ME, 'name that was chosen')
        app.press('ctrl+s')
        app.gone(name='Who You Are')
        app.says(f'What names {ME} as owner or lead.')
        app.take_keyboard()
        self.assertEqual(app.find_now('push button', 'Say who you are…'), [])
        self.note(app, 'Signed')
        app.close()
        self.assertEqual(self.actors('A-1'), [ME, STRANGER])
        # It is remembered.
        app = self.start()
        app.says(f'What names {ME} as owner or lead.')
        app.close()

    def test_typing_a_name(self):
        app = self.start()
        app.press('ctrl+m')
        app.find(name='Who You Are')
        app.take_keyboard()
        app.wait(lambda: app.focused() is not None and app.focused().name == 'Your name', 'focus in the name')
        app.press('ctrl+a')
        app.type('Rota clerk')
        app.press('Return')
        app.gone(name='Who You Are')
        app.press('m')
        app.says('Nothing here names Rota clerk as owner or lead.')
        app.press('F10')
        app.click('Who you are…')
        dialog = app.find(name='Who You Are')
        app.set_text(app.find('text', 'Your name', dialog), 'Nobody')
        app.press('Escape')
        app.gone(name='Who You Are')
        app.says('Nothing here names Rota clerk as owner or lead.')
        app.close()

    def test_a_name_that_is_not_to_be_changed(self):
        app = self.start('null')
        app.press('ctrl+m')
        dialog = app.find(name='Who You Are')
        app.says('The name is set by whoever looks after this computer and cannot be changed here.')
        for role, name in (('text', 'Your name'), ('push button', 'Choose a person of the programme…'),
                           ('push button', 'Save')):
            self.assertFalse(app.find(role, name, dialog).sensitive, name)
        app.press('Escape')
        app.gone(name='Who You Are')
        app.close()


if __name__ == '__main__':
    unittest.main(verbosity=2)
