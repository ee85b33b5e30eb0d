/* muster-syncer-private.h - what the files of the syncer share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-courier.h"
#include "muster-sync-run.h"
#include "muster-syncer.h"

G_BEGIN_DECLS

/* What lives on the writing thread. */
typedef struct {
  gint             n_refs;
  MusterEngine    *engine; /* NULL until the first turn */
  MusterClock     *clock;
  MusterRandom    *random;
  MusterKeys      *keys;
  GArray          *changed; /* where ids go that a page changed; of the job that runs */
  guint            n_foreign; /* saves of others that came, since it was last told */
  gint64           ahead;   /* as of the last page: see MusterSyncStatus */
  gint64           head;    /* as of the last page of news; 0: they are all here */
  gsize            n_bytes; /* that travelled for pages, since it was last told */
  MusterSyncRun    run;     /* that goes on */
  gboolean         failing; /* the one before did not come to its end */
} Desk;

struct _MusterSyncer {
  GObject          parent_instance;
  MusterStore     *store;
  MusterClock     *clock;
  Desk            *desk;
  MusterCourier   *courier;     /* NULL: no endpoint yet */
  GCancellable    *cancellable; /* of the keyring */
  MusterSyncStatus status;
  char            *address, *person, *failure; /* of the status; nullable */
  MusterId         server;
  guint            n_unsent;    /* of the store, when it last told */
  gboolean         paused, stopped;
  guint            vanishing_limit;
  gboolean         let_vanish; /* with the next turn */

  gboolean         loaded;      /* the keys, or it is known that there are none */
  gboolean         turning;     /* a job is under way */
  gboolean         out;         /* a request is */
  gboolean         left;        /* it is left with the endpoint until there are news */
  gboolean         giving_up;   /* it was given up */
  gboolean         again;       /* a turn was asked for meanwhile */
  guint            timer;       /* 0: none is due */
  guint            begin_id;

  gboolean         deaf;        /* listening did not hold: requests are left with the endpoint instead */
  MusterTime       deaf_until;
};

/* ---- muster-syncer-turn.c: on the writing thread ----------------------------------------------------------------- */

/* Made on the main thread, done on the writing one, read on the main thread. */
typedef struct {
  Desk             *desk;
  MusterResponse   *response;  /* NULL: none was out */
  gboolean          given_up;  /* the request that was out */
  gboolean          nudged, paused, let_vanish;
  guint             vanishing_limit;
  guint             wait;
  /* What came of it. */
  MusterEngineStep  step;
  MusterRequest    *request;
  MusterTime        until;
  MusterEngineState state;
  char             *failure;
  char             *access;    /* to listen with; NULL: not now */
  MusterSyncState  *who;
  guint             n_foreign, n_vanishing;
  MusterVanishing  *vanishing; /* nullable */
  gint64            ahead, head;
  gboolean          server_full;
  gsize             n_bytes;
} Turn;

/* clock is kept; keys is taken. */
Desk    *muster_sync_desk_new   (MusterClock *clock, MusterKeys *keys);
Desk    *muster_sync_desk_ref   (Desk *self);
void     muster_sync_desk_unref (Desk *self);
/* At the beginning of every job: the engine uses the replica of the thread it runs on. */
void     muster_sync_desk_sit   (Desk *self, MusterReplica *replica, GArray *changed);

Turn    *muster_sync_turn_new   (Desk *desk);
Turn    *muster_sync_turn_ref   (Turn *self);
void     muster_sync_turn_unref (Turn *self);
/* Jobs: a turn; and what can be done while a request is out, of which only what came is told. */
gboolean muster_sync_turn_do    (MusterReplica *replica, gpointer turn, gint64 *version, GArray *changed,
                                 GError **error);
gboolean muster_sync_turn_work  (MusterReplica *replica, gpointer turn, gint64 *version, GArray *changed,
                                 GError **error);

/* ---- muster-syncer.c --------------------------------------------------------------------------------------------- */

/* Whoever answers is another from now on: what was out is given up. courier is taken. */
void     muster_syncer_take_courier (MusterSyncer *self, MusterCourier *courier);

G_END_DECLS
