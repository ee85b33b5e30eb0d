/* muster-register-page.h - the page of a kind: its table, and beside it the record that is chosen.
 *
 * Everything on it is made from the kind's table of fields. In a narrow window table and record take turns.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_REGISTER_PAGE (muster_register_page_get_type ())
G_DECLARE_FINAL_TYPE (MusterRegisterPage, muster_register_page, MUSTER, REGISTER_PAGE, GtkWidget)

/* Signals:
 *   "open-record" (gpointer const MusterId *id, gpointer const MusterKind *kind): a link to a record of another kind;
 *   "toast" (const char *text, gboolean offer_undo).
 * Actions, in the group "record": save, discard, archive, bring-back, reassess, add-another, close, hide. */
GtkWidget *muster_register_page_new          (MusterStore *store, const MusterKind *kind);
void       muster_register_page_open         (MusterRegisterPage *self, const MusterId *id);
void       muster_register_page_add          (MusterRegisterPage *self);
void       muster_register_page_focus_filter (MusterRegisterPage *self);
/* Narrow: from the record to the table. TRUE if it did something. The property "can-go-back" tells beforehand. */
gboolean   muster_register_page_can_go_back  (MusterRegisterPage *self);
gboolean   muster_register_page_go_back      (MusterRegisterPage *self);
/* Writes what is typed and not saved as a draft, now. */
void       muster_register_page_flush        (MusterRegisterPage *self);
/* Shows what belongs to a team, an area or a programme alone, and adds to it; NULL: everything. */
void       muster_register_page_set_scope    (MusterRegisterPage *self, const MusterKind *kind, const MusterId *scope);

G_END_DECLS
