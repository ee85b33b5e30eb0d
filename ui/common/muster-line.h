/* muster-line.h - children side by side, for words that wrap and stand in a line with something else.
 *
 * What a horizontal GtkBox does, but for one thing: children are asked how wide they want to be, never how wide at the
 * height of the line. A label that wraps tries some twenty widths to answer the latter, at each level that asks; a page
 * of such lines laid out its words a hundred times before it was painted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A GtkBox that does so. gap: between two children, in pixels. A child that expands takes what room is left; else the
 * end stays empty. Floating. */
GtkWidget *muster_line_new (int gap);

G_END_DECLS
