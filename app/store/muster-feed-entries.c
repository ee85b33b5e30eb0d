/* muster-feed-entries.c - what the endpoint took, into the log: own commits get their number, those of others come in,
 * and what is there already is left as it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-feed-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
fail_as_different (GError **error)
{
  g_set_error_literal (
    error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
    _("The server tells another story than before. Muster will compare both from the start; nothing is lost."));
  return FALSE;
}

/* ---- outcomes ---------------------------------------------------------------------------------------------------- */

static void
tell_outcome (MusterFeed *self, const MusterChange *change)
{
  self->result->n_conflicts += change->outcome == MUSTER_OUTCOME_CONFLICT;
  self->result->n_merged += change->outcome == MUSTER_OUTCOME_MERGED;
}

static void
renumbered_free (gpointer data)
{
  MusterRenumbered *self = data;

  g_free (self->was);
  g_free (self->is);
  g_free (self);
}

/* The row: record, field_group, value. */
static void
tell_number (MusterFeed *self, const MusterChange *change, const MusterId *record, MusterStatement *statement)
{
  const char *text = muster_statement_get_text (statement, 2);
  g_autoptr(json_t) was = NULL;
  MusterRenumbered *renumbered;

  if (change->outcome != MUSTER_OUTCOME_MERGED || !json_is_string (change->merged)
      || !g_str_equal (muster_statement_get_text (statement, 1), MUSTER_GROUP_REF_CODE))
    return;
  was = muster_json_from_text (text, strlen (text), NULL);
  if (!json_is_string (was) || json_equal (was, change->merged))
    return;
  if (self->result->renumbered == NULL)
    self->result->renumbered = g_ptr_array_new_with_free_func (renumbered_free);
  renumbered = g_new0 (MusterRenumbered, 1);
  renumbered->record = *record;
  renumbered->was = g_strdup (json_string_value (was));
  renumbered->is = g_strdup (json_string_value (change->merged));
  g_ptr_array_add (self->result->renumbered, renumbered);
}

static const char *
name_outcome (const MusterChange *change)
{
  if (change->gone)
    return MUSTER_OUTCOME_GONE;
  return change->outcome != MUSTER_OUTCOME_HEAD ? muster_outcome_to_name (change->outcome) : NULL;
}

static gboolean
set_outcome (MusterFeed *self, gint64 version, const MusterChange *change, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->replica->db,
                       "UPDATE log_change SET outcome = ?3, merged = ?4, settles = ?5 WHERE version = ?1 AND i = ?2"
                       " RETURNING record, field_group, value",
                       error);
  g_autofree char *merged = change->merged != NULL ? muster_json_to_text (change->merged) : NULL;
  gboolean row;
  MusterId record;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, version);
  muster_statement_bind_number (statement, 2, change->index);
  muster_statement_bind_text (statement, 3, name_outcome (change));
  muster_statement_bind_text (statement, 4, merged);
  muster_statement_bind_number (statement, 5, change->settles);
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return fail_as_different (error);
  if (muster_statement_get_id (statement, 0, &record))
    {
      muster_touched_add (self->touched, &record, muster_statement_get_text (statement, 1));
      tell_number (self, change, &record, statement);
    }
  tell_outcome (self, change);
  return TRUE;
}

/* ---- own commits ------------------------------------------------------------------------------------------------- */

/* A base on a commit that has its seq by now is that seq. The commits before it in the order of n all have one, but
 * those that were refused, on which nothing can stand: then the hash is another. */
static gboolean
resolve_bases (MusterFeed *self, const MusterEntry *entry, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->replica->db,
                       "UPDATE log_change SET base = coalesce ((SELECT version FROM log_commit WHERE replica = ?2"
                       " AND n = base - ?3 AND version < ?3), 0) WHERE version = ?1 AND +base >= ?3 RETURNING base",
                       error);
  const MusterId *replica = entry->stub ? &self->replica->id : &entry->replica;
  gboolean row = TRUE, fell = FALSE;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, entry->seq);
  muster_statement_bind_blob (statement, 2, replica, sizeof *replica);
  muster_statement_bind_number (statement, 3, MUSTER_VERSION_UNSENT);
  while (row)
    {
      if (!muster_statement_step (statement, &row, error))
        return FALSE;
      fell |= row && muster_statement_get_number (statement, 0) == 0;
    }
  return !fell || muster_log_rehash (self->replica, entry->seq, error);
}

static gboolean
set_base (MusterFeed *self, gint64 version, guint index, gint64 base, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (
    self->replica->db, "UPDATE log_change SET base = ?3 WHERE version = ?1 AND i = ?2 RETURNING i", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, version);
  muster_statement_bind_number (statement, 2, index);
  muster_statement_bind_number (statement, 3, base);
  return muster_statement_step (statement, &row, error) && (row || fail_as_different (error));
}

static gboolean
count_changes (MusterFeed *self, gint64 version, guint *n, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->replica->db, "SELECT count(*) FROM log_change WHERE version = ?1", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, version);
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  *n = (guint) muster_statement_get_number (statement, 0);
  return TRUE;
}

/* What its author was looking at, as the endpoint was told when it took it: a way back has put something else here. */
static gboolean
restore_bases (MusterFeed *self, const MusterEntry *entry, GError **error)
{
  guint n;

  if (!count_changes (self, entry->seq, &n, error))
    return FALSE;
  if (n != entry->bases->len)
    return fail_as_different (error);
  for (guint i = 0; i < entry->bases->len; i++)
    if (!set_base (self, entry->seq, i, g_array_index (entry->bases, gint64, i), error))
      return FALSE;
  return muster_feed_run (self->replica, "UPDATE log_commit SET seen = ?2 WHERE version = ?1", entry->seq, entry->seen,
                          error)
         && muster_log_rehash (self->replica, entry->seq, error);
}

/* A stub says of every change whether its author may see it; a full commit has only those that she may. */
static gboolean
move_commit (MusterFeed *self, gint64 version, const MusterEntry *entry, GError **error)
{
  const char *changes = entry->stub
                          ? "UPDATE log_change SET merged = NULL, settles = 0, outcome = NULL WHERE version = ?1"
                          : "UPDATE log_change SET merged = NULL, settles = 0,"
                            " outcome = CASE WHEN outcome = 'gone' THEN outcome END WHERE version = ?1";
  g_autoptr(MusterStatement) statement = muster_db_prepare (
    self->replica->db, "UPDATE log_commit SET version = ?2, received = ?3 WHERE version = ?1", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, version);
  muster_statement_bind_number (statement, 2, entry->seq);
  muster_statement_bind_number (statement, 3, entry->received);
  return muster_feed_run (self->replica, "DELETE FROM outbox WHERE version = ?1", version, 0, error)
         && muster_feed_run (self->replica, "DELETE FROM refused WHERE version = ?1", version, 0, error)
         && muster_statement_run (statement, error) /* its changes come along */
         && muster_feed_run (self->replica, changes, entry->seq, 0, error);
}

/* An unsent commit has become one of the endpoint. It keeps its value unless the endpoint made something else of it:
 * what is unsent stood on top of all, and so does the newest number. */
static gboolean
acknowledge (MusterFeed *self, gint64 version, const MusterEntry *entry, GError **error)
{
  guint n = muster_commit_get_n (entry->commit);

  if (!muster_feed_touch_commit (self, version, " AND outcome IN ('refused', 'gone')", error)
      || !move_commit (self, version, entry, error)
      || !(entry->bases != NULL ? restore_bases : resolve_bases) (self, entry, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const MusterChange *change = muster_commit_get_change (entry->commit, i);

      if (!set_outcome (self, entry->seq, change, error))
        return FALSE;
    }
  self->result->n_own++;
  return muster_feed_count_commit (self, entry->seq, 1, error);
}

static gboolean
take_stub (MusterFeed *self, const MusterEntry *entry, GError **error)
{
  gint64 version;

  if (!muster_feed_find_own (self, entry->n, &entry->id, &version, error))
    return FALSE;
  if (version < MUSTER_VERSION_UNSENT)
    return version == entry->seq || fail_as_different (error);
  return acknowledge (self, version, entry, error);
}

/* ---- commits in full --------------------------------------------------------------------------------------------- */

static gboolean
insert_entry (MusterFeed *self, MusterEntry *entry, GError **error)
{
  MusterCommitHeader header = {
    .version = entry->seq,
    .id = entry->id,
    .replica = entry->replica,
    .n = entry->n,
    .actor = entry->actor,
    .at = entry->at,
    .reason = muster_commit_get_reason (entry->commit),
    .origin = entry->origin != NULL ? entry->origin : "edit",
    .undoes = entry->undoes,
    .received = entry->received,
    .seen = entry->seen,
  };

  if (header.actor == NULL)
    header.actor = "";
  muster_entry_write_out (entry);
  if (!muster_log_insert (self->replica, entry->seq, &header, entry->commit, entry->texts, error))
    return FALSE;
  muster_digest_add (self->digest, entry->share, 1);
  for (guint i = 0; i < entry->texts->len; i++)
    {
      const MusterChange *change = muster_commit_get_change (entry->commit, i);

      tell_outcome (self, change);
      if (change->outcome == MUSTER_OUTCOME_HEAD || change->outcome == MUSTER_OUTCOME_MERGED)
        muster_touched_add_value (self->touched, change);
    }
  if (!muster_id_equal (&entry->replica, &self->replica->id))
    self->result->n_foreign++;
  return TRUE;
}

/* Whether a change is there, and whether out of sight. */
static gboolean
look_for_change (MusterFeed *self, gint64 version, guint index, gboolean *there, gboolean *gone, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (
    self->replica->db, "SELECT outcome IS 'gone' FROM log_change WHERE version = ?1 AND i = ?2", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, version);
  muster_statement_bind_number (statement, 2, index);
  if (!muster_statement_step (statement, there, error))
    return FALSE;
  *gone = *there && muster_statement_get_number (statement, 0) != 0;
  return TRUE;
}

static gboolean
complete_change (MusterFeed *self, gint64 version, const MusterChange *change, gboolean *added, GError **error)
{
  g_autofree char *text = NULL;
  gboolean there, gone;

  if (!look_for_change (self, version, change->index, &there, &gone, error))
    return FALSE;
  if (there && !gone)
    return TRUE;
  text = muster_json_to_text (change->value);
  if (gone ? !set_outcome (self, version, change, error)
                || !set_base (self, version, change->index, change->base, error)
           : !muster_log_insert_change (self->replica, version, change, text, error))
    return FALSE;
  *added = TRUE;
  muster_feed_count_change (self, version, change, text);
  muster_touched_add (self->touched, &change->record, change->group);
  if (!gone)
    tell_outcome (self, change);
  return TRUE;
}

/* Changes of a commit that we could not see when it came first. */
static gboolean
complete_entry (MusterFeed *self, gint64 version, const MusterEntry *entry, GError **error)
{
  gboolean added = FALSE;

  for (guint i = 0; i < muster_commit_get_n (entry->commit); i++)
    if (!complete_change (self, version, muster_commit_get_change (entry->commit, i), &added, error))
      return FALSE;
  return !added || muster_log_rehash (self->replica, version, error);
}

typedef enum { FOUND_NONE, FOUND_SAME, FOUND_UNTOLD, FOUND_OTHER } Found;

/* What has the id, the seq, or the number in its replica. UNTOLD: an own commit of that id, of which no page has told
 * yet, and which the endpoint has from a copy of this file. */
static gboolean
find_entry (MusterFeed *self, const MusterEntry *entry, gint64 *version, Found *found, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->replica->db, "SELECT version, id, replica, n FROM log_commit WHERE id = ?1 OR version = ?2"
                                          " OR (replica = ?3 AND n = ?4) ORDER BY id <> ?1", error);
  gboolean row, same_id, same_replica;
  MusterId id, replica;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, &entry->id, sizeof entry->id);
  muster_statement_bind_number (statement, 2, entry->seq);
  muster_statement_bind_blob (statement, 3, &entry->replica, sizeof entry->replica);
  muster_statement_bind_number (statement, 4, entry->n);
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  *found = FOUND_NONE;
  if (!row)
    return TRUE;
  *version = muster_statement_get_number (statement, 0);
  same_id = muster_statement_get_id (statement, 1, &id) && muster_id_equal (&id, &entry->id);
  same_replica = muster_statement_get_id (statement, 2, &replica) && muster_id_equal (&replica, &entry->replica);
  if (same_id && same_replica && muster_statement_get_number (statement, 3) == entry->n)
    *found = FOUND_SAME;
  else
    *found = same_id && !same_replica && *version >= MUSTER_VERSION_UNSENT ? FOUND_UNTOLD : FOUND_OTHER;
  return TRUE;
}

/* What was set aside when the endpoint did not know it has come again. */
static gboolean
drop_aside (MusterFeed *self, const MusterId *id, GError **error)
{
  static const char *const steps[] = {
    "DELETE FROM aside_change WHERE version IN (SELECT version FROM aside_commit WHERE id = ?1)",
    "DELETE FROM aside_commit WHERE id = ?1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr(MusterStatement) statement = muster_db_prepare (self->replica->db, steps[i], error);

      if (statement == NULL)
        return FALSE;
      muster_statement_bind_blob (statement, 1, id, sizeof *id);
      if (!muster_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

/* The number stays given: to nothing that is here. */
static gboolean
note_given (MusterFeed *self, gint64 version, GError **error)
{
  gint64 n = version - MUSTER_VERSION_UNSENT;

  return version >= MUSTER_VERSION_LEFT || n <= muster_meta_get_number (self->replica, MUSTER_META_GIVEN)
         || muster_meta_set_number (self->replica, MUSTER_META_GIVEN, n, error);
}

/* What stands on a commit that has got its seq stands on that. */
static gboolean
rebase (MusterFeed *self, gint64 version, gint64 seq, GError **error)
{
  g_autoptr(MusterStatement) statement = NULL;
  gboolean row = TRUE;

  statement = muster_db_prepare (self->replica->db,
                                 "UPDATE log_change SET base = ?2 WHERE base = ?1 AND base >= 549755813888"
                                 " RETURNING version",
                                 error);
  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, version);
  muster_statement_bind_number (statement, 2, seq);
  while (row)
    if (!muster_statement_step (statement, &row, error)
        || (row && !muster_log_rehash (self->replica, muster_statement_get_number (statement, 0), error)))
      return FALSE;
  return TRUE;
}

/* A save that this file and a copy of it both have, and that the copy was the first to send: it is the copy's now, and
 * one of this file no more. */
static gboolean
adopt (MusterFeed *self, gint64 version, MusterEntry *entry, GError **error)
{
  static const char *const steps[] = {
    "DELETE FROM outbox WHERE version = ?1",
    "DELETE FROM refused WHERE version = ?1",
    "DELETE FROM log_change WHERE version = ?1",
    "DELETE FROM log_commit WHERE version = ?1",
  };

  if (!muster_feed_touch_commit (self, version, "", error) || !note_given (self, version, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!muster_feed_run (self->replica, steps[i], version, 0, error))
      return FALSE;
  return insert_entry (self, entry, error) && rebase (self, version, entry->seq, error);
}

static gboolean
take_full (MusterFeed *self, MusterEntry *entry, GError **error)
{
  gint64 version = 0;
  Found found;

  if (!find_entry (self, entry, &version, &found, error))
    return FALSE;
  if (found == FOUND_NONE)
    return insert_entry (self, entry, error) && (!self->has_aside || drop_aside (self, &entry->id, error));
  if (found == FOUND_UNTOLD)
    return adopt (self, version, entry, error);
  if (found == FOUND_OTHER)
    return muster_id_equal (&entry->replica, &self->replica->id) ? muster_feed_fail_as_copy (error)
                                                                 : fail_as_different (error);
  if (version >= MUSTER_VERSION_UNSENT)
    return acknowledge (self, version, entry, error);
  return version == entry->seq ? complete_entry (self, version, entry, error) : fail_as_different (error);
}

gboolean
muster_feed_take_entry (MusterFeed *self, MusterEntry *entry, GError **error)
{
  return entry->stub ? take_stub (self, entry, error) : take_full (self, entry, error);
}
