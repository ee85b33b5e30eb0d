# SPDX-License-Identifier: GPL-3.0-or-later
"""Joining, and what the window says of sync: real windows, the real server, by keyboard and by ear.

Run under with-display: test_sync.py BINARY MUSTERCTL
"""

import re
import subprocess
import unittest

from day import Day
from desks import PORTAL, Case, Stranger, another_session
from people import Person


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
        # Not the address that stands in its row.
        app.says(re.compile('^(?!http).*127.0.0.1'))
        # What is typed next is in its place.
        app.focus_is('^Code$')
        app.type('7')
        app.wait(lambda: app.focused().text == '7', 'what is typed in place of the code')
        # A code that was never given, then one that was, in the message that it came with.
        app.press('alt+a')
        app.focus_is('^Address')
        app.press('ctrl+a')
        app.type(f'{self.server.uri}/#K7QF-2M9D-XR4T')
        app.focus_is('^Join$')
        app.press('Return')
        app.says(re.compile('This code is not known here'))
        app.focus_is('^There is a problem$')
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
        again.focus_is('^Sign In Again…$')
        again.press('Return')
        again.dialog('^Sign In Again$')
        again.focus_is('^Code$')
        again.type(self.invite('Bob'))
        again.press('Return')
        again.find('push button', re.compile('^All sent'))
        again.focus_is('^Sync Now$')


class TestKeyring(Case):
    def setUp(self):
        super().setUp()
        daemon = subprocess.Popen(['gnome-keyring-daemon', '--foreground', '--components=secrets', '--unlock'],
                                  stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        daemon.stdin.write(b'a password')
        daemon.stdin.close()
        self.addCleanup(daemon.wait)
        self.addCleanup(daemon.terminate)

    def test_the_key_is_found_again(self):
        with self.window() as app:
            app.focus(app.find('push button', 'Join your programme…'))
            app.press('Return')
            app.dialog('^Join Your Programme$')
            app.type(self.server.admin('invite', '--person', 'Bob', '--role', 'editor', '--all', '--address',
                                       self.server.uri).strip())
            app.focus_is('^Join$')
            app.press('Return')
            app.find('push button', re.compile('^All sent'))
            app.press('ctrl+q')
            app.process.wait()
        self.ann.do('set', 'R-1', 'title=Posts filled')
        self.ann.do('sync')
        app = self.window()
        app.ready()
        app.find('push button', re.compile('^All sent'))
        app.press('alt+3')
        app.find(name=re.compile('Posts filled'))
        self.assertEqual([path.name for path in self.folder.glob('**/*.tokens')], ['Ann.muster.tokens'])
        self.assertNotIn(b'"refresh"', b''.join(path.read_bytes() for path in self.folder.glob('window/**/*.muster*')))


class TestTogether(Case):
    """Two windows. Each has the file of somebody who joined before, with the key beside it."""

    def setUp(self):
        super().setUp()
        self.bob = Person(self.folder, 'Bob')
        self.bob.do('join', self.server.uri, self.invite('Bob'))
        self.bob.do('sync')

    def open(self):
        self.here = self.window(self.ann.path, name='ann')
        self.there = self.window(self.bob.path, name='bob', env=another_session(self))
        for app in (self.here, self.there):
            app.ready()
            app.find('push button', re.compile('^All sent'))

    def add(self, app, title):
        app.turn_to()
        app.press('alt+3')
        app.press('ctrl+n')
        app.dialog('Add risk')
        app.type(title)
        app.press('ctrl+s')

    def test_what_one_saves_the_other_sees(self):
        self.open()
        self.there.turn_to()
        self.there.press('alt+3')
        self.there.find(name=re.compile('Posts not filled'))
        self.add(self.here, 'Lift out of order')
        self.there.find(name=re.compile('Lift out of order'))
        self.here.find('push button', re.compile('^All sent'))

    def test_where_one_is_in_a_table_stays(self):
        """A row comes in above the one that has the focus, and one goes: it keeps the focus and its place on the screen."""
        rows = '\n'.join(['Title,Status', *(f'Risk {n:03},Open' for n in range(200))])
        table = self.folder / 'risks.csv'
        table.write_text(rows)
        self.ann.do('import', 'risk', table)
        for person in (self.ann, self.bob):
            person.do('sync')
        there = self.window(self.bob.path, name='bob')
        there.ready()
        there.find('push button', re.compile('^All sent'))
        there.press('alt+3')
        # The newest stand first.
        there.find(name=re.compile('Risk 199'))
        for _ in range(3):
            before = there.focused()
            there.press('Page_Down')
            there.wait(lambda before=before: there.focused() is not before, 'next rows')
        row = there.focused()
        number = int(re.search('Risk ([0-9]+)', row.name)[1])
        self.assertLess(number, 190)
        there.settle()
        place = there.focused().extents
        self.ann.do('add', 'risk', 'title=A risk above all', 'status=open')
        self.ann.do('archive', 'R-195')
        self.ann.do('add', 'risk', 'title=One more', 'status=open')
        self.ann.do('set', f'R-{number + 2}', f'title=Risk {number:03} told anew')
        self.ann.do('sync')
        there.wait(lambda: 'told anew' in there.focused().name, 'what the row says now, under the focus')
        there.settle()
        self.assertEqual(there.focused().extents, place)
        there.press('Home')
        there.find(name=re.compile('A risk above all'))

    def open_form(self, app):
        app.turn_to()
        app.press('alt+3')
        Day(app).open_row('Posts', 'Posts not filled')
        app.focus_is('^Title$')

    def test_what_is_typed_stays_when_it_changes_elsewhere(self):
        """Neither the words nor the place of the caret; and the form says that it changed, and to what."""
        self.open()
        self.open_form(self.there)
        self.there.press('End')
        self.there.type(' in May')
        self.open_form(self.here)
        self.here.press('End')
        self.here.type(' in June')
        self.here.press('ctrl+s')
        self.here.says(re.compile('^Saved here'))
        self.there.says(re.compile('Posts not filled in June'))
        self.there.turn_to()
        self.there.type('!')
        title = self.there.find('text', 'Title', self.there.find('form', 'Risk'))
        self.there.wait(lambda: title.text == 'Posts not filled in May!', lambda: f'what was typed, but {title.text}')
        self.there.press('ctrl+s')
        self.there.says(re.compile('^Saved here'))
        self.here.turn_to()
        self.here.wait(lambda: self.ann.field('R-1', 'title') == 'Posts not filled in May!', 'what the other chose')

    def test_a_day_offline_and_back(self):
        self.open()
        self.server.stop()
        for app in (self.here, self.there):
            app.turn_to()
            app.press('F5')
            app.find('push button', re.compile('^Saved here · offline since'))
        self.add(self.here, 'Saved in a cellar')
        self.here.find('push button', re.compile('^Saved here · 1 to send · offline since'))
        self.here.press('alt+6')
        self.here.says('The Server Cannot Be Reached')
        self.here.find('list item', re.compile('Saved in a cellar'))
        self.server.start('--port', str(self.server.port))
        self.here.press('F5')
        self.here.find('push button', re.compile('^All sent'))
        self.here.gone('list item', re.compile('Saved in a cellar'))
        history = self.here.find('push button', 'History of syncs')
        self.here.focus(history)
        self.here.press('space')
        self.here.says('1 save sent')
        self.here.says(re.compile('^The server says|cannot be reached'))
        self.there.turn_to()
        self.there.press('F5')
        self.there.press('alt+3')
        self.there.find(name=re.compile('Saved in a cellar'))

    def test_a_disagreement_is_settled_on_both_desks(self):
        self.ann.do('set', 'R-1', 'title=Posts by Ann')
        self.ann.do('sync')
        self.bob.do('set', 'R-1', 'title=Posts by Bob')
        self.open()
        for app in (self.here, self.there):
            app.find('list item', 'Needs attention, 1 to decide')
        self.there.turn_to()
        self.there.press('alt+5')
        self.there.focus_is(r'^Use this: Posts by Ann \(Ann\)$')
        self.there.press('Tab')
        self.there.focus_is(r'^Use this: Posts by Bob \(Yours\)$')
        self.there.press('Return')
        for app in (self.here, self.there):
            app.find('list item', 'Needs attention')
        for person in (self.ann, self.bob):
            self.assertEqual(person.field('R-1', 'title'), 'Posts by Bob')

    def test_access_is_withdrawn_and_given_again(self):
        self.open()
        number = next(line.split()[0] for line in self.server.admin('device', 'list').splitlines() if 'Ann' in line)
        self.server.admin('device', 'revoke', number)
        self.add(self.here, 'Saved without access')
        self.here.find('push button', 'Saved here · 1 to send · sign in again')
        self.here.press('alt+6')
        self.here.says('Sign In Again')
        self.here.press('Return')
        self.here.dialog('^Sign In Again$')
        self.here.focus_is('^Code$')
        self.here.type(self.invite('Ann'))
        self.here.press('Return')
        self.here.find('push button', re.compile('^All sent'))
        self.here.focus_is('^Sync Now$')
        self.there.turn_to()
        self.there.press('alt+3')
        self.there.find(name=re.compile('Saved without access'))

    def test_a_captive_portal_changes_nothing(self):
        self.open()
        self.server.stop()
        portal = Stranger(self.server.port, PORTAL)
        self.addCleanup(portal.stop)
        self.add(self.here, 'Saved in a train')
        self.here.find('push button', re.compile('^Saved here · 1 to send · offline since'))
        self.here.press('alt+6')
        self.here.press('F5')
        self.here.wait(lambda: portal.asked, 'request to the portal')
        self.here.says('The Server Cannot Be Reached')
        self.here.says(re.compile('network'))
        portal.stop()
        self.server.start('--port', str(self.server.port))
        self.here.press('F5')
        self.here.find('push button', re.compile('^All sent'))
        self.assertEqual(self.ann.json('outbox'), [])

    def test_working_offline_sends_nothing(self):
        self.open()
        self.here.turn_to()
        self.here.press('alt+6')
        self.here.press('alt+o')
        self.here.find('push button', 'Saved here · working offline')
        self.add(self.here, 'Saved for later')
        self.here.find('push button', 'Saved here · 1 to send · working offline')
        Day(self.here).open_row('Saved', 'Saved for later')
        self.here.says('Not sent yet')
        self.here.press('alt+6')
        self.here.press('alt+o')
        self.there.turn_to()
        self.there.press('alt+3')
        self.there.find(name=re.compile('Saved for later'))
        self.here.turn_to()
        self.here.press('alt+Left')
        self.here.says('Sent')


if __name__ == '__main__':
    unittest.main(verbosity=2)
