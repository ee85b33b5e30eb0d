/* test-report.c - a highlight report: what of a month it tells, and in which order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

#include "muster-report.h"

static MusterReport *
read_report (Fixture *self, MusterRecord *scope)
{
  MusterReportQuestion question = { .days = 28 };
  g_autoptr(GError) error = NULL;
  MusterReport *report;

  if (scope != NULL)
    question.scope = *muster_record_get_id (scope);
  for (guint i = 0; i < MUSTER_REPORT_N; i++)
    question.limits[i] = 20;
  report = muster_replica_read_report (self->replica, &question, &error);
  g_assert_no_error (error);
  return report;
}

static void
assert_part (MusterReport *report, MusterReportPart part, const char *expected)
{
  g_autoptr(GString) titles = g_string_new (NULL);

  for (guint i = 0; i < report->parts[part]->records->len; i++)
    {
      g_autofree char *title = muster_record_dup_title (report->parts[part]->records->pdata[i]);

      g_string_append_printf (titles, "%s%s", i > 0 ? ", " : "", title);
    }
  g_assert_cmpstr (titles->str, ==, expected);
}

/* So many days from today, as somebody types it; valid until the eighth next call. */
static const char *
on (Fixture *self, int days)
{
  static char texts[8][32];
  static guint next;
  char *text = texts[next++ % G_N_ELEMENTS (texts)];
  g_autofree char *day = muster_day_to_text (muster_clock_today (self->clock) + (guint32) days);

  g_strlcpy (text, day, sizeof texts[0]);
  return text;
}

static void
test_work (Fixture *self, gconstpointer data)
{
  static const struct { const char *title; int baseline, forecast, actual; } work[] = {
    { "Old", -90, 0, -60 },   { "Lately", -30, 0, -27 }, { "Yesterday", -5, 0, -1 }, { "Tomorrow", 1, 0, 0 },
    { "In a month", 30, 0, 0 }, { "Overdue", -3, 0, 0 }, { "Slips", 5, 40, 0 },
  };
  g_autoptr(MusterRecord) plan = world_add (self, MUSTER_KIND_PLAN, "title", "Hub 1", NULL);
  g_autoptr(MusterReport) report = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (work); i++)
    g_object_unref (world_add (self, MUSTER_KIND_DELIVERABLE, "title", work[i].title, "plan", world_bind (plan),
                               "baseline", on (self, work[i].baseline),
                               "forecast", work[i].forecast != 0 ? on (self, work[i].forecast) : NULL,
                               "status", work[i].actual != 0 ? "complete" : "in progress",
                               "actual", work[i].actual != 0 ? on (self, work[i].actual) : NULL, NULL));
  report = read_report (self, NULL);
  assert_part (report, MUSTER_REPORT_DONE, "Yesterday, Lately");
  assert_part (report, MUSTER_REPORT_NEXT, "Tomorrow, In a month, Slips");
  assert_part (report, MUSTER_REPORT_LATE, "Overdue, Slips");
}

/* Each with its RAG, and the worst first. */
static void
test_plans (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) good = world_add (self, MUSTER_KIND_PLAN, "title", "A", NULL);
  g_autoptr(MusterRecord) late = world_add (self, MUSTER_KIND_PLAN, "title", "B", NULL);
  g_autoptr(MusterReport) report = NULL;

  g_object_unref (world_add (self, MUSTER_KIND_PLAN, "title", "C", "status", "closed", NULL));
  g_object_unref (world_add (self, MUSTER_KIND_DELIVERABLE, "title", "Hire", "plan", world_bind (late), "baseline",
                             on (self, -60), "status", "in progress", NULL));
  report = read_report (self, NULL);
  assert_part (report, MUSTER_REPORT_PLANS, "B, A");
  g_assert_cmpuint (report->rags->len, ==, 2);
  g_assert_cmpint (((MusterRagResult *) report->rags->pdata[0])->shown, ==, MUSTER_RAG_RED);
}

static MusterRecord *
add_risk (Fixture *self, const char *title, const char *status, const char *score, int raised)
{
  MusterRecord *risk = world_add (self, MUSTER_KIND_RISK, "title", title, "status", status, "raised",
                                  on (self, raised), NULL);

  g_object_unref (world_add (self, MUSTER_KIND_ASSESSMENT, "risk", world_bind (risk), "kind", "current", "likelihood",
                             score, "impact", score, NULL));
  return risk;
}

static void
test_risks (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) extreme = add_risk (self, "Extreme", "open", "5", -90);
  g_autoptr(MusterRecord) escalated = add_risk (self, "Escalated", "escalated", "2", -90);
  g_autoptr(MusterRecord) fresh = add_risk (self, "New", "open", "1", -3);
  g_autoptr(MusterRecord) old = add_risk (self, "Old", "open", "3", -90);
  g_autoptr(MusterRecord) gone = add_risk (self, "Gone", "open", "5", -3);
  g_autoptr(MusterRecord) board = world_add (self, MUSTER_KIND_BODY, "name", "Board", NULL);
  g_autoptr(MusterReport) report = NULL;

  g_object_unref (world_edit (self, gone, "status", "closed", "status_reason", "Posts filled", NULL));
  g_object_unref (world_add (self, MUSTER_KIND_ESCALATION, "reason", "Too much for us", "record",
                             world_bind (escalated), "to_body", world_bind (board), "state", "proposed", NULL));
  g_object_unref (world_add (self, MUSTER_KIND_ESCALATION, "reason", "Answered", "record", world_bind (extreme),
                             "to_body", world_bind (board), "state", "accepted", NULL));
  report = read_report (self, NULL);
  assert_part (report, MUSTER_REPORT_RISKS, "Extreme, Escalated, New");
  assert_part (report, MUSTER_REPORT_WANTED, "Too much for us");
}

/* Decisions are everybody's, actions and money of the scope alone. */
static void
test_scope (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) mine = world_add (self, MUSTER_KIND_PROGRAMME, "name", "Frailty", NULL);
  g_autoptr(MusterRecord) plan = world_add (self, MUSTER_KIND_PLAN, "title", "P", "programme", world_bind (mine), NULL);
  g_autoptr(MusterRecord) board = world_add (self, MUSTER_KIND_BODY, "name", "Board", NULL);
  g_autoptr(MusterReport) report = NULL;

  g_object_unref (world_add (self, MUSTER_KIND_BUDGET, "title", "Ours", "programme", world_bind (mine), NULL));
  g_object_unref (world_add (self, MUSTER_KIND_BUDGET, "title", "Theirs", NULL));
  g_object_unref (world_add (self, MUSTER_KIND_ACTION, "text", "Ask", "plan", world_bind (plan), "status", "complete",
                             "actual", on (self, -2), NULL));
  g_object_unref (world_add (self, MUSTER_KIND_ACTION, "text", "Other", "status", "complete", "actual", on (self, -2),
                             NULL));
  g_object_unref (world_add (self, MUSTER_KIND_DECISION, "text", "Go on", "body", world_bind (board), "on",
                             on (self, -2), NULL));
  g_object_unref (world_add (self, MUSTER_KIND_DECISION, "text", "Long ago", "body", world_bind (board), "on",
                             on (self, -40), NULL));
  report = read_report (self, mine);
  assert_part (report, MUSTER_REPORT_ACTIONS, "Ask");
  assert_part (report, MUSTER_REPORT_BUDGETS, "Ours");
  assert_part (report, MUSTER_REPORT_DECISIONS, "Go on");
  g_assert_true (muster_id_equal (muster_record_get_id (report->scope), muster_record_get_id (mine)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  WORLD_ADD ("/store/report/work", test_work);
  WORLD_ADD ("/store/report/plans", test_plans);
  WORLD_ADD ("/store/report/risks", test_risks);
  WORLD_ADD ("/store/report/scope", test_scope);
  return g_test_run ();
}
