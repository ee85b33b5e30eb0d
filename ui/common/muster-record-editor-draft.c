/* muster-record-editor-draft.c - what was typed and not saved comes back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-record-editor-private.h"

#include <glib/gi18n-lib.h>

#include "muster-draft-writer.h"
#include "muster-info-row.h"
#include "muster-words.h"

typedef struct {
  MusterRecordEditor *self;
  MusterId id;
} Asked;

/* A form of a few fields must not lose what was typed into the others elsewhere; what is known of a record to be made
 * is kept with it anyway. */
static void
keep_others (MusterRecordEditor *self, MusterDraft *draft)
{
  GHashTableIter iter;
  gpointer field, text;

  g_clear_pointer (&self->others, g_hash_table_unref);
  self->others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, draft->texts);
  while (g_hash_table_iter_next (&iter, &field, &text))
    if (!muster_record_form_has_field (MUSTER_RECORD_FORM (self->form), field)
        && (self->fresh == NULL || !muster_record_has (self->fresh, field)))
      g_hash_table_insert (self->others, g_strdup (field), g_strdup (text));
}

void
muster_record_editor_drop_draft (MusterRecordEditor *self)
{
  if (self->others != NULL && g_hash_table_size (self->others) > 0)
    muster_draft_keeper_flush (self->keeper);
  else
    muster_draft_keeper_drop (self->keeper);
}

static void
show_draft (MusterRecordEditor *self, MusterDraft *draft)
{
  g_autofree char *at = muster_words_time (draft->at);
  g_autofree char *text = g_strdup_printf (_("Unsaved changes from %s are back."), at);

  muster_draft_keeper_set_kept (self->keeper);
  keep_others (self, draft);
  muster_draft_writer_answer (muster_draft_writer_get (self->store), &draft->id);
  muster_record_form_put_texts (MUSTER_RECORD_FORM (self->form), draft->texts);
  if (self->follow_draft)
    muster_record_form_resume (MUSTER_RECORD_FORM (self->form));
  self->follow_draft = FALSE;
  muster_record_editor_update (self);
  if (!muster_record_editor_is_changed (self))
    {
      if (g_hash_table_size (self->others) == 0)
        muster_draft_keeper_drop (self->keeper);
      return;
    }
  if (self->draft_row != NULL)
    return;
  self->draft_row = muster_info_row_new ("document-open-recent-symbolic", text);
  muster_info_row_add_button (self->draft_row, _("_Save"), G_CALLBACK (muster_record_editor_save), self);
  muster_info_row_add_button (self->draft_row, _("_Discard"), G_CALLBACK (muster_record_editor_discard), self);
  gtk_box_prepend (GTK_BOX (self->infos), self->draft_row);
  gtk_widget_set_visible (self->infos, TRUE);
}

static void
on_draft_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  MusterRecordEditor *self = asked->self;
  g_autoptr(MusterDraft) draft = muster_store_get_draft_finish (MUSTER_STORE (source), result, NULL);
  const MusterId *id = muster_record_editor_get_id (self);

  if (draft != NULL && self->keeper != NULL && id != NULL && muster_id_equal (id, &asked->id)
      && draft->kind == self->kind)
    {
      /* What is being typed by now is newer than any draft. */
      if (muster_record_editor_is_changed (self))
        keep_others (self, draft);
      else
        show_draft (self, draft);
    }
  g_object_unref (self);
  g_free (asked);
}

void
muster_record_editor_ask_draft (MusterRecordEditor *self)
{
  MusterDraftWriter *writer = muster_draft_writer_get (self->store);
  g_autoptr(MusterDraft) unkept = muster_draft_writer_get_unkept (writer, muster_record_editor_get_id (self));
  Asked *asked;

  /* Newer than what the replica has of it. */
  if (unkept != NULL)
    {
      show_draft (self, unkept);
      return;
    }
  asked = g_new0 (Asked, 1);
  asked->self = g_object_ref (self);
  asked->id = *muster_record_editor_get_id (self);
  muster_store_get_draft_async (self->store, &asked->id, NULL, on_draft_cb, asked);
}
