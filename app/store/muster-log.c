/* muster-log.c - commits in the log: writing them, reading them, and the hash that shows when one was altered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-replica-private.h"

#include <string.h>

static const char *const origins[] = {
  [MUSTER_ORIGIN_EDIT] = "edit",
  [MUSTER_ORIGIN_LOAD] = "load",
  [MUSTER_ORIGIN_UNDO] = "undo",
  [MUSTER_ORIGIN_REDO] = "redo",
};

const char *
muster_origin_to_name (MusterOrigin origin)
{
  return origins[origin];
}

MusterOrigin
muster_origin_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (origins); i++)
    if (g_strcmp0 (origins[i], name) == 0)
      return (MusterOrigin) i;
  return MUSTER_ORIGIN_LOAD; /* of a newer version: a barrier is the safe reading */
}

/* ---- versions ---------------------------------------------------------------------------------------------------- */

char *
muster_version_to_text (gint64 version)
{
  if (version >= MUSTER_VERSION_UNSENT)
    return g_strdup_printf ("+%" G_GINT64_FORMAT, version - MUSTER_VERSION_UNSENT);
  return g_strdup_printf ("%" G_GINT64_FORMAT, version);
}

gboolean
muster_version_from_text (const char *text, gint64 *version)
{
  gboolean unsent = text[0] == '+';
  guint64 number;

  if (!g_ascii_string_to_unsigned (text + unsent, 10, 1, MUSTER_VERSION_UNSENT - 1, &number, NULL))
    return FALSE;
  *version = (gint64) number + (unsent ? MUSTER_VERSION_UNSENT : 0);
  return TRUE;
}

gint64
muster_log_find_own (MusterReplica *self, gint64 n, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT version FROM log_commit WHERE replica = ?1 AND n = ?2", error);
  gboolean row;

  if (statement == NULL)
    return 0;
  muster_statement_bind_blob (statement, 1, &self->id, sizeof self->id);
  muster_statement_bind_number (statement, 2, n);
  return muster_statement_step (statement, &row, error) && row ? muster_statement_get_number (statement, 0) : 0;
}

gboolean
muster_replica_resolve_version (MusterReplica *self, gint64 *version, GError **error)
{
  g_autoptr(GError) local = NULL;
  gint64 found;

  if (*version < MUSTER_VERSION_UNSENT)
    return TRUE;
  found = muster_log_find_own (self, *version - MUSTER_VERSION_UNSENT, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (found != 0)
    *version = found;
  return TRUE;
}

/* ---- hash -------------------------------------------------------------------------------------------------------- */

/* Each part with its length in front, so that no two commits have the same bytes. */
static void
hash_text (GChecksum *sum, const char *text)
{
  gsize n = text != NULL ? strlen (text) : 0;
  char digits[MUSTER_JSON_DIGITS];

  g_checksum_update (sum, (const guchar *) muster_json_digits ((gint64) n, digits), -1);
  g_checksum_update (sum, (const guchar *) ":", 1);
  if (text != NULL)
    g_checksum_update (sum, (const guchar *) text, (gssize) n);
}

static void
hash_number (GChecksum *sum, gint64 number)
{
  char digits[MUSTER_JSON_DIGITS];

  hash_text (sum, muster_json_digits (number, digits));
}

/* A base on a commit of one's own is its n, whether or not the endpoint has numbered it since; any other is marked. */
static gboolean
hash_base (MusterReplica *self, const MusterCommitHeader *header, gint64 base, GChecksum *sum, GError **error)
{
  char text[24];

  if (base >= MUSTER_VERSION_UNSENT)
    base -= MUSTER_VERSION_UNSENT;
  else if (base > 0)
    {
      gboolean row = FALSE;

      if (muster_id_equal (&header->replica, &self->id))
        {
          g_autoptr(MusterStatement) statement =
            muster_db_prepare (self->db, "SELECT n FROM log_commit WHERE version = ?1 AND replica = ?2", error);

          if (statement == NULL)
            return FALSE;
          muster_statement_bind_number (statement, 1, base);
          muster_statement_bind_blob (statement, 2, &self->id, sizeof self->id);
          if (!muster_statement_step (statement, &row, error))
            return FALSE;
          if (row)
            base = muster_statement_get_number (statement, 0);
        }
      if (!row)
        {
          g_snprintf (text, sizeof text, "@%" G_GINT64_FORMAT, base);
          hash_text (sum, text);
          return TRUE;
        }
    }
  hash_number (sum, base);
  return TRUE;
}

static gboolean
hash_with_texts (MusterReplica *self, const MusterCommitHeader *header, const MusterCommit *commit, GPtrArray *texts,
                 guint8 hash[32], GError **error)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = 32;

  g_checksum_update (sum, header->id.bytes, sizeof header->id.bytes);
  g_checksum_update (sum, header->replica.bytes, sizeof header->replica.bytes);
  hash_number (sum, header->n);
  hash_text (sum, header->actor);
  hash_number (sum, header->at);
  hash_text (sum, header->reason);
  hash_text (sum, header->origin);
  hash_number (sum, header->undoes);
  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);

      g_checksum_update (sum, change->record.bytes, sizeof change->record.bytes);
      hash_text (sum, change->kind);
      hash_text (sum, change->group);
      if (!hash_base (self, header, change->base, sum, error))
        return FALSE;
      hash_text (sum, texts->pdata[i]);
    }
  g_checksum_get_digest (sum, hash, &length);
  return TRUE;
}

GPtrArray *
muster_log_print_values (const MusterCommit *commit)
{
  GPtrArray *texts = g_ptr_array_new_full (muster_commit_get_n (commit), g_free);

  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    g_ptr_array_add (texts, muster_json_to_text (muster_commit_get_change (commit, i)->value));
  return texts;
}

gboolean
muster_log_hash (MusterReplica *self, const MusterCommitHeader *header, const MusterCommit *commit, guint8 hash[32],
                 GError **error)
{
  g_autoptr(GPtrArray) texts = muster_log_print_values (commit);

  return hash_with_texts (self, header, commit, texts, hash, error);
}

gboolean
muster_log_rehash (MusterReplica *self, gint64 version, GError **error)
{
  g_autoptr(MusterStatement) statement = NULL;
  g_autoptr(MusterStatement) update = NULL;
  g_autoptr(MusterCommit) commit = NULL;
  MusterCommitHeader header;
  gboolean row;
  guint8 hash[32];

  statement = muster_db_prepare (self->db, MUSTER_SQL_HEADERS " WHERE version = ?1", error);
  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, version);
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  muster_log_read_header (statement, &header);
  commit = muster_replica_read_commit (self, version, error);
  if (commit == NULL || !muster_log_hash (self, &header, commit, hash, error))
    return FALSE;
  update = muster_db_prepare (self->db, "UPDATE log_commit SET hash = ?2 WHERE version = ?1", error);
  if (update == NULL)
    return FALSE;
  muster_statement_bind_number (update, 1, version);
  muster_statement_bind_blob (update, 2, hash, sizeof hash);
  return muster_statement_run (update, error);
}

gboolean
muster_log_rehash_all (MusterReplica *self, const MusterId *replica, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT version FROM log_commit WHERE replica = ?1", error);
  g_autoptr(GArray) versions = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, replica, sizeof *replica);
  while (row)
    {
      gint64 version;

      if (!muster_statement_step (statement, &row, error))
        return FALSE;
      version = row ? muster_statement_get_number (statement, 0) : 0;
      if (row)
        g_array_append_val (versions, version);
    }
  for (guint i = 0; i < versions->len; i++)
    if (!muster_log_rehash (self, g_array_index (versions, gint64, i), error))
      return FALSE;
  return TRUE;
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

static gboolean
insert_header (MusterReplica *self, gint64 version, const MusterCommitHeader *header, const guint8 hash[32],
               GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (
    self->db,
    "INSERT INTO log_commit (version, id, replica, n, actor, at, reason, origin, undoes, hash, received, seen)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, version);
  muster_statement_bind_blob (statement, 2, &header->id, sizeof header->id);
  muster_statement_bind_blob (statement, 3, &header->replica, sizeof header->replica);
  muster_statement_bind_number (statement, 4, header->n);
  muster_statement_bind_text (statement, 5, header->actor);
  muster_statement_bind_number (statement, 6, header->at);
  muster_statement_bind_text (statement, 7, header->reason);
  muster_statement_bind_text (statement, 8, header->origin);
  if (header->undoes != 0)
    muster_statement_bind_number (statement, 9, header->undoes);
  muster_statement_bind_blob (statement, 10, hash, 32);
  muster_statement_bind_number (statement, 11, header->received);
  muster_statement_bind_number (statement, 12, header->seen);
  return muster_statement_run (statement, error);
}

gboolean
muster_log_insert_change (MusterReplica *self, gint64 version, const MusterChange *change, const char *text,
                          GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (
    self->db,
    "INSERT INTO log_change (version, i, record, kind, field_group, base, value, settles, outcome, merged)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    error);
  g_autofree char *merged = change->merged != NULL ? muster_json_to_text (change->merged) : NULL;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, version);
  muster_statement_bind_number (statement, 2, change->index);
  muster_statement_bind_blob (statement, 3, &change->record, sizeof change->record);
  muster_statement_bind_text (statement, 4, change->kind);
  muster_statement_bind_text (statement, 5, change->group);
  muster_statement_bind_number (statement, 6, change->base);
  muster_statement_bind_text (statement, 7, text);
  muster_statement_bind_number (statement, 8, change->settles);
  muster_statement_bind_text (statement, 9,
                              change->outcome != MUSTER_OUTCOME_HEAD ? muster_outcome_to_name (change->outcome) : NULL);
  muster_statement_bind_text (statement, 10, merged);
  return muster_statement_run (statement, error);
}

gboolean
muster_log_insert (MusterReplica *self, gint64 version, const MusterCommitHeader *header, const MusterCommit *commit,
                   GPtrArray *texts, GError **error)
{
  guint8 hash[32];

  /* Header first: changes refer to it. */
  if (!hash_with_texts (self, header, commit, texts, hash, error)
      || !insert_header (self, version, header, hash, error))
    return FALSE;
  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    if (!muster_log_insert_change (self, version, muster_commit_get_change (commit, i), texts->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
muster_log_put_outbox (MusterReplica *self, gint64 version, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "INSERT INTO outbox (version) VALUES (?1)", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, version);
  return muster_statement_run (statement, error);
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

gboolean
muster_statement_get_id (MusterStatement *statement, int column, MusterId *id)
{
  gsize n;
  const void *bytes = muster_statement_get_blob (statement, column, &n);

  if (n != sizeof *id)
    return FALSE;
  memcpy (id, bytes, n);
  return TRUE;
}

gboolean
muster_log_read_header (MusterStatement *statement, MusterCommitHeader *header)
{
  *header = (MusterCommitHeader) {
    .version = muster_statement_get_number (statement, 0), .n = muster_statement_get_number (statement, 3),
    .actor = muster_statement_get_text (statement, 4), .at = muster_statement_get_number (statement, 5),
    .reason = muster_statement_get_text (statement, 6), .origin = muster_statement_get_text (statement, 7),
    .undoes = muster_statement_get_number (statement, 8), .received = muster_statement_get_number (statement, 10),
    .seen = muster_statement_get_number (statement, 11),
  };
  return muster_statement_get_id (statement, 1, &header->id)
         && muster_statement_get_id (statement, 2, &header->replica);
}

/* The row: record, kind, group, base, value, i, settles, outcome, merged. */
static gboolean
read_change (MusterStatement *statement, MusterCommit *commit, GError **error)
{
  const char *value_text = muster_statement_get_text (statement, 4);
  const char *outcome = muster_statement_get_text (statement, 7);
  const char *merged_text = muster_statement_get_text (statement, 8);
  json_t *value = muster_json_from_text (value_text, strlen (value_text), error);
  MusterChange *change;
  MusterId record;

  if (value == NULL)
    return FALSE;
  if (!muster_statement_get_id (statement, 0, &record))
    memset (&record, 0, sizeof record);
  muster_commit_add_change (commit, muster_statement_get_text (statement, 1), &record,
                            muster_statement_get_text (statement, 2), muster_statement_get_number (statement, 3),
                            value);
  change = muster_commit_edit_change (commit, muster_commit_get_n (commit) - 1);
  change->index = (guint) muster_statement_get_number (statement, 5);
  change->settles = muster_statement_get_number (statement, 6);
  /* What is out of sight is as good as refused for whoever reads the log. */
  if (outcome != NULL && !muster_outcome_from_name (outcome, &change->outcome))
    change->outcome = MUSTER_OUTCOME_REFUSED;
  if (merged_text != NULL)
    change->merged = muster_json_from_text (merged_text, strlen (merged_text), error);
  return merged_text == NULL || change->merged != NULL;
}

MusterCommit *
muster_log_read_rows (MusterStatement *statement, gint64 version, const char *reason, GError **error)
{
  g_autoptr(MusterCommit) commit = muster_commit_new (reason);
  gboolean row = TRUE;

  muster_statement_bind_number (statement, 1, version);
  while (row)
    if (!muster_statement_step (statement, &row, error) || (row && !read_change (statement, commit, error)))
      return NULL;
  return g_steal_pointer (&commit);
}

MusterCommit *
muster_log_read_changes (MusterReplica *self, gint64 version, const char *reason, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db,
                       "SELECT record, kind, field_group, base, value, i, settles, outcome, merged FROM log_change"
                       " WHERE version = ?1 ORDER BY i",
                       error);

  return statement != NULL ? muster_log_read_rows (statement, version, reason, error) : NULL;
}

MusterCommit *
muster_replica_read_commit (MusterReplica *self, gint64 version, GError **error)
{
  return muster_log_read_changes (self, version, NULL, error);
}
