/* kinds-plans.c - plans and the work in them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kinds-private.h"

const MusterChoice muster_choices_work_status[] = {
  { "not-started", N_("Not started"), .first = TRUE },
  { "in-progress", N_("In progress") },
  { "on-hold", N_("On hold") },
  { "complete", N_("Complete") },
  { "cancelled", N_("Cancelled") },
  { "superseded", N_("Superseded") },
  { NULL },
};

/* Worst first, so that sorting brings what needs a look to the top. Blue is complete, grey is not assessed. */
const MusterChoice muster_choices_rag[] = {
  { "red", N_("Red") },   { "amber", N_("Amber") }, { "green", N_("Green") },
  { "blue", N_("Blue") }, { "grey", N_("Grey") },   { NULL },
};

static const MusterChoice plan_kinds[] = {
  { "mobilisation", N_("Mobilisation plan") },
  { "work-breakdown", N_("Work breakdown") },
  { "hundred-day", N_("100-day plan") },
  { "roadmap", N_("Roadmap") },
  { "pcn-development", N_("PCN development plan") },
  { "delivery", N_("Delivery plan") },
  { NULL },
};

static const MusterChoice plan_statuses[] = {
  { "draft", N_("Draft") }, { "agreed", N_("Agreed") }, { "baselined", N_("Baselined") }, { "live", N_("Live") },
  { "closed", N_("Closed") }, { NULL },
};

static const MusterField plan_fields[] = {
  { "title", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Title") },
  { "kind", MUSTER_VALUE_CHOICE, COL | SORT, N_("Kind"), .choices = plan_kinds },
  SCOPE_FIELD,
  { "programme", MUSTER_VALUE_REF, 0, N_("Programme"), .refers = MUSTER_KINDS (PROGRAMME) },
  { "owner", MUSTER_VALUE_PARTY, COL | FIND, N_("Owner"), OWNER_ALSO },
  { "body", MUSTER_VALUE_REF, 0, N_("Reports to"), .refers = MUSTER_KINDS (BODY) },
  { "status", MUSTER_VALUE_CHOICE, COL | SORT, N_("Status"), .group = "status", .choices = plan_statuses },
  { "status_note", MUSTER_VALUE_TEXT, FIND, N_("Status note"), .group = "status" },
  { "start", MUSTER_VALUE_WHEN, COL | SORT, N_("Starts"), .help = N_("Day 1 of a plan by days") },
  { "end_baseline", MUSTER_VALUE_WHEN, 0, N_("End, baseline"), .group = "end_baseline" },
  { "baseline_reason", MUSTER_VALUE_TEXT, FIND, N_("Reason for baseline"), .group = "end_baseline" },
  { "end_forecast", MUSTER_VALUE_WHEN, COL, N_("End, forecast"), .group = "forecast" },
  { "forecast_reason", MUSTER_VALUE_TEXT, FIND, N_("Reason for forecast"), .group = "forecast" },
  { "progress", MUSTER_VALUE_PERCENT, LEAD | SORT | DER, N_("Progress") },
  { "slip_days", MUSTER_VALUE_INTEGER, DER, N_("End slips by (days)") },
  RAG_FIELDS,
  { "version", MUSTER_VALUE_TEXT, 0, N_("Version") },
  { "aims", MUSTER_VALUE_LONG_TEXT, FIND, N_("Outcome objectives"),
    .help = N_("For the system, for health, and for people's experience") },
  { "shape", MUSTER_VALUE_LONG_TEXT, FIND, N_("Shape and partners") },
  { "governance", MUSTER_VALUE_LONG_TEXT, FIND, N_("Governance and agreement") },
  { "support", MUSTER_VALUE_LONG_TEXT, FIND, N_("Practical support and who gives it") },
  { "workforce", MUSTER_VALUE_LONG_TEXT, FIND, N_("Workforce in place and planned") },
  { "investment", MUSTER_VALUE_LONG_TEXT, FIND, N_("Investment") },
  { "engagement", MUSTER_VALUE_LONG_TEXT, FIND, N_("Engagement") },
  { "monitoring", MUSTER_VALUE_LONG_TEXT, FIND, N_("How progress is monitored and published") },
  { "sign_off", MUSTER_VALUE_LONG_TEXT, FIND, N_("Sign-off") },
  COMMON_FIELDS,
};

const MusterKind muster_kind_plan = {
  MUSTER_KIND_PLAN, "plan", N_("Plan"), N_("Plans"), N_("a plan"), MUSTER_SECTION_PLANS, 0, "P",
  N_("A plan says what is to be delivered, by whom and when."), KIND_FIELDS (plan_fields), "title",
};

static const MusterChoice deliverable_types[] = {
  { "package", N_("Work package") },
  { "deliverable", N_("Deliverable") },
  { "activity", N_("Activity") },
  { "milestone", N_("Milestone") },
  { "gateway", N_("Gateway") },
  { NULL },
};

static const MusterField deliverable_fields[] = {
  { "title", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Title"),
    .also = N_("Deliverable;Milestone;Task;Activity;Action;Work package") },
  { "type", MUSTER_VALUE_CHOICE, COL | SORT, N_("Type"), .choices = deliverable_types },
  { "plan", MUSTER_VALUE_REF, PART | COL, N_("Plan"), .refers = MUSTER_KINDS (PLAN) },
  { "parent", MUSTER_VALUE_REF, 0, N_("Within"), .refers = MUSTER_KINDS (DELIVERABLE) },
  { "position", MUSTER_VALUE_INTEGER, SORT, N_("Order"), .min = 0, .max = 1000000 },
  { "theme", MUSTER_VALUE_TEXT, FIND, N_("Theme"), .help = N_("The stream or heading it stands under") },
  { "team", MUSTER_VALUE_REF, COL, N_("Team or area"), .refers = MUSTER_KINDS (TEAM) | MUSTER_KINDS (AREA) },
  { "workstream", MUSTER_VALUE_REF, 0, N_("Workstream"), .refers = MUSTER_KINDS (WORKSTREAM) },
  { "owner", MUSTER_VALUE_PARTY, COL | FIND, N_("Owner"), OWNER_ALSO },
  { "baseline", MUSTER_VALUE_WHEN, COL | SORT, N_("Baseline"), .group = "baseline" },
  { "baseline_reason", MUSTER_VALUE_TEXT, FIND, N_("Reason for baseline"), .group = "baseline" },
  { "forecast", MUSTER_VALUE_WHEN, COL, N_("Forecast"), .group = "forecast" },
  { "forecast_reason", MUSTER_VALUE_TEXT, FIND, N_("Reason for forecast"), .group = "forecast" },
  { "actual", MUSTER_VALUE_WHEN, COL, N_("Actual") },
  { "start", MUSTER_VALUE_WHEN, 0, N_("Starts") },
  WORK_STATUS_FIELDS,
  { "due", MUSTER_VALUE_WHEN, SORT | DER, N_("Due"), DUE_GIVEN },
  { "slip_days", MUSTER_VALUE_INTEGER, COL | SORT | DER, N_("Slip (days)") },
  { "slip_quarters", MUSTER_VALUE_INTEGER, DER, N_("Slip (quarters)") },
  { "extreme_risks", MUSTER_VALUE_INTEGER, DER, N_("Extreme risks without a current mitigation") },
  { "open_severe_issues", MUSTER_VALUE_INTEGER, DER, N_("Open severe issues") },
  RAG_FIELDS,
  { "weight", MUSTER_VALUE_INTEGER, 0, N_("Weight"), .min = 0, .max = 1000,
    .help = N_("In the plan's progress; empty counts as 1") },
  { "acceptance", MUSTER_VALUE_LONG_TEXT, FIND, N_("Accepted when") },
  { "gate_number", MUSTER_VALUE_INTEGER, MUSTER_FIELD_LABEL_ONLY, N_("Gateway number"), .min = 0, .max = 100 },
  { "sign_off_body", MUSTER_VALUE_REF, 0, N_("Signed off by"), .refers = MUSTER_KINDS (BODY) },
  COMMON_FIELDS,
};

const MusterKind muster_kind_deliverable = {
  MUSTER_KIND_DELIVERABLE, "deliverable", N_("Deliverable or milestone"), N_("Deliverables and milestones"),
  N_("a deliverable or milestone"), MUSTER_SECTION_PLANS, 0, "D",
  N_("Work packages, deliverables, milestones and gateways of every plan."), KIND_FIELDS (deliverable_fields), "due",
};

static const MusterField action_fields[] = {
  { "text", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Action") },
  { "plan", MUSTER_VALUE_REF, MUSTER_FIELD_PARENT | COL, N_("Plan"), .refers = MUSTER_KINDS (PLAN) },
  { "theme", MUSTER_VALUE_TEXT, FIND | COL, N_("Priority") },
  SCOPE_FIELD,
  { "owner", MUSTER_VALUE_PARTY, COL | FIND, N_("Lead"), OWNER_ALSO },
  { "oversight", MUSTER_VALUE_PARTY, FIND, N_("Oversight") },
  { "body", MUSTER_VALUE_REF, 0, N_("Overseeing body"), .refers = MUSTER_KINDS (BODY) },
  { "baseline", MUSTER_VALUE_WHEN, COL, N_("Due, as planned"), .group = "baseline" },
  { "baseline_reason", MUSTER_VALUE_TEXT, FIND, N_("Reason for baseline"), .group = "baseline" },
  { "forecast", MUSTER_VALUE_WHEN, 0, N_("Due, forecast"), .group = "forecast" },
  { "forecast_reason", MUSTER_VALUE_TEXT, FIND, N_("Reason for forecast"), .group = "forecast" },
  { "actual", MUSTER_VALUE_WHEN, 0, N_("Done on") },
  WORK_STATUS_FIELDS,
  { "due", MUSTER_VALUE_WHEN, COL | SORT | DER, N_("Due"), DUE_GIVEN },
  { "slip_days", MUSTER_VALUE_INTEGER, DER, N_("Slip (days)") },
  { "slip_quarters", MUSTER_VALUE_INTEGER, DER, N_("Slip (quarters)") },
  { "origin", MUSTER_VALUE_REF, 0, N_("Comes from"),
    .refers = MUSTER_KINDS (RISK) | MUSTER_KINDS (ISSUE) | MUSTER_KINDS (MEETING) | MUSTER_KINDS (DECISION)
              | MUSTER_KINDS (DELIVERABLE) },
  { "position", MUSTER_VALUE_INTEGER, SORT, N_("Order"), .min = 0, .max = 1000000 },
  COMMON_FIELDS,
};

const MusterKind muster_kind_action = {
  MUSTER_KIND_ACTION, "action", N_("Action"), N_("Actions"), N_("an action"), MUSTER_SECTION_PLANS, 0, "A",
  N_("Who has promised to do what, and by when."), KIND_FIELDS (action_fields), "due",
};

/* Finish-to-start and so on, as in critical path scheduling; "needs" where only the order of things is known. */
static const MusterChoice dependency_types[] = {
  { "needs", N_("Needs") },
  { "finish-start", N_("Starts after the other finishes") },
  { "start-start", N_("Starts after the other starts") },
  { "finish-finish", N_("Finishes after the other finishes") },
  { "start-finish", N_("Finishes after the other starts") },
  { NULL },
};

#define PLANNED_WORK (MUSTER_KINDS (PLAN) | MUSTER_KINDS (DELIVERABLE) | MUSTER_KINDS (ACTION))

static const MusterField dependency_fields[] = {
  { "title", MUSTER_VALUE_TEXT, TITLE, N_("What is needed") },
  { "from", MUSTER_VALUE_REF, PART | COL, N_("Waiting"), .refers = PLANNED_WORK },
  { "to", MUSTER_VALUE_REF, COL, N_("Waits for"), .refers = PLANNED_WORK },
  { "external", MUSTER_VALUE_TEXT, COL | FIND, N_("Waits for, outside"), .help = N_("When it is no record here") },
  { "type", MUSTER_VALUE_CHOICE, COL, N_("Type"), .choices = dependency_types },
  { "lag_days", MUSTER_VALUE_INTEGER, 0, N_("Lag (days)"), .min = -3650, .max = 3650 },
  { "agreed", MUSTER_VALUE_BOOLEAN, COL, N_("Agreed with the other side") },
  COMMON_FIELDS,
};

const MusterKind muster_kind_dependency = {
  MUSTER_KIND_DEPENDENCY, "dependency", N_("Dependency"), N_("Dependencies"), N_("a dependency"),
  MUSTER_SECTION_PLANS, 0, NULL, N_("What waits for what, inside and outside this borough."),
  KIND_FIELDS (dependency_fields), "title",
};
