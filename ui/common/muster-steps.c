/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-steps.h"

struct _MusterSteps {
  GtkWidget *owner;
  MusterStepFunc step;
  guint n, done;
  guint tick;
  gboolean unseen; /* what was done at once */
};

MusterSteps *
muster_steps_new (GtkWidget *owner, MusterStepFunc step)
{
  MusterSteps *self = g_new0 (MusterSteps, 1);

  self->owner = owner;
  self->step = step;
  return self;
}

static void
stop (MusterSteps *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (self->owner, self->tick);
  self->tick = 0;
}

void
muster_steps_free (MusterSteps *self)
{
  stop (self);
  g_free (self);
}

static gboolean
on_tick_cb (GtkWidget *owner, GdkFrameClock *clock, gpointer data)
{
  MusterSteps *self = data;

  if (self->unseen)
    {
      self->unseen = FALSE;
      return G_SOURCE_CONTINUE;
    }
  self->step (owner, self->done++);
  if (self->done < self->n)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

void
muster_steps_run (MusterSteps *self, guint n, guint at_once)
{
  stop (self);
  self->n = n;
  self->done = 0;
  while (self->done < MIN (n, at_once))
    self->step (self->owner, self->done++);
  self->unseen = self->done > 0;
  if (self->done < n)
    self->tick = gtk_widget_add_tick_callback (self->owner, on_tick_cb, self, NULL);
}
