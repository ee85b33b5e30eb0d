/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "liar.h"

#include <string.h>

/* Kept by its owner and by each connection, which may end after it. */
struct _Liar {
  GSocketService  *service;
  GTlsCertificate *certificate;
  char            *address;
  GCancellable    *closing;
  GMutex           lock;     /* of what follows */
  LiarManner       manner;
  GBytes          *bytes;
  GByteArray      *heard;
  guint            n_heard;
};

/* The head, and as much of a body as it names. */
static gboolean
read_request (Liar *self, GInputStream *input)
{
  g_autoptr(GByteArray) request = g_byte_array_new ();
  gsize wanted = 0;

  while (wanted == 0 || request->len < wanted)
    {
      guint8 buffer[4096];
      gssize n = g_input_stream_read (input, buffer, sizeof buffer, self->closing, NULL);
      const char *end, *length;

      if (n <= 0)
        return FALSE;
      g_byte_array_append (request, buffer, (guint) n);
      end = g_strstr_len ((const char *) request->data, request->len, "\r\n\r\n");
      if (end == NULL || wanted > 0)
        continue;
      length = g_strstr_len ((const char *) request->data, end - (const char *) request->data, "Content-Length: ");
      wanted = (gsize) (end + 4 - (const char *) request->data)
               + (length != NULL ? g_ascii_strtoull (length + strlen ("Content-Length: "), NULL, 10) : 0);
    }
  g_mutex_lock (&self->lock);
  g_byte_array_append (self->heard, request->data, request->len);
  self->n_heard++;
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static void
drip (Liar *self, GOutputStream *output, GBytes *bytes)
{
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);

  for (gsize i = 0;; i++)
    {
      GPollFD poll_fd;

      if (!g_output_stream_write_all (output, i < n ? data + i : " ", 1, NULL, self->closing, NULL))
        break;
      if (!g_cancellable_make_pollfd (self->closing, &poll_fd))
        break;
      g_poll (&poll_fd, 1, 20);
      g_cancellable_release_fd (self->closing);
    }
}

static gboolean
come_in (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  g_atomic_rc_box_acquire (data);
  return FALSE;
}

static void
liar_clear (gpointer data)
{
  Liar *self = data;

  g_object_unref (self->closing);
  g_bytes_unref (self->bytes);
  g_byte_array_unref (self->heard);
  g_mutex_clear (&self->lock);
  g_free (self->address);
}

static void
talk (Liar *self, GSocketConnection *connection)
{
  g_autoptr(GIOStream) stream = g_object_ref (G_IO_STREAM (connection));
  g_autoptr(GBytes) bytes = NULL;
  LiarManner manner;
  char rest;

  if (self->certificate != NULL)
    {
      GIOStream *safe = g_tls_server_connection_new (stream, self->certificate, NULL);

      g_object_unref (stream);
      stream = safe;
    }
  if (!read_request (self, g_io_stream_get_input_stream (stream)))
    return;
  g_mutex_lock (&self->lock);
  manner = self->manner;
  bytes = g_bytes_ref (self->bytes);
  g_mutex_unlock (&self->lock);

  if (manner == LIAR_DRIP)
    drip (self, g_io_stream_get_output_stream (stream), bytes);
  else
    g_output_stream_write_all (g_io_stream_get_output_stream (stream), g_bytes_get_data (bytes, NULL),
                               g_bytes_get_size (bytes), NULL, self->closing, NULL);
  /* Until the other side has enough. */
  if (manner == LIAR_STAY)
    g_input_stream_read (g_io_stream_get_input_stream (stream), &rest, 1, self->closing, NULL);
}

static gboolean
run (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  talk (data, connection);
  g_atomic_rc_box_release_full (data, liar_clear);
  return TRUE;
}

Liar *
liar_new (GTlsCertificate *certificate)
{
  Liar *self = g_atomic_rc_box_new0 (Liar);
  g_autoptr(GError) error = NULL;
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new (loopback, 0), bound = NULL;

  g_mutex_init (&self->lock);
  self->certificate = certificate;
  self->closing = g_cancellable_new ();
  self->heard = g_byte_array_new ();
  self->bytes = g_bytes_new (NULL, 0);
  self->service = g_threaded_socket_service_new (8);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &bound, &error);
  g_assert_no_error (error);
  self->address = g_strdup_printf ("%s://%s:%u", certificate != NULL ? "https" : "http",
                                   certificate != NULL ? "localhost" : "127.0.0.1",
                                   g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  g_signal_connect (self->service, "incoming", G_CALLBACK (come_in), self);
  g_signal_connect (self->service, "run", G_CALLBACK (run), self);
  g_socket_service_start (self->service);
  return self;
}

void
liar_free (Liar *self)
{
  g_cancellable_cancel (self->closing);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_atomic_rc_box_release_full (self, liar_clear);
}

const char *
liar_address (Liar *self)
{
  return self->address;
}

void
liar_tell (Liar *self, LiarManner manner, const void *bytes, gsize n)
{
  g_mutex_lock (&self->lock);
  self->manner = manner;
  g_bytes_unref (self->bytes);
  self->bytes = g_bytes_new (bytes, n);
  g_mutex_unlock (&self->lock);
}

GBytes *
liar_heard (Liar *self, guint *n)
{
  GBytes *bytes;

  g_mutex_lock (&self->lock);
  bytes = g_bytes_new (self->heard->data, self->heard->len);
  if (n != NULL)
    *n = self->n_heard;
  g_byte_array_set_size (self->heard, 0);
  self->n_heard = 0;
  g_mutex_unlock (&self->lock);
  return bytes;
}
