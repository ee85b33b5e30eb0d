# SPDX-License-Identifier: GPL-3.0-or-later
"""The app as it is, on the display that is there: how soon it shows, how much it holds, how smoothly it scrolls."""

import json
import os
import statistics
import subprocess
import time

TIMEOUT = 300


class Failed(Exception):
    """A sentence on what could not be measured."""


def start_to_frame(command, environment=None):
    """Milliseconds from before the process is made until it says that its first usable frame was painted."""
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        for line in process.stdout:
            if line.startswith('first-frame-ms'):
                took = (time.perf_counter() - began) * 1000
                process.communicate(timeout=TIMEOUT)
                return took
    finally:
        process.kill()
        process.wait()
    raise Failed(f'{command[0]} ended without its first frame')


def first_frames(app, empty, file, runs):
    """Both in turn, so that both meet the same neighbours; the first of each warms the caches and does not count."""
    ours, peer = [], []
    for i in range(runs + 1):
        pair = (start_to_frame([app, '--print-first-frame', '--exit-after-first-frame', file]), start_to_frame([empty]))
        if i > 0:
            ours.append(pair[0])
            peer.append(pair[1])
    return ours, peer


def scroll(app, module, file, passes):
    """What the module in the app tells: a list of dictionaries, see bench-scroll.c."""
    environment = dict(os.environ, LD_PRELOAD=module, MUSTER_BENCH_ACTION='win.go-risks',
                       MUSTER_BENCH_PASSES=str(passes))
    result = subprocess.run([app, file], env=environment, stdout=subprocess.PIPE, text=True, timeout=TIMEOUT,
                            check=False)
    lines = [json.loads(line) for line in result.stdout.splitlines() if line.startswith('{')]
    if result.returncode != 0 or not lines:
        raise Failed(f'{app} did not scroll its register')
    return lines


def by_way(passes):
    """The passes of each way of scrolling made one: the median of what each pass had as its longest."""
    ways = {}
    for one in passes:
        ways.setdefault(one['what'], []).append(one)
    return {way: {key: statistics.median(one[key] for one in ones) for key in ones[0] if key not in ('what', 'pass')}
            for way, ones in ways.items()}
