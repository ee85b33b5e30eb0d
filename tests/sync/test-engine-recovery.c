/* test-engine-recovery.c - an endpoint that was put back, files that were copied, sums that differ.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#include "muster-error.h"

#include <string.h>

/* ---- recovery ---------------------------------------------------------------------------------------------------- */

static void
test_put_back (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  g_autofree char *backup = NULL;
  MusterId id = { 0 }, late = { 0 }, unsent = { 0 };

  desk_save (ann, &id, "title", "One");
  desk_sync (ann);
  desk_sync (bob);
  backup = office_copy (self);
  desk_save (ann, &id, "title", "Two");
  desk_save (ann, &late, "title", "Late");
  desk_sync (ann);
  desk_sync (bob);
  desk_save (bob, &id, "title", "Three");
  desk_sync (bob);
  desk_sync (ann);
  office_put_back (self, backup);

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
put_back_before_grant (Office *self, gboolean diverges)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "reader");
  MusterId north, south, north_risk = { 0 }, south_risk = { 0 };
  g_autofree char *backup = NULL;

  desk_add_team (ann, "North", &north, &north_risk);
  desk_add_team (ann, "South", &south, &south_risk);
  desk_sync (ann);
  office_grant (self, &bob->person, muster_ledger_get_server (self->ledger), NULL);
  office_grant (self, &bob->person, &north, "editor");
  desk_sync (bob);
  backup = office_copy (self);
  office_grant (self, &bob->person, &south, "editor");
  if (diverges)
    {
      desk_save (ann, &south_risk, "title", "Late");
      desk_sync (ann);
    }
  desk_sync (bob);
  desk_assert (bob, &south_risk, "title", diverges ? "Late" : "South");
  office_put_back (self, backup);
  desk_save (bob, &north_risk, "title", "His");

  bob->wire = gone_before_sums;
  bob->wire_data = &south_risk;
  desk_sync (bob);
  desk_assert (bob, &south_risk, "title", "-");
  desk_assert (bob, &north_risk, "title", "His");
  g_assert_true (muster_engine_all_saved (bob->engine));
}

static void
test_put_back_before_grant (Office *self, gconstpointer data)
{
  put_back_before_grant (self, FALSE);
}

static void
test_put_back_before_grant_and_saves (Office *self, gconstpointer data)
{
  put_back_before_grant (self, TRUE);
}

/* Nothing is left there of what everybody had. */
static void
test_put_back_empty (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  g_autofree char *empty = office_copy (self);
  MusterId id = { 0 };

  desk_save (ann, &id, "title", "One");
  desk_sync (ann);
  desk_sync (bob);
  office_put_back (self, empty);
  desk_sync (bob);
  desk_sync (ann);
  desk_sync (bob);
  desk_assert (bob, &id, "title", "One");
  g_assert_nonnull (strchr (bob->asked->str, 'c'));
  desk_assert_equal (ann, bob);
}

static void
test_copied (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), copy = NULL,
                   bob = desk_new (self, "Bob", "editor");
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
test_copied_between_pages (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), copy = NULL,
                   bob = desk_new (self, "Bob", "editor");
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
test_copies_of_unsent (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  g_autoptr(Desk) first = NULL, twin = NULL;
  g_autofree char *backup = NULL;
  MusterId id = { 0 }, other = { 0 };

  desk_save (ann, &id, "cause", "One. Two. Three.");
  desk_sync (ann);
  desk_sync (bob);
  backup = office_copy (self);
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

  office_put_back (self, backup);
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
test_put_back_under_a_copy (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), copy = NULL;
  g_autofree char *backup = NULL;
  MusterId id = { 0 }, mine = { 0 }, lost = { 0 }, more = { 0 };

  desk_save (ann, &id, "title", "Common");
  desk_sync (ann);
  backup = office_copy (self);
  copy = desk_copy (ann);
  desk_save (copy, &lost, "title", "Taken, and then forgotten");
  copy->gate = no_pages;
  desk_turn (copy);
  desk_save (copy, &more, "title", "On top of it");
  office_put_back (self, backup);
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
test_older_copy (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), old = NULL;
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
test_digest (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
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
  desk_ask_anew (ann);
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

/* Who fetches everything anew still sees what an own save had stood on, as everybody else does. */
static void
test_bases (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  g_autoptr(GPtrArray) conflicts = NULL;
  MusterId id = { 0 };
  guint times = 2;

  desk_save (bob, &id, "title", "Before");
  desk_sync (bob);
  desk_sync (ann);
  desk_save (bob, &id, "title", "Bob's");
  desk_save (ann, &id, "title", "Ann's");
  desk_sync (bob);
  desk_sync (ann);
  desk_sync (bob);
  desk_assert_equal (ann, bob);
  ann->wire = spoil_digest;
  ann->wire_data = &times;
  desk_ask_anew (ann);
  desk_sync (ann);
  g_assert_cmpuint (times, ==, 0);
  conflicts = muster_replica_conflicts (ann->replica, NULL, NULL);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpstr (((MusterConflict *) conflicts->pdata[0])->before.display, ==, "Before");
  desk_assert_equal (ann, bob);
}

/* What was refused stays refused, whatever a server that was put back would say of it now; and who put it away is not
 * shown it again. */
static void
test_put_back_refused (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  const MusterId *all = muster_ledger_get_server (self->ledger);
  g_autofree char *backup = office_copy (self);
  MusterId id = { 0 };
  gint64 first;

  desk_save (ann, &id, "title", "One");
  desk_sync (ann);
  desk_sync (bob);
  office_grant (self, &bob->person, all, "reader");
  first = desk_save (bob, &id, "title", "Put away");
  desk_save (bob, &id, "title", "Refused");
  desk_sync (bob);
  g_assert_cmpuint (count_refused (bob), ==, 2);
  g_assert_true (muster_replica_dismiss_refused (bob->replica, first, NULL));
  office_put_back (self, backup); /* he may edit again */
  desk_ask_anew (bob);
  desk_sync (bob);
  g_assert_nonnull (strchr (bob->asked->str, 'c'));
  desk_sync (ann);
  desk_sync (bob);
  g_assert_cmpuint (count_refused (bob), ==, 1);
  g_assert_cmpuint (muster_replica_count_dismissed (bob->replica), ==, 1);
  desk_assert (bob, &id, "title", "One");
  desk_save (bob, &id, "cause", "He may.");
  desk_sync (bob);
  desk_sync (ann);
  desk_assert_equal (ann, bob);
}

/* Once, an answer calls risks something else. */
static MusterResponse *
lie_about_kinds (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  guint *times = desk->wire_data;
  g_autoptr(GString) text = g_string_new_len (g_bytes_get_data (response->body, NULL),
                                              (gssize) g_bytes_get_size (response->body));

  if (*times == 0 || g_string_replace (text, "\"risk\"", "\"hovercraft\"", 0) == 0)
    return response;
  (*times)--;
  g_bytes_unref (response->body);
  response->body = g_string_free_to_bytes (g_steal_pointer (&text));
  return response;
}

static void
test_lie_about_kinds (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  MusterId id = { 0 };
  guint times = 1;

  desk_save (bob, &id, "title", "One");
  desk_sync (bob);
  ann->wire = lie_about_kinds;
  ann->wire_data = &times;
  desk_sync (ann);
  g_assert_cmpuint (times, ==, 0);
  desk_assert (ann, &id, "title", "One");
  desk_assert_equal (ann, bob);
}

#define ADD(name, func) g_test_add ("/sync/engine/" name, Office, NULL, office_init, func, office_clear)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("put-back", test_put_back);
  ADD ("put-back-before-grant", test_put_back_before_grant);
  ADD ("put-back-before-grant-and-saves", test_put_back_before_grant_and_saves);
  ADD ("put-back-empty", test_put_back_empty);
  ADD ("copied", test_copied);
  ADD ("copied-between-pages", test_copied_between_pages);
  ADD ("copies-of-unsent", test_copies_of_unsent);
  ADD ("put-back-under-a-copy", test_put_back_under_a_copy);
  ADD ("older-copy", test_older_copy);
  ADD ("digest", test_digest);
  ADD ("bases", test_bases);
  ADD ("put-back-refused", test_put_back_refused);
  ADD ("lie-about-kinds", test_lie_about_kinds);
  return g_test_run ();
}
