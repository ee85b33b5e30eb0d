/* muster-backup.c - what backups there are, and making one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-backup-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "muster-error.h"

#define PART ".part"

/* ---- the list ---------------------------------------------------------------------------------------------------- */

static int
compare_age (gconstpointer a, gconstpointer b)
{
  const MusterBackup *first = *(MusterBackup *const *) a, *second = *(MusterBackup *const *) b;

  if (first->at != second->at)
    return first->at < second->at ? 1 : -1;
  return g_strcmp0 (second->path, first->path);
}

static gboolean
list_folder (const char *path, const char *folder, GPtrArray *list, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(GDir) dir = g_dir_open (folder, 0, &local);
  const char *name;

  if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;
  if (dir == NULL)
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_FAILED, _("The folder of backups, %s, cannot be looked into."),
                   folder);
      return FALSE;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      MusterBackup *backup = muster_backup_new (path, folder, name);

      if (backup != NULL)
        g_ptr_array_add (list, backup);
    }
  return TRUE;
}

static GPtrArray *
list_names (const char *path, gboolean with_aside, GError **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_backup_free);
  g_autofree char *file = muster_db_resolve (path);
  g_autofree char *beside = g_path_get_dirname (file);
  g_autofree char *folder = muster_backup_dup_folder (path);

  if (!list_folder (file, folder, list, error) || (with_aside && !list_folder (file, beside, list, error)))
    return NULL;
  g_ptr_array_sort (list, compare_age);
  return g_steal_pointer (&list);
}

static gint64
count (MusterDb *db, const char *sql)
{
  return MAX (muster_db_get_number (db, sql, NULL), 0);
}

/* Files of an earlier version have fewer tables: what they have none of, they have nothing of. */
static void
look_inside (MusterBackup *self)
{
  g_autoptr(MusterDb) db = muster_backup_open (self->path, NULL);

  if (db == NULL)
    return;
  self->readable = TRUE;
  self->n_saves = (guint) count (db, "SELECT count(*) FROM log_commit");
  self->n_unsent = (guint) count (db, "SELECT count(*) FROM outbox WHERE version NOT IN (SELECT version FROM refused)");
  self->n_drafts = (guint) count (db, "SELECT count(*) FROM draft");
  self->joined = count (db, "SELECT count(*) FROM meta WHERE key = 'server'") > 0;
}

GPtrArray *
muster_backup_list (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) list = list_names (path, TRUE, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      look_inside (list->pdata[i]);
    }
  return g_steal_pointer (&list);
}

MusterBackup *
muster_backup_look (const char *path)
{
  g_autoptr(MusterBackup) self = g_new0 (MusterBackup, 1);
  GStatBuf info;

  self->path = muster_db_resolve (path);
  if (g_stat (self->path, &info) != 0)
    return NULL;
  self->size = info.st_size;
  look_inside (self);
  return self->readable ? g_steal_pointer (&self) : NULL;
}

/* ---- making one -------------------------------------------------------------------------------------------------- */

/* Nobody but its owner looks into it, and one makes a backup at a time; the lock goes with the descriptor. */
static int
take_folder (const char *folder, GError **error)
{
  gboolean made = g_mkdir (folder, 0700) == 0 || errno == EEXIST;
  int failure = errno;
  int fd = made ? g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0) : -1;

  if (made)
    failure = errno;
  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  if (fd >= 0)
    {
      close (fd);
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_BUSY, _("A backup of this file is being made already."));
    }
  else if (failure == ENOSPC || failure == EDQUOT)
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NO_SPACE,
                 _("There is no room left on the disk for the folder of backups, %s. Free some space, then try again."),
                 folder);
  else
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_READ_ONLY, _("The folder of backups, %s, cannot be made: %s"),
                 folder, g_strerror (failure));
  return -1;
}

/* What was cut short; the lock says that it is nobody's work. */
static void
sweep (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, PART) || g_str_has_suffix (name, PART "-journal"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_unlink (path);
      }
}

/* What is there already stands at that second: the next one will do. */
static char *
find_name (const char *path, MusterBackupKind kind, MusterTime at)
{
  char *name = muster_backup_name (path, kind, at);

  while (g_file_test (name, G_FILE_TEST_EXISTS))
    {
      g_free (name);
      at += G_USEC_PER_SEC;
      name = muster_backup_name (path, kind, at);
    }
  return name;
}

/* It has its name only once it has been read back. */
static gboolean
copy_and_check (MusterDb *db, const char *path, const char *name, GCancellable *cancellable, GError **error)
{
  g_autofree char *whole = g_strconcat (name, ".new", PART, NULL);
  g_autoptr(MusterDb) copy = NULL;
  g_autofree char *base = g_path_get_basename (path);
  g_autoptr(GError) local = NULL;
  gboolean sound = muster_db_copy (db, whole, cancellable, &local);

  /* Nobody knows the copy by the name that it has while it is made. */
  if (g_error_matches (local, MUSTER_ERROR, MUSTER_ERROR_NO_SPACE))
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NO_SPACE,
                 _("There is no room left on the disk of “%s” for a backup of it. Free some space, then try again."),
                 base);
  else if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  if (sound)
    {
      copy = muster_backup_open (whole, error);
      sound = copy != NULL && muster_backup_check (copy, whole, error);
      g_clear_pointer (&copy, muster_db_close);
      if (sound && g_rename (whole, name) != 0)
        {
          g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_FAILED, _("The backup could not be given its name: %s"),
                       g_strerror (errno));
          sound = FALSE;
        }
    }
  if (!sound)
    g_unlink (whole);
  return sound;
}

static gboolean
is_due (MusterDb *db, GPtrArray *list, const MusterClock *clock, gboolean *due, GError **error)
{
  g_autofree char *now = NULL, *then = NULL;
  g_autoptr(MusterDb) newest = NULL;

  *due = TRUE;
  for (guint i = 0; i < list->len && *due; i++)
    {
      const MusterBackup *backup = list->pdata[i];
      g_autoptr(MusterClock) made = muster_clock_new_fixed (backup->at);

      *due = backup->kind != MUSTER_BACKUP_DAILY || muster_clock_today (made) != muster_clock_today (clock);
    }
  if (!*due || list->len == 0)
    return TRUE;
  now = muster_backup_mark (db, error);
  newest = muster_backup_open (((MusterBackup *) list->pdata[0])->path, NULL);
  then = newest != NULL ? muster_backup_mark (newest, NULL) : NULL;
  *due = now != NULL && g_strcmp0 (now, then) != 0;
  return now != NULL;
}

static gboolean
make (const char *path, int folder_fd, MusterBackupKind kind, const MusterClock *clock, GCancellable *cancellable,
      MusterBackup **made, GError **error)
{
  g_autoptr(MusterDb) db = muster_backup_open (path, error);
  g_autoptr(GPtrArray) list = db != NULL ? list_names (path, FALSE, error) : NULL;
  g_autofree char *name = NULL, *folder = NULL, *base = NULL;
  gboolean due = TRUE;

  if (list == NULL || (kind == MUSTER_BACKUP_DAILY && !is_due (db, list, clock, &due, error)))
    return FALSE;
  if (!due)
    return TRUE;
  name = find_name (path, kind, muster_clock_now (clock));
  if (!copy_and_check (db, path, name, cancellable, error))
    return FALSE;
  fsync (folder_fd);
  folder = g_path_get_dirname (name);
  base = g_path_get_basename (name);
  *made = muster_backup_new (path, folder, base);
  if (*made != NULL)
    look_inside (*made);
  g_clear_pointer (&list, g_ptr_array_unref);
  list = list_names (path, FALSE, NULL);
  if (list != NULL)
    muster_backup_thin (list);
  return TRUE;
}

gboolean
muster_backup_make (const char *path, MusterBackupKind kind, const MusterClock *clock, GCancellable *cancellable,
                    MusterBackup **made, GError **error)
{
  g_autofree char *file = muster_db_resolve (path);
  g_autofree char *folder = muster_backup_dup_folder (path);
  int fd = take_folder (folder, error);
  gboolean ok;

  *made = NULL;
  if (fd < 0)
    return FALSE;
  fchmod (fd, 0700);
  sweep (folder);
  ok = make (file, fd, kind, clock, cancellable, made, error);
  close (fd);
  return ok;
}
