/* muster-trail.h - the way that somebody took through the pages, to be gone back and forward again, and the records
 * that were opened on it. No I/O.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-id.h"

G_BEGIN_DECLS

typedef struct {
  char    *page;   /* its name; owned */
  MusterId record; /* the one that had the whole page; nil: none */
} MusterSpot;

void        muster_spot_free (MusterSpot *spot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterSpot, muster_spot_free)

typedef struct _MusterTrail MusterTrail;

MusterTrail *muster_trail_new            (void);
MusterTrail *muster_trail_ref            (MusterTrail *self);
void         muster_trail_unref          (MusterTrail *self);
/* Going on from here by a new way: what lay ahead is forgotten. record may be NULL. */
void         muster_trail_leave          (MusterTrail *self, const char *page, const MusterId *record);
/* The way; what was opened on it stays known. */
void         muster_trail_clear          (MusterTrail *self);
/* A record is opened. */
void         muster_trail_note           (MusterTrail *self, const MusterId *record);
/* The records opened last, each once, the latest first, as MusterId; (transfer full). */
GArray      *muster_trail_dup_places     (MusterTrail *self);
gboolean     muster_trail_can_go_back    (MusterTrail *self);
gboolean     muster_trail_can_go_forward (MusterTrail *self);
/* Where to go, (transfer full); from here one can come back by the other. NULL: nowhere. */
MusterSpot  *muster_trail_go_back        (MusterTrail *self, const char *page, const MusterId *record);
MusterSpot  *muster_trail_go_forward     (MusterTrail *self, const char *page, const MusterId *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterTrail, muster_trail_unref)

G_END_DECLS
