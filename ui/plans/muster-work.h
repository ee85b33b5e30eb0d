/* muster-work.h - one row of an outline: a piece of work, and all that is said about it today.
 *
 * Stays the same object while its record is in the plan; "changed" tells that what it says is new. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "muster-plan.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_WORK (muster_work_get_type ())
G_DECLARE_FINAL_TYPE (MusterWork, muster_work, MUSTER, WORK, GObject)

struct _MusterWork {
  GObject parent_instance;
  /* To be read. */
  MusterRecord    *record;
  MusterRagResult *rag;
  MusterTiming     timing;
  guint            index;   /* in the outline */
  guint            depth;
  int              percent; /* -1: nothing to measure */
  gboolean         has_parts;
  /* Kept by the model. */
  gboolean         folded;  /* what stands within it is not shown */
  gboolean         context; /* does not match the filter, something within it does */
};

MusterWork *muster_work_new      (void);
/* Takes the RAG of the item from the view. */
void        muster_work_take     (MusterWork *self, MusterPlanView *view, guint index);
/* Something that the model keeps changed. */
void        muster_work_touch    (MusterWork *self);

/* What it is, where it is no deliverable: "Milestone", "Action"; "" else. */
char       *muster_work_dup_type (MusterRecord *record);
/* "Overdue · 30 June 2017", "TBC", "No date"; "" for a whole without one. */
char       *muster_work_dup_due  (MusterWork *self);
/* "In progress · 50%" */
char       *muster_work_dup_state (MusterWork *self);
char       *muster_work_dup_owner (MusterWork *self); /* "Nobody named"; "" for a whole */
/* What it is, due, state and owner, " · " between. */
char       *muster_work_dup_line (MusterWork *self);
/* The whole row in a sentence, for a screen reader. */
char       *muster_work_describe (MusterWork *self);

G_END_DECLS
