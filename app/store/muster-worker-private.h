/* muster-worker-private.h - a thread with a replica of its own and a queue of jobs.
 *
 * A job is a GTask with a function to run there; the answer comes back in the context that asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-store.h"

G_BEGIN_DECLS

typedef struct {
  GThread       *thread; /* NULL: it does not run */
  GAsyncQueue   *jobs;   /* one with no task ends the thread */
  MusterReplica *replica;
} MusterWorker;

/* Waits for the thread to have opened the replica, so it is called on one of GTask's pool. */
gboolean muster_worker_start (MusterWorker *worker, const char *name, const char *path, MusterReplicaFlags flags,
                              MusterClock *clock, const char *actor, GError **error);
/* Waits for the jobs there are. */
void     muster_worker_stop  (MusterWorker *worker);
/* task is taken. */
void     muster_worker_push  (MusterWorker *worker, GTask *task, MusterReadFunc func, gpointer data,
                              GDestroyNotify free_data, GDestroyNotify free_result);

G_END_DECLS
