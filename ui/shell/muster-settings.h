/* muster-settings.h - the settings of the app, where they are installed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* NULL where the schema is not installed: the app then runs with its defaults and remembers nothing. */
GSettings *muster_settings_new           (void);

/* Both take NULL for settings. */
void       muster_settings_restore_size  (GSettings *settings, GtkWindow *window);
void       muster_settings_remember_size (GSettings *settings, GtkWindow *window);

G_END_DECLS
