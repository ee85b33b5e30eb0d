/* muster-clock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-clock.h"

/* 1 January 1970 and 31 December 9999 as Julian days. */
#define EPOCH_DAY 719163
#define LAST_DAY 3652059
#define SECONDS_PER_DAY 86400

struct _MusterClock {
  gatomicrefcount refs;
  gboolean fixed;
  MusterTime now;  /* fixed clocks only; read and written atomically */
  GTimeZone *zone; /* owned */
};

static MusterClock *
new_clock (gboolean fixed, MusterTime now)
{
  MusterClock *self = g_new0 (MusterClock, 1);

  g_atomic_ref_count_init (&self->refs);
  self->fixed = fixed;
  self->now = now;
  self->zone = g_time_zone_new_identifier ("Europe/London");
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  return self;
}

static gint64
divide_down (gint64 n, gint64 by)
{
  return n / by - (n % by < 0);
}

MusterClock *
muster_clock_new_system (void)
{
  return new_clock (FALSE, 0);
}

MusterClock *
muster_clock_new_fixed (MusterTime now)
{
  return new_clock (TRUE, now);
}

MusterClock *
muster_clock_ref (MusterClock *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
muster_clock_unref (MusterClock *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->refs))
    {
      g_time_zone_unref (self->zone);
      g_free (self);
    }
}

MusterTime
muster_clock_now (const MusterClock *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->fixed ? __atomic_load_n (&self->now, __ATOMIC_SEQ_CST) : g_get_real_time ();
}

void
muster_clock_set (MusterClock *self, MusterTime now)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->fixed);

  __atomic_store_n (&self->now, now, __ATOMIC_SEQ_CST);
}

guint32
muster_clock_today (const MusterClock *self)
{
  gint64 seconds;
  gint64 day;
  int interval;

  g_return_val_if_fail (self != NULL, 0);

  seconds = divide_down (muster_clock_now (self), G_USEC_PER_SEC);
  interval = g_time_zone_find_interval (self->zone, G_TIME_TYPE_UNIVERSAL, seconds);
  seconds += g_time_zone_get_offset (self->zone, interval);
  day = divide_down (seconds, SECONDS_PER_DAY) + EPOCH_DAY;

  /* A clock that is thousands of years off must not hand an impossible day to GDate. */
  return CLAMP (day, 1, LAST_DAY);
}

MusterTime
muster_clock_day_begins (const MusterClock *self, guint32 day)
{
  gint64 seconds = ((gint64) day - EPOCH_DAY) * SECONDS_PER_DAY;
  int interval;

  g_return_val_if_fail (self != NULL, 0);

  /* A count of seconds as its clocks show them. */
  interval = g_time_zone_find_interval (self->zone, G_TIME_TYPE_STANDARD, seconds);
  return (seconds - g_time_zone_get_offset (self->zone, MAX (interval, 0))) * G_USEC_PER_SEC;
}
