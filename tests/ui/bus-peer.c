/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bus-peer.h"

#define WITNESS "org.example.Witness"

struct BusPeer {
  GtDBusQueue  *queue;
  GMainContext *context; /* of the queue's thread */
  gboolean      gone;    /* atomic: nobody holds its side of the bus */
};

static void
on_gone_cb (gpointer data, GObject *connection)
{
  BusPeer *self = data;

  g_atomic_int_set (&self->gone, TRUE);
  g_main_context_wakeup (self->context);
}

/* On the thread of the queue. Who asks shows which connection is the peer's; a message that is popped is held twice: by
 * who pops it, and until it is replied to. */
static void
learn (GtDBusQueue *queue, gpointer data)
{
  BusPeer *self = data;
  g_autoptr(GDBusMethodInvocation) invocation = NULL;

  self->context = g_main_context_ref_thread_default ();
  g_assert_true (gt_dbus_queue_pop_message (queue, &invocation));
  g_object_weak_ref (G_OBJECT (g_dbus_method_invocation_get_connection (invocation)), on_gone_cb, self);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
ask_witness (BusPeer *self)
{
  static const char interface[] = "<node><interface name='" WITNESS "'><method name='Ask'/></interface></node>";
  g_autoptr(GError) error = NULL;
  g_autoptr(GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (interface, &error);
  g_autoptr(GVariant) reply = NULL;

  g_assert_no_error (error);
  gt_dbus_queue_own_name (self->queue, WITNESS);
  bus_peer_export (self, info, "/", WITNESS);
  reply = g_dbus_connection_call_sync (gt_dbus_queue_get_client_connection (self->queue), WITNESS, "/", WITNESS, "Ask",
                                       NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

BusPeer *
bus_peer_new (void)
{
  BusPeer *self = g_new0 (BusPeer, 1);
  g_autoptr(GError) error = NULL;

  self->queue = gt_dbus_queue_new ();
  g_assert_true (gt_dbus_queue_connect (self->queue, &error));
  g_assert_no_error (error);
  gt_dbus_queue_set_server_func (self->queue, learn, self);
  ask_witness (self);
  return self;
}

/* That a connection has closed is told by a thread of GDBus, and may come after the queue's own thread has ended.
 * gt_dbus_queue_free() of 0.1.1 finds it then where nothing may be left, and aborts: so it is taken out first. */
void
bus_peer_free (BusPeer *self)
{
  gt_dbus_queue_disconnect (self->queue, TRUE);
  while (!g_atomic_int_get (&self->gone))
    g_main_context_iteration (self->context, TRUE);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  gt_dbus_queue_free (self->queue);
  g_main_context_unref (self->context);
  g_free (self);
}

GtDBusQueue *
bus_peer_get_queue (BusPeer *self)
{
  return self->queue;
}

void
bus_peer_export (BusPeer *self, GDBusNodeInfo *info, const char *path, const char *interface)
{
  g_autoptr(GError) error = NULL;

  gt_dbus_queue_export_object (self->queue, path, g_dbus_node_info_lookup_interface (info, interface), &error);
  g_assert_no_error (error);
}
