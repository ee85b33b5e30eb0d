/* muster-alike-private.h - finding those that are alike, and what there is to say of two.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-alike.h"
#include "muster-replica-private.h"

G_BEGIN_DECLS

/* Two that are alike, in the order in which they were made, and the version that made the later one. */
typedef struct {
  gint64   later;
  MusterId ids[2];
} MusterAlikePair;

/* All of them, the ones made last first. */
GArray     *muster_alike_find      (MusterReplica *replica, GError **error);
/* Whether two are, but for how they were made and what a person said. */
gboolean    muster_alike_are       (MusterRecord *a, MusterRecord *b);

/* Which save made a record: the first that counts. */
typedef struct {
  gint64     version;
  MusterId   replica;
  gboolean   loaded;
  MusterTime at;
  char      *actor;
} MusterMaking;

/* FALSE where nothing tells. */
gboolean    muster_alike_read_making (MusterReplica *replica, const MusterId *id, MusterMaking *making, GError **error);
void        muster_making_clear      (gpointer making);

G_END_DECLS
