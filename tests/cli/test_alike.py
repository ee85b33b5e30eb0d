# test_alike.py - what may need a person: two records of one thing, and records that went out of sight.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re
import sys

import cli_case
from cli_case import NOT_FOUND, REFUSED, USAGE

sys.path.insert(0, os.environ["MUSTER_HTTP_CASE"])
import http_case  # noqa: E402

CODE = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4})+\b")


class Duplicates(cli_case.CliCase):
    def setUp(self):
        super().setUp()
        self.file = self.folder / "own.muster"
        self.ok("init", self.file)
        for title in ("Posts not filled", "posts not filled."):
            self.ok("add", "risk", f"title={title}", "status=open", replica=self.file)
        self.ok("set", "R-2", "cause=No money", replica=self.file)
        self.ok("add", "mitigation", "text=Bank staff", "risk=R-2", replica=self.file)

    def test_listed_until_they_are_apart(self):
        (one,) = self.json("duplicates", replica=self.file)
        self.assertEqual((one["kind"], one["first"]["ref"], one["second"]["ref"]), ("risk", "R-1", "R-2"))
        self.assertEqual(one["differ"], [{"label": "Cause", "first": "", "second": "No money"}])
        self.assertEqual(one["first"]["only"], [])
        self.assertEqual(one["second"]["only"][0]["title"], "Bank staff")
        text = self.ok("duplicates", replica=self.file)
        for words in ("R-1 “Posts not filled”", "Cause: (nothing)", "1 record points to this one alone."):
            self.assertIn(words, text)
        self.assertEqual(self.json("duplicates", "apart", "R-2", "R-1", replica=self.file), {"apart": True})
        self.assertEqual(self.json("duplicates", replica=self.file), [])

    def test_archived_is_none(self):
        self.ok("archive", "R-1", replica=self.file)
        self.assertEqual(self.json("duplicates", replica=self.file), [])

    def test_misuse(self):
        self.fails(USAGE, "duplicates apart RECORD RECORD", "duplicates", "apart", "R-1", replica=self.file)
        self.fails(USAGE, "duplicates apart RECORD RECORD", "duplicates", "R-1", replica=self.file)
        self.fails(REFUSED, "one record", "duplicates", "apart", "R-1", "R-1", replica=self.file)
        self.fails(NOT_FOUND, "R-9", "duplicates", "apart", "R-1", "R-9", replica=self.file)


class Departed(cli_case.CliCase):
    def setUp(self):
        super().setUp()
        self.server = http_case.Server(self.folder).start()
        self.addCleanup(self.server.stop)
        self.ann, self.bob = self.join("Ann"), self.join("Bob")

    def join(self, name):
        path = self.folder / f"{name}.muster"
        self.ok("init", path)
        code = self.server.admin("invite", "--person", name, "--role", "editor", "--all")
        self.ok("join", self.server.uri, CODE.search(code)[0], replica=path)
        return path

    def test_listed_until_it_is_read(self):
        team = self.json("add", "team", "name=Hub 1", "kind=hub", replica=self.ann)["record"]["id"]
        self.ok("add", "risk", "title=Posts not filled", "status=open", f"scope={team}", replica=self.ann)
        self.ok("sync", replica=self.ann)
        self.ok("sync", replica=self.bob)
        self.assertEqual(self.json("departed", replica=self.bob), [])
        self.server.admin("withdraw", "--person", "Bob", "--all")
        self.assertEqual(self.json("sync", replica=self.bob)["gone"], 2)
        (one,) = self.json("departed", replica=self.bob)
        self.assertEqual(one["records"], 2)
        self.assertEqual(one["kinds"], [{"kind": "team", "records": 1, "refs": []},
                                        {"kind": "risk", "records": 1, "refs": ["R-1"]}])
        text = self.ok("departed", replica=self.bob)
        self.assertIn("2 records are no longer yours to see.", text)
        self.assertNotIn("Posts", text)
        self.fails(USAGE, "departed read", "departed", "all", replica=self.bob)
        self.assertEqual(self.json("departed", "read", replica=self.bob), {"read": 1})
        self.assertEqual(self.json("departed", replica=self.bob), [])


if __name__ == "__main__":
    cli_case.main()
