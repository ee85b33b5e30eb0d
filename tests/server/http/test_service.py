# test_service.py - the unit of systemd is sound, and gives the server no more than it needs.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import unittest

import cli_case
import http_case

UNIT = pathlib.Path(os.environ["MUSTER_DATA"], "muster-server.service.in")


class Unit(unittest.TestCase):
    def setUp(self):
        if shutil.which("systemd-analyze") is None:
            self.skipTest("systemd-analyze is not here")
        folder = tempfile.TemporaryDirectory(prefix="muster-unit-")
        self.addCleanup(folder.cleanup)
        self.unit = pathlib.Path(folder.name, "muster-server.service")
        program = os.environ["MUSTER_SERVER"]
        self.unit.write_text(UNIT.read_text(encoding="utf-8").replace("@bindir@/muster-server", program), encoding="utf-8")

    def test_sound(self):
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", self.unit], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))

    def test_exposure(self):
        """At most 1.5 of 10."""
        done = subprocess.run(["systemd-analyze", "security", "--no-pager", "--offline=true", "--threshold=15", self.unit],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout[-2000:] + done.stderr)


class Notify(unittest.TestCase):
    def test_ready_and_stopping(self):
        """systemd is told when it listens, and when it goes."""
        with tempfile.TemporaryDirectory(prefix="muster-unit-") as folder, \
             socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
            told.bind(folder + "/notify")
            told.settimeout(http_case.PATIENCE)
            server = http_case.Server(folder)
            server.start(env=dict(os.environ, NOTIFY_SOCKET=folder + "/notify"))
            self.assertEqual(told.recv(100), b"READY=1")
            self.assertEqual(server.stop(), 0)
            self.assertEqual(told.recv(100), b"STOPPING=1")

    def test_folder_of_the_state(self):
        with tempfile.TemporaryDirectory(prefix="muster-unit-") as folder:
            environment = dict(os.environ, STATE_DIRECTORY=folder)
            subprocess.run([os.environ["MUSTER_SERVER"], "init"], check=True, env=environment, stdout=subprocess.DEVNULL)
            self.assertTrue(pathlib.Path(folder, "server.muster").exists())


if __name__ == "__main__":
    cli_case.main()
