/* muster-twin.h - two columns side by side where there is room for both, else one above the other; read one after the
 * other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MUSTER_TYPE_TWIN (muster_twin_get_type ())
G_DECLARE_FINAL_TYPE (MusterTwin, muster_twin, MUSTER, TWIN, GtkBox)

/* A box for two children. gap: between them. chars: what each needs room for to stand beside the other. The Tab key
 * goes through the first, then through the second: GTK 4.8 would begin with the shorter one, whose middle is higher. */
GtkWidget *muster_twin_new (int gap, int chars);

G_END_DECLS
