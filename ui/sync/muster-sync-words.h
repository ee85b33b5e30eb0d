/* muster-sync-words.h - how it stands with the endpoint, in words. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-sync-run.h"
#include "muster-syncer.h"

G_BEGIN_DECLS

/* "10:42" today, "21 November 2026, 10:42" else. */
char *muster_sync_words_when  (MusterTime at, MusterClock *clock);
/* "10:42", or "10:42 to 11:15" where it took long. */
char *muster_sync_words_span  (MusterTime from, MusterTime to, MusterClock *clock);
/* "Sent 3 · fetched 12 · 1 conflict · 24 kB"; "" where nothing moved. */
char *muster_sync_words_run   (const MusterSyncRun *run);
/* "Saved here · 4 to send · offline since 09:12". NULL: the file has joined no endpoint. */
char *muster_sync_words_short (MusterSyncer *syncer, MusterStore *store);
/* "All Sent and Received" */
char *muster_sync_words_title (const MusterSyncStatus *status, guint n_unsent);
/* Why it is so, what is safe, and what to do: whole sentences. */
char *muster_sync_words_more  (const MusterSyncStatus *status, guint n_unsent, guint n_refused, MusterClock *clock);

G_END_DECLS
