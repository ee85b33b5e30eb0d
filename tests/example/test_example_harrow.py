#!/usr/bin/env python3
# test_example_harrow.py - the Harrow part of the example programme is whole, and its sums fail where the source's do.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import unittest
from collections import Counter
from datetime import date, timedelta

import example_data as data

FILES = ("harrow-2019.json", "harrow-2021-100-days.json", "harrow-2022.json")
PLAN = "harrow-plan-100-days"


class Harrow(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.everything = data.load_all()
        cls.kind_of = {record["key"]: record["kind"] for record in cls.everything}
        cls.records = [record for record in cls.everything if record["file"] in FILES]
        cls.by_key = {record["key"]: record["fields"] for record in cls.records}

    def of(self, of_kind, /, **wanted):
        """The fields of the records of a kind, by key, that have these values."""
        return {
            record["key"]: record["fields"]
            for record in self.records
            if record["kind"] == of_kind and all(record["fields"].get(name) == value for name, value in wanted.items())
        }

    def findings(self, rule):
        return [(fields["about"], fields["stated"]) for fields in self.of("finding", rule=rule).values()]


class Contract(Harrow):
    def test_keys_are_unique_over_all_files(self):
        twice = [key for key, n in Counter(record["key"] for record in self.everything).items() if n > 1]
        self.assertEqual(twice, [])

    def test_records_keep_to_the_kinds(self):
        wrong = [problem for record in self.records for problem in data.problems(record, self.kind_of)]
        self.assertEqual(wrong, [])

    def test_every_record_names_its_source(self):
        self.assertEqual([record["key"] for record in self.records if not record["fields"].get("source")], [])

    def test_a_finding_says_what_is_stated_and_what_else_is_said(self):
        for key, fields in self.of("finding").items():
            for name in ("severity", "rule", "stated", "computed", "resolution"):
                self.assertIn(name, fields, key)


class HundredDays(Harrow):
    def setUp(self):
        self.actions = list(self.of("action", plan=PLAN).values())

    def test_39_actions_by_priority_and_window(self):
        self.assertEqual(list(Counter(action["theme"] for action in self.actions).values()), [8, 7, 9, 15])
        windows = Counter(action["baseline"] for action in self.actions)
        self.assertEqual(
            windows, {"days 1 to 30": 13, "days 30 to 60": 13, "days 60 to 90": 7, "days 90 to 100": 6}
        )
        self.assertEqual([int(action["position"]) for action in self.actions], list(range(1, 40)))
        for action in self.actions:
            self.assertTrue(action["owner"] and action["oversight"], action["text"])

    def test_end_slips_by_112_days(self):
        plan = self.by_key[PLAN]
        self.assertEqual(plan["start"], "1 September 2021")
        last = date(2021, 9, 1) + timedelta(days=99)
        self.assertEqual((plan["end_baseline"], last), ("9 December 2021", date(2021, 12, 9)))
        self.assertEqual(plan["end_forecast"], "31 March 2022")
        self.assertEqual((date(2022, 3, 31) - last).days, 112)
        self.assertIn("Emergency response", plan["forecast_reason"])
        held = [action for action in self.actions if action["status"] == "on-hold"]
        self.assertTrue(held)
        for action in held:
            self.assertIn("Emergency response", action["status_note"])
            self.assertEqual(action["hold_until"], "31 March 2022")

    def test_pcn_operational_managers_lead_one_action(self):
        found = [action for action in self.actions if "PCN Operational Managers" in data.plain(action["owner"])]
        self.assertEqual([(a["theme"], a["baseline"]) for a in found], [("Priority 1: Shared purpose", "days 60 to 90")])

    def test_to_be_confirmed(self):
        self.assertEqual(sum("(TBC)" in action["owner"] for action in self.actions), 2)
        streams = self.of("workstream")
        lacking = {(key, name) for key, f in streams.items() for name in ("sro", "support") if f.get(name) == "TBC"}
        self.assertEqual(
            lacking,
            {
                ("harrow-ws-carers", "sro"),
                ("harrow-ws-access", "sro"),
                ("harrow-ws-access", "support"),
                ("harrow-ws-communications", "support"),
            },
        )

    def test_at_a_glance_beside_the_detail(self):
        self.assertEqual([about for about, _ in self.findings("GLANCE_WITHOUT_DETAIL")], [PLAN] * 3)
        self.assertEqual(
            sorted(about for about, _ in self.findings("DETAIL_WITHOUT_GLANCE")),
            sorted(
                "harrow-action-" + key
                for key in ("bcf-2021-develop", "bcf-2021-agree", "bcf-2022", "flu", "winter-implement", "staff-insights")
            ),
        )

    def test_appendices(self):
        main = [key for key in self.of("workstream") if key.startswith("harrow-ws-")]
        self.assertEqual(Counter(self.by_key[key]["kind"] for key in main), {"delivery": 10, "enabling": 5})
        self.assertEqual(sum("parent" in self.by_key[key] for key in main), 3)
        self.assertEqual(list(Counter(f["theme"] for f in self.of("kpi").values()).values()), [5, 3, 5, 2, 2, 5])
        levels = Counter(f["theme"] for f in self.of("deliverable", plan="harrow-plan-ics").values())
        self.assertEqual(list(levels.values()), [4, 23, 16, 7])
        self.assertEqual(len(self.findings("TARGET_NOT_SET")), 2)


class Programme(Harrow):
    def test_31_roadmap_deliverables(self):
        rows = self.of("deliverable", plan="harrow-plan-roadmap").values()
        self.assertEqual(
            Counter((row["theme"], row["baseline"]) for row in rows),
            {
                ("Provider", "Q2 2019/20"): 7,
                ("Provider", "Q3 2019/20"): 2,
                ("Provider", "Q4 2019/20"): 4,
                ("Commissioning", "Q2 2019/20"): 3,
                ("Commissioning", "Q3 2019/20"): 1,
                ("Joint", "Q2 2019/20"): 3,
                ("Joint", "Q4 2019/20"): 1,
                ("Provider", "Q1 2020/21"): 2,
                ("Provider", "Q2 2020/21"): 3,
                ("Provider", "Q4 2020/21"): 2,
                ("Commissioning", "Q2 2020/21"): 1,
                ("Commissioning", "Q4 2020/21"): 1,
                ("Joint", "Q1 2020/21"): 1,
            },
        )
        self.assertEqual(len(rows), 31)

    def test_milestones_and_gateways(self):
        rows = self.of("deliverable", plan="harrow-plan-development")
        self.assertEqual(len(rows), 13)
        gates = {f["gate_number"]: f["baseline"] for f in rows.values() if f["type"] == "gateway"}
        self.assertEqual(gates, {"1": "February 2017", "2": "July 2018"})
        self.assertEqual(self.findings("MILESTONE_ORDER"), [("harrow-milestone-gateway-1", "February 2017")])

    def test_service_specifications(self):
        rows = self.of("deliverable", plan="harrow-plan-des").values()
        self.assertEqual(Counter(row["baseline"] for row in rows), {"2020/21": 5, "2021/22": 2})

    def test_networks_and_localities(self):
        self.assertEqual(len(self.of("team", kind="pcn")), 6)
        localities = self.of("team", kind="locality").values()
        self.assertEqual([len(team["networks"]) for team in localities], [2, 2, 2])
        self.assertEqual(len({pcn for team in localities for pcn in team["networks"]}), 6)

    def test_rhythm_of_the_boards(self):
        rhythm = {key: f.get("frequency") for key, f in self.of("body").items()}
        self.assertEqual(rhythm["harrow-body-phm-board"], "three-a-year")
        self.assertEqual(rhythm["harrow-body-jmb"], "bimonthly")
        self.assertEqual(rhythm["harrow-body-pmb"], "fortnightly")
        (about, stated), = self.findings("FREQUENCY_CONFLICT")
        self.assertEqual(about, "harrow-body-pmb")
        self.assertIn("Fortnightly", stated)
        groups = [f for key, f in self.of("body").items() if key.startswith("harrow-body-locality-")]
        self.assertEqual([group["frequency"] for group in groups], ["fortnightly"] * 3)

    def test_nobody_reports_to_oneself(self):
        above = {f["from"]: f["to"] for f in self.of("body-link", link="reports-to").values()}
        for body in above:
            seen = set()
            while body in above:
                self.assertNotIn(body, seen)
                seen.add(body)
                body = above[body]

    def test_nine_partners(self):
        partners = self.of("membership", body="harrow-body-jmb", role="Partner").values()
        self.assertEqual(len({partner["organisation"] for partner in partners}), 9)

    def test_agenda_numbers_used_twice(self):
        agenda = self.by_key["harrow-meeting-2019"]["agenda"].splitlines()
        self.assertEqual([line.split(".")[0] for line in agenda], list("123456767"))
        self.assertEqual(len(self.findings("NUMBER_REPEATED")), 2)

    def test_progress_of_2022(self):
        updates = Counter(f["kind"] for f in self.of("update").values())
        self.assertEqual(updates["next"], 5)
        self.assertEqual(updates["progress"], 7)


class Cohorts(Harrow):
    def test_segments_and_totals(self):
        cohorts = self.of("cohort")
        computed, differences = 0, {}
        for key, cohort in cohorts.items():
            added = int(data.number(cohort["added"]))
            segments = [f["figure"] for f in self.of("population", of=key).values()]
            if segments:
                self.assertEqual(sum(data.number(figure) for figure in segments if figure != "N/A"), added, key)
            computed += added
            differences[cohort["period"]] = int(data.number(cohort["stated_cumulative"])) - computed
        self.assertEqual(
            differences,
            {"Q2 2019/20": 100, "Q4 2019/20": 100, "Q1 2020/21": 100, "Q2 2020/21": 100, "Q4 2020/21": 100},
        )
        self.assertEqual(computed, 237_273)
        self.assertEqual(self.by_key["harrow-cohort-18-64-ltc-1"]["figure"], "N/A")


class Budget(Harrow):
    def rows_of(self, section):
        return sum(data.pounds(line["amount"]) for line in self.of("budget-line", section=section).values())

    def stated(self, section):
        """The sub-total as stated; where none is stated the rows speak for it."""
        subtotal = data.pounds(self.by_key[section].get("stated_subtotal"))
        return self.rows_of(section) if subtotal is None else subtotal

    def failures(self):
        sections = self.of("budget-section", kind="section")
        running, grand = 0, 0
        for key, section in sections.items():
            if "stated_subtotal" in section and self.rows_of(key) != self.stated(key):
                yield key, "sub-total", self.stated(key) - self.rows_of(key)
            running = self.stated(key) + (0 if section.get("restarts") == "yes" else running)
            grand += self.rows_of(key)
            if "stated_running" in section and data.pounds(section["stated_running"]) != running:
                yield key, "running", data.pounds(section["stated_running"]) - running
        total = data.pounds(self.by_key["harrow-budget-2019"]["stated_total"])
        if total != grand:
            yield "harrow-budget-2019", "total", total - grand
        numbers = Counter(section["number"] for section in sections.values() if "number" in section)
        yield from (("harrow-budget-2019", "number twice", int(n)) for n, count in numbers.items() if count > 1)
        for key, line in self.of("budget-line").items():
            days, rate = data.number(line.get("days")), data.pounds(line.get("rate"))
            if days is not None and days * rate != data.pounds(line["amount"]):
                yield key, "days x rate", data.pounds(line["amount"]) - int(days * rate)
            if "quoted_days" in line and line["quoted_days"] != line["days"]:
                yield key, "days quoted", int(line["quoted_days"])
            if "people" in line:
                wte = data.number(line["people"]) * data.number(line["days_a_week"]) / 5
                if wte != data.number(line["wte"]):
                    yield key, "wte", wte
        for key, split in self.of("budget-section", kind="split").items():
            difference = data.pounds(split["stated_subtotal"]) - sum(self.stated(part) for part in split["covers"])
            if difference:
                yield key, "split", difference
            for part in split["covers"]:
                if self.by_key[part].get("funding_class", split["funding_class"]) != split["funding_class"]:
                    yield key, "funding class of " + part, self.stated(part)
        for key, quoted in self.of("budget-section", kind="quoted").items():
            if "stated_subtotal" in quoted:
                parts = sum(
                    self.stated(part) if part in sections else data.pounds(self.by_key[part]["amount"])
                    for part in quoted["covers"]
                )
                # A figure in thousands is right within half a thousand.
                if abs(data.pounds(quoted["stated_subtotal"]) - parts) > 500:
                    yield key, "quoted", data.pounds(quoted["stated_subtotal"]) - parts

    def test_the_sums_fail_exactly_where_the_source_does(self):
        self.assertEqual(
            sorted(self.failures()),
            sorted(
                [
                    ("harrow-budget-4", "sub-total", -1),
                    ("harrow-budget-2019", "total", -1),
                    ("harrow-budget-2019", "number twice", 6),
                    ("harrow-line-ichp", "days x rate", -51),
                    ("harrow-line-ichp", "days quoted", 70),
                    ("harrow-line-mobilisation", "wte", 3.0),
                    ("harrow-budget-split-alliance-in-kind", "funding class of harrow-budget-5", 46_303),
                    ("harrow-budget-quoted-corporate", "quoted", 680),
                ]
            ),
        )

    def test_split_and_wte_totals(self):
        splits = self.of("budget-section", kind="split").values()
        self.assertEqual(sum(data.pounds(split["stated_subtotal"]) for split in splits), 616_027)
        wte = sum(data.number(line.get("wte", "0")) for line in self.of("budget-line").values())
        self.assertAlmostEqual(wte, 9.4)

    def test_arithmetic_is_left_to_the_rules(self):
        arithmetic = ("harrow-budget-4", "harrow-budget-5", "harrow-line-ichp", "harrow-line-mobilisation",
                      "harrow-budget-quoted-corporate", *self.of("cohort"))
        self.assertEqual([f["about"] for f in self.of("finding").values() if f["about"] in arithmetic], [])


if __name__ == "__main__":
    unittest.main()
