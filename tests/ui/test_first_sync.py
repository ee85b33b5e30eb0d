# SPDX-License-Identifier: GPL-3.0-or-later
"""A programme that takes a while to come: how much of it has, stopping it, and a crash in its midst.

Run under with-display: test_first_sync.py BINARY MUSTERCTL
"""

import re
import unittest

from desks import Case, Relay

SAVES = 3000
A_PUSH = 500


class TestFirstSync(Case):
    def setUp(self):
        super().setUp()
        other = self.server.join('Dee', 'steward')
        self.addCleanup(other.close)
        for first in range(1, SAVES, A_PUSH):
            answer = other.push(*(self.practice(other, n) for n in range(first, first + A_PUSH)))
            self.assertEqual(answer.status, 200, answer.body)
        self.all = answer.json['head']
        self.relay = Relay(self.server.port)
        self.addCleanup(self.relay.stop)

    def practice(self, other, n):
        record = f'0198c5b1-2222-7000-8000-{n:012x}'
        return other.commit([['organisation', record, '_exists', 0, True],
                             ['organisation', record, 'name', 0, {'name': f'Practice {n}'}]])

    def join_and_stop_midway(self):
        """One page has come, the next is on its way and does not arrive."""
        self.relay.hold_after(1)
        app = self.window()
        app.focus(app.find('push button', 'Join your programme…'))
        app.press('Return')
        app.dialog('^Join Your Programme$')
        app.type(f'{self.relay.uri}/#{self.invite("Bob")}')
        app.focus_is('^Join$')
        app.press('Return')
        app.find('push button', re.compile(f'^Fetching your programme · [0-9,]+ of {self.all:,}$'))
        app.press('alt+6')
        app.says('Fetching Your Programme')
        app.says(re.compile(f'^Saves that have come: [0-9,]+ of {self.all:,}\\. About .* are still to come'))
        app.find('progress bar', 'Fetched')
        return app

    def assert_it_is_all_there(self, app):
        app.find('push button', re.compile('^All sent'))
        path = next(self.folder.glob('window/**/programme.muster'))
        self.ann.do('sync')
        self.assertEqual(app.process.poll(), None)
        app.press('ctrl+q')
        app.process.wait()
        self.ann.path, own = path, self.ann.path
        there = len(self.ann.json('list', 'organisation'))
        self.assertIn('sound', self.ann.do('check').lower())
        self.ann.path = own
        self.assertEqual(there, SAVES)

    def asked_from(self, since):
        """Where the first pull begins that was asked for after so many requests."""
        path = next(path for path in self.relay.asked[since:] if path.startswith('/v1/pull'))
        return int(re.search('after=([0-9]+)', path)[1])

    def test_a_crash_in_its_midst(self):
        app = self.join_and_stop_midway()
        app.process.kill()
        app.process.wait()
        asked = len(self.relay.asked)
        self.relay.let_go()
        again = self.window()
        again.ready()
        # There is no keyring here: the key went with the process, and what had come did not.
        again.find('push button', 'Not all of your programme is here · sign in again')
        again.press('alt+6')
        said = again.says('Not all of your programme is on this computer yet')
        self.assertNotIn('Everything that you saved is on the server', said)
        again.focus_is('^Sign In Again…$')
        again.press('Return')
        again.dialog('^Sign In Again$')
        again.focus_is('^Code$')
        again.type(self.invite('Bob'))
        again.press('Return')
        self.assert_it_is_all_there(again)
        self.assertGreater(self.asked_from(asked), 0)

    def test_a_pause(self):
        app = self.join_and_stop_midway()
        app.press('alt+p')
        app.find('push button', 'Not all of your programme is here · working offline')
        asked = len(self.relay.asked)
        self.relay.let_go()
        app.press('alt+4')
        app.press('alt+6')
        app.press('alt+o')
        self.assert_it_is_all_there(app)
        self.assertGreater(self.asked_from(asked), 0)


if __name__ == '__main__':
    unittest.main(verbosity=2)
