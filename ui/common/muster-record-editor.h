/* muster-record-editor.h - a form with all that editing needs: drafts, checks, saving, and what went wrong.
 *
 * Used by the page of a record and by the dialog that adds one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-draft-keeper.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_RECORD_EDITOR (muster_record_editor_get_type ())
G_DECLARE_FINAL_TYPE (MusterRecordEditor, muster_record_editor, MUSTER, RECORD_EDITOR, GtkWidget)

/* Properties, notified: "changed" (boolean: something is typed that is not saved), "state-text" (string, a few words on
 * where it stands, "" for nothing).
 * Signals: "saved" (const MusterId *id), once it is durable; "open-record" (const MusterId *id); "go-to-field" (const
 * char *field): one that the form does not show is wrong; a handler gives TRUE where it can be set elsewhere, and has
 * the focus there. */
GtkWidget *muster_record_editor_new        (MusterStore *store, const MusterKind *kind, const char *const *only);

/* A record to edit; a draft of it comes back by itself. */
void       muster_record_editor_load       (MusterRecordEditor *self, MusterRecord *record);
/* The same record, newer. What was typed stays. */
void       muster_record_editor_rebase     (MusterRecordEditor *self, MusterRecord *record);
/* A record to be made, with what is known of it already. */
void       muster_record_editor_start      (MusterRecordEditor *self, MusterRecord *fresh);
/* Sets a field of the record to be made that the form does not show. */
void       muster_record_editor_preset     (MusterRecordEditor *self, const char *field, MusterValue *value);
/* Shows nothing any more. */
void       muster_record_editor_clear      (MusterRecordEditor *self);

const MusterKind *muster_record_editor_get_kind (MusterRecordEditor *self);
/* NULL while nothing is shown. */
MusterDraftKeeper *muster_record_editor_get_keeper (MusterRecordEditor *self);
gboolean   muster_record_editor_is_changed (MusterRecordEditor *self);
const char *muster_record_editor_get_state (MusterRecordEditor *self);
/* What else the same save does, added once everything typed is found right. */
typedef void (*MusterSaveWithFunc) (MusterRecord *edited, MusterCommit *commit, gpointer data);
void       muster_record_editor_save_with  (MusterRecordEditor *self, MusterSaveWithFunc func, gpointer data);
void       muster_record_editor_save       (MusterRecordEditor *self);
void       muster_record_editor_discard    (MusterRecordEditor *self);
/* Keeps a draft of what is typed now. */
void       muster_record_editor_flush      (MusterRecordEditor *self);
void       muster_record_editor_focus      (MusterRecordEditor *self);
/* FALSE: the form does not show that field. */
gboolean   muster_record_editor_focus_field (MusterRecordEditor *self, const char *field);
/* Where a draft of it was typed, which may still be read. */
void       muster_record_editor_resume     (MusterRecordEditor *self);
/* Where something was typed last. */
void       muster_record_editor_focus_last (MusterRecordEditor *self);

G_END_DECLS
