/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-backups-dialog.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-column.h"
#include "muster-error.h"
#include "muster-label.h"
#include "muster-words.h"

struct _MusterBackupsDialog {
  AdwWindow parent_instance;
  char *path;
  MusterBackupKeeper *keeper; /* owned, nullable: the file cannot be opened */
  GCancellable *cancellable;
  GtkWidget *box;     /* of all there is to read */
  GtkWidget *failure; /* why the last could not be made */
  GtkWidget *said;    /* what came of what was asked for here */
  GtkWidget *make;    /* nullable */
  gboolean making;
  GtkWidget *none;    /* in place of the list */
  GtkWidget *list;
  GPtrArray *backups; /* MusterBackup that the list shows; nullable */
};

G_DEFINE_FINAL_TYPE (MusterBackupsDialog, muster_backups_dialog, ADW_TYPE_WINDOW)

static guint restore_signal;

/* ---- the list ---------------------------------------------------------------------------------------------------- */

static char *
describe (const MusterBackup *backup)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *number = muster_words_number (backup->n_saves);

  if (backup->kind == MUSTER_BACKUP_ASIDE)
    g_ptr_array_add (parts, g_strdup (_("put aside when a backup was restored")));
  else if (backup->kind == MUSTER_BACKUP_ASKED)
    g_ptr_array_add (parts, g_strdup (_("asked for")));
  else
    g_ptr_array_add (parts, g_strdup (_("made by itself")));
  g_ptr_array_add (parts, g_format_size ((guint64) backup->size));
  if (!backup->readable)
    g_ptr_array_add (parts, g_strdup (_("cannot be read")));
  else
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%s save", "%s saves", backup->n_saves), number));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
on_restore_cb (GtkWidget *button, MusterBackupsDialog *self)
{
  g_signal_emit (self, restore_signal, 0, g_object_get_data (G_OBJECT (button), "backup"));
}

static void
add_backup (MusterBackupsDialog *self, MusterBackup *backup)
{
  g_autofree char *when = muster_words_time (backup->at);
  g_autofree char *what = describe (backup);
  g_autofree char *name = g_strdup_printf (_("Restore the backup of %s"), when);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = muster_column_new (3);
  GtkWidget *button = muster_button_new (_("Restore…"), NULL);
  GtkWidget *more = muster_label_new (what, "dim-label");

  gtk_box_append (GTK_BOX (words), muster_label_new (when, NULL));
  gtk_box_append (GTK_BOX (words), more);
  gtk_widget_add_css_class (more, "caption");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, backup->readable);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, what, -1);
  g_object_set_data (G_OBJECT (button), "backup", backup);
  g_signal_connect (button, "clicked", G_CALLBACK (on_restore_cb), self);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), button);
  gtk_widget_set_margin_start (row, 12);
  gtk_widget_set_margin_end (row, 12);
  gtk_widget_set_margin_top (row, 9);
  gtk_widget_set_margin_bottom (row, 9);
  if (gtk_widget_get_first_child (self->list) != NULL)
    gtk_box_append (GTK_BOX (self->list), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self->list), row);
}

static void
show_list (MusterBackupsDialog *self, GPtrArray *backups /* taken */)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  g_clear_pointer (&self->backups, g_ptr_array_unref);
  self->backups = backups;
  for (guint i = 0; i < backups->len; i++)
    add_backup (self, backups->pdata[i]);
  gtk_widget_set_visible (self->list, backups->len > 0);
  gtk_widget_set_visible (self->none, backups->len == 0);
}

static void
say (MusterBackupsDialog *self, const char *text)
{
  gtk_label_set_label (GTK_LABEL (self->said), text != NULL ? text : "");
  gtk_widget_set_visible (self->said, text != NULL);
}

static void
on_listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterBackupsDialog) self = data;
  g_autoptr(GError) error = NULL;
  GPtrArray *backups = muster_backup_list_finish (result, &error);

  if (backups != NULL)
    show_list (self, backups);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, error->message);
}

static void
read_list (MusterBackupsDialog *self)
{
  const char *why = self->keeper != NULL ? muster_backup_keeper_get_failure (self->keeper) : NULL;
  g_autofree char *text = why != NULL ? g_strdup_printf (_("The last backup could not be made. %s"), why) : NULL;

  gtk_label_set_label (GTK_LABEL (self->failure), text != NULL ? text : "");
  gtk_widget_set_visible (self->failure, text != NULL);
  muster_backup_list_async (self->path, self->cancellable, on_listed_cb, g_object_ref (self));
}

/* ---- making one -------------------------------------------------------------------------------------------------- */

static void
on_made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterBackupsDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterBackup) made = muster_backup_keeper_make_finish (result, &error);
  g_autofree char *when = made != NULL ? muster_words_time (made->at) : NULL;
  g_autofree char *text = made != NULL ? g_strdup_printf (_("Backed up: %s"), when) : NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->making = FALSE;
  /* Other failures are said already, as of the daily ones. */
  say (self, made != NULL ? text : g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_BUSY) ? error->message : NULL);
}

static void
make_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MusterBackupsDialog *self = MUSTER_BACKUPS_DIALOG (widget);

  if (self->keeper == NULL || self->making)
    return;
  self->making = TRUE;
  say (self, _("Making a backup…"));
  muster_backup_keeper_make_async (self->keeper, on_made_cb, g_object_ref (self));
}

/* ---- building ---------------------------------------------------------------------------------------------------- */

static GtkWidget *
add_label (MusterBackupsDialog *self, const char *text)
{
  GtkWidget *label = muster_label_new (text, NULL);

  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (self->box), label);
  return label;
}

static void
build_box (MusterBackupsDialog *self)
{
  g_autofree char *folder = muster_backup_dup_folder (self->path);
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *about = g_strdup_printf (
    _("Muster makes a backup of this file every day on which something changed. They are in the folder %s. Keep copies "
      "of them on another disk if you can: this one may fail."), shown);

  self->box = muster_column_new (18);
  gtk_widget_set_margin_start (self->box, 18);
  gtk_widget_set_margin_end (self->box, 18);
  gtk_widget_set_margin_top (self->box, 18);
  gtk_widget_set_margin_bottom (self->box, 24);
  self->failure = add_label (self, "");
  gtk_widget_add_css_class (self->failure, "warning");
  add_label (self, about);
  if (self->keeper != NULL)
    {
      self->make = muster_button_new (_("_Back Up Now"), "backups.make");
      gtk_widget_set_halign (self->make, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (self->box), self->make);
    }
  self->said = add_label (self, NULL);
  gtk_widget_set_visible (self->said, FALSE);
  self->none = add_label (self, _("There is no backup of this file yet."));
  gtk_widget_set_visible (self->none, FALSE);
  self->list = muster_column_new (0);
  gtk_widget_add_css_class (self->list, "card");
  gtk_widget_set_visible (self->list, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->list);
}

static void
build (MusterBackupsDialog *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  build_box (self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (content), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (content), scrolled);
  adw_window_set_content (ADW_WINDOW (self), content);
}

static void
muster_backups_dialog_dispose (GObject *object)
{
  MusterBackupsDialog *self = MUSTER_BACKUPS_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (muster_backups_dialog_parent_class)->dispose (object);
}

static void
muster_backups_dialog_finalize (GObject *object)
{
  MusterBackupsDialog *self = MUSTER_BACKUPS_DIALOG (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->backups, g_ptr_array_unref);
  g_free (self->path);
  G_OBJECT_CLASS (muster_backups_dialog_parent_class)->finalize (object);
}

static void
muster_backups_dialog_class_init (MusterBackupsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_backups_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = muster_backups_dialog_finalize;
  gtk_widget_class_install_action (widget_class, "backups.make", NULL, make_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  restore_signal = g_signal_new ("restore", MUSTER_TYPE_BACKUPS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
muster_backups_dialog_init (MusterBackupsDialog *self)
{
  self->cancellable = g_cancellable_new ();
}

MusterBackupsDialog *
muster_backups_dialog_present (const char *path, MusterStore *store, GtkWindow *parent)
{
  MusterBackupsDialog *self = g_object_new (MUSTER_TYPE_BACKUPS_DIALOG, "modal", TRUE, "transient-for", parent,
                                            "destroy-with-parent", TRUE, "default-width", 520, "default-height", 560,
                                            "title", _("Backups"), NULL);

  self->path = g_strdup (path);
  self->keeper = store != NULL ? muster_backup_keeper_of (store) : NULL;
  if (self->keeper != NULL)
    {
      g_object_ref (self->keeper);
      g_signal_connect_object (self->keeper, "changed", G_CALLBACK (read_list), self, G_CONNECT_SWAPPED);
    }
  build (self);
  read_list (self);
  gtk_window_present (GTK_WINDOW (self));
  if (self->make != NULL)
    gtk_widget_grab_focus (self->make);
  return self;
}
