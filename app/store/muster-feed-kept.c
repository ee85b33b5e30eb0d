/* muster-feed-kept.c - what somebody saved and what does not count: own saves that the endpoint did not take, and those
 * of others that it lost. Both are kept for a person to read, and to save anew.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-feed-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- as a person reads it ---------------------------------------------------------------------------------------- */

void
muster_said_free (MusterSaid *self)
{
  if (self == NULL)
    return;
  g_free (self->kind_name);
  g_free (self->title);
  g_free (self->ref_code);
  g_free (self->group);
  g_free (self->label);
  g_free (self->display);
  g_free (self);
}

/* What was said last of a group by whatever is kept, counting or not. */
static json_t *
find_said (MusterReplica *self, const MusterId *record, const char *group)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db,
                       "SELECT value FROM (SELECT version, i, value FROM log_change"
                       "  WHERE record = ?1 AND field_group = ?2"
                       " UNION ALL SELECT version, i, value FROM aside_change WHERE record = ?1 AND field_group = ?2)"
                       " ORDER BY version DESC, i DESC LIMIT 1",
                       NULL);
  const char *text;
  gboolean row;

  if (statement == NULL)
    return NULL;
  muster_statement_bind_blob (statement, 1, record, sizeof *record);
  muster_statement_bind_text (statement, 2, group);
  if (!muster_statement_step (statement, &row, NULL) || !row)
    return NULL;
  text = muster_statement_get_text (statement, 0);
  return muster_json_from_text (text, strlen (text), NULL);
}

static json_t *
find_in_commit (const MusterCommit *commit, const MusterId *record, const char *group)
{
  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);

      if (muster_id_equal (&change->record, record) && g_str_equal (change->group, group))
        return json_incref (change->value);
    }
  return NULL;
}

/* What the commit says of a group, which may be of somebody else and nowhere here; else what is kept. */
static json_t *
find_last (MusterReplica *self, const MusterCommit *commit, const MusterId *record, const char *group)
{
  json_t *value = find_in_commit (commit, record, group);

  return value != NULL ? value : find_said (self, record, group);
}

/* A record that never came to be, or is no longer: made of what is kept of it. */
static MusterRecord *
make_up_record (MusterReplica *self, const MusterKind *kind, const MusterCommit *commit, const MusterId *id)
{
  MusterRecord *record = muster_record_new (kind, id);
  g_autoptr(json_t) code = find_last (self, commit, id, MUSTER_GROUP_REF_CODE);
  g_autofree char *departed = code == NULL ? muster_feed_departed_code (self, id) : NULL;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const char *group = muster_field_get_group (&kind->fields[i]);
      g_autoptr(json_t) value = NULL;

      if (muster_field_is_derived (&kind->fields[i]) || muster_record_get_at (record, i) != NULL)
        continue;
      value = find_last (self, commit, id, group);
      if (value != NULL)
        muster_group_from_json (record, group, value, NULL);
    }
  muster_record_set_ref_code (record, code != NULL ? json_string_value (code) : departed);
  return record;
}

static void
describe_value (MusterReplica *self, MusterSaid *said, const MusterChange *change)
{
  if (!g_str_equal (change->group, MUSTER_GROUP_EXISTS))
    {
      said->label = muster_feed_label_group (said->kind, change->group);
      said->display = muster_feed_display_value (self, said->kind, change->group, change->value);
      return;
    }
  said->label = g_strdup (!json_is_true (change->value) ? _("Archived") : change->base == 0 ? _("Added")
                                                                                            : _("Brought back"));
  said->display = g_strdup ("");
}

/* What is made up of a record has its title, or all of it: the commit makes it. */
static gboolean
is_known (MusterRecord *record, const MusterCommit *commit)
{
  const MusterField *field = muster_kind_title_field (muster_record_get_kind (record));
  g_autoptr(json_t) made = find_in_commit (commit, muster_record_get_id (record), MUSTER_GROUP_EXISTS);

  return json_is_true (made) || (field != NULL && muster_record_has (record, field->name));
}

static char *
name_absent (const MusterKind *kind)
{
  /* Translators: in place of the title of a record: "Risk that is not on this computer" */
  return g_strdup_printf (_("%s that is not on this computer"), _(kind->singular));
}

static MusterSaid *
describe_change (MusterReplica *self, const MusterCommit *commit, const MusterChange *change)
{
  MusterSaid *said = g_new0 (MusterSaid, 1);
  g_autoptr(MusterRecord) record = muster_replica_load_plain (self, &change->record, NULL, NULL);

  said->record = change->record;
  said->kind = muster_kind_by_name (change->kind);
  said->kind_name = g_strdup (change->kind);
  said->group = g_strdup (change->group);
  said->here = record != NULL;
  if (record == NULL && said->kind != NULL)
    record = make_up_record (self, said->kind, commit, &change->record);
  if (record != NULL)
    {
      said->title = said->here || is_known (record, commit) ? muster_record_dup_title (record)
                                                            : name_absent (said->kind);
      said->ref_code = g_strdup (muster_record_get_ref_code (record));
    }
  describe_value (self, said, change);
  return said;
}

GPtrArray *
muster_replica_describe (MusterReplica *self, const MusterCommit *commit)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_said_free);

  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    g_ptr_array_add (list, describe_change (self, commit, muster_commit_get_change (commit, i)));
  return list;
}

/* ---- saving it anew ---------------------------------------------------------------------------------------------- */

static gboolean
makes_record (const MusterCommit *commit, const MusterId *record)
{
  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);

      if (g_str_equal (change->group, MUSTER_GROUP_EXISTS) && json_is_true (change->value)
          && muster_id_equal (&change->record, record))
        return TRUE;
    }
  return FALSE;
}

/* Whether there is, or will be, a record for the change. */
static gboolean
check_record (MusterReplica *self, const MusterCommit *commit, const MusterChange *change, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(MusterSaid) said = NULL;

  if (muster_kind_by_name (change->kind) == NULL || muster_replica_find (self, &change->record, NULL, &local) != NULL)
    return TRUE;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (makes_record (commit, &change->record))
    return TRUE;
  said = describe_change (self, commit, change);
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
               _("“%s” is not on this computer, so that nothing can be set there. Where the save that made it is "
                 "listed too, save that anew first."), said->title);
  return FALSE;
}

/* FALSE: one of its groups is not as this version has it. */
static gboolean
lay_on (MusterRecord *record, const MusterCommit *commit, GError **error)
{
  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);

      if (muster_id_equal (&change->record, muster_record_get_id (record)) && json_is_object (change->value)
          && !muster_group_from_json (record, change->group, change->value, error))
        return FALSE;
    }
  return TRUE;
}

MusterRecord *
muster_replica_get_as_said (MusterReplica *self, const MusterCommit *commit, const MusterId *id, GError **error)
{
  g_autoptr(MusterRecord) record = muster_replica_load_plain (self, id, NULL, NULL);

  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);

      if (!muster_id_equal (&change->record, id))
        continue;
      if (!check_record (self, commit, change, error))
        return NULL;
      if (record == NULL)
        record = make_up_record (self, muster_kind_by_name (change->kind), commit, id);
    }
  return lay_on (record, commit, error) ? g_steal_pointer (&record) : NULL;
}

/* A number that another record has by now is left out: the save gives the next. */
static gboolean
is_number_free (MusterReplica *self, const json_t *code)
{
  g_autoptr(MusterRecord) other = muster_replica_get_by_code (self, json_string_value (code), NULL);

  return other == NULL;
}

static gboolean
is_wanted (MusterReplica *self, const MusterChange *change, const json_t *now)
{
  if (g_str_equal (change->group, MUSTER_GROUP_REF_CODE))
    return now == NULL && is_number_free (self, change->value);
  if (now == NULL)
    return !json_is_object (change->value) || json_object_size (change->value) > 0;
  return !json_equal (now, change->value);
}

static gboolean
renew_change (MusterReplica *self, const MusterCommit *commit, const MusterChange *change, MusterCommit *renewed,
              GError **error)
{
  g_autoptr(GError) local = NULL;
  gint64 head = muster_replica_group_head (self, &change->record, change->group, &local);
  g_autoptr(json_t) now = NULL;

  if (local == NULL)
    now = muster_replica_group_before (self, &change->record, change->group, G_MAXINT64, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!check_record (self, commit, change, error))
    return FALSE;
  if (is_wanted (self, change, now))
    muster_commit_add_change (renewed, change->kind, &change->record, change->group, head, json_incref (change->value));
  return TRUE;
}

MusterCommit *
muster_replica_renew (MusterReplica *self, const MusterCommit *commit, const char *reason, GError **error)
{
  g_autoptr(MusterCommit) renewed = muster_commit_new (reason);

  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    if (!renew_change (self, commit, muster_commit_get_change (commit, i), renewed, error))
      return NULL;
  return g_steal_pointer (&renewed);
}

/* ---- set aside --------------------------------------------------------------------------------------------------- */

static MusterCommit *
read_aside (MusterReplica *self, gint64 version, const char *reason, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db,
                       "SELECT record, kind, field_group, base, value, i, settles, NULL, NULL FROM aside_change"
                       " WHERE version = ?1 ORDER BY i",
                       error);

  return statement != NULL ? muster_log_read_rows (statement, version, reason, error) : NULL;
}

GPtrArray *
muster_replica_set_aside (MusterReplica *self, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (
    self->db,
    "SELECT version, id, replica, n, actor, at, reason, origin, undoes, NULL, received, seen FROM aside_commit"
    " ORDER BY received, version",
    error);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_entry_free);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  while (row)
    {
      MusterEntry *entry;
      MusterCommitHeader header;

      if (!muster_statement_step (statement, &row, error))
        return NULL;
      if (!row || !muster_log_read_header (statement, &header))
        continue;
      entry = muster_feed_make_entry (&header, read_aside (self, header.version, header.reason, error));
      if (entry == NULL)
        return NULL;
      g_ptr_array_add (entries, entry);
    }
  return g_steal_pointer (&entries);
}

guint
muster_replica_count_aside (MusterReplica *self)
{
  return (guint) muster_db_get_number (self->db, "SELECT count(*) FROM aside_commit", NULL);
}

static gboolean
drop_aside (MusterReplica *self, gint64 version, GError **error)
{
  return muster_feed_run (self, "DELETE FROM aside_change WHERE version = ?1", version, 0, error)
         && muster_feed_run (self, "DELETE FROM aside_commit WHERE version = ?1", version, 0, error);
}

gboolean
muster_replica_drop_aside (MusterReplica *self, gint64 version, GError **error)
{
  if (!muster_db_begin (self->db, error))
    return FALSE;
  if (drop_aside (self, version, error) && muster_db_commit (self->db, error))
    return TRUE;
  muster_db_rollback (self->db);
  return FALSE;
}
