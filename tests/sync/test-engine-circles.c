/* test-engine-circles.c - an endpoint that answers, and with which nothing gets any further.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#include <string.h>

/* More than any recovery takes, and far fewer than a loop. */
#define AT_ONCE 30

static void
tell (MusterResponse *response, guint status, const char *media_type, const char *body)
{
  g_clear_pointer (&response->body, g_bytes_unref);
  g_free (response->media_type);
  response->status = status;
  response->media_type = g_strdup (media_type);
  response->body = g_bytes_new (body, strlen (body));
}

/* ---- too old for anything ---------------------------------------------------------------------------------------- */

static MusterResponse *
want_newer (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  tell (response, 426, MUSTER_PROBLEM_TYPE,
        "{\"type\":\"upgrade-required\",\"status\":426,\"detail\":\"Muster is too old.\"}");
  return response;
}

static void
test_too_old_to_send (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  MusterId id = { 0 };

  desk_sync (ann);
  desk_save (ann, &id, "title", "One");
  ann->wire = want_newer;
  desk_ask_anew (ann);
  muster_engine_nudge (ann->engine);
  g_assert_cmpint (desk_turn (ann), ==, MUSTER_ENGINE_STOP);
  g_assert_cmpint (muster_engine_get_state (ann->engine), ==, MUSTER_ENGINE_NEEDS_UPGRADE);
  g_assert_cmpstr (ann->asked->str, ==, "P");
  g_assert_cmpstr (muster_engine_get_failure (ann->engine), ==, "The server says: “Muster is too old.”");

  ann->wire = NULL;
  desk_sync (ann);
  desk_sync (bob);
  desk_assert (bob, &id, "title", "One");
  desk_assert_equal (ann, bob);
}

/* ---- no further -------------------------------------------------------------------------------------------------- */

static MusterResponse *
refuse_as (const char *path, const char *type, const MusterRequest *request, MusterResponse *response)
{
  g_autofree char *body = g_strdup_printf ("{\"type\":\"%s\",\"status\":409,\"n\":1,\"expected\":1}", type);

  if (g_str_equal (request->path, path))
    tell (response, 409, MUSTER_PROBLEM_TYPE, body);
  return response;
}

static MusterResponse *
forget_at_push (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  return refuse_as ("/v1/push", "replica-unknown", request, response);
}

static MusterResponse *
forget_at_pull (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  return refuse_as ("/v1/pull", "replica-unknown", request, response);
}

static MusterResponse *
part_at_pull (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  return refuse_as ("/v1/pull", "diverged", request, response);
}

/* A page as it was, with other members in place of what it said of them. */
static void
tell_page (MusterResponse *response, const char *member, json_t *value)
{
  gsize n;
  const char *text = g_bytes_get_data (response->body, &n);
  json_t *page = json_loadb (text, n, 0, NULL);
  char *told;

  json_object_set_new (page, member, value);
  told = json_dumps (page, JSON_COMPACT);
  tell (response, 200, MUSTER_MEDIA_TYPE, told);
  json_decref (page);
  free (told);
}

static MusterResponse *
grant_anew (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  static gint64 version = 1000;

  if (g_str_equal (request->path, "/v1/pull") && response->status == 200)
    tell_page (response, "grants", json_pack ("{s:I, s:[]}", "version", (json_int_t) ++version, "list"));
  return response;
}

typedef struct {
  const char *name;
  DeskWire    wire;
} Circle;

static const Circle circles[] = {
  { "unknown-to-a-push", forget_at_push },
  { "unknown-to-a-pull", forget_at_pull },
  { "diverged", part_at_pull },
  { "grants", grant_anew },
};

/* Asks again, less and less often, and says that it is stuck; nothing is lost by it. */
static void
test_circle (Office *self, gconstpointer data)
{
  const Circle *circle = data;
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  MusterId id = { 0 };

  desk_sync (ann);
  desk_save (ann, &id, "title", "One");
  ann->wire = circle->wire;
  desk_ask_anew (ann);
  muster_engine_nudge (ann->engine);
  g_assert_cmpint (desk_turn (ann), ==, MUSTER_ENGINE_WAIT);
  g_test_message ("%s, %s", ann->asked->str, muster_engine_get_failure (ann->engine));
  g_assert_cmpuint (ann->n_requests, <=, AT_ONCE);

  /* An hour of it. */
  desk_ask_anew (ann);
  for (guint i = 0; i < 360; i++)
    {
      office_later (self, 10);
      desk_turn (ann);
    }
  g_test_message ("in an hour: %s", ann->asked->str);
  g_assert_cmpuint (ann->n_requests, <, 150);

  ann->wire = NULL;
  desk_sync (ann);
  desk_sync (bob);
  desk_assert (bob, &id, "title", "One");
  desk_assert_equal (ann, bob);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sync/engine/too-old-to-send", Office, NULL, office_init, test_too_old_to_send, office_clear);
  for (guint i = 0; i < G_N_ELEMENTS (circles); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/engine/circles/", circles[i].name, NULL);

      g_test_add (path, Office, &circles[i], office_init, test_circle, office_clear);
    }
  return g_test_run ();
}
