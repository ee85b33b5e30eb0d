/* test-checks.c - what is said before a save, and whether it is an error, a warning or a note.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-lookup.h"

#include <string.h>

/* 1 June 2017, as a Julian day. */
#define TODAY 736481

/* The neighbours that the cases speak of. */
static const TestRow rows[] = {
  { "programme", "prog", "name = Programme" },
  { "plan", "plan", "title = Plan | start = 1 May 2017" },
  { "plan", "other-plan", "title = Other plan" },
  { "deliverable", "d1", "title = One | plan = @plan" },
  { "deliverable", "expired", "title = Expired | plan = @plan | rag_override = green | rag_reason = x"
                              " | rag_expires = 31 March 2017" },
  { "deliverable", "d2", "title = Two | plan = @plan | parent = @d1" },
  { "deliverable", "d3", "title = Three | plan = @other-plan" },
  { "action", "early", "text = Early | plan = @plan | baseline = June 2017" },
  { "area", "system", "name = System | level = system" },
  { "area", "place", "name = Place | level = place | parent = @system" },
  { "area", "borough", "name = Borough | level = borough | parent = @place" },
  { "organisation", "trust", "name = Trust" },
  { "organisation", "ward", "name = Ward | parent = @trust" },
  { "workstream", "w1", "name = W1" },
  { "workstream", "w2", "name = W2 | parent = @w1" },
  { "body", "a", "name = A" },
  { "body", "b", "name = B" },
  { "body", "c", "name = C" },
  { "body-link", "a-b", "from = @a | to = @b | link = Reports to" },
  { "body-link", "b-c", "from = @b | to = @c | link = Reports to" },
  { "body-link", "c-a", "from = @c | to = @a | link = Feeds into" },
  { "dependency", "dep", "title = D | from = @d1 | to = @d2" },
  { "decision", "dec1", "text = D | on = 1 May 2017 | body = @a" },
  { "decision", "dec2", "text = D | on = 1 May 2017 | body = @a | supersedes = @dec1" },
  { "team", "pcn", "name = PCN | kind = pcn" },
  { "team", "hub", "name = Hub | kind = hub" },
  { "person", "lead", "name = Lead" },
  { "person", "gone", "name = Gone" },
  { "risk", "risk", "title = Risk | status = open" },
  { "risk", "closed", "title = Closed | status = closed" },
  { "risk", "patient", "title = Patient | status = open | notes = 943 476 5919" },
  { "assessment", "initial", "risk = @risk | kind = initial | likelihood = 3 | impact = 3" },
  { "update", "update", "text = Said | about = @risk" },
  { "kpi", "kpi", "name = K" },
  { "measurement", "measured", "kpi = @kpi | value = 1 | period = May 2017" },
  { NULL },
};

static TestWorld *
make_world (void)
{
  TestWorld *world = test_world_new_from (rows);

  test_world_archive (world, "gone", TRUE);
  return world;
}

/* "SEVERITY RULE field" of every problem, errors first. */
static char *
describe (GPtrArray *problems)
{
  static const char *const severities[] = { "error", "warning", "note" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      MusterProblem *problem = g_ptr_array_index (problems, i);

      g_test_message ("%s", problem->message);
      g_assert_true (g_str_has_suffix (problem->message, "."));
      g_assert_null (strstr (problem->message, "(null)"));
      g_assert_null (problem->stated);
      g_string_append_printf (text, "%s%s %s %s", i > 0 ? ", " : "", severities[problem->severity], problem->rule,
                              problem->field != NULL ? problem->field : "-");
    }
  return g_string_free (text, FALSE);
}

typedef struct {
  const char *kind;   /* NULL: an edit of the record called name */
  const char *name;
  const char *fields;
  const char *expected;
} Case;

static void
check_cases (const Case *cases)
{
  g_autoptr(TestWorld) world = make_world ();

  for (guint i = 0; cases[i].name != NULL; i++)
    {
      MusterRecord *base = cases[i].kind == NULL ? test_world_get (world, cases[i].name) : NULL;
      g_autoptr(MusterRecord) edited = test_world_draft (world, cases[i].kind, cases[i].name, cases[i].fields);
      g_autoptr(GPtrArray) problems = muster_rules_check (base, edited, test_world_lookup (world), TODAY);
      g_autofree char *text = describe (problems);

      if (!g_str_equal (text, cases[i].expected))
        g_error ("%s “%s” gives “%s”, not “%s”", cases[i].name, cases[i].fields, text, cases[i].expected);
    }
}

/* ---- fields ---------------------------------------------------------------------------------------------------- */

static void
test_fields (void)
{
  static const Case cases[] = {
    { "risk", "new", "title = R | status = open", "" },
    { "risk", "new", "", "error REQUIRED title, error REQUIRED status" },
    { "deliverable", "new", "title = D", "error REQUIRED plan" },
    { NULL, "risk", "title =", "error REQUIRED title" },
    { "person", "new", "name = N | notes = 943 476 5919", "warning NHS_NUMBER notes" },
    { "person", "new", "name = 9434765919", "warning NHS_NUMBER name" },
    { "person", "new", "name = 9434765918", "" },
    { "person", "new", "name = N | aliases = x; 943-476-5919", "warning NHS_NUMBER aliases" },
    { "risk", "new", "title = R | status = open | owner = Ms X 943 476 5919", "warning NHS_NUMBER owner" },
    { "risk", "new", "title = R | status = open | proximity = before 943 476 5919", "warning NHS_NUMBER proximity" },
    { NULL, "patient", "category = finance", "warning NHS_NUMBER notes" },
    { NULL },
  };

  check_cases (cases);
}

static MusterRecord *
with_value (MusterRecord *record, const char *field, MusterValue *value)
{
  MusterRecord *copy = muster_record_copy (record);

  muster_record_take_at (copy, (guint) muster_kind_find_field (muster_record_get_kind (record), field), value);
  return copy;
}

/* What no editing text gives may come from a file or a newer version. */
static void
test_values (void)
{
  g_autoptr(TestWorld) world = make_world ();
  g_autoptr(MusterRecord) risk = with_value (test_world_get (world, "risk"), "category",
                                             muster_value_new_text (MUSTER_VALUE_CHOICE, "cosmic"));
  g_autoptr(MusterRecord) later = with_value (risk, "confidential", muster_value_new_number (MUSTER_VALUE_BOOLEAN, 1));
  g_autoptr(MusterRecord) work = with_value (test_world_get (world, "d1"), "percent",
                                             muster_value_new_number (MUSTER_VALUE_PERCENT, 101));
  g_autoptr(MusterRecord) score = with_value (test_world_get (world, "initial"), "impact",
                                              muster_value_new_number (MUSTER_VALUE_SCORE, 0));
  g_autoptr(MusterRecord) weight = with_value (test_world_get (world, "d1"), "weight",
                                               muster_value_new_number (MUSTER_VALUE_INTEGER, -1));
  const struct {
    MusterRecord *base, *edited;
    const char   *expected;
  } cases[] = {
    { test_world_get (world, "risk"), risk, "error CHOICE category" },
    { risk, later, "warning CHOICE category" },
    { test_world_get (world, "d1"), work, "error RANGE percent" },
    { NULL, score, "error RANGE impact" },
    { test_world_get (world, "d1"), weight, "error RANGE weight" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) problems = muster_rules_check (cases[i].base, cases[i].edited, test_world_lookup (world),
                                                          TODAY);
      g_autofree char *text = describe (problems);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_append_only (void)
{
  static const Case cases[] = {
    { NULL, "initial", "", "" },
    { NULL, "initial", "likelihood = 4", "error APPEND_ONLY likelihood" },
    { NULL, "initial", "rationale = Now I know", "error APPEND_ONLY rationale" },
    { NULL, "update", "text = Said otherwise", "error APPEND_ONLY text" },
    { NULL, "dec1", "rationale = x", "error APPEND_ONLY rationale" },
    { NULL, "measured", "notes = x", "error APPEND_ONLY notes" },
    { NULL },
  };
  g_autoptr(TestWorld) world = make_world ();
  g_autoptr(MusterRecord) edited = test_world_draft (world, NULL, "initial", "impact = 5");
  g_autoptr(GPtrArray) problems = muster_rules_check (test_world_get (world, "initial"), edited,
                                                      test_world_lookup (world), TODAY);

  check_cases (cases);
  g_assert_cmpstr (((MusterProblem *) g_ptr_array_index (problems, 0))->message, ==,
                   "An assessment is never changed: add a new one.");
}

/* ---- links ----------------------------------------------------------------------------------------------------- */

static void
test_references (void)
{
  static const Case cases[] = {
    { "deliverable", "new", "title = D | plan = @nothing", "error REF_MISSING plan" },
    { "deliverable", "new", "title = D | plan = @risk", "error REF_KIND plan" },
    { "team", "new", "name = T | networks = @hub, @new", "error REF_SELF networks" },
    { "risk", "new", "title = R | status = open | owner = Gone @gone", "warning REF_ARCHIVED owner" },
    { "risk", "new", "title = R | status = open | owner = Nobody @nothing", "error REF_MISSING owner" },
    { "risk", "new", "title = R | status = open | owner = Plan @plan", "error REF_KIND owner" },
    { "decision", "new", "text = D | on = May 2017 | body = @a | supersedes = @new", "error REF_SELF supersedes" },
    { NULL },
  };

  check_cases (cases);
}

/* Links that broke since are said; they keep nobody from saving something else. */
static void
test_old_references (void)
{
  static const TestRow broken[] = {
    { "deliverable", "d", "title = D | plan = @nothing" },
    { "deliverable", "p", "title = P | plan = @gone" },
    { "plan", "gone", "title = Gone" },
    { NULL },
  };
  g_autoptr(TestWorld) world = test_world_new_from (broken);
  const struct {
    const char *name, *expected;
  } cases[] = { { "d", "warning REF_MISSING plan" }, { "p", "" } };

  test_world_archive (world, "gone", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(MusterRecord) edited = test_world_draft (world, NULL, cases[i].name, "title = New title");
      g_autoptr(GPtrArray) problems = muster_rules_check (test_world_get (world, cases[i].name), edited,
                                                          test_world_lookup (world), TODAY);
      g_autofree char *text = describe (problems);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_circles (void)
{
  static const Case cases[] = {
    { NULL, "system", "parent = @borough", "error CYCLE parent" },
    { NULL, "system", "parent = @system", "error REF_SELF parent" },
    { NULL, "borough", "parent = @system", "" },
    { NULL, "trust", "parent = @ward", "error CYCLE parent" },
    { NULL, "w1", "parent = @w2", "error CYCLE parent" },
    { NULL, "d1", "parent = @d2", "error CYCLE parent" },
    { NULL, "d3", "parent = @d1", "warning PARENT_PLAN parent" },
    { "body-link", "new", "from = @c | to = @a | link = Reports to", "error CYCLE to" },
    { "body-link", "new", "from = @c | to = @a | link = Delegates to", "" },
    { "body-link", "new", "from = @a | to = @c | link = Reports to", "" },
    { "body-link", "new", "from = @a | to = @a | link = Reports to", "error CYCLE to" },
    { NULL, "c-a", "link = Reports to", "error CYCLE to" },
    { NULL, "a-b", "label = Solid line", "" },
    { "dependency", "new", "title = D | from = @d2 | to = @d1", "warning CYCLE to" },
    { "dependency", "new", "title = D | from = @d2 | to = @d3", "" },
    { "dependency", "new", "title = D | from = @d2", "warning WAITS_FOR to" },
    { "dependency", "new", "title = D | from = @d2 | external = The council", "" },
    { NULL },
  };

  check_cases (cases);
}

/* A circle that came from two desks at once ends the walk and can be mended from any side. */
static void
test_old_circle (void)
{
  static const TestRow circle[] = {
    { "area", "a", "name = A | level = place | parent = @b" },
    { "area", "b", "name = B | level = place | parent = @a" },
    { "area", "c", "name = C | level = place" },
    { NULL },
  };
  g_autoptr(TestWorld) world = test_world_new_from (circle);
  const struct {
    const char *name, *fields, *expected;
  } cases[] = {
    { "a", "name = AA", "warning CYCLE parent" }, { "a", "parent =", "" }, { "c", "parent = @a", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(MusterRecord) edited = test_world_draft (world, NULL, cases[i].name, cases[i].fields);
      g_autoptr(GPtrArray) problems = muster_rules_check (test_world_get (world, cases[i].name), edited,
                                                          test_world_lookup (world), TODAY);
      g_autofree char *text = describe (problems);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_archive (void)
{
  static const struct {
    const char *name, *expected;
  } cases[] = { { "d1", "warning ARCHIVE -" }, { "d3", "" }, { "lead", "" } };
  g_autoptr(TestWorld) world = make_world ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(MusterRecord) edited = test_world_draft (world, NULL, cases[i].name, "");
      g_autoptr(GPtrArray) problems = NULL;
      g_autofree char *text = NULL;

      muster_record_set_archived (edited, TRUE);
      problems = muster_rules_check (test_world_get (world, cases[i].name), edited, test_world_lookup (world), TODAY);
      text = describe (problems);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* ---- work ------------------------------------------------------------------------------------------------------ */

static void
test_dates (void)
{
  static const Case cases[] = {
    { "deliverable", "new", "title = D | plan = @plan | forecast = April 2017", "error BEFORE_START forecast" },
    { "deliverable", "new", "title = D | plan = @plan | forecast = Q1 2017/18", "" },
    { "deliverable", "new", "title = D | plan = @plan | baseline = 30/04/2017", "warning BEFORE_START baseline" },
    { "action", "new", "text = A | plan = @plan | actual = 30/04/2017"
                       " | status = complete", "error BEFORE_START actual" },
    { "deliverable", "new", "title = D | plan = @other-plan | start = May 2018 | forecast = April 2018",
      "error BEFORE_START forecast" },
    { "plan", "new", "title = P | start = May 2018 | end_forecast = April 2018", "error BEFORE_START end_forecast" },
    { "role", "new", "holder = H | role = Lead | of = @hub | from = May 2018 | until = April 2018",
      "error BEFORE_START until" },
    { "organisation", "new", "name = O | opened = 2018/19 | closed = May 2018", "" },
    { NULL, "plan", "start = 1 July 2017", "warning PARTS_BEFORE_START start" },
    { NULL, "plan", "start = 30 June 2017", "" },
    { NULL, "plan", "title = Other title", "" },
    { NULL },
  };

  check_cases (cases);
}

static void
test_baseline (void)
{
  static const Case cases[] = {
    { NULL, "early", "baseline = July 2017", "error BASELINE_REASON baseline_reason" },
    { NULL, "early", "baseline =", "error BASELINE_REASON baseline_reason" },
    { NULL, "early", "baseline = July 2017 | baseline_reason = Lease signed late", "" },
    { NULL, "early", "forecast = July 2017", "" },
    { NULL, "plan", "end_baseline = March 2019", "" },
    { "action", "new", "text = A | baseline = July 2017", "" },
    { NULL },
  };

  check_cases (cases);
}

static void
test_status (void)
{
  static const Case cases[] = {
    { "deliverable", "new", "title = D | plan = @plan | status = on hold", "error STATUS_NOTE status_note" },
    { "deliverable", "new", "title = D | plan = @plan | status = on hold | status_note = Emergency response", "" },
    { "action", "new", "text = A | status = cancelled", "error STATUS_NOTE status_note" },
    { "mitigation", "new", "text = M | risk = @risk | status = superseded", "" },
    { "engagement", "new", "activity = E | status = on hold", "error STATUS_NOTE status_note" },
    { "action", "new", "text = A | status = complete", "" },
    { "action", "new", "text = A | status = complete | percent = 90", "error PERCENT percent" },
    { "action", "new", "text = A | status = complete | percent = 100", "" },
    { "action", "new", "text = A | status = in progress | percent = 100", "warning PERCENT percent" },
    { "action", "new", "text = A | actual = May 2018", "warning ACTUAL status" },
    { "plan", "new", "title = P | rag_override = green", "error RAG_REASON rag_reason, error RAG_EXPIRES rag_expires" },
    { "plan", "new", "title = P | rag_override = green | rag_reason = x | rag_expires = TBC",
      "error RAG_EXPIRES rag_expires" },
    { "plan", "new", "title = P | rag_override = green | rag_reason = x | rag_expires = May 2018", "" },
    { "plan", "new", "title = P | rag_override = green | rag_reason = x | rag_expires = 1 June 2017", "" },
    { "plan", "new", "title = P | rag_override = green | rag_reason = x | rag_expires = June 2017", "" },
    { "plan", "new", "title = P | rag_override = green | rag_reason = x | rag_expires = 31 May 2017",
      "error RAG_ENDED rag_expires" },
    { NULL, "d1", "rag_override = red | rag_reason = x | rag_expires = days 1 to 30", "error RAG_ENDED rag_expires" },
    { NULL, "expired", "title = Called otherwise", "" },
    { NULL, "expired", "rag_override =", "" },
    { NULL, "expired", "rag_reason = Still so", "error RAG_ENDED rag_expires" },
    { NULL, "expired", "rag_expires = 30 June 2017", "" },
    { NULL },
  };

  check_cases (cases);
}

/* ---- risks and the rest ---------------------------------------------------------------------------------------- */

static void
test_risks (void)
{
  static const Case cases[] = {
    { NULL, "risk", "status = closed", "error CLOSE_REASON status_reason" },
    { NULL, "risk", "status = closed | status_reason = Recruited", "" },
    { NULL, "closed", "title = Still closed", "warning CLOSE_REASON status_reason" },
    { NULL, "risk", "status = accepted", "error ACCEPTED_BY accepted_by" },
    { NULL, "risk", "status = accepted | accepted_by = Chair", "" },
    { NULL, "risk", "status = Has happened", "" },
    { NULL, "risk", "next_review = May 2001", "" },
    { NULL, "risk", "owner = Clinical Director", "" },
    { NULL, "risk", "owner = Clinical Director supported by Public Health team", "" },
    { NULL, "risk", "owner = Lead @lead", "" },
    { NULL, "risk", "owner = Hub @hub", "warning OWNER_TEAM owner" },
    { NULL, "risk", "owner = Public Health team", "warning OWNER_TEAM owner" },
    { NULL, "risk", "owner = Lead / Director", "warning OWNER_SEVERAL owner" },
    { "assessment", "new", "risk = @risk | kind = target | likelihood = 2 | impact = 3", "" },
    { "assessment", "new", "risk = @risk | kind = target | likelihood = 4 | impact = 3",
      "warning TARGET_ABOVE likelihood" },
    { "assessment", "new", "risk = @risk | kind = current | likelihood = 5 | impact = 5",
      "warning RATIONALE rationale" },
    { "assessment", "new", "risk = @risk | kind = current | likelihood = 5 | impact = 5 | rationale = Two posts empty",
      "" },
    { "assessment", "new", "risk = @closed | kind = current | likelihood = 5 | impact = 5", "" },
    { "assessment", "new", "risk = @closed | kind = current | stated_score = 12", "warning STATED_ALONE stated_score" },
    { "assessment", "new", "risk = @closed | kind = current | stated_score = 12 | impact = 4",
      "error REQUIRED likelihood" },
    { "issue", "new", "title = I | severity = low | status = resolved", "warning RESOLUTION resolution" },
    { NULL },
  };

  check_cases (cases);
}

static void
test_settings (void)
{
  static const Case cases[] = {
    { NULL, "prog", "low_to = 3 | moderate_to = 9 | high_to = 14", "" },
    { NULL, "prog", "low_to = 6", "error MATRIX moderate_to" },
    { NULL, "prog", "high_to = 6", "error MATRIX high_to" },
    { NULL, "prog", "low_to = 9 | moderate_to = 5 | high_to = 5", "error MATRIX moderate_to, error MATRIX high_to" },
    { "organisation", "new", "name = O | type = Primary Care Network | ods_code = U12345", "" },
    { "organisation", "new", "name = O | type = pcn | ods_code = U1234", "warning ODS_CODE ods_code" },
    { "organisation", "new", "name = O | type = pcn | ods_code = E12345", "warning ODS_CODE ods_code" },
    { "organisation", "new", "name = O | ods_code = RV820", "" },
    { "organisation", "new", "name = O | ods_code = RV8-20", "warning ODS_CODE ods_code" },
    { "population", "new", "of = @pcn | figure = 28,000", "note PCN_SIZE figure" },
    { "population", "new", "of = @pcn | figure = 28,000 | label = 65 and over", "" },
    { "population", "new", "of = @pcn | figure = 25-40k", "" },
    { "population", "new", "of = @pcn | figure = about 80k", "note PCN_SIZE figure" },
    { "population", "new", "of = @pcn | figure = N/A", "" },
    { "population", "new", "of = @hub | figure = 100k", "" },
    { NULL },
  };

  check_cases (cases);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/checks/fields", test_fields);
  g_test_add_func ("/checks/values", test_values);
  g_test_add_func ("/checks/append-only", test_append_only);
  g_test_add_func ("/checks/references", test_references);
  g_test_add_func ("/checks/old-references", test_old_references);
  g_test_add_func ("/checks/circles", test_circles);
  g_test_add_func ("/checks/old-circle", test_old_circle);
  g_test_add_func ("/checks/archive", test_archive);
  g_test_add_func ("/checks/dates", test_dates);
  g_test_add_func ("/checks/baseline", test_baseline);
  g_test_add_func ("/checks/status", test_status);
  g_test_add_func ("/checks/risks", test_risks);
  g_test_add_func ("/checks/settings", test_settings);
  return g_test_run ();
}
