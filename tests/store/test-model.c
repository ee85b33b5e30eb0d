/* test-model.c - random edits against a plain model of what must be there.
 *
 * MUSTER_TEST_RUNS in the environment asks for more runs than the usual few.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "model.h"

#include <stdlib.h>

#define RUNS  3
#define STEPS 220

static void
assert_record (Model *self, MusterRecord *expected)
{
  g_autoptr (MusterRecord) read = world_get (self->world, expected);

  g_assert_cmpstr (muster_record_get_ref_code (read), ==, muster_record_get_ref_code (expected));
  if (!model_same_fields (expected, read))
    g_error ("a %s is not as the model says", muster_record_get_kind (read)->name);
}

static void
assert_lists (Model *self, GPtrArray *records)
{
  guint counts[MUSTER_N_KINDS] = { 0 };

  for (guint i = 0; i < records->len; i++)
    counts[muster_record_get_kind (records->pdata[i])->id] += !muster_record_is_archived (records->pdata[i]);
  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    {
      g_autoptr (MusterQuery) query = muster_query_new (muster_kind_get (i));
      g_autoptr (GArray) rowids = muster_replica_query (self->world->replica, query, NULL);

      g_assert_cmpuint (rowids->len, ==, counts[i]);
      g_assert_cmpuint (muster_replica_count (self->world->replica, muster_kind_get (i)), ==, counts[i]);
    }
}

static void
assert_drafts (Model *self)
{
  g_autoptr (GPtrArray) drafts = muster_replica_list_drafts (self->world->replica, NULL);

  g_assert_cmpuint (drafts->len, ==, g_hash_table_size (self->drafts));
  for (guint i = 0; i < drafts->len; i++)
    {
      MusterDraft *draft = drafts->pdata[i];

      g_assert_cmpstr (g_hash_table_lookup (draft->texts, "notes"), ==, g_hash_table_lookup (self->drafts, &draft->id));
    }
}

static void
assert_as_model (Model *self, gboolean lists)
{
  g_autoptr (GPtrArray) records = model_list (model_now (self));
  g_autofree char *undo = muster_replica_describe_undo (self->world->replica);
  g_autofree char *redo = muster_replica_describe_redo (self->world->replica);

  for (guint i = 0; i < records->len; i++)
    assert_record (self, records->pdata[i]);
  if (lists)
    {
      assert_lists (self, records);
      assert_drafts (self);
    }
  g_assert_cmpint (undo != NULL, ==, self->at > 0);
  g_assert_cmpint (redo != NULL, ==, self->at + 1 < self->states->len);
  g_assert_cmpuint (muster_replica_count_outbox (self->world->replica), ==, self->by_version->len - 1);
}

static void
test_model (void)
{
  const char *runs = g_getenv ("MUSTER_TEST_RUNS");
  guint subject = g_test_rand_int ();
  guint n_saved = 0, n_refused = 0, n_undone = 0, n_restored = 0;

  for (int run = runs != NULL ? atoi (runs) : RUNS; run > 0; run--)
    {
      Fixture world;
      Model model;

      world_init (&world, NULL);
      model_init (&model, &world, subject++);
      for (guint step = 0; step < STEPS; step++)
        {
          model_step (&model);
          assert_as_model (&model, step % 5 == 0);
          if (step % 25 == 0)
            world_assert_sound (&world);
        }
      world_assert_sound (&world);
      n_saved += model.n_saved;
      n_refused += model.n_refused;
      n_undone += model.n_undone;
      n_restored += model.n_restored;
      model_clear (&model);
      world_clear (&world, NULL);
    }
  g_test_message ("%u saved, %u refused, %u undone or redone, %u restored", n_saved, n_refused, n_undone, n_restored);
  g_assert_cmpuint (n_saved * 4, >, n_refused); /* a model that is always refused shows nothing */
  g_assert_cmpuint (n_undone, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/model", test_model);
  return g_test_run ();
}
