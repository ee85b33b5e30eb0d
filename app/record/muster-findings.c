/* muster-findings.c - contradictions that arithmetic finds in risks, cohorts and plans.
 *
 * A source is kept as it says it, beside what it should say; a finding shows both. Each is found at one record only, so
 * that counting the findings of all records counts each once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-rules-private.h"

#include "muster-number.h"

#include <glib/gi18n-lib.h>

void
muster_report_finding (GPtrArray *problems, MusterSeverity severity, const char *rule, const char *field, char *message,
                       char *stated, char *computed)
{
  MusterProblem *problem = muster_problem_new (severity, rule, field, message);

  problem->stated = stated;
  problem->computed = computed;
  g_ptr_array_add (problems, problem);
}

/* ---- risks ----------------------------------------------------------------------------------------------------- */

static MusterMatrix
matrix_of_assessment (MusterRecord *assessment, const MusterLookup *lookup)
{
  g_autoptr(MusterRecord) risk = muster_lookup_ref (lookup, assessment, "risk");
  g_autoptr(MusterRecord) programme = risk != NULL ? muster_risk_find_programme (risk, lookup) : NULL;

  return muster_matrix_of (programme);
}

/* A score is likelihood × consequence and never typed (domain 2.4). */
static void
find_in_assessment (MusterRecord *record, const MusterLookup *lookup, GPtrArray *problems)
{
  gint64 stated = muster_record_get_number (record, "stated_score"), computed = muster_assessment_score (record);
  MusterMatrix matrix;
  const char *stated_band, *computed_band;

  if (!muster_record_has (record, "stated_score") || computed == 0 || stated == computed)
    return;
  matrix = matrix_of_assessment (record, lookup);
  stated_band = muster_band_label (muster_matrix_band (&matrix, stated));
  computed_band = muster_band_label (muster_matrix_band (&matrix, computed));
  muster_report_finding (
    problems, MUSTER_SEVERITY_WARNING, "RISK_SCORE", "stated_score",
    g_strdup_printf (_("The score is stated as %d (%s), but %d × %d is %d (%s). The computed score is used; correct "
                       "the stated one, or keep it as the source has it."),
                     (int) stated, stated_band, (int) muster_record_get_number (record, "likelihood"),
                     (int) muster_record_get_number (record, "impact"), (int) computed, computed_band),
    g_strdup_printf ("%d %s", (int) stated, stated_band), g_strdup_printf ("%d %s", (int) computed, computed_band));
}

/* ---- cohorts --------------------------------------------------------------------------------------------------- */

static char *
signed_text (gint64 number)
{
  g_autofree char *text = muster_integer_to_text (ABS (number));

  return g_strconcat (number < 0 ? "−" : "+", text, NULL);
}

static void
find_segments (MusterRecord *record, GPtrArray *problems)
{
  gint64 added = muster_record_get_number (record, "added"), sum = muster_record_get_number (record, "segments_total");
  g_autofree char *stated = NULL, *computed = NULL, *by = NULL;

  if (!muster_record_has (record, "added") || !muster_record_has (record, "segments_total") || added == sum)
    return;
  stated = muster_integer_to_text (added);
  computed = muster_integer_to_text (sum);
  by = signed_text (added - sum);
  muster_report_finding (problems, MUSTER_SEVERITY_WARNING, "COHORT_SEGMENTS", "added",
                         g_strdup_printf (_("%s people are added, but the segments of this cohort add up to %s (%s). "
                                            "Correct one of them, or keep both as the source has them."),
                                          stated, computed, by),
                         g_strdup (stated), g_strdup (computed));
}

/* What the total would be from the last one stated before it, slips and all. */
static gint64
carried_cumulative (MusterRecord *record, const MusterLookup *lookup)
{
  g_autoptr(GPtrArray) row = muster_cohort_row (record, lookup);
  gint64 sum = 0;

  for (guint i = 0; i < row->len; i++)
    {
      MusterRecord *cohort = g_ptr_array_index (row, i);

      sum += muster_record_get_number (cohort, "added");
      if (cohort == record)
        break;
      if (muster_record_has (cohort, "stated_cumulative"))
        sum = muster_record_get_number (cohort, "stated_cumulative");
    }
  return sum;
}

/* Cumulative = previous + added (domain 2.4). A slip in one row is in all rows after it: those are told apart, so that
 * one slip is one thing to mend. */
static void
find_cumulative (MusterRecord *record, const MusterLookup *lookup, GPtrArray *problems)
{
  gint64 total = muster_record_get_number (record, "stated_cumulative");
  gint64 sum = muster_record_get_number (record, "cumulative"), fresh;
  g_autofree char *stated = muster_integer_to_text (total), *computed = muster_integer_to_text (sum);
  g_autofree char *by = signed_text (total - sum), *fresh_by = NULL;
  char *message;

  if (!muster_record_has (record, "stated_cumulative") || !muster_record_has (record, "cumulative") || total == sum)
    return;
  fresh = total - carried_cumulative (record, lookup);
  fresh_by = signed_text (fresh);
  if (fresh == 0)
    message = g_strdup_printf (_("The total so far is stated as %s, but what was added comes to %s: the difference of "
                                 "%s is carried on from an earlier row. Mend that one."), stated, computed, by);
  else if (fresh == total - sum)
    message = g_strdup_printf (_("The total so far is stated as %s, but what was added comes to %s: a difference of "
                                 "%s. Correct one of them, or keep both as the source has them."),
                               stated, computed, by);
  else
    message = g_strdup_printf (_("The total so far is stated as %s, but what was added comes to %s: a difference of "
                                 "%s, of which %s is new in this row and the rest is carried on from an earlier one. "
                                 "Mend both."), stated, computed, by, fresh_by);
  muster_report_finding (problems, fresh == 0 ? MUSTER_SEVERITY_NOTE : MUSTER_SEVERITY_WARNING, "COHORT_CUMULATIVE",
                         "stated_cumulative", message, g_strdup (stated), g_strdup (computed));
}

static void
find_in_cohort (MusterRecord *record, const MusterLookup *lookup, GPtrArray *problems)
{
  find_segments (record, problems);
  find_cumulative (record, lookup, problems);
}

/* ---- work ------------------------------------------------------------------------------------------------------ */

/* A milestone before the start of its plan (domain 2.4, cross-checks), said once for all its dates. */
static void
find_in_work (MusterRecord *record, const MusterLookup *lookup, GPtrArray *problems)
{
  static const char *const fields[] = { "baseline", "forecast", "actual" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      guint32 start = muster_work_start_after (record, fields[i], lookup);
      g_autofree char *day = NULL;
      const char *stated;

      if (start == 0)
        continue;
      day = muster_day_to_text (start);
      stated = muster_when_get_text (muster_value_get_when (muster_record_get (record, fields[i])));
      muster_report_finding (
        problems, MUSTER_SEVERITY_WARNING, "BEFORE_START", fields[i],
        g_strdup_printf (_("“%s” is %s, but the plan starts on %s. Correct one of the two dates, or keep both as the "
                           "source has them."),
                         muster_field_get_label (muster_kind_get_field (muster_record_get_kind (record), fields[i])),
                         stated, day),
        g_strdup (stated), g_strdup (day));
      return;
    }
}

/* What is done was done by today (domain 2.1, "actual"). Beside its plan, for a draft has no resolved days yet. */
void
muster_rules_find_ahead (MusterRecord *record, const MusterLookup *lookup, guint32 today, GPtrArray *problems)
{
  g_autofree char *day = NULL;
  const char *stated;

  if (!muster_record_is_kind (record, MUSTER_WORK_KINDS) || !muster_record_has (record, "actual")
      || muster_rules_resolve (record, "actual", lookup).earliest <= today)
    return;
  day = muster_day_to_text (today);
  stated = muster_when_get_text (muster_value_get_when (muster_record_get (record, "actual")));
  muster_report_finding (
    problems, MUSTER_SEVERITY_WARNING, "DONE_AHEAD", "actual",
    g_strdup_printf (_("“%s” is %s, which is still to come: today is %s. Correct the date, or clear it until then."),
                     muster_field_get_label (muster_kind_get_field (muster_record_get_kind (record), "actual")), stated,
                     day),
    g_strdup (stated), g_strdup (day));
}

/* ---- all kinds ------------------------------------------------------------------------------------------------- */

static const struct {
  MusterKindId kind;
  void       (*find) (MusterRecord *record, const MusterLookup *lookup, GPtrArray *problems);
} rules[] = {
  { MUSTER_KIND_COHORT, find_in_cohort },
  { MUSTER_KIND_DELIVERABLE, find_in_work },
  { MUSTER_KIND_ACTION, find_in_work },
  { MUSTER_KIND_ASSESSMENT, find_in_assessment },
  { MUSTER_KIND_BUDGET, muster_find_in_budget },
  { MUSTER_KIND_BUDGET_SECTION, muster_find_in_section },
  { MUSTER_KIND_BUDGET_LINE, muster_find_in_line },
};

GPtrArray *
muster_rules_findings (MusterRecord *record, const MusterLookup *lookup)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_problem_free);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].kind == muster_record_get_kind (record)->id)
      rules[i].find (record, lookup, problems);
  return problems;
}
