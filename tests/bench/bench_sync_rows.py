# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of the table that are about sync: what is measured how often, and what stands beside it."""

import shutil
import statistics

import bench_fossil
import bench_sync

EDITS = 1000
WRITERS = 8
BYTES_A_CHANGE = 60
BYTES_IDLE = 1000
IDLE_MS = 2.0
MICROSECONDS_AN_EDIT = 50.0  # 20,000 edits a second
STREAMS_MB = 100


def median(found, key='ms'):
    return statistics.median(one[key] for one in found)


class Measured:
    """An endpoint, and Fossil beside it, with the same records; once without TLS, once with."""

    def __init__(self, bench, folder, n):
        self.bench = bench
        self.n = n
        self.folder = folder
        self.certificate = bench_sync.make_certificate(folder.path)
        self.source = bench.mixed(n)
        self.endpoint = folder.endpoint(bench, 'endpoint')
        self.empty = self.endpoint.join('empty')
        self.loaded = self.endpoint.load(folder.path / 'loader.muster', self.source, n, bench.seed)
        self.fossil = None
        self.without = 'no fossil here'
        if shutil.which('fossil'):
            (folder.path / 'fossil').mkdir()
            self.fossil = bench_fossil.Fossil(folder.path / 'fossil')
            folder.endpoints.append(self.fossil)
            self.fossil.load(bench_fossil.read_records(self.source))
            self.fossil.start()

    def secure(self):
        """From now on with TLS, by the endpoint's own certificate files."""
        for one in (self.endpoint, self.fossil):
            if one is not None:
                one.stop()
                one.set_secure(self.certificate)
                one.start()

    def beside(self, what, found, unit='ms'):
        """What Fossil took, in words."""
        if self.fossil is None:
            return self.without
        return f'Fossil {what} {statistics.median(found):,.0f} {unit}'


def both_ways(bench, n, func):
    """func (measured, word, name of its files) without TLS, then with, on one endpoint."""
    with bench_sync.Folder() as folder:
        measured = Measured(bench, folder, n)
        func(measured, 'no TLS', 'plain')
        measured.secure()
        func(measured, 'TLS', 'tls')


# ---- first sync

def first_sync(bench, n, runs):
    def measure(measured, word, name):
        ours, bare, clones = [], [], []
        for i in range(runs):
            _, one, peer = bench_sync.first_sync(measured.endpoint, f'{name}-{i}', measured.empty)
            ours.append(one)
            bare.append(peer)
            if measured.fossil is not None:
                clones.append(measured.fossil.clone(f'{name}-{i}')[1])
        bench.details[f'first sync {n} {name}'] = {'ours': ours, 'bare': bare, 'fossil': clones}
        bench.add(f'first sync of {n:,} records, {word}', median(ours), median(bare), 'the bare fetch and inserts', 2.0,
                  f'of the processor {median(ours, "cpu"):,.0f} against {median(bare, "cpu"):,.0f} ms, the endpoint '
                  f'{median(ours, "server-cpu"):,.0f}; {ours[0]["packed"] / 1e6:.2f} MB, {bare[0]["rows"]:,} rows, of '
                  f'{median(bare):,.0f} ms {median(bare, "fetch"):,.0f} to fetch; {measured.beside("clones in", clones)}')
    both_ways(bench, n, measure)


# ---- edits made offline, and nothing to do

def peer_edits(fossil, author, reader, runs):
    """Fossil's pushes, pulls, idle syncs and the bytes of each."""
    titles = [f'Delay to the estates plan for residents over 65, looked at {i} times' for i in range(997)]
    pushes, pulls, idles = [], [], []
    for one in (author, reader):
        fossil.sync(one)
    for i in range(runs):
        fossil.edit(author, EDITS, titles, i)
        pushes.append(fossil.push(author))
        pulls.append(fossil.pull(reader))
        fossil.sync(author)  # learns of what the server has gathered meanwhile
        fossil.sync(reader)
        idles.append(fossil.sync(reader))
    counter = bench_sync.Counter(fossil.port)
    sizes = []
    fossil.edit(author, EDITS, titles, runs)
    for work in (lambda: fossil.push(author, counter.own_port), lambda: fossil.pull(reader, counter.own_port),
                 lambda: fossil.sync(reader, counter.own_port)):
        work()
        sizes.append(counter.take())
    return pushes, pulls, idles, sizes


def edits(bench, n, runs):
    def measure(measured, word, name):
        endpoint = measured.endpoint
        author, reader = (bench_sync.first_sync(endpoint, f'{name}-{who}', measured.empty)[0] for who in ('author', 'reader'))
        found = [bench_sync.push_and_pull(endpoint, author, reader, EDITS, bench.seed + i) for i in range(runs)]
        pushed, bare_push, pulled, bare_pull = zip(*found)
        sizes = bench_sync.count_bytes(endpoint, author, reader, EDITS, bench.seed + runs)
        idle = endpoint.run('idle', endpoint.address, endpoint.trust, reader, 300, 300)[0]
        peer = ([], [], [], [0, 0, 0])
        if measured.fossil is not None:
            clones = [measured.fossil.clone(f'{name}-{who}')[0] for who in ('author', 'reader')]
            peer = peer_edits(measured.fossil, *clones, runs)
        bench.details[f'edits {name}'] = {'runs': found, 'bytes': sizes, 'idle': idle, 'fossil': peer}
        for what, ours, bare, times in (('push of', pushed, bare_push, peer[0]), ('pull of', pulled, bare_pull, peer[1])):
            more = f', the endpoint {median(ours, "server-cpu"):,.0f}; {median(ours, "learnt"):,.0f} ms to send again and learn the numbers' \
                if 'learnt' in ours[0] else ''
            bench.add(f'{what} {EDITS:,} offline edits, {word}', median(ours), median(bare), 'the bare durable apply', 4.0,
                      f'of the processor {median(ours, "cpu"):,.0f} against {median(bare, "cpu"):,.0f} ms{more}; '
                      f'{measured.beside("takes", times)}')
        kinds = ('a change pushed', 'a change pulled')
        for what, size, other in zip(kinds, ((sizes['push'], sizes['stubs']), (sizes['pull'], 0)), peer[3]):
            more = f'; {size[1] / EDITS:.1f} more to learn its number' if size[1] else ''
            bench.add(f'{what}, {word}', size[0] / EDITS, BYTES_A_CHANGE, 'the budget', None,
                      f'heads and answers too, counted by a proxy on the socket{more}; Fossil {other / EDITS:.0f} B', unit='B', limit=True)
        bench.add(f'idle sync, warm, {word}', idle['median'], IDLE_MS, 'the budget', None,
                  f'{idle["requests"] / idle["n"]:g} request; 95th percentile {idle["p95"]:.2f}, of the processor {idle["cpu"]:.2f} ms; '
                  f'an empty answer takes {idle["bare"]:.2f}; {measured.beside("takes", peer[2])}', limit=True)
        bench.add(f'idle sync, both ways, {word}', sizes['idle'], BYTES_IDLE, 'the budget', None,
                  f'on a warm connection; Fossil {peer[3][2]:,} B on a new one', unit='B', limit=True)
    both_ways(bench, n, measure)


# ---- the endpoint

def writers(bench, n, rounds):
    def measure(measured, word, name):
        found, cpu, bare = bench_sync.writers(measured.endpoint, name, WRITERS, rounds)
        times = []
        if measured.fossil is not None:
            clone = measured.fossil.clone(f'{name}-writer')[0]
            times = [peer_writers(measured.fossil, clone, name, i) for i in range(2)]
        n_edits = found[0]['edits']
        bench.details[f'writers {name}'] = {'ours': found, 'cpu': cpu, 'bare': bare, 'fossil': times}
        each = median(found) * 1000 / n_edits
        peer = f'Fossil {n_edits * 1000 / statistics.median(times):,.0f} a second' if times else measured.without
        bench.add(f'an edit of {WRITERS} writers with {n_edits // WRITERS} each, {word}', each, MICROSECONDS_AN_EDIT, '20,000 a second', None,
                  f'{1e6 / each:,.0f} a second, best {max(one["edits"] * 1000 / one["ms"] for one in found):,.0f}; '
                  f'{1000 * cpu / n_edits:.1f} µs of the processor each, bare inserts {1000 * bare["ms"] / bare["commits"]:.1f} µs; {peer}',
                  unit='µs', limit=True)
    both_ways(bench, n, measure)


def peer_writers(fossil, clone, name, i):
    copies = []
    for j in range(WRITERS):
        copies.append(fossil.folder / f'{name}-writer-{i}-{j}.fossil')
        shutil.copyfile(clone, copies[-1])
        fossil.edit(copies[-1], 500, [f'Looked at by writer {j} in round {i}'], i * 4000 + j * 500)
    return fossil.push_all(copies)


def streams(bench, n, devices):
    for word, secure in (('no TLS', False), ('TLS', True)):
        with bench_sync.Folder() as folder:
            certificate = bench_sync.make_certificate(folder.path) if secure else None
            endpoint = folder.endpoint(bench, 'endpoint', certificate, '--heartbeat', '2')
            before, after = bench_sync.idle_streams(endpoint, n, devices)
            bench.details[f'streams {word}'] = {'before': before, 'after': after}
            bench.add(f'endpoint with {n:,} connected, idle replicas, {word}', after[0] / 1024, STREAMS_MB, 'the budget', None,
                      f'resident; proportional {after[1] / 1024:.1f}; before {before[0] / 1024:.1f} and {before[1] / 1024:.1f} MB; '
                      f'{devices} devices', unit='MB', limit=True)
