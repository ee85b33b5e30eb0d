/* muster-window-actions.c - what each action of the table does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-window-private.h"

#include "muster-chooser.h"
#include "muster-help-window.h"
#include "muster-opening.h"
#include "muster-question.h"
#include "muster-syncer.h"
#include "muster-words.h"
#include "muster-writing.h"

#include <glib/gi18n.h>

void
muster_window_new_record (GtkWindow *window, const MusterAction *action)
{
  MusterWindow *self = MUSTER_WINDOW (window);

  if (muster_store_can_write (muster_window_get_store (self)))
    muster_desk_add_record (muster_window_get_desk (self));
  else
    muster_window_show_toast (self, muster_writing_why (), NULL, NULL);
}

void
muster_window_add_to_page (GtkWindow *window, const MusterAction *action)
{
  muster_window_go_to_page (window, action);
  muster_desk_add_record (muster_window_get_desk (MUSTER_WINDOW (window)));
}

void
muster_window_add_plan (GtkWindow *window, const MusterAction *action)
{
  muster_window_go_to_page (window, action);
  muster_desk_activate (muster_window_get_desk (MUSTER_WINDOW (window)), "plans.from-template");
}

void
muster_window_save (GtkWindow *window, const MusterAction *action)
{
  muster_desk_activate (muster_window_get_desk (MUSTER_WINDOW (window)), "record.save");
}

void
muster_window_print (GtkWindow *window, const MusterAction *action)
{
  muster_desk_activate (muster_window_get_desk (MUSTER_WINDOW (window)), "page.print");
}

void
muster_window_search (GtkWindow *window, const MusterAction *action)
{
  muster_desk_search (muster_window_get_desk (MUSTER_WINDOW (window)));
}

void
muster_window_filter (GtkWindow *window, const MusterAction *action)
{
  muster_desk_filter (muster_window_get_desk (MUSTER_WINDOW (window)));
}

void
muster_window_go_to_page (GtkWindow *window, const MusterAction *action)
{
  muster_desk_follow (muster_window_get_desk (MUSTER_WINDOW (window)), action->page);
}

void
muster_window_go_back (GtkWindow *window, const MusterAction *action)
{
  muster_desk_go_back (muster_window_get_desk (MUSTER_WINDOW (window)));
}

void
muster_window_go_forward (GtkWindow *window, const MusterAction *action)
{
  muster_desk_go_forward (muster_window_get_desk (MUSTER_WINDOW (window)));
}

void
muster_window_choose_scope (GtkWindow *window, const MusterAction *action)
{
  muster_desk_choose_scope (muster_window_get_desk (MUSTER_WINDOW (window)));
}

void
muster_window_show_everywhere (GtkWindow *window, const MusterAction *action)
{
  muster_desk_set_scope (muster_window_get_desk (MUSTER_WINDOW (window)), NULL);
}

void
muster_window_open_menu (GtkWindow *window, const MusterAction *action)
{
  MusterDesk *desk = muster_window_get_desk (MUSTER_WINDOW (window));

  if (desk != NULL)
    muster_desk_open_menu (desk);
}

/* ---- undo and redo ----------------------------------------------------------------------------------------------- */

typedef struct
{
  MusterWindow *window; /* owned */
  char *label;          /* of what is being taken back or done again; owned, nullable */
  gboolean redo;
} Undoing;

static void
undoing_free (Undoing *undoing)
{
  g_object_unref (undoing->window);
  g_free (undoing->label);
  g_free (undoing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Undoing, undoing_free)

static void
on_undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Undoing) undoing = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (!muster_store_write_finish (MUSTER_STORE (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        muster_window_show_toast (undoing->window, error->message, NULL, NULL);
      return;
    }

  if (undoing->redo)
    {
      text = g_strdup_printf (_("Done again: %s"), undoing->label);
      muster_window_show_toast (undoing->window, text, _("Undo"), "win.undo");
    }
  else
    {
      text = g_strdup_printf (_("Undid: %s"), undoing->label);
      muster_window_show_toast (undoing->window, text, _("Redo"), "win.redo");
    }
}

static Undoing *
undoing_new (MusterWindow *window, gboolean redo)
{
  Undoing *undoing = g_new0 (Undoing, 1);
  g_autofree char *label = NULL;

  undoing->window = g_object_ref (window);
  undoing->redo = redo;
  g_object_get (muster_window_get_store (window), redo ? "redo-label" : "undo-label", &label, NULL);
  undoing->label = muster_words_quote (label, G_MAXUINT);
  return undoing;
}

void
muster_window_undo (GtkWindow *window, const MusterAction *action)
{
  MusterWindow *self = MUSTER_WINDOW (window);

  muster_store_undo_async (muster_window_get_store (self), NULL, on_undone_cb, undoing_new (self, FALSE));
}

void
muster_window_redo (GtkWindow *window, const MusterAction *action)
{
  MusterWindow *self = MUSTER_WINDOW (window);

  muster_store_redo_async (muster_window_get_store (self), NULL, on_undone_cb, undoing_new (self, TRUE));
}

/* ---- files ------------------------------------------------------------------------------------------------------- */

static void
on_file_chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

      if (path != NULL)
        muster_window_show_file (user_data, path, FALSE);
    }
  g_object_unref (chooser);
}

void
muster_window_choose_file (GtkWindow *window, const MusterAction *action)
{
  static const char *const suffixes[] = { "muster", NULL };
  GtkNativeDialog *chooser = muster_chooser_new (window, _("Open a programme"), _("Muster programmes"), suffixes);

  g_signal_connect_object (chooser, "response", G_CALLBACK (on_file_chosen_cb), window, 0);
  gtk_native_dialog_show (chooser);
}

void
muster_window_import (GtkWindow *window, const MusterAction *action)
{
  if (action->page != NULL)
    muster_window_go_to_page (window, action);
  muster_desk_import (muster_window_get_desk (MUSTER_WINDOW (window)));
}

static void
on_example_answer_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autofree char *path = muster_opening_dup_example_path ();

  if (g_str_equal (response, "earlier"))
    muster_window_open (user_data, path);
  else if (g_str_equal (response, "fresh"))
    muster_window_open_example (user_data);
}

/* An earlier copy may be what somebody wants to go on with. */
void
muster_window_look_at_example (GtkWindow *window, const MusterAction *action)
{
  g_autofree char *path = muster_opening_dup_example_path ();
  GtkWidget *dialog = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      muster_window_open_example (MUSTER_WINDOW (window));
      return;
    }

  dialog = adw_message_dialog_new (window, _("Start the example afresh?"),
                                   _("There is a copy of the example programme from an earlier look. If you changed "
                                     "something in it, it is kept under another name beside the fresh one."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"),
                                    "fresh", _("Start afresh"), "earlier", _("Open the earlier copy"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "earlier", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "earlier");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_example_answer_cb), window, 0);
  muster_question_present (dialog);
}

void
muster_window_start_here (GtkWindow *window, const MusterAction *action)
{
  g_autofree char *path = muster_opening_dup_default_path ();

  muster_window_create (MUSTER_WINDOW (window), path);
}

void
muster_window_try_again (GtkWindow *window, const MusterAction *action)
{
  muster_window_retry (MUSTER_WINDOW (window));
}

/* ---- the window itself ------------------------------------------------------------------------------------------- */

/* Not modal: it is read beside what it is about. */
void
muster_window_show_help (GtkWindow *window, const MusterAction *action)
{
  muster_help_window_present (window, NULL);
}

void
muster_window_show_shortcuts (GtkWindow *window, const MusterAction *action)
{
  GtkWindow *help = muster_actions_make_help ();

  gtk_window_set_transient_for (help, window);
  gtk_window_present (help);
}

void
muster_window_show_about (GtkWindow *window, const MusterAction *action)
{
  adw_show_about_window (window,
                         "application-name", _("Muster"),
                         "application-icon", MUSTER_APPLICATION_ID,
                         "version", MUSTER_VERSION,
                         "developer-name", _("The Muster project"),
                         "comments", _("Teams, mobilisation plans and risk registers, with no network."),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "translator-credits", _("translator-credits"),
                         NULL);
}

void
muster_window_close (GtkWindow *window, const MusterAction *action)
{
  gtk_window_close (window);
}

void
muster_window_quit (GtkWindow *window, const MusterAction *action)
{
  muster_window_close_all (gtk_window_get_application (window));
}

void
muster_window_sync_now (GtkWindow *window, const MusterAction *action)
{
  MusterSyncer *syncer = muster_syncer_of (muster_window_get_store (MUSTER_WINDOW (window)));
  MusterSyncPhase phase = muster_syncer_get_status (syncer)->phase;

  if (phase == MUSTER_SYNC_ALONE)
    muster_window_show_toast (MUSTER_WINDOW (window), _("This file has not joined a server"), _("Join…"), "win.join");
  else if (phase == MUSTER_SYNC_SWITCHED_OFF)
    muster_window_show_toast (MUSTER_WINDOW (window), _("You are working offline"), _("Sync page"), "win.go-sync");
  else
    muster_syncer_nudge (syncer);
}

void
muster_window_join (GtkWindow *window, const MusterAction *action)
{
  muster_window_start_joining (MUSTER_WINDOW (window), FALSE);
}
