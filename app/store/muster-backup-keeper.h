/* muster-backup-keeper.h - sees to it that an open file has a backup a day, and makes one when asked.
 *
 * A main-thread object; nothing here waits. The copy is made on a thread of GTask, by a connection of its own that only
 * reads. The first look is some time after the file was opened, so that it is in nobody's way; then every half hour.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-backup.h"
#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_BACKUP_KEEPER (muster_backup_keeper_get_type ())
G_DECLARE_FINAL_TYPE (MusterBackupKeeper, muster_backup_keeper, MUSTER, BACKUP_KEEPER, GObject)

/* Signal: "changed", when one was made, or could not be. */

/* One for a store, which owns it. */
MusterBackupKeeper *muster_backup_keeper_new  (MusterStore *store);
/* Of an open store; NULL: it has none. (transfer none) */
MusterBackupKeeper *muster_backup_keeper_of   (MusterStore *store);
/* What is being made is given up. Before the store is closed. */
void                muster_backup_keeper_stop (MusterBackupKeeper *self);
/* Why the last one could not be made, a sentence; NULL: it could, or none was due. */
const char         *muster_backup_keeper_get_failure (MusterBackupKeeper *self);

/* Finish: (transfer full), NULL with error. */
void                muster_backup_keeper_make_async  (MusterBackupKeeper *self, GAsyncReadyCallback callback,
                                                      gpointer user_data);
MusterBackup       *muster_backup_keeper_make_finish (GAsyncResult *result, GError **error);

/* As muster_backup_list(), of any file. */
void                muster_backup_list_async         (const char *path, GCancellable *cancellable,
                                                      GAsyncReadyCallback callback, gpointer user_data);
GPtrArray          *muster_backup_list_finish        (GAsyncResult *result, GError **error);

G_END_DECLS
