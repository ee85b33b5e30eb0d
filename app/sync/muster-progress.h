/* muster-progress.h - how far fetching has come, and how long it may still take. Plain data; any thread.
 *
 * It counts in numbers of the endpoint, which gives every save of everybody the next one: what a person may not see is
 * passed over, so that the count runs ahead where little of it is hers, but it ends where all is there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-clock.h"

G_BEGIN_DECLS

typedef struct {
  gint64     n_done, n_all; /* saves; n_all 0: nothing more is known to be there */
  guint64    n_bytes;       /* that travelled for it, since it began or went on */
  guint64    bytes_left;    /* as it went until now; 0: it cannot be told yet */
  gint64     seconds_left;  /* -1: it cannot be told yet */
  gint64     first;         /* n_done when it began, or went on after a break */
  MusterTime first_at;      /* and when; 0: it has not */
} MusterProgress;

/* An answer came: the cursor stands at seq, and the news end at head (0: they are all here). */
void muster_progress_note (MusterProgress *self, MusterTime now, gint64 seq, gint64 head, gsize n_bytes);
/* Nothing comes for the time being: how fast it was says nothing of how fast it will be. */
void muster_progress_rest (MusterProgress *self);

G_END_DECLS
