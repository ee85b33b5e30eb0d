/* test-attention.c - what a person has to decide, read and decided as the window does it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "attention-desk.h"

/* An area that is on the endpoint; then another says one thing and we say another, which is too late. */
static MusterRecord *
disagree (Desk *self, const char *theirs, const char *ours)
{
  FeedWorld *feed = &self->feed;
  MusterRecord *area = world_add (&feed->fixture, MUSTER_KIND_AREA, "name", "Harrow borough", "level", "borough", NULL);
  g_autofree char *value = g_strdup_printf ("{'name':'%s'}", theirs);
  gint64 base;

  feed_take_all (feed);
  feed_pull (feed);
  base = feed_head (feed);
  feed_change (feed_other (feed), "area", muster_record_get_id (area), "name", base, value);
  g_object_unref (world_edit (&feed->fixture, area, "name", ours, NULL));
  feed_set_outcome (feed_take_own (feed), 0, MUSTER_OUTCOME_CONFLICT, NULL);
  feed_pull (feed);
  return area;
}

static void
test_read (Desk *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = disagree (self, "Harrow and Brent borough", "Ealing");
  g_autoptr(MusterAttention) attention = desk_look (self);
  const MusterDispute *dispute = attention->items[MUSTER_ATTENTION_CONFLICTS]->pdata[0];
  g_autofree char *words = NULL;

  g_assert_cmpuint (muster_attention_count (attention), ==, 1);
  g_assert_false (dispute->current_mine);
  g_assert_true (dispute->other_mine);
  g_assert_cmpstr (dispute->third->fields[0], ==, "name");
  g_assert_null (dispute->third->fields[1]);
  g_assert_cmpstr (muster_record_get_text (dispute->third->base, "name"), ==, "Harrow and Brent borough");
  /* No word of "Ealing" was there before. */
  g_assert_null (dispute->other_runs);
  words = muster_runs_to_words (dispute->current_runs);
  g_assert_cmpstr (words, ==, "Added “and Brent”.");
}

typedef struct {
  const char     *name;
  MusterSettleWay way;
  const char     *then;
} Settling;

static const Settling settlings[] = {
  { "current", MUSTER_SETTLE_CURRENT, "Brent" },
  { "other", MUSTER_SETTLE_OTHER, "Ealing" },
  { "third", MUSTER_SETTLE_THIRD, "Both" },
};

static void
test_settle (Desk *self, gconstpointer data)
{
  const Settling *settling = data;
  g_autoptr(MusterRecord) area = disagree (self, "Brent", "Ealing");
  g_autoptr(MusterAttention) before = desk_look (self);
  const MusterDispute *dispute = before->items[MUSTER_ATTENTION_CONFLICTS]->pdata[0];
  g_autoptr(MusterRecord) both = world_change (dispute->third->base, "name", "Both", NULL);
  MusterRevision third = { dispute->third->base, both, dispute->third->fields };
  g_autoptr(MusterAttention) after = NULL;
  DeskAnswer answer = { 0 }, again = { 0 };
  guint n = 99;

  desk_open_store (self);
  muster_attention_settle_async (self->store, dispute, settling->way, &third, NULL, desk_on_answer, &answer);
  desk_wait_well (&answer);
  g_assert_cmpint (answer.version, >, 0);
  g_object_get (self->store, "n-attention", &n, NULL);
  g_assert_cmpuint (n, ==, 0);
  /* What was settled meanwhile is not settled once more. */
  muster_attention_settle_async (self->store, dispute, settling->way, &third, NULL, desk_on_answer, &again);
  desk_wait (&again);
  g_assert_error (again.error, MUSTER_ERROR, MUSTER_ERROR_STALE);
  g_clear_error (&again.error);
  desk_close_store (self);
  world_assert_text (&self->feed.fixture, area, "name", settling->then);
  after = desk_look (self);
  g_assert_cmpuint (muster_attention_count (after), ==, 0);
}

static void
test_settle_all (Desk *self, gconstpointer data)
{
  gboolean mine = GPOINTER_TO_INT (data);
  g_autoptr(MusterRecord) one = disagree (self, "Brent", "Ealing");
  g_autoptr(MusterRecord) two = disagree (self, "Barnet", "Enfield");
  DeskAnswer answer = { 0 }, undone = { 0 };

  desk_open_store (self);
  muster_attention_settle_all_async (self->store, mine, NULL, desk_on_answer, &answer);
  desk_wait_well (&answer);
  desk_close_store (self);
  world_assert_text (&self->feed.fixture, one, "name", mine ? "Ealing" : "Brent");
  world_assert_text (&self->feed.fixture, two, "name", mine ? "Enfield" : "Barnet");
  g_assert_cmpuint (muster_replica_count_conflicts (self->feed.fixture.replica), ==, 0);
  if (!mine)
    return;
  desk_open_store (self);
  muster_store_undo_async (self->store, NULL, desk_on_answer, &undone);
  desk_wait_well (&undone);
  desk_close_store (self);
  world_assert_text (&self->feed.fixture, one, "name", "Brent");
  world_assert_text (&self->feed.fixture, two, "name", "Barnet");
}

/* What another had sent, and a server that was put back lacks. */
static void
test_aside (Desk *self, gconstpointer data)
{
  gboolean keep = GPOINTER_TO_INT (data);
  FeedWorld *feed = &self->feed;
  g_autoptr(MusterRecord) area =
    world_add (&feed->fixture, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough", NULL);
  g_autoptr(MusterAttention) attention = NULL, then = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) cursors = NULL;
  const MusterKept *kept;
  DeskAnswer answer = { 0 };

  feed_take_all (feed);
  feed_pull (feed);
  feed_change (feed_other (feed), "area", muster_record_get_id (area), "name", feed_head (feed), "{'name':'Brent'}");
  feed_pull (feed);
  cursors = muster_replica_list_cursors (feed->fixture.replica, 10, &error);
  g_assert_no_error (error);
  muster_replica_rewind (feed->fixture.replica, &feed->epoch, &g_array_index (cursors, MusterCursor, 1), NULL, &error);
  g_assert_no_error (error);
  attention = desk_look (self);
  g_assert_cmpuint (attention->n[MUSTER_ATTENTION_ASIDE], ==, 1);
  kept = attention->items[MUSTER_ATTENTION_ASIDE]->pdata[0];
  g_assert_cmpstr (kept->actor, ==, "Another");
  desk_open_store (self);
  muster_attention_keep_async (self->store, kept->version, keep ? MUSTER_KEPT_KEEP : MUSTER_KEPT_DROP, "Kept", NULL,
                               desk_on_answer, &answer);
  desk_wait_well (&answer);
  desk_close_store (self);
  then = desk_look (self);
  g_assert_cmpuint (muster_attention_count (then), ==, 0);
  world_assert_text (&feed->fixture, area, "name", keep ? "Brent" : "Harrow");
}

/* An own text that was joined with another's is to be checked once. */
static void
test_merged (Desk *self, gconstpointer data)
{
  FeedWorld *feed = &self->feed;
  g_autoptr(MusterRecord) risk = world_add (&feed->fixture, MUSTER_KIND_RISK, "title", "Posts", "status", "open",
                                            "cause", "One. Two.", NULL);
  g_autoptr(MusterAttention) attention = NULL, then = NULL;
  const MusterJoined *joined;
  g_autofree char *words = NULL;
  DeskAnswer answer = { 0 };
  gint64 base;

  feed_take_all (feed);
  feed_pull (feed);
  base = feed_head (feed);
  feed_change (feed_other (feed), "risk", muster_record_get_id (risk), "cause", base, "{'cause':'One here. Two.'}");
  g_object_unref (world_edit (&feed->fixture, risk, "cause", "One. Two there.", NULL));
  feed_set_outcome (feed_take_own (feed), 0, MUSTER_OUTCOME_MERGED, "{'cause':'One here. Two there.'}");
  feed_pull (feed);
  attention = desk_look (self);
  g_assert_cmpuint (attention->n[MUSTER_ATTENTION_MERGED], ==, 1);
  g_assert_cmpuint (muster_attention_count (attention), ==, 0);
  joined = attention->items[MUSTER_ATTENTION_MERGED]->pdata[0];
  g_assert_cmpstr (joined->merged->is, ==, "One here. Two there.");
  words = muster_runs_to_words (joined->runs);
  g_assert_cmpstr (words, ==, "Added “here”.");
  desk_open_store (self);
  muster_attention_seen_async (self->store, joined->merged->n, NULL, desk_on_answer, &answer);
  desk_wait_well (&answer);
  desk_close_store (self);
  then = desk_look (self);
  g_assert_cmpuint (then->n[MUSTER_ATTENTION_MERGED], ==, 0);
}

static guint
count_shown (Desk *self)
{
  guint n = 99;

  g_object_get (self->store, "n-attention", &n, NULL);
  return n;
}

static void
on_notify (GObject *store, GParamSpec *property, gpointer data)
{
  (*(guint *) data)++;
}

/* Records that went are one thing to read, and are told until that is done. */
static void
test_left (Desk *self, gconstpointer data)
{
  FeedWorld *feed = &self->feed;
  g_autoptr(MusterRecord) area =
    world_add (&feed->fixture, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough", NULL);
  g_autoptr(MusterAttention) attention = NULL, then = NULL;
  const MusterDeparture *departure;
  MusterFeedPage *page;
  DeskAnswer answer = { 0 }, again = { 0 };
  guint n_notified = 0;

  feed_take_all (feed);
  feed_pull (feed);
  g_hash_table_add (feed->hidden, muster_id_copy (muster_record_get_id (area)));
  page = feed_page (feed, 100);
  g_array_append_vals (page->gone, muster_record_get_id (area), 1);
  feed_apply (feed, page, NULL);
  attention = desk_look (self);
  g_assert_cmpuint (attention->n[MUSTER_ATTENTION_LEFT], ==, 1);
  g_assert_cmpuint (muster_attention_count (attention), ==, 1);
  departure = attention->items[MUSTER_ATTENTION_LEFT]->pdata[0];
  g_assert_cmpuint (departure->n, ==, 1);
  desk_open_store (self);
  while (count_shown (self) == 0) /* it is read once the file is open */
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_shown (self), ==, 1);
  g_signal_connect (self->store, "notify::n-attention", G_CALLBACK (on_notify), &n_notified);
  muster_attention_left_async (self->store, departure, NULL, desk_on_answer, &answer);
  desk_wait_well (&answer);
  g_assert_cmpint (answer.version, ==, 0);
  g_assert_cmpuint (count_shown (self), ==, 0);
  g_assert_cmpuint (n_notified, ==, 1);
  muster_attention_left_async (self->store, departure, NULL, desk_on_answer, &again);
  desk_wait (&again);
  g_assert_error (again.error, MUSTER_ERROR, MUSTER_ERROR_STALE);
  g_clear_error (&again.error);
  g_assert_cmpuint (n_notified, ==, 1);
  desk_close_store (self);
  then = desk_look (self);
  g_assert_cmpuint (then->n[MUSTER_ATTENTION_LEFT], ==, 0);
}

/* Another's risk and ours of one name: one of them goes, until that is undone, or they are two. It is not counted. */
static void
test_alike (Desk *self, gconstpointer data)
{
  guint side = GPOINTER_TO_UINT (data); /* 2: they are two */
  FeedWorld *feed = &self->feed;
  g_autoptr(MusterRecord) ours = world_add (&feed->fixture, MUSTER_KIND_RISK, "title", "Posts not filled", "status",
                                            "open", NULL);
  g_autoptr(MusterAttention) attention = NULL, then = NULL, undone = NULL;
  const MusterAlike *alike;
  DeskAnswer answer = { 0 }, undo = { 0 };
  MusterId theirs;

  feed_new_id (feed, &theirs);
  feed_other_makes (feed, "risk", &theirs, "title", "posts not filled.");
  feed_take_all (feed);
  feed_pull (feed);
  attention = desk_look (self);
  g_assert_cmpuint (attention->n[MUSTER_ATTENTION_ALIKE], ==, 1);
  g_assert_cmpuint (muster_attention_count (attention), ==, 0);
  alike = attention->items[MUSTER_ATTENTION_ALIKE]->pdata[0];
  g_assert_cmpstr (alike->sides[0].made_by, ==, "Another");
  g_assert_cmpstr (alike->sides[1].made_by, ==, "Tester");
  desk_open_store (self);
  if (side == 2)
    muster_attention_apart_async (self->store, alike, NULL, desk_on_answer, &answer);
  else
    muster_attention_archive_async (self->store, alike, side, NULL, desk_on_answer, &answer);
  desk_wait_well (&answer);
  g_assert_cmpint (answer.version > 0, ==, side != 2);
  g_assert_cmpuint (count_shown (self), ==, 0);
  desk_close_store (self);
  then = desk_look (self);
  g_assert_cmpuint (then->n[MUSTER_ATTENTION_ALIKE], ==, 0);
  if (side == 2)
    return;
  desk_open_store (self);
  muster_store_undo_async (self->store, NULL, desk_on_answer, &undo);
  desk_wait_well (&undo);
  desk_close_store (self);
  undone = desk_look (self);
  g_assert_cmpuint (undone->n[MUSTER_ATTENTION_ALIKE], ==, 1);
}

static void
test_findings (Desk *self, gconstpointer data)
{
  Fixture *fixture = &self->feed.fixture;
  g_autoptr(MusterRecord) area = world_add (fixture, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough", NULL);
  g_autoptr(MusterRecord) open = world_add (fixture, MUSTER_KIND_FINDING, "title", "Sums differ", "about",
                                            world_bind (area), NULL);
  g_autoptr(MusterRecord) kept = world_add (fixture, MUSTER_KIND_FINDING, "title", "Days overlap", "about",
                                            world_bind (area), "resolution", "keep", NULL);
  g_autoptr(MusterAttention) attention = desk_look (self);

  g_assert_cmpuint (attention->n_findings, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  DESK_ADD ("/attention/read", NULL, test_read);
  for (guint i = 0; i < G_N_ELEMENTS (settlings); i++)
    {
      g_autofree char *name = g_strdup_printf ("/attention/settle/%s", settlings[i].name);

      DESK_ADD (name, &settlings[i], test_settle);
    }
  DESK_ADD ("/attention/settle-all/mine", GINT_TO_POINTER (TRUE), test_settle_all);
  DESK_ADD ("/attention/settle-all/theirs", GINT_TO_POINTER (FALSE), test_settle_all);
  DESK_ADD ("/attention/aside/keep", GINT_TO_POINTER (TRUE), test_aside);
  DESK_ADD ("/attention/aside/drop", GINT_TO_POINTER (FALSE), test_aside);
  DESK_ADD ("/attention/merged", NULL, test_merged);
  DESK_ADD ("/attention/left", NULL, test_left);
  DESK_ADD ("/attention/alike/first", GUINT_TO_POINTER (0), test_alike);
  DESK_ADD ("/attention/alike/second", GUINT_TO_POINTER (1), test_alike);
  DESK_ADD ("/attention/alike/two", GUINT_TO_POINTER (2), test_alike);
  DESK_ADD ("/attention/findings", NULL, test_findings);
  return g_test_run ();
}
