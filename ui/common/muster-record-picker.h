/* muster-record-picker.h - a popover that finds a record as you type.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_RECORD_PICKER (muster_record_picker_get_type ())
G_DECLARE_FINAL_TYPE (MusterRecordPicker, muster_record_picker, MUSTER, RECORD_PICKER, GtkWidget)

/* Offers records of the kinds in the set. Signal "picked" (MusterHit *hit); the popover closes by itself. */
GtkWidget *muster_record_picker_new   (MusterStore *store, guint64 kinds, const char *label);
/* That record is not offered: it would point to itself. */
void       muster_record_picker_set_except (MusterRecordPicker *self, const MusterId *id);
/* Of several kinds, those that the schema names last come first. */
void       muster_record_picker_set_last_first (MusterRecordPicker *self);
/* Opens empty, pointing to its parent. */
void       muster_record_picker_popup (MusterRecordPicker *self);

G_END_DECLS
