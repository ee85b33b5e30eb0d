# SPDX-License-Identifier: GPL-3.0-or-later
"""The first start, and files that cannot be opened. Run under with-display: test_start.py BINARY"""

import fcntl
import os
import pathlib
import re
import sqlite3
import stat
import subprocess
import sys
import tempfile
import unittest

from muster_ui import App, PATIENCE

BINARY = sys.argv.pop(1)


class TestStart(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='muster-start-')
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name)
        self.own = self.data / 'muster' / 'programme.muster'

    def start_here(self):
        with App(BINARY, data=self.data) as app:
            app.ready('Muster')
            app.find('push button', 'Look at the example programme')
            app.click('Work on this computer only')
            app.find('frame', 'Today – Muster')
            app.says('Nothing saved yet')
            app.close()

    def test_says_when_it_can_be_read(self):
        """What the bench of the start waits for: the first page comes, and says so."""
        with tempfile.TemporaryDirectory(prefix='muster-start-') as data:
            environment = {**os.environ, 'XDG_DATA_HOME': data, 'GSETTINGS_BACKEND': 'memory', 'G_DEBUG': 'fatal-warnings'}
            said = subprocess.run([BINARY, '--print-first-frame', '--exit-after-first-frame', '--example'],
                                  env=environment, stdout=subprocess.PIPE, text=True, timeout=4 * PATIENCE, check=True)
            self.assertRegex(said.stdout, r'^first-frame-ms [0-9.]+\n$')

    def test_welcome_then_straight_in(self):
        self.start_here()
        self.assertEqual(stat.S_IMODE(self.own.parent.stat().st_mode), 0o700)
        self.assertEqual(stat.S_IMODE(self.own.stat().st_mode), 0o600)
        with App(BINARY, data=self.data) as app:
            app.ready()
            app.says('Nothing saved yet')
            app.close()

    def test_begins_with_the_keyboard_on_today(self):
        """Not on the switcher or a button of the header bar, which come first in the window."""
        with App(BINARY, '--example', data=self.data) as app:
            app.ready()
            app.wait(lambda: app.focused() is not None and app.focused().role == 'list item',
                     'focus on the first row of Today')
        with App(BINARY, data=self.data) as app:
            app.ready('Muster')
            app.click('Work on this computer only')
            app.find('frame', 'Today – Muster')
            app.wait(lambda: app.focused() is not None and app.focused().name == 'Add your first team',
                     'focus on “Add your first team”')

    def test_empty_table_offers_the_first(self):
        with App(BINARY, data=self.data) as app:
            app.ready('Muster')
            app.click('Work on this computer only')
            app.find('frame', 'Today – Muster')
            app.press('alt+2')
            app.says('No plans yet')
            app.wait(lambda: app.focused() is not None and app.focused().name == 'Add plan', 'focus on “Add plan”')
            app.find('push button', 'Write a plan from the template')
            app.press('Return')
            app.find(name='Add a plan')

    def test_empty_tables_offer_the_import(self):
        with App(BINARY, data=self.data) as app:
            app.ready('Muster')
            app.click('Work on this computer only')
            app.find('frame', 'Today – Muster')
            for key, page in ('alt+1', 'Teams'), ('alt+2', 'Plans'), ('alt+3', 'Risks'):
                app.press(key)
                app.find('frame', f'{page} – Muster')
                app.click('Import a table…')
                app.find('frame', f'Import {page}')
                app.press('Escape')
                app.gone('frame', f'Import {page}')
                app.window_id = None
            app.press('alt+Home')
            app.click('Import your risk register')
            app.find('frame', 'Import Risks')
            app.press('Escape')
            app.gone('frame', 'Import Risks')
            app.window_id = None
            app.press('alt+2')
            app.click('Write a plan from the template')
            app.find(name='New mobilisation plan')

    def test_empty_file_leads_to_the_first(self):
        with App(BINARY, data=self.data) as app:
            app.ready('Muster')
            app.click('Work on this computer only')
            app.find('frame', 'Today – Muster')
            for button, page, dialog in (('Add your first team', 'Teams', 'Add a team'),
                                         ('Write a plan from the template', 'Plans', 'New mobilisation plan'),
                                         ('Write down a risk', 'Risks', 'Add a risk')):
                app.press('alt+Home')
                app.click(button)
                app.find(name=dialog)
                app.find('frame', f'{page} – Muster')
                app.press('Escape')
                app.gone(name=dialog)
            # By its name, too.
            app.press('ctrl+f')
            app.type('add a risk')
            app.click('Add a risk')
            app.find(name='Add a risk')

    def test_welcome_shows_the_example(self):
        with App(BINARY, data=self.data) as app:
            app.ready('Muster')
            app.click('Look at the example programme')
            app.find('frame', 'Today – Muster')
            app.find('label', 'Example programme')
            app.close()
        self.assertFalse(self.own.exists())

    def test_example_of_another_is_left_alone(self):
        example = self.data / 'muster' / 'example.muster'
        with App(BINARY, '--example', data=self.data) as app:
            app.ready().close()
        before = example.stat().st_ino
        with open(f'{example}-lock', 'a') as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with App(BINARY, '--example', data=self.data) as app:
                app.ready('Muster')
                app.find('label', 'The File Is in Use')
                self.assertEqual(example.stat().st_ino, before)
                app.crash()

    def test_worked_in_example_is_kept(self):
        with App(BINARY, '--example', data=self.data) as app:
            app.ready()
            app.press('ctrl+n')
            dialog = app.find(name='Add an action')
            app.set_text(app.find('text', 'Action', dialog), 'Hub of our own')
            app.press('Escape')
            app.says('Kept as a draft under Actions')
            app.close()
        with App(BINARY, '--example', data=self.data) as app:
            app.ready()
            app.says('Your earlier copy of the example is kept as example-1.muster')
            app.close()
        with App(BINARY, self.data / 'muster' / 'example-1.muster', data=self.data) as app:
            app.ready()
            app.says(re.compile('^What you were typing in an action was kept.*“Hub of our own”'))
            app.close()

    def test_page_is_remembered(self):
        # The other tests forget their settings.
        keep = {'GSETTINGS_BACKEND': 'keyfile'}
        with App(BINARY, '--example', data=self.data, env=keep) as app:
            app.ready()
            app.press('alt+2')
            app.find('frame', 'Plans – Muster')
            app.press('ctrl+l')
            app.find('list', 'Found')
            app.type('Camd')
            app.wait(lambda: [node.name for node in app.find('list', 'Found').children()[:1]] == ['Camden, Area'],
                     'Camden found first')
            app.press('Return')
            app.find('push button', 'Showing only Camden')
            app.close()
        with App(BINARY, self.data / 'muster' / 'example.muster', data=self.data, env=keep) as app:
            app.find('frame', 'Plans – Muster')
            app.find('push button', 'Showing only Camden')
            app.says('1 plan')
            app.ready().close()

    def refused(self, path, title):
        """The way out is on the page, and the sentence names the file."""
        with App(BINARY, path, data=self.data) as app:
            app.ready('Muster')
            app.find('label', title)
            app.says(os.path.basename(path))
            for way_out in ('Try again', 'Choose another file…', 'Look at the example programme'):
                app.find('push button', way_out)
            app.press('ctrl+q')
            app.wait_end()

    def test_missing_file(self):
        self.refused(self.data / 'nowhere.muster', 'There Is No Such File')

    def test_foreign_file(self):
        path = self.data / 'other.muster'
        with sqlite3.connect(path) as database:
            database.execute('CREATE TABLE pets (name TEXT)')
        before = path.read_bytes()
        self.refused(path, 'Not a Muster File')
        self.assertEqual(path.read_bytes(), before)

    def test_damaged_file(self):
        self.start_here()
        whole = self.own.read_bytes()
        damaged = self.data / 'damaged.muster'
        damaged.write_bytes(whole[:100] + bytes(len(whole) - 100))
        self.refused(damaged, 'The File Is Damaged')

    def test_newer_file(self):
        self.start_here()
        with sqlite3.connect(self.own) as database:
            database.execute('PRAGMA user_version = 9999')
        self.refused(self.own, 'The File Is Newer Than This Muster')

    def test_file_in_use_then_free(self):
        self.start_here()
        with open(f'{self.own}-lock', 'a') as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with App(BINARY, data=self.data) as app:
                app.ready('Muster')
                app.find('label', 'The File Is in Use')
                fcntl.flock(lock, fcntl.LOCK_UN)
                app.click('Try again')
                app.find('frame', 'Today – Muster')
                app.close()

    def test_read_only_file(self):
        self.start_here()
        for words in ('risk', 'title=Rooms too small', 'status=open'), ('action', 'text=Ask for rooms', 'status=not-started'), \
                ('plan', 'title=Move to the hub', 'kind=mobilisation'):
            subprocess.run([os.environ['MUSTERCTL'], '--replica', self.own, 'add', *words], check=True,
                           stdout=subprocess.DEVNULL)
        self.own.chmod(0o400)
        self.own.parent.chmod(0o500)
        self.addCleanup(self.own.parent.chmod, 0o700)
        # Even root may not write where that is forbidden then.
        as_told = ('setpriv', '--bounding-set', '-dac_override', '--') if os.geteuid() == 0 else ()
        with App(*as_told, BINARY, data=self.data) as app:
            app.ready()
            app.says(re.compile('^This file can be read but not changed: '))
            app.says('Open for reading only')
            # Keys say why, too; the line above is longer.
            why = re.compile('^This file can be read but not changed$')
            app.press('ctrl+n')
            app.says(why)
            app.wait(lambda: not [text for text in app.root().words() if why.search(text)], 'end of the news')
            app.press('alt+Home')
            app.wait(lambda: app.focused() is not None and app.focused().role == 'list item', 'focus on the first row')
            app.press('n')
            app.says(why)
            app.press('alt+2')
            app.point_at(app.find('list item', re.compile('Move to the hub')), 2)
            app.find('push button', 'Add the first')
            app.click(re.compile('^[0-9]+ of [0-9]+ sections$'))
            self.greyed(app, 'Write them')
            app.press('Escape')
            self.greyed(app, 'Add the first')
            app.press('alt+Home')
            app.find('frame', 'Today – Muster')
            app.point_at(app.find('list item', re.compile('Ask for rooms')))
            app.find('push button', 'Close this record')
            for name in 'Archive', 'Add action':
                self.greyed(app, name)
            self.assertEqual(app.find_now('push button', 'Save'), [])
            app.press('alt+3')
            self.greyed(app, 'Add risk')
            app.press('F10')
            self.assertFalse(app.find(('menu item', 'push button'), 'Import a table…').sensitive)
            app.press('Escape')
            app.point_at(app.find('list item', re.compile('Rooms too small')), 2)
            for name in 'Re-assess…', 'Escalate…', 'Close…', 'Edit details', 'Add mitigation':
                self.greyed(app, name)
            app.close()

    def greyed(self, app, name):
        """There, not to be used, and says why."""
        button = app.find(name=name)
        self.assertFalse(button.sensitive, name)
        self.assertEqual(button.description, 'This file can be read but not changed')


if __name__ == '__main__':
    unittest.main(verbosity=2)
