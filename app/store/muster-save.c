/* muster-save.c - a save: one transaction with the log, the projections and the outbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-replica-private.h"

#include <glib/gi18n-lib.h>
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

/* ---- hash --------------------------------------------------------------------------------------------------------- */

/* Each part with its length in front, so that no two commits have the same bytes. */
static void
hash_text (GChecksum *sum, const char *text)
{
  g_autofree char *length = g_strdup_printf ("%" G_GSIZE_FORMAT ":", text != NULL ? strlen (text) : 0);

  g_checksum_update (sum, (const guchar *) length, -1);
  if (text != NULL)
    g_checksum_update (sum, (const guchar *) text, -1);
}

static void
hash_number (GChecksum *sum, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  hash_text (sum, text);
}

void
muster_commit_hash (const MusterCommitHeader *header, const MusterCommit *commit, guint8 hash[32])
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
      g_autofree char *value = muster_json_to_text (change->value);

      g_checksum_update (sum, change->record.bytes, sizeof change->record.bytes);
      hash_text (sum, change->kind);
      hash_text (sum, change->group);
      hash_number (sum, change->base);
      hash_text (sum, value);
    }
  g_checksum_get_digest (sum, hash, &length);
}

/* ---- the log ------------------------------------------------------------------------------------------------------ */

static gboolean
insert_change (MusterReplica *self, gint64 version, guint i, const MusterChange *change, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "INSERT INTO log_change (version, i, record, kind, field_group, base, value)"
                                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", error);
  g_autofree char *value = muster_json_to_text (change->value);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, version);
  muster_statement_bind_number (statement, 2, i);
  muster_statement_bind_blob (statement, 3, &change->record, sizeof change->record);
  muster_statement_bind_text (statement, 4, change->kind);
  muster_statement_bind_text (statement, 5, change->group);
  muster_statement_bind_number (statement, 6, change->base);
  muster_statement_bind_text (statement, 7, value);
  return muster_statement_run (statement, error);
}

static gboolean
insert_header (MusterReplica *self, gint64 version, const MusterCommitHeader *header, const MusterCommit *commit, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "INSERT INTO log_commit (version, id, replica, n, actor, at, reason, origin, undoes, hash)"
                                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", error);
  g_autoptr(MusterStatement) outbox = muster_db_prepare (self->db, "INSERT INTO outbox (version) VALUES (?1)", error);
  guint8 hash[32];

  if (statement == NULL || outbox == NULL)
    return FALSE;
  muster_commit_hash (header, commit, hash);
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
  muster_statement_bind_blob (statement, 10, hash, sizeof hash);
  muster_statement_bind_number (outbox, 1, version);
  return muster_statement_run (statement, error) && muster_statement_run (outbox, error);
}

/* The next version of the log and the next number of this replica. */
static gboolean
next_numbers (MusterReplica *self, gint64 *version, gint64 *n, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT (SELECT coalesce (max (version), 0) + 1 FROM log_commit),"
                                 " (SELECT coalesce (max (n), 0) + 1 FROM log_commit WHERE replica = ?1)", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, &self->id, sizeof self->id);
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  *version = muster_statement_get_number (statement, 0);
  *n = muster_statement_get_number (statement, 1);
  return TRUE;
}

/* ---- what a save adds by itself ----------------------------------------------------------------------------------- */

static char *
next_code (MusterReplica *self, const MusterKind *kind, guint ahead, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT coalesce ((SELECT last FROM counter WHERE kind = ?1), 0)", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  muster_statement_bind_text (statement, 1, kind->name);
  if (!muster_statement_step (statement, &row, error))
    return NULL;
  return g_strdup_printf ("%s-%" G_GINT64_FORMAT, kind->ref_prefix, muster_statement_get_number (statement, 0) + 1 + ahead);
}

static gboolean
names_code (const MusterCommit *commit, const MusterId *record)
{
  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);

      if (g_str_equal (change->group, MUSTER_GROUP_REF_CODE) && muster_id_equal (&change->record, record))
        return TRUE;
    }
  return FALSE;
}

/* New records of kinds that people quote by number get theirs. */
static gboolean
add_codes (MusterReplica *self, MusterCommit *commit, GError **error)
{
  guint given[MUSTER_N_KINDS] = { 0 };
  guint n = muster_commit_get_n (commit);

  for (guint i = 0; i < n; i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);
      const MusterKind *kind = muster_kind_by_name (change->kind);
      MusterId id = change->record;
      char *code;

      if (kind == NULL || kind->ref_prefix == NULL || change->base != 0 || !g_str_equal (change->group, MUSTER_GROUP_EXISTS)
          || !json_is_true (change->value) || names_code (commit, &id))
        continue;
      code = next_code (self, kind, given[kind->id]++, error);
      if (code == NULL)
        return FALSE;
      muster_commit_add_change (commit, kind->name, &id, MUSTER_GROUP_REF_CODE, 0, json_string (code));
      g_free (code);
    }
  return TRUE;
}

/* ---- saving ------------------------------------------------------------------------------------------------------- */

static gboolean
check_base (MusterReplica *self, const MusterChange *change, GError **error)
{
  g_autoptr(GError) local = NULL;
  gint64 head = muster_replica_group_head (self, &change->record, change->group, &local);
  g_autofree char *title = NULL;

  if (local == NULL && head == change->base)
    return TRUE;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  title = muster_replica_get_title (self, &change->record);
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_STALE,
               _("“%s” was changed since you opened it. Look at the new values, then save again; what you typed is kept."),
               title != NULL ? title : change->kind);
  return FALSE;
}

static gboolean
check_record (MusterRecord *before, MusterRecord *after, gpointer data, GError **error)
{
  MusterReplica *self = data;
  g_autoptr(GPtrArray) problems = muster_rules_check (before, after, &self->lookup);

  for (guint i = 0; i < problems->len; i++)
    {
      MusterProblem *problem = g_ptr_array_index (problems, i);

      if (problem->severity == MUSTER_SEVERITY_ERROR)
        {
          g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, problem->message);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
write_in_transaction (MusterReplica *self, MusterCommit *commit, MusterOrigin origin, gint64 undoes, gint64 *version,
                      GArray *changed, GError **error)
{
  MusterProjection *projection = muster_projection_new (self);
  MusterCommitHeader header = { .replica = self->id, .actor = self->actor, .at = muster_clock_now (self->clock),
                                .reason = muster_commit_get_reason (commit), .origin = muster_origin_to_name (origin),
                                .undoes = undoes };
  gboolean ok = next_numbers (self, version, &header.n, error) && add_codes (self, commit, error);

  muster_id_new (&header.id, self->clock, self->random);
  /* Header first: changes refer to it. */
  ok = ok && insert_header (self, *version, &header, commit, error);
  for (guint i = 0; ok && i < muster_commit_get_n (commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);

      ok = check_base (self, change, error) && muster_projection_apply (projection, change, error)
           && insert_change (self, *version, i, change, error);
    }
  ok = ok && muster_projection_finish (projection, error);
  if (ok && origin == MUSTER_ORIGIN_EDIT)
    ok = muster_projection_foreach (projection, check_record, self, error);
  if (ok && changed != NULL)
    muster_projection_list_changed (projection, changed);
  muster_projection_free (projection);
  return ok;
}

gboolean
muster_replica_write (MusterReplica *self, MusterCommit *commit, MusterOrigin origin, gint64 undoes, gint64 *version,
                      GArray *changed, GError **error)
{
  gint64 written = 0;

  if (version != NULL)
    *version = 0;
  if (muster_commit_get_n (commit) == 0)
    return TRUE;

  if (!muster_db_begin (self->db, error))
    return FALSE;
  if (!write_in_transaction (self, commit, origin, undoes, &written, changed, error) || !muster_db_commit (self->db, error))
    {
      muster_db_rollback (self->db);
      if (changed != NULL)
        g_array_set_size (changed, 0);
      return FALSE;
    }
  if (version != NULL)
    *version = written;
  return TRUE;
}

gboolean
muster_replica_save (MusterReplica *self, MusterCommit *commit, MusterOrigin origin, gint64 *version, GArray *changed,
                     GError **error)
{
  g_return_val_if_fail (origin == MUSTER_ORIGIN_EDIT || origin == MUSTER_ORIGIN_LOAD, FALSE);

  return muster_replica_write (self, commit, origin, 0, version, changed, error);
}

MusterRecord *
muster_replica_make_record (MusterReplica *self, const MusterKind *kind)
{
  MusterId id;

  muster_id_new (&id, self->clock, self->random);
  return muster_record_new (kind, &id);
}
