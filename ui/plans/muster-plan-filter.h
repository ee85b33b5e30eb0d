/* muster-plan-filter.h - words, and a state or a window of days, that work on the page of a plan must have to be shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-work.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_PLAN_FILTER (muster_plan_filter_get_type ())
G_DECLARE_FINAL_TYPE (MusterPlanFilter, muster_plan_filter, MUSTER, PLAN_FILTER, GtkWidget)

/* Signal "changed": it asks for something else. */
GtkWidget *muster_plan_filter_new      (void);
/* Offers the windows of days that are in the plan. FALSE: there are none. */
gboolean   muster_plan_filter_offer    (MusterPlanFilter *self, MusterPlanView *view);
gboolean   muster_plan_filter_is_empty (MusterPlanFilter *self);
gboolean   muster_plan_filter_matches  (MusterPlanFilter *self, MusterWork *work);
void       muster_plan_filter_clear    (MusterPlanFilter *self);
void       muster_plan_filter_focus    (MusterPlanFilter *self);

/* The window of days that work is planned for; FALSE where it is planned otherwise. */
gboolean   muster_work_get_window      (MusterRecord *record, guint *first, guint *last);
/* The windows of a plan from the first day on; element type MusterWindow. */
typedef struct {
  guint first, last;
} MusterWindow;
GArray    *muster_plan_list_windows    (MusterPlanView *view);
/* "Days 1 to 30" */
char      *muster_window_dup_name      (const MusterWindow *window);

G_END_DECLS
