/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-settings.h"

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
