/* muster-db-file.c - the file of a connection before SQLite sees it: whose it is, who may write it, who has it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-db-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

/* How often a lock file may vanish under the one who takes it. */
#define LOCK_TRIES 100

/* What SQLite and the lock put beside a file. */
static const char *const companions[] = { "-wal", "-shm", "-journal", "-lock" };

static gboolean
is_out_of_room (int failure)
{
  return failure == ENOSPC || failure == EDQUOT;
}

/* ---- making it -------------------------------------------------------------------------------------------------- */

/* The file exists with mode 0600 before SQLite sees it, and so do the files that SQLite puts beside it. */
static gboolean
create_file (MusterDb *self, GError **error)
{
  int fd = g_open (self->path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  int failure = errno;
  g_autofree char *name = NULL;

  self->made = fd >= 0;
  if (fd >= 0)
    return close (fd) == 0;
  if (failure == EEXIST)
    return TRUE;

  if (failure == EACCES || failure == EPERM || failure == EROFS)
    {
      name = g_path_get_basename (self->path);
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_READ_ONLY,
                   _("“%s” cannot be made here: the folder is read-only. Choose a folder of your own."), name);
    }
  else
    muster_db_refuse (is_out_of_room (failure) ? MUSTER_ERROR_NO_SPACE : MUSTER_ERROR_FAILED, self->path, error);
  return FALSE;
}

void
muster_db_remove_files (MusterDb *self)
{
  g_unlink (self->path);
  for (guint i = 0; i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *path = g_strconcat (self->path, companions[i], NULL);

      g_unlink (path);
    }
}

/* ---- whose it is ------------------------------------------------------------------------------------------------ */

/* For this SQLite reads the whole schema, which takes most of what an opening takes. */
static int
count_tables (sqlite3 *handle, int *tables)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (handle, "SELECT count(*) FROM sqlite_schema", -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    *tables = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return code;
}

/* What is somebody else's is told before anything is put beside it. This reads the first page as it lies, through
 * SQLite: to close any other descriptor of the file would take its locks from the connections that this process has.
 * What cannot be read here will be found out when it is opened. */
static gboolean
check_header (MusterDb *self, gboolean may_take, gint32 application_id, GError **error)
{
  sqlite3 *handle = NULL;
  sqlite3_stmt *statement = NULL;
  int code = muster_db_open_as_it_lies (self->path, &handle);
  int found = 0, tables = 0;

  if (code == SQLITE_OK)
    code = sqlite3_prepare_v2 (handle, "PRAGMA application_id", -1, &statement, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    found = sqlite3_column_int (statement, 0);
  if (code == SQLITE_ROW && found == 0)
    code = count_tables (handle, &tables);
  sqlite3_finalize (statement);
  sqlite3_close (handle);

  if (code != SQLITE_NOTADB
      && (code != SQLITE_ROW || found == application_id || (found == 0 && tables == 0 && may_take)))
    return TRUE;
  muster_db_refuse (MUSTER_ERROR_FOREIGN, self->path, error);
  return FALSE;
}

static gboolean
check_is_file (const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND,
                 _("There is no file “%s”. Check its name and folder, or start a new one."), path);
  else if (g_file_test (path, G_FILE_TEST_IS_DIR))
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_FOREIGN,
                 _("“%s” is a folder. Choose a file in it that Muster made."), name);
  else
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_FOREIGN,
                 _("“%s” is a device and no file. Choose a file that Muster made."), name);
  return FALSE;
}

/* ---- who may write it ------------------------------------------------------------------------------------------- */

/* Root may write where nobody else can: the mode is what its owner meant. */
static gboolean
check_writable (const char *path, GError **error)
{
  GStatBuf info;

  if (g_stat (path, &info) == 0 && (info.st_mode & S_IWUSR) != 0 && g_access (path, W_OK) == 0)
    return TRUE;

  muster_db_refuse (MUSTER_ERROR_READ_ONLY, path, error);
  return FALSE;
}

/* Who read the file while it was read-only has left companions of that mode, which would keep every writer out. */
static void
make_companions_writable (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *companion = g_strconcat (path, companions[i], NULL);
      GStatBuf info;

      if (g_lstat (companion, &info) == 0 && S_ISREG (info.st_mode) && (info.st_mode & S_IWUSR) == 0)
        g_chmod (companion, 0600);
    }
}

/* ---- who has it ------------------------------------------------------------------------------------------------- */

/* Whether the file that fd holds still has that name: who made a file and gave it up takes the lock's away as well. */
static gboolean
still_has_name (int fd, const char *path)
{
  struct stat held;
  GStatBuf named;

  return fstat (fd, &held) == 0 && g_stat (path, &named) == 0 && held.st_dev == named.st_dev
         && held.st_ino == named.st_ino;
}

char *
muster_db_resolve (const char *path)
{
  char *resolved = realpath (path, NULL);
  char *copy = g_strdup (resolved != NULL ? resolved : path);

  free (resolved);
  return copy;
}

char *
muster_db_beside (const char *path, const char *ending)
{
  g_autofree char *file = muster_db_resolve (path);

  return g_strconcat (file, ending, NULL);
}

/* The descriptor of the lock; -1: somebody has it, or it cannot be made. */
int
muster_db_lock (const char *path, GError **error)
{
  g_autofree char *file = muster_db_resolve (path);
  g_autofree char *lock = g_strconcat (file, "-lock", NULL);

  for (guint i = 0; i < LOCK_TRIES; i++)
    {
      int fd = g_open (lock, O_CREAT | O_RDWR | O_CLOEXEC, 0600);

      if (fd < 0)
        {
          muster_db_refuse (is_out_of_room (errno) ? MUSTER_ERROR_NO_SPACE : MUSTER_ERROR_READ_ONLY, path, error);
          return -1;
        }
      if (flock (fd, LOCK_EX | LOCK_NB) == 0 && still_has_name (fd, lock))
        return fd;
      if (still_has_name (fd, lock)) /* held by another */
        i = LOCK_TRIES;
      close (fd);
    }
  muster_db_refuse (MUSTER_ERROR_BUSY, path, error);
  return -1;
}

/* Shared, and let go of at once: who looks must not be taken for who writes. */
gboolean
muster_db_is_locked (const char *path)
{
  g_autofree char *lock = muster_db_beside (path, "-lock");
  int fd = g_open (lock, O_RDONLY | O_CLOEXEC, 0);
  gboolean locked;

  if (fd < 0)
    return FALSE;
  locked = flock (fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  close (fd);
  return locked;
}

static gboolean
take_lock (MusterDb *self, GError **error)
{
  self->lock_fd = muster_db_lock (self->path, error);
  if (self->lock_fd < 0)
    self->made = FALSE; /* whoever has the lock has the file */
  return self->lock_fd >= 0;
}

/* By this byte of the shared memory SQLite tells that somebody has it: its format says so. */
#define IN_USE 128

/* The lock that SQLite has there goes as soon as anything in this process closes any descriptor of the file, as a
 * dialog does that looks what every file of a folder is. To the next process nobody has the memory then: it empties it,
 * and takes it away from under us. This lock belongs to its descriptor alone, and stays. */
int
muster_db_hold_memory (const char *path)
{
  g_autofree char *memory = g_strconcat (path, "-shm", NULL);
  struct flock lock = { .l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = IN_USE, .l_len = 1 };
  int fd = g_open (memory, O_RDWR | O_CLOEXEC, 0);

  if (fd >= 0)
    fcntl (fd, F_OFD_SETLK, &lock);
  return fd;
}

/* ---- all of it -------------------------------------------------------------------------------------------------- */

static gboolean
prepare (MusterDb *self, MusterDbFlags flags, gint32 application_id, GError **error)
{
  gboolean may_take = (flags & MUSTER_DB_CREATE) != 0 && self->writable;

  if ((flags & MUSTER_DB_CREATE) && !create_file (self, error))
    return FALSE;
  if (!check_is_file (self->path, error) || !check_header (self, may_take, application_id, error))
    return FALSE;
  if (!self->writable)
    return TRUE;
  if (!check_writable (self->path, error) || (!self->beside && !take_lock (self, error)))
    return FALSE;
  make_companions_writable (self->path);
  return TRUE;
}

gboolean
muster_db_prepare_file (MusterDb *self, MusterDbFlags flags, gint32 application_id, GError **error)
{
  gboolean ok = g_str_equal (self->path, ":memory:") || prepare (self, flags, application_id, error);

  /* Until the connection is open, what was made here may have to go again. */
  self->discard = self->made;
  return ok;
}
