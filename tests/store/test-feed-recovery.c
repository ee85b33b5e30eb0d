/* test-feed-recovery.c - an endpoint put back from a backup, a digest that differs, a program that is killed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-world.h"

#define AREA(name) MUSTER_KIND_AREA, "name", name, "level", "borough", NULL

static void
rename_area (FeedWorld *self, MusterRecord *area, const char *name)
{
  g_object_unref (world_edit (&self->fixture, area, "name", name, NULL));
}

static MusterCursor
cursor_at (gint64 seq)
{
  MusterCursor cursor = { seq };

  memset (cursor.chain, (int) (seq & 0xff), sizeof cursor.chain);
  return cursor;
}

/* The endpoint forgets all after seq and starts a new epoch; we go back to there. */
static void
put_back (FeedWorld *self, gint64 seq, GArray *changed)
{
  MusterCursor common = cursor_at (seq);
  g_autoptr (GError) error = NULL;

  g_ptr_array_set_size (self->log, (int) seq);
  feed_new_id (self, &self->epoch);
  muster_replica_rewind (self->fixture.replica, &self->epoch, &common, changed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (feed_cursor (self), ==, seq);
  world_assert_sound (&self->fixture);
}

/* ---- rewind ----------------------------------------------------------------------------------------------------- */

static void
test_rewind (FeedWorld *self, gconstpointer data)
{
  g_autoptr (MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (MusterId));
  g_autoptr (GPtrArray) aside = NULL;
  g_autoptr (GPtrArray) unsent = NULL;
  g_autoptr (GPtrArray) none = NULL;
  MusterEntry *lost, *again;
  MusterId theirs, id;

  feed_new_id (self, &theirs);
  feed_take_all (self);                                    /* 1 */
  feed_other_makes (self, "area", &theirs, "name", "Brent"); /* 2 */
  feed_pull (self);
  rename_area (self, area, "One");
  feed_take_all (self); /* 3 */
  lost = feed_other (self);
  feed_change (lost, "area", &theirs, "name", 2, "{'name':'Barnet'}"); /* 4 */
  feed_change (lost, "area", muster_record_get_id (area), "notes", 0, "{'notes':'theirs'}");
  id = lost->id;
  feed_pull (self);
  g_object_unref (world_edit (&self->fixture, area, "name", "Two", "notes", "ours", NULL)); /* on 3 and on 4 */
  rename_area (self, area, "Three");
  feed_take_own (self); /* 5 */
  feed_pull (self);

  put_back (self, 2, changed);
  g_assert_cmpuint (changed->len, ==, 1); /* theirs: ours is on top of the other still */
  g_assert_cmpuint (feed_unsent (self), ==, 3);
  world_assert_text (&self->fixture, area, "name", "Three");
  aside = muster_replica_set_aside (self->fixture.replica, NULL);
  g_assert_cmpuint (aside->len, ==, 1);
  g_assert_true (muster_id_equal (&((MusterEntry *) aside->pdata[0])->id, &id));
  g_assert_cmpuint (muster_commit_get_n (((MusterEntry *) aside->pdata[0])->commit), ==, 2);

  unsent = muster_replica_read_unsent (self->fixture.replica, 0, 10, 10000, NULL);
  g_assert_cmpuint (unsent->len, ==, 3);
  {
    MusterEntry *first = unsent->pdata[0], *second = unsent->pdata[1];

    g_assert_cmpint (first->n, ==, 2);
    g_assert_cmpint (muster_commit_get_change (first->commit, 0)->base, ==, 1);
    g_assert_cmpint (second->n, ==, 3);
    for (guint i = 0; i < 2; i++)
      {
        const MusterChange *change = muster_commit_get_change (second->commit, i);
        gboolean name = g_str_equal (change->group, "name");

        g_assert_cmpint (change->base, ==, name ? MUSTER_VERSION_UNSENT + 2 : 0); /* nothing of the notes was common */
      }
    g_assert_cmpint (second->seen, ==, 2);
  }

  /* Another desk brings theirs again, and ours follow. */
  feed_take_all (self);
  again = feed_other (self);
  again->id = id;
  again->n = --self->other_n;
  feed_change (again, "area", &theirs, "name", 2, "{'name':'Barnet'}");
  feed_pull (self);
  g_assert_cmpuint (self->result.n_own, ==, 3);
  g_assert_cmpuint (feed_unsent (self), ==, 0);
  none = muster_replica_set_aside (self->fixture.replica, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  feed_assert_sound (self);
}

/* Put back twice, it gives one number three times: what was set aside first stays beside what is set aside later. */
static void
test_set_aside_twice (FeedWorld *self, gconstpointer data)
{
  static const char *const names[] = { "Brent", "Barnet" };
  g_autoptr (GPtrArray) aside = NULL, left = NULL;
  MusterCommit *first;
  MusterId id;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      feed_new_id (self, &id);
      feed_other_makes (self, "area", &id, "name", names[i]); /* 1 */
      feed_pull (self);
      put_back (self, 0, NULL);
    }
  aside = muster_replica_set_aside (self->fixture.replica, NULL);
  g_assert_cmpuint (aside->len, ==, 2);
  g_assert_cmpuint (muster_replica_count_aside (self->fixture.replica), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) said =
        muster_replica_describe (self->fixture.replica, ((MusterEntry *) aside->pdata[i])->commit);

      /* They were received at one time: the first has the higher number by now. */
      g_assert_cmpstr (((MusterSaid *) said->pdata[0])->title, ==, names[1 - i]);
    }
  first = ((MusterEntry *) aside->pdata[0])->commit;
  g_assert_cmpuint (muster_commit_get_n (first), ==, 2);
  g_assert_true (muster_replica_drop_aside (self->fixture.replica, ((MusterEntry *) aside->pdata[0])->seq, NULL));
  left = muster_replica_set_aside (self->fixture.replica, NULL);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpuint (muster_commit_get_n (((MusterEntry *) left->pdata[0])->commit), ==, 2);
}

static const MusterConflict *
only_conflict (FeedWorld *self, GPtrArray **conflicts)
{
  g_clear_pointer (conflicts, g_ptr_array_unref);
  *conflicts = muster_replica_conflicts (self->fixture.replica, NULL, NULL);
  g_assert_cmpuint ((*conflicts)->len, ==, 1);
  return (*conflicts)->pdata[0];
}

/* Fetched from the start, own saves stand on what they stood on: what was before a conflict is the same at every desk.
 */
static void
test_bases_after_emptying (FeedWorld *self, gconstpointer data)
{
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (MusterRecord) area = NULL;
  g_autofree char *before = NULL, *after = NULL;
  MusterFeedPage *few;
  MusterId id;

  feed_new_id (self, &id);
  feed_other_makes (self, "area", &id, "name", "Brent"); /* 1 */
  feed_change (feed_other (self), "area", &id, "level", 0, "{'level':'borough'}"); /* 2 */
  feed_pull (self);
  area = muster_replica_get (self->fixture.replica, &id, NULL);
  feed_change (feed_other (self), "area", &id, "name", 1, "{'name':'Barnet'}"); /* 3 */
  rename_area (self, area, "Ealing");
  feed_set_outcome (feed_take_own (self), 0, MUSTER_OUTCOME_CONFLICT, NULL); /* 4 */
  feed_pull (self);
  g_assert_cmpint (only_conflict (self, &conflicts)->before.version, ==, 1);
  before = muster_replica_dump (self->fixture.replica, NULL);

  g_assert_true (muster_replica_empty (self->fixture.replica, &self->epoch, NULL, NULL));
  world_assert_sound (&self->fixture);
  few = feed_page (self, 10);
  g_array_set_size (((MusterEntry *) few->entries->pdata[3])->bases, 0);
  feed_fail (self, few, MUSTER_ERROR_INVALID);
  feed_pull (self);
  g_assert_cmpint (only_conflict (self, &conflicts)->before.version, ==, 1);
  g_assert_cmpstr (only_conflict (self, &conflicts)->before.display, ==, "Brent");
  after = muster_replica_dump (self->fixture.replica, NULL);
  g_assert_cmpstr (before, ==, after);
  feed_assert_sound (self);
}

/* Nothing stands on what was refused: it was before nothing. */
static void
test_base_on_refused (FeedWorld *self, gconstpointer data)
{
  g_autoptr (MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  g_autoptr (GPtrArray) conflicts = NULL;
  MusterEntry *own;
  MusterFeedPage *page;

  feed_take_all (self);
  feed_pull (self);
  feed_change (feed_other (self), "area", muster_record_get_id (area), "name", 1, "{'name':'Barnet'}"); /* 2 */
  rename_area (self, area, "Refused");
  rename_area (self, area, "On top of it");
  g_ptr_array_set_size (self->log, 2);
  {
    g_autoptr (GPtrArray) unsent = muster_replica_read_unsent (self->fixture.replica, 2, 1, 1, NULL);

    own = g_ptr_array_steal_index (unsent, 0);
  }
  own->seq = 3;
  muster_commit_edit_change (own->commit, 0)->base = 0;
  feed_set_outcome (own, 0, MUSTER_OUTCOME_CONFLICT, NULL);
  g_ptr_array_add (self->log, own);
  page = feed_page (self, 10);
  feed_refuse (self, page, 2, "No.");
  feed_apply (self, page, NULL);
  g_assert_cmpint (only_conflict (self, &conflicts)->before.version, ==, 0);
  g_assert_cmpstr (only_conflict (self, &conflicts)->before.display, ==, "");
  feed_assert_sound (self);
}

/* The endpoint counts the numbers of what it refused: it has to count them again, and nothing else comes of it. What
 * was refused stays so, and what a person has put away stays where she put it. */
static void
rewind_refused (FeedWorld *self, gboolean dismissed)
{
  g_autoptr (MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  MusterReplica *replica = self->fixture.replica;
  MusterFeedPage *page;

  feed_take_all (self);
  feed_pull (self);
  rename_area (self, area, "Refused");
  g_ptr_array_unref (muster_replica_read_unsent (self->fixture.replica, 1, 1, 1, NULL));
  page = feed_page (self, 10);
  feed_refuse (self, page, 2, "No.");
  feed_apply (self, page, NULL);
  rename_area (self, area, "Taken");
  {
    g_autoptr (GPtrArray) unsent = muster_replica_read_unsent (self->fixture.replica, 0, 10, 10000, NULL);

    g_ptr_array_set_free_func (unsent, NULL);
    g_assert_cmpuint (unsent->len, ==, 1);
    g_ptr_array_add (self->log, unsent->pdata[0]);
    ((MusterEntry *) unsent->pdata[0])->seq = 2;
  }
  feed_pull (self);
  if (dismissed)
    g_assert_true (muster_replica_dismiss_refused (replica, MUSTER_VERSION_UNSENT + 2, NULL));
  put_back (self, 1, NULL);
  g_assert_cmpuint (feed_unsent (self), ==, 1);
  feed_assert_refused (muster_replica_refused (replica, NULL), dismissed ? NULL : "No.");
  feed_assert_refused (muster_replica_dismissed (replica, NULL), dismissed ? "No." : NULL);
  {
    g_autoptr (GPtrArray) unsent = muster_replica_read_unsent (replica, 0, 10, 10000, NULL);
    MusterEntry *taken = unsent->pdata[1];

    g_assert_cmpuint (unsent->len, ==, 2);
    g_assert_cmpint (((MusterEntry *) unsent->pdata[0])->n, ==, 2);
    g_assert_cmpuint (muster_commit_get_n (((MusterEntry *) unsent->pdata[0])->commit), ==, 0);
    g_assert_cmpuint (muster_commit_get_n (taken->commit), ==, 1);
    g_ptr_array_add (self->log, g_ptr_array_steal_index (unsent, 1));
    taken->seq = 2;
  }
  page = feed_page (self, 10);
  feed_refuse (self, page, 2, "It says nothing.");
  feed_apply (self, page, NULL);
  g_assert_cmpuint (self->result.n_refused, ==, 0);
  feed_assert_refused (muster_replica_refused (replica, NULL), dismissed ? NULL : "No.");
  feed_assert_refused (muster_replica_dismissed (replica, NULL), dismissed ? "No." : NULL);
  world_assert_text (&self->fixture, area, "name", "Taken");
  feed_assert_sound (self);
  world_reopen (&self->fixture);
  feed_assert_sound (self);
}

static void
test_rewind_refused (FeedWorld *self, gconstpointer data)
{
  rewind_refused (self, FALSE);
}

static void
test_rewind_dismissed (FeedWorld *self, gconstpointer data)
{
  rewind_refused (self, TRUE);
}

/* Everything again from the start, as after a digest that differs: what was gone stays out of sight. */
static void
test_rewind_all (FeedWorld *self, gconstpointer data)
{
  g_autoptr (MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  g_autoptr (MusterRecord) hidden = world_add (&self->fixture, AREA ("Hidden"));
  MusterCursor start = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  MusterFeedPage *page;
  MusterId id;

  feed_take_all (self);
  feed_new_id (self, &id);
  feed_other_makes (self, "area", &id, "name", "Brent");
  feed_change (feed_other (self), "area", muster_record_get_id (area), "name", 1, "{'name':'Ealing'}");
  rename_area (self, area, "Conflict");
  feed_set_outcome (feed_take_own (self), 0, MUSTER_OUTCOME_CONFLICT, NULL);
  feed_pull (self);
  g_hash_table_add (self->hidden, muster_id_copy (muster_record_get_id (hidden)));
  page = feed_page (self, 10);
  g_array_append_vals (page->gone, muster_record_get_id (hidden), 1);
  feed_apply (self, page, NULL);
  before = muster_replica_dump (self->fixture.replica, NULL);
  muster_replica_rewind (self->fixture.replica, &self->epoch, &start, NULL, NULL);
  world_assert_sound (&self->fixture);
  g_assert_cmpuint (feed_unsent (self), ==, 3);
  g_assert_cmpint (muster_replica_get_rowid (self->fixture.replica, &id), ==, 0);
  feed_pull (self);
  after = muster_replica_dump (self->fixture.replica, NULL);
  g_assert_cmpstr (before, ==, after);
  feed_assert_sound (self);
}

/* Old cursors thin out, but never to nothing. */
static void
test_cursors (FeedWorld *self, gconstpointer data)
{
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) two = NULL;
  MusterId id;

  feed_new_id (self, &id);
  feed_other_makes (self, "area", &id, "name", "Harrow");
  for (guint i = 0; i < 300; i++)
    {
      feed_change (feed_other (self), "area", &id, "notes", 0, "{'notes':'n'}");
      feed_apply (self, feed_page (self, 1), NULL);
    }
  two = muster_replica_list_cursors (self->fixture.replica, 2, NULL);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpint (g_array_index (two, MusterCursor, 0).seq, ==, 300);
  g_assert_cmpint (g_array_index (two, MusterCursor, 1).seq, ==, 299);
  all = muster_replica_list_cursors (self->fixture.replica, 1000, NULL);
  g_assert_cmpuint (all->len, <, 64);
  for (guint i = 0; i < all->len; i++)
    {
      MusterCursor cursor = g_array_index (all, MusterCursor, i);
      MusterCursor same = cursor_at (cursor.seq);

      g_assert_cmpmem (cursor.chain, sizeof cursor.chain, same.chain, sizeof same.chain);
      if (i > 0) { /* never more than twice as far back as wanted */
        gint64 newer = g_array_index (all, MusterCursor, i - 1).seq;

        g_assert_cmpint (cursor.seq, <, newer);
        g_assert_cmpint (300 - cursor.seq, <=, 2 * MAX (16, 300 - newer + 1));
      }
    }
}

/* ---- damage ----------------------------------------------------------------------------------------------------- */

static void
test_digest (FeedWorld *self, gconstpointer data)
{
  g_autoptr (MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  gboolean sound;

  feed_take_all (self);
  feed_pull (self);
  world_run_raw (&self->fixture, "UPDATE log_change SET i = i + 100"); /* tables and hashes are right */
  g_assert_cmpuint (world_count_faults (&self->fixture), ==, 1);
  feed_apply (self, feed_page (self, 10), NULL); /* what is kept is right still */
  g_assert_false (self->result.differs);
  g_assert_true (muster_replica_recompute_digest (self->fixture.replica, &sound, NULL));
  g_assert_false (sound);
  feed_apply (self, feed_page (self, 10), NULL);
  g_assert_true (self->result.differs);
}

/* Stopped in the middle of a page, by the disk or by a kill: as if it had never come. */
static void
test_whole_or_not_at_all (FeedWorld *self, gconstpointer data)
{
  static const char *const stops[] = {
    "CREATE TRIGGER stop BEFORE UPDATE ON log_change BEGIN SELECT RAISE (ABORT, 'stopped'); END",
    "CREATE TRIGGER stop BEFORE DELETE ON outbox BEGIN SELECT RAISE (ABORT, 'stopped'); END",
    "CREATE TRIGGER stop BEFORE INSERT ON record BEGIN SELECT RAISE (ABORT, 'stopped'); END",
    "CREATE TRIGGER stop BEFORE INSERT ON sync_cursor BEGIN SELECT RAISE (ABORT, 'stopped'); END",
    "CREATE TRIGGER stop BEFORE UPDATE ON meta WHEN new.key = 'digest' BEGIN SELECT RAISE (ABORT, 'stopped'); END"
    ";INSERT OR IGNORE INTO meta VALUES ('digest', zeroblob (16))",
  };
  g_autoptr (MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  MusterId id;

  feed_take_all (self);
  feed_new_id (self, &id);
  feed_other_makes (self, "area", &id, "name", "Brent");
  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      world_run_raw (&self->fixture, stops[i]);
      feed_fail (self, feed_page (self, 10), MUSTER_ERROR_FAILED);
      world_run_raw (&self->fixture, "DROP TRIGGER stop");
      world_assert_sound (&self->fixture);
    }
  feed_pull (self);
  feed_assert_sound (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FEED_ADD ("/store/feed/rewind", test_rewind);
  FEED_ADD ("/store/feed/set-aside-twice", test_set_aside_twice);
  FEED_ADD ("/store/feed/bases-after-emptying", test_bases_after_emptying);
  FEED_ADD ("/store/feed/base-on-refused", test_base_on_refused);
  FEED_ADD ("/store/feed/rewind-refused", test_rewind_refused);
  FEED_ADD ("/store/feed/rewind-dismissed", test_rewind_dismissed);
  FEED_ADD ("/store/feed/rewind-all", test_rewind_all);
  FEED_ADD ("/store/feed/cursors", test_cursors);
  FEED_ADD ("/store/feed/digest", test_digest);
  FEED_ADD ("/store/feed/whole-or-not-at-all", test_whole_or_not_at_all);
  return g_test_run ();
}
