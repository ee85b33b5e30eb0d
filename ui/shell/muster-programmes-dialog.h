/* muster-programmes-dialog.h - the files that hold a programme, to go from one to another. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-programme-row.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_PROGRAMMES_DIALOG (muster_programmes_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MusterProgrammesDialog, muster_programmes_dialog, MUSTER, PROGRAMMES_DIALOG, AdwWindow)

/* Signals: "open" (const char *path, gboolean apart: in a window of its own); "join", another one. The dialog has
 * closed by then. */

typedef MusterProgrammeStanding (*MusterStandingFunc) (const char *path, gpointer data);

/* settings may be NULL. data outlives the dialog. */
MusterProgrammesDialog *muster_programmes_dialog_new     (GSettings *settings, MusterClock *clock,
                                                          MusterStandingFunc standing, gpointer data);
void                    muster_programmes_dialog_present (MusterProgrammesDialog *self, GtkWindow *parent);

G_END_DECLS
