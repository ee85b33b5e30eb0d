/* muster-transport-listen.c - the stream of events, which is a hint to pull and nothing else: PROTOCOL.md section 11.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-transport-private.h"

#include "muster-events.h"

#include <string.h>

#define SILENCE 45000
#define READ_SIZE 4096

struct _MusterListening {
  SoupMessage    *message;
  GInputStream   *stream;
  GCancellable   *cancellable;
  GSource        *timer;   /* ends the silence */
  guint           silence; /* milliseconds */
  MusterId        server;
  MusterEvents   *events;
  MusterHeadFunc  func;    /* NULL: nobody listens any more */
  gpointer        data;
  gboolean        stopped; /* and it goes when what is under way has come back */
  gboolean        busy;
};

static void
listening_free (MusterListening *self)
{
  g_clear_object (&self->stream);
  g_object_unref (self->message);
  g_object_unref (self->cancellable);
  muster_events_free (self->events);
  g_free (self);
}

static void
stop_timer (MusterListening *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static gboolean
too_quiet (gpointer data)
{
  MusterListening *self = data;

  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void
start_timer (MusterListening *self)
{
  stop_timer (self);
  self->timer = muster_transport_after (self->silence, too_quiet, self);
}

static void
end (MusterListening *self)
{
  MusterHeadFunc func = self->func;

  stop_timer (self);
  self->busy = FALSE;
  self->func = NULL;
  if (self->stopped)
    listening_free (self);
  else if (func != NULL)
    func (-1, self->data);
}

/* ---- what comes -------------------------------------------------------------------------------------------------- */

static gboolean
hear (gint64 seq, gpointer data)
{
  MusterListening *self = data;

  if (self->func != NULL)
    self->func (seq, self->data);
  return self->func != NULL;
}

static void
read_some (GObject *source, GAsyncResult *result, gpointer data)
{
  MusterListening *self = data;
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);

  if (bytes == NULL || g_bytes_get_size (bytes) == 0
      || !muster_events_take (self->events, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)))
    {
      end (self);
      return;
    }
  start_timer (self);
  g_input_stream_read_bytes_async (self->stream, READ_SIZE, G_PRIORITY_DEFAULT, self->cancellable, read_some, self);
}

/* ---- beginning and end ------------------------------------------------------------------------------------------- */

static gboolean
is_ours (MusterListening *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  const char *server = soup_message_headers_get_list (headers, "Muster-Server");
  MusterId sender;

  return soup_message_get_status (self->message) == 200 && g_strcmp0 (type, "text/event-stream") == 0
         && soup_message_headers_get_list (headers, "Content-Encoding") == NULL && server != NULL
         && muster_id_from_text (&sender, server) && muster_id_equal (&sender, &self->server);
}

static void
opened (GObject *source, GAsyncResult *result, gpointer data)
{
  MusterListening *self = data;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, NULL);
  if (self->stream == NULL || self->stopped || !is_ours (self))
    {
      end (self);
      return;
    }
  start_timer (self);
  g_input_stream_read_bytes_async (self->stream, READ_SIZE, G_PRIORITY_DEFAULT, self->cancellable, read_some, self);
}

MusterListening *
muster_transport_listen (MusterTransport *self, const char *access, const MusterId *server, MusterHeadFunc func,
                         gpointer data)
{
  MusterListening *listening = g_new0 (MusterListening, 1);

  listening->message = muster_transport_message (self, "GET", "/v1/events", NULL, access);
  listening->cancellable = g_cancellable_new ();
  listening->silence = SILENCE;
  listening->server = *server;
  listening->events = muster_events_new (hear, listening);
  listening->func = func;
  listening->data = data;
  listening->busy = TRUE;
  start_timer (listening);
  soup_message_headers_replace (soup_message_get_request_headers (listening->message), "Accept", "text/event-stream");
  soup_session_send_async (self->session, listening->message, G_PRIORITY_DEFAULT, listening->cancellable, opened,
                           listening);
  return listening;
}

void
muster_listening_set_silence (MusterListening *self, guint milliseconds)
{
  self->silence = milliseconds;
  if (self->timer != NULL)
    start_timer (self);
}

void
muster_listening_stop (MusterListening *self)
{
  if (self == NULL)
    return;

  self->func = NULL;
  self->stopped = TRUE;
  stop_timer (self);
  if (self->busy)
    g_cancellable_cancel (self->cancellable);
  else
    listening_free (self);
}
