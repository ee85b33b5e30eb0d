#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench.py BUILD-DIR [--quick] [--json FILE] [--only PART…]: measures a build and prints the budget table.

Every number comes from this run; a peer runs beside what it is held against. Wants a display (tests/ui/with-display)
for the rows of the window; without one, and without the app, those are left out and said so."""

import argparse
import hashlib
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys

import bench_answers
import bench_desks
import bench_due
import bench_sync
import bench_sync_rows
import bench_window

WINDOW = ['start', 'due', 'answers', 'hour', 'memory', 'scroll', 'desks']
PARTS = WINDOW + ['save', 'search', 'replay', 'feed', 'list', 'stall', 'first', 'edits', 'writers', 'streams']
FRAME = 16.0   # milliseconds
SECOND = 1000.0


class Bench:
    def __init__(self, build, quick, seed):
        self.build = pathlib.Path(build).resolve()
        self.quick = quick
        self.seed = seed
        self.n = 10000 if quick else 100000
        self.here = self.build / 'tests' / 'bench'
        self.app = self.build / 'ui' / 'muster'
        self.files = self.build / 'bench-files'
        self.rows = []
        self.details = {}

    # ---- files and programs

    def file(self, kind, *options):
        """A made replica; made anew only when what makes it has changed."""
        maker = self.here / 'make-large'
        sign = hashlib.sha256(maker.read_bytes() + repr((options, self.seed)).encode()).hexdigest()[:12]
        path = self.files / f'{kind}-{sign}.muster'
        if path.exists():
            return str(path)
        self.files.mkdir(exist_ok=True)
        for old in self.files.glob(f'{kind}-*'):
            old.unlink()
        print(f'Making {path.name} ({" ".join(options)})', file=sys.stderr)
        unfinished = path.with_suffix('.new')
        subprocess.run([maker, unfinished, '--seed', str(self.seed), *options], check=True)
        pathlib.Path(f'{unfinished}-lock').unlink(missing_ok=True)
        unfinished.rename(path)
        return str(path)

    def mixed(self, n):
        return self.file(f'mixed-{n}', '--records', str(n))

    def register(self):
        return self.file(f'register-{self.n}', '--risks', str(self.n))

    def log(self):
        return self.file(f'log-{self.n}', '--records', str(self.n // 4), '--commits', str(self.n))

    def fed(self):
        """The register as one who joined has it: fetched from an endpoint, nothing unsent."""
        source = pathlib.Path(self.register())
        path = source.with_name(f'fed-{source.name}')
        if not path.exists():
            for old in self.files.glob('fed-*'):
                old.unlink()
            unfinished = path.with_suffix('.new')
            subprocess.run([self.here / 'bench-stall', 'feed', source, unfinished], check=True, stdout=subprocess.DEVNULL)
            pathlib.Path(f'{unfinished}-lock').unlink(missing_ok=True)
            unfinished.rename(path)
        return str(path)

    def store(self, *arguments):
        """The measurements of bench-store by their names, in their order."""
        result = subprocess.run([self.here / 'bench-store', *arguments], stdout=subprocess.PIPE, text=True, check=True)
        measured = {}
        for line in result.stdout.splitlines():
            one = json.loads(line)
            measured[one['what']] = one
        self.details[arguments[0]] = list(measured.values())
        return measured

    # ---- rows

    def add(self, work, measured, peer, peer_name, budget, note='', unit='ms', limit=False):
        """limit: peer is the most that measured may be; otherwise budget is the most that measured / peer may be."""
        ratio = measured / peer if peer else None
        worst = 1.0 if limit else budget
        met = None if worst is None or ratio is None else ratio <= worst
        self.rows.append({'work': work, 'measured': measured, 'peer': peer, 'peer_name': peer_name, 'ratio': ratio,
                          'budget': worst, 'limit': limit, 'met': met, 'note': note, 'unit': unit})

    def start(self):
        runs = 7 if self.quick else 11
        ours, peer = bench_window.first_frames(str(self.app), str(self.here / 'bench-empty-window'),
                                               self.mixed(self.n), runs)
        self.details['start'] = {'ours': ours, 'empty window': peer}
        self.add(f'start to first usable frame, {self.n:,} records', statistics.median(ours), statistics.median(peer),
                 'an empty window', 1.25, f'medians of {runs}, in turn; best {min(ours):.0f} and {min(peer):.0f} ms')

    def due(self):
        runs = 7 if self.quick else 11
        changes = 1000
        due, rest = bench_due.measure(self, self.n, changes, runs)
        self.details['due'] = {'due': due, 'offline': rest}
        self.add(f'start to first usable frame, {changes:,} saves of others to fetch', statistics.median(due),
                 statistics.median(rest), 'the same file offline', 1.1,
                 f'medians of {runs}, in turn, register of {self.n:,}; best {min(due):.0f} and {min(rest):.0f} ms')

    def answers(self):
        module = self.here / 'bench-turns.so'
        measured = bench_answers.measure(str(self.app), module, self.mixed(self.n), self.register(), self.quick)
        self.details['answers'] = measured
        for what, one in measured.items():
            self.add(f'longest stall, {what}', one['longest'], FRAME, 'a frame', None,
                     f'from the key to its answer painted {one["painted"]:.0f} ms, the median of {one["n"]}; of the '
                     f'processor at most {one["longest-cpu"]:.1f} ms. Medians of {one["passes"]} windows; the worst turn '
                     f'of all was {one["worst"]:.1f} ms', limit=True)

    def hour(self):
        steps = 240 if self.quick else 1200
        one = bench_answers.memory(str(self.app), self.here / 'bench-turns.so', self.mixed(self.n), steps, self.seed)
        self.details['hour'] = one
        self.add(f'resident memory after {one["steps"]:,} keys at random, as many as an hour has', one['late'] / 1024,
                 one['early'] / 1024, f'after the first {one["steps"] // 60}', 1.05,
                 f'after a quarter of them {one["quarter"] / 1024:.1f} MB; when each page was made {one["made"] / 1024:.1f}',
                 unit='MB')

    def memory(self):
        large, small = (bench_window.scroll(str(self.app), str(self.here / 'bench-scroll.so'), self.mixed(n), 1)
                        for n in (self.n, 1000))
        self.details['memory'] = {'large': large, 'small': small}
        for key, when in (('rss-at-start', 'after the start'), ('rss', 'after scrolling')):
            self.add(f'resident memory {when}, {self.n:,} records', large[-1][key] / 1024, small[-1][key] / 1024,
                     '1,000 records', 1.2, unit='MB')

    def save(self):
        n = 60 if self.quick else 250
        measured = self.store('save', self.mixed(self.n), str(n), str(self.seed))
        for what, one in measured.items():
            if 'bare' in one:
                self.add(f'save {what}', one['median'], one['bare'], 'the bare transaction', 2.0,
                         f'95th percentile {one["p95"]:.2f} against {one["bare-p95"]:.2f}; of the processor '
                         f'{one["cpu"]:.2f} against {one["bare-cpu"]:.2f} ms')
        for where in ('largest team', 'largest plan'):
            self.rows[-1]['note'] += f'; {where} has {measured[where]["n"]:,}'

    def search(self):
        measured = self.store('search', self.mixed(self.n), '0', str(self.seed))
        for what in ('search everything', 'filter the register'):
            slowest = measured[f'{what}: slowest']
            self.add(f'{what} as you type, 99th percentile', measured[what]['p99'], FRAME, 'a frame', None,
                     f'{measured[what]["n"]} prefixes, median {measured[what]["median"]:.2f}; of the processor '
                     f'{slowest["cpu-p99"]:.1f}, at most {slowest["cpu"]:.1f} ms for “{slowest["text"]}”', limit=True)

    def scroll(self):
        passes = bench_window.scroll(str(self.app), str(self.here / 'bench-scroll.so'), self.register(), 3)
        self.details['scroll'] = passes
        for way, one in bench_window.by_way(passes).items():
            self.add(f'longest stall, {self.n:,} risks scrolled {way}', one['longest'], FRAME, 'a frame', None,
                     f'99 in 100 turns {one["p99"]:.1f}; of the processor at most {one["longest-cpu"]:.1f}; '
                     f'longest layout {one["longest-layout"]:.1f}, painting in software {one["longest-paint"]:.1f} ms', limit=True)

    def replay(self):
        one = self.store('replay', self.log())['replay']
        self.add(f'replay of a log of {one["n"]:,} commits', one['median'], one['bare'],
                 f'bare inserts of {one["rows"]:,} rows', None,
                 f'{one["n"] / one["median"] * 1000:,.0f} commits a second')

    def feed(self):
        n = min(self.n, 10_000)
        one = self.store('feed', self.mixed(n), str(n), str(self.seed))['feed']
        self.add(f'first sync of {one["n"]:,} records, without the network', one['median'], one['bare'],
                 f'bare inserts of {one["rows"]:,} rows', None,
                 f'of the processor {one["cpu"]:,.0f} against {one["bare-cpu"]:,.0f} ms')

    def list(self):
        for what, one in self.store('list', self.register()).items():
            if 'median' in one:
                self.add(what, one['median'], None, '', None, f'99th percentile {one["p99"]:.2f} ms')

    # ---- sync

    def stall(self):
        n = 10_000
        result = subprocess.run([self.here / 'bench-stall', 'stall', self.fed(), str(n), str(self.seed)], stdout=subprocess.PIPE,
                                text=True, check=True)
        one = json.loads(result.stdout.splitlines()[-1])
        self.details['stall'] = one
        self.add(f'longest stall while {n:,} changes arrive, register of {one["rows"]:,}', one['longest'], FRAME, 'a frame', None,
                 f'of {one["turns"]:,} turns of the main loop 99 in 100 took {one["p99"]:.2f}; of the processor at most '
                 f'{one["longest-cpu"]:.1f}; the changes took {one["ms"]:,.0f} ms, the list told {one["told"]:,} ranges', limit=True)

    def desks(self):
        arrived, took = bench_desks.measure(self, self.n, 10_000, 9 if self.quick else 21)
        self.details['desks'] = {'arrived': arrived, 'took': took}
        self.add(f'longest stall of a window while {arrived["n"]:,} changes arrive, register of {self.n:,}', arrived['longest'],
                 FRAME, 'a frame', None,
                 f'of {arrived["turns"]:,} turns 99 in 100 took {arrived["p99"]:.2f}; of the processor at most '
                 f'{arrived["longest-cpu"]:.1f} ms', limit=True)
        self.add('from a save at one desk to its paint at another, the slowest', max(took), SECOND, 'a second', None,
                 f'median of {len(took)} {statistics.median(took):.0f} ms', limit=True)

    def first(self):
        for n, runs in sorted({min(self.n, 10_000): 3, self.n: 1 if self.n > 10_000 else 3}.items()):
            bench_sync_rows.first_sync(self, n, runs)

    def edits(self):
        bench_sync_rows.edits(self, min(self.n, 10_000), 3 if self.quick else 5)

    def writers(self):
        bench_sync_rows.writers(self, 2000, 5 if self.quick else 15)

    def streams(self):
        bench_sync_rows.streams(self, 1000, 50 if self.quick else 250)


def version_of(package):
    result = subprocess.run(['pkg-config', '--modversion', package], stdout=subprocess.PIPE, text=True, check=False)
    return result.stdout.strip() or 'unknown'


def describe_machine():
    model = 'processor unknown'
    for line in pathlib.Path('/proc/cpuinfo').read_text(encoding='utf-8').splitlines():
        if line.startswith('model name'):
            model = line.partition(':')[2].strip()
    packages = (('GLib', 'glib-2.0'), ('GTK', 'gtk4'), ('libadwaita', 'libadwaita-1'), ('SQLite', 'sqlite3'))
    libraries = ', '.join(f'{name} {version_of(package)}' for name, package in packages)
    return {'processors': os.cpu_count(), 'model': model, 'system': platform.platform(), 'libraries': libraries,
            'load': os.getloadavg()[0]}


def format_amount(amount, unit):
    if amount is None:
        return ''
    return f'{amount:,.{0 if amount >= 1000 else 1 if amount >= 100 else 2}f} {unit}'


def print_table(rows):
    cells = [('work', 'measured', 'peer or limit', 'ratio', 'budget', 'verdict')]
    for row in rows:
        peer = f'{format_amount(row["peer"], row["unit"])}, {row["peer_name"]}' if row['peer'] is not None else ''
        ratio = '' if row['ratio'] is None else f'{row["ratio"]:.2f} ×'
        budget = '' if row['budget'] is None else '≤ limit' if row['limit'] else f'≤ {row["budget"]:g} ×'
        verdict = {None: '', True: 'met', False: 'MISSED'}[row['met']]
        cells.append((row['work'], format_amount(row['measured'], row['unit']), peer, ratio, budget, verdict))
    widths = [max(len(line[i]) for line in cells) for i in range(len(cells[0]))]
    for number, line in enumerate(cells):
        text = '  '.join(cell.rjust(width) if i in (1, 3) else cell.ljust(width)
                         for i, (cell, width) in enumerate(zip(line, widths)))
        print(text.rstrip())
        if number == 0:
            print('-' * len(text))
        elif rows[number - 1]['note']:
            print('    ' + rows[number - 1]['note'])


def main():
    parser = argparse.ArgumentParser(description='Measure a build and print the budget table.')
    parser.add_argument('build', help='an optimised build folder')
    parser.add_argument('--quick', action='store_true', help='10,000 records instead of 100,000, and fewer runs')
    parser.add_argument('--json', metavar='FILE', help='also write all that was measured')
    parser.add_argument('--seed', type=int, default=1, help='of the records and of what is done to them')
    parser.add_argument('--only', nargs='+', choices=PARTS, default=PARTS, metavar='PART', help=', '.join(PARTS))
    arguments = parser.parse_args()

    bench = Bench(arguments.build, arguments.quick, arguments.seed)
    machine = describe_machine()
    failed = []
    for part in arguments.only:
        if part in WINDOW and not (bench.app.exists() and os.environ.get('DISPLAY')):
            failed.append(f'{part}: the app is not built, or there is no display')
            continue
        print(f'Measuring: {part}', file=sys.stderr)
        try:
            getattr(bench, part)()
        except (bench_window.Failed, bench_answers.Failed, bench_sync.Failed, subprocess.SubprocessError, OSError) as error:
            failed.append(f'{part}: {error}')

    print(f'{machine["processors"]} processors ({machine["model"]}), {machine["system"]}')
    print(f'{machine["libraries"]}; seed {arguments.seed}')
    print(f'Load {machine["load"]:.1f} before and {os.getloadavg()[0]:.1f} after; where it was not 0 before, '
          'other work had its share of every number.\n')
    print_table(bench.rows)
    for sentence in failed:
        print(f'NOT MEASURED  {sentence}')
    if arguments.json:
        measured = {'machine': machine, 'seed': arguments.seed, 'records': bench.n, 'rows': bench.rows,
                    'details': bench.details, 'failed': failed}
        pathlib.Path(arguments.json).write_text(json.dumps(measured, indent=1, ensure_ascii=False) + '\n',
                                                encoding='utf-8')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
