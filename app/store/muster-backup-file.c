/* muster-backup-file.c - one backup: its name, whether it is sound, and how many are kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-backup-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "muster-replica-private.h"

#define FOLDER "backups"
#define ENDING ".muster"
/* "-2026-11-21T091244Z" */
#define STAMP "-%04d-%02d-%02dT%02d%02d%02dZ"
#define STAMP_LENGTH 19

/* How many days, weeks before them, and backups that were asked for are kept. */
#define DAYS 7
#define WEEKS 4
#define ASKED 10

static const char *const marks[] = {
  [MUSTER_BACKUP_DAILY] = "",
  [MUSTER_BACKUP_ASKED] = "-kept",
  [MUSTER_BACKUP_ASIDE] = "-aside",
};

void
muster_backup_free (MusterBackup *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self);
}

/* ---- names ------------------------------------------------------------------------------------------------------- */

char *
muster_backup_dup_folder (const char *path)
{
  g_autofree char *file = muster_db_resolve (path);
  g_autofree char *beside = g_path_get_dirname (file);

  return g_build_filename (beside, FOLDER, NULL);
}

/* "programme" of "/home/ann/programme.muster". */
static char *
dup_stem (const char *path)
{
  char *name = g_path_get_basename (path);

  if (g_str_has_suffix (name, ENDING))
    name[strlen (name) - strlen (ENDING)] = '\0';
  return name;
}

char *
muster_backup_name (const char *path, MusterBackupKind kind, MusterTime at)
{
  g_autofree char *stem = dup_stem (path);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autofree char *stamp = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H%M%SZ") : g_strdup ("unknown");
  g_autofree char *folder = kind == MUSTER_BACKUP_ASIDE ? g_path_get_dirname (path) : muster_backup_dup_folder (path);
  g_autofree char *name = g_strconcat (stem, "-", stamp, marks[kind], ENDING, NULL);

  return g_build_filename (folder, name, NULL);
}

static gboolean
read_stamp (const char *text, MusterTime *at)
{
  int year, month, day, hour, minute, second, n = 0;
  g_autoptr(GDateTime) time = NULL;

  if (sscanf (text, "-%4d-%2d-%2dT%2d%2d%2dZ%n", &year, &month, &day, &hour, &minute, &second, &n) != 6
      || n != STAMP_LENGTH)
    return FALSE;
  time = g_date_time_new_utc (year, month, day, hour, minute, second);
  if (time == NULL)
    return FALSE;
  *at = g_date_time_to_unix (time) * G_USEC_PER_SEC;
  return TRUE;
}

MusterBackup *
muster_backup_new (const char *path, const char *folder, const char *name)
{
  g_autofree char *stem = dup_stem (path);
  g_autofree char *whole = g_build_filename (folder, name, NULL);
  g_autofree char *beside = g_path_get_dirname (path);
  gboolean is_beside = g_str_equal (beside, folder);
  MusterBackup *self;
  MusterTime at;
  GStatBuf info;
  gsize length = strlen (stem);
  int kind = 0;

  if (!g_str_has_prefix (name, stem) || !read_stamp (name + length, &at) || g_lstat (whole, &info) != 0
      || !S_ISREG (info.st_mode))
    return NULL;
  for (kind = 0; kind < (int) G_N_ELEMENTS (marks); kind++)
    {
      g_autofree char *rest = g_strconcat (marks[kind], ENDING, NULL);

      if (g_str_equal (name + length + STAMP_LENGTH, rest))
        break;
    }
  if (kind == G_N_ELEMENTS (marks) || (kind == MUSTER_BACKUP_ASIDE) != is_beside)
    return NULL;
  self = g_new0 (MusterBackup, 1);
  self->path = g_steal_pointer (&whole);
  self->kind = kind;
  self->at = at;
  self->size = info.st_size;
  return self;
}

/* ---- what is in it ----------------------------------------------------------------------------------------------- */

MusterDb *
muster_backup_open (const char *path, GError **error)
{
  return muster_db_open (path, MUSTER_DB_READ, MUSTER_REPLICA_APPLICATION_ID, error);
}

gboolean
muster_backup_check (MusterDb *db, const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr(GError) local = NULL;
  gint64 sound = muster_db_get_number (db, "SELECT count(*) = 1 AND max (quick_check) = 'ok' FROM pragma_quick_check",
                                       &local);

  if (sound == 1)
    return TRUE;
  if (local != NULL && !g_error_matches (local, MUSTER_ERROR, MUSTER_ERROR_CORRUPT))
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_CORRUPT,
                 _("“%s” does not read back as it should: the file, or the disk, is damaged. It was not used, and "
                   "nothing else was changed."), name);
  return FALSE;
}

/* When the endpoint was last heard of is no change. */
char *
muster_backup_mark (MusterDb *db, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (
    db,
    "SELECT (SELECT count(*) || '/' || coalesce (max (version), 0) FROM log_commit)"
    " || '/' || (SELECT coalesce (max (seq), 0) FROM sync_cursor)"
    " || '/' || (SELECT count(*) FROM outbox) || '/' || (SELECT count(*) FROM refused)"
    " || '/' || (SELECT count(*) || '/' || coalesce (max (at), 0) FROM draft)"
    " || '/' || (SELECT count(*) FROM meta)",
    error);
  gboolean row = FALSE;

  if (statement == NULL || !muster_statement_step (statement, &row, error) || !row)
    return NULL;
  return g_strdup (muster_statement_get_text (statement, 0));
}

/* ---- how many are kept ------------------------------------------------------------------------------------------- */

static guint32
day_of (const MusterBackup *self)
{
  g_autoptr(MusterClock) then = muster_clock_new_fixed (self->at);

  return muster_clock_today (then);
}

typedef struct {
  guint   n_days, n_weeks, n_asked;
  guint32 day, week; /* of the last daily one that is kept */
} Thinning;

/* Asked newest first. Julian days begin with a Monday. */
static gboolean
is_kept (Thinning *self, const MusterBackup *backup)
{
  guint32 day = day_of (backup), week = (day - 1) / 7;

  if (backup->kind != MUSTER_BACKUP_DAILY)
    return backup->kind == MUSTER_BACKUP_ASIDE || ++self->n_asked <= ASKED;
  if (day == self->day)
    return FALSE;
  if (self->n_days < DAYS)
    self->n_days++;
  else if (week != self->week && self->n_weeks < WEEKS)
    self->n_weeks++;
  else
    return FALSE;
  self->day = day;
  self->week = week;
  return TRUE;
}

void
muster_backup_thin (GPtrArray *all)
{
  Thinning thinning = { 0 };

  for (guint i = 0; i < all->len; i++)
    {
      const MusterBackup *backup = all->pdata[i];

      if (!is_kept (&thinning, backup))
        g_unlink (backup->path);
    }
}
