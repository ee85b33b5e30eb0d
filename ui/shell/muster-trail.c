/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-trail.h"

/* A day's walk; the oldest steps are forgotten. */
#define MAX_STEPS 100
/* As many as a glance takes in. */
#define MAX_PLACES 8

struct _MusterTrail
{
  gatomicrefcount refs;
  GQueue back;    /* of MusterSpot, the latest last */
  GQueue forward; /* likewise: the next one last */
  GArray *places; /* of MusterId, the latest first */
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

  g_atomic_ref_count_init (&self->refs);
  self->places = g_array_new (FALSE, FALSE, sizeof (MusterId));
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

MusterTrail *
muster_trail_ref (MusterTrail *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
muster_trail_unref (MusterTrail *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  muster_trail_clear (self);
  g_array_unref (self->places);
  g_free (self);
}

void
muster_trail_note (MusterTrail *self, const MusterId *record)
{
  MusterId copy = *record;

  for (guint i = 0; i < self->places->len; i++)
    if (muster_id_equal (&g_array_index (self->places, MusterId, i), &copy))
      {
        g_array_remove_index (self->places, i);
        break;
      }
  g_array_prepend_val (self->places, copy);
  if (self->places->len > MAX_PLACES)
    g_array_set_size (self->places, MAX_PLACES);
}

GArray *
muster_trail_dup_places (MusterTrail *self)
{
  return g_array_copy (self->places);
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
