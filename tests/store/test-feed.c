/* test-feed.c - pages of the feed on a replica that goes on being edited.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-world.h"
#include "muster-migrations.h"
#include "muster-db-private.h"
#include "muster-replica-private.h"

#define AREA(name) MUSTER_KIND_AREA, "name", name, "level", "borough", NULL

static MusterRecord *
edit (FeedWorld *self, MusterRecord *record, const char *name)
{
  return world_edit (&self->fixture, record, "name", name, NULL);
}

/* ---- own commits ------------------------------------------------------------------------------------------------ */

static void
test_acknowledge (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  g_autoptr(MusterRecord) edited = edit (self, area, "Brent");
  g_autoptr(MusterRecord) now = NULL;
  g_autoptr(MusterSyncState) state = NULL;

  g_assert_cmpint (muster_record_get_version (edited, "name"), ==, MUSTER_VERSION_UNSENT + 2);
  feed_take_all (self);
  g_assert_cmpuint (feed_unsent (self), ==, 2); /* a push changes nothing here */
  feed_pull (self);
  g_assert_cmpuint (self->result.n_own, ==, 2);
  g_assert_cmpuint (self->result.n_foreign, ==, 0);
  g_assert_cmpuint (self->result.changed->len, ==, 0); /* no row is another */
  g_assert_cmpuint (feed_unsent (self), ==, 0);
  now = world_get (&self->fixture, area);
  g_assert_cmpint (muster_record_get_version (now, "name"), ==, 2);
  g_assert_cmpint (muster_record_get_version (now, MUSTER_GROUP_EXISTS), ==, 1);
  world_assert_text (&self->fixture, area, "name", "Brent");
  state = muster_replica_get_sync_state (self->fixture.replica, NULL);
  g_assert_cmpint (state->settled_n, ==, 2);
  g_assert_cmpint (state->last_n, ==, 2);
  g_assert_cmpint (state->cursor.seq, ==, 2);
  feed_assert_sound (self);
  world_reopen (&self->fixture);
  feed_assert_sound (self);
}

static int
count_prepared_anew (FeedWorld *self)
{
  sqlite3_stmt *statement = NULL;
  int n = 0;

  while ((statement = sqlite3_next_stmt (self->fixture.replica->db->handle, statement)) != NULL)
    n += sqlite3_stmt_status (statement, SQLITE_STMTSTATUS_REPREPARE, FALSE);
  return n;
}

/* What is prepared once stays so, however often own commits come back. */
static void
test_acknowledge_cheaply (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  static const char *const names[] = { "Brent", "Barnet", "Enfield" };
  int before = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(MusterRecord) now = world_get (&self->fixture, area);
      g_autoptr(MusterRecord) edited = edit (self, now, names[i]);

      feed_take_all (self);
      feed_pull (self);
      g_assert_cmpuint (self->result.n_own, >, 0);
      if (i == 0)
        before = count_prepared_anew (self);
    }
  g_assert_cmpint (count_prepared_anew (self), ==, before);
}

/* What somebody looked at while it was unsent is what it became: a save on it is not stale. */
static void
test_base_acknowledged_meanwhile (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  g_autoptr(MusterRecord) changed = world_change (area, "name", "Brent", NULL);
  g_autoptr(MusterRecord) again = world_change (changed, "name", "Barnet", NULL);
  g_autoptr(MusterCommit) stale = muster_commit_new (NULL);
  g_autoptr(GError) error = NULL;
  MusterEntry *entry;

  feed_take_all (self);
  feed_pull (self);
  world_save_edit (&self->fixture, area, changed);
  entry = feed_take_own (self);
  g_assert_cmpint (entry->seen, ==, 1);
  for (guint i = 0; i < muster_commit_get_n (entry->commit); i++)
    g_assert_cmpint (muster_commit_get_change (entry->commit, i)->base, ==, 1);
  feed_pull (self);
  muster_commit_add_edit (stale, changed, again); /* on the version before */
  g_assert_false (muster_replica_save (self->fixture.replica, stale, MUSTER_ORIGIN_EDIT, NULL, NULL, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_STALE);
  feed_assert_sound (self);
}

/* The endpoint made something else of what was looked at: that has to be looked at first. */
static void
test_base_merged_meanwhile (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  g_autoptr(MusterRecord) edited = world_edit (&self->fixture, area, "notes", "One.", "structure", "Two", NULL);
  g_autoptr(MusterRecord) notes = world_change (edited, "notes", "One. Three.", NULL);
  g_autoptr(MusterRecord) structure = world_change (edited, "structure", "Four", NULL);
  g_autoptr(MusterCommit) stale = muster_commit_new (NULL);
  g_autoptr(GError) error = NULL;
  MusterEntry *entry;

  feed_take_own (self);
  feed_other_makes (self, "area", muster_record_get_id (area), "structure", "Two");
  muster_commit_edit_change (((MusterEntry *) self->log->pdata[1])->commit, 0)->outcome = MUSTER_OUTCOME_SAME;
  entry = feed_take_own (self);
  for (guint i = 0; i < muster_commit_get_n (entry->commit); i++)
    if (g_str_equal (muster_commit_get_change (entry->commit, i)->group, "notes"))
      feed_set_outcome (entry, i, MUSTER_OUTCOME_MERGED, "{'notes':'Zero. One.'}");
    else
      feed_set_outcome (entry, i, MUSTER_OUTCOME_SAME, NULL);
  feed_pull (self);
  g_assert_cmpuint (self->result.n_merged, ==, 1);
  world_assert_text (&self->fixture, area, "notes", "Zero. One.");
  muster_commit_add_edit (stale, edited, notes);
  g_assert_false (muster_replica_save (self->fixture.replica, stale, MUSTER_ORIGIN_EDIT, NULL, NULL, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_STALE);
  world_save_edit (&self->fixture, edited, structure); /* the same stands for what was there */
  entry = feed_take_own (self);
  g_assert_cmpint (muster_commit_get_change (entry->commit, 0)->base, ==, 2);
  feed_pull (self);
  feed_assert_sound (self);
}

/* News in the middle of unsent work: what is unsent stays on top, and the bases stay what they were. */
static void
test_unsent_on_top (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  g_autoptr(MusterRecord) mine = NULL;
  MusterId id;
  gint64 base;

  feed_take_all (self);
  feed_pull (self);
  base = feed_head (self);
  mine = edit (self, area, "Brent");
  g_object_unref (edit (self, mine, "Barnet"));
  feed_change (feed_other (self), "area", muster_record_get_id (area), "name", base, "{'name':'Ealing'}");
  feed_new_id (self, &id);
  feed_other_makes (self, "area", &id, "name", "Enfield");
  feed_pull (self);
  g_assert_cmpuint (self->result.n_foreign, ==, 2);
  world_assert_text (&self->fixture, area, "name", "Barnet");
  g_assert_cmpuint (feed_unsent (self), ==, 2);
  feed_assert_sound (self);

  /* Both were on what is no longer the head. */
  feed_set_outcome (feed_take_own (self), 0, MUSTER_OUTCOME_CONFLICT, NULL);
  feed_pull (self);
  world_assert_text (&self->fixture, area, "name", "Barnet"); /* the second is unsent still */
  feed_set_outcome (feed_take_own (self), 0, MUSTER_OUTCOME_CONFLICT, NULL);
  feed_pull (self);
  world_assert_text (&self->fixture, area, "name", "Ealing");
  g_assert_cmpuint (self->result.changed->len, ==, 1);
  g_assert_cmpuint (muster_replica_count_conflicts (self->fixture.replica), ==, 1); /* the second stands for both */
  feed_assert_sound (self);
}

/* Undo goes on after the endpoint numbered what is undone. */
static void
test_undo_acknowledged (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  g_autoptr(MusterRecord) edited = edit (self, area, "Brent");
  g_autoptr(GError) error = NULL;
  MusterEntry *load;
  MusterId id;

  feed_take_all (self);
  feed_new_id (self, &id);
  load = feed_other (self); /* the barrier is one's own load, not another's */
  g_free (load->origin);
  load->origin = g_strdup ("load");
  feed_change (load, "area", &id, MUSTER_GROUP_EXISTS, 0, "true");
  feed_pull (self);
  g_assert_true (muster_replica_undo (self->fixture.replica, NULL, NULL, &error));
  world_assert_text (&self->fixture, area, "name", "Harrow");
  g_assert_cmpint (feed_take_own (self)->undoes, ==, 2);
  feed_pull (self);
  g_assert_true (muster_replica_redo (self->fixture.replica, NULL, NULL, &error));
  world_assert_text (&self->fixture, area, "name", "Brent");
  feed_take_all (self);
  feed_pull (self);
  g_assert_true (muster_replica_undo (self->fixture.replica, NULL, NULL, &error));
  g_assert_true (muster_replica_undo (self->fixture.replica, NULL, NULL, &error)); /* of making it */
  feed_assert_sound (self);
}

static void
test_restore_by_old_token (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  gint64 at = muster_record_get_version (area, "name");
  g_autoptr(GError) error = NULL;

  feed_take_all (self);
  feed_change (feed_other (self), "area", muster_record_get_id (area), "name", 1, "{'name':'Ealing'}");
  feed_pull (self);
  world_assert_text (&self->fixture, area, "name", "Ealing");
  muster_replica_restore (self->fixture.replica, muster_record_get_id (area), at, NULL, NULL, &error);
  g_assert_no_error (error);
  world_assert_text (&self->fixture, area, "name", "Harrow");
}

/* ---- pages ------------------------------------------------------------------------------------------------------ */

static void
test_others (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) found = NULL;
  g_autoptr(GPtrArray) hits = NULL;
  MusterId plan, work;
  MusterEntry *entry;

  feed_new_id (self, &plan);
  feed_new_id (self, &work);
  feed_other_makes (self, "plan", &plan, "title", "Hub 1");
  feed_other_makes (self, "deliverable", &work, "title", "Hire");
  entry = feed_other (self);
  {
    MusterIdText text;
    g_autofree char *value = g_strdup_printf ("{'plan':'%s'}", muster_id_to_text (&plan, text));

    feed_change (entry, "deliverable", &work, "plan", 0, value);
  }
  feed_change (entry, "spaceship", &plan, "name", 0, "{'name':'Discovery'}");
  feed_change (entry, "deliverable", &work, "colour", 0, "{'colour':'blue'}");
  feed_pull (self);
  g_assert_cmpuint (self->result.n_foreign, ==, 3);
  g_assert_cmpuint (self->result.changed->len, ==, 2);
  found = muster_replica_get (self->fixture.replica, &work, NULL);
  g_assert_nonnull (found);
  g_assert_true (muster_id_equal (muster_record_get_ref (found, "plan"), &plan));
  g_assert_cmpstr (muster_record_get_ref_title (found, "plan"), ==, "Hub 1");
  hits = muster_replica_search (self->fixture.replica, "hire", NULL, 5, NULL);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpuint (feed_unsent (self), ==, 0);
  feed_assert_sound (self);
}

/* What this version cannot read does not stop the feed. */
static void
test_unreadable (FeedWorld *self, gconstpointer data)
{
  MusterId id;
  MusterEntry *entry;
  g_autoptr(MusterRecord) area = NULL;

  feed_new_id (self, &id);
  feed_other_makes (self, "area", &id, "name", "Harrow");
  entry = feed_other (self);
  feed_change (entry, "area", &id, "structure", 0, "{'structure':7}");
  feed_change (entry, "area", &id, "notes", 0, "{'notes':'Read'}");
  feed_pull (self);
  area = muster_replica_get (self->fixture.replica, &id, NULL);
  world_assert_text (&self->fixture, area, "structure", "");
  world_assert_text (&self->fixture, area, "notes", "Read");
  feed_assert_sound (self);
}

/* One commit a page, or all in one, or some of it twice: the same replica comes out. */
static void
test_page_sizes (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  MusterCursor start = { 0 };
  MusterId id;

  feed_take_all (self);
  feed_new_id (self, &id);
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *name = g_strdup_printf ("Area %u", i);

      feed_new_id (self, &id);
      feed_other_makes (self, "area", &id, "name", name);
      feed_change (feed_other (self), "area", &id, "notes", 0, "{'notes':'n'}");
      g_object_unref (edit (self, area, name));
      feed_take_all (self);
    }
  while (feed_cursor (self) < feed_head (self))
    feed_apply (self, feed_page (self, 1), NULL);
  g_assert_false (self->result.differs);
  first = muster_replica_dump (self->fixture.replica, NULL);
  feed_assert_sound (self);
  muster_replica_rewind (self->fixture.replica, &self->epoch, &start, NULL, NULL);
  feed_pull (self);
  second = muster_replica_dump (self->fixture.replica, NULL);
  g_assert_cmpstr (first, ==, second);
  feed_assert_sound (self);
}

static void
test_twice (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  MusterFeedPage *page, *again;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  MusterId id;

  feed_take_all (self);
  feed_new_id (self, &id);
  feed_other_makes (self, "area", &id, "name", "Brent");
  page = feed_page (self, 10);
  again = feed_page (self, 10);
  feed_apply (self, page, NULL);
  before = muster_replica_dump (self->fixture.replica, NULL);
  /* It begins where we are no longer; but a commit that comes again, wherever, is known. */
  again->after = again->cursor.seq;
  g_ptr_array_set_size (again->entries, 0);
  again->has_digest = FALSE;
  feed_apply (self, again, NULL);
  g_assert_cmpuint (self->result.n_own + self->result.n_foreign, ==, 0);
  after = muster_replica_dump (self->fixture.replica, NULL);
  g_assert_cmpstr (before, ==, after);
}

static void
test_refused_pages (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  MusterFeedPage *page;
  MusterId id;

  feed_new_id (self, &id);
  feed_other_makes (self, "area", &id, "name", "Brent");
  feed_change (feed_other (self), "area", &id, "notes", 0, "{'notes':'n'}");

  page = feed_page (self, 10); /* of a page that was never asked for */
  page->after = 1;
  feed_fail (self, page, MUSTER_ERROR_STALE);
  page = feed_page (self, 10); /* another server's */
  feed_new_id (self, &page->server);
  feed_fail (self, page, MUSTER_ERROR_FOREIGN);
  page = feed_page (self, 10); /* of another life of it */
  feed_new_id (self, &page->epoch);
  feed_fail (self, page, MUSTER_ERROR_FOREIGN);
  page = feed_page (self, 10); /* numbers that fall */
  ((MusterEntry *) page->entries->pdata[0])->seq = 3;
  feed_fail (self, page, MUSTER_ERROR_INVALID);
  page = feed_page (self, 10); /* beyond where it ends */
  page->cursor.seq = 1;
  feed_fail (self, page, MUSTER_ERROR_INVALID);
  page = feed_page (self, 10); /* good at first, then not: nothing of it stays */
  ((MusterEntry *) page->entries->pdata[1])->replica = ((MusterEntry *) page->entries->pdata[0])->replica;
  ((MusterEntry *) page->entries->pdata[1])->n = ((MusterEntry *) page->entries->pdata[0])->n;
  feed_fail (self, page, MUSTER_ERROR_INVALID);
  feed_assert_sound (self);
  feed_pull (self);
  world_assert_text (&self->fixture, area, "name", "Harrow");
}

/* ---- state ------------------------------------------------------------------------------------------------------ */

static void
test_enrol (FeedWorld *self, gconstpointer data)
{
  int n_steps;
  g_autoptr(MusterSyncState) state = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) error2 = NULL;
  MusterId strange;

  g_object_unref (world_add (&self->fixture, AREA ("Harrow")));
  feed_new_id (self, &strange);
  g_assert_false (muster_replica_enrol (self->fixture.replica, "https://b.example", &strange, &self->epoch,
                                        &self->person, "Tester", &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_EXISTS);
  g_assert_false (muster_replica_enrol (self->fixture.replica, "https://b.example", &self->server, &self->epoch,
                                        &strange, "Tester", &error2));
  g_assert_error (error2, MUSTER_ERROR, MUSTER_ERROR_EXISTS);
  /* Again, elsewhere, under a new name: the log goes by the same epoch. */
  g_assert_true (muster_replica_enrol (self->fixture.replica, "https://b.example", &self->server, &strange,
                                       &self->person, "Jo Bloggs", NULL));
  world_reopen (&self->fixture);
  state = muster_replica_get_sync_state (self->fixture.replica, NULL);
  g_assert_true (state->enrolled);
  g_assert_cmpstr (state->address, ==, "https://b.example");
  g_assert_cmpstr (state->person_name, ==, "Jo Bloggs");
  g_assert_true (muster_id_equal (&state->epoch, &self->epoch));
  muster_migrations_get (&n_steps);
  g_assert_cmpint (state->schema, ==, n_steps);
  g_object_unref (world_add (&self->fixture, AREA ("Brent")));
  g_assert_cmpstr (feed_take_own (self)->actor, ==, "Jo Bloggs");
  g_assert_cmpstr (feed_take_own (self)->actor, ==, "Jo Bloggs");
  world_assert_sound (&self->fixture);
}

static void
test_unsent_limits (FeedWorld *self, gconstpointer data)
{
  MusterReplica *replica = self->fixture.replica;
  g_autoptr(GPtrArray) one = NULL;
  g_autoptr(GPtrArray) two = NULL;
  g_autoptr(GPtrArray) rest = NULL;
  g_autoptr(GPtrArray) none = NULL;

  for (guint i = 0; i < 5; i++)
    g_object_unref (world_add (&self->fixture, AREA ("Harrow")));
  one = muster_replica_read_unsent (replica, 0, 10, 1, NULL);
  two = muster_replica_read_unsent (replica, 0, 2, 100000, NULL);
  rest = muster_replica_read_unsent (replica, 2, 10, 100000, NULL);
  none = muster_replica_read_unsent (replica, 5, 10, 100000, NULL);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpuint (rest->len, ==, 3);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpint (((MusterEntry *) rest->pdata[0])->n, ==, 3);
}

static void
test_heard (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterSyncState) before = muster_replica_get_sync_state (self->fixture.replica, NULL);
  g_autoptr(MusterSyncState) after = NULL;

  g_assert_cmpint (before->last_heard, ==, 0);
  g_assert_true (muster_replica_heard (self->fixture.replica, NULL));
  muster_clock_set (self->fixture.clock, FIXTURE_NOW + 5);
  g_assert_true (muster_replica_heard (self->fixture.replica, NULL));
  after = muster_replica_get_sync_state (self->fixture.replica, NULL);
  g_assert_cmpint (after->last_heard, ==, FIXTURE_NOW + 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FEED_ADD ("/store/feed/acknowledge", test_acknowledge);
  FEED_ADD ("/store/feed/acknowledge-cheaply", test_acknowledge_cheaply);
  FEED_ADD ("/store/feed/base-acknowledged-meanwhile", test_base_acknowledged_meanwhile);
  FEED_ADD ("/store/feed/base-merged-meanwhile", test_base_merged_meanwhile);
  FEED_ADD ("/store/feed/unsent-on-top", test_unsent_on_top);
  FEED_ADD ("/store/feed/undo-acknowledged", test_undo_acknowledged);
  FEED_ADD ("/store/feed/restore-by-old-token", test_restore_by_old_token);
  FEED_ADD ("/store/feed/others", test_others);
  FEED_ADD ("/store/feed/unreadable", test_unreadable);
  FEED_ADD ("/store/feed/page-sizes", test_page_sizes);
  FEED_ADD ("/store/feed/twice", test_twice);
  FEED_ADD ("/store/feed/refused-pages", test_refused_pages);
  FEED_ADD ("/store/feed/enrol", test_enrol);
  FEED_ADD ("/store/feed/unsent-limits", test_unsent_limits);
  FEED_ADD ("/store/feed/heard", test_heard);
  return g_test_run ();
}
