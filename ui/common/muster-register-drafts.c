/* muster-register-drafts.c - records that were begun and never saved, offered above the table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-register-table-private.h"

#include <glib/gi18n-lib.h>

#include "muster-draft-writer.h"
#include "muster-info-row.h"
#include "muster-words.h"

static const MusterId *
get_id (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "id");
}

static MusterRegisterTable *
get_table (GtkWidget *row)
{
  return MUSTER_REGISTER_TABLE (gtk_widget_get_ancestor (row, MUSTER_TYPE_REGISTER_TABLE));
}

static void
on_continue_cb (GtkWidget *row)
{
  muster_register_table_emit_continue (get_table (row), get_id (row));
}

static void
on_discard_cb (GtkWidget *row)
{
  MusterRegisterTable *self = get_table (row);

  muster_draft_writer_drop (muster_draft_writer_get (self->store), get_id (row));
  muster_register_table_focus_list (self);
  gtk_box_remove (GTK_BOX (self->drafts), row);
}

static GtkWidget *
make_row (MusterRegisterTable *self, MusterDraft *draft)
{
  const char *article = muster_words_article (self->kind);
  g_autofree char *which = muster_words_draft (draft);
  /* Translators: what kind of record, and which: its first words, where it belongs, when it was typed. */
  g_autofree char *text = g_strdup_printf (_("You started %s that is not saved yet: %s"), article, which);
  GtkWidget *row = muster_info_row_new ("document-open-recent-symbolic", text);

  g_object_set_data_full (G_OBJECT (row), "id", muster_id_copy (&draft->id), g_free);
  muster_info_row_add_button (row, _("_Continue"), G_CALLBACK (on_continue_cb), row);
  muster_info_row_add_button (row, _("_Discard"), G_CALLBACK (on_discard_cb), row);
  gtk_widget_set_margin_start (row, 9);
  gtk_widget_set_margin_end (row, 9);
  gtk_widget_set_margin_bottom (row, 9);
  return row;
}

/* Drafts of records of the kind that do not exist, on the reading thread. */
static gpointer
read_begun (MusterReplica *replica, gpointer data, GError **error)
{
  const MusterKind *kind = data;
  GPtrArray *drafts = muster_replica_list_drafts (replica, error);

  for (guint i = 0; drafts != NULL && i < drafts->len;)
    {
      MusterDraft *draft = g_ptr_array_index (drafts, i);

      if (draft->kind != kind || muster_replica_get_rowid (replica, &draft->id) != 0)
        g_ptr_array_remove_index (drafts, i);
      else
        i++;
    }
  return drafts;
}

static void
on_begun_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterRegisterTable) self = data;
  g_autoptr(GPtrArray) drafts = muster_store_read_finish (MUSTER_STORE (source), result, NULL);
  GtkWidget *row;

  if (drafts == NULL || self->box == NULL)
    return;
  while ((row = gtk_widget_get_first_child (self->drafts)) != NULL)
    gtk_box_remove (GTK_BOX (self->drafts), row);
  for (guint i = 0; i < drafts->len; i++)
    gtk_box_append (GTK_BOX (self->drafts), make_row (self, g_ptr_array_index (drafts, i)));
}

void
muster_register_table_refresh_drafts (MusterRegisterTable *self)
{
  muster_store_read_async (self->store, read_begun, (gpointer) self->kind, NULL, (GDestroyNotify) g_ptr_array_unref,
                           NULL, on_begun_cb, g_object_ref (self));
}
