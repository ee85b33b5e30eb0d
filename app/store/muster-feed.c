/* muster-feed.c - who this replica is to an endpoint, how far it has come, and what it has to send.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-feed-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* "Last heard of" is shown in minutes: it need not cost the disk more than that. */
#define HEARD_STEP (60 * G_USEC_PER_SEC)

/* ---- memory ------------------------------------------------------------------------------------------------------ */

static MusterStatement *
prepare_meta (MusterReplica *self, const char *key, GError **error)
{
  MusterStatement *statement = muster_db_prepare (
    self->db, "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    error);

  if (statement != NULL)
    muster_statement_bind_text (statement, 1, key);
  return statement;
}

gboolean
muster_meta_set_number (MusterReplica *self, const char *key, gint64 number, GError **error)
{
  g_autoptr(MusterStatement) statement = prepare_meta (self, key, error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 2, number);
  return muster_statement_run (statement, error);
}

gboolean
muster_meta_set_text (MusterReplica *self, const char *key, const char *text, GError **error)
{
  g_autoptr(MusterStatement) statement = prepare_meta (self, key, error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_text (statement, 2, text);
  return muster_statement_run (statement, error);
}

gboolean
muster_meta_set_blob (MusterReplica *self, const char *key, const void *bytes, gsize n, GError **error)
{
  g_autoptr(MusterStatement) statement = prepare_meta (self, key, error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 2, bytes, n);
  return muster_statement_run (statement, error);
}

/* On its row, or NULL. */
static MusterStatement *
find_meta (MusterReplica *self, const char *key)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, "SELECT value FROM meta WHERE key = ?1", NULL);
  gboolean row;

  if (statement == NULL)
    return NULL;
  muster_statement_bind_text (statement, 1, key);
  return muster_statement_step (statement, &row, NULL) && row ? g_steal_pointer (&statement) : NULL;
}

gint64
muster_meta_get_number (MusterReplica *self, const char *key)
{
  g_autoptr(MusterStatement) statement = find_meta (self, key);

  return statement != NULL ? muster_statement_get_number (statement, 0) : 0;
}

char *
muster_meta_get_text (MusterReplica *self, const char *key)
{
  g_autoptr(MusterStatement) statement = find_meta (self, key);

  return statement != NULL ? g_strdup (muster_statement_get_text (statement, 0)) : NULL;
}

gboolean
muster_meta_get_blob (MusterReplica *self, const char *key, void *bytes, gsize n)
{
  g_autoptr(MusterStatement) statement = find_meta (self, key);
  gsize found = 0;
  const void *blob = statement != NULL ? muster_statement_get_blob (statement, 0, &found) : NULL;

  if (blob == NULL || found != n)
    return FALSE;
  memcpy (bytes, blob, n);
  return TRUE;
}

gboolean
muster_feed_run (MusterReplica *self, const char *sql, gint64 first, gint64 second, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, first);
  if (strstr (sql, "?2") != NULL)
    muster_statement_bind_number (statement, 2, second);
  return muster_statement_run (statement, error);
}

/* ---- where we are ------------------------------------------------------------------------------------------------ */

static void
read_cursor (MusterStatement *statement, MusterCursor *cursor)
{
  gsize n;
  const void *chain = muster_statement_get_blob (statement, 1, &n);

  cursor->seq = muster_statement_get_number (statement, 0);
  if (n == sizeof cursor->chain)
    memcpy (cursor->chain, chain, n);
}

GArray *
muster_replica_list_cursors (MusterReplica *self, guint max, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT seq, chain FROM sync_cursor ORDER BY seq DESC LIMIT ?1", error);
  g_autoptr(GArray) cursors = g_array_new (FALSE, FALSE, sizeof (MusterCursor));
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  muster_statement_bind_number (statement, 1, max);
  while (row)
    {
      MusterCursor cursor = { 0 };

      if (!muster_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        break;
      read_cursor (statement, &cursor);
      g_array_append_val (cursors, cursor);
    }
  return g_steal_pointer (&cursors);
}

gboolean
muster_feed_get_cursor (MusterReplica *self, MusterCursor *cursor, GError **error)
{
  g_autoptr(GArray) cursors = muster_replica_list_cursors (self, 1, error);

  memset (cursor, 0, sizeof *cursor);
  if (cursors != NULL && cursors->len > 0)
    *cursor = g_array_index (cursors, MusterCursor, 0);
  return cursors != NULL;
}

static void
clear_grant (gpointer data)
{
  MusterGrant *grant = data;

  g_free (grant->role);
}

static GArray *
read_grants (MusterReplica *self, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT scope, role FROM sync_grant ORDER BY scope, role", error);
  g_autoptr(GArray) grants = g_array_new (FALSE, FALSE, sizeof (MusterGrant));
  gboolean row = TRUE;

  g_array_set_clear_func (grants, clear_grant);
  if (statement == NULL)
    return NULL;
  while (row)
    {
      MusterGrant grant = { 0 };

      if (!muster_statement_step (statement, &row, error))
        return NULL;
      if (!row || !muster_statement_get_id (statement, 0, &grant.scope))
        continue;
      grant.role = g_strdup (muster_statement_get_text (statement, 1));
      g_array_append_val (grants, grant);
    }
  return g_steal_pointer (&grants);
}

static gboolean
read_numbers (MusterReplica *self, MusterSyncState *state, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db,
                       "SELECT coalesce (max (n), 0), (SELECT min (n) FROM log_commit WHERE replica = ?1"
                       " AND version IN (SELECT version FROM outbox)) FROM log_commit WHERE replica = ?1",
                       error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, &self->id, sizeof self->id);
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  state->last_n = MAX (muster_statement_get_number (statement, 0), muster_meta_get_number (self, MUSTER_META_GIVEN));
  state->settled_n =
    muster_statement_is_null (statement, 1) ? state->last_n : muster_statement_get_number (statement, 1) - 1;
  return TRUE;
}

MusterSyncState *
muster_replica_get_sync_state (MusterReplica *self, GError **error)
{
  g_autoptr(MusterSyncState) state = g_new0 (MusterSyncState, 1);

  state->replica = self->id;
  state->enrolled = muster_meta_get_blob (self, "server", &state->server, sizeof state->server);
  muster_meta_get_blob (self, "epoch", &state->epoch, sizeof state->epoch);
  muster_meta_get_blob (self, "person", &state->person, sizeof state->person);
  state->address = muster_meta_get_text (self, "address");
  state->person_name = muster_meta_get_text (self, "person_name");
  state->grants_version = muster_meta_get_number (self, "grants_version");
  state->rewound_n = muster_meta_get_number (self, MUSTER_META_REWOUND);
  state->partial = muster_meta_get_number (self, MUSTER_META_PARTIAL) != 0;
  state->last_heard = MAX (self->heard, muster_meta_get_number (self, "heard"));
  state->schema = muster_db_get_number (self->db, "PRAGMA user_version", NULL);
  state->grants = read_grants (self, error);
  if (state->grants == NULL || !muster_feed_get_cursor (self, &state->cursor, error)
      || !read_numbers (self, state, error))
    return NULL;
  return g_steal_pointer (&state);
}

void
muster_sync_state_free (MusterSyncState *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->grants, g_array_unref);
  g_free (self->address);
  g_free (self->person_name);
  g_free (self);
}

/* ---- joining ----------------------------------------------------------------------------------------------------- */

static gboolean
may_join (MusterReplica *self, const MusterId *server, const MusterId *person, gboolean *joined, GError **error)
{
  MusterIdText id;
  MusterId known;

  *joined = muster_meta_get_blob (self, "server", &known, sizeof known);
  if (*joined && !muster_id_equal (&known, server))
    {
      g_set_error_literal (
        error, MUSTER_ERROR, MUSTER_ERROR_EXISTS,
        _("This file already works with another server. Make a new file for this one; nothing was changed."));
      return FALSE;
    }
  if (*joined && muster_meta_get_blob (self, "person", &known, sizeof known) && !muster_id_equal (&known, person))
    {
      g_autofree char *name = muster_meta_get_text (self, "person_name");

      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_EXISTS,
                   _("This file belongs to another person: %s. Ask your administrator for a code for that person, or"
                     " make a file of your own. Nothing was changed."),
                   name != NULL ? name : muster_id_to_text (&known, id));
      return FALSE;
    }
  return TRUE;
}

/* The endpoint knows the person by one name: what was saved here before she joined bears it too. */
static gboolean
rename_actor (MusterReplica *self, const char *name, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "UPDATE log_commit SET actor = ?2 WHERE replica = ?1 AND actor <> ?2", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, &self->id, sizeof self->id);
  muster_statement_bind_text (statement, 2, name);
  return muster_statement_run (statement, error) && muster_log_rehash_all (self, &self->id, error);
}

static gboolean
join (MusterReplica *self, const char *address, const MusterId *server, const MusterId *epoch, const MusterId *person,
      const char *person_name, GError **error)
{
  g_autofree char *known = muster_meta_get_text (self, "person_name");
  gboolean joined;

  /* Who joins again keeps the epoch that the log goes by: where it is no longer the server's, pulling tells. */
  return may_join (self, server, person, &joined, error)
         && (joined || (muster_meta_set_blob (self, "epoch", epoch, sizeof *epoch, error)
                        && muster_meta_set_number (self, MUSTER_META_PARTIAL, 1, error)))
         && (g_strcmp0 (known, person_name) == 0 || rename_actor (self, person_name, error))
         && muster_meta_set_blob (self, "server", server, sizeof *server, error)
         && muster_meta_set_blob (self, "person", person, sizeof *person, error)
         && muster_meta_set_text (self, "person_name", person_name, error)
         && muster_meta_set_text (self, "address", address, error);
}

gboolean
muster_replica_enrol (MusterReplica *self, const char *address, const MusterId *server, const MusterId *epoch,
                      const MusterId *person, const char *person_name, GError **error)
{
  if (muster_db_begin (self->db, error))
    {
      if (join (self, address, server, epoch, person, person_name, error) && muster_db_commit (self->db, error))
        {
          muster_replica_set_actor (self, person_name);
          self->named = TRUE;
          return TRUE;
        }
      muster_db_rollback (self->db);
    }
  return FALSE;
}

gboolean
muster_replica_heard (MusterReplica *self, GError **error)
{
  MusterTime now = muster_clock_now (self->clock);
  MusterTime known = muster_meta_get_number (self, "heard");

  self->heard = now;
  return ABS (now - known) < HEARD_STEP || muster_meta_set_number (self, "heard", now, error);
}

/* ---- sending ----------------------------------------------------------------------------------------------------- */

MusterEntry *
muster_feed_make_entry (const MusterCommitHeader *header, MusterCommit *commit)
{
  MusterEntry *entry;

  if (commit == NULL)
    return NULL;
  entry = muster_entry_new ();
  entry->seq = header->version < MUSTER_VERSION_UNSENT ? header->version : 0;
  entry->id = header->id;
  entry->replica = header->replica;
  entry->n = header->n;
  entry->actor = g_strdup (header->actor);
  entry->at = header->at;
  entry->received = header->received;
  entry->seen = header->seen;
  entry->origin = g_strdup (header->origin);
  entry->undoes = header->undoes;
  entry->commit = commit;
  return entry;
}

MusterEntry *
muster_feed_read_entry (MusterReplica *self, MusterStatement *statement, GError **error)
{
  MusterCommitHeader header;

  if (muster_log_read_header (statement, &header))
    return muster_feed_make_entry (&header, muster_log_read_changes (self, header.version, header.reason, error));
  g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_CORRUPT,
                       _("The log of this file is damaged. Open your latest backup."));
  return NULL;
}

/* What was refused says nothing any more, lest it be taken. */
static gboolean
silence_refused (MusterReplica *self, MusterEntry *entry, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT 1 FROM refused WHERE version = ?1", error);
  gboolean refused;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, MUSTER_VERSION_UNSENT + entry->n);
  if (!muster_statement_step (statement, &refused, error))
    return FALSE;
  if (refused)
    {
      muster_commit_unref (entry->commit);
      entry->commit = muster_commit_new (NULL);
    }
  return TRUE;
}

/* What is sent says nothing of what became of it here. */
static gsize
prepare_to_send (MusterEntry *entry)
{
  gsize size = 0;

  for (guint i = 0; i < muster_commit_get_n (entry->commit); i++)
    {
      MusterChange *change = muster_commit_edit_change (entry->commit, i);
      g_autofree char *text = muster_json_to_text (change->value);

      change->outcome = MUSTER_OUTCOME_HEAD;
      g_clear_pointer (&change->merged, json_decref);
      size += strlen (text);
    }
  return size;
}

GPtrArray *
muster_replica_read_unsent (MusterReplica *self, gint64 after_n, guint max, gsize max_bytes, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db,
                       MUSTER_SQL_HEADERS " WHERE replica = ?1 AND n > ?2 AND version IN (SELECT version FROM outbox)"
                                          " ORDER BY n LIMIT ?3",
                       error);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_entry_free);
  gsize bytes = 0;
  gboolean row;

  if (statement == NULL)
    return NULL;
  muster_statement_bind_blob (statement, 1, &self->id, sizeof self->id);
  muster_statement_bind_number (statement, 2, after_n);
  muster_statement_bind_number (statement, 3, max);
  while (bytes < max_bytes || entries->len == 0)
    {
      g_autoptr(MusterEntry) entry = NULL;

      if (!muster_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        break;
      entry = muster_feed_read_entry (self, statement, error);
      if (entry == NULL || !silence_refused (self, entry, error))
        return NULL;
      bytes += prepare_to_send (entry);
      if (bytes > max_bytes && entries->len > 0)
        break;
      g_ptr_array_add (entries, g_steal_pointer (&entry));
    }
  return g_steal_pointer (&entries);
}

/* ---- fetching ---------------------------------------------------------------------------------------------------- */

gboolean
muster_replica_next_fill (MusterReplica *self, MusterFill *fill, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (
    self->db, "SELECT id, is_record, target, after, until FROM sync_fill ORDER BY id LIMIT 1", error);
  gboolean row;

  memset (fill, 0, sizeof *fill);
  if (statement == NULL || !muster_statement_step (statement, &row, error) || !row)
    return FALSE;
  fill->id = muster_statement_get_number (statement, 0);
  fill->is_record = muster_statement_get_number (statement, 1) != 0;
  fill->after = muster_statement_get_number (statement, 3);
  fill->until = muster_statement_get_number (statement, 4);
  return muster_statement_get_id (statement, 2, &fill->target);
}
