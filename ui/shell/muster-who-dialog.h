/* muster-who-dialog.h - lets a person say who she is: a person of the programme, or a name that she types.
 *
 * The name goes into the settings, and whoever saves hears of it from there. Where it cannot be changed here, the
 * dialog says why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_WHO_DIALOG (muster_who_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MusterWhoDialog, muster_who_dialog, MUSTER, WHO_DIALOG, AdwWindow)

/* settings may be NULL. login is the name without one in the settings. */
MusterWhoDialog *muster_who_dialog_new     (MusterStore *store, GSettings *settings, const char *login);
void             muster_who_dialog_present (MusterWhoDialog *self, GtkWindow *parent);

G_END_DECLS
