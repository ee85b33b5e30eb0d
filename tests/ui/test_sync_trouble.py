# SPDX-License-Identifier: GPL-3.0-or-later
"""What may go wrong between a window and its server: lies at its address, a server that was put back, edits that it does
not take, and every way to settle a disagreement.

Run under with-display: test_sync_trouble.py BINARY MUSTERCTL
"""

import contextlib
import gzip
import json
import re
import sqlite3
import unittest

from day import Day
from desks import PORTAL, Case, Stranger, another_session, says
from people import Person

OURS = 'application/vnd.muster.sync+json; v=1'
NOBODY = '0198c5a0-0000-7000-8000-00000000dead'


def cut_short(page):
    """Fewer bytes than were promised."""
    says(body=b'{"server":', Content_Type=OURS, Content_Length=4000)(page)


def without_end(page):
    """More than anybody would keep."""
    page.send_response(200)
    page.send_header('Content-Type', OURS)
    page.send_header('Transfer-Encoding', 'chunked')
    page.end_headers()
    while True:
        page.wfile.write(b'10000\r\n' + b' ' * 65536 + b'\r\n')


class TestLies(Case):
    """Whatever answers at the address of the server, nothing changes, and a sentence says what to do."""

    def lies(self):
        ours = {'Content_Type': OURS, 'Muster_Server': self.server_id}
        deep = b'[' * 100000
        bomb = gzip.compress(b' ' * (80 << 20))
        yield 'a page to sign in', PORTAL, 'as sign-in pages do'
        yield 'a way elsewhere', says(302, Location='https://elsewhere.example/'), 'sent the request somewhere else'
        yield 'a sign-in of the network', says(511, b'no', Content_Type='text/plain'), 'error 511|sign in first'
        yield 'a proxy that cannot', says(502, b'Bad gateway', Content_Type='text/html'), 'answered with error 502'
        yield 'another server', says(body=b'{}', Content_Type=OURS, Muster_Server=NOBODY), 'Another Muster server'
        yield 'no media type of ours', says(body=b'{}', Content_Type='application/json'), 'Something else'
        yield 'half an answer', cut_short, 'broke off|come whole|did not'
        yield 'an answer without end', without_end, 'too long'
        yield 'no JSON', says(body=b'{"server": 1,', **ours), 'does not understand'
        yield 'JSON too deep', says(body=deep, **ours), 'does not understand'
        yield 'what grows', says(body=bomb, Content_Encoding='gzip', **ours), 'come whole|too long'
        yield 'an error that is none', says(403, b'{"type": 7}', **ours), 'Something else'
        yield 'an answer to something else', says(body=json.dumps({'epoch': NOBODY}).encode(), **ours), 'does not understand'

    def state(self):
        """All that somebody typed, and what waits."""
        return self.ann.do('list', 'risk'), self.ann.json('outbox')

    def test_nothing_changes(self):
        dee = self.server.join('Dee')
        self.addCleanup(dee.close)
        self.server_id = dee.server_id
        app = self.window(self.ann.path, name='ann')
        app.ready()
        app.find('push button', re.compile('^All sent'))
        self.server.stop()
        stranger = Stranger(self.server.port, PORTAL)
        self.addCleanup(stranger.stop)
        app.press('alt+3')
        app.press('ctrl+n')
        app.dialog('Add risk')
        app.type('Saved among liars')
        app.press('ctrl+s')
        app.press('alt+6')
        app.find('push button', re.compile('^Saved here · 1 to send · offline since'))
        before = self.state()
        for name, answer, sentence in self.lies():
            with self.subTest(name):
                asked, stranger.answer = stranger.asked, answer
                app.press('F5')
                app.wait(lambda asked=asked: stranger.asked > asked, f'request that {name} answers')
                app.says(re.compile(sentence))
                app.says('The Server Cannot Be Reached')
                self.assertEqual(self.state(), before)
        stranger.stop()
        self.server.start('--port', str(self.server.port))
        app.press('F5')
        app.find('push button', re.compile('^All sent'))
        self.assertEqual(self.ann.json('outbox'), [])
        self.assertIn('Saved among liars', self.ann.do('list', 'risk'))


class TestTwo(Case):
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

    def in_step(self):
        for app in (self.here, self.there):
            app.find('push button', re.compile('^All sent'))


class TestRestored(TestTwo):
    def test_nothing_is_lost(self):
        """Last week's backup is put in the place of the server's data while two windows look on."""
        backup = self.folder / 'last-week'
        self.server.admin('backup', backup)
        self.open()
        self.in_step()
        for app, title in ((self.here, 'Saved by Ann since'), (self.there, 'Saved by Bob since')):
            app.turn_to()
            app.press('alt+3')
            app.press('ctrl+n')
            app.dialog('Add risk')
            app.type(title)
            app.press('ctrl+s')
            app.find('panel', title)
        for app in (self.here, self.there):
            app.turn_to()
            app.find(name=re.compile('Saved by Ann since'))
            app.find(name=re.compile('Saved by Bob since'))
        self.in_step()
        self.server.stop()
        self.server.admin('restore', backup)
        self.server.start('--port', str(self.server.port))
        for app in (self.here, self.there):
            app.turn_to()
            app.press('F5')
        self.in_step()
        # Each gives back her own; what is set aside until then is not shown as lost once it has come again.
        for app in (self.here, self.there):
            app.turn_to()
            app.press('F5')
            app.find('list item', 'Needs attention')
        listed = [person.do('list', 'risk') for person in (self.ann, self.bob)]
        self.assertEqual(*listed)
        for title in ('Saved by Ann since', 'Saved by Bob since', 'Posts not filled'):
            self.assertIn(title, listed[0])
        self.assertIn('sound', self.server.admin('verify').lower())


class TestRefused(TestTwo):
    def refuse(self, words):
        """An edit of a risk on Bob's desk, which he may not make."""
        self.there.press('alt+3')
        Day(self.there).open_row('Posts', 'Posts not filled')
        self.there.focus_is('^Title$')
        self.there.press('End')
        self.there.type(words)
        self.there.press('ctrl+s')

    def test_it_is_edited_and_sent_again(self):
        self.server.admin('grant', '--person', 'Bob', '--role', 'reader', '--all')
        self.open()
        self.there.turn_to()
        self.refuse(' in May')
        self.there.find('list item', 'Needs attention, 1 to decide')
        self.there.says('Refused by the server')
        self.assertEqual(self.ann.field('R-1', 'title'), 'Posts not filled')
        self.server.admin('grant', '--person', 'Bob', '--role', 'editor', '--all')
        self.there.press('F5')
        self.there.press('alt+5')
        card = self.there.find('panel', re.compile('^You saved this on '))
        self.there.focus(self.there.find('push button', 'Edit and send again…', card))
        self.there.press('Return')
        # What was written and is discarded leaves what was refused where it was.
        self.there.dialog('^Edit and Send Again$')
        self.there.focus_is('^Title$')
        self.there.type('Another')
        self.there.press('Escape')
        self.there.dialog('Discard What You Wrote')
        self.there.focus(self.there.find('push button', 'Discard'))
        self.there.press('Return')
        self.there.gone(name='Edit and Send Again')
        self.there.take_keyboard()
        self.there.focus_is('^Edit and send again…$')
        self.there.press('Return')
        form = self.there.dialog('^Edit and Send Again$')
        entry = self.there.focus_is('^Title$')
        self.assertEqual(entry.text, 'Posts not filled in May')
        self.assertTrue(any('You may not change this' in words for words in form.words()), form.words())
        # Nothing goes before it was gone over, and an error keeps what is written.
        self.there.press('ctrl+a', 'BackSpace', 'ctrl+s')
        self.there.says('There is a problem')
        self.assertEqual(self.ann.field('R-1', 'title'), 'Posts not filled')
        self.there.focus_is('^Title$')
        self.there.type('Posts not filled in June')
        # What a colleague makes of it meanwhile is told, and does not stand in the way for ever.
        self.here.turn_to()
        self.here.press('alt+3')
        Day(self.here).open_row('Posts', 'Posts not filled')
        self.here.focus_is('^Title$')
        self.here.press('End')
        self.here.type(', says Ann')
        self.here.press('ctrl+s')
        self.there.says('Meanwhile this became “Posts not filled, says Ann”. What you typed is kept.')
        self.there.turn_to()
        self.assertEqual(self.there.focus_is('^Title$').text, 'Posts not filled in June')
        self.there.press('ctrl+s')
        self.there.gone(name='Edit and Send Again')
        self.here.wait(lambda: self.ann.field('R-1', 'title') == 'Posts not filled in June', 'what was sent again')
        self.there.find('list item', 'Needs attention')

    def begin(self, form, *, at='^Title$'):
        """Opens the form of the only card; gives the field that has the keyboard."""
        card = self.there.find('panel', re.compile('^You saved this on '))
        self.there.focus(self.there.find('push button', 'Edit and send again…', card))
        self.there.press('Return')
        self.there.dialog(form)
        return self.there.focus_is(at)

    def on_disk(self, words):
        return any(words.encode() in path.read_bytes() for path in self.bob.path.parent.glob('Bob.muster*'))

    def test_what_is_written_outlives_a_crash(self):
        for what in 'changed', 'added':
            with self.subTest(what):
                self.server.admin('grant', '--person', 'Bob', '--role', 'reader', '--all')
                if what == 'changed':
                    self.bob.do('set', 'R-1', 'title=Posts not filled in May')
                else:
                    self.bob.do('add', 'risk', 'title=Posts not filled in May', 'status=open')
                self.bob.do('sync')
                self.there = self.window(self.bob.path, name=f'bob-{what}', env=another_session(self)).ready()
                self.there.press('alt+5')
                self.begin('^Edit and Send Again$')
                self.there.press('End')
                self.there.type(f', nor in June: {what}')
                self.there.wait(lambda what=what: self.on_disk(f'nor in June: {what}'), 'draft on the disk')
                self.there.crash()
                self.server.admin('grant', '--person', 'Bob', '--role', 'editor', '--all')
                self.there = self.window(self.bob.path, name=f'bob-{what}-again', env=another_session(self)).ready()
                self.there.press('alt+5')
                entry = self.begin('^Edit and Send Again$')
                self.there.says(re.compile('^Unsaved changes from .* are back'))
                self.assertEqual(entry.text, f'Posts not filled in May, nor in June: {what}')
                self.there.press('ctrl+s')
                self.there.gone(name='Edit and Send Again')
                self.there.find('list item', 'Needs attention')
                self.there.press('ctrl+q')
                self.there.process.wait()
                self.ann.do('sync')
                self.assertIn(f'nor in June: {what}', self.ann.do('list', 'risk'))
                with contextlib.closing(sqlite3.connect(f'file:{self.bob.path}?mode=ro', uri=True)) as db:
                    self.assertEqual(db.execute('SELECT count(*) FROM draft').fetchone(), (0,))

    def test_it_is_sent_again_put_away_and_brought_back(self):
        self.server.admin('grant', '--person', 'Bob', '--role', 'reader', '--all')
        self.open()
        self.there.turn_to()
        self.refuse(' in May')
        self.there.find('list item', 'Needs attention, 1 to decide')
        # It comes back, and says so.
        self.there.press('alt+5')
        card = self.there.find('panel', re.compile('^You saved this on '))
        self.there.focus(self.there.find('push button', 'Send again', card))
        self.there.press('Return')
        self.there.says('The server refused it again, and says why')
        card = self.there.find('panel', re.compile('Refused again: You may not change this'))
        # What is put away is known as what the server did not take, here and on the page of the sync.
        self.there.focus(self.there.find('push button', 'Put away', card))
        self.there.press('Return')
        self.there.says('No conflict is open. 1 save that the server did not take is put away.')
        self.there.press('alt+6')
        self.there.says(re.compile('The server did not take 1 save: it is kept on this computer'))
        self.there.press('alt+5')
        self.there.focus_is('^Nothing Needs You$')
        self.there.press('Tab')
        self.there.focus_is('^Show 1 put away$')
        self.there.press('Return')
        self.there.focus(self.there.find('push button', 'Bring back'))
        self.there.press('Return')
        self.there.find('list item', 'Needs attention, 1 to decide')
        # Sent again and taken back, it is listed again.
        self.server.stop()
        card = self.there.find('panel', re.compile('Refused again: You may not change this'))
        self.there.focus(self.there.find('push button', 'Send again', card))
        self.there.press('Return')
        self.there.focus_is('^Nothing Needs You$')
        self.there.press('ctrl+z')
        self.there.find('panel', re.compile('Refused again: You may not change this'))
        self.there.find('list item', 'Needs attention, 1 to decide')


class TestSettled(TestTwo):
    """A disagreement comes out the same on both desks, whichever way it is settled."""

    CAUSE = 'The ward has too few nurses this winter.'

    def disagree(self, first, second):
        self.ann.do('set', 'R-1', first)
        self.ann.do('sync')
        self.bob.do('set', 'R-1', second)
        self.open()
        for app in (self.here, self.there):
            app.find('list item', 'Needs attention, 1 to decide')
        self.there.turn_to()
        self.there.press('alt+5')

    def both_have(self, field, value):
        for app in (self.here, self.there):
            app.find('list item', 'Needs attention')
        for person in (self.ann, self.bob):
            self.here.wait(lambda person=person: person.field('R-1', field) == value,
                           f'{value!r} with {person.name}')

    def test_theirs(self):
        self.disagree('title=Posts by Ann', 'title=Posts by Bob')
        self.there.focus_is(r'^Use this: Posts by Ann \(Ann\)$')
        self.there.press('Return')
        self.there.focus_is('^Nothing Needs You$')
        self.both_have('title', 'Posts by Ann')
        # What decides is under the hand again once it is to be decided again.
        self.there.press('ctrl+z')
        self.there.says('Undid: the decision on “Title” of “Posts by Ann”')
        self.there.focus_is(r'^Use this: Posts by Ann \(Ann\)$')

    def test_all_of_mine(self):
        """The keyboard stays on the page when all is decided at once, and when that is taken back."""
        for person in (self.ann, self.bob):
            person.do('set', 'R-1', f'effect=Effect by {person.name}')
            person.do('set', 'R-1', f'title=Posts by {person.name}')
            if person is self.ann:
                person.do('sync')
        self.open()
        self.there.find('list item', 'Needs attention, 2 to decide')
        self.there.turn_to()
        self.there.press('alt+5')
        self.there.focus(self.there.find('push button', 'Use all of mine'))
        self.there.press('Return')
        self.there.focus_is('^Nothing Needs You$')
        self.both_have('title', 'Posts by Bob')
        self.there.press('ctrl+z')
        self.there.says('Undid: the decisions on 2 conflicts')
        self.there.focus_is('^Use this: ')

    def test_both(self):
        for person in (self.ann, self.bob):
            person.do('sync')
        self.ann.do('set', 'R-1', f'cause={self.CAUSE}')
        for person in (self.ann, self.bob):
            person.do('sync')
        self.disagree(f'cause={self.CAUSE.replace("too", "far too")}', f'cause={self.CAUSE.replace("winter", "spring")}')
        both = self.there.find('push button', re.compile('^Use both: The ward has far too few nurses this spring'))
        self.there.focus(both)
        self.there.press('Return')
        self.both_have('cause', 'The ward has far too few nurses this spring.')

    def test_a_third(self):
        self.disagree('title=Posts by Ann', 'title=Posts by Bob')
        self.there.focus_is('^Use this: Posts by Ann')
        self.there.focus(self.there.find('push button', 'Write another…'))
        self.there.press('Return')
        self.there.dialog('^Write Another: Title$')
        self.there.focus_is('^Title$')
        self.there.press('ctrl+a')
        self.there.type('Posts by both')
        self.there.press('ctrl+s')
        self.both_have('title', 'Posts by both')

    def test_a_third_that_comes_too_late(self):
        """What was written stays where it is while it cannot be saved."""
        self.disagree('title=Posts by Ann', 'title=Posts by Bob')
        self.there.focus_is('^Use this: Posts by Ann')
        self.there.focus(self.there.find('push button', 'Write another…'))
        self.there.press('Return')
        form = self.there.dialog('^Write Another: Title$')
        self.there.focus_is('^Title$')
        self.there.press('ctrl+a')
        self.there.type('Posts by both')
        self.here.turn_to()
        self.here.press('alt+5')
        self.here.focus_is('^Use this: Posts by Ann')
        self.here.press('Return')
        self.there.find('list item', 'Needs attention')
        self.there.turn_to()
        self.there.press('ctrl+s')
        self.there.says('This was settled or changed meanwhile. Look at it again.')
        self.assertEqual(self.there.find('text', 'Title', form).text, 'Posts by both')
        self.assertEqual(self.bob.field('R-1', 'title'), 'Posts by Ann')


if __name__ == '__main__':
    unittest.main(verbosity=2)
