/* test-map.c - how many risks stand in each cell, and the register that a cell shows: the same ones.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-db-private.h"
#include "muster-replica-private.h"
#include "muster-risk-story.h"
#include "world.h"

static const char *const maps[] = { "initial_likelihood", "likelihood", "target_likelihood" };

static void
assess (Fixture *self, MusterRecord *risk, const char *kind, const char *on, int likelihood, int impact)
{
  g_autofree char *l = g_strdup_printf ("%d", likelihood), *c = g_strdup_printf ("%d", impact);

  g_object_unref (world_add (self, MUSTER_KIND_ASSESSMENT, "risk", world_bind (risk), "kind", kind, "likelihood", l,
                             "impact", c, "rationale", "Because", "on", on, NULL));
}

/* "4x4 3, 5x2 1, nowhere 2" */
static void
assert_map (Fixture *self, const MusterQuery *query, const char *field, const char *expected)
{
  g_autoptr(GString) said = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  MusterMap map;

  g_assert_true (muster_replica_count_cells (self->replica, query, field, &map, &error));
  g_assert_no_error (error);
  for (int l = 5; l >= 1; l--)
    for (int c = 5; c >= 1; c--)
      if (map.cells[l - 1][c - 1] > 0)
        g_string_append_printf (said, "%dx%d %u, ", l, c, map.cells[l - 1][c - 1]);
  g_string_append_printf (said, "nowhere %u", map.nowhere);
  g_assert_cmpstr (said->str, ==, expected);
}

static void
test_three_maps (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterQuery) query = muster_query_new (muster_kind_get (MUSTER_KIND_RISK));
  g_autoptr(MusterRecord) posts = world_add (self, MUSTER_KIND_RISK, "title", "Posts", "status", "open", NULL);
  g_autoptr(MusterRecord) rooms = world_add (self, MUSTER_KIND_RISK, "title", "Rooms", "status", "open", NULL);
  g_autoptr(MusterRecord) roof = world_add (self, MUSTER_KIND_RISK, "title", "Roof leaks", "status", "open", NULL);

  assert_map (self, query, "likelihood", "nowhere 3");
  assess (self, posts, "initial", "1 March 2017", 4, 4);
  assess (self, posts, "current", "1 June 2017", 3, 4);
  assess (self, posts, "current", "1 May 2017", 5, 5); /* not the latest */
  assess (self, posts, "target", "1 June 2017", 2, 3);
  assess (self, rooms, "initial", "1 March 2017", 3, 4);
  assert_map (self, query, "initial_likelihood", "4x4 1, 3x4 1, nowhere 1");
  /* As long as nobody assessed it again it is where it was at first. */
  assert_map (self, query, "likelihood", "3x4 2, nowhere 1");
  assert_map (self, query, "target_likelihood", "2x3 1, nowhere 2");

  muster_query_set_text (query, "posts");
  assert_map (self, query, "likelihood", "3x4 1, nowhere 0");
  muster_query_set_cells (query, "likelihood", MUSTER_CELL (1, 1));
  assert_map (self, query, "likelihood", "3x4 1, nowhere 0");
  muster_query_set_text (query, NULL);
  g_object_unref (world_archive (self, posts, TRUE));
  assert_map (self, query, "likelihood", "3x4 1, nowhere 1");
  muster_query_set_archived (query, MUSTER_ARCHIVED_SHOWN);
  assert_map (self, query, "likelihood", "3x4 2, nowhere 1");
  world_assert_sound (self);
}

static void
test_of_one_place (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterQuery) query = muster_query_new (muster_kind_get (MUSTER_KIND_RISK));
  g_autoptr(MusterRecord) here = world_add (self, MUSTER_KIND_AREA, "name", "Camden", "level", "borough", NULL);
  g_autoptr(MusterRecord) there = world_add (self, MUSTER_KIND_AREA, "name", "Barnet", "level", "borough", NULL);
  g_autoptr(MusterRecord) posts = world_add (self, MUSTER_KIND_RISK, "title", "Posts", "status", "open", "scope",
                                             world_bind (here), NULL);
  g_autoptr(MusterRecord) rooms = world_add (self, MUSTER_KIND_RISK, "title", "Rooms", "status", "open", "scope",
                                             world_bind (there), NULL);

  assess (self, posts, "current", "1 June 2017", 3, 4);
  assess (self, rooms, "current", "1 June 2017", 5, 2);
  assert_map (self, query, "likelihood", "5x2 1, 3x4 1, nowhere 0");
  muster_query_set_scope (query, muster_record_get_id (here));
  assert_map (self, query, "likelihood", "3x4 1, nowhere 0");
}

static GPtrArray *
make_many (Fixture *self, guint n)
{
  static const char *const kinds[] = { "initial", "current", "target" };
  GPtrArray *made = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title = g_strdup_printf ("Delay %u of the %s", i, i % 2 == 0 ? "estates plan" : "rota");
      MusterRecord *risk = world_make (self, MUSTER_KIND_RISK, "title", title, "status",
                                       i % 3 == 0 ? "open" : "treating", NULL);

      g_ptr_array_add (made, risk);
      for (guint j = 0; j < G_N_ELEMENTS (kinds); j++)
        {
          g_autofree char *l = g_strdup_printf ("%d", g_test_rand_int_range (1, 6));
          g_autofree char *c = g_strdup_printf ("%d", g_test_rand_int_range (1, 6));

          if (g_test_rand_int_range (0, 4) > 0)
            g_ptr_array_add (made,
                             world_make (self, MUSTER_KIND_ASSESSMENT, "risk", world_bind (risk), "kind", kinds[j],
                                         "likelihood", l, "impact", c, "on", "1 June 2017", NULL));
        }
    }
  return made;
}

/* What is counted in a cell is what the register shows there, however it was asked for. */
static void
assert_cells_agree (Fixture *self, const char *text, const char *field)
{
  static const char *const treating[] = { "treating", "draft", NULL };
  guint all = 0;
  MusterMap map;

  for (int l = 1; l <= 5; l++)
    for (int c = 1; c <= 5; c++)
      {
        g_autoptr(MusterQuery) query = muster_query_new (muster_kind_get (MUSTER_KIND_RISK));
        g_autoptr(GArray) rowids = NULL;

        muster_query_set_text (query, text);
        muster_query_set_choices (query, "status", treating);
        muster_query_set_cells (query, field, MUSTER_CELL (l, c));
        g_assert_true (muster_query_has_filter (query));
        rowids = muster_replica_query (self->replica, query, NULL);
        g_assert_true (muster_replica_count_cells (self->replica, query, field, &map, NULL));
        g_assert_cmpuint (map.cells[l - 1][c - 1], ==, rowids->len);
        all += rowids->len;
      }
  for (int l = 0; l < 5; l++)
    for (int c = 0; c < 5; c++)
      all -= map.cells[l][c];
  g_assert_cmpuint (all, ==, 0);
}

static void
test_cells_agree (Fixture *self, gconstpointer data)
{
  g_autoptr(GPtrArray) made = make_many (self, 600);

  world_save_all (self, made, MUSTER_ORIGIN_LOAD);
  for (guint i = 0; i < G_N_ELEMENTS (maps); i++)
    {
      assert_cells_agree (self, "", maps[i]);
      assert_cells_agree (self, "del", maps[i]);     /* very many: by bits */
      assert_cells_agree (self, "1 est", maps[i]);   /* few: one by one */
    }
}

static void
test_several_cells (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterQuery) query = muster_query_new (muster_kind_get (MUSTER_KIND_RISK));
  g_autoptr(GPtrArray) made = make_many (self, 60);
  g_autoptr(GArray) rowids = NULL, again = NULL;
  MusterMap map;

  world_save_all (self, made, MUSTER_ORIGIN_LOAD);
  muster_query_set_cells (query, "likelihood", MUSTER_CELL (5, 5) | MUSTER_CELL (1, 1) | MUSTER_CELL (3, 2));
  rowids = muster_replica_query (self->replica, query, NULL);
  g_assert_true (muster_replica_count_cells (self->replica, query, "likelihood", &map, NULL));
  g_assert_cmpuint (rowids->len, ==, map.cells[4][4] + map.cells[0][0] + map.cells[2][1]);
  muster_query_set_cells (query, "likelihood", 0);
  again = muster_replica_query (self->replica, query, NULL);
  g_assert_cmpuint (again->len, ==, 60);
}

static int
on_statement (guint what, gpointer data, gpointer statement, gpointer text)
{
  char **last = data;

  g_free (*last);
  *last = g_strdup (sqlite3_sql (statement));
  return 0;
}

/* One query, answered from the index alone. */
static void
test_from_the_index (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterQuery) query = muster_query_new (muster_kind_get (MUSTER_KIND_RISK));
  sqlite3 *handle = self->replica->db->handle;

  for (guint i = 0; i < G_N_ELEMENTS (maps); i++)
    {
      g_autofree char *sql = NULL, *explain = NULL;
      sqlite3_stmt *statement;
      MusterMap map;

      sqlite3_trace_v2 (handle, SQLITE_TRACE_STMT, on_statement, &sql);
      g_assert_true (muster_replica_count_cells (self->replica, query, maps[i], &map, NULL));
      sqlite3_trace_v2 (handle, 0, NULL, NULL);
      explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
      g_assert_cmpint (sqlite3_prepare_v2 (handle, explain, -1, &statement, NULL), ==, SQLITE_OK);
      while (sqlite3_step (statement) == SQLITE_ROW)
        g_assert_nonnull (strstr ((const char *) sqlite3_column_text (statement, 3), "USING COVERING INDEX"));
      sqlite3_finalize (statement);
    }
}

/* One risk, read whole: by day, what is scored alone, and stuck from the third equal score above the target on. */
static void
test_story (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) team = world_add (self, MUSTER_KIND_TEAM, "name", "Hub 1", NULL);
  g_autoptr(MusterRecord) risk = world_add (self, MUSTER_KIND_RISK, "title", "Posts", "status", "open", "scope",
                                            world_bind (team), NULL);
  g_autoptr(MusterRecord) late = world_add (self, MUSTER_KIND_MITIGATION, "text", "Hire", "risk", world_bind (risk),
                                            "baseline", "1 June 2018", NULL);
  g_autoptr(MusterRecord) undated = world_add (self, MUSTER_KIND_MITIGATION, "text", "Ask", "risk", world_bind (risk),
                                               NULL);
  g_autoptr(MusterRecord) soon = world_add (self, MUSTER_KIND_MITIGATION, "text", "Train", "risk", world_bind (risk),
                                            "baseline", "1 June 2017", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterRiskStory) story = NULL, again = NULL, none = NULL;
  static const MusterId nobody = { { 1 } };

  assess (self, risk, "current", "1 September 2017", 3, 4);
  assess (self, risk, "initial", "1 March 2017", 3, 4);
  assess (self, risk, "target", "1 March 2017", 2, 3);
  story = muster_replica_get_risk_story (self->replica, muster_record_get_id (risk), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (story->assessments->len, ==, 3);
  g_assert_true (muster_record_is_choice (story->assessments->pdata[2], "kind", "current"));
  g_assert_cmpuint (story->unchanged, ==, 2);
  g_assert_cmpuint (story->mitigations->len, ==, 3);
  g_assert_cmpstr (muster_record_get_text (story->mitigations->pdata[0], "text"), ==, "Train");
  g_assert_cmpstr (muster_record_get_text (story->mitigations->pdata[2], "text"), ==, "Ask");
  g_assert_cmpuint (story->linked->len, ==, 1);
  g_assert_cmpstr (((MusterLinked *) story->linked->pdata[0])->field->name, ==, "scope");
  g_assert_false (story->cut);

  assess (self, risk, "current", "1 October 2017", 4, 3);
  again = muster_replica_get_risk_story (self->replica, muster_record_get_id (risk), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->unchanged, ==, MUSTER_STUCK_FROM);
  none = muster_replica_get_risk_story (self->replica, &nobody, &error);
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
  g_assert_null (none);
}

static void
test_parties (Fixture *self, gconstpointer data)
{
  static const char *const owners[] = { "Finance lead", "Programme Director", "Programme Director", NULL };
  g_autoptr(GPtrArray) texts = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    g_object_unref (world_add (self, MUSTER_KIND_RISK, "title", "Posts", "status", "open", "owner", owners[i], NULL));
  texts = muster_replica_list_parties (self->replica, muster_kind_get (MUSTER_KIND_RISK), "owner", 9, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (texts->len, ==, 2);
  g_assert_cmpstr (texts->pdata[0], ==, "Programme Director");
  g_assert_cmpstr (texts->pdata[1], ==, "Finance lead");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  WORLD_ADD ("/store/map/three-maps", test_three_maps);
  WORLD_ADD ("/store/map/of-one-place", test_of_one_place);
  WORLD_ADD ("/store/map/cells-agree", test_cells_agree);
  WORLD_ADD ("/store/map/several-cells", test_several_cells);
  WORLD_ADD ("/store/map/from-the-index", test_from_the_index);
  WORLD_ADD ("/store/map/story", test_story);
  WORLD_ADD ("/store/map/parties", test_parties);
  return g_test_run ();
}
