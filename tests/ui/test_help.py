# SPDX-License-Identifier: GPL-3.0-or-later
"""Help inside the app: every word of every page, and where links lead. Run under with-display: test_help.py BINARY"""

import pathlib
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

from muster_ui import App

BINARY = sys.argv.pop(1)
PAGES = pathlib.Path(__file__).resolve().parents[2] / 'data' / 'help' / 'C'
MALLARD = '{http://projectmallard.org/1.0/}'


def read(topic):
    return ElementTree.parse(PAGES / f'{topic}.page').getroot()


def words(element):
    return ' '.join(''.join(element.itertext()).split())


class TestHelp(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='muster-help-')
        self.addCleanup(folder.cleanup)
        self.app = App(BINARY, '--example', data=folder.name)
        self.app.__enter__()
        self.addCleanup(self.app.__exit__, None, None, None)
        self.app.ready()
        self.app.press('F1')
        self.window = self.app.find('frame', 'Help – Muster')
        self.topics = self.app.find('list', 'Topics')

    def open(self, topic):
        title = words(read(topic).find(f'{MALLARD}title'))
        self.app.point_at(self.app.find('list item', title, self.topics))
        self.app.wait(lambda: title in self.window.words(), f'“{title}”')

    def test_every_word_of_every_page(self):
        index = read('index')
        topics = [link.get('xref') for link in index.findall(f'{MALLARD}info/{MALLARD}link')]
        self.assertEqual(sorted(topics + ['index']), sorted(path.stem for path in PAGES.glob('*.page')))
        for topic in ['index'] + topics:
            self.open(topic)
            shown = self.window.words()
            for element in read(topic).iter():
                if element.tag in (f'{MALLARD}p', f'{MALLARD}title'):
                    self.assertIn(words(element), shown, topic)
            for link in read(topic).iter(f'{MALLARD}link'):
                self.assertIn(link.get('xref'), topics, topic)

    def test_focus_and_ways_out(self):
        app = self.app
        app.wait(lambda: app.focused() is not None and app.focused().name == 'Getting started', 'focus on the topic')
        app.press('Escape')
        app.gone('frame', 'Help – Muster')
        app.find('frame', 'Today – Muster')
        app.press('F1')
        app.find('frame', 'Help – Muster')
        app.close()


if __name__ == '__main__':
    unittest.main(verbosity=2)
