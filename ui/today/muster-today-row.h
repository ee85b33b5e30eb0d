/* muster-today-row.h - one record of a part of Today: its title, why it is here, and what can be done about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-today-deeds.h"
#include "muster-today.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_TODAY_ROW (muster_today_row_get_type ())
G_DECLARE_FINAL_TYPE (MusterTodayRow, muster_today_row, MUSTER, TODAY_ROW, GtkListBoxRow)

GtkWidget      *muster_today_row_new       (MusterStore *store, MusterTodayPart part);
/* Shows the item as it is now; what is typed in the row stays. FALSE: it said just that before. */
gboolean        muster_today_row_show      (MusterTodayRow *self, const MusterTodayItem *item, guint32 today);
MusterRecord   *muster_today_row_get_record (MusterTodayRow *self);
/* Its place in the list. */
void            muster_today_row_set_order (MusterTodayRow *self, guint order);
guint           muster_today_row_get_order (MusterTodayRow *self);

/* FALSE where the record has no use for it. */
gboolean        muster_today_row_do        (MusterTodayRow *self, MusterDeed deed);
/* Whether something is being typed in it. */
gboolean        muster_today_row_is_open   (MusterTodayRow *self);
void            muster_today_row_flush     (MusterTodayRow *self);
/* Saves what is being typed in it. */
void            muster_today_row_save      (MusterTodayRow *self);

G_END_DECLS
