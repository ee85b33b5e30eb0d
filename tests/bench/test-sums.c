/* test-sums.c - what is kept of plans and teams is what their parts come to, whatever happens to these.
 *
 * Work is dropped, divided, moved and archived at random, and plans go to other teams; then every plan and team is
 * derived from all records under it. The seed is printed; --seed replays it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "large.h"

#include <glib/gstdio.h>

#define N_RECORDS 600
#define N_EDITS 300

static const MusterKindId kinds[] = { MUSTER_KIND_PLAN, MUSTER_KIND_DELIVERABLE, MUSTER_KIND_ACTION, MUSTER_KIND_RISK };

typedef struct {
  MusterReplica *replica;
  GArray        *ids[MUSTER_N_KINDS]; /* of MusterId: of the kinds above and of teams */
} World;

static guint
below (guint n)
{
  return (guint) g_test_rand_int_range (0, (int) n);
}

static const MusterId *
any (World *self, MusterKindId kind)
{
  return &g_array_index (self->ids[kind], MusterId, below (self->ids[kind]->len));
}

static void
list_ids (World *self, MusterKindId kind)
{
  g_autoptr (MusterQuery) query = muster_query_new (muster_kind_get (kind));
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rowids = muster_replica_query (self->replica, query, &error);
  g_autoptr (GPtrArray) records = NULL;

  g_assert_no_error (error);
  records = muster_replica_load (self->replica, muster_kind_get (kind), (gint64 *) rowids->data, rowids->len, &error);
  g_assert_no_error (error);
  self->ids[kind] = g_array_new (FALSE, FALSE, sizeof (MusterId));
  for (guint i = 0; i < records->len; i++)
    g_array_append_vals (self->ids[kind], muster_record_get_id (records->pdata[i]), 1);
}

/* ---- edits ------------------------------------------------------------------------------------------------------- */

static void
refer (World *self, MusterRecord *record, const char *field, MusterKindId kind)
{
  g_autoptr (MusterValue) value = below (4) == 0 ? NULL : muster_value_new_ref (any (self, kind));

  muster_record_set (record, field, value);
}

static void
choose (MusterRecord *record, const char *field, const char *const *nicks, guint n)
{
  g_autoptr (MusterValue) value = muster_value_new_text (MUSTER_VALUE_CHOICE, nicks[below (n)]);

  muster_record_set (record, field, value);
}

static void
set_number (MusterRecord *record, const char *field, MusterValueType type, guint n)
{
  g_autoptr (MusterValue) value = muster_value_new_number (type, below (n));

  muster_record_set (record, field, value);
}

static void
change_work (World *self, MusterRecord *record)
{
  static const char *const states[] = { "cancelled", "superseded", "in-progress", "complete" };
  gboolean divisible = muster_record_get_kind (record)->id == MUSTER_KIND_DELIVERABLE;

  choose (record, "status", states, G_N_ELEMENTS (states));
  set_number (record, "percent", MUSTER_VALUE_PERCENT, 101);
  if (below (3) == 0)
    refer (self, record, "plan", MUSTER_KIND_PLAN);
  if (below (3) == 0)
    refer (self, record, divisible ? "team" : "scope", MUSTER_KIND_TEAM);
  if (divisible && below (2) == 0)
    refer (self, record, "parent", MUSTER_KIND_DELIVERABLE);
  if (divisible && below (2) == 0)
    set_number (record, "weight", MUSTER_VALUE_INTEGER, 4);
}

static void
change_risk (World *self, MusterRecord *record)
{
  static const char *const states[] = { "open", "closed", "treating", "materialised" };

  choose (record, "status", states, G_N_ELEMENTS (states));
  if (below (3) == 0)
    refer (self, record, "plan", MUSTER_KIND_PLAN);
  if (below (3) == 0)
    refer (self, record, "scope", MUSTER_KIND_TEAM);
}

static void
edit_one (World *self)
{
  MusterKindId kind = kinds[below (G_N_ELEMENTS (kinds))];
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterRecord) record = muster_replica_get (self->replica, any (self, kind), &error);
  g_autoptr (MusterRecord) edited = muster_record_copy (record);
  g_autoptr (MusterCommit) commit = muster_commit_new (NULL);

  if (below (6) == 0)
    muster_commit_add_archive (commit, record, !muster_record_is_archived (record));
  else if (kind == MUSTER_KIND_PLAN)
    refer (self, edited, "scope", MUSTER_KIND_TEAM);
  else if (kind == MUSTER_KIND_RISK)
    change_risk (self, edited);
  else
    change_work (self, edited);
  muster_commit_add_edit (commit, record, edited);
  muster_replica_save (self->replica, commit, MUSTER_ORIGIN_LOAD, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* ---- what must hold ---------------------------------------------------------------------------------------------- */

static void
compare_field (MusterRecord *kept, MusterRecord *derived, const char *field)
{
  g_autofree char *name = muster_record_dup_title (kept);

  if (!muster_value_equal (muster_record_get (kept, field), muster_record_get (derived, field)))
    g_error ("%s of “%s” is kept as %" G_GINT64_FORMAT " and comes to %" G_GINT64_FORMAT, field, name,
             muster_record_get_number (kept, field), muster_record_get_number (derived, field));
}

static void
compare_all (World *self, MusterKindId kind)
{
  MusterLookup lookup = *muster_replica_get_lookup (self->replica);

  lookup.sums = NULL; /* look at every record */
  for (guint i = 0; i < self->ids[kind]->len; i++)
    {
      g_autoptr (GError) error = NULL;
      const MusterId *id = &g_array_index (self->ids[kind], MusterId, i);
      g_autoptr (MusterRecord) kept = muster_replica_get (self->replica, id, &error);
      g_autoptr (MusterRecord) derived = muster_record_copy (kept);

      muster_rules_derive (derived, &lookup);
      compare_field (kept, derived, "progress");
      if (kind == MUSTER_KIND_TEAM)
        compare_field (kept, derived, "worst_score");
    }
}

static void
assert_sound (World *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = muster_replica_check (self->replica, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < faults->len; i++)
    g_error ("%s", (char *) faults->pdata[i]);
}

static void
test_sums (void)
{
  const LargeOptions options = { .records = N_RECORDS, .seed = below (1000), .quiet = TRUE };
  g_autofree char *folder = g_dir_make_tmp ("muster-sums-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "sums.muster", NULL);
  g_autofree char *lock = g_strconcat (path, "-lock", NULL);
  g_autoptr (MusterClock) clock = muster_clock_new_fixed (LARGE_NOW);
  g_autoptr (MusterRandom) random = muster_random_new_seeded (1);
  g_autoptr (GError) error = NULL;
  World world = { NULL };

  large_make (path, &options, &error);
  g_assert_no_error (error);
  world.replica = muster_replica_open (path, 0, clock, random, "Tester", &error);
  g_assert_no_error (error);
  list_ids (&world, MUSTER_KIND_TEAM);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    list_ids (&world, kinds[i]);

  for (guint i = 0; i < N_EDITS; i++)
    {
      edit_one (&world);
      compare_all (&world, MUSTER_KIND_PLAN);
      compare_all (&world, MUSTER_KIND_TEAM);
    }
  assert_sound (&world);

  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    g_clear_pointer (&world.ids[i], g_array_unref);
  muster_replica_close (world.replica);
  g_unlink (path);
  g_unlink (lock);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sums/after-edits", test_sums);
  return g_test_run ();
}
