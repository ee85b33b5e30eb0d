/* muster-today-tiles.h - how many there are of each part of Today, at a glance; each leads to its part.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-today.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_TODAY_TILES (muster_today_tiles_get_type ())
G_DECLARE_FINAL_TYPE (MusterTodayTiles, muster_today_tiles, MUSTER, TODAY_TILES, GtkWidget)

/* Signal "chosen" (uint part). */
GtkWidget *muster_today_tiles_new  (void);
void       muster_today_tiles_show (MusterTodayTiles *self, const MusterToday *today);

G_END_DECLS
