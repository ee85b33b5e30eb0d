/* muster-trail.h - the way that somebody took through the pages, to be gone back and forward again. No I/O.
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
void         muster_trail_free           (MusterTrail *self);
/* Going on from here by a new way: what lay ahead is forgotten. record may be NULL. */
void         muster_trail_leave          (MusterTrail *self, const char *page, const MusterId *record);
void         muster_trail_clear          (MusterTrail *self);
gboolean     muster_trail_can_go_back    (MusterTrail *self);
gboolean     muster_trail_can_go_forward (MusterTrail *self);
/* Where to go, (transfer full); from here one can come back by the other. NULL: nowhere. */
MusterSpot  *muster_trail_go_back        (MusterTrail *self, const char *page, const MusterId *record);
MusterSpot  *muster_trail_go_forward     (MusterTrail *self, const char *page, const MusterId *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterTrail, muster_trail_free)

G_END_DECLS
