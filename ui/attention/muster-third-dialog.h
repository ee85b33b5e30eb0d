/* muster-third-dialog.h - neither side of a conflict, but a third: a form of the fields that are in dispute, which
 * begins with what counts now.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-attention.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_THIRD_DIALOG (muster_third_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MusterThirdDialog, muster_third_dialog, MUSTER, THIRD_DIALOG, AdwWindow)

/* Signal "written" (MusterRecord *edited), once it is without fault; then it closes. dispute is copied from; it has to
 * have a record. */
GtkWidget *muster_third_dialog_new (MusterStore *store, const MusterDispute *dispute);

G_END_DECLS
