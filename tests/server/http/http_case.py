# http_case.py - what the tests of muster-server share: the real program on a free port, people who joined, raw sockets.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import gzip
import http.client
import json
import os
import pathlib
import re
import select
import signal
import socket
import subprocess
import tempfile
import time
import unittest
import uuid

MEDIA_TYPE = "application/vnd.muster.sync+json; v=1"
PROBLEM_TYPE = "application/problem+json"
START = {"after": 0, "chain": "0" * 16, "grants": 0, "n": 0}
# Longer than anything here takes when all is well; waiting ends with what is waited for.
PATIENCE = 60


class Server:
    """muster-server as MUSTER_SERVER names it, with data of its own in folder."""

    def __init__(self, folder, init=True):
        self.program = os.environ["MUSTER_SERVER"]
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "server.muster"
        self.port_file = self.folder / "port"
        self.process = None
        self.secure = False
        if init:
            self.admin("init")

    def run(self, *arguments, **more):
        return subprocess.run([self.program, "--data", self.data, *map(str, arguments)], capture_output=True, text=True,
                              timeout=PATIENCE, **more)

    def admin(self, *arguments):
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *arguments, **more):
        self.port_file.unlink(missing_ok=True)
        self.log = open(self.folder / "log", "w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [self.program, "--data", self.data, "serve", "--port", "0", "--port-file", self.port_file, *map(str, arguments)],
            stdout=subprocess.PIPE, stderr=self.log, **more)
        self.ready = self.process.stdout.readline().decode()
        self.read_log()
        assert self.ready.startswith("Listening on "), self.ready + self.log_text
        self.uri = self.ready.removeprefix("Listening on ").strip()
        self.port = int(self.port_file.read_text())
        return self

    def read_log(self):
        self.log_text = (self.folder / "log").read_text(encoding="utf-8")
        return self.log_text

    def send_signal(self, number=signal.SIGTERM):
        self.process.send_signal(number)

    def wait(self):
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.log.close()
        self.process = None
        return code

    def stop(self):
        if self.process is None:
            return 0
        self.send_signal()
        return self.wait()

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), PATIENCE)

    def invite(self, person="Jo Bloggs", role="steward", *scope):
        return self.admin("invite", "--person", person, "--role", role, *(scope or ("--all",))).strip()

    def join(self, person="Jo Bloggs", role="steward", *scope):
        client = Client(self)
        client.enrol(self.invite(person, role, *scope))
        return client


class Answer:
    def __init__(self, response, body):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.raw = body
        self.body = gzip.decompress(body) if self.headers.get("content-encoding") == "gzip" else body
        self.json = json.loads(self.body) if self.body else None


class Client:
    """A replica that says what it is told to say."""

    def __init__(self, server, token=None):
        self.server = server
        self.token = token
        self.replica = str(uuid.uuid4())
        self.connection = None
        self.cursor = {"seq": 0, "chain": "0" * 16}
        self.n = 0

    def open(self):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        return self.connection

    def close(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def request(self, method, path, body=None, headers=None, packed=False):
        given = {"Content-Type": MEDIA_TYPE} if body is not None else {}
        if self.token is not None:
            given["Authorization"] = f"Bearer {self.token}"
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        if packed:
            body, given["Content-Encoding"] = gzip.compress(body), "gzip"
        given.update(headers or {})
        connection = self.open()
        try:
            connection.request(method, path, body, given)
            response = connection.getresponse()
            answer = Answer(response, response.read())
        except Exception:
            self.close()
            raise
        if response.will_close:
            self.close()
        return answer

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def post(self, path, body, **more):
        return self.request("POST", path, body, **more)

    def enrol(self, code):
        answer = self.post("/v1/enrol", {"code": code, "device": "Test", "replica": self.replica, "schema": 1})
        assert answer.status == 200, answer.body
        self.token, self.refresh = answer.json["access"], answer.json["refresh"]
        self.epoch, self.server_id = answer.json["epoch"], answer.json["server"]
        return answer

    def commit(self, changes=None, **more):
        self.n += 1
        return {"n": self.n, "id": str(uuid.uuid4()), "at": 1763683200000000 + self.n,
                "changes": changes or [["organisation", str(uuid.uuid4()), "name", 0, {"name": f"Practice {self.n}"}]], **more}

    def make_push(self, *commits):
        return {"replica": self.replica, "epoch": self.epoch, "schema": 1, "after": self.cursor["seq"], "chain": self.cursor["chain"],
                "commits": list(commits)}

    def push(self, *commits, **more):
        return self.post("/v1/push", self.make_push(*(commits or (self.commit(),))), **more)

    def pull_path(self, **parameters):
        given = {"replica": self.replica, "epoch": self.epoch, **START, **parameters}
        return "/v1/pull?" + "&".join(f"{name}={value}" for name, value in given.items())

    def pull(self, **parameters):
        answer = self.get(self.pull_path(**parameters))
        if answer.status == 200:
            self.cursor = answer.json["cursor"]
        return answer


class HttpCase(unittest.TestCase):
    """One server for all tests of a class, started with `options`."""

    options = ()

    @classmethod
    def setUpClass(cls):
        cls.shared = tempfile.TemporaryDirectory(prefix="muster-http-")
        cls.addClassCleanup(cls.shared.cleanup)
        cls.server = Server(cls.shared.name)
        cls.addClassCleanup(cls.stop_server)
        cls.start_server()

    @classmethod
    def start_server(cls):
        cls.server.start(*cls.options)

    @classmethod
    def stop_server(cls):
        """Whatever was done to it, it ends well: under a sanitizer its exit code says what it found."""
        assert cls.server.stop() == 0, cls.server.read_log()[-5000:]

    def client(self, token=None):
        client = Client(self.server, token)
        self.addCleanup(client.close)
        return client

    def join(self, *arguments):
        client = self.server.join(*arguments)
        self.addCleanup(client.close)
        return client

    def assert_problem(self, answer, status, kind):
        self.assertEqual((answer.status, answer.headers["content-type"]), (status, PROBLEM_TYPE), answer.body)
        self.assertEqual((answer.json["type"], answer.json["status"]), (kind, status))
        self.assert_ours(answer)
        self.assertTrue(answer.json["detail"].endswith("."), answer.json)

    def assert_ours(self, answer):
        self.assertRegex(answer.headers["muster-server"], r"^[0-9a-f-]{36}$")
        self.assertEqual(answer.headers["cache-control"], "no-store")

    def assert_alive(self):
        self.assertEqual(self.client().get("/healthz").status, 200)


class RawAnswer:
    """What came on a raw socket until it was closed: head and body, or nothing."""

    def __init__(self, data):
        self.data = data
        self.statuses = [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", data)]
        self.status = self.statuses[0] if self.statuses else None


def read_all(connection):
    """Until the other side closes."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def read_until(connection, mark):
    data = b""
    while mark not in data:
        part = connection.recv(65536)
        assert part, f"closed after {data!r}"
        data += part
    return data


def is_closed(connection):
    """Whether the other side has closed, waiting for it a while."""
    ready, _, _ = select.select([connection], [], [], PATIENCE)
    if not ready:
        return False
    try:
        return connection.recv(65536) == b""
    except ConnectionResetError:
        return True


def wait_for(condition, what):
    """Asks again and again until condition() holds."""
    end = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < end, f"waited in vain for {what}"
        select.select([], [], [], 0.02)
    return found
