/* muster-register-row.h - one row of a table: it lays out and draws its cells itself.
 *
 * A label a cell would be ten times the widgets: with its own layouts a row is one widget, and a table of 100,000 rows
 * scrolls within a frame. A row whose record is still being read draws faint bars.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-columns.h"
#include "muster-record-list.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_REGISTER_ROW (muster_register_row_get_type ())
G_DECLARE_FINAL_TYPE (MusterRegisterRow, muster_register_row, MUSTER, REGISTER_ROW, GtkWidget)

GtkWidget *muster_register_row_new     (MusterColumns *columns);
/* NULL: shows nothing. */
void       muster_register_row_set_row (MusterRegisterRow *self, MusterRow *row);

G_END_DECLS
