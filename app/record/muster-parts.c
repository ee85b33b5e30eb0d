/* muster-parts.c - what a piece of work or a risk adds to the plan and the team that it is part of, and a risk to those
 * whose work it threatens.
 *
 * The progress of a plan and the worst score of a team are sums and maxima over all that stands under them. A replica
 * keeps what each record adds, so that one edit in a plan of thousands need not read the others. The same as what
 * muster-holdings.c finds from above, seen from below.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-rules-private.h"

/* The plan looked up last: parts of one plan stand together. */
typedef struct {
  const MusterLookup *lookup;
  MusterRecord       *plan; /* owned, nullable */
} Plans;

static MusterRecord *
find_plan (Plans *self, const MusterId *id)
{
  if (self->plan == NULL || !muster_id_equal (muster_record_get_id (self->plan), id))
    {
      g_clear_object (&self->plan);
      self->plan = muster_lookup_get (self->lookup, id);
    }
  return self->plan;
}

static gboolean
holds (GArray *wholes, const MusterId *id)
{
  for (guint i = 0; i < wholes->len; i++)
    if (muster_id_equal (&g_array_index (wholes, MusterId, i), id))
      return TRUE;
  return FALSE;
}

static void
add_whole (GArray *wholes, const MusterId *id)
{
  if (id != NULL && !holds (wholes, id))
    g_array_append_vals (wholes, id, 1);
}

/* What the record belongs to, and what its plan belongs to while that is not archived. */
static void
add_places (GArray *wholes, MusterRecord *record, Plans *plans)
{
  const char *scope = muster_record_is_kind (record, MUSTER_KINDS (DELIVERABLE)) ? "team" : "scope";
  const MusterId *plan_id =
    muster_record_is_kind (record, MUSTER_KINDS (PLAN)) ? NULL : muster_record_get_ref (record, "plan");
  MusterRecord *plan = plan_id != NULL ? find_plan (plans, plan_id) : NULL;

  add_whole (wholes, muster_record_get_ref (record, scope));
  if (plan != NULL && muster_record_is_kind (plan, MUSTER_KINDS (PLAN)) && !muster_record_is_archived (plan))
    add_whole (wholes, muster_record_get_ref (plan, "scope"));
}

/* A plan, or work. */
static void
add_threatened (GArray *wholes, MusterRecord *risk, Plans *plans)
{
  guint n_ids;
  const MusterId *ids = muster_value_get_ids (muster_record_get (risk, "deliverables"), &n_ids);

  for (guint i = 0; i < n_ids; i++)
    {
      g_autoptr(MusterRecord) target = muster_lookup_get (plans->lookup, &ids[i]);

      if (target != NULL && !muster_record_is_archived (target)
          && muster_record_is_kind (target, MUSTER_THREATENED_KINDS))
        add_places (wholes, target, plans);
    }
}

/* All that the record counts in: of a plan only the work is summed. */
static GArray *
find_wholes (MusterRecord *record, Plans *plans)
{
  GArray *wholes = g_array_new (FALSE, FALSE, sizeof (MusterId));

  if (muster_record_is_kind (record, MUSTER_KINDS (RISK)))
    add_threatened (wholes, record, plans);
  else
    add_whole (wholes, muster_record_get_ref (record, "plan"));
  add_places (wholes, record, plans);
  return wholes;
}

/* Takes away the wholes in which a live part of the deliverable counts in its place. */
static void
drop_where_divided (MusterRecord *deliverable, GArray *wholes, Plans *plans)
{
  g_autoptr(GPtrArray) parts = muster_lookup_pointing (plans->lookup, muster_record_get_id (deliverable),
                                                       MUSTER_KIND_DELIVERABLE, "parent");

  for (guint i = 0; i < parts->len && wholes->len > 0; i++)
    {
      g_autoptr(GArray) of_part = NULL;

      if (muster_work_is_dropped (g_ptr_array_index (parts, i)))
        continue;
      of_part = find_wholes (g_ptr_array_index (parts, i), plans);
      for (guint j = wholes->len; j > 0; j--)
        if (holds (of_part, &g_array_index (wholes, MusterId, j - 1)))
          g_array_remove_index (wholes, j - 1);
    }
}

static MusterPart
measure (MusterRecord *record)
{
  MusterPart part = { .weight = 0 };

  if (muster_record_is_kind (record, MUSTER_KINDS (RISK)))
    part.score = muster_risk_is_open (record) ? muster_record_get_number (record, "score") : 0;
  else if (!muster_work_is_dropped (record))
    {
      part.weight = muster_work_weight (record);
      part.done = part.weight * muster_work_percent (record);
    }
  return part;
}

gboolean
muster_rules_parts (MusterRecord *record, const MusterLookup *lookup, GArray *parts)
{
  Plans plans = { lookup, NULL };
  MusterPart part;
  g_autoptr(GArray) wholes = NULL;

  if (!muster_record_is_kind (record, MUSTER_KINDS (DELIVERABLE) | MUSTER_KINDS (ACTION) | MUSTER_KINDS (RISK)))
    return FALSE;
  part = measure (record);
  if (muster_record_is_archived (record) || (part.weight == 0 && part.score == 0))
    return TRUE;

  wholes = find_wholes (record, &plans);
  if (muster_record_is_kind (record, MUSTER_KINDS (DELIVERABLE)))
    drop_where_divided (record, wholes, &plans);
  for (guint i = 0; i < wholes->len; i++)
    {
      part.whole = g_array_index (wholes, MusterId, i);
      g_array_append_val (parts, part);
    }
  g_clear_object (&plans.plan);
  return TRUE;
}
