/* test-alike.c - two records that may be of one thing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-alike.h"
#include "world.h"

static GPtrArray *
find (Fixture *self, guint limit, guint n)
{
  g_autoptr(GError) error = NULL;
  guint found = 99;
  GPtrArray *list = muster_replica_alike (self->replica, limit, &found, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found, ==, n);
  g_assert_cmpuint (list->len, ==, MIN (limit, n));
  return list;
}

static void
assert_n (Fixture *self, guint n)
{
  g_ptr_array_unref (find (self, 100, n));
}

static gboolean
is_side (const MusterAlike *alike, guint side, MusterRecord *record)
{
  return muster_id_equal (muster_record_get_id (alike->sides[side].record), muster_record_get_id (record));
}

static void
free_all (MusterRecord **records, guint n)
{
  for (guint i = 0; i < n; i++)
    g_object_unref (records[i]);
}

/* ---- what is alike ----------------------------------------------------------------------------------------------- */

typedef struct {
  const char *name;
  const char *first, *second;
  guint       n;
} Titles;

static const Titles titles[] = {
  { "same", "Posts not filled", "Posts not filled", 1 },
  { "case", "Posts not filled", "POSTS NOT FILLED", 1 },
  { "spaces", "Posts not filled", "Posts  not filled", 1 },
  { "accents", "Café closed", "Cafe closed", 1 },
  { "quotes", "GP’s rooms", "GP's rooms", 1 },
  { "end", "Posts not filled", "Posts not filled …", 1 },
  { "other", "Posts not filled", "Posts not filed", 0 },
  { "inside", "Posts: not filled", "Posts not filled", 0 },
  { "signs-alone", "?", "!", 0 },
};

static void
test_titles (Fixture *self, gconstpointer data)
{
  const Titles *of = data;
  g_autoptr(MusterRecord) first = world_add (self, MUSTER_KIND_RISK, "title", of->first, "status", "open", NULL);
  g_autoptr(MusterRecord) second = world_add (self, MUSTER_KIND_RISK, "title", of->second, "status", "open", NULL);
  g_autoptr(GPtrArray) list = find (self, 10, of->n);
  const MusterAlike *alike = of->n > 0 ? list->pdata[0] : NULL;

  if (alike == NULL)
    return;
  g_assert_true (is_side (alike, 0, first));
  g_assert_true (is_side (alike, 1, second));
  g_assert_cmpstr (alike->sides[0].made_by, ==, "Tester");
  g_assert_cmpint (alike->sides[1].made_at, >=, FIXTURE_NOW);
}

/* What the table has of a long title is not all of it. */
static void
test_long_titles (Fixture *self, gconstpointer data)
{
  g_autofree char *beginning = g_strnfill (200, 'a');
  g_autofree char *one = g_strconcat (beginning, " one", NULL), *two = g_strconcat (beginning, " two", NULL);
  g_autoptr(MusterRecord) first = world_add (self, MUSTER_KIND_RISK, "title", one, "status", "open", NULL);
  g_autoptr(MusterRecord) second = world_add (self, MUSTER_KIND_RISK, "title", two, "status", "open", NULL);
  g_autoptr(MusterRecord) third = NULL;

  assert_n (self, 0);
  third = world_add (self, MUSTER_KIND_RISK, "title", two, "status", "open", NULL);
  assert_n (self, 1);
}

/* A risk and an issue of one name are no more one thing than two meetings are. */
static void
test_kinds (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) risk = world_add (self, MUSTER_KIND_RISK, "title", "Posts", "status", "open", NULL);
  g_autoptr(MusterRecord) issue =
    world_add (self, MUSTER_KIND_ISSUE, "title", "Posts", "status", "open", "severity", "High", NULL);
  g_autoptr(MusterRecord) body = world_add (self, MUSTER_KIND_BODY, "name", "Board", NULL);
  g_autoptr(MusterRecord) june =
    world_add (self, MUSTER_KIND_MEETING, "title", "Board", "body", world_bind (body), NULL);
  g_autoptr(MusterRecord) july =
    world_add (self, MUSTER_KIND_MEETING, "title", "Board", "body", world_bind (body), NULL);

  assert_n (self, 0);
}

/* A template makes the same actions in every plan; two boards of one name have two owners. */
static void
test_places (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) one = world_add (self, MUSTER_KIND_PLAN, "title", "Hub 1", NULL);
  g_autoptr(MusterRecord) two = world_add (self, MUSTER_KIND_PLAN, "title", "Hub 2", NULL);
  g_autoptr(MusterRecord) trust = world_add (self, MUSTER_KIND_ORGANISATION, "name", "Trust", NULL);
  MusterRecord *records[] = {
    world_add (self, MUSTER_KIND_ACTION, "text", "Find rooms", "plan", world_bind (one), NULL),
    world_add (self, MUSTER_KIND_ACTION, "text", "Find rooms", "plan", world_bind (two), NULL),
    world_add (self, MUSTER_KIND_ACTION, "text", "Find rooms", NULL),
    world_add (self, MUSTER_KIND_BODY, "name", "Board", "organisation", world_bind (trust), NULL),
    world_add (self, MUSTER_KIND_BODY, "name", "Board", NULL),
  };
  g_autoptr(MusterRecord) twin = NULL;
  g_autoptr(GPtrArray) list = NULL;

  assert_n (self, 0);
  twin = world_add (self, MUSTER_KIND_ACTION, "text", "Find rooms", "plan", world_bind (two), NULL);
  list = find (self, 10, 1);
  g_assert_true (is_side (list->pdata[0], 0, records[1]));
  free_all (records, G_N_ELEMENTS (records));
}

/* One save names two because there are two; so do the saves that one load is cut into. */
static void
test_one_save (Fixture *self, gconstpointer data)
{
  g_autoptr(GPtrArray) both = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) more = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(MusterRecord) own = NULL;

  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (both, world_make (self, MUSTER_KIND_RISK, "title", "Posts", "status", "open", NULL));
  g_ptr_array_add (more, world_make (self, MUSTER_KIND_RISK, "title", "Posts", "status", "open", NULL));
  world_save_all (self, both, MUSTER_ORIGIN_LOAD);
  world_save_all (self, more, MUSTER_ORIGIN_LOAD);
  assert_n (self, 0);
  own = world_add (self, MUSTER_KIND_RISK, "title", "Posts", "status", "open", NULL);
  assert_n (self, 1);
}

static void
test_series (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i <= MUSTER_ALIKE_MOST; i++)
    g_object_unref (world_add (self, MUSTER_KIND_RISK, "title", "Posts", "status", "open", NULL));
  assert_n (self, 0);
}

/* Of three each is held against one; the ones made last come first. */
static void
test_three (Fixture *self, gconstpointer data)
{
  MusterRecord *records[5];
  g_autoptr(GPtrArray) list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    records[i] = world_add (self, MUSTER_KIND_RISK, "title", i < 3 ? "Posts" : "Rooms", "status", "open", NULL);
  list = find (self, 2, 3);
  g_assert_true (is_side (list->pdata[0], 1, records[4]));
  g_assert_true (is_side (list->pdata[1], 1, records[2]));
  free_all (records, G_N_ELEMENTS (records));
}

/* ---- what there is to say ---------------------------------------------------------------------------------------- */

static void
test_differences (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) first =
    world_add (self, MUSTER_KIND_RISK, "title", "Posts", "status", "open", "cause", "No money", NULL);
  g_autoptr(MusterRecord) second = world_add (self, MUSTER_KIND_RISK, "title", "posts", "status", "open", NULL);
  g_autoptr(MusterRecord) part =
    world_add (self, MUSTER_KIND_MITIGATION, "text", "Bank staff", "risk", world_bind (second), NULL);
  g_autoptr(MusterRecord) gone =
    world_add (self, MUSTER_KIND_MITIGATION, "text", "Agency", "risk", world_bind (second), NULL);
  g_autoptr(MusterRecord) archived = world_archive (self, gone, TRUE);
  g_autoptr(GPtrArray) list = find (self, 10, 1);
  const MusterAlike *alike = list->pdata[0];
  const MusterAlikeField *cause = alike->differ->pdata[0];

  g_assert_cmpuint (alike->differ->len, ==, 1);
  g_assert_cmpstr (cause->label, ==, "Cause");
  g_assert_cmpstr (cause->sides[0], ==, "No money");
  g_assert_cmpstr (cause->sides[1], ==, "");
  g_assert_cmpuint (alike->sides[0].only->len, ==, 0);
  g_assert_cmpuint (alike->sides[1].only->len, ==, 1);
  g_assert_true (muster_id_equal (&((MusterBacklink *) alike->sides[1].only->pdata[0])->id,
                                  muster_record_get_id (part)));
}

/* ---- deciding ---------------------------------------------------------------------------------------------------- */

static void
test_apart (Fixture *self, gconstpointer data)
{
  MusterRecord *records[3];
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    records[i] = world_add (self, MUSTER_KIND_RISK, "title", "Posts", "status", "open", NULL);
  for (guint i = 0; i < 2; i++) /* it may be said twice */
    muster_replica_set_apart (self->replica, muster_record_get_id (records[2]), muster_record_get_id (records[0]),
                              &error);
  g_assert_no_error (error);
  world_reopen (self);
  list = find (self, 10, 2); /* the third is held against the second now */
  g_assert_true (is_side (list->pdata[0], 0, records[1]));
  g_assert_true (is_side (list->pdata[0], 1, records[2]));
  muster_replica_set_apart (self->replica, muster_record_get_id (records[1]), muster_record_get_id (records[2]),
                            &error);
  muster_replica_set_apart (self->replica, muster_record_get_id (records[0]), muster_record_get_id (records[1]),
                            &error);
  g_assert_no_error (error);
  assert_n (self, 0);
  world_assert_sound (self);
  free_all (records, G_N_ELEMENTS (records));
}

static void
test_archive (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) first = world_add (self, MUSTER_KIND_RISK, "title", "Posts", "status", "open", NULL);
  g_autoptr(MusterRecord) second = world_add (self, MUSTER_KIND_RISK, "title", "Posts", "status", "open", NULL);
  const MusterId *ids[] = { muster_record_get_id (first), muster_record_get_id (second) };
  g_autoptr(GPtrArray) history = NULL;
  g_autoptr(MusterRecord) archived = NULL;
  g_autoptr(GError) error = NULL;
  gint64 version = 0;

  muster_replica_archive_alike (self->replica, ids[1], ids[0], &version, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (version, >, 0);
  archived = world_get (self, second);
  g_assert_true (muster_record_is_archived (archived));
  history = muster_replica_history (self->replica, ids[1], NULL, &error);
  g_assert_cmpstr (((MusterHistoryEntry *) history->pdata[0])->reason, ==, "The same as R-1");
  assert_n (self, 0);
  /* Whoever decides on the other side of an old card must not lose both. */
  g_assert_false (muster_replica_archive_alike (self->replica, ids[0], ids[1], &version, NULL, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_STALE);
  g_clear_error (&error);
  muster_replica_undo (self->replica, &version, NULL, &error);
  g_assert_no_error (error);
  assert_n (self, 1);
}

static void
test_changed_meanwhile (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) first = world_add (self, MUSTER_KIND_RISK, "title", "Posts", "status", "open", NULL);
  g_autoptr(MusterRecord) second = world_add (self, MUSTER_KIND_RISK, "title", "Posts", "status", "open", NULL);
  g_autoptr(MusterRecord) edited = world_edit (self, second, "title", "Posts in Hub 2", NULL);
  g_autoptr(GError) error = NULL;
  gint64 version = 0;

  g_assert_false (muster_replica_archive_alike (self->replica, muster_record_get_id (second),
                                                muster_record_get_id (first), &version, NULL, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_STALE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *name = g_strdup_printf ("/alike/titles/%s", titles[i].name);

      g_test_add (name, Fixture, &titles[i], world_init, test_titles, world_clear);
    }
  WORLD_ADD ("/alike/titles/long", test_long_titles);
  WORLD_ADD ("/alike/kinds", test_kinds);
  WORLD_ADD ("/alike/places", test_places);
  WORLD_ADD ("/alike/one-save", test_one_save);
  WORLD_ADD ("/alike/series", test_series);
  WORLD_ADD ("/alike/three", test_three);
  WORLD_ADD ("/alike/differences", test_differences);
  WORLD_ADD ("/alike/apart", test_apart);
  WORLD_ADD ("/alike/archive", test_archive);
  WORLD_ADD ("/alike/changed-meanwhile", test_changed_meanwhile);
  return g_test_run ();
}
