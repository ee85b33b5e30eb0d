/* bench-save.c - one edit, durable, beside the bare transaction of the same rows.
 *
 * The edits run three times on copies of one file: once recorded, then saved and played back in turn, so that both
 * sides meet the same disk and the same neighbours.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bare.h"
#include "plausible.h"
#include "timing.h"

typedef struct Edit Edit;

struct Edit {
  const char   *what;
  MusterKindId  kind;
  const char   *parent; /* the field that says where the record belongs; the largest such place is apart */
  void        (*edit) (MusterReplica *replica, MusterRecord *record, guint i, MusterRandom *random,
                       MusterCommit *commit);
};

/* ---- what people do ---------------------------------------------------------------------------------------------- */

static void
set_text (MusterRecord *record, const char *field, const char *text)
{
  const MusterField *description = muster_kind_get_field (muster_record_get_kind (record), field);
  g_autoptr (MusterValue) value = NULL;
  g_autoptr (GError) error = NULL;

  muster_field_parse (description, text, &value, &error);
  timing_check (error);
  muster_record_set (record, field, value);
}

static void
change_owner (MusterReplica *replica, MusterRecord *record, guint i, MusterRandom *random, MusterCommit *commit)
{
  g_autoptr (MusterRecord) edited = muster_record_copy (record);
  g_autofree char *owner = g_strdup_printf ("%s %u", plausible_post (random), i);

  set_text (edited, "owner", owner);
  muster_commit_add_edit (commit, record, edited);
}

static void
change_text (MusterReplica *replica, MusterRecord *record, guint i, MusterRandom *random, MusterCommit *commit)
{
  g_autoptr (MusterRecord) edited = muster_record_copy (record);
  g_autofree char *text = plausible_sentences (random, 4);

  set_text (edited, "cause", text);
  muster_commit_add_edit (commit, record, edited);
}

static void
assess_again (MusterReplica *replica, MusterRecord *record, guint i, MusterRandom *random, MusterCommit *commit)
{
  g_autoptr (MusterRecord) made = muster_replica_make_record (replica, muster_kind_get (MUSTER_KIND_ASSESSMENT));
  g_autoptr (MusterValue) risk = muster_value_new_ref (muster_record_get_id (record));
  g_autofree char *likelihood = g_strdup_printf ("%u", 1 + muster_random_below (random, 5));
  g_autofree char *impact = g_strdup_printf ("%u", 1 + muster_random_below (random, 5));
  g_autofree char *rationale = plausible_sentences (random, 1);

  muster_record_set (made, "risk", risk);
  set_text (made, "kind", "Current");
  set_text (made, "likelihood", likelihood);
  set_text (made, "impact", impact);
  set_text (made, "rationale", rationale);
  set_text (made, "on", "2 March 2028");
  muster_commit_add_edit (commit, NULL, made);
}

static void
change_status (MusterReplica *replica, MusterRecord *record, guint i, MusterRandom *random, MusterCommit *commit)
{
  g_autoptr (MusterRecord) edited = muster_record_copy (record);
  gboolean complete = muster_record_is_choice (record, "status", "complete");
  g_autofree char *percent = g_strdup_printf ("%u", 1 + muster_random_below (random, 98));

  set_text (edited, "status", complete ? "In progress" : "Complete");
  set_text (edited, "percent", complete ? percent : "100");
  muster_commit_add_edit (commit, record, edited);
}

static const Edit edits[] = {
  { "a risk's owner", MUSTER_KIND_RISK, "scope", change_owner },
  { "a risk's cause, four sentences", MUSTER_KIND_RISK, "scope", change_text },
  { "a risk assessed again", MUSTER_KIND_RISK, "scope", assess_again },
  { "a deliverable's status", MUSTER_KIND_DELIVERABLE, "plan", change_status },
};

/* ---- whom they do it to ------------------------------------------------------------------------------------------ */

static MusterRecord *
load (MusterReplica *replica, MusterKindId kind, gint64 rowid)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = muster_replica_load (replica, muster_kind_get (kind), &rowid, 1, &error);

  timing_check (error);
  return g_object_ref (records->pdata[0]);
}

/* The rowids of the records whose parent has the most of them, or of the others; at most n, spread. */
static GArray *
find_targets (MusterReplica *replica, const Edit *edit, gboolean in_largest, guint n)
{
  g_autoptr (GArray) all = timing_spread (replica, edit->kind, G_MAXUINT);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (muster_id_hash, muster_id_equal, g_free, NULL);
  g_autoptr (GPtrArray) parents = g_ptr_array_new_with_free_func (g_free);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) fitting = g_array_new (FALSE, FALSE, sizeof (gint64));
  MusterId largest = { { 0 } };
  guint most = 0;

  for (guint i = 0; i < all->len; i++)
    {
      g_autoptr (MusterRecord) record = load (replica, edit->kind, g_array_index (all, gint64, i));
      const MusterId *parent = muster_record_get_ref (record, edit->parent);
      guint count = 1 + GPOINTER_TO_UINT (g_hash_table_lookup (counts, parent));

      g_hash_table_insert (counts, muster_id_copy (parent), GUINT_TO_POINTER (count));
      g_ptr_array_add (parents, muster_id_copy (parent));
      if (count > most)
        {
          most = count;
          largest = *parent;
        }
    }
  for (guint i = 0; i < all->len; i++)
    if (muster_id_equal (parents->pdata[i], &largest) == in_largest)
      g_array_append_val (fitting, g_array_index (all, gint64, i));
  n = MIN (n, fitting->len);
  for (guint i = 0; i < n; i++)
    g_array_append_val (found, g_array_index (fitting, gint64, (guint64) i * fitting->len / n));
  if (in_largest)
    timing_print_json (json_pack ("{s:s, s:i}", "what",
                                  edit->kind == MUSTER_KIND_RISK ? "largest team" : "largest plan", "n", (int) most));
  return found;
}

static MusterCommit *
make_commit (MusterReplica *replica, const Edit *edit, GArray *targets, guint i, MusterRandom *random)
{
  gint64 rowid = g_array_index (targets, gint64, i % targets->len);
  g_autoptr (MusterRecord) found = load (replica, edit->kind, rowid);
  g_autoptr (GError) error = NULL;
  g_autoptr (MusterRecord) record = muster_replica_get (replica, muster_record_get_id (found), &error);
  MusterCommit *commit = muster_commit_new (NULL);

  timing_check (error);
  edit->edit (replica, record, i, random, commit);
  return commit;
}

/* ---- measuring --------------------------------------------------------------------------------------------------- */

typedef struct {
  MusterReplica *traced, *saved;
  sqlite3       *traced_handle, *bare_handle;
  MusterRandom  *traced_random, *saved_random; /* in step: the two sides do the same */
} Sides;

static void
save (MusterReplica *replica, MusterCommit *commit)
{
  g_autoptr (GError) error = NULL;

  muster_replica_save (replica, commit, MUSTER_ORIGIN_EDIT, NULL, NULL, &error);
  timing_check (error);
}

static GPtrArray *
record_edits (Sides *sides, const Edit *edit, GArray *targets, guint n)
{
  GPtrArray *recordings = g_ptr_array_new_with_free_func ((GDestroyNotify) recording_free);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MusterCommit) commit = make_commit (sides->traced, edit, targets, i, sides->traced_random);

      g_ptr_array_add (recordings, recording_begin (sides->traced_handle));
      save (sides->traced, commit);
      recording_end (recordings->pdata[i]);
    }
  return recordings;
}

static void
add_sample (Samples *const samples[2], double start, double start_cpu)
{
  double passed = timing_now () - start, passed_cpu = timing_cpu () - start_cpu;

  g_array_append_val (samples[0], passed);
  g_array_append_val (samples[1], passed_cpu);
}

static void
measure (Sides *sides, const Edit *edit, gboolean in_largest, guint n)
{
  g_autoptr (GArray) targets = find_targets (sides->traced, edit, in_largest, n);
  g_autoptr (GPtrArray) recordings = record_edits (sides, edit, targets, n);
  Samples *ours[2] = { samples_new (), samples_new () };
  Samples *bare[2] = { samples_new (), samples_new () };
  g_autofree char *what = g_strconcat (edit->what, in_largest ? ", in the largest" : "", NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MusterCommit) commit = make_commit (sides->saved, edit, targets, i, sides->saved_random);
      double start = timing_now (), start_cpu = timing_cpu ();

      save (sides->saved, commit);
      add_sample (ours, start, start_cpu);
      start = timing_now ();
      start_cpu = timing_cpu ();
      recording_play (recordings->pdata[i], sides->bare_handle);
      add_sample (bare, start, start_cpu);
    }
  timing_print_pair (what, ours, bare);
  for (guint i = 0; i < 2; i++)
    {
      g_array_unref (ours[i]);
      g_array_unref (bare[i]);
    }
}

void
bench_save (const char *path, guint n, guint64 seed)
{
  char *traced = timing_copy (path, "traced");
  char *saved = timing_copy (path, "saved");
  char *played = timing_copy (path, "bare");
  g_autoptr (MusterRandom) ids_of_traced = muster_random_new_seeded (seed);
  g_autoptr (MusterRandom) ids_of_saved = muster_random_new_seeded (seed);
  Sides sides = { .traced_random = muster_random_new_seeded (seed + 1),
                  .saved_random = muster_random_new_seeded (seed + 1) };
  MusterDb *bare;

  bare_watch ();
  sides.traced = timing_open (traced, 0, ids_of_traced);
  sides.traced_handle = bare_newest ();
  sides.saved = timing_open (saved, 0, ids_of_saved);
  bare = bare_open (played);
  sides.bare_handle = bare_newest ();
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      measure (&sides, &edits[i], FALSE, n);
      measure (&sides, &edits[i], TRUE, n);
    }

  bare_close (bare);
  muster_replica_close (sides.saved);
  muster_replica_close (sides.traced);
  muster_random_free (sides.saved_random);
  muster_random_free (sides.traced_random);
  timing_drop (played);
  timing_drop (saved);
  timing_drop (traced);
}
