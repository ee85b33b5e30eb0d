/* muster-bulk-dialog.h - a window that changes one thing of many records at once.
 *
 * It offers the field groups of the kind, as they are judged together: a status comes with its reason. What is left
 * blank stays as it is in each record.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_BULK_DIALOG (muster_bulk_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MusterBulkDialog, muster_bulk_dialog, MUSTER, BULK_DIALOG, AdwWindow)

/* Signal "saved" (gboolean changed): FALSE where all records were so already.
 * rowids (element gint64) is copied. Shown above the window of parent. */
MusterBulkDialog *muster_bulk_dialog_present (MusterStore *store, const MusterKind *kind, GArray *rowids,
                                              GtkWidget *parent);
/* Whether the kind has anything that is edited. */
gboolean          muster_bulk_dialog_suits   (const MusterKind *kind);

G_END_DECLS
