/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-record-list.h"

G_BEGIN_DECLS

/* A row knows its list until the list goes; the list knows it until the row goes. Neither holds the other. */
MusterRow *muster_row_new              (MusterRecordList *list, gint64 rowid);
void       muster_row_forget_list      (MusterRow *self);
/* Where its rowid lies, as a key for as long as the row lives. */
gint64    *muster_row_key              (MusterRow *self);
void       muster_row_set_record       (MusterRow *self, MusterRecord *record);

/* Called by a row that goes. */
void       muster_record_list_drop_row (MusterRecordList *self, gint64 rowid);

G_END_DECLS
