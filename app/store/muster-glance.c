/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-glance.h"

#include "muster-migrations.h"
#include "muster-replica-private.h"

#include <glib/gi18n-lib.h>

#define NAME "SELECT name FROM programme WHERE NOT archived ORDER BY rowid LIMIT 1"

/* NULL: there is none. A file of an earlier version has fewer tables: what it has none of, it has nothing of. */
static char *
read_text (MusterDb *db, const char *sql)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (db, sql, NULL);
  gboolean row = FALSE;

  if (statement == NULL || !muster_statement_step (statement, &row, NULL) || !row)
    return NULL;
  return g_strdup (muster_statement_get_text (statement, 0));
}

static gint64
read_number (MusterDb *db, const char *sql)
{
  return MAX (muster_db_get_number (db, sql, NULL), 0);
}

/* That there is a log to count is what tells a file that can be read from one that is damaged. */
static gboolean
check (MusterDb *db, const char *path, guint *n_saves, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autofree char *name = g_path_get_basename (path);
  gint64 version = muster_db_get_number (db, "PRAGMA user_version", &local);
  int n_steps;

  muster_migrations_get (&n_steps);
  if (local == NULL && version > n_steps)
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NEWER,
                   _("“%s” was last used with a newer Muster. Update Muster to open it."), name);
      return FALSE;
    }
  if (local == NULL && version > 0)
    *n_saves = (guint) muster_db_get_number (db, "SELECT count(*) FROM log_commit", &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

MusterGlance *
muster_glance_read (const char *path, GError **error)
{
  g_autoptr(MusterGlance) self = g_new0 (MusterGlance, 1);
  g_autoptr(MusterDb) db = muster_db_open (path, MUSTER_DB_READ, MUSTER_REPLICA_APPLICATION_ID, error);

  if (db == NULL || !check (db, path, &self->n_saves, error))
    return NULL;
  self->in_use = muster_db_is_locked (path);
  self->name = read_text (db, NAME);
  self->address = read_text (db, "SELECT value FROM meta WHERE key = 'address'");
  self->person = read_text (db, "SELECT value FROM meta WHERE key = 'person_name'");
  self->last_heard = read_number (db, "SELECT value FROM meta WHERE key = 'heard'");
  self->last_save = read_number (db, "SELECT at FROM log_commit ORDER BY version DESC LIMIT 1");
  self->n_unsent = (guint) read_number (
    db, "SELECT count(*) FROM outbox WHERE version NOT IN (SELECT version FROM refused)");
  return g_steal_pointer (&self);
}

char *
muster_glance_read_name (MusterReplica *replica)
{
  return read_text (replica->db, NAME);
}

void
muster_glance_free (MusterGlance *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->person);
  g_free (self->address);
  g_free (self);
}
