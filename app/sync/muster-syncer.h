/* muster-syncer.h - keeps an open store in step with its endpoint, and says truly how it stands.
 *
 * A main-thread object; nothing here waits. The engine runs as jobs on the store's writing thread, between the saves of
 * the person, and what it asks travels on the thread of a courier. Where the endpoint can be listened to, news are
 * fetched when it hints at them; where it cannot, a request is left there for it to answer when there are some.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-engine.h"
#include "muster-keys.h"
#include "muster-progress.h"
#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_SYNCER (muster_syncer_get_type ())
G_DECLARE_FINAL_TYPE (MusterSyncer, muster_syncer, MUSTER, SYNCER, GObject)

typedef enum {
  MUSTER_SYNC_STARTING,   /* it is not known yet whether there is an endpoint */
  MUSTER_SYNC_ALONE,      /* the file has joined none */
  MUSTER_SYNC_RESTING,    /* all was exchanged when it last answered */
  MUSTER_SYNC_WORKING,
  MUSTER_SYNC_OFFLINE,    /* it does not answer, or not as it should: tried again by itself */
  MUSTER_SYNC_SWITCHED_OFF,
  MUSTER_SYNC_SIGNED_OUT, /* the person has to join again */
  MUSTER_SYNC_HOLDING,    /* many records would go: a person has to let them. What is unsent goes on being sent */
  MUSTER_SYNC_OUTDATED,   /* Muster has to be renewed first; what is unsent was sent */
} MusterSyncPhase;

/* How it stands. Strings are owned by the syncer and stay until the next "changed". */
typedef struct {
  MusterSyncPhase phase;
  const char     *address;       /* NULL: none */
  const char     *person;        /* as whom the file has joined; NULL: nobody */
  const char     *failure;       /* why it is not as it should be, a sentence; NULL: nothing is wrong */
  gboolean        live;          /* news come as they happen */
  gboolean        lasting;       /* the keys are found again when the file is next opened */
  MusterTime      last_heard;    /* when the endpoint last answered; 0: never */
  MusterTime      offline_since; /* 0: it is not */
  MusterTime      next_try;      /* 0: none is due */
  gboolean        first;         /* not all that is there has come yet, ever */
  MusterProgress  progress;      /* of what is being fetched; n_all 0: it is not much */
  gint64          ahead;         /* how much the clock here is, microseconds; less than 0: behind */
  gboolean        server_full;   /* OFFLINE since it has no room, though it can be reached */
  guint           n_vanishing;   /* how many records would go by what is held; 0: nothing is */
  MusterVanishing *vanishing;    /* what is known of those; NULL: nothing */
  gint64          n_received;    /* saves of others, since the store was opened */
} MusterSyncStatus;

/* Signal: "changed", when the status is another. */

/* One for a store; it begins once the main loop has nothing better to do. clock is kept. paused: as
 * muster_syncer_set_paused(). */
MusterSyncer *muster_syncer_new         (MusterStore *store, MusterClock *clock, gboolean paused);
/* Of an open store; NULL: it has none. (transfer none) */
MusterSyncer *muster_syncer_of          (MusterStore *store);
const MusterSyncStatus *muster_syncer_get_status (MusterSyncer *self);
/* Something may have to be sent, or a person asks: try now. */
void          muster_syncer_nudge       (MusterSyncer *self);
/* Beyond so many a person is asked, MUSTER_VANISHING_LIMIT at first; and she has agreed. See muster-engine.h. */
void          muster_syncer_set_vanishing_limit (MusterSyncer *self, guint limit);
void          muster_syncer_let_vanish  (MusterSyncer *self);
/* Nothing is asked for until it is set back; what is out is given up. */
void          muster_syncer_set_paused  (MusterSyncer *self, gboolean paused);
/* What is out is given up, and nothing more is asked for. Before the store is closed. */
void          muster_syncer_stop        (MusterSyncer *self);

/* Joins, or joins again. authority as for muster_trust_open_courier(), kept beside the file. Finish: FALSE with a
 * sentence. */
void          muster_syncer_join_async  (MusterSyncer *self, const char *address, const char *code,
                                         const char *authority, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
gboolean      muster_syncer_join_finish (MusterSyncer *self, GAsyncResult *result, GError **error);

G_END_DECLS
