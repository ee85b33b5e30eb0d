# SPDX-License-Identifier: GPL-3.0-or-later
"""Joining, and what the window says of sync: real windows, the real server, by keyboard and by ear.

Run under with-display: test_sync.py BINARY MUSTERCTL
"""

import pathlib
import re
import subprocess
import tempfile
import unittest

from a11y import bus
from jobs import BINARY, Keyboard
from people import CODE, Person, together


def another_session(case):
    """The environment of somebody at another desk: two windows of one session would be one program. What a screen
    reader hears is the same."""
    daemon = subprocess.Popen(['dbus-daemon', '--session', '--nofork', '--print-address'], stdout=subprocess.PIPE,
                              text=True)
    case.addCleanup(daemon.wait)
    case.addCleanup(daemon.terminate)
    case.addCleanup(daemon.stdout.close)
    return {'DBUS_SESSION_BUS_ADDRESS': daemon.stdout.readline().strip(), 'AT_SPI_BUS_ADDRESS': bus().address}


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='muster-sync-')
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.server, (self.ann,) = together(self.folder, 'Ann')
        self.addCleanup(self.server.stop)
        self.ann.do('add', 'risk', 'title=Posts not filled', 'status=open')
        self.ann.do('sync')

    def window(self, *arguments, name='window', env=None):
        app = Keyboard(BINARY, *arguments, data=self.folder / name, env=env)
        app.__enter__()
        self.addCleanup(app.__exit__, None, None, None)
        return app

    def invite(self, name, role='editor'):
        return CODE.search(self.server.invite(name, role))[0]


class TestJoining(Case):
    def test_from_the_first_window_to_all_that_is_there(self):
        app = self.window()
        app.find('push button', 'Join your programme…')
        app.focus(app.find('push button', 'Join your programme…'))
        app.press('Return')
        app.dialog('^Join Your Programme$')
        app.press('ctrl+s')
        app.says(re.compile('^Where is the server'))
        app.type('http://127.0.0.1:1')
        app.press('ctrl+s')
        app.says(re.compile('^Which code did you get'))
        app.type('K7QF-2M9D-XR4T')
        app.press('ctrl+s')
        app.says(re.compile('127.0.0.1'))
        # A code that was never given, then one that was, in the message that it came with.
        app.press('alt+a')
        app.focus_is('^Address')
        app.press('ctrl+a')
        app.type(f'{self.server.uri}/#K7QF-2M9D-XR4T')
        app.focus_is('^Join$')
        app.press('Return')
        app.says(re.compile('code'))
        app.press('alt+a')
        app.focus_is('^Address')
        app.press('ctrl+a')
        app.type(f'You are invited: {self.server.uri} with {self.invite("Bob")}.')
        app.focus_is('^Join$')
        app.press('Return')
        app.find('push button', re.compile('^All sent · last synced'))
        app.press('alt+3')
        app.find(name=re.compile('Posts not filled'))
        app.press('alt+6')
        app.find('frame', 'Sync – Muster')
        app.says('All Sent and Received')
        app.says('Bob')

        # Without a keyring the key lasts as long as the window does; nothing else is lost with it.
        app.press('ctrl+q')
        app.process.wait()
        again = self.window()
        again.ready()
        again.find('push button', 'Saved here · sign in again')
        again.press('alt+6')
        again.says('Sign In Again')
        again.focus_is('^Join Your Programme…$')
        again.press('Return')
        again.dialog('^Join Your Programme$')
        again.focus_is('^Code$')
        again.type(self.invite('Bob'))
        again.press('Return')
        again.find('push button', re.compile('^All sent'))


class TestTogether(Case):
    """Two windows. Each has the file of somebody who joined before, with the key beside it."""

    def setUp(self):
        super().setUp()
        self.bob = Person(self.folder, 'Bob')
        self.bob.do('join', self.server.uri, self.invite('Bob'))
        self.bob.do('sync')
        self.here = self.window(self.ann.path, name='ann')
        self.there = self.window(self.bob.path, name='bob', env=another_session(self))
        for app in (self.here, self.there):
            app.ready()
            app.find('push button', re.compile('^All sent'))

    def test_what_one_saves_the_other_sees(self):
        self.there.turn_to()
        self.there.press('alt+3')
        self.there.find(name=re.compile('Posts not filled'))
        self.here.turn_to()
        self.here.press('alt+3')
        self.here.press('ctrl+n')
        self.here.dialog('Add risk')
        self.here.type('Lift out of order')
        self.here.press('ctrl+s')
        self.there.find(name=re.compile('Lift out of order'))
        self.here.find('push button', re.compile('^All sent'))

    def test_a_day_offline_and_back(self):
        self.server.stop()
        for app in (self.here, self.there):
            app.turn_to()
            app.press('F5')
            app.find('push button', re.compile('^Saved here · offline since'))
        self.here.turn_to()
        self.here.press('alt+3')
        self.here.press('ctrl+n')
        self.here.dialog('Add risk')
        self.here.type('Saved in a cellar')
        self.here.press('ctrl+s')
        self.here.find('push button', re.compile('^Saved here · 1 to send · offline since'))
        self.here.press('alt+6')
        self.here.says('The Server Cannot Be Reached')
        self.here.find('list item', re.compile('Saved in a cellar'))
        self.server.start('--port', str(self.server.port))
        self.here.press('F5')
        self.here.find('push button', re.compile('^All sent'))
        self.here.gone('list item', re.compile('Saved in a cellar'))
        self.there.turn_to()
        self.there.press('F5')
        self.there.press('alt+3')
        self.there.find(name=re.compile('Saved in a cellar'))


if __name__ == '__main__':
    unittest.main(verbosity=2)
