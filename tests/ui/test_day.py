# SPDX-License-Identifier: GPL-3.0-or-later
"""The manager's day, and what is there the morning after. Run under with-display: test_day.py BINARY"""

import pathlib
import re
import sys
import tempfile
import unittest

from day import NEW_DATE, NEW_RISK, RISK, SLIP, Day, row
from muster_ui import App

BINARY = sys.argv.pop(1)


class TestDay(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='muster-day-')
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name)
        self.example = self.data / 'muster' / 'example.muster'

    def on_disk(self, words):
        return any(words.encode() in path.read_bytes() for path in self.example.parent.glob('example.muster*'))

    def test_the_day_is_there_in_the_morning(self):
        with App(BINARY, '--example', data=self.data) as app:
            day = Day(app.ready())
            for step in day.steps():
                print('#', step(), flush=True)

        with App(BINARY, self.example, data=self.data) as app:
            day = Day(app.ready())
            day.open_risks()
            app.find('list item', re.compile(re.escape(RISK) + '.*Score 12'))
            app.find('list item', row(SLIP))
            # It has no score yet, so it is the last, and may be out of sight.
            app.press('End')
            app.find('list item', row(NEW_RISK))
            day.open_plan()
            day.go_to_milestone()
            app.press('f')
            self.assertEqual(app.find('text', 'Forecast', app.find('form', 'Deliverable or milestone')).text, NEW_DATE)
            app.press('Escape')
            app.gone('text', 'Forecast')
            app.close()

    def test_typing_outlives_a_crash(self):
        words = 'Partners lose heart before the first hub opens'
        with App(BINARY, '--example', data=self.data) as app:
            day = Day(app.ready())
            day.open_risks()
            day.open_row('goes its own way', SLIP)
            app.wait(lambda: app.focused() is not None and app.focused().name == 'Title', 'focus in the title')
            app.press('ctrl+a')
            app.type(words)
            app.says('Unsaved changes')
            app.wait(lambda: self.on_disk(words), 'draft on the disk')
            app.crash()

        with App(BINARY, self.example, data=self.data) as app:
            app.ready()
            app.says('What you were typing')
            app.click('Go on typing')
            form = app.find('form', 'Risk')
            app.wait(lambda: app.find('text', 'Title', form).text == words, 'what was typed')
            app.press('ctrl+s')
            app.find('list item', row(words))
            app.close()

    def test_text_undoes_its_own_typing_first(self):
        with App(BINARY, '--example', data=self.data) as app:
            day = Day(app.ready())
            day.open_risks()
            app.press('ctrl+shift+f')
            app.wait(lambda: app.focused() is not None and app.focused().role == 'entry', 'focus in the filter')
            app.type('lease')
            filter_entry = app.focused()
            app.wait(lambda: filter_entry.text == 'lease', 'typing')
            app.press('ctrl+z')
            app.wait(lambda: filter_entry.text != 'lease', 'typing taken back')
            self.assertFalse(app.find_now('label', re.compile('^Undid')))
            app.close()


if __name__ == '__main__':
    unittest.main(verbosity=2)
