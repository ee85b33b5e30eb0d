/* muster-record-list.h - the answer of a query as a GListModel that costs as much as what is looked at.
 *
 * It keeps the ordered rowids; a MusterRow is made when asked for and its record loaded in pages on the store's
 * reading thread. A refresh changes exact ranges; a row whose content changed stays and notifies. Late answers to an
 * older query are dropped. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_ROW (muster_row_get_type ())
G_DECLARE_FINAL_TYPE (MusterRow, muster_row, MUSTER, ROW, GObject)

/* NULL until loaded; "record" notifies. */
MusterRecord     *muster_row_get_record        (MusterRow *self);
gint64            muster_row_get_rowid         (MusterRow *self);

#define MUSTER_TYPE_RECORD_LIST (muster_record_list_get_type ())
G_DECLARE_FINAL_TYPE (MusterRecordList, muster_record_list, MUSTER, RECORD_LIST, GObject)

/* Properties, notified: "loading" (boolean: the first answer to the present query is awaited), "error-message" (string,
 * NULL: none). Item type MUSTER_TYPE_ROW. */
MusterRecordList *muster_record_list_new       (MusterStore *store, MusterQuery *query);
/* Asks anew; rows that stay keep their place and selection. The query is copied. */
void              muster_record_list_set_query (MusterRecordList *self, const MusterQuery *query);
const MusterQuery *muster_record_list_get_query (MusterRecordList *self);
/* How many records there are, told as items or not. */
guint             muster_record_list_count     (MusterRecordList *self);
/* A GtkListView makes up to 200 widgets before it paints the first, and gives as many up. Where the answer to a new
 * query brings or takes more than so many rows, only the first are told, and the others when they are asked for: until
 * then what stood there before stays. When as many were told as have widgets at most, the rest is told at once. 0, as
 * it is at first: all at once. */
void              muster_record_list_tell_in_parts (MusterRecordList *self, guint first, guint most);
/* Tells up to n more. FALSE: that was all. */
gboolean          muster_record_list_tell_more (MusterRecordList *self, guint n);
gboolean          muster_record_list_has_more (MusterRecordList *self);
gboolean          muster_record_list_is_loading (MusterRecordList *self);
const char       *muster_record_list_get_error (MusterRecordList *self);
gint64            muster_record_list_get_rowid (MusterRecordList *self, guint position);
/* Where a record stands now, GTK_INVALID_LIST_POSITION (G_MAXUINT) where it does not. */
guint             muster_record_list_find      (MusterRecordList *self, gint64 rowid);

G_END_DECLS
