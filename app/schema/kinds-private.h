/* kinds-private.h - what the tables of record kinds share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-kind.h"

#include <glib/gi18n-lib.h>

G_BEGIN_DECLS

extern const MusterKind muster_kind_team, muster_kind_team_name, muster_kind_area, muster_kind_organisation,
    muster_kind_population, muster_kind_cohort;
extern const MusterKind muster_kind_plan, muster_kind_deliverable, muster_kind_action, muster_kind_dependency;
extern const MusterKind muster_kind_risk, muster_kind_assessment, muster_kind_mitigation, muster_kind_escalation,
    muster_kind_issue, muster_kind_assumption;
extern const MusterKind muster_kind_programme, muster_kind_workstream, muster_kind_body, muster_kind_body_link,
    muster_kind_membership, muster_kind_meeting, muster_kind_decision;
extern const MusterKind muster_kind_person, muster_kind_role, muster_kind_post, muster_kind_stakeholder,
    muster_kind_engagement;
extern const MusterKind muster_kind_kpi, muster_kind_measurement, muster_kind_budget, muster_kind_budget_section,
    muster_kind_budget_line, muster_kind_update, muster_kind_finding;

/* Choices that more than one kind offers. */
extern const MusterChoice muster_choices_rag[], muster_choices_level[], muster_choices_work_status[],
    muster_choices_funding_class[], muster_choices_funding_source[];

/* "Likely" or "Major", as the field has it; translated. "4", "Likely", "4 Likely" or "Likely (4)". */
const char *muster_score_label (const MusterField *field, gint64 score);
gboolean    muster_score_parse (const MusterField *field, const char *text, gint64 *score, GError **error);

/* Short names, so that one field stays one line. */
#define REQ   MUSTER_FIELD_REQUIRED
#define TITLE (MUSTER_FIELD_TITLE | MUSTER_FIELD_SEARCH | MUSTER_FIELD_COLUMN | MUSTER_FIELD_SORT)
#define FIND  MUSTER_FIELD_SEARCH
#define COL   MUSTER_FIELD_COLUMN
#define LEAD  (MUSTER_FIELD_LEAD | MUSTER_FIELD_COLUMN)
#define SORT  MUSTER_FIELD_SORT
#define PART  (MUSTER_FIELD_PARENT | MUSTER_FIELD_REQUIRED)
#define DER   MUSTER_FIELD_DERIVED
#define MAP   MUSTER_FIELD_MAP
#define QUIET MUSTER_FIELD_QUIET

/* What registers and action logs call the same. */
#define OWNER_ALSO  .also = N_("Owner;Lead;Responsible;Responsible person;Assigned to")
#define STATUS_ALSO .also = N_("State;Progress status")
/* Work that is due some day was planned for it; where there is a plan already, that is what is expected now. */
#define DUE_GIVEN                                                                                                    \
  .also = N_("Due date;Due by;Deadline;By when;Target date;Completion date"), .given = "baseline",                   \
  .given_again = "forecast"

/* Every kind ends with these. */
#define COMMON_FIELDS                                                                                                \
  { "notes", MUSTER_VALUE_LONG_TEXT, FIND, N_("Notes"), .also = N_("Note;Comments;Comment;Remarks") },               \
  { "source", MUSTER_VALUE_TEXT, 0, N_("Source"), .help = N_("The document, page or person this comes from") }

/* Where a record belongs: what rolls up to it, and later who may see it. */
#define SCOPE_FIELD                                                                                                  \
  { "scope", MUSTER_VALUE_REF, COL, N_("Belongs to"),                                                                \
    .refers = MUSTER_KINDS (TEAM) | MUSTER_KINDS (AREA) | MUSTER_KINDS (PROGRAMME),                                  \
    .help = N_("The team, area or programme that this is counted under"),                                            \
    .also = N_("Team;Area;Place;Neighbourhood") }

/* Status with its note, one judgement. */
#define WORK_STATUS_FIELDS                                                                                           \
  { "status", MUSTER_VALUE_CHOICE, COL | SORT, N_("Status"), .group = "status",                                      \
    .choices = muster_choices_work_status, STATUS_ALSO },                                                            \
  { "status_note", MUSTER_VALUE_TEXT, FIND, N_("Status note"), .group = "status",                                    \
    .help = N_("One line on where it stands; needed for “On hold” and “Cancelled”") },                               \
  { "hold_until", MUSTER_VALUE_WHEN, 0, N_("On hold until"), .group = "status" },                                    \
  { "percent", MUSTER_VALUE_PERCENT, COL, N_("% complete"), .group = "status" }

/* RAG as somebody overrides it; the computed one stands beside it. */
#define RAG_FIELDS                                                                                                   \
  { "rag_override", MUSTER_VALUE_CHOICE, 0, N_("RAG override"), .group = "rag", .choices = muster_choices_rag,       \
    .help = N_("Leave empty to use the computed RAG") },                                                             \
  { "rag_reason", MUSTER_VALUE_TEXT, 0, N_("Reason for override"), .group = "rag" },                                 \
  { "rag_expires", MUSTER_VALUE_WHEN, 0, N_("Override ends"), .group = "rag" }

#define KIND_FIELDS(table) .fields = table, .n_fields = G_N_ELEMENTS (table)

G_END_DECLS
