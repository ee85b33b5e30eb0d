# SPDX-License-Identifier: GPL-3.0-or-later
"""Joining, and what stands in its way: real servers, and what pretends to be one. A way out is said, and what was typed
stays. Then several programmes and people on one computer, and going from one to another.

Run under with-display: test_joining.py BINARY MUSTERCTL
"""

import fcntl
import json
import pathlib
import re
import socket
import sqlite3
import subprocess
import sys
import unittest

from desks import PORTAL, Case, Stranger
from jobs import MUSTERCTL
from people import CODE, http_case

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / 'lib'))
from authority import Authority  # noqa: E402

NOBODY = 'http://127.0.0.1:1'
CODE_OF_NOBODY = 'K7QF-2M9D-XR4T'
CHOICE = ('radio button', 'check box')
# Of a choice: Atspi.StateType.CHECKED.
CHECKED = 4
LIST = 'Programmes on This Computer'


class Joining(Case):
    """A window with nothing open yet."""

    def setUp(self):
        super().setUp()
        self.data = self.folder / 'window' / 'muster'
        # Settings that last, and are those of this test alone.
        self.remembering = {'GSETTINGS_BACKEND': 'keyfile', 'XDG_CONFIG_HOME': str(self.folder / 'config')}

    def files(self):
        return sorted(path.name for path in self.data.glob('*')) if self.data.exists() else []

    def begin(self, app):
        app.focus_is('^Join your programme…$')
        app.press('Return')
        app.dialog('^Join Your Programme$')
        app.focus_is('^Address')

    def give(self, app, address, code):
        """Into the dialog, whatever it holds."""
        app.press('alt+a')
        app.focus_is('^Address')
        app.press('ctrl+a')
        app.type(address)
        app.press('alt+o')
        app.focus_is('^Code$')
        app.press('ctrl+a')
        app.type(code)

    def holds(self, app, address, code):
        """What was typed is there still, to be mended and tried again."""
        dialog = app.find(name='Join Your Programme')
        self.assertEqual(app.find('text', re.compile('^Address'), dialog).text, address)
        self.assertEqual(app.find('text', 'Code', dialog).text, code)

    def refused(self, app, address, code, *words):
        self.give(app, address, code)
        app.press('ctrl+s')
        for word in words:
            app.says(re.compile(word))
        self.holds(app, address, code)


class TestInTheWay(Joining):
    def setUp(self):
        super().setUp()
        self.app = self.window()
        self.begin(self.app)

    def leave(self):
        """And nothing has come of it."""
        self.app.press('Escape')
        self.app.gone(name='Join Your Programme')
        self.app.find('push button', 'Join your programme…')
        self.assertEqual(self.files(), [])

    def test_wrong_addresses(self):
        app = self.app
        self.refused(app, 'the office', CODE_OF_NOBODY, '“https://the office” is not the address of a server',
                     'should look like https://')
        self.refused(app, 'http://muster.example.nhs.uk', CODE_OF_NOBODY, 'in the clear', 'starts with https://')
        self.refused(app, NOBODY, CODE_OF_NOBODY, 'The server 127.0.0.1 does not answer at present',
                     'another address: ask your administrator')
        self.refused(app, 'https://nowhere.invalid', CODE_OF_NOBODY, 'The server nowhere.invalid was not found',
                     'Check its address')
        # A server that speaks in the clear, asked for in safety.
        address = self.server.uri.replace('http:', 'https:')
        self.refused(app, address, CODE_OF_NOBODY, '127.0.0.1')
        self.leave()

    def test_codes(self):
        app, uri = self.app, self.server.uri
        self.refused(app, uri, CODE_OF_NOBODY, 'This code is not known here', 'ask your administrator for a new one')
        used = self.invite('Bob')
        other = self.server.join('Eve')
        self.addCleanup(other.close)
        client = http_case.Client(self.server)
        self.addCleanup(client.close)
        client.enrol(used)
        self.refused(app, uri, used, 'This code was used already', 'administrator for a\\s*new one')
        late = self.invite('Cat')
        with sqlite3.connect(self.server.data) as database:
            database.execute('UPDATE invite SET expires = 1 WHERE device IS NULL')
        self.refused(app, uri, late, 'This code was good until 1 January 1970', 'administrator for a\\s*new one')
        # The dialog is as good as before.
        self.give(app, uri, self.invite('Bob'))
        app.press('ctrl+s')
        app.find('push button', re.compile('^All sent'))
        self.assertIn('programme.muster', self.files())

    def test_a_captive_portal(self):
        self.server.stop()
        portal = Stranger(self.server.port, PORTAL)
        self.addCleanup(portal.stop)
        self.refused(self.app, self.server.uri, CODE_OF_NOBODY, 'answered with a web page, as sign-in pages do',
                     'Open a web page to sign in to this network')
        self.assertGreater(portal.asked, 0)
        portal.stop()
        self.leave()

    def serve(self, certificate, key):
        self.server.stop()
        self.server.start('--certificate', certificate, '--key', key)
        return self.server.uri

    def test_a_certificate_of_strangers(self):
        authority = Authority(self.folder, 'Strangers')
        uri = self.serve(*authority.vouch('here', 'IP:127.0.0.1'))
        self.refused(self.app, uri, CODE_OF_NOBODY,
                     'certificate of 127.0.0.1 is not from an authority that this computer trusts. Nothing was sent',
                     'ask your administrator')
        self.leave()

    def trust(self, authority):
        """Where the organisation vouches for itself: by hand, as its administrator said."""
        app = self.app
        app.focus(app.find('push button', 'Choose a Certificate…'))
        app.press('Return')
        app.dialog('^Choose a certificate$')
        app.settle()
        app.type(str(authority.certificate))
        app.settle()
        app.press('Return')
        app.gone(name='Choose a certificate')
        app.window_id = None
        app.says(authority.certificate.name)

    def test_clocks_far_off(self):
        """By what it says, a certificate begins in twenty years, or ended twenty ago: or the clock here is wrong."""
        authority = Authority(self.folder, 'Trust')
        self.trust(authority)
        later = authority.vouch('later', 'IP:127.0.0.1', '-startdate', '20460101000000Z', '-enddate', '20470101000000Z')
        self.refused(self.app, self.serve(*later), CODE_OF_NOBODY, 'certificate of 127.0.0.1 is not valid yet',
                     'Is the date of this computer right')
        ended = authority.vouch('ended', 'IP:127.0.0.1', '-startdate', '20060101000000Z', '-enddate', '20070101000000Z')
        self.refused(self.app, self.serve(*ended), CODE_OF_NOBODY, 'certificate of 127.0.0.1 has expired',
                     'or the date of this computer is wrong')
        # One that is right now, vouched for by the same.
        self.give(self.app, self.serve(*authority.vouch('now', 'IP:127.0.0.1')), self.invite('Bob'))
        self.app.press('ctrl+s')
        self.app.find('push button', re.compile('^All sent'))

    def test_cancelled_in_the_midst(self):
        """Nobody answers; whoever does not want to wait leaves nothing behind."""
        listener = socket.create_server(('127.0.0.1', 0))
        self.addCleanup(listener.close)
        app = self.app
        self.give(app, f'http://127.0.0.1:{listener.getsockname()[1]}', CODE_OF_NOBODY)
        app.press('ctrl+s')
        app.find(name='Joining…')
        app.wait(lambda: 'programme.muster' in self.files(), 'file for what is joined')
        app.press('Escape')
        app.gone(name='Join Your Programme')
        app.wait(lambda: self.files() == [], lambda: f'end of the file, but {self.files()}')
        app.find('push button', 'Join your programme…')


class TestSeveral(Joining):
    """Two servers, and two people at one of them."""

    def setUp(self):
        super().setUp()
        self.ann.do('add', 'area', 'name=Camden', 'level=borough')
        self.ann.do('add', 'programme', 'name=Camden programme')
        self.ann.do('sync')
        (self.folder / 'two').mkdir()
        self.other = http_case.Server(self.folder / 'two')
        self.other.start()
        self.addCleanup(self.other.stop)
        client = self.other.join('Dee', 'steward')
        self.addCleanup(client.close)
        record = '0198c5b1-3333-7000-8000-000000000001'
        answer = client.push(client.commit([['programme', record, '_exists', 0, True],
                                            ['programme', record, 'name', 0, {'name': 'Harrow programme'}]]))
        self.assertEqual(answer.status, 200, answer.body)

    def start(self):
        return self.window(env=self.remembering)

    def join_first(self, app):
        self.begin(app)
        self.give(app, self.server.uri, self.invite('Bob'))
        app.press('ctrl+s')
        self.at(app, 'Camden programme')

    def at(self, app, programme):
        app.find('push button', f'Programmes: {programme} is open')
        app.find('push button', re.compile('^All sent'))
        app.take_keyboard()

    def programmes(self, app):
        app.press('ctrl+shift+o')
        app.dialog(f'^{LIST}$')

    def join_another(self, app, uri, code):
        self.programmes(app)
        app.press('alt+j')
        app.gone(name=LIST)
        app.dialog('^Join Another Programme$')
        app.find(CHOICE, 'In a file of its own: the one that is open stays as it is')
        self.give(app, uri, code)
        app.press('ctrl+s')

    def row(self, app, *words):
        """In the list, once it was looked at."""
        pattern = re.compile('.*'.join(('^' + re.escape(words[0]), *map(re.escape, words[1:]))))
        return app.find('list item', pattern)

    def go_to(self, app, *words, key='Return'):
        self.programmes(app)
        row = self.row(app, *words)
        app.focus_is('Open in this window')
        for way in ['Home'] + ['Down'] * 10:
            if app.focused() == row:
                break
            before = app.focused()
            app.press(way)
            if way != 'Home':
                app.wait(lambda: app.focused() is not before, 'movement')
            else:
                app.settle()
        app.press(key)

    def add_risk(self, app, title):
        app.press('alt+3')
        app.press('ctrl+n')
        app.dialog('Add risk')
        app.type(title)
        app.press('ctrl+s')
        app.find('list item', re.compile(title))
        app.find('push button', re.compile('^All sent'))

    def titles_at(self, server):
        """Of the risks that a server has, as somebody new sees them."""
        path = server.folder / f'looker-{len(list(server.folder.glob("looker-*.muster")))}.muster'
        run = lambda *words: subprocess.run([MUSTERCTL, '--replica', path, '--actor', 'Looker', *words], check=True,
                                            stdout=subprocess.PIPE, text=True).stdout
        run('init')
        run('join', server.uri, CODE.search(server.invite('Looker', 'editor'))[0])
        run('sync')
        return [risk['fields']['title'] for risk in json.loads(run('--json', 'list', 'risk'))]

    def test_two_programmes(self):
        """What is edited in one goes to its server, and nowhere else."""
        app = self.start()
        self.join_first(app)
        self.join_another(app, self.other.uri, CODE.search(self.other.invite('Bob', 'editor'))[0])
        self.at(app, 'Harrow programme')
        self.add_risk(app, 'Risk of Harrow')
        # Its key lasts as long as the app, where there is no keyring.
        self.go_to(app, 'Camden programme', f'As Bob at 127.0.0.1:{self.server.port}', 'All sent · last heard')
        self.at(app, 'Camden programme')
        self.add_risk(app, 'Risk of Camden')
        self.assertEqual(sorted(self.titles_at(self.server)), ['Posts not filled', 'Risk of Camden'])
        self.assertEqual(self.titles_at(self.other), ['Risk of Harrow'])
        # Where one goes on is where one was.
        self.go_to(app, 'Harrow programme', f'As Bob at 127.0.0.1:{self.other.port}')
        self.at(app, 'Harrow programme')
        app.press('ctrl+q')
        app.wait_end()
        again = self.start()
        again.ready()
        again.find('push button', 'Programmes: Harrow programme is open')
        self.assertEqual([name for name in self.files() if name.endswith('.muster')],
                         [f'127-0-0-1-{self.other.port}.muster', 'programme.muster'])

    def test_what_waits_is_counted(self):
        app = self.start()
        self.join_first(app)
        self.other.stop()
        self.join_another(app, self.other.uri, CODE_OF_NOBODY)
        app.says(re.compile('127.0.0.1 does not answer at present'))
        app.press('Escape')
        app.gone(name='Join Another Programme')
        self.assertEqual([name for name in self.files() if name.startswith('127')], [])
        self.at(app, 'Camden programme')
        self.server.stop()
        app.press('F5')
        app.find('push button', re.compile('offline since'))
        app.press('alt+3')
        app.press('ctrl+n')
        app.dialog('Add risk')
        app.type('Saved in a cellar')
        app.press('ctrl+s')
        app.find('push button', re.compile('^Saved here · 1 to send'))
        self.programmes(app)
        self.row(app, 'Camden programme', 'Open in this window', '1 save to send')

    def test_two_people(self):
        """A second person on this computer: a file of her own, whoever's is open."""
        app = self.start()
        self.join_first(app)
        self.join_another(app, self.server.uri, self.invite('Carol'))
        app.gone(name='Join Another Programme')
        self.at(app, 'Camden programme')
        app.press('alt+6')
        app.says('Carol')
        self.programmes(app)
        self.row(app, 'Camden programme', 'Open in this window', 'As Carol at')
        self.row(app, 'Camden programme', 'As Bob at')
        app.press('Escape')
        self.go_to(app, 'Camden programme', 'As Bob at')
        self.at(app, 'Camden programme')
        app.press('alt+6')
        app.says('Bob')

    def test_the_open_file_belongs_to_somebody(self):
        """Asked for in so many words, it is refused with the way out, and the code is good for that."""
        app = self.start()
        self.join_first(app)
        app.press('alt+6')
        self.programmes(app)
        app.press('alt+j')
        app.dialog('^Join Another Programme$')
        code = self.invite('Carol')
        self.give(app, self.server.uri, code)
        here = app.find(CHOICE, re.compile('^In the file that is open, to sign in again: as Bob at'))
        app.focus(app.find(CHOICE, re.compile('^In a file of its own')))
        app.press('Down')
        app.focus_is('^In the file that is open')
        app.press('space')
        app.wait(lambda: here.has(CHECKED), 'choice of the file that is open')
        app.press('ctrl+s')
        app.says(re.compile('belongs to another person: Bob\. .*file of your own.*code was not used up'))
        app.press('alt+a')
        app.focus(here)
        app.press('Up')
        app.focus_is('^In a file of its own')
        app.press('space')
        app.wait(lambda: not here.has(CHECKED), 'choice of a file of its own')
        app.press('ctrl+s')
        app.gone(name='Join Another Programme')
        self.at(app, 'Camden programme')
        app.press('alt+6')
        app.says('Carol')

    def test_two_windows(self):
        app = self.start()
        self.join_first(app)
        self.join_another(app, self.other.uri, CODE.search(self.other.invite('Bob', 'editor'))[0])
        self.at(app, 'Harrow programme')
        self.go_to(app, 'Camden programme', key='ctrl+Return')
        app.find('push button', 'Programmes: Camden programme is open')
        app.find('push button', 'Programmes: Harrow programme is open')
        self.assertEqual(len(app.find_now('frame', re.compile(' – Muster$'))), 2)
        app.take_keyboard()
        self.programmes(app)
        self.row(app, 'Camden programme', 'Open in this window')
        self.row(app, 'Harrow programme', 'Open in another window')

    def test_files_that_cannot_be_opened(self):
        """Each says so, and none stops another or takes away what is open."""
        self.data.mkdir(parents=True)
        whole = self.ann.path.read_bytes()
        (self.data / 'broken.muster').write_bytes(whole[:100] + bytes(len(whole) - 100))
        (self.data / 'letter.muster').write_text('Dear all,')
        newer = self.data / 'newer.muster'
        newer.write_bytes(whole)
        with sqlite3.connect(newer) as database:
            database.execute('PRAGMA user_version = 9999')
        used = self.data / 'used.muster'
        used.write_bytes(whole)
        gone = self.folder / 'elsewhere' / 'gone.muster'
        gone.parent.mkdir()
        subprocess.run([MUSTERCTL, 'init', gone], check=True, stdout=subprocess.DEVNULL)
        with self.window(gone, env=self.remembering) as app:
            app.ready()
            app.close()
        gone.unlink()
        with open(f'{used}-lock', 'a', encoding='utf-8') as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            app = self.start()
            app.find('label', 'There Is No Such File')
            app.says('gone.muster')
            app.take_keyboard()
            app.focus(app.find('push button', 'Programmes on this computer…'))
            app.press('Return')
            app.dialog(f'^{LIST}$')
            self.row(app, 'broken.muster', 'Damaged', 'is damaged and was left as it is')
            self.row(app, 'letter.muster', 'Not a Muster file')
            self.row(app, 'newer.muster', 'Newer than this Muster', 'Update Muster')
            self.row(app, 'Camden programme', 'In use by another program')
            missing = self.row(app, 'gone.muster', 'Missing', str(gone))
            app.press('Home')
            app.focus(missing, key='Down')
            app.press('Return')
            app.says(re.compile('no file “gone.muster” any more.*take it from the list'))
            app.press('Delete')
            app.gone('list item', re.compile('^gone.muster'))
            app.press('Home')
            app.focus(self.row(app, 'Camden programme'), key='Down')
            app.press('Return')
            app.says(re.compile('is open in another program. Close it there'))
            fcntl.flock(lock, fcntl.LOCK_UN)
            app.press('Return')
            app.gone(name=LIST)
            app.find('push button', 'Programmes: Camden programme is open')
        app.take_keyboard()
        app.close()
        # It is the one to begin with from now on.
        again = self.start()
        again.ready()
        again.find('push button', 'Programmes: Camden programme is open')

    def test_many(self):
        """The list can be searched, by whatever stands in it."""
        self.data.mkdir(parents=True)
        for name in 'Barnet', 'Brent', 'Camden', 'Ealing', 'Enfield', 'Haringey', 'Harrow', 'Islington':
            path = self.data / f'{name}.muster'
            for words in ('init', path), ('--replica', path, 'add', 'programme', f'name=Borough of {name}'):
                subprocess.run([MUSTERCTL, *words], check=True, stdout=subprocess.DEVNULL)
        app = self.window(env=self.remembering)
        app.focus(app.find('push button', 'Programmes on this computer…'))
        app.press('Return')
        app.dialog(f'^{LIST}$')
        app.find('list item', re.compile('^Borough of Islington, On this computer only, Last saved'))
        app.focus_is('^Borough of Barnet')
        app.type('of harr')
        app.gone('list item', re.compile('^Borough of Barnet'))
        app.find('list item', re.compile('^Borough of Harrow'))
        app.type('xyz')
        app.says('No programme is called so')
        app.press('BackSpace', 'BackSpace', 'BackSpace')
        app.find('list item', re.compile('^Borough of Harrow'))
        app.press('Return')
        app.find('push button', 'Programmes: Borough of Harrow is open')


if __name__ == '__main__':
    unittest.main(verbosity=2)
