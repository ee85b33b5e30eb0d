/* muster-clock.h - the time, handed in so that tests and simulations own it.
 *
 * A clock is made once in main() and passed down; nothing below asks the system for the time.
 * Clocks are for display, for "overdue" and for UUIDv7 prefixes; they never decide an order.
 * Immutable apart from muster_clock_set(); may be read from any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MusterClock MusterClock;

/* Microseconds since 1970-01-01T00:00:00Z, as g_get_real_time(). */
typedef gint64 MusterTime;

MusterClock *muster_clock_new_system (void);
MusterClock *muster_clock_new_fixed  (MusterTime now);
MusterClock *muster_clock_ref        (MusterClock *self);
void         muster_clock_unref      (MusterClock *self);

MusterTime   muster_clock_now        (const MusterClock *self);
/* Moves a fixed clock; a programmer error on a system clock. */
void         muster_clock_set        (MusterClock *self, MusterTime now);
/* Today in Europe/London (UTC where the zone is not installed) as a Julian day (GDate). */
guint32      muster_clock_today      (const MusterClock *self);
/* When a day begins there: its midnight. */
MusterTime   muster_clock_day_begins (const MusterClock *self, guint32 day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterClock, muster_clock_unref)

G_END_DECLS
