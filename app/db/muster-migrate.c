/* muster-migrate.c - one path for new and old files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-db-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

static gboolean
copy_into (MusterDb *self, const char *path, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self, "VACUUM INTO ?1", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_text (statement, 1, path);
  return muster_statement_run (statement, error);
}

/* A file or folder to the disk, whatever program wrote it. */
static gboolean
sync_path (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return ok;
}

/* A copy beside the file, so that an older Muster can still be used when the new one does not please. It has its name only
 * once it is whole and on the disk: one that was cut short is made again. */
static gboolean
back_up (MusterDb *self, int version, GError **error)
{
  g_autofree char *backup = g_strdup_printf ("%s.before-%d", self->path, version + 1);
  g_autofree char *part = g_strconcat (backup, ".part", NULL);
  g_autofree char *folder = g_path_get_dirname (self->path);
  int fd;

  if (version == 0 || g_str_equal (self->path, ":memory:") || g_file_test (backup, G_FILE_TEST_EXISTS))
    return TRUE;

  g_unlink (part);
  fd = g_open (part, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      muster_db_set_error (self, errno == ENOSPC || errno == EDQUOT ? SQLITE_FULL : SQLITE_READONLY, error);
      return FALSE;
    }
  close (fd);
  if (copy_into (self, part, error))
    {
      if (sync_path (part) && g_rename (part, backup) == 0 && sync_path (folder))
        return TRUE;
      muster_db_set_error (self, SQLITE_IOERR, error);
    }
  g_unlink (part);
  return FALSE;
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

      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NEWER,
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
