/* test-departed.c - what is remembered of records that went out of sight, and until when.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-world.h"
#include "muster-needs.h"

#define MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)

static void
leave (FeedWorld *self, MusterRecord *const *records, guint n)
{
  MusterFeedPage *page;

  for (guint i = 0; i < n; i++)
    g_hash_table_add (self->hidden, muster_id_copy (muster_record_get_id (records[i])));
  page = feed_page (self, 100);
  for (guint i = 0; i < n; i++)
    g_array_append_vals (page->gone, muster_record_get_id (records[i]), 1);
  feed_apply (self, page, NULL);
  g_assert_cmpuint (self->result.n_gone, ==, n);
}

static void
come_back (FeedWorld *self, MusterRecord *record)
{
  MusterFeedPage *page;
  MusterFill fill;

  g_hash_table_remove (self->hidden, muster_record_get_id (record));
  page = feed_page (self, 100);
  g_array_append_vals (page->came, muster_record_get_id (record), 1);
  page->has_digest = FALSE;
  feed_apply (self, page, NULL);
  while (muster_replica_next_fill (self->fixture.replica, &fill, NULL))
    feed_apply (self, feed_fill_page (self, &fill, 1), &fill);
}

static void
move_clock (FeedWorld *self, MusterTime by)
{
  muster_clock_set (self->fixture.clock, muster_clock_now (self->fixture.clock) + by);
}

static GPtrArray *
look (FeedWorld *self, guint n)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *list = muster_replica_departed (self->fixture.replica, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, n);
  g_assert_cmpuint (muster_replica_count_departures (self->fixture.replica), ==, n);
  g_assert_cmpuint (muster_replica_count_attention (self->fixture.replica), ==, n);
  return list;
}

static void
make_risks (FeedWorld *self, MusterRecord **risks, guint n)
{
  for (guint i = 0; i < n; i++)
    risks[i] = world_add (&self->fixture, MUSTER_KIND_RISK, "title", "Secret", "status", "open", NULL);
}

static void
free_all (MusterRecord **records, guint n)
{
  for (guint i = 0; i < n; i++)
    g_object_unref (records[i]);
}

/* Kinds and numbers in their order, and nothing of what the records said. */
static void
test_noted (FeedWorld *self, gconstpointer data)
{
  MusterRecord *records[11];
  g_autoptr(MusterRecord) score = NULL;
  g_autoptr(GPtrArray) list = NULL;
  const MusterDeparture *departure;
  const MusterDepartedKind *risks, *scores;
  g_autofree char *file = NULL;
  gsize length;

  make_risks (self, records, 10);
  records[10] = world_add (&self->fixture, MUSTER_KIND_ASSESSMENT, "risk", world_bind (records[0]), "kind", "current",
                           "likelihood", "4", "impact", "5", "rationale", "Secret too", NULL);
  feed_take_all (self);
  feed_pull (self);
  leave (self, records, 11);
  list = look (self, 1);
  departure = list->pdata[0];
  g_assert_cmpuint (departure->n, ==, 11);
  g_assert_cmpint (departure->at, ==, muster_clock_now (self->fixture.clock));
  g_assert_cmpuint (departure->kinds->len, ==, 2);
  risks = departure->kinds->pdata[0];
  scores = departure->kinds->pdata[1];
  g_assert_cmpint (risks->kind->id, ==, MUSTER_KIND_RISK);
  g_assert_cmpuint (risks->n, ==, 10);
  g_assert_cmpstr (risks->codes->pdata[8], ==, "R-9");
  g_assert_cmpstr (risks->codes->pdata[9], ==, "R-10");
  g_assert_cmpint (scores->kind->id, ==, MUSTER_KIND_ASSESSMENT);
  g_assert_cmpuint (scores->codes->len, ==, 0);
  feed_assert_sound (self);
  world_run_raw (&self->fixture, "PRAGMA wal_checkpoint (TRUNCATE)");
  g_assert_true (g_file_get_contents (self->fixture.path, &file, &length, NULL));
  g_assert_null (g_strstr_len (file, (gssize) length, "Secret too"));
  free_all (records, 11);
}

/* The pages of one sync are one departure; what goes later is another. */
static void
test_together (FeedWorld *self, gconstpointer data)
{
  MusterRecord *records[4];
  g_autoptr(GPtrArray) list = NULL;

  make_risks (self, records, 4);
  feed_take_all (self);
  feed_pull (self);
  leave (self, records, 1);
  move_clock (self, MINUTE / 2);
  leave (self, records + 1, 1);
  move_clock (self, MINUTE);
  leave (self, records + 2, 1);
  /* A clock that was put back makes no later departure an earlier one. */
  move_clock (self, -60 * MINUTE);
  leave (self, records + 3, 1);
  list = look (self, 3);
  g_assert_cmpuint (((MusterDeparture *) list->pdata[0])->n, ==, 2);
  g_assert_cmpint (((MusterDeparture *) list->pdata[0])->at, <, ((MusterDeparture *) list->pdata[1])->at);
  g_assert_cmpint (((MusterDeparture *) list->pdata[1])->at, <, ((MusterDeparture *) list->pdata[2])->at);
  free_all (records, 4);
}

/* What was read is forgotten; what came to it meanwhile is not. */
static void
test_read (FeedWorld *self, gconstpointer data)
{
  MusterRecord *records[2];
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;
  const MusterDeparture *departure;

  make_risks (self, records, 2);
  feed_take_all (self);
  feed_pull (self);
  leave (self, records, 1);
  list = look (self, 1);
  departure = list->pdata[0];
  leave (self, records + 1, 1);
  g_assert_false (muster_replica_mark_departed_read (self->fixture.replica, departure->at, departure->n, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_STALE);
  g_clear_error (&error);
  g_ptr_array_unref (look (self, 1));
  muster_replica_mark_departed_read (self->fixture.replica, departure->at, 2, &error);
  g_assert_no_error (error);
  g_ptr_array_unref (look (self, 0));
  free_all (records, 2);
}

static void
test_back (FeedWorld *self, gconstpointer data)
{
  MusterRecord *records[2];
  g_autoptr(GPtrArray) list = NULL;

  make_risks (self, records, 2);
  feed_take_all (self);
  feed_pull (self);
  leave (self, records, 2);
  come_back (self, records[0]);
  list = look (self, 1);
  g_assert_cmpuint (((MusterDeparture *) list->pdata[0])->n, ==, 1);
  come_back (self, records[1]);
  g_ptr_array_unref (look (self, 0));
  feed_assert_sound (self);
  free_all (records, 2);
}

/* What was never here cannot go. */
static void
test_unknown (FeedWorld *self, gconstpointer data)
{
  MusterFeedPage *page = feed_page (self, 100);
  MusterId id;

  feed_new_id (self, &id);
  g_array_append_val (page->gone, id);
  feed_apply (self, page, NULL);
  g_ptr_array_unref (look (self, 0));
}

static void
assert_said (FeedWorld *self, MusterRefused *refused)
{
  g_autoptr(GPtrArray) list = muster_replica_describe (self->fixture.replica, refused->commit);
  const MusterSaid *said = list->pdata[0];

  g_assert_cmpuint (list->len, ==, 1);
  g_assert_false (said->here);
  g_assert_cmpstr (said->ref_code, ==, "R-1");
  g_assert_cmpstr (said->title, ==, "Risk that is not on this computer");
  g_assert_cmpstr (said->display, ==, "Typed on the train");
}

/* What was typed for it and not sent is refused, and then stands among what was refused, word by word, with the number
 * that it has, whether the departure was read or not. */
static void
test_unsent (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) record = NULL, edited = NULL;
  g_autoptr(GPtrArray) refused = NULL, list = NULL;
  const MusterDeparture *departure;
  g_autoptr(GError) error = NULL;
  MusterFeedPage *page;
  MusterEntry *entry;
  MusterId id;

  feed_new_id (self, &id);
  entry = feed_other (self);
  feed_change (entry, "risk", &id, "_exists", 0, "true");
  feed_change (entry, "risk", &id, "_ref", 0, "'R-1'");
  feed_change (entry, "risk", &id, "title", 0, "{'title':'Secret'}");
  feed_change (entry, "risk", &id, "status", 0, "{'status':'open'}");
  feed_pull (self);
  record = muster_replica_get (self->fixture.replica, &id, &error);
  g_assert_no_error (error);
  edited = world_edit (&self->fixture, record, "cause", "Typed on the train", NULL);
  leave (self, &record, 1);
  page = feed_page (self, 100);
  feed_refuse (self, page, 1, "It is no longer in your area.");
  feed_apply (self, page, NULL);
  g_assert_cmpuint (muster_replica_count_attention (self->fixture.replica), ==, 2);
  refused = muster_replica_refused (self->fixture.replica, NULL);
  g_assert_cmpuint (refused->len, ==, 1);
  assert_said (self, refused->pdata[0]);
  list = muster_replica_departed (self->fixture.replica, &error);
  departure = list->pdata[0];
  muster_replica_mark_departed_read (self->fixture.replica, departure->at, departure->n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (muster_replica_count_attention (self->fixture.replica), ==, 1);
  assert_said (self, refused->pdata[0]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FEED_ADD ("/departed/noted", test_noted);
  FEED_ADD ("/departed/together", test_together);
  FEED_ADD ("/departed/read", test_read);
  FEED_ADD ("/departed/back", test_back);
  FEED_ADD ("/departed/unknown", test_unknown);
  FEED_ADD ("/departed/unsent", test_unsent);
  return g_test_run ();
}
