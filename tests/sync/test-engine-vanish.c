/* test-engine-vanish.c - many records that would go at once: held until somebody has decided, whatever makes them go
 * and however it is cut up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#define LIMIT 5
#define MANY 12

static guint
n_risks (Desk *desk)
{
  return muster_replica_count (desk->replica, muster_kind_get (MUSTER_KIND_RISK));
}

/* Ann and Bob have so many risks alike, and Bob is asked before more than LIMIT go. */
static void
begin (Desk *ann, Desk *bob, MusterId *ids, guint n)
{
  memset (ids, 0, n * sizeof *ids);
  for (guint i = 0; i < n; i++)
    desk_save (ann, &ids[i], "title", "A risk");
  desk_sync (ann);
  muster_engine_set_vanishing_limit (bob->engine, LIMIT);
  desk_sync (bob);
  g_assert_cmpuint (n_risks (bob), ==, n);
}

static void
archive (Desk *desk, MusterId *ids, guint first, guint n)
{
  for (guint i = first; i < first + n; i++)
    desk_archive (desk, &ids[i], TRUE);
  desk_sync (desk);
}

static void
assert_held (Desk *desk, guint n)
{
  muster_engine_nudge (desk->engine);
  g_assert_cmpint (desk_turn (desk), ==, MUSTER_ENGINE_WAIT);
  g_assert_cmpint (muster_engine_get_state (desk->engine), ==, MUSTER_ENGINE_HOLDING);
  g_assert_cmpuint (muster_engine_get_vanishing (desk->engine), ==, n);
  g_assert_nonnull (strstr (muster_engine_get_failure (desk->engine), "Nothing"));
  g_assert_false (muster_engine_all_saved (desk->engine));
}

static void
let_go (Desk *desk, Desk *other)
{
  muster_engine_let_vanish (desk->engine);
  desk_sync (desk);
  g_assert_cmpuint (muster_engine_get_vanishing (desk->engine), ==, 0);
  desk_sync (other);
  desk_assert_equal (desk, other);
}

/* Of what is held: so many, of those all risks, why, and the first by name. */
static const MusterVanishing *
assert_told (Desk *desk, guint n, MusterVanishingCause cause)
{
  const MusterVanishing *told = muster_engine_get_vanishing_told (desk->engine);
  const MusterVanishingKind *kind;

  g_assert_nonnull (told);
  g_assert_cmpuint (told->n, ==, n);
  g_assert_cmpuint (told->n_by[cause], ==, n);
  g_assert_cmpuint (told->kinds->len, ==, 1);
  kind = told->kinds->pdata[0];
  g_assert_cmpstr (kind->kind->name, ==, "risk");
  g_assert_cmpuint (kind->n, ==, n);
  g_assert_cmpuint (told->records->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const MusterVanishingRecord *record = told->records->pdata[i];

      g_assert_nonnull (record->title);
      g_assert_true (g_str_has_prefix (record->code, "R-"));
      g_assert_true (record->kind == kind->kind);
    }
  return told;
}

static void
assert_actor (const MusterVanishing *told, guint i, const char *name, guint n, MusterTime at)
{
  const MusterVanishingActor *actor = told->actors->pdata[i];

  g_assert_cmpstr (actor->actor, ==, name);
  g_assert_cmpuint (actor->n, ==, n);
  g_assert_cmpint (actor->at, ==, at);
}

/* Two people, two kinds: the most first. */
static void
test_told (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  g_autoptr(Desk) dee = desk_new (self, "Dee", "editor");
  const MusterVanishing *told;
  MusterId ids[MANY], team, risk;
  MusterTime first;

  begin (ann, bob, ids, MANY);
  desk_add_team (ann, "Northside", &team, &risk);
  desk_sync (ann);
  desk_sync (bob);
  desk_sync (dee);
  archive (ann, ids, 0, 4);
  first = muster_clock_now (self->clock);
  office_later (self, 60);
  archive (dee, ids, 4, 5);
  archive (ann, &team, 0, 1);
  assert_held (bob, 10);
  told = muster_engine_get_vanishing_told (bob->engine);
  g_assert_cmpuint (told->n, ==, 10);
  g_assert_cmpuint (told->n_by[MUSTER_VANISHING_ARCHIVED], ==, 10);
  g_assert_false (told->more);
  g_assert_cmpuint (told->kinds->len, ==, 2);
  g_assert_cmpstr (((MusterVanishingKind *) told->kinds->pdata[0])->kind->name, ==, "risk");
  g_assert_cmpuint (((MusterVanishingKind *) told->kinds->pdata[0])->n, ==, 9);
  g_assert_cmpstr (((MusterVanishingKind *) told->kinds->pdata[1])->kind->name, ==, "team");
  g_assert_cmpuint (((MusterVanishingKind *) told->kinds->pdata[1])->n, ==, 1);
  g_assert_cmpuint (told->actors->len, ==, 2);
  /* As many each: by name. */
  assert_actor (told, 0, "Ann", 5, muster_clock_now (self->clock));
  assert_actor (told, 1, "Dee", 5, muster_clock_now (self->clock));
  g_assert_cmpint (first, <, muster_clock_now (self->clock));
  g_assert_cmpuint (told->records->len, ==, 10);
  g_assert_cmpstr (((MusterVanishingRecord *) told->records->pdata[0])->title, ==, "A risk");
  g_assert_cmpstr (((MusterVanishingRecord *) told->records->pdata[9])->title, ==, "Northside");
  let_go (bob, ann);
  g_assert_null (muster_engine_get_vanishing_told (bob->engine));
}

static void
test_archived (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  const MusterVanishing *told;
  MusterId ids[MANY];

  begin (ann, bob, ids, MANY);
  archive (ann, ids, 0, LIMIT + 1);
  assert_held (bob, LIMIT + 1);
  told = assert_told (bob, LIMIT + 1, MUSTER_VANISHING_ARCHIVED);
  g_assert_cmpuint (told->actors->len, ==, 1);
  assert_actor (told, 0, "Ann", LIMIT + 1, muster_clock_now (self->clock));
  g_assert_nonnull (strstr (muster_engine_get_failure (bob->engine), ": archived by others."));
  g_assert_cmpuint (n_risks (bob), ==, MANY);
  let_go (bob, ann);
  g_assert_cmpuint (n_risks (bob), ==, MANY - LIMIT - 1);
}

static void
test_as_many_as_may (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  MusterId ids[MANY];

  begin (ann, bob, ids, MANY);
  archive (ann, ids, 0, LIMIT);
  desk_sync (bob);
  g_assert_cmpuint (n_risks (bob), ==, MANY - LIMIT);
  /* An hour later it is another matter. */
  office_later (self, 3601);
  archive (ann, ids, LIMIT, LIMIT);
  desk_sync (bob);
  g_assert_cmpuint (n_risks (bob), ==, MANY - 2 * LIMIT);
}

/* Her own are no news to her. */
static void
test_own (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  MusterId ids[MANY];

  begin (ann, bob, ids, MANY);
  archive (bob, ids, 0, MANY);
  g_assert_cmpuint (n_risks (bob), ==, 0);
  desk_sync (ann);
  desk_assert_equal (bob, ann);
}

/* Sync by sync, each under the limit; and the file is closed between them. */
static void
test_bit_by_bit (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  MusterId ids[MANY];

  begin (ann, bob, ids, MANY);
  archive (ann, ids, 0, 3);
  desk_sync (bob);
  g_assert_cmpuint (n_risks (bob), ==, MANY - 3);
  desk_reopen (bob);
  muster_engine_set_vanishing_limit (bob->engine, LIMIT);
  archive (ann, ids, 3, 3);
  assert_held (bob, 3);
  g_assert_cmpuint (n_risks (bob), ==, MANY - 3);
  let_go (bob, ann);
}

static MusterResponse *
small_pages (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  g_autoptr(MusterRequest) small = NULL;

  if (!g_str_equal (request->path, "/v1/pull") || response == NULL || strstr (request->query, "limit=") != NULL)
    return response;
  small = muster_request_new (request->method, request->path);
  small->query = g_strconcat (request->query, "&limit=2", NULL);
  small->authorization = g_strdup (request->authorization);
  muster_response_free (response);
  return office_handle (desk->office, small);
}

/* Pages of two commits each: what goes before the limit is reached goes, and no more. */
static void
test_small_pages (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  MusterId ids[MANY];

  begin (ann, bob, ids, MANY);
  bob->wire = small_pages;
  archive (ann, ids, 0, MANY);
  assert_held (bob, 2);
  g_assert_cmpuint (n_risks (bob), ==, MANY - 4);
  g_assert_nonnull (strstr (muster_engine_get_failure (bob->engine), "At least"));
  g_assert_true (assert_told (bob, 2, MUSTER_VANISHING_ARCHIVED)->more);
  let_go (bob, ann);
  g_assert_cmpuint (n_risks (bob), ==, 0);
}

/* It is not forgotten by closing the file, nor by time; and where it is taken back, nobody has to decide. */
static void
test_stays_held (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  MusterId ids[MANY];

  begin (ann, bob, ids, MANY);
  archive (ann, ids, 0, MANY);
  assert_held (bob, MANY);
  desk_reopen (bob);
  muster_engine_set_vanishing_limit (bob->engine, LIMIT);
  assert_held (bob, MANY);
  desk_ask_anew (bob);
  assert_held (bob, MANY);
  g_assert_cmpstr (bob->asked->str, ==, "");
  office_later (self, 601);
  assert_held (bob, MANY);
  g_assert_cmpstr (bob->asked->str, ==, "g");
  for (guint i = 0; i < MANY; i++)
    desk_archive (ann, &ids[i], FALSE);
  desk_sync (ann);
  office_later (self, 601);
  muster_engine_nudge (bob->engine);
  desk_sync (bob);
  g_assert_cmpuint (n_risks (bob), ==, MANY);
  desk_assert_equal (ann, bob);
}

/* Her work goes on, and on its way, before she has decided. */
static void
test_own_saves_are_sent (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  MusterId ids[MANY], own = { 0 };

  begin (ann, bob, ids, MANY);
  archive (ann, ids, 0, MANY);
  assert_held (bob, MANY);
  desk_save (bob, &own, "title", "Saved meanwhile");
  desk_save (bob, &ids[0], "title", "Edited though it was archived");
  desk_ask_anew (bob);
  assert_held (bob, MANY);
  g_assert_cmpstr (bob->asked->str, ==, "P");
  desk_sync (ann);
  desk_assert (ann, &own, "title", "Saved meanwhile");
  let_go (bob, ann);
  desk_assert (bob, &own, "title", "Saved meanwhile");
  g_assert_cmpuint (muster_replica_count_conflicts (bob->replica), ==, 1);
}

/* What she agreed to was that; the next is another. */
static void
test_asks_again (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  MusterId ids[MANY + MANY];

  begin (ann, bob, ids, 2 * MANY);
  archive (ann, ids, 0, MANY);
  assert_held (bob, MANY);
  let_go (bob, ann);
  archive (ann, ids, MANY, MANY);
  assert_held (bob, MANY);
  g_assert_cmpuint (n_risks (bob), ==, MANY);
}

/* A right that is taken away: after what was unsent was sent. */
static void
test_grant_lost (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  MusterId ids[MANY];

  begin (ann, bob, ids, MANY);
  desk_save (bob, &ids[0], "title", "Edited before");
  office_grant (self, &bob->person, muster_ledger_get_server (self->ledger), NULL);
  desk_ask_anew (bob);
  assert_held (bob, MANY);
  g_assert_cmpuint (assert_told (bob, MANY, MUSTER_VANISHING_ACCESS)->actors->len, ==, 0);
  g_assert_cmpint (bob->asked->str[0], ==, 'P');
  g_assert_cmpuint (n_risks (bob), ==, MANY);
  muster_engine_let_vanish (bob->engine);
  desk_sync (bob);
  g_assert_cmpuint (n_risks (bob), ==, 0);
  g_assert_cmpuint (muster_replica_count_refused (bob->replica), ==, 1);
}

/* An endpoint from which what others did is gone: it is on this computer alone, until somebody says. */
static void
test_put_back (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  g_autofree char *backup = NULL;
  MusterId ids[MANY], first = { 0 };

  desk_save (ann, &first, "title", "First");
  desk_sync (ann);
  desk_sync (bob);
  backup = office_copy (self);
  memset (ids, 0, sizeof ids);
  for (guint i = 0; i < MANY; i++)
    desk_save (ann, &ids[i], "title", "A risk");
  desk_sync (ann);
  muster_engine_set_vanishing_limit (bob->engine, LIMIT);
  desk_sync (bob);
  office_put_back (self, backup);
  assert_held (bob, MANY);
  g_assert_cmpuint (assert_told (bob, MANY, MUSTER_VANISHING_PUT_BACK)->actors->len, ==, 0);
  g_assert_nonnull (strstr (muster_engine_get_failure (bob->engine), "put back from a backup"));
  g_assert_cmpuint (n_risks (bob), ==, MANY + 1);
  muster_engine_let_vanish (bob->engine);
  desk_sync (bob);
  g_assert_cmpuint (n_risks (bob), ==, 1);
  g_assert_cmpuint (muster_replica_count_aside (bob->replica), ==, MANY);
  /* Ann sends them again. */
  desk_sync (ann);
  desk_sync (bob);
  desk_assert_equal (ann, bob);
  g_assert_cmpuint (n_risks (bob), ==, MANY + 1);
}

/* Spoils the sum that it keeps, and one value of the log. */
static MusterResponse *
other_sum (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  gsize n = 0;
  const char *body = response != NULL && response->body != NULL ? g_bytes_get_data (response->body, &n) : NULL;
  const char *at = body != NULL ? g_strstr_len (body, (gssize) n, "\"digest\":\"") : NULL;
  g_autofree char *copy = NULL;

  if (!g_str_equal (request->path, "/v1/pull") || at == NULL)
    return response;
  copy = g_memdup2 (body, n);
  copy[at - body + 10] = copy[at - body + 10] == 'f' ? '0' : 'f';
  g_bytes_unref (response->body);
  response->body = g_bytes_new (copy, n);
  return response;
}

/* Sums that differ: all would be fetched anew, and before that all would go. */
static void
test_fetched_anew (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  MusterId ids[MANY];

  begin (ann, bob, ids, MANY);
  bob->wire = other_sum;
  assert_held (bob, MANY);
  g_assert_cmpuint (assert_told (bob, MANY, MUSTER_VANISHING_ANEW)->actors->len, ==, 0);
  g_assert_cmpuint (n_risks (bob), ==, MANY);
  bob->wire = NULL;
  muster_engine_let_vanish (bob->engine);
  desk_sync (bob);
  g_assert_cmpuint (n_risks (bob), ==, MANY);
  desk_assert_equal (ann, bob);
}

static void
add (const char *name, void (*test) (Office *self, gconstpointer data))
{
  g_autofree char *path = g_strconcat ("/engine/vanish/", name, NULL);

  g_test_add (path, Office, NULL, office_init, test, office_clear);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("archived", test_archived);
  add ("told", test_told);
  add ("as-many-as-may", test_as_many_as_may);
  add ("own", test_own);
  add ("bit-by-bit", test_bit_by_bit);
  add ("small-pages", test_small_pages);
  add ("stays-held", test_stays_held);
  add ("own-saves-are-sent", test_own_saves_are_sent);
  add ("asks-again", test_asks_again);
  add ("grant-lost", test_grant_lost);
  add ("put-back", test_put_back);
  add ("fetched-anew", test_fetched_anew);
  return g_test_run ();
}
