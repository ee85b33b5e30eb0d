# test_read.py - the commands of musterctl that look.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import csv
import io
import json
import re
import subprocess

import cli_case
from cli_case import NOT_FOUND, REFUSED, USAGE


class Help(cli_case.CliCase):
    def test_list_says_what_is_archived(self):
        self.ok("archive", "R-1")
        self.assertEqual(self.ok("list", "risk", "--archived").count("Archived"), 2)
        self.assertNotIn("Archived", self.ok("list", "risk"))
        self.assertIn("Archived", self.ok("list", "risk", "--archived", "--fields", "ref,archived"))

    def test_version(self):
        self.assertRegex(self.ok("--version"), r"^musterctl \d+\.\d+")

    def test_help_lists_every_command(self):
        text = self.ok("--help")
        commands = re.findall(r"^  ([a-z]+) ", text.split("Commands:")[1], re.M)
        self.assertLessEqual({"init", "list", "show", "add", "set", "history", "search", "undo", "export", "check"}, set(commands))
        for command in commands:
            self.assertIn(f"musterctl {command} ", self.ok(command, "--help"))

    def test_used_wrongly(self):
        for arguments in ([], ["nonsense"], ["list"], ["list", "risk", "team"], ["show"], ["undo", "now"], ["list", "--colour", "risk"],
                          ["add", "risk"], ["list", "risk", "--limit", "many"],
                          ["list", "risk", "--limit", "0"], ["search", "x", "--limit", "-1"],
                          ["set", "R-1", "title=a", "title=b"],
                          ["export", "risk", "--readable", "--json"], ["import", "risk"],
                          ["export", "risk", "--format", "xml"], ["export"],
                          ["add", "risk", "title"], ["set", "R-1", "=x"]):
            with self.subTest(arguments=arguments):
                self.fails(USAGE, r"^musterctl: ", *arguments)

    def test_usage_has_no_stray_space(self):
        self.fails(USAGE, "“musterctl sync”", "sync", "extra")
        self.fails(USAGE, "“musterctl show RECORD”", "show")

    def test_closed_input_and_dashes(self):
        self.assertIn("R-10", self.ok("show", "--", "R-10"))


class Kinds(cli_case.CliCase):
    def test_kinds(self):
        kinds = {kind["name"]: kind for kind in self.json("kinds")}
        self.assertEqual(len(kinds), 35)
        self.assertEqual(kinds["risk"], {"name": "risk", "code": "R", "section": "Risks and issues", "singular": "Risk", "plural": "Risks"})
        for name in kinds:
            self.assertIn(name, self.ok("kinds"))

    def test_within(self):
        self.assertEqual(len(self.json("list", "team")), 39)
        self.assertEqual(len(self.json("list", "team", "--within", "Camden")), 4)
        self.assertEqual(len(self.json("list", "plan", "--within", "Camden Neighbourhood 1")), 1)
        rows = list(csv.DictReader(io.StringIO(self.ok("export", "team", "--within", "Camden"))))
        self.assertEqual({row["name"][:7] for row in rows}, {"Camden "})
        self.assertEqual(len(rows), 4)
        # Of the programme, and a threat to the plan of a team of Camden.
        self.assertEqual({risk["ref"] for risk in self.json("list", "risk", "--within", "Camden")}, {"R-3", "R-9"})
        self.fails(NOT_FOUND, "nothing called “Narnia”", "list", "team", "--within", "Narnia")

    def test_fields(self):
        fields = {field["name"]: field for field in self.json("kinds", "assessment")}
        self.assertEqual(fields["kind"]["values"], ["initial", "current", "target"])
        self.assertEqual(fields["risk"]["values"], ["risk"])
        self.assertIn("derived", fields["score"]["flags"])
        self.assertEqual(fields["likelihood"]["group"], fields["impact"]["group"])
        self.assertRegex(self.ok("kinds", "assessment"), r"(?m)^likelihood +score +Likelihood: required$")

    def test_unknown(self):
        self.fails(NOT_FOUND, "no kind of record called “worry”", "kinds", "worry")
        self.fails(NOT_FOUND, "no kind of record called “worry”", "list", "worry")


class List(cli_case.CliCase):
    def test_table(self):
        lines = self.ok("list", "risk").splitlines()
        self.assertEqual(len(lines), 12)
        self.assertRegex(lines[0], r"^Code +Title +Score +Band ")
        columns = [line.index(band) for line, band in zip(lines, ["Band", "Extreme", "Extreme", "Extreme", "Extreme", "High"])]
        self.assertEqual(len(set(columns)), 1)
        self.assertFalse(any(line.endswith(" ") for line in lines))

    def test_sort(self):
        scores = [record["fields"]["score"] for record in self.json("list", "risk", "--sort", "-score")]
        self.assertEqual(scores, [16, 16, 16, 16, 12, 12, 12, 12, 9, 8, 6])
        titles = [record["fields"]["title"] for record in self.json("list", "risk", "--sort", "title")]
        self.assertEqual(titles, sorted(titles, key=str.casefold))
        self.fails(REFUSED, "cannot be sorted by “owner”. Sort by one of: title, score", "list", "risk", "--sort", "owner")

    def test_filter_where_limit(self):
        self.assertEqual(len(self.json("list", "risk", "--where", "escalation_potential=high")), 6)
        self.assertEqual(len(self.json("list", "risk", "--where", "escalation_potential=High", "--limit", "2")), 2)
        self.assertEqual(len(self.json("list", "assessment", "--where", "risk=R-10")), 3)
        self.assertEqual(len(self.json("list", "assessment", "-w", "risk=R-10", "-w", "kind=initial")), 1)
        for record in self.json("list", "risk", "--filter", "recruit"):
            self.assertRegex(json.dumps(record).lower(), "recruit")
        self.assertEqual(self.ok("list", "risk", "--filter", "zzzz"), "")
        self.assertEqual(self.json("list", "risk", "--filter", "zzzz"), [])
        self.fails(REFUSED, "cannot be looked for", "list", "risk", "--where", "title=x")
        self.fails(REFUSED, "is not one of the choices", "list", "risk", "--where", "status=asleep")
        self.fails(NOT_FOUND, "nothing called “R-99”", "list", "assessment", "--where", "risk=R-99")

    def test_fields(self):
        lines = self.ok("list", "risk", "--fields", "id, ref,owner", "--limit", "1").splitlines()
        self.assertRegex(lines[0], r"^Id +Code +Risk owner$")
        self.assertRegex(lines[1], r"^[0-9a-f-]{36} +R-\d+$")
        self.fails(REFUSED, "no field “colour” in a risk", "list", "risk", "--fields", "colour")

    def test_archived(self):
        self.ok("archive", "R-3")
        self.assertEqual(len(self.json("list", "risk")), 10)
        self.assertEqual(len(self.json("list", "risk", "--archived")), 11)
        self.assertIn("archived", self.ok("show", "R-3"))
        self.ok("unarchive", "R-3")
        self.assertEqual(len(self.json("list", "risk")), 11)

    def test_terminal_is_safe(self):
        # What comes from elsewhere must not move the cursor.
        self.ok("set", "R-1", "notes=x", "--actor", "Eve \x1b[2J", "--reason", "\x9b2J")
        self.assertIn("Eve", self.ok("history", "R-1"))
        self.assertNotRegex(self.ok("history", "R-1"), "[\x1b\x9b]")
        self.assertNotIn("\x1b", self.fails(NOT_FOUND, "no record called", "show", "\x1b[2J"))


class Show(cli_case.CliCase):
    def test_text(self):
        text = self.ok("show", "R-10")
        self.assertRegex(text, r"(?m)^Likelihood now +2 Unlikely$")
        self.assertIn("What points here", text)
        self.assertIn("Still to fill in", text)

    def test_json(self):
        shown = self.json("show", "R-10")
        self.assertEqual(set(shown), {"record", "rag", "findings", "gaps", "backlinks"})
        self.assertEqual(set(shown["record"]), {"kind", "id", "ref", "archived", "fields"})
        self.assertEqual({gap["field"] for gap in shown["gaps"]}, {"owner", "next_review"})
        self.assertEqual(set(shown["backlinks"][0]), {"id", "kind", "field", "ref", "title", "archived"})

    def test_names(self):
        by_code = self.json("show", "R-10")
        self.assertEqual(self.json("show", by_code["record"]["id"]), by_code)
        self.assertEqual(self.json("show", f"[{by_code['record']['id']}]"), by_code)
        self.assertEqual(self.json("show", by_code["record"]["fields"]["title"]), by_code)
        self.assertEqual(self.json("show", by_code["record"]["fields"]["title"].upper()), by_code)

    def test_rag_of_a_plan(self):
        plan = self.json("show", "Harrow 100-day plan")
        self.assertIn(plan["rag"]["shown"], {"red", "amber", "green", "blue", "grey"})
        self.assertTrue(plan["rag"]["reasons"])
        self.assertEqual(plan["record"]["fields"]["slip_days"], 112)

    def test_not_found(self):
        self.fails(NOT_FOUND, "There is no record called “R-99”\\. Give", "show", "R-99")
        self.fails(NOT_FOUND, r"(?s)These hold the words:.*R-4 “Hearts and minds", "show", "hearts and minds")

    def test_what_is_shown_can_be_typed(self):
        shown = self.ok("show", "R-10")
        likelihood = re.search(r"(?m)^Likelihood now +(.+)$", shown)[1]
        consequence = re.search(r"(?m)^Consequence now +(.+)$", shown)[1]
        self.ok("add", "assessment", "risk=R-10", "kind=current", f"likelihood={likelihood}", f"impact={consequence}")

    def test_ambiguous(self):
        for _ in range(2):
            self.ok("add", "risk", "title=Twice", "status=open")
        message = self.fails(REFUSED, "2 records are called “twice”", "show", "twice")
        self.assertRegex(message, r"(?s)R-12 “Twice” \(Risk\).*R-13|R-13.*R-12")


class Search(cli_case.CliCase):
    def test_aliases(self):
        titles = [hit["title"] for hit in self.json("search", "--kind", "team", "CHIN")]
        self.assertLessEqual({"Barnet Hub 1", "Enfield HCT 1", "Camden Neighbourhood 1"}, set(titles))

    def test_query_syntax_is_text(self):
        for text in ('"', "*", "AND", "NEAR(a b)", "title:x", "(", "-risk", "^a", "'", "%", "\\"):
            self.ok("search", "--", text)

    def test_shape(self):
        hit = self.json("search", "hearts", "min")[0]
        self.assertEqual(set(hit), {"id", "kind", "ref", "title", "context", "archived"})
        self.assertEqual(hit["ref"], "R-4")
        self.assertEqual(len(self.json("search", "the", "--limit", "3")), 3)
        self.assertIn("R-4", self.ok("search", "hearts"))
        self.fails(NOT_FOUND, "no kind of record", "search", "--kind", "worry", "x")


class Nothing(cli_case.CliCase):
    """Where nothing is found people are told, and programs get nothing."""

    def test_said(self):
        empty = self.folder / "empty.muster"
        self.ok("init", empty)
        for arguments in (["list", "risk"], ["search", "zzzz"], ["findings"]):
            with self.subTest(arguments=arguments):
                done = self.run_cli(*arguments, replica=empty)
                self.assertEqual((done.returncode, done.stdout), (0, ""))
                self.assertRegex(done.stderr, r"^musterctl: [A-Z].+\.\n$")
                self.assertEqual(self.run_cli("--json", *arguments, replica=empty).stderr, "")


class Findings(cli_case.CliCase):
    def test_all(self):
        findings = self.json("findings")
        score = [finding for finding in findings if finding["rule"] == "RISK_SCORE"]
        self.assertEqual(len(score), 1)
        self.assertEqual(set(score[0]), {"id", "kind", "title", "severity", "rule", "field", "message", "stated", "computed"})
        self.assertEqual((score[0]["stated"], score[0]["computed"]), ("4 Moderate", "3 Low"))
        self.assertIn("1 × 3 is 3 (Low)", self.ok("findings"))

    def test_one(self):
        budget = self.json("findings", "Harrow integrated care budget 2019/20")
        self.assertIn("BUDGET_TOTAL", {finding["rule"] for finding in budget})


class Export(cli_case.CliCase):
    def test_csv_by_another_reader(self):
        nasty = '=1+1, "two"\nlines – £5 “x” שלום'
        self.ok("set", "R-10", "notes=-", stdin=nasty)
        self.ok("set", "R-9", "owner=@home")
        text = self.ok("export", "risk", "--sort", "-score")
        self.assertTrue(text.endswith("\r\n"))
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        self.assertEqual(len(rows), 11)
        by_ref = {row["ref"]: row for row in rows}
        self.assertEqual(by_ref["R-10"]["notes"], "'" + nasty)
        self.assertEqual(by_ref["R-9"]["owner"], "'@home")
        self.assertEqual(by_ref["R-10"]["archived"], "No")
        self.assertNotIn("score", rows[0])
        self.assertEqual(list(rows[0])[:4], ["id", "ref", "archived", "title"])

    def test_csv_options(self):
        self.ok("archive", "R-3")
        text = self.ok("export", "risk", "--bom", "--derived", "--archived")
        self.assertTrue(text.startswith("\ufeffid,ref,archived,title,score,"))
        self.assertEqual(len(list(csv.DictReader(io.StringIO(text)))), 11)
        self.assertEqual(len(list(csv.DictReader(io.StringIO(self.ok("export", "risk"))))), 10)

    def test_readable(self):
        self.ok("set", "R-10", "scope=Barnet Hub 1", "deliverables=D-5; D-6", "notes==1+1")
        self.ok("set", "D-5", "title=@home")
        text = self.ok("export", "risk", "--readable", "--derived", "--bom")
        self.assertTrue(text.startswith("\ufeffCode,Title,Score,"))
        self.assertNotRegex(text, r"[0-9a-f]{8}-[0-9a-f]{4}-")
        row = {row["\ufeffCode"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}["R-10"]
        shown = (row["Belongs to"], row["Likelihood now"], row["Archived"])
        self.assertEqual(shown, ("Barnet Hub 1", "2 Unlikely", "No"))
        self.assertTrue(row["Threatens"].startswith("'@home, "))
        self.assertEqual(row["Notes"], "'=1+1")

    def test_json(self):
        risks = json.loads(self.ok("export", "risk", "--format", "json"))
        self.assertEqual(len(risks), 11)
        self.assertNotIn("score", risks[0]["fields"])
        self.assertEqual(self.json("export", "risk", "--derived"), self.json("list", "risk"))
        everything = json.loads(self.ok("export", "--json"))
        self.assertEqual(len(everything), self.json("check")["records"])
        self.assertEqual(len({record["id"] for record in everything}), len(everything))

    def test_to_file(self):
        target = self.folder / "risks.csv"
        target.write_text("what was there")
        self.assertEqual(self.ok("export", "risk", "--output", target), "")
        self.assertEqual(target.read_bytes().decode(), self.ok("export", "risk"))
        self.assertEqual(target.stat().st_mode & 0o777, 0o600)
        self.fails(cli_case.IO, "cannot be written", "export", "risk", "-o", self.folder / "missing" / "risks.csv")

    def test_output_fails(self):
        for arguments in (["list", "risk"], ["export", "risk"], ["--json", "export"], ["kinds"]):
            with self.subTest(arguments=arguments), open("/dev/full", "w") as full:
                self.fails(cli_case.IO, "The output cannot be written: .*No space left", *arguments, stdout=full)

    def test_output_closed(self):
        for arguments in (["list", "risk"], ["export", "risk"]):
            command = f'"{self.program}" -r "{self.replica}" {" ".join(arguments)} >&-'
            done = subprocess.run(["sh", "-c", command], capture_output=True, text=True)
            self.assertEqual(done.returncode, cli_case.IO)
            self.assertRegex(done.stderr, "^musterctl: The output cannot be written: ")
        self.assert_sound()


class Today(cli_case.CliCase):
    def test_parts(self):
        today = self.json("today", "--limit", "3")
        self.assertEqual(set(today), {"overdue", "due-soon", "reviews", "without-owner", "without-date", "changed"})
        overdue = today["overdue"]
        self.assertGreater(overdue["count"], 3)
        self.assertEqual(len(overdue["records"]), 3)
        days = [record["day"] for record in overdue["records"]]
        self.assertEqual(days, sorted(days))
        self.assertLess(days[-1], "2026")
        self.assertGreater(today["without-date"]["count"], 0)
        self.assertIsNone(today["without-date"]["records"][0]["day"])
        text = self.ok("today", "--limit", "3")
        self.assertIn(f"{overdue['count']} overdue\n", text)
        self.assertIn(f"and {overdue['count'] - 3} more", text)

    def test_within_and_mine(self):
        everywhere = self.json("today")["overdue"]["count"]
        within = self.json("today", "--within", "Camden")["overdue"]["count"]
        self.assertTrue(0 < within < everywhere)
        self.assertEqual(self.json("today", "--mine")["overdue"]["count"], 0)
        self.ok("add", "action", "text=Ring the landlord", "owner=jo bloggs", "baseline=1 May 2017")
        mine = self.json("today", "--mine")["overdue"]["records"]
        self.assertEqual([record["fields"]["text"] for record in mine], ["Ring the landlord"])
        self.fails(NOT_FOUND, "nothing called", "today", "--within", "Atlantis")

    def test_changed_since_seen(self):
        self.assertIn("Nobody has marked anything as seen yet", self.ok("today"))
        self.assertEqual(self.json("today", "--seen")["changed"]["count"], 0)
        self.ok("set", "R-3", "title=Partners drift")
        self.ok("set", "R-4", "title=Posts stay empty", "--actor", "Another")
        changed = self.json("today")["changed"]
        self.assertEqual([(record["ref"], record["by_others"]) for record in changed["records"]], [("R-4", True)])
        change = changed["records"][0]["changes"][0]
        self.assertEqual((change["actor"], change["label"], change["after"]), ("Another", "Title", "Posts stay empty"))
        self.assertNotIn(change["before"], ("", "Posts stay empty"))
        self.assertRegex(self.ok("today", "--seen"), "Another · Title: .* → Posts stay empty")
        self.assertEqual(self.json("today")["changed"]["count"], 0)
        self.assert_sound()


if __name__ == "__main__":
    cli_case.main()
