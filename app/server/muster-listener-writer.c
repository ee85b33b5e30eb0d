/* muster-listener-writer.c - the one thread that writes: everything that is queued goes into one transaction, and one
 * wait for the disk serves all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-listener-private.h"

#include <glib/gi18n-lib.h>

#include "muster-error.h"

/* A batch is short enough that nobody waits long for those before. */
#define MAX_BATCH 128

typedef struct {
  MusterListener *listener;
  Reader          own;
  gboolean        is_ready; /* under the lock of the queue */
  GError         *error;
} Start;

/* ---- a batch ----------------------------------------------------------------------------------------------------- */

static MusterResponse *
refuse_disk (const GError *error)
{
  if (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_NO_SPACE))
    return muster_listener_refuse (
      MHD_HTTP_INSUFFICIENT_STORAGE, "storage-full", "same", 0,
      _ ("The server has no room left. Nothing is lost: your changes stay on this computer and are sent later."));
  return muster_listener_refuse (
    MHD_HTTP_SERVICE_UNAVAILABLE, "busy", "same", 5,
    _ ("The server could not save just now. Your changes stay on this computer and are sent later."));
}

static void
set_response (Exchange *exchange, MusterResponse *response)
{
  g_clear_pointer (&exchange->response, muster_response_free);
  exchange->response = response;
}

/* FALSE: nothing of it has been done, and one at least has said that it failed. */
static gboolean
run_batch (Reader *own, GPtrArray *batch, GError **error)
{
  gboolean failed = FALSE;

  if (!muster_ledger_begin (own->ledger, error))
    return FALSE;
  for (guint i = 0; i < batch->len && !failed; i++)
    {
      Exchange *exchange = batch->pdata[i];

      set_response (exchange, muster_endpoint_handle (own->endpoint, exchange->request));
      failed = exchange->response->status >= 500;
    }
  if (!failed && muster_ledger_commit (own->ledger, error))
    return TRUE;
  muster_ledger_rollback (own->ledger);
  return FALSE;
}

/* By itself, so that one which cannot be done does not take others with it. */
static void
run_alone (Reader *own, Exchange *exchange)
{
  g_autoptr(GPtrArray) batch = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (batch, exchange);
  if (!run_batch (own, batch, &error) &&
      (error != NULL || exchange->response == NULL || exchange->response->status < 500))
    set_response (exchange, refuse_disk (error));
}

static void
run_all (MusterListener *self, Reader *own, GPtrArray *batch)
{
  gint64 head;

  if (!run_batch (own, batch, NULL))
    for (guint i = 0; i < batch->len; i++)
      run_alone (own, batch->pdata[i]);
  head = muster_ledger_get_head (own->ledger, NULL);
  for (guint i = 0; i < batch->len; i++)
    MHD_resume_connection (((Exchange *) batch->pdata[i])->connection);
  muster_listener_tell (self, head);
}

/* ---- the thread -------------------------------------------------------------------------------------------------- */

/* NULL: the end. */
static GPtrArray *
take_batch (MusterListener *self)
{
  GPtrArray *batch = g_ptr_array_new ();

  g_mutex_lock (&self->queue_lock);
  while (self->queue.length == 0 && !self->queue_closed)
    g_cond_wait (&self->queue_filled, &self->queue_lock);
  while (self->queue.length > 0 && batch->len < MAX_BATCH)
    g_ptr_array_add (batch, g_queue_pop_head (&self->queue));
  g_mutex_unlock (&self->queue_lock);
  if (batch->len > 0)
    return batch;
  g_ptr_array_unref (batch);
  return NULL;
}

/* The connection to the file belongs to the thread, so it is made on it. */
static void
prepare (Start *start)
{
  MusterListener *self = start->listener;
  Reader *own = &start->own;

  own->random = muster_random_new_system ();
  own->ledger = muster_ledger_open (self->path, 0, self->clock, own->random, &start->error);
  if (own->ledger != NULL)
    {
      own->endpoint = muster_endpoint_new (own->ledger, own->ledger, self->clock, own->random);
      muster_id_to_text (muster_ledger_get_server (own->ledger), self->server);
      self->head = muster_ledger_get_head (own->ledger, &start->error);
    }
}

static gpointer
write_until_closed (gpointer data)
{
  Start *start = data;
  MusterListener *self = start->listener;
  Reader own;
  GPtrArray *batch;
  gboolean failed;

  prepare (start);
  own = start->own;
  failed = start->error != NULL;
  g_mutex_lock (&self->queue_lock);
  start->is_ready = TRUE;
  g_cond_broadcast (&self->queue_filled);
  g_mutex_unlock (&self->queue_lock);

  while (!failed && (batch = take_batch (self)) != NULL)
    {
      run_all (self, &own, batch);
      g_ptr_array_unref (batch);
    }
  g_clear_pointer (&own.endpoint, muster_endpoint_free);
  g_clear_pointer (&own.ledger, muster_ledger_close);
  muster_random_free (own.random);
  return NULL;
}

gboolean
muster_listener_start_writer (MusterListener *self, GError **error)
{
  Start start = { .listener = self };

  self->writer = g_thread_new ("muster-writer", write_until_closed, &start);
  g_mutex_lock (&self->queue_lock);
  while (!start.is_ready)
    g_cond_wait (&self->queue_filled, &self->queue_lock);
  g_mutex_unlock (&self->queue_lock);
  if (start.error == NULL)
    return TRUE;
  g_propagate_error (error, start.error);
  return FALSE;
}

void
muster_listener_enqueue (Exchange *exchange)
{
  MusterListener *self = exchange->listener;

  exchange->stage = STAGE_WRITER;
  MHD_suspend_connection (exchange->connection);
  g_mutex_lock (&self->queue_lock);
  g_queue_push_tail (&self->queue, exchange);
  g_cond_signal (&self->queue_filled);
  g_mutex_unlock (&self->queue_lock);
}

void
muster_listener_stop_writer (MusterListener *self)
{
  g_mutex_lock (&self->queue_lock);
  self->queue_closed = TRUE;
  g_cond_signal (&self->queue_filled);
  g_mutex_unlock (&self->queue_lock);
  g_clear_pointer (&self->writer, g_thread_join);
}
