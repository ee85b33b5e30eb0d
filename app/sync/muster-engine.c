/* muster-engine.c - what to do next, and what an answer means for that.
 *
 * One request is out at a time. What is to be done is a handful of flags; muster_engine_next() turns the first that is
 * set into a request, and the answer clears it or sets others. So a request that was lost is simply made again, from
 * what the replica says then.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-engine-private.h"

#include <glib/gi18n-lib.h>

#define FIRST_PAUSE  G_USEC_PER_SEC
#define LONGEST_PAUSE (10 * 60 * G_USEC_PER_SEC)
/* Whatever a server asks for, somebody will want to see her colleagues' work today. */
#define LONGEST_WISH 3600
#define POLL (60 * G_USEC_PER_SEC)
/* More answers than any recovery takes that change nothing by themselves. */
#define FRUITLESS_MAX 20
/* Who has to wait so long for an answer is in no loop. */
#define SLOW (10 * G_USEC_PER_SEC)

MusterEngine *
muster_engine_new (MusterReplica *replica, MusterClock *clock, MusterRandom *random, const MusterTokens *tokens)
{
  MusterEngine *self = g_new0 (MusterEngine, 1);

  self->replica = replica;
  self->clock = clock;
  self->random = random;
  self->tokens = *tokens;
  self->batch = MUSTER_WIRE_COMMITS;
  self->pull = TRUE;
  muster_engine_look (self);
  return self;
}

void
muster_engine_free (MusterEngine *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->who, muster_sync_state_free);
  g_clear_pointer (&self->cursors, g_array_unref);
  g_clear_pointer (&self->page, muster_feed_page_free);
  muster_vanishing_unref (self->held_told);
  g_free (self->failure);
  g_free (self);
}

/* ---- shared ------------------------------------------------------------------------------------------------------ */

gboolean
muster_engine_look (MusterEngine *self)
{
  g_autoptr(GError) error = NULL;
  MusterSyncState *who = muster_replica_get_sync_state (self->replica, &error);

  if (who == NULL)
    {
      muster_engine_back_off (self, error->message);
      return FALSE;
    }
  g_clear_pointer (&self->who, muster_sync_state_free);
  self->who = who;
  return TRUE;
}

void
muster_engine_fail (MusterEngine *self, const char *sentence)
{
  char *kept = g_strdup (sentence);

  g_free (self->failure);
  self->failure = kept;
}

static void
pause_for (MusterEngine *self, gint64 microseconds)
{
  self->pause = microseconds;
  self->retry_at = muster_clock_now (self->clock) + microseconds;
  self->told_to_wait = FALSE;
}

/* Anywhere between now and a limit that doubles, so that a thousand desks do not come back in step after an outage. */
void
muster_engine_back_off (MusterEngine *self, const char *sentence)
{
  gint64 limit = FIRST_PAUSE;

  muster_engine_fail (self, sentence);
  self->server_full = FALSE;
  for (guint i = 0; i < self->failures && limit < LONGEST_PAUSE; i++)
    limit *= 2;
  limit = MIN (limit, LONGEST_PAUSE);
  self->failures++;
  pause_for (self, 1 + muster_random_below (self->random, (guint32) limit));
}

void
muster_engine_misread (MusterEngine *self, const GError *error)
{
  /* Translators: %s is a sentence for whoever looks after the server */
  g_autofree char *sentence =
    g_strdup_printf (_("This Muster does not understand what the server answered, and nothing was changed by it. %s It "
                       "is tried again; tell your administrator if this stays so."), error->message);

  muster_engine_back_off (self, sentence);
}

MusterRequest *
muster_engine_request (MusterEngine *self, MusterAsk ask, MusterEngineState state, const char *method, const char *path)
{
  MusterRequest *request = muster_request_new (method, path);

  self->ask = ask;
  self->state = state;
  request->authorization = self->tokens.get (self->tokens.data, "access");
  return request;
}

/* ---- what to do next --------------------------------------------------------------------------------------------- */

/* A clock that was set back must not make anybody wait for longer than was meant. */
static gboolean
is_paused (MusterEngine *self)
{
  MusterTime now = muster_clock_now (self->clock);

  if (self->retry_at == 0 || now >= self->retry_at || self->retry_at - now > self->pause)
    {
      self->retry_at = 0;
      return FALSE;
    }
  return TRUE;
}

static MusterRequest *
choose (MusterEngine *self)
{
  MusterRequest *request;
  gboolean held;

  if (self->refresh)
    return muster_engine_make_refresh (self);
  if (self->unknown)
    return muster_engine_make_register (self);
  held = muster_engine_is_held (self);
  if (self->diverged)
    return held ? NULL : muster_engine_make_common (self);
  if (self->fork)
    return muster_engine_make_fork (self);
  request = muster_engine_make_push (self);
  /* What a newer version sends could not be read whole; what this one has to say is taken from it. */
  if (request != NULL || self->outdated || self->retry_at != 0 || held)
    return request;
  if (self->pull && !self->idle_pull)
    return muster_engine_make_pull (self, FALSE);
  request = muster_engine_make_fill (self);
  if (request != NULL || self->retry_at != 0)
    return request;
  if (self->pull || self->wait > 0)
    return muster_engine_make_pull (self, !self->pull);
  return NULL;
}

/* Whatever is to be done, and whatever was answered: where nothing got any further by it, it is not tried again at
 * once. */
static gboolean
is_going_round (MusterEngine *self)
{
  gint64 taken = MAX (self->pushed_n, self->who->settled_n);

  if (self->who->cursor.seq > self->reached || taken > self->reached_n)
    {
      self->fruitless = 0;
      /* Far is not further, after going back. */
      if (self->recovered == 0)
        self->failures = 0;
    }
  self->reached = self->who->cursor.seq;
  self->reached_n = MAX (self->reached_n, taken);
  if (self->fruitless <= FRUITLESS_MAX)
    return FALSE;
  self->fruitless = FRUITLESS_MAX;
  muster_engine_back_off (self, _("The server answers, but nothing gets any further by it. Nothing is lost; Muster "
                                  "tries again later. Tell your administrator if this stays so."));
  return TRUE;
}

static MusterEngineStep
rest (MusterEngine *self, MusterTime *until)
{
  if (self->retry_at != 0)
    {
      self->state = MUSTER_ENGINE_BACKING_OFF;
      *until = self->retry_at;
      return MUSTER_ENGINE_WAIT;
    }
  *until = G_MAXINT64;
  if (self->stopped || self->outdated)
    {
      self->state = self->stopped ? MUSTER_ENGINE_NEEDS_AUTH : MUSTER_ENGINE_NEEDS_UPGRADE;
      return MUSTER_ENGINE_STOP;
    }
  if (self->held > 0)
    return muster_engine_rest_held (self, until);
  self->state = MUSTER_ENGINE_IDLE;
  self->fill_waits = FALSE;
  self->failures = self->fruitless = 0;
  /* News come by a hint; this is for where hints do not come through. */
  pause_for (self, POLL);
  *until = self->retry_at;
  self->pull = TRUE;
  return MUSTER_ENGINE_WAIT;
}

MusterEngineStep
muster_engine_next (MusterEngine *self, MusterRequest **request, MusterTime *until)
{
  gboolean idle = self->state == MUSTER_ENGINE_IDLE;

  g_return_val_if_fail (self->ask == MUSTER_ASK_NOTHING, MUSTER_ENGINE_STOP);

  *request = NULL;
  *until = G_MAXINT64;
  if (is_paused (self))
    {
      *until = self->retry_at;
      if (!idle)
        self->state = MUSTER_ENGINE_BACKING_OFF;
      return MUSTER_ENGINE_WAIT;
    }
  self->asked_at = muster_clock_now (self->clock);
  if (!muster_engine_look (self))
    return rest (self, until);
  if (!self->who->enrolled)
    {
      self->state = MUSTER_ENGINE_OFF;
      return MUSTER_ENGINE_STOP;
    }
  *request = muster_engine_make_ahead (self);
  if (*request != NULL)
    return MUSTER_ENGINE_SEND;
  if (self->page != NULL)
    {
      /* Something was saved meanwhile, which goes first. */
      muster_engine_work (self);
      if (!muster_engine_look (self) || self->retry_at != 0)
        return rest (self, until);
    }
  if (!self->stopped && !self->shut_out && !is_going_round (self))
    *request = choose (self);
  return *request != NULL ? MUSTER_ENGINE_SEND : rest (self, until);
}

/* ---- answers ----------------------------------------------------------------------------------------------------- */

/* TRUE: it was one that any request may get. */
static gboolean
take_common_problem (MusterEngine *self, MusterAsk ask, const MusterProblemDocument *problem, guint retry_after)
{
  const char *detail = problem->detail != NULL ? problem->detail : _("The server could not do what it was asked.");

  if (g_str_equal (problem->type, "replica-unknown") && ask != MUSTER_ASK_REGISTER)
    self->unknown = TRUE;
  else if (g_str_equal (problem->type, "auth-expired") && !self->refreshed && ask != MUSTER_ASK_REFRESH)
    self->refresh = TRUE;
  else if (g_str_equal (problem->type, "auth-revoked"))
    {
      self->stopped = TRUE;
      muster_engine_fail (self, _("This computer is no longer signed in. Its access was withdrawn, or this file was "
                                  "copied and is used on another computer too. Ask your administrator for a new code; "
                                  "nothing that you saved is lost."));
    }
  else if (g_str_equal (problem->type, "upgrade-required"))
    {
      self->outdated = TRUE;
      self->shut_out = ask != MUSTER_ASK_PULL && ask != MUSTER_ASK_FILL;
      muster_engine_fail (self, detail);
    }
  else if (g_str_equal (problem->type, "auth-expired") || g_str_equal (problem->type, "busy")
           || g_str_equal (problem->type, "storage-full"))
    {
      muster_engine_back_off (self, detail);
      self->server_full = g_str_equal (problem->type, "storage-full");
      self->refreshed = FALSE;
      if (retry_after > 0)
        {
          pause_for (self, MIN (retry_after, LONGEST_WISH) * (gint64) G_USEC_PER_SEC);
          self->told_to_wait = TRUE;
        }
    }
  else
    return FALSE;
  return TRUE;
}

static void
take_problem (MusterEngine *self, MusterAsk ask, const MusterProblemDocument *problem, guint retry_after)
{
  if (take_common_problem (self, ask, problem, retry_after))
    return;
  if (ask == MUSTER_ASK_PUSH)
    muster_engine_push_refused (self, problem);
  else if (g_str_equal (problem->type, "diverged") && (ask == MUSTER_ASK_PULL || ask == MUSTER_ASK_FILL))
    self->diverged = TRUE;
  else if (ask == MUSTER_ASK_FILL)
    {
      /* What was ours when it was asked for may be so no longer. */
      self->fill_waits = self->pull = TRUE;
      self->idle_pull = FALSE;
    }
  else
    muster_engine_back_off (self, problem->detail != NULL ? problem->detail
                                                          : _("The server could not do what it was asked."));
}

static void
take_answer (MusterEngine *self, MusterAsk ask, MusterResponse *response)
{
  /* Whatever it says, the token was good. */
  if (ask != MUSTER_ASK_REFRESH)
    self->refreshed = FALSE;

  switch (ask)
    {
    case MUSTER_ASK_PUSH:
      muster_engine_take_push (self, response->body);
      break;
    case MUSTER_ASK_PULL:
    case MUSTER_ASK_FILL:
      muster_engine_take_page (self, response);
      break;
    case MUSTER_ASK_REFRESH:
      muster_engine_take_refresh (self, response->body);
      break;
    case MUSTER_ASK_FORK:
      muster_engine_take_fork (self, response->body);
      break;
    case MUSTER_ASK_REGISTER:
      muster_engine_take_register (self, response->body);
      break;
    case MUSTER_ASK_COMMON:
      muster_engine_take_common (self, response->body);
      break;
    case MUSTER_ASK_NOTHING:
    default:
      g_return_if_reached ();
    }
}

void
muster_engine_answer (MusterEngine *self, MusterResponse *response)
{
  MusterAsk ask = self->ask;
  g_autoptr(GError) error = NULL;
  MusterBelief belief;

  g_return_if_fail (ask != MUSTER_ASK_NOTHING);

  muster_engine_work (self);
  self->ask = MUSTER_ASK_NOTHING;
  /* What was saved while the request was out counts. */
  if (!muster_engine_look (self))
    return;
  /* It was asked ahead of a page that could not be applied, which has said what to do now. */
  if (ask == MUSTER_ASK_PULL && !muster_engine_goes_on (self))
    return;
  muster_belief_judge (&belief, &self->who->server, response);
  if (belief.failure != NULL)
    muster_engine_back_off (self, belief.failure);
  else if (!muster_replica_heard (self->replica, &error))
    muster_engine_back_off (self, error->message);
  else if (belief.problem != NULL)
    take_problem (self, ask, belief.problem, response->retry_after);
  else
    take_answer (self, ask, response);
  /* What became ours comes in as many answers as it takes. */
  if (self->retry_at == 0 && ask != MUSTER_ASK_FILL && muster_clock_now (self->clock) - self->asked_at < SLOW)
    self->fruitless++;
  muster_belief_clear (&belief);
}

/* What was asked for is asked for again, from what the replica says then. */
void
muster_engine_give_up (MusterEngine *self)
{
  muster_engine_work (self);
  self->ask = MUSTER_ASK_NOTHING;
}

/* ---- from outside ------------------------------------------------------------------------------------------------ */

void
muster_engine_nudge (MusterEngine *self)
{
  self->pull = TRUE;
  self->idle_pull = FALSE;
  self->stuck_n = 0;
  self->fill_waits = self->outdated = self->shut_out = FALSE;
  if (self->retry_at != 0 && self->told_to_wait)
    return;
  self->failures = 0;
  self->retry_at = 0;
}

MusterEngineState
muster_engine_get_state (MusterEngine *self)
{
  return self->state;
}

const char *
muster_engine_get_failure (MusterEngine *self)
{
  return self->failure;
}

gboolean
muster_engine_is_server_full (MusterEngine *self)
{
  return self->server_full && self->retry_at != 0;
}

gboolean
muster_engine_all_saved (MusterEngine *self)
{
  return self->same && muster_engine_look (self) && self->who->settled_n >= self->who->last_n;
}

void
muster_engine_set_wait (MusterEngine *self, guint seconds)
{
  self->wait = MIN (seconds, 50);
}

void
muster_engine_set_applied_func (MusterEngine *self, MusterEngineFunc func, gpointer data)
{
  self->applied = func;
  self->applied_data = data;
}
