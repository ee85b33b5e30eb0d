/* muster-courier.c - a thread with a main loop, to which the owner's calls are posted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-courier.h"

#include "muster-transport.h"
#include "muster-wire.h"

/* Who is told of news. Shared with the hints that are under way to the owner; func is the owner's thread's alone. */
typedef struct {
  gint           n_refs;
  GMainContext  *context;
  MusterNewsFunc func; /* NULL: nobody listens any more */
  gpointer       data;
} Ears;

struct _MusterCourier {
  GThread         *thread;
  GMainContext    *context;
  GMainLoop       *loop;
  char            *address, *authority;
  GError          *error;       /* why the thread could not begin; NULL: it did */
  GAsyncQueue     *received;    /* MusterResponse; the courier itself: the thread has begun */
  GCancellable    *cancellable; /* of what is out; the owner's thread makes another for the next */
  Ears            *ears;        /* nullable; the owner's thread */

  MusterTransport *transport;   /* the courier's own thread, as what follows */
  MusterListening *listening;   /* nullable */
  Ears            *told;        /* nullable; by the listening */
  guint            n_out;
};

/* ---- the thread -------------------------------------------------------------------------------------------------- */

static MusterTransport *
open_transport (MusterCourier *self)
{
  g_autoptr(MusterTransport) transport = muster_transport_new (self->address, &self->error);

  return transport != NULL && muster_transport_set_trust (transport, self->authority, &self->error)
           ? g_steal_pointer (&transport)
           : NULL;
}

static void ears_unref (Ears *self);

static void
stop_telling (MusterCourier *self)
{
  g_clear_pointer (&self->listening, muster_listening_stop);
  g_clear_pointer (&self->told, ears_unref);
}

/* A session of libsoup stays on the thread that made it. */
static gpointer
run (gpointer data)
{
  MusterCourier *self = data;

  g_main_context_push_thread_default (self->context);
  self->transport = open_transport (self);
  g_async_queue_push (self->received, self);
  if (self->transport != NULL)
    g_main_loop_run (self->loop);
  stop_telling (self);
  /* What was given up comes back in a turn of its own. */
  while (self->n_out > 0)
    g_main_context_iteration (self->context, TRUE);
  g_clear_pointer (&self->transport, muster_transport_free);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static void
post (MusterCourier *self, GSourceFunc func, gpointer data, GDestroyNotify free_data)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, free_data);
  g_source_attach (source, self->context);
}

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/* ---- requests ---------------------------------------------------------------------------------------------------- */

typedef struct {
  MusterCourier       *courier;
  const MusterRequest *request;
  GCancellable        *cancellable;
  GTask               *task; /* owns the request, and gets the answer; NULL: the queue gets it */
} Errand;

/* Whether it is a page of ours is for the engine to judge; what cannot be read here it reads again, to say why. */
static void
read_ahead (const MusterRequest *request, MusterResponse *response)
{
  if (response->status == 200 && response->body != NULL && g_str_equal (request->path, "/v1/pull"))
    response->page = muster_wire_parse_page (response->body, NULL);
}

static void
on_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Errand *errand = data;
  MusterResponse *response = muster_transport_send_finish (errand->courier->transport, result);

  g_object_unref (errand->cancellable);
  errand->courier->n_out--;
  read_ahead (errand->request, response);
  if (errand->task == NULL)
    {
      g_async_queue_push (errand->courier->received, response);
      return;
    }
  g_task_return_pointer (errand->task, response, (GDestroyNotify) muster_response_free);
  g_object_unref (errand->task);
}

static gboolean
set_out (gpointer data)
{
  Errand *errand = data;

  errand->courier->n_out++;
  muster_transport_send (errand->courier->transport, errand->request, errand->cancellable, on_answered_cb, errand);
  return G_SOURCE_REMOVE;
}

static void
send_errand (MusterCourier *self, const MusterRequest *request, GTask *task)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->courier = self;
  errand->request = request;
  errand->cancellable = g_object_ref (self->cancellable);
  errand->task = task;
  post (self, set_out, errand, NULL);
}

void
muster_courier_send (MusterCourier *self, const MusterRequest *request)
{
  send_errand (self, request, NULL);
}

MusterResponse *
muster_courier_receive (MusterCourier *self)
{
  return g_async_queue_pop (self->received);
}

MusterResponse *
muster_courier_call (MusterCourier *self, const MusterRequest *request)
{
  muster_courier_send (self, request);
  return muster_courier_receive (self);
}

void
muster_courier_call_async (MusterCourier *self, MusterRequest *request, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (NULL, NULL, callback, data);

  g_task_set_source_tag (task, muster_courier_call_async);
  g_task_set_task_data (task, request, (GDestroyNotify) muster_request_free);
  send_errand (self, request, task);
}

MusterResponse *
muster_courier_call_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
muster_courier_give_up (MusterCourier *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
}

/* ---- news -------------------------------------------------------------------------------------------------------- */

static Ears *
ears_ref (Ears *self)
{
  g_atomic_int_inc (&self->n_refs);
  return self;
}

static void
ears_unref (Ears *self)
{
  if (!g_atomic_int_dec_and_test (&self->n_refs))
    return;
  g_main_context_unref (self->context);
  g_free (self);
}

typedef struct {
  Ears    *ears;
  gboolean heard;
} Hint;

static void
hint_free (gpointer data)
{
  Hint *self = data;

  ears_unref (self->ears);
  g_free (self);
}

static gboolean
tell (gpointer data)
{
  const Hint *hint = data;

  MusterNewsFunc func = hint->ears->func;

  /* It may listen anew in there. */
  if (!hint->heard)
    hint->ears->func = NULL;
  if (func != NULL)
    func (hint->heard, hint->ears->data);
  return G_SOURCE_REMOVE;
}

static void
on_head_cb (gint64 seq, gpointer data)
{
  MusterCourier *self = data;
  Hint *hint = g_new0 (Hint, 1);
  g_autoptr(GSource) source = g_idle_source_new ();

  hint->ears = ears_ref (self->told);
  hint->heard = seq >= 0;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell, hint, hint_free);
  g_source_attach (source, self->told->context);
}

typedef struct {
  MusterCourier *courier;
  Ears          *ears;   /* NULL: listen no longer */
  char          *access;
  MusterId       server;
} Order;

static gboolean
obey (gpointer data)
{
  Order *order = data;
  MusterCourier *self = order->courier;

  stop_telling (self);
  self->told = g_steal_pointer (&order->ears);
  if (self->told != NULL)
    self->listening = muster_transport_listen (self->transport, order->access, &order->server, on_head_cb, self);
  return G_SOURCE_REMOVE;
}

static void
order_free (gpointer data)
{
  Order *order = data;

  g_clear_pointer (&order->ears, ears_unref);
  g_free (order->access);
  g_free (order);
}

static void
deafen (MusterCourier *self)
{
  if (self->ears != NULL)
    self->ears->func = NULL;
  g_clear_pointer (&self->ears, ears_unref);
}

void
muster_courier_listen (MusterCourier *self, const char *access, const MusterId *server, MusterNewsFunc func,
                       gpointer data)
{
  Order *order = g_new0 (Order, 1);

  deafen (self);
  self->ears = g_new0 (Ears, 1);
  self->ears->n_refs = 1;
  self->ears->context = g_main_context_ref_thread_default ();
  self->ears->func = func;
  self->ears->data = data;
  order->courier = self;
  order->ears = ears_ref (self->ears);
  order->access = g_strdup (access);
  order->server = *server;
  post (self, obey, order, order_free);
}

void
muster_courier_stop_listening (MusterCourier *self)
{
  Order *order;

  if (self->ears == NULL)
    return;
  deafen (self);
  order = g_new0 (Order, 1);
  order->courier = self;
  post (self, obey, order, order_free);
}

gboolean
muster_courier_is_listening (MusterCourier *self)
{
  return self->ears != NULL && self->ears->func != NULL;
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

MusterCourier *
muster_courier_new (const char *address, const char *authority, GError **error)
{
  g_autoptr(MusterCourier) self = g_new0 (MusterCourier, 1);

  self->address = g_strdup (address);
  self->authority = g_strdup (authority);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->cancellable = g_cancellable_new ();
  self->received = g_async_queue_new_full ((GDestroyNotify) muster_response_free);
  self->thread = g_thread_new ("courier", run, self);
  g_async_queue_pop (self->received);
  if (self->error == NULL)
    return g_steal_pointer (&self);
  g_propagate_error (error, g_steal_pointer (&self->error));
  return NULL;
}

void
muster_courier_free (MusterCourier *self)
{
  if (self == NULL)
    return;

  deafen (self);
  g_cancellable_cancel (self->cancellable);
  post (self, quit, self->loop, NULL);
  g_thread_join (self->thread);
  g_async_queue_unref (self->received);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_object_unref (self->cancellable);
  g_clear_error (&self->error);
  g_free (self->address);
  g_free (self->authority);
  g_free (self);
}
