#!/usr/bin/env python3
# test_example_ncl.py - the example records of North Central London and Hillingdon.
#
# Holds the files against the record kinds, against each other, and against the counts of their sources.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import collections
import json
import re
import unittest

import example_data as data

NCL, HILLINGDON = "ncl-2017.json", "hillingdon-2019.json"
EVERYTHING = data.load_all()
RECORDS = {record["key"]: record for record in EVERYTHING}
# What the sources lost stays empty, and is a finding.
LOST = {("ncl-wbs-01", "title"), ("ncl-kpi-04", "name"), ("ncl-kpi-06", "name"), ("ncl-kpi-07", "name"), ("ncl-kpi-08", "name")}


def ours():
    return [record for record in EVERYTHING if record["file"] in (NCL, HILLINGDON)]


def of_kind(kind, file=NCL):
    """The fields of the records of a kind, by key."""
    return {record["key"]: record["fields"] for record in EVERYTHING if record["kind"] == kind and record["file"] == file}


def bound(text):
    return data.BINDING.findall(text)


class Contract(unittest.TestCase):
    def test_keys_are_unique(self):
        keys = collections.Counter(record["key"] for record in EVERYTHING)
        self.assertEqual([key for key, n in keys.items() if n > 1], [])

    def test_records_keep_to_the_kinds(self):
        kind_of = {key: record["kind"] for key, record in RECORDS.items()}
        # Dates and figures stand here as their sources write them, in more forms than data.FORMS lists.
        verbatim = (" is no when", " is no population")
        wrong = [problem for record in ours() for problem in data.problems(record, kind_of) if not problem.endswith(verbatim)]
        self.assertEqual(sorted(wrong), sorted(f"{NCL}: {RECORDS[key]['kind']} {key}: {name} is needed" for key, name in LOST))

    def test_what_is_lost_is_a_finding(self):
        for key, _ in LOST:
            rules = {f["rule"] for f in of_kind("finding").values() if f["about"] == key}
            self.assertTrue(rules & {"TEXT_LOST", "NAME_LOST"}, key)

    def test_every_record_names_its_source(self):
        for record in ours():
            self.assertRegex(record["fields"].get("source", ""), r"^(NCL delivery plan 2017|Hillingdon ICP update 2019), ")

    def test_findings_say_what_was_stated(self):
        for file in (NCL, HILLINGDON):
            for key, finding in of_kind("finding", file).items():
                with self.subTest(finding=key):
                    self.assertLessEqual({"about", "severity", "rule", "stated", "computed", "resolution"}, finding.keys())


class Register(unittest.TestCase):
    def setUp(self):
        self.risks = of_kind("risk")
        self.scores = {kind: {} for kind in ("initial", "current", "target")}
        for a in of_kind("assessment").values():
            self.assertNotIn(a["risk"], self.scores[a["kind"]])
            self.scores[a["kind"]][a["risk"]] = (int(a["likelihood"]), int(a["impact"]))

    def test_eleven_risks_with_three_assessments_each(self):
        self.assertEqual(len(self.risks), 11)
        for scores in self.scores.values():
            self.assertEqual(scores.keys(), self.risks.keys())
        self.assertEqual(self.scores["initial"], self.scores["current"])

    def test_only_risk_10_is_stated_wrongly(self):
        stated = {a["risk"]: (int(a["stated_score"]), int(a["likelihood"]) * int(a["impact"]))
                  for a in of_kind("assessment").values() if "stated_score" in a}
        self.assertEqual(stated, {"ncl-risk-10": (4, 3)})
        self.assertNotIn("RISK_SCORE", {f["rule"] for f in of_kind("finding").values()})

    def test_scores(self):
        initial = sorted((l * i for l, i in self.scores["initial"].values()), reverse=True)
        self.assertEqual(initial, [16, 16, 16, 16, 12, 12, 12, 12, 9, 8, 6])
        bands = collections.Counter("extreme" if s >= 15 else "high" if s >= 8 else "moderate" if s >= 4 else "low" for s in initial)
        self.assertEqual(bands, {"extreme": 4, "high": 6, "moderate": 1})
        target = [l * i for l, i in (self.scores["target"][f"ncl-risk-{n:02d}"] for n in range(1, 12))]
        self.assertEqual(target, [12, 12, 8, 8, 9, 9, 8, 6, 4, 3, 4])

    def test_heat_map(self):
        cells = collections.Counter(self.scores["initial"].values())
        self.assertEqual(cells, {(4, 4): 4, (3, 4): 3, (4, 3): 1, (3, 3): 1, (2, 4): 1, (2, 3): 1})

    def test_escalation_potential(self):
        potential = collections.Counter(r["escalation_potential"] for r in self.risks.values())
        self.assertEqual(potential, {"high": 6, "medium": 3, "low": 2})

    def test_what_the_register_lacks(self):
        for key, risk in self.risks.items():
            with self.subTest(risk=key):
                self.assertFalse({"owner", "next_review", "review_months"} & risk.keys())

    def test_every_risk_has_a_mitigation(self):
        self.assertEqual({m["risk"] for m in of_kind("mitigation").values()}, self.risks.keys())


class WorkBreakdown(unittest.TestCase):
    def setUp(self):
        self.rows = [f for f in of_kind("deliverable").values() if f["plan"] == "plan-ncl-wbs"]
        self.rows.sort(key=lambda row: int(row["position"]))

    def test_rows(self):
        self.assertEqual([int(row["position"]) for row in self.rows], list(range(1, 28)))
        self.assertNotIn("title", self.rows[0])

    def test_owners_are_filled_down(self):
        owners = collections.Counter(bound(row["owner"])[0] for row in self.rows)
        self.assertEqual(owners, {"ncl-person-barnet-lead": 5, "ncl-person-enfield-lead": 5, "ncl-person-haringey-lead": 7,
                                  "ncl-person-camden-lead": 5, "ncl-person-islington-lead": 5})

    def test_quarters(self):
        quarters = collections.Counter(re.sub(r"/? *(?=20)", " ", row["baseline"], count=1) for row in self.rows)
        self.assertEqual(quarters, {"Q1 2017/18": 12, "Q2 2017/18": 4, "Q3 2017/18": 2, "Q4 2017/18": 4,
                                    "Q1 2018/19": 3, "Q2 2018/19": 1, "Q4 2018/19": 1})
        self.assertIn("Q4/ 2017/1 8 9", {f["stated"] for f in of_kind("finding").values()})

    def test_team_rows_go_live_with_their_team(self):
        teams = of_kind("team")
        rows = {row["team"]: row["baseline"] for row in self.rows if row["team"] in teams}
        self.assertEqual(rows, {key: team["go_live"] for key, team in teams.items()})

    def test_next_steps(self):
        steps = of_kind("action")
        self.assertEqual(len(steps), 12)
        waiting = [step for step in steps.values() if bound(step["baseline"]) == ["ncl-ms-mobilisation"]]
        self.assertEqual(len(waiting), 5)
        self.assertEqual(RECORDS["ncl-ms-mobilisation"]["fields"]["baseline"], "TBC")

    def test_mobilisation_plan_is_whole(self):
        plans = [plan for plan in of_kind("plan").values() if plan["kind"] == "mobilisation"]
        self.assertEqual([plan["scope"] for plan in plans], ["team-camden-1"])
        self.assertLessEqual({"owner", "body", "start", "end_baseline", "aims", "shape", "governance", "support", "workforce", "investment",
                              "engagement", "monitoring", "sign_off"}, plans[0].keys())


class Neighbourhoods(unittest.TestCase):
    def test_counts(self):
        areas = collections.Counter(team["area"] for team in of_kind("team").values())
        self.assertEqual(areas, {"area-barnet": 4, "area-enfield": 4, "area-haringey": 6, "area-camden": 4, "area-islington": 4})
        self.assertEqual(len(of_kind("team", HILLINGDON)), 8)

    def test_chin_finds_every_one(self):
        for key, team in of_kind("team").items():
            with self.subTest(team=key):
                self.assertIn("CHIN", " ".join([team["name"], *team.get("aliases", [])]))

    def test_populations_are_as_stated(self):
        figures = collections.Counter((p["of"].split("-")[1], p["figure"]) for p in of_kind("population").values())
        self.assertEqual(figures, {("barnet", "£100k"): 4, ("enfield", "~80k"): 4, ("haringey", "circa 50,000"): 6,
                                   ("camden", "50-80k"): 4, ("islington", "80,000"): 4})

    def test_areas(self):
        areas = {**of_kind("area"), **of_kind("area", HILLINGDON)}
        self.assertEqual({key for key, area in areas.items() if area["level"] == "system"}, {"area-ncl", "area-nwl"})
        for key, area in of_kind("area").items():
            self.assertLessEqual({"structure", "extended_access", "quality_teams"}, area.keys(), key)

    def test_members_of_the_programme_board(self):
        members = list(of_kind("membership").values())
        self.assertEqual(collections.Counter(m["core"] for m in members), {"yes": 21, "no": 4})
        self.assertEqual([m["role"] for m in members if m["member"] == "TBC"], ["Community trust representative"])

    def test_workstreams_have_both_leads(self):
        leads = collections.Counter((role["of"], role["role"]) for role in of_kind("role").values() if role["of"].startswith("ncl-ws-"))
        self.assertEqual(leads, {(key, role): 1 for key in of_kind("workstream") for role in ("clinical-lead", "management-lead")})
        self.assertEqual(len(of_kind("workstream")), 5)


class MeasuresAndMoney(unittest.TestCase):
    def test_thirteen_measures_without_a_number(self):
        kpis = of_kind("kpi")
        self.assertEqual(len(kpis), 13)
        for key, kpi in kpis.items():
            with self.subTest(kpi=key):
                self.assertNotIn("target_number", kpi)
                self.assertEqual(kpi["validation"], "Q1 2018/19")
        nameless = {key for key, kpi in kpis.items() if "name" not in kpi}
        self.assertEqual(nameless, {f["about"] for f in of_kind("finding").values()
                                    if f["rule"] == "NAME_LOST" and RECORDS[f["about"]]["kind"] == "kpi"})
        self.assertEqual(len(nameless), 4)

    def test_recruitment(self):
        posts = [post for post in of_kind("post").values() if post["table"] == "recruitment"]
        self.assertEqual(len(posts), 11)
        self.assertEqual(sum(int(post["cost"].strip("£").replace(",", "")) for post in posts), 807170)
        self.assertEqual(sum(post["start"] == "In post" for post in posts), 7)
        self.assertNotIn("807,170", json.dumps(ours(), ensure_ascii=False))

    def test_project_managers_are_reported(self):
        missing = [f for f in of_kind("finding").values() if f["rule"] == "NOT_IN_PLAN"]
        self.assertEqual([f["about"] for f in missing], ["ncl-capacity-08"])
        self.assertEqual(of_kind("post")["ncl-capacity-08"]["wte"], "5")


class Hillingdon(unittest.TestCase):
    def test_priorities_and_interventions(self):
        work = of_kind("deliverable", HILLINGDON).values()
        self.assertEqual(sum(row["plan"] == "hillingdon-plan-priorities" for row in work), 9)
        self.assertEqual(sum(row["theme"] == "Interventions" for row in work), 5)

    def test_what_was_asked_is_not_decided(self):
        asked = of_kind("action", HILLINGDON).values()
        self.assertEqual(len(asked), 3)
        self.assertEqual({action["origin"] for action in asked}, {"hillingdon-meeting-hwb"})
        self.assertNotIn("meeting", of_kind("decision", HILLINGDON)["hillingdon-decision-ibc"])

    def test_savings_contradict_themselves(self):
        finding = of_kind("finding", HILLINGDON)["hillingdon-finding-savings"]
        self.assertEqual(finding["about"], "hillingdon-kpi-savings")
        self.assertIn("£5.96m", finding["computed"])
        self.assertIn("£8m", finding["stated"])


if __name__ == "__main__":
    unittest.main()
