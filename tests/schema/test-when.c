/* test-when.c - what a date means: its days, what it is beside a plan or a milestone, how far it slips.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "../rounds.h"
#include "muster-when.h"

static MusterWhen *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  MusterWhen *when = muster_when_parse (text, &error);

  g_assert_no_error (error);
  return when;
}

static guint32
day_of (const char *text)
{
  g_autoptr (MusterWhen) when = parse (text);

  g_assert_cmpint (muster_when_get_kind (when), ==, MUSTER_WHEN_DATE);
  return muster_when_get_days (when).latest;
}

static const MusterDays unknown = { 0, 0 };

static void
test_out_of_range (void)
{
  static const MusterId nil = { { 0 } };

  g_assert_null (muster_when_new_date (0));
  g_assert_null (muster_when_new_date (1));
  g_assert_null (muster_when_new_date (G_MAXUINT32));
  g_assert_null (muster_when_new_month (2017, 0));
  g_assert_null (muster_when_new_month (2017, 13));
  g_assert_null (muster_when_new_month (0, 1));
  g_assert_null (muster_when_new_month (G_MAXUINT, 1));
  g_assert_null (muster_when_new_quarter (2017, 0));
  g_assert_null (muster_when_new_quarter (2017, 5));
  g_assert_null (muster_when_new_quarter (2199, 1));
  g_assert_null (muster_when_new_quarter (G_MAXUINT, 4));
  g_assert_null (muster_when_new_year (1899));
  g_assert_null (muster_when_new_year (2199));
  g_assert_null (muster_when_new_range (day_of ("2 March 2017"), day_of ("1 March 2017")));
  g_assert_null (muster_when_new_range (0, day_of ("1 March 2017")));
  g_assert_null (muster_when_new_range (day_of ("1 March 2017"), G_MAXUINT32));
  g_assert_null (muster_when_new_days (0, 1));
  g_assert_null (muster_when_new_days (2, 1));
  g_assert_null (muster_when_new_days (1, 100000));
  g_assert_null (muster_when_new_relative (MUSTER_WHEN_BEFORE, NULL, NULL));
  g_assert_null (muster_when_new_relative (MUSTER_WHEN_BEFORE, " ", NULL));
  g_assert_null (muster_when_new_relative ((MusterWhenRelation) 3, "X", &nil));
  g_assert_null (muster_when_new_plain (MUSTER_WHEN_DATE));
  g_assert_null (muster_when_new_plain ((MusterWhenKind) 77));
}

static MusterWhen *
make_when (void)
{
  static const MusterWhenKind plain[] = { MUSTER_WHEN_ONGOING, MUSTER_WHEN_TBC, MUSTER_WHEN_IN_POST };
  static const char *const names[] = {
    "Hub mobilisation", "9 March 2017", "before go-live", "[x]", "TBC", "日本", "the end of days", "2 [ two ]",
  };
  guint32 first = day_of ("1 January 1900");
  guint32 last = day_of ("31 December 2199");
  guint32 day = (guint32) g_test_rand_int_range ((int) first, (int) last + 1);
  guint year = (guint) g_test_rand_int_range (1900, 2199);
  guint number = (guint) g_test_rand_int_range (1, 100000);
  MusterId id;

  for (guint i = 0; i < sizeof id.bytes; i++)
    id.bytes[i] = (guint8) g_test_rand_int_range (0, 256);
  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
      return muster_when_new_date (day);
    case 1:
      return muster_when_new_month (year, (guint) g_test_rand_int_range (1, 13));
    case 2:
      return muster_when_new_quarter (year, (guint) g_test_rand_int_range (1, 5));
    case 3:
      return muster_when_new_year (year);
    case 4:
      return muster_when_new_range (day, (guint32) g_test_rand_int_range ((int) day, (int) last + 1));
    case 5:
      return muster_when_new_days (number, (guint) g_test_rand_int_range ((int) number, 100000));
    case 6:
      return muster_when_new_relative ((MusterWhenRelation) g_test_rand_int_range (0, 3),
                                       names[g_test_rand_int_range (0, G_N_ELEMENTS (names))],
                                       g_test_rand_int_range (0, 2) != 0 ? &id : NULL);
    default:
      return muster_when_new_plain (plain[g_test_rand_int_range (0, G_N_ELEMENTS (plain))]);
    }
}

static void
test_canonical_reads_back (void)
{
  for (int i = 0; i < ROUNDS (50000); i++)
    {
      g_autoptr (MusterWhen) when = make_when ();
      g_autofree char *canonical = NULL;
      g_autoptr (MusterWhen) back = NULL;

      g_assert_nonnull (when);
      canonical = muster_when_to_canonical (when);
      back = parse (canonical);
      g_assert_true (muster_when_equal (when, back));
      g_assert_cmpint (muster_when_get_kind (when), ==, muster_when_get_kind (back));
      g_assert_cmpuint (muster_when_get_days (when).earliest, ==, muster_when_get_days (back).earliest);
      g_assert_cmpuint (muster_when_get_days (when).latest, ==, muster_when_get_days (back).latest);
    }
}

static void
test_same_and_equal (void)
{
  g_autoptr (MusterWhen) spaced = parse ("Q1/ 2017/18");
  g_autoptr (MusterWhen) brief = parse ("Q1 17/18");
  g_autoptr (MusterWhen) again = parse (" Q1/ 2017/18 ");
  g_autoptr (MusterWhen) range = parse ("April to June 2017");
  g_autoptr (MusterWhen) before = parse ("before Hub");
  g_autoptr (MusterWhen) before_too = parse ("Prior to HUB");
  g_autoptr (MusterWhen) after = parse ("after Hub");
  g_autoptr (MusterWhen) window = parse ("days 1 to 30");
  g_autoptr (MusterWhen) other_window = parse ("days 1 to 31");

  g_assert_true (muster_when_same (spaced, brief));
  g_assert_false (muster_when_equal (spaced, brief));
  g_assert_true (muster_when_equal (spaced, again));
  g_assert_false (muster_when_same (spaced, range)); /* the same days, said otherwise */
  g_assert_true (muster_when_same (before, before_too));
  g_assert_false (muster_when_same (before, after));
  g_assert_false (muster_when_same (window, other_window));
  g_assert_false (muster_when_same (spaced, NULL));
  g_assert_true (muster_when_same (NULL, NULL));
  g_assert_false (muster_when_equal (NULL, spaced));
  g_assert_true (muster_when_equal (NULL, NULL));
}

static void
test_with_text (void)
{
  g_autoptr (MusterWhen) when = parse ("Q1/ 2017/18");
  g_autoptr (MusterWhen) other = muster_when_with_text (when, " first quarter ");
  g_autoptr (MusterWhen) canonical = muster_when_with_text (other, NULL);
  g_autoptr (MusterWhen) held = muster_when_ref (when);

  g_assert_cmpstr (muster_when_get_text (other), ==, "first quarter");
  g_assert_cmpstr (muster_when_get_text (canonical), ==, "Q1 2017/18");
  g_assert_cmpstr (muster_when_get_text (held), ==, "Q1/ 2017/18");
  g_assert_true (muster_when_same (when, other));
}

static void
test_with_event (void)
{
  g_autoptr (MusterWhen) when = parse ("Prior to Hub mobilisation");
  g_autoptr (MusterWhen) date = parse ("9 March 2017");
  g_autoptr (MusterWhen) bound = NULL;
  g_autoptr (MusterWhen) unbound = NULL;
  g_autoptr (MusterWhen) nameless = NULL;
  g_autoptr (MusterWhen) still = NULL;
  g_autoptr (MusterWhen) date_too = NULL;
  MusterId id;

  muster_id_from_name (&id, "hub");
  bound = muster_when_with_event (when, &id);
  g_assert_true (muster_id_equal (muster_when_get_event (bound), &id));
  g_assert_cmpstr (muster_when_get_text (bound), ==, "Prior to Hub mobilisation");
  g_assert_false (muster_when_same (when, bound));
  unbound = muster_when_with_event (bound, NULL);
  g_assert_true (muster_when_equal (when, unbound));

  nameless = muster_when_new_relative (MUSTER_WHEN_AFTER, NULL, &id);
  g_assert_cmpstr (muster_when_get_text (nameless), ==, "after");
  still = muster_when_with_event (nameless, NULL); /* else it would speak of nothing */
  g_assert_nonnull (muster_when_get_event (still));

  date_too = muster_when_with_event (date, &id);
  g_assert_true (muster_when_equal (date, date_too));
  g_assert_null (muster_when_get_event (date_too));
}

static void
test_resolve_days (void)
{
  g_autoptr (MusterWhen) when = parse ("days 30 to 60");
  guint32 start = day_of ("1 September 2021");
  MusterDays days = muster_when_resolve (when, start, unknown);

  g_assert_cmpuint (days.earliest, ==, day_of ("30 September 2021"));
  g_assert_cmpuint (days.latest, ==, day_of ("30 October 2021"));
  days = muster_when_resolve (when, 0, unknown);
  g_assert_cmpuint (days.earliest, ==, 0);
  g_assert_cmpuint (days.latest, ==, 0);
  days = muster_when_resolve (when, G_MAXUINT32, unknown);
  g_assert_cmpuint (days.latest, ==, 0);
}

static void
test_resolve_relative (void)
{
  static const struct {
    const char *text;
    MusterDays event;
    MusterDays days;
  } cases[] = {
    { "before go-live", { 1000, 1010 }, { 0, 999 } },
    { "during go-live", { 1000, 1010 }, { 1000, 1010 } },
    { "after go-live", { 1000, 1010 }, { 1011, 0 } },
    { "before go-live", { 0, 1010 }, { 0, 0 } },
    { "before go-live", { 1, 1 }, { 0, 0 } }, /* there is no day before the first */
    { "after go-live", { 1000, 0 }, { 0, 0 } },
    { "after go-live", { 1, G_MAXUINT32 }, { 0, 0 } },
    { "before go-live", { 0, 0 }, { 0, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterWhen) when = parse (cases[i].text);
      MusterDays days = muster_when_resolve (when, 500, cases[i].event);

      g_assert_cmpuint (days.earliest, ==, cases[i].days.earliest);
      g_assert_cmpuint (days.latest, ==, cases[i].days.latest);
    }
}

/* A milestone that is itself a date needs no record. */
static void
test_resolve_dated_name (void)
{
  g_autoptr (MusterWhen) before = parse ("before 31 March 2018");
  g_autoptr (MusterWhen) after = parse ("after Q1 2017/18");
  MusterDays event = { 1000, 1010 };

  g_assert_cmpuint (muster_when_resolve (before, 0, unknown).latest, ==, day_of ("30 March 2018"));
  g_assert_cmpuint (muster_when_resolve (after, 0, unknown).earliest, ==, day_of ("1 July 2017"));
  g_assert_cmpuint (muster_when_resolve (before, 0, event).latest, ==, 999);
  g_assert_cmpuint (muster_when_get_days (before).latest, ==, 0);
  g_assert_false (muster_when_is_dated (before));
}

static void
test_resolve_dated (void)
{
  g_autoptr (MusterWhen) when = parse ("Q1 17/18");
  g_autoptr (MusterWhen) ongoing = parse ("ongoing");
  MusterDays event = { 1000, 1010 };

  g_assert_cmpuint (muster_when_resolve (when, 5, event).latest, ==, day_of ("30 June 2017"));
  g_assert_cmpuint (muster_when_resolve (ongoing, 5, event).latest, ==, 0);
}

static void
test_slippage (void)
{
  static const struct {
    const char *baseline;
    const char *now;
    gboolean known;
    gboolean quarters;
    int amount;
  } cases[] = {
    { "Q2 2018/19", "Q4 2018/19", TRUE, TRUE, 2 },
    { "Q4 2018/19", "Q2 2018/19", TRUE, TRUE, -2 },
    { "Q4 2017/18", "Q1 2018/19", TRUE, TRUE, 1 },
    { "Q1 2017/18", "Q1 2017/18", TRUE, TRUE, 0 },
    { "Q1 2017/18", "1 July 2017", TRUE, TRUE, 1 },
    { "30 June 2017", "Q1 2017/18", TRUE, TRUE, 0 },
    { "9 December 2021", "end of March 2022", TRUE, FALSE, 112 },
    { "31 March 2018", "9 March 2018", TRUE, FALSE, -22 },
    { "March 2017", "17 to 31 March 2017", TRUE, FALSE, 0 },
    { "2017/18", "2018/19", TRUE, FALSE, 365 },
    { "TBC", "9 March 2018", FALSE, FALSE, 0 },
    { "9 March 2018", "ongoing", FALSE, FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterWhen) baseline = parse (cases[i].baseline);
      g_autoptr (MusterWhen) now = parse (cases[i].now);
      MusterSlippage slippage =
          muster_when_slippage (baseline, muster_when_get_days (baseline), now, muster_when_get_days (now));

      g_assert_cmpint (slippage.known, ==, cases[i].known);
      g_assert_cmpint (slippage.quarters, ==, cases[i].quarters);
      g_assert_cmpint (slippage.amount, ==, cases[i].amount);
    }
}

static void
test_slippage_without (void)
{
  g_autoptr (MusterWhen) when = parse ("9 March 2018");
  g_autoptr (MusterWhen) window = parse ("day 100");
  MusterDays days = muster_when_get_days (when);
  MusterDays absurd = { 1, G_MAXUINT32 };
  guint32 start = day_of ("1 September 2021");
  MusterSlippage slippage;

  g_assert_false (muster_when_slippage (NULL, days, when, days).known);
  g_assert_false (muster_when_slippage (when, days, NULL, days).known);
  g_assert_false (muster_when_slippage (when, days, when, unknown).known);
  g_assert_false (muster_when_slippage (when, days, when, absurd).known);

  /* Days of a plan count from where the plan starts now. */
  slippage = muster_when_slippage (window, muster_when_resolve (window, start, unknown), window,
                                   muster_when_resolve (window, start + 7, unknown));
  g_assert_true (slippage.known);
  g_assert_cmpint (slippage.amount, ==, 7);
}

static void
test_financial_calendar (void)
{
  static const struct {
    const char *day;
    guint year, quarter;
  } cases[] = {
    { "31 March 2017", 2016, 4 }, { "1 April 2017", 2017, 1 },    { "30 June 2017", 2017, 1 },
    { "1 July 2017", 2017, 2 },   { "30 September 2017", 2017, 2 }, { "1 October 2017", 2017, 3 },
    { "31 December 2017", 2017, 3 }, { "1 January 2018", 2017, 4 }, { "29 February 2024", 2023, 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpuint (muster_financial_year (day_of (cases[i].day)), ==, cases[i].year);
      g_assert_cmpuint (muster_financial_quarter (day_of (cases[i].day)), ==, cases[i].quarter);
    }
  g_assert_cmpuint (muster_financial_year (0), ==, 0);
  g_assert_cmpuint (muster_financial_quarter (0), ==, 0);
  g_assert_cmpuint (muster_financial_year (G_MAXUINT32), ==, 0);
}

/* Every day lies in the quarter and the year that it is said to lie in. */
static void
test_every_day (void)
{
  guint32 last = day_of ("31 March 2199");

  for (guint32 day = day_of ("1 April 1900"); day <= last; day++)
    {
      guint year = muster_financial_year (day);
      guint quarter = muster_financial_quarter (day);

      if (day % 7 != 0) /* a seventh of them reaches all months and keeps this quick */
        continue;
      {
        g_autoptr (MusterWhen) when = muster_when_new_quarter (year, quarter);
        g_autoptr (MusterWhen) whole = muster_when_new_year (year);
        MusterDays days = muster_when_get_days (when);
        MusterDays year_days = muster_when_get_days (whole);

        g_assert_true (days.earliest <= day && day <= days.latest);
        g_assert_true (year_days.earliest <= days.earliest && days.latest <= year_days.latest);
      }
    }
}

static void
test_day_to_text (void)
{
  static const guint32 no_days[] = { 0, 3652060, G_MAXUINT32 };
  g_autofree char *text = muster_day_to_text (day_of ("21 November 2026"));

  g_assert_cmpstr (text, ==, "21 November 2026");
  for (guint i = 0; i < G_N_ELEMENTS (no_days); i++)
    {
      g_autofree char *none = muster_day_to_text (no_days[i]);

      g_assert_cmpstr (none, ==, "");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/when/out-of-range", test_out_of_range);
  g_test_add_func ("/when/canonical-reads-back", test_canonical_reads_back);
  g_test_add_func ("/when/same-and-equal", test_same_and_equal);
  g_test_add_func ("/when/with-text", test_with_text);
  g_test_add_func ("/when/with-event", test_with_event);
  g_test_add_func ("/when/resolve-days", test_resolve_days);
  g_test_add_func ("/when/resolve-relative", test_resolve_relative);
  g_test_add_func ("/when/resolve-dated-name", test_resolve_dated_name);
  g_test_add_func ("/when/resolve-dated", test_resolve_dated);
  g_test_add_func ("/when/slippage", test_slippage);
  g_test_add_func ("/when/slippage-without", test_slippage_without);
  g_test_add_func ("/when/financial-calendar", test_financial_calendar);
  g_test_add_func ("/when/every-day", test_every_day);
  g_test_add_func ("/when/day-to-text", test_day_to_text);
  return g_test_run ();
}
