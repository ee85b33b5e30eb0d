/* muster-join-dialog.h - joins the programme of an endpoint with the code that its administrator gave: with a file of
 * its own, or with the one that is open. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-joiner.h"
#include "muster-syncer.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_JOIN_DIALOG (muster_join_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MusterJoinDialog, muster_join_dialog, MUSTER, JOIN_DIALOG, AdwWindow)

/* Signal: "joined" (const char *path): with that file, which is closed; NULL: with the one that is open. The dialog
 * closes by itself then. */

/* here: of the file that is open; NULL: none is, or none that could join. apart: a file of its own is what is meant. */
MusterJoinDialog *muster_join_dialog_new     (MusterSyncer *here, MusterJoiner *joiner, gboolean apart);
void              muster_join_dialog_present (MusterJoinDialog *self, GtkWindow *parent);

G_END_DECLS
