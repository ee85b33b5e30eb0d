/* muster-preferences.h - what a person may want otherwise. Each takes effect at once.
 *
 * What whoever looks after the computer has locked is shown as it is, and says so. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MUSTER_TYPE_PREFERENCES (muster_preferences_get_type ())
G_DECLARE_FINAL_TYPE (MusterPreferences, muster_preferences, MUSTER, PREFERENCES, AdwWindow)

/* settings may be NULL: then nothing can be chosen, and that is said. */
MusterPreferences *muster_preferences_new     (GSettings *settings);
void               muster_preferences_present (MusterPreferences *self, GtkWindow *parent);

G_END_DECLS
