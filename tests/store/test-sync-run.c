/* test-sync-run.c - the history of syncs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-sync-run.h"
#include "world.h"

#define NOW (G_GINT64_CONSTANT (1795348800) * G_USEC_PER_SEC)

static void
keep (Fixture *self, MusterTime at, guint n_sent, const char *failure, gboolean still)
{
  MusterSyncRun run = { .began = n_sent > 0 ? at - 1 : 0, .ended = at, .n_sent = n_sent, .failure = (char *) failure };
  g_autoptr(GError) error = NULL;

  muster_replica_keep_sync_run (self->replica, &run, still, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list (Fixture *self, guint max)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *runs = muster_replica_list_sync_runs (self->replica, max, &error);

  g_assert_no_error (error);
  return runs;
}

static void
test_newest_first (Fixture *self, gconstpointer data)
{
  g_autoptr(GPtrArray) runs = NULL;
  const MusterSyncRun *first, *second;

  keep (self, NOW, 3, NULL, FALSE);
  keep (self, NOW + 1, 0, NULL, FALSE); /* nothing happened */
  keep (self, NOW + 2, 5, "The line broke.", FALSE);
  world_reopen (self);
  runs = list (self, 10);
  g_assert_cmpuint (runs->len, ==, 2);
  first = runs->pdata[0];
  second = runs->pdata[1];
  g_assert_cmpuint (first->n_sent, ==, 5);
  g_assert_cmpstr (first->failure, ==, "The line broke.");
  g_assert_cmpint (first->ended, ==, NOW + 2);
  g_assert_cmpuint (second->n_sent, ==, 3);
  g_assert_null (second->failure);
  g_assert_cmpint (second->began, ==, NOW - 1);
}

/* A day without a network is one line, and two days are two. */
static void
test_failure_goes_on (Fixture *self, gconstpointer data)
{
  g_autoptr(GPtrArray) runs = NULL;

  keep (self, NOW, 0, "There is no network.", FALSE);
  for (guint i = 1; i <= 100; i++)
    keep (self, NOW + i, 0, "There is no network.", TRUE);
  keep (self, NOW + 200, 0, "There is no network.", FALSE);
  keep (self, NOW + 201, 0, "Another reason.", TRUE);
  runs = list (self, 10);
  g_assert_cmpuint (runs->len, ==, 3);
  g_assert_cmpint (((MusterSyncRun *) runs->pdata[2])->began, ==, NOW);
  g_assert_cmpint (((MusterSyncRun *) runs->pdata[2])->ended, ==, NOW + 100);
  g_assert_cmpint (((MusterSyncRun *) runs->pdata[1])->began, ==, NOW + 200);
  g_assert_cmpstr (((MusterSyncRun *) runs->pdata[0])->failure, ==, "Another reason.");
}

static void
test_bounded (Fixture *self, gconstpointer data)
{
  g_autoptr(GPtrArray) runs = NULL;

  for (guint i = 1; i <= 600; i++)
    keep (self, NOW + i, i, NULL, FALSE);
  runs = list (self, 1000);
  g_assert_cmpuint (runs->len, ==, 500);
  g_assert_cmpuint (((MusterSyncRun *) runs->pdata[0])->n_sent, ==, 600);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/sync-run/newest-first", Fixture, NULL, world_init, test_newest_first, world_clear);
  g_test_add ("/store/sync-run/failure-goes-on", Fixture, NULL, world_init, test_failure_goes_on, world_clear);
  g_test_add ("/store/sync-run/bounded", Fixture, NULL, world_init, test_bounded, world_clear);
  return g_test_run ();
}
