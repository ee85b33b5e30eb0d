/* muster-timeline.h - when a piece of work was planned, is expected and was done, on a scale of days.
 *
 * What is drawn here stands in words in the row that it is drawn in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-outline-columns.h"

G_BEGIN_DECLS

/* The scale for all work of a plan, whole months; {0, 0} where nothing has a day. */
MusterDays muster_timeline_days          (MusterPlanView *view);
/* Draws work into a cell of width and height at x, 0. */
void       muster_timeline_snapshot      (GtkWidget *widget, GtkSnapshot *snapshot, MusterOutlineColumns *columns,
                                          MusterWork *work, int x, int width, int height);
/* The names of years and months above the scale. */
void       muster_timeline_snapshot_head (GtkWidget *widget, GtkSnapshot *snapshot, MusterOutlineColumns *columns,
                                          int x, int width, int height);

G_END_DECLS
