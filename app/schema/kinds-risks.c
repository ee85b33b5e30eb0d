/* kinds-risks.c - risks, their assessments and what is done about them.
 *
 * Words and scales follow "A risk matrix for risk managers" (National Patient Safety Agency, January 2008).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kinds-private.h"

const MusterChoice muster_choices_level[] = {
  { "high", N_("High") }, { "medium", N_("Medium") }, { "low", N_("Low") }, { NULL },
};

/* The NPSA consequence domains. */
static const MusterChoice risk_categories[] = {
  { "safety", N_("Safety of patients, staff or public") },
  { "quality", N_("Quality, complaints or audit") },
  { "workforce", N_("Human resources and organisational development") },
  { "statutory", N_("Statutory duty or inspections") },
  { "reputation", N_("Adverse publicity or reputation") },
  { "objectives", N_("Business objectives or projects") },
  { "finance", N_("Finance, including claims") },
  { "service", N_("Service or business interruption, environment") },
  { NULL },
};

static const MusterChoice risk_statuses[] = {
  { "draft", N_("Draft") },
  { "open", N_("Open"), .first = TRUE },
  { "treating", N_("Being treated") },
  { "accepted", N_("Accepted") },
  { "escalated", N_("Escalated") },
  { "closed", N_("Closed") },
  { "materialised", N_("Has happened") },
  { NULL },
};

static const MusterChoice risk_responses[] = {
  { "treat", N_("Treat") }, { "tolerate", N_("Tolerate") }, { "transfer", N_("Transfer") },
  { "terminate", N_("Terminate") }, { "take", N_("Take the opportunity") }, { NULL },
};

static const MusterChoice risk_bands[] = {
  { "extreme", N_("Extreme") }, { "high", N_("High") }, { "moderate", N_("Moderate") }, { "low", N_("Low") }, { NULL },
};

static const MusterChoice risk_trends[] = {
  { "up", N_("Rising") }, { "same", N_("Unchanged") }, { "down", N_("Falling") }, { NULL },
};

static const MusterPartMade initial = {
  MUSTER_KIND_ASSESSMENT, "kind", "initial", .computed = "score", .stated = "stated_score", .day = "on",
};

static const MusterPartMade current = {
  MUSTER_KIND_ASSESSMENT, "kind", "current", .computed = "score", .stated = "stated_score", .day = "on",
};

static const MusterPartMade target = {
  MUSTER_KIND_ASSESSMENT, "kind", "target", .computed = "score", .stated = "stated_score", .day = "on",
};

#define GIVEN(whose, field) .part = &(whose), .given = field

static const MusterField risk_fields[] = {
  { "title", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Title"), .also = N_("Description;Summary") },
  { "score", MUSTER_VALUE_INTEGER, COL | SORT | DER, N_("Score"), GIVEN (current, "stated_score"),
    .also = N_("Current score;Score now;Rating;Current rating;Total") },
  { "band", MUSTER_VALUE_CHOICE, COL | DER, N_("Band"), .choices = risk_bands },
  { "trend", MUSTER_VALUE_CHOICE, COL | DER, N_("Trend"), .choices = risk_trends },
  { "initial_score", MUSTER_VALUE_INTEGER, COL | SORT | DER, N_("Initial"), GIVEN (initial, "stated_score"),
    .also = N_("Initial score;Initial rating;Inherent score;Inherent rating") },
  { "target_score", MUSTER_VALUE_INTEGER, COL | SORT | DER, N_("Target"), GIVEN (target, "stated_score"),
    .also = N_("Target score;Target rating") },
  { "likelihood", MUSTER_VALUE_SCORE, DER | MAP, N_("Likelihood now"), GIVEN (current, "likelihood"),
    .also = N_("Likelihood;Current likelihood;Probability;L") },
  { "impact", MUSTER_VALUE_SCORE, DER, N_("Consequence now"), GIVEN (current, "impact"),
    .also = N_("Consequence;Current consequence;Impact;Current impact;Severity;Current severity;C;I;S") },
  { "initial_likelihood", MUSTER_VALUE_SCORE, DER | MAP | QUIET, N_("Initial likelihood"),
    GIVEN (initial, "likelihood"), .also = N_("Inherent likelihood;Initial probability;Initial L") },
  { "initial_impact", MUSTER_VALUE_SCORE, DER | QUIET, N_("Initial consequence"), GIVEN (initial, "impact"),
    .also = N_("Inherent consequence;Initial impact;Inherent impact;Initial severity;Initial C;Initial I") },
  { "target_likelihood", MUSTER_VALUE_SCORE, DER | MAP | QUIET, N_("Target likelihood"),
    GIVEN (target, "likelihood"), .also = N_("Target probability;Target L") },
  { "target_impact", MUSTER_VALUE_SCORE, DER | QUIET, N_("Target consequence"), GIVEN (target, "impact"),
    .also = N_("Target impact;Target severity;Target C;Target I") },
  { "status", MUSTER_VALUE_CHOICE, REQ | COL | SORT, N_("Status"), .group = "status", .choices = risk_statuses,
    STATUS_ALSO },
  { "status_reason", MUSTER_VALUE_TEXT, FIND, N_("Reason for status"), .group = "status",
    .help = N_("Needed when a risk is closed") },
  { "accepted_by", MUSTER_VALUE_PARTY, 0, N_("Accepted by"), .group = "status",
    .help = N_("Needed when a risk is accepted") },
  { "owner", MUSTER_VALUE_PARTY, COL | FIND, N_("Risk owner"), .help = N_("A person or role holder, not a team"),
    OWNER_ALSO },
  { "cause", MUSTER_VALUE_LONG_TEXT, FIND, N_("Cause"), .help = N_("There is a risk because …") },
  { "event", MUSTER_VALUE_LONG_TEXT, FIND, N_("Event"), .help = N_("What may happen"),
    .also = N_("Description") },
  { "effect", MUSTER_VALUE_LONG_TEXT, FIND, N_("Effect"), .help = N_("What it would lead to"),
    .also = N_("Effects;Consequences;Impacts") },
  SCOPE_FIELD,
  { "programme", MUSTER_VALUE_REF, 0, N_("Programme"), .refers = MUSTER_KINDS (PROGRAMME) },
  { "plan", MUSTER_VALUE_REF, 0, N_("Plan"), .refers = MUSTER_KINDS (PLAN) },
  { "workstream", MUSTER_VALUE_REF, 0, N_("Workstream"), .refers = MUSTER_KINDS (WORKSTREAM) },
  { "category", MUSTER_VALUE_CHOICE, COL | SORT, N_("Category"), .choices = risk_categories },
  { "raised", MUSTER_VALUE_WHEN, SORT, N_("Raised"), .also = N_("Date raised;Raised on;Date identified;Date") },
  { "proximity", MUSTER_VALUE_WHEN, 0, N_("Proximity"), .help = N_("When it may happen") },
  { "escalation_potential", MUSTER_VALUE_CHOICE, COL | SORT, N_("Escalation potential"),
    .choices = muster_choices_level, .help = N_("How much worse it gets if nobody acts soon") },
  { "response", MUSTER_VALUE_CHOICE, 0, N_("Response"), .choices = risk_responses },
  { "appetite", MUSTER_VALUE_CHOICE, 0, N_("Appetite"), .choices = muster_choices_level },
  { "next_review", MUSTER_VALUE_WHEN, COL | SORT, N_("Next review"), .group = "review",
    .also = N_("Review date;Next review date;Review") },
  { "review_months", MUSTER_VALUE_INTEGER, 0, N_("Review every (months)"), .group = "review", .min = 1, .max = 60 },
  { "mitigations_current", MUSTER_VALUE_INTEGER, DER, N_("Current mitigations") },
  { "deliverables", MUSTER_VALUE_REFS, 0, N_("Threatens"),
    .refers = MUSTER_KINDS (DELIVERABLE) | MUSTER_KINDS (ACTION) | MUSTER_KINDS (PLAN) },
  { "kpis", MUSTER_VALUE_REFS, 0, N_("Affects measures"), .refers = MUSTER_KINDS (KPI) },
  { "confidential", MUSTER_VALUE_BOOLEAN, 0, N_("Confidential") },
  COMMON_FIELDS,
};

const MusterKind muster_kind_risk = {
  MUSTER_KIND_RISK, "risk", N_("Risk"), N_("Risks"), N_("a risk"), MUSTER_SECTION_RISKS, 0, "R",
  N_("A risk is something that may happen and would matter."), KIND_FIELDS (risk_fields), "-score",
};

static const MusterChoice assessment_kinds[] = {
  { "initial", N_("Initial") }, { "current", N_("Current") }, { "target", N_("Target") }, { NULL },
};

/* Likelihood, consequence and rationale are one judgement: two half-edits must never add up to a score nobody gave. */
static const MusterField assessment_fields[] = {
  { "risk", MUSTER_VALUE_REF, PART | COL, N_("Risk"), .group = "assessment", .refers = MUSTER_KINDS (RISK) },
  { "kind", MUSTER_VALUE_CHOICE, REQ | COL | SORT, N_("Kind"), .group = "assessment", .choices = assessment_kinds },
  { "likelihood", MUSTER_VALUE_SCORE, REQ | COL, N_("Likelihood"), .group = "assessment" },
  { "impact", MUSTER_VALUE_SCORE, REQ | COL, N_("Consequence"), .group = "assessment" },
  { "score", MUSTER_VALUE_INTEGER, COL | SORT | DER, N_("Score") },
  { "stated_score", MUSTER_VALUE_INTEGER, COL, N_("Score as stated"), .group = "assessment", .min = 0, .max = 25,
    .help = N_("What the source says, where it differs from likelihood × consequence") },
  { "rationale", MUSTER_VALUE_LONG_TEXT, FIND | MUSTER_FIELD_TITLE, N_("Rationale"), .group = "assessment" },
  { "on", MUSTER_VALUE_WHEN, COL | SORT, N_("Assessed on"), .group = "assessment" },
  { "by", MUSTER_VALUE_PARTY, FIND, N_("Assessed by"), .group = "assessment" },
  { "target_date", MUSTER_VALUE_WHEN, 0, N_("To be reached by"), .group = "assessment" },
  COMMON_FIELDS,
};

const MusterKind muster_kind_assessment = {
  MUSTER_KIND_ASSESSMENT, "assessment", N_("Assessment"), N_("Assessments"), N_("an assessment"), MUSTER_SECTION_RISKS,
  MUSTER_KIND_APPEND_ONLY, NULL, N_("Each time that somebody scored a risk."), KIND_FIELDS (assessment_fields), "-on",
};

static const MusterChoice mitigation_kinds[] = {
  { "existing", N_("Control in place") }, { "planned", N_("Planned mitigation") }, { NULL },
};

static const MusterChoice effectiveness[] = {
  { "effective", N_("Effective") }, { "partly", N_("Partly effective") }, { "ineffective", N_("Not effective") },
  { "unknown", N_("Not assessed") }, { NULL },
};

static const MusterField mitigation_fields[] = {
  { "text", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Mitigation or control"),
    .also = N_("Mitigation;Control;Action;Description") },
  { "risk", MUSTER_VALUE_REF, PART | COL, N_("Risk"), .refers = MUSTER_KINDS (RISK) },
  { "kind", MUSTER_VALUE_CHOICE, COL | SORT, N_("Kind"), .choices = mitigation_kinds },
  { "owner", MUSTER_VALUE_PARTY, COL | FIND, N_("Action owner"), OWNER_ALSO },
  { "baseline", MUSTER_VALUE_WHEN, COL, N_("Due, as planned"), .group = "baseline" },
  { "baseline_reason", MUSTER_VALUE_TEXT, FIND, N_("Reason for baseline"), .group = "baseline" },
  { "forecast", MUSTER_VALUE_WHEN, 0, N_("Due, forecast"), .group = "forecast" },
  { "forecast_reason", MUSTER_VALUE_TEXT, FIND, N_("Reason for forecast"), .group = "forecast" },
  { "actual", MUSTER_VALUE_WHEN, 0, N_("Done on") },
  WORK_STATUS_FIELDS,
  { "due", MUSTER_VALUE_WHEN, COL | SORT | DER, N_("Due"), DUE_GIVEN },
  { "effectiveness", MUSTER_VALUE_CHOICE, COL, N_("Effectiveness"), .choices = effectiveness },
  { "gap", MUSTER_VALUE_LONG_TEXT, FIND, N_("Gap in control or assurance") },
  { "barrier", MUSTER_VALUE_LONG_TEXT, FIND, N_("What stands in the way") },
  COMMON_FIELDS,
};

const MusterKind muster_kind_mitigation = {
  MUSTER_KIND_MITIGATION, "mitigation", N_("Mitigation or control"), N_("Mitigations and controls"),
  N_("a mitigation or control"), MUSTER_SECTION_RISKS, 0, "M", N_("What keeps a risk from happening, or from hurting."),
  KIND_FIELDS (mitigation_fields), "due",
};

static const MusterChoice escalation_states[] = {
  { "proposed", N_("Proposed"), .first = TRUE }, { "accepted", N_("Accepted") }, { "returned", N_("Returned") },
  { "de-escalated", N_("De-escalated") }, { NULL },
};

static const MusterField escalation_fields[] = {
  { "reason", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Reason") },
  { "record", MUSTER_VALUE_REF, PART | COL, N_("Risk or issue"), .refers = MUSTER_KINDS (RISK) | MUSTER_KINDS (ISSUE) },
  { "from_body", MUSTER_VALUE_REF, COL, N_("From"), .refers = MUSTER_KINDS (BODY) },
  { "to_body", MUSTER_VALUE_REF, REQ | COL, N_("To"), .refers = MUSTER_KINDS (BODY) },
  { "on", MUSTER_VALUE_WHEN, COL | SORT, N_("Proposed on") },
  { "state", MUSTER_VALUE_CHOICE, COL | SORT, N_("State"), .group = "state", .choices = escalation_states },
  { "state_note", MUSTER_VALUE_TEXT, FIND, N_("Note on state"), .group = "state" },
  { "due", MUSTER_VALUE_WHEN, COL, N_("Answer due") },
  COMMON_FIELDS,
};

const MusterKind muster_kind_escalation = {
  MUSTER_KIND_ESCALATION, "escalation", N_("Escalation"), N_("Escalations"), N_("an escalation"), MUSTER_SECTION_RISKS,
  0, "E", N_("Risks and issues handed from one body to another."), KIND_FIELDS (escalation_fields), "-on",
};

static const MusterChoice issue_severities[] = {
  { "critical", N_("Critical") }, { "high", N_("High") }, { "medium", N_("Medium") }, { "low", N_("Low") }, { NULL },
};

static const MusterChoice issue_statuses[] = {
  { "open", N_("Open"), .first = TRUE },
  { "in-progress", N_("In progress") },
  { "resolved", N_("Resolved") },
  { "closed", N_("Closed") },
  { NULL },
};

static const MusterField issue_fields[] = {
  { "title", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Title") },
  { "severity", MUSTER_VALUE_CHOICE, REQ | COL | SORT, N_("Severity"), .choices = issue_severities },
  { "status", MUSTER_VALUE_CHOICE, REQ | COL | SORT, N_("Status"), .group = "status", .choices = issue_statuses,
    STATUS_ALSO },
  { "resolution", MUSTER_VALUE_LONG_TEXT, FIND, N_("Resolution"), .group = "status" },
  { "owner", MUSTER_VALUE_PARTY, COL | FIND, N_("Owner"), OWNER_ALSO },
  { "raised", MUSTER_VALUE_WHEN, COL | SORT, N_("Raised") },
  { "description", MUSTER_VALUE_LONG_TEXT, FIND, N_("Description") },
  SCOPE_FIELD,
  { "plan", MUSTER_VALUE_REF, 0, N_("Plan"), .refers = MUSTER_KINDS (PLAN) },
  { "risk", MUSTER_VALUE_REF, MUSTER_FIELD_PARENT, N_("From risk"), .refers = MUSTER_KINDS (RISK) },
  { "deliverables", MUSTER_VALUE_REFS, 0, N_("Holds up"),
    .refers = MUSTER_KINDS (DELIVERABLE) | MUSTER_KINDS (ACTION) },
  COMMON_FIELDS,
};

const MusterKind muster_kind_issue = {
  MUSTER_KIND_ISSUE, "issue", N_("Issue"), N_("Issues"), N_("an issue"), MUSTER_SECTION_RISKS, 0, "I",
  N_("What has gone wrong and needs somebody."), KIND_FIELDS (issue_fields), "severity",
};

static const MusterChoice assumption_statuses[] = {
  { "open", N_("Open"), .first = TRUE }, { "confirmed", N_("Confirmed") }, { "false", N_("Turned out false") },
  { NULL },
};

static const MusterField assumption_fields[] = {
  { "text", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Assumption") },
  { "owner", MUSTER_VALUE_PARTY, COL | FIND, N_("Owner"), OWNER_ALSO },
  { "validate_by", MUSTER_VALUE_WHEN, COL | SORT, N_("Check by") },
  { "status", MUSTER_VALUE_CHOICE, COL | SORT, N_("Status"), .group = "status", .choices = assumption_statuses },
  { "status_note", MUSTER_VALUE_TEXT, FIND, N_("Status note"), .group = "status" },
  SCOPE_FIELD,
  { "plan", MUSTER_VALUE_REF, 0, N_("Plan"), .refers = MUSTER_KINDS (PLAN) },
  COMMON_FIELDS,
};

const MusterKind muster_kind_assumption = {
  MUSTER_KIND_ASSUMPTION, "assumption", N_("Assumption"), N_("Assumptions"), N_("an assumption"), MUSTER_SECTION_RISKS,
  0, NULL, N_("What a plan takes for granted."), KIND_FIELDS (assumption_fields), "text",
};
