/* muster-column.h - children below one another, each as wide as all of them.
 *
 * What a vertical GtkBox does, but for one thing: it says how wide it wants to be whatever the height that is offered.
 * A horizontal GtkBox asks each child how wide it wants to be at the height of the line, and a label that wraps tries
 * some twenty widths to answer that; a page of such lines then lays out its words a hundred times before it is painted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MUSTER_TYPE_COLUMN_LAYOUT (muster_column_layout_get_type ())
G_DECLARE_FINAL_TYPE (MusterColumnLayout, muster_column_layout, MUSTER, COLUMN_LAYOUT, GtkLayoutManager)

/* gap: between two children, in pixels. Children take the height that they want at the width of the column. */
GtkLayoutManager *muster_column_layout_new (int gap);

/* A box with this layout, for words that stand in a line with something else. Floating. */
GtkWidget        *muster_column_new        (int gap);

G_END_DECLS
