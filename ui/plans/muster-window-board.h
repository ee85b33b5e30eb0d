/* muster-window-board.h - the work of a plan in columns, one for each window of days that it is planned for.
 *
 * What is planned otherwise stands in columns of its own at the end: nothing is left out but what has parts, whose
 * parts are here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-outline-columns.h"
#include "muster-plan-model.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_WINDOW_BOARD (muster_window_board_get_type ())
G_DECLARE_FINAL_TYPE (MusterWindowBoard, muster_window_board, MUSTER, WINDOW_BOARD, GtkWidget)

/* Signals: "edit" (MusterWork *, const char *field) and "open" (MusterWork *), as those of an outline. */
GtkWidget *muster_window_board_new       (void);
/* filter NULL: all. */
void       muster_window_board_fill      (MusterWindowBoard *self, MusterPlanView *view, MusterPlanModel *model,
                                          MusterWorkFilter filter, gpointer data);
void       muster_window_board_get_place (MusterWindowBoard *self, MusterWork *work, GdkRectangle *place);

G_END_DECLS
