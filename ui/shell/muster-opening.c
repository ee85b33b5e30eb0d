/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-opening.h"

#include "muster-backup.h"
#include "muster-error.h"
#include "muster-example.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define RESTORE_TRIES 50
#define RESTORE_PAUSE (G_USEC_PER_SEC / 10)

typedef struct
{
  char *path;
  gboolean create;
  MusterClock *clock;
  char *actor;
  char *read_only; /* owned, nullable */
  char *kept;      /* where what was in its place is now; owned, nullable */
  char *backup;    /* what is put there; owned, nullable */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->path);
  muster_clock_unref (opening->clock);
  g_free (opening->actor);
  g_free (opening->read_only);
  g_free (opening->kept);
  g_free (opening->backup);
  g_free (opening);
}

static GTask *
opening_task_new (char *path /* taken */, gboolean create, MusterClock *clock, const char *actor,
                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  opening->path = path;
  opening->create = create;
  opening->clock = muster_clock_ref (clock);
  opening->actor = g_strdup (actor);
  g_task_set_task_data (task, opening, opening_free);

  return task;
}

static gboolean
make_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;

  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_READ_ONLY,
               _("The folder “%s” cannot be made: %s. Check that the disk can be written to."), folder,
               g_strerror (errno));
  return FALSE;
}

static void
on_opened_for_reading_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  MusterStore *store = muster_store_open_finish (result, &error);

  if (store != NULL)
    g_task_return_pointer (task, store, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;
  MusterStore *store = muster_store_open_finish (result, &error);

  if (store != NULL)
    {
      g_task_return_pointer (task, store, g_object_unref);
    }
  else if (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_READ_ONLY) && !opening->create)
    {
      opening->read_only = g_strdup (error->message);
      g_error_free (error);
      muster_store_open_async (opening->path, MUSTER_REPLICA_READ, opening->clock, opening->actor,
                               g_task_get_cancellable (task), on_opened_for_reading_cb, g_object_ref (task));
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void
open_store (GTask *task /* taken */)
{
  Opening *opening = g_task_get_task_data (task);

  muster_store_open_async (opening->path, opening->create ? MUSTER_REPLICA_CREATE : 0, opening->clock, opening->actor,
                           g_task_get_cancellable (task), on_opened_cb, task);
}

/* On a thread of its own. */
static void
make_example (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Opening *opening = task_data;
  GError *error = NULL;

  if (make_folder (opening->path, &error)
      && muster_example_renew (opening->path, opening->clock, opening->actor, &opening->kept, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* On a thread of its own. A backup that is being made is given up when the file closes, but takes a moment to end. */
static void
restore (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Opening *opening = task_data;
  GError *error = NULL;
  guint tries = RESTORE_TRIES;

  while (!muster_backup_restore (opening->path, opening->backup, opening->clock, &opening->kept, &error))
    {
      if (--tries == 0 || !g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_BUSY))
        {
          g_task_return_error (task, error);
          return;
        }
      g_clear_error (&error);
      g_usleep (RESTORE_PAUSE);
    }
  g_task_return_boolean (task, TRUE);
}

static void
on_put_there_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task), *made = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  opening->kept = g_steal_pointer (&made->kept);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    open_store (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

char *
muster_opening_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "muster", "programme.muster", NULL);
}

char *
muster_opening_dup_example_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "muster", "example.muster", NULL);
}

void
muster_opening_open_async (const char *path, gboolean create, MusterClock *clock, const char *actor,
                           MusterHeadStart *head_start, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr(GTask) task = opening_task_new (g_strdup (path), create, clock, actor, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, muster_opening_open_async);
  if (create && !make_folder (path, &error))
    g_task_return_error (task, error);
  else if (!create && muster_head_start_give (head_start, path, on_opened_cb, task))
    g_steal_pointer (&task);
  else
    open_store (g_steal_pointer (&task));
}

void
muster_opening_example_async (MusterClock *clock, const char *actor, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = opening_task_new (muster_opening_dup_example_path (), FALSE, clock, actor, cancellable, callback,
                                  user_data);
  g_autoptr(GTask) making = opening_task_new (muster_opening_dup_example_path (), FALSE, clock, actor, cancellable,
                                              on_put_there_cb, task);

  g_task_set_source_tag (task, muster_opening_example_async);
  g_task_run_in_thread (making, make_example);
}

void
muster_opening_restore_async (const char *path, const char *backup, MusterClock *clock, const char *actor,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = opening_task_new (g_strdup (path), FALSE, clock, actor, cancellable, callback, user_data);
  /* It has happened whole or not at all, whoever waits for it. */
  g_autoptr(GTask) restoring = opening_task_new (g_strdup (path), FALSE, clock, actor, NULL, on_put_there_cb, task);

  ((Opening *) g_task_get_task_data (restoring))->backup = g_strdup (backup);
  g_task_set_source_tag (task, muster_opening_restore_async);
  g_task_run_in_thread (restoring, restore);
}

MusterStore *
muster_opening_open_finish (GAsyncResult *result, char **read_only, char **kept, GError **error)
{
  Opening *opening = g_task_get_task_data (G_TASK (result));

  *read_only = g_steal_pointer (&opening->read_only);
  *kept = g_steal_pointer (&opening->kept);
  return g_task_propagate_pointer (G_TASK (result), error);
}
