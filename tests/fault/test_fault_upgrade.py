#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pull the plug while a file of an earlier release is brought up to date: it opens again, whole, and so does its backup.

test_fault_upgrade.py WRITER POINTS FIXTURE.muster.gz: about POINTS writes are tried, and every call of the rarer kinds.
"""

import gzip
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

WRITER, POINTS, FIXTURE = sys.argv[1], int(sys.argv[2]), sys.argv[3]
# A sanitizer's leak check cannot run under a tracer, and a killed child leaks by design.
ENVIRONMENT = {**os.environ, "ASAN_OPTIONS": "detect_leaks=0", "G_DEBUG": "gc-friendly"}
CALLS = ("pwrite64", "fdatasync", "fsync", "rename", "unlink", "ftruncate")


def look(path):
    """(version, records, commits) of a file that SQLite finds sound."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        one = lambda sql: database.execute(sql).fetchone()[0]
        assert one("PRAGMA integrity_check") == "ok", path
        return one("PRAGMA user_version"), one("SELECT count(*) FROM record"), one("SELECT count(*) FROM log_commit")


class Upgrade(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="muster-upgrade-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.old = gzip.decompress(pathlib.Path(FIXTURE).read_bytes())
        self.file = self.folder / "old.muster"
        self.fresh()
        self.was = look(self.file)

    def fresh(self):
        for path in self.folder.iterdir():
            path.unlink()
        self.file.write_bytes(self.old)

    def upgrade(self, *tracer):
        return subprocess.run([*tracer, WRITER, self.file, "verify"], env=ENVIRONMENT, capture_output=True, text=True, timeout=120,
                              check=False)

    def count(self, call):
        self.fresh()
        log = self.folder / "calls"
        self.upgrade("strace", "-f", "-qq", "-o", log, "-e", f"trace={call}")
        return sum(f"{call}(" in line for line in log.read_text(encoding="utf-8").splitlines())

    def check_whole(self, context):
        backup = self.folder / f"old.muster.before-{self.was[0] + 1}"
        if backup.exists():  # it has that name only when it is whole
            self.assertEqual(look(backup), self.was, context)
        done = self.upgrade()
        self.assertEqual(done.returncode, 0, f"{context}: {done.stderr}")
        self.assertIn("faults 0", done.stdout, f"{context}: {done.stderr}")
        now = look(self.file)
        self.assertGreaterEqual(now[0], self.was[0], context)
        self.assertEqual(now[1:], self.was[1:], context)
        if now[0] > self.was[0]:
            self.assertEqual(look(backup), self.was, context)
            self.assertFalse(backup.with_name(backup.name + ".part").exists(), context)

    def test_undisturbed(self):
        self.check_whole("undisturbed")

    def test_kill(self):
        tried = 0
        for call in CALLS:
            n = self.count(call)
            step = max(1, n // POINTS)
            for when in range(1, n + 1, step):
                self.fresh()
                killed = self.upgrade("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
                                      f"inject={call}:signal=KILL:when={when}")
                self.assertNotEqual(killed.returncode, 0, f"{call} {when}: nothing was killed")
                self.check_whole(f"killed at {call} {when} of {n}")
                tried += 1
        self.assertGreater(tried, 10, "too few points to mean anything")


unittest.main(argv=sys.argv[:1])
