/* test-example-sums.c - what the sources say about teams, bodies, money and measures, seen in the loaded example.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "example-world.h"
#include "muster-error.h"

static void
test_loads (gconstpointer data)
{
  Fixture *fixture = (Fixture *) data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) faults = muster_replica_check (fixture->replica, &error);
  struct stat status;

  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 0);
  g_assert_null (muster_replica_describe_undo (fixture->replica));
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

/* A second copy has the same records under the same ids; a path that is taken is left alone. */
static void
test_copies (gconstpointer data)
{
  Fixture *fixture = (Fixture *) data;
  g_autofree char *path = g_build_filename (fixture->folder, "second.muster", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterReplica) copy = NULL;
  g_autoptr(MusterRecord) here = NULL;
  g_autoptr(MusterRecord) there = NULL;

  g_assert_false (muster_example_create (fixture->path, fixture->clock, "Example", &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_EXISTS);
  g_clear_error (&error);

  muster_example_create (path, fixture->clock, "Example", &error);
  g_assert_no_error (error);
  copy = muster_replica_open (path, MUSTER_REPLICA_READ, fixture->clock, fixture->random, "Example", &error);
  g_assert_no_error (error);
  for (int kind = 0; kind < MUSTER_N_KINDS; kind++)
    g_assert_cmpuint (muster_replica_count (copy, muster_kind_get (kind)), ==,
                      muster_replica_count (fixture->replica, muster_kind_get (kind)));
  here = muster_replica_get_by_code (fixture->replica, "R-10", &error);
  there = muster_replica_get_by_code (copy, "R-10", &error);
  g_assert_no_error (error);
  g_assert_true (muster_id_equal (muster_record_get_id (here), muster_record_get_id (there)));
}

/* Nothing is left behind where the file cannot be made. */
static void
test_no_folder (gconstpointer data)
{
  Fixture *fixture = (Fixture *) data;
  g_autofree char *path = g_build_filename (fixture->folder, "missing", "new.muster", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (muster_example_create (path, fixture->clock, "Example", &error));
  g_assert_nonnull (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static gboolean
is_tbc (MusterRecord *record, const char *field)
{
  MusterParty *party = muster_value_get_party (muster_record_get (record, field));

  return party != NULL && muster_party_has_tbc (party);
}

static void
test_to_be_confirmed (gconstpointer data)
{
  static const struct {
    const char *name;
    gboolean sro, support;
  } expected[] = {
    { "Access to care and COVID recovery", TRUE, TRUE },
    { "Carers", TRUE, FALSE },
    { "Communication and engagement", FALSE, TRUE },
  };
  Fixture *fixture = (Fixture *) data;
  g_autoptr(GPtrArray) workstreams = example_all (fixture, MUSTER_KIND_WORKSTREAM);
  g_autoptr(GPtrArray) memberships = example_all (fixture, MUSTER_KIND_MEMBERSHIP);
  guint found = 0, members = 0;

  for (guint i = 0; i < workstreams->len; i++)
    {
      if (!is_tbc (workstreams->pdata[i], "sro") && !is_tbc (workstreams->pdata[i], "support"))
        continue;
      g_assert_cmpuint (found, <, G_N_ELEMENTS (expected));
      g_assert_cmpstr (muster_record_get_text (workstreams->pdata[i], "name"), ==, expected[found].name);
      g_assert_cmpint (is_tbc (workstreams->pdata[i], "sro"), ==, expected[found].sro);
      g_assert_cmpint (is_tbc (workstreams->pdata[i], "support"), ==, expected[found].support);
      found++;
    }
  g_assert_cmpuint (found, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < memberships->len; i++)
    if (is_tbc (memberships->pdata[i], "member"))
      {
        g_assert_nonnull (strstr (muster_record_get_text (memberships->pdata[i], "role"), "ommunity"));
        members++;
      }
  g_assert_cmpuint (members, ==, 1);
}

/* Fortnightly in one place, monthly in another: one is chosen, both are kept. */
static void
test_frequency (gconstpointer data)
{
  Fixture *fixture = (Fixture *) data;
  g_autoptr(MusterRecord) board = example_get (fixture, "harrow-body-pmb");
  g_autoptr(GPtrArray) findings = example_within (fixture, MUSTER_KIND_FINDING, "about", "harrow-body-pmb");
  MusterRecord *conflict = NULL;

  g_assert_cmpstr (muster_record_get_text (board, "frequency"), ==, "fortnightly");
  for (guint i = 0; i < findings->len; i++)
    if (strcmp (muster_record_get_text (findings->pdata[i], "rule"), "FREQUENCY_CONFLICT") == 0)
      conflict = findings->pdata[i];
  g_assert_nonnull (conflict);
  g_assert_true (g_str_has_prefix (muster_record_get_text (conflict, "stated"), "Fortnightly"));
  g_assert_true (g_str_has_prefix (muster_record_get_text (conflict, "computed"), "Monthly"));
}

static guint
count_teams (GPtrArray *teams, const char *area, const char *kind)
{
  guint n = 0;

  for (guint i = 0; i < teams->len; i++)
    n += strcmp (muster_record_get_ref_title (teams->pdata[i], "area"), area) == 0 &&
         muster_record_is_choice (teams->pdata[i], "kind", kind);
  return n;
}

static void
test_neighbourhoods (gconstpointer data)
{
  Fixture *fixture = (Fixture *) data;
  g_autoptr(GPtrArray) teams = example_all (fixture, MUSTER_KIND_TEAM);

  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *key = g_strdup_printf ("harrow-locality-%u", i);
      g_autoptr(MusterRecord) locality = example_get (fixture, key);
      guint n = 0;

      muster_value_get_ids (muster_record_get (locality, "networks"), &n);
      g_assert_cmpuint (n, ==, 2);
    }
  g_assert_cmpuint (count_teams (teams, "Harrow", "pcn"), ==, 6);
  g_assert_cmpuint (count_teams (teams, "Hillingdon", "neighbourhood"), ==, 8);
  g_assert_cmpuint (count_teams (teams, "Barnet", "hub"), ==, 4);
  g_assert_cmpuint (count_teams (teams, "Enfield", "hct"), ==, 4);
  g_assert_cmpuint (count_teams (teams, "Haringey", "chin"), ==, 6);
  g_assert_cmpuint (count_teams (teams, "Camden", "ncg"), ==, 4);
  g_assert_cmpuint (count_teams (teams, "Islington", "chin"), ==, 4);
}

/* CHIN finds a Hub, an HCT and a Neighbourhood by their other names. */
static void
test_search_alias (gconstpointer data)
{
  static const char *const names[] = { "Barnet Hub 1", "Enfield HCT 1", "Camden Neighbourhood 1", "Haringey CHIN 1" };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) hits = muster_replica_search (((Fixture *) data)->replica, "CHIN",
                                                      muster_kind_get (MUSTER_KIND_TEAM), 100, &error);

  g_assert_no_error (error);
  for (guint n = 0; n < G_N_ELEMENTS (names); n++)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < hits->len; i++)
        found |= strcmp (((MusterHit *) hits->pdata[i])->title, names[n]) == 0;
      if (!found)
        g_error ("CHIN does not find %s", names[n]);
    }
}

/* Exactly these figures of the Harrow budget do not add up; the sections and totals beside them do. */
static void
test_budget (gconstpointer data)
{
  static const struct {
    const char *rule, *stated, *computed;
  } expected[] = {
    { "BUDGET_SUBTOTAL", "£227,666", "£227,667" },
    { "BUDGET_TOTAL", "£616,027", "£616,028" },
    { "LINE_DAYS_QUOTED", "70", "50" },
    { "LINE_DAYS_RATE", "£23,449", "£23,500" },
    { "LINE_WTE", "2.4", "3" },
    { "QUOTED_AMOUNT", "£42,000", "£41,320" },
    { "SECTION_NUMBER", "6", "6. Joint workstream leads" },
    { "SPLIT_CLASS", "In kind", "Contribution (£46,303)" },
  };
  g_autoptr(GPtrArray) findings = example_findings ((Fixture *) data);
  guint on_money = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const MusterFinding *finding = findings->pdata[i];

      /* Those that arithmetic finds name a field; those that a reader of the source noted do not. */
      on_money += finding->kind->section == MUSTER_SECTION_MONEY && finding->problem->field != NULL;
    }
  g_assert_cmpuint (on_money, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr(GPtrArray) of_rule = example_findings_of (findings, expected[i].rule);
      const MusterProblem *problem;

      g_assert_cmpuint (of_rule->len, ==, 1);
      problem = ((MusterFinding *) of_rule->pdata[0])->problem;
      g_assert_cmpstr (problem->stated, ==, expected[i].stated);
      g_assert_cmpstr (problem->computed, ==, expected[i].computed);
    }
}

static void
test_measures (gconstpointer data)
{
  Fixture *fixture = (Fixture *) data;
  guint lost = 0;

  for (guint i = 1; i <= 13; i++)
    {
      g_autofree char *key = g_strdup_printf ("ncl-kpi-%02u", i);
      g_autoptr(MusterRecord) kpi = example_get (fixture, key);
      g_autoptr(GPtrArray) findings = example_within (fixture, MUSTER_KIND_FINDING, "about", key);

      g_assert_true (muster_record_is_choice (kpi, "state", "no-target"));
      g_assert_cmpstr (muster_when_get_text (muster_value_get_when (muster_record_get (kpi, "validation"))), ==,
                       "Q1 2018/19");
      lost += example_count (findings, "rule", "NAME_LOST");
    }
  g_assert_cmpuint (lost, ==, 4);
}

static void
test_recruitment (gconstpointer data)
{
  Fixture *fixture = (Fixture *) data;
  g_autoptr(GPtrArray) posts = example_all (fixture, MUSTER_KIND_POST);
  g_autoptr(GPtrArray) findings = example_findings (fixture);
  g_autoptr(GPtrArray) missing = example_findings_of (findings, "NOT_IN_PLAN");
  gint64 sum = 0;
  guint in_post = 0;

  for (guint i = 0; i < posts->len; i++)
    {
      MusterWhen *start = muster_value_get_when (muster_record_get (posts->pdata[i], "start"));

      if (!muster_record_is_choice (posts->pdata[i], "table", "recruitment"))
        continue;
      sum += muster_record_get_number (posts->pdata[i], "cost");
      in_post += start != NULL && muster_when_get_kind (start) == MUSTER_WHEN_IN_POST;
    }
  g_assert_cmpint (sum, ==, G_GINT64_CONSTANT (80717000)); /* £807,170 */
  g_assert_cmpuint (in_post, ==, 7);
  g_assert_cmpuint (missing->len, ==, 1);
  g_assert_cmpstr (((MusterFinding *) missing->pdata[0])->problem->stated, ==, "5 wte, band 8a");
}

int
main (int argc, char **argv)
{
  Fixture world = { 0 };
  int status;

  g_test_init (&argc, &argv, NULL);
  example_world_init (&world);
  g_test_add_data_func ("/exchange/example/loads", &world, test_loads);
  g_test_add_data_func ("/exchange/example/copies", &world, test_copies);
  g_test_add_data_func ("/exchange/example/no-folder", &world, test_no_folder);
  g_test_add_data_func ("/exchange/example/to-be-confirmed", &world, test_to_be_confirmed);
  g_test_add_data_func ("/exchange/example/frequency", &world, test_frequency);
  g_test_add_data_func ("/exchange/example/neighbourhoods", &world, test_neighbourhoods);
  g_test_add_data_func ("/exchange/example/search-alias", &world, test_search_alias);
  g_test_add_data_func ("/exchange/example/budget", &world, test_budget);
  g_test_add_data_func ("/exchange/example/measures", &world, test_measures);
  g_test_add_data_func ("/exchange/example/recruitment", &world, test_recruitment);
  status = g_test_run ();
  fixture_clear (&world);
  return status;
}
