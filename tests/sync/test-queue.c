/* test-queue.c - a save that cannot be sent ends among what was refused, and holds up nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#include "muster-db.h"
#include "muster-error.h"

#include <string.h>

/* ---- what an older version may have left in the queue ------------------------------------------------------------ */

typedef gboolean (*Enlarge) (MusterDb *db, MusterRandom *random, GError **error);

/* Half as long once it is packed. */
static gboolean
long_text (MusterDb *db, MusterRandom *random, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (db, "UPDATE log_change SET value = ?1 WHERE field_group = 'title' AND version ="
                           " (SELECT max (version) FROM log_commit)", error);
  g_autoptr(GString) text = g_string_new ("{\"title\":\"");

  for (guint i = 0; i < 3 * 1024 * 1024; i++)
    g_string_append_c (text, "0123456789abcdef"[muster_random_below (random, 16)]);
  g_string_append (text, "\"}");
  muster_statement_bind_text (statement, 1, text->str);
  return muster_statement_run (statement, error);
}

static gboolean
many_changes (MusterDb *db, MusterRandom *random, GError **error)
{
  return muster_db_run (
    db,
    "INSERT INTO log_change (version, i, record, kind, field_group, base, value)"
    " WITH RECURSIVE c (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM c WHERE i < 20200)"
    " SELECT (SELECT max (version) FROM log_commit), i, randomblob (16), 'hovercraft', 'lift', 0, '{}' FROM c",
    error);
}

/* What nothing of this version would save: the endpoint finds it wrong, and nobody before it. */
static gboolean
wrong_group (MusterDb *db, MusterRandom *random, GError **error)
{
  return muster_db_run (db, "UPDATE log_change SET field_group = 'tit/le' WHERE field_group = 'title' AND version ="
                            " (SELECT max (version) FROM log_commit)", error);
}

static void
change_queue (Desk *desk, Enlarge enlarge)
{
  g_autoptr(GError) error = NULL;
  MusterDb *db = muster_db_open (desk->path, MUSTER_DB_BESIDE, 0x4d757374, &error);

  g_assert_no_error (error);
  g_assert_true (enlarge (db, desk->office->random, &error));
  g_assert_no_error (error);
  muster_db_close (db);
  desk_reopen (desk);
}

static void
assert_one_refused (Desk *desk, const char *type)
{
  g_autoptr(GPtrArray) refused = muster_replica_refused (desk->replica, NULL);
  const MusterRefused *only;

  g_assert_cmpuint (refused->len, ==, 1);
  only = refused->pdata[0];
  g_assert_cmpstr (only->type, ==, type);
  g_assert_true (g_str_has_suffix (only->detail, "."));
  g_assert_cmpuint (muster_commit_get_n (only->commit), >, 0);
}

static const struct {
  const char *name;
  Enlarge     enlarge;
  const char *type;
} cases[] = {
  { "long-text", long_text, "too-large" },
  { "many-changes", many_changes, "too-large" },
  { "wrong-group", wrong_group, "malformed" },
};

static void
test_old_queue (Office *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *ann_name = g_strdup_printf ("Ann %u", i), *bob_name = g_strdup_printf ("Bob %u", i);
      g_autoptr(Desk) ann = desk_new (self, ann_name, "editor"),
                       bob = desk_new (self, bob_name, "editor");
      MusterId first = { 0 }, large = { 0 }, last = { 0 };

      g_test_message ("%s", cases[i].name);
      desk_save (ann, &first, "title", "First");
      desk_save (ann, &large, "title", "Large");
      change_queue (ann, cases[i].enlarge);
      desk_save (ann, &last, "title", "Last");
      desk_sync (ann);
      g_assert_true (muster_engine_all_saved (ann->engine));
      assert_one_refused (ann, cases[i].type);
      desk_sync (bob);
      desk_assert (bob, &first, "title", "First");
      desk_assert (bob, &large, "title", "-");
      desk_assert (bob, &last, "title", "Last");
      desk_assert_equal (ann, bob);
    }
}

/* The answer that it was taken is lost, and the program starts anew: the same again is no copy of anything. */
static MusterResponse *
lose_one (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  gboolean *lost = desk->wire_data;

  if (*lost || !g_str_equal (request->path, "/v1/push") || response->status != 200)
    return response;
  *lost = TRUE;
  muster_response_free (response);
  return muster_response_new (0);
}

static void
test_lost_answer (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  MusterId large = { 0 }, last = { 0 };
  gboolean lost = FALSE;

  desk_save (ann, &large, "title", "Large");
  change_queue (ann, long_text);
  desk_save (ann, &last, "title", "Last");
  ann->wire = lose_one;
  ann->wire_data = &lost;
  desk_turn (ann);
  g_assert_true (lost);
  desk_reopen (ann);
  desk_sync (ann);
  assert_one_refused (ann, "too-large");
  desk_sync (bob);
  desk_assert (bob, &last, "title", "Last");
  desk_assert_equal (ann, bob);
}

/* An endpoint of another version may take less than we think. */
static MusterResponse *
take_little (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  const char *problem = desk->wire_data;
  g_autofree char *body = NULL;
  MusterIdText server;

  if (request->body == NULL || g_bytes_get_size (request->body) <= 700)
    return NULL;
  body = g_strdup_printf ("{\"type\":\"%s\",\"status\":%s,\"detail\":\"That is not taken.\"}", problem,
                          g_str_equal (problem, "malformed") ? "400" : "413");
  response = muster_response_new (g_str_equal (problem, "malformed") ? 400 : 413);
  response->server = g_strdup (muster_id_to_text (muster_ledger_get_server (desk->office->ledger), server));
  response->media_type = g_strdup (MUSTER_PROBLEM_TYPE);
  response->body = g_bytes_new (body, strlen (body));
  return response;
}

static void
test_not_taken_alone (Office *self, gconstpointer data)
{
  static const char *const problems[] = { "malformed", "too-large" };

  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      g_autofree char *ann_name = g_strdup_printf ("Ann %u", i), *bob_name = g_strdup_printf ("Bob %u", i);
      g_autoptr(Desk) ann = desk_new (self, ann_name, "editor"),
                       bob = desk_new (self, bob_name, "editor");
      g_autofree char *text = g_strnfill (2000, 'x');
      MusterId first = { 0 }, large = { 0 }, last = { 0 };

      ann->gate = take_little;
      ann->wire_data = (gpointer) problems[i];
      desk_save (ann, &first, "title", "First");
      desk_save (ann, &large, "cause", text);
      desk_save (ann, &last, "title", "Last");
      desk_sync (ann);
      assert_one_refused (ann, "too-large");
      g_assert_true (muster_engine_all_saved (ann->engine));
      desk_sync (bob);
      desk_assert (bob, &first, "title", "First");
      desk_assert (bob, &last, "title", "Last");
      desk_assert_equal (ann, bob);
    }
}

#define ADD(name, func) g_test_add ("/sync/queue/" name, Office, NULL, office_init, func, office_clear)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("old-queue", test_old_queue);
  ADD ("lost-answer", test_lost_answer);
  ADD ("not-taken-alone", test_not_taken_alone);
  return g_test_run ();
}
