/* muster-button.h - buttons whose accessible name is what they say.
 *
 * GTK 4.8 names a button with a mnemonic twice, once with its underscore.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* label has a mnemonic; action may be NULL. */
GtkWidget *muster_button_new      (const char *label, const char *action);
/* Of one made here; label has a mnemonic. */
void       muster_button_set_label (GtkWidget *button, const char *label);
/* name is its tooltip too. */
GtkWidget *muster_button_new_icon (const char *icon, const char *name, const char *action);

/* Icon and label; a long label gives way where there is little room. */
GtkWidget *muster_button_new_labelled (const char *icon, const char *label, const char *action);
/* A labelled one shows its icon alone; its name stays. */
void       muster_button_set_compact  (GtkWidget *button, gboolean compact);

G_END_DECLS
