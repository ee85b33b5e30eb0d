/* muster-feed-leave.c - what is taken out of the view: own commits that were refused, and records that moved out of
 * sight.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-feed-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
muster_feed_fail_as_copy (GError **error)
{
  g_set_error_literal (
    error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND,
    _("Another copy of this file has sent saves of its own. Muster goes on with a number of its own for this one."));
  return FALSE;
}

gboolean
muster_feed_touch_commit (MusterFeed *self, gint64 version, const char *where, GError **error)
{
  g_autofree char *sql = g_strconcat ("SELECT record, field_group FROM log_change WHERE version = ?1", where, NULL);
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->replica->db, sql, error);
  gboolean row = TRUE;
  MusterId record;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, version);
  while (row)
    {
      if (!muster_statement_step (statement, &row, error))
        return FALSE;
      if (row && muster_statement_get_id (statement, 0, &record))
        muster_touched_add (self->touched, &record, muster_statement_get_text (statement, 1));
    }
  return TRUE;
}

/* ---- refusals ---------------------------------------------------------------------------------------------------- */

/* Of one that was refused before, the endpoint that was put back knows but the number: the reason was the first. */
static gboolean
keep_refusal (MusterFeed *self, gint64 version, const MusterRefusal *refusal, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->replica->db, "INSERT OR IGNORE INTO refused (version, type, detail)"
                                             " VALUES (?1, ?2, ?3)", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, version);
  muster_statement_bind_text (statement, 2, refusal->type != NULL ? refusal->type : "");
  muster_statement_bind_text (statement, 3, refusal->detail != NULL ? refusal->detail : "");
  return muster_statement_run (statement, error);
}

gboolean
muster_feed_find_own (MusterFeed *self, gint64 n, const MusterId *id, gint64 *version, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (
    self->replica->db, "SELECT version FROM log_commit WHERE replica = ?1 AND n = ?2 AND id = ?3", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, &self->replica->id, sizeof self->replica->id);
  muster_statement_bind_number (statement, 2, n);
  muster_statement_bind_blob (statement, 3, id, sizeof *id);
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return muster_feed_fail_as_copy (error);
  *version = muster_statement_get_number (statement, 0);
  return TRUE;
}

static gboolean
is_in (MusterFeed *self, const char *sql, gint64 version, gboolean *is, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->replica->db, sql, error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, version);
  return muster_statement_step (statement, is, error);
}

/* Refused because the endpoint has it from a copy of this file, of which a page has told. */
static gboolean
is_told (MusterFeed *self, const MusterId *id, gboolean *told, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->replica->db, "SELECT 1 FROM log_commit WHERE id = ?1 AND version < ?2", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, id, sizeof *id);
  muster_statement_bind_number (statement, 2, MUSTER_VERSION_UNSENT);
  return muster_statement_step (statement, told, error);
}

gboolean
muster_feed_take_refusal (MusterFeed *self, const MusterRefusal *refusal, GError **error)
{
  gboolean waits = FALSE, told = FALSE, refused = FALSE;
  gint64 version;

  if (!is_told (self, &refusal->id, &told, error))
    return FALSE;
  if (told)
    return TRUE;
  if (!muster_feed_find_own (self, refusal->n, &refusal->id, &version, error)
      || !is_in (self, "SELECT 1 FROM outbox WHERE version = ?1", version, &waits, error)
      || !is_in (self, "SELECT 1 FROM refused WHERE version = ?1", version, &refused, error))
    return FALSE;
  if (!waits) /* known already */
    return TRUE;
  self->result->n_refused += !refused;
  return muster_feed_touch_commit (self, version, "", error)
         && muster_feed_run (self->replica,
                             "UPDATE log_change SET outcome = 'refused' WHERE version = ?1 AND outcome IS NULL",
                             version, 0, error)
         && muster_feed_run (self->replica, "DELETE FROM outbox WHERE version = ?1", version, 0, error)
         && keep_refusal (self, version, refusal, error);
}

/* ---- letting go -------------------------------------------------------------------------------------------------- */

static gboolean
run_on_record (MusterFeed *self, const char *sql, const MusterId *record, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->replica->db, sql, error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, record, sizeof *record);
  if (strstr (sql, "?2") != NULL)
    muster_statement_bind_number (statement, 2, MUSTER_VERSION_UNSENT);
  if (strstr (sql, "?3") != NULL)
    muster_statement_bind_blob (statement, 3, &self->replica->id, sizeof self->replica->id);
  return muster_statement_run (statement, error);
}

/* Commits of others that named the record, before its changes go. */
static GArray *
list_commits (MusterFeed *self, const MusterId *record, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->replica->db,
                       "SELECT DISTINCT h.version FROM log_change h JOIN log_commit c ON c.version = h.version"
                       " WHERE h.record = ?1 AND h.version < ?2 AND c.replica <> ?3",
                       error);
  g_autoptr(GArray) versions = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  muster_statement_bind_blob (statement, 1, record, sizeof *record);
  muster_statement_bind_number (statement, 2, MUSTER_VERSION_UNSENT);
  muster_statement_bind_blob (statement, 3, &self->replica->id, sizeof self->replica->id);
  while (row)
    {
      gint64 version;

      if (!muster_statement_step (statement, &row, error))
        return NULL;
      version = row ? muster_statement_get_number (statement, 0) : 0;
      if (row)
        g_array_append_val (versions, version);
    }
  return g_steal_pointer (&versions);
}

/* A commit that says nothing any more goes; the hash of another is that of what is left of it. */
static gboolean
shrink_commits (MusterFeed *self, GArray *versions, GError **error)
{
  for (guint i = 0; i < versions->len; i++)
    {
      gint64 version = g_array_index (versions, gint64, i);

      if (!muster_feed_run (self->replica,
                            "DELETE FROM log_commit WHERE version = ?1"
                            " AND NOT EXISTS (SELECT 1 FROM log_change WHERE version = ?1)",
                            version, 0, error)
          || !muster_log_rehash (self->replica, version, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
muster_feed_let_go (MusterFeed *self, const MusterId *record, GError **error)
{
  g_autoptr(GArray) versions = list_commits (self, record, error);

  if (versions == NULL || !muster_feed_count_record (self, record, -1, error)
      || !muster_feed_note_departed (self, record, error))
    return FALSE;
  self->result->n_gone += muster_replica_find (self->replica, record, NULL, NULL) != NULL;
  muster_touched_add (self->touched, record, MUSTER_GROUP_EXISTS);
  return run_on_record (self,
                        "DELETE FROM log_change WHERE record = ?1 AND version < ?2"
                        " AND (SELECT replica FROM log_commit c WHERE c.version = log_change.version) <> ?3",
                        record, error)
         && run_on_record (self,
                           "UPDATE log_change SET outcome = 'gone', merged = NULL WHERE record = ?1 AND version < ?2",
                           record, error)
         && shrink_commits (self, versions, error)
         && run_on_record (self, "DELETE FROM aside_change WHERE record = ?1", record, error)
         && muster_db_run (self->replica->db,
                           "DELETE FROM aside_commit WHERE NOT EXISTS"
                           " (SELECT 1 FROM aside_change h WHERE h.version = aside_commit.version)",
                           error)
         && run_on_record (self, "DELETE FROM sync_fill WHERE is_record = 1 AND target = ?1", record, error);
}
