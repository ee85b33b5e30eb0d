# SPDX-License-Identifier: GPL-3.0-or-later
"""A day of a neighbourhood-team manager in the example programme.

Each step does something, holds it against what must then be on the screen, and says in a sentence what happened. The
tour prints the sentences; the tests count on the steps to fail.
"""

import re

from muster_ui import Missing

PLAN = 'Camden Neighbourhood 1 mobilisation plan'
MILESTONE = 'Camden Neighbourhood 1 mobilisation'
NEW_DATE = '30 September 2017'
RISK = 'GPs and nurses for CHINs and QISTs are hard to recruit'
NEW_RISK = 'The lease of the hub ends before the new one is ready'
SLIP = 'Each part of NCL goes its own way'


def row(title):
    """A row of a table, or of the links of a record, by the title of its record."""
    return re.compile(r'(^|, |\s)' + re.escape(title) + r'($|,)')


def choose(app, name, label, within=None):
    """Chooses from a drop-down list with the keyboard."""
    combo = app.find('combo box', name, within)
    app.activate(app.find('push button', None, combo))
    app.find('list item', label)
    for _ in range(20):
        before = app.focused()
        if before is not None and before.name == label:
            break
        app.press('Down')
        # The next key waits until this one has arrived, or it would go past.
        try:
            app.wait(lambda: app.focused() is not before, 'movement', 2)
        except Missing:
            pass
    app.press('Return')
    app.wait(lambda: label in combo.words(), f'“{label}” chosen in {name}')


class Day:
    def __init__(self, app):
        self.app = app

    def go(self, key, title):
        self.app.press(key)
        self.app.find('frame', f'{title} – Muster')

    def find_row(self, words, title):
        """Filters the table and goes to the row."""
        app = self.app
        app.press('ctrl+shift+f')
        app.wait(lambda: app.focused() is not None and app.focused().role == 'entry', 'focus in the filter')
        app.press('ctrl+a')
        app.type(words)
        app.wait(lambda: app.focused().text == words,
                 lambda: f'“{words}” in the filter, but “{app.focused().text}” in {app.focused()}')
        app.focus(app.find('list item', row(title)))

    def open_row(self, words, title, key='F2'):
        """Filters the table, then opens the form of a record with F2, or its page with Enter."""
        self.find_row(words, title)
        self.app.press(key)
        self.app.find('panel', title)
        if key == 'F2':
            self.app.find('form')

    def open_teams(self):
        self.go('alt+1', 'Teams')
        self.app.find('list item', row('Barnet Hub 1'))
        return f'Opened Teams: {self.app.says(re.compile("^[0-9]+ teams$"))} of the example programme.'

    def open_plan(self):
        self.go('alt+2', 'Plans')
        self.find_row('Camden', PLAN)
        self.app.press('Return')
        self.app.find('list', 'Outline')
        return f'Opened Plans, filtered for “Camden”, and opened “{PLAN}”.'

    def go_to_milestone(self):
        app = self.app
        app.wait(lambda: app.focused() is not None and app.focused().role == 'list item', 'focus in the outline')
        return app.focus(app.find('list item', re.compile('^' + re.escape(MILESTONE) + ',')), key='Down')

    def move_milestone(self):
        app = self.app
        self.go_to_milestone()
        app.press('f')
        app.wait(lambda: app.focused() is not None and app.focused().name == 'Forecast', 'focus on the forecast')
        app.type(NEW_DATE)
        app.set_text(app.find('text', 'Reason for forecast'), 'The group settles its footprint first')
        app.press('Return')
        app.find('list item', re.compile('^' + re.escape(MILESTONE) + ', .*Overdue · ' + NEW_DATE))
        return f'Moved the forecast of the milestone “{MILESTONE}” to {NEW_DATE}.'

    def open_risks(self):
        self.go('alt+3', 'Risks')
        self.app.find('list item', row(RISK))
        return f'Opened the risk register: {self.app.says(re.compile("^[0-9]+ risks$"))}.'

    def reassess_risk(self):
        app = self.app
        self.open_row('recruit', RISK)
        app.click('Re-assess…')
        app.find(name=re.compile('^Re-assess R-'))
        app.click(re.compile('^Likelihood 3 Possible, consequence 4 Major'))
        app.set_text(app.find('text', 'Rationale'), 'Two of three posts are filled since the summer.')
        app.click('Save', within=app.find(name=re.compile('^Re-assess R-')))
        app.gone(name=re.compile('^Re-assess R-'))
        app.find('list item', re.compile(re.escape(RISK) + '.*Score 12'))
        return f'Re-scored “{RISK}” from 16 to 12, with the reason.'

    def clear_filter(self):
        app = self.app
        app.press('ctrl+shift+f')
        app.wait(lambda: app.focused() is not None and app.focused().role == 'entry', 'focus in the filter')
        app.press('ctrl+a', 'BackSpace')

    def add_risk(self):
        app = self.app
        self.clear_filter()
        app.press('ctrl+n')
        dialog = app.find(name='Add a risk')
        app.click('Save', within=dialog)
        app.find('alert', 'There is a problem')
        app.set_text(app.find('text', 'Title', dialog), NEW_RISK)
        choose(app, 'Status', 'Open', dialog)
        app.click('Save', within=dialog)
        app.gone(name='Add a risk')
        app.says('Risk added')
        app.find('list item', row(NEW_RISK))
        return f'Added the risk “{NEW_RISK}”, after the form had said what was missing.'

    def undo_slip(self):
        app = self.app
        self.open_row('goes its own way', SLIP)
        self.clear_filter()
        app.click('Archive')
        app.gone('list item', row(SLIP))
        app.click('Undo')
        app.says(re.compile('^Undid: '))
        app.find('list item', row(SLIP))
        return f'Archived “{SLIP}” by mistake, and undid it.'

    def search(self):
        app = self.app
        app.press('ctrl+f')
        app.find('frame', 'Search – Muster')
        app.wait(lambda: app.focused() is not None and app.focused().role in ('entry', 'text'), 'focus in the search')
        app.type('lease hub')
        app.find('list item', re.compile(re.escape(NEW_RISK)))
        count = app.says(re.compile('^[0-9]+ results?$'))
        app.press('Down', 'Return')
        app.find('frame', 'Risks – Muster')
        app.find('panel', NEW_RISK)
        return f'Searched everything for “lease hub” ({count}) and opened the risk added before.'

    def close(self):
        saved = self.app.says(re.compile('last saved [0-9]'))
        self.app.close()
        return f'Closed the window. The last that it said: “{saved}”.'

    def steps(self):
        return (self.open_teams, self.open_plan, self.move_milestone, self.open_risks, self.reassess_risk,
                self.add_risk, self.undo_slip, self.search, self.close)


__all__ = ['Day', 'Missing', 'choose', 'row', 'MILESTONE', 'NEW_DATE', 'NEW_RISK', 'PLAN', 'RISK', 'SLIP']
