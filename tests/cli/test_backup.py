# test_backup.py - backups by command, on full disks too, and restored files that have joined a server.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import pathlib
import re
import shutil
import stat
import subprocess
import sys

import cli_case
from cli_case import IO, NOT_FOUND, REPLICA, USAGE

sys.path.insert(0, os.environ["MUSTER_HTTP_CASE"])
import http_case  # noqa: E402


class Backups(cli_case.CliCase):
    def names(self, **more):
        return [pathlib.Path(backup["path"]).name for backup in self.json("backup", "list", **more)]

    def test_made_listed_and_restored(self):
        self.assertEqual(self.json("backup", "list"), [])
        self.assertRegex(self.ok("backup"), r"Made .*/backups/example-[0-9T-]+Z-kept\.muster, with 1 save in its history")
        self.ok("set", "R-3", "title=Typed since")
        (name,) = self.names()
        self.assertRegex(self.ok("backup", "list"), rf"^{name} .* asked for .* 1 save\n$")
        restored = self.json("backup", "restore", name)
        aside = pathlib.Path(restored["aside"])
        self.assertEqual((aside.parent, restored["unsent"]), (self.folder.resolve(), 2))
        self.assertNotEqual(self.fields("R-3")["title"], "Typed since")
        self.assert_sound()
        # Nothing is lost: it has a name, is listed, and can be opened and restored.
        self.assert_sound(replica=aside)
        self.assertIn("Typed since", self.ok("show", "R-3", replica=aside))
        self.assertIn("put aside", self.ok("backup", "list"))
        self.ok("backup", "restore", aside.name)
        self.assertEqual(self.fields("R-3")["title"], "Typed since")
        for path in [aside, self.replica, *(self.folder / "backups").iterdir()]:
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600, path)
        self.assertEqual(stat.S_IMODE((self.folder / "backups").stat().st_mode), 0o700)

    def test_used_wrongly(self):
        self.fails(NOT_FOUND, "no backup", "backup", "restore", "example-2017-07-01T110000Z.muster")
        self.fails(REPLICA, "is a device", "backup", "restore", "/dev/null")
        for arguments in (["restore"], ["lose"], ["list", "all"]):
            self.fails(USAGE, "musterctl backup", "backup", *arguments)
        self.fails(REPLICA, "no file", "backup", replica=self.folder / "none.muster")

    def test_folder_in_the_way(self):
        (self.folder / "backups").write_text("Dear all")
        self.fails(REPLICA, "folder of backups", "backup")
        self.assert_sound()

    def test_a_full_disk_or_quota_is_said(self):
        if not shutil.which("strace"):
            self.skipTest("strace is not here")
        self.ok("backup")
        for failure in ("ENOSPC", "EDQUOT"):
            # Nothing but the copy is written, with the twentieth write and all that follow.
            command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64", "-e",
                       f"inject=pwrite64:error={failure}:when=20+", self.program, "-r", self.replica, "backup"]
            done = subprocess.run(command, capture_output=True, text=True)
            self.assertEqual(done.returncode, IO, done.stderr)
            self.assertIn("no room left on the disk", done.stderr)
            self.assertEqual(len(self.names()), 1)
            self.assertEqual(len(list((self.folder / "backups").iterdir())), 1)
        self.assert_sound()


class Joined(cli_case.CliCase):
    """An old copy of a replica is what a restored file is; nothing that anybody saved may be lost by it."""

    def setUp(self):
        super().setUp()
        self.server = http_case.Server(self.folder).start()
        self.addCleanup(self.server.stop)
        self.ann, self.bob = (self.join(name) for name in ("ann", "bob"))

    def join(self, name):
        path = self.folder / f"{name}.muster"
        self.ok("init", path)
        code = re.search(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4})+\b", self.server.admin("invite", "--person", name, "--role", "editor", "--all"))[0]
        self.ok("join", self.server.uri, code, replica=path)
        return path

    def add(self, title, path):
        self.ok("add", "risk", f"title={title}", "status=open", replica=path)

    def sync(self, *paths):
        for path in paths:
            done = self.json("sync", replica=path)
        return done

    def titles(self, path):
        return sorted(record["fields"]["title"] for record in self.json("list", "risk", replica=path))

    def restore(self, path, which=0):
        name = pathlib.Path(self.json("backup", "list", replica=path)[which]["path"]).name
        return self.json("backup", "restore", name, replica=path)

    def agree(self, *titles):
        """Both say that what they have is what the server has, by its digest, and it is the same."""
        self.sync(self.ann, self.bob)
        for path in (self.ann, self.bob):
            self.assertTrue(self.sync(path)["saved"])
            self.assertEqual(self.titles(path), sorted(titles))
            self.assert_sound(replica=path)
        exports = [self.ok("export", "--json", "--archived", replica=path) for path in (self.ann, self.bob)]
        self.assertEqual(*exports)
        self.assertIn("Sound", self.server.admin("verify"))

    def test_what_was_sent_since_comes_again(self):
        self.add("One", self.ann)
        self.sync(self.ann, self.bob)
        self.ok("backup", replica=self.ann)
        self.add("Two", self.ann)
        self.add("By Bob", self.bob)
        self.sync(self.ann, self.bob, self.ann)
        self.assertEqual(self.restore(self.ann)["unsent"], 0)
        self.assertEqual(self.titles(self.ann), ["One"])
        self.agree("One", "Two", "By Bob")

    def test_what_is_saved_after_restoring_has_its_own_number(self):
        """The same number stands for a save that was sent, and for another in the restored file."""
        self.add("One", self.ann)
        self.sync(self.ann, self.bob)
        self.ok("backup", replica=self.ann)
        self.add("Two", self.ann)
        self.sync(self.ann)
        self.restore(self.ann)
        self.add("After", self.ann)
        self.agree("One", "Two", "After")

    def test_what_was_not_sent_is_kept_and_told(self):
        self.add("One", self.ann)
        self.sync(self.ann, self.bob)
        self.ok("backup", replica=self.ann)
        self.add("Sent", self.ann)
        self.sync(self.ann)
        self.add("Not sent", self.ann)
        name = pathlib.Path(self.json("backup", "list", replica=self.ann)[0]["path"]).name
        said = self.ok("backup", "restore", name, replica=self.ann)
        self.assertIn("1 save in it was not sent to the server", said)
        self.add("After", self.ann)
        self.agree("One", "Sent", "After")
        # The file that was put aside goes on where it was, whoever has synced since.
        aside = next(backup for backup in self.json("backup", "list", replica=self.ann) if backup["kind"] == "aside")
        self.assertEqual(aside["unsent"], 1)
        self.ok("backup", "restore", pathlib.Path(aside["path"]).name, replica=self.ann)
        self.agree("One", "Sent", "After", "Not sent")

    def test_unsent_saves_of_the_backup_itself_are_sent(self):
        self.add("One", self.ann)
        self.ok("backup", replica=self.ann)
        self.add("Two", self.ann)
        self.sync(self.ann, self.bob)
        self.restore(self.ann)
        self.agree("One", "Two")

    def test_a_backup_from_before_it_joined(self):
        """It is a file of this computer alone again, until it joins anew; then nothing is there twice."""
        path = self.folder / "carol.muster"
        self.ok("init", path)
        self.add("Before", path)
        self.ok("backup", replica=path)
        code = re.search(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4})+\b", self.server.admin("invite", "--person", "carol", "--role", "editor", "--all"))[0]
        self.ok("join", self.server.uri, code, replica=path)
        self.add("Since", path)
        self.sync(path, self.ann, self.bob)
        self.restore(path)
        self.fails(1, "has not joined", "sync", replica=path)
        code = re.search(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4})+\b", self.server.admin("invite", "--person", "carol", "--role", "editor", "--all"))[0]
        self.ok("join", self.server.uri, code, replica=path)
        self.sync(path)
        self.assertEqual(self.titles(path), ["Before", "Since"])
        self.agree("Before", "Since")


if __name__ == "__main__":
    cli_case.main()
