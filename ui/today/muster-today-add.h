/* muster-today-add.h - an action that somebody hears of in a meeting, taken down where one is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

/* Asks for it above page, a MusterPage that says what came of it. scope NULL: it belongs to nothing yet. */
void muster_today_add_action (GtkWidget *page, MusterStore *store, const MusterId *scope);

G_END_DECLS
