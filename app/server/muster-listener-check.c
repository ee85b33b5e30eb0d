/* muster-listener-check.c - what a request must be before anybody looks at what it says.
 *
 * A proxy in front may read the same bytes in another way; so whatever could be read in two ways is refused and the
 * connection closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-listener-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "muster-error.h"
#include "muster-inflate.h"

/* Longer ones are none of ours. */
#define MAX_TOKEN 512

typedef enum {
  HEAD_HOST,
  HEAD_LENGTH,
  HEAD_TRANSFER,
  HEAD_AUTHORIZATION,
  HEAD_TYPE,
  HEAD_ENCODING,
  HEAD_ACCEPT_ENCODING,
  HEAD_EXPECT,
  HEAD_REAL_IP,
  N_HEADS
} HeadName;

static const char *const head_names[] = {
  [HEAD_HOST] = "Host",
  [HEAD_LENGTH] = "Content-Length",
  [HEAD_TRANSFER] = "Transfer-Encoding",
  [HEAD_AUTHORIZATION] = "Authorization",
  [HEAD_TYPE] = "Content-Type",
  [HEAD_ENCODING] = "Content-Encoding",
  [HEAD_ACCEPT_ENCODING] = "Accept-Encoding",
  [HEAD_EXPECT] = "Expect",
  [HEAD_REAL_IP] = "X-Real-IP",
};

typedef struct {
  const char *values[N_HEADS];
  gboolean    strange; /* one of them twice, or a name or value that none may have */
  gsize       size;    /* of all, written in the one way that everybody writes them */
} Heads;

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static gboolean
is_name (const char *name)
{
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("!#$%&'*+-.^_`|~", *c) == NULL)
      return FALSE;
  return *name != '\0';
}

static gboolean
is_visible (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (((guchar) *c < 0x20 && *c != '\t') || *c == 0x7f)
      return FALSE;
  return TRUE;
}

static enum MHD_Result
note_head (void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
  Heads *heads = data;

  value = value != NULL ? value : "";
  heads->size += strlen (name) + strlen (": ") + strlen (value) + strlen ("\r\n");
  if (!is_name (name) || !is_visible (value))
    heads->strange = TRUE;
  for (int i = 0; i < N_HEADS; i++)
    {
      if (g_ascii_strcasecmp (name, head_names[i]) != 0)
        continue;
      heads->strange = heads->strange || (heads->values[i] != NULL && i != HEAD_ACCEPT_ENCODING);
      heads->values[i] = value;
    }
  return MHD_YES;
}

/* A target in origin form, of the characters that one may have. */
static gboolean
is_target (const MusterRequest *request)
{
  const char *parts[] = { request->path, request->query != NULL ? request->query : "" };

  if (request->path == NULL || request->path[0] != '/')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    for (const char *c = parts[i]; *c != '\0'; c++)
      if ((guchar) *c <= 0x20 || (guchar) *c >= 0x7f || strchr ("#\"<>\\^`{|}", *c) != NULL)
        return FALSE;
  return TRUE;
}

/* What was understood, written out again, is as long as what came. So nothing was passed over that others may read
 * otherwise: a bare line feed, a folded line, a zero byte, spaces. */
static gboolean
is_plain (const Exchange *exchange, const char *method, const char *version, const Heads *heads, gsize size)
{
  const MusterRequest *request = exchange->request;
  gsize target = strlen (request->path) + (request->query != NULL ? 1 + strlen (request->query) : 0);

  return size == strlen (method) + 1 + target + 1 + strlen (version) + strlen ("\r\n") + heads->size + strlen ("\r\n");
}

static gboolean
read_length (const char *text, guint64 *length)
{
  *length = 0;
  if (text == NULL)
    return TRUE;
  return g_ascii_isdigit (*text) && strlen (text) <= 15 &&
         g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, length, NULL);
}

static char *
read_token (const char *value)
{
  if (value == NULL || !g_str_has_prefix (value, "Bearer ") || strlen (value) > MAX_TOKEN)
    return NULL;
  return g_strdup (value + strlen ("Bearer "));
}

static gboolean
is_our_type (const char *type)
{
  g_auto(GStrv) words = g_strsplit_set (type != NULL ? type : "", " \t", -1);
  g_autofree char *close_up = g_strjoinv ("", words);

  return g_ascii_strcasecmp (close_up, "application/vnd.muster.sync+json;v=1") == 0;
}

/* gzip by name, and not with q=0. */
static gboolean
accepts_gzip (const char *accepted)
{
  g_auto(GStrv) parts = g_strsplit (accepted != NULL ? accepted : "", ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto(GStrv) words = g_strsplit (parts[i], ";", 2);

      if (words[0] != NULL && g_ascii_strcasecmp (g_strstrip (words[0]), "gzip") == 0)
        {
          const char *q = words[1] != NULL ? strstr (words[1], "q=") : NULL;

          return q == NULL || g_ascii_strtod (q + 2, NULL) > 0;
        }
    }
  return FALSE;
}

/* How long the asker of a pull would wait. */
static guint
read_wait (const MusterRequest *request)
{
  g_autoptr(GHashTable) parameters = NULL;
  const char *wait;
  guint64 seconds = 0;

  if (request->query == NULL || !g_str_equal (request->path, "/v1/pull"))
    return 0;
  parameters = g_uri_parse_params (request->query, -1, "&", G_URI_PARAMS_NONE, NULL);
  wait = parameters != NULL ? g_hash_table_lookup (parameters, "wait") : NULL;
  if (wait != NULL)
    g_ascii_string_to_unsigned (wait, 10, 0, MAX_WAIT, &seconds, NULL);
  return (guint) seconds;
}

/* ---- refusing ---------------------------------------------------------------------------------------------------- */

static MusterResponse *
refuse_malformed (const char *detail)
{
  return muster_listener_refuse (MHD_HTTP_BAD_REQUEST, "malformed", "never", 0, detail);
}

static MusterResponse *
refuse_large (void)
{
  return muster_listener_refuse (MHD_HTTP_CONTENT_TOO_LARGE, "too-large", "never", 0,
                                 _ ("The request is larger than the server takes."));
}

static MusterResponse *
refuse_busy (guint status, guint after)
{
  return muster_listener_refuse (status, "busy", "same", after,
                                 _ ("The server is asked too often just now. It will be tried again."));
}

static MusterResponse *
check_form (const Exchange *exchange, const char *method, const char *version, const Heads *heads)
{
  const union MHD_ConnectionInfo *size =
    MHD_get_connection_info (exchange->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);

  if (size != NULL && size->header_size > MAX_HEADER)
    return refuse_large ();
  if (size == NULL || !is_plain (exchange, method, version, heads, size->header_size))
    return refuse_malformed (_("This is not a request that the server understands."));
  if (!g_str_equal (version, "HTTP/1.1") || !is_target (exchange->request) || heads->strange ||
      heads->values[HEAD_HOST] == NULL)
    return refuse_malformed (_("This is not a request that the server understands."));
  if (heads->values[HEAD_EXPECT] != NULL && g_ascii_strcasecmp (heads->values[HEAD_EXPECT], "100-continue") != 0)
    return refuse_malformed (_("The request expects something that the server does not know."));
  return NULL;
}

static MusterResponse *
check_framing (Exchange *exchange, const Heads *heads)
{
  const char *transfer = heads->values[HEAD_TRANSFER];
  gboolean has_body, posts = g_str_equal (exchange->request->method, "POST");
  guint64 length;

  if ((transfer != NULL && (heads->values[HEAD_LENGTH] != NULL || g_ascii_strcasecmp (transfer, "chunked") != 0))
      || !read_length (heads->values[HEAD_LENGTH], &length))
    return refuse_malformed (_("The request does not say clearly how long it is."));
  has_body = transfer != NULL || length > 0;
  if (has_body && !posts)
    return refuse_malformed (_("This request may have no body."));
  if (length > MAX_BODY)
    return refuse_large ();
  if (posts && !is_our_type (heads->values[HEAD_TYPE]))
    return refuse_malformed (_("The body of the request is of a type that the server does not take."));
  exchange->gzip = heads->values[HEAD_ENCODING] != NULL;
  if (exchange->gzip && g_ascii_strcasecmp (heads->values[HEAD_ENCODING], "gzip") != 0)
    return refuse_malformed (_("The body of the request is packed in a way that the server does not know."));
  if (has_body && !muster_listener_hold (exchange, transfer != NULL ? MAX_BODY : length))
    return refuse_busy (MHD_HTTP_SERVICE_UNAVAILABLE, 2);
  return NULL;
}

/* Codes are counted where they are tried. */
static MusterResponse *
check_rate (Exchange *exchange)
{
  MusterListener *self = exchange->listener;
  const MusterRequest *request = exchange->request;
  gboolean refreshes = g_str_equal (request->path, "/v1/token");
  g_autofree char *key = NULL;
  double rate = refreshes ? TOKEN_TRIES / 60.0 : self->options.rate;
  guint after = 1;

  /* The table is in memory alone, yet a token has no business there. */
  if (refreshes)
    key = g_strdup (request->address);
  else if (request->authorization != NULL)
    key = g_compute_checksum_for_string (G_CHECKSUM_SHA256, request->authorization, -1);
  if (key == NULL || muster_listener_allow (self, key, rate, refreshes ? TOKEN_TRIES : rate * BURST, &after))
    return NULL;
  return refuse_busy (MHD_HTTP_TOO_MANY_REQUESTS, after);
}

static MusterResponse *
check_admission (Exchange *exchange)
{
  MusterListener *self = exchange->listener;
  MusterEndpoint *endpoint = muster_listener_get_reader (self);
  MusterResponse *refusal;

  if (g_atomic_int_get (&self->stopping))
    return muster_listener_refuse (MHD_HTTP_SERVICE_UNAVAILABLE, "busy", "same", 5,
                                   _("The server is being stopped. It will be tried again."));
  if (endpoint == NULL)
    return refuse_busy (MHD_HTTP_SERVICE_UNAVAILABLE, 5);
  refusal = muster_endpoint_admit (endpoint, exchange->request);
  return refusal != NULL ? refusal : check_rate (exchange);
}

/* ---- the head ---------------------------------------------------------------------------------------------------- */

static void
take_heads (Exchange *exchange, const char *method, const Heads *heads)
{
  const char *behind = exchange->listener->options.behind_proxy ? heads->values[HEAD_REAL_IP] : NULL;
  static const char *const methods[] = {
    "GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"
  };
  MusterRequest *request = exchange->request;

  request->method = "-";
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (method, methods[i]))
      request->method = methods[i];
  request->authorization = read_token (heads->values[HEAD_AUTHORIZATION]);
  request->address = g_strdup (behind != NULL && g_hostname_is_ip_address (behind) ? behind : exchange->link->address);
  exchange->takes_gzip = accepts_gzip (heads->values[HEAD_ACCEPT_ENCODING]);
}

MusterResponse *
muster_listener_check_head (Exchange *exchange, const char *method, const char *version)
{
  Heads heads = { 0 };
  MusterResponse *refusal;

  MHD_get_connection_values (exchange->connection, MHD_HEADER_KIND, note_head, &heads);
  take_heads (exchange, method, &heads);
  refusal = check_form (exchange, method, version, &heads);
  if (refusal == NULL)
    refusal = check_admission (exchange);
  if (refusal == NULL)
    refusal = check_framing (exchange, &heads);
  exchange->must_close = refusal != NULL;
  if (refusal == NULL)
    exchange->request->wait = read_wait (exchange->request);
  return refusal;
}

/* ---- the body ---------------------------------------------------------------------------------------------------- */

MusterResponse *
muster_listener_check_body (Exchange *exchange)
{
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;

  if (exchange->body_size > MAX_BODY)
    return refuse_large ();
  if (exchange->body == NULL)
    return NULL;
  body = g_byte_array_free_to_bytes (g_steal_pointer (&exchange->body));
  if (exchange->gzip)
    {
      GBytes *plain = muster_inflate (body, MAX_INFLATED, MAX_RATIO, &error);

      if (plain == NULL)
        return g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_NO_SPACE) ? refuse_large ()
                                                                            : refuse_malformed (error->message);
      g_bytes_unref (g_steal_pointer (&body));
      body = plain;
      if (!muster_listener_hold (exchange, g_bytes_get_size (body)))
        return refuse_busy (MHD_HTTP_SERVICE_UNAVAILABLE, 2);
    }
  exchange->request->body = g_steal_pointer (&body);
  return NULL;
}
