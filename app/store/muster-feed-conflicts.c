/* muster-feed-conflicts.c - what needs a person: open conflicts, and own commits that the endpoint did not take.
 *
 * Both are readings of the log: a conflict is open until a later change settles it, wherever that was made.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-feed-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
clear_side (MusterConflictSide *side)
{
  g_free (side->actor);
  json_decref (side->value);
  g_free (side->display);
}

void
muster_conflict_free (MusterConflict *self)
{
  if (self == NULL)
    return;
  clear_side (&self->current);
  clear_side (&self->other);
  clear_side (&self->before);
  clear_side (&self->archival);
  g_free (self->kind_name);
  g_free (self->title);
  g_free (self->ref_code);
  g_free (self->group);
  g_free (self->label);
  g_free (self);
}

/* ---- sides ------------------------------------------------------------------------------------------------------- */

static gboolean
knows_group (const MusterKind *kind, const char *group)
{
  for (guint i = 0; kind != NULL && i < kind->n_fields; i++)
    if (g_str_equal (muster_field_get_group (&kind->fields[i]), group))
      return TRUE;
  return FALSE;
}

/* What a newer version calls something else is shown as it is, and so is what it alone has in a group. */
char *
muster_feed_display_value (MusterReplica *self, const MusterKind *kind, const char *group, json_t *value)
{
  g_autofree char *shown = NULL;

  if (value == NULL)
    return g_strdup ("");
  if (g_str_equal (group, MUSTER_GROUP_EXISTS))
    return g_strdup (json_is_true (value) ? _("Not archived") : _("Archived"));
  if (g_str_equal (group, MUSTER_GROUP_REF_CODE))
    return g_strdup (json_string_value (value) != NULL ? json_string_value (value) : "");
  if (!knows_group (kind, group))
    return muster_json_to_text (value);
  shown = muster_history_display_group (self, kind, group, NULL, value, NULL);
  return *shown != '\0' || json_object_size (value) == 0 ? g_steal_pointer (&shown) : muster_json_to_text (value);
}

char *
muster_feed_label_group (const MusterKind *kind, const char *group)
{
  if (g_str_equal (group, MUSTER_GROUP_EXISTS))
    return g_strdup (_("Archived"));
  if (g_str_equal (group, MUSTER_GROUP_REF_CODE))
    return g_strdup (_("Number"));
  return g_strdup (knows_group (kind, group) ? muster_kind_group_label (kind, group) : group);
}

/* The row: version, i, actor, at, value. */
static gboolean
read_side (MusterReplica *self, const MusterConflict *conflict, const char *group, MusterStatement *statement,
           MusterConflictSide *side, GError **error)
{
  const char *text = muster_statement_get_text (statement, 4);

  side->version = muster_statement_get_number (statement, 0);
  side->index = (guint) muster_statement_get_number (statement, 1);
  side->actor = g_strdup (muster_statement_get_text (statement, 2));
  side->at = muster_statement_get_number (statement, 3);
  side->value = muster_json_from_text (text, strlen (text), error);
  side->display = muster_feed_display_value (self, conflict->kind, group, side->value);
  return side->value != NULL;
}

/* The change to the group at version; 0: the one that counts now. A side that is not here has no value. */
static gboolean
find_side (MusterReplica *self, const MusterConflict *conflict, const char *group, gint64 version, gint64 index,
           MusterConflictSide *side, GError **error)
{
  static const char head[] =
    "SELECT h.version, h.i, c.actor, c.at, coalesce (h.merged, h.value) FROM log_change h JOIN log_commit c ON "
    "c.version = h.version"
    " WHERE h.record = ?1 AND h.field_group = ?2 AND " MUSTER_SQL_COUNTS " ORDER BY h.version DESC, h.i DESC LIMIT 1";
  static const char at[] =
    "SELECT h.version, h.i, c.actor, c.at, coalesce (h.merged, h.value) FROM log_change h JOIN log_commit c ON "
    "c.version = h.version"
    " WHERE h.record = ?1 AND h.field_group = ?2 AND h.version = ?3 AND (?4 < 0 OR h.i = ?4) ORDER BY h.i DESC LIMIT 1";
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, version == 0 ? head : at, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, &conflict->record, sizeof conflict->record);
  muster_statement_bind_text (statement, 2, group);
  if (version != 0)
    {
      muster_statement_bind_number (statement, 3, version);
      muster_statement_bind_number (statement, 4, index);
    }
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    return read_side (self, conflict, group, statement, side, error);
  side->version = version;
  side->display = g_strdup ("");
  return TRUE;
}

/* ---- conflicts --------------------------------------------------------------------------------------------------- */

static gboolean
describe_record (MusterReplica *self, MusterConflict *conflict, GError **error)
{
  g_autoptr(MusterRecord) record = muster_replica_load_plain (self, &conflict->record, NULL, NULL);

  if (record != NULL)
    conflict->title = muster_record_dup_title (record);
  else if (conflict->kind != NULL)
    conflict->title = g_strdup (_("(not on this computer)"));
  else
    /* TRANSLATORS: %s is the name of a kind of records as a newer version writes it, "hovercraft" */
    conflict->title = g_strdup_printf (_("(a “%s”, which a newer Muster shows)"), conflict->kind_name);
  conflict->ref_code = record != NULL ? g_strdup (muster_record_get_ref_code (record)) : NULL;
  conflict->label = muster_feed_label_group (conflict->kind, conflict->group);
  return record == NULL || !muster_record_is_archived (record)
         || find_side (self, conflict, MUSTER_GROUP_EXISTS, 0, 0, &conflict->archival, error);
}

/* A decision to keep what was there says again what somebody had said before: from version to the first of those that
 * follow one another with one value. */
static gboolean
find_first_to_say (MusterReplica *self, const MusterConflict *conflict, json_t *value, gint64 *version, GError **error)
{
  gboolean same = TRUE;

  while (same && *version != 0)
    {
      g_autoptr(GError) local = NULL;
      gint64 before =
        muster_replica_group_head_before (self, &conflict->record, conflict->group, *version, &local);
      g_autoptr(json_t) said = local == NULL && before != 0
                                 ? muster_replica_group_before (self, &conflict->record, conflict->group, *version,
                                                                &local)
                                 : NULL;

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      same = said != NULL && value != NULL && json_equal (said, value);
      if (same)
        *version = before;
    }
  return TRUE;
}

/* Whoever put it back did not say it. */
static gboolean
credit_origin (MusterReplica *self, const MusterConflict *conflict, MusterConflictSide *side, GError **error)
{
  g_autoptr(MusterStatement) statement = NULL;
  gint64 version = side->version;
  gboolean row;

  if (!muster_log_find_origin (self, &conflict->record, conflict->group, &version, error)
      || !find_first_to_say (self, conflict, side->value, &version, error))
    return FALSE;
  if (version == side->version || version == 0)
    return TRUE;
  statement = muster_db_prepare (self->db, "SELECT actor, at FROM log_commit WHERE version = ?1", error);
  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, version);
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      g_free (side->actor);
      side->actor = g_strdup (muster_statement_get_text (statement, 0));
      side->at = muster_statement_get_number (statement, 1);
    }
  return TRUE;
}

/* The row: version, i, record, kind, field_group, base. */
static gboolean
read_conflict (MusterReplica *self, MusterStatement *statement, GPtrArray *conflicts, GError **error)
{
  const MusterKind *kind = muster_kind_by_name (muster_statement_get_text (statement, 3));
  gint64 base = muster_statement_get_number (statement, 5);
  MusterConflict *conflict;

  conflict = g_new0 (MusterConflict, 1);
  g_ptr_array_add (conflicts, conflict);
  conflict->kind = kind;
  conflict->kind_name = g_strdup (muster_statement_get_text (statement, 3));
  conflict->group = g_strdup (muster_statement_get_text (statement, 4));
  if (!muster_statement_get_id (statement, 2, &conflict->record))
    return TRUE;
  if (base == 0)
    conflict->before.display = g_strdup ("");
  return describe_record (self, conflict, error)
         && find_side (self, conflict, conflict->group, 0, 0, &conflict->current, error)
         && credit_origin (self, conflict, &conflict->current, error)
         && find_side (self, conflict, conflict->group, muster_statement_get_number (statement, 0),
                       muster_statement_get_number (statement, 1), &conflict->other, error)
         && (base == 0 || find_side (self, conflict, conflict->group, base, -1, &conflict->before, error));
}

GPtrArray *
muster_replica_conflicts (MusterReplica *self, const MusterId *id, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (
    self->db,
    id != NULL ? "SELECT version, i, record, kind, field_group, base FROM open_conflict WHERE record = ?1"
                 " ORDER BY version, i"
               : "SELECT version, i, record, kind, field_group, base FROM open_conflict ORDER BY version, i",
    error);
  g_autoptr(GPtrArray) conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_conflict_free);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  if (id != NULL)
    muster_statement_bind_blob (statement, 1, id, sizeof *id);
  while (row)
    if (!muster_statement_step (statement, &row, error) || (row && !read_conflict (self, statement, conflicts, error)))
      return NULL;
  return g_steal_pointer (&conflicts);
}

guint
muster_replica_count_conflicts (MusterReplica *self)
{
  return (guint) muster_db_get_number (self->db, "SELECT count(*) FROM open_conflict", NULL);
}

MusterCommit *
muster_conflict_settle (const MusterConflict *conflict, json_t *value)
{
  MusterCommit *commit = muster_commit_new (_("Settled a conflict"));
  gboolean exists = g_str_equal (conflict->group, MUSTER_GROUP_EXISTS);

  muster_commit_add_change (commit, conflict->kind_name, &conflict->record, conflict->group, conflict->current.version,
                            value != NULL ? json_incref (value) : exists ? json_false () : json_object ());
  muster_commit_edit_change (commit, 0)->settles = conflict->other.version;
  return commit;
}

/* ---- refused ----------------------------------------------------------------------------------------------------- */

void
muster_refused_free (MusterRefused *self)
{
  if (self == NULL)
    return;
  muster_commit_unref (self->commit);
  g_free (self->type);
  g_free (self->detail);
  g_free (self);
}

static gboolean
read_refused (MusterReplica *self, MusterStatement *statement, GPtrArray *refused, GError **error)
{
  MusterRefused *one = g_new0 (MusterRefused, 1);

  g_ptr_array_add (refused, one);
  one->version = muster_statement_get_number (statement, 0);
  one->n = muster_statement_get_number (statement, 1);
  one->at = muster_statement_get_number (statement, 2);
  one->type = g_strdup (muster_statement_get_text (statement, 3));
  one->detail = g_strdup (muster_statement_get_text (statement, 4));
  one->resent = muster_statement_get_number (statement, 6) != 0;
  one->again = muster_statement_get_number (statement, 7) != 0;
  one->commit = muster_log_read_changes (self, one->version, muster_statement_get_text (statement, 5), error);
  return one->commit != NULL;
}

static GPtrArray *
list_refused (MusterReplica *self, const char *sql, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, sql, error);
  g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_refused_free);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  while (row)
    if (!muster_statement_step (statement, &row, error) || (row && !read_refused (self, statement, refused, error)))
      return NULL;
  return g_steal_pointer (&refused);
}

/* What was sent again and refused again stands where it stood at first. */
#define SQL_REFUSED                                                                                                    \
  "SELECT r.version, c.n, c.at, r.type, r.detail, c.reason, a.version IS NOT NULL,"                                    \
  " EXISTS (SELECT 1 FROM refused o WHERE o.resent = c.n),"                                                            \
  " (WITH RECURSIVE before (version, n) AS (SELECT r.version, c.n UNION SELECT o.version, oc.n FROM before"            \
  "    JOIN refused o ON o.resent = before.n JOIN log_commit oc ON oc.version = o.version)"                            \
  "  SELECT min (version) FROM before) AS place"                                                                       \
  " FROM refused r JOIN log_commit c ON c.version = r.version LEFT JOIN refused_resent a ON a.version = r.version"     \
  " WHERE "
#define SQL_SHOWN "r.dismissed = 0 AND r.version NOT IN (SELECT version FROM refused_resent)"
#define SQL_AWAY  "r.dismissed = 1 AND r.version NOT IN (SELECT version FROM refused_resent)"

GPtrArray *
muster_replica_refused (MusterReplica *self, GError **error)
{
  return list_refused (self, SQL_REFUSED SQL_SHOWN " ORDER BY place, r.version", error);
}

GPtrArray *
muster_replica_dismissed (MusterReplica *self, GError **error)
{
  return list_refused (self, SQL_REFUSED "NOT (" SQL_SHOWN ") ORDER BY place, r.version", error);
}

guint
muster_replica_count_refused (MusterReplica *self)
{
  return (guint) muster_db_get_number (self->db, "SELECT count(*) FROM refused r WHERE " SQL_SHOWN, NULL);
}

guint
muster_replica_count_dismissed (MusterReplica *self)
{
  return (guint) muster_db_get_number (self->db, "SELECT count(*) FROM refused r WHERE " SQL_AWAY, NULL);
}

/* by: the second parameter, where sql has one. */
static gboolean
decide_refused (MusterReplica *self, const char *sql, gint64 version, gint64 by, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, sql, error);
  g_autofree char *text = NULL;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, version);
  if (strstr (sql, "?2") != NULL)
    muster_statement_bind_number (statement, 2, by);
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  /* The change of a statement with RETURNING is done when it has nothing more to return. */
  if (row)
    return muster_statement_step (statement, &row, error);
  text = muster_version_to_text (version);
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND, _("No refused save with the version %s is listed."), text);
  return FALSE;
}

gboolean
muster_replica_dismiss_refused (MusterReplica *self, gint64 version, GError **error)
{
  return decide_refused (self,
                         "UPDATE refused SET dismissed = 1 WHERE version = ?1 AND dismissed = 0 RETURNING version",
                         version, 0, error);
}

gboolean
muster_replica_recall_refused (MusterReplica *self, gint64 version, GError **error)
{
  return decide_refused (self,
                         "UPDATE refused SET dismissed = 0 WHERE version = ?1 AND dismissed = 1 RETURNING version",
                         version, 0, error);
}

gboolean
muster_replica_mark_resent (MusterReplica *self, gint64 version, gint64 by, GError **error)
{
  return decide_refused (self,
                         "UPDATE refused SET resent = (SELECT n FROM log_commit WHERE version = ?2),"
                         " dismissed = CASE ?2 WHEN 0 THEN 2 ELSE dismissed END WHERE version = ?1 RETURNING version",
                         version, by, error);
}
