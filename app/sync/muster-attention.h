/* muster-attention.h - all that a person has to decide, read in one go, and what they decide.
 *
 * Free of JSON, for the window. Read with muster_store_read_async (), decided with muster_store_write_async (); what is
 * read is the caller's, on any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-alike.h"
#include "muster-compare.h"
#include "muster-needs.h"
#include "muster-store.h"

G_BEGIN_DECLS

/* In the order in which they are shown. */
typedef enum {
  MUSTER_ATTENTION_CONFLICTS, /* MusterDispute */
  MUSTER_ATTENTION_REFUSED,   /* MusterKept: own saves that the server did not take */
  MUSTER_ATTENTION_ASIDE,     /* MusterKept: saves of others that a restored server lacks */
  MUSTER_ATTENTION_LEFT,      /* MusterDeparture: records that may not be seen any more */
  MUSTER_ATTENTION_MERGED,    /* MusterJoined: own edits that were put together with those of others */
  MUSTER_ATTENTION_ALIKE,     /* MusterAlike: two records that may be of one thing */
  MUSTER_ATTENTION_AWAY,      /* MusterKept: refused saves that somebody put away */
  MUSTER_ATTENTION_N
} MusterAttentionPart;

/* A record as somebody is to write it. */
typedef struct {
  MusterRecord *base;   /* as it is; NULL: it is to be made */
  MusterRecord *edited; /* what the form begins with, then what was written */
  GStrv         fields; /* those in question; NULL: all */
} MusterRevision;

typedef struct {
  MusterConflict *conflict;
  gboolean        current_mine, other_mine;
  GArray         *current_runs, *other_runs; /* MusterRun, from before; NULL: nothing to compare word by word */
  char           *both;   /* what both edits give together; NULL: they cannot be taken together */
  MusterRevision *third;  /* the group, from what counts; NULL: this version does not know it */
} MusterDispute;

typedef struct {
  gint64     version;
  MusterTime at;
  char      *actor;   /* of a save set aside; else NULL */
  char      *reason;  /* the server's, in a sentence; or what its author gave, nullable */
  GPtrArray *said;    /* MusterSaid, by record */
  guint      n_said;  /* how many there are: said has the first of them */
  gboolean   revisable; /* what it said can be gone over before it is sent again */
  gboolean   again;   /* it was sent again, and refused again */
} MusterKept;

typedef struct {
  MusterMerged *merged;
  GArray       *runs; /* MusterRun, from what was saved to what it became */
} MusterJoined;

typedef struct {
  guint limits[MUSTER_ATTENTION_N]; /* how many of each to read */
} MusterAttentionQuestion;

/* Reference counted. */
typedef struct {
  guint      n[MUSTER_ATTENTION_N];
  GPtrArray *items[MUSTER_ATTENTION_N]; /* the oldest of them; of those that are alike the newest */
  guint      n_findings;                /* that are open */
} MusterAttention;

MusterAttention *muster_attention_read (MusterReplica *replica, const MusterAttentionQuestion *question,
                                        GError **error);
MusterAttention *muster_attention_ref  (MusterAttention *self);
void             muster_attention_unref (MusterAttention *self);

/* What is to be counted here, as muster_replica_count_attention () does: all but findings, what was put away, what was
 * merged and what is alike. */
guint            muster_attention_count (const MusterAttention *self);
/* A refused save as text: the reason, then each record with what was said of it. */
char            *muster_kept_to_text   (const MusterKept *self);
/* "Added “winter”. Removed “spring”." for those who hear it; "" where nothing differs. */
char            *muster_runs_to_words  (const GArray *runs);

/* ---- deciding ---------------------------------------------------------------------------------------------------- */

typedef enum {
  MUSTER_SETTLE_CURRENT, /* what counts now */
  MUSTER_SETTLE_OTHER,   /* the other side */
  MUSTER_SETTLE_BOTH,    /* both, where they can be taken together */
  MUSTER_SETTLE_THIRD,   /* what was written */
} MusterSettleWay;

/* One conflict. written: with THIRD alone. Finished by muster_store_save_finish (); STALE where it was settled or moved
 * on meanwhile. */
void muster_attention_settle_async (MusterStore *store, const MusterDispute *dispute, MusterSettleWay way,
                                    const MusterRevision *written, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
/* All that are open and of which one side is that of whoever decides, with that side (mine) or the other: one save, one
 * undo. Where neither is or several are open about one thing, they stay. */
void muster_attention_settle_all_async (MusterStore *store, gboolean mine, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);

typedef enum {
  MUSTER_KEPT_DISMISS, /* a refused save: it is listed among what was put away */
  MUSTER_KEPT_RECALL,  /* one that was put away: it is listed among those refused */
  MUSTER_KEPT_KEEP,    /* one set aside: saves anew what it said */
  MUSTER_KEPT_DROP,    /* one set aside: it goes */
} MusterKeptWay;

/* reason: for the history, where something is saved; NULL: that of the save. Finished by muster_store_save_finish (),
 * whose version is 0 where all was so already or nothing is saved. */
void muster_attention_keep_async (MusterStore *store, gint64 version, MusterKeptWay way, const char *reason,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* What a refused save said, to be gone over: element MusterRevision, by record. NOT_FOUND where it was decided
 * meanwhile. */
GPtrArray *muster_attention_read_revisions (MusterReplica *replica, gint64 version, GError **error);
/* Saves anew what a refused save said; revisions: as somebody has written it since, NULL: as it was. Finished by
 * muster_store_save_finish (), whose version is 0 where all was so already. STALE where a record of revisions was
 * changed since it was read. */
void muster_attention_resend_async (MusterStore *store, gint64 version, GPtrArray *revisions,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Whether revisions can be read of it: a few records, of kinds that this version knows. */
gboolean        muster_attention_can_revise (const MusterCommit *commit);
MusterRevision *muster_revision_copy        (const MusterRevision *self); /* edited is the copy's own */
void            muster_revision_free        (MusterRevision *self);

/* Own edits up to n, as they were put together, were looked at. */
void muster_attention_seen_async (MusterStore *store, gint64 n, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);

/* Of two that are alike: the one of that side (0 or 1) is archived, which one undo takes back. */
void muster_attention_archive_async (MusterStore *store, const MusterAlike *alike, guint side,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* They are two: it is not asked again. */
void muster_attention_apart_async (MusterStore *store, const MusterAlike *alike, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
/* A departure was read of. */
void muster_attention_left_async (MusterStore *store, const MusterDeparture *departure, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterAttention, muster_attention_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterRevision, muster_revision_free)

G_END_DECLS
