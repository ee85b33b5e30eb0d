# SPDX-License-Identifier: GPL-3.0-or-later
"""What is typed: undo, drafts, a disk without room, choosing records. Run under with-display: test_typing.py BINARY"""

import pathlib
import re
import resource
import sys
import tempfile
import unittest

from day import MILESTONE, PLAN, SLIP, Day, row
from muster_ui import App

BINARY = sys.argv.pop(1)
OFFER = re.compile('^What you were typing')
UNKEPT = 'What You Typed Is Not Kept Yet'


class TestTyping(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='muster-typing-')
        self.addCleanup(folder.cleanup)
        self.data = pathlib.Path(folder.name)
        self.example = self.data / 'muster' / 'example.muster'

    def start(self, *arguments):
        """Files that would grow are refused, where a test says so, rather than end the app."""
        app = App('/bin/sh', '-c', 'trap "" XFSZ; exec "$@"', 'sh', BINARY, *arguments, data=self.data)
        app.__enter__()
        self.addCleanup(app.__exit__, None, None, None)
        app.ready()
        return app

    def fill_disk(self, app, full=True):
        resource.prlimit(app.process.pid, resource.RLIMIT_FSIZE, (0 if full else resource.RLIM_INFINITY,
                                                                  resource.RLIM_INFINITY))

    def title(self, app):
        return app.find('text', 'Title', app.find('form', 'Risk'))

    def open_risk(self, app):
        day = Day(app)
        day.open_risks()
        day.open_row('goes its own way', SLIP)
        app.wait(lambda: app.focused() is not None and app.focused().name == 'Title', 'focus in the title')
        return day

    def type_title(self, app, words):
        app.press('ctrl+a')
        app.type(words)
        app.wait(lambda: self.title(app).text == words, f'“{words}” in the title')

    def test_undo_in_a_field(self):
        app = self.start('--example')
        self.open_risk(app)
        app.press('ctrl+z')
        app.settle()
        self.assertEqual(self.title(app).text, SLIP)
        # Typing first, and what was saved next.
        self.type_title(app, 'Partners drift')
        app.press('ctrl+s')
        app.says('Saved here')
        app.press('End')
        app.type(' apart')
        app.press('ctrl+z')
        app.wait(lambda: self.title(app).text == 'Partners drift', 'typing taken back')
        app.press('ctrl+z')
        app.says(re.compile('^Undid'))
        app.wait(lambda: self.title(app).text == SLIP, 'save taken back')
        # An empty filter has nothing to undo.
        app.press('alt+1')
        app.find('frame', 'Teams – Muster')
        app.press('ctrl+shift+f')
        app.wait(lambda: app.focused() is not None and app.focused().name == 'Filter teams', 'focus in the filter')
        app.press('ctrl+shift+z')
        app.says(re.compile('^Done again'))
        app.press('ctrl+z')
        app.says(re.compile('^Undid'))
        app.close()

    def test_undo_quotes_what_runs_otherwise(self):
        """A title from right to left does not turn the sentence that tells of it."""
        app = self.start('--example')
        app.press('alt+Home')
        app.find('frame', 'Today – Muster')
        app.settle()
        app.press('ctrl+n')
        form = app.find(name='Add an action')
        app.set_text(app.find('text', 'Action', form), 'غرف too small')
        app.press('ctrl+s')
        app.gone('frame', 'Add an action')
        app.press('ctrl+z')
        app.says(re.compile('^Undid: \u2068.*غرف too small.*\u2069$'))
        app.close()

    def test_undo_beside_what_is_typed(self):
        """A save that was refused is there to be mended: an earlier one of another record is not taken back."""
        app = self.start('--example')
        self.open_risk(app)
        self.type_title(app, 'Partners drift')
        app.press('ctrl+s')
        app.says('Saved here')
        app.set_text(self.title(app), '')
        app.press('ctrl+s')
        problem = app.find('alert', 'There is a problem')
        app.wait(lambda: app.focused() == self.title(app), 'focus on what is wrong')
        self.assertRegex(self.title(app).description, 'Error: “Title” is empty. Fill it in')
        line = app.find('push button', re.compile('^“Title” is empty'), problem)
        app.focus(line, key='shift+Tab')
        app.press('ctrl+z')
        app.says('Save or discard what you typed here first')
        self.assertEqual(self.title(app).text, '')
        # Wherever the focus has gone meanwhile.
        app.press('ctrl+shift+f')
        app.wait(lambda: app.focused() is not None and app.focused().name == 'Filter risks', 'focus in the filter')
        app.press('ctrl+z')
        app.settle()
        app.click('Discard')
        app.wait(lambda: self.title(app).text == 'Partners drift', 'what was saved')
        app.press('ctrl+q')

    def test_no_room_for_what_is_typed(self):
        app = self.start('--example')
        self.open_risk(app)
        self.fill_disk(app)
        self.type_title(app, 'Partners drift')
        app.says('What you type stands on the screen only.')
        app.press('ctrl+q')
        app.find('label', UNKEPT)
        app.click('Stay')
        app.gone('label', UNKEPT)
        # Another record, and back.
        app.click('Close this record')
        self.fill_disk(app, False)
        app.press('ctrl+q')
        app.wait_end()

        app = self.start(self.example)
        app.says(OFFER)
        app.click('Go on typing')
        app.wait(lambda: self.title(app).text == 'Partners drift', 'what was typed')
        # It is on the screen, so it is not offered any more.
        app.gone('label', OFFER)
        app.close()

    def test_no_room_for_a_new_record(self):
        app = self.start('--example')
        Day(app).open_risks()
        app.press('ctrl+n')
        app.find(name='Add a risk')
        self.fill_disk(app)
        app.type('Begun')
        app.press('Escape')
        app.find('label', UNKEPT)
        app.click('Stay')
        app.gone('label', UNKEPT)
        app.press('ctrl+q')
        app.find('label', UNKEPT)
        app.click('Leave and lose it')
        app.wait_end()

    def test_quit_from_a_new_record(self):
        app = self.start('--example')
        day = Day(app)
        day.open_risks()
        app.press('ctrl+n')
        app.find(name='Add a risk')
        app.type('Begun')
        app.close()

        # Discarded where it is kept, it is not offered elsewhere.
        app = self.start(self.example)
        app.find('label', OFFER)
        Day(app).go('alt+3', 'Risks')
        app.says(re.compile('^You started a risk'))
        # Put off, it is out of the way and stays where it is kept.
        app.click('Not now')
        app.gone('label', OFFER)
        app.says(re.compile('^You started a risk'))
        app.close()

        app = self.start(self.example)
        app.find('label', OFFER)
        Day(app).go('alt+3', 'Risks')
        app.click('Discard')
        app.gone('label', OFFER)
        app.close()

    def test_new_records_go_on_after_a_crash(self):
        app = self.start('--example')
        Day(app).open_risks()
        # One without a title, and one whose title would turn what stands behind it.
        for field, words in ('Cause', 'Two rooms for nine people'), ('Title', '\u202eغرف too small'):
            app.press('ctrl+n')
            form = app.find(name='Add a risk')
            app.set_text(app.find('text', field, form), words)
            app.press('Escape')
            app.says('Kept as a draft under Risks')
            app.gone('frame', 'Add a risk')
        app.says(re.compile('^You started a risk that is not saved yet: “Two rooms for nine people” · .* 20'))
        app.says(re.compile('^You started a risk that is not saved yet: “\u2068غرف too small\u2069” · .* 20'))
        app.crash()

        app = self.start(self.example)
        offer = app.find('label', OFFER).name
        self.assertRegex(offer, 'a risk .*“\u2068غرف too small\u2069”')
        self.assertNotIn('\u202e', offer)
        app.click('Go on typing')
        form = app.find('frame', 'Add a risk')
        app.wait(lambda: 'غرف' in app.find('text', 'Title', form).text, 'what was typed')
        app.type(' for all')
        app.wait(lambda: app.find('text', 'Title', form).text.endswith('too small for all'), 'what is typed on')
        app.press('Escape')
        app.gone('frame', 'Add a risk')
        app.says(re.compile('^What you were typing.*“Two rooms for nine people”'))
        app.close()

    def test_go_on_with_an_assessment(self):
        """On the map of the risk, where it was begun, and not in a form of all its fields."""
        app = self.start('--example')
        day = Day(app)
        day.open_risks()
        day.find_row('goes its own way', SLIP)
        app.press('Return')
        app.click('Re-assess…', within=app.find('panel', SLIP))
        dialog = app.find(name=re.compile('^Re-assess R-'))
        app.set_text(app.find('text', 'Rationale', dialog), 'Two of three came')
        app.press('Escape')
        app.gone(name=re.compile('^Re-assess R-'))
        app.crash()
        app = self.start(self.example)
        app.says(OFFER)
        app.click('Go on typing')
        dialog = app.find(name=re.compile('^Re-assess R-'))
        app.wait(lambda: app.find('text', 'Rationale', dialog).text == 'Two of three came', 'what was typed')
        app.find(name=re.compile('^Likelihood 1 .*consequence 1'), within=dialog)
        app.press('ctrl+s')
        app.says('Risk re-assessed')
        app.close()

    def go_on(self, app, name, words):
        """What was typed comes back in its field, and one types on behind it."""
        app.crash()
        app = self.start(self.example)
        app.says(OFFER)
        app.click('Go on typing')

        def back():
            node = app.focused()
            return node is not None and node.name == name and node.text == words
        app.wait(back, lambda: f'“{words}” in {name}, with the focus, which is on {app.focused()}')
        app.type(' and on')
        app.wait(lambda: app.focused().text == f'{words} and on', 'what is typed on')
        app.press('ctrl+s')
        app.says('Saved here')
        app.crash()

    def kept(self, app, words):
        """Waits until a draft has these words."""
        app.wait(lambda: words.encode() in self.example.read_bytes() + pathlib.Path(f'{self.example}-wal').read_bytes(),
                 f'“{words}” on the disk')

    def test_go_on_with_a_note_of_a_plan(self):
        app = self.start('--example')
        day = Day(app)
        day.open_plan()
        day.go_to_milestone()
        app.press('n')
        app.wait(lambda: app.focused() is not None and app.focused().name == 'Status note', 'focus in the note')
        app.type('Signed by two of three')
        self.kept(app, 'Signed by two of three')
        self.go_on(app, 'Status note', 'Signed by two of three')

    def test_go_on_with_a_note_of_today(self):
        app = self.start('--example')
        app.press('alt+Home')
        app.wait(lambda: app.focused() is not None and app.focused().role == 'list item', 'focus on the first row')
        app.press('n')
        app.wait(lambda: app.focused() is not None and app.focused().name == 'Status note', 'focus in the note')
        app.type('Asked for it again')
        self.kept(app, 'Asked for it again')
        self.go_on(app, 'Status note', 'Asked for it again')

    def test_go_on_with_a_team_and_a_plan(self):
        for key, page, title in ('alt+1', 'Teams', 'Barnet Hub 1'), ('alt+2', 'Plans', PLAN):
            with self.subTest(page):
                app = self.start('--example')
                day = Day(app)
                day.go(key, page)
                day.open_row(title, title)
                app.set_text(app.find('text', 'Status note', app.find('form')), f'Begun in {page}')
                self.kept(app, f'Begun in {page}')
                self.go_on(app, 'Status note', f'Begun in {page}')

    def test_quit_from_a_long_text(self):
        app = self.start('--example')
        self.open_risk(app)
        app.focus(app.find('text', 'Cause', app.find('form', 'Risk')))
        app.press('ctrl+q')
        app.wait_end()

    def test_choosing_a_record(self):
        app = self.start('--example')
        day = Day(app)
        day.open_plan()
        day.go_to_milestone()
        app.press('ctrl+Return')
        app.find('panel', MILESTONE)
        app.click('Within')
        app.find('list', 'Found')
        app.type('qxqx')
        app.says('Nothing found')
        app.press('ctrl+a')
        app.type('mobilisation')
        found = app.find('list', 'Found')
        app.find('list item', None, found)
        self.assertFalse(app.find_now('list item', re.compile('^' + re.escape(MILESTONE) + '(,|$)'), found))
        app.crash()

    def test_enter_means_what_was_typed(self):
        """However quick it comes after the letters, before the list has what they find."""
        app = self.start('--example')
        for place in ('Camden', 'Barnet'):
            app.press('ctrl+l')
            app.wait(lambda: app.focused() is not None and app.focused().role in ('entry', 'text'), 'the entry')
            app.rush(*place.lower(), *(['Return'] if place == 'Camden' else ['Down']))
            if place == 'Barnet':
                app.wait(lambda: app.focused() is not None and app.focused().role == 'list item', 'a row')
                app.press('Return')
            app.find('push button', f'Showing only {place}')
        app.press('ctrl+shift+l')
        app.find('push button', 'Showing everywhere')
        app.press('ctrl+f')
        app.type('R-1')
        app.says(re.compile('^[0-9]+ results?$'))
        app.press('ctrl+a')
        app.rush('R', 'minus', '7', 'Return')
        app.find('panel', SLIP)

    def test_problems_stand_in_the_order_of_the_form(self):
        app = self.start('--example')
        Day(app).open_risks()
        app.press('ctrl+n')
        dialog = app.find(name='Add a risk')
        app.set_text(app.find('text', 'Raised', dialog), '31 February 2026')
        app.click('Save', within=dialog)
        summary = app.find('alert', 'There is a problem')
        lines = [node.name for node in summary.find_all('push button') if node.description == 'Goes to the field']
        form = app.find('form', 'Risk', dialog)
        fields = [node.extents.y for node in form.find_all('text')]
        self.assertEqual(fields, sorted(fields))
        self.assertGreater(len(lines), 1)
        self.assertIn('31 February', lines[-1])
        app.crash()

    def test_history_and_archive_say_which(self):
        app = self.start('--example')
        day = self.open_risk(app)
        for words in ('Partners drift', 'Partners drift apart'):
            self.type_title(app, words)
            app.press('ctrl+s')
            app.find('panel', words)
        app.activate(app.find(None, 'History'))
        app.find('push button', re.compile('^Restore to this'))
        names = [node.name for node in app.find_now('push button', re.compile('^Restore to this'))]
        self.assertGreater(len(names), 1)
        self.assertEqual(len(set(names)), len(names))

        day.clear_filter()
        app.click('Archive')
        app.click('View options')
        app.click('Show archived')
        # First, for what comes last may be cut off.
        app.find('list item', re.compile(', Archived · Partners drift apart'))
        app.crash()


if __name__ == '__main__':
    unittest.main(verbosity=2)
