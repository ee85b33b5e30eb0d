# test_replica.py - replicas that are missing, read-only, damaged, foreign, newer or locked, and full disks.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import fcntl
import os
import shutil
import sqlite3
import subprocess

import cli_case
from cli_case import FAULTS, IO, OK, REFUSED, REPLICA

READS = (["list", "risk"], ["show", "R-1"], ["search", "x"], ["findings"], ["history", "R-1"], ["export", "risk"], ["check"])
SAVES = (["add", "risk", "title=x", "status=open"], ["set", "R-1", "notes=x"], ["archive", "R-1"], ["unarchive", "R-1"],
         ["restore", "R-1", "1"], ["undo"], ["redo"], ["check", "--rebuild"])


class Init(cli_case.CliCase):
    def test_empty(self):
        path = self.folder / "new.muster"
        self.assertEqual(self.ok("init", path), f"Made {path}.\n")
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        self.assertEqual(self.ok("check", replica=path), "Sound: 0 records.\n")
        self.assertEqual(self.ok("list", "risk", replica=path), "")

    def test_example(self):
        path = self.folder / "new.muster"
        self.assertRegex(self.ok("init", "--example", path), r"with the example programme: \d+ records\.$")
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        self.assert_sound(replica=path)
        self.assertEqual([p.name for p in self.folder.iterdir() if p.is_dir()], [])
        self.assertEqual(set(self.json("init", self.folder / "third.muster")), {"made", "records"})

    def test_default_place(self):
        default = self.folder / "data" / "muster" / "programme.muster"
        environment = dict(os.environ, XDG_DATA_HOME=str(self.folder / "data"))
        subprocess.run([self.program, "init"], env=environment, check=True, stdout=subprocess.DEVNULL)
        self.assertEqual(default.parent.stat().st_mode & 0o777, 0o700)
        done = subprocess.run([self.program, "check"], env=environment, capture_output=True, text=True)
        self.assertRegex(done.stdout, "^Sound: 0 records")

    def test_taken(self):
        target = self.folder / "letter.txt"
        target.write_text("Dear all")
        for arguments in (["init", target], ["init", "--example", target], ["init", self.replica]):
            self.fails(REFUSED, "already", *arguments)
        self.assertEqual(target.read_text(), "Dear all")

    def test_no_folder(self):
        path = self.folder / "missing" / "new.muster"
        self.fails(REPLICA, "new.muster", "init", path)
        self.fails(REPLICA, "new.muster", "init", "--example", path)
        self.assertFalse(path.parent.exists())

    def test_folder_that_may_not_be_written(self):
        closed = self.folder / "closed"
        closed.mkdir(mode=0o500)
        command = f'"{self.program}" init "{closed}/new.muster"'
        as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
        if as_nobody:
            self.folder.chmod(0o755)
        done = subprocess.run([*as_nobody, "sh", "-c", command], capture_output=True, text=True)
        if "ermission denied" in done.stderr and "musterctl" not in done.stderr.split(":")[0]:
            self.skipTest("nobody else may run the program here")
        self.assertEqual(done.returncode, REPLICA, done.stderr)
        self.assertIn("cannot be made here", done.stderr)
        self.assertNotIn("Copy", done.stderr)

    def test_odd_name(self):
        path = os.fsencode(self.folder) + b"/caf\xe9 ?#%41.muster"
        self.ok("init", path)
        self.assertTrue(os.path.exists(path))
        self.ok("list", "risk", replica=path)


class Refused(cli_case.CliCase):
    def all_fail(self, pattern, commands=READS + SAVES, **more):
        for arguments in commands:
            with self.subTest(arguments=arguments):
                self.fails(REPLICA, pattern, *arguments, **more)

    def test_missing(self):
        self.all_fail("There is no file", replica=self.folder / "missing.muster")
        self.assertFalse((self.folder / "missing.muster").exists())
        self.all_fail("is a device", commands=READS + SAVES, replica="/dev/null")
        self.all_fail("is a folder", commands=READS + SAVES, replica=self.folder)

    def test_foreign(self):
        foreign = self.folder / "letter.muster"
        foreign.write_text("Dear all, " * 1000)
        self.all_fail("is not a Muster file", replica=foreign)
        self.assertEqual(foreign.read_text(), "Dear all, " * 1000)

        other = self.folder / "other.muster"
        with sqlite3.connect(other) as database:
            database.execute("CREATE TABLE shopping (item TEXT)")
        database.close()
        before = other.read_bytes()
        self.all_fail("is not a Muster file", replica=other)
        self.assertEqual(other.read_bytes(), before)

        self.assertEqual(list(self.folder.glob("*-lock")), [])

    def test_empty(self):
        empty = self.folder / "empty.muster"
        empty.touch()
        self.all_fail("is not a Muster file", replica=empty)
        self.assertEqual(empty.stat().st_size, 0)
        self.assertEqual([p.name for p in self.folder.glob("empty*")], ["empty.muster"])

    def test_newer(self):
        database = sqlite3.connect(self.replica)
        database.execute("PRAGMA user_version = 9999")
        database.close()
        self.all_fail("(?i)newer")

    def test_truncated(self):
        self.replica.write_bytes(self.replica.read_bytes()[:100_000])
        self.fails(REPLICA, "damaged", "set", "R-1", "notes=x")
        self.assertIn(self.run_cli("check").returncode, (REPLICA, FAULTS))

    def test_damaged(self):
        whole = self.replica.read_bytes()
        pages = len(whole) // 4096
        broken = bytearray(whole)
        for page in range(1, pages):
            broken[page * 4096:page * 4096 + 4096] = b"\xa5" * 4096
        self.replica.write_bytes(broken)
        self.all_fail("damaged")

    def test_read_only_file(self):
        self.replica.chmod(0o400)
        self.all_fail("read-only", commands=SAVES)
        for arguments in READS:
            self.assertEqual(self.run_cli(*arguments).returncode, OK)

    def test_locked(self):
        with open(f"{self.replica}-lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.all_fail("is open in another program", commands=SAVES)
            for arguments in READS:
                self.assertEqual(self.run_cli(*arguments).returncode, OK)
        self.ok("set", "R-1", "notes=x")

    def test_lock_is_waited_for(self):
        command = [self.program, "--replica", self.replica, "add", "risk", "status=open"]
        running = [subprocess.Popen([*command, f"title=Number {n}"], stdout=subprocess.DEVNULL) for n in range(6)]
        self.assertEqual([one.wait() for one in running], [OK] * 6)
        self.assertEqual(len(self.json("list", "risk", "--filter", "Number")), 6)


class Check(cli_case.CliCase):
    def change(self, sql):
        database = sqlite3.connect(self.replica)
        with database:
            database.execute(sql)
        database.close()

    def test_sound(self):
        self.ok("set", "R-1", "notes=x")
        self.assert_sound()
        report = self.json("check")
        self.assertEqual((report["sound"], report["faults"], report["unsent"]), (True, [], 2))

    def test_projection_changed(self):
        self.change("UPDATE risk SET title = 'Something else' WHERE rowid = (SELECT min (rowid) FROM risk)")
        done = self.run_cli("check")
        self.assertEqual(done.returncode, FAULTS, done.stderr)
        self.assertTrue(done.stdout)
        report = self.run_cli("--json", "check")
        self.assertEqual(report.returncode, FAULTS)
        self.assertIn('"sound":false', report.stdout)
        self.assertRegex(self.ok("check", "--rebuild"), "^Sound: ")
        self.assert_sound()

    def test_says_where_and_what_to_do(self):
        self.ok("set", "R-2", "notes=Something")
        self.change("UPDATE risk SET title = 'Else' WHERE rowid = (SELECT rowid FROM record WHERE code = 'R-2')")
        said = self.run_cli("check").stdout
        self.assertRegex(said, r"(?m)^The table of Risks differs from the log, first at R-2 “.+”\.$")
        self.assertIn("musterctl check --rebuild", said)
        self.ok("check", "--rebuild")

        self.change("UPDATE log_change SET value = '{' WHERE field_group = 'notes' AND version > (SELECT min (version) FROM log_commit)")
        for arguments in (["check"], ["check", "--rebuild"]):
            done = self.run_cli(*arguments)
            self.assertEqual(done.returncode, FAULTS, done.stderr)
            self.assertRegex(done.stdout, r"(?m)^Save \+2 of the log is damaged where it is about R-2 “.+”\.$")
            self.assertNotIn("JSON", done.stdout + done.stderr)
            self.assertNotIn("backup", done.stdout + done.stderr)
        self.assertIn("copy of the file that you kept", done.stdout)
        self.assertEqual(self.fields("R-2")["notes"], "Something")

    def test_row_lost(self):
        self.change("DELETE FROM assessment WHERE rowid = (SELECT min (rowid) FROM assessment)")
        self.assertRegex(self.run_cli("check").stdout, r"(?m)^The table of .+ differs from the log, first at “.+”\.$")

    def test_log_changed(self):
        self.change("UPDATE log_commit SET actor = 'Somebody else'")
        done = self.run_cli("check")
        self.assertEqual(done.returncode, FAULTS, done.stderr)
        self.assertTrue(done.stdout)


class FullDisk(cli_case.CliCase):
    """On a small file system of its own, which only root can make."""

    SIZE = 8 * 1024 * 1024

    def setUp(self):
        super().setUp()
        self.disk = self.folder / "disk"
        self.disk.mkdir()
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={self.SIZE}", "tmpfs", self.disk], capture_output=True)
        if made.returncode != 0:
            self.skipTest("no small disk can be made here")
        self.addCleanup(subprocess.run, ["umount", self.disk], check=True)
        self.replica = self.disk / "example.muster"

    def fill(self, leave=0):
        """Leaves so much free, in bytes."""
        with open(self.disk / "ballast", "wb", buffering=0) as ballast:
            try:
                while ballast.write(b"\0" * 4096) == 4096:
                    pass
            except OSError:
                pass
            ballast.truncate(max(ballast.tell() - leave, 0))

    def free(self):
        (self.disk / "ballast").unlink()

    def test_save(self):
        shutil.copy(self.template, self.replica)
        self.ok("set", "R-1", "notes=kept")
        self.fill(leave=100 * 1024)
        self.fails(IO, "no room left on the disk", "set", "R-1", "notes=-", stdin="word " * 50_000)
        self.free()
        self.assertEqual(self.fields("R-1")["notes"], "kept")
        self.assert_sound()
        self.ok("set", "R-1", "notes=-", stdin="word " * 50_000)
        self.assert_sound()

    def test_nothing_left(self):
        shutil.copy(self.template, self.replica)
        self.fill()
        self.fails(IO, "no room left on the disk", "set", "R-1", "notes=x")
        self.free()
        self.assert_sound()

    def test_init(self):
        self.fill()
        self.fails(IO, "no room left on the disk|No space left", "init", self.replica)
        self.fails(IO, "no room left on the disk|No space left", "init", "--example", self.disk / "second.muster")
        self.assertFalse((self.disk / "second.muster").exists())
        self.assertEqual([p.name for p in self.disk.iterdir()], ["ballast"])
        self.free()
        # With nothing in the way of a second try.
        self.ok("init", self.replica)

    def test_init_that_stops_halfway(self):
        for leave in range(0, 300 * 1024, 20 * 1024):
            with self.subTest(leave=leave):
                self.fill(leave=leave)
                done = self.run_cli("init", self.replica)
                left = {p.name for p in self.disk.iterdir()} - {"ballast"}
                self.assertEqual(left == set(), done.returncode != OK, f"{left} {done.stderr}")
                for path in self.disk.iterdir():
                    path.unlink()

    def test_export(self):
        shutil.copy(self.template, self.replica)
        target = self.disk / "all.json"
        target.write_text("what was there")
        self.fill(leave=100 * 1024)
        self.fails(IO, "all.json cannot be written: .*No space left", "export", "--json", "--output", target)
        self.assertEqual(target.read_text(), "what was there")
        target.unlink()
        self.fails(IO, "all.json cannot be written: .*No space left", "export", "--json", "--output", target)
        self.assertFalse(target.exists())


if __name__ == "__main__":
    cli_case.main()
