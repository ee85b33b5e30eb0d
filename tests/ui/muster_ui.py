# SPDX-License-Identifier: GPL-3.0-or-later
"""Drive a Muster window the way somebody with a screen reader and a keyboard does.

Everything is found on the accessibility bus by role and name, never by place: what a screen reader cannot reach, this
cannot either. Nothing sleeps for a fixed time: each step waits until what it needs is there, and says what was missing
if it does not come.
"""

import contextlib
import os
import pathlib
import re
import subprocess
import tempfile
import time

from a11y import bus

PATIENCE = float(os.environ.get('MUSTER_UI_PATIENCE', '30'))

BUTTONS = ('push button', 'toggle button', 'menu item', 'radio button')


class Missing(AssertionError):
    """What a step waited for did not come."""


def call_me(actor, **settings):
    """Who sits before the window, as the settings of with-display have it, and others as GVariant writes them."""
    path = pathlib.Path(os.environ['XDG_CONFIG_HOME']) / 'glib-2.0' / 'settings' / 'keyfile'
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"actor-name='{actor}'", *(f"{key.replace('_', '-')}={value}" for key, value in settings.items())]
    path.write_text('\n'.join(['[org/muster/Muster]', *lines, '']))


@contextlib.contextmanager
def desktop(folder, settings):
    """Someone's desktop with settings as xsettingsd reads them, which are put into folder."""
    path = pathlib.Path(folder) / 'settings'
    path.write_text(settings)
    process = subprocess.Popen(['xsettingsd', '-c', path], stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def start_example(test, binary, folder, settings='', env=None):
    """The example programme, kept in folder, on such a desktop for as long as the test takes."""
    test.enterContext(desktop(folder, settings))
    return test.enterContext(App(binary, '--example', data=folder, env=env)).ready()


class App:
    """A running Muster. Use it with `with`: leaving ends it. data is the folder that it keeps everything in; without
    one it uses that of the caller, settings too. tongue says how a text of the app reads on the screen."""

    def __init__(self, binary, *arguments, data=None, env=None, tongue=str):
        self.log = tempfile.TemporaryFile('w+')
        environment = {**os.environ, 'G_DEBUG': 'fatal-warnings', **(env or {})}
        if data is not None:
            environment.update(XDG_DATA_HOME=str(data), GSETTINGS_BACKEND='memory')
            environment.update(env or {})
        self.process = subprocess.Popen([str(binary), *map(str, arguments)], env=environment,
                                        stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL)
        self.tongue = tongue
        self.window_id = None
        self.known_root = None
        self.bus = bus()

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if kind is not None:
            print(f'What the app said:\n{self.output()}')
        self.log.close()

    def output(self):
        self.log.flush()
        self.log.seek(0)
        return self.log.read()

    # ---- waiting and finding

    def wait(self, condition, what, seconds=None):
        """The first true answer of condition. what it is, in words, or a function that says so at the end."""
        ends = time.monotonic() + (seconds or PATIENCE)
        while True:
            self.bus.listen()
            answer = condition()
            if answer:
                return answer
            if self.process.poll() is not None:
                raise Missing(f'The app ended with status {self.process.returncode} while waiting for {what}:\n'
                              f'{self.output()}')
            if time.monotonic() > ends:
                what = what() if callable(what) else what
                raise Missing(f'There was no {what}. On the screen: {self.inventory()}')
            time.sleep(0.02)

    def root(self):
        if self.known_root is None:
            self.known_root = self.bus.app_of(self.process.pid)
        return self.known_root

    def windows(self):
        root = self.root()
        return [] if root is None else [node for node in root.children() if node.showing or node.children()]

    def inventory(self):
        root = self.root()
        if root is None:
            return 'no window'
        seen = [repr(node) for node in root.walk() if node.name and not node.name.startswith('Gtk')]
        return ', '.join(seen[:150]) + f'. The focus is on {self.focused()!r}'

    def find_now(self, role=None, name=None, within=None):
        start = within or self.root()
        return start.find_all(role, name) if start is not None else []

    def find(self, role=None, name=None, within=None, seconds=None):
        def first():
            found = self.find_now(role, name, within)
            return found[0] if found else None
        return self.wait(first, f'{role or "thing"} “{getattr(name, "pattern", name)}”', seconds)

    def gone(self, role=None, name=None, seconds=None):
        what = f'end of {role or "thing"} “{getattr(name, "pattern", name)}”'
        self.wait(lambda: not self.find_now(role, name), what, seconds)

    def says(self, words, seconds=None):
        """Waits until something on the screen reads so; words may be a pattern. Gives the text."""
        def look():
            root = self.root()
            for text in root.words() if root is not None else ():
                if words.search(text) if isinstance(words, re.Pattern) else words in text:
                    return text
            return None
        return self.wait(look, f'text “{getattr(words, "pattern", words)}”', seconds)

    def ready(self, title=re.compile(' – Muster$')):
        """Waits for the window, with a page in it unless another title is given."""
        self.find('frame', title)
        self.take_keyboard()
        return self

    # ---- doing

    def _xdotool(self, *arguments):
        return subprocess.run(['xdotool', *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout

    def _width(self, window):
        """0: it has gone meanwhile."""
        said = subprocess.run(['xdotool', 'getwindowgeometry', '--shell', str(window)], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True)
        found = re.search('WIDTH=([0-9]+)', said.stdout)
        return int(found[1]) if found is not None else 0

    def take_keyboard(self):
        """Gives the keyboard to the newest window of the app. There is no window manager here to do it."""
        def look():
            # Menus and the like have no name, and get their keys through their window. That by which GDK drags has
            # one, and is a dot outside of the screen.
            found = subprocess.run(['xdotool', 'search', '--all', '--onlyvisible', '--pid', str(self.process.pid),
                                    '--name', '.'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            return sorted(window for window in map(int, found.stdout.split())
                          if window == self.window_id or self._width(window) > 1)
        newest = self.wait(look, 'window on the display')[-1]
        if newest != self.window_id:
            self._xdotool('windowfocus', '--sync', str(newest))
            self.window_id = newest

    def turn_to(self):
        """Takes the keyboard from a window of another app."""
        self.window_id = None
        self.take_keyboard()

    def press(self, *keys):
        """Key strokes such as 'ctrl+n', 'Down', 'Return'."""
        self.take_keyboard()
        for key in keys:
            self._xdotool('key', '--clearmodifiers', key)

    def rush(self, *keys):
        """Key strokes as quick as the display takes them, before what one does can have been done."""
        self.take_keyboard()
        self._xdotool('key', '--clearmodifiers', '--delay', '0', *keys)

    def hold(self, key, seconds):
        """A key that a hand rests on. Nothing is waited for: how long it is down is what is done, for the display
        repeats it by its own clock, and only then."""
        self.take_keyboard()
        self._xdotool('keydown', key)
        time.sleep(seconds)
        self._xdotool('keyup', key)

    def type(self, text):
        self.take_keyboard()
        self._xdotool('type', '--clearmodifiers', '--delay', '5', text)

    def focused(self):
        """What has the keyboard, as a screen reader hears of it. Before it heard of any it asks, as one does that meets
        an app: what got the focus before the app was on the bus is never told."""
        self.bus.listen()
        root = self.root()
        if root is None:
            return None
        if root.app not in self.bus.focused:
            self.bus.learn_focus(root)
        return self.bus.focused.get(root.app)

    def focus(self, node, key='Tab', most=200):
        """Goes to a control with the keyboard alone."""
        first = None
        for _ in range(most):
            before = self.focused()
            if before is not None and before == node:
                return node
            if first is None:
                first = before
            self.press(key)
            # The next key waits until this one has arrived.
            try:
                self.wait(lambda: self.focused() is not before, 'movement', 1)
            except Missing:
                if self.process.poll() is not None or node.focused:
                    raise
        raise Missing(f'{key} does not reach {node} from {first}. On the screen: {self.inventory()}')

    def activate(self, node):
        """Presses a button; chooses what has no action of its own with the pointer."""
        self.wait(lambda: node.sensitive, f'{node} that can be used')
        names = node.actions
        for wanted in ('click', 'activate', 'press', 'toggle'):
            if wanted in names:
                node.do(names.index(wanted))
                return node
        return self.point_at(node)

    def point_at(self, node, clicks=1):
        extents = self.wait(lambda: node.extents, f'place of {node}')
        self._xdotool('mousemove', str(extents.x + extents.width // 2), str(extents.y + extents.height // 2),
                      'click', '--repeat', str(clicks), '--delay', '60', '1')
        return node

    def n_surfaces(self):
        """What of the app is on the screen: windows, menus, tooltips."""
        found = self._xdotool('search', '--all', '--onlyvisible', '--pid', str(self.process.pid), '--name', '.*')
        return len(found.split())

    def point_nowhere(self):
        """Beside every window, so that no tooltip is left."""
        self._xdotool('mousemove', '1279', '999')

    def hover(self, node):
        """A little into it from where reading begins."""
        extents = self.wait(lambda: node.extents, f'place of {node}')
        self._xdotool('mousemove', str(extents.x + 100), str(extents.y + extents.height // 2))

    def drag(self, node, to, part):
        """With the pointer: from the middle of one row to a place in another, 0 its upper end and 1 its lower. A drag
        begins once the pointer has gone some way, and hears of where it is while it moves."""
        extents, over = (self.wait(lambda one=one: one.extents, f'place of {one}') for one in (node, to))
        # The bus counts from the frame, the pointer from the border around it.
        border = (self._width(self.window_id) - self.find('frame').size[0]) // 2
        x, y = extents.x + border + 60, extents.y + border + extents.height // 2
        far = over.y + border + int(over.height * part) - y
        steps = [(x + i, y + far * i // 12) for i in range(1, 13)]
        self._xdotool('mousemove', str(x), str(y), 'mousedown', '1',
                      *sum((['mousemove', str(a), str(b), 'sleep', '0.05'] for a, b in steps), []), 'mouseup', '1')

    def click(self, name, role=BUTTONS, within=None):
        """The first that can be used. What is shown may be made anew while one looks, so it is looked for again."""
        def usable():
            return next((node for node in self.find_now(role, name, within) if node.sensitive), None)
        return self.activate(self.wait(usable, f'usable {role} “{getattr(name, "pattern", name)}”'))

    def set_text(self, node, text):
        """Puts text into an entry the way dictation does: without keys."""
        self.wait(lambda: node.set_text(text), f'{node} that takes text')
        self.wait(lambda: node.text == text, f'“{text}” in {node}')
        return node

    def resize(self, width, height):
        """The main window, whatever a tooltip under the pointer has put before it."""
        found = self._xdotool('search', '--all', '--onlyvisible', '--pid', str(self.process.pid),
                              '--name', 'Muster$')
        self._xdotool('windowsize', '--sync', found.split()[0], str(width), str(height))

        def taken():
            # But for the margin of its shadow.
            size = self.find_now('frame', re.compile(' – Muster$'))[0].size
            return all(abs(given - asked) <= 20 for given, asked in zip(size, (width, height)))
        self.wait(taken, f'window of {width} by {height}')

    def settle(self):
        """Waits until nothing moves any more: two pictures in a row are the same."""
        before = None

        def same():
            nonlocal before
            picture = subprocess.run(['import', '-window', 'root', 'rgb:-'], stdout=subprocess.PIPE, check=True).stdout
            same_as_before, before = picture == before, picture
            return same_as_before
        self.wait(same, 'end of the movement')

    def screenshot(self, path):
        """The app's newest window and what lies behind it, without the empty rest of the screen."""
        subprocess.run(['import', '-window', 'root', '-trim', '+repage', str(path)], check=True)

    # ---- ending

    def close(self):
        """Asks the window to close, and waits until the app has left by itself."""
        self.press('ctrl+q')
        self.wait_end()

    def wait_end(self):
        try:
            status = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            raise Missing('The app did not end when asked to.') from None
        if status != 0:
            raise Missing(f'The app ended with status {status}:\n{self.output()}')

    def crash(self):
        """The power goes."""
        self.process.kill()
        self.process.wait()
