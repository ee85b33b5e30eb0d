/* kinds-measures.c - measures, money, and what is said about any record.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kinds-private.h"

static const MusterChoice kpi_directions[] = {
  { "higher", N_("Higher is better") }, { "lower", N_("Lower is better") }, { NULL },
};

static const MusterChoice kpi_states[] = {
  { "no-target", N_("No numeric target") },
  { "not-measured", N_("Not measured yet") },
  { "off-target", N_("Off target") },
  { "on-target", N_("On target") },
  { NULL },
};

static const MusterField kpi_fields[] = {
  { "name", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Name") },
  { "impact", MUSTER_VALUE_TEXT, COL | FIND, N_("Impact sought") },
  { "theme", MUSTER_VALUE_TEXT, COL | FIND | SORT, N_("Package") },
  SCOPE_FIELD,
  { "owner", MUSTER_VALUE_PARTY, COL | FIND, N_("Owner"), OWNER_ALSO },
  { "target", MUSTER_VALUE_TEXT, COL | FIND, N_("Target"), .group = "target" },
  { "target_number", MUSTER_VALUE_DECIMAL, 0, N_("Target as a number"), .group = "target" },
  { "direction", MUSTER_VALUE_CHOICE, 0, N_("Direction"), .group = "target", .choices = kpi_directions },
  { "unit", MUSTER_VALUE_TEXT, 0, N_("Unit"), .group = "target" },
  { "baseline", MUSTER_VALUE_DECIMAL, 0, N_("Baseline") },
  { "validation", MUSTER_VALUE_WHEN, COL | SORT, N_("Validated in") },
  { "latest", MUSTER_VALUE_DECIMAL, COL | DER, N_("Latest") },
  { "state", MUSTER_VALUE_CHOICE, COL | DER, N_("State"), .choices = kpi_states },
  { "workstream", MUSTER_VALUE_REF, 0, N_("Workstream"), .refers = MUSTER_KINDS (WORKSTREAM) },
  { "deliverables", MUSTER_VALUE_REFS, 0, N_("Moved by"), .refers = MUSTER_KINDS (DELIVERABLE) | MUSTER_KINDS (PLAN) },
  { "position", MUSTER_VALUE_INTEGER, SORT, N_("Order"), .min = 0, .max = 100000 },
  COMMON_FIELDS,
};

const MusterKind muster_kind_kpi = {
  MUSTER_KIND_KPI, "kpi", N_("Measure (KPI)"), N_("Measures (KPIs)"), N_("a measure"), MUSTER_SECTION_MEASURES, 0, "K",
  N_("What tells you whether it works."), KIND_FIELDS (kpi_fields), "position",
};

static const MusterField measurement_fields[] = {
  { "kpi", MUSTER_VALUE_REF, PART | COL, N_("Measure"), .group = "measurement", .refers = MUSTER_KINDS (KPI) },
  { "value", MUSTER_VALUE_DECIMAL, REQ | COL | SORT, N_("Value"), .group = "measurement" },
  { "period", MUSTER_VALUE_WHEN, REQ | COL | SORT, N_("Period"), .group = "measurement" },
  { "comment", MUSTER_VALUE_TEXT, FIND | COL | MUSTER_FIELD_TITLE, N_("Comment"), .group = "measurement" },
  COMMON_FIELDS,
};

const MusterKind muster_kind_measurement = {
  MUSTER_KIND_MEASUREMENT, "measurement", N_("Measurement"), N_("Measurements"), N_("a measurement"),
  MUSTER_SECTION_MEASURES, MUSTER_KIND_APPEND_ONLY, NULL, N_("Each reading of a measure."),
  KIND_FIELDS (measurement_fields), "-period",
};

const MusterChoice muster_choices_funding_class[] = {
  { "contribution", N_("Contribution") }, { "in-kind", N_("In kind") }, { "hybrid", N_("Hybrid") }, { NULL },
};

const MusterChoice muster_choices_funding_source[] = {
  { "alliance", N_("Alliance") }, { "all-partners", N_("All partners") }, { "joint", N_("Joint") },
  { "members", N_("Members") }, { NULL },
};

static const MusterField budget_fields[] = {
  { "title", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Title") },
  SCOPE_FIELD,
  { "programme", MUSTER_VALUE_REF, COL, N_("Programme"), .refers = MUSTER_KINDS (PROGRAMME) },
  { "period", MUSTER_VALUE_WHEN, COL | SORT, N_("Period") },
  { "months", MUSTER_VALUE_INTEGER, 0, N_("Months covered"), .min = 1, .max = 120 },
  { "stated_total", MUSTER_VALUE_MONEY, COL, N_("Total as stated") },
  { "total", MUSTER_VALUE_MONEY, COL | DER, N_("Total as computed") },
  COMMON_FIELDS,
};

const MusterKind muster_kind_budget = {
  MUSTER_KIND_BUDGET, "budget", N_("Budget"), N_("Budgets"), N_("a budget"), MUSTER_SECTION_MONEY, 0, NULL,
  N_("Money by section and line, as stated and as computed."), KIND_FIELDS (budget_fields), "title",
};

static const MusterChoice section_kinds[] = {
  { "section", N_("Section") },
  { "split", N_("Line of the funding split") },
  { "quoted", N_("Amount quoted elsewhere") },
  { NULL },
};

static const MusterField budget_section_fields[] = {
  { "title", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Title") },
  { "budget", MUSTER_VALUE_REF, PART | COL, N_("Budget"), .refers = MUSTER_KINDS (BUDGET) },
  { "kind", MUSTER_VALUE_CHOICE, COL, N_("Kind"), .choices = section_kinds },
  { "number", MUSTER_VALUE_INTEGER, COL | MUSTER_FIELD_LABEL_ONLY, N_("Number"), .min = 0, .max = 1000 },
  { "position", MUSTER_VALUE_INTEGER, SORT, N_("Order"), .min = 0, .max = 100000 },
  { "funding_class", MUSTER_VALUE_CHOICE, COL, N_("Funding"), .group = "funding",
    .choices = muster_choices_funding_class },
  { "funding_source", MUSTER_VALUE_CHOICE, COL, N_("Funded by"), .group = "funding",
    .choices = muster_choices_funding_source },
  { "stated_subtotal", MUSTER_VALUE_MONEY, COL, N_("Sub-total as stated"), .group = "stated" },
  { "stated_running", MUSTER_VALUE_MONEY, 0, N_("Running total as stated"), .group = "stated" },
  { "restarts", MUSTER_VALUE_BOOLEAN, 0, N_("Running total starts again here"), .group = "stated" },
  { "subtotal", MUSTER_VALUE_MONEY, COL | DER, N_("Sub-total as computed") },
  { "covers", MUSTER_VALUE_REFS, 0, N_("Sections it speaks of"),
    .refers = MUSTER_KINDS (BUDGET_SECTION) | MUSTER_KINDS (BUDGET_LINE) },
  COMMON_FIELDS,
};

const MusterKind muster_kind_budget_section = {
  MUSTER_KIND_BUDGET_SECTION, "budget-section", N_("Budget section"), N_("Budget sections"), N_("a budget section"),
  MUSTER_SECTION_MONEY, 0, NULL, N_("Sections of a budget with their sub-totals."), KIND_FIELDS (budget_section_fields),
  "position",
};

static const MusterField budget_line_fields[] = {
  { "role", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Role or item") },
  { "section", MUSTER_VALUE_REF, PART | COL, N_("Section"), .refers = MUSTER_KINDS (BUDGET_SECTION) },
  { "position", MUSTER_VALUE_INTEGER, SORT, N_("Order"), .min = 0, .max = 100000 },
  { "band", MUSTER_VALUE_TEXT, COL | FIND, N_("Band") },
  { "wte", MUSTER_VALUE_DECIMAL, COL, N_("WTE"), .group = "amount", .min = 0, .max = 1000000 },
  { "people", MUSTER_VALUE_INTEGER, 0, N_("People or areas"), .group = "amount", .min = 0, .max = 10000 },
  { "days_a_week", MUSTER_VALUE_DECIMAL, 0, N_("Days a week each"), .group = "amount", .min = 0, .max = 7000 },
  { "days", MUSTER_VALUE_DECIMAL, COL, N_("Days"), .group = "amount", .min = 0, .max = 100000000 },
  { "rate", MUSTER_VALUE_MONEY, COL, N_("Rate a day"), .group = "amount" },
  { "amount", MUSTER_VALUE_MONEY, COL | SORT, N_("Amount"), .group = "amount" },
  { "computed", MUSTER_VALUE_MONEY, COL | DER, N_("Days × rate") },
  { "quoted_days", MUSTER_VALUE_DECIMAL, 0, N_("Days quoted elsewhere"), .min = 0, .max = 100000000 },
  COMMON_FIELDS,
};

const MusterKind muster_kind_budget_line = {
  MUSTER_KIND_BUDGET_LINE, "budget-line", N_("Budget line"), N_("Budget lines"), N_("a budget line"),
  MUSTER_SECTION_MONEY, 0, NULL, N_("Roles and items with band, WTE and amount."), KIND_FIELDS (budget_line_fields),
  "position",
};

static const MusterChoice update_kinds[] = {
  { "progress", N_("Progress") },
  { "comment", N_("Comment") },
  { "achievement", N_("Achievement") },
  { "next", N_("What is next") },
  { NULL },
};

static const MusterField update_fields[] = {
  { "text", MUSTER_VALUE_LONG_TEXT, REQ | MUSTER_FIELD_TITLE | FIND | COL, N_("Update"), .group = "update" },
  { "about", MUSTER_VALUE_REF, PART | COL, N_("About"), .group = "update", .refers = MUSTER_KINDS_ANY },
  { "kind", MUSTER_VALUE_CHOICE, COL, N_("Kind"), .group = "update", .choices = update_kinds },
  { "on", MUSTER_VALUE_WHEN, COL | SORT, N_("Date"), .group = "update" },
  { "by", MUSTER_VALUE_PARTY, COL | FIND, N_("By"), .group = "update" },
  COMMON_FIELDS,
};

const MusterKind muster_kind_update = {
  MUSTER_KIND_UPDATE, "update", N_("Update or comment"), N_("Updates and comments"), N_("an update or comment"),
  MUSTER_SECTION_RECORD, MUSTER_KIND_APPEND_ONLY, NULL, N_("What was said about any record, and when."),
  KIND_FIELDS (update_fields), "-on",
};

static const MusterChoice finding_severities[] = {
  { "error", N_("Error") }, { "warning", N_("Warning") }, { "note", N_("Note") }, { NULL },
};

static const MusterChoice finding_resolutions[] = {
  { "open", N_("Open") }, { "keep", N_("Keep as stated") }, { "correct", N_("Corrected") }, { "ignore", N_("Ignored") },
  { NULL },
};

static const MusterField finding_fields[] = {
  { "title", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Finding") },
  { "about", MUSTER_VALUE_REF, PART | COL, N_("About"), .refers = MUSTER_KINDS_ANY },
  { "severity", MUSTER_VALUE_CHOICE, COL | SORT, N_("Severity"), .choices = finding_severities },
  { "rule", MUSTER_VALUE_TEXT, COL | FIND, N_("Rule") },
  { "stated", MUSTER_VALUE_TEXT, COL | FIND, N_("As stated") },
  { "computed", MUSTER_VALUE_TEXT, COL | FIND, N_("As computed or said elsewhere") },
  { "resolution", MUSTER_VALUE_CHOICE, COL | SORT, N_("Resolution"), .group = "resolution",
    .choices = finding_resolutions },
  { "resolution_note", MUSTER_VALUE_TEXT, FIND, N_("Why"), .group = "resolution" },
  COMMON_FIELDS,
};

const MusterKind muster_kind_finding = {
  MUSTER_KIND_FINDING, "finding", N_("Finding"), N_("Findings"), N_("a finding"), MUSTER_SECTION_RECORD, 0, "F",
  N_("Where a source contradicts itself, or a figure does not add up."), KIND_FIELDS (finding_fields), "severity",
};
