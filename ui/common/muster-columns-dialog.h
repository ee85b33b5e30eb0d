/* muster-columns-dialog.h - which columns a table shows, and in which order; what is chosen is seen at once and kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-columns.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_COLUMNS_DIALOG (muster_columns_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MusterColumnsDialog, muster_columns_dialog, MUSTER, COLUMNS_DIALOG, AdwWindow)

/* Shows it above the window of parent. */
void muster_columns_dialog_present (const MusterKind *kind, MusterColumns *columns, GtkWidget *parent);

G_END_DECLS
