/* muster-quick-form.h - a few fields of one record, edited where one looks at it: in a row, below a heading.
 *
 * A form with drafts, checks and saving as everywhere; Enter saves from a line of text, Escape leaves and keeps what
 * was typed as a draft.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_QUICK_FORM (muster_quick_form_get_type ())
G_DECLARE_FINAL_TYPE (MusterQuickForm, muster_quick_form, MUSTER, QUICK_FORM, GtkWidget)

/* Signals: "saved", once it is durable; "closed", when the person leaves it. The owner takes it away at either.
 * record: with its versions. only: names of fields, ended by NULL. */
GtkWidget *muster_quick_form_new   (MusterStore *store, MusterRecord *record, const char *const *only);
/* Puts the cursor into a field. */
void       muster_quick_form_focus (MusterQuickForm *self, const char *field);
/* Keeps what is typed as a draft. */
void       muster_quick_form_flush (MusterQuickForm *self);

G_END_DECLS
