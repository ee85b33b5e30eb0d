/* muster-ledger-carry.c - a restored backup is not to let in who was shut out since: people, what they may do, devices
 * and their tokens are taken over from the data that it replaces.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ledger-admin.h"

#include "muster-error.h"
#include "muster-ledger-private.h"

#include <glib/gi18n-lib.h>

/* People keep their row here, which the log names, and are found by id; devices are named by nothing but these
 * tables. Who is not in the other data had no other chance than this backup, and keeps what it says. */
static const char *const steps[] = {
  "INSERT INTO person (person, name, grants_version)"
  " SELECT person, name, grants_version FROM was.person WHERE true ORDER BY id"
  " ON CONFLICT (person) DO UPDATE SET name = excluded.name, grants_version = excluded.grants_version",
  "DELETE FROM given WHERE person IN (SELECT p.id FROM person p JOIN was.person w ON w.person = p.person)",
  "INSERT INTO given (person, scope, role, since, until)"
  " SELECT p.id, g.scope, g.role, g.since, g.until FROM was.given g JOIN was.person w ON w.id = g.person"
  " JOIN person p ON p.person = w.person ORDER BY g.id",
  "DELETE FROM token",
  "DELETE FROM invite",
  "DELETE FROM device",
  "INSERT INTO device (id, person, name, made, revoked)"
  " SELECT d.id, p.id, d.name, d.made, d.revoked FROM was.device d JOIN was.person w ON w.id = d.person"
  " JOIN person p ON p.person = w.person ORDER BY d.id",
  "INSERT INTO token (hash, device, expires, used, salt) SELECT hash, device, expires, used, salt FROM was.token",
  "INSERT INTO invite (hash, person, scope, role, expires, device)"
  " SELECT i.hash, p.id, i.scope, i.role, i.expires, i.device FROM was.invite i JOIN was.person w ON w.id = i.person"
  " JOIN person p ON p.person = w.person",
};

static gboolean
attach (MusterLedger *self, const char *path, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, "ATTACH ?1 AS was", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_text (statement, 1, path);
  return muster_statement_run (statement, error);
}

/* Damage in one of the tables may read as something that nobody ever said. */
static gboolean
is_whole (MusterLedger *self, GError **error)
{
  static const char *const tables[] = { "person", "given", "device", "token", "invite" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("PRAGMA was.integrity_check (%s)", tables[i]);
      g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, sql, error);
      gboolean row;

      if (statement == NULL || !muster_statement_step (statement, &row, error))
        return FALSE;
      if (row && g_strcmp0 (muster_statement_get_text (statement, 0), "ok") == 0)
        continue;
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_CORRUPT, _("The data that were there are damaged."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
carry (MusterLedger *self, GError **error)
{
  if (!is_whole (self, error) || !muster_ledger_begin (self, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!muster_db_run (self->db, steps[i], error))
      {
        muster_ledger_rollback (self);
        return FALSE;
      }
  return muster_ledger_commit (self, error);
}

gboolean
muster_ledger_carry_people (MusterLedger *self, const char *path, GError **error)
{
  g_autoptr(MusterLedger) was = NULL;
  gboolean ok;

  g_return_val_if_fail (!self->in_batch, FALSE);

  was = muster_ledger_open (path, MUSTER_LEDGER_BESIDE, self->clock, self->random, error);
  if (was == NULL)
    return FALSE;
  if (!muster_id_equal (&was->server, &self->server))
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_FOREIGN,
                           _("The data that were there are another server's."));
      return FALSE;
    }
  g_clear_pointer (&was, muster_ledger_close);
  ok = attach (self, path, error) && carry (self, error);
  muster_db_run (self->db, "DETACH was", NULL);
  return ok;
}
