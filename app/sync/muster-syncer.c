/* muster-syncer.c - the engine behind a window.
 *
 * A turn is a job on the writing thread: it gives the engine the answer that came, and asks it what to do next. While
 * its request travels another job lets it apply what came before. One turn is under way at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-syncer-private.h"

#include "muster-trust.h"

/* How long a request is left with an endpoint that cannot be listened to, seconds: PROTOCOL.md section 11. */
#define LONG_POLL 25
/* When it is tried to listen again, seconds, where that did not hold. */
#define LISTEN_AGAIN 300

G_DEFINE_FINAL_TYPE (MusterSyncer, muster_syncer, G_TYPE_OBJECT)

static guint changed_signal;

static void take_turn (MusterSyncer *self, MusterResponse *response);

/* ---- how it stands ----------------------------------------------------------------------------------------------- */

static MusterSyncPhase
phase_of (MusterSyncer *self, const Turn *turn)
{
  if (turn->who == NULL || !turn->who->enrolled)
    return MUSTER_SYNC_ALONE;
  if (self->paused)
    return MUSTER_SYNC_SWITCHED_OFF;
  if (!self->loaded)
    return MUSTER_SYNC_STARTING;
  switch (turn->state)
    {
    case MUSTER_ENGINE_NEEDS_AUTH:
      return MUSTER_SYNC_SIGNED_OUT;
    case MUSTER_ENGINE_HOLDING:
      return MUSTER_SYNC_HOLDING;
    case MUSTER_ENGINE_NEEDS_UPGRADE:
      return MUSTER_SYNC_OUTDATED;
    case MUSTER_ENGINE_BACKING_OFF:
      return MUSTER_SYNC_OFFLINE;
    case MUSTER_ENGINE_IDLE:
    case MUSTER_ENGINE_OFF:
      return MUSTER_SYNC_RESTING;
    case MUSTER_ENGINE_PUSHING:
    case MUSTER_ENGINE_PULLING:
    case MUSTER_ENGINE_FILLING:
    case MUSTER_ENGINE_REFRESHING:
    case MUSTER_ENGINE_FORKING:
    case MUSTER_ENGINE_RECONCILING:
    default:
      /* It is left there for what may come, and says that all is here by that. */
      return turn->request != NULL && turn->request->wait > 0 ? MUSTER_SYNC_RESTING : MUSTER_SYNC_WORKING;
    }
}

static void
set_text (char **text, const char *value)
{
  char *copy = g_strdup (value);

  g_free (*text);
  *text = copy;
}

static void
emit_changed (MusterSyncer *self)
{
  self->status.address = self->address;
  self->status.person = self->person;
  self->status.failure = self->failure;
  g_signal_emit (self, changed_signal, 0);
}

/* What came, and how much there still is. */
static void
take_progress (MusterSyncer *self, const Turn *turn)
{
  MusterSyncStatus *status = &self->status;

  status->n_received += turn->n_foreign;
  muster_progress_note (&status->progress, muster_clock_now (self->clock), turn->who->cursor.seq, turn->head,
                        turn->n_bytes);
  if (status->phase != MUSTER_SYNC_WORKING)
    muster_progress_rest (&status->progress);
}

static void
take_status (MusterSyncer *self, const Turn *turn)
{
  MusterSyncStatus *status = &self->status;
  MusterSyncPhase phase = phase_of (self, turn);

  /* While it is tried again it is not known to be otherwise. */
  if (phase == MUSTER_SYNC_WORKING && turn->failure != NULL && status->phase == MUSTER_SYNC_OFFLINE)
    phase = MUSTER_SYNC_OFFLINE;
  if (phase != MUSTER_SYNC_OFFLINE)
    status->offline_since = 0;
  else if (status->offline_since == 0)
    status->offline_since = muster_clock_now (self->clock);
  status->phase = phase;
  status->next_try = phase == MUSTER_SYNC_OFFLINE && turn->step == MUSTER_ENGINE_WAIT ? turn->until : 0;
  status->lasting = muster_keys_are_lasting (self->desk->keys);
  status->ahead = turn->ahead;
  status->n_vanishing = turn->n_vanishing;
  muster_vanishing_unref (status->vanishing);
  status->vanishing = muster_vanishing_ref (turn->vanishing);
  /* While it is tried again it is not known to be otherwise. */
  status->server_full = phase == MUSTER_SYNC_OFFLINE
                        && (turn->server_full || (status->server_full && turn->request != NULL));
  set_text (&self->failure, turn->failure);
  if (turn->who != NULL)
    {
      status->last_heard = turn->who->last_heard;
      status->first = turn->who->partial;
      take_progress (self, turn);
      self->server = turn->who->server;
      set_text (&self->address, turn->who->enrolled ? turn->who->address : NULL);
      set_text (&self->person, turn->who->enrolled ? turn->who->person_name : NULL);
    }
  emit_changed (self);
}

/* ---- news -------------------------------------------------------------------------------------------------------- */

/* A clock that was set back must not make it deaf for longer than was meant. */
static gboolean
is_deaf (MusterSyncer *self)
{
  MusterTime now = muster_clock_now (self->clock);

  return self->deaf && now < self->deaf_until && self->deaf_until - now <= LISTEN_AGAIN * G_USEC_PER_SEC;
}

static void
stop_listening (MusterSyncer *self)
{
  if (self->courier != NULL)
    muster_courier_stop_listening (self->courier);
  self->status.live = FALSE;
}

static void
on_news_cb (gboolean heard, gpointer data)
{
  MusterSyncer *self = data;

  /* One that held ends when its key is too old: the next turn has a new one. */
  if (!heard && !self->status.live)
    {
      self->deaf = TRUE;
      self->deaf_until = muster_clock_now (self->clock) + LISTEN_AGAIN * G_USEC_PER_SEC;
    }
  self->status.live = heard;
  if (heard)
    self->deaf = FALSE;
  muster_syncer_nudge (self);
}

static void
listen (MusterSyncer *self, const Turn *turn)
{
  if (self->courier == NULL || turn->access == NULL || self->paused || is_deaf (self)
      || muster_courier_is_listening (self->courier))
    return;
  muster_courier_listen (self->courier, turn->access, &self->server, on_news_cb, self);
}

/* ---- a turn, on the main thread ---------------------------------------------------------------------------------- */

static void
on_carried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterSyncer) self = data;
  MusterResponse *response = muster_courier_call_finish (result);

  self->out = FALSE;
  take_turn (self, response);
}

typedef struct {
  MusterSyncer *syncer;
  Turn         *turn;
} Taken;

static Taken *
taken_new (MusterSyncer *syncer, Turn *turn /* taken */)
{
  Taken *self = g_new (Taken, 1);

  self->syncer = g_object_ref (syncer);
  self->turn = turn;
  return self;
}

static void
on_worked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Taken *taken = data;
  g_autoptr(MusterSyncer) self = taken->syncer;
  gboolean done = muster_store_write_finish (MUSTER_STORE (source), result, NULL);

  if (done && !self->stopped && taken->turn->who != NULL)
    {
      take_progress (self, taken->turn);
      emit_changed (self);
    }
  muster_sync_turn_unref (taken->turn);
}

/* A page that came before is applied while the next is on its way. */
static void
work (MusterSyncer *self)
{
  Turn *turn = muster_sync_turn_new (self->desk);

  muster_store_write_async (self->store, muster_sync_turn_work, muster_sync_turn_ref (turn),
                            (GDestroyNotify) muster_sync_turn_unref, NULL, on_worked_cb, taken_new (self, turn));
}

/* Without a courier it is as if nobody had answered. */
static void
send_request (MusterSyncer *self, MusterRequest *request /* taken */)
{
  g_autoptr(GError) error = NULL;

  if (self->courier == NULL)
    self->courier = muster_trust_open_courier (muster_store_get_path (self->store), self->address, NULL, &error);
  if (self->courier == NULL)
    {
      MusterResponse *response = muster_response_new (0);

      response->failure = g_strdup (error->message);
      muster_request_free (request);
      take_turn (self, response);
      return;
    }
  self->out = TRUE;
  self->left = request->wait > 0;
  muster_courier_call_async (self->courier, request, on_carried_cb, g_object_ref (self));
  work (self);
}

static gboolean
on_timer_cb (gpointer data)
{
  MusterSyncer *self = data;

  self->timer = 0;
  take_turn (self, NULL);
  return G_SOURCE_REMOVE;
}

static void
wait_until (MusterSyncer *self, MusterTime until)
{
  gint64 left = until - muster_clock_now (self->clock);

  if (until != G_MAXINT64)
    self->timer = g_timeout_add ((guint) CLAMP (left / 1000 + 1, 1, G_MAXINT), on_timer_cb, self);
}

/* Without a keyring the engine says that the key is lost, and what to do. */
static void
on_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterSyncer) self = data;

  muster_keys_load_finish (self->desk->keys, result, NULL);
  self->loaded = TRUE;
  take_turn (self, NULL);
}

static void
on_turned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Taken *taken = data;
  g_autoptr(MusterSyncer) self = taken->syncer;
  Turn *turn = taken->turn;
  gboolean done = muster_store_write_finish (MUSTER_STORE (source), result, NULL);

  self->turning = FALSE;
  if (done && !self->stopped)
    {
      take_status (self, turn);
      if (!self->loaded && turn->who != NULL && turn->who->enrolled)
        muster_keys_load_async (self->desk->keys, self->cancellable, on_loaded_cb, g_object_ref (self));
      else if (turn->request != NULL)
        send_request (self, g_steal_pointer (&turn->request));
      else if (self->again)
        take_turn (self, NULL);
      else
        {
          wait_until (self, turn->until);
          listen (self, turn);
        }
    }
  muster_sync_turn_unref (turn);
}

/* response: of what was out, taken; NULL: nothing was. */
static void
take_turn (MusterSyncer *self, MusterResponse *response)
{
  Turn *turn;

  if (self->stopped || self->turning || self->out)
    {
      g_clear_pointer (&response, muster_response_free);
      return;
    }
  g_clear_handle_id (&self->timer, g_source_remove);
  turn = muster_sync_turn_new (self->desk);
  turn->response = response;
  turn->given_up = self->giving_up && response != NULL && response->status == 0;
  turn->nudged = self->again;
  turn->let_vanish = self->let_vanish;
  turn->vanishing_limit = self->vanishing_limit;
  self->let_vanish = FALSE;
  turn->paused = self->paused || !self->loaded;
  turn->wait = is_deaf (self) ? LONG_POLL : 0;
  self->giving_up = self->again = self->left = FALSE;
  self->turning = TRUE;
  muster_store_write_async (self->store, muster_sync_turn_do, muster_sync_turn_ref (turn),
                            (GDestroyNotify) muster_sync_turn_unref, NULL, on_turned_cb, taken_new (self, turn));
}

static void
give_up (MusterSyncer *self)
{
  if (!self->out || self->giving_up)
    return;
  self->giving_up = TRUE;
  muster_courier_give_up (self->courier);
}

void
muster_syncer_take_courier (MusterSyncer *self, MusterCourier *courier)
{
  stop_listening (self);
  give_up (self);
  g_clear_pointer (&self->courier, muster_courier_free);
  self->courier = courier;
  self->deaf = FALSE;
  /* It has joined: it has the keys, and is not alone any more. */
  self->loaded = TRUE;
  self->again = TRUE;
  take_turn (self, NULL);
}

/* ---- for its owner ----------------------------------------------------------------------------------------------- */

const MusterSyncStatus *
muster_syncer_get_status (MusterSyncer *self)
{
  return &self->status;
}

void
muster_syncer_nudge (MusterSyncer *self)
{
  if (!self->loaded || self->stopped || self->status.phase == MUSTER_SYNC_ALONE)
    return;
  self->again = TRUE;
  if (self->left)
    give_up (self);
  take_turn (self, NULL);
}

void
muster_syncer_set_vanishing_limit (MusterSyncer *self, guint limit)
{
  self->vanishing_limit = limit;
}

void
muster_syncer_let_vanish (MusterSyncer *self)
{
  self->let_vanish = TRUE;
  muster_syncer_nudge (self);
}

void
muster_syncer_set_paused (MusterSyncer *self, gboolean paused)
{
  if (self->paused == paused)
    return;
  self->paused = paused;
  if (paused)
    {
      stop_listening (self);
      give_up (self);
    }
  muster_syncer_nudge (self);
}

void
muster_syncer_stop (MusterSyncer *self)
{
  if (self->stopped)
    return;
  self->stopped = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->begin_id, g_source_remove);
  g_object_set_data (G_OBJECT (self->store), "muster-syncer", NULL);
  g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_pointer (&self->courier, muster_courier_free);
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static void
on_unsent_cb (MusterSyncer *self)
{
  guint n = 0;

  g_object_get (self->store, "n-unsent", &n, NULL);
  if (n > self->n_unsent)
    muster_syncer_nudge (self);
  self->n_unsent = n;
}

static void
muster_syncer_dispose (GObject *object)
{
  MusterSyncer *self = MUSTER_SYNCER (object);

  if (self->store != NULL)
    muster_syncer_stop (self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_syncer_parent_class)->dispose (object);
}

static void
muster_syncer_finalize (GObject *object)
{
  MusterSyncer *self = MUSTER_SYNCER (object);

  muster_sync_desk_unref (self->desk);
  muster_clock_unref (self->clock);
  g_object_unref (self->cancellable);
  muster_vanishing_unref (self->status.vanishing);
  g_free (self->address);
  g_free (self->person);
  g_free (self->failure);
  G_OBJECT_CLASS (muster_syncer_parent_class)->finalize (object);
}

static void
muster_syncer_class_init (MusterSyncerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_syncer_dispose;
  G_OBJECT_CLASS (klass)->finalize = muster_syncer_finalize;
  changed_signal = g_signal_new ("changed", MUSTER_TYPE_SYNCER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
muster_syncer_init (MusterSyncer *self)
{
  self->cancellable = g_cancellable_new ();
}

/* What is to be seen first goes first. */
static gboolean
on_begin_cb (gpointer data)
{
  MusterSyncer *self = data;

  self->begin_id = 0;
  take_turn (self, NULL);
  return G_SOURCE_REMOVE;
}

MusterSyncer *
muster_syncer_new (MusterStore *store, MusterClock *clock, gboolean paused)
{
  MusterSyncer *self = g_object_new (MUSTER_TYPE_SYNCER, NULL);

  self->store = g_object_ref (store);
  self->clock = muster_clock_ref (clock);
  self->paused = paused;
  self->vanishing_limit = MUSTER_VANISHING_LIMIT;
  self->desk = muster_sync_desk_new (clock, muster_keys_share (muster_store_get_path (store)));
  g_signal_connect_object (store, "notify::n-unsent", G_CALLBACK (on_unsent_cb), self, G_CONNECT_SWAPPED);
  g_object_set_data (G_OBJECT (store), "muster-syncer", self);
  self->begin_id = g_idle_add_full (G_PRIORITY_LOW, on_begin_cb, self, NULL);
  return self;
}

MusterSyncer *
muster_syncer_of (MusterStore *store)
{
  return g_object_get_data (G_OBJECT (store), "muster-syncer");
}
