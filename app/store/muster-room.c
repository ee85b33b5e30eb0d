/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-room.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "muster-db.h"

#define STORE_KEY "muster-room"
#define ENDING "-room"
/* More than a save with a long text takes in the log that SQLite writes first. */
#define NEEDED (1024 * 1024)
/* Seconds. */
#define LOOK_AGAIN 60
#define LOOK_AGAIN_WHILE_FULL 3

struct _MusterRoom {
  GObject       parent_instance;
  char         *path;
  GCancellable *cancellable;
  gboolean      full;
  gboolean      looking;
  gboolean      again; /* it was asked for meanwhile */
  guint         timer;
};

G_DEFINE_FINAL_TYPE (MusterRoom, muster_room, G_TYPE_OBJECT)

enum { PROP_0, PROP_FULL, N_PROPS };
static GParamSpec *props[N_PROPS];

/* ---- trying ------------------------------------------------------------------------------------------------------ */

gboolean
muster_room_try (const char *path, GError **error)
{
  g_autofree char *reserve = muster_db_beside (path, ENDING);
  g_autofree char *name = g_path_get_basename (path);
  int fd, failure;

  g_unlink (reserve);
  fd = g_open (reserve, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  failure = fd < 0 ? errno : posix_fallocate (fd, 0, NEEDED);
  if (fd >= 0)
    {
      close (fd);
      g_unlink (reserve);
    }
  if (failure != ENOSPC && failure != EDQUOT)
    return TRUE;
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NO_SPACE,
               failure == EDQUOT ? _("Your share of the disk of “%s” is used up.")
                                 : _("There is no room left on the disk of “%s”."), name);
  return FALSE;
}

static void
try_in_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;

  if (muster_room_try (path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* ---- looking ----------------------------------------------------------------------------------------------------- */

static gboolean
on_time_cb (gpointer data)
{
  MusterRoom *self = data;

  self->timer = 0;
  muster_room_look (self);
  return G_SOURCE_REMOVE;
}

static void
on_tried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MusterRoom *self = MUSTER_ROOM (source);
  g_autoptr(GError) error = NULL;
  gboolean full;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->looking = FALSE;
  full = error != NULL;
  if (full != self->full)
    {
      self->full = full;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FULL]);
    }
  if (self->again)
    {
      self->again = FALSE;
      muster_room_look (self);
    }
  else
    {
      self->timer = g_timeout_add_seconds_full (G_PRIORITY_LOW, full ? LOOK_AGAIN_WHILE_FULL : LOOK_AGAIN, on_time_cb,
                                                self, NULL);
    }
}

void
muster_room_look (MusterRoom *self)
{
  g_autoptr(GTask) task = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->again = self->looking;
  if (self->looking)
    return;
  self->looking = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  task = g_task_new (self, self->cancellable, on_tried_cb, NULL);
  g_task_set_source_tag (task, muster_room_look);
  g_task_set_task_data (task, g_strdup (self->path), g_free);
  g_task_run_in_thread (task, try_in_thread);
}

gboolean
muster_room_is_full (MusterRoom *self)
{
  return self->full;
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

void
muster_room_stop (MusterRoom *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
}

static void
muster_room_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, MUSTER_ROOM (object)->full);
}

static void
muster_room_finalize (GObject *object)
{
  MusterRoom *self = MUSTER_ROOM (object);

  muster_room_stop (self);
  g_object_unref (self->cancellable);
  g_free (self->path);
  G_OBJECT_CLASS (muster_room_parent_class)->finalize (object);
}

static void
muster_room_class_init (MusterRoomClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = muster_room_get_property;
  G_OBJECT_CLASS (klass)->finalize = muster_room_finalize;
  props[PROP_FULL] = g_param_spec_boolean ("full", NULL, NULL, FALSE,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
}

static void
muster_room_init (MusterRoom *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
let_go (gpointer data)
{
  g_autoptr(MusterRoom) self = data;

  muster_room_stop (self);
}

MusterRoom *
muster_room_new (MusterStore *store)
{
  MusterRoom *self = g_object_new (MUSTER_TYPE_ROOM, NULL);

  self->path = g_strdup (muster_store_get_path (store));
  g_object_set_data_full (G_OBJECT (store), STORE_KEY, self, let_go);
  muster_room_look (self);
  return self;
}

MusterRoom *
muster_room_of (MusterStore *store)
{
  return g_object_get_data (G_OBJECT (store), STORE_KEY);
}
