/* test-clock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-clock.h"

static MusterTime
time_of (const char *iso)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso, NULL);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static guint32
day_of (guint year, guint month, guint day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&date);
}

static void
test_fixed (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_fixed (1);
  g_autoptr (MusterClock) same = muster_clock_ref (clock);

  g_assert_cmpint (muster_clock_now (clock), ==, 1);
  muster_clock_set (clock, G_GINT64_CONSTANT (1700000000000000));
  g_assert_cmpint (muster_clock_now (same), ==, G_GINT64_CONSTANT (1700000000000000));
}

static void
test_system (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_system ();
  gint64 before = g_get_real_time ();
  MusterTime now = muster_clock_now (clock);

  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time ());
}

static void
test_system_is_not_set (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_system ();

  g_test_expect_message ("muster-base", G_LOG_LEVEL_CRITICAL, "*fixed*");
  muster_clock_set (clock, 1);
  g_test_assert_expected_messages ();
  g_assert_cmpint (muster_clock_now (clock), >, 1);
}

static void
test_today (void)
{
  static const struct {
    const char *now;
    guint year, month, day;
    gboolean summer; /* needs the zone's rules */
  } cases[] = {
    { "1970-01-01T00:00:00Z", 1970, 1, 1, TRUE }, /* London kept summer time that winter */
    { "2026-01-15T23:59:59Z", 2026, 1, 15, FALSE },
    { "2026-06-30T22:59:59Z", 2026, 6, 30, FALSE },
    { "2026-06-30T23:00:00Z", 2026, 7, 1, TRUE },
    { "2026-06-30T12:00:00Z", 2026, 6, 30, FALSE },
    { "2026-03-29T00:59:59Z", 2026, 3, 29, FALSE },
    { "2026-10-25T23:30:00Z", 2026, 10, 25, FALSE },
    { "2024-02-29T12:00:00Z", 2024, 2, 29, FALSE },
    { "1969-06-15T12:00:00Z", 1969, 6, 15, FALSE },
  };
  g_autoptr (GTimeZone) london = g_time_zone_new_identifier ("Europe/London");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterClock) clock = muster_clock_new_fixed (time_of (cases[i].now));

      if (cases[i].summer && london == NULL)
        continue;
      g_test_message ("%s", cases[i].now);
      g_assert_cmpuint (muster_clock_today (clock), ==, day_of (cases[i].year, cases[i].month, cases[i].day));
    }
}

/* The day is one that GDate takes, whatever the machine believes. */
static void
test_absurd_times (void)
{
  static const MusterTime times[] = { G_MININT64, G_MININT64 + 1, -1, G_MAXINT64 - 1, G_MAXINT64 };
  g_autoptr (MusterClock) clock = muster_clock_new_fixed (0);

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      muster_clock_set (clock, times[i]);
      g_assert_true (g_date_valid_julian (muster_clock_today (clock)));
      g_assert_cmpuint (muster_clock_today (clock), <=, day_of (9999, 12, 31));
    }
  muster_clock_set (clock, G_MAXINT64);
  g_assert_cmpuint (muster_clock_today (clock), ==, day_of (9999, 12, 31));
  muster_clock_set (clock, G_MININT64);
  g_assert_cmpuint (muster_clock_today (clock), ==, 1);
}

static void
test_today_follows_g_date_time (void)
{
  g_autoptr (GTimeZone) london = g_time_zone_new_identifier ("Europe/London");

  if (london == NULL)
    {
      g_test_skip ("Europe/London is not installed");
      return;
    }
  for (int i = 0; i < 2000; i++)
    {
      gint64 seconds = (gint64) (g_test_rand_double_range (0, 1) * 4102444800.0); /* 1970 to 2100 */
      g_autoptr (MusterClock) clock = muster_clock_new_fixed (seconds * G_USEC_PER_SEC);
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
      g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, london);
      int year;
      int month;
      int day;

      g_date_time_get_ymd (local, &year, &month, &day);
      g_assert_cmpuint (muster_clock_today (clock), ==, day_of ((guint) year, (guint) month, (guint) day));
    }
}

/* The day has begun then, and had not a moment before: the days of the clocks going back and forth, too. */
static void
test_day_begins (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_fixed (0);

  for (guint32 day = day_of (2026, 1, 1); day <= day_of (2027, 1, 1); day++)
    {
      muster_clock_set (clock, muster_clock_day_begins (clock, day));
      g_assert_cmpuint (muster_clock_today (clock), ==, day);
      muster_clock_set (clock, muster_clock_now (clock) - 1);
      g_assert_cmpuint (muster_clock_today (clock), ==, day - 1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/clock/fixed", test_fixed);
  g_test_add_func ("/clock/system", test_system);
  g_test_add_func ("/clock/system-is-not-set", test_system_is_not_set);
  g_test_add_func ("/clock/today", test_today);
  g_test_add_func ("/clock/absurd-times", test_absurd_times);
  g_test_add_func ("/clock/day-begins", test_day_begins);
  g_test_add_func ("/clock/today-follows-g-date-time", test_today_follows_g_date_time);
  return g_test_run ();
}
