# SPDX-License-Identifier: GPL-3.0-or-later
"""A second client of the sync protocol, written from app/sync/PROTOCOL.md alone with what Python brings: it shows that the page is enough.

It keeps everything in memory and knows no kind: values are what they are."""

import gzip
import hashlib
import http.client
import json
import re
import time
import uuid

MEDIA_TYPE = "application/vnd.muster.sync+json; v=1"
ZERO_CHAIN = "0" * 16


class Problem(Exception):
    def __init__(self, status, document):
        super().__init__(f"{status} {document.get('type')}: {document.get('detail')}")
        self.status, self.document = status, document


class NoAnswer(Exception):
    """What came is not the server's word, or nothing came."""


def canonical(value):
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return re.sub(r"(?<!\\)((?:\\\\)*)\\u([0-9a-f]{4})", lambda found: f"{found[1]}\\u{found[2].upper()}", text)


class Client:
    def __init__(self, host, port, device, page=1000):
        self.host, self.port, self.device, self.page = host, port, device, page
        self.server = self.epoch = self.access = self.refresh = self.person = None
        self.replica = str(uuid.uuid4())
        self.grants = {"version": 0, "list": []}
        self.cursor = {"seq": 0, "chain": ZERO_CHAIN}
        self.unsent = []      # commits, as they are sent
        self.known = {}       # seq -> commit with "changes" {index: change}
        self.own = {}         # n -> own commit
        self.refused = {}     # n -> (commit, problem)
        self.settled = 0      # the fate of all own commits up to this one is known
        self.digest_was_right = None

    # ---- requests

    def request(self, method, path, body=None, authorized=True):
        headers = {"Accept-Encoding": "gzip"}
        if authorized:
            headers["Authorization"] = f"Bearer {self.access}"
        data = None
        if body is not None:
            data = gzip.compress(canonical(body).encode())
            headers.update({"Content-Type": MEDIA_TYPE, "Content-Encoding": "gzip"})
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        try:
            connection.request(method, path, data, headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer(str(error)) from error
        finally:
            connection.close()
        return self.believe(answer, content)

    def believe(self, answer, content):
        server = answer.getheader("Muster-Server")
        kind = answer.getheader("Content-Type", "")
        if server is None or (self.server is not None and server != self.server):
            raise NoAnswer("another server")
        if answer.getheader("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        try:
            document = json.loads(content)
        except ValueError as error:
            raise NoAnswer("half an answer") from error
        if kind.startswith("application/problem+json"):
            raise Problem(answer.status, document)
        if answer.status != 200 or kind.replace(" ", "") != MEDIA_TYPE.replace(" ", ""):
            raise NoAnswer(f"{answer.status} {kind}")
        return document

    def ask(self, method, path, body=None):
        """With one refresh where the access token is too old."""
        try:
            return self.request(method, path, body)
        except Problem as problem:
            if problem.document["type"] != "auth-expired":
                raise
        pair = self.request("POST", "/v1/token", {"refresh": self.refresh}, authorized=False)
        self.access, self.refresh = pair["access"], pair["refresh"]
        return self.request(method, path, body)

    def enrol(self, code):
        answer = self.request("POST", "/v1/enrol", {"code": code, "device": self.device, "replica": self.replica, "schema": 3},
                              authorized=False)
        self.server, self.epoch, self.person = answer["server"], answer["epoch"], answer["person"]
        self.access, self.refresh = answer["access"], answer["refresh"]

    # ---- saving

    def version(self, record, group):
        """What to name as the base of an edit."""
        for commit in reversed(self.unsent):
            if any(change[1] == record and change[2] == group for change in commit["changes"]):
                return -commit["n"]
        head = self.head(record, group)
        return head[0] if head else 0

    def save(self, *changes, reason=None):
        """changes: (kind, record, group, value[, settles])."""
        n = max(self.own, default=0) + 1
        commit = {"n": n, "id": str(uuid.uuid4()), "at": time.time_ns() // 1000, "seen": self.cursor["seq"],
                  "changes": [[kind, record, group, self.version(record, group), value, *settles]
                              for kind, record, group, value, *settles in changes]}
        if reason:
            commit["reason"] = reason
        self.own[n] = commit
        self.unsent.append(commit)
        return commit

    # ---- sending and receiving

    def push(self):
        if self.unsent:
            body = {"replica": self.replica, "epoch": self.epoch, "schema": 3, "commits": self.unsent[:500]}
            return self.ask("POST", "/v1/push", body)["acked"]
        return self.settled

    def pull_page(self, after, extra=""):
        return self.ask("GET", f"/v1/pull?replica={self.replica}&epoch={self.epoch}&after={after['seq']}&chain={after['chain']}"
                        f"&grants={self.grants['version']}&n={self.settled}&limit={self.page}{extra}")

    def take(self, page, after):
        if (page["server"], page["epoch"], page["after"]) != (self.server, self.epoch, after["seq"]):
            raise NoAnswer("a page of something else")
        for commit in page["commits"]:
            if "replica" in commit:
                self.take_full(commit)
            else:
                self.take_stub(commit)

    @staticmethod
    def change(kind, record, group, base, value, told):
        change = {"kind": kind, "record": record, "group": group, "base": base, "value": value}
        change.update({"merged" if key == "value" else key: told[key] for key in told})
        return change

    def take_full(self, commit):
        known = self.known.setdefault(commit["seq"], {**commit, "changes": {}})
        for index, kind, record, group, base, value, *told in commit["changes"]:
            known["changes"][index] = self.change(kind, record, group, base, value, told[0] if told else {})
        if commit["replica"] == self.replica:
            self.unsent = [mine for mine in self.unsent if mine["n"] != commit["n"]]

    def take_stub(self, stub):
        mine = self.own[stub["n"]]
        outs = stub.get("outs", {})
        numbers = {commit["n"]: seq for seq, commit in self.known.items() if commit["replica"] == self.replica}
        changes = {}
        for i, (kind, record, group, base, value, *settles) in enumerate(mine["changes"]):
            changes[i] = self.change(kind, record, group, numbers[-base] if base < 0 else base, value,
                                     {**({"settles": settles[0]} if settles and settles[0] else {}), **outs.get(str(i), {})})
        self.known[stub["seq"]] = {**{key: mine[key] for key in mine if key != "changes"}, "seq": stub["seq"], "replica": self.replica,
                                   "actor": self.person["name"], "received": stub["received"], "changes": changes}
        self.unsent = [commit for commit in self.unsent if commit["n"] != stub["n"]]
        self.settled = max(self.settled, stub["n"])

    def fill(self, what, target, until):
        after = {"seq": 0, "chain": ZERO_CHAIN}
        while True:
            page = self.pull_page(after, f"&{what}={target}&until={until}")
            self.take(page, after)
            after = page["cursor"]
            if not page["more"]:
                return

    def forget(self, record):
        for seq in list(self.known):
            changes = self.known[seq]["changes"]
            for index in [i for i, change in changes.items() if change["record"] == record]:
                del changes[index]
            if not changes:
                del self.known[seq]

    def pull(self):
        while True:
            page = self.pull_page(self.cursor)
            self.take(page, self.cursor)
            before = self.cursor
            self.cursor = page["cursor"]
            for refusal in page.get("refused", []):
                for commit in [mine for mine in self.unsent if mine["n"] == refusal["n"]]:
                    self.refused[refusal["n"]] = (commit, refusal["problem"])
                    self.unsent.remove(commit)
                self.settled = max(self.settled, refusal["n"])
            for record in page.get("gone", []):
                self.forget(record)
            for record in page.get("came", []):
                self.fill("record", record, self.cursor["seq"])
            if "grants" in page:
                had = {grant["scope"] for grant in self.grants["list"]}
                self.grants = page["grants"]
                if before["seq"] > 0:
                    for scope in {grant["scope"] for grant in self.grants["list"]} - had:
                        self.fill("scope", scope, self.cursor["seq"])
            if "digest" in page:
                self.digest_was_right = page["digest"] == self.digest()
            if not page["more"] and "grants" not in page:
                return

    def sync(self):
        while True:
            try:
                self.push()
            except Problem as problem:
                if problem.document["type"] != "diverged":
                    raise
            self.pull()
            if not self.unsent:
                return

    # ---- what it comes to

    @staticmethod
    def counts(change):
        """What a change made of its group; a merge has a value of its own."""
        return change["merged"] if change.get("out") == "merged" else change["value"]

    def heads(self):
        heads = {}
        for seq in sorted(self.known):
            for index, change in sorted(self.known[seq]["changes"].items()):
                if change.get("out") in (None, "merged"):
                    heads[change["record"], change["group"]] = (seq, self.counts(change))
        return heads

    def head(self, record, group):
        return self.heads().get((record, group))

    def open_conflicts(self):
        groups = {}
        for seq in sorted(self.known):
            for change in self.known[seq]["changes"].values():
                groups.setdefault((change["record"], change["group"]), []).append((seq, change))
        found = []
        for key, changes in groups.items():
            for i, (seq, change) in enumerate(changes):
                later = changes[i + 1:]
                if change.get("out") == "conflict" and not any(
                        other["base"] == seq if other.get("out") == "conflict" else other.get("settles", 0) >= seq for _, other in later):
                    found.append((*key, seq, change["value"]))
        return found

    def digest(self):
        total = 0
        for seq, commit in self.known.items():
            for index, change in commit["changes"].items():
                text = "/".join([str(seq), str(index), change["record"], change["group"], change.get("out") or "",
                                 canonical(self.counts(change))])
                total += int.from_bytes(hashlib.sha256(text.encode()).digest()[:16], "big")
        return f"{total % (1 << 128):032x}"
