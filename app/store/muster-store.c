/* muster-store.c - the replica behind two threads.
 *
 * Each thread has a queue of jobs and a replica of its own. A job is a GTask with a function to run there; the answer
 * comes back in the context that asked. Answers of writes also bring what changed, which is gathered and told once
 * a main-loop turn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-store-private.h"

#include "muster-error.h"

#include <glib/gi18n-lib.h>

typedef struct {
  GThread       *thread;
  GAsyncQueue   *jobs; /* of Job; one with no task ends the thread */
  MusterReplica *replica;
} Worker;

struct _MusterStore {
  GObject       parent_instance;
  char         *path;
  MusterClock  *clock;
  MusterRandom *random; /* main thread: ids of new records */
  Worker        writer; /* no thread where the replica is only read */
  Worker        reader;
  gboolean      closed;
  GArray       *changed; /* of MusterId, not told yet */
  guint         tell_id;
  char         *undo_label, *redo_label; /* nullable */
  guint         n_unsent;
  guint         n_attention;
  MusterTime    last_save;
};

G_DEFINE_FINAL_TYPE (MusterStore, muster_store, G_TYPE_OBJECT)

enum { PROP_0, PROP_UNDO_LABEL, PROP_REDO_LABEL, PROP_N_UNSENT, PROP_LAST_SAVE, PROP_N_ATTENTION, N_PROPS };
enum { CHANGED, N_SIGNALS };

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

/* ---- workers ----------------------------------------------------------------------------------------------------- */

typedef struct {
  GTask         *task; /* owned; NULL: leave */
  MusterReadFunc func;
  gpointer       data;
  GDestroyNotify free_data, free_result;
} Job;

static gboolean
drop_task (gpointer task)
{
  return G_SOURCE_REMOVE;
}

/* A task holds the store, whose threads cannot wait for themselves: the last reference must never be dropped on one of
 * them, so it is dropped where the answer goes, after the answer. */
static void
job_free (Job *job)
{
  if (job->free_data != NULL && job->data != NULL)
    job->free_data (job->data);
  if (job->task != NULL)
    {
      g_autoptr(GSource) source = g_idle_source_new ();

      g_source_set_priority (source, g_task_get_priority (job->task));
      g_source_set_callback (source, drop_task, job->task, g_object_unref);
      g_source_attach (source, g_task_get_context (job->task));
    }
  g_free (job);
}

static void
run_job (Worker *worker, Job *job)
{
  GError *error = NULL;
  gpointer result;

  if (g_task_return_error_if_cancelled (job->task))
    return;
  result = job->func (worker->replica, job->data, &error);
  if (error != NULL)
    g_task_return_error (job->task, error);
  else
    g_task_return_pointer (job->task, result, job->free_result);
}

static gpointer
work (gpointer data)
{
  Worker *worker = data;

  while (TRUE)
    {
      Job *job = g_async_queue_pop (worker->jobs);
      gboolean leave = job->task == NULL;

      if (!leave)
        run_job (worker, job);
      job_free (job);
      if (leave)
        break;
    }
  g_clear_pointer (&worker->replica, muster_replica_close);
  return NULL;
}

/* What an opened thread hands back. */
typedef struct {
  Worker            *worker;
  const char        *path;
  MusterReplicaFlags flags;
  MusterClock       *clock;
  const char        *actor;
  GError            *error;
  gboolean           done;
  GMutex             mutex;
  GCond              cond;
} Opening;

/* SQLite's handle belongs to the thread that opens it, so the thread opens its own. */
static gpointer
open_and_work (gpointer data)
{
  Opening *opening = data;
  Worker *worker = opening->worker;
  g_autoptr(MusterRandom) random = muster_random_new_system ();
  gboolean opened;

  worker->replica =
    muster_replica_open (opening->path, opening->flags, opening->clock, random, opening->actor, &opening->error);
  opened = worker->replica != NULL;
  g_mutex_lock (&opening->mutex);
  opening->done = TRUE;
  g_cond_signal (&opening->cond);
  g_mutex_unlock (&opening->mutex);
  return opened ? work (worker) : NULL;
}

/* Called on a thread of GTask's pool: waits for the worker to have opened. */
static gboolean
worker_start (Worker *worker, const char *name, const char *path, MusterReplicaFlags flags, MusterClock *clock,
              const char *actor, GError **error)
{
  Opening opening = { .worker = worker, .path = path, .flags = flags, .clock = clock, .actor = actor };

  g_mutex_init (&opening.mutex);
  g_cond_init (&opening.cond);
  worker->jobs = g_async_queue_new ();
  worker->thread = g_thread_new (name, open_and_work, &opening);
  g_mutex_lock (&opening.mutex);
  while (!opening.done)
    g_cond_wait (&opening.cond, &opening.mutex);
  g_mutex_unlock (&opening.mutex);
  g_mutex_clear (&opening.mutex);
  g_cond_clear (&opening.cond);

  if (opening.error == NULL)
    return TRUE;
  g_propagate_error (error, opening.error);
  g_thread_join (g_steal_pointer (&worker->thread));
  return FALSE;
}

static void
worker_stop (Worker *worker)
{
  if (worker->thread != NULL)
    {
      g_async_queue_push (worker->jobs, g_new0 (Job, 1));
      g_thread_join (g_steal_pointer (&worker->thread));
    }
  g_clear_pointer (&worker->jobs, g_async_queue_unref);
}

static void
push_job (Worker *worker, GTask *task /* taken */, MusterReadFunc func, gpointer data, GDestroyNotify free_data,
          GDestroyNotify free_result)
{
  Job *job = g_new0 (Job, 1);

  job->task = task;
  job->func = func;
  job->data = data;
  job->free_data = free_data;
  job->free_result = free_result;
  g_async_queue_push (worker->jobs, job);
}

/* ---- opening ----------------------------------------------------------------------------------------------------- */

typedef struct {
  char              *path;
  MusterReplicaFlags flags;
  MusterClock       *clock;
  char              *actor;
} OpenArgs;

static void
open_args_free (gpointer data)
{
  OpenArgs *args = data;

  g_free (args->path);
  muster_clock_unref (args->clock);
  g_free (args->actor);
  g_free (args);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  OpenArgs *args = data;
  g_autoptr(MusterStore) self = g_object_new (MUSTER_TYPE_STORE, NULL);
  GError *error = NULL;

  self->path = g_strdup (args->path);
  self->clock = muster_clock_ref (args->clock);
  /* The writer first: it makes the file, or brings it up to date, for the reader. */
  if ((!(args->flags & MUSTER_REPLICA_READ)
       && !worker_start (&self->writer, "muster-writer", args->path, args->flags, args->clock, args->actor, &error))
      || !worker_start (&self->reader, "muster-reader", args->path, MUSTER_REPLICA_READ, args->clock, args->actor,
                        &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
}

void
muster_store_open_async (const char *path, MusterReplicaFlags flags, MusterClock *clock, const char *actor,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  OpenArgs *args = g_new0 (OpenArgs, 1);

  args->path = g_strdup (path);
  args->flags = flags;
  args->clock = muster_clock_ref (clock);
  args->actor = g_strdup (actor);
  g_task_set_source_tag (task, muster_store_open_async);
  g_task_set_task_data (task, args, open_args_free);
  g_task_run_in_thread (task, open_in_thread);
}

MusterStore *
muster_store_open_finish (GAsyncResult *result, GError **error)
{
  MusterStore *self = g_task_propagate_pointer (G_TASK (result), error);

  if (self != NULL && self->writer.thread != NULL)
    muster_store_refresh_state (self);
  return self;
}

void
muster_store_close (MusterStore *self)
{
  if (self->closed)
    return;
  self->closed = TRUE;
  g_clear_handle_id (&self->tell_id, g_source_remove);
  worker_stop (&self->reader);
  worker_stop (&self->writer); /* last: it alone checkpoints */
}

/* ---- jobs -------------------------------------------------------------------------------------------------------- */

static GTask *
task_new (MusterStore *self, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  return task;
}

/* FALSE: answered already. */
static gboolean
can_run (MusterStore *self, Worker *worker, GTask *task)
{
  if (self->closed)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _("This file was closed."));
  else if (worker->thread == NULL)
    g_task_return_new_error (
      task, MUSTER_ERROR, MUSTER_ERROR_READ_ONLY,
      _("This file can be read but not changed. Copy it to a folder of your own and open the copy."));
  else
    return TRUE;
  return FALSE;
}

void
muster_store_read_async (MusterStore *self, MusterReadFunc func, gpointer data, GDestroyNotify free_data,
                         GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr(GTask) task = task_new (self, muster_store_read_async, cancellable, callback, user_data);

  if (can_run (self, &self->reader, task))
    push_job (&self->reader, g_steal_pointer (&task), func, data, free_data, free_result);
  else if (free_data != NULL && data != NULL)
    free_data (data);
}

gpointer
muster_store_read_finish (MusterStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
muster_store_run_write (MusterStore *self, gpointer tag, MusterReadFunc func, gpointer data, GDestroyNotify free_data,
                        GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr(GTask) task = task_new (self, tag, cancellable, callback, user_data);

  if (can_run (self, &self->writer, task))
    push_job (&self->writer, g_steal_pointer (&task), func, data, free_data, free_result);
  else if (free_data != NULL && data != NULL)
    free_data (data);
}

/* ---- telling ----------------------------------------------------------------------------------------------------- */

static gboolean
tell_changed (gpointer data)
{
  MusterStore *self = data;
  g_autoptr(GArray) ids = g_steal_pointer (&self->changed);

  self->changed = g_array_new (FALSE, FALSE, sizeof (MusterId));
  self->tell_id = 0;
  g_signal_emit (self, signals[CHANGED], 0, ids);
  return G_SOURCE_REMOVE;
}

void
muster_store_tell (MusterStore *self, GArray *ids)
{
  if (ids->len == 0 || self->closed)
    return;
  g_array_append_vals (self->changed, ids->data, ids->len);
  if (self->tell_id == 0)
    self->tell_id = g_idle_add_full (G_PRIORITY_DEFAULT, tell_changed, self, NULL);
}

static void
set_label (MusterStore *self, char **label, char *value /* taken */, guint prop)
{
  if (g_strcmp0 (*label, value) != 0)
    {
      g_free (*label);
      *label = g_strdup (value);
      g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
    }
  g_free (value);
}

void
muster_store_take_state (MusterStore *self, MusterStoreState *state)
{
  gboolean unsent = self->n_unsent != state->n_unsent;
  gboolean saved = self->last_save != state->last_save;
  gboolean attention = self->n_attention != state->n_attention;

  self->n_unsent = state->n_unsent;
  self->last_save = state->last_save;
  self->n_attention = state->n_attention;
  set_label (self, &self->undo_label, g_steal_pointer (&state->undo_label), PROP_UNDO_LABEL);
  set_label (self, &self->redo_label, g_steal_pointer (&state->redo_label), PROP_REDO_LABEL);
  if (unsent)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_UNSENT]);
  if (saved)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LAST_SAVE]);
  if (attention)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_ATTENTION]);
}

/* ---- object ------------------------------------------------------------------------------------------------------ */

static void
muster_store_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MusterStore *self = MUSTER_STORE (object);

  switch (id)
    {
    case PROP_UNDO_LABEL:
      g_value_set_string (value, self->undo_label);
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, self->redo_label);
      break;
    case PROP_N_UNSENT:
      g_value_set_uint (value, self->n_unsent);
      break;
    case PROP_LAST_SAVE:
      g_value_set_int64 (value, self->last_save);
      break;
    case PROP_N_ATTENTION:
      g_value_set_uint (value, self->n_attention);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
muster_store_finalize (GObject *object)
{
  MusterStore *self = MUSTER_STORE (object);

  muster_store_close (self);
  g_array_unref (self->changed);
  g_free (self->undo_label);
  g_free (self->redo_label);
  g_free (self->path);
  g_clear_pointer (&self->clock, muster_clock_unref);
  muster_random_free (self->random);
  G_OBJECT_CLASS (muster_store_parent_class)->finalize (object);
}

static void
muster_store_class_init (MusterStoreClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = muster_store_get_property;
  object_class->finalize = muster_store_finalize;
  props[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  props[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  props[PROP_N_UNSENT] = g_param_spec_uint ("n-unsent", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_LAST_SAVE] = g_param_spec_int64 ("last-save", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  props[PROP_N_ATTENTION] = g_param_spec_uint ("n-attention", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CHANGED] = g_signal_new ("changed", MUSTER_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_ARRAY);
}

static void
muster_store_init (MusterStore *self)
{
  self->changed = g_array_new (FALSE, FALSE, sizeof (MusterId));
  self->random = muster_random_new_system ();
}

MusterClock *
muster_store_get_clock (MusterStore *self)
{
  return self->clock;
}

const char *
muster_store_get_path (MusterStore *self)
{
  return self->path;
}

gboolean
muster_store_can_write (MusterStore *self)
{
  return self->writer.thread != NULL;
}

MusterRecord *
muster_store_make_record (MusterStore *self, const MusterKind *kind)
{
  MusterRecord *record;
  MusterId id;

  muster_id_new (&id, self->clock, self->random);
  record = muster_record_new (kind, &id);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterChoice *first = muster_field_first_choice (&kind->fields[i]);
      g_autoptr(MusterValue) value = first != NULL ? muster_value_new_text (MUSTER_VALUE_CHOICE, first->nick) : NULL;

      if (value != NULL)
        muster_record_set (record, kind->fields[i].name, value);
    }
  return record;
}
