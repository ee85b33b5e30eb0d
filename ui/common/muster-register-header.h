/* muster-register-header.h - the row of column names above a table; those that sort are buttons.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-columns.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_REGISTER_HEADER (muster_register_header_get_type ())
G_DECLARE_FINAL_TYPE (MusterRegisterHeader, muster_register_header, MUSTER, REGISTER_HEADER, GtkWidget)

/* Signal "sort" (const char *field): a name was activated. adjustment: how far the table is scrolled sideways. */
GtkWidget *muster_register_header_new      (MusterColumns *columns, GtkAdjustment *adjustment);
/* Says and shows which column sorts. */
void       muster_register_header_set_sort (MusterRegisterHeader *self, const char *field, gboolean descending);

G_END_DECLS
