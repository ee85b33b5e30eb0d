/* muster-holdings.c - what stands under a team, an area or a programme, and how far the work is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-rules-private.h"

#define SCOPES (MUSTER_KINDS (TEAM) | MUSTER_KINDS (AREA) | MUSTER_KINDS (PROGRAMME))

/* The ways from a record to what stands under it, each into one of the lists. The scopes come first and grow while they
 * are walked: areas hold areas and teams; plans hold work, and bring in what names no scope of its own. */
typedef struct {
  guint64      from;
  MusterKindId kind;
  const char  *field;
  gsize        list;
} Route;

#define LIST(name) G_STRUCT_OFFSET (MusterHoldings, name)

static const Route scope_routes[] = {
  { MUSTER_KINDS (AREA), MUSTER_KIND_AREA, "parent", LIST (scopes) },
  { MUSTER_KINDS (AREA), MUSTER_KIND_TEAM, "area", LIST (scopes) },
};

static const Route routes[] = {
  { SCOPES, MUSTER_KIND_PLAN, "scope", LIST (plans) },
  { MUSTER_KINDS (PROGRAMME), MUSTER_KIND_PLAN, "programme", LIST (plans) },
  { MUSTER_KINDS (TEAM) | MUSTER_KINDS (AREA), MUSTER_KIND_DELIVERABLE, "team", LIST (work) },
  { SCOPES, MUSTER_KIND_ACTION, "scope", LIST (work) },
  { SCOPES, MUSTER_KIND_RISK, "scope", LIST (risks) },
  { MUSTER_KINDS (PROGRAMME), MUSTER_KIND_RISK, "programme", LIST (risks) },
  { SCOPES, MUSTER_KIND_ISSUE, "scope", LIST (issues) },
};

static const Route plan_routes[] = {
  { MUSTER_KINDS (PLAN), MUSTER_KIND_DELIVERABLE, "plan", LIST (work) },
  { MUSTER_KINDS (PLAN), MUSTER_KIND_ACTION, "plan", LIST (work) },
  { MUSTER_KINDS (PLAN), MUSTER_KIND_RISK, "plan", LIST (risks) },
  { MUSTER_KINDS (PLAN), MUSTER_KIND_ISSUE, "plan", LIST (issues) },
};

/* What threatens or holds up the work of a scope concerns it, whomever it belongs to. */
static const Route threat_routes[] = {
  { MUSTER_THREATENED_KINDS, MUSTER_KIND_RISK, "deliverables", LIST (risks) },
  { MUSTER_THREATENED_KINDS, MUSTER_KIND_ISSUE, "deliverables", LIST (issues) },
};

static void
add_new (GPtrArray *list, GHashTable *seen, GPtrArray *found)
{
  for (guint i = 0; i < found->len; i++)
    {
      MusterRecord *record = g_ptr_array_index (found, i);

      if (g_hash_table_contains (seen, muster_record_get_id (record)))
        continue;
      g_ptr_array_add (list, g_object_ref (record));
      g_hash_table_add (seen, (gpointer) muster_record_get_id (record)); /* the list keeps it */
    }
}

/* Follows the routes from every record of from, also from those that the routes add to it. */
static void
follow (MusterHoldings *self, GPtrArray *from, const Route *ways, guint n_ways, GHashTable *seen,
        const MusterLookup *lookup)
{
  for (guint i = 0; i < from->len; i++)
    for (guint j = 0; j < n_ways; j++)
      {
        MusterRecord *record = g_ptr_array_index (from, i);

        if (muster_record_is_kind (record, ways[j].from))
          {
            g_autoptr(GPtrArray) found = muster_lookup_pointing (lookup, muster_record_get_id (record), ways[j].kind,
                                                                 ways[j].field);

            add_new (G_STRUCT_MEMBER (GPtrArray *, self, ways[j].list), seen, found);
          }
      }
}

MusterHoldings *
muster_holdings_new (MusterRecord *scope, const MusterLookup *lookup)
{
  MusterHoldings *self = g_new0 (MusterHoldings, 1);
  g_autoptr(GHashTable) seen = g_hash_table_new (muster_id_hash, muster_id_equal);
  GPtrArray **lists[] = { &self->scopes, &self->plans, &self->work, &self->risks, &self->issues };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    *lists[i] = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_add (seen, (gpointer) muster_record_get_id (scope));
  g_ptr_array_add (self->scopes, g_object_ref (scope));
  follow (self, self->scopes, scope_routes, G_N_ELEMENTS (scope_routes), seen, lookup);
  follow (self, self->scopes, routes, G_N_ELEMENTS (routes), seen, lookup);
  follow (self, self->plans, plan_routes, G_N_ELEMENTS (plan_routes), seen, lookup);
  follow (self, self->plans, threat_routes, G_N_ELEMENTS (threat_routes), seen, lookup);
  follow (self, self->work, threat_routes, G_N_ELEMENTS (threat_routes), seen, lookup);
  return self;
}

void
muster_holdings_free (MusterHoldings *self)
{
  g_ptr_array_unref (self->scopes);
  g_ptr_array_unref (self->plans);
  g_ptr_array_unref (self->work);
  g_ptr_array_unref (self->risks);
  g_ptr_array_unref (self->issues);
  g_free (self);
}

GPtrArray *
muster_plan_work (MusterRecord *plan, const MusterLookup *lookup)
{
  const MusterId *id = muster_record_get_id (plan);
  GPtrArray *work = muster_lookup_pointing (lookup, id, MUSTER_KIND_DELIVERABLE, "plan");

  g_ptr_array_extend_and_steal (work, muster_lookup_pointing (lookup, id, MUSTER_KIND_ACTION, "plan"));
  return work;
}

gint64
muster_work_weight (MusterRecord *record)
{
  if (muster_record_is_kind (record, MUSTER_KINDS (DELIVERABLE)) && muster_record_has (record, "weight"))
    return CLAMP (muster_record_get_number (record, "weight"), 0, 1000);
  return 1;
}

/* A milestone is reached or it is not. */
gint64
muster_work_percent (MusterRecord *record)
{
  if (muster_work_is_complete (record))
    return 100;
  if (muster_record_is_kind (record, MUSTER_KINDS (DELIVERABLE))
      && (muster_record_is_choice (record, "type", "milestone") || muster_record_is_choice (record, "type", "gateway")))
    return 0;
  return CLAMP (muster_record_get_number (record, "percent"), 0, 100);
}

static GHashTable *
collect_parents (GPtrArray *work)
{
  GHashTable *parents = g_hash_table_new (muster_id_hash, muster_id_equal);

  for (guint i = 0; i < work->len; i++)
    {
      MusterRecord *record = g_ptr_array_index (work, i);

      if (muster_record_is_kind (record, MUSTER_KINDS (DELIVERABLE)) && !muster_work_is_dropped (record)
          && muster_record_has (record, "parent"))
        g_hash_table_add (parents, (gpointer) muster_record_get_ref (record, "parent"));
    }
  return parents;
}

/* Leaves are deliverables with no live part among the same work, by their weight, and actions (domain 2.4). What is
 * cancelled or superseded counts on neither side; complete is 100. */
static MusterSums
sum_work (GPtrArray *work)
{
  g_autoptr(GHashTable) parents = collect_parents (work);
  MusterSums sums = { 0, 0, 0 };

  for (guint i = 0; i < work->len; i++)
    {
      MusterRecord *record = g_ptr_array_index (work, i);

      if (muster_work_is_dropped (record) || g_hash_table_contains (parents, muster_record_get_id (record)))
        continue;
      sums.weights += muster_work_weight (record);
      sums.done += muster_work_weight (record) * muster_work_percent (record);
    }
  return sums;
}

/* The weighted mean. The whole is said to be at 100 only when every leaf is, however the mean rounds. */
int
muster_sums_progress (MusterSums sums)
{
  if (sums.weights == 0)
    return -1;
  if (sums.done < 100 * sums.weights)
    return (int) MIN (99, (2 * sums.done + sums.weights) / (2 * sums.weights));
  return 100;
}

int
muster_work_progress (GPtrArray *work)
{
  return muster_sums_progress (sum_work (work));
}

MusterSums
muster_plan_sums (MusterRecord *plan, const MusterLookup *lookup)
{
  g_autoptr(GPtrArray) work = NULL;

  if (lookup->sums != NULL)
    return lookup->sums (lookup->data, muster_record_get_id (plan));
  work = muster_plan_work (plan, lookup);
  return sum_work (work);
}

MusterSums
muster_team_sums (MusterRecord *team, const MusterLookup *lookup)
{
  g_autoptr(MusterHoldings) holdings = NULL;
  MusterSums sums;

  if (lookup->sums != NULL)
    return lookup->sums (lookup->data, muster_record_get_id (team));
  holdings = muster_holdings_new (team, lookup);
  sums = sum_work (holdings->work);
  for (guint i = 0; i < holdings->risks->len; i++)
    if (muster_risk_is_open (g_ptr_array_index (holdings->risks, i)))
      sums.worst = MAX (sums.worst, muster_record_get_number (g_ptr_array_index (holdings->risks, i), "score"));
  return sums;
}
