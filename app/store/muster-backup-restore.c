/* muster-backup-restore.c - a backup takes the place of the file again, which is put aside.
 *
 * There is never a moment at which the file has no content under its name, where the file system can give a file two
 * names. What is put aside is whole by itself: what SQLite had not moved into it yet is moved first; of a file that is
 * too damaged for that, it goes along.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-backup-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "muster-error.h"
#include "muster-migrations.h"
#include "muster-replica-private.h"

typedef struct {
  char *path, *wal, *shm; /* of the file */
  char *part;             /* what takes its place */
  char *aside;
  int   lock;
} Swap;

static void
swap_clear (Swap *self)
{
  if (self->part != NULL)
    g_unlink (self->part);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->path);
  g_free (self->wal);
  g_free (self->shm);
  g_free (self->part);
  g_free (self->aside);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Swap, swap_clear)

/* ---- what is to be put there ------------------------------------------------------------------------------------- */

static gboolean
check_version (MusterDb *from, const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  int n_steps;

  muster_migrations_get (&n_steps);
  if (muster_db_get_number (from, "PRAGMA user_version", NULL) <= n_steps)
    return TRUE;
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NEWER,
               _("“%s” was last used with a newer Muster. Update Muster, then restore it; nothing was changed."), name);
  return FALSE;
}

static gboolean
copy_beside (Swap *self, const char *from_path, GError **error)
{
  g_autoptr(MusterDb) from = muster_backup_open (from_path, error);

  if (from == NULL || !muster_backup_check (from, from_path, error) || !check_version (from, from_path, error))
    return FALSE;
  g_unlink (self->part);
  return muster_db_copy (from, self->part, NULL, error);
}

/* ---- what is there ----------------------------------------------------------------------------------------------- */

static gboolean
has_content (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && info.st_size > 0;
}

/* Moves all that was saved into the file itself. That it cannot be opened is no reason: it may be why it is to be
 * restored. */
static gboolean
settle (Swap *self, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(MusterDb) db = muster_db_open (self->path, 0, MUSTER_REPLICA_APPLICATION_ID, &local);

  if (db != NULL && muster_db_settle (db, NULL))
    return TRUE;
  if (db == NULL && !g_error_matches (local, MUSTER_ERROR, MUSTER_ERROR_BUSY)
      && !g_error_matches (local, MUSTER_ERROR, MUSTER_ERROR_READ_ONLY)
      && !g_error_matches (local, MUSTER_ERROR, MUSTER_ERROR_NO_SPACE))
    return TRUE;
  if (db == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_BUSY,
                 _("“%s” is being read by another program, such as “musterctl”. Let that end, then try again; nothing "
                   "was changed."), self->path);
  return FALSE;
}

static char *
find_aside (const char *path, MusterTime at)
{
  char *name = muster_backup_name (path, MUSTER_BACKUP_ASIDE, at);

  while (g_file_test (name, G_FILE_TEST_EXISTS))
    {
      g_free (name);
      at += G_USEC_PER_SEC;
      name = muster_backup_name (path, MUSTER_BACKUP_ASIDE, at);
    }
  return name;
}

/* ---- the change -------------------------------------------------------------------------------------------------- */

static gboolean
fail (const Swap *self, GError **error)
{
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_READ_ONLY, _("“%s” cannot be put aside: %s. Nothing was changed."),
               self->path, g_strerror (errno));
  return FALSE;
}

/* Where a file cannot have two names it has none for a moment. */
static gboolean
give_second_name (Swap *self)
{
  return link (self->path, self->aside) == 0
         || ((errno == EPERM || errno == ENOTSUP || errno == EMLINK) && g_rename (self->path, self->aside) == 0);
}

static gboolean
put_aside (Swap *self, GError **error)
{
  g_autofree char *aside_wal = g_strconcat (self->aside, "-wal", NULL);
  gboolean torn = has_content (self->wal);

  if (torn && g_rename (self->wal, aside_wal) != 0)
    return fail (self, error);
  if (!give_second_name (self))
    {
      fail (self, error);
      if (torn)
        g_rename (aside_wal, self->wal);
      return FALSE;
    }
  g_unlink (self->wal);
  g_unlink (self->shm);
  return TRUE;
}

/* To rename one name of a file to the other does nothing. */
static void
take_back (Swap *self)
{
  if (self->aside == NULL)
    return;
  if (g_file_test (self->path, G_FILE_TEST_EXISTS))
    g_unlink (self->aside);
  else
    g_rename (self->aside, self->path);
}

static gboolean
put_in_place (Swap *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  int fd;

  if (g_rename (self->part, self->path) != 0)
    {
      fail (self, error);
      take_back (self);
      return FALSE;
    }
  g_clear_pointer (&self->part, g_free);
  fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
  return TRUE;
}

gboolean
muster_backup_restore (const char *path, const char *from, const MusterClock *clock, char **aside, GError **error)
{
  g_auto(Swap) self = { .lock = -1 };
  gboolean there;

  *aside = NULL;
  self.path = muster_db_resolve (path);
  self.wal = g_strconcat (self.path, "-wal", NULL);
  self.shm = g_strconcat (self.path, "-shm", NULL);
  self.part = g_strconcat (self.path, ".restoring", NULL);
  there = g_file_test (self.path, G_FILE_TEST_EXISTS);
  if (there && !settle (&self, error))
    return FALSE;
  self.lock = muster_db_lock (self.path, error);
  if (self.lock < 0 || !copy_beside (&self, from, error))
    return FALSE;
  if (there)
    self.aside = find_aside (self.path, muster_clock_now (clock));
  if ((there && !put_aside (&self, error)) || !put_in_place (&self, error))
    return FALSE;
  *aside = g_steal_pointer (&self.aside);
  return TRUE;
}
