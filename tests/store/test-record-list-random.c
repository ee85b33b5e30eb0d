/* test-record-list-random.c - whatever is saved and asked for, and however fast, the list ends up as the query says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-world.h"

#define STEPS 250

static guint
below (guint n)
{
  return (guint) g_test_rand_int_range (0, (int) n);
}

static void
set_field (MusterRecord *record, const char *field, MusterValueType type, const char *text)
{
  g_autoptr (MusterValue) value = muster_value_new_text (type, text);

  muster_record_set (record, field, value);
}

static void
random_name (MusterRecord *record)
{
  const char name[] = { (char) ('a' + below (6)), (char) ('a' + below (6)), '\0' };

  set_field (record, "name", MUSTER_VALUE_TEXT, name);
}

/* In one save: some new, some renamed, some archived or brought back. */
static void
save_some (ListWorld *self, GPtrArray *records)
{
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);
  guint n_old = records->len, first = n_old > 0 ? below (n_old) : 0, n_edited = below (4);

  for (guint i = 0; i < n_edited && i < n_old; i++)
    {
      g_autoptr (MusterRecord) base = store_world_get (&self->world, records->pdata[(first + i) % n_old]);
      g_autoptr (MusterRecord) edited = muster_record_copy (base);

      if (below (2) == 0)
        muster_commit_add_archive (commit, base, !muster_record_is_archived (base));
      random_name (edited);
      muster_commit_add_edit (commit, base, edited);
    }
  for (guint n = below (n_old < 60 ? 6 : 2); n > 0; n--)
    {
      MusterRecord *fresh = muster_store_make_record (self->world.store, muster_kind_get (MUSTER_KIND_AREA));

      random_name (fresh);
      set_field (fresh, "level", MUSTER_VALUE_CHOICE, below (2) == 0 ? "borough" : "place");
      muster_commit_add_edit (commit, NULL, fresh);
      g_ptr_array_add (records, fresh);
    }
  store_world_save (&self->world, commit);
}

static void
ask_something_else (ListWorld *self)
{
  static const char *const texts[] = { "", "", "a", "b", "cd" };
  g_autoptr (MusterQuery) query = muster_query_new (muster_kind_get (MUSTER_KIND_AREA));

  muster_query_set_sort (query, below (2) == 0 ? "name" : "level", below (2) == 0);
  muster_query_set_text (query, texts[below (G_N_ELEMENTS (texts))]);
  muster_query_set_archived (query, (MusterArchived) below (3));
  if (below (4) == 0)
    muster_query_add_choice (query, "level", "place");
  muster_record_list_set_query (self->list, query);
}

static gpointer
read_rowids (MusterReplica *replica, gpointer query, GError **error)
{
  return muster_replica_query (replica, query, error);
}

/* Against the query itself, and the records of the rows that somebody holds against the replica. */
static void
assert_list (ListWorld *self, GPtrArray *held)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) rowids = NULL;

  store_world_settle (&self->world);
  while (muster_record_list_tell_more (self->list, 1 + below (9)))
    ;
  g_assert_cmpuint (muster_record_list_count (self->list), ==, self->shadow->len);
  muster_store_read_async (self->world.store, read_rowids, (gpointer) muster_record_list_get_query (self->list), NULL,
                           (GDestroyNotify) g_array_unref, NULL, store_world_take, &result);
  rowids = muster_store_read_finish (self->world.store, store_world_wait (&result), NULL);
  g_assert_cmpmem (rowids->data, rowids->len * sizeof (gint64), self->shadow->data,
                   self->shadow->len * sizeof (gint64));
  for (guint i = 0; i < held->len; i++)
    {
      MusterRecord *shown = muster_row_get_record (held->pdata[i]);
      g_autoptr (MusterRecord) now = store_world_get (&self->world, shown);

      world_assert_same (shown, now);
    }
}

static void
hold_some (ListWorld *self, GPtrArray *held)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  if (held->len > 12)
    g_ptr_array_remove_index (held, below (held->len));
  if (n > 0)
    g_ptr_array_add (held, g_list_model_get_item (G_LIST_MODEL (self->list), below (n)));
}

static void
test_random (ListWorld *self, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean in_parts = GPOINTER_TO_INT (data);
  guint n_told = 0;

  list_world_make_list (self, muster_query_new (muster_kind_get (MUSTER_KIND_AREA)));
  if (in_parts)
    muster_record_list_tell_in_parts (self->list, 1 + below (6), 8 + below (20));
  for (guint step = 0; step < STEPS; step++)
    {
      switch (below (6))
        {
        case 0:
          ask_something_else (self);
          break;
        case 1:
          g_main_context_iteration (NULL, FALSE); /* in the middle of things */
          break;
        case 2:
          hold_some (self, held);
          break;
        case 3:
          muster_record_list_tell_more (self->list, below (9)); /* or while some is still to be told */
          break;
        default:
          save_some (self, records);
          break;
        }
      if (step % 5 == 0)
        assert_list (self, held);
    }
  assert_list (self, held);
  n_told = (guint) gt_signal_logger_get_n_emissions (self->logger);
  g_test_message ("%u changes told for %u records", n_told, records->len);
  g_assert_cmpuint (n_told, >, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/record-list/random", ListWorld, GINT_TO_POINTER (FALSE), list_world_init, test_random,
              list_world_clear);
  g_test_add ("/store/record-list/random-in-parts", ListWorld, GINT_TO_POINTER (TRUE), list_world_init, test_random,
              list_world_clear);
  return g_test_run ();
}
