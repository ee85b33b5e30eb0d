# test_sync.py - two people with a file each, the real server between them.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import pathlib
import re
import stat
import subprocess
import sys

import cli_case
from cli_case import IO, NOT_FOUND, REFUSED

sys.path.insert(0, os.environ["MUSTER_HTTP_CASE"])
import http_case  # noqa: E402


class Sync(cli_case.CliCase):
    def setUp(self):
        super().setUp()
        self.server = http_case.Server(self.folder).start()
        self.addCleanup(self.server.stop)
        self.ann, self.bob = self.make("ann"), self.make("bob")

    def make(self, name):
        path = self.folder / f"{name}.muster"
        self.ok("init", path)
        return path

    def code(self, name, role="editor"):
        text = self.server.admin("invite", "--person", name, "--role", role, "--all")
        return re.search(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4})+\b", text)[0]

    def join(self, path, name, role="editor"):
        return self.ok("join", self.server.uri, self.code(name, role), replica=path)

    def both(self):
        self.join(self.ann, "Ann")
        self.join(self.bob, "Bob")

    def sync(self, path):
        return self.json("sync", replica=path)

    def title(self, path, code="R-1"):
        return self.json("show", code, replica=path)["record"]["fields"]["title"]

    def test_there_and_back(self):
        self.both()
        self.ok("add", "risk", "title=Posts not filled", "status=open", replica=self.ann)
        self.assertEqual(len(self.json("outbox", replica=self.ann)), 1)
        sent = self.sync(self.ann)
        self.assertEqual((sent["sent"], sent["unsent"], sent["saved"]), (1, 0, True))
        self.assertEqual(self.json("outbox", replica=self.ann), [])
        self.assertEqual(self.sync(self.bob)["received"], 1)
        self.assertEqual(self.title(self.bob), "Posts not filled")
        self.assertIn("Ann", self.ok("history", "R-1", replica=self.bob))
        self.assertIn("Everything you saved is on the server, and all that you may see there is here.", self.ok("sync", replica=self.ann))
        for path in (self.ann, self.bob):
            self.assertTrue(self.json("check", replica=path)["sound"])

    def test_whole_example(self):
        """What was loaded before joining goes up as well, and comes down as it was."""
        self.join(self.replica, "Ann")
        sent = self.sync(self.replica)
        self.assertGreater(sent["sent"], 0)
        self.assertTrue(sent["saved"])
        self.join(self.bob, "Bob")
        self.assertTrue(self.sync(self.bob)["saved"])
        export = [self.ok("export", "--json", "--archived", replica=path) for path in (self.replica, self.bob)]
        self.assertEqual(*export)
        self.assertTrue(self.json("check", replica=self.bob)["sound"])

    def test_steward_sees_what_was_refused(self):
        self.join(self.ann, "Ann", "steward")
        self.join(self.bob, "Bob", "reader")
        self.ok("add", "risk", "title=Posts not filled", "status=open", replica=self.ann)
        self.sync(self.ann)
        self.sync(self.bob)
        self.ok("set", "R-1", "title=Not his to change", replica=self.bob)
        self.assertEqual(self.sync(self.bob)["refused"], 1)
        (seen,) = self.json("refused", "--all", replica=self.ann)
        self.assertEqual((seen["actor"], seen["type"]), ("Bob", "not-allowed"))
        self.assertEqual(seen["changes"][0]["value"], {"title": "Not his to change"})
        self.assertIn("Bob", self.ok("refused", "--all", replica=self.ann))
        self.assertEqual(self.json("refused", replica=self.ann), [])
        self.assertIn("stewards alone", self.fails(REFUSED, "stewards", "refused", "--all", replica=self.bob))
        self.fails(cli_case.USAGE, "--all takes no VERSION", "refused", "--all", "+1", replica=self.ann)

    def test_conflict_of_a_newer_version(self):
        """What this version does not know is listed by its names, and one side or the other can be taken."""
        self.join(self.ann, "Ann")
        newer, later = (self.server.join(name, "editor") for name in ("Newer", "Later"))
        craft = "0198c5b1-2222-7000-8000-000000000031"
        base = newer.push(newer.commit([["hovercraft", craft, "_exists", 0, True], ["hovercraft", craft, "lift", 0, {"a": 1}]])).json["head"]
        for client in (newer, later):
            client.pull()
        newer.push(newer.commit([["hovercraft", craft, "lift", base, {"a": 2}]], seen=base))
        later.push(later.commit([["hovercraft", craft, "lift", base, {"a": 3}]], seen=base))
        for client in (newer, later):
            client.close()
        self.assertEqual(self.sync(self.ann)["conflicts"], 1)
        (conflict,) = self.json("conflicts", replica=self.ann)
        self.assertEqual((conflict["id"], conflict["kind"], conflict["group"]), (craft, "hovercraft", "lift"))
        self.assertEqual((conflict["current"]["value"], conflict["other"]["value"]), ({"a": 2}, {"a": 3}))
        self.assertIn(craft, self.ok("conflicts", replica=self.ann))
        self.fails(REFUSED, "does not know what this is", "resolve", craft, "lift", "a=4", replica=self.ann)
        self.ok("resolve", craft, "lift", "other", replica=self.ann)
        self.assertTrue(self.sync(self.ann)["saved"])
        self.assertEqual(self.json("conflicts", replica=self.ann), [])

    def test_conflict_about_a_newer_field(self):
        """What a newer version keeps beside what this one knows is shown, not called nothing."""
        self.join(self.ann, "Ann")
        newer, later = (self.server.join(name, "editor") for name in ("Newer", "Later"))
        risk = "0198c5b1-2222-7000-8000-000000000032"
        base = newer.push(newer.commit([["risk", risk, "_exists", 0, True], ["risk", risk, "cause", 0, {"mood": "a"}]])).json["head"]
        for client, mood in ((newer, "b"), (later, "c")):
            client.pull()
            client.push(client.commit([["risk", risk, "cause", base, {"mood": mood}]], seen=base))
            client.close()
        self.assertEqual(self.sync(self.ann)["conflicts"], 1)
        shown = self.ok("conflicts", replica=self.ann)
        self.assertNotIn("(nothing)", shown)
        for mood in "abc":
            self.assertIn(f'{{"mood":"{mood}"}}', shown)

    def test_many_vanish(self):
        """Nothing of it is changed before it is agreed to; then a backup is made, and all goes on."""
        self.both()
        rows = "".join(f"Risk {i},open\n" for i in range(150))
        table = self.folder / "risks.csv"
        table.write_text("title,status\n" + rows)
        self.ok("import", "risk", table, replica=self.ann)
        self.sync(self.ann)
        self.sync(self.bob)
        for i in range(1, 102):
            self.ok("archive", f"R-{i}", replica=self.ann)
        self.sync(self.ann)
        self.ok("add", "risk", "title=Bob's own", "status=open", replica=self.bob)
        said = self.fails(cli_case.HELD, "101 records would go from this computer", "sync", replica=self.bob)
        self.assertIn("Nothing of that has been changed", said)
        self.assertIn("--allow-vanishing", said)
        self.assertEqual(len(self.json("list", "risk", replica=self.bob)), 151)
        # What he saved went all the same.
        self.sync(self.ann)
        self.assertEqual(self.title(self.ann, "R-151"), "Bob's own")
        # Asked again, the answer is the same.
        self.fails(cli_case.HELD, "101 records", "sync", replica=self.bob)
        done = self.run_cli("sync", "--allow-vanishing", replica=self.bob)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Everything you saved is on the server, and all that you may see there is here.", done.stdout)
        self.assertEqual(len(self.json("list", "risk", replica=self.bob)), 50)
        (backup,) = self.json("backup", "list", replica=self.bob)
        self.assertIn(backup["path"], done.stderr)
        self.assertEqual(len(self.json("list", "risk", replica=backup["path"])), 151)

    def conflict(self):
        self.both()
        self.ok("add", "risk", "title=One", "status=open", replica=self.ann)
        self.sync(self.ann)
        self.sync(self.bob)
        self.ok("set", "R-1", "title=By Ann", replica=self.ann)
        self.ok("set", "R-1", "title=By Bob", replica=self.bob)
        self.sync(self.ann)
        self.assertEqual(self.sync(self.bob)["conflicts"], 1)
        self.sync(self.ann)

    def test_conflict(self):
        self.conflict()
        shown = self.ok("conflicts", replica=self.bob)
        for word in ("R-1", "title", "By Ann", "By Bob", "One", "Ann", "Bob"):
            self.assertIn(word, shown)
        one = self.json("conflicts", "R-1", replica=self.ann)[0]
        self.assertEqual((one["group"], one["current"]["display"], one["other"]["display"], one["before"]["display"]),
                         ("title", "By Ann", "By Bob", "One"))
        self.ok("resolve", "R-1", "title", "other", replica=self.ann)
        self.sync(self.ann)
        self.sync(self.bob)
        self.assertEqual(self.title(self.bob), "By Bob")
        for path in (self.ann, self.bob):
            self.assertEqual(self.json("conflicts", replica=path), [])

    def test_both(self):
        """Two edits of one sentence, at different words: a person may take them together."""
        self.both()
        self.ok("add", "risk", "title=One", "status=open", "cause=The ward has too few nurses this winter.",
                replica=self.ann)
        self.sync(self.ann)
        self.sync(self.bob)
        self.ok("set", "R-1", "cause=The ward has far too few nurses this winter.", replica=self.ann)
        self.ok("set", "R-1", "cause=The ward has too few nurses this spring.", replica=self.bob)
        self.sync(self.ann)
        self.assertEqual(self.sync(self.bob)["conflicts"], 1)
        both = "The ward has far too few nurses this spring."
        self.assertIn(f"both     {both}", self.ok("conflicts", replica=self.bob))
        self.assertEqual(self.json("conflicts", replica=self.bob)[0]["both"], {"cause": both})
        self.ok("resolve", "R-1", "cause", "both", replica=self.bob)
        self.sync(self.bob)
        self.sync(self.ann)
        self.assertEqual(self.json("show", "R-1", replica=self.ann)["record"]["fields"]["cause"], both)
        self.assertEqual(self.json("conflicts", replica=self.ann), [])

    def test_resolve(self):
        self.conflict()
        self.fails(NOT_FOUND, "status", "resolve", "R-1", "status", "other", replica=self.ann)
        self.fails(REFUSED, "neither", "resolve", "R-1", "title", "mine", replica=self.ann)
        self.fails(REFUSED, "cannot be taken together", "resolve", "R-1", "title", "both", replica=self.ann)
        version = self.json("conflicts", replica=self.ann)[0]["other"]["version"]
        self.ok("resolve", "R-1", "title", str(version), replica=self.ann)
        self.assertEqual(self.title(self.ann), "By Bob")
        self.assertEqual(self.json("conflicts", replica=self.ann), [])
        self.ok("resolve", "R-1", "title", "title=By both", replica=self.bob)
        self.sync(self.ann)
        self.sync(self.bob)
        self.sync(self.ann)
        self.assertEqual(self.title(self.ann), self.title(self.bob))

    def test_refused(self):
        self.join(self.ann, "Ann", "reader")
        self.ok("add", "risk", "title=One", "status=open", replica=self.ann)
        self.assertEqual(self.sync(self.ann)["refused"], 1)
        refused = self.json("refused", replica=self.ann)
        self.assertEqual(refused[0]["type"], "not-allowed")
        self.assertEqual(refused[0]["changes"][0]["kind"], "risk")
        self.ok("refused", str(refused[0]["version"]), replica=self.ann)
        self.assertEqual(self.json("refused", replica=self.ann), [])

    def test_refused_is_found_again(self):
        """A name for the record and the text of it, dismissed or not; and it can be sent again once there is a right to."""
        self.join(self.ann, "Ann", "reader")
        self.ok("add", "risk", "title=Whole afternoon", "status=open", "notes=An afternoon\nof typing", replica=self.ann)
        self.sync(self.ann)
        self.assertNotIn("Everything you saved", self.ok("sync", replica=self.ann))
        (one,) = self.json("refused", replica=self.ann)
        listed = self.ok("refused", replica=self.ann)
        for words in (one["detail"], "R-1 “Whole afternoon”", "An afternoon\n", "of typing", one["changes"][0]["id"]):
            self.assertIn(words, listed)
        self.assertIn("An afternoon", self.ok("history", one["changes"][0]["id"], replica=self.ann))
        self.fails(NOT_FOUND, "No refused save", "refused", "+99", replica=self.ann)
        self.fails(REFUSED, "is none", "refused", "R-1", replica=self.ann)
        self.assertIn("--dismissed", self.ok("refused", one["version"], replica=self.ann))
        self.fails(NOT_FOUND, "No refused save", "refused", one["version"], replica=self.ann)
        self.assertIn("An afternoon", self.ok("refused", "--dismissed", replica=self.ann))
        self.assertIn("1 more", self.ok("sync", replica=self.ann))
        self.fails(cli_case.USAGE, "stands alone", "refused", "--dismissed", "+1", replica=self.ann)
        self.fails(NOT_FOUND, "refused no save", "resend", "+99", replica=self.ann)

        self.server.admin("grant", "--person", "Ann", "--role", "editor", "--all")
        self.ok("resend", one["version"], replica=self.ann)
        said = self.json("sync", replica=self.ann)
        self.assertEqual((said["sent"], said["refused"], said["dismissed"], said["saved"]), (1, 0, 0, True))
        self.assertEqual(self.title(self.ann), "Whole afternoon")
        self.assertTrue(self.json("refused", "--dismissed", replica=self.ann)[0]["resent"])
        self.assertIsNone(self.json("resend", one["version"], replica=self.ann)["version"])
        self.assertTrue(self.json("check", replica=self.ann)["sound"])

    def test_renumbered(self):
        """Who wrote a number down hears that it is another's."""
        self.both()
        for path, title in ((self.ann, "By Ann"), (self.bob, "By Bob")):
            self.ok("add", "risk", f"title={title}", "status=open", replica=path)
        self.assertEqual(self.sync(self.ann)["renumbered"], [])
        copy = self.make("copy")
        copy.write_bytes(self.bob.read_bytes())
        copy.with_name("copy.muster.tokens").write_bytes(pathlib.Path(f"{self.bob}.tokens").read_bytes())
        self.assertIn("R-1 “By Bob” is now R-2", self.ok("sync", replica=self.bob))
        self.assertNotIn("is now", self.ok("sync", replica=self.bob))
        (number,) = self.json("sync", replica=copy)["renumbered"]
        self.assertEqual((number["was"], number["ref"], number["title"]), ("R-1", "R-2", "By Bob"))
        self.assertEqual(self.title(self.bob, "R-2"), "By Bob")
        self.sync(self.ann)
        for what in (("--json",), ("risk",)):
            self.assertEqual(*[self.ok("export", *what, replica=path) for path in (self.ann, self.bob)])

    def test_undo_of_what_changed_since(self):
        self.both()
        self.ok("add", "risk", "title=One", "status=open", replica=self.ann)
        self.sync(self.ann)
        self.sync(self.bob)
        self.ok("set", "R-1", "title=By Ann", replica=self.ann)
        self.sync(self.ann)
        self.sync(self.bob)
        self.ok("set", "R-1", "title=By Bob", replica=self.bob)
        self.sync(self.bob)
        self.sync(self.ann)
        self.fails(REFUSED, "cannot be taken back, for somebody has changed the same since", "undo", replica=self.ann)

    def test_signed_out(self):
        """By an administrator, or by a copy that renewed the keys: the person hears of both."""
        self.join(self.ann, "Ann")
        (device,) = json.loads(self.server.admin("device", "list", "--json"))
        self.server.admin("device", "revoke", str(device["device"]))
        self.fails(REFUSED, "this file was copied", "sync", replica=self.ann)

    def test_join_again(self):
        """The file is another device then, and the one that it was is in use no more."""
        self.both()
        self.join(self.ann, "Ann")
        devices = json.loads(self.server.admin("device", "list", "--json"))
        self.assertEqual([(device["person"], device["revoked"]) for device in devices],
                         [("Ann", True), ("Bob", False), ("Ann", False)])
        self.assertTrue(self.sync(self.ann)["saved"])

    def test_link(self):
        """A link leads to the file and to what is kept beside it."""
        self.join(self.ann, "Ann")
        self.ok("add", "risk", "title=One", "status=open", replica=self.ann)
        link = self.folder / "desk" / "link"
        link.parent.mkdir()
        link.symlink_to(self.ann)
        self.assertEqual(self.sync(link)["sent"], 1)
        self.join(link, "Ann")
        self.assertEqual([path.name for path in link.parent.iterdir()], ["link"])
        self.assertTrue(self.sync(self.ann)["saved"])

    def test_names(self):
        """What waits, and what others were refused, is told by the names of records."""
        self.join(self.ann, "Ann", "steward")
        self.join(self.bob, "Bob")
        self.ok("add", "risk", "title=One", "status=open", replica=self.ann)
        self.assertIn("R-1 “One”: Added\n", self.ok("outbox", replica=self.ann).replace("  ", "").replace(" \n", "\n"))
        self.sync(self.ann)
        self.sync(self.bob)
        self.server.admin("grant", "--person", "Bob", "--role", "reader", "--all")
        self.ok("set", "R-1", "title=Not his to change", "cause=Nor this", replica=self.bob)
        (waiting,) = self.json("outbox", replica=self.bob)
        self.assertEqual((waiting["changes"][0]["ref"], waiting["changes"][0]["here"]), ("R-1", True))
        self.ok("add", "risk", "title=Nor to add", "status=open", replica=self.bob)
        self.sync(self.bob)
        said = self.ok("refused", "--all", replica=self.ann)
        self.assertIn("R-1 “One”: ", said)
        self.assertIn("R-2 “Nor to add”: Added", said)
        self.assertEqual({change["title"] for one in self.json("refused", "--all", replica=self.ann)
                          for change in one["changes"]}, {"One", "Nor to add"})

    def test_authority_by_a_relative_name(self):
        """The certificate and the file are named from where one stands, as the manual does."""
        key, certificate = self.folder / "key.pem", self.folder / "ca.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=muster",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
                       check=True, capture_output=True)
        key.chmod(0o600)
        self.server.stop()
        self.server.start("--certificate", certificate, "--key", key)
        self.fails(IO, "begins with https://", "join", self.server.uri.replace("https:", "http:"), "AAAA",
                   replica=self.bob)
        self.ok("join", "--ca", "ca.pem", self.server.uri, self.code("Ann"), replica="ann.muster", cwd=self.folder)
        said = self.run_cli("--json", "sync", replica="ann.muster", cwd=self.folder)
        self.assertEqual((said.returncode, said.stderr), (0, ""))
        self.assertTrue(json.loads(said.stdout)["saved"])

    def put_back(self):
        """Ann and Bob have what the backup has; then Bob saves more, which Ann fetches before the server loses it."""
        self.both()
        self.ok("add", "risk", "title=One", "status=open", replica=self.ann)
        self.sync(self.ann)
        self.sync(self.bob)
        self.server.admin("backup", self.folder / "backup")
        self.ok("set", "R-1", "cause=By Bob", "--reason", "A call", replica=self.bob)
        self.ok("add", "risk", "title=Bob's own", "status=open", replica=self.bob)
        self.sync(self.bob)
        self.assertEqual(self.sync(self.ann)["received"], 2)
        self.server.stop()
        self.server.admin("restore", self.folder / "backup")
        self.server.start()

    def move(self, path):
        """The same server at another address, as a restart gives it a new port."""
        self.ok("join", self.server.uri, self.code(path.stem.capitalize()), replica=path)

    def test_set_aside(self):
        self.put_back()
        self.move(self.ann)
        said = self.json("sync", replica=self.ann)
        self.assertEqual((said["aside"], said["saved"]), (2, False))
        said = self.ok("sync", replica=self.ann)
        self.assertIn("2 saves of others are not on the server", said)
        self.assertNotIn("Everything you saved", said)
        first, second = self.json("aside", replica=self.ann)
        self.assertEqual((first["actor"], first["reason"]), ("Bob", "A call"))
        self.assertEqual([(change["ref"], change["title"], change["display"]) for change in first["changes"]],
                         [("R-1", "One", "By Bob")])
        self.assertEqual((second["changes"][0]["ref"], second["changes"][0]["title"]), ("R-2", "Bob's own"))
        listed = self.ok("aside", replica=self.ann)
        for words in (first["version"], "R-1 “One”", ": By Bob", "R-2 “Bob's own”", "Bob: A call"):
            self.assertIn(words, listed)
        self.fails(cli_case.USAGE, "VERSION or --all", "aside", "keep", replica=self.ann)
        self.fails(cli_case.USAGE, "aside keep", "aside", "hold", "1", replica=self.ann)
        self.fails(NOT_FOUND, "set aside", "aside", "keep", "99", replica=self.ann)
        self.ok("aside", "keep", first["version"], replica=self.ann)
        self.assertIn("What Bob saved on", self.ok("history", "R-1", replica=self.ann))
        self.ok("aside", "drop", second["version"], replica=self.ann)
        self.assertEqual(self.json("aside", replica=self.ann), [])
        self.fails(NOT_FOUND, "Nothing is set aside", "aside", "keep", "--all", replica=self.ann)
        self.assertTrue(self.sync(self.ann)["saved"])
        self.assertEqual(self.json("show", "R-1", replica=self.ann)["record"]["fields"]["cause"], "By Bob")
        self.assertTrue(self.json("check", replica=self.ann)["sound"])

    def test_set_aside_is_kept_by_two(self):
        """Its author brings it back as well: what is the same merges without a word."""
        self.put_back()
        self.move(self.ann)
        self.sync(self.ann)
        self.assertEqual(self.json("aside", "keep", "--all", replica=self.ann), {"kept": 2, "aside": 0})
        self.assertTrue(self.sync(self.ann)["saved"])
        self.move(self.bob)
        self.sync(self.bob)
        self.sync(self.ann)
        for path in (self.ann, self.bob):
            self.assertEqual(self.json("conflicts", replica=path), [])
            self.assertEqual(self.title(path, "R-2"), "Bob's own")
            self.assertTrue(self.json("check", replica=path)["sound"])

    def test_access_withdrawn(self):
        """Who may see something no longer hears of it, and keeps what was saved meanwhile."""
        self.join(self.ann, "Ann")
        self.ok("add", "area", "name=Harrow", "level=borough", replica=self.ann)
        self.ok("add", "team", "name=Harrow PCN 1", "area=Harrow", replica=self.ann)
        self.sync(self.ann)
        text = self.server.admin("invite", "--person", "Bob", "--role", "editor", "--scope", "Harrow")
        self.ok("join", self.server.uri, text.strip(), replica=self.bob)
        self.sync(self.bob)
        self.server.admin("withdraw", "--person", "Bob", "--scope", "Harrow")
        self.ok("set", "Harrow PCN 1", "notes=Kept", replica=self.bob)
        said = self.ok("sync", replica=self.bob)
        self.assertIn("1 record is here no longer", said)
        self.assertIn("did not take 1", said)
        self.assertIn("1 save is not on the server", said)
        self.assertNotIn("Everything you saved", said)
        self.fails(NOT_FOUND, "Harrow PCN 1", "show", "Harrow PCN 1", replica=self.bob)
        self.assertEqual(self.json("refused", replica=self.bob)[0]["changes"][0]["value"], {"notes": "Kept"})
        self.assertEqual(self.json("sync", replica=self.bob)["gone"], 0)

    def test_authority_that_is_not_there(self):
        self.fails(NOT_FOUND, "There is no file “/no/authority.pem”", "join", "--ca", "/no/authority.pem",
                   "http://127.0.0.1:9", "K7QF-2M9D-XR4T", replica=self.ann)

    def test_tokens_that_others_can_read(self):
        self.join(self.ann, "Ann")
        path = pathlib.Path(f"{self.ann}.tokens")
        self.assertEqual(self.run_cli("sync", replica=self.ann).stderr, "")
        path.chmod(0o644)
        said = self.run_cli("sync", replica=self.ann)
        self.assertEqual(said.returncode, 0)
        self.assertIn("chmod 600", said.stderr)

    def test_tokens(self):
        self.join(self.ann, "Ann")
        path = pathlib.Path(f"{self.ann}.tokens")
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        tokens = json.loads(path.read_text())
        # Who loses the first of them gets another by the second; who loses both joins again.
        path.write_text(json.dumps({"access": "a-stranger", "refresh": tokens["refresh"]}))
        self.assertTrue(self.sync(self.ann)["saved"])
        self.assertNotEqual(json.loads(path.read_text()), tokens)
        path.unlink()
        self.fails(REFUSED, "join again", "sync", replica=self.ann)
        self.join(self.ann, "Ann")
        self.assertTrue(self.sync(self.ann)["saved"])

    def test_wrong(self):
        self.fails(REFUSED, "has not joined", "sync", replica=self.ann)
        self.fails(REFUSED, "in the clear", "join", "http://muster.example", "AAAA", replica=self.ann)
        self.fails(REFUSED, "code", "join", self.server.uri, "AAAA-BBBB-CCCC", replica=self.ann)
        self.both()
        code = self.code("Carol")
        self.fails(REFUSED, "another person: Ann.", "join", self.server.uri, code, replica=self.ann)
        self.ok("join", self.server.uri, code, replica=self.make("carol"))
        self.ok("add", "risk", "title=One", "status=open", replica=self.ann)
        self.server.stop()
        self.fails(IO, "does not answer", "sync", replica=self.ann)
        self.assertEqual(len(self.json("outbox", replica=self.ann)), 1)
        self.assertTrue(self.json("check", replica=self.ann)["sound"])


if __name__ == "__main__":
    cli_case.main()
