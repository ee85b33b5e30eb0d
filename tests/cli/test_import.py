# test_import.py - records from CSV files that people have made or changed.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import csv
import io

import cli_case
from cli_case import IO, NOT_FOUND, REFUSED


class Import(cli_case.CliCase):
    def tearDown(self):
        self.assert_sound()

    def write(self, text):
        path = self.folder / "risks.csv"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def bring(self, text, *options, kind="risk"):
        return self.json("import", kind, self.write(text), *options)

    def counts(self, report):
        return report["added"], report["changed"], report["unchanged"]

    def edit(self, change, *options):
        """What a spreadsheet does: reads the export, changes rows, and writes it again."""
        text = self.ok("export", "risk", *options)
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        change(rows)
        out = io.StringIO()
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
        return out.getvalue()

    def test_what_was_exported_changes_nothing(self):
        self.ok("set", "R-1", "notes==1+1", "deliverables=D-5; D-6", "scope=Barnet Hub 1")
        before = self.ok("export", "--json")
        for options in ([], ["--derived"], ["--bom"], ["--readable", "--derived"], ["--readable", "--bom"]):
            with self.subTest(options=options):
                report = self.bring(self.ok("export", "risk", *options))
                self.assertEqual((self.counts(report), report["version"]), ((0, 0, 11), 0))
        self.assertEqual(self.ok("export", "--json"), before)

    def test_every_kind_comes_back(self):
        for kind in self.json("kinds"):
            for options in ([], ["--readable"]):
                with self.subTest(kind=kind["name"], options=options):
                    text = self.ok("export", kind["name"], "--archived", *options)
                    report = self.bring(text, "--dry-run", kind=kind["name"])
                    self.assertEqual(self.counts(report)[:2], (0, 0))

    def test_add_and_change(self):
        def change(rows):
            by_ref = {row["ref"]: row for row in rows}
            by_ref["R-1"]["notes"] = "Changed"
            by_ref["R-2"]["deliverables"] = "D-5; d-6"
            rows.append({**dict.fromkeys(rows[0], ""), "title": "Sites are late", "status": "Open", "scope": "Barnet Hub 1"})

        report = self.bring(self.edit(change), "--reason", "From the workshop")
        self.assertEqual(self.counts(report), (1, 2, 9))
        self.assertEqual(self.fields("R-1")["notes"], "Changed")
        self.assertEqual(len(self.fields("R-2")["deliverables"]), 2)
        self.assertEqual(self.fields("R-12")["title"], "Sites are late")
        self.assertEqual(self.fields("R-12")["scope"], self.json("show", "Barnet Hub 1")["record"]["id"])
        entry = self.json("history", "R-1")[0]
        self.assertEqual((entry["actor"], entry["reason"], entry["origin"]), ("Jo Bloggs", "From the workshop", "edit"))
        # One save, so one undo.
        self.ok("undo")
        self.assertEqual(len(self.json("list", "risk")), 11)
        self.assertNotIn("notes", self.fields("R-1"))

    def test_labels_and_columns_left_out(self):
        report = self.bring("Code,notes,review every (months)\nR-1,By label,3\n\n")
        self.assertEqual(self.counts(report), (0, 1, 0))
        fields = self.fields("R-1")
        self.assertEqual((fields["notes"], fields["review_months"]), ("By label", 3))
        self.assertIn("title", fields)
        self.assertEqual(self.json("history", "R-1")[0]["reason"], "Imported from risks.csv")

    def test_other_separators_and_blank_rows(self):
        for separator in ';\t':
            lines = 'Code,notes', 'r-1,By hand', ',', 'R-2,By hand'
            report = self.bring('\n'.join(lines).replace(',', separator) + '\n', '--dry-run')
            self.assertEqual(self.counts(report), (0, 2, 0))

    def test_scores_become_assessments(self):
        """In the same save, and only where they say something new."""
        text = "ref,title,status,likelihood,consequence,score\n,Sites are late,open,4 Likely,Moderate,15\n"
        report = self.bring(text)
        self.assertEqual((self.counts(report), report["saves"]), ((1, 0, 0), 1))
        self.assertIn("stated as 15 (Extreme), but 4 × 3 is 12", report["warnings"][0])
        self.assertEqual(self.fields("R-12")["score"], 12)
        self.assertEqual(self.counts(self.bring(text.replace("\n,", "\nR-12,"))), (0, 0, 1))
        report = self.bring("ref,initial likelihood,initial consequence,likelihood,impact\nR-12,5,5,3,3\n")
        self.assertEqual(self.counts(report), (0, 1, 0))
        fields = self.fields("R-12")
        self.assertEqual((fields["score"], fields["initial_score"]), (9, 25))
        for _ in range(2):
            self.ok("undo")
        self.assertEqual(len(self.json("list", "risk")), 11)
        said = self.fails(REFUSED, "has 2 problems", "import", "risk",
                          self.write("risk,status,likelihood,consequence\nA,open,9,3\nB,open,3,abc\n"))
        self.assertRegex(said, "(?m)^Line 2, column 3: Likelihood: ")
        self.assertRegex(said, "(?m)^Line 3, column 4: Consequence: ")

    def test_what_is_not_taken_is_said(self):
        path = self.write("ref,band,trend\nR-1,High,Rising\n")
        self.assertIn("Worked out here, and so not taken from the table: “band”, “trend”.", self.ok("import", "risk", path))
        self.assertEqual(self.json("import", "risk", path)["computed"], ["band", "trend"])
        self.fails(REFUSED, "no field “colour” in a risk.*A column can be called: Number, Title, .*Likelihood now",
                   "import", "risk", self.write("ref,colour\nR-1,red\n"))

    def test_archive(self):
        self.assertEqual(self.counts(self.bring("ref,archived\nR-3,Yes\nR-2,\n")), (0, 1, 1))
        self.assertTrue(self.json("show", "R-3")["record"]["archived"])
        self.bring("ref,archived\nR-3,no\n")
        self.assertFalse(self.json("show", "R-3")["record"]["archived"])

    def test_rows_may_point_to_each_other(self):
        one, two = "01890a5d-ac96-774b-bcce-b302099a8057", "01890a5d-ac96-774b-bcce-b302099a8058"
        text = f"id,name,level,parent\n{one},Inner,locality,[{two}]\n{two},Outer,locality,\n"
        self.assertEqual(self.counts(self.bring(text, kind="area")), (2, 0, 0))
        self.assertEqual(self.fields("Inner")["parent"], two)
        self.fails(REFUSED, "(?s)problem.*Line [23]: ", "import", "area",
                   self.write(f"id,parent\n{two},[{one}]\n"))

    def test_every_problem_is_said_and_nothing_saved(self):
        before = self.ok("export", "--json")
        path = self.write("ref,title,status,review_months,scope\n"
                          "R-1,Good,,,\n"
                          "R-99,x,open,,\n"
                          "R-2,\"two\nlines\",asleep,61,Nowhere\n"
                          "R-3,x,open,,,or,so\n"
                          "D-5,x,open,,\n"
                          "R-1,Again,open,,\n")
        for options in ([], ["--dry-run"]):
            said = self.fails(REFUSED, "“risks.csv” has 7 problems, and nothing was saved", "import", "risk", path, *options)
            lines = said.splitlines()[1:]
            for line, pattern in zip(lines, [
                    "^Line 3, column 1: There is no record R-99 here", "^Line 4, column 3: Status: “asleep” is not",
                    "^Line 4, column 4: Review every .* from 1 to 60", "^Line 4, column 5: Belongs to: There is nothing called",
                    "^Line 6: the row has 7 cells", "^Line 7, column 1: This record is a deliverable",
                    "^Line 8, column 1: This record is on line 2 already"], strict=True):
                self.assertRegex(line, pattern)
        self.assertEqual(self.ok("export", "--json"), before)

    def test_rules_hold(self):
        said = self.fails(REFUSED, "has 2 problems", "import", "risk", self.write("ref,status,title\nR-1,closed,x\n,open,\n"))
        self.assertRegex(said, "(?m)^Line 2: .*Reason for status")
        self.assertRegex(said, "(?m)^Line 3: “Title” is empty")
        path = self.write("ref,event\nR-1,Patient 943 476 5919 waited\n")
        self.fails(REFUSED, "(?s)Line 2: .*NHS number.*--strict", "import", "--strict", "risk", path)
        self.assertIn("NHS number", self.bring(path.read_text())["warnings"][0])

    def test_dry_run(self):
        before = self.ok("export", "--json")
        path = self.write("ref,title,status\nR-1,Other,open\n,New,open\n")
        self.assertEqual(self.ok("import", "--dry-run", "risk", path),
                         "Nothing was saved. To add: 1, to change: 1, as they were: 0.\n")
        self.assertEqual(self.ok("export", "--json"), before)
        self.assertEqual(self.ok("import", "risk", path), "Added: 1, changed: 1, as they were: 0.\n")

    def test_more_than_one_save_holds(self):
        """What could not be sent in one piece is saved in several, which may point to each other."""
        rows = "".join(f"Large {i},open,{'word ' * 3800}\n" for i in range(120))
        report = self.bring("title,status,notes\n" + rows)
        self.assertEqual(self.counts(report), (120, 0, 0))
        self.assertEqual(report["saves"], 3)
        reasons = [self.json("history", f"R-{n}")[0]["reason"] for n in (12, 131)]
        self.assertEqual(reasons, ["Imported from risks.csv (1 of 3)", "Imported from risks.csv (3 of 3)"])
        self.ok("undo")
        self.assertLess(len(self.json("list", "risk")), 131)
        self.assertGreater(len(self.json("list", "risk")), 40)
        for _ in range(2):
            self.ok("undo")
        self.assertEqual(len(self.json("list", "risk")), 11)
        said = self.ok("import", "risk", self.write("title,status,notes\n" + rows))
        self.assertIn("became 3;", said)

    def test_files_that_are_none(self):
        self.fails(REFUSED, "“risks.csv”: The file is empty", "import", "risk", self.write(""))
        self.fails(REFUSED, "“risks.csv”: Line 1, column 2: there is no field “colour” in a risk", "import", "risk",
                   self.write("ref,colour\n"))
        self.fails(REFUSED, "column “Title” already", "import", "risk", self.write("title,Title\n"))
        self.fails(REFUSED, "not text in UTF-8", "import", "risk", self.write(b"ref,title\nR-1,caf\xe9\n"))
        self.fails(IO, "missing.csv", "import", "risk", self.folder / "missing.csv")
        self.fails(NOT_FOUND, "no kind of record called “worry”", "import", "worry", self.write("title\n"))
        self.fails(REFUSED, "R-1 and not R-2", "import", "risk",
                   self.write(f"id,ref\n{self.json('show', 'R-1')['record']['id']},R-2\n"))
        self.fails(REFUSED, "cannot be archived at once", "import", "risk", self.write("title,archived\nx,yes\n"))


if __name__ == "__main__":
    cli_case.main()
