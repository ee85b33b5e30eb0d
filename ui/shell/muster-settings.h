/* muster-settings.h - the settings of the app, where they are installed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

/* NULL where the schema is not installed: the app then runs with its defaults and remembers nothing. */
GSettings *muster_settings_new           (void);

/* The name that signs what is saved. */
#define MUSTER_SETTING_ACTOR "actor-name"

/* All take NULL for settings. */

/* Who signs what is saved: the name in the settings, else that of the login. */
char      *muster_settings_dup_actor     (GSettings *settings, const char *login);
/* Keeps a store signing as they say, in whichever window the person says who she is. */
void       muster_settings_sign          (GSettings *settings, const char *login, MusterStore *store);
/* FALSE: whoever looks after this computer has set that name, or nothing is remembered here. */
gboolean   muster_settings_can_name      (GSettings *settings);
void       muster_settings_restore_size  (GSettings *settings, GtkWindow *window);
void       muster_settings_remember_size (GSettings *settings, GtkWindow *window);

G_END_DECLS
