/* test-feed-copies.c - a file that was copied goes on under a number of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-world.h"

#define AREA(name) MUSTER_KIND_AREA, "name", name, "level", "borough", NULL

static void
rename_area (FeedWorld *self, MusterRecord *area, const char *name)
{
  g_object_unref (world_edit (&self->fixture, area, "name", name, NULL));
}

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

/* The endpoint has not seen under the new id what it refused under the old one: it has to count it, no more. */
static void
test_fork_refused (FeedWorld *self, gconstpointer data)
{
  g_autoptr (MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  g_autoptr (GPtrArray) ready = NULL;
  MusterFeedPage *page;
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
  feed_assert_refused (muster_replica_refused (self->fixture.replica, NULL), "No.");
  world_assert_text (&self->fixture, area, "name", "Two");
  ready = muster_replica_read_unsent (self->fixture.replica, 0, 10, 10000, NULL);
  g_assert_cmpuint (ready->len, ==, 2);
  g_assert_cmpint (((MusterEntry *) ready->pdata[1])->n, ==, 2);
  g_assert_cmpuint (muster_commit_get_n (((MusterEntry *) ready->pdata[1])->commit), ==, 0);
  g_hash_table_remove_all (self->refused);
  feed_take_own (self);
  page = feed_page (self, 10);
  feed_refuse (self, page, 2, "It says nothing.");
  feed_apply (self, page, NULL);
  feed_assert_refused (muster_replica_refused (self->fixture.replica, NULL), "No.");
  world_assert_text (&self->fixture, area, "name", "Two");
  feed_assert_sound (self);
}

/* What was refused before the copy was found stays what it is, and in nobody's way; a second time too. */
static void
test_fork_after_refused (FeedWorld *self, gconstpointer data)
{
  g_autoptr (MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  g_autoptr (GPtrArray) refused = NULL;
  MusterFeedPage *page;
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FEED_ADD ("/store/feed/copy-told-by-feed", test_copy_told_by_feed);
  FEED_ADD ("/store/feed/fork", test_fork);
  FEED_ADD ("/store/feed/fork-refused", test_fork_refused);
  FEED_ADD ("/store/feed/fork-after-refused", test_fork_after_refused);
  return g_test_run ();
}
