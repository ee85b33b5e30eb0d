# SPDX-License-Identifier: GPL-3.0-or-later
"""The place Risks: the map that filters, one risk on one page, and what is decided of it, by keyboard and by ear.
Run under with-display: test_risks.py BINARY"""

import re
import sys
import tempfile
import unittest

from a11y import Atspi
from day import RISK, Day
from muster_ui import App

BINARY = sys.argv.pop(1)
WORST = '^4 risks: Likelihood 4 Likely, consequence 4 Major, score 16 Extreme$'


class TestRisks(unittest.TestCase):
    """One window for all: each test begins at the whole register."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix='muster-risks-')
        cls.addClassCleanup(cls.folder.cleanup)
        cls.app = App(BINARY, '--example', data=cls.folder.name)
        cls.app.__enter__()
        cls.addClassCleanup(cls.app.__exit__, None, None, None)
        cls.app.ready()

    def setUp(self):
        app = self.app
        app.press('alt+3')
        app.find('frame', 'Risks – Muster')
        app.press('ctrl+shift+f')
        self.focus_is('^Filter risks', 'the filter')
        app.press('ctrl+a', 'BackSpace')
        app.says('11 risks')
        app.find('panel', 'Risk map')

    def focus_is(self, pattern, what):
        app = self.app
        return app.wait(lambda: app.focused() is not None and re.search(pattern, app.focused().name) and app.focused(),
                        f'focus on {what}')

    def cell(self, pattern):
        return self.app.find(('push button', 'toggle button'), re.compile(pattern), self.app.find('panel', 'Risk map'))

    def open_risk(self, title):
        app = self.app
        Day(app).open_row(title, title, 'Return')
        # The record beside the table goes by the same name.
        page = app.find('push button', 'Edit details')
        while page.name != title:
            page = page.parent
        return page

    def close_risk(self):
        self.app.press('alt+Left')
        self.app.find('list', 'Risks')

    # ---- the map

    def test_map_filters_by_keyboard(self):
        app = self.app
        app.says('11 risks on the map')
        for _ in range(20):
            if 'Likelihood' in app.focused().name:
                break
            before = app.focused()
            app.press('Tab')
            app.wait(lambda: app.focused() != before, 'movement')
        app.press(*['Up'] * 4, *['Right'] * 4)
        self.focus_is('^0 risks: Likelihood 5 .*consequence 5', 'the worst cell')
        app.press('Down')
        self.focus_is('^0 risks: Likelihood 4 .*consequence 5', 'the cell below')
        app.press('Left')
        self.focus_is('^4 risks: Likelihood 4 .*consequence 4', 'the cell beside it')
        app.says('11 risks')
        app.press('Return')
        app.says('Showing 4 risks at likelihood 4, consequence 4')
        app.wait(lambda: len(app.find('list', 'Risks').children()) == 4, 'four rows')
        # Another cell beside it.
        app.press('Down', 'Return')
        app.says('Showing 7 risks at likelihood 4, consequence 4 and at likelihood 3, consequence 4')
        app.wait(lambda: len(app.find('list', 'Risks').children()) == 7, 'seven rows')
        app.press('Escape')
        app.says('11 risks on the map')
        app.wait(lambda: len(app.find('list', 'Risks').children()) == 11, 'all rows')

    def test_map_counts_what_the_filter_leaves(self):
        app = self.app
        app.type('recruit')
        app.says('1 risk on the map')
        app.activate(self.cell('^1 risk: Likelihood 4'))
        app.says('Showing 1 risk at likelihood 4, consequence 4')
        app.press('ctrl+shift+f', 'ctrl+a', 'BackSpace')
        app.says('Showing 4 risks at likelihood 4, consequence 4')
        app.click('Show all cells')
        app.says('11 risks on the map')

    def test_map_of_targets(self):
        app = self.app
        app.click('Target scores')
        app.activate(self.cell('^2 risks: Likelihood 3 .*consequence 4'))
        app.says('Showing 2 risks at likelihood 3, consequence 4')
        app.wait(lambda: len(app.find('list', 'Risks').children()) == 2, 'two rows')
        for item in app.find('list', 'Risks').children():
            self.assertIn('Target 12', item.name)
        app.click('Current scores')
        app.says('Showing 3 risks at likelihood 3, consequence 4')
        app.click('Show all cells')
        app.says('11 risks on the map')

    def test_a_hidden_map_filters_nothing(self):
        app = self.app
        app.activate(self.cell(WORST))
        app.says('Showing 4 risks at likelihood 4, consequence 4')
        app.click('Risk map')
        app.gone('panel', 'Risk map')
        app.says('11 risks')
        app.click('Risk map')
        app.says('11 risks on the map')

    # ---- one risk

    def test_one_risk_says_what_it_is(self):
        app = self.app
        page = self.open_risk(RISK)
        self.focus_is('^' + re.escape(RISK) + '$', 'the risk as a whole')
        words = page.words()
        for wanted in ('Because', 'This may happen', 'Which would lead to', 'Nobody owns this risk.'):
            self.assertIn(wanted, words)
        path = app.find('image', re.compile('^Scored 16 Extreme'), page)
        self.assertRegex(path.name, r'^Scored 16 Extreme \(.*2017\), .*\. Target 8 High\.$')
        self.assertTrue(app.find_now('list item', None, app.find('list', 'Mitigations and controls', page)))
        self.assertEqual(app.find_now('push button', 'Reopen…', page), [])
        app.press('alt+Left')
        self.focus_is(re.escape(RISK), 'the row that it came from')

    def test_edit_details_leads_to_the_form(self):
        app = self.app
        self.open_risk(RISK)
        app.click('Edit details')
        form = app.find('form', 'Risk')
        app.wait(lambda: app.focused() is not None and app.focused().name == 'Title', 'focus in the form')
        self.assertEqual(app.find('text', 'Title', form).text, RISK)
        app.press('alt+Left')
        app.find('push button', 'Edit details')
        self.focus_is('^' + re.escape(RISK) + '$', 'the risk that one came from')

    def test_reassess_moves_the_path(self):
        app = self.app
        title = 'Services are not designed together with residents'
        page = self.open_risk(title)
        app.click('Re-assess…', within=page)
        dialog = app.find(name=re.compile('^Re-assess R-'))
        app.click(re.compile('^Likelihood 2 Unlikely, consequence 3 Moderate'), within=dialog)
        app.set_text(app.find('text', 'Rationale', dialog), 'Residents sit on every design group now.')
        app.click('Save', within=dialog)
        app.gone(name=re.compile('^Re-assess R-'))
        app.says('Risk re-assessed')
        app.find('image', re.compile('^Scored 9 High .*6 Moderate'), page)
        app.wait(lambda: [node for node in app.find('list', 'Assessments', page).children()
                          if 'Residents sit on every design group now' in node.description], 'the assessment')
        self.close_risk()
        app.find('list item', re.compile(re.escape(title) + '.*Score 6'))

    def test_reassess_goes_on_where_it_was_left(self):
        app = self.app
        title = 'GPs stay out of CHIN and QIST work'
        words = 'Half of them came to the last two meetings.'
        page = self.open_risk(title)
        app.click('Re-assess…', within=page)
        dialog = app.find(name=re.compile('^Re-assess R-'))
        app.click(re.compile('^Likelihood 2 Unlikely, consequence 2 Minor'), within=dialog)
        # The sentence below the map, once the cell has taken the press: the cell's own name reads the same.
        app.find('label', 'Likelihood 2 Unlikely, consequence 2 Minor, score 4 Moderate', dialog)
        app.set_text(app.find('text', 'Rationale', dialog), words)
        app.press('Escape')
        app.gone(name=re.compile('^Re-assess R-'))
        app.click('Re-assess…', within=page)
        dialog = app.find(name=re.compile('^Re-assess R-'))
        app.wait(lambda: app.find('text', 'Rationale', dialog).text == words, 'rationale as it was left')
        app.click('Save', within=dialog)
        app.gone(name=re.compile('^Re-assess R-'))
        app.find('image', re.compile('^Scored .*4 Moderate'), page)
        # What was saved is no draft any more.
        app.click('Re-assess…', within=page)
        dialog = app.find(name=re.compile('^Re-assess R-'))
        app.settle()
        self.assertEqual(app.find('text', 'Rationale', dialog).text, '')
        app.press('Escape')
        app.gone(name=re.compile('^Re-assess R-'))
        self.close_risk()

    def decide(self, step, button, **texts):
        """Takes a step by its dialog, which refuses it without its reason first."""
        app = self.app
        app.click(step)
        dialog = app.find('frame', re.compile(' Risk$'))
        app.click(button, within=dialog)
        app.find('alert', re.compile('^(Say|Say in) '), dialog)
        for name, text in texts.items():
            app.set_text(app.find('text', name.replace('_', ' '), dialog), text)
        app.click(button, within=dialog)
        app.gone('frame', re.compile(' Risk$'))

    def test_accept_reopen_close(self):
        app = self.app
        title = 'Shared digital records and population analytics come late'
        page = self.open_risk(title)
        self.decide('Accept…', 'Accept', Accepted_by='Programme director', Reason_for_status='Nothing else can be done')
        app.says('Risk accepted')
        app.says('Accepted: Nothing else can be done')
        app.says(re.compile('Accepted by: Programme director'))
        self.decide('Reopen…', 'Reopen', Reason_for_status='There is money after all')
        app.says('Open: There is money after all')
        self.assertFalse([text for text in page.words() if 'Accepted by:' in text])
        self.decide('Close…', 'Close', Reason_for_status='The records are shared')
        app.says('Closed: The records are shared')
        app.find('push button', 'Reopen…', page)
        self.assertEqual(app.find_now('push button', 'Close…', page), [])
        # One step back is the decision before it, and its reason with it.
        app.press('ctrl+z')
        app.says('Open: There is money after all')

    def test_what_was_typed_for_a_step_is_kept(self):
        app = self.app
        self.open_risk('Each part of NCL goes its own way')
        app.click('Close…')
        dialog = app.find('frame', 'Close Risk')
        app.set_text(app.find('text', 'Reason for status', dialog), 'All boards agreed')
        app.press('Escape')
        app.gone('frame', 'Close Risk')
        app.click('Close…')
        dialog = app.find('frame', 'Close Risk')
        app.wait(lambda: app.find('text', 'Reason for status', dialog).text == 'All boards agreed', 'what was typed')
        app.press('Escape')
        app.gone('frame', 'Close Risk')
        self.assertTrue(app.find('frame', 'Risks – Muster').has(Atspi.StateType.VISIBLE))


if __name__ == '__main__':
    unittest.main(verbosity=2)
