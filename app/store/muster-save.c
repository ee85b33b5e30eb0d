/* muster-save.c - a save: one transaction with the log, the projections and the outbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-feed-private.h"

#include <glib/gi18n-lib.h>

/* ---- numbers ----------------------------------------------------------------------------------------------------- */

/* The next number of this replica, and the seq up to which everything was applied when it is given. */
static gboolean
next_numbers (MusterReplica *self, gint64 *n, gint64 *seen, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT max (coalesce ((SELECT max (n) FROM log_commit WHERE replica = ?1), 0),"
                                 "  coalesce ((SELECT value FROM meta WHERE key = '" MUSTER_META_GIVEN "'), 0)) + 1,"
                                 " (SELECT coalesce (max (seq), 0) FROM sync_cursor)", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, &self->id, sizeof self->id);
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  *n = muster_statement_get_number (statement, 0);
  *seen = muster_statement_get_number (statement, 1);
  return TRUE;
}

/* ---- what a save adds by itself ---------------------------------------------------------------------------------- */

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
  return g_strdup_printf ("%s-%" G_GINT64_FORMAT, kind->ref_prefix,
                          muster_statement_get_number (statement, 0) + 1 + ahead);
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

      if (kind == NULL || kind->ref_prefix == NULL || change->base != 0
          || !g_str_equal (change->group, MUSTER_GROUP_EXISTS) || !json_is_true (change->value)
          || names_code (commit, &id))
        continue;
      code = next_code (self, kind, given[kind->id]++, error);
      if (code == NULL)
        return FALSE;
      muster_commit_add_change (commit, kind->name, &id, MUSTER_GROUP_REF_CODE, 0, json_string (code));
      g_free (code);
    }
  return TRUE;
}

/* ---- saving ------------------------------------------------------------------------------------------------------ */

/* What the endpoint made of the change to the group in an own commit; NULL: its value, or nothing yet. */
static gboolean
read_outcome (MusterReplica *self, const MusterChange *change, gint64 version, char **outcome, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db,
                       "SELECT outcome FROM log_change WHERE record = ?1 AND field_group = ?2 AND version = ?3"
                       " ORDER BY i DESC LIMIT 1",
                       error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, &change->record, sizeof change->record);
  muster_statement_bind_text (statement, 2, change->group);
  muster_statement_bind_number (statement, 3, version);
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  *outcome = row ? g_strdup (muster_statement_get_text (statement, 0)) : NULL;
  return TRUE;
}

/* The person may have looked at an own commit that the endpoint has taken since. Its seq is then what she saw, if it
 * became the value as it was, and the value that was there already, if it was the same. */
static gboolean
resolve_base (MusterReplica *self, MusterChange *change, GError **error)
{
  gint64 base = change->base;
  g_autofree char *outcome = NULL;
  g_autoptr(GError) local = NULL;

  if (!muster_replica_resolve_version (self, &base, error))
    return FALSE;
  if (base == change->base)
    return TRUE;
  if (!read_outcome (self, change, base, &outcome, error))
    return FALSE;
  if (outcome == NULL)
    change->base = base;
  else if (g_str_equal (outcome, "same"))
    change->base = muster_replica_group_head_before (self, &change->record, change->group, base, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
check_base (MusterReplica *self, MusterChange *change, GError **error)
{
  g_autoptr(GError) local = NULL;
  gint64 head = muster_replica_group_head (self, &change->record, change->group, &local);
  g_autofree char *title = NULL;

  if (local == NULL && resolve_base (self, change, &local) && head == change->base)
    return TRUE;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  title = muster_replica_get_title (self, &change->record);
  g_set_error (
    error, MUSTER_ERROR, MUSTER_ERROR_STALE,
    _("“%s” was changed since you opened it. Look at the new values, then save again; what you typed is kept."),
    title != NULL ? title : change->kind);
  return FALSE;
}

static gboolean
check_record (MusterRecord *before, MusterRecord *after, gpointer data, GError **error)
{
  MusterReplica *self = data;
  g_autoptr(GPtrArray) problems = muster_rules_check (before, after, &self->lookup,
                                                       muster_clock_today (self->clock));

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
write_one (MusterReplica *self, MusterCommit *commit, MusterOrigin origin, gint64 undoes, MusterProjection *projection,
           gint64 *version, GError **error)
{
  MusterCommitHeader header = { .replica = self->id, .actor = self->actor, .at = muster_clock_now (self->clock),
                                .reason = muster_commit_get_reason (commit), .origin = muster_origin_to_name (origin),
                                .undoes = undoes };
  g_autoptr(GPtrArray) texts = NULL;
  gboolean ok = next_numbers (self, &header.n, &header.seen, error) && add_codes (self, commit, error);

  muster_id_new (&header.id, self->clock, self->random);
  *version = MUSTER_VERSION_UNSENT + header.n;
  if (ok)
    {
      texts = muster_log_print_values (commit);
      ok = muster_commit_check_size (commit, texts, error);
    }
  for (guint i = 0; ok && i < muster_commit_get_n (commit); i++)
    ok = check_base (self, muster_commit_edit_change (commit, i), error)
         && muster_projection_apply (projection, muster_commit_get_change (commit, i), error);
  return ok && muster_log_insert (self, *version, &header, commit, texts, error)
         && muster_log_put_outbox (self, *version, error) && muster_projection_finish (projection, error);
}

/* What is saved together is checked together: it may well point to each other. */
static gboolean
write_in_transaction (MusterReplica *self, GPtrArray *commits, MusterOrigin origin, gint64 undoes, gint64 *version,
                      GArray *changed, GError **error)
{
  g_autoptr(GPtrArray) projections = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_projection_free);

  for (guint i = 0; i < commits->len; i++)
    {
      MusterProjection *projection = muster_projection_new (self);

      g_ptr_array_add (projections, projection);
      if (!write_one (self, commits->pdata[i], origin, undoes, projection, version, error))
        return FALSE;
    }
  for (guint i = 0; i < projections->len; i++)
    {
      if (origin == MUSTER_ORIGIN_EDIT && !muster_projection_foreach (projections->pdata[i], check_record, self, error))
        return FALSE;
      if (changed != NULL)
        muster_projection_list_changed (projections->pdata[i], changed);
    }
  return TRUE;
}

static gboolean
write_all (MusterReplica *self, GPtrArray *commits, MusterOrigin origin, gint64 undoes, gint64 *version,
           GArray *changed, GError **error)
{
  gint64 written = 0;

  if (!muster_db_begin (self->db, error))
    return FALSE;
  if (!write_in_transaction (self, commits, origin, undoes, &written, changed, error)
      || !muster_db_commit (self->db, error))
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
muster_replica_write (MusterReplica *self, MusterCommit *commit, MusterOrigin origin, gint64 undoes, gint64 *version,
                      GArray *changed, GError **error)
{
  g_autoptr(GPtrArray) commits = g_ptr_array_new ();

  if (version != NULL)
    *version = 0;
  g_ptr_array_add (commits, commit);
  return muster_commit_get_n (commit) == 0 || write_all (self, commits, origin, undoes, version, changed, error);
}

gboolean
muster_replica_save (MusterReplica *self, MusterCommit *commit, MusterOrigin origin, gint64 *version, GArray *changed,
                     GError **error)
{
  g_return_val_if_fail (origin == MUSTER_ORIGIN_EDIT || origin == MUSTER_ORIGIN_LOAD, FALSE);

  return muster_replica_write (self, commit, origin, 0, version, changed, error);
}

gboolean
muster_replica_save_all (MusterReplica *self, GPtrArray *commits, gint64 *version, GArray *changed,
                         GError **error)
{
  *version = 0;
  return commits->len == 0 || write_all (self, commits, MUSTER_ORIGIN_EDIT, 0, version, changed, error);
}

MusterRecord *
muster_replica_make_record (MusterReplica *self, const MusterKind *kind)
{
  MusterId id;

  muster_id_new (&id, self->clock, self->random);
  return muster_record_new (kind, &id);
}
