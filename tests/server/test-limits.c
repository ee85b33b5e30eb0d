/* test-limits.c - what PROTOCOL.md section 14 limits beside the commits of a push: at the limit it is taken, one over
 * it is not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-world.h"

#include <string.h>

static guint
status_of (Solo *self, const char *method, const char *path, const char *query, const char *body)
{
  g_autoptr(MusterRequest) request = muster_request_new (method, path);
  g_autoptr(MusterResponse) response = NULL;
  gboolean writes = muster_endpoint_writes (request);

  request->query = g_strdup (query);
  request->authorization = g_strdup (self->ana.access);
  request->address = g_strdup ("192.0.2.7");
  request->body = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  if (writes)
    muster_ledger_begin (self->world.ledger, NULL);
  response = muster_endpoint_handle (self->world.endpoint, request);
  g_assert_true (!writes || muster_ledger_commit (self->world.ledger, NULL));
  return response->status;
}

/* ---- numbers ----------------------------------------------------------------------------------------------------- */

static guint
push_numbered (Solo *self, gint64 n)
{
  MusterIdText replica, epoch;
  g_autofree char *body = g_strdup_printf (
    "{\"replica\":\"%s\",\"epoch\":\"%s\",\"schema\":1,\"after\":0,\"chain\":\"0000000000000000\",\"commits\":"
    "[{\"n\":%" G_GINT64_FORMAT ",\"id\":\"0198c5b0-1111-7000-8000-000000000004\",\"at\":1}]}",
    muster_id_to_text (&self->ana.replica, replica),
    muster_id_to_text (muster_ledger_get_epoch (self->world.ledger), epoch), n);

  return status_of (self, "POST", "/v1/push", NULL, body);
}

/* What can be is told what is missing before it; what cannot be is no number. */
static void
test_numbers (Solo *self, gconstpointer data)
{
  g_assert_cmpuint (push_numbered (self, MUSTER_WIRE_VERSION), ==, 409);
  g_assert_cmpuint (push_numbered (self, MUSTER_WIRE_VERSION + 1), ==, 400);
  g_assert_cmpuint (push_numbered (self, 0), ==, 400);
  g_assert_cmpuint (push_numbered (self, 1), ==, 200);
}

static void
test_queries (Solo *self, gconstpointer data)
{
  static const struct {
    const char *more;
    guint       status;
  } cases[] = {
    { "&limit=1000", 200 }, { "&limit=1001", 400 }, { "&limit=1", 200 }, { "&limit=0", 400 },
    { "&wait=50", 200 }, { "&wait=51", 400 }, { "&wait=0", 200 },
    { "&schema=1", 200 }, { "&schema=0", 426 }, { "&schema=2147483647", 200 }, { "&schema=2147483648", 400 },
  };
  MusterIdText replica, epoch;

  muster_id_to_text (&self->ana.replica, replica);
  muster_id_to_text (muster_ledger_get_epoch (self->world.ledger), epoch);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *query = g_strdup_printf ("replica=%s&epoch=%s&after=0&chain=0000000000000000&grants=0&n=0%s",
                                                replica, epoch, cases[i].more);

      g_test_message ("%s", cases[i].more);
      g_assert_cmpuint (status_of (self, "GET", "/v1/pull", query, NULL), ==, cases[i].status);
    }
}

static void
test_cursors (Solo *self, gconstpointer data)
{
  for (guint n = 99; n <= 101; n++)
    {
      g_autoptr(GString) body = g_string_new ("{\"cursors\":[");

      for (guint i = 0; i < n; i++)
        g_string_append_printf (body, "%s{\"seq\":%u,\"chain\":\"0011223344556677\"}", i > 0 ? "," : "", 1000 - i);
      g_string_append (body, "]}");
      g_assert_cmpuint (status_of (self, "POST", "/v1/common", NULL, body->str), ==, n <= 100 ? 200 : 400);
    }
}

/* ---- people ------------------------------------------------------------------------------------------------------ */

static void
test_names (Solo *self, gconstpointer data)
{
  for (guint over = 0; over < 2; over++)
    {
      g_autofree char *name = g_strnfill (MUSTER_WIRE_LINE + over, 'n');
      g_autoptr(GError) error = NULL;
      MusterId person;

      muster_ledger_begin (self->world.ledger, NULL);
      g_assert_cmpint (muster_ledger_add_person (self->world.ledger, name, &person, &error), ==, over == 0);
      g_assert_true (over == 0 || g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_INVALID));
      g_assert_true (muster_ledger_commit (self->world.ledger, NULL));
    }
}

/* ---- pages ------------------------------------------------------------------------------------------------------- */

static void
test_page_of_commits (Solo *self, gconstpointer data)
{
  g_autoptr(MusterFeedPage) page = NULL, rest = NULL;
  MusterPull pull;

  for (guint i = 0; i < MUSTER_WIRE_PAGE; i++)
    {
      g_autofree char *line = g_strdup_printf ("team t%u _exists 0 true", i);

      member_push (&self->ana, line);
    }
  member_ask (&self->ana, &pull);
  page = member_pull (&self->ana, &pull);
  g_assert_cmpuint (page->entries->len, ==, MUSTER_WIRE_PAGE);
  g_assert_false (page->more);
  member_push (&self->ana, "team more _exists 0 true");
  rest = member_pull (&self->ana, &pull);
  g_assert_cmpuint (rest->entries->len, ==, MUSTER_WIRE_PAGE);
  g_assert_true (rest->more);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/server/limits/" path, Solo, NULL, solo_init, func, solo_clear)
  ADD ("numbers", test_numbers);
  ADD ("queries", test_queries);
  ADD ("cursors", test_cursors);
  ADD ("names", test_names);
  ADD ("page-of-commits", test_page_of_commits);
  return g_test_run ();
}
