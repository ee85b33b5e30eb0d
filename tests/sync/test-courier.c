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
  g_test_add_func ("/sync/courier/cannot-begin", test_cannot_begin);
  return g_test_run ();
}
