/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-recent-files.h"

#define KEY "recent-files"
/* More are not what one looks for in a list. */
#define MOST 20

/* Settings hold text, and the name of a file need not be one: they are kept as addresses. */
GStrv
muster_recent_files_list (GSettings *settings)
{
  g_auto(GStrv) addresses = settings != NULL ? g_settings_get_strv (settings, KEY) : NULL;
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; addresses != NULL && addresses[i] != NULL && i < MOST; i++)
    {
      g_autofree char *path = g_filename_from_uri (addresses[i], NULL, NULL);

      if (path != NULL)
        g_strv_builder_add (paths, path);
    }
  return g_strv_builder_end (paths);
}

char *
muster_recent_files_dup_last (GSettings *settings)
{
  g_auto(GStrv) paths = muster_recent_files_list (settings);

  return g_strdup (paths[0]);
}

static void
keep (GSettings *settings, const char *first, GStrv others, const char *without)
{
  g_autoptr(GStrvBuilder) addresses = g_strv_builder_new ();
  g_autofree char *newest = first != NULL ? g_filename_to_uri (first, NULL, NULL) : NULL;
  g_auto(GStrv) list = NULL;
  guint n = newest != NULL;

  if (newest != NULL)
    g_strv_builder_add (addresses, newest);
  for (guint i = 0; others[i] != NULL && n < MOST; i++)
    {
      g_autofree char *address = g_filename_to_uri (others[i], NULL, NULL);

      if (address == NULL || g_str_equal (others[i], without))
        continue;
      g_strv_builder_add (addresses, address);
      n++;
    }
  list = g_strv_builder_end (addresses);
  g_settings_set_strv (settings, KEY, (const char *const *) list);
}

void
muster_recent_files_note (GSettings *settings, const char *path)
{
  g_auto(GStrv) paths = muster_recent_files_list (settings);

  if (settings != NULL && g_strcmp0 (paths[0], path) != 0)
    keep (settings, path, paths, path);
}

void
muster_recent_files_drop (GSettings *settings, const char *path)
{
  g_auto(GStrv) paths = muster_recent_files_list (settings);

  if (settings != NULL && g_strv_contains ((const char *const *) paths, path))
    keep (settings, NULL, paths, path);
}
