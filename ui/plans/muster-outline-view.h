/* muster-outline-view.h - the outline of a plan as a list with headings, by keyboard, pointer and ear.
 *
 * It shows and asks; whoever owns it saves. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-outline-columns.h"
#include "muster-plan-model.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_OUTLINE_VIEW (muster_outline_view_get_type ())
G_DECLARE_FINAL_TYPE (MusterOutlineView, muster_outline_view, MUSTER, OUTLINE_VIEW, GtkWidget)

/* Signals:
 *   "edit" (MusterWork *, const char *field): to be edited beside its row, the cursor in field; "rag": its RAG;
 *   "move" (MusterWork *, int MusterOutlineMove);
 *   "drop" (MusterWork *what, MusterWork *target, int MusterDropPlace);
 *   "add" (MusterWork *after, gboolean within): something new after it, or within it; after NULL: at the end;
 *   "open" (MusterWork *): all of its record. */
GtkWidget   *muster_outline_view_new        (MusterPlanModel *model);
MusterOutlineColumns *muster_outline_view_get_columns (MusterOutlineView *self);
/* When the model holds other words: columns become as wide as these need. */
void         muster_outline_view_fit        (MusterOutlineView *self);
/* NULL: none. */
MusterWork  *muster_outline_view_get_selected (MusterOutlineView *self);
/* Selects it, unfolding what it stands within, and gives it the focus. FALSE: it is not shown. */
gboolean     muster_outline_view_select     (MusterOutlineView *self, const MusterId *id);
/* To the selected row, else to the first. */
void         muster_outline_view_focus      (MusterOutlineView *self);
/* Where the row of work stands on the view; an empty rectangle at the top where it is not in sight. */
void         muster_outline_view_get_place  (MusterOutlineView *self, MusterWork *work, GdkRectangle *place);

G_END_DECLS
