/* muster-engine-private.h - what the files of the engine share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-engine.h"
#include "muster-wire-join.h"

G_BEGIN_DECLS

/* What the request that is out asks for. */
typedef enum {
  MUSTER_ASK_NOTHING,
  MUSTER_ASK_PUSH,
  MUSTER_ASK_PULL,
  MUSTER_ASK_FILL,
  MUSTER_ASK_REFRESH,
  MUSTER_ASK_FORK,
  MUSTER_ASK_REGISTER,
  MUSTER_ASK_COMMON,
} MusterAsk;

struct _MusterEngine {
  MusterReplica      *replica; /* borrowed, like clock and random */
  MusterClock        *clock;
  MusterRandom       *random;
  MusterTokens        tokens;
  MusterEngineFunc    applied;
  gpointer            applied_data;

  MusterEngineState   state;
  MusterSyncState    *who;        /* as of the last look */
  MusterAsk           ask;        /* what is out */
  char               *failure;    /* NULL: nothing went wrong last */

  /* What is to be done; the order is that of muster_engine_next(). */
  gboolean            stopped;    /* the person has to join again */
  gboolean            outdated;   /* pulls are not answered for this version; pushes are */
  gboolean            shut_out;   /* and neither is anything else */
  gboolean            refresh;    /* the access token is too old */
  gboolean            refreshed;  /* and was made anew since the last answer that took it */
  gboolean            diverged;
  gboolean            unknown;    /* the endpoint does not know this replica */
  gboolean            fork;       /* a copy of this file goes by its replica id */
  MusterId            fork_id;
  gboolean            pull;
  gboolean            fill_waits; /* one was not allowed: the news say why */

  /* Sending. */
  gint64              pushed_n;   /* all up to this one were taken, though no page has said so yet */
  gint64              repeated_n; /* those up to this one may have other bases at the endpoint: a copy sent them */
  gint64              sent_first, sent_last;
  guint               sent_count;
  guint               batch;      /* how many commits at once */
  gint64              withheld_n; /* a commit that is sent without what it says, for it cannot be sent whole; 0: none */
  gint64              stuck_n;    /* one for which that does not help either; 0: none */

  /* Receiving. */
  MusterFill          fill;       /* what was asked; id 0: the news */
  gint64              asked_after;
  MusterFeedPage         *page;       /* news that came, to be applied while the next are asked for; NULL: none */
  guint               wait;
  gboolean            idle_pull;  /* the last news were all: what is asked next may be held back */
  gboolean            same;       /* the digest of the endpoint was ours */

  /* Recovering. */
  GArray             *cursors;    /* MusterCursor that were asked about */
  guint               recovered;  /* went back, or took another id, since the last digest that was equal */
  guint               mended;     /* since the last digest that was equal: 1 computed anew, 2 fetched anew */

  /* Vanishing. */
  guint               vanishing_limit; /* 0: none */
  guint               held;       /* records that would go by what is not applied; 0: nothing is */
  MusterVanishing    *held_told;  /* what is known of them; nullable */
  MusterTime          held_at;
  gboolean            may_vanish; /* a person has agreed, until both are equal */

  /* Getting further. */
  MusterTime          asked_at;
  gint64              reached;    /* the seq of the cursor at the last look */
  gint64              reached_n;  /* as many own commits were taken at the most, since it went back last */
  guint               fruitless;  /* answers in a row after which all was as before */

  /* Waiting. */
  guint               failures;   /* in a row */
  MusterTime          retry_at;   /* 0: now */
  MusterTime          pause;      /* how long it was to be from when it was set */
  gboolean            server_full;  /* it answered, and has no room */
  gboolean            told_to_wait; /* by the endpoint: a nudge does not help */
};

/* ---- muster-engine.c --------------------------------------------------------------------------------------------- */

/* Sets the sentence that is shown; NULL: all is well. Takes nothing. */
void           muster_engine_fail     (MusterEngine *self, const char *sentence);
/* Nothing was learnt: tries again later, later each time. */
void           muster_engine_back_off (MusterEngine *self, const char *sentence);
/* The same for an answer that is not what the protocol says: error is of the codec. */
void           muster_engine_misread  (MusterEngine *self, const GError *error);
/* A request with a token. */
MusterRequest *muster_engine_request  (MusterEngine *self, MusterAsk ask, MusterEngineState state, const char *method,
                                       const char *path);
/* Looks at the replica again. FALSE: it cannot be read, and the engine waits. */
gboolean       muster_engine_look     (MusterEngine *self);

/* ---- muster-engine-believe.c: whether an answer is one ----------------------------------------------------------- */

typedef struct {
  MusterProblemDocument *problem; /* NULL: the answer is good */
  char                  *failure; /* a sentence: it is no answer of ours; NULL: it is */
} MusterBelief;

/* server NULL: not known yet (joining). */
void           muster_belief_judge    (MusterBelief *belief, const MusterId *server, const MusterResponse *response);
void           muster_belief_clear    (MusterBelief *belief);

/* ---- muster-engine-push.c ---------------------------------------------------------------------------------------- */

/* NULL: nothing to send now, or the replica could not be read (then the engine backs off). */
MusterRequest *muster_engine_make_push (MusterEngine *self);
void           muster_engine_take_push (MusterEngine *self, GBytes *body);
void           muster_engine_push_refused (MusterEngine *self, const MusterProblemDocument *problem);

/* ---- muster-engine-pull.c ---------------------------------------------------------------------------------------- */

MusterRequest *muster_engine_make_pull (MusterEngine *self, gboolean may_wait);
MusterRequest *muster_engine_make_fill (MusterEngine *self);
/* What comes after the page that is not applied yet. NULL: it was not left for that. */
MusterRequest *muster_engine_make_ahead (MusterEngine *self);
void           muster_engine_take_page (MusterEngine *self, MusterResponse *response);
/* Whether the news that were asked for go on from what was applied by now. */
gboolean       muster_engine_goes_on   (MusterEngine *self);

/* ---- muster-engine-recover.c ------------------------------------------------------------------------------------- */

/* A copy was met: what no page has told of goes on under a new replica id. */
void           muster_engine_fork        (MusterEngine *self);
MusterRequest *muster_engine_make_fork   (MusterEngine *self);
MusterRequest *muster_engine_make_register (MusterEngine *self);
void           muster_engine_take_register (MusterEngine *self, GBytes *body);
void           muster_engine_take_fork   (MusterEngine *self, GBytes *body);
MusterRequest *muster_engine_make_common (MusterEngine *self);
void           muster_engine_take_common (MusterEngine *self, GBytes *body);
/* The endpoint and we do not agree on what was applied: compute the digest anew, then fetch all anew. contradiction:
 * what it says does not fit our log, so that there is no sum to blame; NULL: the sums differ. */
void           muster_engine_mend        (MusterEngine *self, const char *contradiction);
/* Empties what came from the endpoint, to fetch it from the beginning. */
void           muster_engine_fetch_anew  (MusterEngine *self);

/* ---- muster-engine-vanish.c -------------------------------------------------------------------------------------- */

/* TRUE: it was not applied for that, and is held. page NULL: it was a recovery, put_back: with an endpoint that was. */
gboolean         muster_engine_hold      (MusterEngine *self, const GError *error, const MusterFeedPage *page,
                                          gboolean put_back);
gboolean         muster_engine_is_held   (MusterEngine *self);
MusterEngineStep muster_engine_rest_held (MusterEngine *self, MusterTime *until);
/* The sums are equal. */
void             muster_engine_caught_up (MusterEngine *self);

/* ---- muster-engine-join.c ---------------------------------------------------------------------------------------- */

MusterRequest *muster_engine_make_refresh (MusterEngine *self);
void           muster_engine_take_refresh (MusterEngine *self, GBytes *body);

G_END_DECLS
