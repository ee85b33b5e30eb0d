/* muster-listener-request.c - the way of a request: head, body, reader or writer, answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-listener-private.h"

#include <string.h>
#include <sys/socket.h>

#include <glib/gi18n-lib.h>

/* ---- begin and end ----------------------------------------------------------------------------------------------- */

static Link *
find_link (struct MHD_Connection *connection)
{
  const union MHD_ConnectionInfo *info = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

  return info->socket_context;
}

/* libmicrohttpd keeps each parameter apart in the memory of the connection; where that does not do, it neither answers
 * nor closes until the connection stirs again. */
static gboolean
has_too_many_parameters (const char *query)
{
  guint n = 1;

  for (const char *c = query; c != NULL && *c != '\0'; c++)
    n += *c == '&';
  return n > MAX_PARAMETERS;
}

static void
shut_out (MusterListener *self, Link *link)
{
  g_autofree char *more = g_strdup_printf ("address=%s", link->address);

  muster_listener_log (self, "too-many-parameters", more);
  shutdown (link->fd, SHUT_RDWR);
}

/* Called with the target as it came, before anything is decoded. */
void *
muster_listener_begin (void *data, const char *uri, struct MHD_Connection *connection)
{
  MusterListener *self = data;
  Exchange *exchange = g_new0 (Exchange, 1);
  const char *mark = strchr (uri, '?');

  exchange->listener = self;
  exchange->connection = connection;
  exchange->link = find_link (connection);
  exchange->began = muster_clock_now (self->clock);
  exchange->told = -1;
  exchange->request = muster_request_new ("-", NULL);
  exchange->request->path = mark != NULL ? g_strndup (uri, mark - uri) : g_strdup (uri);
  exchange->request->query = mark != NULL ? g_strdup (mark + 1) : NULL;
  muster_listener_set_link (self, exchange->link, LINK_READING);
  if (has_too_many_parameters (exchange->request->query))
    shut_out (self, exchange->link);
  g_mutex_lock (&self->lock);
  self->active++;
  g_mutex_unlock (&self->lock);
  return exchange;
}

void
muster_listener_end (void *data, struct MHD_Connection *connection, void **context,
                     enum MHD_RequestTerminationCode code)
{
  MusterListener *self = data;
  Exchange *exchange = g_steal_pointer (context);

  if (exchange == NULL)
    return;
  muster_listener_set_link (self, exchange->link, LINK_IDLE);
  g_mutex_lock (&self->lock);
  g_ptr_array_remove_fast (self->streams, exchange);
  self->active -= !exchange->stream;
  self->held -= exchange->held;
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&exchange->response, muster_response_free);
  g_clear_pointer (&exchange->body, g_byte_array_unref);
  muster_request_free (exchange->request);
  g_free (exchange);
}

/* ---- the request has come ---------------------------------------------------------------------------------------- */

static enum MHD_Result
answer_reading (Exchange *exchange, gboolean may_wait)
{
  MusterListener *self = exchange->listener;
  MusterEndpoint *endpoint = muster_listener_get_reader (self);
  MusterResponse *response;

  g_mutex_lock (&self->lock);
  exchange->news = self->news;
  g_mutex_unlock (&self->lock);
  response = endpoint != NULL ? muster_endpoint_handle (endpoint, exchange->request)
                              : muster_listener_refuse (MHD_HTTP_SERVICE_UNAVAILABLE, "busy", "same", 5,
                                                        _("The server cannot read just now. It will be tried again."));
  if (!may_wait || exchange->request->wait == 0 || !muster_listener_is_empty (response))
    return muster_listener_answer (exchange, response);
  muster_response_free (response);
  muster_listener_sleep (exchange);
  return MHD_YES;
}

static enum MHD_Result
run (Exchange *exchange)
{
  MusterResponse *refusal = muster_listener_check_body (exchange);

  muster_listener_set_link (exchange->listener, exchange->link, LINK_WORKING);
  if (refusal != NULL)
    {
      exchange->must_close = TRUE;
      return muster_listener_answer (exchange, refusal);
    }
  if (g_str_equal (exchange->request->path, "/v1/events"))
    return muster_listener_stream (exchange);
  if (!muster_endpoint_writes (exchange->request))
    return answer_reading (exchange, TRUE);
  muster_endpoint_prepare (exchange->request);
  muster_listener_enqueue (exchange);
  return MHD_YES;
}

static enum MHD_Result
begin_body (Exchange *exchange, const char *method, const char *version)
{
  MusterResponse *refusal = muster_listener_check_head (exchange, method, version);

  exchange->stage = STAGE_BODY;
  return refusal != NULL ? muster_listener_answer (exchange, refusal) : MHD_YES;
}

/* What is too much is not kept, but read up to a point, so that the answer is not lost in a broken connection. */
static enum MHD_Result
take_body (Exchange *exchange, const char *data, size_t *n_data)
{
  exchange->body_size += *n_data;
  if (exchange->body_size > 2 * MAX_BODY)
    return MHD_NO;
  if (exchange->body == NULL)
    exchange->body = g_byte_array_new ();
  if (exchange->body_size <= MAX_BODY)
    g_byte_array_append (exchange->body, (const guint8 *) data, *n_data);
  *n_data = 0;
  return MHD_YES;
}

enum MHD_Result
muster_listener_handle (void *self, struct MHD_Connection *connection, const char *url, const char *method,
                        const char *version, const char *data, size_t *n_data, void **context)
{
  Exchange *exchange = *context;

  switch (exchange->stage)
    {
    case STAGE_NEW:
      return begin_body (exchange, method, version);
    case STAGE_BODY:
      return *n_data > 0 ? take_body (exchange, data, n_data) : run (exchange);
    case STAGE_WRITER:
      return muster_listener_answer (exchange, g_steal_pointer (&exchange->response));
    case STAGE_ASLEEP:
      return answer_reading (exchange, FALSE);
    case STAGE_SENT:
    default:
      *n_data = 0;
      return MHD_YES;
    }
}
