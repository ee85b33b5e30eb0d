/* test-store.c - a store opens, closes and goes, and nothing that was asked for stays without an answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-world.h"

#include "muster-feed.h"

/* ---- opening and closing ---------------------------------------------------------------------------------------- */

static void
test_open (StoreWorld *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *elsewhere = g_strconcat (self->fixture.path, ".elsewhere", NULL);

  g_assert_cmpstr (muster_store_get_path (self->store), ==, self->fixture.path);
  g_assert_true (muster_store_get_clock (self->store) == self->fixture.clock);
  g_assert_null (store_world_open (self, 0, &error)); /* one is open already */
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_BUSY);
  g_clear_error (&error);
  store_world_close (self);
  g_free (self->fixture.path);
  self->fixture.path = g_steal_pointer (&elsewhere);
  g_assert_null (store_world_open (self, 0, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
}

static guint
count_threads (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  const char *task;
  guint n = 0;

  while ((task = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", task, "comm", NULL);
      g_autofree char *name = NULL;

      if (g_file_get_contents (path, &name, NULL, NULL))
        n += g_str_has_prefix (name, "muster-");
    }
  return n;
}

/* A thread that was waited for may be seen for another moment: it ends before it is gone. */
static void
wait_for_threads (guint n)
{
  gint64 until = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;

  while (count_threads () != n && g_get_monotonic_time () < until)
    g_thread_yield ();
  g_assert_cmpuint (count_threads (), ==, n);
}

static void
test_threads (StoreWorld *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20; i++)
    {
      wait_for_threads (2);
      store_world_close (self);
      wait_for_threads (0);
      self->store = store_world_open (self, MUSTER_REPLICA_READ, &error);
      g_assert_no_error (error);
      wait_for_threads (1);
      store_world_close (self);
      self->store = store_world_open (self, 0, &error);
      g_assert_no_error (error);
    }
}

static void
test_read_only (StoreWorld *self, gconstpointer data)
{
  g_autoptr (MusterRecord) area = store_world_add_area (self, "Harrow");
  g_autoptr (MusterRecord) read = NULL;
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) undone = NULL;
  g_autoptr (GError) error = NULL;

  store_world_close (self);
  self->store = store_world_open (self, MUSTER_REPLICA_READ, &error);
  g_assert_no_error (error);
  read = store_world_get (self, area);
  g_assert_cmpstr (muster_record_get_text (read, "name"), ==, "Harrow");

  muster_commit_add_archive (commit, read, TRUE);
  muster_store_save_async (self->store, commit, NULL, store_world_take, &saved);
  g_assert_false (muster_store_save_finish (self->store, store_world_wait (&saved), NULL, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_READ_ONLY);
  g_clear_error (&error);
  muster_store_undo_async (self->store, NULL, store_world_take, &undone);
  g_assert_false (muster_store_write_finish (self->store, store_world_wait (&undone), &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_READ_ONLY);
}

static void
on_searched (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GPtrArray) hits = muster_store_search_finish (MUSTER_STORE (object), result, NULL);

  ((Answers *) data)->answered++;
}

/* What was asked for before the end is answered, each once, and what was answered as saved is on the disk. */
static void
test_close_answers_all (StoreWorld *self, gconstpointer data)
{
  enum { N = 25 };
  Answers answers = { 0, 0 };
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N; i++)
    {
      g_autoptr (MusterCommit) commit = store_world_new_area (self, "Harrow");

      muster_store_save_async (self->store, commit, NULL, store_world_on_saved, &answers);
      muster_store_search_async (self->store, "harrow", NULL, 10, NULL, on_searched, &answers);
    }
  muster_store_close (self->store);
  muster_store_close (self->store); /* harmless */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (answers.answered, ==, 2 * N);

  muster_store_search_async (self->store, "harrow", NULL, 10, NULL, store_world_take, &late);
  g_assert_null (muster_store_search_finish (self->store, store_world_wait (&late), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_object (&late); /* it holds the store */
  store_world_close (self);

  fixture_open (&self->fixture, 0);
  g_assert_cmpuint (muster_replica_count (self->fixture.replica, muster_kind_get (MUSTER_KIND_AREA)), ==,
                    answers.saved);
  g_assert_cmpuint (answers.saved, >, 0);
  world_assert_sound (&self->fixture);
}

/* ---- whose reference is last ------------------------------------------------------------------------------------- */

static void
free_behind_gate (gpointer data)
{
  gate_wait (data);
}

static gpointer
answer_nothing (MusterReplica *replica, gpointer data, GError **error)
{
  return NULL;
}

static void
drop_store (GObject *object, GAsyncResult *result, gpointer data)
{
  StoreWorld *self = data;

  g_object_unref (g_steal_pointer (&self->store));
}

/* The last one who holds the store lets go of it while a thread of the store is still busy: the thread must not be the
 * one that waits for itself. */
static void
test_dropped_in_callback (StoreWorld *self, gconstpointer data)
{
  Gate gate = { .open = FALSE };
  GWeakRef weak;

  store_world_settle (self);
  g_weak_ref_init (&weak, self->store);
  muster_store_read_async (self->store, answer_nothing, &gate, free_behind_gate, NULL, NULL, drop_store, self);
  while (self->store != NULL)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  gate_open (&gate);
  while (count_threads () > 0)
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (g_weak_ref_get (&weak));
  g_weak_ref_clear (&weak);
}

static void
test_beginnings (StoreWorld *self, gconstpointer data)
{
  static const struct { MusterKindId kind; const char *field, *begins; } cases[] = {
    { MUSTER_KIND_RISK, "status", "open" },
    { MUSTER_KIND_ISSUE, "status", "open" },
    { MUSTER_KIND_ACTION, "status", "not-started" },
    { MUSTER_KIND_DELIVERABLE, "status", "not-started" },
    { MUSTER_KIND_MITIGATION, "status", "not-started" },
    { MUSTER_KIND_ESCALATION, "state", "proposed" },
    { MUSTER_KIND_ISSUE, "severity", "" }, /* nobody knows yet */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(MusterRecord) fresh = muster_store_make_record (self->store, muster_kind_get (cases[i].kind));

      g_assert_cmpstr (muster_record_get_text (fresh, cases[i].field), ==, cases[i].begins);
    }
}

/* ---- who saves -------------------------------------------------------------------------------------------------- */

/* The name that signs the newest save of area. */
static char *
dup_last_actor (StoreWorld *self, MusterRecord *area)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) history = NULL;

  muster_store_history_async (self->store, muster_record_get_id (area), NULL, store_world_take, &result);
  history = muster_store_history_finish (self->store, store_world_wait (&result), NULL);
  return g_strdup (((MusterHistoryEntry *) history->pdata[0])->actor);
}

static gpointer
read_me (MusterReplica *replica, gpointer data, GError **error)
{
  return g_strdup (muster_replica_get_actor (replica));
}

static void
on_actor_cb (guint *n)
{
  (*n)++;
}

static void
test_actor (StoreWorld *self, gconstpointer data)
{
  g_autoptr (MusterRecord) area = store_world_add_area (self, "Harrow");
  g_autoptr (MusterRecord) other = NULL;
  g_autoptr (MusterRecord) base = store_world_get (self, area);
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr (GAsyncResult) saved = NULL, read = NULL;
  g_autofree char *asked_before = NULL, *after = NULL, *me = NULL;
  guint n = 0;

  g_signal_connect_swapped (self->store, "notify::actor", G_CALLBACK (on_actor_cb), &n);
  g_assert_cmpstr (muster_store_get_actor (self->store), ==, "Tester");
  g_assert_true (muster_store_can_set_actor (self->store));
  muster_store_set_actor (self->store, "Tester");
  g_assert_cmpuint (n, ==, 0);

  /* What was asked for before keeps the name that it was asked for under. */
  muster_commit_add_archive (commit, base, TRUE);
  muster_store_save_async (self->store, commit, NULL, store_world_take, &saved);
  muster_store_set_actor (self->store, "Rota clerk");
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (muster_store_get_actor (self->store), ==, "Rota clerk");
  muster_store_read_async (self->store, read_me, NULL, NULL, g_free, NULL, store_world_take, &read);
  me = muster_store_read_finish (self->store, store_world_wait (&read), NULL);
  g_assert_cmpstr (me, ==, "Rota clerk");
  g_assert_true (muster_store_save_finish (self->store, store_world_wait (&saved), NULL, NULL));
  asked_before = dup_last_actor (self, area);
  g_assert_cmpstr (asked_before, ==, "Tester");
  other = store_world_add_area (self, "Brent");
  after = dup_last_actor (self, other);
  g_assert_cmpstr (after, ==, "Rota clerk");
}

/* An endpoint knows the person by the name that it gave. */
static void
test_named_actor (StoreWorld *self, gconstpointer data)
{
  MusterId ids[3];
  g_autoptr (MusterRecord) area = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *actor = NULL;

  store_world_close (self);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    muster_id_new (&ids[i], self->fixture.clock, self->fixture.random);
  fixture_open (&self->fixture, 0);
  g_assert_true (muster_replica_enrol (self->fixture.replica, "https://muster.example", &ids[0], &ids[1], &ids[2],
                                       "Ann Other", &error));
  fixture_close (&self->fixture);
  self->store = store_world_open (self, 0, &error);
  g_assert_no_error (error);
  g_assert_false (muster_store_can_set_actor (self->store));
  muster_store_set_actor (self->store, "Rota clerk");
  g_assert_cmpstr (muster_store_get_actor (self->store), ==, "Ann Other");
  area = store_world_add_area (self, "Harrow");
  actor = dup_last_actor (self, area);
  g_assert_cmpstr (actor, ==, "Ann Other");
}

static gboolean
enrol (MusterReplica *replica, gpointer data, gint64 *version, GArray *changed, GError **error)
{
  MusterId *ids = data;

  return muster_replica_enrol (replica, "https://muster.example", &ids[0], &ids[1], &ids[2], "Ann Other", error);
}

/* A file may join while it is open. */
static void
test_actor_who_joins (StoreWorld *self, gconstpointer data)
{
  MusterId ids[3];
  g_autoptr (GAsyncResult) joined = NULL, read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *me = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    muster_id_new (&ids[i], self->fixture.clock, self->fixture.random);
  muster_store_write_async (self->store, enrol, ids, NULL, NULL, store_world_take, &joined);
  g_assert_true (muster_store_write_finish (self->store, store_world_wait (&joined), &error));
  g_assert_cmpstr (muster_store_get_actor (self->store), ==, "Ann Other");
  g_assert_false (muster_store_can_set_actor (self->store));
  muster_store_read_async (self->store, read_me, NULL, NULL, g_free, NULL, store_world_take, &read);
  me = muster_store_read_finish (self->store, store_world_wait (&read), NULL);
  g_assert_cmpstr (me, ==, "Ann Other");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STORE_ADD ("/store/store/open", test_open);
  STORE_ADD ("/store/store/threads", test_threads);
  STORE_ADD ("/store/store/read-only", test_read_only);
  STORE_ADD ("/store/store/beginnings", test_beginnings);
  STORE_ADD ("/store/store/actor", test_actor);
  STORE_ADD ("/store/store/named-actor", test_named_actor);
  STORE_ADD ("/store/store/actor-who-joins", test_actor_who_joins);
  STORE_ADD ("/store/store/close-answers-all", test_close_answers_all);
  STORE_ADD ("/store/store/dropped-in-callback", test_dropped_in_callback);
  return g_test_run ();
}
