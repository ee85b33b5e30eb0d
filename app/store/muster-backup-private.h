/* muster-backup-private.h - what the making, the list and the restoring of backups share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-backup.h"
#include "muster-db.h"

G_BEGIN_DECLS

/* For reading, beside whoever writes it. */
MusterDb *muster_backup_open    (const char *path, GError **error);
/* Whether each page of it reads back as it should. */
gboolean  muster_backup_check   (MusterDb *db, const char *path, GError **error);
/* The name of one of that kind and time: beside path or in its folder. */
char     *muster_backup_name    (const char *path, MusterBackupKind kind, MusterTime at);
/* What it is, from its name; NULL: nothing of path's. */
MusterBackup *muster_backup_new (const char *path, const char *folder, const char *name);
/* Takes away what is more than is kept; all: newest first. */
void      muster_backup_thin    (GPtrArray *all);
/* What tells whether something changed: equal as long as nothing did that a person would miss. */
char     *muster_backup_mark    (MusterDb *db, GError **error);

G_END_DECLS
