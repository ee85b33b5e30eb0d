/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-window-state.h"

#include "muster-keeper.h"
#include "muster-backup-keeper.h"
#include "muster-opening.h"
#include "muster-room.h"
#include "muster-preferences.h"
#include "muster-recent-files.h"
#include "muster-settings.h"
#include "muster-stack.h"
#include "muster-syncing.h"
#include "muster-toast.h"
#include "muster-who-dialog.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (MusterWindow, muster_window, ADW_TYPE_APPLICATION_WINDOW)

/* ---- what may be done now ---------------------------------------------------------------------------------------- */

static void
update_actions (MusterWindow *self)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (self);
  g_autofree char *undo_label = NULL;
  g_autofree char *redo_label = NULL;
  gboolean at_desk = self->desk != NULL;
  const char *const desk_actions[] = {
    "save", "search", "filter", "go-today", "go-teams", "go-plans", "go-risks", "go-programme", "go-attention",
    "go-sync", "go-back", "go-forward", "choose-scope", "show-everywhere", "who-you-are",
  };
  const char *const adding_actions[] = { "add-team", "add-plan", "add-risk", "import-risks" };

  if (self->store != NULL)
    g_object_get (self->store, "undo-label", &undo_label, "redo-label", &redo_label, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (desk_actions); i++)
    muster_actions_set_enabled (window, desk_actions[i], at_desk);
  for (guint i = 0; i < G_N_ELEMENTS (adding_actions); i++)
    muster_actions_set_enabled (window, adding_actions[i], at_desk && !self->read_only);
  /* Its key says why where nothing can be written. */
  muster_actions_set_enabled (window, "new-record", at_desk && muster_desk_can_add (self->desk));
  muster_actions_set_enabled (window, "sync-now", self->syncer != NULL);
  muster_actions_set_enabled (window, "backups",
                              self->path != NULL && !(at_desk && self->read_only) && self->cancellable == NULL);
  muster_actions_set_enabled (window, "import", at_desk && !self->read_only && muster_desk_can_import (self->desk));
  muster_actions_set_enabled (window, "undo", undo_label != NULL);
  muster_actions_set_enabled (window, "redo", redo_label != NULL);
}

static void
update_title (MusterWindow *self)
{
  const char *page = self->desk != NULL ? muster_desk_get_title (self->desk) : NULL;
  g_autofree char *title = NULL;

  if (page != NULL)
    title = g_strdup_printf ("%s – %s", page, _("Muster"));
  gtk_window_set_title (GTK_WINDOW (self), title != NULL ? title : _("Muster"));
}

void
muster_window_update (MusterWindow *self)
{
  update_title (self);
  update_actions (self);
}

/* ---- the desk ---------------------------------------------------------------------------------------------------- */

static void
on_desk_toast_cb (MusterDesk *desk, const char *text, gboolean offer_undo, gpointer user_data)
{
  muster_window_show_toast (user_data, text, offer_undo ? _("Undo") : NULL, "win.undo");
}

static void
on_desk_page_cb (MusterDesk *desk, GParamSpec *pspec, gpointer user_data)
{
  muster_window_update (user_data);
}

void
muster_window_take_down_desk (MusterWindow *self)
{
  if (self->desk != NULL)
    {
      if (self->settings != NULL)
        {
          g_autofree char *scope = muster_desk_dup_scope (self->desk);

          g_settings_set_string (self->settings, "sidebar-page", muster_desk_get_page (self->desk));
          g_settings_set_string (self->settings, "scope", scope);
        }
      muster_desk_flush (self->desk);
    }
  if (self->reviews != NULL)
    g_object_run_dispose (G_OBJECT (self->reviews));
  g_clear_object (&self->reviews);
  /* What was typed last goes to disk before the form that holds it goes. */
  if (self->store != NULL)
    {
      GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
      MusterBackupKeeper *keeper = muster_backup_keeper_of (self->store);
      MusterRoom *room = muster_room_of (self->store);

      if (keeper != NULL)
        muster_backup_keeper_stop (keeper);
      if (room != NULL)
        muster_room_stop (room);
      g_signal_handlers_disconnect_by_data (self->store, self);
      muster_keeper_take (muster_keeper_of (G_APPLICATION (application)), self->store, self->syncer);
    }
  if (self->desk != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->desk, self);
      gtk_stack_remove (self->stack, GTK_WIDGET (g_steal_pointer (&self->desk)));
    }
  g_clear_object (&self->syncer);
  g_clear_object (&self->store);
}

void
muster_window_set_up_desk (MusterWindow *self, MusterStore *store, const char *read_only)
{
  g_autofree char *page = NULL, *scope = NULL;
  g_autofree char *example = muster_opening_dup_example_path ();
  const char *name = NULL;

  if (self->settings != NULL)
    {
      page = g_settings_get_string (self->settings, "sidebar-page");
      scope = g_settings_get_string (self->settings, "scope");
    }
  if (g_str_equal (self->path, example))
    name = _("Example programme");

  self->store = g_object_ref (store);
  muster_settings_sign (self->settings, self->login, store);
  g_signal_connect_swapped (store, "notify::undo-label", G_CALLBACK (update_actions), self);
  g_signal_connect_swapped (store, "notify::redo-label", G_CALLBACK (update_actions), self);

  self->read_only = read_only != NULL;
  self->syncer = muster_syncing_start (store, self->clock, self->settings);
  if (!self->read_only)
    {
      muster_backup_keeper_new (store);
      muster_room_new (store);
    }
  if (self->syncer != NULL && self->settings != NULL)
    self->reviews = muster_review_notice_new (g_application_get_default (), store, self->syncer, self->settings);
  self->desk = MUSTER_DESK (muster_desk_new (store, name, read_only));
  g_signal_connect (self->desk, "toast", G_CALLBACK (on_desk_toast_cb), self);
  g_signal_connect (self->desk, "notify::page", G_CALLBACK (on_desk_page_cb), self);
  muster_desk_set_scope (self->desk, scope);
  muster_desk_show_page (self->desk, page);

  gtk_stack_add_child (self->stack, GTK_WIDGET (self->desk));
  muster_stack_show (self->stack, GTK_WIDGET (self->desk));
  gtk_window_present (GTK_WINDOW (self));
  muster_desk_focus_page (self->desk);
  muster_window_update (self);
}

void
muster_window_say_who (GtkWindow *window, const MusterAction *action)
{
  MusterWindow *self = MUSTER_WINDOW (window);

  muster_who_dialog_present (muster_who_dialog_new (self->store, self->settings, self->login), window);
}

void
muster_window_show_preferences (GtkWindow *window, const MusterAction *action)
{
  muster_preferences_present (muster_preferences_new (MUSTER_WINDOW (window)->settings), window);
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static gboolean
muster_window_close_request (GtkWindow *window)
{
  MusterWindow *self = MUSTER_WINDOW (window);

  if (!muster_window_may_leave (self, NULL, MUSTER_TRY_OPEN))
    return TRUE;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->loading_source, g_source_remove);
  muster_settings_remember_size (self->settings, GTK_WINDOW (self));
  muster_window_take_down_desk (self);

  return GTK_WINDOW_CLASS (muster_window_parent_class)->close_request (window);
}

static void
muster_window_dispose (GObject *object)
{
  MusterWindow *self = MUSTER_WINDOW (object);

  g_clear_handle_id (&self->loading_source, g_source_remove);
  g_clear_object (&self->cancellable);
  muster_window_take_down_desk (self);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->clock, muster_clock_unref);
  g_clear_pointer (&self->login, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->next_path, g_free);
  g_clear_pointer (&self->backup, g_free);
  g_clear_pointer (&self->not_restored, g_free);

  G_OBJECT_CLASS (muster_window_parent_class)->dispose (object);
}

/* Which one is to be opened at the next start. */
static void
on_active_cb (MusterWindow *self)
{
  if (gtk_window_is_active (GTK_WINDOW (self)) && self->store != NULL)
    muster_recent_files_note (self->settings, self->path);
}

static void
muster_window_class_init (MusterWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = muster_window_close_request;
}

static void
muster_window_init (MusterWindow *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  self->toasts = muster_toast_overlay_new (GTK_WIDGET (self->stack));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), self->toasts);
  gtk_widget_set_size_request (GTK_WIDGET (self), 360, 294);

  muster_actions_install (GTK_APPLICATION_WINDOW (self));
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active_cb), NULL);
}

/* Somebody comes back to it, or goes to a dialog over it, and may begin to type. */
static void
look_for_room (MusterWindow *self)
{
  MusterRoom *room = self->store != NULL ? muster_room_of (self->store) : NULL;

  if (room != NULL)
    muster_room_look (room);
}

/* ---- for the application and the actions ------------------------------------------------------------------------- */

MusterWindow *
muster_window_new (GtkApplication *application, MusterClock *clock, GSettings *settings, const char *login)
{
  MusterWindow *self = g_object_new (MUSTER_TYPE_WINDOW, "application", application, NULL);

  self->clock = muster_clock_ref (clock);
  g_set_object (&self->settings, settings);
  self->login = g_strdup (login);
  muster_settings_restore_size (settings, GTK_WINDOW (self));
  muster_syncing_install (G_ACTION_MAP (self), settings);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (look_for_room), NULL);
  muster_window_update (self);

  return self;
}

const char *
muster_window_get_path (MusterWindow *self)
{
  return self->path;
}

gboolean
muster_window_is_open (MusterWindow *self)
{
  return self->store != NULL || self->cancellable != NULL;
}

MusterDesk *
muster_window_get_desk (MusterWindow *self)
{
  return self->desk;
}

MusterStore *
muster_window_get_store (MusterWindow *self)
{
  return self->store;
}

void
muster_window_show_toast (MusterWindow *self, const char *text, const char *button_label, const char *action_name)
{
  muster_toast_overlay_show (MUSTER_TOAST_OVERLAY (self->toasts), text, button_label, action_name);
}

void
muster_window_close_all (GtkApplication *application)
{
  g_autoptr(GPtrArray) windows = g_ptr_array_new_with_free_func (g_object_unref);

  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    g_ptr_array_add (windows, g_object_ref (l->data));
  /* Dialogs go with their windows. */
  for (guint i = 0; i < windows->len; i++)
    if (MUSTER_IS_WINDOW (g_ptr_array_index (windows, i)))
      gtk_window_close (g_ptr_array_index (windows, i));
}
