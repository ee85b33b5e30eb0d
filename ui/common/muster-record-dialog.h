/* muster-record-dialog.h - a window that adds one record.
 *
 * Closing it keeps what was typed as a draft; the register offers it back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-record-editor.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_RECORD_DIALOG (muster_record_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MusterRecordDialog, muster_record_dialog, MUSTER, RECORD_DIALOG, AdwWindow)

/* Signals: "saved" (const MusterId *id); "kept", when it closes on a draft.
 * fresh: what is known of the record. only: fields to show, NULL: all. top: stands above the form, NULL: nothing. */
MusterRecordDialog *muster_record_dialog_new        (MusterStore *store, MusterRecord *fresh, const char *title,
                                                     const char *const *only, GtkWidget *top);
MusterRecordEditor *muster_record_dialog_get_editor (MusterRecordDialog *self);
/* Shows it above the window of parent. */
void                muster_record_dialog_present    (MusterRecordDialog *self, GtkWidget *parent);

G_END_DECLS
