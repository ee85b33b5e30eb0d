/* muster-record-editor-private.h - the editor cut by concern: what it shows, drafts, saving.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-draft-keeper.h"
#include "muster-problem-summary.h"
#include "muster-record-editor.h"
#include "muster-record-form.h"

G_BEGIN_DECLS

struct _MusterRecordEditor {
  GtkWidget parent_instance;
  MusterStore *store;
  const MusterKind *kind;
  MusterRecord *base;        /* as last read; NULL while the record is to be made */
  MusterRecord *fresh;       /* the record to be made; NULL once there is one */
  MusterDraftKeeper *keeper; /* NULL while nothing is shown */
  MusterSaveWithFunc save_with; /* nullable */
  gpointer save_with_data;
  GHashTable *others;        /* field -> text: what a draft has of fields that this form does not show; nullable */
  char *state_text;
  gboolean was_changed;
  gboolean preset;           /* a field that the form does not show was set */
  gboolean follow_draft;     /* the cursor goes where a draft was typed once that is back */
  gboolean unkept;           /* what is typed could not be written as a draft */
  gboolean busy;             /* a check or a save is under way */
  gboolean again;            /* with busy: what was typed since is to be saved too */

  GtkWidget *box;
  GtkWidget *summary;
  GtkWidget *infos;
  GtkWidget *draft_row; /* nullable */
  GtkWidget *stale_row; /* nullable */
  GtkWidget *unkept_row; /* nullable */
  GtkWidget *room_row;   /* nullable: there is room on the disk */
  gboolean had_focus;    /* the form, when there was none any more */
  gboolean roomless;     /* summary says that there was none for a save */
  GtkWidget *form;
};

void muster_record_editor_set_state   (MusterRecordEditor *self, const char *state);
void muster_record_editor_update      (MusterRecordEditor *self);
void muster_record_editor_emit_saved  (MusterRecordEditor *self, const MusterId *id);
void muster_record_editor_drop_infos  (MusterRecordEditor *self);
/* Before the part of the editor that has the focus goes: back to where something was typed. */
void muster_record_editor_keep_focus (MusterRecordEditor *self, GtkWidget *going);
void muster_record_editor_hide_summary (MusterRecordEditor *self);
void muster_record_editor_show_stale  (MusterRecordEditor *self);
/* Asks for a draft of the record that is shown. */
void muster_record_editor_ask_draft   (MusterRecordEditor *self);
/* Nothing is typed here any more: the draft goes, but for what it has of other fields. */
void muster_record_editor_drop_draft  (MusterRecordEditor *self);
void muster_record_editor_save_checked (MusterRecordEditor *self, gboolean warned);
/* Takes nothing while the disk is full. */
void muster_record_editor_watch_room  (MusterRecordEditor *self);
/* Something could not be written, or somebody begins to type. */
void muster_record_editor_look_for_room (MusterRecordEditor *self);
const MusterId *muster_record_editor_get_id (MusterRecordEditor *self);

G_END_DECLS
