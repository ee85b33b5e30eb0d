/* muster-wrap-layout.h - children side by side, and on a further line where there is no more room.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MUSTER_TYPE_WRAP_LAYOUT (muster_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (MusterWrapLayout, muster_wrap_layout, MUSTER, WRAP_LAYOUT, GtkLayoutManager)

/* gap: between two children, and between two lines. */
GtkLayoutManager *muster_wrap_layout_new (int gap);

G_END_DECLS
