# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that is full is noticed before one types: said, the forms take nothing, and it lifts by itself.

Run under with-display: test_guards_room.py BINARY MUSTERCTL
"""

import pathlib
import re
import subprocess
import tempfile
import unittest

from day import Day
from jobs import BINARY, MUSTERCTL, Keyboard

SAID = re.compile('^The disk, or your share of it, is full')
HERE = re.compile('^There is no room on the disk to keep what would be typed here. What you typed already stays')


class TestRoom(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='muster-room-')
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.disk = self.folder / 'disk'
        self.disk.mkdir()
        made = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', self.disk], capture_output=True,
                              check=False)
        if made.returncode != 0:
            self.skipTest('no small disk can be made here')
        self.addCleanup(subprocess.run, ['umount', '-l', self.disk], check=True)
        self.path = self.disk / 'own.muster'
        self.ballast = self.disk / 'ballast'
        self.ctl('init', self.path)
        self.ctl('add', 'risk', 'title=Posts not filled', 'status=open')

    def ctl(self, *arguments):
        command = [MUSTERCTL, '--replica', self.path, *arguments]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout

    def fill(self, leave=0):
        """Somebody else's photographs."""
        with self.ballast.open('wb', buffering=0) as file:
            try:
                while file.write(b'\0' * 4096) == 4096:
                    pass
            except OSError:
                pass
            file.truncate(max(file.tell() - leave, 0))

    def window(self):
        app = Keyboard(BINARY, self.path, data=self.folder / 'data')
        app.__enter__()
        self.addCleanup(app.__exit__, None, None, None)
        return app.ready()

    def silent(self, app, words):
        app.wait(lambda: not any(words.search(text) for text in app.root().words()), f'end of “{words.pattern}”')

    def title(self, app):
        return app.find('text', 'Title', app.find('form', 'Risk'))

    def open_form(self, app):
        app.press('alt+3')
        Day(app).open_row('Posts', 'Posts not filled')
        app.focus_is('^Title$')

    def test_said_when_the_file_is_opened(self):
        """There is room to open it, and not for a save."""
        self.fill(leave=700 * 1024)
        app = self.window()
        app.says(SAID)
        app.press('alt+3', 'ctrl+n')
        app.dialog('Add risk')
        app.says(HERE)
        form = app.find('form', 'Risk')
        self.assertFalse(form.sensitive)
        app.type('Void')
        self.assertEqual(app.find('text', 'Title', form).text, '')
        self.ballast.unlink()
        self.silent(app, HERE)
        self.silent(app, SAID)
        app.wait(lambda: form.sensitive, 'a form that takes text')
        self.assertEqual(app.find('text', 'Title', form).text, '')
        app.press('Escape')
        app.window_id = None
        app.press('ctrl+n')
        app.dialog('Add risk')
        app.focus_is('^Title$')
        app.type('Typed with room')
        app.press('ctrl+s')
        app.find(name=re.compile('Typed with room'))

    def test_it_fills_up_while_one_types(self):
        """What was typed stays on the screen, is kept as soon as there is room, and typing goes on where it was."""
        app = self.window()
        self.open_form(app)
        app.press('End')
        app.type(' in May')
        app.says('Unsaved changes')
        self.fill()
        app.type('!')
        app.says(SAID)
        app.says(HERE)
        app.wait(lambda: not app.find('form', 'Risk').sensitive, 'a form that takes nothing')
        self.assertEqual(self.title(app).text, 'Posts not filled in May!')
        app.type('?')
        self.assertEqual(self.title(app).text, 'Posts not filled in May!')
        app.press('ctrl+s')
        app.focus_is('^There is a problem$')
        self.ballast.unlink()
        self.silent(app, HERE)
        self.silent(app, SAID)
        app.gone(name='There is a problem')
        app.focus_is('^Title$')
        app.press('End')
        app.type(' 2027')
        app.wait(lambda: self.title(app).text == 'Posts not filled in May! 2027', 'what was typed')
        app.press('ctrl+s')
        app.says(re.compile('^Saved'))
        self.assertIn('Posts not filled in May! 2027', self.ctl('list', 'risk'))

    def test_noticed_when_one_is_about_to_type(self):
        """It filled up while nobody typed: the dialog says so before a word is lost in it, and a form at the first."""
        app = self.window()
        self.open_form(app)
        self.fill()
        app.type('x')
        app.says(HERE)
        self.ballast.unlink()
        self.silent(app, HERE)
        self.fill()
        app.press('ctrl+n')
        app.dialog('Add risk')
        app.says(HERE)

    def test_a_backup_without_room(self):
        """What is said names the file that one knows, not a part of a copy."""
        self.fill()
        tried = subprocess.run([MUSTERCTL, '--replica', self.path, 'backup'], capture_output=True, text=True,
                               check=False)
        self.assertNotEqual(tried.returncode, 0)
        self.assertIn('There is no room left on the disk of “own.muster”', tried.stderr)
        self.assertNotIn('.part', tried.stderr)

    def test_one_may_look_again_at_once(self):
        self.fill(leave=700 * 1024)
        app = self.window()
        app.says(SAID)
        self.ballast.unlink()
        app.focus(app.find('push button', 'Look Again'))
        app.press('Return')
        self.silent(app, SAID)
        self.assertEqual([path.name for path in self.disk.iterdir() if 'room' in path.name], [])


if __name__ == '__main__':
    unittest.main(verbosity=2)
