/* muster-leaving.h - before a window goes: is what was typed on the disk, and if not, shall it be lost?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

typedef void (*MusterLeavingFunc) (gpointer window, gboolean leave);

/* Waits for the drafts that are being written, of all records or of one, and asks the person where one could not be.
 * func is called once, from the main loop, with leave TRUE where nothing is lost or the person wants it so. */
void muster_leaving_ask (GtkWindow *window, MusterStore *store, const MusterId *id, MusterLeavingFunc func);

G_END_DECLS
