/* test-engine.c - desks that sync through an endpoint, with everything between them that can go wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#include "muster-error.h"

#include <string.h>

typedef struct {
  Office office;
} Fixture;

static void
init (Fixture *self, gconstpointer data)
{
  office_init (&self->office, data);
}

static void
clear (Fixture *self, gconstpointer data)
{
  office_clear (&self->office, data);
}

static void
asked_anew (Desk *desk)
{
  g_string_set_size (desk->asked, 0);
  desk->n_requests = 0;
}

/* ---- the everyday ------------------------------------------------------------------------------------------------ */

static void
test_two_desks (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), bob = desk_new (&self->office, "Bob", "editor");
  MusterId id = { 0 };

  g_assert_false (muster_engine_all_saved (ann->engine));
  desk_save (ann, &id, "title", "Posts not filled");
  desk_sync (ann);
  g_assert_cmpuint (ann->n_own, ==, 1);
  desk_sync (bob);
  desk_assert (bob, &id, "title", "Posts not filled");
  desk_assert (bob, &id, "ref", "R-1");
  desk_save (bob, &id, "title", "Band 7 posts not filled");
  g_assert_false (muster_engine_all_saved (bob->engine));
  desk_sync (bob);
  desk_sync (ann);
  desk_assert (ann, &id, "title", "Band 7 posts not filled");
  desk_assert_equal (ann, bob);
}

/* One sync with nothing to do is one request; one with something to send is two. */
static void
test_requests (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor");
  MusterId id = { 0 };

  desk_sync (ann);
  asked_anew (ann);
  desk_sync (ann);
  g_assert_cmpstr (ann->asked->str, ==, "g");
  g_assert_true (muster_engine_all_saved (ann->engine));

  asked_anew (ann);
  desk_save (ann, &id, "title", "One");
  desk_save (ann, &id, "title", "Two");
  desk_sync (ann);
  g_assert_cmpstr (ann->asked->str, ==, "Pg");

  /* Without a nudge it asks again after a minute. */
  asked_anew (ann);
  g_assert_cmpint (desk_turn (ann), ==, MUSTER_ENGINE_WAIT);
  office_later (&self->office, 61);
  g_assert_cmpint (desk_turn (ann), ==, MUSTER_ENGINE_WAIT);
  g_assert_cmpstr (ann->asked->str, ==, "g");
}

static void
test_conflict (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), bob = desk_new (&self->office, "Bob", "editor");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autoptr(MusterCommit) commit = NULL;
  MusterId id = { 0 };

  desk_save (ann, &id, "title", "One");
  desk_sync (ann);
  desk_sync (bob);
  desk_save (ann, &id, "title", "Two");
  desk_save (bob, &id, "title", "Three");
  desk_sync (ann);
  desk_sync (bob);
  desk_sync (ann);
  desk_assert (bob, &id, "title", "Two");
  g_assert_cmpuint (muster_replica_count_conflicts (ann->replica), ==, 1);
  g_assert_cmpuint (bob->n_conflicts, ==, 1);
  desk_assert_equal (ann, bob);

  conflicts = muster_replica_conflicts (bob->replica, NULL, &error);
  g_assert_no_error (error);
  commit = muster_conflict_settle (conflicts->pdata[0], ((MusterConflict *) conflicts->pdata[0])->other.value);
  muster_replica_save (bob->replica, commit, MUSTER_ORIGIN_EDIT, NULL, NULL, &error);
  g_assert_no_error (error);
  desk_sync (bob);
  desk_sync (ann);
  desk_assert (ann, &id, "title", "Three");
  g_assert_cmpuint (muster_replica_count_conflicts (ann->replica), ==, 0);
  desk_assert_equal (ann, bob);
}

static void
test_merged (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), bob = desk_new (&self->office, "Bob", "editor");
  MusterId id = { 0 };

  desk_save (ann, &id, "cause", "One is here. Two is there.");
  desk_sync (ann);
  desk_sync (bob);
  desk_save (ann, &id, "cause", "One was here. Two is there.");
  desk_save (bob, &id, "cause", "One is here. Two was there.");
  desk_sync (bob);
  desk_sync (ann);
  desk_sync (bob);
  desk_assert (ann, &id, "cause", "One was here. Two was there.");
  g_assert_cmpuint (ann->n_merged, ==, 1);
  desk_assert_equal (ann, bob);
}

/* Three thousand saves go up in several pushes and come down in several pages. */
static void
test_many (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), bob = desk_new (&self->office, "Bob", "editor");

  for (guint i = 0; i < 1200; i++)
    {
      g_autofree char *title = g_strdup_printf ("Risk %u", i);
      MusterId id = { 0 };

      desk_save (ann, &id, "title", title);
    }
  desk_sync (ann);
  g_assert_true (g_str_has_prefix (ann->asked->str, "PPPg"));
  desk_sync (bob);
  g_assert_cmpuint (bob->n_foreign, ==, 1200);
  desk_assert_equal (ann, bob);
}

static void
test_reader (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), rita = desk_new (&self->office, "Rita", "reader");
  g_autoptr(GPtrArray) refused = NULL;
  MusterId id = { 0 };

  desk_save (ann, &id, "title", "One");
  desk_sync (ann);
  desk_sync (rita);
  desk_save (rita, &id, "title", "Two");
  desk_sync (rita);
  g_assert_cmpuint (rita->n_refused, ==, 1);
  g_assert_true (muster_engine_all_saved (rita->engine));
  refused = muster_replica_refused (rita->replica, NULL);
  g_assert_cmpuint (refused->len, ==, 1);
  desk_assert (rita, &id, "title", "One");
}

/* A team, with a risk that belongs to it. */
static void
add_team (Desk *desk, const char *name, MusterId *team, MusterId *risk)
{
  g_autoptr(MusterRecord) record = muster_replica_make_record (desk->replica, muster_kind_get (MUSTER_KIND_TEAM));
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *reference = NULL;
  MusterValue *value;
  MusterIdText id;

  *team = *muster_record_get_id (record);
  muster_field_parse (muster_kind_get_field (muster_kind_get (MUSTER_KIND_TEAM), "name"), name, &value, &error);
  g_assert_no_error (error);
  muster_record_take_at (record, (guint) muster_kind_find_field (muster_kind_get (MUSTER_KIND_TEAM), "name"), value);
  muster_commit_add_edit (commit, NULL, record);
  muster_replica_save (desk->replica, commit, MUSTER_ORIGIN_EDIT, NULL, NULL, &error);
  g_assert_no_error (error);
  reference = g_strdup_printf ("[%s]", muster_id_to_text (team, id));
  desk_save (desk, risk, "title", name);
  desk_save (desk, risk, "scope", reference);
}

static void
grant (Office *office, const MusterId *person, const MusterId *scope, const char *role)
{
  g_autoptr(GError) error = NULL;

  muster_ledger_begin (office->ledger, &error);
  muster_ledger_grant (office->ledger, person, scope, role, &error);
  g_assert_no_error (error);
  muster_ledger_commit (office->ledger, &error);
}

/* What becomes hers is fetched from its beginning, what moves to her too; what was hers goes. */
static void
test_scopes (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), bob = desk_new (&self->office, "Bob", "reader");
  MusterId north, south, north_risk = { 0 }, south_risk = { 0 };
  g_autofree char *reference = NULL;
  MusterIdText id;

  add_team (ann, "North", &north, &north_risk);
  add_team (ann, "South", &south, &south_risk);
  desk_sync (ann);
  grant (&self->office, &bob->person, muster_ledger_get_server (self->office.ledger), NULL);
  grant (&self->office, &bob->person, &north, "editor");
  desk_sync (bob);
  desk_assert (bob, &north_risk, "title", "North");
  desk_assert (bob, &south_risk, "title", "-");
  g_assert_true (muster_engine_all_saved (bob->engine));

  grant (&self->office, &bob->person, &south, "editor");
  asked_anew (bob);
  desk_sync (bob);
  g_assert_nonnull (strchr (bob->asked->str, 'f'));
  desk_assert (bob, &south_risk, "title", "South");
  g_assert_true (muster_engine_all_saved (bob->engine));

  grant (&self->office, &bob->person, &north, NULL);
  desk_sync (bob);
  desk_assert (bob, &north_risk, "title", "-");
  reference = g_strdup_printf ("[%s]", muster_id_to_text (&south, id));
  desk_save (ann, &north_risk, "scope", reference);
  desk_sync (ann);
  asked_anew (bob);
  desk_sync (bob);
  g_assert_nonnull (strchr (bob->asked->str, 'f'));
  desk_assert (bob, &north_risk, "title", "North");
  g_assert_true (muster_engine_all_saved (bob->engine));
}

/* Where nothing else brings news, a pull may be held back. */
static void
test_wait (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor");
  g_autoptr(MusterRequest) request = NULL;
  MusterTime until;

  desk_sync (ann);
  muster_engine_set_wait (ann->engine, 50);
  muster_engine_nudge (ann->engine);
  g_assert_cmpint (muster_engine_next (ann->engine, &request, &until), ==, MUSTER_ENGINE_SEND);
  g_assert_cmpuint (request->wait, ==, 0);
  {
    g_autoptr(MusterResponse) response = office_handle (&self->office, request);

    muster_engine_answer (ann->engine, response);
  }
  g_clear_pointer (&request, muster_request_free);
  g_assert_cmpint (muster_engine_next (ann->engine, &request, &until), ==, MUSTER_ENGINE_SEND);
  g_assert_cmpuint (request->wait, ==, 50);
  g_assert_true (g_str_has_suffix (request->query, "&wait=50"));
}

/* ---- joining and tokens ------------------------------------------------------------------------------------------ */

static void
test_not_joined (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", NULL);

  g_assert_cmpint (desk_turn (ann), ==, MUSTER_ENGINE_STOP);
  g_assert_cmpint (muster_engine_get_state (ann->engine), ==, MUSTER_ENGINE_OFF);
  g_assert_cmpuint (ann->n_requests, ==, 0);
}

static void
test_wrong_code (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", NULL);
  g_autoptr(MusterRequest) request = muster_engine_make_enrolment (ann->engine, "AAAA-BBBB-CCCC", "a laptop");
  g_autoptr(MusterResponse) response = office_handle (&self->office, request);
  g_autoptr(GError) error = NULL;

  g_assert_false (muster_engine_take_enrolment (ann->engine, "https://muster.example", response, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
  g_assert_null (ann->access);
  g_assert_cmpint (desk_turn (ann), ==, MUSTER_ENGINE_STOP);
}

static void
test_expired (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor");
  g_autofree char *before = NULL;
  MusterId id = { 0 };

  desk_sync (ann);
  before = g_strdup (ann->access);
  office_later (&self->office, 3600);
  desk_save (ann, &id, "title", "One");
  asked_anew (ann);
  desk_sync (ann);
  g_assert_cmpstr (ann->asked->str, ==, "PtPg");
  g_assert_cmpstr (ann->access, !=, before);
}

/* Tokens that cannot be kept are asked for again, and are the same for a minute. */
static void
test_full_keyring (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor");

  desk_sync (ann);
  office_later (&self->office, 3600);
  ann->keeps_tokens = FALSE;
  muster_engine_nudge (ann->engine);
  desk_turn (ann);
  g_assert_cmpint (muster_engine_get_state (ann->engine), ==, MUSTER_ENGINE_BACKING_OFF);
  g_assert_cmpstr (muster_engine_get_failure (ann->engine), ==, "The keyring is full.");
  ann->keeps_tokens = TRUE;
  office_later (&self->office, 5);
  desk_turn (ann);
  g_assert_cmpint (muster_engine_get_state (ann->engine), ==, MUSTER_ENGINE_IDLE);
}

static void
test_revoked (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), bob = desk_new (&self->office, "Bob", "editor");
  MusterId id = { 0 };

  desk_sync (ann);
  muster_ledger_begin (self->office.ledger, NULL);
  g_assert_true (muster_ledger_revoke (self->office.ledger, 1, NULL));
  muster_ledger_commit (self->office.ledger, NULL);
  desk_save (ann, &id, "title", "One");
  muster_engine_nudge (ann->engine);
  g_assert_cmpint (desk_turn (ann), ==, MUSTER_ENGINE_STOP);
  g_assert_cmpint (muster_engine_get_state (ann->engine), ==, MUSTER_ENGINE_NEEDS_AUTH);
  g_assert_nonnull (muster_engine_get_failure (ann->engine));
  asked_anew (ann);
  muster_engine_nudge (ann->engine);
  g_assert_cmpint (desk_turn (ann), ==, MUSTER_ENGINE_STOP);
  g_assert_cmpuint (ann->n_requests, ==, 0);

  /* A new code goes on where it was. */
  desk_join (ann, "editor");
  desk_sync (ann);
  desk_sync (bob);
  desk_assert (bob, &id, "title", "One");
  desk_assert_equal (ann, bob);
}

/* ---- the wire ---------------------------------------------------------------------------------------------------- */

static MusterResponse *
lose (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  muster_response_free (response);
  return muster_response_new (0);
}

/* The endpoint took it, and nobody heard. */
static void
test_lost_answer (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), bob = desk_new (&self->office, "Bob", "editor");
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
test_lies (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), bob = desk_new (&self->office, "Bob", "editor");
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
      asked_anew (ann);
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
test_replayed (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), bob = desk_new (&self->office, "Bob", "editor");
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
test_back_off (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor");
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
      muster_clock_set (self->office.clock, muster_clock_now (self->office.clock) + pause);
    }
  g_assert_cmpint (longest, >, 2 * G_TIME_SPAN_MINUTE);

  /* A clock that was set back by a year holds nobody up. */
  desk_turn (ann);
  muster_clock_set (self->office.clock, muster_clock_now (self->office.clock) - 365 * G_TIME_SPAN_DAY);
  asked_anew (ann);
  desk_turn (ann);
  g_assert_cmpuint (ann->n_requests, ==, 1);

  /* A nudge tries now, and begins with short pauses again. */
  asked_anew (ann);
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
test_busy (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor");

  ann->wire = tell_busy;
  desk_turn (ann);
  g_assert_cmpstr (muster_engine_get_failure (ann->engine), ==,
                   "The server says: “Come back later.”");
  g_assert_cmpint (pause_of (ann), ==, 30 * G_TIME_SPAN_SECOND);
  /* Who was asked to wait waits, whatever is saved meanwhile. */
  asked_anew (ann);
  muster_engine_nudge (ann->engine);
  desk_turn (ann);
  g_assert_cmpuint (ann->n_requests, ==, 0);
  ann->wire = NULL;
  office_later (&self->office, 31);
  desk_turn (ann);
  g_assert_cmpint (muster_engine_get_state (ann->engine), ==, MUSTER_ENGINE_IDLE);
  g_assert_null (muster_engine_get_failure (ann->engine));
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
test_too_large (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), bob = desk_new (&self->office, "Bob", "editor");
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
test_too_old (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), bob = desk_new (&self->office, "Bob", "editor");
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

/* ---- recovery ---------------------------------------------------------------------------------------------------- */

static void
test_put_back (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), bob = desk_new (&self->office, "Bob", "editor");
  g_autofree char *backup = NULL;
  MusterId id = { 0 }, late = { 0 }, unsent = { 0 };

  desk_save (ann, &id, "title", "One");
  desk_sync (ann);
  desk_sync (bob);
  backup = office_copy (&self->office);
  desk_save (ann, &id, "title", "Two");
  desk_save (ann, &late, "title", "Late");
  desk_sync (ann);
  desk_sync (bob);
  desk_save (bob, &id, "title", "Three");
  desk_sync (bob);
  desk_sync (ann);
  office_put_back (&self->office, backup);

  desk_save (bob, &unsent, "title", "Unsent");
  desk_sync (bob);
  desk_sync (ann);
  desk_sync (bob);
  desk_sync (ann);
  desk_assert (bob, &late, "title", "Late");
  desk_assert (ann, &unsent, "title", "Unsent");
  desk_assert_equal (ann, bob);
}

/* By the time that sums are compared, nothing is there any more of what the endpoint does not let her see. */
static MusterResponse *
gone_before_sums (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  gsize n = 0;
  const char *body = response->body != NULL ? g_bytes_get_data (response->body, &n) : NULL;

  if (g_str_equal (request->path, "/v1/pull") && n > 0 && g_strstr_len (body, (gssize) n, "\"digest\"") != NULL)
    desk_assert (desk, desk->wire_data, "title", "-");
  return response;
}

static void
put_back_before_grant (Fixture *self, gboolean diverges)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), bob = desk_new (&self->office, "Bob", "reader");
  MusterId north, south, north_risk = { 0 }, south_risk = { 0 };
  g_autofree char *backup = NULL;

  add_team (ann, "North", &north, &north_risk);
  add_team (ann, "South", &south, &south_risk);
  desk_sync (ann);
  grant (&self->office, &bob->person, muster_ledger_get_server (self->office.ledger), NULL);
  grant (&self->office, &bob->person, &north, "editor");
  desk_sync (bob);
  backup = office_copy (&self->office);
  grant (&self->office, &bob->person, &south, "editor");
  if (diverges)
    {
      desk_save (ann, &south_risk, "title", "Late");
      desk_sync (ann);
    }
  desk_sync (bob);
  desk_assert (bob, &south_risk, "title", diverges ? "Late" : "South");
  office_put_back (&self->office, backup);
  desk_save (bob, &north_risk, "title", "His");

  bob->wire = gone_before_sums;
  bob->wire_data = &south_risk;
  desk_sync (bob);
  desk_assert (bob, &south_risk, "title", "-");
  desk_assert (bob, &north_risk, "title", "His");
  g_assert_true (muster_engine_all_saved (bob->engine));
}

static void
test_put_back_before_grant (Fixture *self, gconstpointer data)
{
  put_back_before_grant (self, FALSE);
}

static void
test_put_back_before_grant_and_saves (Fixture *self, gconstpointer data)
{
  put_back_before_grant (self, TRUE);
}

/* Nothing is left there of what everybody had. */
static void
test_put_back_empty (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), bob = desk_new (&self->office, "Bob", "editor");
  g_autofree char *empty = office_copy (&self->office);
  MusterId id = { 0 };

  desk_save (ann, &id, "title", "One");
  desk_sync (ann);
  desk_sync (bob);
  office_put_back (&self->office, empty);
  desk_sync (bob);
  desk_sync (ann);
  desk_sync (bob);
  desk_assert (bob, &id, "title", "One");
  g_assert_nonnull (strchr (bob->asked->str, 'c'));
  desk_assert_equal (ann, bob);
}

static void
test_copied (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), copy = NULL,
                   bob = desk_new (&self->office, "Bob", "editor");
  MusterId id = { 0 }, one = { 0 }, two = { 0 };

  desk_save (ann, &id, "title", "Common");
  desk_sync (ann);
  copy = desk_copy (ann);
  desk_save (ann, &one, "title", "By the first");
  desk_save (copy, &two, "title", "By the copy");
  desk_sync (ann);
  desk_sync (copy);
  desk_sync (ann);
  desk_sync (bob);
  desk_assert (bob, &one, "title", "By the first");
  desk_assert (bob, &two, "title", "By the copy");
  g_assert_nonnull (strchr (copy->asked->str, 'r'));
  desk_assert_equal (ann, copy);
  desk_assert_equal (ann, bob);
}

static MusterResponse *
no_pages (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  MusterResponse *failed;

  if (response != NULL || !g_str_equal (request->path, "/v1/pull"))
    return response;
  failed = muster_response_new (0);
  failed->failure = g_strdup ("The connection was cut.");
  return failed;
}

/* One page of one commit; then the connection is cut. */
static MusterResponse *
one_short_page (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  char **query = &((MusterRequest *) request)->query;
  gboolean *had = desk->wire_data;

  if (response != NULL || !g_str_equal (request->path, "/v1/pull") || *had)
    return no_pages (desk, request, response);
  *had = TRUE;
  *query = g_strconcat (g_steal_pointer (query), "&limit=1", NULL);
  return NULL;
}

/* The first of several short pages says how much the endpoint has of this replica, and not that a copy sent it. What is
 * saved then stands on a save which must not be passed over. */
static void
test_copied_between_pages (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), copy = NULL,
                   bob = desk_new (&self->office, "Bob", "editor");
  MusterId id = { 0 }, one = { 0 }, two = { 0 }, three = { 0 };
  gboolean had = FALSE;

  desk_save (ann, &id, "title", "Common");
  desk_sync (ann);
  copy = desk_copy (ann);
  desk_save (bob, &one, "title", "By Bob");
  desk_sync (bob);
  desk_save (copy, &two, "title", "By the copy");
  desk_sync (copy);

  ann->wire_data = &had;
  ann->gate = one_short_page;
  desk_turn (ann);
  g_assert_true (had);
  desk_assert (ann, &one, "title", "By Bob");
  desk_assert (ann, &two, "title", "-");
  desk_save (ann, &three, "title", "By the first");
  desk_save (ann, &three, "title", "By the first, again");
  ann->gate = NULL;
  desk_sync (ann);
  desk_sync (copy);
  desk_sync (bob);
  g_assert_cmpuint (ann->n_conflicts, ==, 0);
  desk_assert (bob, &three, "title", "By the first, again");
  desk_assert_equal (ann, copy);
  desk_assert_equal (ann, bob);
}

static guint
count_refused (Desk *desk)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) refused = muster_replica_refused (desk->replica, &error);

  g_assert_no_error (error);
  return refused->len;
}

/* Two copies hold the same saves, unsent, when a third has given their numbers away: each save counts once, and what
 * stands on it stands on it still. Then the server is put back to before all that. */
static void
test_copies_of_unsent (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), bob = desk_new (&self->office, "Bob", "editor");
  g_autoptr(Desk) first = NULL, twin = NULL;
  g_autofree char *backup = NULL;
  MusterId id = { 0 }, other = { 0 };

  desk_save (ann, &id, "cause", "One. Two. Three.");
  desk_sync (ann);
  desk_sync (bob);
  backup = office_copy (&self->office);
  first = desk_copy (ann);
  desk_save (ann, &other, "title", "By the third");
  desk_sync (ann);
  desk_save (bob, &id, "cause", "One. Two. Drei.");
  desk_sync (bob);

  desk_save (first, &id, "title", "Once");
  desk_save (first, &id, "cause", "Uno. Two. Three.");
  twin = desk_copy (first);
  desk_save (first, &id, "title", "Twice");
  desk_sync (first);
  desk_assert (first, &id, "cause", "Uno. Two. Drei.");
  desk_save (twin, &id, "cause", "Uno. Due. Three.");
  desk_sync (twin);
  g_assert_cmpuint (count_refused (twin), ==, 0);
  desk_assert (twin, &id, "title", "Twice");
  desk_assert (twin, &id, "cause", "Uno. Due. Drei.");
  g_assert_cmpuint (muster_replica_count_conflicts (twin->replica), ==, 0);
  desk_save (twin, &id, "title", "Thrice");
  desk_sync (twin);
  desk_sync (first);
  desk_sync (ann);
  desk_sync (bob);
  desk_assert_equal (ann, bob);
  desk_assert_equal (ann, first);
  desk_assert_equal (ann, twin);

  office_put_back (&self->office, backup);
  desk_sync (twin);
  desk_sync (first);
  desk_sync (ann);
  desk_sync (bob);
  desk_sync (first);
  desk_sync (twin);
  desk_sync (ann);
  desk_sync (bob);
  desk_assert_equal (ann, bob);
  desk_assert_equal (ann, first);
  desk_assert_equal (ann, twin);
}

/* What was taken and never told of is forgotten by a server that is put back, and a copy gives its number to something
 * else; the push that meets the copy is of what came after. */
static void
test_put_back_under_a_copy (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), copy = NULL;
  g_autofree char *backup = NULL;
  MusterId id = { 0 }, mine = { 0 }, lost = { 0 }, more = { 0 };

  desk_save (ann, &id, "title", "Common");
  desk_sync (ann);
  backup = office_copy (&self->office);
  copy = desk_copy (ann);
  desk_save (copy, &lost, "title", "Taken, and then forgotten");
  copy->gate = no_pages;
  desk_turn (copy);
  desk_save (copy, &more, "title", "On top of it");
  office_put_back (&self->office, backup);
  desk_save (ann, &mine, "title", "Under the same number");
  desk_save (ann, &mine, "title", "Under the next");
  desk_sync (ann);
  copy->gate = NULL;
  desk_sync (copy);
  desk_sync (ann);
  desk_assert (ann, &lost, "title", "Taken, and then forgotten");
  desk_assert (ann, &more, "title", "On top of it");
  desk_assert_equal (ann, copy);
}

/* The file was put back from an older copy that had nothing unsent: the endpoint knows more of it than it does itself.
 * */
static void
test_older_copy (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), old = NULL;
  MusterId id = { 0 };

  desk_save (ann, &id, "title", "One");
  desk_sync (ann);
  old = desk_copy (ann);
  desk_save (ann, &id, "title", "Two");
  desk_sync (ann);
  desk_sync (old);
  desk_assert (old, &id, "title", "Two");
  desk_save (old, &id, "title", "Three");
  desk_sync (old);
  desk_sync (ann);
  desk_assert_equal (ann, old);
  desk_assert (ann, &id, "title", "Three");
}

static MusterResponse *
spoil_digest (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  guint *times = desk->wire_data;
  g_autoptr(json_t) json = NULL;
  char *text;

  if (*times == 0
      || (json = json_loadb (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body), 0, NULL))
           == NULL
      || json_object_get (json, "digest") == NULL)
    return response;
  (*times)--;
  json_object_set_new (json, "digest", json_string ("00000000000000000000000000000001"));
  text = json_dumps (json, JSON_COMPACT);
  g_bytes_unref (response->body);
  response->body = g_bytes_new_take (text, strlen (text));
  return response;
}

/* A digest that differs leads to everything anew once, and what is unsent stays. */
static void
test_digest (Fixture *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (&self->office, "Ann", "editor"), bob = desk_new (&self->office, "Bob", "editor");
  MusterId id = { 0 };
  guint times = 1;

  desk_save (bob, &id, "title", "One");
  desk_sync (bob);
  desk_sync (ann);
  ann->wire = spoil_digest;
  ann->wire_data = &times;
  muster_engine_nudge (ann->engine);
  desk_turn (ann);
  g_assert_true (muster_engine_all_saved (ann->engine));
  desk_assert_equal (ann, bob);

  /* For ever: it is told, not tried for ever. */
  times = 1000;
  asked_anew (ann);
  muster_engine_nudge (ann->engine);
  desk_turn (ann);
  g_assert_cmpint (muster_engine_get_state (ann->engine), ==, MUSTER_ENGINE_BACKING_OFF);
  g_assert_nonnull (muster_engine_get_failure (ann->engine));
  g_assert_cmpuint (ann->n_requests, <, 8);
  desk_assert (ann, &id, "title", "One");
  times = 0;
  desk_sync (ann);
  desk_assert_equal (ann, bob);
}

#define ADD(name, func) g_test_add ("/sync/engine/" name, Fixture, NULL, init, func, clear)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("two-desks", test_two_desks);
  ADD ("requests", test_requests);
  ADD ("conflict", test_conflict);
  ADD ("merged", test_merged);
  ADD ("many", test_many);
  ADD ("reader", test_reader);
  ADD ("scopes", test_scopes);
  ADD ("wait", test_wait);
  ADD ("not-joined", test_not_joined);
  ADD ("wrong-code", test_wrong_code);
  ADD ("expired", test_expired);
  ADD ("full-keyring", test_full_keyring);
  ADD ("revoked", test_revoked);
  ADD ("lost-answer", test_lost_answer);
  ADD ("lies", test_lies);
  ADD ("replayed", test_replayed);
  ADD ("back-off", test_back_off);
  ADD ("busy", test_busy);
  ADD ("too-large", test_too_large);
  ADD ("too-old", test_too_old);
  ADD ("put-back", test_put_back);
  ADD ("put-back-before-grant", test_put_back_before_grant);
  ADD ("put-back-before-grant-and-saves", test_put_back_before_grant_and_saves);
  ADD ("put-back-empty", test_put_back_empty);
  ADD ("copied", test_copied);
  ADD ("copied-between-pages", test_copied_between_pages);
  ADD ("older-copy", test_older_copy);
  ADD ("copies-of-unsent", test_copies_of_unsent);
  ADD ("put-back-under-a-copy", test_put_back_under_a_copy);
  ADD ("digest", test_digest);
  return g_test_run ();
}
