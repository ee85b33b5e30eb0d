/* muster-syncer-turn.c - a turn of the engine, on the writing thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-syncer-private.h"

/* ---- the desk ---------------------------------------------------------------------------------------------------- */

Desk *
muster_sync_desk_new (MusterClock *clock, MusterKeys *keys)
{
  Desk *self = g_new0 (Desk, 1);

  self->n_refs = 1;
  self->clock = muster_clock_ref (clock);
  self->random = muster_random_new_system ();
  self->keys = keys;
  return self;
}

Desk *
muster_sync_desk_ref (Desk *self)
{
  g_atomic_int_inc (&self->n_refs);
  return self;
}

void
muster_sync_desk_unref (Desk *self)
{
  if (!g_atomic_int_dec_and_test (&self->n_refs))
    return;
  muster_engine_free (self->engine);
  muster_sync_run_clear (&self->run);
  muster_clock_unref (self->clock);
  muster_random_free (self->random);
  muster_keys_unref (self->keys);
  g_free (self);
}

static void
on_applied_cb (const MusterFeedPageResult *result, gpointer data)
{
  Desk *self = data;

  if (result->changed != NULL)
    g_array_append_vals (self->changed, result->changed->data, result->changed->len);
  self->n_foreign += result->n_foreign;
  muster_sync_run_add (&self->run, muster_clock_now (self->clock), result);
}

void
muster_sync_desk_sit (Desk *self, MusterReplica *replica, GArray *changed)
{
  MusterTokens tokens = muster_keys_get_tokens (self->keys);

  self->changed = changed;
  if (self->engine != NULL)
    return;
  self->engine = muster_engine_new (replica, self->clock, self->random, &tokens);
  muster_engine_set_applied_func (self->engine, on_applied_cb, self);
}

/* ---- a turn, on the writing thread ------------------------------------------------------------------------------- */

static void
turn_clear (gpointer data)
{
  Turn *self = data;

  g_clear_pointer (&self->response, muster_response_free);
  g_clear_pointer (&self->request, muster_request_free);
  g_clear_pointer (&self->who, muster_sync_state_free);
  muster_vanishing_unref (self->vanishing);
  g_free (self->failure);
  g_free (self->access);
  muster_sync_desk_unref (self->desk);
}

Turn *
muster_sync_turn_new (Desk *desk)
{
  Turn *self = g_atomic_rc_box_new0 (Turn);

  self->desk = muster_sync_desk_ref (desk);
  return self;
}

Turn *
muster_sync_turn_ref (Turn *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
muster_sync_turn_unref (Turn *self)
{
  g_atomic_rc_box_release_full (self, turn_clear);
}

static void
report (Turn *self, MusterReplica *replica)
{
  Desk *desk = self->desk;

  self->state = muster_engine_get_state (desk->engine);
  self->failure = g_strdup (muster_engine_get_failure (desk->engine));
  self->who = muster_replica_get_sync_state (replica, NULL);
  if (self->state == MUSTER_ENGINE_IDLE)
    self->access = muster_keys_get_tokens (desk->keys).get (desk->keys, "access");
  self->n_foreign = desk->n_foreign;
  self->server_full = muster_engine_is_server_full (desk->engine);
  self->n_vanishing = muster_engine_get_vanishing (desk->engine);
  self->vanishing = muster_vanishing_ref (muster_engine_get_vanishing_told (desk->engine));
  self->ahead = desk->ahead;
  self->head = desk->head;
  self->n_bytes = desk->n_bytes;
  desk->n_foreign = 0;
  desk->n_bytes = 0;
}

/* What the endpoint says of the time and of how much there is; a page that is not believed says nothing that would be
 * kept. */
static void
note_page (Desk *self, const MusterResponse *response)
{
  const MusterFeedPage *page = response->page;

  if (page == NULL)
    return;
  self->ahead = muster_clock_now (self->clock) - page->time;
  self->head = page->head;
  self->n_bytes += response->n_travelled;
  self->run.n_bytes += response->n_travelled;
}

/* It has come to an end where nothing is asked for, or nothing but to be told when there are news. That it cannot be
 * written down is no reason not to go on. */
static void
keep_run (Turn *self, MusterReplica *replica)
{
  MusterSyncRun *run = &self->desk->run;

  if (self->request != NULL && self->request->wait == 0)
    return;
  run->ended = muster_clock_now (self->desk->clock);
  /* Who works offline fails at nothing. */
  run->failure = self->paused ? NULL : g_strdup (muster_engine_get_failure (self->desk->engine));
  muster_replica_keep_sync_run (replica, run, self->desk->failing, NULL);
  self->desk->failing = run->failure != NULL;
  muster_sync_run_clear (run);
}

gboolean
muster_sync_turn_do (MusterReplica *replica, gpointer data, gint64 *version, GArray *changed, GError **error)
{
  Turn *self = data;
  Desk *desk = self->desk;

  muster_sync_desk_sit (desk, replica, changed);
  muster_engine_set_wait (desk->engine, self->wait);
  muster_engine_set_vanishing_limit (desk->engine, self->vanishing_limit);
  if (self->given_up)
    muster_engine_give_up (desk->engine);
  else if (self->response != NULL)
    {
      note_page (desk, self->response);
      muster_engine_answer (desk->engine, self->response);
    }
  if (self->let_vanish)
    muster_engine_let_vanish (desk->engine);
  if (self->nudged)
    muster_engine_nudge (desk->engine);
  self->until = G_MAXINT64;
  self->step = self->paused ? MUSTER_ENGINE_WAIT : muster_engine_next (desk->engine, &self->request, &self->until);
  keep_run (self, replica);
  report (self, replica);
  return TRUE;
}

gboolean
muster_sync_turn_work (MusterReplica *replica, gpointer data, gint64 *version, GArray *changed, GError **error)
{
  Turn *self = data;

  muster_sync_desk_sit (self->desk, replica, changed);
  muster_engine_work (self->desk->engine);
  report (self, replica);
  return TRUE;
}
