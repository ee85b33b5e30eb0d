/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-programmes.h"

#include "muster-opening.h"
#include "muster-recent-files.h"
#include "muster-sync-words.h"
#include "muster-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define ENDING ".muster"

/* ---- the list ---------------------------------------------------------------------------------------------------- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  g_autofree char *first = g_path_get_basename (*(const char *const *) a);
  g_autofree char *second = g_path_get_basename (*(const char *const *) b);
  int order = g_strcmp0 (first, second);

  return order != 0 ? order : g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* Links and dots in a path must not make two of one file. */
static void
add (GPtrArray *paths, GHashTable *known, const char *path)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);

  if (g_hash_table_add (known, g_strdup (whole)))
    g_ptr_array_add (paths, g_steal_pointer (&whole));
}

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GStrv recent = data;
  g_autoptr(GPtrArray) paths = g_ptr_array_new ();
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *own = muster_opening_dup_default_path ();
  g_autofree char *folder = g_path_get_dirname (own);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, ENDING) && g_file_test (path, G_FILE_TEST_IS_REGULAR))
        add (paths, known, path);
    }
  for (guint i = 0; recent[i] != NULL; i++)
    add (paths, known, recent[i]);
  g_ptr_array_sort (paths, compare_names);
  g_ptr_array_add (paths, NULL);
  g_task_return_pointer (task, g_ptr_array_free (g_steal_pointer (&paths), FALSE), (GDestroyNotify) g_strfreev);
}

void
muster_programmes_list_async (GSettings *settings, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, muster_programmes_list_async);
  g_task_set_task_data (task, muster_recent_files_list (settings), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, list_in_thread);
}

GStrv
muster_programmes_list_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- one of them ------------------------------------------------------------------------------------------------- */

static void
glance_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  MusterGlance *glance = muster_glance_read (data, &error);

  if (glance != NULL)
    g_task_return_pointer (task, glance, (GDestroyNotify) muster_glance_free);
  else
    g_task_return_error (task, error);
}

void
muster_programmes_glance_async (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, muster_programmes_glance_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, glance_in_thread);
}

MusterGlance *
muster_programmes_glance_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- in words ---------------------------------------------------------------------------------------------------- */

char *
muster_programmes_title (const char *path, const MusterGlance *glance)
{
  g_autofree char *example = muster_opening_dup_example_path ();
  g_autofree char *name = NULL;

  if (g_str_equal (path, example))
    return g_strdup (_("Example programme"));
  if (glance != NULL && glance->name != NULL && *glance->name != '\0')
    return g_strdup (glance->name);
  name = g_filename_display_basename (path);
  return g_steal_pointer (&name);
}

char *
muster_programmes_who (const MusterGlance *glance)
{
  const char *place = glance->address != NULL ? strstr (glance->address, "://") : NULL;

  if (glance->address == NULL || glance->person == NULL)
    return g_strdup (_("On this computer only"));
  /* Translators: the name of a person and that of a server */
  return g_strdup_printf (_("As %s at %s"), glance->person, place != NULL ? place + 3 : glance->address);
}

char *
muster_programmes_state (const MusterGlance *glance, MusterClock *clock)
{
  g_autofree char *number = muster_words_number (glance->n_unsent);
  g_autofree char *saved = muster_sync_words_when (glance->last_save, clock);
  g_autofree char *heard = muster_sync_words_when (glance->last_heard, clock);
  g_autofree char *unsent = NULL;

  if (glance->address == NULL && glance->n_saves == 0)
    return g_strdup (_("Nothing saved yet"));
  if (glance->address == NULL)
    /* Translators: %s is "10:42" today, and "21 November 2026, 10:42" on other days. */
    return g_strdup_printf (_("Last saved %s"), saved);
  unsent = glance->n_unsent == 0 ? g_strdup (_("All sent"))
                                 : g_strdup_printf (ngettext ("%s save to send", "%s saves to send", glance->n_unsent),
                                                    number);
  if (glance->last_heard == 0)
    /* Translators: %s is "3 saves to send" */
    return g_strdup_printf (_("%s · the server has not answered yet"), unsent);
  /* Translators: "3 saves to send" and "10:42", or "21 November 2026, 10:42" on other days */
  return g_strdup_printf (_("%s · last heard from the server %s"), unsent, heard);
}

char *
muster_programmes_place (const char *path)
{
  const char *home = g_get_home_dir ();
  g_autofree char *shown = g_filename_display_name (path);

  if (g_str_has_prefix (path, home) && path[strlen (home)] == G_DIR_SEPARATOR)
    {
      g_autofree char *below = g_filename_display_name (path + strlen (home));

      return g_strconcat ("~", below, NULL);
    }
  return g_steal_pointer (&shown);
}
