/* muster-today-ahead.c - Today, read before it is asked for.
 *
 * A window that starts is busy for a while before it can ask, and its replica has nothing to do meanwhile. What was
 * read is given once, to the same question, of the same person, on the same day, while nothing has been written since.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-today-private.h"

struct _MusterTodayAhead {
  MusterTodayQuestion question;
  gint64              writes;
  MusterToday        *today;
};

void
muster_today_ahead_free (MusterTodayAhead *self)
{
  if (self == NULL)
    return;
  muster_today_free (self->today);
  g_free (self);
}

gboolean
muster_replica_read_today_ahead (MusterReplica *self, const MusterTodayQuestion *question, GError **error)
{
  g_autoptr(MusterTodayAhead) ahead = g_new0 (MusterTodayAhead, 1);

  /* Before it is read: what is written meanwhile makes it old. */
  ahead->writes = muster_replica_count_writes (self);
  ahead->question = *question;
  ahead->today = muster_replica_read_today (self, question, error);
  g_clear_pointer (&self->ahead, muster_today_ahead_free);
  if (ahead->today == NULL)
    return FALSE;
  self->ahead = g_steal_pointer (&ahead);
  return TRUE;
}

static gboolean
is_same_question (const MusterTodayQuestion *a, const MusterTodayQuestion *b)
{
  return a->mine == b->mine && a->since == b->since && muster_id_equal (&a->scope, &b->scope)
         && memcmp (a->limits, b->limits, sizeof a->limits) == 0;
}

MusterToday *
muster_today_take_ahead (MusterReplica *self, const MusterTodayQuestion *question)
{
  g_autoptr(MusterTodayAhead) ahead = g_steal_pointer (&self->ahead);

  if (ahead == NULL || !is_same_question (&ahead->question, question)
      || ahead->today->today != muster_clock_today (self->clock)
      || g_strcmp0 (ahead->today->actor, self->actor) != 0 || ahead->writes != muster_replica_count_writes (self))
    return NULL;
  return g_steal_pointer (&ahead->today);
}
