# SPDX-License-Identifier: GPL-3.0-or-later
"""Replicas and an endpoint as they are: processes over loopback, with TLS and without. bench-sync times, this says in which order.

Bytes are counted by a proxy on the socket, in a run of its own, so that it costs the timed ones nothing: all that goes over the
connections, both ways, heads, TLS records and handshakes too."""

import json
import os
import pathlib
import resource
import select
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import uuid

TIMEOUT = 1800


class Failed(Exception):
    """A sentence on what could not be measured."""


def make_certificate(folder):
    """An authority of one, for 127.0.0.1: (certificate, key)."""
    certificate, key = folder / 'certificate.pem', folder / 'key.pem'
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
                    '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost', '-keyout', key, '-out', certificate],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=TIMEOUT)
    key.chmod(0o600)
    return certificate, key


class Counter:
    """A proxy to a port that counts what goes through it."""

    def __init__(self, port):
        self.port = port
        self.up = self.down = self.connections = 0
        self.listener = socket.create_server(('127.0.0.1', 0), backlog=64)
        self.own_port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        pairs = {}
        while True:
            for ready in select.select([self.listener, *pairs], [], [])[0]:
                if ready is self.listener:
                    try:
                        near = ready.accept()[0]
                    except OSError:
                        return
                    far = socket.create_connection(('127.0.0.1', self.port))
                    self.connections += 1
                    for one, other in ((near, far), (far, near)):
                        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                        pairs[one] = (other, one is near)
                elif ready in pairs:
                    self.carry(pairs, ready)

    def carry(self, pairs, ready):
        other, is_up = pairs[ready]
        try:
            data = ready.recv(65536)
            other.sendall(data)
        except OSError:
            data = b''
        if is_up:
            self.up += len(data)
        else:
            self.down += len(data)
        if not data:
            for one in (ready, other):
                pairs.pop(one, None)
                one.close()

    def take(self):
        """Bytes both ways since the last time."""
        both = self.up + self.down
        self.up = self.down = 0
        return both


class Endpoint:
    """muster-server on data of its own; secure: with TLS by its own certificate files."""

    def __init__(self, bench, folder, secure=None, *options):
        self.program = bench.build / 'app' / 'server' / 'muster-server'
        self.tool = bench.here / 'bench-sync'
        self.folder = folder
        self.data = folder / 'server.muster'
        self.options = options
        self.process = None
        self.set_secure(secure)
        self.admin('init')
        self.start()

    def set_secure(self, secure):
        self.secure = secure
        self.trust = str(secure[0]) if secure else '-'

    def admin(self, *arguments):
        result = subprocess.run([self.program, '--data', self.data, *arguments], check=True, stdout=subprocess.PIPE, text=True,
                                timeout=TIMEOUT)
        return result.stdout.strip()

    def start(self):
        port_file = self.folder / 'port'
        tls = ['--certificate', self.secure[0], '--key', self.secure[1]] if self.secure else []
        with open(self.folder / 'server.log', 'ab') as log:
            self.process = subprocess.Popen([self.program, '--data', self.data, 'serve', '--port', '0', '--port-file', port_file, '--rate',
                                             '100000', '--per-address', '2000', *tls, *self.options], stdout=subprocess.PIPE, stderr=log)
        if not self.process.stdout.readline():
            raise Failed(f'muster-server did not start: {(self.folder / "server.log").read_text()[-500:]}')
        self.port = int(port_file.read_text())
        self.address = self.address_at(self.port)

    def address_at(self, port):
        return f'{"https" if self.secure else "http"}://127.0.0.1:{port}'

    def stop(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(TIMEOUT)
            self.process.stdout.close()
            self.process = None

    def invite(self, person='Bench', role='steward'):
        return self.admin('invite', '--person', person, '--role', role, '--all')

    def backup(self, name):
        path = self.folder / name
        path.unlink(missing_ok=True)
        self.admin('backup', path)
        return path

    def cpu(self):
        """Seconds of the processor that it has used."""
        fields = pathlib.Path(f'/proc/{self.process.pid}/stat').read_text().rpartition(')')[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')

    def memory(self):
        """Resident and proportional size, kB."""
        found = {}
        for line in pathlib.Path(f'/proc/{self.process.pid}/smaps_rollup').read_text().splitlines():
            name, _, rest = line.partition(':')
            if name in ('Rss', 'Pss'):
                found[name] = int(rest.split()[0])
        return found['Rss'], found['Pss']

    def run(self, *arguments):
        """Lines of bench-sync."""
        result = subprocess.run([self.tool, *map(str, arguments)], stdout=subprocess.PIPE, text=True, check=True, timeout=TIMEOUT)
        return [json.loads(line) for line in result.stdout.splitlines() if line.startswith('{')]

    # ---- words of bench-sync

    def load(self, file, source, n, seed):
        return self.run('load', self.address, self.trust, self.invite(), file, source, n, seed)[0]

    def join(self, name):
        path = self.folder / f'{name}.muster'
        self.run('join', self.address, self.trust, self.invite(), path)
        return path

    def sync(self, file, *folder, port=None):
        return self.run('sync', self.address if port is None else self.address_at(port), self.trust, file, *folder)[0]

    def edit(self, file, n, seed):
        return self.run('edit', file, n, seed)[0]


def copy_file(path, name):
    """A copy of a closed replica with its tokens."""
    copy = path.with_name(name)
    shutil.copyfile(path, copy)
    shutil.copyfile(f'{path}.tokens', f'{copy}.tokens')
    return copy


def serve_files(endpoint, folder):
    """The port of a bare server of a folder, and how to end it."""
    process = subprocess.Popen([endpoint.tool, 'serve', folder, *(endpoint.secure or ())], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    port = int(process.stdout.readline())

    def end():
        process.stdin.close()
        process.wait(TIMEOUT)
        process.stdout.close()
    return port, end


def first_sync(endpoint, name, empty):
    """A new replica fetches all there is; then the same bytes from a server of files, and bare inserts of the same rows."""
    file = endpoint.join(name)
    pages = endpoint.folder / f'{name}.pages'
    pages.mkdir()
    cpu = endpoint.cpu()
    ours = endpoint.sync(file, pages)
    ours['server-cpu'] = (endpoint.cpu() - cpu) * 1000
    port, end = serve_files(endpoint, pages)
    try:
        bare = endpoint.run('bare-first', endpoint.address_at(port), endpoint.trust, len(list(pages.iterdir())), file, empty)[0]
    finally:
        end()
    ours['packed'] = sum(path.stat().st_size for path in pages.iterdir())
    shutil.rmtree(pages)
    return file, ours, bare


def push_and_pull(endpoint, author, reader, n, seed):
    """n edits of author, made with no network, to the endpoint, where they are durable; and from there to reader."""
    endpoint.edit(author, n, seed)
    before = endpoint.backup('before.muster')
    cpu = endpoint.cpu()
    pushed = endpoint.run('push', endpoint.address, endpoint.trust, author)[0]
    pushed['server-cpu'] = (endpoint.cpu() - cpu) * 1000
    learnt = endpoint.sync(author)  # a process of its own: it sends all again, and then asks what became of it
    pushed['learnt'] = learnt['ms']
    after = endpoint.backup('after.muster')
    bare_push = endpoint.run('bare-push', before, after, (n + 499) // 500)[0]
    played, recorded = copy_file(reader, 'played.muster'), copy_file(reader, 'recorded.muster')
    bare_pull = endpoint.run('bare-pull', endpoint.address, endpoint.trust, recorded, played)[0]
    pulled = endpoint.sync(reader)
    if learnt['own'] != n or pulled['foreign'] != n or bare_push['commits'] != n:
        raise Failed(f'{n} edits were to arrive: {learnt}, {pulled}, {bare_push}')
    return pushed, bare_push, pulled, bare_pull


def count_bytes(endpoint, author, reader, n, seed):
    """What n more edits take on the wire, both ways; and one sync with nothing to do on a warm connection."""
    counter = Counter(endpoint.port)
    endpoint.edit(author, n, seed)
    endpoint.run('push', endpoint.address_at(counter.own_port), endpoint.trust, author)
    pushed = counter.take()
    endpoint.sync(author, port=counter.own_port)  # a process of its own: it sends all again, and then asks
    stubs = counter.take() - pushed
    endpoint.sync(reader, port=counter.own_port)
    pulled = counter.take()
    endpoint.run('idle', endpoint.address_at(counter.own_port), endpoint.trust, reader, 1)
    one = counter.take()
    endpoint.run('idle', endpoint.address_at(counter.own_port), endpoint.trust, reader, 101)
    idle = (counter.take() - one) / 100
    return {'push': pushed, 'stubs': stubs, 'pull': pulled, 'idle': idle}


def writers(endpoint, name, n, rounds):
    """Each round; what the processor spent on one; and bare inserts of the rows of all, as many transactions as pushes."""
    folder = endpoint.folder / f'{name}-writers'
    folder.mkdir()
    codes = [endpoint.invite(f'Writer {i}', 'editor') for i in range(n)]
    before = endpoint.backup('before.muster')
    cpu = endpoint.cpu()
    found = endpoint.run('writers', endpoint.address, endpoint.trust, rounds, folder, *codes)
    cpu = (endpoint.cpu() - cpu) * 1000 / (rounds + 1)
    after = endpoint.backup('after.muster')
    bare = endpoint.run('bare-push', before, after, n * (rounds + 1))[0]
    return found, cpu, bare


# ---- connections that wait

def ask(endpoint, context, request):
    connection = socket.create_connection(('127.0.0.1', endpoint.port), TIMEOUT)
    if context is not None:
        connection = context.wrap_socket(connection, server_hostname='127.0.0.1')
    connection.sendall(request)
    return connection


def enrol(endpoint, context):
    """A device of its own, by HTTP: its access token."""
    body = json.dumps({'code': endpoint.invite(), 'device': 'Bench', 'replica': str(uuid.uuid4()), 'schema': 1}).encode()
    head = ('POST /v1/enrol HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/vnd.muster.sync+json; v=1\r\n'
            f'Content-Length: {len(body)}\r\n\r\n').encode()
    with ask(endpoint, context, head + body) as connection:
        answer = b''
        while part := connection.recv(65536):
            answer += part
    return json.loads(answer.partition(b'\r\n\r\n')[2])['access']


def idle_streams(endpoint, n, devices):
    """Resident and proportional kB of the endpoint before and with n streams of events open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, 4096), hard), hard))
    context = ssl.create_default_context(cafile=endpoint.trust) if endpoint.secure else None
    tokens = [enrol(endpoint, context) for _ in range(devices)]
    before = endpoint.memory()
    open_streams = []
    try:
        for i in range(n):
            request = (f'GET /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {tokens[i % devices]}\r\n'
                       'Accept: text/event-stream\r\n\r\n')
            stream = ask(endpoint, context, request.encode())
            open_streams.append(stream)
            if not stream.recv(4096).startswith(b'HTTP/1.1 200 '):
                raise Failed('the endpoint did not open a stream of events')
        for stream in open_streams:  # a heartbeat on each touches what is kept for it
            stream.recv(4096)
        return before, endpoint.memory()
    finally:
        for stream in open_streams:
            stream.close()


class Folder:
    """A folder for a run, taken away with what was started in it."""

    def __init__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix='muster-bench-'))
        self.endpoints = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for endpoint in self.endpoints:
            endpoint.stop()
        shutil.rmtree(self.path, ignore_errors=True)

    def endpoint(self, bench, name, secure=None, *options):
        folder = self.path / name
        folder.mkdir(exist_ok=True)
        endpoint = Endpoint(bench, folder, secure, *options)
        self.endpoints.append(endpoint)
        return endpoint
