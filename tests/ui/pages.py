# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page that leads the sidebar, and the pages of one team, plan and risk: how one gets there, and when it is there."""

import re


def _row(app, key, count, title):
    app.press(key)
    app.says(app.tongue(count))
    row = app.find('list item', re.compile(title))
    app.settle()
    app.point_at(row, 2)


def today(app):
    app.press('alt+Home')
    app.says(app.tongue('overdue'))


def teams(app):
    app.press('alt+1')
    app.says(app.tongue('39 teams'))


def team(app):
    _row(app, 'alt+1', '39 teams', 'Camden Neighbourhood 1')
    app.says(app.tongue('Names through time'))


def plans(app):
    app.press('alt+2')
    app.says(app.tongue('12 plans'))


def plan(app):
    _row(app, 'alt+2', '12 plans', 'Harrow 100-day plan')
    app.says(app.tongue('39 items'))


def risks(app):
    app.press('alt+3')
    app.says(app.tongue('11 risks'))


def risk(app):
    _row(app, 'alt+3', '11 risks', 'Hearts and minds are not won')
    app.says(app.tongue('Cause, event and effect'))


def programme(app):
    app.press('alt+4')
    app.says(app.tongue('Who answers to whom'))


def attention(app):
    app.press('alt+5')
    app.says(app.tongue('Nothing Needs You'))


def search(app):
    app.press('ctrl+f')
    app.find('frame', app.tongue('Search – Muster'))


def sync(app):
    app.press('alt+6')
    app.says(app.tongue('On This Computer Only'))


PAGES = (today, teams, team, plans, plan, risks, risk, programme, attention, search, sync)


CONTROLS = ('push button', 'toggle button', 'entry', 'text', 'combo box', 'check box', 'list item', 'list', 'frame')
TYPE_NAME = re.compile('^(Gtk|Adw|Muster)[A-Z]')


def controls(app):
    """What can be used and is on the screen. GTK's own parts of a control speak through it."""
    def look(node, within):
        role = node.role
        if role in CONTROLS and within not in ('combo box', 'push button') and not node.children():
            yield node
        for child in node.children() if role != 'list item' else ():
            yield from look(child, role if role in CONTROLS else within)
    return [node for node in look(app.root(), '') if node.showing]


def unnamed(app):
    """Controls that say nothing of themselves."""
    return [node for node in controls(app) if not node.name or TYPE_NAME.match(node.name) or '_' in node.name]
