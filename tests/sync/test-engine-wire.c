/* test-engine-wire.c - lost, false and late answers, waiting, and what is too much or too old.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#include "muster-error.h"

#include <string.h>

/* ---- the wire ---------------------------------------------------------------------------------------------------- */

static MusterResponse *
lose (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  muster_response_free (response);
  return muster_response_new (0);
}

/* The endpoint took it, and nobody heard. */
static void
test_lost_answer (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  MusterId id = { 0 };

  desk_save (ann, &id, "title", "One");
  ann->wire = lose;
  muster_engine_nudge (ann->engine);
  desk_turn (ann);
  g_assert_cmpint (muster_engine_get_state (ann->engine), ==, MUSTER_ENGINE_BACKING_OFF);
  g_assert_false (muster_engine_all_saved (ann->engine));
  ann->wire = NULL;
  desk_reopen (ann);
  desk_save (ann, &id, "title", "Two");
  desk_sync (ann);
  desk_sync (bob);
  g_assert_cmpuint (bob->n_foreign, ==, 2);
  desk_assert_equal (ann, bob);
}

typedef struct {
  guint       status;
  const char *media_type, *server, *body, *says;
} Lie;

static const Lie lies[] = {
  { 200, "text/html", NULL, "<html>Please log in</html>", "web page" },
  { 200, "text/html; charset=utf-8", "own", "<html>", NULL },
  { 302, "text/html", NULL, "", "somewhere else" },
  { 307, NULL, "own", "", NULL },
  { 502, "text/html", NULL, "Bad gateway", "502" },
  { 407, "text/html", NULL, "Proxy", "sign in" },
  { 511, "text/html", NULL, "Sign in", NULL },
  { 204, NULL, "own", NULL, NULL },
  { 200, MUSTER_MEDIA_TYPE, "own", "", NULL },
  { 200, MUSTER_MEDIA_TYPE, "own", NULL, NULL },
  { 200, MUSTER_MEDIA_TYPE, NULL, "whole", NULL },
  { 200, MUSTER_MEDIA_TYPE, "other", "whole", "Another Muster server" },
  { 200, MUSTER_MEDIA_TYPE "; charset=iso-8859-1", "own", "whole", NULL },
  { 200, "application/vnd.muster.sync+json; v=2", "own", "whole", NULL },
  { 200, "application/json", "own", "whole", NULL },
  { 201, MUSTER_MEDIA_TYPE, "own", "whole", NULL },
  { 200, MUSTER_MEDIA_TYPE, "own", "half", "not whole" },
  { 200, MUSTER_MEDIA_TYPE, "own", "twice", "not whole" },
  { 200, MUSTER_MEDIA_TYPE, "own", "{}", NULL },
  { 403, MUSTER_PROBLEM_TYPE, NULL, "{\"type\":\"auth-revoked\",\"status\":403}", NULL },
  { 403, MUSTER_PROBLEM_TYPE, "own", "{\"type\":\"auth-revoked\",\"status\":401}", NULL },
  { 403, "text/plain", "own", "{\"type\":\"auth-revoked\",\"status\":403}", NULL },
  { 500, MUSTER_PROBLEM_TYPE, "own", "{}", NULL },
};

static MusterResponse *
lie (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  const Lie *how = desk->wire_data;
  MusterResponse *told = muster_response_new (how->status);
  gsize size;
  const char *whole = g_bytes_get_data (response->body, &size);

  told->media_type = g_strdup (how->media_type);
  if (how->server != NULL)
    told->server =
      g_strdup (g_str_equal (how->server, "own") ? response->server : "0198c5a0-0000-7000-8000-000000000001");
  if (g_strcmp0 (how->body, "whole") == 0)
    told->body = g_bytes_ref (response->body);
  else if (g_strcmp0 (how->body, "half") == 0)
    told->body = g_bytes_new (whole, size / 2);
  else if (g_strcmp0 (how->body, "twice") == 0)
    {
      g_autofree char *doubled = g_strdup_printf ("%.*s%.*s", (int) size, whole, (int) size, whole);

      told->body = g_bytes_new (doubled, 2 * size);
    }
  else if (how->body != NULL)
    told->body = g_bytes_new (how->body, strlen (how->body));
  muster_response_free (response);
  return told;
}

/* Nothing changes, a sentence says what was met, and afterwards all goes on. */
static void
test_lies (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  MusterId id = { 0 };

  desk_save (bob, &id, "title", "One");
  desk_sync (bob);
  desk_sync (ann);
  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autofree char *before = NULL, *after = NULL, *title = g_strdup_printf ("Title %u", i);
      const char *failure;

      desk_save (bob, &id, "title", title);
      desk_sync (bob);
      before = muster_replica_dump (ann->replica, NULL);
      ann->wire = lie;
      ann->wire_data = (gpointer) &lies[i];
      desk_ask_anew (ann);
      muster_engine_nudge (ann->engine);
      g_assert_cmpint (desk_turn (ann), ==, MUSTER_ENGINE_WAIT);
      after = muster_replica_dump (ann->replica, NULL);
      failure = muster_engine_get_failure (ann->engine);
      g_test_message ("lie %u: %s", i, failure);
      g_assert_cmpstr (before, ==, after);
      g_assert_cmpint (muster_engine_get_state (ann->engine), ==, MUSTER_ENGINE_BACKING_OFF);
      g_assert_cmpuint (ann->n_requests, ==, 1);
      g_assert_nonnull (failure);
      if (lies[i].says != NULL)
        g_assert_nonnull (strstr (failure, lies[i].says));
      ann->wire = NULL;
      desk_sync (ann);
      desk_assert (ann, &id, "title", title);
      g_assert_null (muster_engine_get_failure (ann->engine));
    }
  desk_assert_equal (ann, bob);
}

/* A page from before, as a cache in between may keep it. */
static MusterResponse *
replay (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  GBytes **kept = desk->wire_data;

  if (*kept == NULL)
    *kept = g_bytes_ref (response->body);
  else
    {
      g_bytes_unref (response->body);
      response->body = g_bytes_ref (*kept);
    }
  return response;
}

static void
test_replayed (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  g_autoptr(GBytes) kept = NULL;
  MusterId id = { 0 };

  desk_save (bob, &id, "title", "One");
  desk_sync (bob);
  desk_sync (ann);
  desk_save (bob, &id, "title", "Two");
  desk_sync (bob);
  ann->wire = replay;
  ann->wire_data = &kept;
  muster_engine_nudge (ann->engine);
  desk_turn (ann);
  desk_assert (ann, &id, "title", "Two");
  muster_engine_nudge (ann->engine);
  desk_turn (ann);
  g_assert_cmpint (muster_engine_get_state (ann->engine), ==, MUSTER_ENGINE_BACKING_OFF);
  g_assert_nonnull (strstr (muster_engine_get_failure (ann->engine), "old answer"));
  ann->wire = NULL;
  desk_sync (ann);
  desk_assert_equal (ann, bob);
}

/* ---- waiting ----------------------------------------------------------------------------------------------------- */

static gint64
pause_of (Desk *desk)
{
  g_autoptr(MusterRequest) request = NULL;
  MusterTime until;

  g_assert_cmpint (muster_engine_next (desk->engine, &request, &until), ==, MUSTER_ENGINE_WAIT);
  return until - muster_clock_now (desk->office->clock);
}

static void
test_back_off (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor");
  gint64 longest = 0, limit = G_TIME_SPAN_SECOND;

  ann->deaf = TRUE;
  for (guint i = 0; i < 40; i++)
    {
      gint64 pause;

      desk_turn (ann);
      g_assert_cmpuint (ann->n_requests, ==, i + 1);
      pause = pause_of (ann);
      g_assert_cmpint (pause, >, 0);
      g_assert_cmpint (pause, <=, limit);
      limit = MIN (2 * limit, 10 * G_TIME_SPAN_MINUTE);
      longest = MAX (longest, pause);
      muster_clock_set (self->clock, muster_clock_now (self->clock) + pause);
    }
  g_assert_cmpint (longest, >, 2 * G_TIME_SPAN_MINUTE);

  /* A clock that was set back by a year holds nobody up. */
  desk_turn (ann);
  muster_clock_set (self->clock, muster_clock_now (self->clock) - 365 * G_TIME_SPAN_DAY);
  desk_ask_anew (ann);
  desk_turn (ann);
  g_assert_cmpuint (ann->n_requests, ==, 1);

  /* A nudge tries now, and begins with short pauses again. */
  desk_ask_anew (ann);
  muster_engine_nudge (ann->engine);
  desk_turn (ann);
  g_assert_cmpuint (ann->n_requests, ==, 1);
  g_assert_cmpint (pause_of (ann), <=, G_TIME_SPAN_SECOND);
}

static MusterResponse *
tell_busy (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  static const char busy[] = "{\"type\":\"busy\",\"status\":503,\"detail\":\"Come back later.\"}";

  g_free (response->media_type);
  g_bytes_unref (response->body);
  response->status = 503;
  response->media_type = g_strdup (MUSTER_PROBLEM_TYPE);
  response->body = g_bytes_new_static (busy, sizeof busy - 1);
  response->retry_after = 30;
  return response;
}

static void
test_busy (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor");

  ann->wire = tell_busy;
  desk_turn (ann);
  g_assert_cmpstr (muster_engine_get_failure (ann->engine), ==,
                   "The server says: “Come back later.”");
  g_assert_cmpint (pause_of (ann), ==, 30 * G_TIME_SPAN_SECOND);
  /* Who was asked to wait waits, whatever is saved meanwhile. */
  desk_ask_anew (ann);
  muster_engine_nudge (ann->engine);
  desk_turn (ann);
  g_assert_cmpuint (ann->n_requests, ==, 0);
  ann->wire = NULL;
  office_later (self, 31);
  desk_turn (ann);
  g_assert_cmpint (muster_engine_get_state (ann->engine), ==, MUSTER_ENGINE_IDLE);
  g_assert_null (muster_engine_get_failure (ann->engine));
  /* That is over: what is saved now goes now. */
  desk_ask_anew (ann);
  muster_engine_nudge (ann->engine);
  desk_turn (ann);
  g_assert_cmpuint (ann->n_requests, ==, 1);
}

/* ---- limits and versions ----------------------------------------------------------------------------------------- */

static const char *
server_of (Desk *desk)
{
  static MusterIdText text;

  return muster_id_to_text (muster_ledger_get_server (desk->office->ledger), text);
}

static MusterResponse *
refuse_many (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  static const char large[] = "{\"type\":\"too-large\",\"status\":413,\"detail\":\"That is too much.\"}";

  if (request->body == NULL || g_bytes_get_size (request->body) <= GPOINTER_TO_SIZE (desk->wire_data))
    return NULL;
  response = muster_response_new (413);
  response->server = g_strdup (server_of (desk));
  response->media_type = g_strdup (MUSTER_PROBLEM_TYPE);
  response->body = g_bytes_new_static (large, sizeof large - 1);
  return response;
}

static void
test_too_large (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  MusterId id = { 0 }, other = { 0 };

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *title = g_strdup_printf ("Title %u", i);

      desk_save (ann, &id, "title", title);
    }
  ann->gate = refuse_many;
  ann->wire_data = GSIZE_TO_POINTER (3000);
  desk_sync (ann);
  desk_sync (bob);
  desk_assert (bob, &id, "title", "Title 39");
  desk_assert_equal (ann, bob);

  /* One that is too large alone holds up nothing that comes, and says so. */
  desk_save (bob, &other, "title", "Other");
  desk_sync (bob);
  desk_save (ann, &id, "title", "Title 40");
  ann->wire_data = GSIZE_TO_POINTER (10);
  muster_engine_nudge (ann->engine);
  desk_turn (ann);
  desk_assert (ann, &other, "title", "Other");
  g_assert_false (muster_engine_all_saved (ann->engine));
  ann->gate = NULL;
  desk_sync (ann);
  desk_sync (bob);
  desk_assert_equal (ann, bob);
}

static MusterResponse *
want_newer (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  static const char old[] = "{\"type\":\"upgrade-required\",\"status\":426,\"detail\":\"Muster is too old.\"}";

  if (g_str_equal (request->method, "POST"))
    return response;
  g_free (response->media_type);
  g_bytes_unref (response->body);
  response->status = 426;
  response->media_type = g_strdup (MUSTER_PROBLEM_TYPE);
  response->body = g_bytes_new_static (old, sizeof old - 1);
  return response;
}

/* What was saved goes up; what would come is not read by halves. */
static void
test_too_old (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  MusterId id = { 0 };

  desk_sync (ann);
  desk_save (ann, &id, "title", "One");
  ann->wire = want_newer;
  muster_engine_nudge (ann->engine);
  g_assert_cmpint (desk_turn (ann), ==, MUSTER_ENGINE_STOP);
  g_assert_cmpint (muster_engine_get_state (ann->engine), ==, MUSTER_ENGINE_NEEDS_UPGRADE);
  g_assert_cmpstr (muster_engine_get_failure (ann->engine), ==,
                   "The server says: “Muster is too old.”");
  desk_sync (bob);
  desk_assert (bob, &id, "title", "One");
  ann->wire = NULL;
  desk_sync (ann);
  desk_assert_equal (ann, bob);
}

/* What a copy sends again the endpoint has from the other file, which had gone back and looked at less. Both have to
 * tell what it has. */
static void
test_repeated_otherwise (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), copy = NULL;
  g_autofree char *backup = NULL;
  MusterId id = { 0 }, other = { 0 };

  desk_save (ann, &id, "title", "One");
  desk_sync (ann);
  backup = office_copy (self);
  desk_save (ann, &id, "title", "Two");
  desk_sync (ann);
  desk_save (ann, &other, "title", "With both in sight");
  copy = desk_copy (ann);
  office_put_back (self, backup);
  desk_sync (ann);
  desk_sync (copy);
  desk_assert_equal (ann, copy);
}

#define ADD(name, func) g_test_add ("/sync/engine/" name, Office, NULL, office_init, func, office_clear)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("lost-answer", test_lost_answer);
  ADD ("lies", test_lies);
  ADD ("replayed", test_replayed);
  ADD ("back-off", test_back_off);
  ADD ("busy", test_busy);
  ADD ("too-large", test_too_large);
  ADD ("too-old", test_too_old);
  ADD ("repeated-otherwise", test_repeated_otherwise);
  return g_test_run ();
}
