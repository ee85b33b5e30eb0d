/* test-record-list.c - a list changes in exact ranges, and its array always is what was told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>

#include "list-world.h"

static void
assert_told (ListWorld *self, guint position, guint removed, guint added)
{
  guint p, r, a;

  gt_signal_logger_assert_emission_pop (self->logger, self->list, "items-changed", &p, &r, &a);
  g_assert_cmpuint (p, ==, position);
  g_assert_cmpuint (r, ==, removed);
  g_assert_cmpuint (a, ==, added);
}

/* A letter an area, in the order of names. */
static void
assert_names (ListWorld *self, const char *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MusterRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (muster_row_get_record (row) == NULL)
        store_world_settle (&self->world);
      g_string_append (names, muster_record_get_text (muster_row_get_record (row), "name"));
    }
  g_assert_cmpstr (names->str, ==, expected);
}

static MusterQuery *
areas (void)
{
  return muster_query_new (muster_kind_get (MUSTER_KIND_AREA));
}

static void
set_text (ListWorld *self, const char *text)
{
  g_autoptr (MusterQuery) query = areas ();

  muster_query_set_text (query, text);
  muster_record_list_set_query (self->list, query);
}

/* The areas a, c, e, … in a list. */
static GPtrArray *
fill (ListWorld *self, const char *names)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  for (; *names != '\0'; names++)
    {
      const char name[] = { *names, '\0' };

      g_ptr_array_add (records, store_world_add_area (&self->world, name));
    }
  list_world_make_list (self, areas ());
  return records;
}

static void
test_ranges (ListWorld *self, gconstpointer data)
{
  g_autoptr (GPtrArray) records = fill (self, "ceg");
  g_autoptr (MusterRecord) d = NULL;
  g_autoptr (MusterRecord) a = NULL;
  g_autoptr (MusterRecord) z = NULL;

  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (self->list)) == MUSTER_TYPE_ROW);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (self->list), 3));
  assert_names (self, "ceg");
  d = store_world_add_area (&self->world, "d"); /* in between */
  store_world_settle (&self->world);
  assert_told (self, 1, 0, 1);
  a = store_world_add_area (&self->world, "a"); /* in front */
  store_world_settle (&self->world);
  assert_told (self, 0, 0, 1);
  z = store_world_add_area (&self->world, "z"); /* behind */
  store_world_settle (&self->world);
  assert_told (self, 5, 0, 1);
  assert_names (self, "acdegz");
  store_world_archive (&self->world, records->pdata[1], TRUE); /* e */
  store_world_settle (&self->world);
  assert_told (self, 3, 1, 0);
  store_world_rename (&self->world, a, "f"); /* from the front to behind d */
  store_world_settle (&self->world);
  assert_told (self, 0, 3, 3);
  assert_names (self, "cdfgz");
  store_world_archive (&self->world, records->pdata[1], FALSE);
  store_world_settle (&self->world);
  assert_told (self, 2, 0, 1);
  gt_signal_logger_assert_no_emissions (self->logger);
}

/* Several that came and went at once are told one by one. */
static void
test_several_ranges (ListWorld *self, gconstpointer data)
{
  g_autoptr (GPtrArray) records = fill (self, "bdfhj");
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);
  static const char names[][2] = { "a", "e", "k" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (MusterRecord) area = world_change (records->pdata[0], "name", names[i], NULL);
      g_autoptr (MusterRecord) fresh = muster_store_make_record (self->world.store, muster_kind_get (MUSTER_KIND_AREA));

      muster_record_set (fresh, "name", (MusterValue *) muster_record_get (area, "name"));
      muster_record_set (fresh, "level", (MusterValue *) muster_record_get (area, "level"));
      muster_commit_add_edit (commit, NULL, fresh);
    }
  for (guint i = 1; i < 4; i += 2)
    {
      g_autoptr (MusterRecord) read = store_world_get (&self->world, records->pdata[i]);

      muster_commit_add_archive (commit, read, TRUE);
    }
  store_world_save (&self->world, commit);
  store_world_settle (&self->world);
  assert_names (self, "abefjk");
  assert_told (self, 0, 0, 1); /* a */
  assert_told (self, 2, 1, 1); /* d, e */
  assert_told (self, 4, 1, 0); /* h */
  assert_told (self, 5, 0, 1); /* k */
  gt_signal_logger_assert_no_emissions (self->logger);
}

/* A row whose content changed stays where it is, and says so. */
static void
test_changed_row (ListWorld *self, gconstpointer data)
{
  g_autoptr (GPtrArray) records = fill (self, "abc");
  g_autoptr (MusterRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), 1);
  g_autoptr (MusterRow) same = NULL;
  g_autoptr (GtSignalLogger) logger = gt_signal_logger_new ();
  g_autoptr (MusterRecord) base = NULL;
  g_autoptr (MusterRecord) edited = NULL;
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);

  g_assert_null (muster_row_get_record (row));
  gt_signal_logger_connect (logger, row, "notify::record");
  store_world_settle (&self->world);
  gt_signal_logger_assert_notify_emission_pop (logger, row, "record");
  g_assert_cmpstr (muster_record_get_text (muster_row_get_record (row), "name"), ==, "b");
  g_assert_cmpuint (muster_record_list_find (self->list, muster_row_get_rowid (row)), ==, 1);

  base = store_world_get (&self->world, records->pdata[1]);
  edited = world_change (base, "name", "bb", "structure", "Five hubs", NULL);
  muster_commit_add_edit (commit, base, edited);
  store_world_save (&self->world, commit);
  store_world_settle (&self->world);
  gt_signal_logger_assert_notify_emission_pop (logger, row, "record");
  g_assert_cmpstr (muster_record_get_text (muster_row_get_record (row), "name"), ==, "bb");
  gt_signal_logger_assert_no_emissions (self->logger);
  same = g_list_model_get_item (G_LIST_MODEL (self->list), 1);
  g_assert_true (same == row);
}

/* The same objects stay where rows stay, whatever comes and goes round them. */
static void
test_rows_stay (ListWorld *self, gconstpointer data)
{
  g_autoptr (GPtrArray) records = fill (self, "bdf");
  g_autoptr (MusterRow) d = g_list_model_get_item (G_LIST_MODEL (self->list), 1);
  g_autoptr (MusterRow) now = NULL;

  g_object_unref (store_world_add_area (&self->world, "a"));
  g_object_unref (store_world_add_area (&self->world, "e"));
  store_world_settle (&self->world);
  now = g_list_model_get_item (G_LIST_MODEL (self->list), 2);
  g_assert_true (now == d);
  g_assert_cmpuint (muster_record_list_find (self->list, muster_row_get_rowid (d)), ==, 2);
  g_assert_cmpuint (muster_record_list_find (self->list, 999), ==, G_MAXUINT);
}

/* Nobody holds a row: it is gone, and asked for again it is another. A row may outlive its list. */
static void
test_rows_go (ListWorld *self, gconstpointer data)
{
  g_autoptr (GPtrArray) records = fill (self, "abc");
  MusterRow *row = g_list_model_get_item (G_LIST_MODEL (self->list), 0);
  MusterRow *kept = g_list_model_get_item (G_LIST_MODEL (self->list), 1);

  g_assert_finalize_object (row); /* before it is loaded */
  row = g_list_model_get_item (G_LIST_MODEL (self->list), 0);
  store_world_settle (&self->world);
  g_assert_nonnull (muster_row_get_record (row));
  g_assert_finalize_object (row);
  g_assert_finalize_object (g_steal_pointer (&self->list));
  g_assert_cmpstr (muster_record_get_text (muster_row_get_record (kept), "name"), ==, "b");
  store_world_rename (&self->world, records->pdata[1], "x");
  store_world_settle (&self->world);
  g_assert_finalize_object (kept);
}

/* A view that makes a widget for each item is told of few at first. Those come with their records. */
static void
test_first (ListWorld *self, gconstpointer data)
{
  g_autoptr (MusterQuery) query = areas ();

  for (char name[] = "a"; *name <= 'z'; (*name)++)
    g_object_unref (store_world_add_area (&self->world, name));
  store_world_settle (&self->world);
  self->list = muster_record_list_new (self->world.store, query);
  muster_record_list_tell_in_parts (self->list, 5, 20);
  g_signal_connect (self->list, "items-changed", G_CALLBACK (list_world_on_items_changed), self);
  gt_signal_logger_connect (self->logger, self->list, "items-changed");
  g_assert_false (muster_record_list_tell_more (self->list, 5));
  store_world_settle (&self->world);

  assert_told (self, 0, 0, 5);
  g_assert_false (muster_record_list_is_loading (self->list));
  g_assert_cmpuint (muster_record_list_count (self->list), ==, 26);
  g_assert_true (muster_record_list_tell_more (self->list, 20));
  assert_told (self, 5, 0, 20);
  g_assert_false (muster_record_list_tell_more (self->list, 1));
  assert_told (self, 25, 0, 1);
  g_assert_false (muster_record_list_tell_more (self->list, 1));
  assert_names (self, "abcdefghijklmnopqrstuvwxyz");
  gt_signal_logger_assert_no_emissions (self->logger);
}

/* An answer that comes meanwhile is told whole: what was told stays. */
static void
test_first_and_changes (ListWorld *self, gconstpointer data)
{
  g_autoptr (GPtrArray) records = fill (self, "cdefgh");

  set_text (self, "zz");
  store_world_settle (&self->world);
  assert_told (self, 0, 6, 0);
  muster_record_list_tell_in_parts (self->list, 2, 20);
  set_text (self, "");
  store_world_settle (&self->world);
  assert_told (self, 0, 0, 2);
  g_object_unref (store_world_add_area (&self->world, "a"));
  store_world_settle (&self->world);
  assert_names (self, "acdefgh");
  g_assert_cmpuint (muster_record_list_count (self->list), ==, 7);
  g_assert_false (muster_record_list_tell_more (self->list, 1));
}

/* All are replaced: what is in sight first, then what has no widgets, then the rest. */
static void
test_parts_of_another (ListWorld *self, gconstpointer data)
{
  g_autoptr (GPtrArray) records = fill (self, "abcdefghijklmnopqrst");
  g_autoptr (MusterQuery) descending = areas ();

  muster_query_set_sort (descending, "name", TRUE);
  muster_record_list_tell_in_parts (self->list, 3, 8);
  muster_record_list_set_query (self->list, descending);
  store_world_settle (&self->world);
  assert_told (self, 8, 12, 12);
  assert_told (self, 0, 3, 3);
  gt_signal_logger_assert_no_emissions (self->logger);
  g_assert_true (muster_record_list_has_more (self->list));
  assert_names (self, "tsrdefghlkjihgfedcba");
  g_assert_cmpuint (muster_record_list_count (self->list), ==, 20);
  g_assert_true (muster_record_list_tell_more (self->list, 4));
  assert_told (self, 3, 4, 4);
  g_assert_false (muster_record_list_tell_more (self->list, 4));
  assert_told (self, 7, 1, 1);
  assert_names (self, "tsrqponmlkjihgfedcba");
}

/* Few stay of many: no row is brought into the window to go at the next part. */
static void
test_parts_that_go (ListWorld *self, gconstpointer data)
{
  g_autoptr (GPtrArray) records = fill (self, "abcdefghijklmnopqrst");

  muster_record_list_tell_in_parts (self->list, 3, 8);
  set_text (self, "j");
  store_world_settle (&self->world);
  assert_told (self, 18, 2, 0);
  assert_told (self, 8, 1, 0);
  assert_told (self, 0, 3, 0);
  g_assert_cmpuint (muster_record_list_count (self->list), ==, 1);
  assert_names (self, "defghjklmnopqr");
  g_assert_true (muster_record_list_tell_more (self->list, 6));
  assert_told (self, 0, 5, 0);
  assert_told (self, 1, 1, 0);
  assert_names (self, "jlmnopqr");
  set_text (self, "");
  store_world_settle (&self->world);
  muster_record_list_tell_more (self->list, G_MAXUINT);
  assert_names (self, "abcdefghijklmnopqrst");
}

static void
on_first_items (GListModel *list, guint position, guint removed, guint added, gpointer data)
{
  for (guint i = 0; i < added; i++)
    g_ptr_array_add (data, g_list_model_get_item (list, position + i));
}

/* Who asks for rows while they are told gets their records with them: no frame is painted without. */
static void
test_at_hand (ListWorld *self, gconstpointer data)
{
  g_autoptr (GPtrArray) records = fill (self, "abc");
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (MusterRow) again = NULL;

  set_text (self, "zz");
  store_world_settle (&self->world);
  g_signal_connect (self->list, "items-changed", G_CALLBACK (on_first_items), rows);
  set_text (self, "");
  while (rows->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_nonnull (muster_row_get_record (rows->pdata[1]));
  g_assert_cmpstr (muster_record_get_text (muster_row_get_record (rows->pdata[1]), "name"), ==, "b");
  store_world_rename (&self->world, records->pdata[1], "bb");
  store_world_settle (&self->world);
  g_assert_cmpstr (muster_record_get_text (muster_row_get_record (rows->pdata[1]), "name"), ==, "bb");
  g_signal_handlers_disconnect_by_data (self->list, rows);
}

/* ---- queries ----------------------------------------------------------------------------------------------------- */

static void
test_set_query (ListWorld *self, gconstpointer data)
{
  g_autoptr (GPtrArray) records = fill (self, "abc");
  g_autoptr (MusterQuery) descending = areas ();

  muster_query_set_sort (descending, "name", TRUE);
  muster_record_list_set_query (self->list, descending);
  g_assert_true (muster_record_list_is_loading (self->list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, 3); /* until the answer is there */
  store_world_settle (&self->world);
  g_assert_false (muster_record_list_is_loading (self->list));
  assert_names (self, "cba");
  assert_told (self, 0, 3, 3);
  muster_record_list_set_query (self->list, descending); /* the same again: nothing to tell */
  store_world_settle (&self->world);
  gt_signal_logger_assert_no_emissions (self->logger);
}

/* Typed faster than it is answered: only what was typed last is shown, and never anything between. */
static void
test_late_answers (ListWorld *self, gconstpointer data)
{
  g_autoptr (GPtrArray) records = fill (self, "abc");
  g_autoptr (GtSignalLogger) loading = gt_signal_logger_new ();

  gt_signal_logger_connect (loading, self->list, "notify::loading");
  set_text (self, "a");
  set_text (self, "b");
  set_text (self, "c");
  store_world_settle (&self->world);
  assert_names (self, "c");
  assert_told (self, 0, 2, 0);
  gt_signal_logger_assert_no_emissions (self->logger);
  gt_signal_logger_assert_notify_emission_pop (loading, self->list, "loading");
  gt_signal_logger_assert_notify_emission_pop (loading, self->list, "loading");
  gt_signal_logger_assert_no_emissions (loading);
}

static void
test_store_closed (ListWorld *self, gconstpointer data)
{
  g_autoptr (GPtrArray) records = fill (self, "abc");
  g_autoptr (MusterRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), 0);

  muster_store_close (self->world.store);
  set_text (self, "a");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, 3);
  g_assert_null (muster_record_list_get_error (self->list)); /* closing is no fault */
  g_clear_object (&row);
  g_assert_finalize_object (g_steal_pointer (&self->list));
}

/* What cannot be read is said, and gone when it can be read again. */
static void
test_error (ListWorld *self, gconstpointer data)
{
  g_autoptr (GPtrArray) records = fill (self, "abc");
  sqlite3 *other;

  g_assert_cmpint (sqlite3_open (self->world.fixture.path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "ALTER TABLE area RENAME TO lost", NULL, NULL, NULL), ==, SQLITE_OK);
  set_text (self, "a");
  store_world_settle (&self->world);
  g_assert_nonnull (muster_record_list_get_error (self->list));
  g_assert_false (muster_record_list_is_loading (self->list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, 3);
  g_assert_cmpint (sqlite3_exec (other, "ALTER TABLE lost RENAME TO area", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (other), ==, SQLITE_OK);
  set_text (self, "a");
  store_world_settle (&self->world);
  g_assert_null (muster_record_list_get_error (self->list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->list)), ==, 1);
}

static void
test_read_only (ListWorld *self, gconstpointer data)
{
  g_autoptr (MusterRecord) area = store_world_add_area (&self->world, "a");
  g_autoptr (GError) error = NULL;

  store_world_close (&self->world);
  self->world.store = store_world_open (&self->world, MUSTER_REPLICA_READ, &error);
  g_assert_no_error (error);
  list_world_make_list (self, areas ());
  assert_names (self, "a");
}

#define LIST_ADD(name, test)                                                                                           \
  g_test_add ("/store/record-list/" name, ListWorld, NULL, list_world_init, test, list_world_clear)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  LIST_ADD ("ranges", test_ranges);
  LIST_ADD ("several-ranges", test_several_ranges);
  LIST_ADD ("changed-row", test_changed_row);
  LIST_ADD ("rows-stay", test_rows_stay);
  LIST_ADD ("rows-go", test_rows_go);
  LIST_ADD ("first", test_first);
  LIST_ADD ("first-and-changes", test_first_and_changes);
  LIST_ADD ("parts-of-another", test_parts_of_another);
  LIST_ADD ("parts-that-go", test_parts_that_go);
  LIST_ADD ("at-hand", test_at_hand);
  LIST_ADD ("set-query", test_set_query);
  LIST_ADD ("late-answers", test_late_answers);
  LIST_ADD ("store-closed", test_store_closed);
  LIST_ADD ("error", test_error);
  LIST_ADD ("read-only", test_read_only);
  return g_test_run ();
}
