/* muster-listener-wait.c - askers that wait: long polls and streams of events. Each is a suspended connection, which
 * costs no thread; the writer wakes them, and so does the main context when their time is over.
 *
 * Only who takes an exchange off the list of sleepers, or a stream's mark of sleep away, resumes its connection, once;
 * until then it cannot end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-listener-private.h"

#include <stdio.h>

#include "muster-json.h"

/* News within this many milliseconds are told once. */
#define TELL_AFTER 15
/* An answer that tells nothing is not longer than this. */
#define EMPTY_SIZE 1024

/* ---- long polls -------------------------------------------------------------------------------------------------- */

static gboolean
has_items (const json_t *json, const char *name)
{
  return json_array_size (json_object_get (json, name)) > 0;
}

gboolean
muster_listener_is_empty (const MusterResponse *response)
{
  json_t *json = NULL;
  gboolean empty;

  if (response->status != MHD_HTTP_OK || response->body == NULL || g_bytes_get_size (response->body) > EMPTY_SIZE)
    return FALSE;
  json = muster_wire_parse (response->body, NULL);
  empty = json != NULL && !has_items (json, "commits") && !has_items (json, "refused") && !has_items (json, "came") &&
          !has_items (json, "gone") && json_object_get (json, "grants") == NULL &&
          !json_is_true (json_object_get (json, "more")) &&
          json_integer_value (json_object_get (json, "after")) ==
            json_integer_value (json_object_get (json_object_get (json, "cursor"), "seq"));
  json_decref (json);
  return empty;
}

void
muster_listener_sleep (Exchange *exchange)
{
  MusterListener *self = exchange->listener;
  gboolean awake;

  exchange->stage = STAGE_ASLEEP;
  exchange->until = muster_listener_now (self) + exchange->request->wait * TICKS;
  MHD_suspend_connection (exchange->connection);
  g_mutex_lock (&self->lock);
  awake = exchange->news != self->news || g_atomic_int_get (&self->stopping);
  if (!awake)
    g_ptr_array_add (self->sleepers, exchange);
  g_mutex_unlock (&self->lock);
  if (awake)
    MHD_resume_connection (exchange->connection);
}

/* ---- streams ----------------------------------------------------------------------------------------------------- */

/* A stream must not outlive the right to it by more than a heartbeat. */
static gboolean
is_still_admitted (Exchange *exchange)
{
  guint now = muster_listener_now (exchange->listener);
  MusterEndpoint *endpoint;
  g_autoptr(MusterResponse) refusal = NULL;

  if (now - exchange->checked_at < exchange->listener->options.heartbeat * TICKS)
    return TRUE;
  exchange->checked_at = now;
  endpoint = muster_listener_get_reader (exchange->listener);
  refusal = endpoint != NULL ? muster_endpoint_admit (endpoint, exchange->request) : NULL;
  return endpoint != NULL && refusal == NULL;
}

/* Either bytes, or sleep. Called with the lock held. */
static gssize
next_event (Exchange *exchange, char *buffer, gsize n)
{
  MusterListener *self = exchange->listener;
  guint now = muster_listener_now (self);
  gint64 head = self->head;

  exchange->due = FALSE;
  if (exchange->told != head)
    {
      exchange->told = head;
      exchange->told_at = now;
      return snprintf (buffer, n, "event: head\ndata: {\"seq\": %" G_GINT64_FORMAT "}\n\n", head);
    }
  if (now - exchange->told_at < self->options.heartbeat * TICKS)
    return 0;
  exchange->told_at = now;
  return snprintf (buffer, n, ":\n\n");
}

static ssize_t
read_stream (void *data, uint64_t position, char *buffer, size_t n)
{
  Exchange *exchange = data;
  MusterListener *self = exchange->listener;
  gboolean due = FALSE;
  gssize written;

  if (g_atomic_int_get (&self->stopping) || !is_still_admitted (exchange))
    return MHD_CONTENT_READER_END_OF_STREAM;
  g_mutex_lock (&self->lock);
  written = next_event (exchange, buffer, n);
  g_mutex_unlock (&self->lock);
  if (written > 0)
    return written;

  MHD_suspend_connection (exchange->connection);
  g_mutex_lock (&self->lock);
  due = exchange->due || exchange->told != self->head || g_atomic_int_get (&self->stopping);
  exchange->asleep = !due;
  g_mutex_unlock (&self->lock);
  if (due)
    MHD_resume_connection (exchange->connection);
  return 0;
}

enum MHD_Result
muster_listener_stream (Exchange *exchange)
{
  MusterListener *self = exchange->listener;
  struct MHD_Response *response =
    MHD_create_response_from_callback (MHD_SIZE_UNKNOWN, 256, read_stream, exchange, NULL);
  enum MHD_Result result;

  if (response == NULL)
    return MHD_NO;
  muster_listener_add_headers (self, response);
  MHD_add_response_header (response, MHD_HTTP_HEADER_CONTENT_TYPE, "text/event-stream");
  MHD_add_response_header (response, "X-Accel-Buffering", "no"); /* else a proxy would keep the news for itself */
  exchange->stage = STAGE_SENT;
  exchange->stream = TRUE;
  exchange->told_at = exchange->checked_at = muster_listener_now (self);
  g_mutex_lock (&self->lock);
  self->active--;
  g_ptr_array_add (self->streams, exchange);
  g_mutex_unlock (&self->lock);
  muster_listener_log_exchange (exchange, MHD_HTTP_OK);
  muster_listener_set_link (self, exchange->link, LINK_STREAM);
  result = MHD_queue_response (exchange->connection, MHD_HTTP_OK, response);
  MHD_destroy_response (response);
  return result;
}

/* ---- waking ------------------------------------------------------------------------------------------------------ */

static gboolean
is_due (MusterListener *self, const Exchange *exchange, guint now)
{
  if (exchange->stream)
    return exchange->told != self->head || now - exchange->told_at >= self->options.heartbeat * TICKS;
  return exchange->news != self->news || (gint) (now - exchange->until) >= 0;
}

void
muster_listener_wake (MusterListener *self, gboolean all)
{
  g_autoptr(GPtrArray) woken = g_ptr_array_new ();
  guint now = muster_listener_now (self);

  g_mutex_lock (&self->lock);
  for (guint i = self->sleepers->len; i-- > 0;)
    if (all || is_due (self, self->sleepers->pdata[i], now))
      g_ptr_array_add (woken, g_ptr_array_remove_index_fast (self->sleepers, i));
  for (guint i = 0; i < self->streams->len; i++)
    {
      Exchange *exchange = self->streams->pdata[i];

      if (!all && !is_due (self, exchange, now))
        continue;
      exchange->due = TRUE;
      if (exchange->asleep)
        g_ptr_array_add (woken, exchange);
      exchange->asleep = FALSE;
    }
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < woken->len; i++)
    MHD_resume_connection (((Exchange *) woken->pdata[i])->connection);
}

static gboolean
tell_now (gpointer data)
{
  MusterListener *self = data;

  g_mutex_lock (&self->lock);
  self->teller = 0;
  g_mutex_unlock (&self->lock);
  muster_listener_wake (self, FALSE);
  return G_SOURCE_REMOVE;
}

void
muster_listener_tell (MusterListener *self, gint64 seq)
{
  g_mutex_lock (&self->lock);
  if (seq > self->head)
    {
      self->head = seq;
      self->news++;
      if (self->teller == 0)
        self->teller = g_timeout_add (TELL_AFTER, tell_now, self);
    }
  g_mutex_unlock (&self->lock);
}
