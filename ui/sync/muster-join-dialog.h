/* muster-join-dialog.h - joins the programme of an endpoint with the code that its administrator gave. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-syncer.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_JOIN_DIALOG (muster_join_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MusterJoinDialog, muster_join_dialog, MUSTER, JOIN_DIALOG, AdwWindow)

/* Signal: "joined" (). The dialog closes by itself then. */
MusterJoinDialog *muster_join_dialog_present (MusterSyncer *syncer, GtkWidget *parent);

G_END_DECLS
