/* muster-window-open.c - what a window shows before and instead of the desk: which file is opened, and whether what was
 * open may be left.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-window-state.h"

#include "muster-draft-writer.h"
#include "muster-error.h"
#include "muster-keeper.h"
#include "muster-leaving.h"
#include "muster-opening.h"
#include "muster-programmes.h"
#include "muster-question.h"
#include "muster-recent-files.h"
#include "muster-settings.h"
#include "muster-stack.h"

#include <glib/gi18n.h>

/* Below this a loading page would only flash. */
#define LOADING_DELAY_MS 300

/* ---- before and instead of the desk ------------------------------------------------------------------------------ */

/* Most starts never need this page, so it is made when first shown. */
static MusterStartPage *
show_start (MusterWindow *self)
{
  if (self->start == NULL)
    {
      self->start = MUSTER_START_PAGE (muster_start_page_new ());
      gtk_stack_add_child (self->stack, GTK_WIDGET (self->start));
    }
  muster_stack_show (self->stack, GTK_WIDGET (self->start));
  gtk_window_present (GTK_WINDOW (self));

  return self->start;
}

static void
on_slow_cb (gpointer user_data)
{
  MusterWindow *self = user_data;
  const char *what = self->last_try == MUSTER_TRY_EXAMPLE   ? _("Making the example programme")
                     : self->last_try == MUSTER_TRY_RESTORE ? _("Restoring the backup")
                                                            : _("Opening");

  self->loading_source = 0;
  muster_start_page_load (show_start (self), what);
}

/* ---- leaving ----------------------------------------------------------------------------------------------------- */

static void start_opening (MusterWindow *self, const char *path, MusterTry try);

static void
on_leave_cb (gpointer window, gboolean leave)
{
  MusterWindow *self = window;
  g_autofree char *path = g_steal_pointer (&self->next_path);

  self->asking = FALSE;
  if (!leave)
    return;
  self->may_leave = TRUE;
  if (path != NULL)
    start_opening (self, path, self->next_try);
  else
    gtk_window_close (GTK_WINDOW (self));
  self->may_leave = FALSE;
}

gboolean
muster_window_may_leave (MusterWindow *self, const char *path, MusterTry try)
{
  if (self->desk == NULL || self->may_leave)
    return TRUE;
  if (!muster_desk_may_leave (self->desk))
    return FALSE;
  muster_desk_flush (self->desk);
  if (muster_draft_writer_is_settled (muster_draft_writer_get (self->store), NULL))
    return TRUE;
  g_free (self->next_path);
  self->next_path = g_strdup (path);
  self->next_try = try;
  if (!self->asking)
    muster_leaving_ask (GTK_WINDOW (self), self->store, NULL, on_leave_cb);
  self->asking = TRUE;
  return FALSE;
}

/* ---- opening ----------------------------------------------------------------------------------------------------- */

static void
on_others_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(MusterWindow) self = user_data;
  g_auto(GStrv) paths = muster_programmes_list_finish (result, NULL);
  guint n = 0;

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    n += !g_str_equal (paths[i], self->path);
  if (self->desk == NULL && self->start != NULL && self->cancellable == NULL)
    muster_start_page_offer_others (self->start, n > 0);
}

static void
show_failure (MusterWindow *self, const GError *error)
{
  g_autofree char *own = muster_opening_dup_default_path ();

  muster_window_update (self);
  muster_programmes_list_async (self->settings, NULL, on_others_cb, g_object_ref (self));

  if (self->last_try == MUSTER_TRY_OPEN && g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND) &&
      g_str_equal (self->path, own))
    muster_start_page_welcome (show_start (self));
  else
    muster_start_page_fail (show_start (self), error);
}

static void
say_kept (MusterWindow *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  /* Translators: %s is the name of a file. */
  g_autofree char *text = g_strdup_printf (self->last_try == MUSTER_TRY_RESTORE
                                             ? _("Restored. The file as it was is kept as %s")
                                             : _("Your earlier copy of the example is kept as %s"), name);

  muster_window_show_toast (self, text, NULL, NULL);
}

/* What was there is there still: back to it, and the reason over it. */
static void
say_not_restored (MusterWindow *self)
{
  g_autofree char *why = g_steal_pointer (&self->not_restored);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("The Backup Was Not Restored"), why);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));
  muster_question_present (dialog);
}

static void
show_desk (MusterWindow *self, MusterStore *store, const char *read_only)
{
  muster_window_set_up_desk (self, store, read_only);
  muster_recent_files_note (self->settings, self->path);
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(MusterWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *read_only = NULL;
  g_autofree char *kept = NULL;
  g_autoptr(MusterStore) store = muster_opening_open_finish (result, &read_only, &kept, &error);

  /* Closed, or asked for another file, while this one was being opened. */
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    {
      if (store != NULL)
        muster_store_close (store);
      return;
    }

  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->loading_source, g_source_remove);
  if (store != NULL)
    {
      show_desk (self, store, read_only);
      if (kept != NULL)
        say_kept (self, kept);
      if (self->not_restored != NULL)
        say_not_restored (self);
      return;
    }
  if (self->last_try == MUSTER_TRY_RESTORE && kept == NULL)
    {
      self->not_restored = g_strdup (error->message);
      start_opening (self, self->path, MUSTER_TRY_OPEN);
      return;
    }
  show_failure (self, error);
}

/* Where it is open still, since what is left of it is being sent: as it is. */
static gboolean
take_back (MusterWindow *self)
{
  MusterKeeper *keeper = muster_keeper_of (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))));
  g_autoptr(MusterStore) store = NULL;
  g_autoptr(MusterSyncer) syncer = NULL;

  if (!muster_keeper_give_back (keeper, self->path, &store, &syncer))
    return FALSE;
  /* What takes its place would be written into. */
  if (self->last_try == MUSTER_TRY_RESTORE)
    {
      muster_syncer_stop (syncer);
      muster_store_close (store);
      return FALSE;
    }
  g_clear_object (&self->cancellable);
  show_desk (self, store, NULL);
  return TRUE;
}

static void
start_opening (MusterWindow *self, const char *path, MusterTry try)
{
  g_autofree char *copy = g_strdup (path); /* may be self->path itself */
  g_autofree char *actor = muster_settings_dup_actor (self->settings, self->login);
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));

  if (!muster_window_may_leave (self, path, try))
    return;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  muster_window_take_down_desk (self);
  g_free (self->path);
  self->path = g_steal_pointer (&copy);
  self->last_try = try;
  g_clear_handle_id (&self->loading_source, g_source_remove);
  if (take_back (self))
    return;
  self->loading_source = g_timeout_add_once (LOADING_DELAY_MS, on_slow_cb, self);
  muster_window_update (self);

  if (try == MUSTER_TRY_EXAMPLE)
    muster_opening_example_async (self->clock, actor, self->cancellable, on_opened_cb, g_object_ref (self));
  else if (try == MUSTER_TRY_RESTORE)
    muster_opening_restore_async (self->path, self->backup, self->clock, actor, self->cancellable, on_opened_cb,
                                  g_object_ref (self));
  else
    muster_opening_open_async (self->path, try == MUSTER_TRY_CREATE, self->clock, actor,
                               muster_head_start_of (application), self->cancellable, on_opened_cb,
                               g_object_ref (self));
}

/* ---- for the application and the actions ------------------------------------------------------------------------- */

void
muster_window_open (MusterWindow *self, const char *path)
{
  start_opening (self, path, MUSTER_TRY_OPEN);
}

void
muster_window_create (MusterWindow *self, const char *path)
{
  start_opening (self, path, MUSTER_TRY_CREATE);
}

void
muster_window_open_example (MusterWindow *self)
{
  g_autofree char *path = muster_opening_dup_example_path ();

  start_opening (self, path, MUSTER_TRY_EXAMPLE);
}

void
muster_window_restore (MusterWindow *self, const char *backup)
{
  g_free (self->backup);
  self->backup = g_strdup (backup);
  start_opening (self, self->path, MUSTER_TRY_RESTORE);
}

void
muster_window_retry (MusterWindow *self)
{
  start_opening (self, self->path, self->last_try);
}
