# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups from the window: one a day, one now, one restored; a damaged file; a full disk. By keyboard and by ear.

Run under with-display: test_guards_backups.py BINARY MUSTERCTL
"""

import json
import pathlib
import re
import subprocess
import tempfile
import unittest

from jobs import BINARY, MUSTERCTL, Keyboard
from people import CODE, together

LISTED = re.compile('^Restore the backup of ')
# When a file is first looked at is measured in tens of seconds, so that it is in nobody's way.
DAILY = 60


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='muster-backups-')
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.path = self.folder / 'own.muster'

    def ctl(self, *arguments, path=None):
        command = [MUSTERCTL, '--replica', path or self.path, *arguments]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout

    def make(self):
        self.ctl('init', self.path)
        self.ctl('add', 'risk', 'title=Posts not filled', 'status=open')

    def window(self):
        app = Keyboard(BINARY, self.path, data=self.folder / 'data')
        app.__enter__()
        self.addCleanup(app.__exit__, None, None, None)
        return app

    def open_list(self, app):
        app.press('ctrl+b')
        app.dialog('^Backups$')

    def add(self, app, title):
        app.press('alt+3', 'ctrl+n')
        app.dialog('Add risk')
        app.type(title)
        app.press('ctrl+s')
        app.says(re.compile('^Saved'))
        app.find(name=re.compile(title))
        app.turn_to()

    def titles(self, path=None):
        risks = json.loads(self.ctl('--json', 'list', 'risk', path=path))
        return sorted(risk['fields']['title'] for risk in risks)

    def aside(self):
        (path,) = self.folder.glob('own-*-aside.muster')
        return path

    def restore(self, app, words='The file as it is now is not thrown away'):
        app.focus_is('^Back Up Now$')
        app.press('Tab')
        app.focus_is(LISTED.pattern)
        app.press('Return')
        app.dialog('^Restore the Backup of ')
        app.says(re.compile(words))
        app.focus_is('^Cancel$')
        app.go('Tab', '^Restore$', 2)
        app.press('Return')
        app.says(re.compile('^Restored. The file as it was is kept as own-.*-aside.muster$'))
        app.window_id = None


class TestBackups(Case):
    def test_made_and_restored(self):
        self.make()
        app = self.window().ready()
        self.open_list(app)
        app.says('There is no backup of this file yet.')
        app.says(re.compile(re.escape(str(self.folder / 'backups'))))
        app.focus_is('^Back Up Now$')
        app.press('Return')
        app.says(re.compile('^Backed up: '))
        listed = app.find('push button', LISTED)
        self.assertRegex(listed.description, r'^asked for · [\d.,]+.[kM]B · 1 save$')
        app.press('Escape')
        app.gone('dialog', 'Backups')
        app.window_id = None
        self.add(app, 'Typed since')

        self.open_list(app)
        self.restore(app)
        app.press('alt+3')
        app.find(name=re.compile('Posts not filled'))
        app.gone(name=re.compile('Typed since'))
        self.assertEqual(self.titles(self.aside()), ['Posts not filled', 'Typed since'])
        # And back again: what was put aside is in the list.
        self.open_list(app)
        app.wait(lambda: any('put aside' in node.description for node in app.find_now('push button', LISTED)),
                 'the file that was put aside')
        app.press('Escape')
        app.window_id = None
        app.press('ctrl+q')
        app.wait_end()
        self.assertEqual(self.titles(), ['Posts not filled'])
        self.assertIn('Sound', self.ctl('check'))

    def test_what_is_being_typed_goes_with_the_file(self):
        self.make()
        self.ctl('backup')
        app = self.window().ready()
        app.press('alt+3', 'ctrl+n')
        app.dialog('Add risk')
        app.type('Half a sent')
        app.press('Escape')
        app.window_id = None
        self.open_list(app)
        self.restore(app)
        app.press('ctrl+q')
        app.wait_end()
        subprocess.run(['mv', self.aside(), self.path], check=True)
        again = self.window().ready()
        again.says(re.compile('Half a sent'))

    def test_one_a_day_by_itself(self):
        self.make()
        app = self.window().ready()
        folder = self.folder / 'backups'
        (made,) = app.wait(lambda: list(folder.glob('own-*Z.muster')), 'a backup', DAILY)
        self.assertEqual(self.titles(made), ['Posts not filled'])
        self.open_list(app)
        self.assertRegex(app.find('push button', LISTED).description, '^made by itself · ')

    def test_a_damaged_file(self):
        self.make()
        self.ctl('backup')
        data = bytearray(self.path.read_bytes())
        data[100:] = b'Z' * (len(data) - 100)
        self.path.write_bytes(data)
        app = self.window().ready('Muster')
        app.says('The File Is Damaged')
        app.focus_is('^Restore a backup…$')
        app.press('Return')
        app.dialog('^Backups$')
        app.focus(app.find('push button', LISTED))
        app.press('Return')
        app.dialog('^Restore the Backup of ')
        app.focus_is('^Cancel$')
        app.go('Tab', '^Restore$', 2)
        app.press('Return')
        app.window_id = None
        app.ready()
        app.press('alt+3')
        app.find(name=re.compile('Posts not filled'))
        self.assertTrue(self.aside().read_bytes().endswith(b'ZZZZ'))

    def test_a_full_disk_is_said_where_one_looks(self):
        disk = self.folder / 'disk'
        disk.mkdir()
        made = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk], capture_output=True, check=False)
        if made.returncode != 0:
            self.skipTest('no small disk can be made here')
        self.addCleanup(subprocess.run, ['umount', '-l', disk], check=True)
        self.path = disk / 'own.muster'
        self.make()
        app = self.window().ready()
        ballast = disk / 'ballast'
        with ballast.open('wb', buffering=0) as file:
            try:
                while file.write(b'\0' * 4096) == 4096:
                    pass
            except OSError:
                file.truncate(file.tell() - 256 * 1024)
        self.open_list(app)
        app.focus_is('^Back Up Now$')
        app.press('Return')
        app.says(re.compile('^The last backup could not be made. There is no room left on the disk'))
        self.assertEqual(list((disk / 'backups').iterdir()), [])
        ballast.unlink()
        app.press('Return')
        app.says(re.compile('^Backed up: '))
        app.wait(lambda: not any('could not be made' in text for text in app.root().words()), 'end of the failure')


class TestJoined(Case):
    """What is not sent yet is told before, and is in the file that is kept."""

    def test_what_waits_is_told(self):
        server, (ann,) = together(self.folder, 'Ann')
        self.addCleanup(server.stop)
        ann.do('add', 'risk', 'title=Posts not filled', 'status=open')
        ann.do('sync')
        ann.do('backup')
        self.path = self.folder / 'own.muster'
        server.stop()
        ann.do('add', 'risk', 'title=Not sent', 'status=open')
        self.path = ann.path
        app = self.window().ready()
        self.open_list(app)
        app.focus_is('^Back Up Now$')
        app.press('Tab')
        app.focus_is(LISTED.pattern)
        app.press('Return')
        app.dialog('^Restore the Backup of ')
        app.says(re.compile('1 save has not been sent yet, and will be in the file that is kept alone'))
        app.says(re.compile('restoring does not undo what others can see already'))
        app.focus_is('^Cancel$')
        app.go('Tab', '^Restore$', 2)
        app.press('Return')
        app.says(re.compile('^Restored. '))
        app.window_id = None
        server.start('--port', str(server.port))
        app.press('F5')
        app.find('push button', re.compile('^All sent'))
        app.press('alt+3')
        app.find(name=re.compile('Posts not filled'))
        self.assertEqual(self.titles(), ['Posts not filled'])
        (aside,) = self.folder.glob('Ann-*-aside.muster')
        self.assertEqual(self.titles(aside), ['Not sent', 'Posts not filled'])


if __name__ == '__main__':
    unittest.main(verbosity=2)
