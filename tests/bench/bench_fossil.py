# SPDX-License-Identifier: GPL-3.0-or-later
"""Fossil, the closest relative, with the same records as tickets: one change artifact for each record, and one for each edit.

What it starts with is put into its repository as artifacts and `fossil rebuild`, since a process for each of 100,000 tickets would take an
hour; what is timed is Fossil alone, from process to process, as it is used."""

import hashlib
import os
import signal
import socket
import sqlite3
import struct
import subprocess
import time
import zlib

TIMEOUT = 1800
USER, PASSWORD = 'bench', 'bench'


def quote(text):
    for plain, quoted in (('\\', '\\\\'), (' ', '\\s'), ('\n', '\\n'), ('\t', '\\t'), ('\r', '\\r')):
        text = text.replace(plain, quoted)
    return text


def artifact(ticket, second, fields):
    """A ticket change as Fossil writes one."""
    stamp = time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(1763683200 + second)) + '.000'
    lines = [f'D {stamp}', *(f'J {name} {quote(value)}' for name, value in sorted(fields.items())), f'K {ticket}', f'U {USER}']
    text = ('\n'.join(lines) + '\n').encode()
    return text + b'Z ' + hashlib.md5(text).hexdigest().encode() + b'\n'


def put_artifacts(repository, artifacts, unsent):
    """unsent: to be sent with the next push, as after an edit."""
    database = sqlite3.connect(repository)
    with database:
        for text in artifacts:
            rid = database.execute('INSERT INTO blob (rcvid, size, uuid, content) VALUES (1, ?, ?, ?)', (
                len(text), hashlib.sha3_256(text).hexdigest(), struct.pack('>I', len(text)) + zlib.compress(text))).lastrowid
            database.execute('INSERT OR IGNORE INTO unclustered VALUES (?)', (rid,))
            if unsent:
                database.execute('INSERT INTO unsent VALUES (?)', (rid,))
    database.close()


class Fossil:
    def __init__(self, folder):
        self.folder = folder
        self.secure = None
        self.repository = folder / 'server.fossil'
        self.environment = dict(os.environ, HOME=str(folder), USER=USER, FOSSIL_HOME=str(folder))
        self.process = None
        self.edits = 0
        self.run('new', '--admin-user', USER, self.repository)
        self.run('user', 'password', USER, PASSWORD, '-R', self.repository)
        for setting in ('autosync', 'backoffice-disable'):
            self.run('settings', setting, {'autosync': 'off', 'backoffice-disable': 'on'}[setting], '-R', self.repository)

    def set_secure(self, secure):
        self.secure = secure
        self.environment['SSL_CERT_FILE'] = str(secure[0])

    def run(self, *arguments):
        result = subprocess.run(['fossil', *map(str, arguments)], env=self.environment, cwd=self.folder, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=TIMEOUT, check=False)
        if result.returncode != 0:
            raise OSError(f'fossil {arguments[0]}: {result.stdout.strip()[-900:]}')
        return result.stdout

    def timed(self, *arguments):
        start = time.perf_counter()
        self.run(*arguments)
        return (time.perf_counter() - start) * 1000

    def load(self, records):
        """records: (id, title, everything as JSON) each."""
        self.tickets = [hashlib.sha1(record[0].encode()).hexdigest() for record in records]
        put_artifacts(self.repository, (artifact(ticket, second, {'title': title, 'comment': text})
                                        for second, (ticket, (_, title, text)) in enumerate(zip(self.tickets, records))), False)
        self.run('rebuild', self.repository)

    def start(self):
        with socket.create_server(('127.0.0.1', 0)) as free:
            self.port = free.getsockname()[1]
        tls = ['--cert', self.secure[0], '--pkey', self.secure[1]] if self.secure else []
        self.process = subprocess.Popen(['fossil', 'server', '--localhost', '--nojail', '--port', str(self.port), *map(str, tls),
                                         str(self.repository)], env=self.environment, cwd=self.folder, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(1000):
            try:
                socket.create_connection(('127.0.0.1', self.port), 1).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.01)
        raise OSError('fossil server did not start')

    def stop(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(TIMEOUT)
            self.process = None

    def url(self, port=None):
        return f'{"https" if self.secure else "http"}://{USER}:{PASSWORD}@localhost:{port or self.port}/'

    def clone(self, name):
        path = self.folder / f'{name}.fossil'
        took = self.timed('clone', '--no-open', '--once', self.url(), path)
        return path, took

    def edit(self, repository, n, titles, first=0):
        """n edits with no network, each of one ticket."""
        artifacts = []
        for i in range(n):
            self.edits += 1
            artifacts.append(artifact(self.tickets[(first + i * len(self.tickets) // n) % len(self.tickets)], 10**6 + self.edits,
                                      {'title': titles[(first + i) % len(titles)]}))
        put_artifacts(repository, artifacts, True)

    def push(self, repository, port=None):
        return self.timed('push', self.url(port), '--once', '-R', repository)

    def pull(self, repository, port=None):
        return self.timed('pull', self.url(port), '--once', '-R', repository)

    def sync(self, repository, port=None):
        return self.timed('sync', self.url(port), '--once', '-R', repository)

    def count(self, repository):
        database = sqlite3.connect(repository)
        try:
            return database.execute('SELECT count(*) FROM blob').fetchone()[0]
        finally:
            database.close()

    def push_all(self, repositories):
        """All at once: milliseconds from the first process to the end of the last."""
        start = time.perf_counter()
        processes = [subprocess.Popen(['fossil', 'push', self.url(), '--once', '-R', str(path)], env=self.environment, cwd=self.folder,
                                      stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                     for path in repositories]
        for process in processes:
            if process.wait(TIMEOUT) != 0:
                raise OSError('fossil push failed')
        return (time.perf_counter() - start) * 1000


def read_records(file):
    """What our own log of a file says of each record: id, title, the values of its groups as they are."""
    database = sqlite3.connect(f'file:{file}?mode=ro', uri=True)
    found = {}
    try:
        for record, group, value in database.execute('SELECT record, field_group, value FROM log_change ORDER BY version, i'):
            if not group.startswith('_'):
                found.setdefault(record.hex(), {})[group] = value
        titles = dict(database.execute('SELECT hex(id), title FROM record'))
    finally:
        database.close()
    return [(record, titles.get(record.upper(), ''), '\n'.join(groups.values())) for record, groups in found.items()]
