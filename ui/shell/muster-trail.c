/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-trail.h"

/* A day's walk; the oldest steps are forgotten. */
#define MAX_STEPS 100

struct _MusterTrail
{
  GQueue back;    /* of MusterSpot, the latest last */
  GQueue forward; /* likewise: the next one last */
};

void
muster_spot_free (MusterSpot *spot)
{
  g_free (spot->page);
  g_free (spot);
}

static void
push (GQueue *queue, const char *page, const MusterId *record)
{
  MusterSpot *spot = g_new0 (MusterSpot, 1);

  spot->page = g_strdup (page);
  if (record != NULL)
    spot->record = *record;
  g_queue_push_tail (queue, spot);
  if (queue->length > MAX_STEPS)
    muster_spot_free (g_queue_pop_head (queue));
}

MusterTrail *
muster_trail_new (void)
{
  MusterTrail *self = g_new0 (MusterTrail, 1);

  g_queue_init (&self->back);
  g_queue_init (&self->forward);
  return self;
}

void
muster_trail_clear (MusterTrail *self)
{
  g_queue_clear_full (&self->back, (GDestroyNotify) muster_spot_free);
  g_queue_clear_full (&self->forward, (GDestroyNotify) muster_spot_free);
}

void
muster_trail_free (MusterTrail *self)
{
  muster_trail_clear (self);
  g_free (self);
}

void
muster_trail_leave (MusterTrail *self, const char *page, const MusterId *record)
{
  push (&self->back, page, record);
  g_queue_clear_full (&self->forward, (GDestroyNotify) muster_spot_free);
}

gboolean
muster_trail_can_go_back (MusterTrail *self)
{
  return !g_queue_is_empty (&self->back);
}

gboolean
muster_trail_can_go_forward (MusterTrail *self)
{
  return !g_queue_is_empty (&self->forward);
}

static MusterSpot *
go (GQueue *from, GQueue *to, const char *page, const MusterId *record)
{
  if (g_queue_is_empty (from))
    return NULL;
  push (to, page, record);
  return g_queue_pop_tail (from);
}

MusterSpot *
muster_trail_go_back (MusterTrail *self, const char *page, const MusterId *record)
{
  return go (&self->back, &self->forward, page, record);
}

MusterSpot *
muster_trail_go_forward (MusterTrail *self, const char *page, const MusterId *record)
{
  return go (&self->forward, &self->back, page, record);
}
