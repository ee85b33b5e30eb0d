/* test-courier.c - requests that travel while their sender works, and pages that are read on the way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-courier.h"

#include "fixtures.h"
#include "liar.h"
#include "muster-error.h"
#include "muster-transport.h"

#include <string.h>

typedef struct {
  Liar          *liar;
  MusterCourier *courier;
} Fixture;

static void
init (Fixture *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  self->liar = liar_new (NULL);
  self->courier = muster_courier_new (liar_address (self->liar), NULL, &error);
  g_assert_no_error (error);
}

static void
clear (Fixture *self, gconstpointer data)
{
  muster_courier_free (self->courier);
  liar_free (self->liar);
}

static void
tell (Fixture *self, guint status, GBytes *body)
{
  gsize n;
  const char *data = g_bytes_get_data (body, &n);
  g_autofree char *answer = g_strdup_printf ("HTTP/1.1 %u Said\r\nContent-Type: " MUSTER_MEDIA_TYPE
                                             "\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%.*s",
                                             status, n, (int) n, data);

  liar_tell (self->liar, LIAR_CLOSE, answer, strlen (answer));
}

/* The liar takes connections in our main loop. The request is heard while nobody waits for its answer. */
static MusterResponse *
ask (Fixture *self, const char *path)
{
  g_autoptr(MusterRequest) request = muster_request_new ("GET", path);
  guint n = 0;

  muster_courier_send (self->courier, request);
  while (n == 0)
    {
      g_main_context_iteration (NULL, FALSE);
      g_bytes_unref (liar_heard (self->liar, &n));
    }
  return muster_courier_receive (self->courier);
}

/* What is a page comes read; all else as it is, for the engine to judge. */
static void
test_page (Fixture *self, gconstpointer data)
{
  static const struct { guint status; const char *path, *fixture; gboolean is_page; } cases[] = {
    { 200, "/v1/pull", "pull-answer", TRUE },
    { 200, "/v1/pull", "push-answer", FALSE },
    { 200, "/v1/push", "pull-answer", FALSE },
    { 403, "/v1/pull", "pull-answer", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) body = fixture_load (cases[i].fixture);
      g_autoptr(MusterResponse) response = NULL;

      tell (self, cases[i].status, body);
      response = ask (self, cases[i].path);
      g_assert_cmpuint (response->status, ==, cases[i].status);
      g_assert_true (g_bytes_equal (response->body, body));
      g_assert_true ((response->page != NULL) == cases[i].is_page);
      if (response->page != NULL)
        g_assert_cmpint (response->page->cursor.seq, ==, 415);
    }
}

/* ---- for those who may not wait ---------------------------------------------------------------------------------- */

static void
take_response (GObject *source, GAsyncResult *result, gpointer data)
{
  *(MusterResponse **) data = muster_courier_call_finish (result);
}

static void
test_async (Fixture *self, gconstpointer data)
{
  g_autoptr(GBytes) body = fixture_load ("pull-answer");
  g_autoptr(MusterResponse) response = NULL;

  tell (self, 200, body);
  muster_courier_call_async (self->courier, muster_request_new ("GET", "/v1/pull"), take_response, &response);
  while (response == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (response->status, ==, 200);
  g_assert_nonnull (response->page);
}

/* Nobody waits for what is not wanted any more, and the next request is none the worse for it. */
static void
test_give_up (Fixture *self, gconstpointer data)
{
  g_autoptr(GBytes) body = fixture_load ("pull-answer");
  g_autoptr(MusterResponse) none = NULL, response = NULL;
  guint n = 0;

  liar_tell (self->liar, LIAR_STAY, "", 0);
  muster_courier_call_async (self->courier, muster_request_new ("GET", "/v1/pull"), take_response, &none);
  while (n == 0)
    {
      g_main_context_iteration (NULL, FALSE);
      g_bytes_unref (liar_heard (self->liar, &n));
    }
  muster_courier_give_up (self->courier);
  while (none == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (none->status, ==, 0);
  tell (self, 200, body);
  muster_courier_call_async (self->courier, muster_request_new ("GET", "/v1/pull"), take_response, &response);
  while (response == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (response->status, ==, 200);
}

static void
take_news (gboolean heard, gpointer data)
{
  g_string_append (data, heard ? "news " : "end");
}

static void
test_listen (Fixture *self, gconstpointer data)
{
  static const char events[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
    "Muster-Server: 0198c5a0-0000-7000-8000-000000000001\r\n\r\n"
    "event: head\ndata: {\"seq\": 415}\n\nevent: head\ndata: {\"seq\": 416}\n\n";
  g_autoptr(GString) heard = g_string_new (NULL);
  MusterId server;

  muster_id_from_text (&server, "0198c5a0-0000-7000-8000-000000000001");
  liar_tell (self->liar, LIAR_CLOSE, events, sizeof events - 1);
  g_assert_false (muster_courier_is_listening (self->courier));
  muster_courier_listen (self->courier, "a-token", &server, take_news, heard);
  g_assert_true (muster_courier_is_listening (self->courier));
  while (!g_str_has_suffix (heard->str, "end"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (heard->str, ==, "news news end");
  g_assert_false (muster_courier_is_listening (self->courier));

  /* Who stopped listening is told no more, whatever was under way. */
  muster_courier_listen (self->courier, "a-token", &server, take_news, heard);
  muster_courier_stop_listening (self->courier);
  g_assert_false (muster_courier_is_listening (self->courier));
  muster_courier_listen (self->courier, "a-token", &server, take_news, heard);
}

static void
test_cannot_begin (void)
{
  g_autoptr(GError) address = NULL, authority = NULL;

  g_assert_null (muster_courier_new ("http://muster.example", NULL, &address));
  g_assert_error (address, MUSTER_ERROR, MUSTER_ERROR_INVALID);
  g_assert_null (muster_courier_new ("https://muster.example", "/nowhere.pem", &authority));
  g_assert_error (authority, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  muster_transport_prepare ();
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sync/courier/page", Fixture, NULL, init, test_page, clear);
  g_test_add ("/sync/courier/async", Fixture, NULL, init, test_async, clear);
  g_test_add ("/sync/courier/give-up", Fixture, NULL, init, test_give_up, clear);
  g_test_add ("/sync/courier/listen", Fixture, NULL, init, test_listen, clear);
  g_test_add_func ("/sync/courier/cannot-begin", test_cannot_begin);
  return g_test_run ();
}
