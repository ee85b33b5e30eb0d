/* muster-risk.c - what a risk is scored at, by whose matrix, and what it threatens.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-rules-private.h"

/* Where a risk names no programme of its own, that of what it belongs to holds; an archived plan has no say. */
MusterRecord *
muster_risk_find_programme (MusterRecord *risk, const MusterLookup *lookup)
{
  static const char *const fields[] = { "programme", "scope", "plan", "workstream" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr(MusterRecord) record = muster_lookup_ref (lookup, risk, fields[i]);

      if (record == NULL)
        continue;
      if (muster_record_is_kind (record, MUSTER_KINDS (PROGRAMME)))
        return g_steal_pointer (&record);
      if (muster_record_is_kind (record, MUSTER_KINDS (PLAN) | MUSTER_KINDS (WORKSTREAM))
          && !muster_record_is_archived (record))
        {
          MusterRecord *programme = muster_lookup_ref (lookup, record, "programme");

          if (programme != NULL)
            return programme;
        }
    }
  return NULL;
}

/* Likelihood × consequence, 0 while one is missing (NPSA 2008); a stated score never counts. */
gint64
muster_assessment_score (MusterRecord *assessment)
{
  if (assessment == NULL)
    return 0;
  return CLAMP (muster_record_get_number (assessment, "likelihood"), 0, 5)
         * CLAMP (muster_record_get_number (assessment, "impact"), 0, 5);
}

gboolean
muster_assessment_is_stated (MusterRecord *assessment)
{
  return muster_record_has (assessment, "stated_score") && !muster_record_has (assessment, "likelihood")
         && !muster_record_has (assessment, "impact");
}

static int
compare_assessments (MusterRecord *a, MusterRecord *b)
{
  guint32 day_a = muster_record_own_days (a, "on").earliest, day_b = muster_record_own_days (b, "on").earliest;

  return (day_a > day_b) - (day_a < day_b);
}

MusterRecord *
muster_risk_last (GPtrArray *assessments, const char *kind, MusterRecord **previous)
{
  MusterRecord *last = NULL, *before = NULL;

  muster_records_sort (assessments, compare_assessments);
  for (guint i = 0; i < assessments->len; i++)
    {
      MusterRecord *assessment = g_ptr_array_index (assessments, i);

      if (!muster_record_is_choice (assessment, "kind", kind) || muster_assessment_score (assessment) == 0)
        continue;
      before = last;
      last = assessment;
    }
  if (previous != NULL && before != NULL)
    *previous = g_object_ref (before);
  return last != NULL ? g_object_ref (last) : NULL;
}

void
muster_rules_sort_assessments (GPtrArray *assessments)
{
  muster_records_sort (assessments, compare_assessments);
}

MusterMatrix
muster_rules_risk_matrix (MusterRecord *risk, const MusterLookup *lookup)
{
  g_autoptr(MusterRecord) programme = muster_risk_find_programme (risk, lookup);

  return muster_matrix_of (programme);
}

static gint64
last_target (GPtrArray *assessments)
{
  g_autoptr(MusterRecord) target = muster_risk_last (assessments, "target", NULL);

  return muster_assessment_score (target);
}

guint
muster_rules_count_unchanged (GPtrArray *assessments)
{
  gint64 now = 0;
  guint count = 0;

  for (guint i = assessments->len; i > 0; i--)
    {
      MusterRecord *assessment = g_ptr_array_index (assessments, i - 1);
      gint64 score = muster_assessment_score (assessment);

      if (score == 0 || muster_record_is_choice (assessment, "kind", "target"))
        continue;
      if (now != 0 && score != now)
        break;
      now = score;
      count++;
    }
  return now > last_target (assessments) ? count : 0;
}

guint
muster_count_extreme_risks (MusterRecord *record, const MusterLookup *lookup)
{
  g_autoptr(GPtrArray) risks = muster_lookup_pointing (lookup, muster_record_get_id (record), MUSTER_KIND_RISK,
                                                       "deliverables");
  guint count = 0;

  for (guint i = 0; i < risks->len; i++)
    {
      MusterRecord *risk = g_ptr_array_index (risks, i);

      count += muster_risk_is_open (risk) && muster_record_is_choice (risk, "band", "extreme")
               && muster_record_get_number (risk, "mitigations_current") == 0;
    }
  return count;
}

guint
muster_count_severe_issues (MusterRecord *record, const MusterLookup *lookup)
{
  g_autoptr(GPtrArray) issues = muster_lookup_pointing (lookup, muster_record_get_id (record), MUSTER_KIND_ISSUE,
                                                        "deliverables");
  guint count = 0;

  for (guint i = 0; i < issues->len; i++)
    {
      MusterRecord *issue = g_ptr_array_index (issues, i);

      count += muster_issue_is_open (issue)
               && (muster_record_is_choice (issue, "severity", "critical")
                   || muster_record_is_choice (issue, "severity", "high"));
    }
  return count;
}
