/* large.c - saving what is made, in batches, and edits of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "large-private.h"

#include "muster-error.h"
#include "plausible.h"

#include <stdio.h>

/* Records to a commit, unless commits are counted. */
#define BATCH 500
#define TELL_EVERY (10 * G_USEC_PER_SEC)
/* Between two saves, on the clock of the one who saves. */
#define MINUTE (60 * G_USEC_PER_SEC)

gboolean
maker_goes_on (Maker *self)
{
  return self->error == NULL && (self->options->records == 0 || self->n_records < self->options->records);
}

static void
tell (Maker *self, gboolean last)
{
  gint64 now = g_get_monotonic_time ();

  if (self->options->quiet || (!last && now - self->told < TELL_EVERY))
    return;
  self->told = now;
  fprintf (stderr, "%u records in %u commits, %.1f s\n", self->n_records, self->n_commits,
           (double) (now - self->started) / G_USEC_PER_SEC);
}

static void
save (Maker *self, MusterCommit *commit, MusterOrigin origin)
{
  if (self->error != NULL || !muster_replica_save (self->replica, commit, origin, NULL, NULL, &self->error))
    return;
  self->n_commits++;
  muster_clock_set (self->clock, muster_clock_now (self->clock) + MINUTE);
  tell (self, FALSE);
}

void
maker_flush (Maker *self)
{
  if (self->in_commit > 0)
    save (self, self->commit, MUSTER_ORIGIN_LOAD);
  g_clear_pointer (&self->commit, muster_commit_unref);
  self->commit = muster_commit_new (NULL);
  self->in_commit = 0;
}

void
maker_add (Maker *self, MusterRecord *record, MusterId *id)
{
  const MusterKind *kind = muster_record_get_kind (record);

  if (id != NULL)
    *id = *muster_record_get_id (record);
  if (maker_goes_on (self))
    {
      muster_commit_add_edit (self->commit, NULL, record);
      self->n_records++;
      self->n_risks += kind->id == MUSTER_KIND_RISK;
      if (kind->id == MUSTER_KIND_RISK || kind->id == MUSTER_KIND_DELIVERABLE || kind->id == MUSTER_KIND_ACTION
          || kind->id == MUSTER_KIND_MITIGATION)
        g_array_append_vals (self->ids, muster_record_get_id (record), 1);
      if (++self->in_commit >= self->batch)
        maker_flush (self);
    }
  g_object_unref (record);
}

/* ---- values ------------------------------------------------------------------------------------------------------ */

MusterRecord *
maker_new (Maker *self, MusterKindId kind)
{
  return muster_replica_make_record (self->replica, muster_kind_get (kind));
}

void
maker_put (MusterRecord *record, const char *field, const char *text)
{
  const MusterField *description = muster_kind_get_field (muster_record_get_kind (record), field);
  g_autoptr (MusterValue) value = NULL;
  g_autoptr (GError) error = NULL;

  if (description->type == MUSTER_VALUE_CHOICE)
    value = muster_value_new_text (MUSTER_VALUE_CHOICE, text);
  else if (!muster_field_parse (description, text, &value, &error))
    g_error ("%s: %s", field, error->message);
  muster_record_set (record, field, value);
}

void
maker_take (MusterRecord *record, const char *field, char *text)
{
  maker_put (record, field, text);
  g_free (text);
}

void
maker_number (MusterRecord *record, const char *field, gint64 number)
{
  const MusterField *description = muster_kind_get_field (muster_record_get_kind (record), field);
  g_autoptr (MusterValue) value = muster_value_new_number (description->type, number);

  muster_record_set (record, field, value);
}

void
maker_refer (MusterRecord *record, const char *field, const MusterId *id)
{
  const MusterField *description = muster_kind_get_field (muster_record_get_kind (record), field);
  g_autoptr (MusterValue) value = description->type == MUSTER_VALUE_REFS ? muster_value_new_refs (id, 1)
                                                                         : muster_value_new_ref (id);

  muster_record_set (record, field, value);
}

/* ---- edits ------------------------------------------------------------------------------------------------------- */

static void
edit_work (Maker *self, MusterRecord *record)
{
  switch (muster_random_below (self->random, 3))
    {
    case 0:
      maker_put (record, "owner", plausible_post (self->random));
      break;
    case 1:
      maker_take (record, "notes", plausible_sentences (self->random, 1));
      break;
    default:
      maker_put (record, "status", "in-progress");
      maker_number (record, "percent", 5 * (1 + muster_random_below (self->random, 19)));
    }
}

static void
edit_risk (Maker *self, MusterRecord *record)
{
  if (plausible_chance (self->random, 50))
    maker_put (record, "owner", plausible_post (self->random));
  else
    maker_take (record, "effect", plausible_sentences (self->random, 2));
}

void
maker_edits (Maker *self)
{
  while (self->error == NULL && self->n_commits < self->options->commits && self->ids->len > 0)
    {
      const MusterId *id = &g_array_index (self->ids, MusterId, muster_random_below (self->random, self->ids->len));
      g_autoptr (MusterRecord) record = muster_replica_get (self->replica, id, &self->error);
      g_autoptr (MusterRecord) edited = NULL;
      g_autoptr (MusterCommit) commit = muster_commit_new (NULL);

      if (record == NULL)
        return;
      edited = muster_record_copy (record);
      if (muster_record_get_kind (record)->id == MUSTER_KIND_RISK)
        edit_risk (self, edited);
      else
        edit_work (self, edited);
      muster_commit_add_edit (commit, record, edited);
      if (muster_commit_get_n (commit) > 0)
        save (self, commit, MUSTER_ORIGIN_EDIT);
    }
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */

gboolean
large_make (const char *path, const LargeOptions *options, GError **error)
{
  g_autoptr (MusterRandom) random = muster_random_new_seeded (options->seed);
  g_autoptr (MusterClock) clock = muster_clock_new_fixed (LARGE_NOW);
  Maker self = { .options = options, .random = random, .clock = clock, .batch = options->commits > 0 ? 1 : BATCH };

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_EXISTS, "There is a file “%s” already.", path);
      return FALSE;
    }
  self.replica = muster_replica_open (path, MUSTER_REPLICA_CREATE, clock, random, "Data generator", error);
  if (self.replica == NULL)
    return FALSE;

  self.started = self.told = g_get_monotonic_time ();
  self.ids = g_array_new (FALSE, FALSE, sizeof (MusterId));
  self.commit = muster_commit_new (NULL);
  maker_programme (&self);
  maker_flush (&self);
  maker_edits (&self);
  tell (&self, TRUE);

  muster_commit_unref (self.commit);
  g_array_unref (self.ids);
  muster_replica_close (self.replica);
  if (self.error == NULL)
    return TRUE;
  g_propagate_error (error, self.error);
  return FALSE;
}
