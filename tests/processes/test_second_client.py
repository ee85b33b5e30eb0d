# test_second_client.py - people with musterctl and people with a client written from the protocol's page alone.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import copy
import json
import os
import pathlib
import random
import shutil
import sys
import uuid

import together

sys.path.insert(0, str(pathlib.Path(os.environ["MUSTER_HTTP_CASE"]).parent))
import cli_case  # noqa: E402
import second_client  # noqa: E402
from second_client import Client, NoAnswer  # noqa: E402

STEPS = 60
ONE = os.environ.get("MUSTER_SEED")
SEEDS = [int(ONE)] if ONE else range(1, int(os.environ.get("MUSTER_SEEDS", 1)) + 1)
STATUSES = ["open", "treating", "accepted", "closed"]
SENTENCES = ["Nobody was told.", "The rooms are too small.", "Two posts are empty.", "The lease ends soon."]
KEPT = ("kind", "ref", "archived", "fields")


def content(client):
    """id -> what is in the record, as musterctl would write it. What nobody has made, or was refused, is none."""
    records = {}
    for (record, group), (_, value) in client.heads().items():
        found = records.setdefault(record, {"id": record, "ref": None, "archived": True, "fields": {}})
        if group == "_exists":
            found["archived"] = not value
        elif group == "_ref":
            found["ref"] = value
        else:
            found["fields"].update(value)
    for commit in client.known.values():
        for change in commit["changes"].values():
            records[change["record"]]["kind"] = change["kind"]
    return {record: found for record, found in records.items() if (record, "_exists") in client.heads()}


def dashed(text):
    return str(uuid.UUID(text))


class ByHand:
    """A person with musterctl."""

    def __init__(self, replica, random_):
        self.replica, self.random, self.typed = replica, random_, []

    def save(self, text, *arguments):
        done = self.replica.run(*arguments)
        assert done.returncode in (cli_case.OK, cli_case.REFUSED, cli_case.NOT_FOUND), done.stderr
        if done.returncode == cli_case.OK and text is not None:
            self.typed.append(text)

    def add(self, title, place):
        self.save(title, "add", "risk", f"title={title}", "status=open", f"cause={' '.join(SENTENCES)}",
                  f"scope={place}")

    def set(self, record, group, value):
        self.save(value if group == "title" else None, "set", record, f"{group}={value}")

    def rewrite(self, record, sentence, text):
        done = self.replica.run("--json", "show", record)
        if done.returncode == cli_case.OK:
            before = json.loads(done.stdout)["record"]["fields"].get("cause", "")
            self.set(record, "cause", before.replace(sentence, text) if sentence in before else f"{before} {text}")

    def archive(self, record):
        self.save(None, self.random.choice(["archive", "unarchive"]), record)

    def settle(self):
        for conflict in self.replica.json("conflicts")[:1]:
            choice = self.random.choice(["current", str(conflict["other"]["version"])])
            self.save(None, "resolve", conflict["id"], conflict["group"], choice)

    def sync(self):
        done = self.replica.run("sync")
        assert done.returncode in (cli_case.OK, cli_case.IO), done.stderr
        return done.returncode == cli_case.OK

    def refused(self):
        return json.dumps(self.replica.json("refused"), ensure_ascii=False)

    def copy(self, name):
        path = self.replica.path.with_name(f"{name}.muster")
        shutil.copy(self.replica.path, path)
        shutil.copy(f"{self.replica.path}.tokens", f"{path}.tokens")
        twin = ByHand(together.Replica(path, name), self.random)
        twin.typed = list(self.typed)
        return twin


class ByPage:
    """A person with the second client."""

    def __init__(self, client, random_):
        self.client, self.random, self.typed = client, random_, []

    def value(self, record, group):
        for n in reversed(self.client.unsent):
            for change in self.client.own[n]["changes"]:
                if change[1:3] == [record, group]:
                    return change[4]
        return self.client.heads().get((record, group), (0, None))[1]

    def save(self, record, group, value, *settles):
        if self.value(record, "_exists") is not None and self.value(record, group) != value:
            self.client.save(("risk", record, group, value, *settles))
            return True
        return False

    def add(self, title, place):
        record = str(uuid.uuid4())
        known = sum(group == "_ref" for _, group in self.client.heads())
        fields = {"title": title, "status": "open", "cause": " ".join(SENTENCES), "scope": place}
        self.client.save(("risk", record, "_exists", True), ("risk", record, "_ref", f"R-{known + 1}"),
                         *(("risk", record, group, {group: value}) for group, value in fields.items()))
        self.typed.append(title)

    def set(self, record, group, value):
        if self.save(record, group, {group: value}) and group == "title":
            self.typed.append(value)

    def rewrite(self, record, sentence, text):
        before = (self.value(record, "cause") or {}).get("cause", "")
        self.set(record, "cause", before.replace(sentence, text) if sentence in before else f"{before} {text}")

    def archive(self, record):
        self.save(record, "_exists", self.random.choice([True, False]))

    def settle(self):
        for record, group, _, value in self.client.open_conflicts()[:1]:
            mine, newest = self.random.choice([True, False]), self.client.cursor["seq"]
            chosen = value if mine else self.value(record, group)
            self.client.save(("risk", record, group, chosen, newest))

    def sync(self):
        try:
            self.client.sync()
        except NoAnswer:
            return False
        return True

    def refused(self):
        return json.dumps([self.client.own[n] for n in self.client.refused], ensure_ascii=False)

    def copy(self, name):
        twin = ByPage(copy.deepcopy(self.client), self.random)
        twin.typed = list(self.typed)
        return twin


class SecondClient(together.Together):
    def begin(self, seed):
        self.random = random.Random(seed)
        self.start_server()
        self.line = together.Line(self.server)
        self.addCleanup(self.line.stop)
        ann = self.make("Ann", self.line.uri)
        self.places = [ann.json("add", "area", f"name={name}", "level=borough")["record"]["id"]
                       for name in ("Harrow", "Brent")]
        ann.ok("sync")
        self.people = {"Ann": ByHand(ann, self.random), "Bob": self.join("Bob", "--all"),
                       "Cat": ByHand(self.make("Cat", self.line.uri, "--scope", self.places[0]), self.random),
                       "Dan": self.join("Dan", "--scope", self.places[0])}
        for person in self.people.values():
            person.sync()

    def join(self, name, *scope):
        client = Client("127.0.0.1", self.line.port, name, page=self.random.choice([1, 7, 1000]))
        client.enrol(self.invite(name, "editor", *scope))
        return ByPage(client, self.random)

    # ---- what happens

    def step(self, i):
        name = self.random.choice(sorted(self.people))
        person = self.people[name]
        records = [record for record, is_ in self.ids() if is_ == "risk"]
        what = self.random.choices(["add", "title", "status", "rewrite", "move", "archive", "settle", "sync"],
                                   [2 if len(records) < 12 else 1, 3, 1, 3, 1, 1, 1, 5])[0]
        if what == "sync":
            person.sync()
        elif what == "settle":
            person.settle()
        elif what == "add" or not records:
            person.add(f"Risk {i} of {name}", self.places[0 if name in ("Cat", "Dan") else self.random.randrange(2)])
        elif what == "title":
            person.set(self.random.choice(records), "title", f"Title {i} by {name}")
        elif what == "status":
            person.set(self.random.choice(records), "status", self.random.choice(STATUSES))
        elif what == "rewrite":
            person.rewrite(self.random.choice(records), self.random.choice(SENTENCES), f"Said {i} by {name}.")
        elif what == "move":
            person.set(self.random.choice(records), "scope", self.random.choice(self.places))
        else:
            person.archive(self.random.choice(records))

    def ids(self):
        """What Bob has heard of; others try records that they cannot see, and are told so."""
        client = self.people["Bob"].client
        kinds = {change["record"]: change["kind"] for commit in client.known.values()
                 for change in commit["changes"].values()}
        return sorted(kinds.items())

    def grant(self, word):
        for name in ("Cat", "Dan"):
            role = ("--role", "editor") if word == "grant" else ()
            self.server.admin(word, "--person", name, *role, "--scope", self.places[1])

    def restore(self):
        self.assertEqual(self.server.stop(), 0)
        self.server.admin("restore", self.folder / "backup")
        self.server.start()

    def live(self):
        events = {10: lambda: self.grant("grant"), 15: lambda: self.server.admin("backup", self.folder / "backup"),
                  25: lambda: self.fork("Bob", "Eve"), 28: lambda: self.fork("Eve", "Gus"), 30: self.restore,
                  38: lambda: self.fork("Ann", "Fay"), 41: lambda: self.fork("Fay", "Hal"),
                  46: lambda: self.grant("withdraw")}
        self.line.draw = lambda: self.random.randrange(800) if self.random.random() < 0.4 else None
        for i in range(STEPS):
            events.get(i, lambda: None)()
            self.step(i)

    def fork(self, name, other):
        """Both go on from the same number with something else to say."""
        self.people[other] = self.people[name].copy(other)
        for who in (name, other):
            self.people[who].add(f"Risk of {who} after the copy", self.places[0])

    def meet(self):
        self.line.draw = lambda: None
        for _ in range(3):
            for name, person in self.people.items():
                self.assertTrue(person.sync(), name)

    # ---- what it comes to

    def assert_same_log(self, client):
        """What the second client has is what the server has, change by change."""
        theirs = {}
        for line in self.server.admin("export").splitlines():
            commit = json.loads(line)
            theirs[commit["seq"]] = [
                (change["kind"], dashed(change["record"]), change["group"], change["base"], change["value"],
                 change["settles"], change["outcome"], change["merged"]) for change in commit["changes"]]
        ours = {seq: [(change["kind"], change["record"], change["group"], change["base"], change["value"],
                       change.get("settles", 0), change.get("out", "head"), change.get("merged"))
                      for _, change in sorted(commit["changes"].items())] for seq, commit in client.known.items()}
        self.assertEqual(ours, theirs)

    def assert_same(self, replica, client):
        theirs, ours = replica.records(), content(client)
        self.assertEqual(sorted(theirs), sorted(ours))
        for id_ in theirs:
            self.assertEqual({key: theirs[id_].get(key) for key in KEPT}, {key: ours[id_][key] for key in KEPT})
        self.assertEqual({(conflict["id"], conflict["group"], int(conflict["other"]["version"]))
                          for conflict in replica.json("conflicts")},
                         {conflict[:3] for conflict in client.open_conflicts()})

    def assert_nothing_lost(self):
        log = self.server.admin("export")
        for name, person in self.people.items():
            refused = person.refused()
            for text in person.typed:
                self.assertTrue(text in log or text in refused, f"{name} wrote “{text}”, and it is nowhere")

    def converge(self, seed):
        self.begin(seed)
        self.live()
        self.meet()
        people = self.people
        self.assert_nothing_lost()
        self.assert_same_log(people["Bob"].client)
        self.assert_same(people["Ann"].replica, people["Bob"].client)
        self.assert_same(people["Fay"].replica, people["Eve"].client)
        self.assert_same(people["Hal"].replica, people["Gus"].client)
        self.assert_same(people["Cat"].replica, people["Dan"].client)
        self.assert_sound(*(people[name].replica for name in ("Ann", "Cat", "Fay", "Hal")))
        clients = [people[name].client for name in ("Bob", "Eve", "Gus")]
        self.assertEqual([client.healed for client in clients], [0, 0, 0])
        # Dan may have lost a grant while nobody could tell that he had it: the digest finds what he has too much.
        self.assertLessEqual(people["Dan"].client.healed, 1)
        self.assertTrue(any(client.forks for client in clients))
        self.assertTrue(all(client.rewinds for client in clients))
        self.assertGreater(self.line.cut, 0)

    def test_converge(self):
        for seed in SEEDS:
            with self.subTest(seed=seed):
                self.converge(seed)
                self.doCleanups()
                self.setUp()

    def test_tokens(self):
        """Who has let its first token grow old asks for another once, and goes on."""
        self.begin(0)
        client = self.people["Bob"].client
        client.access = "a-stranger"
        before = client.refresh
        self.people["Bob"].add("Risk by Bob", self.places[0])
        self.assertTrue(self.people["Bob"].sync())
        self.assertNotEqual(client.refresh, before)
        client.access = client.refresh = "a-stranger"
        with self.assertRaises(second_client.Problem) as caught:
            client.sync()
        self.assertEqual(caught.exception.type, "auth-revoked")
        client.enrol(self.invite("Bob"))
        self.assertTrue(self.people["Bob"].sync())

    def test_heal(self):
        """What is not as the server has it is found by the digest, and fetched anew."""
        self.begin(0)
        bob, client = self.people["Bob"], self.people["Bob"].client
        bob.add("Risk by Bob", self.places[0])
        bob.sync()
        next(iter(client.known[max(client.known)]["changes"].values()))["value"] = False
        bob.add("Another by Bob", self.places[0])
        self.assertTrue(bob.sync())
        self.assertEqual(client.healed, 1)
        self.assert_same_log(client)


if __name__ == "__main__":
    cli_case.main()
