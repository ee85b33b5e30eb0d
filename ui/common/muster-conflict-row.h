/* muster-conflict-row.h - says on the page of a record that two people changed it without seeing each other's edit, and
 * leads to where that is settled.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* within: stands in a MusterPage. n: open conflicts; NULL where there is none. */
GtkWidget *muster_conflict_row_new (GtkWidget *within, guint n);

G_END_DECLS
