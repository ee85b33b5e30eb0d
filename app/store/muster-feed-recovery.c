/* muster-feed-recovery.c - when the endpoint was put back from a backup, and when this file is a copy of another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-feed-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
run_for (MusterReplica *self, const char *sql, const MusterId *replica, gint64 second, gint64 third, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, replica, sizeof *replica);
  if (strstr (sql, "?2") != NULL)
    muster_statement_bind_number (statement, 2, second);
  if (strstr (sql, "?3") != NULL)
    muster_statement_bind_number (statement, 3, third);
  return muster_statement_run (statement, error);
}

/* A save that the endpoint has from a copy of this file was refused for nothing else, and it may lack it by now; what a
 * person has put away stays where she put it. */
#define ONLY_KNOWN "type = 'known' AND dismissed = 0"

/* ---- rewinding --------------------------------------------------------------------------------------------------- */

static gboolean
touch_after (MusterReplica *self, MusterTouched *touched, gint64 seq, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT DISTINCT record, field_group FROM log_change WHERE version > ?1", error);
  gboolean row = TRUE;
  MusterId record;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, seq);
  while (row)
    {
      if (!muster_statement_step (statement, &row, error))
        return FALSE;
      if (row && muster_statement_get_id (statement, 0, &record))
        muster_touched_add (touched, &record, muster_statement_get_text (statement, 1));
    }
  return TRUE;
}

/* An endpoint that was put back gives its numbers again, so that one may be taken by what was set aside before: that
 * gets another, which is but what it is called here. */
static gboolean
free_numbers (MusterReplica *self, gint64 common, GError **error)
{
  static const char taken[] = " WHERE version IN (SELECT version FROM log_commit WHERE version > ?2 AND version < ?3"
                              " AND replica <> ?1)";
  gint64 most = muster_db_get_number (self->db, "SELECT max (coalesce ((SELECT max (version) FROM aside_commit), 0),"
                                                " (SELECT coalesce (max (seq), 0) FROM sync_cursor))", NULL);
  g_autofree char *changes =
    g_strdup_printf ("UPDATE aside_change SET version = version + %" G_GINT64_FORMAT "%s", most, taken);
  g_autofree char *commits =
    g_strdup_printf ("UPDATE aside_commit SET version = version + %" G_GINT64_FORMAT "%s", most, taken);

  return run_for (self, changes, &self->id, common, MUSTER_VERSION_UNSENT, error)
         && run_for (self, commits, &self->id, common, MUSTER_VERSION_UNSENT, error);
}

/* Those of others go, but where keep says so they stay within reach until they come again. */
static gboolean
set_aside (MusterReplica *self, gint64 common, gboolean keep, GError **error)
{
  static const char *const steps[] = {
    "INSERT OR REPLACE INTO aside_commit (version, id, replica, n, actor, at, reason, origin, undoes, received, seen)"
    " SELECT version, id, replica, n, actor, at, reason, origin, undoes, received, seen FROM log_commit"
    " WHERE version > ?2 AND version < ?3 AND replica <> ?1",
    "INSERT OR REPLACE INTO aside_change (version, i, record, kind, field_group, base, value, settles)"
    " SELECT h.version, h.i, h.record, h.kind, h.field_group, h.base, h.value, h.settles FROM log_change h"
    " JOIN log_commit c ON c.version = h.version WHERE h.version > ?2 AND h.version < ?3 AND c.replica <> ?1",
    ("DELETE FROM log_change WHERE version > ?2 AND version < ?3"
     " AND (SELECT replica FROM log_commit c WHERE c.version = log_change.version) <> ?1"),
    "DELETE FROM log_commit WHERE version > ?2 AND version < ?3 AND replica <> ?1",
  };

  if (keep && !free_numbers (self, common, error))
    return FALSE;
  for (guint i = keep ? 0 : 2; i < G_N_ELEMENTS (steps); i++)
    if (!run_for (self, steps[i], &self->id, common, MUSTER_VERSION_UNSENT, error))
      return FALSE;
  return TRUE;
}

/* The newest own commit that the endpoint still has. Those after it go back, the refused among them too: it counts
 * their numbers. */
static gboolean
last_common_n (MusterReplica *self, gint64 common, gint64 *n, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (
    self->db, "SELECT coalesce (max (n), 0) FROM log_commit WHERE replica = ?1 AND version <= ?2", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, &self->id, sizeof self->id);
  muster_statement_bind_number (statement, 2, common);
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  *n = muster_statement_get_number (statement, 0);
  return TRUE;
}

/* Bases first, while what they stand on has its old number. What was refused stays so, and its number alone goes back.
 */
static gboolean
put_back_own (MusterReplica *self, gint64 common, gint64 last_n, GError **error)
{
  g_autofree char *bases =
    g_strdup_printf ("UPDATE log_change SET base = coalesce ((SELECT b.n + %" G_GINT64_FORMAT " FROM log_commit b"
                     "  WHERE b.version = log_change.base AND b.replica = ?1),"
                     " (SELECT max (o.version) FROM log_change o WHERE o.record = log_change.record"
                     "  AND o.field_group = log_change.field_group AND o.version <= ?2 AND (o.outcome IS NULL OR "
                     "o.outcome = 'merged')), 0)"
                     " WHERE base > ?2 AND base < %" G_GINT64_FORMAT
                     " AND version IN (SELECT version FROM log_commit WHERE replica = ?1 AND n > ?3)",
                     MUSTER_VERSION_UNSENT, MUSTER_VERSION_UNSENT);
  g_autofree char *changes =
    g_strdup_printf ("UPDATE log_change SET merged = NULL, settles = min (settles, ?2), outcome = CASE WHEN outcome = "
                     "'gone' OR version IN (SELECT version FROM refused) THEN outcome END,"
                     " version = (SELECT n FROM log_commit c WHERE c.version = log_change.version) + %" G_GINT64_FORMAT
                     " WHERE version IN (SELECT version FROM log_commit WHERE replica = ?1 AND n > ?3)",
                     MUSTER_VERSION_UNSENT);
  g_autofree char *commits =
    g_strdup_printf ("UPDATE log_commit SET version = n + %" G_GINT64_FORMAT ", received = 0, seen = min (seen, ?2)"
                     " WHERE replica = ?1 AND n > ?3",
                     MUSTER_VERSION_UNSENT);

  return run_for (self, bases, &self->id, common, last_n, error)
         && run_for (
           self, "DELETE FROM refused WHERE " ONLY_KNOWN
                 " AND version IN (SELECT version FROM log_commit WHERE replica = ?1 AND n > ?3)",
           &self->id, 0, last_n, error)
         && run_for (self, changes, &self->id, common, last_n, error)
         && run_for (self, commits, &self->id, common, last_n, error)
         && run_for (
           self, "INSERT OR IGNORE INTO outbox (version) SELECT version FROM log_commit WHERE replica = ?1 AND n > ?3",
           &self->id, 0, last_n, error)
         && muster_log_rehash_all (self, &self->id, error);
}

static gboolean
rewind_cursor (MusterReplica *self, const MusterId *epoch, const MusterCursor *common, GError **error)
{
  g_autoptr(MusterStatement) statement = NULL;

  if (!muster_feed_run (self, "DELETE FROM sync_cursor WHERE seq >= ?1", common->seq, 0, error)
      || !muster_feed_run (self, "UPDATE sync_fill SET until = min (until, ?1), after = min (after, ?1)", common->seq,
                           0, error)
      || !muster_db_run (self->db, "DELETE FROM sync_fill WHERE after >= until", error)
      || !muster_meta_set_number (self, "grants_version", 0, error)
      || !muster_meta_set_blob (self, "epoch", epoch, sizeof *epoch, error))
    return FALSE;
  if (common->seq == 0)
    return TRUE;
  statement = muster_db_prepare (self->db, "INSERT INTO sync_cursor (seq, chain) VALUES (?1, ?2)", error);
  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, common->seq);
  muster_statement_bind_blob (statement, 2, common->chain, sizeof common->chain);
  return muster_statement_run (statement, error);
}

static gboolean
sum_again (MusterReplica *self, GError **error)
{
  guint8 digest[MUSTER_DIGEST_LENGTH];

  return muster_feed_sum_log (self, digest, error)
         && muster_meta_set_blob (self, "digest", digest, sizeof digest, error);
}

/* The endpoint may have, with their first bases, some of what goes back. */
static gboolean
note_rewound (MusterReplica *self, GError **error)
{
  g_autoptr(MusterSyncState) state = muster_replica_get_sync_state (self, error);

  return state != NULL && muster_meta_set_number (self, MUSTER_META_REWOUND, state->last_n, error);
}

static gboolean
rewind_log (MusterReplica *self, const MusterId *epoch, const MusterCursor *common, gboolean keep,
            MusterTouched *touched, GArray *changed, GError **error)
{
  gint64 last_n;

  return touch_after (self, touched, common->seq, error) && last_common_n (self, common->seq, &last_n, error)
         && note_rewound (self, error)
         && put_back_own (self, common->seq, last_n, error) && set_aside (self, common->seq, keep, error)
         && rewind_cursor (self, epoch, common, error) && sum_again (self, error)
         && muster_touched_apply (touched, self, changed, error);
}

static gboolean
rewind_to (MusterReplica *self, const MusterId *epoch, const MusterCursor *common, gboolean keep, GArray *changed,
           GError **error)
{
  g_autoptr(MusterTouched) touched = muster_touched_new ();

  if (!muster_db_begin (self->db, error))
    return FALSE;
  if (muster_db_run (self->db, "PRAGMA defer_foreign_keys = ON", error)
      && rewind_log (self, epoch, common, keep, touched, changed, error) && muster_db_commit (self->db, error))
    return TRUE;
  muster_db_rollback (self->db);
  if (changed != NULL)
    g_array_set_size (changed, 0);
  return FALSE;
}

gboolean
muster_replica_rewind (MusterReplica *self, const MusterId *epoch, const MusterCursor *common, GArray *changed,
                       GError **error)
{
  return rewind_to (self, epoch, common, TRUE, changed, error);
}

gboolean
muster_replica_empty (MusterReplica *self, const MusterId *epoch, GArray *changed, GError **error)
{
  const MusterCursor start = { 0 };

  return rewind_to (self, epoch, &start, FALSE, changed, error);
}

/* ---- own numbers ------------------------------------------------------------------------------------------------- */

gboolean
muster_replica_has_own (MusterReplica *self, gint64 n, gboolean *has, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT 1 FROM log_commit WHERE replica = ?1 AND n = ?2", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, &self->id, sizeof self->id);
  muster_statement_bind_number (statement, 2, n);
  return muster_statement_step (statement, has, error);
}

/* ---- forking ----------------------------------------------------------------------------------------------------- */

/* A base on what is told of goes by its seq: k of the new id would be another. One that was refused is no base any
 * more; what counted before it is. */
static gboolean
name_bases (MusterReplica *self, gint64 first_n, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db,
                       "UPDATE log_change SET base = coalesce ("
                       " (SELECT version FROM log_commit c WHERE c.replica = ?1 AND c.n = log_change.base - ?3"
                       "  AND NOT EXISTS (SELECT 1 FROM refused r WHERE r.version = c.version)),"
                       " (SELECT max (o.version) FROM log_change o WHERE o.record = log_change.record"
                       "  AND o.field_group = log_change.field_group AND o.version < ?3"
                       "  AND (o.outcome IS NULL OR o.outcome = 'merged')), 0)"
                       " WHERE base >= ?3 AND base - ?3 < ?2",
                       error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, &self->id, sizeof self->id);
  muster_statement_bind_number (statement, 2, first_n);
  muster_statement_bind_number (statement, 3, MUSTER_VERSION_UNSENT);
  return muster_statement_run (statement, error);
}

/* The endpoint counts the refused under the id that was; under the new one it has to see their numbers too. */
static gboolean
queue_refused (MusterReplica *self, gint64 first_n, MusterTouched *touched, GError **error)
{
  g_autofree char *where = g_strdup_printf ("version IN (SELECT version FROM refused WHERE version >= %" G_GINT64_FORMAT
                                            " AND version < %" G_GINT64_FORMAT,
                                            MUSTER_VERSION_UNSENT + first_n, MUSTER_VERSION_LEFT);
  g_autofree char *changes = g_strconcat ("UPDATE log_change SET outcome = NULL WHERE outcome = 'refused' AND ", where,
                                          " AND " ONLY_KNOWN ")", NULL);
  g_autofree char *queue =
    g_strconcat ("INSERT OR IGNORE INTO outbox (version) SELECT version FROM log_commit WHERE ", where, ")", NULL);
  g_autofree char *refused = g_strconcat ("DELETE FROM refused WHERE " ONLY_KNOWN " AND ", where, ")", NULL);

  return touch_after (self, touched, MUSTER_VERSION_UNSENT + first_n - 1, error)
         && muster_db_run (self->db, changes, error) && muster_db_run (self->db, queue, error)
         && muster_db_run (self->db, refused, error);
}

/* What was refused before stays with the old id, and makes room: its version is what a commit of the new id gets. */
static gboolean
leave_refused (MusterReplica *self, gint64 first_n, GError **error)
{
  g_autofree char *newest = g_strdup_printf ("SELECT coalesce (max (version), %" G_GINT64_FORMAT ") FROM log_commit"
                                             " WHERE version >= %" G_GINT64_FORMAT,
                                             MUSTER_VERSION_LEFT, MUSTER_VERSION_LEFT);
  static const char *const steps[] = {
    "UPDATE log_change SET version = version + ?3 WHERE version IN"
    " (SELECT version FROM log_commit WHERE replica = ?1 AND version BETWEEN 1099511627776 AND ?2)",
    "UPDATE refused SET version = version + ?3 WHERE version IN"
    " (SELECT version FROM log_commit WHERE replica = ?1 AND version BETWEEN 1099511627776 AND ?2)",
    "UPDATE log_commit SET version = version + ?3 WHERE replica = ?1 AND version BETWEEN 1099511627776 AND ?2",
  };
  gint64 last = MUSTER_VERSION_UNSENT + first_n - 1;
  gint64 shift = muster_db_get_number (self->db, newest, NULL) - MUSTER_VERSION_UNSENT;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!run_for (self, steps[i], &self->id, last, shift, error))
      return FALSE;
  return TRUE;
}

/* An undo of what stays behind becomes an edit: it cannot be named under the new id. */
static gboolean
name_undone (MusterReplica *self, gint64 first_n, GError **error)
{
  return run_for (self, "UPDATE log_commit SET origin = CASE WHEN undoes < ?2 THEN 'edit' ELSE origin END,"
                        " undoes = CASE WHEN undoes >= ?2 THEN (SELECT count (*) FROM log_commit t WHERE t.replica = ?1"
                        "  AND t.n BETWEEN ?2 AND log_commit.undoes) END"
                        " WHERE replica = ?1 AND n >= ?2 AND undoes IS NOT NULL", &self->id, first_n, 0, error);
}

static gboolean
renumber_commit (MusterReplica *self, gint64 old, gint64 new, const MusterId *new_id, GError **error)
{
  return run_for (self, "UPDATE log_commit SET replica = ?1, version = ?3, n = ?3 - 1099511627776 WHERE version = ?2",
                  new_id, old, new, error)
         && muster_feed_run (self, "UPDATE log_change SET version = ?2 WHERE version = ?1", old, new, error)
         && muster_feed_run (self, "UPDATE log_change SET base = ?2 WHERE base = ?1 AND base >= 549755813888", old, new,
                             error)
         && muster_feed_run (self, "UPDATE outbox SET version = ?2 WHERE version = ?1", old, new, error)
         && muster_feed_run (self, "UPDATE refused SET version = ?2 WHERE version = ?1", old, new, error);
}

/* Without the gaps that a copy's commits may have left; in the order of n, so that none meets another on the way. */
static gboolean
renumber (MusterReplica *self, gint64 first_n, gint64 last_n, const MusterId *new_id, GError **error)
{
  gint64 new = MUSTER_VERSION_UNSENT;
  gboolean has;

  for (gint64 n = first_n; n <= last_n; n++)
    if (!muster_replica_has_own (self, n, &has, error)
        || (has && !renumber_commit (self, MUSTER_VERSION_UNSENT + n, ++new, new_id, error)))
      return FALSE;
  return TRUE;
}

static gboolean
fork_log (MusterReplica *self, const MusterId *new_id, MusterTouched *touched, GError **error)
{
  g_autoptr(MusterSyncState) state = muster_replica_get_sync_state (self, error);
  gint64 first_n = state != NULL ? state->settled_n + 1 : 0;
  MusterId old = self->id;
  gboolean ok = state != NULL && name_bases (self, first_n, error) && queue_refused (self, first_n, touched, error)
                && leave_refused (self, first_n, error) && name_undone (self, first_n, error)
                && renumber (self, first_n, state->last_n, new_id, error)
                && muster_meta_set_blob (self, "replica", new_id, sizeof *new_id, error)
                && muster_meta_set_number (self, MUSTER_META_GIVEN, 0, error)
                && muster_meta_set_number (self, MUSTER_META_REWOUND, 0, error);

  /* The hash goes by which commits are one's own. */
  self->id = *new_id;
  ok = ok && muster_log_rehash_all (self, &old, error) && muster_log_rehash_all (self, new_id, error)
       && muster_touched_apply (touched, self, NULL, error);
  self->id = ok ? *new_id : old;
  return ok;
}

gboolean
muster_replica_fork (MusterReplica *self, const MusterId *new_id, GError **error)
{
  g_autoptr(MusterTouched) touched = muster_touched_new ();
  MusterId old = self->id;

  if (!muster_db_begin (self->db, error))
    return FALSE;
  if (muster_db_run (self->db, "PRAGMA defer_foreign_keys = ON", error) && fork_log (self, new_id, touched, error)
      && muster_db_commit (self->db, error))
    return TRUE;
  muster_db_rollback (self->db);
  self->id = old;
  return FALSE;
}
