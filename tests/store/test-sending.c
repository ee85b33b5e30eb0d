/* test-sending.c - how one record stands with the endpoint.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-world.h"
#include "muster-sending.h"

#define AREA(name) MUSTER_KIND_AREA, "name", name, "level", "borough", NULL

static void
assert_stands (FeedWorld *self, MusterRecord *record, MusterSending wanted)
{
  MusterReplica *replica = self->fixture.replica;
  MusterSending sending;
  g_autoptr(GError) error = NULL;

  g_assert_true (muster_replica_get_sending (replica, muster_record_get_id (record), &sending, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sending, ==, wanted);
  g_assert_cmpint (muster_sending_label (sending) == NULL, ==, wanted == MUSTER_SENDING_ALONE);
}

static guint
count_waiting (FeedWorld *self, MusterRecord *record)
{
  g_autoptr(GPtrArray) entries =
    muster_replica_history (self->fixture.replica, muster_record_get_id (record), NULL, NULL);
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    n += ((MusterHistoryEntry *) entries->pdata[i])->waits;
  return n;
}

static void
test_sent (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  g_autoptr(MusterRecord) other = world_add (&self->fixture, AREA ("Ealing"));
  g_autoptr(MusterRecord) edited = NULL;

  assert_stands (self, area, MUSTER_SENDING_WAITS);
  g_assert_cmpuint (count_waiting (self, area), >, 0);
  feed_take_all (self);
  feed_pull (self);
  assert_stands (self, area, MUSTER_SENDING_SENT);
  g_assert_cmpuint (count_waiting (self, area), ==, 0);
  edited = world_edit (&self->fixture, area, "name", "Brent", NULL);
  assert_stands (self, area, MUSTER_SENDING_WAITS);
  g_assert_cmpuint (count_waiting (self, area), ==, 1);
  assert_stands (self, other, MUSTER_SENDING_SENT);
}

static void
test_refused (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  g_autoptr(MusterRecord) edited = NULL;
  g_autoptr(GPtrArray) refused = NULL;
  MusterFeedPage *page;

  feed_take_all (self);
  feed_pull (self);
  edited = world_edit (&self->fixture, area, "name", "Brent", NULL);
  page = feed_page (self, 100);
  feed_refuse (self, page, 2, "You may not change this.");
  feed_apply (self, page, NULL);
  assert_stands (self, area, MUSTER_SENDING_REFUSED);
  g_assert_cmpuint (count_waiting (self, area), ==, 0);
  refused = muster_replica_refused (self->fixture.replica, NULL);
  g_assert_true (muster_replica_dismiss_refused (self->fixture.replica, ((MusterRefused *) refused->pdata[0])->version,
                                                 NULL));
  assert_stands (self, area, MUSTER_SENDING_SENT);
}

static void
test_conflict (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (&self->fixture, AREA ("Harrow"));
  g_autoptr(MusterRecord) edited = NULL;
  MusterEntry *other;

  feed_take_all (self);
  feed_pull (self);
  other = feed_other (self);
  feed_change (other, "area", muster_record_get_id (area), "name", 1, "{'name':'Ealing'}");
  edited = world_edit (&self->fixture, area, "name", "Brent", NULL);
  feed_set_outcome (feed_take_own (self), 0, MUSTER_OUTCOME_CONFLICT, NULL);
  feed_pull (self);
  assert_stands (self, area, MUSTER_SENDING_CONFLICT);
}

/* Nobody is waited for. */
static void
test_alone (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (self, AREA ("Harrow"));
  FeedWorld world = { .fixture = *self };

  assert_stands (&world, area, MUSTER_SENDING_ALONE);
  g_assert_cmpuint (count_waiting (&world, area), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FEED_ADD ("/store/sending/sent", test_sent);
  FEED_ADD ("/store/sending/refused", test_refused);
  FEED_ADD ("/store/sending/conflict", test_conflict);
  WORLD_ADD ("/store/sending/alone", test_alone);
  return g_test_run ();
}
