/* muster-checks-work.c - checks of plans and of the work in them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-rules-private.h"

#include <glib/gi18n-lib.h>

/* ---- dates ----------------------------------------------------------------------------------------------------- */

/* What cannot end before it begins. */
static const struct {
  MusterKindId kind;
  const char  *first, *last;
} spans[] = {
  { MUSTER_KIND_PLAN, "start", "end_baseline" },     { MUSTER_KIND_PLAN, "start", "end_forecast" },
  { MUSTER_KIND_DELIVERABLE, "start", "baseline" },  { MUSTER_KIND_DELIVERABLE, "start", "forecast" },
  { MUSTER_KIND_DELIVERABLE, "start", "actual" },    { MUSTER_KIND_PROGRAMME, "start", "end" },
  { MUSTER_KIND_TEAM_NAME, "from", "until" },        { MUSTER_KIND_MEMBERSHIP, "from", "until" },
  { MUSTER_KIND_ROLE, "from", "until" },             { MUSTER_KIND_ORGANISATION, "opened", "closed" },
  { MUSTER_KIND_POST, "start", "end" },
};

static void
check_spans (MusterCheck *check)
{
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      MusterDays first, last;

      if (spans[i].kind != muster_record_get_kind (check->edited)->id)
        continue;
      first = muster_rules_resolve (check->edited, spans[i].first, check->lookup);
      last = muster_rules_resolve (check->edited, spans[i].last, check->lookup);
      if (first.earliest != 0 && last.latest != 0 && last.latest < first.earliest)
        muster_check_report (check, muster_check_blame_group (check, spans[i].last, spans[i].first), "BEFORE_START",
                             spans[i].last,
                             g_strdup_printf (_("“%s” is before “%s”. Change one of the two dates."),
                                              muster_check_label (check, spans[i].last),
                                              muster_check_label (check, spans[i].first)));
    }
}

guint32
muster_work_start_after (MusterRecord *record, const char *field, const MusterLookup *lookup)
{
  g_autoptr(MusterRecord) plan = muster_record_find_plan (record, lookup);
  guint32 last = muster_rules_resolve (record, field, lookup).latest, start;

  if (plan == NULL || last == 0)
    return 0;
  start = muster_rules_resolve (plan, "start", lookup).earliest;
  return last < start ? start : 0;
}

/* A forecast may not precede the start (domain 2.4). A baseline that does is history, and is said only. */
static void
check_plan_start (MusterCheck *check)
{
  static const char *const fields[] = { "baseline", "forecast", "actual" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      guint32 start = muster_work_start_after (check->edited, fields[i], check->lookup);
      g_autofree char *day = start != 0 ? muster_day_to_text (start) : NULL;
      MusterSeverity severity = i == 0 ? MUSTER_SEVERITY_WARNING : muster_check_blame_group (check, fields[i], "plan");

      if (start != 0)
        muster_check_report (check, severity, "BEFORE_START", fields[i],
                             g_strdup_printf (_("“%s” is before the plan starts, on %s. Give a later date, or change "
                                                "the start of the plan."),
                                              muster_check_label (check, fields[i]), day));
    }
}

/* The other side of the same rule: the plan moves away from under its parts. */
static void
check_parts_of_plan (MusterCheck *check)
{
  guint32 start = muster_rules_resolve (check->edited, "start", check->lookup).earliest;
  g_autoptr(GPtrArray) work = NULL;
  guint count = 0;

  if (start == 0 || check->base == NULL || !muster_check_changes (check, "start"))
    return;
  work = muster_plan_work (check->edited, check->lookup);
  for (guint i = 0; i < work->len; i++)
    {
      MusterRecord *part = g_ptr_array_index (work, i);
      guint32 last = muster_rules_resolve (part, muster_record_has (part, "forecast") ? "forecast" : "baseline",
                                           check->lookup).latest;

      count += !muster_record_has_window (part) && muster_work_is_open (part) && last != 0 && last < start;
    }
  if (count > 0)
    muster_check_report (check, MUSTER_SEVERITY_WARNING, "PARTS_BEFORE_START", "start",
                         g_strdup_printf (ngettext ("%u part of this plan is due before the new start. Look at its "
                                                    "dates next.",
                                                    "%u parts of this plan are due before the new start. Look at their "
                                                    "dates next.",
                                                    count),
                                          count));
}

/* A baseline is what was promised. Whoever moves it says why, each time anew; the first one needs no reason. */
static void
check_baseline (MusterCheck *check)
{
  const char *baseline = muster_record_is_kind (check->edited, MUSTER_KINDS (PLAN)) ? "end_baseline" : "baseline";

  if (check->base == NULL || !muster_record_has (check->base, baseline) || !muster_check_changes (check, baseline)
      || (muster_record_has (check->edited, "baseline_reason") && muster_check_changes (check, "baseline_reason")))
    return;
  muster_check_report (check, MUSTER_SEVERITY_ERROR, "BASELINE_REASON", "baseline_reason",
                       g_strdup_printf (_("Say in “%s” why “%s” moves. The one before stays in the history."),
                                        muster_check_label (check, "baseline_reason"),
                                        muster_check_label (check, baseline)));
}

/* ---- work ------------------------------------------------------------------------------------------------------ */

/* "On hold" and "Cancelled" say why (domain 2.3). */
static void
check_status_note (MusterCheck *check)
{
  if (!muster_record_has (check->edited, "status_note")
      && (muster_record_is_choice (check->edited, "status", "on-hold")
          || muster_record_is_choice (check->edited, "status", "cancelled")))
    muster_check_report (check, muster_check_blame_group (check, "status_note", NULL), "STATUS_NOTE", "status_note",
                         g_strdup_printf (_("Say in “%s” why this is on hold or cancelled."),
                                          muster_check_label (check, "status_note")));
}

/* Complete is 100 % (domain 2.4). */
static void
check_percent (MusterCheck *check)
{
  gint64 percent = muster_record_get_number (check->edited, "percent");

  if (!muster_record_has (check->edited, "percent"))
    return;
  if (muster_work_is_complete (check->edited) && percent != 100)
    muster_check_report (check, muster_check_blame_group (check, "percent", NULL), "PERCENT", "percent",
                         g_strdup (_("What is complete is at 100 %. Set it to 100 or clear it, or choose another "
                                     "status.")));
  if (!muster_work_is_complete (check->edited) && !muster_work_is_dropped (check->edited) && percent == 100)
    muster_check_report (check, MUSTER_SEVERITY_WARNING, "PERCENT", "percent",
                         g_strdup (_("This is at 100 % but its status is not “Complete”. Choose that status if it is "
                                     "done.")));
}

static void
check_actual (MusterCheck *check)
{
  if (muster_record_has (check->edited, "actual") && !muster_work_is_complete (check->edited)
      && !muster_work_is_dropped (check->edited))
    muster_check_report (check, MUSTER_SEVERITY_WARNING, "ACTUAL", "status",
                         g_strdup_printf (_("“%s” has a date but the status is not “Complete”. Choose that status if "
                                            "it is done."),
                                          muster_check_label (check, "actual")));
}

/* An override that has run out says nothing any more. That is no fault of one that was given in its time. */
static void
check_rag_end (MusterCheck *check, guint32 end)
{
  g_autofree char *day = NULL;

  if (end >= check->today || muster_check_blame_group (check, "rag_override", NULL) != MUSTER_SEVERITY_ERROR)
    return;
  day = muster_day_to_text (end);
  muster_check_report (check, MUSTER_SEVERITY_ERROR, "RAG_ENDED", "rag_expires",
                       g_strdup_printf (_("The RAG override would have ended on %s already. Give a day that is still "
                                          "to come, or clear the override."), day));
}

/* An override of the RAG needs a reason and an end (domain 2.4). */
static void
check_rag (MusterCheck *check)
{
  MusterSeverity severity = muster_check_blame_group (check, "rag_override", NULL);
  guint32 end = muster_rules_resolve (check->edited, "rag_expires", check->lookup).latest;

  if (!muster_record_has (check->edited, "rag_override"))
    return;
  if (!muster_record_has (check->edited, "rag_reason"))
    muster_check_report (check, severity, "RAG_REASON", "rag_reason",
                         g_strdup (_("Say why the RAG is overridden, or clear the override.")));
  if (end == 0)
    muster_check_report (check, severity, "RAG_EXPIRES", "rag_expires",
                         g_strdup (_("Give the date on which the RAG override ends, or clear the override.")));
  else
    check_rag_end (check, end);
}

/* Progress adds up the parts of one plan. */
static void
check_parent_plan (MusterCheck *check)
{
  g_autoptr(MusterRecord) parent = muster_lookup_ref (check->lookup, check->edited, "parent");
  const MusterId *plan = muster_record_get_ref (check->edited, "plan"), *other;

  if (parent == NULL || plan == NULL || !muster_record_is_kind (parent, MUSTER_KINDS (DELIVERABLE)))
    return;
  other = muster_record_get_ref (parent, "plan");
  if (other != NULL && !muster_id_equal (plan, other))
    {
      g_autofree char *title = muster_record_dup_title (parent);

      muster_check_report (check, MUSTER_SEVERITY_WARNING, "PARENT_PLAN", "parent",
                           g_strdup_printf (_("“%s” belongs to another plan. Choose something in the same plan, or "
                                              "move one of the two."), title));
    }
}

static void
check_dependency (MusterCheck *check)
{
  if (!muster_record_has (check->edited, "to") && !muster_record_has (check->edited, "external"))
    muster_check_report (check, MUSTER_SEVERITY_WARNING, "WAITS_FOR", "to",
                         g_strdup_printf (_("Nothing says yet what this waits for. Fill in “%s” or “%s”."),
                                          muster_check_label (check, "to"), muster_check_label (check, "external")));
}

/* ---- all of it ------------------------------------------------------------------------------------------------- */

static const struct {
  guint64         kinds;
  MusterCheckFunc check;
} rules[] = {
  { MUSTER_KINDS_ANY, check_spans },
  { MUSTER_KINDS (DELIVERABLE) | MUSTER_KINDS (ACTION), check_plan_start },
  { MUSTER_KINDS (PLAN), check_parts_of_plan },
  { MUSTER_KINDS (PLAN) | MUSTER_WORK_KINDS, check_baseline },
  { MUSTER_WORK_KINDS | MUSTER_KINDS (ENGAGEMENT), check_status_note },
  { MUSTER_WORK_KINDS | MUSTER_KINDS (ENGAGEMENT), check_percent },
  { MUSTER_WORK_KINDS, check_actual },
  { MUSTER_KINDS (PLAN) | MUSTER_KINDS (DELIVERABLE), check_rag },
  { MUSTER_KINDS (DELIVERABLE), check_parent_plan },
  { MUSTER_KINDS (DEPENDENCY), check_dependency },
};

void
muster_check_work (MusterCheck *check)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (muster_record_is_kind (check->edited, rules[i].kinds))
      rules[i].check (check);
}
