# SPDX-License-Identifier: GPL-3.0-or-later
"""More, deeper, longer and emptier than anybody would ask for.

Run under with-display: test_extremes.py BINARY MUSTERCTL
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from muster_ui import App

BINARY = sys.argv.pop(1)
MUSTERCTL = sys.argv.pop(1)
LONG = ('A name that goes on and on about everything that it does ' * 9)[:499] + '.'
UNBROKEN = 'Donaudampfschiff' * 31
RISKS = 2000
FINDINGS = 1200
LEVELS = 40


class TestExtremes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix='muster-extremes-')
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.replica = cls.folder / 'own.muster'
        subprocess.run([MUSTERCTL, 'init', cls.replica], check=True, stdout=subprocess.DEVNULL)
        cls.ctl('add', 'area', 'name=Empty Borough', 'level=borough')
        for name in (LONG, UNBROKEN):
            cls.ctl('add', 'team', f'name={name}')
        cls.ctl('add', 'plan', 'title=Deep plan')
        parent = []
        for level in range(1, LEVELS + 1):
            said = cls.ctl('add', 'deliverable', f'title=Level {level} of {LEVELS}', 'plan=Deep plan', *parent)
            parent = ['parent=' + re.search('D-[0-9]+', said)[0]]
        sheet = cls.folder / 'risks.csv'
        sheet.write_text('title,status\n' + ''.join(f'Risk number {i},open\n' for i in range(RISKS)))
        cls.ctl('import', 'risk', sheet)
        sheet = cls.folder / 'findings.csv'
        sheet.write_text('title,about\n' + ''.join(f'Finding number {i},Deep plan\n' for i in range(FINDINGS)))
        cls.ctl('import', 'finding', sheet)
        cls.app = App(BINARY, cls.replica, data=folder.name)
        cls.app.__enter__()
        cls.addClassCleanup(cls.app.__exit__, None, None, None)
        cls.app.ready()

    @classmethod
    def ctl(cls, *arguments):
        return subprocess.run([MUSTERCTL, '--replica', cls.replica, *map(str, arguments)], check=True,
                              stdout=subprocess.PIPE, text=True).stdout

    def focus_is(self, pattern):
        app = self.app
        return app.wait(lambda: app.focused() is not None and re.search(pattern, app.focused().name),
                        f'focus on {pattern}')

    def test_two_thousand_in_a_selection(self):
        app = self.app
        app.press('alt+3')
        app.says(re.compile('^2,?000 risks$'))
        self.focus_is('^R-[0-9]+, ')
        app.press('ctrl+a')
        app.says(re.compile('^2,?000 risks selected'))
        app.click('Change…')
        app.find('frame', re.compile('^Change 2,?000 risks$'))
        app.take_keyboard()
        app.activate(app.find('push button', re.compile('^What to change: ')))
        app.activate(app.find('list item', 'Risk owner'))
        app.focus(app.find(('entry', 'text'), re.compile('^Risk owner')))
        app.type('Board')
        app.press('ctrl+s')
        app.says(re.compile('^2,?000 risks changed'))
        app.find('list item', re.compile('^R-[0-9]+, Risk number [0-9]+, .*Board'))
        app.press('ctrl+z')
        app.says(re.compile('^Undid: changing “Risk owner” of 2,?000 records'))
        app.gone('list item', re.compile('^R-[0-9]+, Risk number [0-9]+, .*Board'))

    def test_large_numbers_are_easy_to_read(self):
        app = self.app
        app.press('alt+5')
        app.says('1,200 open findings')

    def test_another_question_is_answered_from_the_top(self):
        app = self.app
        app.press('alt+3')
        app.says(re.compile('^2,?000 risks$'))
        self.focus_is('^R-[0-9]+, ')
        app.press('End')
        self.focus_is('^R-1, ')
        app.press('ctrl+shift+f')
        self.focus_is('^Filter risks$')
        app.type('number 7')
        app.says(re.compile('^11[0-9] risks$'))
        first = app.find('list item', re.compile('^R-800, '))
        app.wait(lambda: first.size[1] > 0, 'the first row in sight')
        app.press('ctrl+a', 'BackSpace')
        app.says(re.compile('^2,?000 risks$'))

    def test_forty_levels(self):
        app = self.app
        app.press('alt+2')
        self.focus_is('Deep plan')
        app.press('Return')
        app.says(f'{LEVELS} items')
        self.focus_is('^Level 1 of 40, ')
        app.press('End')
        self.focus_is('^Level 40 of 40, .*, level 40, ')
        app.press('Left')
        self.focus_is('^Level 39 of 40, ')
        app.press('Left')
        app.says(f'{LEVELS} items')
        app.find('list item', re.compile('^Level 39 of 40, .*, folded$'))
        app.press('Right')
        app.find('list item', re.compile('^Level 40 of 40, '))

    def test_names_of_five_hundred_characters(self):
        """The page shows as much as a glance takes in, and is no wider than the window."""
        app = self.app
        for name in (LONG, UNBROKEN):
            app.press('alt+1')
            app.says('2 teams')
            app.press('ctrl+shift+f')
            self.focus_is('^Filter teams$')
            app.press('ctrl+a')
            app.type(name[:20])
            app.says('1 team')
            app.press('Down')
            self.focus_is('^' + re.escape(name[:60]))
            app.press('Return')
            page = app.find('panel', re.compile('^' + re.escape(name[:60]) + '.*…$'))
            for width, height in ((360, 640), (1280, 950)):
                app.resize(width, height)
                app.wait(lambda: 0 < page.size[0] <= width, f'page no wider than {width}')
            app.press('alt+1')
            app.press('ctrl+shift+f', 'ctrl+a', 'BackSpace')

    def test_a_borough_with_nothing_in_it(self):
        app = self.app
        app.press('ctrl+l')
        self.focus_is('^Find a programme')
        app.type('Empty')
        app.find('list item', re.compile('^Empty Borough'))
        app.press('Down', 'Return')
        app.find('push button', 'Showing only Empty Borough')
        for key, words in (('alt+Home', 'Nothing overdue'), ('alt+1', 'No teams here'), ('alt+2', 'No plans here'),
                           ('alt+3', 'No risks here'), ('alt+4', re.compile('^No bodies yet'))):
            app.press(key)
            app.says(words)
        app.press('ctrl+shift+l')
        app.find('push button', 'Showing everywhere')


if __name__ == '__main__':
    unittest.main(verbosity=2)
