/* muster-drop-down.h - a drop-down of words whose parts have names for a screen reader.
 *
 * GTK 4.8 names neither the button in it, which takes the focus, nor the rows of its list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A GtkDropDown. name is what it is for; the button in it says that and what is chosen. */
GtkWidget *muster_drop_down_new (const char *name, GtkStringList *labels);

G_END_DECLS
