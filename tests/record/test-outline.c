/* test-outline.c - a plan as a tree, what is moved in it, and how far each part is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-error.h"
#include "muster-json.h"
#include "muster-outline.h"
#include "muster-rules.h"
#include "test-lookup.h"

#include <string.h>

typedef struct {
  TestWorld *world;
  GPtrArray *work;
  GArray    *outline;
} Plan;

static void
read_again (Plan *self)
{
  g_clear_pointer (&self->outline, g_array_unref);
  g_clear_pointer (&self->work, g_ptr_array_unref);
  self->work = g_ptr_array_new ();
  for (guint i = 0; i < test_world_n (self->world); i++)
    if (muster_record_get_kind (test_world_nth (self->world, i))->id != MUSTER_KIND_PLAN)
      g_ptr_array_add (self->work, test_world_nth (self->world, i));
  self->outline = muster_outline_new (self->work);
}

static void
plan_init (Plan *self, const TestRow *rows)
{
  *self = (Plan){ .world = test_world_new_from (rows) };
  read_again (self);
}

static void
plan_clear (Plan *self)
{
  g_array_unref (self->outline);
  g_ptr_array_unref (self->work);
  test_world_free (self->world);
}

static MusterOutlineItem *
item_at (Plan *self, guint i)
{
  return &g_array_index (self->outline, MusterOutlineItem, i);
}

static guint
find (Plan *self, const char *name)
{
  for (guint i = 0; i < self->outline->len; i++)
    if (g_str_equal (test_world_name_of (self->world, muster_record_get_id (item_at (self, i)->record)), name))
      return i;
  g_error ("%s is not in the outline", name);
}

/* "a(b(c)d)e": what stands within what. */
static char *
spell (Plan *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->outline->len; i++)
    {
      guint next = i + 1 < self->outline->len ? item_at (self, i + 1)->depth : 0;

      g_string_append (text, test_world_name_of (self->world, muster_record_get_id (item_at (self, i)->record)));
      g_string_append (text, next > item_at (self, i)->depth ? "(" : "");
      for (guint depth = item_at (self, i)->depth; depth > next; depth--)
        g_string_append_c (text, ')');
    }
  return g_string_free (text, FALSE);
}

#define assert_spelled(self, expected)                                                                               \
  G_STMT_START                                                                                                       \
  {                                                                                                                  \
    g_autofree char *text_ = spell (self);                                                                           \
    g_assert_cmpstr (text_, ==, expected);                                                                           \
  }                                                                                                                  \
  G_STMT_END

static const TestRow tree[] = {
  { "deliverable", "a", "title = A | position = 10" },
  { "deliverable", "d", "title = D | parent = @a | position = 20 | percent = 20" },
  { "deliverable", "b", "title = B | parent = @a | position = 10" },
  { "action", "c", "text = C | origin = @b | position = 10 | percent = 50" },
  { "deliverable", "e", "title = E | position = 20 | baseline = May 2017" },
  { "action", "f", "text = F | origin = @a | baseline = TBC" },
  { "deliverable", "g", "title = G | baseline = April 2017" },
  { "deliverable", "h", "title = H | baseline = March 2017" },
  { NULL },
};

static void
test_tree (void)
{
  Plan plan;

  plan_init (&plan, tree);
  assert_spelled (&plan, "a(b(c)df)ehg");
  g_assert_cmpint (item_at (&plan, find (&plan, "a"))->end, ==, find (&plan, "e"));
  g_assert_cmpint (item_at (&plan, find (&plan, "c"))->parent, ==, find (&plan, "b"));
  g_assert_cmpint (muster_outline_next (plan.outline, find (&plan, "b")), ==, find (&plan, "d"));
  g_assert_cmpint (muster_outline_next (plan.outline, find (&plan, "f")), ==, -1);
  g_assert_cmpint (muster_outline_before (plan.outline, find (&plan, "e")), ==, find (&plan, "a"));
  g_assert_cmpint (muster_outline_before (plan.outline, find (&plan, "b")), ==, -1);
  plan_clear (&plan);
}

/* Two people who were apart have put each of two within the other. */
static void
test_circle (void)
{
  static const TestRow rows[] = {
    { "deliverable", "a", "title = A | parent = @c | position = 1" },
    { "deliverable", "b", "title = B | parent = @a | position = 2" },
    { "deliverable", "c", "title = C | parent = @b | position = 3" },
    { "deliverable", "d", "title = D | parent = @d | position = 4" },
    { "deliverable", "e", "title = E | parent = @b | position = 5" },
    { "deliverable", "f", "title = F | parent = @nobody | position = 6" },
    { NULL },
  };
  Plan plan;

  plan_init (&plan, rows);
  assert_spelled (&plan, "a(b(ce))df");
  plan_clear (&plan);
}

static void
test_deep (void)
{
  g_autoptr(GPtrArray) work = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GArray) outline = NULL;
  MusterId id = { { 0 } };

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr(MusterValue) within = i > 0 ? muster_value_new_ref (&id) : NULL;

      memcpy (id.bytes, &(guint){ i + 1 }, sizeof (guint));
      g_ptr_array_add (work, muster_record_new (muster_kind_get (MUSTER_KIND_DELIVERABLE), &id));
      muster_record_set (work->pdata[i], "parent", within);
    }
  outline = muster_outline_new (work);
  g_assert_cmpuint (outline->len, ==, 2000);
  for (guint i = 0; i < outline->len; i++)
    {
      g_assert_cmpuint (g_array_index (outline, MusterOutlineItem, i).depth, ==, i);
      g_assert_cmpuint (g_array_index (outline, MusterOutlineItem, i).end, ==, 2000);
    }
}

/* The whole is what muster_rules_derive() says of the plan, and each part is counted in the same way. */
static void
test_progress (void)
{
  static const TestRow rows[] = {
    { "plan", "p", "title = P" },
    { "deliverable", "w", "title = W | plan = @p | percent = 5" },
    { "deliverable", "x", "title = X | plan = @p | parent = @w | weight = 3 | status = complete" },
    { "deliverable", "y", "title = Y | plan = @p | parent = @w | percent = 20" },
    { "action", "z", "text = Z | plan = @p | origin = @y | percent = 100 | status = cancelled" },
    { "deliverable", "m", "title = M | plan = @p | type = milestone | percent = 80" },
    { "deliverable", "v", "title = V | plan = @p | percent = 30" },
    { "deliverable", "u", "title = U | plan = @p | parent = @v | percent = 90 | status = superseded" },
    { NULL },
  };
  static const struct {
    const char *name;
    int percent;
  } cases[] = { { "w", 80 }, { "x", 100 }, { "y", 20 }, { "z", -1 }, { "m", 0 }, { "v", 30 }, { "u", -1 } };
  Plan plan;

  plan_init (&plan, rows);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (item_at (&plan, find (&plan, cases[i].name))->percent, ==, cases[i].percent);
  test_world_assert (plan.world, "p", "progress", "58"); /* (3 × 100 + 20 + 0 + 30) / 6 */
  plan_clear (&plan);
}

/* ---- moving ------------------------------------------------------------------------------------------------------ */

/* Puts what the commit says into the world. */
static void
apply (Plan *self, MusterCommit *commit)
{
  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);
      g_autoptr(MusterRecord) record =
        muster_record_copy (test_world_get (self->world, test_world_name_of (self->world, &change->record)));
      g_autoptr(GError) error = NULL;

      muster_group_from_json (record, change->group, change->value, &error);
      g_assert_no_error (error);
      test_world_put (self->world, record);
    }
  read_again (self);
}

/* expected NULL: it is refused and nothing changes. */
static void
move (Plan *self, const char *name, MusterOutlineMove how, const char *expected, guint n_changes)
{
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr(GError) error = NULL;
  gboolean moved = muster_outline_move (self->outline, find (self, name), how, commit, &error);

  g_assert_cmpint (moved, ==, expected != NULL);
  g_assert_cmpuint (muster_commit_get_n (commit), ==, n_changes);
  if (expected == NULL)
    {
      g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
      return;
    }
  g_assert_no_error (error);
  apply (self, commit);
  assert_spelled (self, expected);
}

static void
test_move (void)
{
  Plan plan;

  plan_init (&plan, tree);
  move (&plan, "a", MUSTER_OUTLINE_UP, NULL, 0);
  move (&plan, "a", MUSTER_OUTLINE_IN, NULL, 0);
  move (&plan, "a", MUSTER_OUTLINE_OUT, NULL, 0);
  move (&plan, "g", MUSTER_OUTLINE_DOWN, NULL, 0);
  move (&plan, "d", MUSTER_OUTLINE_UP, "a(db(c)f)ehg", 1);
  move (&plan, "d", MUSTER_OUTLINE_DOWN, "a(b(c)df)ehg", 1);
  move (&plan, "d", MUSTER_OUTLINE_IN, "a(b(cd)f)ehg", 1);
  move (&plan, "d", MUSTER_OUTLINE_OUT, "a(b(c)df)ehg", 1);
  move (&plan, "g", MUSTER_OUTLINE_UP, "a(b(c)df)egh", 1);
  move (&plan, "g", MUSTER_OUTLINE_DOWN, "a(b(c)df)ehg", 2); /* nothing comes after what has no number */
  move (&plan, "g", MUSTER_OUTLINE_UP, "a(b(c)df)egh", 1);
  move (&plan, "c", MUSTER_OUTLINE_OUT, "a(bcdf)egh", 2);
  move (&plan, "d", MUSTER_OUTLINE_IN, NULL, 0); /* nothing stands within an action */
  move (&plan, "e", MUSTER_OUTLINE_UP, "ea(bcdf)gh", 1);
  plan_clear (&plan);
}

static void
test_place (void)
{
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr(GError) error = NULL;
  Plan plan;

  plan_init (&plan, tree);
  g_assert_false (muster_outline_place (plan.outline, find (&plan, "a"), (int) find (&plan, "b"), -1, commit, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (muster_outline_place (plan.outline, find (&plan, "b"), (int) find (&plan, "g"), -1, commit, &error));
  g_assert_true (muster_outline_place (plan.outline, find (&plan, "d"), -1, (int) find (&plan, "e"), commit, &error));
  apply (&plan, commit);
  assert_spelled (&plan, "a(f)dehg(b(c))");
  g_assert_cmpint (muster_outline_number (plan.outline, find (&plan, "g"), -1), ==, 20);
  g_assert_cmpint (muster_outline_number (plan.outline, find (&plan, "b"), find (&plan, "c")), ==, 20);
  g_assert_cmpint (muster_outline_number (plan.outline, -1, find (&plan, "a")), ==, 12);
  plan_clear (&plan);
}

/* An action that a risk gave rise to keeps that, so it is not put within anything. */
static void
test_origin (void)
{
  static const TestRow rows[] = {
    { "deliverable", "a", "title = A | position = 10" },
    { "action", "b", "text = B | position = 20 | origin = @risk" },
    { NULL },
  };
  Plan plan;

  plan_init (&plan, rows);
  assert_spelled (&plan, "ab");
  move (&plan, "b", MUSTER_OUTLINE_IN, NULL, 0);
  move (&plan, "b", MUSTER_OUTLINE_UP, "ba", 1);
  plan_clear (&plan);
}

/* Whatever is moved wherever, nothing is lost and everything reads in the order that was asked for. */
static void
test_any (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (g_test_rand_int_range (0, G_MAXINT));
  Plan plan;

  plan_init (&plan, tree);
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
      guint item = (guint) g_rand_int_range (random, 0, (gint32) plan.outline->len);
      int parent = g_rand_int_range (random, -1, (gint32) plan.outline->len);
      const char *name = test_world_name_of (plan.world, muster_record_get_id (item_at (&plan, item)->record));
      const char *within = parent < 0 ? NULL : test_world_name_of (
        plan.world, muster_record_get_id (item_at (&plan, (guint) parent)->record));

      if (!muster_outline_place (plan.outline, item, parent, -1, commit, NULL))
        continue;
      apply (&plan, commit);
      g_assert_cmpuint (plan.outline->len, ==, 8);
      item = find (&plan, name);
      g_assert_cmpint (item_at (&plan, item)->parent, ==, within != NULL ? (int) find (&plan, within) : -1);
      g_assert_cmpint (muster_outline_next (plan.outline, item), ==, -1);
    }
  plan_clear (&plan);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outline/tree", test_tree);
  g_test_add_func ("/outline/circle", test_circle);
  g_test_add_func ("/outline/deep", test_deep);
  g_test_add_func ("/outline/progress", test_progress);
  g_test_add_func ("/outline/move", test_move);
  g_test_add_func ("/outline/place", test_place);
  g_test_add_func ("/outline/origin", test_origin);
  g_test_add_func ("/outline/any", test_any);
  return g_test_run ();
}
