/* test-template.c - a plan made from its template is whole, in order, saved at once and taken back at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-plan.h"
#include "muster-template.h"
#include "replica-fixture.h"

static MusterRecord *
make_record (gpointer replica, const MusterKind *kind)
{
  return muster_replica_make_record (replica, kind);
}

static MusterRecord *
save_plan (Fixture *self)
{
  MusterRecord *plan = muster_replica_make_record (self->replica, muster_kind_get (MUSTER_KIND_PLAN));
  g_autoptr(MusterValue) title = muster_value_new_text (MUSTER_VALUE_TEXT, "Hub 1 gets going");
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr(GError) error = NULL;

  muster_template_start ("mobilisation", plan);
  muster_record_set (plan, "title", title);
  muster_commit_add_edit (commit, NULL, plan);
  muster_template_add ("mobilisation", plan, make_record, self->replica, commit);
  muster_replica_save (self->replica, commit, MUSTER_ORIGIN_EDIT, NULL, NULL, &error);
  g_assert_no_error (error);
  return plan;
}

static void
test_plan (void)
{
  Fixture self = { NULL };
  g_autoptr(MusterRecord) plan = NULL;
  g_autoptr(MusterPlanView) view = NULL;
  g_autoptr(GError) error = NULL;
  guint n_dated = 0, n_deep = 0;

  fixture_init (&self, 1);
  fixture_open (&self, MUSTER_REPLICA_CREATE);
  plan = save_plan (&self);
  view = muster_replica_read_plan (self.replica, muster_record_get_id (plan), &error);
  g_assert_no_error (error);
  g_assert_true (muster_record_is_choice (view->plan, "kind", "mobilisation"));
  g_assert_cmpuint (view->n_dependencies, ==, 4);
  for (guint i = 0; i < view->outline->len; i++)
    {
      MusterOutlineItem *item = &g_array_index (view->outline, MusterOutlineItem, i);

      n_dated += muster_record_has (item->record, "baseline");
      n_deep += item->depth == 1;
      g_assert_cmpint (muster_record_is_choice (item->record, "type", "package"), ==, item->depth == 0);
    }
  g_assert_cmpuint (n_deep, >, 15);
  g_assert_cmpuint (n_dated, ==, n_deep - 1); /* all but what they are before or after */

  g_assert_true (muster_replica_undo (self.replica, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (muster_replica_count (self.replica, muster_kind_get (MUSTER_KIND_DELIVERABLE)), ==, 0);
  g_assert_cmpuint (muster_replica_count (self.replica, muster_kind_get (MUSTER_KIND_PLAN)), ==, 0);
  fixture_clear (&self);
}

/* Once the milestone has a date, what comes before it has one too. */
static void
test_event (void)
{
  Fixture self = { NULL };
  g_autoptr(MusterRecord) plan = NULL;
  g_autoptr(MusterPlanView) view = NULL;
  g_autoptr(MusterPlanView) after = NULL;
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr(MusterWhen) when = muster_when_new_month (2018, 4);
  g_autoptr(MusterValue) value = muster_value_new_when (when);
  g_autoptr(GError) error = NULL;
  guint n = 0;

  fixture_init (&self, 2);
  fixture_open (&self, MUSTER_REPLICA_CREATE);
  plan = save_plan (&self);
  view = muster_replica_read_plan (self.replica, muster_record_get_id (plan), NULL);
  for (guint i = 0; i < view->outline->len; i++)
    {
      MusterOutlineItem *item = &g_array_index (view->outline, MusterOutlineItem, i);
      g_autoptr(MusterRecord) edited = muster_record_copy (item->record);

      if (item->depth == 0 || muster_record_has (item->record, "baseline"))
        continue;
      muster_record_set (edited, "baseline", value);
      muster_commit_add_edit (commit, item->record, edited);
    }
  g_assert_true (muster_replica_save (self.replica, commit, MUSTER_ORIGIN_EDIT, NULL, NULL, &error));
  g_assert_no_error (error);
  after = muster_replica_read_plan (self.replica, muster_record_get_id (plan), NULL);
  for (guint i = 0; i < after->outline->len; i++)
    n += muster_record_get_days (g_array_index (after->outline, MusterOutlineItem, i).record, "baseline").latest != 0;
  g_assert_cmpuint (n, >, 10);
  g_assert_cmpint (after->milestone, >=, 0);
  fixture_clear (&self);
}

static guint
count_type (MusterPlanView *view, const char *type)
{
  guint n = 0;

  for (guint i = 0; i < view->outline->len; i++)
    n += muster_record_is_choice (g_array_index (view->outline, MusterOutlineItem, i).record, "type", type);
  return n;
}

/* What is said before is what is there after. */
static void
test_words (void)
{
  Fixture self = { NULL };
  g_autoptr(MusterRecord) plan = NULL;
  g_autoptr(MusterPlanView) view = NULL;
  g_autofree char *words = muster_template_describe ("mobilisation"), *made = NULL;

  fixture_init (&self, 3);
  fixture_open (&self, MUSTER_REPLICA_CREATE);
  plan = save_plan (&self);
  view = muster_replica_read_plan (self.replica, muster_record_get_id (plan), NULL);
  made = g_strdup_printf ("It begins with %u work packages, %u deliverables, %u milestones, %u gateway and %u "
                          "dependencies.",
                          count_type (view, "package"), count_type (view, "deliverable"),
                          count_type (view, "milestone"), count_type (view, "gateway"), view->n_dependencies);
  g_assert_true (g_str_has_prefix (words, made));
  g_assert_null (muster_template_describe ("roadmap"));
  fixture_clear (&self);
}

static void
test_sections (void)
{
  g_autoptr(GPtrArray) sections = muster_template_list_sections ("mobilisation");
  guint n_fields = 0;

  for (guint i = 0; i < sections->len; i++)
    {
      MusterSectionOfPlan *section = sections->pdata[i];

      g_assert_true ((section->field != NULL) != (section->kind != NULL));
      g_assert_cmpuint (strlen (section->guide), >, 20);
      n_fields += section->field != NULL;
    }
  g_assert_cmpuint (sections->len, ==, 16);
  g_assert_cmpuint (n_fields, ==, 13);
  g_assert_null (muster_template_list_sections ("roadmap"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/template/plan", test_plan);
  g_test_add_func ("/template/event", test_event);
  g_test_add_func ("/template/words", test_words);
  g_test_add_func ("/template/sections", test_sections);
  return g_test_run ();
}
