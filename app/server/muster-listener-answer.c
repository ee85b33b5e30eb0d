/* muster-listener-answer.c - answers as they go out: headers, compression, problems.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-listener-private.h"

#include "muster-inflate.h"

/* Less is not worth the work. */
#define WORTH_PACKING 512

MusterResponse *
muster_listener_refuse (guint status, const char *type, const char *retry, guint after, const char *detail)
{
  MusterResponse *response = muster_response_new (status);
  MusterProblemDocument problem = {
    .type = (char *) type, .title = (char *) type, .detail = (char *) detail, .retry = (char *) retry, .status = status,
  };

  response->media_type = g_strdup (MUSTER_PROBLEM_TYPE);
  response->retry_after = after;
  response->body = muster_wire_print_problem (&problem);
  return response;
}

static void
add_header (struct MHD_Response *response, const char *name, const char *value)
{
  if (MHD_add_response_header (response, name, value) != MHD_YES)
    g_error ("no memory for a header");
}

void
muster_listener_add_headers (MusterListener *self, struct MHD_Response *response)
{
  add_header (response, "Muster-Server", self->server);
  add_header (response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
}

static void
free_bytes (void *bytes)
{
  g_bytes_unref (bytes);
}

static struct MHD_Response *
wrap_body (MusterResponse *response, gboolean may_pack, gboolean *packed)
{
  GBytes *body = response->body != NULL ? g_bytes_ref (response->body) : g_bytes_new (NULL, 0);
  GBytes *small = may_pack && g_bytes_get_size (body) >= WORTH_PACKING ? muster_deflate (body) : NULL;
  gsize n;
  const void *data;

  *packed = small != NULL;
  if (small != NULL)
    {
      g_bytes_unref (body);
      body = small;
    }
  data = g_bytes_get_data (body, &n);
  return MHD_create_response_from_buffer_with_free_callback_cls (n, data != NULL ? (void *) data : (void *) "",
                                                                 free_bytes, body);
}

enum MHD_Result
muster_listener_answer (Exchange *exchange, MusterResponse *given)
{
  MusterListener *self = exchange->listener;
  g_autoptr(MusterResponse) response = given;
  gboolean packed;
  struct MHD_Response *answer = wrap_body (response, exchange->takes_gzip, &packed);
  g_autofree char *after = g_strdup_printf ("%u", response->retry_after);
  enum MHD_Result result;

  if (answer == NULL)
    return MHD_NO;
  muster_listener_add_headers (self, answer);
  if (response->media_type != NULL)
    add_header (answer, MHD_HTTP_HEADER_CONTENT_TYPE, response->media_type);
  if (packed)
    add_header (answer, MHD_HTTP_HEADER_CONTENT_ENCODING, "gzip");
  if (response->retry_after > 0)
    add_header (answer, MHD_HTTP_HEADER_RETRY_AFTER, after);
  if (response->status == MHD_HTTP_UNAUTHORIZED)
    add_header (answer, MHD_HTTP_HEADER_WWW_AUTHENTICATE, "Bearer");
  if (response->status == MHD_HTTP_METHOD_NOT_ALLOWED)
    add_header (answer, MHD_HTTP_HEADER_ALLOW, "GET, POST");
  if (exchange->must_close || g_atomic_int_get (&self->stopping))
    add_header (answer, MHD_HTTP_HEADER_CONNECTION, "close");

  exchange->stage = STAGE_SENT;
  exchange->sent = response->body != NULL ? g_bytes_get_size (response->body) : 0;
  muster_listener_log_exchange (exchange, response->status);
  muster_listener_set_link (self, exchange->link, LINK_SENDING);
  result = MHD_queue_response (exchange->connection, response->status, answer);
  MHD_destroy_response (answer);
  return result;
}
