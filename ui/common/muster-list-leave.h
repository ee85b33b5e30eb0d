/* muster-list-leave.h - Tab out of a long list.
 *
 * GTK 4.8 takes Tab from row to row: 100,000 of them would be a trap.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives the focus to what comes after the list in the window, or before it. */
gboolean muster_list_leave  (GtkWidget *list, gboolean forward);
/* Whether a key is a Tab that leaves, and which way. */
gboolean muster_list_is_tab (guint key, GdkModifierType state, gboolean *forward);

G_END_DECLS
