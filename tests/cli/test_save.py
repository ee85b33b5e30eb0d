# test_save.py - the commands of musterctl that save, and what they refuse.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re

import cli_case
from cli_case import NOT_FOUND, REFUSED, USAGE

RISK = ["add", "risk", "title=Sites are late", "status=open"]


class Add(cli_case.CliCase):
    def test_says_what_was_saved(self):
        self.assertEqual(self.ok(*RISK), "Saved R-12 “Sites are late”\n")
        self.assertEqual(self.ok("add", "team", "name=Barnet Hub 9", "kind=hub"), "Saved “Barnet Hub 9”\n")
        saved = self.json(*RISK)
        self.assertEqual(set(saved), {"record", "version", "warnings"})
        self.assertEqual(saved["record"]["ref"], "R-13")
        self.assert_sound()

    def test_every_type(self):
        self.ok(*RISK)
        self.ok("set", "R-12", "status=treating", "scope=Barnet Hub 1", "raised=Q2 2017/18",
                "deliverables=D-5; D-6", "confidential=yes", "review_months=3", "owner=Lead supported by Deputy", "cause=One\n\nTwo")
        fields = self.fields("R-12")
        self.assertEqual(fields["status"], "treating")
        self.assertEqual(fields["raised"]["kind"], "quarter")
        self.assertEqual(len(fields["deliverables"]), 2)
        self.assertIs(fields["confidential"], True)
        self.assertEqual(fields["review_months"], 3)
        self.assertEqual(fields["cause"], "One\n\nTwo")
        self.assertEqual(len(fields["owner"]["members"]), 2)
        self.ok("add", "budget-line", "role=Analyst", "section=1. Core support: pay", "wte=0.6", "amount=£29.8k")
        self.ok("add", "population", "of=Barnet Hub 1", "figure=about 80,000")
        self.ok("set", "Barnet Hub 1", "aliases=North hub\nN1")
        self.assertEqual(self.fields("Barnet Hub 1")["aliases"], ["North hub", "N1"])
        self.assert_sound()

    def test_references_once(self):
        self.ok("set", "R-1", "deliverables=D-5; D-6;D-5")
        self.assertEqual(len(self.fields("R-1")["deliverables"]), 2)

    def test_references(self):
        team = self.json("show", "Barnet Hub 1")["record"]["id"]
        for name in (team, f"[{team}]", "barnet hub 1"):
            self.ok("set", "R-1", f"scope={name}")
            self.assertEqual(self.fields("R-1")["scope"], team)
        self.fails(REFUSED, r"Belongs to: R-2 is a risk. What is needed here is a team or an area or a programme", "set", "R-1",
                   "scope=R-2")
        self.fails(NOT_FOUND, "Belongs to: There is nothing called “Nowhere”", "set", "R-1", "scope=Nowhere")
        self.assertEqual(self.fields("R-1")["scope"], team)

    def test_from_input(self):
        self.ok("set", "R-1", "notes=-", stdin="first\r\nsecond\n")
        self.assertEqual(self.fields("R-1")["notes"], "first\nsecond")
        self.fails(USAGE, "Only one value can come from the input", "set", "R-1", "notes=-", "cause=-", stdin="x")
        self.fails(REFUSED, "zero byte", "set", "R-1", "notes=-", stdin=b"a\0b")
        self.fails(REFUSED, "Notes: .*no letters", "set", "R-1", "notes=-", stdin=b"caf\xe9")
        self.fails(REFUSED, "is not text in UTF-8", "set", "R-1", b"notes=\xff\xfe")


class Set(cli_case.CliCase):
    def test_set_and_clear(self):
        self.ok("set", "R-1", "notes=Something")
        self.assertEqual(self.fields("R-1")["notes"], "Something")
        self.ok("set", "R-1", "notes=")
        self.assertNotIn("notes", self.fields("R-1"))

    def test_nothing_to_change(self):
        self.ok("set", "R-1", "notes=Something")
        before = self.json("history", "R-1")
        self.assertRegex(self.ok("set", "R-1", "notes= Something "), "^Nothing to change in R-1 “")
        self.assertEqual(self.json("--json", "set", "R-1", "notes=Something")["version"], None)
        self.assertEqual(self.json("history", "R-1"), before)

    def test_unknown_and_computed(self):
        self.fails(REFUSED, "no field “colour” in a risk", "set", "R-1", "colour=red")
        self.fails(REFUSED, "“score” is computed", "set", "R-1", "score=16")
        self.fails(NOT_FOUND, "no record called “R-99”", "set", "R-99", "notes=x")
        self.fails(NOT_FOUND, "no kind of record", "add", "worry", "title=x")

    def test_archived(self):
        self.ok("archive", "R-3")
        done = self.run_cli("--json", "set", "R-3", "notes=x")
        self.assertRegex(done.stderr, r"^musterctl: warning: R-3 “.+” is archived: .+\.\n$")
        self.assertIn("is archived", done.stdout)
        self.assertEqual(self.run_cli("set", "R-2", "notes=x").stderr, "")

    def test_given_twice(self):
        before = self.fields("R-1")
        self.fails(USAGE, "“title” is given twice", "set", "R-1", "title=a", "title=b")
        self.assertEqual(self.fields("R-1"), before)

    def test_all_or_nothing(self):
        before = self.fields("R-1")
        self.fails(REFUSED, "Review every", "set", "R-1", "notes=New", "review_months=0")
        self.assertEqual(self.fields("R-1"), before)


class BadInput(cli_case.CliCase):
    def tearDown(self):
        self.assert_sound()

    def test_out_of_range(self):
        self.fails(REFUSED, "Review every \\(months\\): .*from 1 to 60", "set", "R-1", "review_months=61")
        self.fails(REFUSED, "% complete: .*100", "set", "D-5", "percent=101")
        for score in ("0", "6", "4.5", "four", "99999999999999999999"):
            self.fails(REFUSED, "Likelihood: ", "add", "assessment", "risk=R-1", "kind=current", "impact=4", f"likelihood={score}")
        self.fails(REFUSED, "Raised: ", "set", "R-1", "raised=31 February 2017")
        self.fails(REFUSED, "Status: “asleep” is not one of the choices", "set", "R-1", "status=asleep")

    def test_required(self):
        self.fails(REFUSED, "Title", "add", "risk", "status=open")
        self.assertRegex(self.fails(REFUSED, "Title", "add", "risk", "notes=x"), "(?s)Title.*Status")
        self.fails(REFUSED, "Title", "set", "R-1", "title=")

    def test_closing_needs_a_reason(self):
        self.fails(REFUSED, "Reason for status", "set", "R-1", "status=closed")
        self.ok("set", "R-1", "status=closed", "status_reason=Merged into R-2")

    def test_cycle(self):
        for name in ("First", "Second"):
            self.ok("add", "area", f"name={name}", "level=locality")
        self.ok("set", "First", "parent=Second")
        self.fails(REFUSED, "First|itself|round", "set", "Second", "parent=First")
        self.fails(REFUSED, "First|itself|round", "set", "First", "parent=First")
        for name in ("Board A", "Board B"):
            self.ok("add", "body", f"name={name}")
        self.ok("add", "body-link", "from=Board A", "link=reports-to", "to=Board B")
        self.fails(REFUSED, "Board", "add", "body-link", "from=Board B", "link=reports-to", "to=Board A")

    def test_forecast_before_start(self):
        self.ok("add", "deliverable", "title=Open the site", "plan=Harrow 100-day plan", "start=1 October 2021")
        self.fails(REFUSED, "(?i)forecast", "set", "Open the site", "forecast=1 September 2021", "forecast_reason=Earlier")
        self.assertNotIn("forecast", self.fields("Open the site"))

    def test_half_a_million_characters(self):
        self.ok("set", "R-1", "notes=kept")
        self.fails(REFUSED, "Notes: .*too long", "set", "R-1", "notes=-", stdin="x" * 500_000)
        self.fails(REFUSED, "Notes: .*too long", "set", "R-1", "notes=-", stdin="£" * 500_000)
        self.assertEqual(self.fields("R-1")["notes"], "kept")
        long = "word " * 50_000
        self.ok("set", "R-1", "notes=-", stdin=long)
        self.assertEqual(self.fields("R-1")["notes"], long.strip())

    def test_long_line(self):
        self.fails(REFUSED, "Title: .*501 characters.*at most 500", "set", "R-1", "title=" + "é" * 501)
        self.ok("set", "R-1", "title=" + "é" * 500)

    def test_done_ahead(self):
        done = self.run_cli("set", "D-5", "status=complete", "actual=1 January 2190")
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stderr, "(?m)^musterctl: warning: “Actual” is 1 January 2190, which is still to come")
        self.assertIn("DONE_AHEAD", {finding["rule"] for finding in self.json("findings", "D-5")})
        self.assertIn("DONE_AHEAD", {finding["rule"] for finding in self.json("show", "D-5")["findings"]})

    def test_control_characters_and_marks(self):
        done = self.run_cli("set", "R-1", "notes=pay \u202edna\x07 \x1b[2Jend", "title=Two\nlines")
        self.assertEqual(done.returncode, 0)
        self.assertRegex(done.stderr, "(?m)^musterctl: warning: Notes: .*left out")
        self.assertRegex(done.stderr, "(?m)^musterctl: warning: Title: .*left out")
        fields = self.fields("R-1")
        self.assertEqual(fields["notes"], "pay dna [2Jend")
        self.assertEqual(fields["title"], "Two lines")
        self.fails(REFUSED, "--strict", "set", "--strict", "R-1", "notes=a\x07")
        self.assertEqual(self.fields("R-1")["notes"], "pay dna [2Jend")
        # Words that read from right to left are no marks.
        self.assertEqual(self.run_cli("set", "R-1", "notes=שלום").stderr, "")

    def test_nhs_number(self):
        done = self.run_cli("--json", "set", "R-1", "event=Patient 943 476 5919 waited")
        self.assertEqual(done.returncode, 0)
        self.assertIn("NHS number", done.stderr)
        self.assertIn("NHS number", done.stdout)
        self.fails(REFUSED, "(?s)NHS number.*--strict", "set", "R-1", "--strict", "event=Patient 943 476 5919 came back")
        self.assertIn("waited", self.fields("R-1")["event"])


class Undo(cli_case.CliCase):
    def test_undo_redo(self):
        self.ok("set", "R-1", "notes=one")
        self.ok("set", "R-1", "notes=two")
        self.assertRegex(self.ok("undo"), "^Undone: changing “Notes” of “")
        self.assertEqual(self.fields("R-1")["notes"], "one")
        self.assertRegex(self.ok("redo"), "^Done again: changing “Notes” of “")
        self.assertEqual(self.fields("R-1")["notes"], "two")
        undone = self.json("undo")
        self.assertEqual(set(undone), {"version", "what", "changed"})
        self.assertIn(self.json("show", "R-1")["record"]["id"], undone["changed"])
        self.ok("undo")
        self.fails(NOT_FOUND, "nothing to undo", "undo")
        self.assert_sound()

    def test_never_past_the_load(self):
        self.fails(NOT_FOUND, "nothing to undo", "undo")
        self.fails(NOT_FOUND, "redo", "redo")
        self.assertEqual(len(self.json("list", "risk")), 11)

    def test_undo_of_adding(self):
        self.ok(*RISK)
        self.ok("undo")
        self.assertEqual(len(self.json("list", "risk")), 11)
        self.ok("redo")
        self.assertEqual(len(self.json("list", "risk")), 12)
        self.assert_sound()


class History(cli_case.CliCase):
    def test_history(self):
        self.ok("set", "R-1", "notes=one", "--reason", "because")
        entry = self.json("history", "R-1")[0]
        self.assertEqual(set(entry), {"version", "at", "actor", "reason", "origin", "group", "label", "before", "after"})
        self.assertEqual((entry["actor"], entry["reason"], entry["origin"]), ("Jo Bloggs", "because", "edit"))
        self.assertRegex(entry["at"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertRegex(self.ok("history", "R-1"), r"(?m)^\+\d+  \d+ \w+ \d{4} \d\d:\d\d  Jo Bloggs: because\n    Notes: one$")
        self.assertEqual(self.json("history", "R-1")[-1]["origin"], "load")

    def test_restore(self):
        first = self.json("set", "R-1", "notes=one")["version"]
        self.ok("set", "R-1", "notes=two", "response=tolerate")
        self.assertRegex(self.ok("restore", "R-1", first), "^Restored R-1 “")
        self.assertEqual(self.fields("R-1")["notes"], "one")
        self.fails(REFUSED, "“yesterday” is no version. VERSION is a number", "restore", "R-1", "yesterday")
        self.fails(REFUSED, "VERSION is a number", "restore", "R-1", "+0")
        self.fails(NOT_FOUND, "R-99", "restore", "R-99", "1")
        self.assert_sound()

    def test_restore_what_never_was(self):
        version = self.json("set", "R-1", "notes=one")["version"]
        for other in (f"+{int(version) + 1}", "99", version.lstrip("+")):
            self.fails(NOT_FOUND, f"R-1 “.+” has no version {re.escape(other)}\\. ", "restore", "R-1", other)
        self.assertNotRegex(self.fails(REFUSED, "“abc” is no version", "restore", "R-1", "abc"), r"\d,\d")
        self.assertEqual(self.fields("R-1")["notes"], "one")

    def test_names_stand_on_one_line(self):
        done = self.run_cli("set", "R-1", "notes=x", "--actor", "Eve\n99  1 May 2017  Boss", "--reason", "One\ntwo")
        self.assertRegex(done.stderr, "(?m)^musterctl: warning: --actor: line breaks")
        self.assertRegex(done.stderr, "(?m)^musterctl: warning: --reason: line breaks")
        self.assertIn("Eve 99  1 May 2017  Boss: One two\n", self.ok("history", "R-1"))
        self.fails(REFUSED, "--actor: .*5,?000 characters.*at most 100", "set", "R-1", "notes=y", "--actor", "x" * 5000)

    def test_archive_twice(self):
        self.assertRegex(self.ok("archive", "R-3", "--reason", "done"), "^Archived R-3 “")
        self.assertRegex(self.ok("archive", "R-3"), "^Nothing to change in R-3 “")
        self.assertRegex(self.ok("unarchive", "R-3"), "^Brought back R-3 “")
        self.ok("undo")
        self.assertTrue(self.json("show", "R-3")["record"]["archived"])


if __name__ == "__main__":
    cli_case.main()
