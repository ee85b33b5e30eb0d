# SPDX-License-Identifier: GPL-3.0-or-later
"""A server whose disk is full, and one whose clock is another: said in words, with what to do.

Run under with-display: test_guards_server.py BINARY MUSTERCTL
"""

import json
import re
import unittest

from desks import Case, Relay, Stranger, says

PROBLEM = 'application/problem+json'
FULL = {'type': 'storage-full', 'title': 'The server\'s disk is full', 'status': 507, 'retry': 'same',
        'detail': 'The server has no room left. Tell your administrator; what you did is safe here and is sent later.'}


class TestServer(Case):
    def test_a_full_one(self):
        dee = self.server.join('Dee')
        self.addCleanup(dee.close)
        app = self.window(self.ann.path, name='ann').ready()
        app.find('push button', re.compile('^All sent'))
        self.server.stop()
        full = Stranger(self.server.port, says(507, json.dumps(FULL).encode(), Content_Type=PROBLEM,
                                               Muster_Server=dee.server_id))
        self.addCleanup(full.stop)
        app.press('alt+3', 'ctrl+n')
        app.dialog('Add risk')
        app.type('Saved while it was full')
        app.press('ctrl+s')
        app.find('push button', re.compile('^Saved here · 1 to send · the server is full since '))
        app.turn_to()
        app.press('alt+6')
        app.says('The Server Is Full')
        app.says(re.compile('no room left. Tell your administrator.* kept on this computer. 1 save is to be sent.* again by',
                            re.DOTALL))
        full.stop()
        self.server.start('--port', str(self.server.port))
        app.press('F5')
        app.find('push button', re.compile('^All sent'))
        app.says('All Sent and Received')

    def test_another_clock(self):
        relay = Relay(self.server.port)
        self.addCleanup(relay.stop)
        minutes = 0

        def late(path, body):
            if not path.startswith('/v1/pull'):
                return body
            page = json.loads(body)
            page['time'] -= minutes * 60 * 1000000
            return json.dumps(page).encode()
        relay.change = late
        self.ann.do('join', relay.uri, self.invite('Ann'))
        minutes = 7
        app = self.window(self.ann.path, name='ann').ready()
        app.find('push button', re.compile('^All sent'))
        app.press('alt+6')
        app.says(re.compile('The clock of this computer is 7 minutes ahead of the server’s: dates and times that it '
                            'writes are wrong, but nothing is lost by that'))
        minutes = -180
        app.press('F5')
        app.says(re.compile('The clock of this computer is 3 hours behind the server’s'))
        minutes = 4
        app.press('F5')
        app.wait(lambda: not any('The clock of this computer' in text for text in app.root().words()),
                 'end of what is said of the clock')


if __name__ == '__main__':
    unittest.main(verbosity=2)
