/* muster-plan.h - what the page of one plan shows, read in one go.
 *
 * For muster_store_read_async(); the answer is made on the reading thread, handed over whole, and then only read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-outline.h"
#include "muster-replica.h"

G_BEGIN_DECLS

typedef struct {
  MusterRecord    *plan;
  MusterRagResult *rag;
  guint32          today;       /* the day that RAG and timing are of */
  GArray          *outline;     /* MusterOutlineItem, its records ready to be edited */
  GPtrArray       *rags;        /* MusterRagResult of each */
  int              milestone;   /* the next one to be reached; -1: none */
  guint            n_open, n_complete, n_overdue; /* of the outline */
  guint            n_risks;     /* recorded against the plan */
  guint            n_dependencies;
} MusterPlanView;

/* NULL with NOT_FOUND where there is no such plan here. */
MusterPlanView *muster_replica_read_plan  (MusterReplica *self, const MusterId *plan, GError **error);
void            muster_plan_view_free     (MusterPlanView *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterPlanView, muster_plan_view_free)

G_END_DECLS
