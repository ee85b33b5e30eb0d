/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-hints.h"

#define KEY "muster-hints"

/* A computer that wakes tells of each address that it gets: seconds between two tries for that. */
#define GAP 5

struct _MusterHints {
  MusterHintFunc   func;
  gpointer         data;
  GNetworkMonitor *monitor; /* NULL: not there yet */
  GCancellable    *cancellable;
  guint            gap;     /* 0: it has passed */
  gboolean         again;   /* something was told meanwhile */
};

void
muster_hints_free (MusterHints *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_handle_id (&self->gap, g_source_remove);
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
  g_free (self);
}

static void try_now (MusterHints *self);

static gboolean
on_gap_cb (gpointer data)
{
  MusterHints *self = data;

  self->gap = 0;
  if (self->again)
    try_now (self);
  return G_SOURCE_REMOVE;
}

static void
try_now (MusterHints *self)
{
  self->again = self->gap != 0;
  if (self->gap != 0)
    return;
  self->gap = g_timeout_add_seconds (GAP, on_gap_cb, self);
  self->func (self->data);
}

static void
on_network_cb (GNetworkMonitor *monitor, gboolean available, MusterHints *self)
{
  if (available)
    try_now (self);
}

static void
listen_to (MusterHints *self, GNetworkMonitor *monitor)
{
  self->monitor = g_object_ref (monitor);
  g_signal_connect (monitor, "network-changed", G_CALLBACK (on_network_cb), self);
}

/* It may ask other programs before it is there. What it tells later comes in the main loop all the same. */
static void
open_monitor (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, g_object_ref (g_network_monitor_get_default ()), g_object_unref);
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GNetworkMonitor) monitor = g_task_propagate_pointer (G_TASK (result), NULL);

  /* NULL: the syncer has gone meanwhile, and self with it. */
  if (monitor != NULL)
    listen_to (data, monitor);
}

MusterHints *
muster_hints_new (GNetworkMonitor *monitor, MusterHintFunc func, gpointer data)
{
  MusterHints *self = g_new0 (MusterHints, 1);

  self->func = func;
  self->data = data;
  self->cancellable = g_cancellable_new ();
  if (monitor != NULL)
    {
      listen_to (self, monitor);
    }
  else
    {
      g_autoptr(GTask) task = g_task_new (NULL, self->cancellable, on_opened_cb, self);

      g_task_set_source_tag (task, muster_hints_new);
      g_task_run_in_thread (task, open_monitor);
    }
  return self;
}

/* ---- a syncer ---------------------------------------------------------------------------------------------------- */

static void
nudge (gpointer syncer)
{
  if (muster_syncer_get_status (syncer)->phase != MUSTER_SYNC_SWITCHED_OFF)
    muster_syncer_nudge (syncer);
}

void
muster_hints_follow (MusterSyncer *syncer, GNetworkMonitor *monitor)
{
  g_object_set_data_full (G_OBJECT (syncer), KEY, muster_hints_new (monitor, nudge, syncer),
                          (GDestroyNotify) muster_hints_free);
}
