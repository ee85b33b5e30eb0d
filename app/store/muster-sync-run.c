/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-sync-run.h"

#include "muster-feed-private.h"

/* Some months of days with a few syncs each. */
#define KEPT 500

void
muster_sync_run_add (MusterSyncRun *self, MusterTime now, const MusterFeedPageResult *result)
{
  if (self->began == 0)
    self->began = now;
  self->n_sent += result->n_own;
  self->n_received += result->n_foreign;
  self->n_conflicts += result->n_conflicts;
  self->n_refused += result->n_refused;
  self->n_left += result->n_gone;
}

gboolean
muster_sync_run_moved (const MusterSyncRun *self)
{
  return self->n_sent > 0 || self->n_received > 0 || self->n_conflicts > 0 || self->n_refused > 0 || self->n_left > 0;
}

void
muster_sync_run_clear (MusterSyncRun *self)
{
  g_free (self->failure);
  *self = (MusterSyncRun){ 0 };
}

void
muster_sync_run_free (MusterSyncRun *self)
{
  muster_sync_run_clear (self);
  g_free (self);
}

/* ---- kept -------------------------------------------------------------------------------------------------------- */

static gboolean
insert (MusterReplica *self, const MusterSyncRun *run, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "INSERT INTO sync_run (began, ended, n_sent, n_received, n_conflicts, n_refused,"
                                 " n_left, n_bytes, failure) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, run->began != 0 ? run->began : run->ended);
  muster_statement_bind_number (statement, 2, run->ended);
  muster_statement_bind_number (statement, 3, run->n_sent);
  muster_statement_bind_number (statement, 4, run->n_received);
  muster_statement_bind_number (statement, 5, run->n_conflicts);
  muster_statement_bind_number (statement, 6, run->n_refused);
  muster_statement_bind_number (statement, 7, run->n_left);
  muster_statement_bind_number (statement, 8, (gint64) run->n_bytes);
  muster_statement_bind_text (statement, 9, run->failure);
  return muster_statement_run (statement, error)
         && muster_feed_run (self, "DELETE FROM sync_run WHERE id <= (SELECT max (id) FROM sync_run) - ?1", KEPT, 0,
                             error);
}

/* *on: the newest failed likewise and goes on until now. */
static gboolean
go_on (MusterReplica *self, const MusterSyncRun *run, gboolean *on, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "UPDATE sync_run SET ended = ?1 WHERE id = (SELECT max (id) FROM sync_run)"
                                 " AND failure = ?2 RETURNING id", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, run->ended);
  muster_statement_bind_text (statement, 2, run->failure);
  return muster_statement_step (statement, on, error);
}

gboolean
muster_replica_keep_sync_run (MusterReplica *self, const MusterSyncRun *run, gboolean still, GError **error)
{
  gboolean moved = muster_sync_run_moved (run), on = FALSE;

  if (!moved && run->failure == NULL)
    return TRUE;
  if (!moved && still && !go_on (self, run, &on, error))
    return FALSE;
  return on || insert (self, run, error);
}

static MusterSyncRun *
read_run (MusterStatement *statement)
{
  MusterSyncRun *run = g_new0 (MusterSyncRun, 1);

  run->began = muster_statement_get_number (statement, 0);
  run->ended = muster_statement_get_number (statement, 1);
  run->n_sent = (guint) muster_statement_get_number (statement, 2);
  run->n_received = (guint) muster_statement_get_number (statement, 3);
  run->n_conflicts = (guint) muster_statement_get_number (statement, 4);
  run->n_refused = (guint) muster_statement_get_number (statement, 5);
  run->n_left = (guint) muster_statement_get_number (statement, 6);
  run->n_bytes = (guint64) muster_statement_get_number (statement, 7);
  run->failure = g_strdup (muster_statement_get_text (statement, 8));
  return run;
}

GPtrArray *
muster_replica_list_sync_runs (MusterReplica *self, guint max, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT began, ended, n_sent, n_received, n_conflicts, n_refused, n_left, n_bytes,"
                                 " failure FROM sync_run ORDER BY id DESC LIMIT ?1", error);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_sync_run_free);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  muster_statement_bind_number (statement, 1, max);
  while (row)
    {
      if (!muster_statement_step (statement, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (list, read_run (statement));
    }
  return g_steal_pointer (&list);
}
