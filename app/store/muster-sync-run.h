/* muster-sync-run.h - the history of syncs: what each brought and took, or why it did not come to its end.
 *
 * Of this computer alone. Synchronous like muster-replica.h, on the same thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-feed.h"

G_BEGIN_DECLS

/* From when there was something to send or fetch until there was not. */
typedef struct {
  MusterTime began, ended; /* began 0: nothing happened yet */
  guint      n_sent;       /* own saves that were told taken */
  guint      n_received;   /* saves of others */
  guint      n_conflicts, n_refused;
  guint      n_left;       /* records that may not be seen any more */
  guint64    n_bytes;      /* that came */
  char      *failure;      /* why it ended before its end, a sentence; NULL: it did not */
} MusterSyncRun;

/* A page was applied. */
void       muster_sync_run_add   (MusterSyncRun *self, MusterTime now, const MusterFeedPageResult *result);
/* Whether it brought or took anything. */
gboolean   muster_sync_run_moved (const MusterSyncRun *self);
void       muster_sync_run_clear (MusterSyncRun *self); /* as it was made */
void       muster_sync_run_free  (MusterSyncRun *self);

/* Keeps one that has ended: the newest few hundred are kept. One that neither moved anything nor failed is not. still:
 * the one before failed too, and where it was by the same, both are one, however often it is tried again. */
gboolean   muster_replica_keep_sync_run  (MusterReplica *self, const MusterSyncRun *run, gboolean still,
                                          GError **error);
/* The newest first; element MusterSyncRun. */
GPtrArray *muster_replica_list_sync_runs (MusterReplica *self, guint max, GError **error);

G_END_DECLS
