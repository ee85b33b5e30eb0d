/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-courier.h"

#include "muster-transport.h"
#include "muster-wire.h"

struct _MusterCourier {
  GThread     *thread;
  char        *address, *authority;
  GError      *error;    /* why the thread could not begin; NULL: it did */
  GAsyncQueue *sent;     /* const MusterRequest; the courier itself: the end */
  GAsyncQueue *received; /* MusterResponse; the courier itself: the thread has begun */
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

/* Whether it is a page of ours is for the engine to judge; what cannot be read here it reads again, to say why. */
static void
read_ahead (const MusterRequest *request, MusterResponse *response)
{
  if (response->status == 200 && response->body != NULL && g_str_equal (request->path, "/v1/pull"))
    response->page = muster_wire_parse_page (response->body, NULL);
}

static void
carry_all (MusterCourier *self, MusterTransport *transport)
{
  gpointer item;

  while ((item = g_async_queue_pop (self->sent)) != self)
    {
      MusterResponse *response = muster_transport_call (transport, item);

      read_ahead (item, response);
      g_async_queue_push (self->received, response);
    }
}

/* A session of libsoup stays on the thread that made it. */
static gpointer
run (gpointer data)
{
  MusterCourier *self = data;
  g_autoptr(GMainContext) context = g_main_context_new ();
  MusterTransport *transport;

  g_main_context_push_thread_default (context);
  transport = open_transport (self);
  g_async_queue_push (self->received, self);
  if (transport != NULL)
    carry_all (self, transport);
  muster_transport_free (transport);
  g_main_context_pop_thread_default (context);
  return NULL;
}

/* ---- for the owner ----------------------------------------------------------------------------------------------- */

MusterCourier *
muster_courier_new (const char *address, const char *authority, GError **error)
{
  g_autoptr(MusterCourier) self = g_new0 (MusterCourier, 1);

  self->address = g_strdup (address);
  self->authority = g_strdup (authority);
  self->sent = g_async_queue_new ();
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

  g_async_queue_push (self->sent, self);
  g_thread_join (self->thread);
  g_async_queue_unref (self->sent);
  g_async_queue_unref (self->received);
  g_clear_error (&self->error);
  g_free (self->address);
  g_free (self->authority);
  g_free (self);
}

void
muster_courier_send (MusterCourier *self, const MusterRequest *request)
{
  g_async_queue_push (self->sent, (gpointer) request);
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
