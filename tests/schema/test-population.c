/* test-population.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "../rounds.h"
#include "muster-population.h"

#include <string.h>

#include "fragments.h"
#include "muster-error.h"

#define EXACT MUSTER_POPULATION_EXACT
#define ABOUT MUSTER_POPULATION_ABOUT
#define RANGE MUSTER_POPULATION_RANGE
#define NONE MUSTER_POPULATION_NOT_AVAILABLE

/* As people and the source documents write them. */
static void
test_taken (void)
{
  static const struct {
    const char *text;
    MusterPopulationQualifier qualifier;
    gint64 low, high;
    const char *canonical;
  } cases[] = {
    { "80,000", EXACT, 80000, 80000, "80,000" },
    { "33,625", EXACT, 33625, 33625, "33,625" },
    { "33,725 (ytd) patients", EXACT, 33725, 33725, "33,725" },
    { "33,725 (ytd)", EXACT, 33725, 33725, "33,725" },
    { "64", EXACT, 64, 64, "64" },
    { "0", EXACT, 0, 0, "0" },
    { "80k", EXACT, 80000, 80000, "80,000" },
    { "80.5k", EXACT, 80500, 80500, "80,500" },
    { "£100k", EXACT, 100000, 100000, "100,000" },
    { "£100k each", EXACT, 100000, 100000, "100,000" },
    { "80,000 each", EXACT, 80000, 80000, "80,000" },
    { "1.25m", EXACT, 1250000, 1250000, "1,250,000" },
    { "population of 80,000", EXACT, 80000, 80000, "80,000" },
    { "100m", EXACT, 100000000, 100000000, "100,000,000" },
    { "~80k", ABOUT, 80000, 80000, "about 80,000" },
    { "~80k patients", ABOUT, 80000, 80000, "about 80,000" },
    { "about 80,000", ABOUT, 80000, 80000, "about 80,000" },
    { "c. 80k", ABOUT, 80000, 80000, "about 80,000" },
    { "c.50,000", ABOUT, 50000, 50000, "about 50,000" },
    { "c50,000", ABOUT, 50000, 50000, "about 50,000" },
    { "c.50,000 people", ABOUT, 50000, 50000, "about 50,000" },
    { "circa 50,000 in population", ABOUT, 50000, 50000, "about 50,000" },
    { "Approximately 6", ABOUT, 6, 6, "about 6" },
    { "a population of circa 50,000", ABOUT, 50000, 50000, "about 50,000" },
    { "over 465,000", ABOUT, 465000, 465000, "about 465,000" },
    { "50,000+", ABOUT, 50000, 50000, "about 50,000" },
    { "50-80k", RANGE, 50000, 80000, "50,000 to 80,000" },
    { "~50k-80k", RANGE, 50000, 80000, "50,000 to 80,000" },
    { "50-80,000", RANGE, 50000, 80000, "50,000 to 80,000" },
    { "c.50-80,000 people", RANGE, 50000, 80000, "50,000 to 80,000" },
    { "30 \342\200\223 50,000 population", RANGE, 30000, 50000, "30,000 to 50,000" },
    { "250-500,000", RANGE, 250000, 500000, "250,000 to 500,000" },
    { "50,000 to 80,000", RANGE, 50000, 80000, "50,000 to 80,000" },
    { "between 50,000 and 80,000", RANGE, 50000, 80000, "50,000 to 80,000" },
    { "1-2 million", RANGE, 1000000, 2000000, "1,000,000 to 2,000,000" },
    { "30 to 50k", RANGE, 30000, 50000, "30,000 to 50,000" },
    { "30 to 50,000", RANGE, 30, 50000, "30 to 50,000" },
    { "900-1.2k", RANGE, 900, 1200, "900 to 1,200" },
    { "999-1,000", RANGE, 999, 1000, "999 to 1,000" },
    { "30-40", RANGE, 30, 40, "30 to 40" },
    { "5 to 5", RANGE, 5, 5, "5 to 5" },
    { "N/A", NONE, 0, 0, "not available" },
    { "n/a", NONE, 0, 0, "not available" },
    { "not available", NONE, 0, 0, "not available" },
    { "unknown", NONE, 0, 0, "not available" },
    { "TBC", NONE, 0, 0, "not available" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MusterPopulation) population = muster_population_parse (cases[i].text, &error);
      g_autofree char *canonical = NULL;

      g_assert_no_error (error);
      g_assert_cmpint (muster_population_get_qualifier (population), ==, cases[i].qualifier);
      g_assert_cmpint (muster_population_get_low (population), ==, cases[i].low);
      g_assert_cmpint (muster_population_get_high (population), ==, cases[i].high);
      g_assert_cmpstr (muster_population_get_text (population), ==, cases[i].text);
      canonical = muster_population_to_canonical (population);
      g_assert_cmpstr (canonical, ==, cases[i].canonical);
    }
}

static void
test_refused (void)
{
  static const struct {
    const char *text;
    const char *says;
  } cases[] = {
    { NULL, "not a number of people" },
    { "", "not a number of people" },
    { "lots", "not a number of people" },
    { "about", "not a number of people" },
    { "-5", "not a number of people" },
    { "50-", "not a number of people" },
    { "50-80-90", "not a number of people" },
    { "1,5", "not a number of people" },
    { "8\302\262", "not a number of people" },
    { "80,000 or so they say", "not a number of people" },
    { "80k (unclosed", "not a number of people" },
    { "80.5", "not a whole number" },
    { "80.0001k", "not a whole number" },
    { "100,000,001", "100,000,000" },
    { "99999999999999999999", "100,000,000" },
    { "1bn", "100,000,000" },
    { "80,000 to 50,000", "ends lower" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (muster_population_parse (cases[i].text, &error));
      g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

static void
test_new (void)
{
  g_autoptr (MusterPopulation) about = muster_population_new (ABOUT, 80000, 5, "  ~80k\n");
  g_autoptr (MusterPopulation) range = muster_population_new (RANGE, 50000, 80000, NULL);
  g_autoptr (MusterPopulation) none = muster_population_new (NONE, 7, 7, "");
  g_autoptr (MusterPopulation) same = muster_population_ref (range);

  g_assert_cmpint (muster_population_get_high (about), ==, 80000);
  g_assert_cmpstr (muster_population_get_text (about), ==, "~80k");
  g_assert_cmpstr (muster_population_get_text (range), ==, "50,000 to 80,000");
  g_assert_cmpint (muster_population_get_low (none), ==, 0);
  g_assert_cmpstr (muster_population_get_text (none), ==, "not available");
  g_assert_true (muster_population_equal (range, same));

  g_assert_null (muster_population_new (EXACT, -1, -1, NULL));
  g_assert_null (muster_population_new (EXACT, 100000001, 0, NULL));
  g_assert_null (muster_population_new (RANGE, 2, 1, NULL));
  g_assert_null (muster_population_new (RANGE, G_MININT64, G_MAXINT64, NULL));
  g_assert_null (muster_population_new ((MusterPopulationQualifier) 9, 1, 1, NULL));
}

static void
test_equal (void)
{
  g_autoptr (MusterPopulation) a = muster_population_parse ("~80k", NULL);
  g_autoptr (MusterPopulation) b = muster_population_parse (" ~80k ", NULL);
  g_autoptr (MusterPopulation) text = muster_population_parse ("about 80,000", NULL);
  g_autoptr (MusterPopulation) number = muster_population_new (ABOUT, 80001, 0, "~80k");
  g_autoptr (MusterPopulation) high = muster_population_new (RANGE, 80000, 80001, "~80k");

  g_assert_true (muster_population_equal (a, b));
  g_assert_false (muster_population_equal (a, text));
  g_assert_false (muster_population_equal (a, number));
  g_assert_false (muster_population_equal (a, high));
  g_assert_false (muster_population_equal (a, NULL));
  g_assert_true (muster_population_equal (NULL, NULL));
}

static void
assert_reads_back (MusterPopulation *population)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *canonical = muster_population_to_canonical (population);
  g_autoptr (MusterPopulation) back = muster_population_parse (canonical, &error);

  g_assert_no_error (error);
  g_assert_cmpint (muster_population_get_qualifier (back), ==, muster_population_get_qualifier (population));
  g_assert_cmpint (muster_population_get_low (back), ==, muster_population_get_low (population));
  g_assert_cmpint (muster_population_get_high (back), ==, muster_population_get_high (population));
}

static void
test_round_trip (void)
{
  for (int i = 0; i < ROUNDS (50000); i++)
    {
      gint64 low = g_test_rand_int_range (0, 100000001) >> g_test_rand_int_range (0, 27);
      gint64 high = low + (g_test_rand_int_range (0, (int) (100000001 - low)) >> g_test_rand_int_range (0, 27));
      g_autoptr (MusterPopulation) population =
          muster_population_new ((MusterPopulationQualifier) g_test_rand_int_range (0, 4), low, high, NULL);

      g_assert_nonnull (population);
      assert_reads_back (population);
    }
}

static void
assert_taken_or_explained (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterPopulation) population = muster_population_parse (text, &error);

  if (population != NULL)
    {
      g_assert_no_error (error);
      assert_reads_back (population);
    }
  else
    {
      g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_fragments (void)
{
  for (int i = 0; i < ROUNDS (100000); i++)
    {
      g_autofree char *text = make_fragments (6);

      assert_taken_or_explained (text);
    }
}

static void
test_long (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fragments); i++)
    {
      g_autofree char *text = make_long (fragments[i], 128 * 1024);

      assert_taken_or_explained (text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/population/taken", test_taken);
  g_test_add_func ("/population/refused", test_refused);
  g_test_add_func ("/population/new", test_new);
  g_test_add_func ("/population/equal", test_equal);
  g_test_add_func ("/population/round-trip", test_round_trip);
  g_test_add_func ("/population/fragments", test_fragments);
  g_test_add_func ("/population/long", test_long);
  return g_test_run ();
}
