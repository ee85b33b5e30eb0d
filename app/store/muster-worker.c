/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-worker-private.h"

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
run_job (MusterWorker *worker, Job *job)
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
  MusterWorker *worker = data;

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
  MusterWorker      *worker;
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
  MusterWorker *worker = opening->worker;
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

gboolean
muster_worker_start (MusterWorker *worker, const char *name, const char *path, MusterReplicaFlags flags,
                     MusterClock *clock, const char *actor, GError **error)
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

void
muster_worker_stop (MusterWorker *worker)
{
  if (worker->thread != NULL)
    {
      g_async_queue_push (worker->jobs, g_new0 (Job, 1));
      g_thread_join (g_steal_pointer (&worker->thread));
    }
  g_clear_pointer (&worker->jobs, g_async_queue_unref);
}

void
muster_worker_push (MusterWorker *worker, GTask *task, MusterReadFunc func, gpointer data, GDestroyNotify free_data,
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
