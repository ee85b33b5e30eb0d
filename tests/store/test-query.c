/* test-query.c - lists come in the order that was asked for, from an index, and hold what the filters say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "made-up.h"
#include "muster-db-private.h"
#include "muster-replica-private.h"
#include "world.h"

/* ---- sorting ---------------------------------------------------------------------------------------------------- */

/* What a record sorts by, worked out from the record alone. */
typedef struct {
  gboolean    known;
  gint64      number;
  const char *text; /* NULL: by number */
} Key;

static Key
key_of (MusterRecord *record, const MusterField *field)
{
  const MusterValue *value = muster_record_get (record, field->name);
  MusterPopulation *population;
  guint rank = 0;

  if (value == NULL)
    return (Key) { FALSE };
  switch ((int) field->type)
    {
    case MUSTER_VALUE_WHEN:
      return (Key){ muster_record_get_days (record, field->name).latest != 0,
                    muster_record_get_days (record, field->name).latest };
    case MUSTER_VALUE_CHOICE:
      while (!g_str_equal (field->choices[rank].nick, muster_value_get_text (value)))
        rank++;
      return (Key) { TRUE, rank };
    case MUSTER_VALUE_PARTY:
      return (Key) { TRUE, 0, muster_party_get_text (muster_value_get_party (value)) };
    case MUSTER_VALUE_POPULATION:
      population = muster_value_get_population (value);
      return (Key) { muster_population_get_qualifier (population) != MUSTER_POPULATION_NOT_AVAILABLE,
                     muster_population_get_low (population) };
    case MUSTER_VALUE_TEXT:
    case MUSTER_VALUE_LONG_TEXT:
      return (Key) { TRUE, 0, muster_value_get_text (value) };
    default:
      return (Key) { TRUE, muster_value_get_number (value) };
    }
}

static int
compare_keys (Key a, Key b)
{
  if (a.text != NULL)
    return g_ascii_strcasecmp (a.text, b.text);
  return (a.number > b.number) - (a.number < b.number);
}

static void
assert_order (Fixture *self, const MusterQuery *query, guint n_expected)
{
  const MusterKind *kind = muster_query_get_kind (query);
  gboolean descending;
  const MusterField *field = muster_kind_get_field (kind, muster_query_get_sort (query, &descending));
  g_autoptr(GPtrArray) records = fixture_load (self, query);
  gint64 last_rowid = 0;

  g_assert_cmpuint (records->len, ==, n_expected);
  for (guint i = 0; i < records->len; i++)
    {
      gint64 rowid = muster_replica_get_rowid (self->replica, muster_record_get_id (records->pdata[i]));

      if (i > 0)
        {
          Key a = key_of (records->pdata[i - 1], field);
          Key b = key_of (records->pdata[i], field);
          int order = a.known && b.known ? compare_keys (a, b) : 0;

          if (a.known != b.known ? b.known
              : order != 0       ? (order > 0) != descending
                                 : (last_rowid > rowid) != descending)
            g_error ("%s by %s%s: place %u", kind->name, descending ? "-" : "", field->name, i);
        }
      last_rowid = rowid;
    }
}

static int
on_statement (guint what, gpointer data, gpointer statement, gpointer text)
{
  char **last = data;

  g_free (*last);
  *last = g_strdup (sqlite3_sql (statement));
  return 0;
}

/* The query is answered by walking an index, not by sorting what was found. */
static void
assert_indexed (Fixture *self, const MusterQuery *query)
{
  sqlite3 *handle = self->replica->db->handle;
  g_autofree char *sql = NULL;
  g_autofree char *explain = NULL;
  g_autoptr(GArray) rowids = NULL;
  sqlite3_stmt *statement;

  sqlite3_trace_v2 (handle, SQLITE_TRACE_STMT, on_statement, &sql);
  rowids = muster_replica_query (self->replica, query, NULL);
  sqlite3_trace_v2 (handle, 0, NULL, NULL);
  g_assert_nonnull (strstr (sql, "ORDER BY"));
  explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, explain, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      const char *detail = (const char *) sqlite3_column_text (statement, 3);

      if (strstr (detail, "TEMP B-TREE") != NULL || strstr (detail, "USING COVERING INDEX") == NULL)
        g_error ("%s: %s", sql, detail);
    }
  sqlite3_finalize (statement);
}

/* Every offered order of every kind, both ways, with a third of the records archived. */
static void
test_sorts (Fixture *self, gconstpointer data)
{
  enum { PER_KIND = 18 };
  g_autoptr(GPtrArray) made = make_up_records (self->random, self->clock, PER_KIND);
  g_autoptr(MusterCommit) archive = muster_commit_new (NULL);
  guint n_orders = 0;

  world_save_all (self, made, MUSTER_ORIGIN_LOAD);
  for (guint i = 0; i < made->len; i += 3)
    {
      g_autoptr(MusterRecord) read = world_get (self, made->pdata[i]);

      muster_commit_add_archive (archive, read, TRUE);
    }
  world_save (self, archive, MUSTER_ORIGIN_LOAD);
  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    for (guint j = 0; j < muster_kind_get (i)->n_fields; j++)
      {
        const MusterField *field = &muster_kind_get (i)->fields[j];

        for (guint descending = 0; descending < 2 && (field->flags & MUSTER_FIELD_SORT) != 0; descending++)
          {
            g_autoptr(MusterQuery) query = muster_query_new (muster_kind_get (i));

            muster_query_set_sort (query, field->name, descending != 0);
            assert_order (self, query, PER_KIND / 3 * 2);
            assert_indexed (self, query);
            muster_query_set_archived (query, MUSTER_ARCHIVED_ONLY);
            assert_order (self, query, PER_KIND / 3);
            assert_indexed (self, query);
            muster_query_set_archived (query, MUSTER_ARCHIVED_SHOWN);
            assert_order (self, query, PER_KIND);
            n_orders++;
          }
      }
  g_assert_cmpuint (n_orders, >, 2 * MUSTER_N_KINDS);
}

static void
test_default_sort (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    {
      const MusterKind *kind = muster_kind_get (i);
      g_autoptr(MusterQuery) query = muster_query_new (kind);
      g_autofree char *sort = NULL;
      gboolean descending;
      const char *field = muster_query_get_sort (query, &descending);

      sort = g_strconcat (descending ? "-" : "", field, NULL);
      g_assert_cmpstr (sort, ==, kind->default_sort);
      g_assert_false (muster_query_has_filter (query));
      assert_indexed (self, query);
    }
}

/* ---- filters ---------------------------------------------------------------------------------------------------- */

/* The titles that a query gives, in its order, commas between. */
static void
assert_titles (Fixture *self, MusterQuery *query /* taken */, const char *expected)
{
  g_autoptr(MusterQuery) taken = query;
  g_autoptr(MusterQuery) copy = muster_query_copy (taken);
  g_autoptr(GPtrArray) records = fixture_load (self, copy);
  g_autoptr(GString) titles = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *title = muster_record_dup_title (records->pdata[i]);

      g_string_append_printf (titles, "%s%s", i > 0 ? ", " : "", title);
    }
  g_assert_cmpstr (titles->str, ==, expected);
}

typedef struct {
  MusterRecord *plan, *other_plan, *works[4];
} Plans;

static void
make_plans (Fixture *self, Plans *plans)
{
  static const char *const rows[][4] = { /* title, type, baseline, order */
    { "Hire", "activity", "9 March 2017", "3" },
    { "Premises", "milestone", "Q1 2017/18", "1" },
    { "Go live", "milestone", "ongoing", "2" },
    { "Review", "gateway", NULL, NULL },
  };

  plans->plan = world_add (self, MUSTER_KIND_PLAN, "title", "Hub 1", "start", "1 March 2017", NULL);
  plans->other_plan = world_add (self, MUSTER_KIND_PLAN, "title", "Hub 2", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    plans->works[i] =
      world_add (self, MUSTER_KIND_DELIVERABLE, "title", rows[i][0], "type", rows[i][1], "baseline", rows[i][2],
                 "position", rows[i][3], "plan", world_bind (i == 3 ? plans->other_plan : plans->plan), NULL);
}

static void
free_plans (Plans *plans)
{
  g_object_unref (plans->plan);
  g_object_unref (plans->other_plan);
  for (guint i = 0; i < G_N_ELEMENTS (plans->works); i++)
    g_object_unref (plans->works[i]);
}

static MusterQuery *
works (const char *sort)
{
  MusterQuery *query = muster_query_new (muster_kind_get (MUSTER_KIND_DELIVERABLE));

  muster_query_set_sort (query, sort, FALSE);
  return query;
}

static void
test_filters (Fixture *self, gconstpointer data)
{
  Plans plans;
  MusterQuery *query;
  guint32 day;

  make_plans (self, &plans);
  assert_titles (self, works ("position"), "Premises, Go live, Hire, Review");

  query = works ("title");
  muster_query_add_ref (query, "plan", muster_record_get_id (plans.plan));
  g_assert_true (muster_query_has_filter (query));
  assert_titles (self, query, "Go live, Hire, Premises");

  query = works ("title");
  muster_query_add_choice (query, "type", "milestone");
  assert_titles (self, query, "Go live, Premises");

  query = works ("title");
  muster_query_add_ref (query, "plan", muster_record_get_id (plans.plan));
  muster_query_add_choice (query, "type", "milestone");
  muster_query_add_range (query, "position", 2, 3);
  assert_titles (self, query, "Go live");

  query = works ("title"); /* bounds included */
  muster_query_add_range (query, "position", 1, 2);
  assert_titles (self, query, "Go live, Premises");

  day = muster_record_get_days (plans.works[1], "baseline").latest; /* 30 June 2017 */
  query = works ("title");
  muster_query_add_range (query, "baseline", day, day);
  assert_titles (self, query, "Premises");
  query = works ("title");
  muster_query_add_range (query, "baseline", 1, day - 1);
  assert_titles (self, query, "Hire");

  /* The parent is another field that points: only the one that was asked for counts. */
  query = works ("title");
  muster_query_add_ref (query, "parent", muster_record_get_id (plans.plan));
  assert_titles (self, query, "");

  query = works ("title");
  muster_query_set_text (query, "LIV go");
  g_assert_cmpstr (muster_query_get_text (query), ==, "LIV go");
  assert_titles (self, query, ""); /* the last word alone is a prefix */
  query = works ("title");
  muster_query_set_text (query, "go LIV");
  muster_query_add_ref (query, "plan", muster_record_get_id (plans.plan));
  assert_titles (self, query, "Go live");
  query = works ("title");
  muster_query_set_text (query, "…!");
  assert_titles (self, query, "");

  g_object_unref (world_archive (self, plans.works[0], TRUE));
  query = works ("title");
  muster_query_set_archived (query, MUSTER_ARCHIVED_ONLY);
  muster_query_add_ref (query, "plan", muster_record_get_id (plans.plan));
  assert_titles (self, query, "Hire");
  free_plans (&plans);
}

static void
test_filter_some_choices (Fixture *self, gconstpointer data)
{
  static const char *const two[] = { "milestone", "gateway", NULL }, *const none[] = { "gateway", "", NULL };
  static const char *const no_nick[] = { NULL };
  Plans plans;
  MusterQuery *query;

  make_plans (self, &plans);
  g_object_unref (world_edit (self, plans.works[0], "type", NULL, NULL));
  query = works ("title");
  muster_query_set_choices (query, "type", two);
  assert_titles (self, query, "Go live, Premises, Review");
  query = works ("title");
  muster_query_set_choices (query, "type", none);
  assert_titles (self, query, "Hire, Review");
  query = works ("title");
  muster_query_set_choices (query, "type", no_nick);
  g_assert_false (muster_query_has_filter (query));
  assert_titles (self, query, "Go live, Hire, Premises, Review");
  query = works ("title");
  muster_query_set_choices (query, "type", two);
  muster_query_clear_filters (query);
  assert_titles (self, query, "Go live, Hire, Premises, Review");
  free_plans (&plans);
}

static void
test_filter_party (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) one = world_add (self, MUSTER_KIND_RISK, "title", "One", "status", "open", "owner",
                                           "Programme Director", NULL);
  g_autoptr(MusterRecord) two = world_add (self, MUSTER_KIND_RISK, "title", "Two", "status", "open", "owner",
                                           "Finance \"lead\"", NULL);
  g_autoptr(MusterRecord) three = world_add (self, MUSTER_KIND_RISK, "title", "Three", "status", "open", NULL);
  static const struct { const char *owner, *titles; } rows[] = {
    { "Programme Director", "One" }, { "Finance \"lead\"", "Two" }, { "", "Three" }, { "Programme", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      MusterQuery *query = muster_query_new (muster_kind_get (MUSTER_KIND_RISK));

      muster_query_set_choices (query, "owner", (const char *const[]){ rows[i].owner, NULL });
      assert_titles (self, query, rows[i].titles);
    }
}

/* What was kept asks for the same again; what is not known any more is left out. */
static void
test_keep (Fixture *self, gconstpointer data)
{
  static const char *const two[] = { "open", "treating", NULL }, *const owners[] = { "", "Finance, lead", NULL };
  const MusterKind *risk = muster_kind_get (MUSTER_KIND_RISK);
  g_autoptr(MusterQuery) query = muster_query_new (risk);
  g_autoptr(MusterQuery) again = muster_query_new (risk);
  g_autoptr(GVariant) kept = NULL, strange = NULL;
  g_auto(GStrv) choices = NULL, parties = NULL;
  const char *map;
  gboolean descending;

  muster_query_set_text (query, "posts");
  muster_query_set_choices (query, "status", two);
  muster_query_set_choices (query, "owner", owners);
  muster_query_set_cells (query, "target_likelihood", MUSTER_CELL (5, 5) | MUSTER_CELL (1, 2));
  muster_query_set_sort (query, "title", TRUE);
  muster_query_set_archived (query, MUSTER_ARCHIVED_SHOWN);
  kept = g_variant_ref_sink (muster_query_keep (query));
  muster_query_recall (again, kept);
  g_assert_cmpstr (muster_query_get_text (again), ==, "posts");
  choices = muster_query_get_choices (again, "status");
  g_assert_cmpstrv (choices, two);
  parties = muster_query_get_choices (again, "owner");
  g_assert_cmpstrv (parties, owners);
  g_assert_cmpuint (muster_query_count_choices (again), ==, 2);
  g_assert_cmpuint (muster_query_get_cells (again, &map), ==, MUSTER_CELL (5, 5) | MUSTER_CELL (1, 2));
  g_assert_cmpstr (map, ==, "target_likelihood");
  g_assert_cmpstr (muster_query_get_sort (again, &descending), ==, "title");
  g_assert_true (descending);
  g_assert_cmpint (muster_query_get_archived (again), ==, MUSTER_ARCHIVED_SHOWN);

  strange = g_variant_ref_sink (g_variant_new_parsed ("{'text': <5>, 'sort': <'mood'>, 'cells': <('mood', uint32 7)>,"
                                                      " 'choices': <[('mood', ['x']), ('band', ['high'])]>}"));
  muster_query_recall (again, strange);
  g_assert_cmpstr (muster_query_get_text (again), ==, "");
  g_assert_cmpuint (muster_query_get_cells (again, NULL), ==, 0);
  g_assert_cmpuint (muster_query_count_choices (again), ==, 1);
  g_assert_cmpint (muster_query_get_archived (again), ==, MUSTER_ARCHIVED_HIDDEN);
}

static void
test_filter_refs_and_population (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) team = world_add (self, MUSTER_KIND_TEAM, "name", "Hub 1", NULL);
  g_autoptr(MusterRecord) second = world_add (self, MUSTER_KIND_TEAM, "name", "Hub 2", NULL);
  g_autoptr(MusterRecord) both = world_add (self, MUSTER_KIND_TEAM, "name", "Both", NULL);
  g_autoptr(MusterRecord) figure =
    world_add (self, MUSTER_KIND_POPULATION, "label", "List", "of", world_bind (team), "figure", "50-80k", NULL);
  g_autofree char *networks = g_strconcat (world_bind (team), world_bind (second), NULL);
  MusterQuery *query;

  g_object_unref (world_edit (self, both, "networks", networks, NULL));
  query = muster_query_new (muster_kind_get (MUSTER_KIND_TEAM));
  muster_query_add_ref (query, "networks", muster_record_get_id (second));
  assert_titles (self, query, "Both");

  query = muster_query_new (muster_kind_get (MUSTER_KIND_TEAM));
  muster_query_add_range (query, "population", 50000, 60000);
  assert_titles (self, query, "Hub 1");
  query = muster_query_new (muster_kind_get (MUSTER_KIND_TEAM));
  muster_query_add_range (query, "population", 50001, 90000);
  assert_titles (self, query, "");
}

/* Words that few records hold and words that very many do are answered in two ways, to the same rows in the same order.
 * */
static void
test_words_of_many (Fixture *self, gconstpointer data)
{
  enum { N = 2400 };
  const MusterKind *risk = muster_kind_get (MUSTER_KIND_RISK);
  g_autoptr(GPtrArray) risks = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(MusterQuery) all = muster_query_new (risk);
  g_autoptr(MusterQuery) many = muster_query_new (risk);
  g_autoptr(MusterQuery) few = muster_query_new (risk);
  g_autoptr(GArray) of_all = NULL, of_many = NULL, of_few = NULL;

  for (guint i = 0; i < N; i++)
    {
      g_autofree char *title = g_strdup_printf ("Delay %u of the %s", i % 7, i % 2 == 0 ? "estates plan" : "rota");

      g_ptr_array_add (risks, i % 3 == 0 ? world_make (self, MUSTER_KIND_TEAM, "name", title, NULL)
                                         : world_make (self, MUSTER_KIND_RISK, "title", title, "status", "open", NULL));
    }
  world_save_all (self, risks, MUSTER_ORIGIN_LOAD);
  muster_query_set_sort (all, "title", TRUE);
  muster_query_set_sort (many, "title", TRUE);
  muster_query_set_sort (few, "title", TRUE);
  muster_query_set_text (many, "del");
  muster_query_set_text (few, "3 rot");
  of_all = muster_replica_query (self->replica, all, NULL);
  of_many = muster_replica_query (self->replica, many, NULL);
  of_few = muster_replica_query (self->replica, few, NULL);

  g_assert_cmpuint (of_all->len, ==, N * 2 / 3);
  g_assert_cmpmem (of_all->data, of_all->len * sizeof (gint64), of_many->data, of_many->len * sizeof (gint64));
  g_assert_cmpuint (of_few->len, >, 50);
  assert_order (self, many, of_many->len);
  assert_order (self, few, of_few->len);
  muster_query_set_text (few, "zzz");
  assert_order (self, few, 0);
  muster_query_set_text (few, " … ");
  assert_order (self, few, 0);
}

/* Rows that are gone leave holes where they were asked for. */
static void
test_load_holes (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) team = world_add (self, MUSTER_KIND_TEAM, "name", "Hub 1", NULL);
  gint64 rowid = muster_replica_get_rowid (self->replica, muster_record_get_id (team));
  gint64 rowids[] = { rowid + 7, rowid, -1 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) records =
    muster_replica_load (self->replica, muster_kind_get (MUSTER_KIND_TEAM), rowids, 3, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 3);
  g_assert_null (records->pdata[0]);
  g_assert_nonnull (records->pdata[1]);
  g_assert_null (records->pdata[2]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  WORLD_ADD ("/store/query/sorts", test_sorts);
  WORLD_ADD ("/store/query/default-sort", test_default_sort);
  WORLD_ADD ("/store/query/filters", test_filters);
  WORLD_ADD ("/store/query/filter-refs-and-population", test_filter_refs_and_population);
  WORLD_ADD ("/store/query/filter-some-choices", test_filter_some_choices);
  WORLD_ADD ("/store/query/filter-party", test_filter_party);
  WORLD_ADD ("/store/query/keep", test_keep);
  WORLD_ADD ("/store/query/words-of-many", test_words_of_many);
  WORLD_ADD ("/store/query/load-holes", test_load_holes);
  return g_test_run ();
}
