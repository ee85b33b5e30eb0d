/* muster-window-programmes.c - going from one programme to another, and joining one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-window-state.h"

#include "muster-join-dialog.h"
#include "muster-keeper.h"
#include "muster-opening.h"
#include "muster-programmes-dialog.h"
#include "muster-settings.h"

#include <glib/gi18n.h>

/* The window that has the file at path, or is opening it; NULL: none. */
static MusterWindow *
find_window (MusterWindow *self, const char *path)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    if (MUSTER_IS_WINDOW (l->data) && muster_window_is_open (l->data)
        && g_strcmp0 (muster_window_get_path (l->data), path) == 0)
      return l->data;
  return NULL;
}

void
muster_window_show_file (MusterWindow *self, const char *path, gboolean apart)
{
  MusterWindow *window = find_window (self, path);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  if (window != NULL)
    gtk_window_present (GTK_WINDOW (window));
  else if (apart)
    g_application_open (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), &file, 1, "");
  else
    muster_window_open (self, path);
}

/* ---- the list ---------------------------------------------------------------------------------------------------- */

static MusterProgrammeStanding
get_standing (const char *path, gpointer data)
{
  MusterWindow *self = data;
  MusterWindow *window = find_window (self, path);
  MusterKeeper *keeper = muster_keeper_of (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))));

  if (window != NULL)
    return window == self ? MUSTER_PROGRAMME_HERE : MUSTER_PROGRAMME_THERE;
  return muster_keeper_has (keeper, path) ? MUSTER_PROGRAMME_SENDING : MUSTER_PROGRAMME_CLOSED;
}

static void
on_open_cb (MusterProgrammesDialog *dialog, const char *path, gboolean apart, gpointer window)
{
  muster_window_show_file (window, path, apart);
}

static void
on_join_cb (MusterProgrammesDialog *dialog, gpointer window)
{
  muster_window_start_joining (window, TRUE);
}

void
muster_window_show_programmes (GtkWindow *window, const MusterAction *action)
{
  MusterWindow *self = MUSTER_WINDOW (window);
  MusterProgrammesDialog *dialog = muster_programmes_dialog_new (self->settings, self->clock, get_standing, self);

  g_signal_connect_object (dialog, "open", G_CALLBACK (on_open_cb), self, 0);
  g_signal_connect_object (dialog, "join", G_CALLBACK (on_join_cb), self, 0);
  muster_programmes_dialog_present (dialog, window);
}

/* ---- joining ----------------------------------------------------------------------------------------------------- */

static void
on_joined_cb (MusterJoinDialog *dialog, const char *path, gpointer window)
{
  if (path != NULL)
    muster_window_open (window, path);
}

/* What somebody has written for herself goes to no server by itself, and one file never belongs to two of them. */
static gboolean
is_better_apart (MusterWindow *self)
{
  const MusterSyncStatus *status = muster_syncer_get_status (self->syncer);
  gint64 last_save = 0;

  if (status->address != NULL)
    return status->phase != MUSTER_SYNC_SIGNED_OUT;
  g_object_get (self->store, "last-save", &last_save, NULL);
  return last_save != 0;
}

void
muster_window_start_joining (MusterWindow *self, gboolean apart)
{
  g_autofree char *own = muster_opening_dup_default_path ();
  g_autofree char *actor = muster_settings_dup_actor (self->settings, self->login);
  g_autoptr(MusterJoiner) joiner = muster_joiner_new (own, self->clock, actor);
  MusterJoinDialog *dialog;

  dialog = muster_join_dialog_new (self->syncer, joiner, apart || self->syncer == NULL || is_better_apart (self));
  g_signal_connect_object (dialog, "joined", G_CALLBACK (on_joined_cb), self, 0);
  muster_join_dialog_present (dialog, GTK_WINDOW (self));
}
