/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-commit.h"

#include "muster-json.h"

struct _MusterCommit {
  gatomicrefcount refs;
  char           *reason;  /* nullable */
  GArray         *changes; /* of MusterChange */
};

static void
change_clear (gpointer data)
{
  MusterChange *change = data;

  g_free (change->kind);
  g_free (change->group);
  json_decref (change->value);
  json_decref (change->merged);
  g_free (change->text);
  g_free (change->merged_text);
}

MusterCommit *
muster_commit_new (const char *reason)
{
  MusterCommit *self = g_new0 (MusterCommit, 1);

  g_atomic_ref_count_init (&self->refs);
  self->reason = g_strdup (reason);
  self->changes = g_array_new (FALSE, FALSE, sizeof (MusterChange));
  g_array_set_clear_func (self->changes, change_clear);
  return self;
}

MusterCommit *
muster_commit_ref (MusterCommit *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
muster_commit_unref (MusterCommit *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;

  g_array_unref (self->changes);
  g_free (self->reason);
  g_free (self);
}

void
muster_commit_add_change (MusterCommit *self, const char *kind, const MusterId *record, const char *group, gint64 base,
                          json_t *value)
{
  MusterChange change = { .record = *record,
                          .kind = g_strdup (kind),
                          .group = g_strdup (group),
                          .base = base,
                          .value = value,
                          .index = self->changes->len };

  g_array_append_val (self->changes, change);
}

/* Whether field i is the first of its group, so that each group is looked at once. */
static gboolean
opens_group (const MusterKind *kind, guint i)
{
  const char *group = muster_field_get_group (&kind->fields[i]);

  for (guint j = 0; j < i; j++)
    if (g_str_equal (muster_field_get_group (&kind->fields[j]), group))
      return FALSE;
  return TRUE;
}

static gboolean
group_differs (MusterRecord *base, MusterRecord *edited, const char *group)
{
  const MusterKind *kind = muster_record_get_kind (edited);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterValue *before = base != NULL ? muster_record_get_at (base, i) : NULL;

      if (!muster_field_is_derived (&kind->fields[i]) && g_str_equal (muster_field_get_group (&kind->fields[i]), group)
          && !muster_value_equal (before, muster_record_get_at (edited, i)))
        return TRUE;
    }
  return FALSE;
}

void
muster_commit_add_edit (MusterCommit *self, MusterRecord *base, MusterRecord *edited)
{
  const MusterKind *kind = muster_record_get_kind (edited);
  const MusterId *id = muster_record_get_id (edited);

  if (base == NULL)
    muster_commit_add_change (self, kind->name, id, MUSTER_GROUP_EXISTS, 0, json_true ());

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const char *group = muster_field_get_group (&kind->fields[i]);

      if (opens_group (kind, i) && group_differs (base, edited, group))
        muster_commit_add_change (self, kind->name, id, group,
                                  base != NULL ? muster_record_get_version (base, group) : 0,
                                  muster_group_to_json (edited, group));
    }
}

void
muster_commit_add_archive (MusterCommit *self, MusterRecord *record, gboolean archive)
{
  muster_commit_add_change (self, muster_record_get_kind (record)->name, muster_record_get_id (record),
                            MUSTER_GROUP_EXISTS, muster_record_get_version (record, MUSTER_GROUP_EXISTS),
                            json_boolean (!archive));
}

gsize
muster_change_get_size (const MusterChange *self, const char *text)
{
  /* Brackets, quotes and commas, an id, a base and what is settled. */
  return strlen (self->kind) + strlen (self->group) + strlen (text) + 80;
}

MusterChange *
muster_commit_edit_change (MusterCommit *self, guint i)
{
  g_return_val_if_fail (i < self->changes->len, NULL);

  return &g_array_index (self->changes, MusterChange, i);
}

const char *
muster_commit_get_reason (const MusterCommit *self)
{
  return self->reason;
}

guint
muster_commit_get_n (const MusterCommit *self)
{
  return self->changes->len;
}

const MusterChange *
muster_commit_get_change (const MusterCommit *self, guint i)
{
  g_return_val_if_fail (i < self->changes->len, NULL);

  return &g_array_index (self->changes, MusterChange, i);
}

/* ---- outcomes ---------------------------------------------------------------------------------------------------- */

static const char *const outcomes[] = {
  [MUSTER_OUTCOME_HEAD] = "",
  [MUSTER_OUTCOME_SAME] = "same",
  [MUSTER_OUTCOME_MERGED] = "merged",
  [MUSTER_OUTCOME_CONFLICT] = "conflict",
  [MUSTER_OUTCOME_REFUSED] = "refused",
};

const char *
muster_outcome_to_name (MusterOutcome outcome)
{
  return outcomes[outcome];
}

gboolean
muster_outcome_from_name (const char *name, MusterOutcome *outcome)
{
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (g_str_equal (outcomes[i], name))
      {
        *outcome = (MusterOutcome) i;
        return TRUE;
      }
  return FALSE;
}
