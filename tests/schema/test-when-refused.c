/* test-when-refused.c - what is no date, why, and what no parser should trip over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "../rounds.h"
#include "muster-when.h"

#include <string.h>

#include "fragments.h"
#include "muster-error.h"

static void
test_refused (void)
{
  static const struct {
    const char *text;
    const char *says; /* part of the message */
  } cases[] = {
    { NULL, "for example" },
    { "", "for example" },
    { " \n", "for example" },
    { "soon", "for example" },
    { "ASAP", "for example" },
    { "9", "for example" },
    { "9 apples", "for example" },
    { "20171", "for example" },
    { "March", "year is missing" },
    { "September", "year is missing" },
    { "9 March", "year is missing" },
    { "1st April", "year is missing" },
    { "30th Sept", "year is missing" },
    { "24th of February", "year is missing" },
    { "17 to 31 March", "year is missing" },
    { "March 9", "year is missing" },
    { "Q2", "financial year is missing" },
    { "Q2-Q4", "financial year is missing" },
    { "Q1 2017", "financial year is missing" }, /* one of two */
    { "Q5 2017/18", "for example" },
    { "Q0 2017/18", "for example" },
    { "2017/19", "for example" },
    { "18/17", "for example" },
    { "FY17", "for example" },
    { "Q4/ 2017/1 8 9", "for example" }, /* as one source has it: nobody knows which quarter it is */
    { "31 February 2018", "no such date" },
    { "29 February 2023", "no such date" },
    { "31/04/2018", "no such date" },
    { "03/25/2018", "no such date" }, /* month first is not ours */
    { "0 March 2018", "no such date" },
    { "2018-13-01", "no such date" },
    { "17/18/19", "no such date" },
    { "9 March 1017", "no such date" },
    { "9 March 2217", "no such date" },
    { "2199/00", "no such date" },
    { "13/2018", "no such date" },
    { "Friday 9 March 2017", "another day of the week" },
    { "31 March 2017 to 17 March 2017", "ends before it starts" },
    { "July - April 2021", "ends before it starts" },
    { "Q4 to Q2 2019/20", "ends before it starts" },
    { "days 60 to 30", "ends before it starts" },
    { "17 to March 2017", "for example" },
    { "April and June 2017", "for example" }, /* May is not among them */
    { "day 0", "day 1" },
    { "days 0 to 30", "day 1" },
    { "days 30 to", "for example" },
    { "days 30 to many", "for example" },
    { "day -5", "for example" },
    { "day 100000", "for example" },
    { "day 99999999999999999999999", "for example" },
    { "30 days", "for example" },
    { "before", "for example" },
    { "before ", "for example" },
    { "prior mobilisation", "for example" },
    { "w/c March 2017", "no such date" },
    { "w/c 31 December 2199", "no such date" },
    { "Thursday March 2017", "for example" },
    { "9 March 2017 (unclosed", "for example" },
    { "March 1\302\262 2017", "for example" }, /* a footnote is not the twelfth */
    { "ongoingly", "for example" },
    { "tbcx", "for example" },
    { "in poster", "for example" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_null (muster_when_parse (cases[i].text, &error));
      g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

/* Long text is cut in the message, and stays UTF-8. */
static void
test_message_is_short (void)
{
  g_autofree char *text = make_long ("日本", 10000);
  g_autoptr (GError) error = NULL;

  g_assert_null (muster_when_parse (text, &error));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (error->message, -1), <, 400);
}

/* Whatever was taken reads back from its canonical text, and its days are in order. */
static void
assert_taken_or_explained (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterWhen) when = muster_when_parse (text, &error);
  g_autoptr (MusterWhen) back = NULL;
  g_autofree char *canonical = NULL;
  MusterDays days;

  if (when == NULL)
    {
      g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  g_assert_no_error (error);
  g_assert_true (g_utf8_validate (muster_when_get_text (when), -1, NULL));
  canonical = muster_when_to_canonical (when);
  back = muster_when_parse (canonical, &error);
  g_assert_no_error (error);
  g_assert_true (muster_when_same (when, back));
  days = muster_when_get_days (when);
  g_assert_cmpuint (days.earliest, <=, days.latest);
  g_assert_cmpint (days.earliest != 0, ==, muster_when_is_dated (when));
}

static void
test_fragments (void)
{
  for (int i = 0; i < ROUNDS (100000); i++)
    {
      g_autofree char *text = make_fragments (8);

      assert_taken_or_explained (text);
    }
}

/* Only what dates are made of, so that many are taken. */
static void
test_date_like (void)
{
  static const char *const pieces[] = {
    "1", "9", "17", "31", "2017", "18", "17/18", "March", "Feb", "Dec", "Q1", "Q4", "st", "Thursday", "days", "before",
    "by", "end of", "from", "w/c", "(x)", "onwards", "and",
  };
  static const char *const joints[] = { " ", " ", " ", "/", "-", " - ", " to ", ".", ", ", "" };
  guint taken = 0;

  for (int i = 0; i < ROUNDS (30000); i++)
    {
      GString *text = g_string_new (NULL);
      g_autofree char *made = NULL;
      g_autoptr (MusterWhen) when = NULL;

      for (int n = g_test_rand_int_range (1, 7); n > 0; n--)
        {
          g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
          g_string_append (text, joints[g_test_rand_int_range (0, G_N_ELEMENTS (joints))]);
        }
      made = g_string_free (text, FALSE);
      assert_taken_or_explained (made);
      when = muster_when_parse (made, NULL);
      taken += when != NULL;
    }
  /* Otherwise this tests nothing. */
  g_assert_cmpuint (taken, >, ROUNDS (300));
}

static void
test_long (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fragments); i++)
    {
      g_autofree char *text = make_long (fragments[i], 64 * 1024);
      g_autofree char *before = g_strconcat ("before ", text, NULL);
      g_autofree char *after_date = g_strconcat ("9 March 2017 ", text, NULL);

      assert_taken_or_explained (text);
      assert_taken_or_explained (before);
      assert_taken_or_explained (after_date);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/when-refused/refused", test_refused);
  g_test_add_func ("/when-refused/message-is-short", test_message_is_short);
  g_test_add_func ("/when-refused/fragments", test_fragments);
  g_test_add_func ("/when-refused/date-like", test_date_like);
  g_test_add_func ("/when-refused/long", test_long);
  return g_test_run ();
}
