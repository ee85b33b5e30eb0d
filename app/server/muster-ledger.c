/* muster-ledger.c - opening, batches, and statements that know when a batch is lost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ledger-private.h"

#include "server-resources.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* "MuSv" in ASCII. */
#define APPLICATION_ID 0x4d755376

static const char *const files[] = {
  "/org/muster/Muster/server/0001.sql",
};

/* ---- statements -------------------------------------------------------------------------------------------------- */

/* SQLite may have rolled back by itself: what follows would be written one by one. */
static gboolean
is_lost (MusterLedger *self, GError **error)
{
  if (!self->broken || !self->in_batch)
    return FALSE;
  g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_NO_SPACE,
                       _("The server could not write to its disk. Nothing is lost on your side; it is sent again by"
                         " itself."));
  return TRUE;
}

MusterStatement *
muster_ledger_prepare (MusterLedger *self, const char *sql, GError **error)
{
  MusterStatement *statement;

  if (is_lost (self, error))
    return NULL;
  statement = muster_db_prepare (self->db, sql, error);
  self->broken = self->broken || statement == NULL;
  return statement;
}

gboolean
muster_ledger_step (MusterLedger *self, MusterStatement *statement, gboolean *row, GError **error)
{
  gboolean ok = muster_statement_step (statement, row, error);

  self->broken = self->broken || !ok;
  return ok;
}

gboolean
muster_ledger_run (MusterLedger *self, MusterStatement *statement, GError **error)
{
  gboolean ok = muster_statement_run (statement, error);

  self->broken = self->broken || !ok;
  return ok;
}

void
muster_ledger_bind_id (MusterStatement *statement, int index, const MusterId *id)
{
  if (id != NULL)
    muster_statement_bind_blob (statement, index, id, sizeof *id);
  else
    muster_statement_bind_text (statement, index, NULL);
}

gboolean
muster_ledger_column_id (MusterStatement *statement, int column, MusterId *id)
{
  gsize n;
  const void *bytes = muster_statement_get_blob (statement, column, &n);

  if (n != sizeof *id)
    return FALSE;
  memcpy (id, bytes, n);
  return TRUE;
}

/* ---- who we are -------------------------------------------------------------------------------------------------- */

static gboolean
write_id (MusterLedger *self, const char *key, MusterId *id, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value ="
                                 " excluded.value", error);

  if (statement == NULL)
    return FALSE;
  muster_id_new (id, self->clock, self->random);
  muster_statement_bind_text (statement, 1, key);
  muster_ledger_bind_id (statement, 2, id);
  return muster_ledger_run (self, statement, error);
}

static gboolean
read_id (MusterLedger *self, const char *key, MusterId *id, gboolean *found, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_ledger_prepare (self, "SELECT value FROM meta WHERE key = ?1", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_text (statement, 1, key);
  if (!muster_ledger_step (self, statement, &row, error))
    return FALSE;
  *found = row;
  if (!row || muster_ledger_column_id (statement, 0, id))
    return TRUE;
  g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_CORRUPT,
                       _("The server's data are damaged: they do not say which server they are. Put back the latest"
                         " backup."));
  return FALSE;
}

static gboolean
load_ids (MusterLedger *self, GError **error)
{
  gboolean has_server, has_epoch;

  if (!read_id (self, "server", &self->server, &has_server, error)
      || !read_id (self, "epoch", &self->epoch, &has_epoch, error))
    return FALSE;
  if (has_server && has_epoch)
    return TRUE;
  return muster_db_begin (self->db, error) && (has_server || write_id (self, "server", &self->server, error))
         && write_id (self, "epoch", &self->epoch, error) && muster_db_commit (self->db, error);
}

gboolean
muster_ledger_renew_epoch (MusterLedger *self, GError **error)
{
  g_return_val_if_fail (self->in_batch, FALSE);

  return write_id (self, "epoch", &self->epoch, error);
}

const MusterId *
muster_ledger_get_server (MusterLedger *self)
{
  return &self->server;
}

const MusterId *
muster_ledger_get_epoch (MusterLedger *self)
{
  return &self->epoch;
}

gint64
muster_ledger_get_head (MusterLedger *self, GError **error)
{
  if (self->in_batch)
    return self->head;
  return muster_db_get_number (self->db, "SELECT coalesce (max (seq), 0) FROM log_commit", error);
}

gboolean
muster_ledger_find_chain (MusterLedger *self, gint64 seq, guint8 chain[MUSTER_CHAIN_LENGTH], gboolean *found,
                          GError **error)
{
  g_autoptr(MusterStatement) statement = NULL;
  const void *bytes;
  gsize n;

  memset (chain, 0, MUSTER_CHAIN_LENGTH);
  *found = seq == 0;
  if (seq == 0)
    return TRUE;
  statement = muster_ledger_prepare (self, "SELECT chain FROM log_commit WHERE seq = ?1", error);
  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, seq);
  if (!muster_ledger_step (self, statement, found, error))
    return FALSE;
  if (!*found)
    return TRUE;
  bytes = muster_statement_get_blob (statement, 0, &n);
  *found = n == MUSTER_CHAIN_LENGTH;
  if (*found)
    memcpy (chain, bytes, n);
  return TRUE;
}

gboolean
muster_ledger_copy (MusterLedger *self, const char *path, GError **error)
{
  return muster_db_copy (self->db, path, NULL, error);
}

/* ---- opening ----------------------------------------------------------------------------------------------------- */

static gboolean
migrate (MusterDb *db, GError **error)
{
  const char *steps[G_N_ELEMENTS (files)];
  GBytes *bytes[G_N_ELEMENTS (files)];
  gboolean ok;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      bytes[i] = g_resource_lookup_data (muster_server_get_resource (), files[i], 0, NULL);
      g_assert (bytes[i] != NULL);
      steps[i] = g_bytes_get_data (bytes[i], NULL); /* resources end with a NUL */
    }
  ok = muster_db_migrate (db, steps, G_N_ELEMENTS (files), error);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_bytes_unref (bytes[i]);
  return ok;
}

static MusterLedger *
open_ledger (const char *path, MusterDbFlags flags, MusterClock *clock, MusterRandom *random, GError **error)
{
  g_autoptr(MusterLedger) self = g_new0 (MusterLedger, 1);

  self->clock = muster_clock_ref (clock);
  self->random = random;
  self->sums = g_hash_table_new (muster_id_hash, muster_id_equal);
  self->touched = g_ptr_array_new_with_free_func (g_free);
  self->places = g_hash_table_new_full (muster_id_hash, muster_id_equal, NULL, g_free);
  self->db = muster_db_open (path, flags, APPLICATION_ID, error);
  if (self->db == NULL || !migrate (self->db, error))
    return NULL;
  return g_steal_pointer (&self);
}

MusterLedger *
muster_ledger_open (const char *path, MusterLedgerFlags flags, MusterClock *clock, MusterRandom *random, GError **error)
{
  MusterDbFlags db_flags = (flags & MUSTER_LEDGER_CREATE ? MUSTER_DB_CREATE : 0) | (flags & MUSTER_LEDGER_READ
                                                                                    ? MUSTER_DB_READ : 0)
                           | (flags & MUSTER_LEDGER_BESIDE ? MUSTER_DB_BESIDE : 0);
  g_autoptr(MusterLedger) self = open_ledger (path, db_flags, clock, random, error);

  if (self == NULL || !load_ids (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

MusterLedger *
muster_ledger_new_scratch (MusterLedger *like, GError **error)
{
  g_autoptr(MusterLedger) self = open_ledger (":memory:", 0, like->clock, like->random, error);

  if (self == NULL)
    return NULL;
  self->server = like->server;
  self->scratch = TRUE;
  return g_steal_pointer (&self);
}

void
muster_ledger_close (MusterLedger *self)
{
  if (self == NULL)
    return;

  muster_db_close (self->db);
  g_clear_pointer (&self->sums, g_hash_table_unref);
  g_clear_pointer (&self->touched, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
  muster_clock_unref (self->clock);
  g_free (self);
}

/* ---- batches ----------------------------------------------------------------------------------------------------- */

static void
end_batch (MusterLedger *self)
{
  self->in_batch = FALSE;
  muster_ledger_forget_places (self);
  g_hash_table_remove_all (self->sums);
  g_ptr_array_set_size (self->touched, 0);
}

gboolean
muster_ledger_begin (MusterLedger *self, GError **error)
{
  gboolean found;

  g_return_val_if_fail (!self->in_batch, FALSE);

  self->broken = FALSE;
  if (!muster_db_begin (self->db, error))
    return FALSE;
  self->head = muster_db_get_number (self->db, "SELECT coalesce (max (seq), 0) FROM log_commit", NULL);
  self->in_batch = muster_ledger_find_chain (self, self->head, self->chain, &found, error);
  if (!self->in_batch)
    muster_db_rollback (self->db);
  return self->in_batch;
}

gboolean
muster_ledger_commit (MusterLedger *self, GError **error)
{
  gboolean ok;

  g_return_val_if_fail (self->in_batch, FALSE);

  ok = !is_lost (self, error) && muster_ledger_sums_write (self, error) && muster_db_commit (self->db, error);
  if (!ok)
    muster_ledger_rollback (self);
  end_batch (self);
  return ok;
}

void
muster_ledger_rollback (MusterLedger *self)
{
  gboolean found;

  muster_db_rollback (self->db);
  end_batch (self);
  /* A new epoch may have gone with it. */
  read_id (self, "epoch", &self->epoch, &found, NULL);
}
