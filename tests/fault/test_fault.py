#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pull the plug, fail the disk and fill it: what was reported saved is there, and nothing is torn.

test_fault.py WRITER STRIDE [CASE]: every STRIDE-th system call of a kind is tried. A signal lands before the call runs.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

WRITER = sys.argv[1]
STRIDE = int(sys.argv[2])
SAVES = "12"
# A sanitizer's leak check cannot run under a tracer, and a killed child leaks by design.
ENVIRONMENT = {**os.environ, "ASAN_OPTIONS": "detect_leaks=0", "G_DEBUG": "gc-friendly"}


def run(*arguments, inject=None):
    command = [WRITER, *map(str, arguments)]
    if inject:
        call = inject.split(":")[0]
        command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={inject}", *command]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout, done.stderr


def numbers(word, output):
    return [int(n) for n in re.findall(rf"^{word} (\d+)$", output, re.M)]


class Fault(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="muster-fault-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.base = self.folder / "base.muster"
        status, output, errors = run(self.base, "save", 0)
        self.assertEqual(status, 0, output + errors)
        self.file = self.folder / "trial.muster"

    def fresh(self):
        for path in self.folder.glob("trial.muster*"):
            path.unlink()
        shutil.copy(self.base, self.file)

    def verify(self, context):
        status, output, errors = run(self.file, "verify")
        self.assertEqual(status, 0, f"{context}: {errors}")
        found = re.fullmatch(r"version (\d+) drafts (\d+) faults (\d+)\n", output)
        self.assertIsNotNone(found, f"{context}: {output}{errors}")
        self.assertEqual(found[3], "0", f"{context}: {errors}")
        return int(found[1]), int(found[2])

    def sweep(self, call, action, mode, n, judge):
        """Until a run in which nothing was injected."""
        tried = refused = 0
        # There are few syncs, and few writes of a draft: a wide stride would miss most of them.
        stride = STRIDE if call == "pwrite64" and mode == "save" else min(STRIDE, 5)
        for when in range(1, 100000, stride):
            self.fresh()
            status, output, errors = run(self.file, mode, n, inject=f"{call}:{action}:when={when}")
            killed = status != 0
            tried += 1
            judge(output, f"{call} {when} {action}")
            if "signal" in action and not killed:
                break
            if "error" in action:
                self.check_told(status, output, errors, f"{call} {when}")
                refused += status == 4 or bool(numbers("refused", output))
                if when > self.calls[call]:
                    break
        self.assertGreater(tried, 3, f"{call}: too few points to mean anything")
        self.assertTrue(refused or "signal" in action, f"{call}: no fault was ever felt")

    def check_told(self, status, output, errors, context):
        """The file does not open, with a sentence; or it does, and each save is reported or refused with one."""
        self.assertIn(status, (0, 4), f"{context}: {errors}")
        if status == 4:
            self.assertRegex(errors, r"^(There|“trial\.muster”) .{20,}\.$", context)
            self.assertEqual(output, "", f"{context}: saves in a file that did not open")

    def count_calls(self, mode, n):
        self.calls = {}
        for call in ("pwrite64", "fdatasync"):
            self.fresh()
            log = self.folder / "calls"
            subprocess.run(["strace", "-f", "-qq", "-o", log, "-e", f"trace={call}", WRITER, self.file, mode, str(n)],
                           env=ENVIRONMENT, capture_output=True, check=True, timeout=120)
            self.calls[call] = sum(1 for line in log.read_text().splitlines() if f"{call}(" in line)

    def judge_saves(self, output, context):
        reported = numbers("saved", output)
        version, _ = self.verify(context)
        highest = max(reported, default=0)
        # One more may be on the disk than was reported: the plug was pulled between the two.
        self.assertGreaterEqual(version, highest, f"{context}: a reported save is gone")
        self.assertLessEqual(version, highest + 1, f"{context}: more saves than were asked for")

    def judge_drafts(self, output, context):
        reported = max(numbers("kept", output), default=0)
        _, longest = self.verify(context)
        self.assertIn(longest, (reported, reported + 1), f"{context}: a kept draft is gone")

    def test_kill_before_each_write_of_saves(self):
        self.sweep("pwrite64", "signal=KILL", "save", SAVES, self.judge_saves)

    def test_kill_before_each_sync_of_saves(self):
        self.sweep("fdatasync", "signal=KILL", "save", SAVES, self.judge_saves)

    def test_kill_before_each_write_of_drafts(self):
        self.sweep("pwrite64", "signal=KILL", "draft", 8, self.judge_drafts)

    def test_write_fails_once(self):
        self.count_calls("save", SAVES)
        self.sweep("pwrite64", "error=EIO", "save", SAVES, self.judge_saves)

    def test_disk_is_full_once(self):
        self.count_calls("save", SAVES)
        self.sweep("pwrite64", "error=ENOSPC", "save", SAVES, self.judge_saves)

    def test_sync_fails_once(self):
        self.count_calls("save", SAVES)
        self.sweep("fdatasync", "error=EIO", "save", SAVES, self.judge_saves)

    def test_disk_fails_for_good(self):
        self.count_calls("save", SAVES)
        for when in range(1, self.calls["pwrite64"], max(STRIDE, self.calls["pwrite64"] // 20)):
            self.fresh()
            status, output, errors = run(self.file, "save", SAVES, inject=f"pwrite64:error=EIO:when={when}+")
            self.check_told(status, output, errors, f"pwrite64 from {when} on")
            self.judge_saves(output, f"pwrite64 from {when} on")

    def test_kill_while_the_file_is_made(self):
        """A killed beginning leaves nothing that cannot be begun again."""
        step = 40 * STRIDE
        for when in range(1, 100000, step):
            for path in self.folder.glob("trial.muster*"):
                path.unlink()
            status, _, _ = run(self.file, "save", 1, inject=f"pwrite64:signal=KILL:when={when}")
            again, output, errors = run(self.file, "save", 1)
            self.assertEqual(again, 0, f"killed at write {when}: {errors}")
            self.assertEqual(len(numbers("saved", output)), 1, f"killed at write {when}: {output}")
            self.verify(f"made anew after write {when}")
            if status == 0:
                break
        self.assertGreater(when, step, "too few points to mean anything")

    def test_disk_really_full(self):
        small = self.folder / "small"
        small.mkdir()
        size = self.base.stat().st_size // 1024 + 1400
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", small], capture_output=True, check=False)
        if mounted.returncode != 0:
            self.skipTest("mounting is not allowed here")
        self.addCleanup(subprocess.run, ["umount", small], check=True)
        self.file = small / "trial.muster"
        shutil.copy(self.base, self.file)
        status, output, errors = run(self.file, "save", 400)
        self.assertEqual(status, 0, errors)
        self.assertTrue(numbers("saved", output), "nothing fitted")
        self.assertTrue(numbers("refused", output), "the disk never filled up")
        self.assertEqual(set(numbers("refused", output)), {9}, "a full disk is said to be full")  # MUSTER_ERROR_NO_SPACE
        subprocess.run(["mount", "-o", f"remount,size={size * 8}k", small], check=True)
        self.judge_saves(output, "full disk")
        status, output, errors = run(self.file, "save", 4)
        self.assertEqual((status, len(numbers("saved", output))), (0, 4), "with room again, saving works: " + errors)


unittest.main(argv=sys.argv[:1] + sys.argv[3:])
