# SPDX-License-Identifier: GPL-3.0-or-later
"""What may need a person: two records of one thing, and records that went out of sight.

Run under with-display: test_attention_more.py BINARY
"""

import pathlib
import re
import sys
import tempfile
import unittest

from muster_ui import App
from people import together

BINARY = sys.argv.pop(1)

LEFT = re.compile('^4 records are no longer yours to see, ')
POSTS = 'Risk: Posts not filled'


class TestAttentionMore(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix='muster-attention-')
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.server, (cls.ann, cls.bob) = together(cls.folder, 'Ann', 'Bob')
        cls.addClassCleanup(cls.server.stop)
        cls.make()
        cls.app = App(BINARY, cls.bob.path, data=cls.folder / 'data')
        cls.app.__enter__()
        cls.addClassCleanup(cls.app.__exit__, None, None, None)
        cls.app.ready()

    @classmethod
    def make(cls):
        """Both add the same two risks to one team, in which they disagree on two others; the other team with what is in
        it is taken from Bob."""
        one, two = [cls.ann.json('add', 'team', f'name={name}', 'kind=hub')['record']['id'] for name in ('Hub 1', 'Hub 2')]
        for title in ('Rooms too small', 'Data late', 'Nurses too few'):
            cls.ann.do('add', 'risk', f'title={title}', 'status=open', f'scope={two}')
        for title in ('Beds', 'Vans'):
            cls.ann.do('add', 'risk', f'title={title}', 'status=open', f'scope={one}')
        for person in (cls.ann, cls.bob):
            person.do('sync')
        for code, title in (('R-4', 'Beds'), ('R-5', 'Vans')):
            for person in (cls.ann, cls.bob):
                person.do('set', code, f'title={title} by {person.name}')
        cls.ann.do('add', 'risk', 'title=Posts not filled', 'status=open', f'scope={one}')
        cls.bob.do('add', 'risk', 'title=Posts not filled.', 'status=open', f'scope={one}', 'cause=No money')
        for title in ('Car park', 'car  park'):
            (cls.ann if title == 'Car park' else cls.bob).do('add', 'risk', f'title={title}', 'status=open',
                                                             f'scope={one}')
        for person in (cls.ann, cls.bob):
            person.do('sync')
        cls.bob.do('add', 'mitigation', 'text=Bank staff', f'risk={cls.ids("Posts not filled.")[0]}')
        cls.bob.do('sync')
        cls.bob.do('set', 'R-2', 'effect=Typed on the train')
        cls.server.admin('grant', '--person', 'Bob', '--role', 'editor', '--scope', one)
        cls.server.admin('withdraw', '--person', 'Bob', '--all')
        cls.bob.do('sync')

    @classmethod
    def ids(cls, title):
        """Of Bob's risks that are called so, and not archived."""
        return [risk['id'] for risk in cls.bob.json('list', 'risk') if risk['fields']['title'] == title]

    def count(self, words):
        self.app.find('list item', words)

    def card(self, name):
        return self.app.find('panel', name)

    # ---- one after the other, in the one window

    def test_0_all_at_once_and_back(self):
        app = self.app
        self.count('Needs attention, 4 to decide')
        app.press('alt+5')
        app.find('frame', 'Needs attention – Muster')
        app.says('2 conflicts to settle')
        app.focus(app.find('push button', 'Use all of mine'))
        app.press('Return')
        self.count('Needs attention, 2 to decide')
        self.assertEqual([self.bob.field(code, 'title') for code in ('R-4', 'R-5')], ['Beds by Bob', 'Vans by Bob'])
        app.press('ctrl+z')
        app.wait(lambda: self.bob.field('R-5', 'title') == 'Vans by Ann', 'what counted before')
        self.assertEqual(self.bob.field('R-4', 'title'), 'Beds by Ann')
        self.count('Needs attention, 4 to decide')
        app.says('2 conflicts to settle')
        app.press('ctrl+shift+z')
        self.count('Needs attention, 2 to decide')

    def test_1_what_left_is_told_until_it_is_read(self):
        app = self.app
        self.count('Needs attention, 2 to decide')
        app.press('alt+5')
        app.find('frame', 'Needs attention – Muster')
        app.says('Records no longer yours to see')
        card = self.card(LEFT)
        for words in ('3 risks: R-1, R-2, R-3', '1 team'):
            self.assertIn(words, card.words())
        self.assertNotIn('Rooms too small', card.words())
        # What Bob had typed of them and not sent is not lost.
        refused = self.card(re.compile('^You saved this on '))
        for words in ('R-2 Risk that is not on this computer', 'Effect: Typed on the train'):
            self.assertIn(words, refused.words())
        app.focus(app.find('push button', re.compile('^I have read this: 4 records'), card))
        app.press('Return')
        app.gone('panel', LEFT)
        self.count('Needs attention, 1 to decide')
        app.focus(app.find('push button', 'Put away', refused))
        app.press('Return')
        self.count('Needs attention')

    def test_2_two_of_one_thing_side_by_side(self):
        app = self.app
        app.says('2 possible duplicates')
        card = self.card(POSTS)
        words = card.words()
        for expected in ('Cause: Nothing', 'Cause: No money'):
            self.assertIn(expected, words)
        self.assertFalse(any(word.startswith('Title: ') for word in words))
        for name in ('Ann', 'Bob'):
            self.assertRegex('\n'.join(words), f'Added by {name} on [0-9]')
        self.assertRegex('\n'.join(words), 'Only this one has: 1 mitigation or control\\.')
        # Each can be looked at.
        app.click(re.compile(r'^R-[0-9]+ Posts not filled\.$'), within=card)
        app.find('frame', 'Risks – Muster')
        app.press('alt+5')
        app.find('frame', 'Needs attention – Muster')

    def test_3_one_is_archived_and_comes_back(self):
        app = self.app
        button = app.find('push button', re.compile(r'^Archive this one: R-[0-9]+ Posts not filled$'), self.card(POSTS))
        app.focus(button)
        app.press('Return')
        app.gone('panel', POSTS)
        app.says('1 possible duplicate')
        self.assertEqual((self.ids('Posts not filled'), len(self.ids('Posts not filled.'))), ([], 1))
        app.press('ctrl+z')
        self.card(POSTS)
        app.says('2 possible duplicates')
        self.assertEqual(len(self.ids('Posts not filled')), 1)

    def test_4_they_are_two(self):
        app = self.app
        for name in (POSTS, 'Risk: Car park'):
            app.focus(app.find('push button', 'They are two', self.card(name)))
            app.press('Return')
            app.gone('panel', name)
        app.says('Nothing Needs You')
        self.assertEqual(len(self.bob.json('list', 'risk')), 6)


if __name__ == '__main__':
    unittest.main(verbosity=2)
