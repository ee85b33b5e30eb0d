/* test-feed-conflicts.c - what the endpoint made of changes: conflicts that open and close, merges, refusals.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-world.h"

static MusterConflict *
only_conflict (GPtrArray *conflicts)
{
  g_assert_nonnull (conflicts);
  g_assert_cmpuint (conflicts->len, ==, 1);
  return conflicts->pdata[0];
}

static guint
count (FeedWorld *self)
{
  guint n = muster_replica_count_conflicts (self->fixture.replica);
  g_autoptr(GPtrArray) all = muster_replica_conflicts (self->fixture.replica, NULL, NULL);

  g_assert_cmpuint (n, ==, all->len);
  return n;
}

/* An area that is on the endpoint; then another says Ealing (seq 2) and we say Brent (seq 3), which is too late. */
static MusterRecord *
disagree (FeedWorld *self)
{
  MusterRecord *area = world_add (&self->fixture, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough", NULL);

  feed_take_all (self);
  feed_pull (self);
  feed_change (feed_other (self), "area", muster_record_get_id (area), "name", 1, "{'name':'Ealing'}");
  g_object_unref (world_edit (&self->fixture, area, "name", "Brent", NULL));
  feed_set_outcome (feed_take_own (self), 0, MUSTER_OUTCOME_CONFLICT, NULL);
  feed_pull (self);
  return area;
}

static void
test_open (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = disagree (self);
  g_autoptr(GPtrArray) conflicts = muster_replica_conflicts (self->fixture.replica, muster_record_get_id (area), NULL);
  MusterConflict *conflict = only_conflict (conflicts);

  g_assert_cmpuint (self->result.n_conflicts, ==, 1);
  g_assert_cmpuint (count (self), ==, 1);
  world_assert_text (&self->fixture, area, "name", "Ealing");
  g_assert_cmpstr (conflict->title, ==, "Ealing");
  g_assert_cmpstr (conflict->group, ==, "name");
  g_assert_cmpstr (conflict->label, ==, "Name");
  g_assert_cmpint (conflict->current.version, ==, 2);
  g_assert_cmpstr (conflict->current.display, ==, "Ealing");
  g_assert_cmpstr (conflict->current.actor, ==, "Another");
  g_assert_cmpint (conflict->other.version, ==, 3);
  g_assert_cmpstr (conflict->other.display, ==, "Brent");
  g_assert_cmpstr (conflict->other.actor, ==, "Tester");
  g_assert_cmpint (conflict->before.version, ==, 1);
  g_assert_cmpstr (conflict->before.display, ==, "Harrow");
  feed_assert_sound (self);
}

typedef struct {
  const char   *name;
  const char   *value; /* NULL: what is current */
  MusterOutcome outcome;
  const char   *then;
} Settling;

static const Settling settlings[] = {
  { "mine", "{'name':'Brent'}", MUSTER_OUTCOME_HEAD, "Brent" },
  { "theirs", NULL, MUSTER_OUTCOME_SAME, "Ealing" },
  { "third", "{'name':'Brent and Ealing'}", MUSTER_OUTCOME_HEAD, "Brent and Ealing" },
};

static void
test_settle (FeedWorld *self, gconstpointer data)
{
  const Settling *settling = data;
  g_autoptr(MusterRecord) area = disagree (self);
  g_autoptr(GPtrArray) conflicts = muster_replica_conflicts (self->fixture.replica, NULL, NULL);
  MusterConflict *conflict = only_conflict (conflicts);
  g_autoptr(json_t) value =
    settling->value != NULL ? feed_json (settling->value) : json_incref (conflict->current.value);
  g_autoptr(MusterCommit) commit = muster_conflict_settle (conflict, value);

  world_save (&self->fixture, commit, MUSTER_ORIGIN_EDIT);
  g_assert_cmpuint (count (self), ==, 0); /* here at once */
  feed_set_outcome (feed_take_own (self), 0, settling->outcome, NULL);
  feed_pull (self);
  g_assert_cmpuint (count (self), ==, 0);
  world_assert_text (&self->fixture, area, "name", settling->then);
  feed_assert_sound (self);
}

static void
assert_disagreement (FeedWorld *self, MusterRecord *area)
{
  g_autoptr(GPtrArray) conflicts = muster_replica_conflicts (self->fixture.replica, muster_record_get_id (area), NULL);
  MusterConflict *conflict = only_conflict (conflicts);

  g_assert_cmpuint (count (self), ==, 1);
  world_assert_text (&self->fixture, area, "name", "Ealing");
  g_assert_cmpstr (conflict->current.display, ==, "Ealing");
  /* Whoever took a decision back did not say it. */
  g_assert_cmpstr (conflict->current.actor, ==, "Another");
  g_assert_cmpstr (conflict->other.display, ==, "Brent");
  feed_assert_sound (self);
}

static void
take_back (FeedWorld *self, gboolean (*func) (MusterReplica *, gint64 *, GArray *, GError **))
{
  g_autoptr(GError) error = NULL;
  gint64 version;

  g_assert_true (func (self->fixture.replica, &version, NULL, &error));
  g_assert_no_error (error);
}

/* What a decision was taken on is to be decided again, here and, once it is told, everywhere. */
static void
test_settle_undone (FeedWorld *self, gconstpointer data)
{
  const Settling *settling = data;
  g_autoptr(MusterRecord) area = disagree (self);
  g_autoptr(GPtrArray) conflicts = muster_replica_conflicts (self->fixture.replica, NULL, NULL);
  MusterConflict *conflict = only_conflict (conflicts);
  gboolean same = settling->value == NULL;
  g_autoptr(json_t) value = same ? json_incref (conflict->current.value) : feed_json (settling->value);
  g_autoptr(MusterCommit) commit = muster_conflict_settle (conflict, value);

  world_save (&self->fixture, commit, MUSTER_ORIGIN_EDIT);
  take_back (self, muster_replica_undo);
  assert_disagreement (self, area);
  take_back (self, muster_replica_redo);
  g_assert_cmpuint (count (self), ==, 0);
  world_assert_text (&self->fixture, area, "name", settling->then);
  for (guint i = 0; i < 3; i++)
    feed_set_outcome (feed_take_own (self), 0, MUSTER_OUTCOME_HEAD, NULL);
  feed_pull (self);
  g_assert_cmpuint (count (self), ==, 0);
  take_back (self, muster_replica_undo);
  feed_set_outcome (feed_take_own (self), 0, same ? MUSTER_OUTCOME_SAME : MUSTER_OUTCOME_HEAD, NULL);
  feed_pull (self);
  assert_disagreement (self, area);
  /* What was undone last is done again first, though the value was there already. */
  take_back (self, muster_replica_redo);
  g_assert_cmpuint (count (self), ==, 0);
  world_assert_text (&self->fixture, area, "name", settling->then);
  feed_set_outcome (feed_take_own (self), 0, same ? MUSTER_OUTCOME_SAME : MUSTER_OUTCOME_HEAD, NULL);
  feed_pull (self);
  g_assert_cmpuint (count (self), ==, 0);
  take_back (self, muster_replica_undo);
  assert_disagreement (self, area);
}

/* Who settles what has moved on meanwhile has settled nothing: one new conflict stands for both. */
static void
test_settle_too_late (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = disagree (self);
  g_autoptr(GPtrArray) conflicts = muster_replica_conflicts (self->fixture.replica, NULL, NULL);
  g_autoptr(json_t) value = feed_json ("{'name':'Brent'}");
  g_autoptr(MusterCommit) commit = muster_conflict_settle (only_conflict (conflicts), value);
  MusterEntry *entry;

  world_save (&self->fixture, commit, MUSTER_ORIGIN_EDIT);
  feed_change (feed_other (self), "area", muster_record_get_id (area), "name", 2, "{'name':'Enfield'}");
  entry = feed_take_own (self);
  g_assert_cmpint (muster_commit_get_change (entry->commit, 0)->settles, ==, 3);
  feed_set_outcome (entry, 0, MUSTER_OUTCOME_CONFLICT, NULL);
  feed_pull (self);
  world_assert_text (&self->fixture, area, "name", "Enfield");
  g_assert_cmpuint (count (self), ==, 2); /* neither is settled, and neither names the other as its base */
  feed_assert_sound (self);
}

/* What a newer version has made is no less in conflict: it is listed by its names, and one side or the other taken. */
static void
test_unknown (FeedWorld *self, gconstpointer data)
{
  static const struct {
    const char *kind, *group;
  } cases[] = { { "hovercraft", "lift" }, { "area", "tide" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) conflicts = NULL;
      g_autoptr(MusterCommit) commit = NULL;
      MusterConflict *conflict;
      MusterEntry *entry;
      gint64 base;
      MusterId id;

      feed_new_id (self, &id);
      entry = feed_other (self);
      feed_change (entry, cases[i].kind, &id, "_exists", 0, "true");
      feed_change (entry, cases[i].kind, &id, "name", 0, "{'name':'Harrow'}");
      feed_change (entry, cases[i].kind, &id, "level", 0, "{'level':'borough'}");
      feed_change (entry, cases[i].kind, &id, cases[i].group, 0, "{'a':1}");
      base = feed_head (self);
      feed_change (feed_other (self), cases[i].kind, &id, cases[i].group, base, "{'a':2}");
      entry = feed_other (self);
      feed_change (entry, cases[i].kind, &id, cases[i].group, base, "{'a':[3,'x']}");
      feed_set_outcome (entry, 0, MUSTER_OUTCOME_CONFLICT, NULL);
      feed_pull (self);

      conflicts = muster_replica_conflicts (self->fixture.replica, &id, NULL);
      conflict = only_conflict (conflicts);
      g_assert_cmpstr (conflict->kind_name, ==, cases[i].kind);
      g_assert_cmpint (conflict->kind == NULL, ==, i == 0);
      g_assert_cmpstr (conflict->label, ==, cases[i].group);
      g_assert_nonnull (conflict->title);
      g_assert_cmpstr (conflict->current.display, ==, "{\"a\":2}");
      g_assert_cmpstr (conflict->other.display, ==, "{\"a\":[3,\"x\"]}");
      g_assert_cmpstr (conflict->before.display, ==, "{\"a\":1}");
      g_assert_cmpuint (muster_replica_count_conflicts (self->fixture.replica), ==, 1);

      commit = muster_conflict_settle (conflict, conflict->other.value);
      world_save (&self->fixture, commit, MUSTER_ORIGIN_EDIT);
      g_assert_cmpuint (muster_replica_count_conflicts (self->fixture.replica), ==, 0);
      feed_set_outcome (feed_take_own (self), 0, MUSTER_OUTCOME_HEAD, NULL);
      feed_pull (self);
      g_assert_cmpuint (muster_replica_count_conflicts (self->fixture.replica), ==, 0);
      feed_assert_sound (self);
    }
}

/* Settled by another, on another desk. */
static void
test_settled_elsewhere (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = disagree (self);

  feed_change (feed_other (self), "area", muster_record_get_id (area), "name", 2, "{'name':'Brent'}")->settles = 3;
  feed_pull (self);
  g_assert_cmpuint (count (self), ==, 0);
  world_assert_text (&self->fixture, area, "name", "Brent");
  feed_assert_sound (self);
}

/* A conflict between two others is ours to see. */
static void
test_between_others (FeedWorld *self, gconstpointer data)
{
  g_autoptr(GPtrArray) conflicts = NULL;
  MusterEntry *entry;
  MusterId id;

  feed_new_id (self, &id);
  feed_other_makes (self, "area", &id, "name", "Harrow");
  feed_change (feed_other (self), "area", &id, "name", 1, "{'name':'Ealing'}");
  entry = feed_other (self);
  feed_change (entry, "area", &id, MUSTER_GROUP_EXISTS, 1, "false")->outcome = MUSTER_OUTCOME_CONFLICT;
  feed_change (entry, "area", &id, "name", 1, "{'name':'Brent'}")->outcome = MUSTER_OUTCOME_CONFLICT;
  feed_pull (self);
  g_assert_cmpuint (self->result.n_conflicts, ==, 2);
  conflicts = muster_replica_conflicts (self->fixture.replica, &id, NULL);
  g_assert_cmpuint (conflicts->len, ==, 2);
  g_assert_cmpstr (((MusterConflict *) conflicts->pdata[0])->label, ==, "Archived");
  g_assert_cmpstr (((MusterConflict *) conflicts->pdata[0])->other.display, ==, "Archived");
  g_assert_cmpstr (((MusterConflict *) conflicts->pdata[0])->current.display, ==, "Not archived");
  g_assert_cmpint (((MusterConflict *) conflicts->pdata[0])->archival.version, ==, 0);
  feed_assert_sound (self);
}

/* What was archived elsewhere stays so, whichever side is chosen: who did that is told. */
static void
test_archived_elsewhere (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (&self->fixture, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough",
                                            NULL);
  g_autoptr(GPtrArray) conflicts = NULL;
  const MusterConflict *conflict;
  MusterEntry *entry;

  feed_take_all (self);
  feed_pull (self);
  entry = feed_other (self);
  feed_change (entry, "area", muster_record_get_id (area), MUSTER_GROUP_EXISTS, 1, "false");
  g_object_unref (world_edit (&self->fixture, area, "name", "Brent", NULL));
  feed_set_outcome (feed_take_own (self), 0, MUSTER_OUTCOME_CONFLICT, NULL);
  feed_pull (self);
  conflicts = muster_replica_conflicts (self->fixture.replica, muster_record_get_id (area), NULL);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = conflicts->pdata[0];
  g_assert_cmpstr (conflict->current.display, ==, "Harrow");
  g_assert_cmpstr (conflict->other.display, ==, "Brent");
  g_assert_cmpint (conflict->archival.version, ==, entry->seq);
  g_assert_cmpstr (conflict->archival.actor, ==, "Another");
}

/* Undo names the decision, not the field that it may not even have changed. */
static void
test_undo_names_decision (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = disagree (self);
  g_autoptr(GPtrArray) conflicts = muster_replica_conflicts (self->fixture.replica, muster_record_get_id (area), NULL);
  const MusterConflict *conflict = conflicts->pdata[0];
  g_autofree char *words = NULL;

  world_save (&self->fixture, muster_conflict_settle (conflict, conflict->current.value), MUSTER_ORIGIN_EDIT);
  words = muster_replica_describe_undo (self->fixture.replica);
  g_assert_cmpstr (words, ==, "the decision on “Name” of “Ealing”");
}

/* ---- merged, same ----------------------------------------------------------------------------------------------- */

/* Two made R-1 while offline: there are two of it until the endpoint gives one the next number. */
static void
test_number (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) risk = world_add (&self->fixture, MUSTER_KIND_RISK, "title", "Ours", "status", "open", NULL);
  g_autoptr(MusterRecord) now = NULL;
  g_autoptr(MusterRecord) next = NULL;
  MusterEntry *entry;
  MusterId id;

  g_assert_cmpstr (muster_record_get_ref_code (risk), ==, "R-1");
  feed_new_id (self, &id);
  feed_other_makes (self, "risk", &id, "title", "Theirs");
  feed_change (self->log->pdata[0], "risk", &id, MUSTER_GROUP_REF_CODE, 0, "'R-1'");
  feed_pull (self);
  feed_assert_sound (self);
  entry = feed_take_own (self);
  for (guint i = 0; i < muster_commit_get_n (entry->commit); i++)
    if (g_str_equal (muster_commit_get_change (entry->commit, i)->group, MUSTER_GROUP_REF_CODE))
      feed_set_outcome (entry, i, MUSTER_OUTCOME_MERGED, "'R-2'");
  feed_pull (self);
  now = world_get (&self->fixture, risk);
  g_assert_cmpstr (muster_record_get_ref_code (now), ==, "R-2");
  next = world_add (&self->fixture, MUSTER_KIND_RISK, "title", "Third", "status", "open", NULL);
  g_assert_cmpstr (muster_record_get_ref_code (next), ==, "R-3");
  feed_assert_sound (self);
}

static void
test_history_is_honest (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = disagree (self);
  g_autoptr(GPtrArray) entries = NULL;
  MusterHistoryEntry *entry;

  feed_change (feed_other (self), "area", muster_record_get_id (area), "name", 2, "{'name':'Ealing'}")->outcome =
    MUSTER_OUTCOME_SAME;
  feed_pull (self);
  entries = muster_replica_history (self->fixture.replica, muster_record_get_id (area), "name", NULL);
  g_assert_cmpuint (entries->len, ==, 4);
  entry = entries->pdata[0];
  g_assert_cmpint (entry->outcome, ==, MUSTER_OUTCOME_SAME);
  entry = entries->pdata[1];
  g_assert_cmpint (entry->outcome, ==, MUSTER_OUTCOME_CONFLICT);
  g_assert_cmpstr (entry->label, ==, "Name (not taken: another was first)");
  g_assert_cmpstr (entry->before, ==, "Ealing");
  g_assert_cmpstr (entry->after, ==, "Brent");
  entry = entries->pdata[2];
  g_assert_cmpint (entry->outcome, ==, MUSTER_OUTCOME_HEAD);
  g_assert_cmpstr (entry->before, ==, "Harrow");
}

/* What came out as a conflict is nothing that undo could take back. */
static void
test_undo_passes_conflicts (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = disagree (self);
  g_autofree char *words = muster_replica_describe_undo (self->fixture.replica);

  g_assert_nonnull (words);
  g_assert_nonnull (strstr (words, "adding"));
}

/* ---- refused ---------------------------------------------------------------------------------------------------- */

static void
refuse (FeedWorld *self, gint64 n)
{
  MusterFeedPage *page = feed_page (self, 10);

  feed_refuse (self, page, n, "You may read this team but not change it.");
  feed_apply (self, page, NULL);
}

static void
test_refused (FeedWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area =
    world_add (&self->fixture, MUSTER_KIND_AREA, "name", "Harrow", "level", "borough", NULL);
  g_autoptr(MusterRecord) made = NULL;
  g_autoptr(GPtrArray) refused = NULL;
  g_autoptr(GPtrArray) none = NULL;
  MusterReplica *replica = self->fixture.replica;
  g_autoptr(GPtrArray) dismissed = NULL;
  g_autoptr(GError) error = NULL;
  MusterRefused *one;
  gint64 rowid;

  feed_take_all (self);
  feed_pull (self);
  g_object_unref (world_edit (&self->fixture, area, "name", "Brent", NULL));
  made = world_add (&self->fixture, MUSTER_KIND_AREA, "name", "Ealing", "level", "borough", NULL);
  rowid = muster_replica_get_rowid (replica, muster_record_get_id (made));
  g_assert_cmpint (rowid, !=, 0);
  refuse (self, 2);
  g_assert_cmpuint (self->result.n_refused, ==, 1);
  g_assert_cmpuint (feed_unsent (self), ==, 1);
  world_assert_text (&self->fixture, area, "name", "Harrow");
  refuse (self, 3);
  g_assert_cmpuint (feed_unsent (self), ==, 0);
  g_assert_cmpint (muster_replica_get_rowid (replica, muster_record_get_id (made)), ==, 0);
  refuse (self, 3); /* told again */
  g_assert_cmpuint (self->result.n_refused, ==, 0);

  refused = muster_replica_refused (replica, NULL);
  g_assert_cmpuint (refused->len, ==, 2);
  one = refused->pdata[0];
  g_assert_cmpint (one->n, ==, 2);
  g_assert_cmpstr (one->type, ==, "not-allowed");
  g_assert_cmpstr (one->detail, ==, "You may read this team but not change it.");
  g_assert_cmpuint (muster_commit_get_n (one->commit), ==, 1);
  g_assert_true (muster_replica_dismiss_refused (replica, one->version, NULL));
  g_assert_true (muster_replica_dismiss_refused (replica, ((MusterRefused *) refused->pdata[1])->version, NULL));
  none = muster_replica_refused (replica, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_false (muster_replica_dismiss_refused (replica, one->version, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
  dismissed = muster_replica_dismissed (replica, NULL);
  g_assert_cmpuint (dismissed->len, ==, 2);
  g_assert_true (muster_replica_mark_resent (replica, one->version, 0, NULL));
  g_assert_cmpuint (muster_replica_count_dismissed (replica), ==, 1);
  feed_assert_sound (self);
  /* The next goes on after it. */
  g_object_unref (world_edit (&self->fixture, area, "name", "Barnet", NULL));
  {
    g_autoptr(MusterSyncState) state = muster_replica_get_sync_state (replica, NULL);

    g_assert_cmpint (state->settled_n, ==, 3);
    g_assert_cmpint (state->last_n, ==, 4);
  }
  g_assert_cmpint (feed_take_own (self)->n, ==, 4);
  feed_pull (self);
  feed_assert_sound (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FEED_ADD ("/store/feed/conflict/open", test_open);
  for (guint i = 0; i < G_N_ELEMENTS (settlings); i++)
    {
      g_autofree char *name = g_strconcat ("/store/feed/conflict/settle/", settlings[i].name, NULL);
      g_autofree char *undone = g_strconcat ("/store/feed/conflict/settle-undone/", settlings[i].name, NULL);

      g_test_add (name, FeedWorld, &settlings[i], feed_init, test_settle, feed_clear);
      g_test_add (undone, FeedWorld, &settlings[i], feed_init, test_settle_undone, feed_clear);
    }
  FEED_ADD ("/store/feed/conflict/settle-too-late", test_settle_too_late);
  FEED_ADD ("/store/feed/conflict/unknown", test_unknown);
  FEED_ADD ("/store/feed/conflict/settled-elsewhere", test_settled_elsewhere);
  FEED_ADD ("/store/feed/conflict/between-others", test_between_others);
  FEED_ADD ("/store/feed/conflict/archived-elsewhere", test_archived_elsewhere);
  FEED_ADD ("/store/feed/conflict/undo-names-decision", test_undo_names_decision);
  FEED_ADD ("/store/feed/conflict/history-is-honest", test_history_is_honest);
  FEED_ADD ("/store/feed/conflict/undo-passes", test_undo_passes_conflicts);
  FEED_ADD ("/store/feed/merged-number", test_number);
  FEED_ADD ("/store/feed/refused", test_refused);
  return g_test_run ();
}
