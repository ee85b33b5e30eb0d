# together.py - what tests of both programs share: a server, replicas with musterctl, a line between that loses answers.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, os.environ["MUSTER_HTTP_CASE"])
import http_case  # noqa: E402

CODE = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4})+\b")


class Line(threading.Thread):
    """A port before the server's that hands on what comes; after `lose` more bytes of answers it cuts."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server = server
        self.draw = lambda: None  # for each connection: how many bytes of answers pass; None: all
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.uri = f"http://127.0.0.1:{self.port}"
        self.cut = 0
        self.start()

    def run(self):
        while True:
            try:
                near, _ = self.socket.accept()
            except OSError:
                return
            left = self.draw()
            try:
                far = socket.create_connection(("127.0.0.1", self.server.port))
            except OSError:
                near.close()
                continue
            threading.Thread(target=self.carry, args=(near, far, None), daemon=True).start()
            threading.Thread(target=self.carry, args=(far, near, left), daemon=True).start()

    def carry(self, source, target, left):
        try:
            while part := source.recv(65536):
                if left is not None and len(part) > left:
                    target.sendall(part[:left])
                    self.cut += 1
                    break
                target.sendall(part)
                left = None if left is None else left - len(part)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close() if end is source else None

    def stop(self):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()


class Replica:
    """A file and musterctl."""

    program = os.environ["MUSTERCTL"]

    def __init__(self, path, actor):
        self.path, self.actor = pathlib.Path(path), actor
        if not self.path.exists():
            self.ok("init", self.path)

    def command(self, *arguments):
        return [self.program, "--replica", self.path, "--actor", self.actor, *map(str, arguments)]

    def run(self, *arguments, tracer=(), **more):
        return subprocess.run([*tracer, *self.command(*arguments)], capture_output=True, text=True, check=False,
                              timeout=http_case.PATIENCE, **more)

    def ok(self, *arguments):
        done = self.run(*arguments)
        assert done.returncode == 0, f"{arguments}: {done.returncode} {done.stderr}"
        return done.stdout

    def json(self, *arguments):
        return json.loads(self.ok("--json", *arguments))

    def records(self):
        """id -> what is in the record; those in the archive too."""
        return {record["id"]: record for record in self.json("export", "--archived")}

    def is_sound(self):
        return self.json("check")["sound"]


class Together(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="muster-together-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def start_server(self, *options):
        self.server = http_case.Server(self.folder)
        self.server.start(*options)
        self.addCleanup(self.server.stop)
        return self.server

    def invite(self, person, role="editor", *scope):
        return CODE.search(self.server.invite(person, role, *scope))[0]

    def make(self, name, uri, *scope):
        replica = Replica(self.folder / f"{name}.muster", name)
        replica.ok("join", uri, self.invite(name, "editor", *scope))
        return replica

    def assert_sound(self, *replicas):
        self.assertIn("Sound", self.server.admin("verify"))
        for replica in replicas:
            self.assertTrue(replica.is_sound(), replica.path)
