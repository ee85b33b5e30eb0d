# SPDX-License-Identifier: GPL-3.0-or-later
"""Syncing and settling what two people disagreed on, in the window by keyboard alone, until both sides hold the same.

Run under with-display: test_jobs_together.py BINARY MUSTERCTL
"""

import pathlib
import tempfile
import unittest

from jobs import BINARY, Keyboard
from people import together


class TestTogether(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='muster-together-')
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.server, (self.ann, self.bob) = together(self.folder, 'Ann', 'Bob')
        self.addCleanup(self.server.stop)
        for title in ('Posts not filled', 'Rooms too small'):
            self.ann.do('add', 'risk', f'title={title}', 'status=open')
        self.sync()
        for code, title in (('R-1', 'Posts'), ('R-2', 'Rooms')):
            for person in (self.ann, self.bob):
                person.do('set', code, f'title={title} by {person.name}')
        self.sync()

    def sync(self):
        for person in (self.ann, self.bob, self.ann):
            person.do('sync')

    def titles(self, code):
        return [person.field(code, 'title') for person in (self.ann, self.bob)]

    def settle(self, app):
        app.ready()
        app.find('list item', 'Needs attention, 2 to decide')
        app.press('alt+5')
        app.find('frame', 'Needs attention – Muster')
        app.says('2 conflicts to settle')
        app.focus_is(r'^Use this: Posts by Ann \(Ann\)$')
        app.press('Tab')
        app.focus_is(r'^Use this: Posts by Bob \(Yours\)$')
        app.press('Return')
        app.find('list item', 'Needs attention, 1 to decide')
        app.says('1 conflict to settle')
        app.focus_is(r'^Use this: Rooms by Ann \(Ann\)$')
        app.press('Return')
        app.says('Nothing Needs You')
        app.find('list item', 'Needs attention')

    def test_both_sides_hold_what_was_chosen(self):
        self.assertEqual(self.titles('R-1'), ['Posts by Ann'] * 2)
        with Keyboard(BINARY, self.bob.path, data=self.folder / 'data') as app:
            self.settle(app)
            # Somebody else writes to the file while it syncs, so the window lets go of it.
            app.press('ctrl+q')
            app.process.wait()
        self.sync()
        self.assertEqual(self.titles('R-1'), ['Posts by Bob'] * 2)
        self.assertEqual(self.titles('R-2'), ['Rooms by Ann'] * 2)
        for person in (self.ann, self.bob):
            self.assertEqual(person.json('conflicts'), [])


if __name__ == '__main__':
    unittest.main(verbosity=2)
