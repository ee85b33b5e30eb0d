/* muster-plan.c - one plan with all that stands in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-plan.h"

#include "muster-replica-private.h"

#include <glib/gi18n-lib.h>

void
muster_plan_view_free (MusterPlanView *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->plan);
  muster_rag_result_free (self->rag);
  g_clear_pointer (&self->outline, g_array_unref);
  g_clear_pointer (&self->rags, g_ptr_array_unref);
  g_free (self);
}

static gboolean
read_outline (MusterReplica *self, MusterPlanView *view, const MusterId *id, GError **error)
{
  g_autoptr(GPtrArray) work = muster_lookup_pointing (&self->lookup, id, MUSTER_KIND_DELIVERABLE, "plan");

  g_ptr_array_extend_and_steal (work, muster_lookup_pointing (&self->lookup, id, MUSTER_KIND_ACTION, "plan"));
  for (guint i = 0; i < work->len; i++)
    if (!muster_replica_complete (self, work->pdata[i], error))
      return FALSE;
  view->outline = muster_outline_new (work);
  return TRUE;
}

static void
judge (MusterReplica *self, MusterPlanView *view)
{
  view->rag = muster_rules_rag (view->plan, &self->lookup, view->today);
  view->rags = g_ptr_array_new_full (view->outline->len, (GDestroyNotify) muster_rag_result_free);
  for (guint i = 0; i < view->outline->len; i++)
    {
      MusterRecord *record = g_array_index (view->outline, MusterOutlineItem, i).record;

      g_ptr_array_add (view->rags, muster_rules_rag (record, &self->lookup, view->today));
      view->n_overdue += muster_rules_timing (record, view->today) == MUSTER_TIMING_OVERDUE;
    }
  view->milestone = muster_outline_next_milestone (view->outline);
  muster_outline_count (view->outline, &view->n_open, &view->n_complete);
}

static guint
count_pointing (MusterReplica *self, const MusterId *id, MusterKindId kind, const char *field)
{
  g_autoptr(GPtrArray) records = muster_lookup_pointing (&self->lookup, id, kind, field);

  return records->len;
}

/* The plan and its programme are asked for by every rule about its parts. */
MusterPlanView *
muster_replica_read_plan (MusterReplica *self, const MusterId *id, GError **error)
{
  g_autoptr(MusterPlanView) view = g_new0 (MusterPlanView, 1);
  g_autoptr(GError) local = NULL;
  gboolean read;

  muster_recent_begin (self);
  view->today = muster_clock_today (self->clock);
  view->plan = muster_replica_get (self, id, &local);
  read = view->plan != NULL && muster_record_get_kind (view->plan)->id == MUSTER_KIND_PLAN
         && read_outline (self, view, id, &local);
  if (read)
    {
      judge (self, view);
      view->n_risks = count_pointing (self, id, MUSTER_KIND_RISK, "plan");
      view->n_dependencies = count_pointing (self, id, MUSTER_KIND_DEPENDENCY, "from");
    }
  muster_recent_end (self);
  if (read)
    return g_steal_pointer (&view);
  if (local == NULL)
    g_set_error_literal (&local, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND, _("This plan is not on this computer."));
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
