/* kinds-governance.c - programmes, the bodies that steer them, and what those decide.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kinds-private.h"

static const MusterChoice programme_statuses[] = {
  { "planned", N_("Planned") }, { "live", N_("Live") }, { "closed", N_("Closed") }, { NULL },
};

static const MusterField programme_fields[] = {
  { "name", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Name") },
  { "area", MUSTER_VALUE_REF, COL, N_("Area"), .refers = MUSTER_KINDS (AREA) },
  { "status", MUSTER_VALUE_CHOICE, COL | SORT, N_("Status"), .choices = programme_statuses },
  { "sro", MUSTER_VALUE_PARTY, COL | FIND, N_("Senior responsible owner") },
  { "body", MUSTER_VALUE_REF, COL, N_("Reports to"), .refers = MUSTER_KINDS (BODY) },
  { "start", MUSTER_VALUE_WHEN, COL | SORT, N_("Starts") },
  { "end", MUSTER_VALUE_WHEN, COL, N_("Ends") },
  { "aliases", MUSTER_VALUE_LIST, FIND, N_("Other names") },
  { "summary", MUSTER_VALUE_LONG_TEXT, FIND, N_("Summary") },
  /* The NPSA bands are 1-3, 4-6, 8-12 and 15-25; trusts set their own. */
  { "low_to", MUSTER_VALUE_INTEGER, 0, N_("Low risk up to score"), .group = "matrix", .min = 1, .max = 24,
    .help = N_("Empty: 3, as in the NPSA matrix") },
  { "moderate_to", MUSTER_VALUE_INTEGER, 0, N_("Moderate risk up to score"), .group = "matrix", .min = 1, .max = 24,
    .help = N_("Empty: 6, as in the NPSA matrix") },
  { "high_to", MUSTER_VALUE_INTEGER, 0, N_("High risk up to score"), .group = "matrix", .min = 1, .max = 24,
    .help = N_("Empty: 12, as in the NPSA matrix") },
  { "slip_tolerance", MUSTER_VALUE_INTEGER, 0, N_("Slip tolerated (days)"), .group = "tolerance", .min = 0,
    .max = 3650, .help = N_("Empty: 28 days or one quarter") },
  COMMON_FIELDS,
};

const MusterKind muster_kind_programme = {
  MUSTER_KIND_PROGRAMME, "programme", N_("Programme"), N_("Programmes"), N_("a programme"), MUSTER_SECTION_GOVERNANCE,
  0, NULL, N_("A programme holds plans, workstreams and risks together."), KIND_FIELDS (programme_fields), "name",
};

static const MusterChoice workstream_kinds[] = {
  { "delivery", N_("Delivery") }, { "enabling", N_("Enabling") }, { "clinical", N_("Clinical") },
  { "corporate", N_("Corporate") }, { NULL },
};

static const MusterField workstream_fields[] = {
  { "name", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Name") },
  { "kind", MUSTER_VALUE_CHOICE, COL | SORT, N_("Kind"), .choices = workstream_kinds },
  { "programme", MUSTER_VALUE_REF, MUSTER_FIELD_PARENT | COL, N_("Programme"), .refers = MUSTER_KINDS (PROGRAMME) },
  { "parent", MUSTER_VALUE_REF, 0, N_("Part of"), .refers = MUSTER_KINDS (WORKSTREAM) },
  { "sro", MUSTER_VALUE_PARTY, COL | FIND, N_("Senior responsible owners") },
  { "support", MUSTER_VALUE_PARTY, COL | FIND, N_("Management support") },
  { "body", MUSTER_VALUE_REF, 0, N_("Reports to"), .refers = MUSTER_KINDS (BODY) },
  { "outcome", MUSTER_VALUE_LONG_TEXT, FIND, N_("Outcome") },
  { "aliases", MUSTER_VALUE_LIST, FIND, N_("Other names") },
  { "position", MUSTER_VALUE_INTEGER, SORT, N_("Order"), .min = 0, .max = 100000 },
  COMMON_FIELDS,
};

const MusterKind muster_kind_workstream = {
  MUSTER_KIND_WORKSTREAM, "workstream", N_("Workstream"), N_("Workstreams"), N_("a workstream"),
  MUSTER_SECTION_GOVERNANCE, 0, NULL, N_("Strands of a programme with their leads."), KIND_FIELDS (workstream_fields),
  "name",
};

static const MusterChoice body_types[] = {
  { "statutory", N_("Statutory") }, { "joint", N_("Joint") }, { "commissioner", N_("Commissioner") },
  { "provider", N_("Provider") }, { "advisory", N_("Advisory") }, { "working", N_("Working group") }, { NULL },
};

/* Bimonthly is every two months here, never twice a month. */
static const MusterChoice frequencies[] = {
  { "weekly", N_("Weekly") },
  { "fortnightly", N_("Fortnightly") },
  { "monthly", N_("Monthly") },
  { "bimonthly", N_("Every two months") },
  { "quarterly", N_("Quarterly") },
  { "three-a-year", N_("Three times a year") },
  { "twice-a-year", N_("Twice a year") },
  { "yearly", N_("Once a year") },
  { "as-needed", N_("As needed") },
  { NULL },
};

static const MusterField body_fields[] = {
  { "name", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Name") },
  { "type", MUSTER_VALUE_CHOICE, COL | SORT, N_("Type"), .choices = body_types },
  { "frequency", MUSTER_VALUE_CHOICE, COL | SORT, N_("Meets"), .choices = frequencies },
  { "chair", MUSTER_VALUE_PARTY, COL | FIND, N_("Chair"), .group = "chair" },
  { "chair_rotates", MUSTER_VALUE_BOOLEAN, 0, N_("Chair rotates"), .group = "chair" },
  SCOPE_FIELD,
  { "aliases", MUSTER_VALUE_LIST, FIND, N_("Other names") },
  { "organisation", MUSTER_VALUE_REF, 0, N_("Organisation"), .refers = MUSTER_KINDS (ORGANISATION) },
  { "remit", MUSTER_VALUE_LONG_TEXT, FIND, N_("Remit") },
  { "delegated", MUSTER_VALUE_LONG_TEXT, FIND, N_("Delegated authority") },
  { "agenda", MUSTER_VALUE_LONG_TEXT, FIND, N_("Standing agenda") },
  COMMON_FIELDS,
};

const MusterKind muster_kind_body = {
  MUSTER_KIND_BODY, "body", N_("Governance body"), N_("Governance bodies"), N_("a governance body"),
  MUSTER_SECTION_GOVERNANCE, 0, NULL, N_("Boards, committees and groups, and how often they meet."),
  KIND_FIELDS (body_fields), "name",
};

static const MusterChoice body_links[] = {
  { "reports-to", N_("Reports to") },
  { "feeds-into", N_("Feeds into") },
  { "delegates-to", N_("Delegates to") },
  { NULL },
};

static const MusterField body_link_fields[] = {
  { "from", MUSTER_VALUE_REF, PART | COL, N_("Body"), .group = "link", .refers = MUSTER_KINDS (BODY) },
  { "link", MUSTER_VALUE_CHOICE, REQ | COL | SORT, N_("Link"), .group = "link", .choices = body_links },
  { "to", MUSTER_VALUE_REF, REQ | COL, N_("Other body"), .group = "link", .refers = MUSTER_KINDS (BODY) },
  { "label", MUSTER_VALUE_TEXT, MUSTER_FIELD_TITLE | FIND, N_("Label") },
  COMMON_FIELDS,
};

const MusterKind muster_kind_body_link = {
  MUSTER_KIND_BODY_LINK, "body-link", N_("Reporting line"), N_("Reporting lines"), N_("a reporting line"),
  MUSTER_SECTION_GOVERNANCE, 0, NULL, N_("Who reports to, feeds into or delegates to whom."),
  KIND_FIELDS (body_link_fields), "link",
};

static const MusterField membership_fields[] = {
  { "role", MUSTER_VALUE_TEXT, TITLE, N_("Role") },
  { "body", MUSTER_VALUE_REF, PART | COL, N_("Body"), .refers = MUSTER_KINDS (BODY) },
  { "member", MUSTER_VALUE_PARTY, REQ | COL | FIND | SORT, N_("Member") },
  { "organisation", MUSTER_VALUE_REF, COL, N_("Organisation"), .refers = MUSTER_KINDS (ORGANISATION) },
  { "core", MUSTER_VALUE_BOOLEAN, COL, N_("Core member") },
  { "voting", MUSTER_VALUE_BOOLEAN, 0, N_("Votes") },
  { "from", MUSTER_VALUE_WHEN, 0, N_("From") },
  { "until", MUSTER_VALUE_WHEN, 0, N_("Until") },
  COMMON_FIELDS,
};

const MusterKind muster_kind_membership = {
  MUSTER_KIND_MEMBERSHIP, "membership", N_("Membership"), N_("Memberships"), N_("a membership"),
  MUSTER_SECTION_GOVERNANCE, 0, NULL,
  N_("Who sits on which body, and for whom."), KIND_FIELDS (membership_fields), "role",
};

static const MusterField meeting_fields[] = {
  { "title", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Title") },
  { "body", MUSTER_VALUE_REF, MUSTER_FIELD_PARENT | COL, N_("Body"), .refers = MUSTER_KINDS (BODY) },
  { "date", MUSTER_VALUE_WHEN, COL | SORT, N_("Date") },
  { "chair", MUSTER_VALUE_PARTY, FIND, N_("Chair") },
  { "attendees", MUSTER_VALUE_PARTY, FIND, N_("Attendees") },
  { "agenda", MUSTER_VALUE_LONG_TEXT, FIND, N_("Agenda") },
  { "papers", MUSTER_VALUE_LIST, FIND, N_("Papers") },
  { "summary", MUSTER_VALUE_LONG_TEXT, FIND, N_("Summary") },
  COMMON_FIELDS,
};

const MusterKind muster_kind_meeting = {
  MUSTER_KIND_MEETING, "meeting", N_("Meeting"), N_("Meetings"), N_("a meeting"), MUSTER_SECTION_GOVERNANCE, 0, NULL,
  N_("When a body met, who was there, and what was on the agenda."), KIND_FIELDS (meeting_fields), "-date",
};

static const MusterField decision_fields[] = {
  { "text", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Decision"), .group = "decision" },
  { "on", MUSTER_VALUE_WHEN, REQ | COL | SORT, N_("Decided on"), .group = "decision" },
  { "body", MUSTER_VALUE_REF, REQ | COL, N_("Decided by"), .group = "decision", .refers = MUSTER_KINDS (BODY) },
  { "meeting", MUSTER_VALUE_REF, MUSTER_FIELD_PARENT, N_("At meeting"), .group = "decision",
    .refers = MUSTER_KINDS (MEETING) },
  { "about", MUSTER_VALUE_REF, COL, N_("About"), .group = "decision", .refers = MUSTER_KINDS_ANY },
  { "rationale", MUSTER_VALUE_LONG_TEXT, FIND, N_("Rationale"), .group = "decision" },
  { "supersedes", MUSTER_VALUE_REF, 0, N_("Replaces decision"), .group = "decision",
    .refers = MUSTER_KINDS (DECISION) },
  COMMON_FIELDS,
};

const MusterKind muster_kind_decision = {
  MUSTER_KIND_DECISION, "decision", N_("Decision"), N_("Decisions"), N_("a decision"), MUSTER_SECTION_GOVERNANCE,
  MUSTER_KIND_APPEND_ONLY, "DEC", N_("What a body decided, and why."), KIND_FIELDS (decision_fields), "-on",
};
