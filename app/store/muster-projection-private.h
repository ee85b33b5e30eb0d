/* muster-projection-private.h - a projection at work, shared by muster-project.c and muster-project-derive.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-replica-private.h"

G_BEGIN_DECLS

/* Dates that lean on each other in a ring would go round for ever. */
#define MAX_ROUNDS 64

typedef struct {
  MusterId      id;
  gint64        rowid;
  MusterRecord *before;  /* before anything was applied; NULL: new */
  MusterRecord *now;     /* as it is by what has been applied and derived so far */
  MusterRecord *row;     /* as its table says; NULL: it has no row there. Another than now: it is to be written yet */
  gboolean      applied; /* a change names it; else only its derived values are looked at */
  gboolean      made;    /* a change says that it exists */
  gboolean      removed;
  gboolean      queued;
  gboolean      spread;  /* its dependents are asked for whether or not deriving changes it */
  gboolean      touched; /* what it is derived from changed */
  gboolean      changed; /* its row differs from what it was */
  guint         rounds;
  guint         place;   /* of its queue: the kind once it is known */
} MusterProjectionEntry;

struct _MusterProjection {
  MusterReplica *replica;
  MusterReplica *like;    /* not owned; see muster_projection_number_as(); NULL: none */
  gint64         beyond;  /* rowids given to records that are not in like */
  gboolean       lenient;
  GHashTable    *entries; /* MusterId -> MusterProjectionEntry, owned */
  GPtrArray     *order;   /* of MusterProjectionEntry, as met */
  /* of MusterProjectionEntry, by kind; the last: of a kind that has to be looked up */
  GQueue         queues[MUSTER_N_KINDS + 1];
};

/* The entry of a record, added where there is none. */
MusterProjectionEntry *muster_projection_get_entry (MusterProjection *self, const MusterId *id);
/* Reads its record as it is in the tables, unless it has one. */
gboolean muster_projection_load         (MusterProjection *self, MusterProjectionEntry *entry, GError **error);
void     muster_projection_enqueue      (MusterProjection *self, MusterProjectionEntry *entry);
/* Writes what the entry is now into the table of its kind. */
gboolean muster_projection_write        (MusterProjection *self, MusterProjectionEntry *entry, GError **error);

/* Derives what has been loaded; *differs tells whether that changed its row. */
gboolean muster_projection_derive_row   (MusterProjection *self, MusterProjectionEntry *entry, gboolean *differs,
                                         GError **error);
/* The same for one of the queue, whose dependents are put on it. */
gboolean muster_projection_derive       (MusterProjection *self, MusterProjectionEntry *entry, GError **error);
/* What the record adds to its plan and its team; these are derived again where that changed. */
gboolean muster_projection_update_parts (MusterProjection *self, MusterProjectionEntry *entry, gboolean touch,
                                         GError **error);
/* Takes the record out of every table; what counted it and what hung on it is derived again without it. */
gboolean muster_projection_remove_entry (MusterProjection *self, MusterProjectionEntry *entry, GError **error);

G_END_DECLS
