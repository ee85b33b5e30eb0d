/* muster-today-page.h - what needs somebody today, for me or for everyone, in the place that the desk shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-today.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_TODAY_PAGE (muster_today_page_get_type ())
G_DECLARE_FINAL_TYPE (MusterTodayPage, muster_today_page, MUSTER, TODAY_PAGE, GtkWidget)

/* A MusterPage. */
GtkWidget *muster_today_page_new     (MusterStore *store);
/* Whether there is something on it to be read. */
gboolean   muster_today_page_is_read (MusterTodayPage *self);

/* What a fresh one will ask, in which nothing has been chosen; all but the scope. */
void       muster_today_page_ask_first (MusterTodayQuestion *question);

G_END_DECLS
