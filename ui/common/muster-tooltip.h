/* muster-tooltip.h - what the pointer is told.
 *
 * GTK asks the display server where the pointer is each time that a tooltip is set, and waits for the answer: under X
 * a form of thirty fields waits a quarter of a frame for words that nobody has asked for. Here they are looked up when
 * the pointer rests. A screen reader is told nothing of it: what is to be heard is a name or a description.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* text: one line; NULL: nothing is told. */
void        muster_tooltip_set (GtkWidget *widget, const char *text);
const char *muster_tooltip_get (GtkWidget *widget);

G_END_DECLS
