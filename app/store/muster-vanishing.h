/* muster-vanishing.h - records that would go at once, told to the person who has to decide: how many of which kinds,
 * whose doing it was and when, why, and the first of them by name.
 *
 * Made when it is held, on the thread of the replica; then only read, on any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-replica.h"

G_BEGIN_DECLS

typedef enum {
  MUSTER_VANISHING_ARCHIVED, /* or deleted: somebody meant it to go */
  MUSTER_VANISHING_MOVED,    /* to where the person may not see it */
  MUSTER_VANISHING_ACCESS,   /* the person may see less than before */
  MUSTER_VANISHING_REFUSED,  /* the endpoint did not take the save that made it */
  MUSTER_VANISHING_PUT_BACK, /* the endpoint was put back from a backup, and does not know it */
  MUSTER_VANISHING_ANEW,     /* all is to be fetched again */
  MUSTER_N_VANISHING_CAUSES,
} MusterVanishingCause;

typedef struct {
  const MusterKind *kind;
  guint             n;
} MusterVanishingKind;

/* Somebody who archived them. Of what moved or was taken from view nobody is told who did it. */
typedef struct {
  char      *actor;
  guint      n;
  MusterTime at; /* of the last */
} MusterVanishingActor;

typedef struct {
  MusterId          id;
  const MusterKind *kind;
  char             *code;  /* "R-12"; nullable */
  char             *title;
} MusterVanishingRecord;

typedef struct {
  guint      n;
  guint      n_by[MUSTER_N_VANISHING_CAUSES];
  gboolean   more;    /* others may follow, which nobody has looked at yet */
  GPtrArray *kinds;   /* MusterVanishingKind, the most first */
  GPtrArray *actors;  /* MusterVanishingActor, the most first */
  GPtrArray *records; /* MusterVanishingRecord, by kind as above; the first MUSTER_VANISHING_NAMED */
} MusterVanishing;

/* As many as anybody reads before deciding. */
#define MUSTER_VANISHING_NAMED 200

MusterVanishing *muster_vanishing_ref   (MusterVanishing *self);
void             muster_vanishing_unref (MusterVanishing *self);

/* What would have gone by what was refused last with MUSTER_ERROR_HELD, as it stands here. otherwise: why that goes
 * which nobody archived; PUT_BACK and ANEW are why all of it does. NULL: nothing is held. */
MusterVanishing *muster_replica_describe_held (MusterReplica *self, MusterVanishingCause otherwise, gboolean more);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterVanishing, muster_vanishing_unref)

G_END_DECLS
