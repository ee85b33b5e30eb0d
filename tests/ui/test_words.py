# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing on the screen is left untranslated. Run under with-display: test_words.py BINARY"""

import re
import sys
import tempfile
import unittest

import pages
import pseudo
from muster_ui import App
from words import untranslated

BINARY = sys.argv.pop(1)


class TestWords(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix='muster-words-')
        cls.addClassCleanup(folder.cleanup)
        cls.environment = pseudo.install(folder.name)

    def start(self, *arguments, title=re.compile(' – Muster$')):
        folder = tempfile.TemporaryDirectory(prefix='muster-words-')
        self.addCleanup(folder.cleanup)
        app = App(BINARY, *arguments, data=folder.name, env=self.environment, tongue=pseudo.tongue)
        app.__enter__()
        self.addCleanup(app.__exit__, None, None, None)
        return app.ready(title)

    def read(self, app, place):
        """Once all of it is there."""
        app.settle()
        with self.subTest(place):
            found = [f'{node.role} “{words}”: {", ".join(plain)}' for node, words in app.root().said()
                     if (plain := untranslated(words))]
            self.assertFalse(found, '\n'.join(['not translated', *found]))

    @staticmethod
    def look(app, *texts):
        """Presses one after the other. What was shown once stays to be read."""
        for text in texts:
            app.click(app.tongue(text))
            app.settle()

    def test_every_page(self):
        app = self.start('--example')
        app.resize(1280, 800)
        for page in pages.PAGES:
            page(app)
            if page is pages.plan:
                self.look(app, 'Timeline', 'By windows of days')
            if page is pages.programme:
                self.look(app, 'Workstreams', 'Measures', 'Money', 'Population', 'People', 'Decisions', 'Findings', 'Report')
            self.read(app, page.__name__)
            if page in (pages.teams, pages.plans, pages.risks):
                app.press('ctrl+n')
                app.find('push button', app.tongue('Cancel'))
                self.read(app, f'new record in {page.__name__}')
                app.press('Escape')
        for key, comes in (('F10', 'About Muster'), ('ctrl+question', 'Close the window'), ('ctrl+l', 'Everywhere'),
                           ('ctrl+m', 'Your name'), ('ctrl+comma', 'Tell me about overdue reviews')):
            app.press(key)
            app.says(app.tongue(comes))
            self.read(app, key)
            app.press('Escape')

    def test_first_start(self):
        app = self.start(title='Muster')
        app.says(app.tongue('Work on this computer only'))
        self.read(app, 'first start')


if __name__ == '__main__':
    unittest.main(verbosity=2)
