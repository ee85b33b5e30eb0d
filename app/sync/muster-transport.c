/* muster-transport.c - one request and its answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-transport-private.h"

#include "muster-error.h"
#include "muster-inflate.h"
#include "muster-wire.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEADLINE 60000
#define CHUNK 65536
/* Gzip makes at most 1,032 of one; what an answer may become is limited by its size alone. */
#define ANSWER_RATIO 1100

/* ---- addresses --------------------------------------------------------------------------------------------------- */

static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address) : g_ascii_strcasecmp (host, "localhost") == 0;
}

/* GLib takes what people write instead of a name, too. Letters of other scripts may be in one. */
static gboolean
is_host (const char *host)
{
  const char *end = host;

  while (g_ascii_isalnum (*end) || (*end != '\0' && strchr ("-._:", *end) != NULL) || (guchar) *end >= 0x80)
    end++;
  return *host != '\0' && *end == '\0';
}

static gboolean
has_more (GUri *uri)
{
  const char *path = g_uri_get_path (uri);

  return g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL
         || (*path != '\0' && !g_str_equal (path, "/"));
}

char *
muster_transport_check_address (const char *address, GError **error)
{
  g_autoptr(GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autofree char *bare = NULL;

  /* What may be a password is not said again. */
  if (uri != NULL && g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                           _("Leave out what stands before “@” in the address of the server: no name or password "
                             "belongs there. The code of your invitation lets you in."));
      return NULL;
    }
  if (host != NULL && is_host (host) && has_more (uri))
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                   _("Leave out what follows the name of the server in “%s”. It should look like "
                     "https://muster.example.nhs.uk"),
                   address);
      return NULL;
    }
  if (host == NULL || !is_host (host))
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                   _("“%s” is not the address of a server. It should look like https://muster.example.nhs.uk"),
                   address);
      return NULL;
    }
  if (!g_str_equal (g_uri_get_scheme (uri), "https")
      && !(g_str_equal (g_uri_get_scheme (uri), "http") && is_loopback (host)))
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                   _("“%s” would send what you write in the clear. Use an address that starts with https://"), address);
      return NULL;
    }
  bare = g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, host, g_uri_get_port (uri), "", NULL, NULL);
  return g_steal_pointer (&bare);
}

/* ---- the session ------------------------------------------------------------------------------------------------- */

/* GLib's TLS of 2.74 still takes the versions that are broken. What an administrator has set stands, but for them. */
static void
forbid_old_tls (void)
{
  const char *given = g_getenv ("G_TLS_GNUTLS_PRIORITY");
  g_autofree char *priority =
    g_strconcat (given != NULL ? given : "NORMAL:%COMPAT", ":-VERS-SSL3.0:-VERS-TLS1.0:-VERS-TLS1.1", NULL);

  g_setenv ("G_TLS_GNUTLS_PRIORITY", priority, TRUE);
}

void
muster_transport_prepare (void)
{
  forbid_old_tls ();
  g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);
}

MusterTransport *
muster_transport_new (const char *address, GError **error)
{
  g_autofree char *bare = muster_transport_check_address (address, error);
  g_autoptr(GUri) uri = NULL;
  MusterTransport *self;

  if (bare == NULL)
    return NULL;
  self = g_new0 (MusterTransport, 1);
  uri = g_uri_parse (bare, G_URI_FLAGS_NONE, NULL);
  self->address = g_steal_pointer (&bare);
  self->host = g_strdup (g_uri_get_host (uri));
  self->deadline = DEADLINE;
  self->session = soup_session_new_with_options ("user-agent", "Muster/" MUSTER_VERSION, "idle-timeout", 60,
                                                 "max-conns-per-host", 3, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_SNIFFER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_COOKIE_JAR);
  /* A proxy has no business with what does not leave this computer. */
  if (is_loopback (self->host))
    soup_session_set_proxy_resolver (self->session, NULL);
  return self;
}

void
muster_transport_free (MusterTransport *self)
{
  if (self == NULL)
    return;

  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_free (self->address);
  g_free (self->host);
  g_free (self);
}

void
muster_transport_set_deadline (MusterTransport *self, guint milliseconds)
{
  self->deadline = milliseconds;
}

gboolean
muster_transport_set_trust (MusterTransport *self, const char *path, GError **error)
{
  g_autoptr(GTlsDatabase) database = NULL;
  g_autofree char *absolute = NULL;
  GList *certificates;

  if (path == NULL)
    {
      soup_session_set_tls_database (self->session, NULL);
      return TRUE;
    }
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND, _("There is no file “%s”."), path);
      return FALSE;
    }
  certificates = g_tls_certificate_list_new_from_file (path, NULL);
  if (certificates == NULL)
    {
      g_set_error (
        error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
        _("“%s” is no certificate in the form PEM. Ask your administrator for the one of your organisation."), path);
      return FALSE;
    }
  g_list_free_full (certificates, g_object_unref);
  /* It takes no other, and then believes nobody. */
  absolute = g_canonicalize_filename (path, NULL);
  database = g_tls_file_database_new (absolute, error);
  if (database == NULL)
    return FALSE;
  soup_session_set_tls_database (self->session, database);
  return TRUE;
}

SoupMessage *
muster_transport_message (MusterTransport *self, const char *method, const char *path, const char *query,
                          const char *access)
{
  g_autofree char *address = g_strconcat (self->address, path, query != NULL ? "?" : NULL, query, NULL);
  SoupMessage *message = soup_message_new (method, address);

  g_return_val_if_fail (message != NULL, NULL);
  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  if (access != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", access, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", bearer);
    }
  return message;
}

GSource *
muster_transport_after (guint milliseconds, GSourceFunc func, gpointer data)
{
  GSource *source = g_timeout_source_new (milliseconds);

  g_source_set_callback (source, func, data, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
  return source;
}

/* ---- one exchange ------------------------------------------------------------------------------------------------ */

typedef struct {
  MusterTransport *transport;  /* borrowed */
  SoupMessage     *message;
  GInputStream    *stream;     /* NULL: not there yet */
  GByteArray      *raw;        /* as it came */
  GCancellable    *deadline;
  GCancellable    *outer;      /* NULL: none */
  gulong           outer_id;
  GSource         *timer;
} Exchange;

static void
exchange_free (gpointer data)
{
  Exchange *self = data;

  if (self->outer != NULL)
    g_cancellable_disconnect (self->outer, self->outer_id);
  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  g_clear_object (&self->outer);
  g_clear_object (&self->stream);
  g_object_unref (self->message);
  g_object_unref (self->deadline);
  g_byte_array_unref (self->raw);
  g_free (self);
}

static MusterResponse *
failed (char *sentence)
{
  MusterResponse *response = muster_response_new (0);

  response->failure = sentence;
  return response;
}

/* Twice the same header is a list, which is no type and no id. */
static char *
header (Exchange *self, const char *name)
{
  return g_strdup (soup_message_headers_get_list (soup_message_get_response_headers (self->message), name));
}

/* The body as it was meant; NULL: it is not whole, or too much. */
static GBytes *
unpack (Exchange *self)
{
  g_autofree char *encoding = header (self, "Content-Encoding"), *length = header (self, "Content-Length");
  g_autoptr(GBytes) raw = g_bytes_new (self->raw->data, self->raw->len);
  guint64 said;

  if (length != NULL
      && (!g_ascii_string_to_unsigned (length, 10, 0, G_MAXUINT32, &said, NULL) || said != self->raw->len))
    return NULL;
  if (encoding == NULL || g_ascii_strcasecmp (encoding, "identity") == 0)
    return g_steal_pointer (&raw);
  if (g_ascii_strcasecmp (encoding, "gzip") != 0)
    return NULL;
  return muster_inflate (raw, MUSTER_WIRE_ANSWER, ANSWER_RATIO, NULL);
}

static MusterResponse *
make_response (Exchange *self)
{
  g_autofree char *retry = header (self, "Retry-After");
  MusterResponse *response = muster_response_new (soup_message_get_status (self->message));
  guint64 seconds;

  response->media_type = header (self, "Content-Type");
  response->server = header (self, "Muster-Server");
  if (retry != NULL && g_ascii_string_to_unsigned (retry, 10, 0, G_MAXUINT32, &seconds, NULL))
    response->retry_after = (guint) seconds;
  response->n_travelled = self->raw->len;
  response->body = unpack (self);
  if (response->body == NULL)
    {
      muster_response_free (response);
      return failed (g_strdup_printf (_("The answer of %s did not come whole."), self->transport->host));
    }
  return response;
}

static void
finish (GTask *task, MusterResponse *response)
{
  g_task_return_pointer (task, response, (GDestroyNotify) muster_response_free);
  g_object_unref (task);
}

static void
read_chunk (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Exchange *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (self->stream, result, &error);

  if (bytes == NULL)
    finish (task, failed (muster_transport_explain (self->transport, self->message, error)));
  else if (g_bytes_get_size (bytes) == 0)
    finish (task, make_response (self));
  else if (self->raw->len + g_bytes_get_size (bytes) > MUSTER_WIRE_ANSWER)
    finish (task, failed (g_strdup_printf (_("The answer of %s is too long to be one."), self->transport->host)));
  else
    {
      g_byte_array_append (self->raw, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->deadline, read_chunk, task);
    }
}

static void
sent (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Exchange *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream == NULL)
    finish (task, failed (muster_transport_explain (self->transport, self->message, error)));
  else
    g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->deadline, read_chunk, task);
}

static gboolean
too_late (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

static void
given_up (GCancellable *outer, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
set_body (SoupMessage *message, GBytes *body)
{
  g_autoptr(GBytes) packed = muster_deflate_request (body);

  if (packed != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Content-Encoding", "gzip");
  soup_message_set_request_body_from_bytes (message, MUSTER_MEDIA_TYPE, packed != NULL ? packed : body);
}

static GTask *
start (MusterTransport *self, const MusterRequest *request, GCancellable *cancellable, GAsyncReadyCallback callback,
       gpointer data)
{
  GTask *task = g_task_new (NULL, NULL, callback, data);
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->transport = self;
  exchange->message =
    muster_transport_message (self, request->method, request->path, request->query, request->authorization);
  exchange->raw = g_byte_array_new ();
  exchange->deadline = g_cancellable_new ();
  exchange->timer =
    muster_transport_after (self->deadline + 1000 * request->wait, too_late, exchange->deadline);
  if (cancellable != NULL)
    {
      exchange->outer = g_object_ref (cancellable);
      exchange->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (given_up), exchange->deadline, NULL);
    }
  g_task_set_task_data (task, exchange, exchange_free);

  soup_message_headers_replace (soup_message_get_request_headers (exchange->message), "Accept-Encoding", "gzip");
  if (request->body != NULL)
    set_body (exchange->message, request->body);
  soup_session_send_async (self->session, exchange->message, G_PRIORITY_DEFAULT, exchange->deadline, sent, task);
  return task;
}

void
muster_transport_send (MusterTransport *self, const MusterRequest *request, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer data)
{
  start (self, request, cancellable, callback, data);
}

MusterResponse *
muster_transport_send_finish (MusterTransport *self, GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* ---- for those who may wait -------------------------------------------------------------------------------------- */

static void
called (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *) data = TRUE;
}

MusterResponse *
muster_transport_call (MusterTransport *self, const MusterRequest *request)
{
  gboolean done = FALSE;
  g_autoptr(GTask) task = g_object_ref (start (self, request, NULL, called, &done));

  while (!done)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  return muster_transport_send_finish (self, G_ASYNC_RESULT (task));
}
