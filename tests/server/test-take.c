/* test-take.c - taking a push: PROTOCOL.md section 5.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-world.h"

typedef struct {
  World  world;
  Member ana, ben;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  world_init (&self->world, data);
  member_join (&self->ana, &self->world, "Ana", "server", "editor");
  member_join (&self->ben, &self->world, "Ben", "server", "editor");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  world_assert_sound (&self->world);
  member_clear (&self->ana);
  member_clear (&self->ben);
  world_clear (&self->world, data);
}

static gint64
head (Fixture *self)
{
  return muster_ledger_get_head (self->world.ledger, NULL);
}

static void
give (Member *member, MusterTaken *taken, MusterEntry *first, ...)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new ();
  va_list args;

  va_start (args, first);
  for (MusterEntry *entry = first; entry != NULL; entry = va_arg (args, MusterEntry *))
    g_ptr_array_add (entries, entry);
  va_end (args);
  member_give (member, entries, taken);
}

static MusterEntry *
copy_of (const MusterEntry *entry)
{
  MusterEntry *copy = muster_entry_new ();

  *copy = *entry;
  copy->origin = g_strdup (entry->origin);
  copy->actor = NULL;
  muster_commit_ref (copy->commit);
  return copy;
}

static void
test_repeat (Fixture *self, gconstpointer data)
{
  MusterEntry *first = member_say (&self->ana, "team t _exists 0 true\nteam t name 0 {\"name\":\"Hub\"}");
  MusterEntry *second = member_say (&self->ana, "team t name -1 {\"name\":\"PCN\"}");
  MusterEntry *again = copy_of (first), *once_more = copy_of (second), *third = copy_of (first);
  MusterTaken taken;

  give (&self->ana, &taken, first, second, NULL);
  g_assert_cmpint (taken.acked, ==, 2);
  g_assert_cmpint (taken.head, ==, 2);
  give (&self->ana, &taken, again, once_more, NULL);
  g_assert_cmpstr (taken.problem, ==, NULL);
  g_assert_cmpint (taken.acked, ==, 2);
  g_assert_cmpint (head (self), ==, 2);
  /* A repeat beside something new. */
  give (&self->ana, &taken, third, member_say (&self->ana, "team t status 0 {\"status\":\"live\"}"), NULL);
  g_assert_cmpint (taken.acked, ==, 3);
  g_assert_cmpint (head (self), ==, 3);
}

static void
test_gap (Fixture *self, gconstpointer data)
{
  MusterEntry *first = member_say (&self->ana, "team t _exists 0 true"), *third;
  MusterTaken taken;

  muster_entry_free (member_say (&self->ana, "team t name 0 {\"name\":\"Hub\"}"));
  third = member_say (&self->ana, "team t status 0 {\"status\":\"live\"}");
  give (&self->ana, &taken, first, third, NULL);
  g_assert_cmpstr (taken.problem, ==, "gap");
  g_assert_cmpint (taken.n, ==, 3);
  g_assert_cmpint (taken.expected, ==, 2);
  /* What came before it stands. */
  g_assert_cmpint (taken.acked, ==, 1);
  g_assert_cmpint (head (self), ==, 1);
}

static void
test_fork (Fixture *self, gconstpointer data)
{
  MusterTaken taken;

  member_push (&self->ana, "team t _exists 0 true");
  member_push (&self->ana, "team t name 0 {\"name\":\"Hub\"}");
  self->ana.n = 1;
  give (&self->ana, &taken, member_say (&self->ana, "team t name 0 {\"name\":\"Other\"}"), NULL);
  g_assert_cmpstr (taken.problem, ==, "replica-forked");
  g_assert_cmpint (taken.n, ==, 2);
  g_assert_cmpint (taken.acked, ==, 2);
  g_assert_cmpint (head (self), ==, 2);
}

/* The copy goes on under a new id; the ids of its commits stay. */
static void
test_fork_goes_on (Fixture *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  Member copy = self->ana;
  g_autofree char *view = NULL;

  member_push (&self->ana, "team t _exists 0 true");
  muster_id_new (&copy.replica, self->world.clock, self->world.random);
  muster_ledger_begin (self->world.ledger, &error);
  g_assert_true (
    muster_ledger_add_replica (self->world.ledger, copy.session, &copy.replica, &self->ana.replica, &error));
  /* Asked again after a lost answer. */
  g_assert_true (
    muster_ledger_add_replica (self->world.ledger, copy.session, &copy.replica, &self->ana.replica, &error));
  g_assert_false (
    muster_ledger_add_replica (self->world.ledger, self->ben.session, &copy.replica, &self->ben.replica, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (
    muster_ledger_add_replica (self->world.ledger, self->ben.session, &self->ben.replica, &self->ana.replica, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
  g_assert_true (muster_ledger_commit (self->world.ledger, NULL));

  member_push (&copy, "team t name 0 {\"name\":\"From the copy\"}");
  view = member_view (&self->ana, 0);
  g_assert_cmpstr (view, ==, "1 own 1\n2.0 name {\"name\":\"From the copy\"}\n");
}

/* Two copies had the same save unsent. The second is told that it is known, and what stands on it finds it. */
static void
test_known (Fixture *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  Member copy = self->ana;
  MusterEntry *said, *same;
  MusterTaken taken;

  member_push (&self->ana, "team t _exists 0 true");
  muster_id_new (&copy.replica, self->world.clock, self->world.random);
  muster_ledger_begin (self->world.ledger, &error);
  g_assert_true (
    muster_ledger_add_replica (self->world.ledger, copy.session, &copy.replica, &self->ana.replica, &error));
  g_assert_true (muster_ledger_commit (self->world.ledger, NULL));
  said = member_say (&self->ana, "team t name 0 {\"name\":\"Both\"}");
  same = copy_of (said);
  same->n = ++copy.n;
  give (&self->ana, &taken, said, NULL);
  give (&copy, &taken, same, member_say (&copy, "team t name -1 {\"name\":\"On it\"}"), NULL);
  g_assert_cmpstr (taken.problem, ==, NULL);
  g_assert_cmpint (taken.acked, ==, 2);
  g_assert_cmpint (head (self), ==, 3);
  member_assert_outcome (&copy, 1, 0, "refused known");
  member_assert_outcome (&copy, 2, 0, "head");
}

static void
test_refused_keeps_rest (Fixture *self, gconstpointer data)
{
  MusterEntry *wrong, *repeat;
  MusterTaken taken;

  member_push (&self->ana, "team t _exists 0 true\nteam t name 0 {\"name\":\"Hub\"}");
  wrong = member_say (&self->ana, "team t status 0 {\"status\":\"live\"}\nteam t status 0 {\"status\":\"closed\"}");
  repeat = copy_of (wrong);
  give (&self->ana, &taken, wrong, member_say (&self->ana, "team t status 0 {\"status\":\"live\"}"), NULL);
  g_assert_cmpstr (taken.problem, ==, NULL);
  g_assert_cmpint (taken.acked, ==, 3);
  g_assert_cmpint (head (self), ==, 2);
  member_assert_outcome (&self->ana, 2, 0, "refused malformed");
  member_assert_outcome (&self->ana, 3, 0, "head");
  give (&self->ana, &taken, repeat, NULL);
  g_assert_cmpstr (taken.problem, ==, NULL);
  self->ana.n = 1;
  give (&self->ana, &taken, member_say (&self->ana, "team t status 0 {\"status\":\"closed\"}"), NULL);
  g_assert_cmpstr (taken.problem, ==, "replica-forked");
}

static void
test_shapes (Fixture *self, gconstpointer data)
{
  static const char *const wrong[] = {
    "team t _exists 0 1",
    "team t _ref 0 true",
    "team t name 0 []",
    "team t name 0 {\"name\":12}",
    "team t name 0 {\"status\":\"live\"}",
    "plan t name 0 {\"name\":\"of another kind\"}",
    "team u _exists 0 true\nplan u title 0 {\"title\":\"both\"}",
    "risk u likelihood 0 {\"likelihood\":9}",
    "assessment u assessment 0 {\"likelihood\":9}",
    "risk u _ref 0 \"R-1'; drop\"",
    "risk u _ref 0 \"R-0\"",
    "risk u _ref 0 \"R-012\"",
    "risk u _ref 0 \"r-1\"",
    "risk u _ref 0 \"12\"",
    "risk u _ref 0 \"R-1000002\"",
    "risk u _ref 0 \"R-999999999999\"",
  };

  member_push (&self->ana, "team t _exists 0 true");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_test_message ("%s", wrong[i]);
      g_assert_cmpint (member_push (&self->ana, wrong[i]), ==, 0);
      member_assert_outcome (&self->ana, 2 + i, 0, "refused malformed");
    }
  g_assert_cmpint (head (self), ==, 1);
  g_assert_cmpint (member_push (&self->ana, "risk u _exists 0 true\nrisk u _ref 0 \"R-1000001\""), ==, 2);
}

/* Somebody else's commit, replayed under another number, would stop every replica that keeps ids apart. */
static void
test_id_taken (Fixture *self, gconstpointer data)
{
  MusterEntry *mine = member_say (&self->ana, "team t _exists 0 true"),
              *hers = member_say (&self->ben, "team u _exists 0 true");
  MusterTaken taken;

  hers->id = mine->id;
  give (&self->ana, &taken, mine, NULL);
  give (&self->ben, &taken, hers, NULL);
  member_assert_outcome (&self->ben, 1, 0, "refused known");
}

static void
test_not_hers (Fixture *self, gconstpointer data)
{
  MusterPush push = { .replica = self->ana.replica,
                      .epoch = *muster_ledger_get_epoch (self->world.ledger),
                      .schema = 1 };
  g_autoptr(GError) error = NULL;
  MusterTaken taken;

  push.entries = g_ptr_array_new ();
  muster_ledger_begin (self->world.ledger, NULL);
  g_assert_true (muster_ledger_take (self->world.ledger, self->ben.session, &push, &taken, &error));
  g_assert_cmpstr (taken.problem, ==, "not-allowed");
  push.replica = self->ben.replica;
  push.epoch = self->ana.replica;
  g_assert_true (muster_ledger_take (self->world.ledger, self->ben.session, &push, &taken, &error));
  g_assert_cmpstr (taken.problem, ==, "diverged");
  muster_ledger_rollback (self->world.ledger);
  g_ptr_array_unref (push.entries);
}

/* What a batch that is rolled back took never was. */
static void
test_rollback (Fixture *self, gconstpointer data)
{
  MusterEntry *entry = member_say (&self->ana, "team t _exists 0 true"), *again = copy_of (entry);
  MusterPush push = { .replica = self->ana.replica,
                      .epoch = *muster_ledger_get_epoch (self->world.ledger),
                      .schema = 1 };
  MusterTaken taken;

  push.entries = g_ptr_array_new ();
  g_ptr_array_set_free_func (push.entries, (GDestroyNotify) muster_entry_free);
  g_ptr_array_add (push.entries, entry);
  muster_ledger_begin (self->world.ledger, NULL);
  g_assert_true (muster_ledger_take (self->world.ledger, self->ana.session, &push, &taken, NULL));
  g_assert_cmpint (taken.head, ==, 1);
  muster_ledger_rollback (self->world.ledger);
  g_ptr_array_unref (push.entries);
  g_assert_cmpint (head (self), ==, 0);
  world_assert_sound (&self->world);

  give (&self->ana, &taken, again, NULL);
  g_assert_cmpint (taken.acked, ==, 1);
  g_assert_cmpint (head (self), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/server/take/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("repeat", test_repeat);
  ADD ("gap", test_gap);
  ADD ("fork", test_fork);
  ADD ("fork-goes-on", test_fork_goes_on);
  ADD ("known", test_known);
  ADD ("refused-keeps-rest", test_refused_keeps_rest);
  ADD ("shapes", test_shapes);
  ADD ("id-taken", test_id_taken);
  ADD ("not-hers", test_not_hers);
  ADD ("rollback", test_rollback);
  return g_test_run ();
}
