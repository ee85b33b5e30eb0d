/* muster-plan-model.h - the outline of a plan as a list: what is unfolded and matches, from the top. Items: MusterWork.
 *
 * Filled anew from each reading; what stays is the same item, so that selection, focus and folds stay. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "muster-work.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_PLAN_MODEL (muster_plan_model_get_type ())
G_DECLARE_FINAL_TYPE (MusterPlanModel, muster_plan_model, MUSTER, PLAN_MODEL, GObject)

/* Whether a piece of work is to be shown. */
typedef gboolean (*MusterWorkFilter) (MusterWork *work, gpointer data);

MusterPlanModel *muster_plan_model_new       (void);
/* Another plan is to come. */
void             muster_plan_model_clear     (MusterPlanModel *self);
/* Takes what items need from the view; the view stays the caller's. */
void             muster_plan_model_fill      (MusterPlanModel *self, MusterPlanView *view);
/* NULL: all. While it filters, what stands around what matches is shown too, and folds do not count. */
void             muster_plan_model_set_filter (MusterPlanModel *self, MusterWorkFilter filter, gpointer data);

void             muster_plan_model_fold      (MusterPlanModel *self, MusterWork *work, gboolean fold);
void             muster_plan_model_fold_all  (MusterPlanModel *self, gboolean fold);

/* All of the outline, in its order; NULL past the end. Borrowed. */
MusterWork      *muster_plan_model_nth       (MusterPlanModel *self, guint index);
guint            muster_plan_model_count     (MusterPlanModel *self);
/* How many match; what stands around them not counted. */
guint            muster_plan_model_count_matches (MusterPlanModel *self);
/* Unfolds what it stands within and tells where it is in the list; G_MAXUINT: it is filtered away, or gone. */
guint            muster_plan_model_reveal    (MusterPlanModel *self, const MusterId *id);

G_END_DECLS
