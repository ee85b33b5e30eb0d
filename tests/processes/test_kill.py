# test_kill.py - the plug of either side is pulled at a write, at a sync of the disk, at a call on a socket; disks fail.
#
# A signal lands before the call runs. About MUSTER_POINTS calls of each kind are tried; MUSTER_ALL_CALLS=1: every one.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import collections
import os
import re
import shutil
import signal
import subprocess
import uuid

import cli_case
import together

PATIENCE = together.http_case.PATIENCE
POINTS = 100000 if "MUSTER_ALL_CALLS" in os.environ else int(os.environ.get("MUSTER_POINTS", 6))
DISK = ["pwrite64", "fdatasync", "ftruncate", "unlink"]
# A sanitizer's leak check cannot run under a tracer, and a killed program leaks by design.
ENVIRONMENT = {**os.environ, "ASAN_OPTIONS": "detect_leaks=0"}


def tracer(call, action=None, log="/dev/null"):
    """What stands before a command. It ends as the command does."""
    command = ["strace", "-f", "-q", "-o", str(log), "-e", f"trace={call}"]
    return [*command, "-e", f"inject={call}:{action}"] if action else command


def sample(n):
    """About POINTS of 1 to n, first and last among them."""
    step = max(1, (n - 1) / max(1, POINTS - 1))
    return sorted({1 + round(i * step) for i in range(POINTS) if 1 + round(i * step) <= n}) if n > 0 else []


class Kill(together.Together):
    def setUp(self):
        super().setUp()
        if shutil.which("strace") is None:
            self.skipTest("strace is not here")
        self.titles = set()
        self.data = self.folder
        self.begin()

    def begin(self):
        self.server = together.http_case.Server(self.data)
        self.server.port = 0
        self.process = None
        self.addCleanup(self.stop)
        self.start()
        self.people = [self.make(name, self.uri, "--all") for name in ("ann", "bob")]
        self.ann, self.bob = self.people

    # ---- the server, traced or not

    def start(self, *tracer_):
        """Whether it came as far as to listen."""
        tracer_ = [*tracer_[:1], "-D", *tracer_[1:]] if tracer_ else []  # signals go to the server, not to the tracer
        command = [*tracer_, self.server.program, "--data", self.server.data, "serve", "--port", str(self.server.port)]
        with open(self.folder / "log", "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, env=ENVIRONMENT)
        ready = self.process.stdout.readline().decode()
        if not ready.startswith("Listening on "):
            return False
        self.uri = ready.removeprefix("Listening on ").strip()
        self.server.port = int(self.uri.rpartition(":")[2])
        return True

    def stop(self, number=signal.SIGTERM):
        """Its exit code."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.process = None
        return code

    def restart(self):
        self.stop(signal.SIGKILL)
        self.assertTrue(self.start(), (self.folder / "log").read_text()[-2000:])

    # ---- what people do

    def write(self, person):
        title = f"Risk {len(self.titles) + 1} of {person.actor}"
        person.ok("add", "risk", f"title={title}", "status=open")
        self.titles.add(title)

    def write_all(self):
        """Something to send, and something to fetch."""
        self.write(self.ann)
        self.write(self.bob)
        self.bob.ok("sync")

    def sync(self, person, *tracer_):
        return person.run("sync", tracer=tracer_, env=ENVIRONMENT)

    def assert_told(self, done, context):
        """It was done, or why it was not is said in a sentence."""
        self.assertIn(done.returncode, (cli_case.OK, cli_case.IO, cli_case.REPLICA), f"{context}: {done.stderr}")
        if done.returncode != cli_case.OK:
            self.assertRegex(done.stderr, r"(?m)^musterctl: [^a-z].{15,}[.?]”?$", context)

    def count(self, calls, log):
        """call -> how often the busiest thread made it: strace counts each thread by itself."""
        found = collections.Counter()
        for line in log.read_text(encoding="utf-8").splitlines():
            call = re.match(r"(\d+) +(\w+)\(", line)
            if call:
                found[call[2], call[1]] += 1
        return {call: max([n for (name, _), n in found.items() if name == call], default=0) for call in calls}

    def count_of_client(self, *calls):
        self.write_all()
        log = self.folder / "calls"
        self.assertEqual(self.sync(self.ann, *tracer(",".join(calls), log=log)).returncode, cli_case.OK)
        return self.count(calls, log)

    def count_of_server(self, *calls):
        log = self.folder / "calls"
        self.write(self.ann)
        self.stop()
        self.start(*tracer(",".join(calls), log=log))
        self.ann.ok("sync")
        end = re.compile(rf"^{self.process.pid} +\+\+\+ exited", re.M)
        self.stop()
        together.http_case.wait_for(lambda: end.search(log.read_text()), "the tracer's last line")
        self.start()
        return self.count(calls, log)

    def end(self):
        for person in (*self.people, self.ann):
            person.ok("sync")
        records = [person.records() for person in self.people]
        self.assertEqual(records[0], records[1])
        self.assertEqual({record["fields"]["title"] for record in records[0].values()}, self.titles)
        self.assertEqual(len(records[0]), len(self.titles))
        for person in self.people:
            self.assertEqual(person.json("outbox"), [])
        self.assert_sound(*self.people)

    # ---- the plug

    def test_kill_client(self):
        tried = 0
        for call, n in self.count_of_client(*DISK, "write", "connect", "sendto", "recvfrom").items():
            for when in sample(n):
                self.write_all()
                done = self.sync(self.ann, *tracer(call, f"signal=KILL:when={when}"))
                tried += done.returncode == -signal.SIGKILL
                self.assertIn(done.returncode, (-signal.SIGKILL, cli_case.OK), f"{call} {when}: {done.stderr}")
                self.assertTrue(self.ann.is_sound(), f"killed at {call} {when}")
                self.ann.ok("sync")
        self.assertGreater(tried, 6)
        self.end()

    def test_kill_server(self):
        tried = 0
        for call, n in self.count_of_server("pwrite64", "fdatasync", "write", "accept4", "recvfrom", "sendmsg").items():
            for when in sample(n):
                self.write(self.ann)
                self.write(self.bob)
                self.stop()
                self.start(*tracer(call, f"signal=KILL:when={when}"))
                for person in self.people:
                    self.assert_told(self.sync(person), f"{call} {when}")
                tried += self.process.poll() == -signal.SIGKILL
                self.stop(signal.SIGKILL)
                self.assertTrue(self.start(), f"after {call} {when}")
                self.assertIn("Sound", self.server.admin("verify"), f"killed at {call} {when}")
                for person in self.people:
                    person.ok("sync")
        self.assertGreater(tried, 6)
        self.end()

    # ---- disks

    def test_disk_of_client_fails(self):
        """Once, and for good."""
        felt = 0
        counts = self.count_of_client("pwrite64", "fdatasync")
        for error in ("EIO", "ENOSPC"):
            for call, n in counts.items():
                for when in sample(n)[error == "EIO"::2]:
                    for more in ("", "+"):
                        self.write_all()
                        done = self.sync(self.ann, *tracer(call, f"error={error}:when={when}{more}"))
                        self.assert_told(done, f"{call} {when}{more} {error}")
                        felt += done.returncode != cli_case.OK
                        self.assertTrue(self.ann.is_sound(), f"{call} {when}{more} {error}")
                        self.ann.ok("sync")
        self.assertGreater(felt, 3)
        self.end()

    def test_disk_of_server_fails(self):
        """It says so, and what it said was saved is there; where the disk works again, so does the server."""
        felt = 0
        counts = self.count_of_server("pwrite64", "fdatasync")
        for error in ("EIO", "ENOSPC"):
            for call, n in counts.items():
                for when in sample(n)[error == "EIO"::2]:
                    for more in ("", "+"):
                        felt += self.fail_server(call, error, when, more)
        self.assertGreater(felt, 3)
        self.end()

    def fail_server(self, call, error, when, more):
        context = f"{call} {when}{more} {error}"
        self.write(self.ann)
        self.stop()
        started = self.start(*tracer(call, f"error={error}:when={when}{more}"))
        if not started:
            self.assertGreater(self.stop(), 0, context)
            self.assertRegex((self.folder / "log").read_text(), r"muster-server: .{20,}\.\n$", context)
            self.restart()
            return True
        done = self.sync(self.ann)
        self.assert_told(done, context)
        self.assertIsNone(self.process.poll(), f"{context}: the server is gone")
        if more:
            self.restart()
        self.ann.ok("sync")
        self.assertEqual(self.ann.json("outbox"), [], context)
        return done.returncode != cli_case.OK


class Full(Kill):
    """A disk that is really full under the server."""

    test_kill_client = test_kill_server = test_disk_of_client_fails = test_disk_of_server_fails = None

    def begin(self):
        self.data = self.folder / "small"
        self.data.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", self.data], capture_output=True,
                                 check=False)
        if mounted.returncode != 0:
            self.skipTest("mounting is not allowed here")
        self.addCleanup(subprocess.run, ["umount", self.data], check=True)
        super().begin()

    def test_full(self):
        client = self.server.join("Carol", "editor")
        taken = 0
        while True:
            record = str(uuid.uuid4())
            commit = client.commit([["organisation", record, "_exists", 0, True],
                                    ["organisation", record, "name", 0, {"name": f"Practice {taken}"}],
                                    ["organisation", record, "notes", 0, {"notes": "x" * 50000}]])
            answer = client.push(commit)
            if answer.status != 200:
                break
            taken += 1
            self.assertLess(taken, 1000, "the disk never filled up")
        self.assertEqual((answer.status, answer.json["type"], answer.json["retry"]), (507, "storage-full", "same"))
        self.assertTrue(answer.json["detail"].endswith("."))
        self.ann.ok("add", "risk", "title=Too much", "status=open", f"notes={'x ' * 30000}")
        done = self.sync(self.ann)
        self.assertEqual(done.returncode, cli_case.IO, done.stdout)
        self.assertRegex(done.stderr, r"^musterctl: [^a-z].*(full|space|room).*\.”?\n$")
        self.assertEqual(len(self.ann.json("outbox")), 1)
        # What was there can be read all the while; with room again, what was refused is taken.
        self.bob.ok("sync")
        self.assertEqual(len(self.bob.records()), taken)
        subprocess.run(["mount", "-o", "remount,size=16m", self.data], check=True)
        answer = client.push(commit)
        self.assertEqual((answer.status, answer.json["acked"]), (200, taken + 1))
        for person in (*self.people, self.ann):
            person.ok("sync")
        self.assertEqual(self.ann.json("outbox"), [])
        self.assertEqual(self.ann.records(), self.bob.records())
        self.assertEqual(len(self.bob.records()), taken + 2)
        self.assert_sound(*self.people)
        client.close()


if __name__ == "__main__":
    cli_case.main()
