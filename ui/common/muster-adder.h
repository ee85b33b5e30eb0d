/* muster-adder.h - asks for new records, each in a dialog of its own, and tells what became of them.
 *
 * Belongs to a page, which may go before its dialogs do. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-record-dialog.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_ADDER (muster_adder_get_type ())
G_DECLARE_FINAL_TYPE (MusterAdder, muster_adder, MUSTER, ADDER, GObject)

/* Signals: "added" (const MusterId *id, const MusterKind *kind), once it is durable;
 * "toast" (const char *text, gboolean offer_undo); "drafts-changed" (): a draft was kept or a dialog has gone. */
MusterAdder *muster_adder_new     (MusterStore *store);
/* fresh: what is known of the record already. The dialog stands above the window of parent. */
void         muster_adder_add     (MusterAdder *self, MusterRecord *fresh, GtkWidget *parent);
/* The same for a record of kind that belongs to subject. */
void         muster_adder_add_to  (MusterAdder *self, const MusterKind *kind, MusterRecord *subject,
                                   GtkWidget *parent);
/* One that was begun and never saved, in the dialog that it was begun in. */
void         muster_adder_go_on   (MusterAdder *self, const MusterKind *kind, const MusterId *id, GtkWidget *parent);
/* Such a record, (transfer full), where the subject is known by its id and its kind. */
MusterRecord *muster_adder_make   (MusterStore *store, const MusterKind *kind, const MusterKind *of,
                                   const MusterId *id);
/* The same with a dialog that the caller made. done: what to say once it is saved, NULL: the usual. */
void         muster_adder_present (MusterAdder *self, MusterRecordDialog *dialog, const char *done,
                                   GtkWidget *parent);
/* Whether a dialog is open. */
gboolean     muster_adder_is_busy (MusterAdder *self);
/* Keeps what is typed as drafts, now. */
void         muster_adder_flush   (MusterAdder *self);

G_END_DECLS
