/* muster-today-since.h - from when on what changed is shown: the last look, one of the last days, or a day that is
 * typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-today.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_TODAY_SINCE (muster_today_since_get_type ())
G_DECLARE_FINAL_TYPE (MusterTodaySince, muster_today_since, MUSTER, TODAY_SINCE, GtkWidget)

/* Signal: "chosen", when get_day() gives another. */
GtkWidget *muster_today_since_new     (void);
/* 0: since the last look. */
guint32    muster_today_since_get_day (MusterTodaySince *self);
void       muster_today_since_show    (MusterTodaySince *self, const MusterToday *today);

G_END_DECLS
