/* muster-record-page.h - all about one record: how it stands, its form, what is linked to it, and its history.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_RECORD_PAGE (muster_record_page_get_type ())
G_DECLARE_FINAL_TYPE (MusterRecordPage, muster_record_page, MUSTER, RECORD_PAGE, GtkWidget)

/* Signals: "open-record" (const MusterId *id, const MusterKind *kind), for records of any kind; "add" (MusterRecord
 * *fresh), to be filled in; "close"; "toast" (const char *text, gboolean offer_undo). */
GtkWidget      *muster_record_page_new         (MusterStore *store, const MusterKind *kind);
/* "save", "discard", "archive", "bring-back", "reassess", "add-another", "close": to be inserted as "record". */
GActionGroup   *muster_record_page_get_actions (MusterRecordPage *self);
void            muster_record_page_open        (MusterRecordPage *self, const MusterId *id);
/* Shows none. */
void            muster_record_page_clear       (MusterRecordPage *self);
/* The form's first field, now or once the record is read. */
void            muster_record_page_focus_form  (MusterRecordPage *self);
/* Likewise, where something was typed that is a draft. */
void            muster_record_page_resume      (MusterRecordPage *self);
void            muster_record_page_flush       (MusterRecordPage *self);
/* Alone in the window, or beside the table with a button that closes. */
void            muster_record_page_set_folded  (MusterRecordPage *self, gboolean folded);

G_END_DECLS
