/* muster-undo.c - undo and redo as readings of the log.
 *
 * There is no stack: what can be undone is the newest own edit or redo that no later commit takes back, and that came after the
 * last load. What can be redone is the newest undo that is not taken back and that no edit follows. Both put each
 * group back to what it was before the commit, as a commit of their own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-replica-private.h"

#include <glib/gi18n-lib.h>

#define UNDOABLE \
  "SELECT max (version) FROM log_commit c WHERE replica = ?1 AND origin IN ('edit', 'redo')" \
  " AND version > coalesce ((SELECT max (version) FROM log_commit WHERE origin = 'load'), 0)" \
  " AND NOT EXISTS (SELECT 1 FROM log_commit u WHERE u.undoes = c.version)"

#define REDOABLE \
  "SELECT max (version) FROM log_commit c WHERE replica = ?1 AND origin = 'undo'" \
  " AND version > coalesce ((SELECT max (version) FROM log_commit WHERE origin IN ('load', 'edit')), 0)" \
  " AND NOT EXISTS (SELECT 1 FROM log_commit u WHERE u.undoes = c.version)"

static gint64
find_version (MusterReplica *self, const char *sql, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, sql, error);
  gboolean row;

  if (statement == NULL)
    return 0;
  muster_statement_bind_blob (statement, 1, &self->id, sizeof self->id);
  if (!muster_statement_step (statement, &row, error))
    return 0;
  return muster_statement_get_number (statement, 0);
}

/* What puts the changes of a commit back. */
static MusterCommit *
invert (MusterReplica *self, const MusterCommit *commit, gint64 version, GError **error)
{
  g_autoptr(MusterCommit) inverse = muster_commit_new (NULL);

  for (guint i = muster_commit_get_n (commit); i-- > 0;)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);
      g_autoptr(GError) local = NULL;
      g_autoptr(json_t) before = muster_replica_group_before (self, &change->record, change->group, version, &local);
      gboolean exists = g_str_equal (change->group, MUSTER_GROUP_EXISTS);
      gboolean existed = muster_replica_existed_before (self, &change->record, version);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      /* A record that this commit made is archived as it is, so that redo need only bring it back. */
      if (!existed && !exists)
        continue;
      muster_commit_add_change (inverse, change->kind, &change->record, change->group, version,
                                before != NULL ? json_incref (before) : exists ? json_false () : json_object ());
    }
  return g_steal_pointer (&inverse);
}

static gboolean
take_back (MusterReplica *self, const char *sql, MusterOrigin origin, const char *nothing, gint64 *version, GArray *changed,
           GError **error)
{
  g_autoptr(GError) local = NULL;
  gint64 target = find_version (self, sql, &local);
  g_autoptr(MusterCommit) commit = NULL;
  g_autoptr(MusterCommit) inverse = NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (target == 0)
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND, nothing);
      return FALSE;
    }
  commit = muster_replica_read_commit (self, target, error);
  inverse = commit != NULL ? invert (self, commit, target, error) : NULL;
  return inverse != NULL && muster_replica_write (self, inverse, origin, target, version, changed, error);
}

gboolean
muster_replica_undo (MusterReplica *self, gint64 *version, GArray *changed, GError **error)
{
  return take_back (self, UNDOABLE, MUSTER_ORIGIN_UNDO,
                    _("There is nothing to undo: nothing was saved here since the programme was loaded."), version, changed,
                    error);
}

gboolean
muster_replica_redo (MusterReplica *self, gint64 *version, GArray *changed, GError **error)
{
  return take_back (self, REDOABLE, MUSTER_ORIGIN_REDO, _("There is nothing to redo."), version, changed, error);
}

/* ---- in words ----------------------------------------------------------------------------------------------------- */

static char *
describe_change (MusterReplica *self, const MusterChange *change, gboolean made)
{
  const MusterKind *kind = muster_kind_by_name (change->kind);
  g_autofree char *title = muster_replica_get_title (self, &change->record);

  if (kind == NULL || title == NULL)
    return g_strdup (_("a change"));
  if (made)
    /* Translators: what undo takes back: the kind of a record that was added, and its title */
    return g_strdup_printf (_("adding %s “%s”"), _(kind->article), title);
  if (g_str_equal (change->group, MUSTER_GROUP_EXISTS))
    return g_strdup_printf (json_is_true (change->value) ? _("bringing back “%s”") : _("archiving “%s”"), title);
  /* Translators: what undo takes back: the name of a field, and the title of its record */
  return g_strdup_printf (_("%s of “%s”"), muster_kind_group_label (kind, change->group), title);
}

static char *
describe (MusterReplica *self, const char *sql)
{
  gint64 version = find_version (self, sql, NULL);
  g_autoptr(MusterCommit) commit = version != 0 ? muster_replica_read_commit (self, version, NULL) : NULL;
  const MusterChange *first;

  if (commit == NULL || muster_commit_get_n (commit) == 0)
    return NULL;
  first = muster_commit_get_change (commit, 0);
  return describe_change (self, first, !muster_replica_existed_before (self, &first->record, version));
}

char *
muster_replica_describe_undo (MusterReplica *self)
{
  return describe (self, UNDOABLE);
}

/* The undo that a redo takes back says what it took back in the other direction: name what comes again. */
char *
muster_replica_describe_redo (MusterReplica *self)
{
  gint64 undo = find_version (self, REDOABLE, NULL);
  g_autoptr(MusterStatement) statement = NULL;
  g_autoptr(MusterCommit) commit = NULL;
  const MusterChange *first;
  gboolean row;
  gint64 target;

  if (undo == 0)
    return NULL;
  statement = muster_db_prepare (self->db, "SELECT undoes FROM log_commit WHERE version = ?1", NULL);
  if (statement == NULL)
    return NULL;
  muster_statement_bind_number (statement, 1, undo);
  if (!muster_statement_step (statement, &row, NULL) || !row)
    return NULL;
  target = muster_statement_get_number (statement, 0);
  commit = muster_replica_read_commit (self, target, NULL);
  if (commit == NULL || muster_commit_get_n (commit) == 0)
    return NULL;
  first = muster_commit_get_change (commit, 0);
  return describe_change (self, first, !muster_replica_existed_before (self, &first->record, target));
}

/* ---- restoring an earlier state ----------------------------------------------------------------------------------- */

static gboolean
add_restored_groups (MusterReplica *self, const MusterId *id, gint64 at_version, MusterCommit *commit, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT field_group, kind, max (version) FROM log_change WHERE record = ?1 AND field_group <> '_ref'"
                                 " GROUP BY field_group HAVING max (version) > ?2", error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, id, sizeof *id);
  muster_statement_bind_number (statement, 2, at_version);
  while (row)
    {
      if (!muster_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        {
          const char *group = muster_statement_get_text (statement, 0);
          json_t *before = muster_replica_group_before (self, id, group, at_version + 1, error);

          if (before == NULL && error != NULL && *error != NULL)
            return FALSE;
          muster_commit_add_change (commit, muster_statement_get_text (statement, 1), id, group,
                                    muster_statement_get_number (statement, 2), before != NULL ? before : json_object ());
        }
    }
  return TRUE;
}

gboolean
muster_replica_restore (MusterReplica *self, const MusterId *id, gint64 at_version, gint64 *version, GArray *changed,
                        GError **error)
{
  g_autoptr(MusterCommit) commit = muster_commit_new (_("Restored an earlier state"));
  g_autoptr(GError) local = NULL;

  if (!add_restored_groups (self, id, at_version, commit, &local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return muster_replica_write (self, commit, MUSTER_ORIGIN_EDIT, 0, version, changed, error);
}
