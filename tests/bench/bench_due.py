# SPDX-License-Identifier: GPL-3.0-or-later
"""A start while others have saved much since the last one: what fetching that costs until the first page can be read. The real
app, the real server, loopback; beside it the same file told to work offline, where nothing is sent or fetched."""

import os

import bench_desks
import bench_sync
import bench_window


def offline(folder):
    """The environment of somebody who works offline."""
    settings = folder / 'offline' / 'glib-2.0' / 'settings' / 'keyfile'
    settings.parent.mkdir(parents=True)
    settings.write_text('[org/muster/Muster]\nwork-offline=true\n')
    return {'XDG_CONFIG_HOME': str(folder / 'offline'), 'GSETTINGS_BACKEND': 'keyfile'}


def measure(bench, n, changes, runs):
    """Milliseconds with changes to fetch and without, in turn; the first of each warms the caches and does not count."""
    due, rest = [], []
    with bench_sync.Folder() as folder:
        endpoint = folder.endpoint(bench, 'endpoint')
        endpoint.load(folder.path / 'loader.muster', bench.register(), n, bench.seed)
        author, reader = (bench_desks.Desk(bench, endpoint, name) for name in ('Author', 'Reader'))
        command = [str(bench.app), '--print-first-frame', '--exit-after-first-frame', str(reader.path)]
        alone = {**os.environ, **bench_desks.ALONE}
        without = {**alone, **offline(folder.path)}
        for i in range(runs + 1):
            endpoint.edit(author.path, changes, bench.seed + i)
            author.do('sync')
            pair = bench_window.start_to_frame(command, without), bench_window.start_to_frame(command, alone)
            # What it had no time to fetch is not due the next time.
            reader.do('sync')
            if i > 0:
                rest.append(pair[0])
                due.append(pair[1])
    return due, rest
