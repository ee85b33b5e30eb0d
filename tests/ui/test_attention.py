# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person has to decide: two people, the real server between them, and the window of one of them.

Run under with-display: test_attention.py BINARY
"""

import pathlib
import re
import sys
import tempfile
import unittest

from muster_ui import App
from people import together

BINARY = sys.argv.pop(1)
CAUSE = 'The ward has too few nurses this winter.'


class TestAttention(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix='muster-attention-')
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.server, (cls.ann, cls.bob) = together(cls.folder, 'Ann', 'Bob')
        cls.addClassCleanup(cls.server.stop)
        cls.disagree()
        # What is decided here stays here: Bob may only read by now, and the server would take none of it.
        cls.server.stop()
        cls.app = App(BINARY, cls.bob.path, data=cls.folder / 'data')
        cls.app.__enter__()
        cls.addClassCleanup(cls.app.__exit__, None, None, None)
        cls.app.ready()

    @classmethod
    def disagree(cls):
        """Four things that Ann was first to change, one text of two sentences, and what the server does not take."""
        for title in ('Posts not filled', 'Nurses too few', 'Rooms too small', 'Data late', 'Texts joined'):
            cls.ann.do('add', 'risk', f'title={title}', 'status=open', f'cause={CAUSE} The bank is dry.')
        for person in (cls.ann, cls.bob):
            person.do('sync')
        edits = (('R-1', 'title=Posts by Ann', 'title=Posts by Bob'),
                 ('R-2', f'cause={CAUSE.replace("too", "far too")} The bank is dry.',
                  f'cause={CAUSE.replace("winter", "spring")} The bank is dry.'),
                 ('R-3', 'title=Rooms by Ann', 'title=Rooms by Bob'),
                 ('R-4', 'title=Data by Ann', 'title=Data by Bob'),
                 ('R-5', f'cause={CAUSE} The bank is quite dry.',
                  f'cause={CAUSE.replace("winter", "spring")} The bank is dry.'))
        for code, first, second in edits:
            cls.ann.do('set', code, first)
            cls.bob.do('set', code, second)
        for person in (cls.ann, cls.bob):
            person.do('sync')
        cls.server.admin('grant', '--person', 'Bob', '--role', 'reader', '--all')
        cls.bob.do('set', 'R-4', 'effect=Not his to change')
        cls.bob.do('sync')

    # ---- ways to say it

    def go(self):
        self.app.press('alt+5')
        self.app.find('frame', 'Needs attention – Muster')

    def focus_is(self, name):
        """Waits until the control with that name has the keyboard."""
        def look():
            node = self.app.focused()
            return node is not None and name.search(node.name) and node
        return self.app.wait(look, f'focus on “{name.pattern}”')

    def count(self, words):
        self.app.find('list item', words)

    # ---- one after the other, in the one window

    def test_1_they_are_told_and_settled_by_keyboard(self):
        app = self.app
        self.count('Needs attention, 5 to decide')
        self.go()
        app.says('4 conflicts to settle')
        app.says('1 edit refused')
        app.says('1 text to check')
        first = app.find('panel', 'R-1 Posts by Ann, Risk · Title')
        for words in ('Ann', 'Yours', 'Posts not filled'):
            self.assertIn(words, first.words())
        # Of all three it is said who saved them and when.
        for words in ('^Counts now · saved [0-9]', '^Came second · saved [0-9]', '^Before · saved by Ann on [0-9]'):
            self.assertTrue([line for line in first.words() if re.search(words, line)], words)
        self.focus_is(re.compile(r'^Use this: Posts by Ann \(Ann\)$'))
        app.press('Tab')
        self.focus_is(re.compile(r'^Use this: Posts by Bob \(Yours\)$'))
        app.press('Return')
        app.says('3 conflicts to settle')
        self.count('Needs attention, 4 to decide')
        self.assertEqual(self.bob.field('R-1', 'title'), 'Posts by Bob')
        # The next one has the focus; both edits of one sentence can be taken together.
        self.focus_is(re.compile(r'^Use this: The ward has far too few nurses this winter'))
        both = app.find('push button', re.compile('^Use both: The ward has far too few nurses this spring'))
        app.focus(both)
        app.press('Return')
        app.says('2 conflicts to settle')
        self.assertEqual(self.bob.field('R-2', 'cause'), 'The ward has far too few nurses this spring. The bank is dry.')
        self.focus_is(re.compile(r'^Use this: Rooms by Ann'))

    def test_2_a_third_is_written(self):
        app = self.app
        app.focus(app.find('push button', 'Write another…', app.find('panel', re.compile('^R-3 '))))
        app.press('Return')
        form = app.find(name='Write Another: Title')
        title = app.find('text', 'Title', form)
        app.set_text(title, '')
        app.press('ctrl+s')
        app.says(re.compile('Title'))
        self.assertEqual(self.bob.field('R-3', 'title'), 'Rooms by Ann')
        app.set_text(title, 'Rooms by both')
        app.press('ctrl+s')
        app.gone(name='Write Another: Title')
        app.says('1 conflict to settle')
        self.assertEqual(self.bob.field('R-3', 'title'), 'Rooms by both')
        app.take_keyboard()
        self.focus_is(re.compile('^Use this: Data by Ann'))
        app.press('ctrl+z')
        app.wait(lambda: self.bob.field('R-3', 'title') == 'Rooms by Ann', 'what was before')
        # What it was decided on is to be decided again, and says who said it.
        app.says('2 conflicts to settle')
        app.find('push button', 'Use this: Rooms by Ann (Ann)')
        app.press('ctrl+shift+z')
        app.says('1 conflict to settle')
        self.assertEqual(self.bob.field('R-3', 'title'), 'Rooms by both')

    def test_3_the_record_leads_here(self):
        app = self.app
        app.click(re.compile('^R-4 Data by Ann$'), within=app.find('panel', re.compile('^R-4 Data by Ann, ')))
        app.find('frame', 'Risks – Muster')
        app.click('Settle it')
        app.find('frame', 'Needs attention – Muster')

    def test_4_what_was_refused(self):
        app = self.app
        self.go()
        card = app.find('panel', re.compile('^You saved this on '))
        self.assertIn('Effect: Not his to change', card.words())
        app.focus(app.find('push button', 'Put away', card))
        app.press('Return')
        app.gone('panel', re.compile('^You saved this on '))
        self.count('Needs attention, 1 to decide')
        app.click('Show 1 put away')
        app.click('Edit and send again…', within=app.find('panel', re.compile('^You saved this on ')))
        app.find('frame', 'Edit and Send Again')
        app.take_keyboard()
        app.press('Escape')
        app.gone(name='Edit and Send Again')
        self.assertNotEqual(self.bob.field('R-4', 'effect'), 'Not his to change')
        app.click('Edit and send again…', within=app.find('panel', re.compile('^You saved this on ')))
        app.find('frame', 'Edit and Send Again')
        app.take_keyboard()
        app.press('ctrl+s')
        app.gone(name='Edit and Send Again')
        app.wait(lambda: self.bob.field('R-4', 'effect') == 'Not his to change', 'what was saved anew')
        app.gone('panel', re.compile('^You saved this on '))

    def test_4_who_one_is_comes_from_the_server(self):
        app = self.app
        app.press('ctrl+m')
        dialog = app.find(name='Who You Are')
        app.says('This file has joined a server, which knows you as Bob. That name comes from there and cannot be changed '
                 'here.')
        self.assertFalse(app.find('text', 'Your name', dialog).sensitive)
        app.press('Escape')
        app.gone(name='Who You Are')
        app.press('alt+Home', 'm')
        app.says('Nothing here names Bob as owner or lead. That is your name at the server that this file has joined.')
        self.assertEqual(app.find_now('push button', 'Say who you are…'), [])
        app.press('m')

    def test_5_nothing_is_left(self):
        app = self.app
        self.go()
        app.click(re.compile('^Use this: Data by Ann'))
        app.gone('panel', re.compile('^R-4 '))
        self.assertEqual(self.bob.field('R-4', 'title'), 'Data by Ann')
        app.click('I have checked these')
        app.says('Nothing Needs You')
        self.count('Needs attention')
        self.assertEqual(self.bob.json('conflicts'), [])


if __name__ == '__main__':
    unittest.main(verbosity=2)
