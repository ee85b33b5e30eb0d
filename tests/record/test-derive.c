/* test-derive.c - derived values, by tables of texts and by what must hold in any world.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-lookup.h"

/* ---- risks ----------------------------------------------------------------------------------------------------- */

static const TestRow risk_rows[] = {
  { "programme", "christie", "name = C | low_to = 3 | moderate_to = 9 | high_to = 14" },
  { "programme", "broken", "name = B | low_to = 9 | moderate_to = 6" },
  { "plan", "plan", "title = P | programme = @christie" },
  { "workstream", "stream", "name = W | programme = @christie" },
  { "team", "team", "name = T" },

  /* Nothing, initial alone, initial and current, the path of a re-scored risk, a half-filled assessment. */
  { "risk", "bare", "title = Bare | status = open" },
  { "risk", "new", "title = New | status = open" },
  { "assessment", "new-1", "risk = @new | kind = initial | likelihood = 4 | impact = 4" },
  { "risk", "rescored", "title = Re-scored | status = open" },
  { "assessment", "rescored-1", "risk = @rescored | kind = initial | likelihood = 4 | impact = 4 | on = 1 March 2017" },
  { "assessment", "rescored-3", "risk = @rescored | kind = current | likelihood = 3 | impact = 4 | on = 1 June 2017" },
  { "assessment", "rescored-2", "risk = @rescored | kind = current | likelihood = 4 | impact = 4 | on = 1 March 2017" },
  { "assessment", "rescored-4", "risk = @rescored | kind = target | likelihood = 2 | impact = 4 | on = 1 March 2017" },
  { "assessment", "rescored-5", "risk = @rescored | kind = current | likelihood = 5 | on = 1 July 2017" },
  { "risk", "steady", "title = Steady | status = open" },
  { "assessment", "steady-1", "risk = @steady | kind = initial | likelihood = 2 | impact = 3" },
  { "assessment", "steady-2", "risk = @steady | kind = current | likelihood = 3 | impact = 2 | on = May 2017" },
  { "risk", "rising", "title = Rising | status = open" },
  { "assessment", "rising-1", "risk = @rising | kind = current | likelihood = 1 | impact = 3 | on = Q1 2017/18" },
  { "assessment", "rising-2", "risk = @rising | kind = current | likelihood = 2 | impact = 3 | on = Q2 2017/18" },

  /* Banded by another matrix, reached four ways; a matrix that does not ascend gives way to NPSA's. */
  { "risk", "by-programme", "title = 1 | status = open | programme = @christie" },
  { "risk", "by-scope", "title = 2 | status = open | scope = @christie" },
  { "risk", "by-plan", "title = 3 | status = open | plan = @plan | scope = @team" },
  { "risk", "by-stream", "title = 4 | status = open | workstream = @stream" },
  { "risk", "by-broken", "title = 5 | status = open | programme = @broken | plan = @plan" },
  { "assessment", "b1", "risk = @by-programme | kind = current | likelihood = 2 | impact = 4" },
  { "assessment", "b2", "risk = @by-scope | kind = current | likelihood = 2 | impact = 4" },
  { "assessment", "b3", "risk = @by-plan | kind = current | likelihood = 2 | impact = 4" },
  { "assessment", "b4", "risk = @by-stream | kind = current | likelihood = 2 | impact = 4" },
  { "assessment", "b5", "risk = @by-broken | kind = current | likelihood = 2 | impact = 4" },

  { "mitigation", "m1", "text = In place | risk = @new | kind = existing" },
  { "mitigation", "m2", "text = Not started | risk = @new | kind = planned | status = not started" },
  { "mitigation", "m3", "text = Under way | risk = @new | kind = planned | status = in progress" },
  { "mitigation", "m4", "text = Done | risk = @new | status = complete" },
  { "mitigation", "m5", "text = Dropped | risk = @new | kind = existing | status = cancelled" },
  { "mitigation", "m6", "text = No use | risk = @new | kind = existing | effectiveness = Not effective" },
  { NULL },
};

static const TestExpected risk_expected[] = {
  { "bare", "score", "" }, { "bare", "band", "" }, { "bare", "trend", "" }, { "bare", "mitigations_current", "0" },
  { "new", "score", "16" }, { "new", "initial_score", "16" }, { "new", "target_score", "" }, { "new", "trend", "" },
  { "new", "band", "Extreme" }, { "new", "likelihood", "4" }, { "new", "impact", "4" },
  { "new", "mitigations_current", "3" }, { "new", "initial_likelihood", "4" }, { "new", "initial_impact", "4" },
  { "new", "target_likelihood", "" }, { "new", "target_impact", "" },
  { "rescored-1", "score", "16" }, { "rescored-5", "score", "" },
  { "rescored", "score", "12" }, { "rescored", "initial_score", "16" }, { "rescored", "target_score", "8" },
  { "rescored", "trend", "Falling" }, { "rescored", "band", "High" }, { "rescored", "likelihood", "3" },
  { "rescored", "initial_likelihood", "4" }, { "rescored", "target_likelihood", "2" },
  { "rescored", "target_impact", "4" },
  { "steady", "score", "6" }, { "steady", "trend", "Unchanged" }, { "steady", "band", "Moderate" },
  { "rising", "score", "6" }, { "rising", "trend", "Rising" }, { "rising", "initial_score", "" },
  { "by-programme", "band", "Moderate" }, { "by-scope", "band", "Moderate" }, { "by-plan", "band", "Moderate" },
  { "by-stream", "band", "Moderate" }, { "by-broken", "band", "High" },
  { NULL },
};

static void
test_risks (void)
{
  test_world_check (risk_rows, risk_expected);
}

/* Every product of the matrix lies in the band that NPSA 2008 gives it. */
static void
test_bands (void)
{
  static const char *const bands[] = {
    NULL,   "low",  "low", "low", "moderate", "moderate", "moderate", NULL, "high", "high", "high", NULL, "high",
    NULL,   NULL,   "extreme", "extreme", NULL, NULL, NULL, "extreme", NULL, NULL, NULL, NULL, "extreme",
  };

  for (int likelihood = 1; likelihood <= 5; likelihood++)
    for (int impact = 1; impact <= 5; impact++)
      g_assert_cmpstr (muster_matrix_band (&muster_matrix_npsa, likelihood * impact), ==, bands[likelihood * impact]);
  g_assert_null (muster_matrix_band (&muster_matrix_npsa, 0));
}

/* ---- plans ----------------------------------------------------------------------------------------------------- */

static const TestRow work_rows[] = {
  { "team", "hub", "name = Hub" },
  { "team", "other", "name = Other" },
  { "plan", "own", "title = Own | scope = @hub | start = 1 September 2021 | end_baseline = days 90 to 100"
                   " | end_forecast = 31 March 2022" },
  { "plan", "borough", "title = Borough" },
  { "plan", "empty", "title = Empty | end_forecast = May 2022" },

  /* A package counts by its live parts, a milestone by all or nothing, what is dropped not at all. */
  { "deliverable", "package", "title = Package | plan = @own | percent = 90 | weight = 7" },
  { "deliverable", "part-1", "title = 1 | plan = @own | parent = @package | status = complete | weight = 3" },
  { "deliverable", "part-2", "title = 2 | plan = @own | parent = @package | percent = 40" },
  { "deliverable", "milestone", "title = M | plan = @own | type = milestone | percent = 80" },
  { "deliverable", "weightless", "title = W | plan = @own | percent = 1 | weight = 0" },
  { "deliverable", "dropped", "title = D | plan = @own | parent = @part-2 | status = superseded" },
  { "action", "act", "text = A | plan = @own | percent = 60" },
  { "action", "gone", "text = G | plan = @own | status = cancelled | status_note = x" },

  { "deliverable", "lent", "title = For the hub | plan = @borough | team = @hub | status = complete" },
  { "deliverable", "theirs", "title = For others | plan = @borough | team = @other" },
  { "action", "loose", "text = Loose | scope = @hub | percent = 50" },
  { NULL },
};

/* own: (3 × 100 + 40 + 0 + 60) / 6 = 66.7; hub: (400 + 100 + 50) / 8 = 68.75; "days 90 to 100" ends on 9 December 2021,
 * 112 days before (case 22). */
static const TestExpected work_expected[] = {
  { "own", "progress", "67" }, { "borough", "progress", "50" }, { "empty", "progress", "" },
  { "hub", "progress", "69" }, { "other", "progress", "0" },
  { "own", "slip_days", "112" }, { "empty", "slip_days", "" },
  { NULL },
};

static void
test_progress (void)
{
  test_world_check (work_rows, work_expected);
}

/* 100 is said only when all is done. */
static void
test_progress_rounds_down (void)
{
  g_autoptr(TestWorld) world = test_world_new ();

  test_world_set (world, "plan", "plan", "title = P");
  test_world_set (world, "deliverable", "big", "title = Big | plan = @plan | weight = 1000 | status = complete");
  test_world_set (world, "deliverable", "small", "title = Small | plan = @plan | percent = 99");
  test_world_settle (world);
  test_world_assert (world, "plan", "progress", "99");
  test_world_edit (world, "small", "status = complete");
  test_world_settle (world);
  test_world_assert (world, "plan", "progress", "100");
}

static const TestRow slip_rows[] = {
  { "plan", "plan", "title = P | start = 1 September 2021" },
  { "deliverable", "mobilisation", "title = Hub mobilisation | plan = @plan | start = 1 May 2018"
                                   " | baseline = 30 June 2018" },
  { "deliverable", "hub-3", "title = 3 | plan = @plan | baseline = Q2 2018/19 | forecast = Q4 2018/19" },
  { "deliverable", "early", "title = E | plan = @plan | baseline = 31 March 2018 | forecast = 1 May 2018"
                            " | actual = 3 March 2018" },
  { "deliverable", "planned", "title = N | plan = @plan | baseline = Q1/ 2017/18" },
  { "deliverable", "ongoing", "title = O | plan = @plan | baseline = May 2017 | forecast = ongoing" },
  { "action", "window", "text = W | plan = @plan | baseline = days 30 to 60 | forecast = 9 November 2021" },
  { "action", "tbc", "text = T | baseline = TBC | forecast = 1 May 2018" },
  { "mitigation", "m", "text = M | forecast = June 2018 | baseline = May 2018" },
  { NULL },
};

static const TestExpected slip_expected[] = {
  { "hub-3", "due", "Q4 2018/19" }, { "hub-3", "slip_quarters", "2" }, { "hub-3", "slip_days", "182" },
  { "early", "due", "3 March 2018" }, { "early", "slip_days", "-28" }, { "early", "slip_quarters", "" },
  { "planned", "due", "Q1/ 2017/18" }, { "planned", "slip_days", "" },
  { "ongoing", "due", "ongoing" }, { "ongoing", "slip_days", "" },
  { "window", "due", "9 November 2021" }, { "window", "slip_days", "10" },
  { "tbc", "slip_days", "" },
  { "m", "due", "June 2018" },
  { NULL },
};

static void
test_slips (void)
{
  test_world_check (slip_rows, slip_expected);
}

static void
set_relative (TestWorld *world, const char *name, const char *field, MusterWhenRelation relation, const char *event)
{
  g_autoptr(MusterRecord) record = muster_record_copy (test_world_get (world, name));
  g_autoptr(MusterWhen) when = NULL;
  g_autoptr(MusterValue) value = NULL;
  MusterId id;

  test_world_id (event, &id);
  when = muster_when_new_relative (relation, event, &id);
  value = muster_value_new_when (when);
  muster_record_set (record, field, value);
  test_world_put (world, record);
}

static void
assert_days (TestWorld *world, const char *name, const char *field, const char *earliest, const char *latest)
{
  MusterDays days = muster_rules_resolve (test_world_get (world, name), field, test_world_lookup (world));
  g_autofree char *first = days.earliest != 0 ? muster_day_to_text (days.earliest) : g_strdup ("");
  g_autofree char *last = days.latest != 0 ? muster_day_to_text (days.latest) : g_strdup ("");

  g_assert_cmpstr (first, ==, earliest);
  g_assert_cmpstr (last, ==, latest);
}

/* "Prior to mobilisation" has a day once that milestone has one, and then the day before it (case 19). */
static void
test_relative_dates (void)
{
  g_autoptr(TestWorld) world = test_world_new_from (slip_rows);

  set_relative (world, "planned", "baseline", MUSTER_WHEN_BEFORE, "mobilisation");
  assert_days (world, "planned", "baseline", "", "30 April 2018");
  set_relative (world, "hub-3", "forecast", MUSTER_WHEN_DURING, "mobilisation");
  assert_days (world, "hub-3", "forecast", "1 May 2018", "30 June 2018");
  set_relative (world, "tbc", "baseline", MUSTER_WHEN_AFTER, "mobilisation");
  assert_days (world, "tbc", "baseline", "1 July 2018", "");
  test_world_archive (world, "mobilisation", TRUE);
  assert_days (world, "planned", "baseline", "", "");
  test_world_archive (world, "mobilisation", FALSE);
  assert_days (world, "planned", "baseline", "", "30 April 2018");
  test_world_edit (world, "mobilisation", "start = | baseline = TBC");
  assert_days (world, "planned", "baseline", "", "");
}

/* Two milestones that wait for each other have no day, and nobody waits for ever to hear so. */
static void
test_relative_circle (void)
{
  g_autoptr(TestWorld) world = test_world_new_from (slip_rows);

  set_relative (world, "planned", "baseline", MUSTER_WHEN_AFTER, "hub-3");
  set_relative (world, "planned", "start", MUSTER_WHEN_AFTER, "hub-3");
  set_relative (world, "hub-3", "forecast", MUSTER_WHEN_AFTER, "planned");
  set_relative (world, "hub-3", "start", MUSTER_WHEN_BEFORE, "planned");
  assert_days (world, "planned", "baseline", "", "");
  assert_days (world, "hub-3", "forecast", "", "");
}

static void
test_windows (void)
{
  static const TestRow rows[] = {
    { "plan", "plan", "title = P | start = 1 September 2021 | end_baseline = day 100" },
    { "plan", "lost", "title = L | start = day 3" },
    { "risk", "risk", "title = R | plan = @plan | proximity = days 1 to 30" },
    { "mitigation", "m", "text = M | risk = @risk | baseline = days 30 to 60" },
    { "issue", "issue", "title = I | plan = @plan" },
    { "escalation", "e", "reason = E | record = @issue | due = day 90" },
    { "action", "orphan", "text = O | baseline = day 3" },
    { NULL },
  };
  g_autoptr(TestWorld) world = test_world_new_from (rows);

  assert_days (world, "plan", "end_baseline", "9 December 2021", "9 December 2021");
  assert_days (world, "lost", "start", "", "");
  assert_days (world, "risk", "proximity", "1 September 2021", "30 September 2021");
  assert_days (world, "m", "due", "30 September 2021", "30 October 2021");
  assert_days (world, "e", "due", "29 November 2021", "29 November 2021");
  assert_days (world, "orphan", "baseline", "", "");
}

/* ---- what threatens work --------------------------------------------------------------------------------------- */

static void
test_threats (void)
{
  static const TestRow rows[] = {
    { "team", "team", "name = T" },
    { "plan", "plan", "title = P | scope = @team" },
    { "deliverable", "d", "title = D | plan = @plan" },
    { "risk", "extreme", "title = 1 | status = open | deliverables = @d | plan = @plan" },
    { "risk", "mitigated", "title = 2 | status = open | deliverables = @d | scope = @team" },
    { "risk", "closed", "title = 3 | status = closed | deliverables = @d | scope = @team" },
    { "assessment", "a1", "risk = @extreme | kind = current | likelihood = 4 | impact = 4" },
    { "assessment", "a2", "risk = @mitigated | kind = current | likelihood = 3 | impact = 5" },
    { "assessment", "a3", "risk = @closed | kind = current | likelihood = 5 | impact = 5" },
    { "mitigation", "m", "text = M | risk = @mitigated | kind = existing" },
    { "issue", "severe", "title = 1 | severity = high | status = open | deliverables = @d" },
    { "issue", "mild", "title = 2 | severity = medium | status = open | deliverables = @d" },
    { "issue", "over", "title = 3 | severity = critical | status = closed | deliverables = @d" },
    { NULL },
  };
  static const TestExpected expected[] = {
    { "d", "extreme_risks", "1" }, { "d", "open_severe_issues", "1" }, { "team", "worst_score", "16" }, { NULL },
  };

  test_world_check (rows, expected);
}

/* ---- all kinds ------------------------------------------------------------------------------------------------- */

static MusterValue *
leftover (const MusterField *field)
{
  g_autoptr(MusterPopulation) population = muster_population_new (MUSTER_POPULATION_EXACT, 7, 7, NULL);
  g_autoptr(MusterWhen) when = muster_when_new_year (1999);

  switch ((int) field->type)
    {
    case MUSTER_VALUE_POPULATION:
      return muster_value_new_population (population);
    case MUSTER_VALUE_WHEN:
      return muster_value_new_when (when);
    case MUSTER_VALUE_CHOICE:
      return muster_value_new_text (MUSTER_VALUE_CHOICE, "leftover");
    default:
      return muster_value_new_number (field->type, 77);
    }
}

/* Every derived field of every kind is set, if only to nothing: none keeps what stood there. */
static void
test_all_fields_are_set (void)
{
  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    {
      const MusterKind *kind = muster_kind_get ((MusterKindId) i);
      g_autoptr(TestWorld) world = test_world_new ();
      g_autoptr(MusterRecord) record = test_world_draft (world, kind->name, "record", "");

      for (guint j = 0; j < kind->n_fields; j++)
        if (muster_field_is_derived (&kind->fields[j]))
          muster_record_take_at (record, j, leftover (&kind->fields[j]));
      muster_rules_derive (record, test_world_lookup (world));
      for (guint j = 0; j < kind->n_fields; j++)
        if (muster_field_is_derived (&kind->fields[j]))
          {
            g_autoptr(MusterValue) value = leftover (&kind->fields[j]);

            if (muster_value_equal (muster_record_get_at (record, j), value))
              g_error ("%s.%s is not derived", kind->name, kind->fields[j].name);
          }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/derive/risks", test_risks);
  g_test_add_func ("/derive/bands", test_bands);
  g_test_add_func ("/derive/progress", test_progress);
  g_test_add_func ("/derive/progress-rounds-down", test_progress_rounds_down);
  g_test_add_func ("/derive/slips", test_slips);
  g_test_add_func ("/derive/relative-dates", test_relative_dates);
  g_test_add_func ("/derive/relative-circle", test_relative_circle);
  g_test_add_func ("/derive/windows", test_windows);
  g_test_add_func ("/derive/threats", test_threats);
  g_test_add_func ("/derive/all-fields-are-set", test_all_fields_are_set);
  return g_test_run ();
}
