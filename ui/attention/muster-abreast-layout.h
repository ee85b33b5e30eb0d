/* muster-abreast-layout.h - children in columns of one width where each has room for a line of text, else one below the
 * other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MUSTER_TYPE_ABREAST_LAYOUT (muster_abreast_layout_get_type ())
G_DECLARE_FINAL_TYPE (MusterAbreastLayout, muster_abreast_layout, MUSTER, ABREAST_LAYOUT, GtkLayoutManager)

GtkLayoutManager *muster_abreast_layout_new (int gap);

G_END_DECLS
