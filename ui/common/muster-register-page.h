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

/* A MusterPage. Signal "activated" (const MusterId *id), gives gboolean: a row is to be opened; TRUE where somebody
 * shows the record on a page of its own, else it is opened beside the table. Actions, in the group "record": save,
 * discard, archive, bring-back, reassess, add-another, close, hide. */
GtkWidget *muster_register_page_new (MusterStore *store, const MusterKind *kind);
/* Its MusterRegisterTable, for what a kind has besides. */
GtkWidget *muster_register_page_get_table (MusterRegisterPage *self);
/* What is added where one place is shown belongs there, or it would not be seen. */
void       muster_register_page_put_in_scope (MusterRegisterPage *self, MusterRecord *fresh);
/* Shows the form of a record, the cursor in it. */
void       muster_register_page_edit (MusterRegisterPage *self, const MusterId *id);

G_END_DECLS
