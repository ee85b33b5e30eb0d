# cli_case.py - what the tests of musterctl share: a folder, a replica, and the program run in it.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

OK, REFUSED, USAGE, NOT_FOUND, REPLICA, IO, FAULTS, HELD = range(8)


class CliCase(unittest.TestCase):
    """musterctl as MUSTERCTL names it, with an example replica of its own for each test."""

    @classmethod
    def setUpClass(cls):
        cls.program = os.environ["MUSTERCTL"]
        cls.shared = tempfile.TemporaryDirectory(prefix="muster-cli-")
        cls.template = pathlib.Path(cls.shared.name, "example.muster")
        subprocess.run([cls.program, "init", "--example", cls.template], check=True, stdout=subprocess.DEVNULL)

    @classmethod
    def tearDownClass(cls):
        cls.shared.cleanup()

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="muster-cli-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.replica = self.folder / "example.muster"
        shutil.copy(self.template, self.replica)

    def run_cli(self, *arguments, stdin=None, replica=None, env=None, **more):
        command = [self.program, "--replica", replica or self.replica, "--actor", "Jo Bloggs", *arguments]
        environment = dict(os.environ, XDG_DATA_HOME=str(self.folder / "data"), **(env or {}))
        # What is given is bytes or text; what comes is text.
        given = stdin.encode() if isinstance(stdin, str) else stdin
        more.setdefault("stdout", subprocess.PIPE)
        done = subprocess.run(command, input=given, stderr=subprocess.PIPE, env=environment, **more)
        done.stdout = (done.stdout or b"").decode()
        done.stderr = done.stderr.decode()
        return done

    def ok(self, *arguments, **more):
        """Runs, expects success, and gives the output."""
        done = self.run_cli(*arguments, **more)
        self.assertEqual(done.returncode, OK, done.stderr)
        return done.stdout

    def json(self, *arguments, **more):
        return json.loads(self.ok("--json", *arguments, **more))

    def fails(self, code, pattern, *arguments, **more):
        """Runs, and expects that exit code and a sentence that begins with the name of the program."""
        done = self.run_cli(*arguments, **more)
        self.assertEqual(done.returncode, code, done.stderr + done.stdout)
        self.assertRegex(done.stderr, pattern)
        said = [line for line in done.stderr.splitlines() if not line.startswith("musterctl: warning: ")]
        self.assertRegex(said[0], r"^musterctl: [^a-z]")
        self.assertEqual(done.stdout, "")
        return done.stderr

    def fields(self, record):
        return self.json("show", record)["record"]["fields"]

    def assert_sound(self, **more):
        self.assertRegex(self.ok("check", **more), r"^Sound: \d+ records?\.$")


def main():
    """Runs the tests of the calling file, and prints TAP."""
    suite = unittest.defaultTestLoader.loadTestsFromModule(__import__("__main__"))
    print(f"1..{suite.countTestCases()}")
    result = TapResult()
    suite.run(result)
    raise SystemExit(not result.wasSuccessful())


class TapResult(unittest.TestResult):
    count = 0

    def say(self, line, test, more=""):
        self.count += 1
        print(f"{line} {self.count} - {test.id().removeprefix('__main__.')}{more}", flush=True)

    def explain(self, test, error):
        for line in self._exc_info_to_string(error, test).splitlines():
            print(f"# {line}")

    def addSuccess(self, test):
        self.say("ok", test)

    def addSkip(self, test, reason):
        self.say("ok", test, f" # SKIP {reason}")

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.say("not ok", test)
        self.explain(test, error)

    addError = addFailure

    def addSubTest(self, test, subtest, error):
        """A test of which a part failed is told neither as a success nor as a failure: here is where it is."""
        super().addSubTest(test, subtest, error)
        if error is not None:
            self.say("not ok", subtest)
            self.explain(subtest, error)
