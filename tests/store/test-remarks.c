/* test-remarks.c - what is said beside a plan comes when asked for, and again when what it stands on changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-remarks.h"
#include "store-world.h"

static const MusterKind *
plans (void)
{
  return muster_kind_get (MUSTER_KIND_PLAN);
}

/* The remarks once they are known, " | " between. */
static char *
wait_for (StoreWorld *self, MusterRemarks *remarks, MusterRecord *plan)
{
  const char *texts[4] = { NULL };

  for (guint i = 0; i < 3; i++)
    muster_remarks_get (remarks, muster_record_get_id (plan), i);
  store_world_settle (self);
  for (guint i = 0; i < 3; i++)
    texts[i] = muster_remarks_get (remarks, muster_record_get_id (plan), i);
  return g_strjoinv (" | ", (char **) texts);
}

/* Saved; pairs of field and editing text, ended by NULL. */
static MusterRecord *
add_record (StoreWorld *self, MusterKindId kind, const char *const *fields)
{
  MusterRecord *record = muster_store_make_record (self->store, muster_kind_get (kind));
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);

  for (; *fields != NULL; fields += 2)
    {
      g_autoptr(MusterValue) value = NULL;
      g_autoptr(GError) error = NULL;

      muster_field_parse (muster_kind_get_field (muster_kind_get (kind), fields[0]), fields[1], &value, &error);
      g_assert_no_error (error);
      muster_record_set (record, fields[0], value);
    }
  muster_commit_add_edit (commit, NULL, record);
  store_world_save (self, commit);
  return record;
}

static void
on_changed_cb (guint *count)
{
  (*count)++;
}

/* On 1 July 2017. */
static void
test_remarks (StoreWorld *self, gconstpointer data)
{
  const char *const of_plan[] = { "title", "Start-up", "end_baseline", "July 2017", "end_forecast", "August 2017",
                                  NULL };
  g_autoptr(MusterRecord) plan = add_record (self, MUSTER_KIND_PLAN, of_plan);
  const char *const of_milestone[] = { "title", "Go live",          "type",     "Milestone",
                                       "plan",  world_bind (plan),  "baseline", "1 August 2017", NULL };
  g_autoptr(MusterRemarks) remarks = muster_remarks_new (self->store, plans ());
  g_autoptr(MusterRecord) milestone = NULL;
  g_autofree char *before = NULL, *after = NULL;
  guint changed = 0;

  g_assert_cmpuint (muster_remarks_count (plans ()), ==, 3);
  g_assert_cmpuint (muster_remarks_count (muster_kind_get (MUSTER_KIND_AREA)), ==, 0);
  g_signal_connect_swapped (remarks, "changed", G_CALLBACK (on_changed_cb), &changed);
  g_assert_null (muster_remarks_get (remarks, muster_record_get_id (plan), 0));
  before = wait_for (self, remarks, plan);
  g_assert_cmpstr (before, ==, "red |  | 31 days late");
  g_assert_cmpuint (changed, >, 0);

  milestone = add_record (self, MUSTER_KIND_DELIVERABLE, of_milestone);
  store_world_settle (self); /* it is told that something changed, and asks again when it is asked */
  after = wait_for (self, remarks, plan);
  g_assert_cmpstr (after, ==, "red | 1 August 2017: Go live | 31 days late");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STORE_ADD ("/remarks/plans", test_remarks);
  return g_test_run ();
}
