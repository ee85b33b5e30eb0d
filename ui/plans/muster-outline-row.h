/* muster-outline-row.h - one row of an outline: it lays out and draws its cells itself, as the rows of a register do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-outline-columns.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_OUTLINE_ROW (muster_outline_row_get_type ())
G_DECLARE_FINAL_TYPE (MusterOutlineRow, muster_outline_row, MUSTER, OUTLINE_ROW, GtkWidget)

GtkWidget  *muster_outline_row_new      (MusterOutlineColumns *columns);
/* NULL: shows nothing. */
void        muster_outline_row_set_work (MusterOutlineRow *self, MusterWork *work);
MusterWork *muster_outline_row_get_work (MusterOutlineRow *self);
/* Where the row of work in a list view stands on another widget. FALSE: no row shows it. */
gboolean    muster_outline_row_find_place (GtkWidget *list_view, MusterWork *work, GtkWidget *on, GdkRectangle *place);

G_END_DECLS
