/* muster-twin-layout.h - two columns side by side where there is room for both, else one above the other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MUSTER_TYPE_TWIN_LAYOUT (muster_twin_layout_get_type ())
G_DECLARE_FINAL_TYPE (MusterTwinLayout, muster_twin_layout, MUSTER, TWIN_LAYOUT, GtkLayoutManager)

/* For a widget with two children. gap: between them. chars: what each needs room for to stand beside the other. */
GtkLayoutManager *muster_twin_layout_new (int gap, int chars);

G_END_DECLS
