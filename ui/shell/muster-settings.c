/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-settings.h"

#define KEY_LOGIN "muster-login"

GSettings *
muster_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, MUSTER_APPLICATION_ID, TRUE);

  /* g_settings_new() would end the program where there is no schema. */
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

char *
muster_settings_dup_actor (GSettings *settings, const char *login)
{
  g_autofree char *set = settings != NULL ? g_settings_get_string (settings, MUSTER_SETTING_ACTOR) : NULL;

  return set != NULL && *g_strstrip (set) != '\0' ? g_steal_pointer (&set) : g_strdup (login);
}

static void
on_name_cb (GSettings *settings, const char *key, MusterStore *store)
{
  g_autofree char *actor = muster_settings_dup_actor (settings, g_object_get_data (G_OBJECT (store), KEY_LOGIN));

  muster_store_set_actor (store, actor);
}

void
muster_settings_sign (GSettings *settings, const char *login, MusterStore *store)
{
  if (settings == NULL)
    return;
  g_object_set_data_full (G_OBJECT (store), KEY_LOGIN, g_strdup (login), g_free);
  g_signal_connect_object (settings, "changed::" MUSTER_SETTING_ACTOR, G_CALLBACK (on_name_cb), store, 0);
  /* It may have changed while the store was being opened. */
  on_name_cb (settings, MUSTER_SETTING_ACTOR, store);
}

gboolean
muster_settings_can_name (GSettings *settings)
{
  return settings != NULL && g_settings_is_writable (settings, MUSTER_SETTING_ACTOR);
}

void
muster_settings_restore_size (GSettings *settings, GtkWindow *window)
{
  if (settings == NULL)
    {
      gtk_window_set_default_size (window, 1120, 760);
      return;
    }
  gtk_window_set_default_size (window, g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (window);
}

void
muster_settings_remember_size (GSettings *settings, GtkWindow *window)
{
  int width = 0, height = 0;

  if (settings == NULL)
    return;

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_int (settings, "window-width", CLAMP (width, 360, G_MAXINT16));
  g_settings_set_int (settings, "window-height", CLAMP (height, 294, G_MAXINT16));
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (window));
}
