/* test-plan.c - what the page of a plan is told, and what is moved on it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-plan.h"
#include "world.h"

/* On 1 July 2017: a package with an overdue deliverable and one that is complete, two milestones, an action. */
typedef struct {
  MusterRecord *plan, *package, *late, *done, *first, *second, *action;
} Parts;

static void
make_parts (Fixture *self, Parts *parts)
{
  const char *plan;

  parts->plan = world_add (self, MUSTER_KIND_PLAN, "title", "Start-up", "start", "3 April 2017", NULL);
  plan = world_bind (parts->plan);
  parts->package = world_add (self, MUSTER_KIND_DELIVERABLE, "title", "People", "plan", plan, "position", "10", NULL);
  parts->late = world_add (self, MUSTER_KIND_DELIVERABLE, "title", "Posts", "plan", plan, "parent",
                           world_bind (parts->package), "baseline", "Q1 2017/18", "percent", "50", NULL);
  parts->done = world_add (self, MUSTER_KIND_DELIVERABLE, "title", "Adverts", "plan", plan, "parent",
                           world_bind (parts->package), "baseline", "May 2017", "status", "Complete", NULL);
  parts->first = world_add (self, MUSTER_KIND_DELIVERABLE, "title", "Team meets", "plan", plan, "type", "Milestone",
                            "baseline", "1 September 2017", NULL);
  parts->second = world_add (self, MUSTER_KIND_DELIVERABLE, "title", "Go live", "plan", plan, "type", "Gateway",
                             "baseline", "1 October 2017", NULL);
  parts->action = world_add (self, MUSTER_KIND_ACTION, "text", "Book a room", "plan", plan, "origin",
                             world_bind (parts->first), "baseline", "days 100 to 130", NULL);
}

static void
free_parts (Parts *parts)
{
  MusterRecord **records[] = { &parts->plan,  &parts->package, &parts->late,  &parts->done,
                               &parts->first, &parts->second,  &parts->action };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    g_clear_object (records[i]);
}

static MusterPlanView *
read_plan (Fixture *self, MusterRecord *plan)
{
  g_autoptr(GError) error = NULL;
  MusterPlanView *view = muster_replica_read_plan (self->replica, muster_record_get_id (plan), &error);

  g_assert_no_error (error);
  return view;
}

static void
assert_titles (MusterPlanView *view, const char *expected)
{
  g_autoptr(GString) titles = g_string_new (NULL);

  for (guint i = 0; i < view->outline->len; i++)
    {
      MusterOutlineItem *item = &g_array_index (view->outline, MusterOutlineItem, i);
      g_autofree char *title = muster_record_dup_title (item->record);

      g_string_append_printf (titles, "%s%.*s%s", i > 0 ? ", " : "", (int) item->depth, ">>>>", title);
    }
  g_assert_cmpstr (titles->str, ==, expected);
}

static void
test_read (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterPlanView) view = NULL;
  MusterRagResult *late;
  Parts parts;

  make_parts (self, &parts);
  view = read_plan (self, parts.plan);
  assert_titles (view, "People, >Adverts, >Posts, Team meets, >Book a room, Go live");
  g_assert_cmpint (g_array_index (view->outline, MusterOutlineItem, 0).percent, ==, 75);
  g_assert_cmpint (view->milestone, ==, 3);
  g_assert_cmpuint (view->n_open, ==, 5);
  g_assert_cmpuint (view->n_complete, ==, 1);
  g_assert_cmpuint (view->n_overdue, ==, 1);
  late = view->rags->pdata[2];
  g_assert_cmpint (late->shown, ==, MUSTER_RAG_RED);
  g_assert_cmpstr (late->reasons[0], ==, "Overdue by 1 day: it was due by 30 June 2017.");
  g_assert_cmpint (view->rag->shown, ==, MUSTER_RAG_RED);
  g_assert_cmpint (((MusterRagResult *) view->rags->pdata[4])->shown, ==, MUSTER_RAG_GREEN);
  free_parts (&parts);
}

/* What was read is what an edit is based on. */
static void
test_move (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterPlanView) view = NULL;
  g_autoptr(MusterPlanView) after = NULL;
  g_autoptr(MusterPlanView) undone = NULL;
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr(GError) error = NULL;
  Parts parts;

  make_parts (self, &parts);
  view = read_plan (self, parts.plan);
  g_assert_true (muster_outline_move (view->outline, 3, MUSTER_OUTLINE_IN, commit, &error));
  g_assert_no_error (error);
  world_save (self, commit, MUSTER_ORIGIN_EDIT);
  after = read_plan (self, parts.plan);
  assert_titles (after, "People, >Adverts, >Posts, >Team meets, >>Book a room, Go live");
  g_assert_true (muster_replica_undo (self->replica, NULL, NULL, &error));
  g_assert_no_error (error);
  undone = read_plan (self, parts.plan);
  assert_titles (undone, "People, >Adverts, >Posts, Team meets, >Book a room, Go live");
  world_assert_sound (self);
  free_parts (&parts);
}

static void
test_missing (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (self, MUSTER_KIND_AREA, "name", "Barnet", "level", "borough", NULL);
  g_autoptr(GError) error = NULL;
  MusterId nobody = { { 1 } };

  g_assert_null (muster_replica_read_plan (self->replica, &nobody, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (muster_replica_read_plan (self->replica, muster_record_get_id (area), &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
}

/* 2,000 parts in fifty chains of forty: whole and in order. */
static void
test_large (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) plan = world_add (self, MUSTER_KIND_PLAN, "title", "All", "start", "3 April 2017", NULL);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(MusterPlanView) view = NULL;
  gint64 before;

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *title = g_strdup_printf ("Part %u", i);

      g_ptr_array_add (records,
                       world_make (self, MUSTER_KIND_DELIVERABLE, "title", title, "plan", world_bind (plan), "parent",
                                   i % 40 != 0 ? world_bind (records->pdata[i - 1]) : NULL, "baseline",
                                   "days 30 to 60", NULL));
    }
  world_save_all (self, records, MUSTER_ORIGIN_LOAD);
  before = g_get_monotonic_time ();
  view = read_plan (self, plan);
  g_test_message ("read in %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - before) / 1000);
  g_assert_cmpuint (view->outline->len, ==, 2000);
  for (guint i = 0; i < view->outline->len; i++)
    g_assert_cmpuint (g_array_index (view->outline, MusterOutlineItem, i).depth, ==, i % 40);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  WORLD_ADD ("/plan/read", test_read);
  WORLD_ADD ("/plan/move", test_move);
  WORLD_ADD ("/plan/missing", test_missing);
  WORLD_ADD ("/plan/large", test_large);
  return g_test_run ();
}
