/* muster-alike.h - two records that two people may have made of one thing, each without seeing the other's.
 *
 * Two are alike where all of this holds:
 * - both are here and not archived, and of one kind, which is one of those that a person gives a name of its own (a
 *   team, a risk, an action). Of a meeting, a post or a line of a budget there are often several of one name.
 * - both have a title, and the titles are equal but for case, accents, kinds of quotes and dashes, spaces, and
 *   punctuation at the end.
 * - both stand in the same place: what they are a part of, what they belong to, what they are within and whose they
 *   are is the same. A template makes the same actions in every plan.
 * - they were not made by the same save, nor both by loads of one computer: a source that names two means two.
 * - nobody has said here that they are two.
 * A name that more than MUSTER_ALIKE_MOST have in one place is that of a series, of which nobody is asked.
 *
 * Synchronous like muster-replica.h, on the same thread. One pass over what there is, with no index of its own: it is
 * asked for by who looks at it, and is counted neither by muster_replica_count_attention () nor in a sidebar.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-replica.h"

G_BEGIN_DECLS

#define MUSTER_ALIKE_MOST 20

typedef struct {
  MusterRecord *record;  /* with titles of what it points to */
  MusterTime    made_at;
  char         *made_by;
  GPtrArray    *only;    /* MusterBacklink: what is here and points to this one, and not to the other in the same way */
} MusterAlikeSide;

/* What a field says on each side, as a person reads it; "" for nothing. */
typedef struct {
  char *label;    /* translated */
  char *sides[2];
} MusterAlikeField;

typedef struct {
  MusterAlikeSide sides[2]; /* the one that was made first is the first */
  GPtrArray      *differ;   /* MusterAlikeField, as in the form; without the title */
} MusterAlike;

/* At most limit, those made last first; *n: how many there are. Of three or more that are alike each is held
 * against the first that it is not known to be apart from. Element MusterAlike. */
GPtrArray *muster_replica_alike         (MusterReplica *self, guint limit, guint *n, GError **error);
/* A person has said that they are two. */
gboolean   muster_replica_set_apart     (MusterReplica *self, const MusterId *a, const MusterId *b, GError **error);
/* Archives id in favour of other: one save that says so. STALE where they are not alike any more. */
gboolean   muster_replica_archive_alike (MusterReplica *self, const MusterId *id, const MusterId *other,
                                         gint64 *version, GArray *changed, GError **error);
void       muster_alike_free            (MusterAlike *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterAlike, muster_alike_free)

G_END_DECLS
