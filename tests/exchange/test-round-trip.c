/* test-round-trip.c - every kind goes SQL -> record -> JSON -> CSV -> record, and comes back as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "made-up.h"
#include "muster-csv.h"
#include "muster-export.h"
#include "muster-json.h"
#include "replica-fixture.h"

#define PER_KIND 12

typedef struct {
  Fixture    fixture;
  GPtrArray *made; /* MusterRecord */
} World;

static void
set_up (World *self)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr(MusterCommit) commit = muster_commit_new ("Made up");
  g_autoptr(GError) error = NULL;

  g_test_message ("seed %u", seed);
  fixture_init (&self->fixture, seed);
  fixture_open (&self->fixture, MUSTER_REPLICA_CREATE);
  self->made = make_up_records (self->fixture.random, self->fixture.clock, PER_KIND);
  for (guint i = 0; i < self->made->len; i++)
    muster_commit_add_edit (commit, NULL, self->made->pdata[i]);
  muster_replica_save (self->fixture.replica, commit, MUSTER_ORIGIN_LOAD, NULL, NULL, &error);
  g_assert_no_error (error);

  /* What is read comes from the file. */
  fixture_close (&self->fixture);
  fixture_open (&self->fixture, MUSTER_REPLICA_READ);
}

static void
tear_down (World *self)
{
  g_ptr_array_unref (self->made);
  fixture_clear (&self->fixture);
}

/* Every field that a person fills in; and the derived ones where asked. */
static void
assert_same (MusterRecord *a, MusterRecord *b, gboolean with_derived)
{
  const MusterKind *kind = muster_record_get_kind (a);

  g_assert_true (kind == muster_record_get_kind (b));
  g_assert_true (muster_id_equal (muster_record_get_id (a), muster_record_get_id (b)));
  g_assert_cmpint (muster_record_is_archived (a), ==, muster_record_is_archived (b));
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterField *field = &kind->fields[i];
      g_autofree char *left = NULL;
      g_autofree char *right = NULL;

      if (!with_derived && muster_field_is_derived (field))
        continue;
      if (muster_value_equal (muster_record_get_at (a, i), muster_record_get_at (b, i)))
        continue;
      left = muster_field_to_text (field, muster_record_get_at (a, i));
      right = muster_field_to_text (field, muster_record_get_at (b, i));
      g_error ("%s.%s: \"%s\" is not \"%s\"", kind->name, field->name, left, right);
    }
}

static void
test_sql (gconstpointer data)
{
  World *self = (World *) data;

  for (guint i = 0; i < self->made->len; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(MusterRecord) read = muster_replica_get (self->fixture.replica,
                                                          muster_record_get_id (self->made->pdata[i]), &error);

      g_assert_no_error (error);
      g_assert_nonnull (read);
      assert_same (self->made->pdata[i], read, FALSE);
    }
}

static void
test_json (gconstpointer data)
{
  World *self = (World *) data;

  for (guint i = 0; i < self->made->len; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(MusterRecord) read = muster_replica_get (self->fixture.replica,
                                                          muster_record_get_id (self->made->pdata[i]), &error);
      g_autoptr(json_t) json = muster_record_to_json (read, TRUE);
      g_autofree char *text = muster_json_to_text (json);
      g_autoptr(json_t) parsed = muster_json_from_text (text, strlen (text), &error);
      g_autoptr(MusterRecord) back = NULL;
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      back = muster_record_from_json (parsed, &error);
      g_assert_no_error (error);
      assert_same (read, back, TRUE);
      again = muster_json_to_text (parsed);
      g_assert_cmpstr (again, ==, text);
    }
}

static char *
export_csv (World *self, const MusterQuery *query, MusterExportFlags flags, gsize *length)
{
  g_autoptr(GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr(GError) error = NULL;

  muster_export_csv (self->fixture.replica, query, flags, out, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (out, NULL, &error);
  g_assert_no_error (error);
  *length = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out));
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (out));
}

/* No cell of words begins with what a spreadsheet would compute. */
static void
assert_guarded (const MusterKind *kind, const char *csv, gsize length)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = muster_csv_parse (csv, length, &error);
  const MusterCsvRow *header;

  g_assert_no_error (error);
  header = rows->pdata[0];
  for (guint i = 0; i < header->n_cells; i++)
    {
      const MusterField *field = muster_kind_get_field (kind, header->cells[i]);
      gboolean words = field != NULL && (field->type == MUSTER_VALUE_TEXT || field->type == MUSTER_VALUE_LONG_TEXT ||
                                         field->type == MUSTER_VALUE_LIST || field->type == MUSTER_VALUE_PARTY);

      for (guint row = 1; words && row < rows->len; row++)
        {
          const char *cell = ((MusterCsvRow *) rows->pdata[row])->cells[i];

          g_assert_true (*cell == '\0' || strchr ("=+-@\t\r", *cell) == NULL);
        }
    }
}

static void
test_csv (gconstpointer data)
{
  static const MusterExportFlags flags[] = { 0, MUSTER_EXPORT_BOM, MUSTER_EXPORT_DERIVED };
  World *self = (World *) data;

  for (guint i = 0; i < MUSTER_N_KINDS * G_N_ELEMENTS (flags); i++)
    {
      const MusterKind *kind = muster_kind_get (i / G_N_ELEMENTS (flags));
      g_autoptr(MusterQuery) query = muster_query_new (kind);
      g_autoptr(GPtrArray) read = fixture_load (&self->fixture, query);
      g_autoptr(GPtrArray) back = NULL;
      g_autoptr(GError) error = NULL;
      gsize length = 0;
      g_autofree char *csv = export_csv (self, query, flags[i % G_N_ELEMENTS (flags)], &length);

      assert_guarded (kind, csv, length);
      back = muster_import_csv (kind, csv, length, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (back->len, ==, PER_KIND);
      for (guint n = 0; n < back->len; n++)
        {
          assert_same (read->pdata[n], back->pdata[n], FALSE);
          g_assert_cmpstr (muster_record_get_ref_code (read->pdata[n]), ==,
                           muster_record_get_ref_code (back->pdata[n]));
        }
    }
}

/* All kinds in one array, in the order of the queries. */
static void
test_json_export (gconstpointer data)
{
  World *self = (World *) data;
  g_autoptr(GPtrArray) queries = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_query_free);
  g_autoptr(GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr(GError) error = NULL;
  g_autoptr(json_t) list = NULL;
  json_t *item;
  gsize i;

  for (guint kind = 0; kind < MUSTER_N_KINDS; kind++)
    g_ptr_array_add (queries, muster_query_new (muster_kind_get (kind)));
  muster_export_json (self->fixture.replica, (MusterQuery *const *) queries->pdata, queries->len, 0, out, NULL, &error);
  g_assert_no_error (error);
  list = muster_json_from_text (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (out)),
                                g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out)), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_size (list), ==, MUSTER_N_KINDS * PER_KIND);
  json_array_foreach (list, i, item)
    {
      g_autoptr(MusterRecord) record = muster_record_from_json (item, &error);
      g_autoptr(MusterRecord) read = NULL;

      g_assert_no_error (error);
      read = muster_replica_get (self->fixture.replica, muster_record_get_id (record), &error);
      g_assert_no_error (error);
      assert_same (read, record, FALSE);
    }
}

/* Records that nobody made by hand are as sound as any: derived values equal a replay of the log. */
static void
test_check (gconstpointer data)
{
  World *self = (World *) data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) faults = muster_replica_check (self->fixture.replica, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < faults->len; i++)
    g_test_message ("%s", (char *) faults->pdata[i]);
  g_assert_cmpuint (faults->len, ==, 0);
}

int
main (int argc, char **argv)
{
  World world = { 0 };
  int status;

  g_test_init (&argc, &argv, NULL);
  set_up (&world);
  g_test_add_data_func ("/exchange/round-trip/sql", &world, test_sql);
  g_test_add_data_func ("/exchange/round-trip/json", &world, test_json);
  g_test_add_data_func ("/exchange/round-trip/csv", &world, test_csv);
  g_test_add_data_func ("/exchange/round-trip/json-export", &world, test_json_export);
  g_test_add_data_func ("/exchange/round-trip/check", &world, test_check);
  status = g_test_run ();
  tear_down (&world);
  return status;
}
