/* muster-copy.c - a whole copy of a file that may be in use.
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
vacuum_into (MusterDb *self, const char *path, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self, "VACUUM INTO ?1", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_text (statement, 1, path);
  return muster_statement_run (statement, error);
}

/* A connection that reads is kept from writing to any file, and so to the copy. */
static gboolean
fill (MusterDb *self, const char *path, GError **error)
{
  gboolean filled;

  if (self->writable)
    return vacuum_into (self, path, error);
  if (!muster_db_run (self, "PRAGMA query_only = OFF", error))
    return FALSE;
  filled = vacuum_into (self, path, error);
  return muster_db_run (self, "PRAGMA query_only = ON", filled ? error : NULL) && filled;
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

/* It has its name only once it is whole and on the disk: one that was cut short is made again. */
gboolean
muster_db_copy (MusterDb *self, const char *path, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  int fd, failure;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_EXISTS,
                   _("There is a file at %s already, and it is left as it is. Choose another name."), path);
      return FALSE;
    }
  g_unlink (part);
  fd = g_open (part, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  failure = errno;
  if (fd < 0)
    {
      muster_db_refuse (failure == ENOSPC || failure == EDQUOT ? MUSTER_ERROR_NO_SPACE : MUSTER_ERROR_READ_ONLY, path,
                        error);
      return FALSE;
    }
  close (fd);
  if (fill (self, part, error))
    {
      if (sync_path (part) && g_rename (part, path) == 0 && sync_path (folder))
        return TRUE;
      muster_db_refuse (MUSTER_ERROR_FAILED, path, error);
    }
  g_unlink (part);
  return FALSE;
}
