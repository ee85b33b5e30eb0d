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

/* Pages between two looks whether it is still wanted. */
#define STEP 1024

static gboolean
fail_copy (int code, const char *path, GError **error)
{
  muster_db_refuse (muster_db_error_code (code), path, error);
  return FALSE;
}

static gboolean
step_through (MusterDb *self, sqlite3 *copy, const char *path, GCancellable *cancellable, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (copy, "main", self->handle, "main");
  int code = backup != NULL ? SQLITE_OK : sqlite3_errcode (copy);
  int ended;

  while (code == SQLITE_OK && !g_cancellable_is_cancelled (cancellable))
    code = sqlite3_backup_step (backup, STEP);
  ended = backup != NULL ? sqlite3_backup_finish (backup) : SQLITE_OK;
  if (code == SQLITE_DONE && ended == SQLITE_OK)
    return TRUE;
  if (code == SQLITE_OK)
    return !g_cancellable_set_error_if_cancelled (cancellable, error);
  return fail_copy (muster_db_out_of_room (copy) ? SQLITE_FULL : code, path, error);
}

/* Of one state of the file, whoever writes meanwhile: the steps stand in one read transaction. That of the copy need
 * not be safe from a crash, as it has no name yet. */
static gboolean
fill (MusterDb *self, const char *path, GCancellable *cancellable, GError **error)
{
  gboolean begun = sqlite3_get_autocommit (self->handle) != 0;
  sqlite3 *copy = NULL;
  gboolean filled = FALSE;
  int code;

  if (begun && !muster_db_begin_read (self, error))
    return FALSE;
  code = sqlite3_open_v2 (path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_exec (copy, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", NULL, NULL, NULL);
  filled = code == SQLITE_OK ? step_through (self, copy, path, cancellable, error) : fail_copy (code, path, error);
  if (filled && (code = sqlite3_exec (copy, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL)) != SQLITE_OK)
    filled = fail_copy (code, path, error);
  if (sqlite3_close (copy) != SQLITE_OK && filled)
    filled = fail_copy (SQLITE_IOERR, path, error);
  if (begun)
    muster_db_rollback (self);
  return filled;
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
muster_db_copy (MusterDb *self, const char *path, GCancellable *cancellable, GError **error)
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
  if (fill (self, part, cancellable, error))
    {
      if (sync_path (part) && g_rename (part, path) == 0 && sync_path (folder))
        return TRUE;
      muster_db_refuse (MUSTER_ERROR_FAILED, path, error);
    }
  g_unlink (part);
  return FALSE;
}
