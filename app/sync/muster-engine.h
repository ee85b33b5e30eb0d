/* muster-engine.h - the client's side of sync: explicit states, no thread, no timer, no socket of its own.
 *
 * Its owner asks what to do next, does it, and tells what came back. Clock and randomness are handed in and the replica
 * is used on the calling thread alone, so that the same engine runs behind a window, in musterctl and in a seeded
 * simulation.
 *
 *   muster_engine_next()    → SEND a request | WAIT until a time or a nudge | STOP for a person
 *   muster_engine_work()      while it is out: there may be something to do here
 *   muster_engine_answer()  ← the response, or that none came
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-feed.h"
#include "muster-message.h"
#include "muster-vanishing.h"
#include "muster-wire-refused.h"

G_BEGIN_DECLS

typedef enum {
  MUSTER_ENGINE_IDLE,        /* all is sent and received, as far as we know */
  MUSTER_ENGINE_PUSHING,
  MUSTER_ENGINE_PULLING,
  MUSTER_ENGINE_FILLING,     /* a scope or record that became ours */
  MUSTER_ENGINE_REFRESHING,  /* tokens */
  MUSTER_ENGINE_FORKING,
  MUSTER_ENGINE_RECONCILING,
  MUSTER_ENGINE_BACKING_OFF, /* no answer, or busy */
  MUSTER_ENGINE_NEEDS_AUTH,  /* the person has to join again; nothing is lost */
  MUSTER_ENGINE_NEEDS_UPGRADE,
  MUSTER_ENGINE_HOLDING,     /* many records would go: a person has to let them, see below */
  MUSTER_ENGINE_OFF,         /* not enrolled, or told to stay offline */
} MusterEngineState;

typedef enum { MUSTER_ENGINE_SEND, MUSTER_ENGINE_WAIT, MUSTER_ENGINE_STOP } MusterEngineStep;

/* Where tokens are kept: a keyring, a file, a test. Called on the engine's thread. */
typedef struct {
  char    *(*get) (gpointer data, const char *name); /* NULL: none; name is "access" or "refresh" */
  gboolean (*set) (gpointer data, const char *access, const char *refresh, GError **error);
  gpointer data;
} MusterTokens;

typedef struct _MusterEngine MusterEngine;

/* replica, clock, random are borrowed and outlive the engine. */
MusterEngine     *muster_engine_new       (MusterReplica *replica, MusterClock *clock, MusterRandom *random,
                                           const MusterTokens *tokens);
void              muster_engine_free      (MusterEngine *self);

/* SEND: *request is the next one (transfer full), and muster_engine_answer() must follow. WAIT: nothing to do before
 * *until (a MusterTime; G_MAXINT64: only a nudge helps). STOP: a person must act; muster_engine_get_failure() says
 * what. */
MusterEngineStep  muster_engine_next      (MusterEngine *self, MusterRequest **request, MusterTime *until);
/* Applies the page that came before, where the next was asked for ahead of that. muster_engine_answer() does what was
 * not done; whoever does it between sending and waiting does it in the time that the endpoint needs. */
void              muster_engine_work      (MusterEngine *self);
void              muster_engine_answer    (MusterEngine *self, MusterResponse *response);
/* Instead of an answer: the request was given up, which says nothing of the endpoint. */
void              muster_engine_give_up   (MusterEngine *self);

/* Something was saved, news were hinted at, or a person asked: try now. */
void              muster_engine_nudge     (MusterEngine *self);
MusterEngineState muster_engine_get_state (MusterEngine *self);
/* A sentence on the last thing that went wrong, NULL: nothing. */
const char       *muster_engine_get_failure (MusterEngine *self);
/* Whether it waits since the endpoint, which can be reached, has no room left. */
gboolean          muster_engine_is_server_full (MusterEngine *self);
/* TRUE when the outbox is empty and the digest of the endpoint was equal to ours at the last pull. */
gboolean          muster_engine_all_saved (MusterEngine *self);

/* ---- many records vanishing -------------------------------------------------------------------------------------- */

/* What is usual: more than a plan with all that is in it, and less than a team with its plan, risks and people. */
#define MUSTER_VANISHING_LIMIT 100

/* Beyond so many records (0: any number, as it is made) nothing that makes records vanish is applied before
 * muster_engine_let_vanish(): what others archived, what moved out of sight or was taken from a person's grants, going
 * back with an endpoint that was put back, fetching all anew. How they are counted, muster_replica_limit_vanishing()
 * says: over all that came within an hour, so that a set of pages each under the limit does not get past it.
 *
 * While it holds, the state is HOLDING, the failure says so, and next() gives WAIT. Own saves go on being sent, since
 * the cursor that they name is one that the endpoint has; not so where it was put back, which takes nothing then. What
 * became of them comes by what is held, so that they count as unsent till then. Nothing of it is remembered: after ten
 * minutes, and after a restart, it is fetched again and held again, unless it is otherwise by then. */
void              muster_engine_set_vanishing_limit (MusterEngine *self, guint limit);
/* How many records would go by what is held, 0: nothing is held. More may follow. */
guint             muster_engine_get_vanishing (MusterEngine *self);
/* What is known of those, NULL: nothing. Of a page of several it is what that page says. (transfer none) */
MusterVanishing  *muster_engine_get_vanishing_told (MusterEngine *self);
/* A person has agreed: all goes that comes until both sides are equal again. Nothing where nothing is held. */
void              muster_engine_let_vanish (MusterEngine *self);

/* How long a pull that finds nothing new may be held back by the endpoint, seconds: 0 (as it is made) where something
 * else brings news, up to 50 where nothing does. */
void              muster_engine_set_wait  (MusterEngine *self, guint seconds);

/* Told of every page that was applied, and of what a recovery changed (nothing but result->changed then). */
typedef void    (*MusterEngineFunc)       (const MusterFeedPageResult *result, gpointer data);
void              muster_engine_set_applied_func (MusterEngine *self, MusterEngineFunc func, gpointer data);

/* Enrolment: the request for a code, and what its answer means for the replica and the tokens. */
MusterRequest    *muster_engine_make_enrolment (MusterEngine *self, const char *code, const char *device);
gboolean          muster_engine_take_enrolment (MusterEngine *self, const char *address, MusterResponse *response,
                                                GError **error);

/* What others were refused, for a steward: the request for what comes after a number, and its answer. It stands beside
 * the engine's own requests and changes nothing. */
MusterRequest    *muster_engine_make_refused (MusterEngine *self, gint64 after);
MusterToldList   *muster_engine_take_refused (MusterEngine *self, const MusterResponse *response, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterEngine, muster_engine_free)

G_END_DECLS
