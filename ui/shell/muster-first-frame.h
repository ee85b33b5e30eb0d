/* muster-first-frame.h - how long it takes from the start of the process until a person can read the first page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Prints "first-frame-ms N" after the first painted frame in which Today has been read. With leave, closes the window
 * then. */
void muster_first_frame_print (GtkWindow *window, gboolean leave);

G_END_DECLS
