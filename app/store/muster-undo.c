/* muster-undo.c - undo and redo as readings of the log.
 *
 * There is no stack: what can be undone is the newest own edit or redo that no later commit takes back, and that came
 * after the last load. What can be redone is the newest undo that is not taken back and that no edit follows. Both put
 * each group back to what it was before the commit, as a commit of their own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-feed-private.h"
#include "muster-replica-private.h"

#include <glib/gi18n-lib.h>

/* Numbers of own commits (n) decide, not versions: these change when the endpoint takes a commit. What came out as
 * nothing but conflicts, or was refused, has nothing to take back. An undo that found the value there already, since
 * what it undoes was the decision to keep it, took back that decision. */
#define NOT_TAKEN_BACK \
  " AND NOT EXISTS (SELECT 1 FROM log_commit u WHERE u.replica = ?1 AND u.undoes = c.n)" \
  " AND EXISTS (SELECT 1 FROM log_change h WHERE h.version = c.version AND (h.outcome IS NULL OR h.outcome = 'merged'" \
  " OR (h.outcome = 'same' AND c.undoes IS NOT NULL)))"

#define UNDOABLE \
  "SELECT max (n) FROM log_commit c WHERE replica = ?1 AND origin IN ('edit', 'redo')" \
  " AND n > coalesce ((SELECT max (n) FROM log_commit WHERE replica = ?1 AND origin = 'load'), 0)" NOT_TAKEN_BACK

#define REDOABLE                                                                                                       \
  "SELECT max (n) FROM log_commit c WHERE replica = ?1 AND origin = 'undo'"                                            \
  " AND n > coalesce ((SELECT max (n) FROM log_commit WHERE replica = ?1 AND origin IN ('load', 'edit')), "            \
  "0)" NOT_TAKEN_BACK

/* The own number of the commit; 0: none. */
static gint64
find_target (MusterReplica *self, const char *sql, GError **error)
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

/* An undo puts back what was there before the version that it undoes. Two versions of one origin have the same
 * value. */
gboolean
muster_log_find_origin (MusterReplica *self, const MusterId *record, const char *group, gint64 *version,
                        GError **error)
{
  gint64 undoes = *version;

  while (undoes != 0 && *version != 0)
    {
      g_autoptr(MusterStatement) statement = muster_db_prepare (
        self->db,
        "SELECT u.version FROM log_commit c JOIN log_commit u ON u.replica = c.replica AND u.n = c.undoes"
        " WHERE c.version = ?1",
        error);
      g_autoptr(GError) local = NULL;
      gboolean row;

      if (statement == NULL)
        return FALSE;
      muster_statement_bind_number (statement, 1, *version);
      if (!muster_statement_step (statement, &row, error))
        return FALSE;
      undoes = row ? muster_statement_get_number (statement, 0) : 0;
      if (undoes != 0)
        *version = muster_replica_group_head_before (self, record, group, undoes, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

/* The head of a group, where nobody but undo and redo has touched it since version; version otherwise, which is refused
 * as stale. */
static gboolean
find_base (MusterReplica *self, const MusterChange *change, gint64 version, gint64 *base, GError **error)
{
  g_autoptr(GError) local = NULL;
  gint64 head = muster_replica_group_head (self, &change->record, change->group, &local);
  gint64 head_origin = head, origin = version;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!muster_log_find_origin (self, &change->record, change->group, &head_origin, error)
      || !muster_log_find_origin (self, &change->record, change->group, &origin, error))
    return FALSE;
  *base = head_origin == origin ? head : version;
  return TRUE;
}

/* The head, where it still has the value that was found there; version otherwise, which is refused as stale. */
static gboolean
find_same (MusterReplica *self, const MusterChange *change, gint64 version, gint64 *base, GError **error)
{
  g_autoptr(GError) local = NULL;
  gint64 head = muster_replica_group_head (self, &change->record, change->group, &local);
  g_autoptr(json_t) value =
    local == NULL ? muster_replica_group_before (self, &change->record, change->group, head + 1, &local) : NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *base = value != NULL && json_equal (value, change->value) ? head : version;
  return TRUE;
}

/* What puts the changes of a commit back; takes_back: it is an undo or redo. */
static MusterCommit *
invert (MusterReplica *self, const MusterCommit *commit, gint64 version, gboolean takes_back, GError **error)
{
  g_autoptr(MusterCommit) inverse = muster_commit_new (NULL);

  for (guint i = muster_commit_get_n (commit); i-- > 0;)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);
      g_autoptr(GError) local = NULL;
      g_autoptr(json_t) before = muster_replica_group_before (self, &change->record, change->group, version, &local);
      gboolean exists = g_str_equal (change->group, MUSTER_GROUP_EXISTS);
      gboolean existed = muster_replica_existed_before (self, &change->record, version);
      gboolean same = takes_back && change->outcome == MUSTER_OUTCOME_SAME;
      gint64 base;

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      /* What did not become the value needs no taking back. */
      if (change->outcome != MUSTER_OUTCOME_HEAD && change->outcome != MUSTER_OUTCOME_MERGED && !same)
        continue;
      /* A record that this commit made is archived as it is, so that redo need only bring it back. */
      if (!existed && !exists)
        continue;
      if (same ? !find_same (self, change, version, &base, error) : !find_base (self, change, version, &base, error))
        return NULL;
      muster_commit_add_change (inverse, change->kind, &change->record, change->group, base,
                                before != NULL ? json_incref (before) : exists ? json_false () : json_object ());
    }
  return g_steal_pointer (&inverse);
}

/* The number of what an own commit takes back; 0: nothing. */
static gint64
undone_by (MusterReplica *self, gint64 n)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT undoes FROM log_commit WHERE replica = ?1 AND n = ?2", NULL);
  gboolean row;

  if (statement == NULL)
    return 0;
  muster_statement_bind_blob (statement, 1, &self->id, sizeof self->id);
  muster_statement_bind_number (statement, 2, n);
  return muster_statement_step (statement, &row, NULL) && row ? muster_statement_get_number (statement, 0) : 0;
}

static gboolean
take_back (MusterReplica *self, const char *sql, MusterOrigin origin, const char *nothing, gint64 *version,
           GArray *changed, GError **error)
{
  g_autoptr(GError) local = NULL;
  gint64 target = find_target (self, sql, &local);
  gint64 at = target != 0 ? muster_log_find_own (self, target, &local) : 0;
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
  commit = muster_replica_read_commit (self, at, error);
  inverse = commit != NULL ? invert (self, commit, at, undone_by (self, target) != 0, error) : NULL;
  return inverse != NULL && muster_replica_write (self, inverse, origin, target, version, changed, error);
}

gboolean
muster_replica_undo (MusterReplica *self, gint64 *version, GArray *changed, GError **error)
{
  return take_back (self, UNDOABLE, MUSTER_ORIGIN_UNDO,
                    _("There is nothing to undo."), version,
                    changed, error);
}

gboolean
muster_replica_redo (MusterReplica *self, gint64 *version, GArray *changed, GError **error)
{
  return take_back (self, REDOABLE, MUSTER_ORIGIN_REDO, _("There is nothing to redo."), version, changed, error);
}

/* ---- in words ---------------------------------------------------------------------------------------------------- */

static gboolean
differ (json_t *a, json_t *b)
{
  return a != b && (a == NULL || b == NULL || !json_equal (a, b));
}

/* The one field of the group that was changed; that by which the group goes where there were several. */
static const char *
name_changed (MusterReplica *self, const MusterKind *kind, const MusterChange *change, gint64 version)
{
  g_autoptr(json_t) before = muster_replica_group_before (self, &change->record, change->group, version, NULL);
  const MusterField *changed = NULL;
  guint n = 0;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterField *field = &kind->fields[i];

      if (muster_field_is_derived (field) || !g_str_equal (muster_field_get_group (field), change->group)
          || !differ (json_object_get (before, field->name), json_object_get (change->value, field->name)))
        continue;
      changed = field;
      n++;
    }
  return n == 1 ? muster_field_get_label (changed) : muster_kind_group_label (kind, change->group);
}

/* What says where something stands in an outline. */
static gboolean
is_place (const MusterChange *change)
{
  return g_str_equal (change->group, "position")
         || (g_str_equal (change->group, "parent") && g_str_equal (change->kind, "deliverable"));
}

static char *
describe_change (MusterReplica *self, const MusterChange *change, gint64 version, gboolean made)
{
  const MusterKind *kind = muster_kind_by_name (change->kind);
  g_autofree char *title = muster_replica_get_title (self, &change->record);

  if (kind == NULL || title == NULL)
    return g_strdup (_("a change"));
  if (change->settles != 0)
    {
      g_autofree char *label = muster_feed_label_group (kind, change->group);

      /* Translators: what undo takes back: a conflict about a field of a record was settled */
      return g_strdup_printf (_("the decision on “%s” of “%s”"), label, title);
    }
  if (made)
    /* Translators: what undo takes back: the kind of a record that was added, and its title */
    return g_strdup_printf (_("adding %s “%s”"), _(kind->article), title);
  if (g_str_equal (change->group, MUSTER_GROUP_EXISTS))
    return g_strdup_printf (json_is_true (change->value) ? _("bringing back “%s”") : _("archiving “%s”"), title);
  if (is_place (change))
    /* Translators: what undo takes back: something was put elsewhere in its outline */
    return g_strdup_printf (_("moving “%s”"), title);
  /* Translators: what undo takes back: the name of a field, and the title of its record */
  return g_strdup_printf (_("changing “%s” of “%s”"), name_changed (self, kind, change, version), title);
}

/* Many records at once have no title in common. */
static char *
describe_many (const MusterChange *change, guint n)
{
  const MusterKind *kind = muster_kind_by_name (change->kind);

  if (kind == NULL)
    return g_strdup (_("a change"));
  if (g_str_equal (change->group, MUSTER_GROUP_EXISTS) && json_is_true (change->value))
    return g_strdup_printf (ngettext ("bringing back %u record", "bringing back %u records", n), n);
  if (g_str_equal (change->group, MUSTER_GROUP_EXISTS))
    return g_strdup_printf (ngettext ("archiving %u record", "archiving %u records", n), n);
  /* Translators: what undo takes back: the name of a field, and of how many records */
  return g_strdup_printf (ngettext ("changing “%s” of %u record", "changing “%s” of %u records", n),
                          muster_kind_group_label (kind, change->group), n);
}

/* Those of one record stand together in a commit. */
static guint
count_records (const MusterCommit *commit)
{
  guint n = 0;

  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    n += i == 0
         || !muster_id_equal (&muster_commit_get_change (commit, i)->record,
                              &muster_commit_get_change (commit, i - 1)->record);
  return n;
}

/* What is moved within an outline numbers those beside it anew: it is told by the one that also went elsewhere. */
static const MusterChange *
find_moved (const MusterCommit *commit)
{
  const MusterChange *moved = NULL;

  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);

      if (!is_place (change))
        return NULL;
      if (moved == NULL || !g_str_equal (change->group, "position"))
        moved = change;
    }
  return moved;
}

/* Conflicts that were settled at once. */
static char *
describe_decisions (guint n)
{
  return g_strdup_printf (ngettext ("the decision on %u conflict", "the decisions on %u conflicts", n), n);
}

/* A redo does again what a person did: that is named, not that an archived record came back. */
static char *
describe (MusterReplica *self, gint64 n)
{
  g_autoptr(MusterCommit) commit = NULL;
  const MusterChange *first;
  gint64 undo, version;
  gboolean made;

  while ((undo = undone_by (self, n)) != 0)
    n = undone_by (self, undo);
  version = n != 0 ? muster_log_find_own (self, n, NULL) : 0;
  commit = version != 0 ? muster_replica_read_commit (self, version, NULL) : NULL;
  if (commit == NULL || muster_commit_get_n (commit) == 0)
    return NULL;
  first = muster_commit_get_change (commit, 0);
  if (first->settles != 0 && muster_commit_get_n (commit) > 1)
    return describe_decisions (muster_commit_get_n (commit));
  made = !muster_replica_existed_before (self, &first->record, version);
  if (!made && count_records (commit) > 1 && find_moved (commit) != NULL)
    return describe_change (self, find_moved (commit), version, FALSE);
  if (!made && count_records (commit) > 1)
    return describe_many (first, count_records (commit));
  return describe_change (self, first, version, made);
}

char *
muster_replica_describe_undo (MusterReplica *self)
{
  return describe (self, find_target (self, UNDOABLE, NULL));
}

char *
muster_replica_describe_redo (MusterReplica *self)
{
  return describe (self, undone_by (self, find_target (self, REDOABLE, NULL)));
}

/* ---- restoring an earlier state ---------------------------------------------------------------------------------- */

/* The value of a group after version; an empty one where it had none. */
static json_t *
group_at (MusterReplica *self, const MusterId *id, const char *group, gint64 version, GError **error)
{
  g_autoptr(GError) local = NULL;
  json_t *value = muster_replica_group_before (self, id, group, version + 1, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (value == NULL)
    value = json_object ();
  return value;
}

/* What differs now from what it was. */
static gboolean
add_restored_group (MusterReplica *self, const MusterId *id, const char *kind, const char *group, gint64 head,
                    gint64 at_version, MusterCommit *commit, GError **error)
{
  g_autoptr(json_t) now = group_at (self, id, group, head, error);
  g_autoptr(json_t) then = now != NULL ? group_at (self, id, group, at_version, error) : NULL;

  if (then == NULL)
    return FALSE;
  if (!json_equal (now, then))
    muster_commit_add_change (commit, kind, id, group, head, json_incref (then));
  return TRUE;
}

static gboolean
add_restored_groups (MusterReplica *self, const MusterId *id, gint64 at_version, MusterCommit *commit, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (
    self->db,
    "SELECT field_group, kind, max (version) FROM log_change WHERE record = ?1 AND field_group <> '_ref'"
    " AND " MUSTER_SQL_COUNTS " GROUP BY field_group HAVING max (version) > ?2",
    error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, id, sizeof *id);
  muster_statement_bind_number (statement, 2, at_version);
  while (row)
    if (!muster_statement_step (statement, &row, error)
        || (row
            && !add_restored_group (self, id, muster_statement_get_text (statement, 1),
                                    muster_statement_get_text (statement, 0),
                                    muster_statement_get_number (statement, 2), at_version, commit, error)))
      return FALSE;
  return TRUE;
}

gboolean
muster_replica_restore (MusterReplica *self, const MusterId *id, gint64 at_version, gint64 *version, GArray *changed,
                        GError **error)
{
  g_autoptr(MusterCommit) commit = muster_commit_new (_("Restored an earlier state"));

  if (!muster_replica_resolve_version (self, &at_version, error))
    return FALSE;
  if (!muster_replica_existed_before (self, id, at_version + 1))
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND,
                           _("This record was not there yet then. Choose a later state of it."));
      return FALSE;
    }
  return add_restored_groups (self, id, at_version, commit, error)
         && muster_replica_write (self, commit, MUSTER_ORIGIN_EDIT, 0, version, changed, error);
}
