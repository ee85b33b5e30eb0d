/* muster-migrate.c - one path for new and old files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-db-private.h"

#include <glib/gi18n-lib.h>

/* A copy beside the file, so that an older Muster can still be used when the new one does not please. */
static gboolean
back_up (MusterDb *self, int version, GError **error)
{
  g_autofree char *backup = g_strdup_printf ("%s.before-%d", self->path, version + 1);

  if (version == 0 || g_str_equal (self->path, ":memory:") || g_file_test (backup, G_FILE_TEST_EXISTS))
    return TRUE;
  return muster_db_copy (self, backup, NULL, error);
}

static gboolean
run_step (MusterDb *self, const char *sql, int version, GError **error)
{
  g_autofree char *done = g_strdup_printf ("PRAGMA user_version = %d", version);

  if (muster_db_begin (self, error) && muster_db_run (self, sql, error) && muster_db_run (self, done, error)
      && muster_db_commit (self, error))
    return TRUE;
  muster_db_rollback (self);
  return FALSE;
}

gboolean
muster_db_migrate (MusterDb *self, const char *const *steps, int n_steps, GError **error)
{
  g_autoptr(GError) local = NULL;
  int version = (int) muster_db_get_number (self, "PRAGMA user_version", &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (version > n_steps)
    {
      g_autofree char *name = g_path_get_basename (self->path);

      g_set_error (
        error, MUSTER_ERROR, MUSTER_ERROR_NEWER,
        _("“%s” was last used with a newer Muster. Update Muster, then open it again; nothing was changed."), name);
      return FALSE;
    }
  if (version == n_steps)
    return TRUE;
  if (!self->writable)
    {
      muster_db_set_error (self, SQLITE_READONLY, error);
      return FALSE;
    }

  if (!back_up (self, version, error))
    return FALSE;
  for (; version < n_steps; version++)
    if (!run_step (self, steps[version], version + 1, error))
      return FALSE;
  return TRUE;
}
