/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-application.h"

#include "muster-actions.h"
#include "muster-first-frame.h"
#include "muster-head-start.h"
#include "muster-keeper.h"
#include "muster-opening.h"
#include "muster-recent-files.h"
#include "muster-review-notice.h"
#include "muster-settings.h"
#include "muster-window.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

struct _MusterApplication
{
  AdwApplication parent_instance;

  MusterClock *clock;
  GSettings *settings; /* owned, nullable */
  char *login;
  char *first;         /* the path of what the first window will ask for; nullable */
  guint signals[2];    /* sources for SIGTERM and SIGINT */
};

G_DEFINE_FINAL_TYPE (MusterApplication, muster_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "example", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open a fresh copy of the example programme"), NULL },
  { "version", 'v', 0, G_OPTION_ARG_NONE, NULL, N_("Say which version this is"), NULL },
  { "print-first-frame", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL },
  { "exit-after-first-frame", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_("[FILE]") },
  { NULL },
};

/* The window on the file at path, else a new one. */
static MusterWindow *
find_window (MusterApplication *self, const char *path)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (MUSTER_IS_WINDOW (l->data) && g_strcmp0 (muster_window_get_path (l->data), path) == 0)
      return l->data;

  return muster_window_new (GTK_APPLICATION (self), self->clock, self->settings, self->login);
}

/* A window shows itself once it has something to show. */
static MusterWindow *
open_path (MusterApplication *self, const char *path)
{
  MusterWindow *window = find_window (self, path);

  if (!muster_window_is_open (window))
    muster_window_open (window, path);
  else
    gtk_window_present (GTK_WINDOW (window));

  return window;
}

/* The one that was open last, and at the very first the one of one's own. */
static char *
dup_default_path (MusterApplication *self)
{
  char *path = muster_recent_files_dup_last (self->settings);

  return path != NULL ? path : muster_opening_dup_default_path ();
}

static MusterWindow *
open_default (MusterApplication *self)
{
  g_autofree char *path = dup_default_path (self);

  return open_path (self, path);
}

static MusterWindow *
open_example (MusterApplication *self)
{
  g_autofree char *path = muster_opening_dup_example_path ();
  MusterWindow *window = find_window (self, path);

  if (!muster_window_is_open (window))
    muster_window_open_example (window);
  else
    gtk_window_present (GTK_WINDOW (window));

  return window;
}

static void
muster_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    gtk_window_present (window);
  else
    open_default (MUSTER_APPLICATION (application));
}

static void
muster_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_file_get_path (files[i]);

      if (path != NULL)
        open_path (MUSTER_APPLICATION (application), path);
    }
}

static int
muster_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  MusterApplication *self = MUSTER_APPLICATION (application);
  GVariantDict *dict = g_application_command_line_get_options_dict (line);
  g_autofree const char **files = NULL;
  MusterWindow *window = NULL;

  g_variant_dict_lookup (dict, G_OPTION_REMAINING, "^a&ay", &files);
  if (files != NULL && files[0] != NULL)
    {
      g_autoptr(GFile) file = g_application_command_line_create_file_for_arg (line, files[0]);
      g_autofree char *path = g_file_get_path (file);

      if (path == NULL || files[1] != NULL)
        {
          g_application_command_line_printerr (line, "%s\n", _("Muster opens one file, on this computer, at a time."));
          return 2;
        }
      window = open_path (self, path);
    }
  else if (g_variant_dict_contains (dict, "example"))
    window = open_example (self);
  else
    window = open_default (self);

  if (g_variant_dict_contains (dict, "print-first-frame"))
    muster_first_frame_print (GTK_WINDOW (window), g_variant_dict_contains (dict, "exit-after-first-frame"));

  return 0;
}

/* What the command line will ask for; the example is made anew first. */
static char *
foresee_path (MusterApplication *self, GVariantDict *dict)
{
  g_autofree const char **files = NULL;
  g_autoptr(GFile) file = NULL;

  if (g_variant_dict_contains (dict, "example"))
    return NULL;
  if (!g_variant_dict_lookup (dict, G_OPTION_REMAINING, "^a&ay", &files) || files[0] == NULL)
    return dup_default_path (self);
  file = g_file_new_for_commandline_arg (files[0]);
  return files[1] == NULL ? g_file_get_path (file) : NULL;
}

static int
muster_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  MusterApplication *self = MUSTER_APPLICATION (application);

  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("muster %s\n", MUSTER_VERSION);
      return 0;
    }
  g_free (self->first);
  self->first = foresee_path (self, dict);

  return -1;
}

/* The session ends, or somebody asks from outside: the same as closing every window, so drafts are written first. Who
 * asks again cannot wait. */
static gboolean
on_signal_cb (gpointer user_data)
{
  muster_keeper_hurry (muster_keeper_of (user_data));
  muster_window_close_all (user_data);

  return G_SOURCE_CONTINUE;
}

/* What the desktop was told leads here. The window may have gone meanwhile: another begins with Today where no page is
 * remembered. */
static void
on_show_today_cb (GSimpleAction *action, GVariant *path, gpointer user_data)
{
  MusterApplication *self = user_data;
  MusterWindow *window = NULL;

  if (self->settings != NULL)
    g_settings_set_string (self->settings, "sidebar-page", "");
  window = open_path (self, g_variant_get_string (path, NULL));
  g_action_group_activate_action (G_ACTION_GROUP (window), "go-today", NULL);
}

static const GActionEntry actions[] = {
  { MUSTER_ACTION_SHOW_TODAY, on_show_today_cb, "s", NULL, NULL, { 0 } },
};

static void
muster_application_startup (GApplication *application)
{
  MusterApplication *self = MUSTER_APPLICATION (application);

  if (self->first != NULL)
    {
      g_autofree char *actor = muster_settings_dup_actor (self->settings, self->login);

      muster_head_start_install (application, self->first, self->clock, actor, self->settings);
    }
  G_APPLICATION_CLASS (muster_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (MUSTER_APPLICATION_ID);
  /* Words that can be copied have the caret when one comes to them: marked as a whole they look chosen. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  muster_actions_set_accels (GTK_APPLICATION (self));
  muster_keeper_install (application, self->settings);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  self->signals[0] = g_unix_signal_add (SIGTERM, on_signal_cb, self);
  self->signals[1] = g_unix_signal_add (SIGINT, on_signal_cb, self);
}

static void
muster_application_shutdown (GApplication *application)
{
  MusterApplication *self = MUSTER_APPLICATION (application);

  for (guint i = 0; i < G_N_ELEMENTS (self->signals); i++)
    g_clear_handle_id (&self->signals[i], g_source_remove);

  G_APPLICATION_CLASS (muster_application_parent_class)->shutdown (application);
}

static void
muster_application_finalize (GObject *object)
{
  MusterApplication *self = MUSTER_APPLICATION (object);

  g_clear_pointer (&self->clock, muster_clock_unref);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->login, g_free);
  g_clear_pointer (&self->first, g_free);

  G_OBJECT_CLASS (muster_application_parent_class)->finalize (object);
}

static void
muster_application_class_init (MusterApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = muster_application_finalize;
  application_class->startup = muster_application_startup;
  application_class->activate = muster_application_activate;
  application_class->open = muster_application_open;
  application_class->command_line = muster_application_command_line;
  application_class->handle_local_options = muster_application_handle_local_options;
  application_class->shutdown = muster_application_shutdown;
}

static void
muster_application_init (MusterApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (G_APPLICATION (self),
                                            _("Teams, mobilisation plans and risk registers, with no network."));
}

MusterApplication *
muster_application_new (MusterClock *clock, GSettings *settings, const char *login)
{
  MusterApplication *self = g_object_new (MUSTER_TYPE_APPLICATION,
                                          "application-id", MUSTER_APPLICATION_ID,
                                          "flags", G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN,
                                          "resource-base-path", "/org/muster/Muster",
                                          NULL);

  self->clock = muster_clock_ref (clock);
  g_set_object (&self->settings, settings);
  self->login = g_strdup (login);

  return self;
}
