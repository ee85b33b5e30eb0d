/* muster-feed.h - the replica as sync sees it: what is to be sent, what came, and what both made of it.
 *
 * Synchronous like muster-replica.h, on the same thread. Each call is one transaction: it has happened whole, or not at
 * all. The rules are those of app/sync/PROTOCOL.md.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-entry.h"
#include "muster-needs.h"
#include "muster-replica.h"

G_BEGIN_DECLS

/* ---- who we are to the endpoint ---------------------------------------------------------------------------------- */

typedef struct {
  gboolean     enrolled;
  MusterId     replica;
  MusterId     server, epoch;
  char        *address;        /* of the endpoint */
  MusterId     person;
  char        *person_name;
  gint64       schema;         /* what this build writes: the number of its last migration */
  MusterCursor cursor;         /* of what was applied */
  gint64       grants_version; /* 0: none yet */
  GArray      *grants;         /* MusterGrant */
  gint64       last_n;         /* of our own commits; 0: none */
  gint64       settled_n;      /* all own commits up to this one were taken or refused */
  gint64       rewound_n;      /* own commits up to this one may have other bases here than at the endpoint; 0: none */
  gboolean     partial;        /* not all that was there when it joined has come yet */
  MusterTime   last_heard;     /* when the endpoint last answered, by our clock; 0: never */
} MusterSyncState;

MusterSyncState *muster_replica_get_sync_state (MusterReplica *self, GError **error);
void             muster_sync_state_free        (MusterSyncState *self);

/* Joins: remembers the endpoint and the person, whose name is that of everything this replica saved and saves.
 * MUSTER_ERROR_EXISTS where the replica belongs to another server or person. */
gboolean  muster_replica_enrol        (MusterReplica *self, const char *address, const MusterId *server,
                                       const MusterId *epoch, const MusterId *person, const char *person_name,
                                       GError **error);
gboolean  muster_replica_heard        (MusterReplica *self, GError **error);

/* ---- sending ----------------------------------------------------------------------------------------------------- */

/* Own commits with a number over after_n of which the endpoint has to hear, in order; at most max, and about max_bytes
 * of values, but at least one. Element MusterEntry. What was given here may have been sent. One that was refused, and
 * whose number an endpoint that was put back has to count again, has no changes. */
GPtrArray *muster_replica_read_unsent (MusterReplica *self, gint64 after_n, guint max, gsize max_bytes, GError **error);

/* ---- receiving --------------------------------------------------------------------------------------------------- */

/* What is still to be fetched apart from the news: a scope that became ours, or a record that moved to us. */
typedef struct {
  gint64   id;        /* 0: the news themselves */
  gboolean is_record; /* else a scope */
  MusterId target;
  gint64   after, until;
} MusterFill;

/* The endpoint gave a record of ours another number: somebody else's was first. */
typedef struct {
  MusterId record;
  char    *was, *is;
} MusterRenumbered;

typedef struct {
  GArray  *changed;     /* MusterId of records whose rows changed, went or came */
  guint    n_own;       /* own commits acknowledged */
  guint    n_foreign;   /* commits of others */
  guint    n_conflicts; /* opened */
  guint    n_merged;
  guint    n_gone;      /* records that may not be seen any more */
  guint    n_refused;
  gboolean differs;     /* the digest is not ours */
  GPtrArray *renumbered; /* MusterRenumbered; NULL: none */
} MusterFeedPageResult;

void       muster_feed_page_result_clear   (MusterFeedPageResult *self);

/* Applies an answer to a pull from our cursor (fill NULL or id 0) or of a fill: log, tables, conflicts, grants, cursor,
 * in one transaction. What is there already is left as it is. FALSE, and nothing is changed, with MUSTER_ERROR_
 *   STALE      the page does not go on from where we are;
 *   FOREIGN    it is of another server or epoch;
 *   NOT_FOUND  it acknowledges commits that were never sent from here: a copy of this file sent them, or this is an
 *   older copy of it.
 *              muster_replica_fork();
 *   INVALID    it contradicts the log: muster_replica_rewind() to 0;
 *   HELD       more would go than may. */
gboolean   muster_replica_apply_page  (MusterReplica *self, const MusterFeedPage *page, const MusterFill *fill,
                                       MusterFeedPageResult *result, GError **error);
/* At most so many of the records that are seen (not archived) may go by what comes; 0: any number, as at first. What
 * would make it more is refused as a whole with MUSTER_ERROR_HELD: a page, a going back, an emptying. It counts what
 * goes from view by any of them, come it back later or not, and nothing that a person does here.
 *
 * One page is not one sync. What went within the hour is added up, and kept with the replica, so that neither many
 * small pages nor many small syncs, nor closing the file between two, get past the limit together. So up to the limit
 * may have gone before anything is refused, and never more; of what would be more nothing goes. Who lifts the limit
 * lets all of it go that comes until it is set again, and none of that is added up. */
void       muster_replica_limit_vanishing (MusterReplica *self, guint limit);
/* How many would have gone by what was refused last. */
guint      muster_replica_count_held   (MusterReplica *self);
/* The next fill, FALSE without error where none is open. */
gboolean   muster_replica_next_fill   (MusterReplica *self, MusterFill *fill, GError **error);

/* ---- recovery ---------------------------------------------------------------------------------------------------- */

/* A copy of this file goes on elsewhere: own commits of which no page has told, the refused behind them too, get the
 * numbers 1, 2, 3 … of a new replica id. Those among them that the endpoint has, it has from the copy, and a page will
 * tell. */
gboolean   muster_replica_fork        (MusterReplica *self, const MusterId *new_id, GError **error);
/* Whether a number stands for a commit of ours. Not, though it was given, where a copy of this file was the first to
 * send that commit. */
gboolean   muster_replica_has_own     (MusterReplica *self, gint64 n, gboolean *has, GError **error);
/* Cursors that we had, newest first; element MusterCursor. */
GArray    *muster_replica_list_cursors (MusterReplica *self, guint max, GError **error);
/* The endpoint knows us only up to common (seq 0: not at all): what came later is taken out, own commits are unsent
 * again, and those of others are set aside until they come again. */
gboolean   muster_replica_rewind      (MusterReplica *self, const MusterId *epoch, const MusterCursor *common,
                                       GArray *changed, GError **error);
/* Everything of others goes, own commits are unsent again: the endpoint has all, and is asked for it from the start.
 * Nothing is set aside: what does not come again is not ours to see. */
gboolean   muster_replica_empty       (MusterReplica *self, const MusterId *epoch, GArray *changed, GError **error);
/* Computes our digest anew from the log; *sound: it is the one that we kept. */
gboolean   muster_replica_recompute_digest (MusterReplica *self, gboolean *sound, GError **error);

/* ---- all of it --------------------------------------------------------------------------------------------------- */

/* The whole of what all replicas of one scope must agree on once nothing is unsent, as canonical text: acknowledged
 * commits with outcomes, records with every field, open conflicts; nothing that is of this computer alone. A line each,
 * by seq and by id. For tests and musterctl check. */
char      *muster_replica_dump           (MusterReplica *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterSyncState, muster_sync_state_free)

G_END_DECLS
