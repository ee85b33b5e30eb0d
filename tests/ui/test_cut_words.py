# SPDX-License-Identifier: GPL-3.0-or-later
"""No word is cut off, and what ends in an ellipsis is told by a tooltip, as is what a button without words does: with
text twice as large and in the narrowest window. The window tells it of itself, see cut-words.c.
Run under with-display: test_cut_words.py BINARY MODULE"""

import pathlib
import signal
import sys
import tempfile
import unittest

from muster_ui import start_example
from pages import PAGES
from pictures import LARGE_TEXT

BINARY = sys.argv.pop(1)
MODULE = pathlib.Path(sys.argv.pop(1)).resolve()
WIDE = (1280, 800)
NARROW = (360, 640)
# Rows draw what they say.
LEAST_LABELS = 2


class TestCutWords(unittest.TestCase):
    def start(self, settings=''):
        folder = self.enterContext(tempfile.TemporaryDirectory(prefix='muster-cut-words-'))
        self.answer = pathlib.Path(folder) / 'cut-words'
        return start_example(self, BINARY, folder, settings,
                             {'LD_PRELOAD': str(MODULE), 'MUSTER_CUT_WORDS': str(self.answer)})

    def check(self, app):
        app.settle()
        self.answer.unlink(missing_ok=True)
        app.process.send_signal(signal.SIGUSR1)
        app.wait(self.answer.exists, 'answer of the window')
        *faults, count = self.answer.read_text().splitlines()
        self.assertGreater(int(count.split('\t')[1]), LEAST_LABELS)
        self.assertFalse(faults, '\n'.join(['not whole', *faults]))

    def test_large_text(self):
        app = self.start(LARGE_TEXT)
        app.resize(*WIDE)
        for page in PAGES:
            with self.subTest(page.__name__):
                page(app)
                self.check(app)

    def test_narrow(self):
        app = self.start()
        for page in PAGES:
            with self.subTest(page.__name__):
                app.resize(*WIDE)
                page(app)
                # By way of a width at which tables take their narrow form, as somebody pulls at the edge.
                app.resize(500, 640)
                app.resize(*NARROW)
                self.check(app)


if __name__ == '__main__':
    unittest.main(verbosity=2)
