/* muster-gaps.c - what is missing that work will miss (domain 2.4, completeness).
 *
 * Notes, never errors: a register that comes without owners and dates is taken in whole, and says so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-rules-private.h"

#include <glib/gi18n-lib.h>

/* ---- which records need it ------------------------------------------------------------------------------------- */

static gboolean
always (MusterRecord *record)
{
  return TRUE;
}

/* A control in place has no day on which it falls due. */
static gboolean
is_planned_mitigation (MusterRecord *record)
{
  return muster_work_is_open (record) && !muster_record_is_choice (record, "kind", "existing");
}

static gboolean
is_open_engagement (MusterRecord *record)
{
  return !muster_work_is_complete (record) && !muster_work_is_dropped (record);
}

static gboolean
is_open_plan (MusterRecord *record)
{
  return !muster_record_is_choice (record, "status", "closed");
}

static gboolean
is_open_mobilisation (MusterRecord *record)
{
  return is_open_plan (record) && muster_record_is_choice (record, "kind", "mobilisation");
}

static gboolean
has_moved (MusterRecord *record)
{
  return muster_record_has (record, "forecast") || muster_record_has (record, "actual");
}

/* ---- what is missing ------------------------------------------------------------------------------------------- */

static gboolean
is_empty (MusterRecord *record, const char *field)
{
  return !muster_record_has (record, field);
}

static gboolean
is_tbc_party (MusterRecord *record, const char *field)
{
  return muster_record_has (record, field) && muster_record_lacks_party (record, field);
}

/* Ongoing, TBC, and before a milestone that has no day yet: never overdue, so they are counted here (domain 2.1). */
static gboolean
is_undated (MusterRecord *record, const char *field)
{
  return muster_record_get_days (record, field).latest == 0;
}

/* "In post" is no missing date. */
static gboolean
is_tbc_date (MusterRecord *record, const char *field)
{
  MusterWhen *when = muster_value_get_when (muster_record_get (record, field));

  return when != NULL && muster_when_get_kind (when) == MUSTER_WHEN_TBC;
}

/* A risk is a cause, an event and an effect (domain 2.2). */
static gboolean
is_unstated (MusterRecord *record, const char *field)
{
  return !muster_record_has (record, "cause") && !muster_record_has (record, "event")
         && !muster_record_has (record, "effect");
}

/* ---- how it is said; %s is the label of the field -------------------------------------------------------------- */

static char *
say_nobody (const char *label)
{
  return g_strdup_printf (_("“%s” names nobody yet."), label);
}

static char *
say_tbc (const char *label)
{
  return g_strdup_printf (_("“%s” is still to be confirmed."), label);
}

static char *
say_undated (const char *label)
{
  return g_strdup_printf (_("“%s” has no date that can be overdue."), label);
}

static char *
say_no_review (const char *label)
{
  return g_strdup_printf (_("“%s” has no date, so nobody is asked to look at this risk again."), label);
}

static char *
say_no_baseline (const char *label)
{
  return g_strdup_printf (_("“%s” is empty, so it does not show whether this slips."), label);
}

static char *
say_no_target (const char *label)
{
  return g_strdup_printf (_("“%s” is empty, so it does not show whether this is on target."), label);
}

static char *
say_unstated (const char *label)
{
  return g_strdup (_("Nothing says yet because of what this may happen, what may happen, and what it would lead to."));
}

static char *
say_section (const char *label)
{
  return g_strdup_printf (_("“%s” is empty. A mobilisation plan says something here."), label);
}

/* ---- all kinds ------------------------------------------------------------------------------------------------- */

typedef struct {
  MusterKindId kind;
  gboolean   (*applies) (MusterRecord *record);
  const char  *rule;
  const char  *field;
  gboolean   (*is_gap) (MusterRecord *record, const char *field);
  char      *(*say) (const char *label);
} Gap;

#define OWNED(kind, applies, field)                                                                                  \
  { kind, applies, "NO_OWNER", field, is_empty, say_nobody },                                                        \
  { kind, applies, "OWNER_TBC", field, is_tbc_party, say_tbc }
#define CONFIRMED(kind, field) { kind, always, "OWNER_TBC", field, is_tbc_party, say_tbc }
#define DATED(kind, applies, field) { kind, applies, "UNDATED", field, is_undated, say_undated }
#define SECTION(field) { MUSTER_KIND_PLAN, is_open_mobilisation, "EMPTY_SECTION", field, is_empty, say_section }

static const Gap gaps[] = {
  OWNED (MUSTER_KIND_DELIVERABLE, muster_work_is_open, "owner"),
  DATED (MUSTER_KIND_DELIVERABLE, muster_work_is_open, "due"),
  { MUSTER_KIND_DELIVERABLE, has_moved, "NO_BASELINE", "baseline", is_empty, say_no_baseline },
  OWNED (MUSTER_KIND_ACTION, muster_work_is_open, "owner"),
  DATED (MUSTER_KIND_ACTION, muster_work_is_open, "due"),
  { MUSTER_KIND_ACTION, has_moved, "NO_BASELINE", "baseline", is_empty, say_no_baseline },
  OWNED (MUSTER_KIND_PLAN, is_open_plan, "owner"),
  DATED (MUSTER_KIND_PLAN, is_open_plan, "start"),
  { MUSTER_KIND_PLAN, is_open_plan, "NO_BASELINE", "end_baseline", is_empty, say_no_baseline },
  SECTION ("aims"),
  SECTION ("shape"),
  SECTION ("governance"),
  SECTION ("support"),
  SECTION ("workforce"),
  SECTION ("investment"),
  SECTION ("engagement"),
  SECTION ("monitoring"),
  SECTION ("sign_off"),
  OWNED (MUSTER_KIND_RISK, muster_risk_is_open, "owner"),
  { MUSTER_KIND_RISK, muster_risk_is_open, "NO_REVIEW", "next_review", is_undated, say_no_review },
  { MUSTER_KIND_RISK, muster_risk_is_open, "NO_STATEMENT", "event", is_unstated, say_unstated },
  OWNED (MUSTER_KIND_MITIGATION, muster_work_is_open, "owner"),
  DATED (MUSTER_KIND_MITIGATION, is_planned_mitigation, "due"),
  OWNED (MUSTER_KIND_ISSUE, muster_issue_is_open, "owner"),
  OWNED (MUSTER_KIND_ASSUMPTION, muster_assumption_is_open, "owner"),
  DATED (MUSTER_KIND_ASSUMPTION, muster_assumption_is_open, "validate_by"),
  DATED (MUSTER_KIND_ESCALATION, muster_escalation_is_open, "due"),
  OWNED (MUSTER_KIND_WORKSTREAM, always, "sro"),
  CONFIRMED (MUSTER_KIND_WORKSTREAM, "support"),
  CONFIRMED (MUSTER_KIND_MEMBERSHIP, "member"),
  CONFIRMED (MUSTER_KIND_ROLE, "holder"),
  CONFIRMED (MUSTER_KIND_BODY, "chair"),
  OWNED (MUSTER_KIND_ENGAGEMENT, is_open_engagement, "lead"),
  { MUSTER_KIND_POST, always, "UNDATED", "start", is_tbc_date, say_tbc },
  OWNED (MUSTER_KIND_KPI, always, "owner"),
  { MUSTER_KIND_KPI, always, "NO_TARGET", "target_number", is_empty, say_no_target },
  DATED (MUSTER_KIND_POPULATION, always, "as_at"),
};

GPtrArray *
muster_rules_gaps (MusterRecord *record)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_problem_free);
  const MusterKind *kind = muster_record_get_kind (record);

  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    if (gaps[i].kind == kind->id && gaps[i].applies (record) && gaps[i].is_gap (record, gaps[i].field))
      {
        const char *label = muster_field_get_label (muster_kind_get_field (kind, gaps[i].field));

        g_ptr_array_add (problems, muster_problem_new (MUSTER_SEVERITY_NOTE, gaps[i].rule, gaps[i].field,
                                                       gaps[i].say (label)));
      }
  return problems;
}
