# SPDX-License-Identifier: GPL-3.0-or-later
"""From a key pressed to its answer painted: the app as it is, on the display that is there, and bench-turns.so in it.

An answer is there when the last frame was painted before the app fell quiet. Animations and the blinking of the caret
are off, for they would paint on."""

import ctypes
import os
import pathlib
import random
import shutil
import sqlite3
import statistics
import subprocess
import tempfile
import time

QUIET = 0.3     # seconds without a turn or a frame
PATIENCE = 60
BUSY = 1.0      # milliseconds: what a turn takes that is more than a look at the time
SETTINGS = '[Settings]\ngtk-enable-animations=0\ngtk-cursor-blink=0\n'
PAGES = {'Today': 'Alt_L+0', 'Teams': 'Alt_L+1', 'Plans': 'Alt_L+2', 'Risks': 'Alt_L+3', 'Programme': 'Alt_L+4',
         'Needs attention': 'Alt_L+5'}
FILTERS = ['commun', 'staff']


class Failed(Exception):
    """A sentence on what could not be measured."""


class Keys:
    """Keys as the display server makes them of a keyboard."""

    def __init__(self):
        self.x, self.test = ctypes.CDLL('libX11.so.6'), ctypes.CDLL('libXtst.so.6')
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XStringToKeysym.restype = ctypes.c_ulong
        self.x.XKeysymToKeycode.argtypes = (ctypes.c_void_p, ctypes.c_ulong)
        self.test.XTestFakeKeyEvent.argtypes = (ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong)
        self.x.XFlush.argtypes = (ctypes.c_void_p,)
        self.display = self.x.XOpenDisplay(None)
        if not self.display:
            raise Failed('there is no display')

    def press(self, combination):
        """Gives when, in milliseconds of the clock that the app's turns go by."""
        codes = [self.x.XKeysymToKeycode(self.display, self.x.XStringToKeysym(name.encode()))
                 for name in combination.split('+')]
        began = time.monotonic() * 1000
        for code in codes:
            self.test.XTestFakeKeyEvent(self.display, code, 1, 0)
        for code in reversed(codes):
            self.test.XTestFakeKeyEvent(self.display, code, 0, 0)
        self.x.XFlush(self.display)
        return began


class Watched:
    """The app with a file open in it, and what it notes of its turns."""

    def __init__(self, app, module, file, **more):
        """more: of the environment."""
        self.place = tempfile.TemporaryDirectory(prefix='muster-bench-')
        place = pathlib.Path(self.place.name)
        (place / 'config' / 'gtk-4.0').mkdir(parents=True)
        (place / 'config' / 'gtk-4.0' / 'settings.ini').write_text(SETTINGS, encoding='utf-8')
        # A look is remembered and drafts are kept: not in the file that the next run measures.
        copy = place / 'copy.muster'
        shutil.copyfile(file, copy)
        copy.chmod(0o600)
        # Written now, not by the kernel beside what is measured.
        os.sync()
        # The keys of one that has joined, as its replica has them.
        if pathlib.Path(f'{file}.tokens').exists():
            shutil.copy(f'{file}.tokens', f'{copy}.tokens')
        log = place / 'turns'
        environment = dict(os.environ, LD_PRELOAD=str(module), MUSTER_BENCH_TURNS=str(log),
                           XDG_CONFIG_HOME=str(place / 'config'), GSETTINGS_BACKEND='memory', **more)
        self.process = subprocess.Popen([app, copy], env=environment)
        self.file = copy
        self.keys = Keys()
        self.turns, self.frames, self.memory, self.pressed = [], [], 0, 0
        self.wait(log.exists, 'its notes')
        self.log = log.open(encoding='utf-8')
        self._rest = ''
        self.quiet()
        self.take_keyboard()
        self.quiet()

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        self.process.kill()
        self.process.wait()
        self.log.close()
        self.place.cleanup()

    def wait(self, condition, what):
        until = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > until or self.process.poll() is not None:
                raise Failed(f'the app did not come to {what}')
            time.sleep(0.01)

    def take_keyboard(self):
        found = subprocess.run(['xdotool', 'search', '--all', '--onlyvisible', '--pid', str(self.process.pid), '--name',
                                'Muster'], stdout=subprocess.PIPE, text=True, check=True)
        subprocess.run(['xdotool', 'windowfocus', '--sync', found.stdout.split()[-1]], check=True)

    def _read(self):
        text = self._rest + self.log.read()
        lines = text.split('\n')
        self._rest = lines.pop()
        for line in lines:
            name, *numbers = line.split()
            numbers = [float(number) for number in numbers]
            if name == 'turn':
                self.turns.append(numbers)
            elif name == 'frame':
                self.frames.append(numbers[0])
            else:
                self.memory = numbers[0]

    def _is_quiet(self):
        self._read()
        busy = [woke + wall for woke, wall, cpu in self.turns[-50:] if wall >= BUSY]
        last = max(busy[-1:] + self.frames[-1:] + [self.pressed])
        return bool(self.frames) and time.monotonic() * 1000 - last > QUIET * 1000

    def press(self, combination):
        self.pressed = self.keys.press(combination)
        return self.pressed

    def quiet(self):
        """Nothing has happened for a while, nor was asked for."""
        self.wait(self._is_quiet, 'rest')

    def answer(self, *combinations):
        """Presses each key in turn, at once; what the last of them brought: milliseconds till painted, longest turn,
        and longest of the processor."""
        for combination in combinations[:-1]:
            self.press(combination)
            self.quiet()
        self.turns.clear()
        self.frames.clear()
        began = self.press(combinations[-1])
        self.wait(lambda: self._read() or self.frames and self.frames[-1] > began, f'an answer to {combinations[-1]}')
        self.quiet()
        turns = [(wall, cpu) for woke, wall, cpu in self.turns if woke + wall > began]
        return {'painted': self.frames[-1] - began, 'longest': max(wall for wall, cpu in turns),
                'longest-cpu': max(cpu for wall, cpu in turns)}

    def type(self, text):
        for letter in text:
            self.press('space' if letter == ' ' else letter)


def _sum_up(passes):
    """The passes made one: of the same answer the median of its longest turns, and then the longest of any answer. A
    neighbour of this machine slows some seconds of a pass by half; the worst of all turns is kept beside."""
    each = [dict(ones[0], **{key: statistics.median(one[key] for one in ones)
                             for key in ('painted', 'longest', 'longest-cpu')}) for ones in zip(*passes, strict=True)]
    return {'painted': statistics.median(one['painted'] for one in each), 'n': len(each), 'each': each,
            'longest': max(one['longest'] for one in each), 'longest-cpu': max(one['longest-cpu'] for one in each),
            'worst': max(one['longest'] for ones in passes for one in ones), 'passes': len(passes)}


def pages(app, module, file, rounds):
    """Each page for the first time, which makes it, and then again."""
    first, again = [], []
    with Watched(app, module, file) as window:
        for i in range(rounds + 1):
            for name in list(PAGES)[1:] + list(PAGES)[:1]:
                one = dict(window.answer(PAGES[name]), page=name)
                (again if i > 0 else first).append(one)
    return {'opening a page for the first time': first, 'opening a page again': again}


def filtering(app, module, file, words):
    """Letter by letter in the register of risks."""
    ones = []
    with Watched(app, module, file) as window:
        window.answer(PAGES['Risks'])
        for word in words:
            window.answer('Control_L+Shift_L+f')
            ones += [window.answer(letter) for letter in word]
            window.answer('Escape')
    return {'filtering the register, letter by letter': ones}


def opening(app, module, file, n):
    """Records from their table, by Enter, and back."""
    ones, back = [], []
    with Watched(app, module, file) as window:
        for page in ('Risks', 'Teams', 'Plans'):
            window.answer(PAGES[page])
            for _ in range(n):
                window.answer('Down')
                ones.append(dict(window.answer('Return'), page=page))
                back.append(window.answer('Alt_L+Left'))
    return {'opening a record': ones, 'going back': back}


def scopes(app, module, file, n):
    """The place that all pages show, on each of them."""
    ones = []
    with sqlite3.connect(f'file:{file}?mode=ro', uri=True) as db:
        names = [name for (name,) in db.execute('SELECT name FROM team WHERE archived = 0 ORDER BY rowid LIMIT ?', (n,))]
    with Watched(app, module, file) as window:
        for page, key in PAGES.items():
            window.answer(key)
            for name in names:
                window.answer('Control_L+l')
                window.type(name.lower())
                window.quiet()
                ones.append(dict(window.answer('Return'), page=page))
            ones.append(dict(window.answer('Control_L+Shift_L+l'), page=page))
    return {'switching the scope': ones}


def measure(app, module, file, register, quick):
    """All of it, by what was done: from the file of everything, and the register of risks."""
    rounds, n, passes = (1, 2, 1) if quick else (2, 6, 3)
    ways = ((pages, file, rounds), (filtering, register, FILTERS), (opening, file, n), (scopes, file, 2))
    measured = {}
    for way, what, much in ways:
        answers = [way(app, module, what, much) for _ in range(passes)]
        measured.update({name: _sum_up([one[name] for one in answers]) for name in answers[0]})
    return measured


def memory(app, module, file, steps, seed):
    """Kilobytes after a minute of the hour that these steps are, after a quarter of it and after all: pages, records and
    going back, at random. Each page and its record are gone to before, for they are made when they are first gone to: what
    grows after that is never given back."""
    chance = random.Random(seed)
    ways = list(PAGES.values()) + ['Return', 'Return', 'Alt_L+Left', 'Down', 'Down', 'Alt_L+Right']
    early = quarter = 0
    with Watched(app, module, file) as window:
        for page in PAGES.values():
            for key in (page, 'Down', 'Return', 'Alt_L+Left'):
                window.press(key)
                window.quiet()
        made = window.memory
        for step in range(steps):
            window.press(chance.choice(ways))
            window.quiet()
            if step == steps // 60:
                early = window.memory
            if step == steps // 4:
                quarter = window.memory
        return {'made': made, 'early': early, 'quarter': quarter, 'late': window.memory, 'steps': steps}
