# test_admin.py - what an administrator does, beside a server that runs and without one.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import resource
import signal
import socket
import sqlite3
import threading
import uuid

import cli_case
import http_case
from http_case import Client, Server
from test_life import OwnServer

OK, REFUSED, USAGE, NOT_FOUND, DATA, IO, FAULTS = range(7)


def fill_disk():
    """In a child: no file may grow over a page."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


class Commands(OwnServer):
    def fails(self, code, *arguments):
        done = self.server.run(*arguments)
        self.assertEqual((done.returncode, done.stdout), (code, ""), f"{arguments}: {done.stderr}")
        self.assertRegex(done.stderr, r"^muster-server: [^a-z]")
        return done.stderr

    def test_help(self):
        self.assertIn("Commands:", self.server.admin("--help"))
        for command in ("serve", "init", "invite", "grant", "withdraw", "person list", "device list", "device revoke", "scope list",
                        "backup", "restore", "verify", "export"):
            self.assertIn(f"\n  {command} ", self.server.admin("--help"))
            self.assertIn("--data", self.server.admin(*command.split(), "--help"))
        self.assertRegex(self.server.admin("--version"), r"^muster-server \d")

    def test_used_wrongly(self):
        for arguments in ((), ("fly",), ("device",), ("device", "revoke"), ("device", "revoke", "x"), ("backup",), ("serve", "more"),
                          ("invite", "--role", "editor", "--all"), ("invite", "--person", "A", "--all"),
                          ("invite", "--person", "A", "--role", "king", "--all"), ("invite", "--person", "A", "--role", "editor"),
                          ("invite", "--person", "A", "--role", "editor", "--all", "--scope", str(uuid.uuid4())),
                          ("invite", "--person", "A", "--role", "editor", "--all", "--hours", "-1"),
                          ("invite", "--person", "A", "--role", "editor", "--all", "--hours", "0"), ("serve", "--nonsense"),
                          ("serve", "--certificate", "chain.pem"), ("serve", "--key", "key.pem")):
            self.fails(USAGE, *arguments)
        for option, most in (("connections", 100000), ("per-address", 100000), ("deadline", 3600), ("rate", 100000), ("threads", 64),
                             ("heartbeat", 40), ("grace", 600)):
            for number in (0, -1, most + 1):
                self.assertIn(f"from 1 to {most}.", self.fails(USAGE, "serve", f"--{option}", str(number)))
        self.assertIn("“device list”, “device revoke”", self.fails(USAGE, "device"))
        self.assertIn("“muster-server serve”", self.fails(USAGE, "serve", "more"))

    def test_taken_port(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            said = self.fails(IO, "serve", "--port", str(taken.getsockname()[1]))
        self.assertIn("Another program listens", said)
        self.assertIn(f"{self.server.folder}/none/port", self.fails(IO, "serve", "--port", "0", "--port-file", self.server.folder / "none" / "port"))

    def test_init_leaves_what_is_there(self):
        self.fails(REFUSED, "init")

    def test_no_data(self):
        self.server.data = self.server.folder / "none.muster"
        for arguments in (("serve",), ("verify",), ("device", "list"), ("backup", self.server.folder / "b")):
            self.assertIn("init", self.fails(DATA, *arguments))

    def test_something_else(self):
        self.server.data.write_text("This is no database, and never was one. " * 100)
        self.fails(DATA, "verify")
        self.fails(DATA, "serve")

    def test_data_are_private(self):
        self.assertEqual(self.server.data.stat().st_mode & 0o777, 0o600)

    def test_invite_is_for_one(self):
        self.server.start()
        code = self.server.invite("Jo Bloggs", "editor")
        self.assertRegex(code, r"^[0-9A-Z]{4}(-[0-9A-Z]{4})+$")
        client = Client(self.server)
        self.addCleanup(client.close)
        self.assertEqual(client.enrol(code).json["person"]["name"], "Jo Bloggs")
        answer = client.post("/v1/enrol", {"code": code, "device": "Other", "replica": str(uuid.uuid4()), "schema": 1})
        self.assert_problem(answer, 401, "code-invalid")

    def test_an_invitation_as_one_link(self):
        options = ("--person", "Jo Bloggs", "--role", "editor", "--all", "--address")
        for address in ("muster.example.nhs.uk", "http://muster.example.nhs.uk", "https://muster.example.nhs.uk/path", ""):
            self.assertIn("--address", self.fails(USAGE, "invite", *options, address))
        self.assertEqual(json.loads(self.server.admin("person", "list", "--json")), [])
        link = self.server.admin("invite", *options, "https://muster.example.nhs.uk:8443/").strip()
        self.assertRegex(link, r"^https://muster\.example\.nhs\.uk:8443/#[0-9A-Z]{4}(-[0-9A-Z]{4})+$")
        self.server.start()
        client = Client(self.server)
        self.addCleanup(client.close)
        self.assertEqual(client.enrol(link.partition("#")[2]).json["person"]["name"], "Jo Bloggs")

    def test_person_by_name_and_id(self):
        self.server.invite("Jo Bloggs", "editor")
        self.server.invite("Jo Bloggs", "editor")
        people = json.loads(self.server.admin("person", "list", "--json"))
        self.assertEqual([person["name"] for person in people], ["Jo Bloggs"])
        self.server.invite(people[0]["person"], "reader")
        self.fails(NOT_FOUND, "invite", "--person", str(uuid.uuid4()), "--role", "reader", "--all")
        self.fails(NOT_FOUND, "invite", "--person", "New", "--role", "reader", "--scope", str(uuid.uuid4()))
        self.assertEqual(len(json.loads(self.server.admin("person", "list", "--json"))), 1)

    def test_nobody_is_made_on_a_full_disk(self):
        self.server.start()
        done = self.server.run("invite", "--person", "Jo Bloggs", "--role", "reader", "--all", preexec_fn=fill_disk)
        self.assertEqual((done.returncode, done.stdout), (IO, ""), done.stderr)
        self.assertNotIn("new person", done.stderr)
        self.assertEqual(json.loads(self.server.admin("person", "list", "--json")), [])

    def test_restore_from_nowhere(self):
        self.assertNotIn("start a new one", self.fails(NOT_FOUND, "restore", self.server.folder / "no-such-backup"))

    def test_names_are_one_clean_line(self):
        self.assertIn("new person", self.server.run("invite", "--person", " Jo\n\x1b[31mBloggs ", "--role", "reader", "--all").stderr)
        (person,) = json.loads(self.server.admin("person", "list", "--json"))
        self.assertNotRegex(person["name"], r"[\x00-\x1f\u202e]|^ | $")
        self.assertEqual(self.server.run("invite", "--person", person["name"], "--role", "reader", "--all").stderr, "")
        self.assertIn(person["name"], self.fails(REFUSED, "invite", "--person", person["name"].upper(), "--role", "reader", "--all"))
        self.server.start()
        client = self.client()
        client.post("/v1/enrol", {"code": self.server.invite(person["name"], "reader"), "device": "x\x1b[31m\n99\tmgr\u202efake",
                                  "replica": client.replica, "schema": 1})
        (line,) = self.server.admin("device", "list").splitlines()
        self.assertNotRegex(line, r"[\x1b\u202e]")
        self.assertEqual(len(line.split("\t")), 5)

    def test_says_what_it_did(self):
        self.server.invite("Jo Bloggs", "reader")
        jo = ("--person", "Jo Bloggs", "--all")
        for said, *arguments in (("is now editor", "grant", *jo, "--role", "editor"), ("already", "grant", *jo, "--role", "editor"),
                                 ("no longer editor", "withdraw", *jo), ("has no role", "withdraw", *jo)):
            self.assertIn(said, self.server.admin(*arguments))
        self.server.start()
        self.join("Jo Bloggs", "reader")
        self.assertIn("(everything)", self.server.admin("person", "list"))
        self.assertIn("“Test” of Jo Bloggs is let in no more", self.server.admin("device", "revoke", 1))
        self.assertIn("Nothing was changed", self.server.admin("device", "revoke", 1))

    def test_grants(self):
        self.server.start()
        client = self.join("Jo Bloggs", "reader")
        self.assertEqual(client.push().json["acked"], 1)
        self.assertTrue(client.pull().json["refused"])
        self.server.admin("grant", "--person", "Jo Bloggs", "--role", "editor", "--all")
        self.assertEqual(self.roles(), ["editor"])
        client.push()
        self.assertEqual([refusal["n"] for refusal in client.pull(n=1).json.get("refused", [])], [])
        self.server.admin("withdraw", "--person", "Jo Bloggs", "--all")
        self.assertEqual(self.roles(), [])
        self.fails(NOT_FOUND, "grant", "--person", "Nobody", "--role", "editor", "--all")

    def roles(self):
        return [grant["role"] for person in json.loads(self.server.admin("person", "list", "--json")) for grant in person["grants"]]

    def test_scopes(self):
        self.server.start()
        client = self.join()
        area = str(uuid.uuid4())
        client.push(client.commit([["area", area, "_exists", 0, True], ["area", area, "name", 0, {"name": "Harrow"}]]))
        self.assertNotIn("refused", client.pull().json)
        scopes = json.loads(self.server.admin("scope", "list", "--json"))
        self.assertEqual(scopes[0], {"scope": client.server_id, "kind": "server", "name": "", "archived": False})
        self.assertIn({"scope": area, "kind": "area", "name": "Harrow", "archived": False}, scopes)
        self.assertIn(f"{area}\tarea\tHarrow\n", self.server.admin("scope", "list"))
        local = self.join("Sam Smith", "editor", "--scope", area)
        self.assertEqual(local.pull().json["grants"]["list"], [{"scope": area, "role": "editor"}])
        by_name = self.join("Alex Jones", "reader", "--scope", "Harrow")
        self.assertEqual(by_name.pull().json["grants"]["list"], [{"scope": area, "role": "reader"}])
        team = str(uuid.uuid4())
        client.push(client.commit([["team", team, "_exists", 0, True], ["team", team, "name", 0, {"name": "Harrow"}]]))
        arguments = ("invite", "--person", "A", "--role", "reader", "--scope")
        self.assertIn("2 scopes are called", self.fails(REFUSED, *arguments, "Harrow"))
        self.assertIn("no scope", self.fails(NOT_FOUND, *arguments, ""))

    def test_devices(self):
        self.server.start()
        client = self.join("Jo Bloggs", "editor")
        devices = json.loads(self.server.admin("device", "list", "--json"))
        self.assertEqual([(device["person"], device["name"], device["revoked"]) for device in devices], [("Jo Bloggs", "Test", False)])
        number = devices[0]["device"]
        self.assertEqual(client.pull().status, 200)
        self.server.admin("device", "revoke", number)
        self.assert_problem(client.pull(), 401, "auth-revoked")
        self.assertIn("revoked", self.server.admin("device", "list"))
        self.fails(NOT_FOUND, "device", "revoke", number + 100)

    def test_beside_a_busy_server(self):
        """Invitations, revocations and backups while pushes come in: none is lost, none fails, and nothing is written twice."""
        self.server.start()
        clients = [self.join() for _ in range(3)]
        end = threading.Event()
        counts = {}

        def push(client):
            while not end.is_set():
                counts[client.replica] = client.push(*[client.commit() for _ in range(3)]).json["acked"]

        threads = [threading.Thread(target=push, args=(client,)) for client in clients]
        for thread in threads:
            thread.start()
        codes = [self.server.invite(f"Person {i}", "editor") for i in range(15)]
        self.server.admin("backup", self.server.folder / "backup")
        self.server.admin("verify")
        end.set()
        for thread in threads:
            thread.join()
        for code in codes:
            client = Client(self.server)
            client.enrol(code)
            client.close()
        self.server.stop()
        self.assert_sound()
        commits = [json.loads(line) for line in self.server.admin("export").splitlines()]
        self.assertEqual(len(commits), sum(counts.values()))
        self.assertEqual([commit["seq"] for commit in commits], list(range(1, len(commits) + 1)))

    def test_export(self):
        self.server.start()
        client = self.join()
        client.push(client.commit(reason="Agreed"))
        output = self.server.folder / "log.json"
        self.server.admin("export", "--output", output)
        self.assertEqual(output.read_text(), self.server.admin("export"))
        self.assertEqual(output.stat().st_mode & 0o777, 0o600)
        commit = json.loads(output.read_text())
        self.assertEqual((commit["seq"], commit["n"], commit["actor"], commit["reason"]), (1, 1, "Jo Bloggs", "Agreed"))
        self.assertEqual(commit["changes"][0]["value"], {"name": "Practice 1"})

    def test_verify_finds_one_changed_letter(self):
        self.server.start()
        client = self.join()
        client.push(*[client.commit() for _ in range(5)])
        self.server.stop()
        with sqlite3.connect(self.server.data) as raw:
            raw.execute("UPDATE log_change SET value = replace (value, 'Practice 3', 'Practice 8')")
        done = self.server.run("verify")
        self.assertEqual(done.returncode, FAULTS)
        self.assertIn("3", done.stdout)


class Backups(OwnServer):
    def test_backup_and_restore(self):
        backup = self.server.folder / "backup.muster"
        self.server.start()
        client = self.join()
        client.push()
        self.assertIn(str(backup), self.server.admin("backup", backup))
        self.assertEqual(backup.stat().st_mode & 0o777, 0o600)
        client.push()
        cursor = client.pull().json["cursor"]
        done = self.server.run("restore", backup)
        self.assertEqual((done.returncode, done.stdout), (4, ""), "while a server runs")
        self.server.stop()

        self.assertIn("before-restore", self.server.admin("restore", backup))
        self.assert_sound()
        self.assertEqual(len(self.server.admin("export").splitlines()), 1)
        aside = Server(self.server.folder, init=False)
        aside.data = next(path for path in self.server.folder.glob("*.before-restore-*") if path.suffix[-4:] not in ("-wal", "-shm"))
        self.assertEqual(len(aside.admin("export").splitlines()), 2)

        self.server.start()
        again = self.other(client)
        self.assert_problem(again.pull(after=cursor["seq"], chain=cursor["chain"]), 409, "diverged")
        epoch = again.get("/.well-known/muster").json["epoch"]
        self.assertNotEqual(epoch, client.epoch)
        again.epoch = epoch
        self.assertEqual(again.pull().json["acked"], 1)

    def test_restore_shuts_nobody_out(self):
        """Who was invited since the backup was made is made again under her id, and goes on with her file."""
        backup = self.server.folder / "backup.muster"
        self.server.admin("backup", backup)
        self.server.start()
        late = Client(self.server)
        self.addCleanup(late.close)
        person = late.enrol(self.server.invite("Late", "editor")).json["person"]["id"]
        late.push()
        self.server.stop()
        self.server.data.unlink()
        self.assertIn("when the backup was made", self.server.admin("restore", backup))
        self.server.start()

        again = self.other(late)
        asked = {"device": "Test", "replica": late.replica, "schema": 1, "person": person, "server": late.server_id}
        code = self.server.invite("Late", "editor")
        refused = again.post("/v1/enrol", {"code": code, **asked})
        self.assert_problem(refused, 403, "not-allowed")
        self.assertIn(person, refused.json["detail"])
        self.assert_problem(again.post("/v1/enrol", {"code": code, **asked, "server": str(uuid.uuid4())}), 403, "not-allowed")
        self.assertEqual(json.loads(self.server.admin("device", "list", "--json")), [], "nothing was joined")
        code = self.server.admin("invite", "--person", person, "--name", "Late", "--role", "editor", "--all").strip()
        joined = again.post("/v1/enrol", {"code": code, **asked})
        self.assertEqual((joined.status, joined.json["person"]), (200, {"id": person, "name": "Late"}))
        again.token, again.epoch, again.n = joined.json["access"], joined.json["epoch"], 0
        self.assertEqual(again.push().json["acked"], 1)

        arguments = ("--role", "reader", "--all")
        self.server.admin("invite", "--person", person, "--name", "Late", *arguments)
        for code, given in ((REFUSED, (person, "--name", "Other")), (USAGE, ("Late", "--name", "Late")),
                            (NOT_FOUND, (str(uuid.uuid4()),))):
            self.assertEqual(self.server.run("invite", "--person", *given, *arguments).returncode, code, given)

    def test_restore_lets_nobody_in_again(self):
        """Revoked, withdrawn, invited, renewed since the backup was made: all that stays; only the log goes back."""
        backup = self.server.folder / "backup.muster"
        self.server.start()
        thief, gone, here = self.join("Thief", "editor"), self.join("Gone", "editor"), self.join("Here", "editor")
        for client in (thief, gone, here):
            client.push()
        self.server.admin("backup", backup)
        self.server.admin("device", "revoke", 1)
        self.server.admin("withdraw", "--person", "Gone", "--all")
        here.token = here.post("/v1/token", {"refresh": here.refresh}).json["access"]
        late, code = self.join("Late", "reader"), self.server.invite("Later", "reader")
        before = [self.server.admin(*command, "--json") for command in (("person", "list"), ("device", "list"))]
        here.push()
        self.server.stop()
        self.assertIn("as it was until now", self.server.admin("restore", backup))
        self.assertEqual([self.server.admin(*command, "--json") for command in (("person", "list"), ("device", "list"))], before)
        self.assertEqual(len(self.server.admin("export").splitlines()), 3)
        self.assert_sound()
        left = [path.name for path in self.server.folder.glob("server.muster.*")]
        self.assertTrue(all(name.startswith("server.muster.before-restore-") for name in left) and left, left)

        self.server.start()
        self.assert_problem(self.other(thief).get("/v1/pull?"), 401, "auth-revoked")
        epoch = self.client().get("/.well-known/muster").json["epoch"]
        for client, grants in ((gone, []), (here, ["editor"])):
            client = self.other(client)
            client.epoch = epoch
            self.assertEqual([grant["role"] for grant in client.pull().json["grants"]["list"]], grants)
        late = self.other(late)
        self.assertEqual(late.post("/v1/replica", {"replica": late.replica, "was": late.replica}).status, 200)
        self.client().enrol(code)

    def test_restore_through_another_name(self):
        backup, link = self.server.folder / "backup.muster", self.server.folder / "link.muster"
        self.server.admin("backup", backup)
        link.symlink_to(self.server.data)
        other = Server(self.server.folder, init=False)
        other.data = link
        self.server.start()
        for command in (("serve", "--port", "0"), ("restore", backup)):
            self.assertEqual(other.run(*command).returncode, DATA, command)
        self.server.stop()
        other.admin("restore", backup)
        self.assertTrue(link.is_symlink())
        self.assertEqual(len(list(self.server.folder.glob("server.muster.before-restore-*[0-9]"))), 1)
        self.assert_sound()

    def test_restore_of_another_server(self):
        """Its people are its own."""
        other = Server(self.server.folder, init=False)
        other.data = self.server.folder / "other.muster"
        other.admin("init")
        other.invite("Somebody", "reader")
        backup = self.server.folder / "backup.muster"
        other.admin("backup", backup)
        self.server.invite("Jo Bloggs", "reader")
        self.assertIn("when the backup was made", self.server.admin("restore", backup))
        self.assertEqual([person["name"] for person in json.loads(self.server.admin("person", "list", "--json"))], ["Somebody"])

    def test_backup_leaves_what_is_there(self):
        backup = self.server.folder / "backup.muster"
        backup.write_text("mine")
        self.assertEqual(self.server.run("backup", backup).returncode, 1)
        self.assertEqual(backup.read_text(), "mine")

    def test_restore_over_damaged_data(self):
        backup = self.server.folder / "backup.muster"
        self.server.admin("backup", backup)
        self.server.data.write_bytes(b"SQLite format 3\0" + bytes(5000))
        self.server.admin("restore", backup)
        self.assert_sound()

    def test_restore_of_something_else(self):
        other = self.server.folder / "other"
        other.write_text("no backup")
        before = self.server.data.read_bytes()
        self.assertIn(self.server.run("restore", other).returncode, (4, 5))
        self.assertEqual(self.server.data.read_bytes(), before)
        self.assertEqual(self.server.run("restore", self.server.folder / "none").returncode, 3)
        self.assert_sound()

    def test_restore_to_a_new_place(self):
        backup = self.server.folder / "backup.muster"
        self.server.admin("backup", backup)
        self.server.data = self.server.folder / "new.muster"
        self.server.admin("restore", backup)
        self.assert_sound()


if __name__ == "__main__":
    cli_case.main()
