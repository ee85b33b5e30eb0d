/* test-findings.c - what arithmetic finds in the sources, and what they leave out.
 *
 * Each expected line is "record RULE severity: stated | computed"; the list is exact.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-lookup.h"

#include <string.h>

typedef GPtrArray *(*Look) (TestWorld *world, MusterRecord *record);

static GPtrArray *
look_for_findings (TestWorld *world, MusterRecord *record)
{
  return muster_rules_findings (record, test_world_lookup (world));
}

static GPtrArray *
look_for_gaps (TestWorld *world, MusterRecord *record)
{
  return muster_rules_gaps (record);
}

static void
add_lines (TestWorld *world, MusterRecord *record, Look look, GPtrArray *lines)
{
  static const char *const severities[] = { "error", "warning", "note" };
  g_autoptr(GPtrArray) problems = look (world, record);

  for (guint i = 0; i < problems->len; i++)
    {
      MusterProblem *problem = g_ptr_array_index (problems, i);
      const char *name = test_world_name_of (world, muster_record_get_id (record));

      g_assert_nonnull (muster_kind_get_field (muster_record_get_kind (record), problem->field));
      g_assert_cmpint (problem->message[0], !=, '\0');
      g_assert_true (g_str_has_suffix (problem->message, "."));
      g_assert_null (strstr (problem->message, "(null)"));
      g_test_message ("%s: %s", name, problem->message);
      if (problem->stated != NULL)
        g_ptr_array_add (lines, g_strdup_printf ("%s %s %s: %s | %s", name, problem->rule,
                                                 severities[problem->severity], problem->stated, problem->computed));
      else
        g_ptr_array_add (lines, g_strdup_printf ("%s %s %s", name, problem->rule, problem->field));
    }
}

static void
check_world (const TestRow *rows, Look look, const char *const *expected)
{
  g_autoptr(TestWorld) world = test_world_new_from (rows);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  guint i;

  for (i = 0; i < test_world_n (world); i++)
    add_lines (world, test_world_nth (world, i), look, lines);
  for (i = 0; expected[i] != NULL && i < lines->len; i++)
    g_assert_cmpstr (g_ptr_array_index (lines, i), ==, expected[i]);
  g_assert_cmpstr (i < lines->len ? g_ptr_array_index (lines, i) : NULL, ==, expected[i]);
}

/* ---- the NCL register (case 2) --------------------------------------------------------------------------------- */

/* Only risk 10 is wrong: stated 4 (Moderate), 1 × 3 = 3 (Low). */
static void
test_risk_scores (void)
{
  static const TestRow rows[] = {
    { "risk", "r1", "title = Activity | status = open" },
    { "assessment", "r1-i", "risk = @r1 | kind = initial | likelihood = 4 | impact = 4 | stated_score = 16" },
    { "assessment", "r1-t", "risk = @r1 | kind = target | likelihood = 3 | impact = 4 | stated_score = 12" },
    { "risk", "r10", "title = Acute trusts | status = open" },
    { "assessment", "r10-i", "risk = @r10 | kind = initial | likelihood = 2 | impact = 4 | stated_score = 8" },
    { "assessment", "r10-t", "risk = @r10 | kind = target | likelihood = 1 | impact = 3 | stated_score = 4" },
    { "risk", "r11", "title = Records | status = open" },
    { "assessment", "r11-i", "risk = @r11 | kind = initial | likelihood = 2 | impact = 3" },
    { NULL },
  };
  static const char *const expected[] = { "r10-t RISK_SCORE warning: 4 Moderate | 3 Low", NULL };

  check_world (rows, look_for_findings, expected);
}

/* The bands are those of the risk's own programme. */
static void
test_risk_scores_by_matrix (void)
{
  static const TestRow rows[] = {
    { "programme", "p", "name = C | low_to = 4 | moderate_to = 9 | high_to = 14" },
    { "risk", "r", "title = R | status = open | programme = @p" },
    { "assessment", "a", "risk = @r | kind = current | likelihood = 5 | impact = 3 | stated_score = 4" },
    { NULL },
  };
  static const char *const expected[] = { "a RISK_SCORE warning: 4 Low | 15 Extreme", NULL };

  check_world (rows, look_for_findings, expected);
}

/* ---- the Harrow budget (case 34) ------------------------------------------------------------------------------- */

static const TestRow harrow[] = {
  { "budget", "b", "title = Harrow 2019/20 | stated_total = 616,027 | months = 9" },
  { "budget-section", "s1", "title = Core support | budget = @b | number = 1 | position = 1 | funding_class = "
                            "contribution | stated_subtotal = 158,401 | stated_running = 158,401" },
  { "budget-line", "s1a", "role = Delivery Lead | section = @s1 | band = 8c | wte = 1 | amount = 72,101" },
  { "budget-line", "s1b", "role = Information Analyst | section = @s1 | wte = 1 | amount = 44,989" },
  { "budget-line", "s1c", "role = Programme Admin | section = @s1 | wte = 1 | amount = 31,861" },
  { "budget-line", "s1d", "role = Expenses | section = @s1 | amount = 7,200" },
  { "budget-line", "s1e", "role = Communications | section = @s1 | amount = 2,250" },
  { "budget-section", "s2", "title = Core leadership | budget = @b | number = 2 | position = 2 | funding_class = in "
                            "kind | stated_subtotal = 96,388 | stated_running = 254,789" },
  { "budget-line", "s2a", "role = Programme Director | section = @s2 | wte = 0.6 | amount = 51,388" },
  { "budget-line", "s2b", "role = Clinical Director | section = @s2 | wte = 0.4 | amount = 45,000" },
  { "budget-section", "s3", "title = Backfill | budget = @b | number = 3 | position = 3 | funding_class = contribution"
                            " | stated_running = 277,289" },
  { "budget-line", "s3a", "role = Backfill | section = @s3 | amount = 22,500" },
  { "budget-section", "s4", "title = Leads | budget = @b | number = 4 | position = 4 | funding_class = in kind"
                            " | stated_subtotal = 227,666 | stated_running = 504,955" },
  { "budget-line", "s4a", "role = Clinical Lead | section = @s4 | wte = 0.2 | amount = 25,468" },
  { "budget-line", "s4b", "role = GP | section = @s4 | wte = 0.2 | amount = 22,500" },
  { "budget-line", "s4c", "role = Community | section = @s4 | wte = 0.2 | amount = 14,420" },
  { "budget-line", "s4d", "role = Mobilisation | section = @s4 | people = 5 | days_a_week = 3 | wte = 2.4"
                          " | amount = 123,959" },
  { "budget-line", "s4e", "role = Corporate | section = @s4 | people = 4 | days_a_week = 1 | wte = 0.8"
                          " | amount = 41,320" },
  { "budget-section", "s5", "title = Training | budget = @b | number = 5 | position = 5 | funding_class = contribution"
                            " | stated_subtotal = 46,303 | stated_running = 551,258" },
  { "budget-line", "s5a", "role = Facilitator | section = @s5 | wte = 0.3 | amount = 33,750" },
  { "budget-line", "s5b", "role = Admin | section = @s5 | wte = 0.5 | amount = 12,553" },
  { "budget-section", "s6", "title = Joint leads | budget = @b | number = 6 | position = 6 | funding_class = in kind"
                            " | restarts = yes | stated_running = 41,320" },
  { "budget-line", "s6a", "role = Corporate | section = @s6 | people = 4 | days_a_week = 1 | wte = 0.8"
                          " | amount = 41,320" },
  { "budget-section", "s7", "title = ICHP | budget = @b | number = 6 | position = 7 | stated_running = 64,769" },
  { "budget-line", "s7a", "role = Support | section = @s7 | days = 50 | rate = £470 | quoted_days = 70"
                          " | amount = 23,449" },

  { "budget-section", "f1", "title = Alliance, contribution | budget = @b | kind = split | funding_class = contribution"
                            " | stated_subtotal = 158,401 | covers = @s1" },
  { "budget-section", "f2", "title = Alliance, in kind | budget = @b | kind = split | funding_class = in kind"
                            " | stated_subtotal = 142,691 | covers = @s2, @s5" },
  { "budget-section", "f3", "title = Joint, contribution | budget = @b | kind = split | funding_class = contribution"
                            " | stated_subtotal = 22,500 | covers = @s3" },
  { "budget-section", "f4", "title = Joint, in kind | budget = @b | kind = split | funding_class = in kind"
                            " | stated_subtotal = 292,435 | covers = @s4, @s6, @s7" },

  { "budget-section", "q1", "title = Core | budget = @b | kind = quoted | stated_subtotal = £158.5K | covers = @s1" },
  { "budget-section", "q2", "title = Leadership | budget = @b | kind = quoted | stated_subtotal = £96.5K"
                            " | covers = @s2" },
  { "budget-section", "q3", "title = Backfill | budget = @b | kind = quoted | stated_subtotal = £22.5K"
                            " | covers = @s3" },
  { "budget-section", "q4", "title = Clinical | budget = @b | kind = quoted | stated_subtotal = £62.5K"
                            " | covers = @s4a, @s4b, @s4c" },
  { "budget-section", "q5", "title = Mobilisation | budget = @b | kind = quoted | stated_subtotal = £165K"
                            " | covers = @s4d, @s4e" },
  { "budget-section", "q6", "title = Corporate | budget = @b | kind = quoted | stated_subtotal = £42K | covers = @s6" },
  { "budget-section", "q7", "title = Training | budget = @b | kind = quoted | stated_subtotal = £46K | covers = @s5" },
  { NULL },
};

static void
test_harrow_budget (void)
{
  static const char *const expected[] = {
    "b BUDGET_TOTAL warning: £616,027 | £616,028",
    "s4 BUDGET_SUBTOTAL warning: £227,666 | £227,667",
    "s4d LINE_WTE warning: 2.4 | 3",
    "s7 SECTION_NUMBER warning: 6 | Joint leads",
    "s7a LINE_DAYS_RATE warning: £23,449 | £23,500",
    "s7a LINE_DAYS_QUOTED warning: 70 | 50",
    "f2 SPLIT_CLASS warning: In kind | Contribution (£46,303)",
    "q6 QUOTED_AMOUNT warning: £42,000 | £41,320",
    NULL,
  };

  check_world (harrow, look_for_findings, expected);
}

/* What the Harrow budget has right, wrong. */
static void
test_other_budget (void)
{
  static const TestRow rows[] = {
    { "budget", "b", "title = B | stated_total = £30" },
    { "budget-section", "s1", "title = 1 | budget = @b | position = 1 | stated_subtotal = £10 | stated_running = £11" },
    { "budget-section", "s2", "title = 2 | budget = @b | position = 2 | stated_subtotal = £10 | stated_running = £21" },
    { "budget-section", "f", "title = F | budget = @b | kind = split | stated_subtotal = £15 | covers = @s1, @s2"
                             " | funding_class = hybrid" },
    { "budget-section", "q", "title = Q | budget = @b | kind = quoted | stated_subtotal = £20.01 | covers = @s1, @s2" },
    { "budget", "silent", "title = Silent" },
    { "budget-section", "s3", "title = 3 | budget = @silent" },
    { NULL },
  };
  static const char *const expected[] = {
    "b BUDGET_TOTAL warning: £30 | £20",     "b SPLIT_TOTAL warning: £15 | £30",
    "s1 BUDGET_RUNNING warning: £11 | £10",  "f SPLIT_TOTAL warning: £15 | £20",
    "q QUOTED_AMOUNT warning: £20.01 | £20", NULL,
  };

  check_world (rows, look_for_findings, expected);
}

/* ---- populations ----------------------------------------------------------------------------------------------- */

/* 000:L212-222: one new slip of 100 in the first row, carried on through all others. */
static void
test_population (void)
{
  static const TestRow rows[] = {
    { "area", "harrow", "name = Harrow | level = borough" },
    { "cohort", "q2", "name = 65+ | scope = @harrow | position = 1 | added = 33,625 | stated_cumulative = 33,725" },
    { "population", "q2-1", "of = @q2 | label = Mostly healthy | figure = 9,519" },
    { "population", "q2-2", "of = @q2 | label = Dementia | figure = 1,513" },
    { "population", "q2-3", "of = @q2 | label = LTC | figure = 22,172" },
    { "population", "q2-4", "of = @q2 | label = LD | figure = 64" },
    { "population", "q2-5", "of = @q2 | label = SEMI | figure = 357" },
    { "cohort", "q4", "name = 18-64 | scope = @harrow | position = 2 | added = 113,964 | stated_cumulative = 147,689" },
    { "cohort", "q5", "name = LTC | scope = @harrow | position = 3 | added = 22,094 | stated_cumulative = 169,783" },
    { "cohort", "q6", "name = Other | scope = @harrow | position = 4 | added = 14,706 | stated_cumulative = 184,489" },
    { "cohort", "q8", "name = 0-17 | scope = @harrow | position = 5 | added = 52,884 | stated_cumulative = 237,373" },
    { NULL },
  };
  static const char *const expected[] = {
    "q2 COHORT_CUMULATIVE warning: 33,725 | 33,625", "q4 COHORT_CUMULATIVE note: 147,689 | 147,589",
    "q5 COHORT_CUMULATIVE note: 169,783 | 169,683",  "q6 COHORT_CUMULATIVE note: 184,489 | 184,389",
    "q8 COHORT_CUMULATIVE note: 237,373 | 237,273",  NULL,
  };

  check_world (rows, look_for_findings, expected);
}

static void
test_other_population (void)
{
  static const TestRow rows[] = {
    { "area", "a", "name = A | level = borough" },
    { "cohort", "c1", "name = 1 | scope = @a | position = 1 | added = 10 | stated_cumulative = 12" },
    { "population", "p1", "of = @c1 | label = A | figure = 4" },
    { "population", "p2", "of = @c1 | label = B | figure = 5" },
    { "cohort", "c2", "name = 2 | scope = @a | position = 2 | added = 10" },
    { "cohort", "c3", "name = 3 | scope = @a | position = 3 | added = 10 | stated_cumulative = 33" },
    { "cohort", "c4", "name = 4 | scope = @a | position = 4 | added = 10 | stated_cumulative = 40" },
    { NULL },
  };
  static const char *const expected[] = {
    "c1 COHORT_SEGMENTS warning: 10 | 9",
    "c1 COHORT_CUMULATIVE warning: 12 | 10",
    "c3 COHORT_CUMULATIVE warning: 33 | 30",
    NULL,
  };

  check_world (rows, look_for_findings, expected);
}

/* ---- dates ----------------------------------------------------------------------------------------------------- */

static void
test_before_start (void)
{
  static const TestRow rows[] = {
    { "plan", "p", "title = P | start = May 2017" },
    { "deliverable", "gateway", "title = Gateway 1 | plan = @p | baseline = Feb 2017 | actual = Feb 2017" },
    { "deliverable", "same", "title = Same month | plan = @p | baseline = May 2017" },
    { "action", "late", "text = A | plan = @p | baseline = days 1 to 30 | forecast = 30 April 2017" },
    { "mitigation", "m", "text = M | baseline = 2016/17" },
    { NULL },
  };
  static const char *const expected[] = {
    "gateway BEFORE_START warning: Feb 2017 | 1 May 2017",
    "late BEFORE_START warning: 30 April 2017 | 1 May 2017",
    NULL,
  };

  check_world (rows, look_for_findings, expected);
}

/* ---- gaps ------------------------------------------------------------------------------------------------------ */

static void
test_gaps (void)
{
  static const TestRow rows[] = {
    { "plan", "p", "title = P | start = 1 May 2017 | kind = 100-day plan | owner = Programme Director"
                   " | end_baseline = day 100" },
    { "deliverable", "full", "title = D | plan = @p | owner = Lead | baseline = Q1 2017/18" },
    { "deliverable", "bare", "title = D | plan = @p" },
    { "deliverable", "done", "title = D | plan = @p | status = complete" },
    { "deliverable", "moved", "title = D | plan = @p | owner = Lead | forecast = May 2018" },
    { "action", "tbc", "text = A | owner = L Henschen / Chair (TBC) | baseline = ongoing" },
    { "action", "window", "text = A | owner = Lead | plan = @p | baseline = days 30 to 60" },
    { "risk", "r", "title = R | status = open" },
    { "risk", "good", "title = R | status = open | owner = Lead | next_review = May 2018 | event = It happens" },
    { "risk", "shut", "title = R | status = closed" },
    { "mitigation", "control", "text = M | kind = existing | owner = Lead" },
    { "mitigation", "planned", "text = M | kind = planned | owner = Lead | baseline = TBC" },
    { "issue", "i", "title = I | severity = low | status = open" },
    { "assumption", "a", "text = A | owner = Lead" },
    { "workstream", "access", "name = Access | sro = TBC | support = TBC" },
    { "membership", "m", "role = Community trust | member = TBC" },
    { "kpi", "k", "name = K | owner = Lead | target = CCG specific target" },
    { "post", "in-post", "role = Manager | start = In post" },
    { "post", "open", "role = Lead | start = TBC" },
    { "population", "figure", "of = @p | figure = 5" },
    { NULL },
  };
  static const char *const expected[] = {
    "bare NO_OWNER owner", "bare UNDATED due", "moved NO_BASELINE baseline", "tbc OWNER_TBC owner", "tbc UNDATED due",
    "r NO_OWNER owner", "r NO_REVIEW next_review", "r NO_STATEMENT event", "planned UNDATED due", "i NO_OWNER owner",
    "a UNDATED validate_by", "access OWNER_TBC sro", "access OWNER_TBC support", "m OWNER_TBC member",
    "k NO_TARGET target_number", "open UNDATED start", "figure UNDATED as_at", NULL,
  };

  check_world (rows, look_for_gaps, expected);
}

/* A new mobilisation plan names every section that it is to hold (case 52). */
static void
test_mobilisation_plan (void)
{
  static const TestRow rows[] = {
    { "plan", "p", "title = Camden Neighbourhood 4 | kind = Mobilisation plan | owner = Lead | start = 1 May 2017"
                   " | end_baseline = 1 May 2018 | aims = x | workforce = y" },
    { NULL },
  };
  static const char *const expected[] = {
    "p EMPTY_SECTION shape",      "p EMPTY_SECTION governance", "p EMPTY_SECTION support",
    "p EMPTY_SECTION investment", "p EMPTY_SECTION engagement", "p EMPTY_SECTION monitoring",
    "p EMPTY_SECTION sign_off",   NULL,
  };

  check_world (rows, look_for_gaps, expected);
}

static GPtrArray *
look_for_days_ahead (TestWorld *world, MusterRecord *record)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_problem_free);
  g_autoptr(MusterWhen) today = muster_when_parse ("21 November 2017", NULL);

  muster_rules_find_ahead (record, test_world_lookup (world), muster_when_get_days (today).latest, problems);
  return problems;
}

/* Done in the year 2190: a slip of the finger that no status tells. What may be past is let be. */
static void
test_done_ahead (void)
{
  static const TestRow rows[] = {
    { "plan", "p", "title = P | start = 1 November 2017" },
    { "deliverable", "far", "title = D | status = complete | actual = 1 January 2190" },
    { "deliverable", "today", "title = D | status = complete | actual = 21 November 2017" },
    { "deliverable", "quarter", "title = D | status = complete | actual = Q3 2017/18" },
    { "deliverable", "next", "title = D | actual = Q4 2017/18" },
    { "deliverable", "planned", "title = D | forecast = 1 January 2190 | status = complete" },
    { "action", "window", "text = A | plan = @p | actual = day 30" },
    { "action", "in-window", "text = A | plan = @p | actual = day 21" },
    { "mitigation", "m", "text = M | actual = 22 November 2017" },
    { NULL },
  };
  static const char *const expected[] = {
    "far DONE_AHEAD warning: 1 January 2190 | 21 November 2017",
    "next DONE_AHEAD warning: Q4 2017/18 | 21 November 2017",
    "window DONE_AHEAD warning: day 30 | 21 November 2017",
    "m DONE_AHEAD warning: 22 November 2017 | 21 November 2017", NULL,
  };

  check_world (rows, look_for_days_ahead, expected);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/findings/risk-scores", test_risk_scores);
  g_test_add_func ("/findings/risk-scores-by-matrix", test_risk_scores_by_matrix);
  g_test_add_func ("/findings/harrow-budget", test_harrow_budget);
  g_test_add_func ("/findings/other-budget", test_other_budget);
  g_test_add_func ("/findings/population", test_population);
  g_test_add_func ("/findings/other-population", test_other_population);
  g_test_add_func ("/findings/before-start", test_before_start);
  g_test_add_func ("/findings/done-ahead", test_done_ahead);
  g_test_add_func ("/gaps/all-kinds", test_gaps);
  g_test_add_func ("/gaps/mobilisation-plan", test_mobilisation_plan);
  return g_test_run ();
}
