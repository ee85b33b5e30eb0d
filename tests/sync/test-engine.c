/* test-engine.c - desks that sync through an endpoint, day by day; joining, and tokens.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#include "muster-error.h"
#include "muster-replica-private.h"

#include <string.h>

/* ---- the everyday ------------------------------------------------------------------------------------------------ */

static void
test_two_desks (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
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
test_requests (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor");
  MusterId id = { 0 };

  desk_sync (ann);
  desk_ask_anew (ann);
  desk_sync (ann);
  g_assert_cmpstr (ann->asked->str, ==, "g");
  g_assert_true (muster_engine_all_saved (ann->engine));

  desk_ask_anew (ann);
  desk_save (ann, &id, "title", "One");
  desk_save (ann, &id, "title", "Two");
  desk_sync (ann);
  g_assert_cmpstr (ann->asked->str, ==, "Pg");

  /* Without a nudge it asks again after a minute. */
  desk_ask_anew (ann);
  g_assert_cmpint (desk_turn (ann), ==, MUSTER_ENGINE_WAIT);
  office_later (self, 61);
  g_assert_cmpint (desk_turn (ann), ==, MUSTER_ENGINE_WAIT);
  g_assert_cmpstr (ann->asked->str, ==, "g");
}

static void
test_conflict (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
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
test_merged (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
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
test_many (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");

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

/* Two commits to a page, whatever is asked for. */
static MusterResponse *
give_two (Desk *desk, const MusterRequest *request, MusterResponse *none)
{
  g_autoptr(MusterRequest) limited = muster_request_new (request->method, request->path);

  limited->authorization = g_strdup (request->authorization);
  limited->query = g_strconcat (request->query, "&limit=2", NULL);
  return office_handle (desk->office, limited);
}

static void
answer_next (Desk *desk, gint64 asked_after, gint64 applied)
{
  g_autoptr(MusterRequest) request = NULL;
  g_autoptr(MusterResponse) response = NULL;
  g_autoptr(MusterSyncState) state = NULL;
  g_autofree char *after = g_strdup_printf ("&after=%" G_GINT64_FORMAT "&", asked_after);
  MusterTime until;

  g_assert_cmpint (muster_engine_next (desk->engine, &request, &until), ==, MUSTER_ENGINE_SEND);
  g_assert_nonnull (strstr (request->query, after));
  state = muster_replica_get_sync_state (desk->replica, NULL);
  g_assert_cmpint (state->cursor.seq, ==, applied);
  response = give_two (desk, request, NULL);
  muster_engine_answer (desk->engine, response);
}

/* While a page is to be applied the one after it is asked for; what is to be said comes before both. */
static void
test_ahead (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  g_autoptr(MusterRequest) request = NULL;
  g_autoptr(MusterSyncState) state = NULL;
  MusterTime until;

  for (guint i = 0; i < 9; i++)
    {
      MusterId id = { 0 };

      desk_save (ann, &id, "title", "A risk");
    }
  desk_sync (ann);
  answer_next (bob, 0, 0);
  answer_next (bob, 2, 0);
  answer_next (bob, 4, 2);

  /* The page cannot be applied: what was asked for ahead of it is of no use. */
  g_assert_true (muster_db_begin (bob->replica->db, NULL));
  answer_next (bob, 6, 4);
  muster_db_rollback (bob->replica->db);
  g_assert_cmpint (muster_engine_next (bob->engine, &request, &until), ==, MUSTER_ENGINE_WAIT);
  muster_engine_nudge (bob->engine);
  answer_next (bob, 4, 4);

  {
    MusterId id = { 0 };

    desk_save (bob, &id, "title", "Another");
  }
  g_assert_cmpint (muster_engine_next (bob->engine, &request, &until), ==, MUSTER_ENGINE_SEND);
  g_assert_cmpstr (request->path, ==, "/v1/push");
  state = muster_replica_get_sync_state (bob->replica, NULL);
  g_assert_cmpint (state->cursor.seq, ==, 6);
  {
    g_autoptr(MusterResponse) response = office_handle (self, request);

    muster_engine_answer (bob->engine, response);
  }
  desk_sync (bob);
  desk_sync (ann);
  desk_assert_equal (ann, bob);
}

static void
test_reader (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), rita = desk_new (self, "Rita", "reader");
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

/* What becomes hers is fetched from its beginning, what moves to her too; what was hers goes. */
static void
test_scopes (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "reader");
  MusterId north, south, north_risk = { 0 }, south_risk = { 0 };
  g_autofree char *reference = NULL;
  MusterIdText id;

  desk_add_team (ann, "North", &north, &north_risk);
  desk_add_team (ann, "South", &south, &south_risk);
  desk_sync (ann);
  office_grant (self, &bob->person, muster_ledger_get_server (self->ledger), NULL);
  office_grant (self, &bob->person, &north, "editor");
  desk_sync (bob);
  desk_assert (bob, &north_risk, "title", "North");
  desk_assert (bob, &south_risk, "title", "-");
  g_assert_true (muster_engine_all_saved (bob->engine));

  office_grant (self, &bob->person, &south, "editor");
  desk_ask_anew (bob);
  desk_sync (bob);
  g_assert_nonnull (strchr (bob->asked->str, 'f'));
  desk_assert (bob, &south_risk, "title", "South");
  g_assert_true (muster_engine_all_saved (bob->engine));

  office_grant (self, &bob->person, &north, NULL);
  desk_sync (bob);
  desk_assert (bob, &north_risk, "title", "-");
  reference = g_strdup_printf ("[%s]", muster_id_to_text (&south, id));
  desk_save (ann, &north_risk, "scope", reference);
  desk_sync (ann);
  desk_ask_anew (bob);
  desk_sync (bob);
  g_assert_nonnull (strchr (bob->asked->str, 'f'));
  desk_assert (bob, &north_risk, "title", "North");
  g_assert_true (muster_engine_all_saved (bob->engine));
}

/* Where nothing else brings news, a pull may be held back. */
static void
test_wait (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor");
  g_autoptr(MusterRequest) request = NULL;
  MusterTime until;

  desk_sync (ann);
  muster_engine_set_wait (ann->engine, 50);
  muster_engine_nudge (ann->engine);
  g_assert_cmpint (muster_engine_next (ann->engine, &request, &until), ==, MUSTER_ENGINE_SEND);
  g_assert_cmpuint (request->wait, ==, 0);
  {
    g_autoptr(MusterResponse) response = office_handle (self, request);

    muster_engine_answer (ann->engine, response);
  }
  g_clear_pointer (&request, muster_request_free);
  g_assert_cmpint (muster_engine_next (ann->engine, &request, &until), ==, MUSTER_ENGINE_SEND);
  g_assert_cmpuint (request->wait, ==, 50);
  g_assert_true (g_str_has_suffix (request->query, "&wait=50"));
}

/* ---- joining and tokens ------------------------------------------------------------------------------------------ */

static void
test_not_joined (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", NULL);

  g_assert_cmpint (desk_turn (ann), ==, MUSTER_ENGINE_STOP);
  g_assert_cmpint (muster_engine_get_state (ann->engine), ==, MUSTER_ENGINE_OFF);
  g_assert_cmpuint (ann->n_requests, ==, 0);
}

static void
test_wrong_code (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", NULL);
  g_autoptr(MusterRequest) request = muster_engine_make_enrolment (ann->engine, "AAAA-BBBB-CCCC", "a laptop");
  g_autoptr(MusterResponse) response = office_handle (self, request);
  g_autoptr(GError) error = NULL;

  g_assert_false (muster_engine_take_enrolment (ann->engine, "https://muster.example", response, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
  g_assert_null (ann->access);
  g_assert_cmpint (desk_turn (ann), ==, MUSTER_ENGINE_STOP);
}

static void
test_expired (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor");
  g_autofree char *before = NULL;
  MusterId id = { 0 };

  desk_sync (ann);
  before = g_strdup (ann->access);
  office_later (self, 3600);
  desk_save (ann, &id, "title", "One");
  desk_ask_anew (ann);
  desk_sync (ann);
  g_assert_cmpstr (ann->asked->str, ==, "PtPg");
  g_assert_cmpstr (ann->access, !=, before);
}

/* Tokens that cannot be kept are asked for again, and are the same for a minute. */
static void
test_full_keyring (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor");

  desk_sync (ann);
  office_later (self, 3600);
  ann->keeps_tokens = FALSE;
  muster_engine_nudge (ann->engine);
  desk_turn (ann);
  g_assert_cmpint (muster_engine_get_state (ann->engine), ==, MUSTER_ENGINE_BACKING_OFF);
  g_assert_cmpstr (muster_engine_get_failure (ann->engine), ==, "The keyring is full.");
  ann->keeps_tokens = TRUE;
  office_later (self, 5);
  desk_turn (ann);
  g_assert_cmpint (muster_engine_get_state (ann->engine), ==, MUSTER_ENGINE_IDLE);
}

static void
test_revoked (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  MusterId id = { 0 };

  desk_sync (ann);
  muster_ledger_begin (self->ledger, NULL);
  g_assert_true (muster_ledger_revoke (self->ledger, 1, NULL));
  muster_ledger_commit (self->ledger, NULL);
  desk_save (ann, &id, "title", "One");
  muster_engine_nudge (ann->engine);
  g_assert_cmpint (desk_turn (ann), ==, MUSTER_ENGINE_STOP);
  g_assert_cmpint (muster_engine_get_state (ann->engine), ==, MUSTER_ENGINE_NEEDS_AUTH);
  g_assert_nonnull (muster_engine_get_failure (ann->engine));
  desk_ask_anew (ann);
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

/* What she could see is put back under her, and moves out of her sight before she hears of it again: though she begins
 * anew, nothing of it stays, nor is it waited for. */
static void
test_put_back_and_moved_out (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "reader"),
                   cat = desk_new (self, "Cat", "editor");
  g_autofree char *backup = NULL, *south_reference = NULL;
  MusterId north, south, risk = { 0 }, other = { 0 }, first = { 0 };
  MusterIdText text;

  desk_add_team (ann, "North", &north, &risk);
  desk_add_team (ann, "South", &south, &other);
  desk_sync (ann);
  office_grant (self, &bob->person, muster_ledger_get_server (self->ledger), NULL);
  office_grant (self, &bob->person, &north, "reader");
  backup = office_copy (self);
  desk_save (ann, &risk, "title", "Late");
  desk_sync (ann);
  desk_sync (bob);
  desk_assert (bob, &risk, "title", "Late");

  office_put_back (self, backup);
  desk_save (cat, &first, "title", "The first since");
  desk_sync (cat);
  south_reference = g_strdup_printf ("[%s]", muster_id_to_text (&south, text));
  desk_save (ann, &risk, "scope", south_reference);
  desk_sync (ann);
  desk_ask_anew (bob);
  desk_sync (bob);
  g_assert_nonnull (strchr (bob->asked->str, 'c'));
  desk_assert (bob, &risk, "title", "-");
  g_assert_cmpuint (muster_replica_count_aside (bob->replica), ==, 0);
}

#define ADD(name, func) g_test_add ("/sync/engine/" name, Office, NULL, office_init, func, office_clear)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("two-desks", test_two_desks);
  ADD ("requests", test_requests);
  ADD ("conflict", test_conflict);
  ADD ("merged", test_merged);
  ADD ("many", test_many);
  ADD ("ahead", test_ahead);
  ADD ("reader", test_reader);
  ADD ("scopes", test_scopes);
  ADD ("wait", test_wait);
  ADD ("not-joined", test_not_joined);
  ADD ("wrong-code", test_wrong_code);
  ADD ("expired", test_expired);
  ADD ("full-keyring", test_full_keyring);
  ADD ("revoked", test_revoked);
  ADD ("put-back-and-moved-out", test_put_back_and_moved_out);
  return g_test_run ();
}
