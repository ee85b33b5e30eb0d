# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes on after the window has gone, and what does not. Real windows, the real server.

Run under with-display: test_background.py BINARY MUSTERCTL
"""

import os
import re
import signal
import socket
import subprocess
import time
import unittest

from day import Day
from desks import Case
from jobs import BINARY
from muster_ui import PATIENCE, call_me
from people import Person

# A little less than what Muster gives a server that says nothing, and a little more than what it needs for itself.
LIMIT = 30
AT_ONCE = 10


class TestClosing(Case):
    def setUp(self):
        super().setUp()
        self.bob = Person(self.folder, 'Bob')
        self.bob.do('join', self.server.uri, self.invite('Bob'))
        self.bob.do('sync')

    def start(self, **settings):
        call_me('Ann', **settings)
        app = self.window(self.ann.path, name='ann', env={'GSETTINGS_BACKEND': 'keyfile'})
        app.ready()
        return app

    def write(self, app, words):
        """Into the form of the one risk there is."""
        app.press('alt+3')
        Day(app).open_row('Posts', 'Posts not filled')
        app.focus_is('^Title$')
        app.press('End')
        app.type(words)

    def ends(self, app, within=PATIENCE):
        """Gives how long it took."""
        began = time.monotonic()
        self.assertEqual(app.process.wait(within), 0, app.output())
        return time.monotonic() - began

    def deaf_server(self):
        """In the place of the server: it takes what comes, and says nothing."""
        self.server.stop()
        listener = socket.create_server(('127.0.0.1', self.server.port))
        self.addCleanup(listener.close)

    def save(self, app, words):
        self.write(app, words)
        app.press('ctrl+s')

    def unsent(self, app):
        app.find('push button', re.compile('^Saved here · sending 1$'))

    def assert_kept(self, words):
        """In the file, to be sent another time."""
        self.assertEqual(len(self.ann.json('outbox')), 1)
        self.assertEqual(self.ann.field('R-1', 'title'), f'Posts not filled{words}')

    def test_what_is_left_is_sent_and_then_it_ends(self):
        app = self.start()
        app.find('push button', re.compile('^All sent'))
        self.write(app, ' at the last moment')
        app.rush('ctrl+s', 'ctrl+q')
        self.ends(app)
        self.assertEqual(self.ann.json('outbox'), [])
        self.bob.do('sync')
        self.assertEqual(self.bob.field('R-1', 'title'), 'Posts not filled at the last moment')

    def test_with_nothing_to_send_it_ends_at_once(self):
        app = self.start()
        app.find('push button', re.compile('^All sent'))
        app.press('ctrl+q')
        self.assertLess(self.ends(app), AT_ONCE)

    def test_a_server_that_says_nothing(self):
        """The window goes at once, what asks for the file gets it at once, and after the time that there is, all ends."""
        self.deaf_server()
        app = self.start()
        self.save(app, ' in vain')
        self.unsent(app)
        app.press('ctrl+q')
        app.gone('frame')
        self.assertIsNone(app.process.poll())
        # The same file again, as it is.
        subprocess.run([BINARY, self.ann.path], check=True, timeout=PATIENCE,
                       env={**os.environ, 'GSETTINGS_BACKEND': 'keyfile', 'XDG_DATA_HOME': str(self.folder / 'ann')})
        app.window_id = None
        app.ready()
        self.unsent(app)
        app.press('alt+3')
        app.find(name=re.compile('Posts not filled in vain'))
        app.press('ctrl+q')
        app.gone('frame')
        took = self.ends(app, LIMIT + PATIENCE)
        self.assertLess(took, LIMIT + AT_ONCE)
        self.assertGreater(took, LIMIT / 2)
        self.assert_kept(' in vain')

    def test_when_the_session_ends_there_is_little_time(self):
        self.deaf_server()
        app = self.start()
        self.save(app, ' in vain')
        self.unsent(app)
        app.process.send_signal(signal.SIGTERM)
        self.assertLess(self.ends(app), AT_ONCE)
        self.assert_kept(' in vain')

    def test_who_asks_twice_does_not_wait(self):
        self.deaf_server()
        app = self.start()
        self.save(app, ' in vain')
        self.unsent(app)
        app.press('ctrl+q')
        app.gone('frame')
        app.process.send_signal(signal.SIGTERM)
        app.process.send_signal(signal.SIGTERM)
        self.assertLess(self.ends(app), AT_ONCE)

    def test_offline_it_does_not_wait(self):
        app = self.start()
        app.find('push button', re.compile('^All sent'))
        self.server.stop()
        app.press('F5')
        app.find('push button', re.compile('^Saved here · offline since'))
        self.save(app, ' in a cellar')
        app.find('push button', re.compile('^Saved here · 1 to send · offline since'))
        app.press('ctrl+q')
        self.assertLess(self.ends(app), AT_ONCE)
        self.assert_kept(' in a cellar')

    def test_told_to_work_offline_it_does_not_wait(self):
        app = self.start(work_offline='true')
        app.find('push button', 'Saved here · working offline')
        self.save(app, ' for later')
        app.find('push button', 'Saved here · 1 to send · working offline')
        app.press('ctrl+q')
        self.assertLess(self.ends(app), AT_ONCE)
        self.assert_kept(' for later')

    def test_told_not_to_send_it_does_not_wait(self):
        self.deaf_server()
        app = self.start(send_on_close='false')
        self.save(app, ' for later')
        self.unsent(app)
        app.press('ctrl+q')
        self.assertLess(self.ends(app), AT_ONCE)
        self.assert_kept(' for later')


if __name__ == '__main__':
    unittest.main(verbosity=2)
