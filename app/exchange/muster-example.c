/* muster-example.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-example.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "muster-error.h"
#include "muster-example-private.h"
#include "muster-example-resource.h"

#define RESOURCE_PATH "/org/muster/Muster/example/"

/* In the order in which records get their numbers. */
static const char *const example_files[] = { MUSTER_EXAMPLE_FILES };

void
muster_example_id (MusterId *id, const char *key)
{
  g_autofree char *name = g_strconcat ("example:", key, NULL);

  muster_id_from_name (id, name);
}

gboolean
muster_example_load (MusterReplica *replica, GError **error)
{
  GResource *resource = muster_example_get_resource ();
  g_autoptr(GPtrArray) bytes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  MusterExampleFile files[G_N_ELEMENTS (example_files)];

  for (guint i = 0; i < G_N_ELEMENTS (example_files); i++)
    {
      g_autofree char *path = g_strconcat (RESOURCE_PATH, example_files[i], NULL);
      GBytes *data = g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

      if (data == NULL)
        return FALSE;
      g_ptr_array_add (bytes, data);
      files[i].name = example_files[i];
      files[i].text = g_bytes_get_data (data, &files[i].length);
    }
  return muster_example_load_files (replica, files, G_N_ELEMENTS (files), error);
}

static gboolean
make_loaded (const char *path, MusterClock *clock, const char *actor, GError **error)
{
  g_autoptr(MusterRandom) random = muster_random_new_system ();
  g_autoptr(MusterReplica) replica = muster_replica_open (path, MUSTER_REPLICA_CREATE, clock, random, actor, error);

  return replica != NULL && muster_example_load (replica, error);
}

static gboolean
move_into_place (const char *from, const char *to, GError **error)
{
  g_autoptr(GFile) source = g_file_new_for_path (from);
  g_autoptr(GFile) target = g_file_new_for_path (to);
  g_autoptr(GError) failure = NULL;

  if (g_file_move (source, target, G_FILE_COPY_NO_FALLBACK_FOR_MOVE, NULL, NULL, NULL, &failure))
    return TRUE;
  g_set_error (error, MUSTER_ERROR,
               g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_EXISTS) ? MUSTER_ERROR_EXISTS : MUSTER_ERROR_FAILED,
               _("The example programme cannot be put at %s: %s"), to, failure->message);
  return FALSE;
}

/* With the replica, where it is still there, and what SQLite and the lock have left beside it. */
static void
remove_folder (const char *folder, const char *replica)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-lock" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (replica, endings[i], NULL);

      g_unlink (name);
    }
  g_rmdir (folder);
}

/* Beside path, so that the move is one step of the file system. */
static char *
make_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_strconcat (path, ".XXXXXX", NULL);
  int failure;

  if (g_mkdtemp (folder) != NULL)
    return g_steal_pointer (&folder);
  failure = errno;
  g_set_error (error, MUSTER_ERROR,
               failure == ENOENT || failure == ENOTDIR   ? MUSTER_ERROR_NOT_FOUND
               : failure == ENOSPC || failure == EDQUOT ? MUSTER_ERROR_NO_SPACE
                                                         : MUSTER_ERROR_READ_ONLY,
               _("The example programme cannot be put at %s: %s"), path, g_strerror (failure));
  return NULL;
}

gboolean
muster_example_create (const char *path, MusterClock *clock, const char *actor, GError **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *part = NULL;
  gboolean made;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_EXISTS,
                   _("There is a file at %s already, and it is left as it is. Choose another name."), path);
      return FALSE;
    }
  folder = make_folder (path, error);
  if (folder == NULL)
    return FALSE;
  /* Of the same name, for messages. */
  part = g_build_filename (folder, name, NULL);
  made = make_loaded (part, clock, actor, error) && move_into_place (part, path, error);
  remove_folder (folder, part);
  return made;
}
