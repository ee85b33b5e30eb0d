/* test-derive-sums.c - what is derived of people, money and measures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-lookup.h"

/* The population by quarter of 000:L212-222. */
static const TestRow cohort_rows[] = {
  { "area", "harrow", "name = Harrow | level = borough" },
  { "cohort", "q2", "name = 65+ | scope = @harrow | position = 1 | added = 33,625 | stated_cumulative = 33,725" },
  { "population", "q2-1", "of = @q2 | label = Mostly healthy | figure = 9,519" },
  { "population", "q2-2", "of = @q2 | label = Dementia | figure = 1,513" },
  { "population", "q2-3", "of = @q2 | label = 1+ long-term condition | figure = 22,172" },
  { "population", "q2-4", "of = @q2 | label = Learning disability | figure = 64" },
  { "population", "q2-5", "of = @q2 | label = SEMI | figure = 357" },
  { "cohort", "q4", "name = 18-64 | scope = @harrow | position = 2 | added = 113,964 | stated_cumulative = 147,689" },
  { "cohort", "q5", "name = LTC | scope = @harrow | position = 3 | added = 22,094 | stated_cumulative = 169,783" },
  { "population", "q5-1", "of = @q5 | label = MSK | figure = N/A" },
  { "population", "q5-2", "of = @q5 | label = Diabetes | figure = 7,870" },
  { "population", "q5-3", "of = @q5 | label = Cardiology | figure = 14,224" },
  { "cohort", "q6", "name = Other LTC | scope = @harrow | position = 4 | added = 14,706"
                    " | stated_cumulative = 184,489" },
  { "cohort", "q8", "name = 0-17 | scope = @harrow | position = 5 | added = 52,884 | stated_cumulative = 237,373" },
  { "cohort", "alone", "name = Alone | added = 5" },
  { "cohort", "vague", "name = Vague" },
  { "population", "vague-1", "of = @vague | label = A | figure = 50-80k" },
  { NULL },
};

static void
test_cohorts (void)
{
  static const TestExpected expected[] = {
    { "q2", "segments_total", "33,625" }, { "q2", "cumulative", "33,625" },
    { "q4", "segments_total", "" }, { "q4", "cumulative", "147,589" },
    { "q5", "segments_total", "22,094" }, { "q5", "cumulative", "169,683" },
    { "q6", "cumulative", "184,389" }, { "q8", "cumulative", "237,273" },
    { "alone", "cumulative", "5" }, { "vague", "cumulative", "" }, { "vague", "segments_total", "" },
    { NULL },
  };

  test_world_check (cohort_rows, expected);
}

static void
test_team_population (void)
{
  static const TestRow rows[] = {
    { "team", "none", "name = None" },
    { "team", "latest", "name = Latest" },
    { "population", "l1", "of = @latest | label = Registered list | figure = 48,000 | as_at = 1 April 2018" },
    { "population", "l2", "of = @latest | figure = about 50,000 | as_at = 1 April 2019" },
    { "population", "l3", "of = @latest | label = Total population | figure = 47,000" },
    { "population", "l4", "of = @latest | label = 65 and over, dementia | figure = 900 | as_at = 1 April 2020" },
    { "team", "segments", "name = Segments" },
    { "population", "s1", "of = @segments | label = 65+ | figure = 9,000" },
    { "population", "s2", "of = @segments | label = Under 65 | figure = 31,000" },
    { NULL },
  };
  static const TestExpected expected[] = {
    { "none", "population", "" }, { "latest", "population", "about 50,000" }, { "segments", "population", "31,000" },
    { NULL },
  };

  test_world_check (rows, expected);
}

static void
test_kpis (void)
{
  static const TestRow rows[] = {
    { "kpi", "words", "name = 1 | target = CCG specific target" },
    { "kpi", "unmeasured", "name = 2 | target_number = 75" },
    { "kpi", "met", "name = 3 | target_number = 75" },
    { "kpi", "missed", "name = 4 | target_number = 75 | direction = higher" },
    { "kpi", "low", "name = 5 | target_number = 75 | direction = lower" },
    { "measurement", "m0", "kpi = @words | value = 3 | period = Q1 2017/18" },
    { "measurement", "m1", "kpi = @met | value = 75 | period = Q2 2017/18" },
    { "measurement", "m2", "kpi = @met | value = 12 | period = Q1 2017/18" },
    { "measurement", "m3", "kpi = @missed | value = 74.9 | period = May 2018" },
    { "measurement", "m4", "kpi = @low | value = 74.9 | period = May 2018" },
    { NULL },
  };
  static const TestExpected expected[] = {
    { "words", "state", "No numeric target" }, { "words", "latest", "3" },
    { "unmeasured", "state", "Not measured yet" }, { "unmeasured", "latest", "" },
    { "met", "state", "On target" }, { "met", "latest", "75" },
    { "missed", "state", "Off target" }, { "low", "state", "On target" },
    { NULL },
  };

  test_world_check (rows, expected);
}

static void
test_money (void)
{
  static const TestRow rows[] = {
    { "budget", "b", "title = B" },
    { "budget-section", "s1", "title = 1 | budget = @b | number = 1 | stated_subtotal = £5" },
    { "budget-line", "l1", "role = 1 | section = @s1 | days = 50 | rate = £470 | amount = £23,449" },
    { "budget-line", "l2", "role = 2 | section = @s1 | days = 0.5 | rate = £0.01" },
    { "budget-line", "l3", "role = 3 | section = @s1 | days = 0.499 | rate = £0.01" },
    { "budget-line", "l4", "role = 4 | section = @s1 | wte = 2" },
    { "budget-section", "s2", "title = 2 | budget = @b" },
    { "budget-line", "l5", "role = 5 | section = @s2 | amount = £10" },
    { "budget-section", "s3", "title = 3 | budget = @b" },
    { "budget-section", "split", "title = Split | budget = @b | kind = split | covers = @s1, @s2" },
    { "budget-section", "quoted", "title = Quoted | budget = @b | kind = quoted | covers = @l1" },
    { "budget", "empty", "title = Empty" },
    { NULL },
  };
  static const TestExpected expected[] = {
    { "l1", "computed", "£23,500" }, { "l2", "computed", "£0.01" }, { "l3", "computed", "£0" },
    { "l4", "computed", "" },
    { "s1", "subtotal", "£23,449.01" }, { "s2", "subtotal", "£10" }, { "s3", "subtotal", "" },
    { "split", "subtotal", "£15" }, { "quoted", "subtotal", "£23,449" },
    { "b", "total", "£23,459.01" }, { "empty", "total", "" },
    { NULL },
  };

  test_world_check (rows, expected);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/derive/cohorts", test_cohorts);
  g_test_add_func ("/derive/team-population", test_team_population);
  g_test_add_func ("/derive/kpis", test_kpis);
  g_test_add_func ("/derive/money", test_money);
  return g_test_run ();
}
