# SPDX-License-Identifier: GPL-3.0-or-later
"""Windows that are joined: how long one is kept from answering while the saves of others arrive, and how long what is saved at
one desk takes to be painted at another. The real app, the real server, loopback."""

import sqlite3
import statistics
import subprocess

import bench_answers
import bench_sync

RISKS = bench_answers.PAGES['Risks']
# Two apps that find each other on a bus are one.
ALONE = {'DBUS_SESSION_BUS_ADDRESS': 'disabled:', 'GTK_A11Y': 'none'}


class Desk:
    """A replica that somebody has joined with musterctl, whose keys the window finds beside it."""

    def __init__(self, bench, endpoint, name):
        self.path = endpoint.folder / f'{name}.muster'
        self.program = bench.build / 'app' / 'cli' / 'musterctl'
        self.do('init', self.path)
        self.do('join', endpoint.address, endpoint.invite(name, 'editor').split()[-1])
        self.do('sync')

    def do(self, *arguments):
        subprocess.run([self.program, '--replica', self.path, *arguments], check=True, stdout=subprocess.DEVNULL,
                       timeout=bench_sync.TIMEOUT)


def count_saves(window):
    """All that are there and acknowledged, and the newest."""
    with sqlite3.connect(f'file:{window.file}?mode=ro', uri=True) as db:
        return db.execute('SELECT count(*), max(version) FROM log_commit WHERE version < 1 << 40').fetchone()


def arrive(window, endpoint, author, n, seed):
    """n saves of another while the register stands open: the longest turn, on the clock and of the processor."""
    window.answer(RISKS)
    had, _ = count_saves(window)
    endpoint.edit(author.path, n, seed)
    window.turns.clear()
    window.frames.clear()
    author.do('sync')
    window.wait(lambda: count_saves(window)[0] >= had + n, f'{n:,} saves of another')
    window.wait(lambda: window._read() or window.frames, 'a frame with them')
    window.quiet()
    walls = [wall for woke, wall, cpu in window.turns]
    return {'n': n, 'turns': len(walls), 'longest': max(walls), 'p99': statistics.quantiles(walls, n=100, method='inclusive')[98],
            'longest-cpu': max(cpu for woke, wall, cpu in window.turns)}


def to_another_desk(here, there, rounds):
    """From the key that saves at one desk to the last frame that it brings at another, milliseconds."""
    there.take_keyboard()
    there.answer(RISKS)
    here.take_keyboard()
    here.answer(RISKS)
    here.answer('Down')
    here.answer('F2')
    took = []
    for i in range(rounds):
        here.answer('End')
        here.answer('xyz'[i % 3])
        there.quiet()
        had, _ = count_saves(there)
        there.frames.clear()
        began = here.press('Control_L+s')
        there.pressed = began
        there.wait(lambda had=had: count_saves(there)[0] > had, 'the save of another')
        there.wait(lambda: there._read() or there.frames, 'a frame with it')
        there.quiet()
        here.quiet()
        took.append(there.frames[-1] - began)
    return took


def measure(bench, n, changes, rounds):
    """Both, on one server with the register of risks."""
    module = bench.here / 'bench-turns.so'
    with bench_sync.Folder() as folder:
        endpoint = folder.endpoint(bench, 'endpoint')
        endpoint.load(folder.path / 'loader.muster', bench.register(), n, bench.seed)
        author, reader = (Desk(bench, endpoint, name) for name in ('Author', 'Reader'))
        with bench_answers.Watched(str(bench.app), module, reader.path, **ALONE) as there:
            arrived = arrive(there, endpoint, author, changes, bench.seed)
            with bench_answers.Watched(str(bench.app), module, author.path, **ALONE) as here:
                took = to_another_desk(here, there, rounds)
    return arrived, took
