/* muster-plan-sections.h - how much is written of what a plan of its kind has to say, and what is still to be written.
 *
 * A button with the count that opens the list. What is empty is not wrong: it is what comes next.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-plan.h"
#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_PLAN_SECTIONS (muster_plan_sections_get_type ())
G_DECLARE_FINAL_TYPE (MusterPlanSections, muster_plan_sections, MUSTER, PLAN_SECTIONS, GtkWidget)

GtkWidget *muster_plan_sections_new  (MusterStore *store);
/* Hidden where there is no template for plans of that kind. */
void       muster_plan_sections_show (MusterPlanSections *self, MusterPlanView *view);

G_END_DECLS
