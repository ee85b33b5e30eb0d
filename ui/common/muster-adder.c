/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-adder.h"

#include <glib/gi18n-lib.h>

#include "muster-assess-dialog.h"
#include "muster-place.h"
#include "muster-words.h"

struct _MusterAdder {
  GObject parent_instance;
  MusterStore *store;
  GList *dialogs; /* MusterRecordDialog, open ones */
};

G_DEFINE_FINAL_TYPE (MusterAdder, muster_adder, G_TYPE_OBJECT)

enum { ADDED, TOAST, DRAFTS_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Of a dialog: what to say. */
#define DONE "muster-done"

static const MusterKind *
get_kind (MusterRecordDialog *dialog)
{
  return muster_record_editor_get_kind (muster_record_dialog_get_editor (dialog));
}

static void
on_saved_cb (MusterRecordDialog *dialog, const MusterId *id, MusterAdder *self)
{
  g_autofree char *added = g_strdup_printf (_("%s added"), muster_words_singular (get_kind (dialog)));
  const char *done = g_object_get_data (G_OBJECT (dialog), DONE);

  g_signal_emit (self, signals[TOAST], 0, done != NULL ? done : added, TRUE);
  g_signal_emit (self, signals[ADDED], 0, id, get_kind (dialog));
}

static void
on_kept_cb (MusterRecordDialog *dialog, MusterAdder *self)
{
  g_autofree char *text = g_strdup_printf (_("Kept as a draft under %s"), muster_words_plural (get_kind (dialog)));

  g_signal_emit (self, signals[TOAST], 0, text, FALSE);
}

static void
tell_drafts (MusterAdder *self)
{
  g_signal_emit (self, signals[DRAFTS_CHANGED], 0);
}

static void
on_gone_cb (gpointer data, GObject *dialog)
{
  MusterAdder *self = data;

  self->dialogs = g_list_remove (self->dialogs, dialog);
  tell_drafts (self);
}

static void
muster_adder_dispose (GObject *object)
{
  MusterAdder *self = MUSTER_ADDER (object);

  for (GList *l = self->dialogs; l != NULL; l = l->next)
    g_object_weak_unref (l->data, on_gone_cb, self);
  g_clear_pointer (&self->dialogs, g_list_free);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_adder_parent_class)->dispose (object);
}

static void
muster_adder_class_init (MusterAdderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_adder_dispose;
  signals[ADDED] = g_signal_new ("added", MUSTER_TYPE_ADDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_POINTER, G_TYPE_POINTER);
  signals[TOAST] = g_signal_new ("toast", MUSTER_TYPE_ADDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[DRAFTS_CHANGED] = g_signal_new ("drafts-changed", MUSTER_TYPE_ADDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
muster_adder_init (MusterAdder *self)
{
}

MusterAdder *
muster_adder_new (MusterStore *store)
{
  MusterAdder *self = g_object_new (MUSTER_TYPE_ADDER, NULL);

  self->store = g_object_ref (store);
  return self;
}

void
muster_adder_present (MusterAdder *self, MusterRecordDialog *dialog, const char *done, GtkWidget *parent)
{
  g_object_set_data_full (G_OBJECT (dialog), DONE, g_strdup (done), g_free);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (on_saved_cb), self, 0);
  g_signal_connect_object (dialog, "kept", G_CALLBACK (on_kept_cb), self, 0);
  g_signal_connect_object (muster_record_editor_get_keeper (muster_record_dialog_get_editor (dialog)), "kept",
                           G_CALLBACK (tell_drafts), self, G_CONNECT_SWAPPED);
  self->dialogs = g_list_prepend (self->dialogs, dialog);
  g_object_weak_ref (G_OBJECT (dialog), on_gone_cb, self);
  muster_record_dialog_present (dialog, parent);
}

void
muster_adder_add (MusterAdder *self, MusterRecord *fresh, GtkWidget *parent)
{
  g_autofree char *title = g_strdup_printf (_("Add %s"), muster_words_article (muster_record_get_kind (fresh)));

  muster_adder_present (self, muster_record_dialog_new (self->store, fresh, title, NULL, NULL), NULL, parent);
}

static void
present_begun (GtkWidget *parent, MusterRecordDialog *dialog, gpointer data)
{
  MusterRecord *fresh = data;
  MusterAdder *self = g_object_get_data (G_OBJECT (fresh), "adder");

  if (dialog != NULL)
    muster_adder_present (self, dialog, _("Risk re-assessed"), parent);
  else
    muster_adder_add (self, fresh, parent);
}

void
muster_adder_go_on (MusterAdder *self, const MusterKind *kind, const MusterId *id, GtkWidget *parent)
{
  g_autoptr(MusterRecord) fresh = muster_record_new (kind, id);

  if (kind->id != MUSTER_KIND_ASSESSMENT)
    {
      muster_adder_add (self, fresh, parent);
      return;
    }
  g_object_set_data_full (G_OBJECT (fresh), "adder", g_object_ref (self), g_object_unref);
  muster_assess_dialog_go_on (self->store, id, parent, present_begun, G_OBJECT (fresh));
}

/* The field that says what a record belongs to, else any other that may point to the subject. */
static const MusterField *
find_field (const MusterKind *kind, const MusterKind *of)
{
  const MusterField *fields[MUSTER_PLACE_FIELDS];
  guint n = muster_kind_place_fields (kind, fields);
  guint64 wanted = G_GUINT64_CONSTANT (1) << of->id;

  for (guint i = 0; i < n; i++)
    if ((fields[i]->refers & wanted) != 0)
      return fields[i];
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == MUSTER_VALUE_REF && (kind->fields[i].refers & wanted) != 0)
      return &kind->fields[i];
  return NULL;
}

MusterRecord *
muster_adder_make (MusterStore *store, const MusterKind *kind, const MusterKind *of, const MusterId *id)
{
  MusterRecord *fresh = muster_store_make_record (store, kind);
  const MusterField *field = find_field (kind, of);

  if (field != NULL)
    {
      g_autoptr(MusterValue) value = muster_value_new_ref (id);

      muster_record_set (fresh, field->name, value);
    }
  return fresh;
}

void
muster_adder_add_to (MusterAdder *self, const MusterKind *kind, MusterRecord *subject, GtkWidget *parent)
{
  g_autoptr(MusterRecord) fresh = muster_adder_make (self->store, kind, muster_record_get_kind (subject),
                                                     muster_record_get_id (subject));

  muster_adder_add (self, fresh, parent);
}

gboolean
muster_adder_is_busy (MusterAdder *self)
{
  return self->dialogs != NULL;
}

void
muster_adder_flush (MusterAdder *self)
{
  for (GList *l = self->dialogs; l != NULL; l = l->next)
    muster_record_editor_flush (muster_record_dialog_get_editor (l->data));
}
