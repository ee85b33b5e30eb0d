/* muster-line-row.h - a row of a boxed list: what it is, more about it below, its state and an arrow at the end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* detail: "" for none. percent: of the bar below, -1 for none. state: a chip or the like, floating; nullable. An arrow
 * says that the row leads on; it can be activated then. The name that a screen reader hears is title, until the caller
 * gives another. */
GtkWidget *muster_line_row_new (const char *title, const char *detail, int percent, GtkWidget *state,
                                gboolean leads_on);

G_END_DECLS
