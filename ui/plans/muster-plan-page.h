/* muster-plan-page.h - one plan on one page: at a glance, and all that stands in it, as an outline or by windows of
 * days.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-page.h"
#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_PLAN_PAGE (muster_plan_page_get_type ())
G_DECLARE_FINAL_TYPE (MusterPlanPage, muster_plan_page, MUSTER, PLAN_PAGE, GtkWidget)

/* place: the MusterPage that it is a part of, which speaks for it; not owned. Signal "edit" (const MusterId *id): the
 * form of the plan is wanted. */
GtkWidget      *muster_plan_page_new          (MusterStore *store, MusterPage *place);
void            muster_plan_page_open         (MusterPlanPage *self, const MusterId *plan);
/* Shows nothing any more. */
void            muster_plan_page_close        (MusterPlanPage *self);
/* NULL: none is shown. */
const MusterId *muster_plan_page_get_plan     (MusterPlanPage *self);
/* Asks for a new piece of work. */
void            muster_plan_page_add          (MusterPlanPage *self);
void            muster_plan_page_focus_filter (MusterPlanPage *self);
void            muster_plan_page_save         (MusterPlanPage *self);
void            muster_plan_page_flush        (MusterPlanPage *self);

G_END_DECLS
