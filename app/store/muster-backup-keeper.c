/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-backup-keeper.h"

#include "muster-error.h"

#define STORE_KEY "muster-backup-keeper"
/* Seconds. */
#define FIRST_LOOK 20
#define NEXT_LOOK (30 * 60)

struct _MusterBackupKeeper {
  GObject       parent_instance;
  char         *path;
  MusterClock  *clock;
  GCancellable *cancellable;
  char         *failure; /* nullable */
  guint         timer;
};

G_DEFINE_FINAL_TYPE (MusterBackupKeeper, muster_backup_keeper, G_TYPE_OBJECT)

static guint changed_signal;

/* ---- making ------------------------------------------------------------------------------------------------------ */

typedef struct {
  char            *path;
  MusterClock     *clock;
  MusterBackupKind kind;
} Order;

static void
order_free (gpointer data)
{
  Order *self = data;

  g_free (self->path);
  muster_clock_unref (self->clock);
  g_free (self);
}

static void
free_backup (gpointer backup)
{
  muster_backup_free (backup);
}

static void
make_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Order *order = data;
  MusterBackup *made = NULL;
  GError *error = NULL;

  if (muster_backup_make (order->path, order->kind, order->clock, cancellable, &made, &error))
    g_task_return_pointer (task, made, free_backup);
  else
    g_task_return_error (task, error);
}

static void
make (MusterBackupKeeper *self, MusterBackupKind kind, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (self, self->cancellable, callback, user_data);
  Order *order = g_new0 (Order, 1);

  order->path = g_strdup (self->path);
  order->clock = muster_clock_ref (self->clock);
  order->kind = kind;
  g_task_set_source_tag (task, muster_backup_keeper_make_async);
  g_task_set_task_data (task, order, order_free);
  g_task_set_priority (task, G_PRIORITY_LOW);
  g_task_run_in_thread (task, make_in_thread);
}

static MusterBackup *
take (MusterBackupKeeper *self, GAsyncResult *result, GError **error)
{
  g_autoptr(GError) local = NULL;
  MusterBackup *made = g_task_propagate_pointer (G_TASK (result), &local);

  /* Somebody else makes one, or nobody waits for it any more. */
  if (g_error_matches (local, MUSTER_ERROR, MUSTER_ERROR_BUSY)
      || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  g_free (self->failure);
  self->failure = local != NULL ? g_strdup (local->message) : NULL;
  g_signal_emit (self, changed_signal, 0);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return made;
}

void
muster_backup_keeper_make_async (MusterBackupKeeper *self, GAsyncReadyCallback callback, gpointer user_data)
{
  make (self, MUSTER_BACKUP_ASKED, callback, user_data);
}

MusterBackup *
muster_backup_keeper_make_finish (GAsyncResult *result, GError **error)
{
  g_autoptr(GObject) self = g_async_result_get_source_object (result);

  return take (MUSTER_BACKUP_KEEPER (self), result, error);
}

/* ---- a backup a day ---------------------------------------------------------------------------------------------- */

static void
on_made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterBackup) made = take (MUSTER_BACKUP_KEEPER (source), result, NULL);
}

static void look_in (MusterBackupKeeper *self, guint seconds);

static gboolean
on_time_cb (gpointer data)
{
  MusterBackupKeeper *self = data;

  self->timer = 0;
  make (self, MUSTER_BACKUP_DAILY, on_made_cb, NULL);
  look_in (self, NEXT_LOOK);
  return G_SOURCE_REMOVE;
}

static void
look_in (MusterBackupKeeper *self, guint seconds)
{
  self->timer = g_timeout_add_seconds_full (G_PRIORITY_LOW, seconds, on_time_cb, self, NULL);
}

/* ---- the list ---------------------------------------------------------------------------------------------------- */

static void
list_in_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *list = muster_backup_list (path, cancellable, &error);

  if (list != NULL)
    g_task_return_pointer (task, list, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
muster_backup_list_async (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, muster_backup_list_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, list_in_thread);
}

GPtrArray *
muster_backup_list_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

void
muster_backup_keeper_stop (MusterBackupKeeper *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
}

const char *
muster_backup_keeper_get_failure (MusterBackupKeeper *self)
{
  return self->failure;
}

static void
muster_backup_keeper_finalize (GObject *object)
{
  MusterBackupKeeper *self = MUSTER_BACKUP_KEEPER (object);

  muster_backup_keeper_stop (self);
  g_object_unref (self->cancellable);
  muster_clock_unref (self->clock);
  g_free (self->path);
  g_free (self->failure);
  G_OBJECT_CLASS (muster_backup_keeper_parent_class)->finalize (object);
}

static void
muster_backup_keeper_class_init (MusterBackupKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_backup_keeper_finalize;
  changed_signal = g_signal_new ("changed", MUSTER_TYPE_BACKUP_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
muster_backup_keeper_init (MusterBackupKeeper *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
let_go (gpointer data)
{
  g_autoptr(MusterBackupKeeper) self = data;

  muster_backup_keeper_stop (self);
}

MusterBackupKeeper *
muster_backup_keeper_new (MusterStore *store)
{
  MusterBackupKeeper *self = g_object_new (MUSTER_TYPE_BACKUP_KEEPER, NULL);

  self->path = g_strdup (muster_store_get_path (store));
  self->clock = muster_clock_ref (muster_store_get_clock (store));
  g_object_set_data_full (G_OBJECT (store), STORE_KEY, self, let_go);
  look_in (self, FIRST_LOOK);
  return self;
}

MusterBackupKeeper *
muster_backup_keeper_of (MusterStore *store)
{
  return g_object_get_data (G_OBJECT (store), STORE_KEY);
}
