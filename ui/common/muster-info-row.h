/* muster-info-row.h - a sentence that stays until it is no longer true, with what can be done about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *muster_info_row_new        (const char *icon, const char *text);
/* Calls callback (data) when activated. Returns the button. */
GtkWidget *muster_info_row_add_button (GtkWidget *row, const char *label, GCallback callback, gpointer data);

G_END_DECLS
