# SPDX-License-Identifier: GPL-3.0-or-later
"""A second client of the sync protocol, written from app/sync/PROTOCOL.md alone with what Python brings: it shows that
the page is enough.

It keeps everything in memory and knows no kind: values are what they are. Numbers in brackets are sections of the
page."""

import gzip
import hashlib
import http.client
import json
import re
import time
import uuid

MEDIA_TYPE = "application/vnd.muster.sync+json; v=1"
START = {"seq": 0, "chain": "0" * 16}
CURSORS = 100  # as many are asked about at once (12)
PUSH = 100


class Problem(Exception):
    """The server says no (13)."""

    def __init__(self, document):
        super().__init__(f"{document['status']} {document['type']}: {document['detail']}")
        self.type, self.document = document["type"], document


class NoAnswer(Exception):
    """What came is not the server's word, or nothing came (2)."""


class Contradiction(Exception):
    """A page tells of an own commit with that number that is not ours (12)."""

    def __init__(self, n):
        super().__init__(f"commit {n} is another's")
        self.n = n


def canonical(value):
    """JSON as it is hashed (4)."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return re.sub(r"(?<!\\)((?:\\\\)*)\\u([0-9a-f]{4})", lambda found: f"{found[1]}\\u{found[2].upper()}", text)


def counts(change):
    """What a change made of its group; a merge has a value of its own."""
    return change["merged"] if change.get("out") == "merged" else change["value"]


class Client:
    def __init__(self, host, port, device, page=1000):
        self.host, self.port, self.device, self.page = host, port, device, page
        self.server = self.epoch = self.access = self.refresh = self.person = None
        self.replica = str(uuid.uuid4())
        self.grants = {"version": 0, "list": []}
        self.cursors = []     # where pages ended, oldest first
        self.fills = []       # [what, target, until, cursor] that are open (9)
        self.known = {}       # seq -> commit, with "changes" {index: change}
        self.own = {}         # n -> own commit as it is sent
        self.own_seq = {}     # n -> the seq that it got
        self.unsent = []      # n of own commits that the feed has not told of
        self.refused = {}     # n -> problem; in unsent too where the server has to count the number anew
        self.elsewhere = set()  # n of own commits that a copy of this replica was the first to send
        self.aside = {}       # id -> commit of somebody that a restored server did not know
        self.settled = 0      # the fate of all own commits up to this one is known
        self.rewound = 0      # own commits up to this one may have had other bases
        self.forks = self.rewinds = self.healed = self.heals_before = 0

    @property
    def cursor(self):
        return self.cursors[-1] if self.cursors else START

    # ---- requests (2, 3)

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
        try:
            if answer.getheader("Content-Encoding") == "gzip":
                content = gzip.decompress(content)
            document = json.loads(content)
        except (ValueError, EOFError, OSError) as error:
            raise NoAnswer("half an answer") from error
        if kind.startswith("application/problem+json"):
            raise Problem(document)
        if answer.status != 200 or kind.replace(" ", "") != MEDIA_TYPE.replace(" ", ""):
            raise NoAnswer(f"{answer.status} {kind}")
        return document

    def ask(self, method, path, body=None):
        """With one refresh where the access token is too old."""
        try:
            return self.request(method, path, body)
        except Problem as problem:
            if problem.type != "auth-expired":
                raise
        pair = self.request("POST", "/v1/token", {"refresh": self.refresh}, authorized=False)
        self.access, self.refresh = pair["access"], pair["refresh"]
        return self.request(method, path, body)

    def enrol(self, code):
        asked = {"code": code, "device": self.device, "replica": self.replica, "schema": 1}
        if self.person:
            asked.update({"person": self.person["id"], "server": self.server,
                          "ends": hashlib.sha256(self.refresh.encode()).hexdigest()})
        answer = self.request("POST", "/v1/enrol", asked, authorized=False)
        self.server, self.epoch, self.person = answer["server"], self.epoch or answer["epoch"], answer["person"]
        self.access, self.refresh = answer["access"], answer["refresh"]

    # ---- saving (4)

    def version(self, record, group):
        """What to name as the base of an edit."""
        for n in reversed(self.unsent):
            if any(change[1:3] == [record, group] for change in self.own[n]["changes"]):
                return -n
        return self.head_at(record, group, self.cursor["seq"])

    def save(self, *changes, reason=None):
        """changes: (kind, record, group, value[, settles])."""
        n = max(self.own, default=0) + 1
        self.own[n] = {"n": n, "id": str(uuid.uuid4()), "at": time.time_ns() // 1000, "seen": self.cursor["seq"],
                       "changes": [[kind, record, group, self.version(record, group), value, *settles]
                                   for kind, record, group, value, *settles in changes]}
        if reason:
            self.own[n]["reason"] = reason
        self.unsent.append(n)
        return n

    # ---- sending (5)

    def push(self):
        """Everything that the server has not acknowledged; what became of it, pages tell."""
        waiting = list(self.unsent)
        while waiting:
            batch = [self.as_sent(n) for n in waiting[:PUSH]]
            answer = self.ask("POST", "/v1/push", {
                "replica": self.replica, "epoch": self.epoch, "schema": 1, "after": self.cursor["seq"],
                "chain": self.cursor["chain"], "commits": batch})
            if answer["acked"] < batch[-1]["n"]:
                raise NoAnswer("not all was taken, and nothing said")
            waiting = waiting[PUSH:]

    def as_sent(self, n):
        """What was refused says nothing any more, lest it be taken (12)."""
        return {key: said for key, said in self.own[n].items() if key != "changes" or n not in self.refused}

    # ---- receiving (8, 9)

    def pull_page(self, after, extra=""):
        if self.rewound > self.settled:
            extra += f"&bases={self.rewound}"
        page = self.ask("GET", f"/v1/pull?replica={self.replica}&epoch={self.epoch}&after={after['seq']}"
                        f"&chain={after['chain']}&grants={self.grants['version']}&n={self.settled}&limit={self.page}"
                        f"{extra}")
        if (page["server"], page["epoch"], page["after"]) != (self.server, self.epoch, after["seq"]):
            raise NoAnswer("a page of something else")
        return page

    def check_own(self, page):
        """Before anything is applied: is what it says of our commits about ours?"""
        for told in [*page["commits"], *page.get("refused", [])]:
            mine = self.own.get(told["n"])
            if told.get("replica", self.replica) == self.replica and (mine is None or mine["id"] != told["id"]):
                raise Contradiction(told["n"])

    def apply(self, page, before, until):
        self.check_own(page)
        for commit in page["commits"]:
            self.take_full(commit) if "replica" in commit else self.take_stub(commit)
            self.aside.pop(commit["id"], None)
        for refusal in page.get("refused", []):
            if refusal["n"] not in self.elsewhere:
                self.refused.setdefault(refusal["n"], refusal["problem"])
            self.settle(refusal["n"])
        for record in page.get("gone", []):
            self.forget(record)
            self.fills = [fill for fill in self.fills if fill[1] != record]
        self.fills += [["record", record, until, START] for record in page.get("came", [])]
        if "grants" in page:
            self.take_grants(page["grants"], before, until)

    def lacks_scope(self, page):
        """Whether a server that was put back does not know of a scope that was ours (12)."""
        if "grants" not in page or not self.cursor["seq"] or 0 < self.grants["version"] < page["grants"]["version"]:
            return False
        have = {grant["scope"] for grant in page["grants"]["list"]}
        return any(grant["scope"] not in have for grant in self.grants["list"])

    def take_grants(self, grants, before, until):
        """Who begins at the beginning gets all of it by the way."""
        had = {grant["scope"] for grant in self.grants["list"]}
        have = {grant["scope"] for grant in grants["list"]}
        self.grants = grants
        self.fills = [fill for fill in self.fills if fill[0] == "record" or fill[1] in have]
        if before > 0:
            self.fills += [["scope", scope, until, START] for scope in sorted(have - had)]

    def settle(self, n):
        self.settled = max(self.settled, n)
        if n in self.unsent:
            self.unsent.remove(n)

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
            self.own_seq[commit["n"]] = commit["seq"]
            self.settle(commit["n"])
        else:
            for n in [n for n in self.own if self.own[n]["id"] == commit["id"]]:
                self.elsewhere.add(n)
                self.refused.pop(n, None)
                if n in self.unsent:
                    self.unsent.remove(n)
                self.rebase(-n, commit["seq"])

    def rebase(self, base, seq):
        """What stands on that stands on a seq from now on."""
        for n in self.unsent:
            for change in self.own[n]["changes"]:
                change[3] = seq if change[3] == base else change[3]

    def take_stub(self, stub):
        mine, outs = self.own[stub["n"]], stub.get("outs", {})
        if "bases" in stub:
            mine["seen"] = stub["seen"]
            for change, base in zip(mine["changes"], stub["bases"], strict=True):
                change[3] = base
        self.refused.pop(stub["n"], None)
        self.own_seq[stub["n"]] = stub["seq"]
        self.settle(stub["n"])
        changes = {i: self.change(kind, record, group, self.own_seq.get(-base, 0) if base < 0 else base, value,
                                  outs.get(str(i), {}))
                   for i, (kind, record, group, base, value, *_) in enumerate(mine["changes"])
                   if outs.get(str(i)) != {"out": "gone"}}
        self.known[stub["seq"]] = {**mine, "seq": stub["seq"], "replica": self.replica, "actor": self.person["name"],
                                   "received": stub["received"], "changes": changes}

    def forget(self, record):
        for seq in list(self.known):
            changes = self.known[seq]["changes"]
            for index in [i for i, change in changes.items() if change["record"] == record]:
                del changes[index]
            if not changes:
                del self.known[seq]

    def next_fill(self):
        what, target, until, after = fill = self.fills[0]
        page = self.pull_page(after, f"&{what}={target}&until={until}")
        self.apply(page, self.cursor["seq"], self.cursor["seq"])
        fill[3] = page["cursor"]
        if not page["more"] and fill in self.fills:
            self.fills.remove(fill)

    def next_news(self):
        """Whether there is more to ask for."""
        before = self.cursor
        page = self.pull_page(before)
        if self.lacks_scope(page):
            self.rewind(self.epoch, 0)
            return True
        self.apply(page, before["seq"], page["cursor"]["seq"])
        if page["cursor"] != before:
            self.cursors.append(page["cursor"])
        if not page["more"] and not self.fills and "digest" in page and page["digest"] != self.digest():
            self.heal()
            return True
        return page["more"] or "grants" in page or bool(self.fills)

    def pull(self):
        while self.next_news():
            while self.fills:
                self.next_fill()

    # ---- the whole of it, and recovery (12)

    def sync(self):
        """Until there is nothing to send and nothing to fetch. Raises NoAnswer where the network fails."""
        self.heals_before = self.healed
        for _ in range(20):
            try:
                self.push()
                self.pull()
            except Contradiction:
                self.fork()
            except Problem as problem:
                self.recover(problem)
            else:
                if not self.unsent:
                    return
        raise AssertionError("no end to it")

    def recover(self, problem):
        document = problem.document
        if problem.type == "replica-forked" and document["n"] > self.settled:
            self.fork()
        elif problem.type == "replica-unknown":
            self.ask("POST", "/v1/replica", {"replica": self.replica, "was": self.replica})
        elif problem.type == "gap" and document["expected"] in self.elsewhere:
            self.fork()
        elif problem.type in ("diverged", "replica-forked") or \
                (problem.type == "gap" and document["expected"] <= self.settled):
            self.find_common()
        else:
            raise problem

    def fork(self):
        """This is a copy: what no page has told of gets another name. A lost answer leaves the old one."""
        new = str(uuid.uuid4())
        self.ask("POST", "/v1/replica", {"replica": new, "was": self.replica})
        first = min(self.unsent, default=self.settled + 1)
        numbers = [n for n in sorted(self.own) if n >= first and n not in self.elsewhere]
        names = {n: i for i, n in enumerate(numbers, 1)}
        for n in numbers:
            for change in self.own[n]["changes"]:
                change[3] = self.base_after_fork(change, names)
        for n in numbers:
            self.own[n]["n"] = names[n]
        self.own = {names[n]: self.own[n] for n in numbers}
        self.unsent = list(names.values())
        self.refused = {names[n]: problem for n, problem in self.refused.items()
                        if n in names and problem["type"] != "known"}
        self.own_seq, self.elsewhere, self.settled, self.rewound, self.replica = {}, set(), 0, 0, new
        self.forks += 1

    def base_after_fork(self, change, names):
        """An own commit that was told of has a seq; one that was refused is no version of anything."""
        _, record, group, base, *_ = change
        if base >= 0:
            return base
        if -base in names:
            return -names[-base]
        taken = [seq for seq, commit in self.known.items() if commit["id"] == self.own[-base]["id"]]
        return taken[0] if taken else self.head_at(record, group, self.cursor["seq"])

    def find_common(self):
        newest = [cursor for cursor in reversed(self.cursors)][:CURSORS]
        common = self.ask("POST", "/v1/common", {"cursors": newest})
        self.rewind(common["epoch"], common["seq"])
        self.rewinds += 1

    def heal(self):
        """Our sum is always made of the log itself, so the log is wrong (10)."""
        if self.healed > self.heals_before:
            raise AssertionError("the server's digest is of something else than what it sends")
        self.rewind(self.epoch, 0)
        self.healed += 1

    def rewind(self, epoch, common):
        """To what the server still knows; own commits go back into the queue."""
        last = max((n for n, seq in self.own_seq.items() if seq <= common), default=0)
        taken_out = {seq: n for n, seq in self.own_seq.items() if n > last}
        for n in [n for n in self.own if n > last]:
            for change in self.own[n]["changes"]:
                if change[3] > common:
                    change[3] = -taken_out[change[3]] if change[3] in taken_out else self.head_at(*change[1:3], common)
                change[5:] = [min(settled, common) for settled in change[5:]]
            self.own[n]["seen"] = min(self.own[n]["seen"], common)
        self.aside.update({commit["id"]: commit for seq, commit in self.known.items()
                           if seq > common and commit["replica"] != self.replica})
        self.known = {seq: commit for seq, commit in self.known.items() if seq <= common}
        self.own_seq = {n: seq for n, seq in self.own_seq.items() if n <= last}
        self.refused = {n: problem for n, problem in self.refused.items() if n <= last or problem["type"] != "known"}
        self.unsent = [n for n in sorted(self.own) if n > last]
        self.elsewhere = {n for n in self.elsewhere if n <= last}
        self.cursors = [cursor for cursor in self.cursors if cursor["seq"] <= common]
        self.grants = {"version": 0, "list": self.grants["list"]}
        self.fills = []
        self.epoch, self.settled, self.rewound = epoch, last, max(self.own, default=0)

    # ---- what it comes to (6, 7, 10)

    def heads(self, until=None):
        heads = {}
        for seq in sorted(self.known):
            for _, change in sorted(self.known[seq]["changes"].items()):
                if change.get("out") in (None, "merged") and (until is None or seq <= until):
                    heads[change["record"], change["group"]] = (seq, counts(change))
        return heads

    def head_at(self, record, group, until):
        return self.heads(until).get((record, group), (0, None))[0]

    def is_taken_back(self, seq, key):
        """By a commit of its replica that undoes it in this group, and is not taken back in turn."""
        commit = self.known[seq]
        return any(other["replica"] == commit["replica"] and other.get("undoes") == commit["n"]
                   and any((change["record"], change["group"]) == key and change.get("out") in (None, "same", "merged")
                           for change in other["changes"].values())
                   and not self.is_taken_back(other_seq, key)
                   for other_seq, other in self.known.items())

    def open_conflicts(self):
        groups = {}
        for seq in sorted(self.known):
            for change in self.known[seq]["changes"].values():
                groups.setdefault((change["record"], change["group"]), []).append((seq, change))
        found = []
        for key, changes in groups.items():
            for i, (seq, change) in enumerate(changes):
                if change.get("out") == "conflict" and not any(
                        later["base"] == seq if later.get("out") == "conflict"
                        else later.get("settles", 0) >= seq and not self.is_taken_back(later_seq, key)
                        for later_seq, later in changes[i + 1:]):
                    found.append((*key, seq, change["value"]))
        return found

    def digest(self):
        total = 0
        for seq, commit in self.known.items():
            for index, change in commit["changes"].items():
                text = "/".join([str(seq), str(index), change["kind"], change["record"], change["group"],
                                 change.get("out") or "", canonical(counts(change))])
                total += int.from_bytes(hashlib.sha256(text.encode()).digest()[:16], "big")
        return f"{total % (1 << 128):032x}"
