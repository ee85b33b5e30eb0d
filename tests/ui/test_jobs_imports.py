# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of a spreadsheet, brought in by keyboard: what is good is taken, what is not is said and mended in place.

Run under with-display: test_jobs_imports.py BINARY MUSTERCTL
"""

import contextlib
import json
import pathlib
import re
import subprocess
import tempfile
import unittest

from jobs import Jobs
from muster_ui import Missing


class Imports(Jobs):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Elsewhere than the replica, as a chooser looks into whatever is in the folder that it shows.
        tables = tempfile.TemporaryDirectory(prefix='muster-tables-')
        cls.addClassCleanup(tables.cleanup)
        cls.tables = pathlib.Path(tables.name)

    def setUp(self):
        super().setUp()
        self.app.press('alt+3')
        self.app.find('frame', 'Risks – Muster')

    def close_dialogs(self):
        """What a failure left open, also with text in it."""
        app = self.app
        for _ in range(4):
            if len(app.windows()) > 1:
                app.press('Escape')
                app.settle()
                app.press('alt+l')
                app.settle()
        app.window_id = None

    def risks(self):
        return json.loads(self.ctl('list', 'risk', '--json'))

    def begin(self, *lines, name='Import Risks'):
        app = self.app
        app.press('ctrl+i')
        app.dialog(f'^{name}$')
        app.focus_is('^Table as text$')
        app.press('ctrl+a', 'Delete')
        app.wait(lambda: app.focused().text == '', 'an empty table')
        for line in lines:
            app.type(line)
            app.press('Return')
        table = ''.join(line + '\n' for line in lines)
        app.wait(lambda: app.focused().text == table, lambda: f'the table, but {app.focused().text!r}')

    def check(self, *says):
        self.app.press('ctrl+s')
        for words in says:
            self.app.says(words)

    def leave(self, lost=True):
        """lost: something was typed that is nowhere else."""
        app = self.app
        if app.find_now('push button', 'Import'):
            app.press('Escape')
            app.focus_is('^Table as text$')
        app.press('Escape')
        if lost:
            app.dialog('^Leave this table')
            app.press('alt+l')
        app.gone('frame', 'Import Risks')
        app.window_id = None

    def take_part(self, says):
        """What could not be taken stays in the dialog."""
        app = self.app
        app.focus_is('^Import$')
        app.press('Return')
        app.says(says)
        app.focus_is('^Back$')
        app.press('Escape')
        return app.focus_is('^Table as text$')

    def take(self, says):
        app = self.app
        app.focus_is('^Import$')
        app.press('Return')
        app.gone('frame', 'Import Risks')
        app.window_id = None
        app.says(says)

    def choose(self, path):
        """By its path, in the chooser that GTK brings."""
        app = self.app
        app.press('ctrl+o')
        app.dialog('^Choose a table$')
        app.settle()
        app.press('ctrl+l')
        app.type(str(path))
        app.wait(lambda: app.focused().text == str(path), 'its path')
        app.settle()
        # The first may go to the names that it offers meanwhile. It looks at the file before it closes, and one more
        # would go to the table.
        while app.find_now(None, 'Choose a table'):
            app.press('Return')
            with contextlib.suppress(Missing):
                app.wait(lambda: not app.find_now(None, 'Choose a table'), 'end of the chooser', 3)
        app.window_id = None
        app.find('frame', 'Import Risks')
        app.take_keyboard()

    def table(self, name, text):
        path = self.tables / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def line(self):
        """Where the cursor is, from 1 on."""
        view = self.app.find('text', 'Table as text')
        return view.text[:view.caret].count('\n') + 1

    def outcome(self, words, *lines):
        self.begin(*lines)
        self.check(re.compile(words))
        self.leave()


class TestImports(Imports):
    def test_what_is_wrong_is_mended_in_place(self):
        app = self.app
        before = len(self.risks())
        self.begin('Title,Status,Colour', 'The roof leaks,Open,red', 'The lift stops,Asleep,', ',Open,')
        self.check('New: 1 risk · Cannot be taken: 2 rows', '“Colour”', re.compile('^Line 3, column 2: Status: .*Asleep'),
                   re.compile('^Line 4: '))
        app.focus_is('^Import$')
        app.go('Tab', '^Line 3', 6)
        # Tab leaves the list, however long it is; the arrows go through it.
        app.press('Tab')
        app.focus_is('^(Back|Import)$')
        app.press('shift+Tab')
        app.focus_is('^Line 4')
        app.press('Up')
        app.focus_is('^Line 3')
        app.press('Return')
        app.focus_is('^Table as text$')
        app.press('shift+End', 'Delete')
        app.type('The lift stops,Open,')
        app.wait(lambda: 'The lift stops,Open,' in app.focused().text, 'the mended line')
        self.check('New: 2 risks · Cannot be taken: 1 row')
        self.take_part('2 risks imported, 1 row not taken')
        self.leave()
        app.wait(lambda: len(self.risks()) == before + 2, 'two more risks')
        app.press('ctrl+z')
        app.wait(lambda: len(self.risks()) == before, 'one undo for both')

    def test_what_is_not_taken_stays(self):
        """With its header, to be mended and taken in turn; to leave it is asked first."""
        app = self.app
        before = len(self.risks())
        self.begin('Risk,Status', 'The roof leaks,Open', 'The lift stops,Asleep')
        self.check('New: 1 risk · Cannot be taken: 1 row')
        app.focus_is('^Import$')
        app.press('Return')
        app.says('1 risk imported, 1 row not taken')
        app.says(re.compile('^Line 2, column 2: Status: .*Asleep'))
        self.assertEqual(len(self.risks()), before + 1)
        app.focus_is('^Back$')
        app.press('Return')
        view = app.focus_is('^Table as text$')
        self.assertEqual(view.text, 'Risk,Status\nThe lift stops,Asleep\n')
        app.press('Escape')
        app.dialog('^Leave this table')
        app.find('push button', 'Leave and lose it')
        app.focus_is('^Stay$')
        app.press('Return')
        app.gone(None, re.compile('^Leave'))
        app.window_id = None
        app.dialog('^Import Risks$')
        app.focus_is('^Table as text$')
        app.press('ctrl+End', 'Up', 'End', *['BackSpace'] * len('Asleep'))
        app.type('Open')
        app.wait(lambda: app.focused().text == 'Risk,Status\nThe lift stops,Open\n', 'the mended line')
        self.check('New: 1 risk')
        self.take('1 risk imported')
        self.assertEqual(len(self.risks()), before + 2)

    def test_scores(self):
        """A register as people keep it: what it says of likelihood and consequence are assessments, in one save."""
        app = self.app
        before = len(self.risks())
        self.begin('Ref;Risk;Likelihood;Consequence;Score;Owner;Band', ';The boiler fails;4;Major;20;Head of estates;High')
        self.check('New: 1 risk', re.compile('Worked out here.*: “Band”'), re.compile('stated as 20 .*, but 4 × 4 is 16'))
        self.take('1 risk imported')
        risk, = (risk for risk in self.risks() if risk['fields']['title'] == 'The boiler fails')
        self.assertEqual(risk['fields']['score'], 16)
        app.press('ctrl+z')
        app.wait(lambda: len(self.risks()) == before, 'one undo for the risk and its score')
        self.outcome('^Cannot be taken: 1 row$', 'Risk,Likelihood,Consequence', 'The roof leaks,9,3')

    def test_escape_asks_before_a_table_is_lost(self):
        app = self.app
        self.begin('Title,Status', 'The roof leaks,Open')
        app.press('Escape')
        app.dialog('^Leave this table')
        app.press('Escape')
        app.gone(None, re.compile('^Leave'))
        app.window_id = None
        app.dialog('^Import Risks$')
        self.assertIn('The roof leaks', app.find('text', 'Table as text').text)
        self.leave()

    def test_nothing_yet(self):
        app = self.app
        self.begin()
        self.check('There is nothing here yet')
        app.press('Escape')
        app.gone('frame', 'Import Risks')
        app.window_id = None

    def test_no_header(self):
        self.outcome('^Line 1: it names no column of a risk.*A column can be called: Number, Title', 'The roof leaks,Open', 'The lift stops,Open')

    def test_other_separators(self):
        self.outcome('^New: 1 risk$', 'Title;Status', 'The roof leaks;Open')

    def test_one_column(self):
        self.outcome('^New: 2 risks$', 'Title', 'The roof leaks', 'The lift stops')

    def test_a_copied_table_changes_nothing(self):
        """What is copied from a register is on the clipboard, and known again by its numbers."""
        app = self.app
        app.go('Tab', '^R-[0-9]+, ', 30)
        app.press('ctrl+a')
        app.says('11 risks selected')
        app.press('ctrl+c')
        app.says('11 risks copied as text')
        app.press('ctrl+i')
        app.dialog('^Import Risks$')
        view = app.find('text', 'Table as text')
        app.wait(lambda: view.text.startswith('Number\t'), 'the copied table')
        self.check(re.compile('^As they were: 11 risks'), 'There is nothing to import')
        app.focus_is('^Back$')
        self.leave(lost=False)

    def test_work_of_a_plan(self):
        """In a plan that is open, rows become its work."""
        app = self.app
        self.open_from_table('alt+2', 'Plans', 'Harrow 100', 'Harrow 100-day plan')
        app.focus_is('.*, level 1, ')
        self.begin('Title,Due', 'Count the chairs,30 November 2026', name='Import Deliverables.*')
        self.check(re.compile('^New: 1 '))
        app.focus_is('^Import$')
        app.press('Return')
        app.says(re.compile('^1 .* imported$'))
        app.window_id = None
        self.assertIn('Count the chairs', self.ctl('list', 'deliverable', '--where', 'plan=Harrow 100-day plan'))
        app.press('ctrl+z')
        app.says(re.compile('^Undid: '))
        self.assertNotIn('Count the chairs', self.ctl('list', 'deliverable'))


    def test_a_header_alone(self):
        self.outcome('^There are no rows below the line', 'Title,Status')

    def test_the_same_record_twice(self):
        self.outcome('^Changed: 1 risk · Cannot be taken: 1 row$', 'Number,Title', 'R-1,One', 'R-1,Two')

    def test_the_same_column_twice(self):
        self.begin('Title,Status,Title', 'One,Open,Two')
        self.check(re.compile('^Line 1, column 3: there is a column “Title” already'))
        self.app.wait(lambda: self.line() == 1, 'cursor on the first line')
        self.leave()

    def test_a_quotation_mark_that_is_never_closed(self):
        """The cursor goes to the line that is said to be wrong, and what was typed is all there."""
        app = self.app
        lines = 'Title,Status', 'The roof leaks,Open', '"The lift stops,Open', 'The bell rings,Open'
        self.begin(*lines)
        self.check(re.compile('^Line 3, column 1: the quotation mark that opens this cell is never closed'))
        view = app.focus_is('^Table as text$')
        self.assertRegex(view.description, '^Line 3, ')
        app.wait(lambda: self.line() == 3, 'cursor on the third line')
        self.assertEqual(view.text, ''.join(f'{line}\n' for line in lines))
        app.press('Delete')
        self.check('New: 3 risks')
        self.leave()

    def test_leaving_while_it_is_looked_at(self):
        app = self.app
        path = self.table('many.csv', 'Title,Status,Belongs to\n' + 'Row,Open,Barnet Hub 1\n' * 3000)
        app.press('ctrl+i')
        app.dialog('^Import Risks$')
        self.choose(path)
        app.focus_is('^Check$')
        app.rush('ctrl+s', 'Escape')
        app.gone('frame', 'Import Risks')
        app.window_id = None
        app.press('alt+Home')
        app.find('frame', 'Today – Muster')

    def test_what_is_typed_outlives_the_end(self):
        """The session ends: the table is no draft, so somebody must say that it may go."""
        app = self.app
        self.begin('Title,Status', 'The roof leaks,Open')
        app.process.terminate()
        app.dialog('^Leave this table')
        app.press('Escape')
        app.gone(None, re.compile('^Leave'))
        app.window_id = None
        app.dialog('^Import Risks$')
        self.assertIn('The roof leaks', app.find('text', 'Table as text').text)
        self.leave()


class TestFiles(Imports):
    """Tables that are chosen as files, by mistake too."""

    def open(self, path):
        self.app.press('ctrl+i')
        self.app.dialog('^Import Risks$')
        self.choose(path)

    def is_no_table(self, path, says):
        self.open(path)
        self.app.says(re.compile(says))
        self.assertEqual(self.app.find('text', 'Table as text').text, '')
        self.leave(lost=False)

    def test_taken(self):
        before = len(self.risks())
        self.open(self.table('partner.csv', '\ufeffTitle;Status\r\nThe roof leaks;Open\r\n'))
        self.app.focus_is('^Check$')
        self.check('New: 1 risk')
        self.take('1 risk imported')
        self.assertEqual(len(self.risks()), before + 1)
        history = json.loads(self.ctl('history', 'The roof leaks', '--json'))
        self.assertEqual(history[0]['reason'], 'Imported from partner.csv')
        self.app.press('ctrl+z')
        self.app.wait(lambda: len(self.risks()) == before, 'undo')

    def test_our_own_export(self):
        self.open(self.table('export.csv', self.ctl('export', 'risk', '--readable', '--bom')))
        self.app.focus_is('^Check$')
        self.check('As they were: 11 risks', 'There is nothing to import')
        self.leave(lost=False)

    def test_not_text(self):
        text = 'Title,Status\nCafé,Open\n'
        for name, coded in ('utf16.csv', text.encode('utf-16')), ('windows.csv', text.encode('cp1252')), \
                ('sheet.csv', b'PK\x03\x04\x00\x00'):
            with self.subTest(name=name):
                self.is_no_table(self.table(name, coded), f'^“{name}” is not a table as text.*“CSV UTF-8”.*paste them')

    def test_far_too_large(self):
        path = self.tables / 'film.csv'
        with path.open('wb') as file:
            file.truncate(5 * 1024 ** 3)
        self.is_no_table(path, '^“film.csv” is too large')

    def test_without_an_end(self):
        path = self.tables / 'zero.csv'
        path.symlink_to('/dev/zero')
        self.is_no_table(path, '^“zero.csv” is not a file that holds a table')

    def test_gone_meanwhile(self):
        self.is_no_table(self.tables / 'gone.csv', '^“gone.csv” is not there any more')

    def test_asks_before_it_replaces(self):
        app = self.app
        self.begin('Title,Status', 'The roof leaks,Open')
        typed = app.find('text', 'Table as text').text
        self.choose(self.table('other.csv', 'Title,Status\nThe lift stops,Open\n'))
        app.dialog('^Replace this table')
        app.press('Escape')
        app.gone(None, re.compile('^Replace'))
        app.window_id = None
        app.dialog('^Import Risks$')
        self.assertEqual(app.find('text', 'Table as text').text, typed)
        self.choose(self.tables / 'other.csv')
        app.dialog('^Replace this table')
        app.press('alt+r')
        app.gone(None, re.compile('^Replace'))
        app.window_id = None
        app.dialog('^Import Risks$')
        app.focus_is('^Check$')
        self.assertIn('The lift stops', app.find('text', 'Table as text').text)
        self.leave(lost=False)

    def test_another_file_after_the_outcome(self):
        """What is shown of one table is never taken for another."""
        app = self.app
        self.open(self.table('first.csv', 'Title,Status\nThe roof leaks,Open\n'))
        app.focus_is('^Check$')
        self.check('New: 1 risk')
        app.focus_is('^Import$')
        self.choose(self.table('second.csv', 'Title,Status\nThe lift stops,Open\n'))
        app.focus_is('^Check$')
        self.assertEqual(app.find_now('push button', 'Import'), [])
        self.leave(lost=False)

    def test_two_thousand_rows(self):
        app = self.app
        before = len(self.risks())
        rows = ''.join(f'Row {i},{"Open" if i % 4 else "Asleep"},Barnet Hub 1,What happens in row {i}\n' for i in range(2000))
        self.open(self.table('long.csv', 'Title,Status,Belongs to,Event\n' + rows))
        app.focus_is('^Check$')
        self.check('New: 1,500 risks · Cannot be taken: 500 rows', 'and 450 more.')
        view = self.take_part('1,500 risks imported, 500 rows not taken')
        self.assertEqual(view.text.count('\n'), 501)
        self.leave()
        app.wait(lambda: len(self.risks()) == before + 1500, 'all of them')
        # It was too much for one save: each undo takes back a part.
        while (left := len(self.risks())) > before:
            app.press('ctrl+z')
            app.wait(lambda: len(self.risks()) < left, f'fewer than {left} risks')


class TestFullDisk(Imports):
    """On a small file system of its own, which only root can make."""

    @classmethod
    def prepare(cls):
        disk = cls.folder / 'disk'
        disk.mkdir()
        made = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk], capture_output=True, check=False)
        if made.returncode != 0:
            raise unittest.SkipTest('no small disk can be made here')
        cls.addClassCleanup(subprocess.run, ['umount', disk], check=True)
        subprocess.run(['mv', cls.replica, disk], check=True)
        cls.replica = disk / cls.replica.name

    def test_nothing_is_lost(self):
        app = self.app
        before = len(self.risks())
        rows = [f'Row {i},Open,{"word " * 60}' for i in range(200)]
        path = self.table('long.csv', '\n'.join(['Title,Status,Notes', *rows]))
        app.press('ctrl+i')
        app.dialog('^Import Risks$')
        self.choose(path)
        app.focus_is('^Check$')
        self.check('New: 200 risks')
        app.focus_is('^Import$')
        ballast = self.replica.parent / 'ballast'
        with ballast.open('wb', buffering=0) as file:
            try:
                while file.write(b'\0' * 4096) == 4096:
                    pass
            except OSError:
                pass
        app.press('Return')
        app.says('There is no room left on the disk')
        ballast.unlink()
        app.press('Escape')
        app.focus_is('^Table as text$')
        self.assertEqual(app.focused().text, path.read_text())
        self.check('New: 200 risks')
        self.take('200 risks imported')
        self.assertEqual(len(self.risks()), before + 200)


if __name__ == '__main__':
    unittest.main()
