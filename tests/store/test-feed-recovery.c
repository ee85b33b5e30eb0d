/* test-feed-recovery.c - an endpoint put back from a backup, a copied file, a digest that differs, a program that is
 * killed.
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

/* The endpoint counts the numbers of what it refused: it has to refuse them again. */
static void
test_rewind_refused (FeedWorld *self, gconstpointer data)
{
  g_autoptr (MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  g_autoptr (GPtrArray) none = NULL;
  MusterPage *page;

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
  put_back (self, 1, NULL);
  g_assert_cmpuint (feed_unsent (self), ==, 2);
  none = muster_replica_refused (self->fixture.replica, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  feed_take_all (self); /* allowed now */
  feed_pull (self);
  world_assert_text (&self->fixture, area, "name", "Taken");
  feed_assert_sound (self);
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
  MusterPage *page;
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

/* ---- copies ----------------------------------------------------------------------------------------------------- */

/* Another copy of this file has sent numbers 2 and 3 of its own. */
static void
test_copy_told_by_feed (FeedWorld *self, gconstpointer data)
{
  g_autoptr (MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  g_autoptr (MusterSyncState) state = NULL;
  MusterEntry *entry;
  MusterId id, new_id, elsewhere;

  feed_take_all (self);
  feed_pull (self);
  state = muster_replica_get_sync_state (self->fixture.replica, NULL);
  feed_new_id (self, &elsewhere);
  for (gint64 n = 2; n <= 3; n++)
    {
      feed_other_makes (self, "area", n == 2 ? &elsewhere : &id, "name", "Made by the copy");
      feed_new_id (self, &id);
      entry = self->log->pdata[n - 1];
      entry->replica = state->replica;
      entry->n = n;
    }
  feed_fail (self, feed_page (self, 10), MUSTER_ERROR_NOT_FOUND); /* there is no 2 here */
  rename_area (self, area, "Brent");
  feed_fail (self, feed_page (self, 10), MUSTER_ERROR_NOT_FOUND); /* there is, but it was never sent */

  feed_new_id (self, &new_id);
  g_assert_true (muster_replica_fork (self->fixture.replica, &new_id, NULL));
  world_assert_sound (&self->fixture);
  feed_pull (self); /* the copy's come as another's */
  g_assert_cmpuint (self->result.n_foreign, ==, 2);
  g_assert_cmpint (muster_replica_get_rowid (self->fixture.replica, &elsewhere), !=, 0);
  entry = feed_take_own (self);
  g_assert_cmpint (entry->n, ==, 1);
  g_assert_true (muster_id_equal (&entry->replica, &new_id));
  g_assert_cmpint (muster_commit_get_change (entry->commit, 0)->base, ==, 1);
  feed_pull (self);
  world_assert_text (&self->fixture, area, "name", "Brent");
  feed_assert_sound (self);
  world_reopen (&self->fixture);
  feed_assert_sound (self);
}

/* 2 and 3 are the same on both copies, and the endpoint has them from the other; 4 is not. All that is untold goes on
 * under the new id, and what comes of it from the other is the other's. */
static void
test_fork (FeedWorld *self, gconstpointer data)
{
  g_autoptr (MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  g_autoptr (GPtrArray) ready = NULL;
  MusterEntry *theirs, *mine;
  MusterId new_id;

  feed_take_all (self);
  feed_pull (self);
  rename_area (self, area, "Two");
  rename_area (self, area, "Three");
  feed_take_all (self); /* both copies had these when they parted */
  rename_area (self, area, "Four, ours");
  g_assert_true (muster_replica_undo (self->fixture.replica, NULL, NULL, NULL)); /* 5 takes back 4 */
  theirs = feed_other (self);
  theirs->replica = ((MusterEntry *) self->log->pdata[0])->replica;
  theirs->n = 4;
  feed_change (theirs, "area", muster_record_get_id (area), "notes", 0, "{'notes':'Four, theirs'}");

  feed_new_id (self, &new_id);
  g_assert_true (muster_replica_fork (self->fixture.replica, &new_id, NULL));
  world_assert_sound (&self->fixture);
  g_assert_cmpuint (feed_unsent (self), ==, 4);
  world_assert_text (&self->fixture, area, "name", "Three");
  feed_pull (self);
  g_assert_cmpuint (self->result.n_foreign, ==, 3);
  g_assert_cmpuint (feed_unsent (self), ==, 2);
  world_assert_text (&self->fixture, area, "notes", "Four, theirs");
  world_assert_text (&self->fixture, area, "name", "Three");
  world_assert_sound (&self->fixture);
  ready = muster_replica_read_unsent (self->fixture.replica, 0, 10, 10000, NULL);
  g_assert_cmpuint (ready->len, ==, 2);
  mine = ready->pdata[0];
  g_assert_cmpint (mine->n, ==, 3);
  g_assert_cmpint (muster_commit_get_change (mine->commit, 0)->base, ==, 3);
  mine = ready->pdata[1];
  g_assert_cmpint (mine->undoes, ==, 3);
  g_assert_cmpint (muster_commit_get_change (mine->commit, 0)->base, ==, MUSTER_VERSION_UNSENT + 3);

  /* A save now gets a number of its own; where the endpoint lacks those before, another id closes the gap. */
  rename_area (self, area, "Five");
  feed_new_id (self, &new_id);
  g_assert_true (muster_replica_fork (self->fixture.replica, &new_id, NULL));
  mine = feed_take_own (self);
  g_assert_cmpint (mine->n, ==, 1);
  mine = feed_take_own (self);
  g_assert_cmpint (mine->undoes, ==, 1);
  feed_take_all (self);
  feed_pull (self);
  world_assert_text (&self->fixture, area, "name", "Five");
  feed_assert_sound (self);
}

/* The endpoint has not seen under the new id what it refused under the old one. */
static void
test_fork_refused (FeedWorld *self, gconstpointer data)
{
  g_autoptr (MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  g_autoptr (GPtrArray) none = NULL;
  MusterPage *page;
  MusterId new_id;

  feed_take_all (self);
  feed_pull (self);
  rename_area (self, area, "Two");
  rename_area (self, area, "Three");
  page = feed_page (self, 10);
  feed_refuse (self, page, 3, "No.");
  feed_apply (self, page, NULL); /* 2 is further on in the feed */
  world_assert_text (&self->fixture, area, "name", "Two");
  feed_new_id (self, &new_id);
  g_assert_true (muster_replica_fork (self->fixture.replica, &new_id, NULL));
  world_assert_sound (&self->fixture);
  none = muster_replica_refused (self->fixture.replica, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  world_assert_text (&self->fixture, area, "name", "Three");
  g_hash_table_remove_all (self->refused);
  feed_take_all (self);
  feed_pull (self);
  world_assert_text (&self->fixture, area, "name", "Three");
  feed_assert_sound (self);
}

/* What was refused before the copy was found stays what it is, and in nobody's way; a second time too. */
static void
test_fork_after_refused (FeedWorld *self, gconstpointer data)
{
  g_autoptr (MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  g_autoptr (GPtrArray) refused = NULL;
  MusterPage *page;
  MusterId new_id;

  feed_take_all (self);
  feed_pull (self);
  for (guint times = 1; times <= 2; times++)
    {
      /* The first number of the new id has to be one of the old. */
      rename_area (self, area, "Refused");
      page = feed_page (self, 10);
      feed_refuse (self, page, times == 1 ? 2 : 1, "No.");
      feed_apply (self, page, NULL);
      rename_area (self, area, times == 1 ? "Two" : "Three");
      feed_new_id (self, &new_id);
      g_assert_true (muster_replica_fork (self->fixture.replica, &new_id, NULL));
      g_hash_table_remove_all (self->refused);
      world_assert_sound (&self->fixture);
      g_clear_pointer (&refused, g_ptr_array_unref);
      refused = muster_replica_refused (self->fixture.replica, NULL);
      g_assert_cmpuint (refused->len, ==, times);
      g_assert_cmpuint (feed_unsent (self), ==, 1);
      feed_new_id (self, &new_id);
      g_assert_true (muster_replica_fork (self->fixture.replica, &new_id, NULL));
      g_assert_cmpint (feed_take_own (self)->n, ==, 1);
      feed_pull (self);
      world_assert_text (&self->fixture, area, "name", times == 1 ? "Two" : "Three");
      feed_new_id (self, &new_id);
      g_assert_true (muster_replica_fork (self->fixture.replica, &new_id, NULL));
    }
  feed_assert_sound (self);
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
  FEED_ADD ("/store/feed/rewind-refused", test_rewind_refused);
  FEED_ADD ("/store/feed/rewind-all", test_rewind_all);
  FEED_ADD ("/store/feed/cursors", test_cursors);
  FEED_ADD ("/store/feed/copy-told-by-feed", test_copy_told_by_feed);
  FEED_ADD ("/store/feed/fork", test_fork);
  FEED_ADD ("/store/feed/fork-refused", test_fork_refused);
  FEED_ADD ("/store/feed/fork-after-refused", test_fork_after_refused);
  FEED_ADD ("/store/feed/digest", test_digest);
  FEED_ADD ("/store/feed/whole-or-not-at-all", test_whole_or_not_at_all);
  return g_test_run ();
}
