# SPDX-License-Identifier: GPL-3.0-or-later
"""The place Teams: the register, and one team on one page. Run under with-display: test_teams.py BINARY"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from day import choose
from muster_ui import App

BINARY = sys.argv.pop(1)
TEAM = 'Camden Neighbourhood 1'
SECTIONS = ('Plan at a glance', 'Next milestones and deliverables', 'Actions', 'Updates', 'Open risks', 'Population',
            'People', 'Names through time', 'Areas and practices', 'Money', 'Posts')


class TestTeams(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix='muster-teams-')
        cls.addClassCleanup(folder.cleanup)
        cls.app = App(BINARY, '--example', data=folder.name)
        cls.app.__enter__()
        cls.addClassCleanup(cls.app.__exit__, None, None, None)
        cls.app.ready()

    def setUp(self):
        self.app.resize(1280, 950)

    def open_team(self, name=TEAM):
        """From the register, by keyboard."""
        app = self.app
        app.press('alt+1')
        app.find('frame', 'Teams – Muster')
        app.press('ctrl+shift+f')
        app.wait(lambda: app.focused() is not None and app.focused().role == 'entry', 'focus in the filter')
        app.press('ctrl+a')
        app.type(name)
        # The table is read again for each letter; a row that is about to go takes no keys.
        app.wait(lambda: app.focused().text == name, f'“{name}” in the filter')
        app.says(re.compile('^[1-9] teams?$'))
        app.settle()
        app.focus(app.find('list item', re.compile(f'^{name}(,|$)')))
        app.press('Return')
        # The form beside the table has the name of its team, too, and stays behind the page.
        app.find('panel', 'Plan at a glance')
        return next(panel for panel in app.find_now('panel', name) if app.find_now('panel', 'Plan at a glance', panel))

    def section(self, name):
        return self.app.find('panel', name)

    def rows(self, name):
        return [row.name for row in self.app.find_now('list item', None, self.section(name))]

    def test_everything_about_a_team(self):
        app = self.app
        page = self.open_team()
        for name in SECTIONS:
            app.find('panel', name, page)
        self.assertIn('50,000 to 80,000, Planned population · As at: March 2017 · Source: NCL delivery plan 2017, '
                      'Camden narrative', self.rows('Population'))
        self.assertEqual([row.split(',')[0] for row in self.rows('Names through time')],
                         ['Camden Neighbourhood Care Team 1', TEAM])
        self.assertEqual([row.split(',')[0] for row in self.rows('Areas and practices')][:2],
                         ['Camden', 'North Central London'])
        self.assertIn('Overdue', self.rows('Next milestones and deliverables')[0])
        # No risk belongs to it, but two of those of all North Central London threaten its plan.
        self.assertEqual([row.split(',')[0] for row in self.rows('Open risks')],
                         ['R-3 GPs and nurses for CHINs and QISTs are hard to recruit',
                          'R-9 Services are not designed together with residents'])
        # What has nothing says so and offers to add; every row says all that it shows.
        app.find('push button', 'Add risk', self.section('Open risks'))
        self.assertNotIn('', [row.name for row in app.find_now('list item', None, page)])

    def test_a_row_leads_to_its_record_and_back(self):
        app = self.app
        self.open_team()
        app.focus(app.find('list item', re.compile('^Camden, Borough'), self.section('Areas and practices')))
        app.press('Return')
        app.find('frame', 'Areas – Muster')
        app.find('panel', 'Camden')
        app.press('alt+Left')
        app.find('frame', 'Teams – Muster')
        self.section('Names through time')

    def test_show_all(self):
        app = self.app
        self.open_team()
        name = 'Next milestones and deliverables'
        few = len(self.rows(name))
        more = app.find('push button', re.compile('^Show all [0-9]+$'), self.section(name))
        many = int(more.name.split()[-1])
        self.assertGreater(many, few)
        app.activate(more)
        app.wait(lambda: len(self.rows(name)) == many, f'{many} rows')
        app.gone('push button', more.name)

    def test_add_and_undo(self):
        """What is added belongs to the team, stands there at once, and is taken back with one key."""
        app = self.app
        self.open_team()
        app.click('Add population figure', within=self.section('Population'))
        app.find('frame', 'Add a population figure')
        app.take_keyboard()
        app.set_text(app.find('text', re.compile('^Figure')), '61,234')
        app.press('ctrl+s')
        app.says('Population figure added')
        app.find('list item', re.compile('^61,234, no date given · no source given'), self.section('Population'))
        app.take_keyboard()
        app.press('ctrl+z')
        app.gone('list item', re.compile('^61,234'))

    def test_edit_details(self):
        app = self.app
        page = self.open_team()
        app.click('Edit details', within=page)
        form = app.find('form', 'Team')
        app.wait(lambda: app.focused() is not None and app.focused().text == TEAM, 'focus in the name')
        app.find('text', 'Status note', form)
        # Back leads to where one came from.
        app.press('alt+Left')
        app.find('panel', 'Names through time')

    def test_print(self):
        app = self.app
        self.open_team()
        app.press('ctrl+p')
        app.find('dialog')
        app.take_keyboard()
        app.press('Escape')
        app.gone('dialog')
        app.take_keyboard()

    def test_risk_on_the_map(self):
        app = self.app
        self.open_team('Barnet Hub 1')
        app.click('Add risk', within=self.section('Open risks'))
        app.find('frame', 'Add a risk')
        app.take_keyboard()
        app.type('The lift of the hub is often broken')
        choose(app, 'Status', 'Open', app.find('frame', 'Add a risk'))
        app.press('ctrl+s')
        app.says('Risk added')
        risk = app.find('list item', re.compile('The lift of the hub is often broken, Not scored'))
        app.says('1 open risk is not scored.')
        app.focus(risk)
        app.press('Return')
        app.find('frame', 'Risks – Muster')
        app.click('Re-assess…')
        dialog = app.find(name=re.compile('^Re-assess R-'))
        app.click(re.compile('^Likelihood 3 Possible, consequence 4 Major'), within=dialog)
        app.set_text(app.find('text', 'Rationale', dialog), 'Twice a month, and half of the patients cannot climb.')
        app.click('Save', within=dialog)
        app.gone(name=re.compile('^Re-assess R-'))
        app.take_keyboard()
        app.press('alt+Left')
        app.find('frame', 'Teams – Muster')
        cell = app.find('push button', 'Likelihood 3 Possible, consequence 4 Major: 1 open risk')
        app.find('list item', re.compile('The lift of the hub is often broken, 12 High'))
        app.activate(cell)
        app.find('frame', 'Risks – Muster')

    def test_narrow(self):
        """One column below the other, nothing wider than the window."""
        app = self.app
        page = self.open_team()
        first, last = self.section('Plan at a glance'), self.section('Population')
        self.assertGreater(last.extents.x, first.extents.x)
        app.resize(360, 640)
        app.wait(lambda: first.extents.x == last.extents.x, 'one column')
        app.wait(lambda: 0 < page.size[0] <= 360, 'page as narrow as the window')
        self.assertGreater(last.extents.y, first.extents.y)


class TestTeamWithoutPlan(unittest.TestCase):
    def test_progress_is_that_of_a_plan(self):
        """An action of its own is work of a team, and no progress of a plan that is not there."""
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix='muster-teams-')))
        path = folder / 'own.muster'
        for words in ('init', path), ('add', 'team', 'name=Hub 9'), ('add', 'action', 'text=Ring', 'scope=Hub 9'):
            subprocess.run([os.environ['MUSTERCTL'], '--replica', path, *words], check=True,
                           stdout=subprocess.DEVNULL)
        app = self.enterContext(App(BINARY, path, data=folder))
        app.ready()
        app.press('alt+1')
        app.point_at(app.find('list item', re.compile('^Hub 9')), 2)
        app.says('No plan yet. Add one to say what is to be ready, and by when.')
        app.says('Overdue')
        page = next(panel for panel in app.find_now('panel', 'Hub 9')
                    if app.find_now('panel', 'Plan at a glance', panel))
        self.assertNotIn('Plan progress', page.words())
        app.close()


if __name__ == '__main__':
    unittest.main(verbosity=2)
