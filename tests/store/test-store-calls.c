/* test-store-calls.c - what a store is asked, what it answers, and what it tells unasked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <libglib-testing/signal-logger.h>

#include "muster-store-private.h"
#include "store-world.h"

/* ---- telling ----------------------------------------------------------------------------------------------------- */

static gpointer
open_gate (MusterReplica *replica, gpointer data, GError **error)
{
  gate_open (data);
  return NULL;
}

typedef struct {
  guint emissions, ids;
} Told;

static void
on_changed (MusterStore *store, GArray *ids, gpointer data)
{
  Told *told = data;

  told->emissions++;
  told->ids += ids->len;
}

/* Many saves that are answered in one turn of the loop are told once. */
static void
test_changed_is_gathered (StoreWorld *self, gconstpointer data)
{
  enum { N = 10 };
  Gate gate = { .open = FALSE };
  Told told = { 0, 0 };
  Answers answers = { 0, 0 };

  g_signal_connect (self->store, "changed", G_CALLBACK (on_changed), &told);
  for (guint i = 0; i < N; i++)
    {
      g_autoptr(MusterCommit) commit = store_world_new_area (self, "Harrow");

      muster_store_save_async (self->store, commit, NULL, store_world_on_saved, &answers);
    }
  muster_store_run_write (self->store, NULL, open_gate, &gate, NULL, NULL, NULL, NULL, NULL);
  gate_wait (&gate); /* all are saved, none is answered */
  g_assert_cmpuint (answers.answered, ==, 0);
  store_world_settle (self);
  g_assert_cmpuint (answers.saved, ==, N);
  g_assert_cmpuint (told.emissions, ==, 1);
  g_assert_cmpuint (told.ids, ==, N);
}

static void
test_nothing_to_tell (StoreWorld *self, gconstpointer data)
{
  g_autoptr(MusterCommit) empty = muster_commit_new (NULL);
  g_autoptr(GAsyncResult) undone = NULL;
  g_autoptr(GError) error = NULL;
  Told told = { 0, 0 };

  g_signal_connect (self->store, "changed", G_CALLBACK (on_changed), &told);
  store_world_save (self, empty);
  muster_store_undo_async (self->store, NULL, store_world_take, &undone);
  g_assert_false (muster_store_write_finish (self->store, store_world_wait (&undone), &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
  store_world_settle (self);
  g_assert_cmpuint (told.emissions, ==, 0);
}

static void
assert_state (StoreWorld *self, const char *undo, const char *redo, guint unsent)
{
  g_autofree char *undo_label = NULL;
  g_autofree char *redo_label = NULL;
  guint n;

  g_object_get (self->store, "undo-label", &undo_label, "redo-label", &redo_label, "n-unsent", &n, NULL);
  g_assert_cmpstr (undo_label, ==, undo);
  g_assert_cmpstr (redo_label, ==, redo);
  g_assert_cmpuint (n, ==, unsent);
}

static void
test_state (StoreWorld *self, gconstpointer data)
{
  g_autoptr(GtSignalLogger) logger = gt_signal_logger_new ();
  g_autoptr(MusterRecord) area = NULL;
  g_autoptr(GAsyncResult) undone = NULL;
  g_autoptr(GAsyncResult) redone = NULL;
  g_autoptr(GError) error = NULL;
  MusterTime last;

  assert_state (self, NULL, NULL, 0);
  gt_signal_logger_connect (logger, self->store, "notify");
  area = store_world_add_area (self, "Harrow");
  gt_signal_logger_assert_notify_emission_pop (logger, self->store, "undo-label");
  gt_signal_logger_assert_notify_emission_pop (logger, self->store, "n-unsent");
  gt_signal_logger_assert_notify_emission_pop (logger, self->store, "last-save");
  gt_signal_logger_assert_no_emissions (logger);
  assert_state (self, "adding an area “Harrow”", NULL, 1);
  g_object_get (self->store, "last-save", &last, NULL);
  g_assert_cmpint (last, ==, FIXTURE_NOW);

  muster_store_undo_async (self->store, NULL, store_world_take, &undone);
  g_assert_true (muster_store_write_finish (self->store, store_world_wait (&undone), NULL));
  assert_state (self, NULL, "adding an area “Harrow”", 2);
  muster_store_redo_async (self->store, NULL, store_world_take, &redone);
  g_assert_true (muster_store_write_finish (self->store, store_world_wait (&redone), NULL));
  assert_state (self, "adding an area “Harrow”", NULL, 3);

  /* It is known as soon as a file is open. */
  g_clear_object (&undone);
  g_clear_object (&redone);
  store_world_close (self);
  self->store = store_world_open (self, 0, &error);
  g_assert_no_error (error);
  store_world_settle (self);
  assert_state (self, "adding an area “Harrow”", NULL, 3);
}

/* ---- calls ------------------------------------------------------------------------------------------------------- */

static void
test_cancelled (StoreWorld *self, gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  muster_store_search_async (self->store, "harrow", NULL, 10, cancellable, store_world_take, &result);
  g_assert_null (muster_store_search_finish (self->store, store_world_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_not_found (StoreWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = muster_store_make_record (self->store, muster_kind_get (MUSTER_KIND_AREA));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  muster_store_get_detail_async (self->store, muster_record_get_id (area), NULL, store_world_take, &result);
  g_assert_null (muster_store_get_detail_finish (self->store, store_world_wait (&result), &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
}

static void
test_reads (StoreWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = store_world_add_area (self, "Harrow");
  g_autoptr(MusterRecord) read = store_world_get (self, area);
  g_autoptr(MusterRecord) nameless = muster_record_copy (read);
  g_autoptr(GAsyncResult) r1 = NULL, r2 = NULL, r3 = NULL, r4 = NULL;
  g_autoptr(GPtrArray) hits = NULL, history = NULL, problems = NULL;
  g_autoptr(GError) error = NULL;

  muster_record_set (nameless, "name", NULL);
  muster_store_search_async (self->store, "harr", NULL, 10, NULL, store_world_take, &r1);
  muster_store_history_async (self->store, muster_record_get_id (area), NULL, store_world_take, &r2);
  muster_store_check_async (self->store, read, nameless, NULL, store_world_take, &r3);
  hits = muster_store_search_finish (self->store, store_world_wait (&r1), NULL);
  history = muster_store_history_finish (self->store, store_world_wait (&r2), NULL);
  problems = muster_store_check_finish (self->store, store_world_wait (&r3), NULL);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpuint (history->len, ==, 3);
  g_assert_cmpstr (((MusterProblem *) problems->pdata[0])->rule, ==, "REQUIRED");

  store_world_rename (self, area, "Brent");
  muster_store_restore_async (self->store, muster_record_get_id (area), MUSTER_VERSION_UNSENT + 1, NULL,
                              store_world_take, &r4);
  g_assert_true (muster_store_write_finish (self->store, store_world_wait (&r4), &error));
  g_clear_object (&read);
  read = store_world_get (self, area);
  g_assert_cmpstr (muster_record_get_text (read, "name"), ==, "Harrow");
}

/* Puts and drops keep their order, without waiting for each other's answers. */
static void
test_drafts (StoreWorld *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = muster_store_make_record (self->store, muster_kind_get (MUSTER_KIND_AREA));
  const MusterKind *kind = muster_kind_get (MUSTER_KIND_AREA);
  const MusterId *id = muster_record_get_id (area);
  g_autoptr(GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr(GAsyncResult) r1 = NULL, r2 = NULL, r3 = NULL;
  g_autoptr(MusterDraft) draft = NULL;
  g_autoptr(GPtrArray) drafts = NULL;
  g_autoptr(GError) error = NULL;

  g_hash_table_insert (texts, (gpointer) "name", g_strdup ("Har"));
  muster_store_put_draft_async (self->store, kind, id, texts, NULL, NULL, NULL);
  g_hash_table_insert (texts, (gpointer) "name", g_strdup ("Harrow")); /* the first was copied */
  muster_store_get_draft_async (self->store, id, NULL, store_world_take, &r1);
  muster_store_put_draft_async (self->store, kind, id, texts, NULL, NULL, NULL);
  muster_store_list_drafts_async (self->store, NULL, store_world_take, &r2);
  muster_store_drop_draft_async (self->store, id, NULL, NULL, NULL);
  muster_store_get_draft_async (self->store, id, NULL, store_world_take, &r3);

  draft = muster_store_get_draft_finish (self->store, store_world_wait (&r1), NULL);
  g_assert_cmpstr (g_hash_table_lookup (draft->texts, "name"), ==, "Har");
  drafts = muster_store_list_drafts_finish (self->store, store_world_wait (&r2), NULL);
  g_assert_cmpuint (drafts->len, ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (((MusterDraft *) drafts->pdata[0])->texts, "name"), ==, "Harrow");
  g_assert_null (muster_store_get_draft_finish (self->store, store_world_wait (&r3), &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STORE_ADD ("/store/store/changed-is-gathered", test_changed_is_gathered);
  STORE_ADD ("/store/store/nothing-to-tell", test_nothing_to_tell);
  STORE_ADD ("/store/store/state", test_state);
  STORE_ADD ("/store/store/cancelled", test_cancelled);
  STORE_ADD ("/store/store/not-found", test_not_found);
  STORE_ADD ("/store/store/reads", test_reads);
  STORE_ADD ("/store/store/drafts", test_drafts);
  return g_test_run ();
}
