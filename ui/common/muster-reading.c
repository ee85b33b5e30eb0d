/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-reading.h"

/* Changes come in swarms while a sync runs. */
#define BETWEEN_MS 60

struct _MusterReading {
  GObject parent_instance;
  MusterStore *store;
  GtkWidget *widget;         /* not owned; NULL: it has gone */
  const MusterReadingFuncs *funcs;
  GCancellable *under_way;   /* nullable */
  gint64 asked_at;           /* monotonic time, µs */
  guint source;              /* asks when enough time has gone by */
  gboolean wanted;           /* something is shown */
  gboolean stale;            /* something changed since it was asked for */
};

G_DEFINE_FINAL_TYPE (MusterReading, muster_reading, G_TYPE_OBJECT)

static void ask_now (MusterReading *self);

static void
leave_off (MusterReading *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->under_way);
  g_clear_object (&self->under_way);
}

static gboolean
on_time_cb (gpointer data)
{
  MusterReading *self = data;

  self->source = 0;
  ask_now (self);
  return G_SOURCE_REMOVE;
}

static void
ask_soon (MusterReading *self)
{
  gint64 passed = (g_get_monotonic_time () - self->asked_at) / 1000;

  self->stale = TRUE;
  if (self->under_way != NULL || self->source != 0 || !gtk_widget_get_mapped (self->widget))
    return;
  if (passed < BETWEEN_MS)
    self->source = g_timeout_add ((guint) (BETWEEN_MS - passed), on_time_cb, self);
  else
    ask_now (self);
}

static void
hand_over (MusterReading *self, gpointer answer, const GError *error)
{
  if (answer != NULL)
    self->funcs->take (self->widget, answer);
  else if (self->funcs->fail != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    self->funcs->fail (self->widget, error->message);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterReading) self = data;
  g_autoptr(GError) error = NULL;
  gpointer answer = muster_store_read_finish (MUSTER_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->under_way);
  /* It may turn to something else with this answer, or go. */
  hand_over (self, answer, error);
  if (self->widget != NULL && self->wanted && self->stale)
    ask_soon (self);
}

static void
ask_now (MusterReading *self)
{
  gpointer question;

  leave_off (self);
  /* A page is made to be shown: what it asks first is read while the window is laid out for it. */
  self->stale = self->asked_at != 0 && !gtk_widget_get_mapped (self->widget);
  if (self->stale)
    return;
  question = self->funcs->ask (self->widget);
  if (question == NULL)
    return;
  self->asked_at = g_get_monotonic_time ();
  self->under_way = g_cancellable_new ();
  muster_store_read_async (self->store, self->funcs->read, question, self->funcs->free_question,
                           self->funcs->free_answer, self->under_way, on_read_cb, g_object_ref (self));
}

void
muster_reading_ask (MusterReading *self)
{
  /* An answer on its way keeps it beyond its widget. */
  if (self->widget == NULL)
    return;
  self->wanted = TRUE;
  ask_now (self);
}

void
muster_reading_forget (MusterReading *self)
{
  leave_off (self);
  self->wanted = FALSE;
  self->stale = FALSE;
}

gboolean
muster_reading_is_current (MusterReading *self)
{
  return self->wanted && !self->stale && self->under_way == NULL;
}

static void
on_changed_cb (MusterReading *self)
{
  if (self->wanted)
    ask_soon (self);
}

static void
on_map_cb (MusterReading *self)
{
  if (self->wanted && self->stale)
    ask_now (self);
}

static void
on_destroy_cb (MusterReading *self)
{
  muster_reading_forget (self);
  self->widget = NULL;
}

static void
muster_reading_dispose (GObject *object)
{
  MusterReading *self = MUSTER_READING (object);

  leave_off (self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_reading_parent_class)->dispose (object);
}

static void
muster_reading_class_init (MusterReadingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_reading_dispose;
}

static void
muster_reading_init (MusterReading *self)
{
}

MusterReading *
muster_reading_new (MusterStore *store, GtkWidget *widget, const MusterReadingFuncs *funcs)
{
  MusterReading *self = g_object_new (MUSTER_TYPE_READING, NULL);

  self->store = g_object_ref (store);
  self->widget = widget;
  self->funcs = funcs;
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (widget, "map", G_CALLBACK (on_map_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (widget, "destroy", G_CALLBACK (on_destroy_cb), self, G_CONNECT_SWAPPED);
  return self;
}
