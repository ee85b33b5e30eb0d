/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-risk-story.h"

#include "muster-replica-private.h"

/* Of one kind: a page is read by a person. */
#define MOST_PARTS 500

void
muster_risk_story_free (MusterRiskStory *self)
{
  if (self == NULL)
    return;
  muster_detail_free (self->detail);
  g_clear_pointer (&self->assessments, g_ptr_array_unref);
  g_clear_pointer (&self->mitigations, g_ptr_array_unref);
  g_clear_pointer (&self->escalations, g_ptr_array_unref);
  g_clear_pointer (&self->issues, g_ptr_array_unref);
  g_clear_pointer (&self->linked, g_ptr_array_unref);
  g_free (self);
}

static gboolean
is_assessment_unscored (MusterRecord *record)
{
  return muster_record_get_kind (record)->id == MUSTER_KIND_ASSESSMENT
         && muster_record_get_number (record, "score") == 0;
}

/* The parts of a kind, with the titles of what they point to. NULL with error. */
static GPtrArray *
read_parts (MusterReplica *self, MusterRiskStory *story, MusterKindId kind, GError **error)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < story->detail->backlinks->len; i++)
    {
      MusterBacklink *link = story->detail->backlinks->pdata[i];
      g_autoptr(GError) local = NULL;
      g_autoptr(MusterRecord) record = NULL;

      if (link->kind->id != kind || link->field != muster_kind_parent_field (link->kind) || link->archived)
        continue;
      if (parts->len == MOST_PARTS)
        {
          story->cut = TRUE;
          break;
        }
      record = muster_replica_get (self, &link->id, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      if (record != NULL && !is_assessment_unscored (record))
        g_ptr_array_add (parts, g_steal_pointer (&record));
    }
  return g_steal_pointer (&parts);
}

static void
linked_free (gpointer data)
{
  MusterLinked *linked = data;

  g_object_unref (linked->record);
  g_free (linked);
}

/* What is not on this computer cannot be shown; the form says that it is missing. */
static gboolean
read_linked (MusterReplica *self, MusterRiskStory *story, const MusterField *field, GError **error)
{
  guint n;
  const MusterId *ids = muster_value_get_ids (muster_record_get (story->detail->record, field->name), &n);

  for (guint i = 0; i < MIN (n, MOST_PARTS); i++)
    {
      g_autoptr(GError) local = NULL;
      g_autoptr(MusterRecord) record = muster_replica_get (self, &ids[i], &local);
      MusterLinked *linked;

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (record == NULL)
        continue;
      linked = g_new0 (MusterLinked, 1);
      linked->field = field;
      linked->record = g_steal_pointer (&record);
      g_ptr_array_add (story->linked, linked);
    }
  story->cut |= n > MOST_PARTS;
  return TRUE;
}

static gboolean
read_all_linked (MusterReplica *self, MusterRiskStory *story, GError **error)
{
  const MusterKind *kind = muster_record_get_kind (story->detail->record);

  story->linked = g_ptr_array_new_with_free_func (linked_free);
  for (guint i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].type == MUSTER_VALUE_REF || kind->fields[i].type == MUSTER_VALUE_REFS)
        && !read_linked (self, story, &kind->fields[i], error))
      return FALSE;
  return TRUE;
}

static int
compare_due (gconstpointer a, gconstpointer b)
{
  guint32 day_a = muster_record_get_days (*(MusterRecord **) a, "due").latest;
  guint32 day_b = muster_record_get_days (*(MusterRecord **) b, "due").latest;

  if (day_a == 0 || day_b == 0)
    return (day_a == 0) - (day_b == 0);
  return (day_a > day_b) - (day_a < day_b);
}

MusterRiskStory *
muster_replica_get_risk_story (MusterReplica *self, const MusterId *id, GError **error)
{
  g_autoptr(MusterRiskStory) story = g_new0 (MusterRiskStory, 1);

  story->detail = muster_replica_get_detail (self, id, error);
  if (story->detail == NULL
      || (story->assessments = read_parts (self, story, MUSTER_KIND_ASSESSMENT, error)) == NULL
      || (story->mitigations = read_parts (self, story, MUSTER_KIND_MITIGATION, error)) == NULL
      || (story->escalations = read_parts (self, story, MUSTER_KIND_ESCALATION, error)) == NULL
      || (story->issues = read_parts (self, story, MUSTER_KIND_ISSUE, error)) == NULL
      || !read_all_linked (self, story, error))
    return NULL;
  story->bands = muster_rules_risk_matrix (story->detail->record, &self->lookup);
  muster_rules_sort_assessments (story->assessments);
  story->unchanged = muster_rules_count_unchanged (story->assessments);
  g_ptr_array_sort (story->mitigations, compare_due);
  return g_steal_pointer (&story);
}
