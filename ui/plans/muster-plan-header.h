/* muster-plan-header.h - a plan at a glance: what it is, its RAG, how far it is, what comes next.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-plan.h"
#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_PLAN_HEADER (muster_plan_header_get_type ())
G_DECLARE_FINAL_TYPE (MusterPlanHeader, muster_plan_header, MUSTER, PLAN_HEADER, GtkWidget)

/* Activates "plan.rag". */
GtkWidget *muster_plan_header_new      (MusterStore *store);
void       muster_plan_header_show     (MusterPlanHeader *self, MusterPlanView *view);
/* What a popover about the plan's RAG points to. */
GtkWidget *muster_plan_header_get_rag  (MusterPlanHeader *self);
/* For what else there is to say about the plan, beside the buttons. */
void       muster_plan_header_add      (MusterPlanHeader *self, GtkWidget *button);

G_END_DECLS
