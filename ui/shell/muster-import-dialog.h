/* muster-import-dialog.h - a window that takes a table of records from the clipboard or a file.
 *
 * First the table as text, where it can be mended; then what would come of it, and what is wrong in which line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_IMPORT_DIALOG (muster_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MusterImportDialog, muster_import_dialog, MUSTER, IMPORT_DIALOG, AdwWindow)

/* Signal "imported" (const char *text): what to say of it; it can be undone. fresh: what new records have where the
 * table says nothing; its kind is that of the table. Shown above the window of parent. */
MusterImportDialog *muster_import_dialog_present   (MusterStore *store, MusterRecord *fresh, GtkWidget *parent);
/* Whether nothing is lost if it goes now: a save that is under way is not. If it is, the person is asked. */
gboolean            muster_import_dialog_may_leave (MusterImportDialog *self);

G_END_DECLS
