/* muster-backups-dialog.h - the backups of a file: when, how large, how many saves; to make one, or to restore one.
 *
 * Signal: "restore" (const MusterBackup *): a person wants it in the place of the file; whoever owns the file asks once
 * more, and does so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-backup-keeper.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_BACKUPS_DIALOG (muster_backups_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MusterBackupsDialog, muster_backups_dialog, MUSTER, BACKUPS_DIALOG, AdwWindow)

/* store: on the file at path, NULL: it cannot be opened. */
MusterBackupsDialog *muster_backups_dialog_present (const char *path, MusterStore *store, GtkWindow *parent);

G_END_DECLS
