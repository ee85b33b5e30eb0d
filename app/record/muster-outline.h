/* muster-outline.h - the work of one plan as a tree: what stands within what, in which order, and how far it is.
 *
 * Deliverables stand within the deliverable that they name; an action stands within the deliverable that it comes from.
 * Pure; the outline belongs to one thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-commit.h"

G_BEGIN_DECLS

typedef struct {
  MusterRecord *record;
  int           parent;  /* its index in the outline; -1: it stands at the top */
  guint         depth;   /* 0 at the top */
  guint         end;     /* the index after the last that stands within it, at any depth */
  int           percent; /* of its own, or of what stands within it; -1: nothing to measure */
} MusterOutlineItem;

/* As read from the top. What names itself or goes round in a circle, as two edits made apart can, stands at the top;
 * nothing is left out. Element type MusterOutlineItem; work is deliverables and actions of one plan. */
GArray  *muster_outline_new    (GPtrArray *work);

/* Adds to commit what places an item within parent (-1: at the top) as the one before the sibling before (-1: as the
 * last). Others are numbered anew only where there is no number between two neighbours. FALSE with
 * MUSTER_ERROR_INVALID and a sentence where it cannot stand there. */
gboolean muster_outline_place  (GArray *outline, guint item, int parent, int before, MusterCommit *commit,
                                GError **error);

typedef enum {
  MUSTER_OUTLINE_UP,   /* before the sibling above */
  MUSTER_OUTLINE_DOWN,
  MUSTER_OUTLINE_IN,   /* last within the sibling above */
  MUSTER_OUTLINE_OUT,  /* after what it stands within */
} MusterOutlineMove;

gboolean muster_outline_move   (GArray *outline, guint item, MusterOutlineMove move, MusterCommit *commit,
                                GError **error);
/* The number that a new item after the sibling after (-1: as the last) of parent takes, so that it comes there;
 * 0: there is none between the two. */
gint64   muster_outline_number (GArray *outline, int parent, int after);
/* The next and the one before among those that stand within the same; -1: none. */
int      muster_outline_next   (GArray *outline, guint item);
int      muster_outline_before (GArray *outline, guint item);

/* The milestone or gateway that is due first of those that are not reached; -1: none has a day. */
int      muster_outline_next_milestone (GArray *outline);
/* How many are still to be done, and how many are complete; what was dropped is neither. */
void     muster_outline_count  (GArray *outline, guint *n_open, guint *n_complete);

G_END_DECLS
