/* test-disk.c - what happens when the disk is full: nothing of the batch counts, all that was there stays, and it goes
 * on once there is room.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-world.h"

#include <signal.h>
#include <sys/resource.h>

typedef struct {
  World  world;
  Member ana;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  signal (SIGXFSZ, SIG_IGN);
  world_init (&self->world, "file");
  member_join (&self->ana, &self->world, "Ana", "server", "editor");
  member_push (&self->ana, "risk r _exists 0 true\nrisk r title 0 {\"title\":\"Before\"}");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  member_clear (&self->ana);
  world_clear (&self->world, data);
}

static void
limit_files (rlim_t most)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = most;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static GPtrArray *
say_much (Member *member)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_entry_free);
  g_autofree char *text = g_strnfill (50000, 'x');

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *line = g_strdup_printf ("risk r%u cause 0 {\"cause\":\"%s\"}", i, text);

      g_ptr_array_add (entries, member_say (member, line));
    }
  return entries;
}

static void
test_full (Fixture *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = say_much (&self->ana);
  MusterPush push = { .replica = self->ana.replica, .epoch = *muster_ledger_get_epoch (self->world.ledger), .schema = 1,
                      .entries = entries };
  gboolean took, kept;
  MusterTaken taken;

  muster_ledger_begin (self->world.ledger, &error);
  g_assert_no_error (error);
  limit_files (300 * 1024);
  took = muster_ledger_take (self->world.ledger, self->ana.session, &push, &taken, NULL);
  kept = muster_ledger_commit (self->world.ledger, &error);
  limit_files (RLIM_INFINITY);
  g_assert_false (kept);
  g_assert_nonnull (error);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_test_message ("taking %s; %s", took ? "succeeded" : "failed", error->message);

  g_assert_cmpint (muster_ledger_get_head (self->world.ledger, NULL), ==, 1);
  world_assert_sound (&self->world);
  member_give (&self->ana, g_ptr_array_ref (entries), &taken);
  g_assert_cmpint (taken.acked, ==, 61);
  world_assert_sound (&self->world);
  g_ptr_array_unref (entries);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server/disk/full", Fixture, NULL, set_up, test_full, tear_down);
  return g_test_run ();
}
