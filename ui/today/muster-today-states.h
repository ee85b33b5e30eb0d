/* muster-today-states.h - what the page of Today shows instead of its parts, and what it remembers by.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Where there are no records at all. */
GtkWidget *muster_today_make_welcome  (void);
/* Where it cannot be read: an AdwStatusPage whose description the page sets; again (data) tries once more. */
GtkWidget *muster_today_make_failed   (GCallback again, gpointer data);

/* "Sunday 22 November 2026" */
char      *muster_today_describe_date (guint32 day);
/* NULL where the schema is not installed. */
GSettings *muster_today_open_settings (void);

G_END_DECLS
