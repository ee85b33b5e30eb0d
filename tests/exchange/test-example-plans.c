/* test-example-plans.c - what the sources say about risks, plans and dates, seen in the loaded example.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "example-world.h"
#include "muster-error.h"
#include "muster-export.h"

static int
by_number (gconstpointer a, gconstpointer b)
{
  return *(const int *) b - *(const int *) a;
}

/* Eleven risks, their initial scores and the bands of these. */
static void
test_risk_scores (gconstpointer data)
{
  static const int expected[] = { 16, 16, 16, 16, 12, 12, 12, 12, 9, 8, 6 };
  g_autoptr(GPtrArray) risks = example_all ((Fixture *) data, MUSTER_KIND_RISK);
  guint bands[4] = { 0 };
  int scores[G_N_ELEMENTS (expected)];

  g_assert_cmpuint (risks->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < risks->len; i++)
    {
      const char *band;

      scores[i] = muster_record_get_number (risks->pdata[i], "initial_score");
      band = muster_matrix_band (&muster_matrix_npsa, scores[i]);
      bands[strcmp (band, "extreme") == 0    ? 0
            : strcmp (band, "high") == 0     ? 1
            : strcmp (band, "moderate") == 0 ? 2
                                             : 3]++;
      g_assert_cmpint (muster_record_get_number (risks->pdata[i], "score"), ==, scores[i]);
      g_assert_cmpstr (muster_record_get_text (risks->pdata[i], "band"), ==, band);
    }
  qsort (scores, G_N_ELEMENTS (scores), sizeof *scores, by_number);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (scores[i], ==, expected[i]);
  g_assert_cmpuint (bands[0], ==, 4);
  g_assert_cmpuint (bands[1], ==, 6);
  g_assert_cmpuint (bands[2], ==, 1);
  g_assert_cmpuint (bands[3], ==, 0);
}

/* The tenth risk is stated as 4 where 1 x 3 is 3; no other score is wrong. */
static void
test_risk_score_finding (gconstpointer data)
{
  Fixture *fixture = (Fixture *) data;
  g_autoptr(GPtrArray) findings = example_findings (fixture);
  g_autoptr(GPtrArray) scores = example_findings_of (findings, "RISK_SCORE");
  g_autoptr(MusterRecord) assessment = NULL;
  g_autoptr(MusterRecord) risk = NULL;
  const MusterFinding *finding;

  g_assert_cmpuint (scores->len, ==, 1);
  finding = scores->pdata[0];
  g_assert_cmpstr (finding->problem->stated, ==, "4 Moderate");
  g_assert_cmpstr (finding->problem->computed, ==, "3 Low");
  assessment = muster_replica_get (fixture->replica, &finding->record, NULL);
  risk = muster_replica_get (fixture->replica, muster_record_get_ref (assessment, "risk"), NULL);
  g_assert_cmpstr (muster_record_get_ref_code (risk), ==, "R-10");
  g_assert_cmpint (muster_record_get_number (risk, "target_score"), ==, 3);
}

/* The heat map of initial scores: [likelihood][consequence]. */
static void
test_heat_map (gconstpointer data)
{
  static const guint expected[6][6] = { [4][4] = 4, [3][4] = 3, [4][3] = 1, [3][3] = 1, [2][4] = 1, [2][3] = 1 };
  g_autoptr(GPtrArray) assessments = example_all ((Fixture *) data, MUSTER_KIND_ASSESSMENT);
  guint cells[6][6] = { 0 };

  for (guint i = 0; i < assessments->len; i++)
    if (muster_record_is_choice (assessments->pdata[i], "kind", "initial"))
      cells[muster_record_get_number (assessments->pdata[i], "likelihood")]
           [muster_record_get_number (assessments->pdata[i], "impact")]++;
  g_assert_cmpmem (cells, sizeof cells, expected, sizeof expected);
}

static gboolean
has_gap (GPtrArray *gaps, const char *field)
{
  for (guint i = 0; i < gaps->len; i++)
    if (g_strcmp0 (((MusterProblem *) gaps->pdata[i])->field, field) == 0)
      return TRUE;
  return FALSE;
}

static void
test_risk_gaps (gconstpointer data)
{
  g_autoptr(GPtrArray) risks = example_all ((Fixture *) data, MUSTER_KIND_RISK);

  g_assert_cmpuint (example_count (risks, "escalation_potential", "high"), ==, 6);
  g_assert_cmpuint (example_count (risks, "escalation_potential", "medium"), ==, 3);
  g_assert_cmpuint (example_count (risks, "escalation_potential", "low"), ==, 2);
  for (guint i = 0; i < risks->len; i++)
    {
      g_autoptr(GPtrArray) gaps = muster_rules_gaps (risks->pdata[i]);

      g_assert_true (has_gap (gaps, "owner"));
      g_assert_true (has_gap (gaps, "next_review"));
    }
}

/* Out as CSV and back: commas, quotation marks, line breaks and dashes included. */
static void
test_register_round_trip (gconstpointer data)
{
  Fixture *fixture = (Fixture *) data;
  g_autoptr(GPtrArray) risks = example_all (fixture, MUSTER_KIND_RISK);
  g_autoptr(MusterQuery) query = muster_query_new (muster_kind_get (MUSTER_KIND_RISK));
  g_autoptr(GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr(GPtrArray) back = NULL;
  g_autoptr(GError) error = NULL;

  muster_export_csv (fixture->replica, query, 0, out, NULL, &error);
  g_assert_no_error (error);
  back = muster_import_csv (muster_kind_get (MUSTER_KIND_RISK),
                            g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (out)),
                            g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out)), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->len, ==, risks->len);
  for (guint i = 0; i < back->len; i++)
    {
      g_autoptr(MusterCommit) difference = muster_commit_new (NULL);

      muster_commit_add_edit (difference, risks->pdata[i], back->pdata[i]);
      g_assert_cmpuint (muster_commit_get_n (difference), ==, 0);
      g_assert_cmpstr (muster_record_get_ref_code (risks->pdata[i]), ==, muster_record_get_ref_code (back->pdata[i]));
    }
}

/* How many of records are due by the end of that quarter. */
static guint
count_quarter (GPtrArray *records, guint financial_year, guint quarter)
{
  guint n = 0;

  for (guint i = 0; i < records->len; i++)
    {
      guint32 day = muster_record_get_days (records->pdata[i], "baseline").latest;

      n += muster_financial_year (day) == financial_year && muster_financial_quarter (day) == quarter;
    }
  return n;
}

static void
test_work_breakdown (gconstpointer data)
{
  Fixture *fixture = (Fixture *) data;
  g_autoptr(GPtrArray) work = example_within (fixture, MUSTER_KIND_DELIVERABLE, "plan", "plan-ncl-wbs");
  g_autoptr(GPtrArray) findings = example_findings (fixture);
  g_autoptr(GPtrArray) garbled = example_findings_of (findings, "ILLEGIBLE_DATE");
  guint enfield = 0, islington = 0;

  g_assert_cmpuint (work->len, ==, 27);
  for (guint i = 0; i < work->len; i++)
    {
      g_autofree char *owner = muster_record_to_display (work->pdata[i], "owner");

      enfield += strcmp (owner, "Enfield primary care programme lead") == 0;
      islington += strcmp (owner, "Islington primary care programme lead") == 0;
    }
  g_assert_cmpuint (enfield, ==, 5);
  g_assert_cmpuint (islington, ==, 4 + 1);

  g_assert_cmpuint (count_quarter (work, 2017, 1), ==, 12);
  g_assert_cmpuint (count_quarter (work, 2017, 2), ==, 4);
  g_assert_cmpuint (count_quarter (work, 2017, 3), ==, 2);
  g_assert_cmpuint (count_quarter (work, 2017, 4), ==, 3 + 1);
  g_assert_cmpuint (count_quarter (work, 2018, 1), ==, 3);
  g_assert_cmpuint (count_quarter (work, 2018, 2), ==, 1);
  g_assert_cmpuint (count_quarter (work, 2018, 3), ==, 0);
  g_assert_cmpuint (count_quarter (work, 2018, 4), ==, 1);
  g_assert_cmpuint (garbled->len, ==, 1);
  g_assert_cmpstr (((MusterFinding *) garbled->pdata[0])->problem->stated, ==, "Q4/ 2017/1 8 9");
}

/* The row whose text was lost is there, and says so. */
static void
test_untitled (gconstpointer data)
{
  Fixture *fixture = (Fixture *) data;
  g_autoptr(MusterRecord) row = example_get (fixture, "ncl-wbs-01");
  g_autofree char *title = muster_record_dup_title (row);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) findings = NULL;
  gboolean found = FALSE;

  g_assert_false (muster_record_has (row, "title"));
  g_assert_cmpstr (title, !=, "");
  findings = muster_replica_findings (fixture->replica, muster_record_get_id (row), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    found |= strcmp (((MusterFinding *) findings->pdata[i])->problem->rule, "TEXT_LOST") == 0;
  g_assert_true (found);
}

/* "Q1/ 2017/18" and "Q1/2017/18" are one quarter, whose last day is 30 June 2017. */
static void
test_quarters (gconstpointer data)
{
  g_autoptr(MusterRecord) spaced = example_get ((Fixture *) data, "ncl-wbs-02");
  g_autoptr(MusterRecord) tight = example_get ((Fixture *) data, "ncl-wbs-13");
  MusterWhen *a = muster_value_get_when (muster_record_get (spaced, "baseline"));
  MusterWhen *b = muster_value_get_when (muster_record_get (tight, "baseline"));
  g_autoptr(GDate) day = g_date_new_dmy (30, G_DATE_JUNE, 2017);
  guint32 last = g_date_get_julian (day);

  g_assert_cmpstr (muster_when_get_text (a), ==, "Q1/ 2017/18");
  g_assert_cmpstr (muster_when_get_text (b), ==, "Q1/2017/18");
  g_assert_true (muster_when_same (a, b));
  g_assert_cmpuint (muster_record_get_days (spaced, "baseline").latest, ==, last);
  g_assert_cmpint (muster_rules_timing (spaced, last), !=, MUSTER_TIMING_OVERDUE);
  g_assert_cmpint (muster_rules_timing (spaced, last + 1), ==, MUSTER_TIMING_OVERDUE);
}

static guint
count_window (GPtrArray *actions, guint first, guint last)
{
  guint n = 0;

  for (guint i = 0; i < actions->len; i++)
    {
      MusterWhen *when = muster_value_get_when (muster_record_get (actions->pdata[i], "baseline"));
      guint from = 0, to = 0;

      if (when != NULL && muster_when_get_kind (when) == MUSTER_WHEN_DAYS)
        muster_when_get_window (when, &from, &to);
      n += from == first && to == last;
    }
  return n;
}

static guint
count_priority (GPtrArray *actions, const char *priority)
{
  guint n = 0;

  for (guint i = 0; i < actions->len; i++)
    n += g_str_has_prefix (muster_record_get_text (actions->pdata[i], "theme"), priority);
  return n;
}

static void
test_hundred_days (gconstpointer data)
{
  Fixture *fixture = (Fixture *) data;
  g_autoptr(GPtrArray) actions = example_within (fixture, MUSTER_KIND_ACTION, "plan", "harrow-plan-100-days");
  g_autoptr(MusterRecord) plan = example_get (fixture, "harrow-plan-100-days");

  g_assert_cmpuint (actions->len, ==, 39);
  g_assert_cmpuint (count_priority (actions, "Priority 1"), ==, 8);
  g_assert_cmpuint (count_priority (actions, "Priority 2"), ==, 7);
  g_assert_cmpuint (count_priority (actions, "Priority 3"), ==, 9);
  g_assert_cmpuint (count_priority (actions, "Priority 4"), ==, 15);
  g_assert_cmpuint (count_window (actions, 1, 30), ==, 13);
  g_assert_cmpuint (count_window (actions, 30, 60), ==, 13);
  g_assert_cmpuint (count_window (actions, 60, 90), ==, 7);
  g_assert_cmpuint (count_window (actions, 90, 100), ==, 6);

  g_assert_cmpint (muster_record_get_number (plan, "slip_days"), ==, 112);
  g_assert_cmpstr (muster_record_get_text (plan, "forecast_reason"), ==, "Emergency response to the Omicron variant");
}

/* Who leads: one action of PCN Operational Managers, two with a chair to be confirmed. */
static void
test_leads (gconstpointer data)
{
  g_autoptr(GPtrArray) actions = example_within ((Fixture *) data, MUSTER_KIND_ACTION, "plan", "harrow-plan-100-days");
  MusterRecord *of_managers = NULL;
  guint managers = 0, tbc = 0;

  for (guint i = 0; i < actions->len; i++)
    {
      MusterParty *owner = muster_value_get_party (muster_record_get (actions->pdata[i], "owner"));

      g_assert_nonnull (owner);
      tbc += muster_party_has_tbc (owner);
      if (strstr (muster_party_get_text (owner), "PCN Operational Managers") != NULL)
        {
          of_managers = actions->pdata[i];
          managers++;
        }
    }
  g_assert_cmpuint (tbc, ==, 2);
  g_assert_cmpuint (managers, ==, 1);
  g_assert_true (g_str_has_prefix (muster_record_get_text (of_managers, "theme"), "Priority 1"));
}

int
main (int argc, char **argv)
{
  Fixture world = { 0 };
  int status;

  g_test_init (&argc, &argv, NULL);
  example_world_init (&world);
  g_test_add_data_func ("/exchange/example/risk-scores", &world, test_risk_scores);
  g_test_add_data_func ("/exchange/example/risk-score-finding", &world, test_risk_score_finding);
  g_test_add_data_func ("/exchange/example/heat-map", &world, test_heat_map);
  g_test_add_data_func ("/exchange/example/risk-gaps", &world, test_risk_gaps);
  g_test_add_data_func ("/exchange/example/register-round-trip", &world, test_register_round_trip);
  g_test_add_data_func ("/exchange/example/work-breakdown", &world, test_work_breakdown);
  g_test_add_data_func ("/exchange/example/untitled", &world, test_untitled);
  g_test_add_data_func ("/exchange/example/quarters", &world, test_quarters);
  g_test_add_data_func ("/exchange/example/hundred-days", &world, test_hundred_days);
  g_test_add_data_func ("/exchange/example/leads", &world, test_leads);
  status = g_test_run ();
  fixture_clear (&world);
  return status;
}
