/* test-transport.c - requests over a real socket, to a server that answers whatever it was told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-transport.h"

#include "liar.h"
#include "muster-error.h"
#include "muster-inflate.h"
#include "muster-wire.h"

#include <string.h>

#define OK                                                                                                             \
  "HTTP/1.1 200 OK\r\nContent-Type: " MUSTER_MEDIA_TYPE "\r\nMuster-Server: 0198c5a0-0000-7000-8000-000000000001\r\n"

typedef struct {
  Liar            *liar;
  MusterTransport *transport;
} Fixture;

static void
init (Fixture *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  self->liar = liar_new (NULL);
  self->transport = muster_transport_new (liar_address (self->liar), &error);
  g_assert_no_error (error);
}

static void
clear (Fixture *self, gconstpointer data)
{
  muster_transport_free (self->transport);
  liar_free (self->liar);
}

static MusterResponse *
ask (Fixture *self, const char *body)
{
  g_autoptr(MusterRequest) request = muster_request_new (body != NULL ? "POST" : "GET", "/v1/pull");

  request->authorization = g_strdup ("a-token");
  request->query = g_strdup ("after=0&limit=5");
  if (body != NULL)
    request->body = g_bytes_new (body, strlen (body));
  return muster_transport_call (self->transport, request);
}

static char *
heard (Fixture *self, guint *n)
{
  g_autoptr(GBytes) bytes = liar_heard (self->liar, n);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
assert_body (MusterResponse *response, const char *text)
{
  g_assert_cmpstr (response->failure, ==, NULL);
  g_assert_cmpmem (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body), text, strlen (text));
}

/* ---- what is sent ------------------------------------------------------------------------------------------------ */

static void
test_request (Fixture *self, gconstpointer data)
{
  const char *answer = OK "Content-Length: 2\r\nSet-Cookie: a=b\r\n\r\n{}";
  g_autoptr(MusterResponse) response = NULL, again = NULL;
  g_autofree char *request = NULL, *second = NULL;

  liar_tell (self->liar, LIAR_CLOSE, answer, strlen (answer));
  response = ask (self, NULL);
  assert_body (response, "{}");
  g_assert_cmpuint (response->status, ==, 200);
  g_assert_cmpstr (response->media_type, ==, MUSTER_MEDIA_TYPE);
  g_assert_cmpstr (response->server, ==, "0198c5a0-0000-7000-8000-000000000001");
  request = heard (self, NULL);
  g_assert_true (g_str_has_prefix (request, "GET /v1/pull?after=0&limit=5 HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nAuthorization: Bearer a-token\r\n"));
  g_assert_nonnull (strstr (request, "\r\nAccept-Encoding: gzip\r\n"));

  again = ask (self, "{\"small\":1}");
  second = heard (self, NULL);
  g_assert_null (strstr (second, "Cookie"));
  g_assert_null (strstr (second, "Content-Encoding"));
  g_assert_nonnull (strstr (second, "\r\nContent-Type: " MUSTER_MEDIA_TYPE "\r\n"));
  g_assert_true (g_str_has_suffix (second, "\r\n\r\n{\"small\":1}"));
}

/* Large bodies go packed; those that the endpoint would take for a bomb do not. */
static void
test_packed (Fixture *self, gconstpointer data)
{
  const char *answer = OK "Content-Length: 2\r\n\r\n{}";
  g_autoptr(GString) large = g_string_new ("{");
  g_autofree char *same = g_strnfill (100000, 'a');
  g_autoptr(MusterResponse) first = NULL, second = NULL;
  g_autoptr(GBytes) request = NULL, packed = NULL, plain = NULL;
  g_autofree char *unpacked = NULL;
  const char *end;

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (large, "\"%u\":%u,", i * 7919, i);
  liar_tell (self->liar, LIAR_CLOSE, answer, strlen (answer));
  first = ask (self, large->str);
  assert_body (first, "{}");
  request = liar_heard (self->liar, NULL);
  end = g_strstr_len (g_bytes_get_data (request, NULL), (gssize) g_bytes_get_size (request), "\r\n\r\n");
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (request, NULL), (gssize) g_bytes_get_size (request),
                                  "\r\nContent-Encoding: gzip\r\n"));
  packed = g_bytes_new_from_bytes (request, (gsize) (end + 4 - (const char *) g_bytes_get_data (request, NULL)),
                                   g_bytes_get_size (request)
                                     - (gsize) (end + 4 - (const char *) g_bytes_get_data (request, NULL)));
  plain = muster_inflate (packed, 1 << 20, 64, NULL);
  g_assert_nonnull (plain);
  g_assert_cmpmem (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), large->str, large->len);

  second = ask (self, same);
  unpacked = heard (self, NULL);
  g_assert_null (strstr (unpacked, "Content-Encoding"));
}

/* ---- what comes -------------------------------------------------------------------------------------------------- */

/* Whatever it is, it is handed on as it is: whether it is believed is decided elsewhere. */
static void
test_as_it_is (Fixture *self, gconstpointer data)
{
  static const struct {
    const char *answer;
    guint       status;
    const char *media_type, *server;
    guint       retry_after;
  } cases[] = {
    { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>", 200, "text/html", NULL, 0 },
    { "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/login\r\nContent-Length: 0\r\n\r\n", 302, NULL, NULL, 0 },
    { "HTTP/1.1 308 Moved\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n", 308, NULL, NULL, 0 },
    { "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n", 401, NULL, NULL, 0 },
    { "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n", 407, NULL, NULL, 0 },
    { "HTTP/1.1 503 No\r\nRetry-After: 17\r\nContent-Length: 0\r\n\r\n", 503, NULL, NULL, 17 },
    { "HTTP/1.1 503 No\r\nRetry-After: Fri, 31 Dec 2027 23:59:59 GMT\r\nContent-Length: 0\r\n\r\n", 503, NULL, NULL,
      0 },
    { "HTTP/1.1 200 OK\r\nMuster-Server: a\r\nMuster-Server: b\r\nContent-Length: 0\r\n\r\n", 200, NULL, "a, b", 0 },
    { "HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Type: c/d\r\nContent-Length: 0\r\n\r\n", 200, "a/b, c/d", NULL,
      0 },
    { "HTTP/1.1 204 Nothing\r\n\r\n", 204, NULL, NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(MusterResponse) response = NULL;
      g_autofree char *requests = NULL;
      guint n;

      liar_tell (self->liar, LIAR_CLOSE, cases[i].answer, strlen (cases[i].answer));
      response = ask (self, NULL);
      requests = heard (self, &n);
      g_test_message ("case %u: %s", i, response->failure);
      g_assert_cmpuint (n, ==, 1);
      g_assert_cmpuint (response->status, ==, cases[i].status);
      g_assert_cmpstr (response->media_type, ==, cases[i].media_type);
      g_assert_cmpstr (response->server, ==, cases[i].server);
      g_assert_cmpuint (response->retry_after, ==, cases[i].retry_after);
    }
}

static void
assert_fails (Fixture *self, const char *name, const char *says)
{
  g_autoptr(MusterResponse) response = ask (self, NULL);

  g_test_message ("%s: %u %s", name, response->status, response->failure);
  g_assert_cmpuint (response->status, ==, 0);
  g_assert_nonnull (response->failure);
  g_assert_nonnull (strstr (response->failure, says));
  g_assert_true (g_str_has_suffix (response->failure, "."));
  g_assert_null (response->body);
}

static void
test_not_whole (Fixture *self, gconstpointer data)
{
  static const char *const answers[] = {
    "",
    "HTTP/1.1 200 OK\r\nContent-Ty",
    "SSH-2.0-OpenSSH_9.2\r\n",
    OK "Content-Length: 20\r\n\r\n{\"half\":",
    OK "Transfer-Encoding: chunked\r\n\r\n8\r\n{\"ha",
    OK "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
    OK "Content-Encoding: deflate\r\nContent-Length: 2\r\n\r\n{}",
    OK "Content-Encoding: gzip, gzip\r\nContent-Length: 2\r\n\r\n{}",
    OK "Content-Length: 2\r\nContent-Length: 4\r\n\r\n{}{}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      liar_tell (self->liar, LIAR_CLOSE, answers[i], strlen (answers[i]));
      assert_fails (self, answers[i], "127.0.0.1");
    }
}

static void
tell_packed (Fixture *self, const void *bytes, gsize n, const char *more)
{
  g_autoptr(GByteArray) answer = g_byte_array_new ();
  g_autofree char *head =
    g_strdup_printf (OK "Content-Encoding: gzip\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n", n + strlen (more));

  g_byte_array_append (answer, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (answer, bytes, (guint) n);
  g_byte_array_append (answer, (const guint8 *) more, (guint) strlen (more));
  liar_tell (self->liar, LIAR_CLOSE, answer->data, answer->len);
}

static void
test_gzip (Fixture *self, gconstpointer data)
{
  g_autofree char *text = g_strnfill (5000, 'x');
  g_autoptr(GBytes) plain = g_bytes_new (text, 5000), packed = muster_deflate (plain);
  g_autofree char *much = g_malloc0 (40 * 1024 * 1024);
  g_autoptr(GBytes) all = g_bytes_new (much, 40 * 1024 * 1024), bomb = muster_deflate (all);
  g_autoptr(MusterResponse) response = NULL;
  gsize n;
  const void *bytes = g_bytes_get_data (packed, &n);

  tell_packed (self, bytes, n, "");
  response = ask (self, NULL);
  assert_body (response, text);
  tell_packed (self, bytes, n - 1, "");
  assert_fails (self, "without its end", "whole");
  tell_packed (self, bytes, n, "and more");
  assert_fails (self, "with more behind", "whole");
  bytes = g_bytes_get_data (bomb, &n);
  g_assert_cmpuint (n, <, 200 * 1024);
  tell_packed (self, bytes, n, "");
  assert_fails (self, "a bomb", "whole");
}

/* What an answer may be, packed and not; the zeros shrink a thousand times, as news about little may. */
static void
test_largest_answer (Fixture *self, gconstpointer data)
{
  g_autofree char *zeros = g_malloc0 (MUSTER_WIRE_ANSWER + 1);

  for (gsize over = 0; over < 2; over++)
    {
      gsize n = MUSTER_WIRE_ANSWER + over, n_packed;
      g_autoptr(GBytes) plain = g_bytes_new (zeros, n), packed = muster_deflate (plain);
      const void *bytes = g_bytes_get_data (packed, &n_packed);
      g_autoptr(GString) whole = g_string_new (NULL);

      for (guint is_packed = 0; is_packed < 2; is_packed++)
        {
          g_autoptr(MusterResponse) response = NULL;

          if (is_packed)
            tell_packed (self, bytes, n_packed, "");
          else
            {
              g_string_printf (whole, OK "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n", n);
              g_string_append_len (whole, zeros, (gssize) n);
              liar_tell (self->liar, LIAR_CLOSE, whole->str, whole->len);
            }
          response = ask (self, NULL);
          g_assert_cmpuint (response->status, ==, over == 0 ? 200 : 0);
          g_assert_cmpuint (response->body != NULL ? g_bytes_get_size (response->body) : 0, ==, over == 0 ? n : 0);
        }
    }
}

/* Whatever the other side does, there is an end. */
static void
test_deadline (Fixture *self, gconstpointer data)
{
  const char *slow = OK "Content-Length: 100000\r\n\r\n";

  muster_transport_set_deadline (self->transport, 300);
  liar_tell (self->liar, LIAR_DRIP, slow, strlen (slow));
  assert_fails (self, "drip", "too long");
  liar_tell (self->liar, LIAR_STAY, slow, strlen (slow));
  assert_fails (self, "silence", "too long");
  liar_tell (self->liar, LIAR_STAY, "", 0);
  assert_fails (self, "nothing", "too long");
}

static void
test_nobody (void)
{
  g_autoptr(MusterRequest) request = muster_request_new ("GET", "/v1/pull");
  g_autoptr(MusterResponse) refused = NULL;
  Liar *liar = liar_new (NULL);
  g_autoptr(MusterTransport) transport = muster_transport_new (liar_address (liar), NULL);

  liar_free (liar);
  refused = muster_transport_call (transport, request);
  g_assert_cmpuint (refused->status, ==, 0);
  g_assert_nonnull (strstr (refused->failure, "does not answer"));
}

static void
test_addresses (void)
{
  static const struct {
    const char *address, *bare, *wrong; /* NULL: whatever is said */
  } cases[] = {
    { "https://muster.example.nhs.uk", "https://muster.example.nhs.uk" },
    { "https://muster.example.nhs.uk/", "https://muster.example.nhs.uk" },
    { "https://muster.example.nhs.uk:8443", "https://muster.example.nhs.uk:8443" },
    { "http://localhost:8080", "http://localhost:8080" },
    { "http://127.0.0.1:8080", "http://127.0.0.1:8080" },
    { "http://127.3.2.1", "http://127.3.2.1" },
    { "http://[::1]:80/", "http://[::1]:80" },
    { "http://muster.example.nhs.uk", NULL },
    { "http://10.0.0.1", NULL },
    { "http://localhost.example.org", NULL },
    { "http://127.0.0.1.example.org", NULL },
    { "https://user:secret@muster.example", NULL, "before “@”" },
    { "https://muster.example/path", NULL, "what follows the name" },
    { "https://muster.example?x", NULL, "what follows the name" },
    { "https://muster.example#x", NULL, "what follows the name" },
    { "ftp://muster.example", NULL },
    { "file:///etc/passwd", NULL },
    { "muster.example", NULL },
    { "https://the office", NULL },
    { "https://muster.example,other.example", NULL },
    { "https://münchen.example", "https://xn--mnchen-3ya.example" },
    { "https://", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *bare = muster_transport_check_address (cases[i].address, &error);

      g_test_message ("%s", cases[i].address);
      g_assert_cmpstr (bare, ==, cases[i].bare);
      if (cases[i].bare != NULL)
        continue;
      g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
      g_assert_null (strstr (error->message, "secret"));
      if (cases[i].wrong != NULL)
        g_assert_nonnull (strstr (error->message, cases[i].wrong));
    }
}

/* ---- news -------------------------------------------------------------------------------------------------------- */

#define EVENTS                                                                                                         \
  "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nMuster-Server: 0198c5a0-0000-7000-8000-000000000001\r\n\r\n"

static void
take_head (gint64 seq, gpointer data)
{
  g_array_append_val ((GArray *) data, seq);
}

static char *
listen_to (Fixture *self, LiarManner manner, const char *answer)
{
  g_autoptr(GArray) heads = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GString) text = g_string_new (NULL);
  MusterListening *listening;
  MusterId server;

  muster_id_from_text (&server, "0198c5a0-0000-7000-8000-000000000001");
  liar_tell (self->liar, manner, answer, strlen (answer));
  listening = muster_transport_listen (self->transport, "a-token", &server, take_head, heads);
  muster_listening_set_silence (listening, 300);
  while (heads->len == 0 || g_array_index (heads, gint64, heads->len - 1) != -1)
    g_main_context_iteration (NULL, TRUE);
  muster_listening_stop (listening);
  for (guint i = 0; i < heads->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "", g_array_index (heads, gint64, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_events (Fixture *self, gconstpointer data)
{
  static const struct {
    LiarManner  manner;
    const char *answer, *heads;
  } cases[] = {
    { LIAR_CLOSE, EVENTS "event: head\ndata: {\"seq\": 415}\n\n", "415 -1" },
    { LIAR_STAY,
      EVENTS ": hello\n\nevent: head\r\ndata: {\"seq\":1}\r\n\r\n: hello\n\nevent: head\ndata: {\"seq\":2}\n\n",
      "1 2 -1" },
    { LIAR_CLOSE,
      EVENTS
      "event: other\ndata: {\"seq\":1}\n\nevent: head\ndata: {\"seq\":\"x\"}\n\nevent: head\n\ndata: {\"seq\":3}\n\n",
      "-1" },
    { LIAR_CLOSE, EVENTS "event: head\ndata: {\"seq\": 415}", "-1" },
    { LIAR_CLOSE, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nevent: head\ndata: {\"seq\": 415}\n\n", "-1" },
    { LIAR_CLOSE, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nevent: head\ndata: {\"seq\": 415}\n\n",
      "-1" },
    { LIAR_CLOSE, "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n", "-1" },
    { LIAR_STAY, "", "-1" },
    { LIAR_CLOSE, "", "-1" },
  };
  g_autoptr(GString) endless = g_string_new (EVENTS);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *heads = listen_to (self, cases[i].manner, cases[i].answer);

      g_test_message ("case %u", i);
      g_assert_cmpstr (heads, ==, cases[i].heads);
    }
  for (guint i = 0; i < 10000; i++)
    g_string_append (endless, "data: ");
  g_string_append (endless, "\n\nevent: head\ndata: {\"seq\":1}\n\n");
  {
    g_autofree char *heads = listen_to (self, LIAR_STAY, endless->str);

    g_assert_cmpstr (heads, ==, "-1");
  }
}

static void
must_not (gint64 seq, gpointer data)
{
  g_assert_not_reached ();
}

/* Who stops listening hears nothing more, and nothing is left behind. */
static void
test_stop (Fixture *self, gconstpointer data)
{
  const MusterId server = { 0 };
  MusterListening *listening = muster_transport_listen (self->transport, "a-token", &server, must_not, NULL);

  muster_listening_stop (listening);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

#define ADD(name, func) g_test_add ("/sync/transport/" name, Fixture, NULL, init, func, clear)

int
main (int argc, char **argv)
{
  muster_transport_prepare ();
  g_test_init (&argc, &argv, NULL);
  ADD ("request", test_request);
  ADD ("packed", test_packed);
  ADD ("as-it-is", test_as_it_is);
  ADD ("not-whole", test_not_whole);
  ADD ("gzip", test_gzip);
  ADD ("largest-answer", test_largest_answer);
  ADD ("deadline", test_deadline);
  g_test_add_func ("/sync/transport/nobody", test_nobody);
  g_test_add_func ("/sync/transport/addresses", test_addresses);
  ADD ("events", test_events);
  ADD ("stop", test_stop);
  return g_test_run ();
}
