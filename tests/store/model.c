/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model.h"

#include "random-record.h"

/* What stands on each other, a subject a run. */
static const MusterKindId subjects[][12] = {
  { MUSTER_KIND_TEAM, MUSTER_KIND_PLAN, MUSTER_KIND_PLAN, MUSTER_KIND_DELIVERABLE, MUSTER_KIND_DELIVERABLE,
    MUSTER_KIND_DELIVERABLE, MUSTER_KIND_DELIVERABLE, MUSTER_KIND_DELIVERABLE, MUSTER_KIND_ACTION, MUSTER_KIND_ACTION,
    MUSTER_KIND_ISSUE, MUSTER_KIND_RISK },
  { MUSTER_KIND_PROGRAMME, MUSTER_KIND_TEAM, MUSTER_KIND_PLAN, MUSTER_KIND_DELIVERABLE, MUSTER_KIND_RISK,
    MUSTER_KIND_RISK, MUSTER_KIND_RISK, MUSTER_KIND_ASSESSMENT, MUSTER_KIND_ASSESSMENT, MUSTER_KIND_ASSESSMENT,
    MUSTER_KIND_MITIGATION, MUSTER_KIND_WORKSTREAM },
  { MUSTER_KIND_BUDGET, MUSTER_KIND_BUDGET_SECTION, MUSTER_KIND_BUDGET_SECTION, MUSTER_KIND_BUDGET_LINE,
    MUSTER_KIND_BUDGET_LINE, MUSTER_KIND_TEAM, MUSTER_KIND_COHORT, MUSTER_KIND_COHORT, MUSTER_KIND_POPULATION,
    MUSTER_KIND_POPULATION, MUSTER_KIND_KPI, MUSTER_KIND_MEASUREMENT },
};

static guint
below (guint n)
{
  return (guint) g_test_rand_int_range (0, (int) n);
}

/* ---- states ----------------------------------------------------------------------------------------------------- */

static void
put (State *state, MusterRecord *record)
{
  g_hash_table_replace (state, muster_id_copy (muster_record_get_id (record)), g_object_ref (record));
}

static State *
copy_state (State *state)
{
  State *copy = g_hash_table_new_full (muster_id_hash, muster_id_equal, g_free, g_object_unref);
  GHashTableIter iter;
  gpointer record;

  if (state != NULL)
    g_hash_table_iter_init (&iter, state);
  while (state != NULL && g_hash_table_iter_next (&iter, NULL, &record))
    put (copy, record);
  return copy;
}

State *
model_now (Model *self)
{
  return self->states->pdata[self->at];
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return muster_id_compare (muster_record_get_id (*(MusterRecord *const *) a),
                            muster_record_get_id (*(MusterRecord *const *) b));
}

/* In an order that the seed alone decides. */
GPtrArray *
model_list (State *state)
{
  GPtrArray *records = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, state);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    g_ptr_array_add (records, record);
  g_ptr_array_sort (records, compare_ids);
  return records;
}

gboolean
model_same_fields (MusterRecord *a, MusterRecord *b)
{
  const MusterKind *kind = muster_record_get_kind (a);

  for (guint i = 0; i < kind->n_fields; i++)
    if (!muster_field_is_derived (&kind->fields[i])
        && !muster_value_equal (muster_record_get_at (a, i), muster_record_get_at (b, i)))
      return FALSE;
  return muster_record_is_archived (a) == muster_record_is_archived (b);
}

/* ---- saving ----------------------------------------------------------------------------------------------------- */

/* A record that undo takes away stays as an archived one. */
static void
remember_as_archived (Model *self, MusterRecord *made)
{
  g_autoptr(MusterRecord) archived = muster_record_copy (made);

  muster_record_set_archived (archived, TRUE);
  for (guint i = 0; i < self->at; i++)
    put (self->states->pdata[i], archived);
}

static void
add_code (Model *self, MusterRecord *made)
{
  const MusterKind *kind = muster_record_get_kind (made);

  if (kind->ref_prefix != NULL)
    {
      g_autofree char *code = g_strdup_printf ("%s-%u", kind->ref_prefix, ++self->last_code[kind->id]);

      muster_record_set_ref_code (made, code);
    }
}

static void
push (Model *self, State *next /* taken */, gboolean barrier)
{
  g_ptr_array_set_size (self->states, barrier ? 0 : (int) self->at + 1);
  g_ptr_array_add (self->states, next);
  self->at = self->states->len - 1;
}

static gboolean
holds (GArray *ids, const MusterId *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (muster_id_equal (&g_array_index (ids, MusterId, i), id))
      return TRUE;
  return FALSE;
}

/* records: as they are to be, new and changed ones. */
static void
save (Model *self, GPtrArray *records, MusterOrigin origin)
{
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
  g_autoptr(GArray) changed = g_array_new (FALSE, FALSE, sizeof (MusterId));
  g_autoptr(GError) error = NULL;
  gint64 version;
  State *next;

  for (guint i = 0; i < records->len; i++)
    {
      gboolean there = g_hash_table_contains (model_now (self), muster_record_get_id (records->pdata[i]));
      g_autoptr(MusterRecord) base = there ? world_get (self->world, records->pdata[i]) : NULL;

      muster_commit_add_edit (commit, base, records->pdata[i]);
      if (there && muster_record_is_archived (base) != muster_record_is_archived (records->pdata[i]))
        muster_commit_add_archive (commit, base, !muster_record_is_archived (base));
    }
  if (!muster_replica_save (self->world->replica, commit, origin, &version, changed, &error))
    {
      g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
      g_assert_cmpint (origin, ==, MUSTER_ORIGIN_EDIT);
      self->n_refused++;
      return;
    }
  g_assert_cmpint (version == 0, ==, muster_commit_get_n (commit) == 0);
  if (version == 0)
    return;

  self->n_saved++;
  next = copy_state (model_now (self));
  push (self, next, origin == MUSTER_ORIGIN_LOAD);
  for (guint i = 0; i < records->len; i++)
    {
      MusterRecord *record = records->pdata[i];
      MusterRecord *before = g_hash_table_lookup (next, muster_record_get_id (record));

      g_assert_true (holds (changed, muster_record_get_id (record)) || model_same_fields (before, record));
      if (before == NULL)
        {
          add_code (self, record);
          remember_as_archived (self, record);
        }
      put (next, record);
    }
  g_ptr_array_add (self->by_version, copy_state (next));
}

/* ---- steps ------------------------------------------------------------------------------------------------------ */

static MusterKindId
any_kind (Model *self)
{
  return subjects[self->subject % G_N_ELEMENTS (subjects)][below (G_N_ELEMENTS (subjects[0]))];
}

/* One or several new records, which may point to each other. */
static void
step_create (Model *self, MusterOrigin origin)
{
  g_autoptr(GPtrArray) others = model_list (model_now (self));
  g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint n = 1 + below (3); n > 0; n--)
    {
      MusterRecord *record = muster_replica_make_record (self->world->replica, muster_kind_get (any_kind (self)));

      random_record_fill (record, others);
      g_ptr_array_add (others, record);
      g_ptr_array_add (made, record);
    }
  save (self, made, origin);
}

/* Rather one that is not archived; to archive or bring back, rather one that is. */
static guint
choose (GPtrArray *records, gboolean archived)
{
  guint chosen = below (records->len);

  for (guint tries = 0; tries < 3 && muster_record_is_archived (records->pdata[chosen]) != archived; tries++)
    chosen = below (records->len);
  return chosen;
}

static void
step_edit (Model *self, guint n_records, gboolean archive)
{
  g_autoptr(GPtrArray) others = model_list (model_now (self));
  g_autoptr(GPtrArray) edited = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_records && others->len > 0; i++)
    {
      guint chosen = choose (others, archive);
      MusterRecord *record = muster_record_copy (others->pdata[chosen]);

      g_ptr_array_add (edited, record);
      if (archive)
        muster_record_set_archived (record, !muster_record_is_archived (record));
      for (guint n = archive ? 0 : 1 + below (3); n > 0; n--)
        random_record_edit (record, others);
      g_ptr_array_remove_index_fast (others, chosen); /* each record once */
    }
  save (self, edited, MUSTER_ORIGIN_EDIT);
}

static void
step_undo (Model *self, gboolean redo)
{
  g_autoptr(GError) error = NULL;
  gboolean can = redo ? self->at + 1 < self->states->len : self->at > 0;
  gboolean done = redo ? muster_replica_redo (self->world->replica, NULL, NULL, &error)
                       : muster_replica_undo (self->world->replica, NULL, NULL, &error);

  g_assert_cmpint (done, ==, can);
  if (!can)
    {
      g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
      return;
    }
  g_assert_no_error (error);
  self->at += redo ? 1 : -1;
  self->n_undone++;
  g_ptr_array_add (self->by_version, copy_state (model_now (self)));
}

static void
step_restore (Model *self)
{
  g_autoptr(GPtrArray) records = model_list (model_now (self));
  MusterRecord *record = records->len > 0 ? records->pdata[below (records->len)] : NULL;
  guint at = below (self->by_version->len);
  MusterRecord *then =
    record != NULL ? g_hash_table_lookup (self->by_version->pdata[at], muster_record_get_id (record)) : NULL;
  g_autoptr(GError) error = NULL;
  gint64 version;
  State *next;

  if (record == NULL)
    return;
  if (!muster_replica_restore (self->world->replica, muster_record_get_id (record), MUSTER_VERSION_UNSENT + at,
                               &version, NULL, &error))
    {
      g_assert_error (error, MUSTER_ERROR, (then == NULL ? (int) MUSTER_ERROR_NOT_FOUND : (int) MUSTER_ERROR_INVALID));
      return;
    }
  g_assert_nonnull (then);
  g_assert_cmpint (version == 0, ==, model_same_fields (record, then));
  if (version == 0)
    return;
  self->n_restored++;
  next = copy_state (model_now (self));
  push (self, next, FALSE);
  put (next, then);
  g_ptr_array_add (self->by_version, copy_state (next));
}

static void
step_draft (Model *self)
{
  g_autoptr(GPtrArray) records = model_list (model_now (self));
  MusterRecord *record = records->len > 0 ? records->pdata[below (records->len)] : NULL;
  g_autoptr(GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  char *text = g_strdup_printf ("draft %u", below (1000));

  g_hash_table_insert (texts, (gpointer) "notes", text);
  if (record == NULL)
    return;
  if (below (3) == 0)
    {
      g_hash_table_remove (self->drafts, muster_record_get_id (record));
      g_assert_true (muster_replica_drop_draft (self->world->replica, muster_record_get_id (record), NULL));
      return;
    }
  g_hash_table_replace (self->drafts, muster_id_copy (muster_record_get_id (record)), g_strdup (text));
  g_assert_true (muster_replica_put_draft (self->world->replica, muster_record_get_kind (record),
                                           muster_record_get_id (record), texts, NULL));
}

void
model_step (Model *self)
{
  guint dice = below (100), n_records = g_hash_table_size (model_now (self));

  if ((dice < 20 && n_records < 45) || n_records < 8)
    step_create (self, below (40) == 0 ? MUSTER_ORIGIN_LOAD : MUSTER_ORIGIN_EDIT);
  else if (dice < 57)
    step_edit (self, 1 + below (2), FALSE);
  else if (dice < 66)
    step_edit (self, 1, TRUE);
  else if (dice < 78)
    for (guint n = 1 + below (5); n > 0; n--)
      step_undo (self, FALSE);
  else if (dice < 88)
    for (guint n = 1 + below (4); n > 0; n--)
      step_undo (self, TRUE);
  else if (dice < 94)
    step_restore (self);
  else if (dice < 97)
    step_draft (self);
  else
    world_reopen (self->world);
}

void
model_init (Model *self, Fixture *world, guint subject)
{
  memset (self, 0, sizeof *self);
  self->subject = subject;
  self->world = world;
  self->states = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  self->by_version = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  self->drafts = g_hash_table_new_full (muster_id_hash, muster_id_equal, g_free, g_free);
  g_ptr_array_add (self->states, copy_state (NULL));
  g_ptr_array_add (self->by_version, copy_state (NULL));
}

void
model_clear (Model *self)
{
  g_ptr_array_unref (self->states);
  g_ptr_array_unref (self->by_version);
  g_hash_table_unref (self->drafts);
}
