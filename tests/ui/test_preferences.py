# SPDX-License-Identifier: GPL-3.0-or-later
"""Preferences, by keyboard and by ear. Run under with-display: test_preferences.py BINARY MUSTERCTL"""

import pathlib
import re
import subprocess
import tempfile
import unittest

from a11y import Atspi
from jobs import BINARY, MUSTERCTL, Keyboard
from muster_ui import call_me

REVIEWS, OFFLINE, SEND = 'Tell me about overdue reviews', 'Work offline', 'Send when closing'


class TestPreferences(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix='muster-preferences-')))
        self.replica = self.folder / 'own.muster'
        subprocess.run([MUSTERCTL, 'init', self.replica], check=True, stdout=subprocess.DEVNULL)
        call_me('Ann')

    def start(self, backend='keyfile'):
        app = self.enterContext(Keyboard(BINARY, self.replica, data=self.folder, env={'GSETTINGS_BACKEND': backend}))
        app.ready()
        return app

    def open(self, app):
        app.press('ctrl+comma')
        return app.dialog('^Preferences$')

    def is_on(self, app, name):
        return app.find('check box', name).has(Atspi.StateType.CHECKED)

    def test_each_is_reached_and_kept(self):
        app = self.start()
        self.open(app)
        app.focus_is(REVIEWS)
        app.press('space')
        app.press('Tab')
        app.focus_is(OFFLINE)
        app.press('Tab')
        app.focus_is(SEND)
        app.press('space', 'alt+w')
        app.wait(lambda: [self.is_on(app, name) for name in (REVIEWS, OFFLINE, SEND)] == [False, True, False],
                 lambda: f'three changes, but {[self.is_on(app, name) for name in (REVIEWS, OFFLINE, SEND)]}')
        app.press('Escape')
        app.gone(name=re.compile('^Preferences$'))
        app.take_keyboard()
        app.close()
        app = self.start()
        self.open(app)
        self.assertEqual([self.is_on(app, name) for name in (REVIEWS, OFFLINE, SEND)], [False, True, False])
        app.press('Escape')
        app.gone(name=re.compile('^Preferences$'))
        app.take_keyboard()
        app.close()

    def test_what_is_locked_says_so(self):
        app = self.start('null')
        dialog = self.open(app)
        for name in (REVIEWS, OFFLINE, SEND):
            self.assertFalse(app.find('check box', name, dialog).sensitive, name)
            app.focus(app.find('label', f'Your administrator has set this: {name}', dialog))
        app.press('Escape')
        app.gone(name=re.compile('^Preferences$'))
        app.take_keyboard()
        app.close()


if __name__ == '__main__':
    unittest.main(verbosity=2)
