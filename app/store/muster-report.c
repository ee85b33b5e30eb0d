/* muster-report.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-report.h"

#include "muster-shortlist-private.h"

/* With the day in the place of %u: today, or the first that counts as new. */
static const struct {
  MusterShortlistWay way;
  gboolean from_today;
  gboolean everybodys;
} ways[MUSTER_REPORT_N] = {
  [MUSTER_REPORT_PLANS] = { { MUSTER_KIND_PLAN, NULL, "coalesce (t.status, '') <> 'closed'",
                              "t.title COLLATE NOCASE" } },
  [MUSTER_REPORT_DONE] = { { MUSTER_KIND_DELIVERABLE, NULL, "t.\"actual.latest\" >= %u",
                             "t.\"actual.latest\" DESC" } },
  [MUSTER_REPORT_ACTIONS] = { { MUSTER_KIND_ACTION, NULL, "t.\"actual.latest\" >= %u", "t.\"actual.latest\" DESC" } },
  [MUSTER_REPORT_NEXT] = { { MUSTER_KIND_DELIVERABLE, NULL,
                             MUSTER_SQL_WORK_OPEN " AND coalesce (t.type, '') <> 'package' AND t.\"due.latest\" >= %u",
                             "t.\"due.latest\"" }, TRUE },
  [MUSTER_REPORT_LATE] = { { MUSTER_KIND_DELIVERABLE, NULL,
                             MUSTER_SQL_WORK_OPEN
                             " AND (t.\"due.latest\" < %u OR t.slip_days > 0 OR t.slip_quarters > 0)",
                             "t.\"due.latest\" NULLS LAST" }, TRUE },
  [MUSTER_REPORT_RISKS] = { { MUSTER_KIND_RISK, NULL,
                              MUSTER_SQL_RISK_OPEN " AND (t.band = 'extreme' OR t.status = 'escalated'"
                              " OR t.\"raised.latest\" >= %u)", "t.score DESC NULLS LAST" } },
  [MUSTER_REPORT_WANTED] = { { MUSTER_KIND_ESCALATION, NULL, "coalesce (t.state, 'proposed') = 'proposed'",
                               "t.\"due.latest\" NULLS LAST" } },
  [MUSTER_REPORT_DECISIONS] = { { MUSTER_KIND_DECISION, NULL, "t.\"on.latest\" >= %u", "t.\"on.latest\" DESC" },
                                FALSE, TRUE },
  [MUSTER_REPORT_BUDGETS] = { { MUSTER_KIND_BUDGET, NULL, NULL, "t.title COLLATE NOCASE" } },
};

void
muster_report_free (MusterReport *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < MUSTER_REPORT_N; i++)
    g_clear_pointer (&self->parts[i], muster_shortlist_free);
  g_clear_pointer (&self->rags, g_ptr_array_unref);
  g_clear_object (&self->scope);
  g_free (self);
}

static gboolean
read_part (MusterReplica *replica, MusterReport *report, const MusterReportQuestion *question, guint part,
           GError **error)
{
  static const MusterId everything = { { 0 } };
  MusterShortlistWay way = ways[part].way;
  g_autofree char *day = g_strdup_printf ("%u", ways[part].from_today ? report->today : report->since);
  g_autoptr(GString) where = g_string_new (way.where);

  g_string_replace (where, "%u", day, 0);
  way.where = way.where != NULL ? where->str : NULL;
  report->parts[part] = muster_shortlist_read (replica, &way, ways[part].everybodys ? &everything : &question->scope,
                                               question->limits[part], error);
  return report->parts[part] != NULL;
}

typedef struct {
  MusterRecord *plan;
  MusterRagResult *rag;
} Judged;

/* Those of one colour stay as they were. */
static int
compare_rags (gconstpointer a, gconstpointer b, gpointer data)
{
  return (int) ((const Judged *) b)->rag->shown - (int) ((const Judged *) a)->rag->shown;
}

static void
judge_plans (MusterReplica *replica, MusterReport *report)
{
  GPtrArray *plans = report->parts[MUSTER_REPORT_PLANS]->records;
  g_autoptr(GArray) judged = g_array_new (FALSE, FALSE, sizeof (Judged));

  for (guint i = 0; i < plans->len; i++)
    {
      Judged one = { plans->pdata[i], muster_rules_rag (plans->pdata[i], &replica->lookup, report->today) };

      g_array_append_val (judged, one);
    }
  g_array_sort_with_data (judged, compare_rags, NULL);
  report->rags = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_rag_result_free);
  for (guint i = 0; i < judged->len; i++)
    {
      plans->pdata[i] = g_array_index (judged, Judged, i).plan;
      g_ptr_array_add (report->rags, g_array_index (judged, Judged, i).rag);
    }
}

MusterReport *
muster_replica_read_report (MusterReplica *self, const MusterReportQuestion *question, GError **error)
{
  g_autoptr(MusterReport) report = g_new0 (MusterReport, 1);

  report->today = muster_clock_today (self->clock);
  report->since = report->today - question->days;
  report->at = muster_clock_now (self->clock);
  if (!muster_id_is_nil (&question->scope))
    report->scope = muster_replica_load_plain (self, &question->scope, NULL, NULL);
  for (guint i = 0; i < MUSTER_REPORT_N; i++)
    if (!read_part (self, report, question, i, error))
      return NULL;
  judge_plans (self, report);
  return g_steal_pointer (&report);
}
