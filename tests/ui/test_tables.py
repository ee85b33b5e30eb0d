# SPDX-License-Identifier: GPL-3.0-or-later
"""Several rows of a table at once. Run under with-display: test_tables.py BINARY"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from muster_ui import App

BINARY = sys.argv.pop(1)


class TestManyRows(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='muster-tables-')
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name)
        self.app = App(BINARY, '--example', data=folder.name)
        self.app.__enter__()
        self.addCleanup(self.app.__exit__, None, None, None)
        self.app.ready()
        self.app.press('alt+3')
        self.app.find('frame', 'Risks – Muster')
        self.app.says('11 risks')
        self.rows = self.app.find('list', 'Risks')
        self.app.wait(lambda: self.app.focused() is not None and self.app.focused().role == 'list item',
                      'focus in the table')

    def test_all_of_them_archived(self):
        app = self.app
        app.press('ctrl+a')
        app.says('11 risks selected')
        app.click('Archive')
        app.says('All risks are archived')
        app.click('Show archived')
        app.says('11 risks')

    def import_many(self):
        """More organisations than a moment is enough for. Gives a window on their table."""
        names = self.data / 'names.csv'
        names.write_text('name\n' + ''.join(f'Practice {i}\n' for i in range(1200)))
        self.app.close()
        example = self.data / 'muster' / 'example.muster'
        subprocess.run([os.environ['MUSTERCTL'], '--replica', example, 'import', 'organisation', names], check=True,
                       stdout=subprocess.DEVNULL)
        app = App(BINARY, example, data=self.data)
        app.__enter__()
        self.addCleanup(app.__exit__, None, None, None)
        app.ready()
        app.press('ctrl+f')
        app.type('practice')
        app.says(re.compile('^The first [0-9,]+ results$|^1,[0-9]{3} results$'))
        app.activate(app.find('list item', 'Organisations'))
        app.says(re.compile('^1,[0-9]{3} organisations$'))
        self.app = app
        return app

    def test_thousands_are_set_apart(self):
        self.import_many()

    def test_leaving_while_it_is_saved(self):
        app = self.import_many()
        app.focus(app.find('list', 'Organisations').children()[0])
        app.press('ctrl+a')
        app.says(re.compile('^1,[0-9]{3} organisations selected$'))
        app.click('Change…')
        app.wait(lambda: app.focused() is not None and app.focused().name.startswith('What to change'), 'the choice')
        self.choose('What to change', 'ODS code')
        app.focus(app.find(('entry', 'text'), re.compile('^ODS code')))
        app.type('A1')
        app.rush('ctrl+s', 'Escape')
        app.says(re.compile('^1,[0-9]{3} organisations changed$'))

    def test_names_of_columns_scroll_and_let_go(self):
        app = self.app
        app.resize(1100, 700)
        columns = app.find('panel', 'Columns')
        first = columns.children()[0]
        before = first.extents.x
        app.focus(columns.find_all('push button')[-1], key='shift+Tab')
        app.wait(lambda: first.extents.x < before, 'the last column in sight')
        app.focus(self.rows.children()[0])
        app.wait(lambda: first.extents.x == before, 'the first column in sight again')

    def choose_three(self):
        self.app.press('ctrl+Home', 'space', 'shift+Down', 'shift+Down')
        self.app.says('3 risks selected')

    def choose(self, name, label):
        app = self.app
        button = app.find('push button', re.compile(f'^{name}: '))
        app.activate(button)
        app.activate(app.find('list item', label))
        app.find('push button', f'{name}: {label}')

    def owners(self, name):
        return [row for row in self.rows.children() if re.search(f'Risk owner: {name}|{name}', row.name)]

    def test_change_all_and_take_it_back(self):
        app = self.app
        self.choose_three()
        app.click('Change…')
        app.find('frame', 'Change 3 risks')
        app.wait(lambda: app.focused() is not None and app.focused().name.startswith('What to change'), 'the choice')
        # Nothing said yet is nothing done.
        app.click('Change all')
        app.says(re.compile('Nothing is filled in yet'))
        self.choose('What to change', 'Risk owner')
        owner = app.find(('entry', 'text'), re.compile('^Risk owner'))
        app.focus(owner)
        app.type('Locality Manager')
        app.press('ctrl+s')
        app.says('3 risks changed')
        app.gone('frame', 'Change 3 risks')
        app.wait(lambda: len(self.owners('Locality Manager')) == 3, 'three owners')
        app.press('ctrl+z')
        app.wait(lambda: not self.owners('Locality Manager'), 'no owner again')

    def test_what_one_of_them_refuses(self):
        app = self.app
        self.choose_three()
        app.click('Change…')
        app.wait(lambda: app.focused() is not None and app.focused().name.startswith('What to change'), 'the choice')
        self.choose('Status', 'Closed')
        app.press('ctrl+s')
        app.says(re.compile('^Nothing was changed because of “'))
        reason = app.find(('entry', 'text'), re.compile('^Reason for status'))
        app.focus(reason)
        app.type('Programme ended')
        app.press('ctrl+s')
        app.says('3 risks changed')

    def test_archive_and_copy(self):
        app = self.app
        self.choose_three()
        titles = [row.name for row in self.rows.children()[:3]]
        app.press('ctrl+c')
        app.says('3 risks copied as text')
        app.press('ctrl+shift+f')
        entry = app.find('entry', 'Filter risks')
        app.wait(lambda: entry.focused, 'focus in the filter')
        app.press('ctrl+v')
        app.wait(lambda: 'Title' in entry.text, 'the header of the table in the filter')
        for title in titles:
            self.assertIn(title.split(',')[0].split('  ')[-1][:20], entry.text)
        app.press('Escape')
        app.says('11 risks')
        self.choose_three()
        app.click('Archive')
        app.says('3 risks archived')
        app.says('8 risks')
        app.press('ctrl+z')
        app.says('11 risks')


if __name__ == '__main__':
    unittest.main(verbosity=2)
