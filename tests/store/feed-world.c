/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-world.h"

void
feed_new_id (FeedWorld *self, MusterId *id)
{
  muster_id_new (id, self->fixture.clock, self->fixture.random);
}

void
feed_init (FeedWorld *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  world_init (&self->fixture, NULL);
  feed_new_id (self, &self->server);
  feed_new_id (self, &self->epoch);
  feed_new_id (self, &self->person);
  feed_new_id (self, &self->other);
  self->log = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_entry_free);
  self->refused = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->hidden = g_hash_table_new_full (muster_id_hash, muster_id_equal, g_free, NULL);
  muster_replica_enrol (self->fixture.replica, "https://muster.example", &self->server, &self->epoch, &self->person,
                        "Tester", &error);
  g_assert_no_error (error);
}

void
feed_clear (FeedWorld *self, gconstpointer data)
{
  muster_feed_page_result_clear (&self->result);
  g_hash_table_unref (self->hidden);
  g_hash_table_unref (self->refused);
  g_ptr_array_unref (self->log);
  world_clear (&self->fixture, NULL);
}

json_t *
feed_json (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr(GError) error = NULL;
  json_t *value = muster_json_from_text (json, strlen (json), &error);

  g_assert_no_error (error);
  return value;
}

/* ---- the endpoint's log ----------------------------------------------------------------------------------------- */

static MusterSyncState *
state_of (FeedWorld *self)
{
  g_autoptr(GError) error = NULL;
  MusterSyncState *state = muster_replica_get_sync_state (self->fixture.replica, &error);

  g_assert_no_error (error);
  return state;
}

gint64
feed_head (FeedWorld *self)
{
  return self->log->len;
}

gint64
feed_cursor (FeedWorld *self)
{
  g_autoptr(MusterSyncState) state = state_of (self);

  return state->cursor.seq;
}

static MusterEntry *
find_taken (FeedWorld *self, const MusterId *replica, gint64 n)
{
  for (guint i = 0; i < self->log->len; i++)
    {
      MusterEntry *entry = self->log->pdata[i];

      if (entry->n == n && muster_id_equal (&entry->replica, replica))
        return entry;
    }
  return NULL;
}

static void
append (FeedWorld *self, MusterEntry *entry)
{
  entry->seq = self->log->len + 1;
  entry->received = FIXTURE_NOW + entry->seq;
  g_ptr_array_add (self->log, entry);
}

/* The endpoint keeps bases by seq, 0 for what it refused. */
static void
resolve_bases (FeedWorld *self, MusterEntry *entry)
{
  for (guint i = 0; i < muster_commit_get_n (entry->commit); i++)
    {
      MusterChange *change = muster_commit_edit_change (entry->commit, i);
      MusterEntry *base = change->base >= MUSTER_VERSION_UNSENT
                            ? find_taken (self, &entry->replica, change->base - MUSTER_VERSION_UNSENT)
                            : NULL;

      if (change->base >= MUSTER_VERSION_UNSENT)
        change->base = base != NULL ? base->seq : 0;
    }
}

MusterEntry *
feed_take_own (FeedWorld *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterSyncState) state = state_of (self);
  gint64 n = state->settled_n;
  g_autoptr(GPtrArray) unsent = NULL;
  MusterEntry *entry;

  while (find_taken (self, &state->replica, n + 1) != NULL)
    n++;
  unsent = muster_replica_read_unsent (self->fixture.replica, n, 1, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (unsent->len, ==, 1);
  g_ptr_array_set_free_func (unsent, NULL);
  entry = unsent->pdata[0];
  g_assert_cmpint (entry->n, ==, n + 1);
  resolve_bases (self, entry);
  append (self, entry);
  return entry;
}

void
feed_take_all (FeedWorld *self)
{
  g_autoptr(MusterSyncState) state = state_of (self);

  while (find_taken (self, &state->replica, state->last_n) == NULL && state->last_n > state->settled_n)
    feed_take_own (self);
}

MusterEntry *
feed_other (FeedWorld *self)
{
  MusterEntry *entry = muster_entry_new ();

  feed_new_id (self, &entry->id);
  entry->replica = self->other;
  entry->n = ++self->other_n;
  entry->actor = g_strdup ("Another");
  entry->at = FIXTURE_NOW - 1;
  entry->origin = g_strdup ("edit");
  entry->commit = muster_commit_new (NULL);
  append (self, entry);
  return entry;
}

MusterChange *
feed_change (MusterEntry *entry, const char *kind, const MusterId *record, const char *group, gint64 base,
             const char *value)
{
  muster_commit_add_change (entry->commit, kind, record, group, base, feed_json (value));
  return muster_commit_edit_change (entry->commit, muster_commit_get_n (entry->commit) - 1);
}

gint64
feed_other_makes (FeedWorld *self, const char *kind, const MusterId *record, const char *field, const char *text)
{
  MusterEntry *entry = feed_other (self);
  g_autofree char *value = g_strdup_printf ("{'%s':'%s'}", field, text);

  feed_change (entry, kind, record, MUSTER_GROUP_EXISTS, 0, "true");
  feed_change (entry, kind, record, field, 0, value);
  return entry->seq;
}

void
feed_set_outcome (MusterEntry *entry, guint i, MusterOutcome outcome, const char *merged)
{
  MusterChange *change = muster_commit_edit_change (entry->commit, i);

  change->outcome = outcome;
  g_clear_pointer (&change->merged, json_decref);
  change->merged = merged != NULL ? feed_json (merged) : NULL;
}

/* ---- pages ------------------------------------------------------------------------------------------------------ */

static void
copy_change (MusterCommit *commit, const MusterChange *change)
{
  MusterChange *copy;

  muster_commit_add_change (commit, change->kind, &change->record, change->group, change->base,
                            json_incref (change->value));
  copy = muster_commit_edit_change (commit, muster_commit_get_n (commit) - 1);
  copy->index = change->index;
  copy->settles = change->settles;
  copy->outcome = change->outcome;
  copy->merged = change->merged != NULL ? json_incref (change->merged) : NULL;
}

static void
say_gone (MusterCommit *commit, guint index)
{
  const MusterId nobody = { 0 };
  MusterChange *change;

  muster_commit_add_change (commit, "", &nobody, "", 0, NULL);
  change = muster_commit_edit_change (commit, muster_commit_get_n (commit) - 1);
  change->index = index;
  change->gone = TRUE;
}

/* target NULL: all that may be seen. */
static MusterEntry *
show_entry (FeedWorld *self, const MusterEntry *entry, gboolean stub, gint64 rewound_n, const MusterId *target)
{
  MusterEntry *shown = muster_entry_new ();

  shown->seq = entry->seq;
  shown->n = entry->n;
  shown->id = entry->id;
  shown->received = entry->received;
  shown->replica = entry->replica;
  shown->stub = stub;
  if (stub && entry->n <= rewound_n)
    {
      shown->seen = entry->seen;
      shown->bases = g_array_new (FALSE, FALSE, sizeof (gint64));
    }
  shown->commit = muster_commit_new (stub ? NULL : muster_commit_get_reason (entry->commit));
  if (!stub)
    {
      shown->actor = g_strdup (entry->actor);
      shown->at = entry->at;
      shown->seen = entry->seen;
      shown->origin = g_strdup (entry->origin);
      shown->undoes = entry->undoes;
    }
  for (guint i = 0; i < muster_commit_get_n (entry->commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (entry->commit, i);
      gboolean hidden = g_hash_table_contains (self->hidden, &change->record);
      gint64 base = hidden ? 0 : change->base;

      if (shown->bases != NULL)
        g_array_append_val (shown->bases, base);
      if (stub && hidden)
        say_gone (shown->commit, change->index);
      else if ((target == NULL || muster_id_equal (target, &change->record)) && !hidden
               && (!stub || change->outcome != MUSTER_OUTCOME_HEAD || change->settles != 0))
        copy_change (shown->commit, change);
    }
  return shown;
}

static void
sum_log (FeedWorld *self, gint64 seq, guint8 digest[MUSTER_DIGEST_LENGTH])
{
  memset (digest, 0, MUSTER_DIGEST_LENGTH);
  for (guint i = 0; i < (guint) seq; i++)
    {
      const MusterEntry *entry = self->log->pdata[i];

      for (guint j = 0; j < muster_commit_get_n (entry->commit); j++)
        {
          guint8 part[MUSTER_DIGEST_LENGTH];

          if (g_hash_table_contains (self->hidden, &muster_commit_get_change (entry->commit, j)->record))
            continue;
          muster_entry_digest_part (entry, j, part);
          muster_digest_add (digest, part, 1);
        }
    }
}

static MusterFeedPage *
make_page (FeedWorld *self, gint64 after, gint64 until, guint limit, gboolean stubs, const MusterId *target)
{
  g_autoptr(MusterSyncState) state = state_of (self);
  MusterFeedPage *page = muster_feed_page_new ();
  gint64 end = MIN (until, after + limit);

  page->server = self->server;
  page->epoch = self->epoch;
  page->after = after;
  for (gint64 seq = after + 1; seq <= end; seq++)
    {
      const MusterEntry *entry = self->log->pdata[seq - 1];
      gboolean own = muster_id_equal (&entry->replica, &state->replica);
      MusterEntry *shown = show_entry (self, entry, own && stubs, state->rewound_n, target);

      if (shown->stub || muster_commit_get_n (shown->commit) > 0)
        g_ptr_array_add (page->entries, shown);
      else
        muster_entry_free (shown);
    }
  page->cursor.seq = end;
  memset (page->cursor.chain, (int) (end & 0xff), sizeof page->cursor.chain);
  page->more = end < until;
  return page;
}

MusterFeedPage *
feed_page (FeedWorld *self, guint limit)
{
  MusterFeedPage *page = make_page (self, feed_cursor (self), feed_head (self), limit, TRUE, NULL);

  page->has_digest = !page->more;
  sum_log (self, page->cursor.seq, page->digest);
  return page;
}

MusterFeedPage *
feed_fill_page (FeedWorld *self, const MusterFill *fill, guint limit)
{
  return make_page (self, fill->after, fill->until, limit, FALSE, fill->is_record ? &fill->target : NULL);
}

void
feed_refuse (FeedWorld *self, MusterFeedPage *page, gint64 n, const char *detail)
{
  MusterId *id = g_hash_table_lookup (self->refused, GSIZE_TO_POINTER ((gsize) n));

  if (id == NULL)
    {
      g_autoptr(GPtrArray) unsent = muster_replica_read_unsent (self->fixture.replica, n - 1, 1, 1, NULL);

      g_assert_cmpuint (unsent->len, ==, 1);
      id = muster_id_copy (&((MusterEntry *) unsent->pdata[0])->id);
      g_hash_table_insert (self->refused, GSIZE_TO_POINTER ((gsize) n), id);
    }
  g_ptr_array_add (page->refused, muster_refusal_new (n, id, "not-allowed", detail));
}

void
feed_apply (FeedWorld *self, MusterFeedPage *page, const MusterFill *fill)
{
  g_autoptr(GError) error = NULL;

  muster_feed_page_result_clear (&self->result);
  muster_replica_apply_page (self->fixture.replica, page, fill, &self->result, &error);
  g_assert_no_error (error);
  muster_feed_page_free (page);
}

void
feed_fail (FeedWorld *self, MusterFeedPage *page, MusterErrorCode code)
{
  g_autofree char *before = muster_replica_dump (self->fixture.replica, NULL);
  g_autofree char *after = NULL;
  guint unsent = feed_unsent (self);
  gint64 cursor = feed_cursor (self);
  MusterFeedPageResult result;
  g_autoptr(GError) error = NULL;

  g_assert_false (muster_replica_apply_page (self->fixture.replica, page, NULL, &result, &error));
  g_assert_error (error, MUSTER_ERROR, (int) code);
  g_assert_cmpuint (result.changed->len, ==, 0);
  muster_feed_page_result_clear (&result);
  after = muster_replica_dump (self->fixture.replica, NULL);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (feed_unsent (self), ==, unsent);
  g_assert_cmpint (feed_cursor (self), ==, cursor);
  muster_feed_page_free (page);
}

void
feed_pull (FeedWorld *self)
{
  feed_apply (self, feed_page (self, G_MAXUINT16), NULL);
  g_assert_false (self->result.differs);
}

guint
feed_unsent (FeedWorld *self)
{
  return muster_replica_count_outbox (self->fixture.replica);
}

void
feed_assert_sound (FeedWorld *self)
{
  gboolean sound;

  world_assert_sound (&self->fixture);
  g_assert_true (muster_replica_recompute_digest (self->fixture.replica, &sound, NULL));
  g_assert_true (sound);
}

void
feed_assert_refused (GPtrArray *refused /* taken */, const char *detail)
{
  g_assert_cmpuint (refused->len, ==, detail != NULL);
  if (detail != NULL)
    g_assert_cmpstr (((MusterRefused *) refused->pdata[0])->detail, ==, detail);
  g_ptr_array_unref (refused);
}
