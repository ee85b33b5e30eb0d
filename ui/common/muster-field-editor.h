/* muster-field-editor.h - one field of a form: label, help, control, how it was understood, and what is wrong.
 *
 * Whatever the control, its content is the field's editing text (muster_field_to_text), so that drafts, parsing and
 * comparing are the same for all. An editor knows the text that the record has (base) and is "changed" when its own
 * differs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_FIELD_EDITOR (muster_field_editor_get_type ())
G_DECLARE_DERIVABLE_TYPE (MusterFieldEditor, muster_field_editor, MUSTER, FIELD_EDITOR, GtkWidget)

struct _MusterFieldEditorClass {
  GtkWidgetClass parent_class;

  /* Makes the control; called once. */
  GtkWidget *(*build) (MusterFieldEditor *self);
  /* Puts the editing text into the control; titles has the titles of what it points to, NULL: unknown. */
  void (*show) (MusterFieldEditor *self, const char *text, MusterRecord *titles);
  /* Ctrl+Z does not reach behind what stands there now; nothing unless set. */
  void (*forget_undo) (MusterFieldEditor *self);
  /* The editing text of what the control has. */
  char *(*read) (MusterFieldEditor *self);
  /* What takes the focus and carries label and state; the control itself unless set. */
  GtkWidget *(*get_target) (MusterFieldEditor *self);
};

/* Signals:
 *   "edited": the person changed the content;
 *   "open-record" (const MusterId *id): a link was activated. */

/* The editor that the field's value type asks for. */
GtkWidget         *muster_field_editor_new         (MusterStore *store, const MusterField *field);

const MusterField *muster_field_editor_get_field   (MusterFieldEditor *self);
MusterStore       *muster_field_editor_get_store   (MusterFieldEditor *self);

/* Shows what the record has and forgets what was typed. */
void               muster_field_editor_load        (MusterFieldEditor *self, MusterRecord *record);
/* The record is newer now: content that was not touched follows, what was typed stays, and where both changed the
 * editor says so and offers the new value. TRUE where both changed. */
gboolean           muster_field_editor_rebase      (MusterFieldEditor *self, MusterRecord *record);
/* As if the person had typed it. */
void               muster_field_editor_put_text    (MusterFieldEditor *self, const char *text);
char              *muster_field_editor_dup_text    (MusterFieldEditor *self);
gboolean           muster_field_editor_is_changed  (MusterFieldEditor *self);

/* NULL: nothing is wrong. */
void               muster_field_editor_set_problem (MusterFieldEditor *self, const char *message);
/* Quiet line under the control; NULL: none. */
void               muster_field_editor_set_note    (MusterFieldEditor *self, const char *note);
/* Notes that not all that stands in the control is kept; FALSE where it is. */
gboolean           muster_field_editor_note_left_out (MusterFieldEditor *self);
void               muster_field_editor_focus       (MusterFieldEditor *self);
/* Whether it is changed, and by typing. */
gboolean           muster_field_editor_is_typed    (MusterFieldEditor *self);
/* The cursor goes behind what stands there, which stays. */
void               muster_field_editor_go_on       (MusterFieldEditor *self);

/* For the kinds of editor. */
void               muster_field_editor_emit_edited (MusterFieldEditor *self);
void               muster_field_editor_emit_open   (MusterFieldEditor *self, const MusterId *id);

G_END_DECLS
