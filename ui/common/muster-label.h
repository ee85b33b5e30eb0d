/* muster-label.h - text that is read: it wraps where it must and stands at the side where reading starts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* style: a CSS class, NULL: none. */
GtkWidget *muster_label_new     (const char *text, const char *style);

/* A label that has too little room ends in an ellipsis, and the pointer is told the rest. */
void       muster_label_shorten (GtkWidget *label);

G_END_DECLS
