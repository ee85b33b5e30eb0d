/* muster-window-backups.c - the backups of the file that a window is on, and what restoring one means for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-window-state.h"

#include "muster-backups-dialog.h"
#include "muster-question.h"
#include "muster-words.h"

#include <glib/gi18n.h>

typedef struct {
  MusterWindow *window; /* owned */
  GtkWindow *list;      /* owned */
  char *path;
} Restoring;

static void
restoring_free (gpointer data, GClosure *closure)
{
  Restoring *restoring = data;

  g_object_unref (restoring->window);
  g_object_unref (restoring->list);
  g_free (restoring->path);
  g_free (restoring);
}

static gboolean
restore (gpointer data)
{
  Restoring *restoring = data;

  gtk_window_close (restoring->list);
  muster_window_restore (restoring->window, restoring->path);
  restoring_free (restoring, NULL);
  return G_SOURCE_REMOVE;
}

/* The question closes by itself first: what is under it goes. */
static void
on_response_cb (AdwMessageDialog *dialog, const char *response, Restoring *restoring)
{
  Restoring *copy;

  if (!g_str_equal (response, "restore"))
    return;
  copy = g_new0 (Restoring, 1);
  copy->window = g_object_ref (restoring->window);
  copy->list = g_object_ref (restoring->list);
  copy->path = g_strdup (restoring->path);
  g_idle_add (restore, copy);
}

static char *
describe_consequences (MusterWindow *self, const MusterBackup *backup)
{
  const MusterSyncStatus *status = self->syncer != NULL ? muster_syncer_get_status (self->syncer) : NULL;
  gboolean joined = status != NULL && status->address != NULL;
  g_autoptr(GString) text = g_string_new (_("Everything here will be as it was then. The file as it is now is not "
                                            "thrown away: it is kept beside this one and stays in the list of "
                                            "backups."));
  g_autofree char *number = NULL;
  guint n = 0;

  if (joined && backup->joined)
    g_string_append_printf (text, "\n\n%s", _("What was sent to the server since then comes back with the next sync: "
                                              "restoring does not undo what others can see already."));
  else if (joined)
    g_string_append_printf (text, "\n\n%s", _("This backup is from before you joined the server: you will need a new "
                                              "code from your administrator to join again."));
  if (self->store != NULL)
    g_object_get (self->store, "n-unsent", &n, NULL);
  number = muster_words_number (n);
  if (joined && n > 0)
    {
      g_string_append (text, "\n\n");
      g_string_append_printf (text, ngettext ("%s save has not been sent yet, and will be in the file that is kept "
                                              "alone. To send it first, cancel and sync.",
                                              "%s saves have not been sent yet, and will be in the file that is kept "
                                              "alone. To send them first, cancel and sync.", n), number);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
on_restore_cb (MusterBackupsDialog *list, const MusterBackup *backup, MusterWindow *self)
{
  g_autofree char *when = muster_words_time (backup->at);
  g_autofree char *heading = g_strdup_printf (_("Restore the Backup of %s?"), when);
  g_autofree char *body = describe_consequences (self, backup);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (list), heading, body);
  Restoring *restoring = g_new0 (Restoring, 1);

  restoring->window = g_object_ref (self);
  restoring->list = g_object_ref (GTK_WINDOW (list));
  restoring->path = g_strdup (backup->path);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"), "restore", _("Restore"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "restore", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response_cb), restoring, restoring_free, 0);
  muster_question_present (dialog);
}

void
muster_window_show_backups (GtkWindow *window, const MusterAction *action)
{
  MusterWindow *self = MUSTER_WINDOW (window);
  MusterBackupsDialog *dialog = muster_backups_dialog_present (self->path, self->store, window);

  g_signal_connect_object (dialog, "restore", G_CALLBACK (on_restore_cb), self, 0);
}
