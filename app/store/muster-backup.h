/* muster-backup.h - copies of a replica that are kept beside it, and how one takes its place again.
 *
 * They lie in the folder "backups" beside the file, which its owner alone may look into. Each has its name only once
 * it is whole, read back and on the disk. One is made a day, if something changed; of these the last of each of the
 * seven newest days are kept, and of four weeks before them. Those that somebody asked for, or that were made before
 * something that she let happen, go by a count of their own: the ten newest are kept.
 *
 * Synchronous, for a thread that may wait; beside whoever writes the file, which goes on meanwhile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "muster-clock.h"

G_BEGIN_DECLS

typedef enum {
  MUSTER_BACKUP_DAILY,
  MUSTER_BACKUP_ASKED, /* for, by a person */
  MUSTER_BACKUP_ASIDE, /* no copy: a file whose place a backup has taken. It lies beside, and is never taken away */
} MusterBackupKind;

typedef struct {
  char            *path;
  MusterBackupKind kind;
  MusterTime       at;
  gint64           size;
  gboolean         readable; /* else nothing of what follows is known */
  guint            n_saves;  /* in its history */
  guint            n_unsent;
  guint            n_drafts;
  gboolean         joined;   /* an endpoint */
} MusterBackup;

void          muster_backup_free       (MusterBackup *self);

/* path: of the replica, here and below. */
char         *muster_backup_dup_folder (const char *path);
/* Newest first; element MusterBackup. Where there is no folder yet, none. */
GPtrArray    *muster_backup_list       (const char *path, GCancellable *cancellable, GError **error);
/* A daily one only where it is due: none is of today, and something changed since the newest. *made: NULL where it was
 * not. BUSY where one is being made already. */
gboolean      muster_backup_make       (const char *path, MusterBackupKind kind, const MusterClock *clock,
                                        GCancellable *cancellable, MusterBackup **made, GError **error);
/* Of the file itself as it is now; NULL where it cannot be read. */
MusterBackup *muster_backup_look       (const char *path);

/* Puts a copy of the file at from, which stays, in the place of the replica, which nobody may have open (BUSY). What
 * was there is kept beside it: *aside is where, NULL where there was nothing. Whatever fails, path is as it was. */
gboolean      muster_backup_restore    (const char *path, const char *from, const MusterClock *clock, char **aside,
                                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterBackup, muster_backup_free)

G_END_DECLS
