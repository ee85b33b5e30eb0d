# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scripts of people's jobs share: a window for hands that have nothing but a keyboard, and where each begins.

A script that takes this in is run with BINARY MUSTERCTL.
"""

import datetime
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from muster_ui import App, call_me

BINARY = sys.argv.pop(1)
MUSTERCTL = sys.argv.pop(1)
ME = 'PCN operational manager'
TEAM = 'Camden Neighbourhood 1'


def day(offset):
    return (datetime.date.today() + datetime.timedelta(days=offset)).isoformat()


def keep_documents(folder):
    """Where the desktop of with-display puts what is printed to a file."""
    settings = pathlib.Path(os.environ['XDG_CONFIG_HOME'])
    settings.mkdir(parents=True, exist_ok=True)
    (settings / 'user-dirs.dirs').write_text(f'XDG_DOCUMENTS_DIR="{folder}"\n')


class Keyboard(App):
    """A window for hands that have nothing else. It counts: a word that is typed is no stroke, a key is one."""

    strokes = 0

    def press(self, *keys):
        self.strokes += len(keys)
        super().press(*keys)

    def activate(self, node):
        raise AssertionError(f'{node} was not reached by keyboard')

    point_at = set_text = activate

    def focus_is(self, pattern):
        """Waits until what has the keyboard is called so, and gives it."""
        wanted = re.compile(pattern)

        def look():
            node = self.focused()
            return node is not None and wanted.search(node.name) and node
        return self.wait(look, f'focus on {pattern}')

    def dialog(self, name):
        dialog = self.find(name=re.compile(name))
        self.take_keyboard()
        return dialog

    def go(self, key, pattern, most):
        """The same key until what has the keyboard is called so."""
        wanted = re.compile(pattern)
        for _ in range(most + 1):
            before = self.focused()
            if before is not None and wanted.search(before.name):
                return before
            self.press(key)
            self.wait(lambda: self.focused() != before, f'movement towards {pattern}')
        raise AssertionError(f'{most} × {key} do not reach {pattern}, but {self.focused()}')


class Jobs(unittest.TestCase):
    """One window for all of a person's jobs; each begins at Today."""

    actor = ME

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix='muster-jobs-')
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.replica = cls.folder / 'own.muster'
        subprocess.run([MUSTERCTL, 'init', cls.replica, '--example'], check=True, stdout=subprocess.DEVNULL)
        cls.prepare()
        call_me(cls.actor)
        keep_documents(cls.folder)
        cls.app = Keyboard(BINARY, cls.replica, data=folder.name, env={'GSETTINGS_BACKEND': 'keyfile'})
        cls.app.__enter__()
        cls.addClassCleanup(cls.app.__exit__, None, None, None)
        cls.app.ready()

    @classmethod
    def prepare(cls):
        pass

    @classmethod
    def ctl(cls, *arguments):
        command = [MUSTERCTL, '--replica', cls.replica, '--actor', cls.actor, *map(str, arguments)]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout

    def setUp(self):
        self.addCleanup(self.close_dialogs)
        self.app.press('alt+Home')
        self.app.find('frame', 'Today – Muster')
        self.app.focus_is('.')
        self.app.strokes = 0

    def close_dialogs(self):
        """What a failure left open, so that it is told of once."""
        self.app.press('Escape')

    def print_pdf(self):
        """The page in sight, with no printer and no network; gives what the file holds."""
        app = self.app
        for old in self.folder.glob('*.pdf'):
            old.unlink()
        app.press('ctrl+p')
        app.dialog('^Print$')
        app.find('table row')
        # The one that there always is: a file.
        app.press('Tab', 'Down', 'space')
        app.find('check box', 'PDF')
        app.press('alt+p')
        path = app.wait(lambda: next((path for path in self.folder.glob('*.pdf')
                                      if path.read_bytes().rstrip().endswith(b'%%EOF')), None), 'a PDF')
        self.assertNotEqual(path.name, 'output.pdf', 'as any other is called')
        app.gone('dialog', 'Print')
        app.window_id = None
        return path.read_bytes()

    def strokes(self, most):
        self.assertLessEqual(self.app.strokes, most, 'strokes')

    def open_from_table(self, key, table, words, title=None):
        """A place, the filter, the words, and down to the row."""
        app = self.app
        app.press(key)
        app.find('frame', f'{table} – Muster')
        app.press('ctrl+shift+f')
        app.focus_is('^Filter ')
        app.press('ctrl+a')
        app.type(words)
        app.says(re.compile('^[1-9] '))
        app.go('Down', f'(^|, ){re.escape(title or words)}', 4)
        app.press('Return')

    def tab(self, section, most=8):
        """Through the parts of the programme until one has that section."""
        app = self.app
        app.press('alt+4')
        app.find('frame', 'Programme – Muster')
        app.settle()
        for _ in range(most + 1):
            if app.find_now('panel', section):
                return app.find('panel', section)
            app.press('ctrl+Page_Down')
            app.settle()
        raise AssertionError(f'No part has {section}')
