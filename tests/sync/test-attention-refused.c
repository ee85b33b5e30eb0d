/* test-attention-refused.c - what the endpoint did not take: put away, sent again, or written once more before.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "attention-desk.h"

/* Our edit of it is refused. */
static MusterRecord *
refuse (Desk *self)
{
  FeedWorld *feed = &self->feed;
  MusterRecord *area = world_add (&feed->fixture, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough", NULL);
  g_autoptr(MusterSyncState) state = NULL;
  MusterFeedPage *page;

  feed_take_all (feed);
  feed_pull (feed);
  g_object_unref (world_edit (&feed->fixture, area, "name", "Brent", NULL));
  state = muster_replica_get_sync_state (feed->fixture.replica, NULL);
  page = feed_page (feed, 100);
  feed_refuse (feed, page, state->last_n, "You may not change this.");
  feed_apply (feed, page, NULL);
  return area;
}

static void
test_refused (Desk *self, gconstpointer data)
{
  gboolean away = GPOINTER_TO_INT (data);
  g_autoptr(MusterRecord) area = refuse (self);
  g_autoptr(MusterAttention) attention = desk_look (self), then = NULL;
  const MusterKept *kept = attention->items[MUSTER_ATTENTION_REFUSED]->pdata[0];
  g_autofree char *text = muster_kept_to_text (kept);
  DeskAnswer put_away = { 0 }, resent = { 0 }, again = { 0 };

  g_assert_cmpuint (muster_attention_count (attention), ==, 1);
  g_assert_cmpstr (text, ==, "You may not change this.\n\nHarrow\nName: Brent");
  desk_open_store (self);
  if (away)
    {
      muster_attention_keep_async (self->store, kept->version, MUSTER_KEPT_DISMISS, NULL, NULL, desk_on_answer,
                                   &put_away);
      desk_wait_well (&put_away);
      desk_close_store (self);
      then = desk_look (self);
      g_assert_cmpuint (muster_attention_count (then), ==, 0);
      g_assert_cmpuint (then->n[MUSTER_ATTENTION_AWAY], ==, 1);
      desk_open_store (self);
    }
  muster_attention_resend_async (self->store, kept->version, NULL, NULL, desk_on_answer, &resent);
  desk_wait_well (&resent);
  g_assert_cmpint (resent.version, >, 0);
  muster_attention_resend_async (self->store, kept->version, NULL, NULL, desk_on_answer, &again);
  desk_wait (&again);
  g_assert_error (again.error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
  g_clear_error (&again.error);
  desk_close_store (self);
  world_assert_text (&self->feed.fixture, area, "name", "Brent");
  g_clear_pointer (&then, muster_attention_unref);
  then = desk_look (self);
  g_assert_cmpuint (muster_attention_count (then), ==, 0);
  g_assert_cmpuint (then->n[MUSTER_ATTENTION_AWAY], ==, 0);
}

static void
assert_n (Desk *self, guint n_refused, guint n_away)
{
  g_autoptr(MusterAttention) attention = desk_look (self);

  g_assert_cmpuint (attention->n[MUSTER_ATTENTION_REFUSED], ==, n_refused);
  g_assert_cmpuint (attention->n[MUSTER_ATTENTION_AWAY], ==, n_away);
}

/* Whoever takes back that they sent it again has it as it was before: nobody's words go from every list. */
static void
test_taken_back (Desk *self, gconstpointer data)
{
  gboolean away = GPOINTER_TO_INT (data);
  g_autoptr(MusterRecord) area = refuse (self);
  g_autoptr(MusterAttention) attention = desk_look (self);
  const MusterKept *kept = attention->items[MUSTER_ATTENTION_REFUSED]->pdata[0];
  DeskAnswer resent = { 0 };
  gint64 version;

  if (away)
    g_assert_true (muster_replica_dismiss_refused (self->feed.fixture.replica, kept->version, NULL));
  desk_open_store (self);
  muster_attention_resend_async (self->store, kept->version, NULL, NULL, desk_on_answer, &resent);
  desk_wait_well (&resent);
  desk_close_store (self);
  assert_n (self, 0, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (muster_replica_undo (self->feed.fixture.replica, &version, NULL, NULL));
      world_assert_text (&self->feed.fixture, area, "name", "Harrow");
      assert_n (self, away ? 0 : 1, away ? 1 : 0);
      g_assert_true (muster_replica_redo (self->feed.fixture.replica, &version, NULL, NULL));
      world_assert_text (&self->feed.fixture, area, "name", "Brent");
      assert_n (self, 0, 0);
    }
}

/* It stands where it stood, and is known as what came back. */
static void
test_refused_again (Desk *self, gconstpointer data)
{
  FeedWorld *feed = &self->feed;
  g_autoptr(MusterRecord) first = refuse (self), second = refuse (self);
  g_autoptr(MusterAttention) attention = desk_look (self), then = NULL;
  const MusterKept *kept = attention->items[MUSTER_ATTENTION_REFUSED]->pdata[0];
  g_autoptr(MusterSyncState) state = NULL;
  DeskAnswer resent = { 0 };
  MusterFeedPage *page;

  desk_open_store (self);
  muster_attention_resend_async (self->store, kept->version, NULL, NULL, desk_on_answer, &resent);
  desk_wait_well (&resent);
  desk_close_store (self);
  assert_n (self, 1, 0);
  state = muster_replica_get_sync_state (feed->fixture.replica, NULL);
  page = feed_page (feed, 100);
  feed_refuse (feed, page, state->last_n, "You still may not.");
  feed_apply (feed, page, NULL);
  then = desk_look (self);
  g_assert_cmpuint (then->n[MUSTER_ATTENTION_REFUSED], ==, 2);
  kept = then->items[MUSTER_ATTENTION_REFUSED]->pdata[0];
  g_assert_cmpstr (kept->reason, ==, "You still may not.");
  g_assert_true (kept->again);
  g_assert_false (((const MusterKept *) then->items[MUSTER_ATTENTION_REFUSED]->pdata[1])->again);
}

static void
test_brought_back (Desk *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = refuse (self);
  g_autoptr(MusterAttention) attention = desk_look (self);
  const MusterKept *kept = attention->items[MUSTER_ATTENTION_REFUSED]->pdata[0];
  DeskAnswer answer = { 0 }, again = { 0 };

  g_assert_true (muster_replica_dismiss_refused (self->feed.fixture.replica, kept->version, NULL));
  assert_n (self, 0, 1);
  desk_open_store (self);
  muster_attention_keep_async (self->store, kept->version, MUSTER_KEPT_RECALL, NULL, NULL, desk_on_answer, &answer);
  desk_wait_well (&answer);
  muster_attention_keep_async (self->store, kept->version, MUSTER_KEPT_RECALL, NULL, NULL, desk_on_answer, &again);
  desk_wait (&again);
  g_assert_error (again.error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
  g_clear_error (&again.error);
  desk_close_store (self);
  assert_n (self, 1, 0);
}

static GPtrArray *
read_revisions (Desk *self, gint64 version)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *revisions = muster_attention_read_revisions (self->feed.fixture.replica, version, &error);

  g_assert_no_error (error);
  return revisions;
}

static void
write_text (MusterRevision *revision, const char *field, const char *text)
{
  MusterRecord *written = world_change (revision->edited, field, text, NULL);

  g_object_unref (revision->edited);
  revision->edited = written;
}

static void
resend_revised (Desk *self, gint64 version, GPtrArray *revisions, DeskAnswer *answer)
{
  desk_open_store (self);
  muster_attention_resend_async (self->store, version, revisions, NULL, desk_on_answer, answer);
  desk_wait (answer);
  desk_close_store (self);
}

/* A form begins with what was refused, beside what is here; nothing is saved before it was gone over. */
static void
test_revised (Desk *self, gconstpointer data)
{
  gboolean stale = GPOINTER_TO_INT (data);
  g_autoptr(MusterRecord) area = refuse (self), now = NULL;
  g_autoptr(MusterAttention) attention = desk_look (self), then = NULL;
  const MusterKept *kept = attention->items[MUSTER_ATTENTION_REFUSED]->pdata[0];
  g_autoptr(GPtrArray) revisions = read_revisions (self, kept->version);
  MusterRevision *revision = revisions->pdata[0];
  g_autoptr(GError) error = NULL;
  DeskAnswer answer = { 0 };

  g_assert_true (kept->revisable);
  g_assert_cmpuint (revisions->len, ==, 1);
  g_assert_cmpstr (muster_record_get_text (revision->base, "name"), ==, "Harrow");
  g_assert_cmpstr (muster_record_get_text (revision->edited, "name"), ==, "Brent");
  g_assert_cmpstr (revision->fields[0], ==, "name");
  g_assert_null (revision->fields[1]);
  world_assert_text (&self->feed.fixture, area, "name", "Harrow");
  now = muster_replica_get (self->feed.fixture.replica, muster_record_get_id (area), NULL);
  if (stale)
    g_object_unref (world_edit (&self->feed.fixture, now, "name", "Ealing", NULL));
  write_text (revision, "name", "Brent borough");
  resend_revised (self, kept->version, revisions, &answer);
  then = desk_look (self);
  /* What was changed meanwhile stays, and so does what was refused. */
  world_assert_text (&self->feed.fixture, area, "name", stale ? "Ealing" : "Brent borough");
  g_assert_cmpuint (muster_attention_count (then), ==, stale ? 1 : 0);
  if (stale)
    g_assert_error (answer.error, MUSTER_ERROR, MUSTER_ERROR_STALE);
  else
    g_assert_no_error (answer.error);
  g_clear_error (&answer.error);
}

/* What was refused made a record, which is then not here: all of it can be said, and its number stays. */
static void
test_revised_new (Desk *self, gconstpointer data)
{
  FeedWorld *feed = &self->feed;
  g_autoptr(MusterRecord) risk =
    world_add (&feed->fixture, MUSTER_KIND_RISK, "title", "Posts not filled", "status", "open", NULL);
  g_autoptr(MusterSyncState) state = muster_replica_get_sync_state (feed->fixture.replica, NULL);
  g_autoptr(MusterRecord) made = muster_replica_get (feed->fixture.replica, muster_record_get_id (risk), NULL);
  g_autofree char *number = g_strdup (muster_record_get_ref_code (made));
  g_autoptr(MusterAttention) attention = NULL;
  g_autoptr(GPtrArray) revisions = NULL;
  g_autoptr(MusterRecord) again = NULL;
  MusterFeedPage *page = feed_page (feed, 100);
  MusterRevision *revision;
  const MusterKept *kept;
  DeskAnswer answer = { 0 };

  feed_refuse (feed, page, state->last_n, "You may not add risks.");
  feed_apply (feed, page, NULL);
  attention = desk_look (self);
  kept = attention->items[MUSTER_ATTENTION_REFUSED]->pdata[0];
  revisions = read_revisions (self, kept->version);
  revision = revisions->pdata[0];
  g_assert_null (revision->base);
  g_assert_null (revision->fields);
  g_assert_cmpstr (muster_record_get_text (revision->edited, "title"), ==, "Posts not filled");
  write_text (revision, "title", "Posts not filled by May");
  write_text (revision, "cause", "Too few nurses");
  resend_revised (self, kept->version, revisions, &answer);
  g_assert_no_error (answer.error);
  world_assert_text (&feed->fixture, risk, "title", "Posts not filled by May");
  world_assert_text (&feed->fixture, risk, "cause", "Too few nurses");
  again = muster_replica_get (feed->fixture.replica, muster_record_get_id (risk), NULL);
  g_assert_cmpstr (muster_record_get_ref_code (again), ==, number);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  DESK_ADD ("/attention/refused", GINT_TO_POINTER (FALSE), test_refused);
  DESK_ADD ("/attention/refused/put-away", GINT_TO_POINTER (TRUE), test_refused);
  DESK_ADD ("/attention/refused/taken-back", GINT_TO_POINTER (FALSE), test_taken_back);
  DESK_ADD ("/attention/refused/taken-back/put-away", GINT_TO_POINTER (TRUE), test_taken_back);
  DESK_ADD ("/attention/refused/again", NULL, test_refused_again);
  DESK_ADD ("/attention/refused/brought-back", NULL, test_brought_back);
  DESK_ADD ("/attention/revised", GINT_TO_POINTER (FALSE), test_revised);
  DESK_ADD ("/attention/revised/stale", GINT_TO_POINTER (TRUE), test_revised);
  DESK_ADD ("/attention/revised/new", NULL, test_revised_new);
  return g_test_run ();
}
