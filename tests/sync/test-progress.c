/* test-progress.c - how much is left to be fetched, and how long that takes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-progress.h"

#define NOW (G_GINT64_CONSTANT (1795348800) * G_USEC_PER_SEC)

static void
assert_left (const MusterProgress *progress, gint64 n_done, gint64 n_all, guint64 bytes, gint64 seconds)
{
  g_assert_cmpint (progress->n_done, ==, n_done);
  g_assert_cmpint (progress->n_all, ==, n_all);
  g_assert_cmpuint (progress->bytes_left, ==, bytes);
  g_assert_cmpint (progress->seconds_left, ==, seconds);
}

static void
test_from_the_start (void)
{
  MusterProgress progress = { .seconds_left = -1 };

  muster_progress_note (&progress, NOW, 0, 10000, 0);
  assert_left (&progress, 0, 10000, 0, -1);
  muster_progress_note (&progress, NOW + 1 * G_USEC_PER_SEC, 1000, 10000, 50000);
  assert_left (&progress, 1000, 10000, 450000, -1);
  muster_progress_note (&progress, NOW + 4 * G_USEC_PER_SEC, 2000, 10000, 50000);
  assert_left (&progress, 2000, 10000, 400000, 16);
  /* Others go on saving. */
  muster_progress_note (&progress, NOW + 8 * G_USEC_PER_SEC, 4000, 12000, 100000);
  assert_left (&progress, 4000, 12000, 400000, 16);
  muster_progress_note (&progress, NOW + 20 * G_USEC_PER_SEC, 12000, 0, 400000);
  assert_left (&progress, 0, 0, 0, -1);
}

/* What came before a break says nothing of how fast it goes now. */
static void
test_after_a_break (void)
{
  MusterProgress progress = { .seconds_left = -1 };

  muster_progress_note (&progress, NOW, 5000, 10000, 0);
  muster_progress_note (&progress, NOW + 10 * G_USEC_PER_SEC, 6000, 10000, 40000);
  assert_left (&progress, 6000, 10000, 160000, 40);
  muster_progress_rest (&progress);
  assert_left (&progress, 6000, 10000, 0, -1);
  muster_progress_note (&progress, NOW + 3600 * (gint64) G_USEC_PER_SEC, 6000, 10000, 0);
  muster_progress_note (&progress, NOW + 3610 * (gint64) G_USEC_PER_SEC, 7000, 10000, 20000);
  assert_left (&progress, 7000, 10000, 60000, 30);
}

static void
test_clock_set_back (void)
{
  MusterProgress progress = { .seconds_left = -1 };

  muster_progress_note (&progress, NOW, 0, 10000, 0);
  muster_progress_note (&progress, NOW - 3600 * (gint64) G_USEC_PER_SEC, 5000, 10000, 1000);
  assert_left (&progress, 5000, 10000, 0, -1);
  /* It goes back to what both know. */
  muster_progress_note (&progress, NOW, 400, 10000, 1000);
  assert_left (&progress, 400, 10000, 0, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/progress/from-the-start", test_from_the_start);
  g_test_add_func ("/sync/progress/after-a-break", test_after_a_break);
  g_test_add_func ("/sync/progress/clock-set-back", test_clock_set_back);
  return g_test_run ();
}
