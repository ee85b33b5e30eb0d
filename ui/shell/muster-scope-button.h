/* muster-scope-button.h - which team, area or programme the pages are about, and the way to choose another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_SCOPE_BUTTON (muster_scope_button_get_type ())
G_DECLARE_FINAL_TYPE (MusterScopeButton, muster_scope_button, MUSTER, SCOPE_BUTTON, GtkWidget)

/* Shows everything. Signal "changed" whenever another scope is chosen, or the name of this one has changed. */
GtkWidget      *muster_scope_button_new       (MusterStore *store);
/* NULL: everything. */
const MusterId *muster_scope_button_get_id    (MusterScopeButton *self);
/* NULL while they are being read. */
const MusterKind *muster_scope_button_get_kind (MusterScopeButton *self);
const char     *muster_scope_button_get_name  (MusterScopeButton *self);
/* NULL: everything; so is a record that is not there, or is no scope. */
void            muster_scope_button_set_id    (MusterScopeButton *self, const MusterId *id);
/* Opens the list to choose from. */
void            muster_scope_button_popup     (MusterScopeButton *self);

G_END_DECLS
