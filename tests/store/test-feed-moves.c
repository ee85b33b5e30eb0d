/* test-feed-moves.c - what comes into sight and goes out of it: grants, fills, records that move.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-world.h"

static void
add_grant (MusterFeedPage *page, gint64 version, const MusterId *scope, const char *role)
{
  MusterGrant grant = { *scope, g_strdup (role) };

  page->grants_version = version;
  g_array_append_val (page->grants, grant);
}

static gboolean
is_here (FeedWorld *self, const MusterId *id)
{
  return muster_replica_get_rowid (self->fixture.replica, id) != 0;
}

static void
hide (FeedWorld *self, const MusterId *id)
{
  g_hash_table_add (self->hidden, muster_id_copy (id));
}

/* All fills that are open, page by page. */
static guint
fill_all (FeedWorld *self, guint limit)
{
  MusterFill fill;
  guint pages = 0;

  while (muster_replica_next_fill (self->fixture.replica, &fill, NULL))
    {
      feed_apply (self, feed_fill_page (self, &fill, limit), &fill);
      g_assert_cmpuint (pages++, <, 100);
    }
  return pages;
}

/* A scope that is granted later is fetched apart; what of it came as news meanwhile is not there twice, and what came
 * before it was made waits for that. */
static void
test_scope (FeedWorld *self, gconstpointer data)
{
  MusterId scope, early, late;
  MusterFeedPage *page;
  MusterFill fill;

  feed_new_id (self, &scope);
  feed_new_id (self, &early);
  feed_new_id (self, &late);
  hide (self, &early);
  feed_other_makes (self, "area", &late, "name", "Late");
  feed_other_makes (self, "area", &early, "name", "Early");
  page = feed_page (self, 10);
  add_grant (page, 1, &self->server, "reader");
  feed_apply (self, page, NULL);
  g_assert_false (muster_replica_next_fill (self->fixture.replica, &fill, NULL)); /* the first are in the news */
  g_assert_false (is_here (self, &early));

  feed_change (feed_other (self), "area", &early, "notes", 0, "{'notes':'new'}");
  g_hash_table_remove_all (self->hidden);
  page = feed_page (self, 10);
  page->has_digest = FALSE;
  add_grant (page, 2, &self->server, "reader");
  add_grant (page, 2, &scope, "editor");
  feed_apply (self, page, NULL);
  g_assert_true (muster_replica_next_fill (self->fixture.replica, &fill, NULL));
  g_assert_false (fill.is_record);
  g_assert_true (muster_id_equal (&fill.target, &scope));
  g_assert_cmpint (fill.after, ==, 0);
  g_assert_cmpint (fill.until, ==, 3);
  g_assert_false (is_here (self, &early)); /* it has notes, but nothing says that it exists */
  feed_assert_sound (self);

  g_assert_cmpuint (fill_all (self, 1), ==, 3);
  g_assert_true (is_here (self, &early));
  {
    g_autoptr(MusterRecord) record = muster_replica_get (self->fixture.replica, &early, NULL);
    g_autoptr(MusterSyncState) state = muster_replica_get_sync_state (self->fixture.replica, NULL);

    world_assert_text (&self->fixture, record, "name", "Early");
    world_assert_text (&self->fixture, record, "notes", "new");
    g_assert_cmpint (state->grants_version, ==, 2);
    g_assert_cmpuint (state->grants->len, ==, 2);
  }
  feed_pull (self); /* with the digest */
  feed_assert_sound (self);
}

/* A fill of what is lost again ends. */
static void
test_grant_taken_back (FeedWorld *self, gconstpointer data)
{
  MusterId scope, id;
  MusterFeedPage *page;
  MusterFill fill;

  feed_new_id (self, &scope);
  feed_new_id (self, &id);
  feed_other_makes (self, "area", &id, "name", "Harrow");
  feed_pull (self);
  page = feed_page (self, 10);
  add_grant (page, 1, &scope, "reader");
  feed_apply (self, page, NULL);
  g_assert_true (muster_replica_next_fill (self->fixture.replica, &fill, NULL));
  page = feed_page (self, 10);
  add_grant (page, 2, &self->server, "reader");
  feed_apply (self, page, NULL);
  g_assert_true (muster_replica_next_fill (self->fixture.replica, &fill, NULL));
  g_assert_true (muster_id_equal (&fill.target, &self->server));
  g_assert_cmpuint (fill_all (self, 10), ==, 1);
  feed_pull (self);
}

/* A record that moves out of sight goes with its history; what points to it stays, and what it added is taken away. */
static void
test_gone (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) team = world_add (&self->fixture, MUSTER_KIND_TEAM, "name", "Hub 1", NULL);
  g_autoptr(MusterRecord) risk =
    world_add (&self->fixture, MUSTER_KIND_RISK, "title", "Late", "status", "open", "scope", world_bind (team), NULL);
  g_autoptr(MusterRecord) score = world_add (&self->fixture, MUSTER_KIND_ASSESSMENT, "risk", world_bind (risk), "kind",
                                              "current", "likelihood", "4", "impact", "5", NULL);
  g_autoptr(GPtrArray) hits = NULL;
  MusterFeedPage *page;
  MusterFill fill;

  feed_take_all (self);
  feed_change (feed_other (self), "risk", muster_record_get_id (risk), "notes", 0, "{'notes':'theirs'}");
  feed_pull (self);
  world_assert_number (&self->fixture, team, "worst_score", 20);

  hide (self, muster_record_get_id (risk));
  page = feed_page (self, 10);
  g_array_append_vals (page->gone, muster_record_get_id (risk), 1);
  feed_apply (self, page, NULL);
  g_assert_false (self->result.differs);
  g_assert_cmpuint (self->result.changed->len, >=, 2);
  g_assert_false (is_here (self, muster_record_get_id (risk)));
  world_assert_number (&self->fixture, team, "worst_score", 0);
  hits = muster_replica_search (self->fixture.replica, "late", NULL, 5, NULL);
  g_assert_cmpuint (hits->len, ==, 0);
  feed_assert_sound (self);

  /* It moves back: all of it is there again, one's own part too. */
  g_hash_table_remove_all (self->hidden);
  page = feed_page (self, 10);
  g_array_append_vals (page->came, muster_record_get_id (risk), 1);
  page->has_digest = FALSE;
  feed_apply (self, page, NULL);
  g_assert_true (muster_replica_next_fill (self->fixture.replica, &fill, NULL));
  g_assert_true (fill.is_record);
  fill_all (self, 1);
  g_assert_true (is_here (self, muster_record_get_id (risk)));
  world_assert_text (&self->fixture, risk, "title", "Late");
  world_assert_text (&self->fixture, risk, "notes", "theirs");
  world_assert_number (&self->fixture, team, "worst_score", 20);
  feed_pull (self);
  feed_assert_sound (self);
}

/* What was unsent for it stays in the queue, and is what the endpoint says of it. */
static void
test_gone_with_unsent (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area =
    world_add (&self->fixture, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough", NULL);
  g_autoptr(GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(MusterDraft) draft = NULL;
  MusterFeedPage *page;

  feed_take_all (self);
  feed_pull (self);
  g_object_unref (world_edit (&self->fixture, area, "name", "Brent", NULL));
  g_hash_table_insert (texts, (char *) "name", (char *) "Half typed");
  muster_replica_put_draft (self->fixture.replica, muster_kind_get (MUSTER_KIND_AREA), muster_record_get_id (area),
                            texts, NULL);
  hide (self, muster_record_get_id (area));
  page = feed_page (self, 10);
  g_array_append_vals (page->gone, muster_record_get_id (area), 1);
  feed_apply (self, page, NULL);
  g_assert_false (is_here (self, muster_record_get_id (area)));
  g_assert_cmpuint (feed_unsent (self), ==, 1);
  draft = muster_replica_get_draft (self->fixture.replica, muster_record_get_id (area), NULL);
  g_assert_nonnull (draft);
  feed_assert_sound (self);
  page = feed_page (self, 10);
  feed_refuse (self, page, 2, "It is no longer in your area.");
  feed_apply (self, page, NULL);
  g_assert_cmpuint (feed_unsent (self), ==, 0);
  feed_assert_sound (self);
}

/* Fetched anew, an own commit says itself which of its records are out of sight by now, and which are back in it. */
static void
test_gone_in_a_stub (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area =
    world_add (&self->fixture, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough", NULL);
  const MusterCursor start = { 0 };

  feed_take_all (self);
  feed_pull (self);
  for (guint i = 0; i < 4; i++)
    {
      if (i % 2 == 0)
        hide (self, muster_record_get_id (area));
      else
        g_hash_table_remove_all (self->hidden);
      g_assert_true (muster_replica_rewind (self->fixture.replica, &self->epoch, &start, NULL, NULL));
      feed_pull (self);
      g_assert_cmpint (is_here (self, muster_record_get_id (area)), ==, i % 2);
      g_assert_cmpuint (feed_unsent (self), ==, 0);
      feed_assert_sound (self);
    }
}

/* Of one commit only a part is seen, then the rest; told twice it is the same. */
static void
test_part_of_a_commit (FeedWorld *self, gconstpointer data)
{
  MusterId seen, unseen;
  MusterEntry *entry = feed_other (self);
  MusterFeedPage *page;
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;

  feed_new_id (self, &seen);
  feed_new_id (self, &unseen);
  feed_change (entry, "area", &unseen, MUSTER_GROUP_EXISTS, 0, "true");
  feed_change (entry, "area", &seen, MUSTER_GROUP_EXISTS, 0, "true");
  feed_change (entry, "area", &unseen, "name", 0, "{'name':'Unseen'}");
  feed_change (entry, "area", &seen, "name", 0, "{'name':'Seen'}");
  hide (self, &unseen);
  feed_pull (self);
  g_assert_cmpuint (self->result.n_foreign, ==, 1);
  g_assert_false (is_here (self, &unseen));
  feed_assert_sound (self);
  for (guint i = 0; i < 2; i++)
    {
      g_hash_table_remove_all (self->hidden);
      page = feed_page (self, 10);
      g_array_append_vals (page->came, &unseen, 1);
      page->has_digest = FALSE;
      feed_apply (self, page, NULL);
      fill_all (self, 10);
      g_assert_cmpuint (self->result.n_foreign, ==, 0);
      g_assert_true (is_here (self, &unseen));
      feed_pull (self);
      feed_assert_sound (self);
      *(i == 0 ? &once : &twice) = muster_replica_dump (self->fixture.replica, NULL);
    }
  g_assert_cmpstr (once, ==, twice);
}

/* The endpoint was put back to before she was given the scope: what was set aside then is of nobody's sight. */
static void
test_set_aside (FeedWorld *self, gconstpointer data)
{
  g_autoptr(GPtrArray) kept = NULL, left = NULL;
  MusterCursor start = { 0 };
  MusterId scope, id;
  MusterFeedPage *page;

  feed_new_id (self, &scope);
  feed_new_id (self, &id);
  feed_other_makes (self, "area", &id, "name", "Harrow");
  page = feed_page (self, 10);
  add_grant (page, 2, &scope, "reader");
  feed_apply (self, page, NULL);
  g_assert_true (muster_replica_empty (self->fixture.replica, &self->epoch, NULL, NULL));
  kept = muster_replica_set_aside (self->fixture.replica, NULL);
  g_assert_cmpuint (kept->len, ==, 0); /* the endpoint has it, and she may not see it if it does not come */
  g_ptr_array_unref (kept);
  feed_pull (self);
  g_assert_true (is_here (self, &id));
  g_ptr_array_set_size (self->log, 0);
  muster_replica_rewind (self->fixture.replica, &self->epoch, &start, NULL, NULL);
  kept = muster_replica_set_aside (self->fixture.replica, NULL);
  g_assert_cmpuint (kept->len, ==, 1);
  page = feed_page (self, 10);
  add_grant (page, 1, &self->server, "reader");
  feed_apply (self, page, NULL);
  left = muster_replica_set_aside (self->fixture.replica, NULL);
  g_assert_cmpuint (left->len, ==, 0);
}

/* A judgement is refused by the page that brings news of the risk it was about: nothing is left of it. */
static void
test_refused_part (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) risk =
    world_add (&self->fixture, MUSTER_KIND_RISK, "title", "Posts", "status", "open", NULL);
  MusterFeedPage *page;

  feed_take_all (self);
  feed_pull (self);
  g_object_unref (world_add (&self->fixture, MUSTER_KIND_ASSESSMENT, "risk", world_bind (risk), "kind", "current",
                             "likelihood", "3", "impact", "5", NULL));
  world_assert_text (&self->fixture, risk, "score", "15");
  feed_change (feed_other (self), "risk", muster_record_get_id (risk), "status", 1,
               "{'status':'open','status_reason':'New'}");
  page = feed_page (self, 10);
  feed_refuse (self, page, 2, "No.");
  feed_apply (self, page, NULL);
  world_assert_text (&self->fixture, risk, "score", "");
  world_assert_sound (&self->fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FEED_ADD ("/store/feed/moves/scope", test_scope);
  FEED_ADD ("/store/feed/moves/grant-taken-back", test_grant_taken_back);
  FEED_ADD ("/store/feed/moves/set-aside", test_set_aside);
  FEED_ADD ("/store/feed/moves/refused-part", test_refused_part);
  FEED_ADD ("/store/feed/moves/gone", test_gone);
  FEED_ADD ("/store/feed/moves/gone-with-unsent", test_gone_with_unsent);
  FEED_ADD ("/store/feed/moves/gone-in-a-stub", test_gone_in_a_stub);
  FEED_ADD ("/store/feed/moves/part-of-a-commit", test_part_of_a_commit);
  return g_test_run ();
}
