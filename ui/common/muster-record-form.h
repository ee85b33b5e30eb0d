/* muster-record-form.h - the fields of a kind as a form, made from its table.
 *
 * Fields that are judged together stand in one card. Derived fields are not here: nobody edits them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_RECORD_FORM (muster_record_form_get_type ())
G_DECLARE_FINAL_TYPE (MusterRecordForm, muster_record_form, MUSTER, RECORD_FORM, GtkWidget)

/* Signals: "edited"; "open-record" (const MusterId *id).
 * only: names of the fields to show; NULL: all. */
GtkWidget  *muster_record_form_new           (MusterStore *store, const MusterKind *kind, const char *const *only);

void        muster_record_form_load          (MusterRecordForm *self, MusterRecord *record);
/* See muster_field_editor_rebase(); how many fields changed on both sides. */
guint       muster_record_form_rebase        (MusterRecordForm *self, MusterRecord *record);
gboolean    muster_record_form_is_changed    (MusterRecordForm *self);
/* Sets what was changed in record; what cannot be read is left and becomes a problem. */
void        muster_record_form_collect       (MusterRecordForm *self, MusterRecord *record, GPtrArray *problems);

/* What was changed, as typed: field name -> text. (transfer full) */
GHashTable *muster_record_form_get_texts     (MusterRecordForm *self);
void        muster_record_form_put_texts     (MusterRecordForm *self, GHashTable *texts);
/* What edited has otherwise than base, which was loaded, as if it had been typed. */
void        muster_record_form_put_record    (MusterRecordForm *self, MusterRecord *base, MusterRecord *edited);

/* Beside each field; element type MusterProblem, NULL: none. */
void        muster_record_form_show_problems (MusterRecordForm *self, GPtrArray *problems);
gboolean    muster_record_form_has_field     (MusterRecordForm *self, const char *field);
/* FALSE where the form has no such field. */
gboolean    muster_record_form_focus_field   (MusterRecordForm *self, const char *field);
void        muster_record_form_focus_first   (MusterRecordForm *self);
/* Where something was typed last, else the first field. */
void        muster_record_form_focus_last    (MusterRecordForm *self);
/* Into the first field that was typed into, behind what stands there. */
void        muster_record_form_resume        (MusterRecordForm *self);

G_END_DECLS
