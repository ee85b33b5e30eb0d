/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-revision-part.h"

#include <glib/gi18n-lib.h>

#include "muster-draft-keeper.h"
#include "muster-draft-writer.h"
#include "muster-label.h"
#include "muster-problem-summary.h"
#include "muster-record-form.h"
#include "muster-words.h"

struct _MusterRevisionPart {
  GtkBox parent_instance;
  MusterStore *store;
  MusterRevision *revision;    /* base: as it is by now */
  MusterRecord *begun;         /* what the form was loaded with */
  GHashTable *texts;           /* that the form began with, as if they had been typed */
  GHashTable *others;          /* of the draft, in fields that the form does not show; nullable */
  MusterDraftKeeper *keeper;
  GtkWidget *form, *summary;
  GtkWidget *archived, *draft; /* what is to be known of it */
  gboolean finished;
  gboolean unkept;             /* draft says that what is typed is not kept */
};

G_DEFINE_FINAL_TYPE (MusterRevisionPart, muster_revision_part, GTK_TYPE_BOX)

static MusterRecordForm *
get_form (MusterRevisionPart *self)
{
  return MUSTER_RECORD_FORM (self->form);
}

const MusterId *
muster_revision_part_get_id (MusterRevisionPart *self)
{
  return muster_record_get_id (self->revision->edited);
}

gboolean
muster_revision_part_is_changed (MusterRevisionPart *self)
{
  g_autoptr(GHashTable) texts = muster_record_form_get_texts (get_form (self));
  GHashTableIter iter;
  gpointer field, text;

  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, &field, &text))
    if (g_strcmp0 (g_hash_table_lookup (self->texts, field), text) != 0)
      return TRUE;
  return g_hash_table_size (texts) < g_hash_table_size (self->texts);
}

MusterRevision *
muster_revision_part_collect (MusterRevisionPart *self, GPtrArray *unread)
{
  MusterRevision *written = muster_revision_copy (self->revision);

  g_object_unref (written->edited);
  written->edited = muster_record_copy (written->base != NULL ? written->base : self->begun);
  muster_record_form_collect (get_form (self), written->edited, unread);
  return written;
}

void
muster_revision_part_show_problems (MusterRevisionPart *self, GPtrArray *problems)
{
  MusterProblemSummary *summary = MUSTER_PROBLEM_SUMMARY (self->summary);

  muster_record_form_show_problems (get_form (self), problems);
  if (problems == NULL)
    {
      muster_problem_summary_hide (summary);
      return;
    }
  muster_problem_summary_show (summary, muster_record_get_kind (self->revision->edited), problems);
  muster_problem_summary_focus (summary);
}

void
muster_revision_part_show_message (MusterRevisionPart *self, const char *message)
{
  muster_problem_summary_show_message (MUSTER_PROBLEM_SUMMARY (self->summary), message);
  muster_problem_summary_focus (MUSTER_PROBLEM_SUMMARY (self->summary));
}

void
muster_revision_part_take_record (MusterRevisionPart *self, MusterRecord *record)
{
  if (record == NULL || self->revision->base == NULL)
    return;
  g_set_object (&self->revision->base, record);
  muster_record_form_rebase (get_form (self), record);
  gtk_widget_set_visible (self->archived, muster_record_is_archived (record));
}

void
muster_revision_part_focus_first (MusterRevisionPart *self)
{
  muster_record_form_focus_first (get_form (self));
}

/* ---- the draft --------------------------------------------------------------------------------------------------- */

/* All that is typed, not only what is typed anew: the draft is opened on the page of the record, too. */
static GHashTable *
get_texts (gpointer data)
{
  MusterRevisionPart *self = data;
  gboolean kept = !self->finished && muster_revision_part_is_changed (self);
  GHashTable *texts = kept ? muster_record_form_get_texts (get_form (self))
                           : g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer field, text;

  if (self->others == NULL)
    return texts;
  g_hash_table_iter_init (&iter, self->others);
  while (g_hash_table_iter_next (&iter, &field, &text))
    g_hash_table_insert (texts, g_strdup (field), g_strdup (text));
  return texts;
}

static void
keep_others (MusterRevisionPart *self, GHashTable *texts)
{
  GHashTableIter iter;
  gpointer field, text;

  self->others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, &field, &text))
    if (!muster_record_form_has_field (get_form (self), field))
      g_hash_table_insert (self->others, g_strdup (field), g_strdup (text));
}

static void
take_draft (MusterRevisionPart *self, const MusterDraft *draft)
{
  g_autofree char *at = muster_words_time (draft->at);
  g_autofree char *text = g_strdup_printf (_("Unsaved changes from %s are back."), at);

  muster_draft_keeper_set_kept (self->keeper);
  keep_others (self, draft->texts);
  /* What is being typed by now is newer than any draft. */
  if (muster_revision_part_is_changed (self))
    return;
  muster_draft_writer_answer (muster_draft_writer_get (self->store), &draft->id);
  muster_record_form_put_texts (get_form (self), draft->texts);
  gtk_label_set_label (GTK_LABEL (self->draft), text);
  gtk_widget_set_visible (self->draft, muster_revision_part_is_changed (self));
}

static void
on_draft_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterRevisionPart) self = data;
  g_autoptr(MusterDraft) draft = muster_store_get_draft_finish (MUSTER_STORE (source), result, NULL);

  if (draft != NULL && self->keeper != NULL && !self->finished
      && draft->kind == muster_record_get_kind (self->revision->edited))
    take_draft (self, draft);
}

static void
ask_draft (MusterRevisionPart *self)
{
  MusterDraftWriter *writer = muster_draft_writer_get (self->store);
  const MusterId *id = muster_revision_part_get_id (self);
  g_autoptr(MusterDraft) unkept = muster_draft_writer_get_unkept (writer, id);

  /* Newer than what the replica has of it. */
  if (unkept != NULL)
    take_draft (self, unkept);
  else
    muster_store_get_draft_async (self->store, id, NULL, on_draft_cb, g_object_ref (self));
}

static void
on_unkept_cb (MusterRevisionPart *self, const char *message)
{
  g_autofree char *text = g_strdup_printf (_("What you type stands on the screen only. %s"), message);

  self->unkept = TRUE;
  gtk_label_set_label (GTK_LABEL (self->draft), text);
  gtk_widget_set_visible (self->draft, TRUE);
}

static void
on_kept_cb (MusterRevisionPart *self)
{
  if (self->unkept)
    gtk_widget_set_visible (self->draft, FALSE);
  self->unkept = FALSE;
}

void
muster_revision_part_finish (MusterRevisionPart *self)
{
  self->finished = TRUE;
  if (self->others != NULL && g_hash_table_size (self->others) > 0)
    muster_draft_keeper_flush (self->keeper);
  else
    muster_draft_keeper_drop (self->keeper);
}

/* ---- building ---------------------------------------------------------------------------------------------------- */

static gboolean
on_go_to_field_cb (MusterRecordForm *form, const char *field)
{
  return muster_record_form_focus_field (form, field);
}

static void
load (MusterRevisionPart *self)
{
  const MusterRevision *revision = self->revision;

  /* Of one that is to be made, all is as if it had been typed: there is nothing of it but that. */
  self->begun = revision->base != NULL ? g_object_ref (revision->base)
                                       : muster_record_new (muster_record_get_kind (revision->edited),
                                                            muster_record_get_id (revision->edited));
  muster_record_form_load (get_form (self), self->begun);
  muster_record_form_put_record (get_form (self), self->begun, revision->edited);
  self->texts = muster_record_form_get_texts (get_form (self));
  self->keeper = muster_draft_keeper_new (self->store, muster_record_get_kind (revision->edited),
                                          muster_revision_part_get_id (self), get_texts, self);
  g_signal_connect_object (self->form, "edited", G_CALLBACK (muster_draft_keeper_touch), self->keeper,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keeper, "kept", G_CALLBACK (on_kept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keeper, "failed", G_CALLBACK (on_unkept_cb), self, G_CONNECT_SWAPPED);
  ask_draft (self);
}

static void
build (MusterRevisionPart *self)
{
  const MusterRevision *revision = self->revision;
  const char *code = muster_record_get_ref_code (revision->edited);
  g_autofree char *title = muster_record_dup_title (revision->edited);
  g_autofree char *name = code != NULL ? g_strdup_printf ("%s %s", code, title) : g_strdup (title);

  self->form = muster_record_form_new (self->store, muster_record_get_kind (revision->edited),
                                       (const char *const *) revision->fields);
  self->summary = muster_problem_summary_new ();
  self->archived = muster_label_new (_("This is archived, and stays so. Its page can bring it back."), NULL);
  self->draft = muster_label_new (NULL, "dim-label");
  gtk_widget_set_visible (self->archived, revision->base != NULL && muster_record_is_archived (revision->base));
  gtk_widget_set_visible (self->draft, FALSE);
  g_signal_connect_object (self->summary, "go-to-field", G_CALLBACK (on_go_to_field_cb), self->form,
                           G_CONNECT_SWAPPED);
  muster_problem_summary_hide (MUSTER_PROBLEM_SUMMARY (self->summary));
  gtk_box_append (GTK_BOX (self), muster_label_new (name, "heading"));
  gtk_box_append (GTK_BOX (self), self->summary);
  gtk_box_append (GTK_BOX (self), self->archived);
  gtk_box_append (GTK_BOX (self), self->draft);
  gtk_box_append (GTK_BOX (self), self->form);
}

static void
muster_revision_part_dispose (GObject *object)
{
  MusterRevisionPart *self = MUSTER_REVISION_PART (object);

  g_clear_object (&self->keeper);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_revision_part_parent_class)->dispose (object);
}

static void
muster_revision_part_finalize (GObject *object)
{
  MusterRevisionPart *self = MUSTER_REVISION_PART (object);

  g_clear_object (&self->begun);
  g_clear_pointer (&self->revision, muster_revision_free);
  g_clear_pointer (&self->texts, g_hash_table_unref);
  g_clear_pointer (&self->others, g_hash_table_unref);
  G_OBJECT_CLASS (muster_revision_part_parent_class)->finalize (object);
}

static void
muster_revision_part_class_init (MusterRevisionPartClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_revision_part_dispose;
  G_OBJECT_CLASS (klass)->finalize = muster_revision_part_finalize;
}

static void
muster_revision_part_init (MusterRevisionPart *self)
{
}

GtkWidget *
muster_revision_part_new (MusterStore *store, const MusterRevision *revision)
{
  MusterRevisionPart *self =
    g_object_new (MUSTER_TYPE_REVISION_PART, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 18, NULL);

  self->store = g_object_ref (store);
  self->revision = muster_revision_copy (revision);
  build (self);
  load (self);
  return GTK_WIDGET (self);
}
