/* muster-record-page-actions.c - what can be done with the record that is shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-record-page-private.h"

#include <glib/gi18n-lib.h>

#include "muster-assess-dialog.h"
#include "muster-words.h"
#include "muster-writing.h"

static void
on_write_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterRecordPage) self = data;
  g_autoptr(GError) error = NULL;

  if (muster_store_write_finish (MUSTER_STORE (source), result, &error))
    muster_record_page_emit_toast (self, _("Restored"), TRUE);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    muster_record_page_emit_toast (self, error->message, FALSE);
}

void
muster_record_page_restore (MusterRecordPage *self, gint64 version)
{
  muster_store_restore_async (self->store, &self->id, version, NULL, on_write_cb, g_object_ref (self));
}

/* ---- archive ----------------------------------------------------------------------------------------------------- */

typedef struct {
  MusterRecordPage *self;
  char *done; /* what to say */
} Archiving;

static void
on_archived_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Archiving *archiving = data;
  g_autoptr(GError) error = NULL;

  if (muster_store_save_finish (MUSTER_STORE (source), result, NULL, &error))
    muster_record_page_emit_toast (archiving->self, archiving->done, TRUE);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    muster_record_page_emit_toast (archiving->self, error->message, FALSE);
  g_object_unref (archiving->self);
  g_free (archiving->done);
  g_free (archiving);
}

static void
archive (MusterRecordPage *self, gboolean away)
{
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
  const char *singular = muster_words_singular (self->kind);
  Archiving *archiving;

  if (self->detail == NULL)
    return;
  archiving = g_new0 (Archiving, 1);
  archiving->self = g_object_ref (self);
  archiving->done = g_strdup_printf (!away                                    ? _("%s brought back")
                                     : muster_record_page_is_appended (self) ? _("%s withdrawn")
                                                                              : _("%s archived"),
                                     singular);
  muster_commit_add_archive (commit, self->detail->record, away);
  muster_store_save_async (self->store, commit, NULL, on_archived_cb, archiving);
}

/* ---- adding ------------------------------------------------------------------------------------------------------ */

static void
add_as_part (MusterRecordPage *self, const MusterKind *kind, const MusterId *whole)
{
  g_autoptr(MusterRecord) fresh = muster_store_make_record (self->store, kind);
  const MusterField *parent = muster_kind_parent_field (kind);
  g_autoptr(MusterValue) value = NULL;

  if (parent != NULL && whole != NULL)
    {
      value = muster_value_new_ref (whole);
      muster_record_set (fresh, parent->name, value);
    }
  muster_record_page_emit_add (self, fresh);
}

static void
on_assessed_cb (MusterRecordPage *self)
{
  muster_record_page_emit_toast (self, _("Risk re-assessed"), TRUE);
  muster_reading_ask (self->reading);
}

static void
present_assessing (GtkWidget *page, MusterRecordDialog *dialog)
{
  g_signal_connect_object (dialog, "saved", G_CALLBACK (on_assessed_cb), page, G_CONNECT_SWAPPED);
  muster_record_dialog_present (dialog, page);
}

static void
assess (MusterRecordPage *self)
{
  muster_assess_dialog_ask (self->store, self->detail->record, GTK_WIDGET (self), present_assessing);
}

void
muster_record_page_add_part (MusterRecordPage *self, const MusterKind *kind)
{
  if (self->detail == NULL)
    return;
  if (kind->id == MUSTER_KIND_ASSESSMENT)
    assess (self);
  else
    add_as_part (self, kind, &self->id);
}

/* ---- links ------------------------------------------------------------------------------------------------------- */

static gpointer
read_record (MusterReplica *replica, gpointer data, GError **error)
{
  return muster_replica_get (replica, data, error);
}

static void
on_link_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterRecordPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterRecord) record = muster_store_read_finish (MUSTER_STORE (source), result, &error);

  if (record != NULL)
    muster_record_page_emit_open (self, muster_record_get_id (record), muster_record_get_kind (record));
  else if (error == NULL)
    muster_record_page_emit_toast (self, _("That record is not here"), FALSE);
}

void
muster_record_page_open_link (gpointer data, const MusterId *id)
{
  MusterRecordPage *self = data;

  muster_store_read_async (self->store, read_record, muster_id_copy (id), g_free, g_object_unref, NULL,
                           on_link_read_cb, g_object_ref (self));
}

/* ---- the actions ------------------------------------------------------------------------------------------------- */

static void
on_save (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterRecordPage *self = data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (focus != NULL && gtk_widget_is_ancestor (focus, self->bar))
    muster_record_editor_focus_last (MUSTER_RECORD_EDITOR (self->editor));
  muster_record_editor_save (MUSTER_RECORD_EDITOR (self->editor));
}

static void
on_discard (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterRecordPage *self = data;

  muster_record_page_focus_form (self);
  muster_record_editor_discard (MUSTER_RECORD_EDITOR (self->editor));
}

static void
on_archive (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  archive (data, TRUE);
}

static void
on_bring_back (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  archive (data, FALSE);
}

static void
on_reassess (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  assess (data);
}

/* Beside the one that is shown: a part of the same whole. */
static void
on_add_another (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MusterRecordPage *self = data;
  const MusterField *parent = muster_kind_parent_field (self->kind);

  if (self->detail != NULL)
    add_as_part (self, self->kind,
                 parent != NULL ? muster_record_get_ref (self->detail->record, parent->name) : NULL);
}

static void
on_close (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  muster_record_page_emit_close (data);
}

void
muster_record_page_make_actions (MusterRecordPage *self)
{
  static const GActionEntry entries[] = {
    { "save", on_save },
    { "discard", on_discard },
    { "archive", on_archive },
    { "bring-back", on_bring_back },
    { "reassess", on_reassess },
    { "add-another", on_add_another },
    { "close", on_close },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "record", G_ACTION_GROUP (self->actions));
}

static void
enable (MusterRecordPage *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
muster_record_page_update_actions (MusterRecordPage *self)
{
  gboolean shown = self->detail != NULL;
  gboolean may_write = shown && muster_store_can_write (self->store);
  gboolean archived = shown && muster_record_is_archived (self->detail->record);
  gboolean changed = shown && muster_record_editor_is_changed (MUSTER_RECORD_EDITOR (self->editor));

  enable (self, "save", changed);
  enable (self, "discard", changed);
  enable (self, "archive", may_write && !archived);
  enable (self, "bring-back", may_write && archived);
  enable (self, "reassess", may_write && !archived && self->kind->id == MUSTER_KIND_RISK);
  enable (self, "add-another", may_write && muster_record_page_is_appended (self));
}
