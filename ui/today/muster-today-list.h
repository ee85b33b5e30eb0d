/* muster-today-list.h - the rows of one part of Today, made a few at a time; rows that stay when the records
 * change keep the focus and what is typed in them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-today-row.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_TODAY_LIST (muster_today_list_get_type ())
G_DECLARE_FINAL_TYPE (MusterTodayList, muster_today_list, MUSTER, TODAY_LIST, GtkWidget)

/* Signals: "activated" (MusterTodayRow *); "emptied", when the last row went and had the focus; "passed" (boolean
 * downwards), when the arrow keys go on beyond its ends. */
GtkWidget *muster_today_list_new         (MusterStore *store, MusterTodayPart part);
/* items: MusterTodayItem, in their order. Their rows come with muster_today_list_fill(); until then what stood there
 * stays. */
void       muster_today_list_show        (MusterTodayList *self, GPtrArray *items, guint32 today);
/* Makes the next n rows; those that say what they said count for nothing. Gives how many it made. */
guint      muster_today_list_fill        (MusterTodayList *self, guint n);
/* How many items have no row yet, or one that was not looked at. */
guint      muster_today_list_count_rest  (MusterTodayList *self);
void       muster_today_list_set_name    (MusterTodayList *self, const char *name);
/* FALSE where there is no row. */
gboolean   muster_today_list_focus_first (MusterTodayList *self);
gboolean   muster_today_list_focus_last  (MusterTodayList *self);
void       muster_today_list_foreach     (MusterTodayList *self, void (*func) (MusterTodayRow *row));

G_END_DECLS
