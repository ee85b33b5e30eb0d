/* muster-tooltip.h - the tooltips of what is made or changed by the dozen.
 *
 * gtk_widget_set_tooltip_text() asks the display where the pointer is, each time: a map of 25 cells that counts anew
 * waits for 25 answers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* text: plain; said when it is asked for. */
void muster_tooltip_set (GtkWidget *widget, const char *text);

G_END_DECLS
