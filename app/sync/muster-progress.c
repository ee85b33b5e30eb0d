/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-progress.h"

/* Before this the speed says more of the first answer than of the line, microseconds. */
#define TOO_EARLY (2 * G_USEC_PER_SEC)

static void
estimate (MusterProgress *self, gint64 taken)
{
  gint64 came = self->n_done - self->first;
  double times = came > 0 ? (double) (self->n_all - self->n_done) / (double) came : 0;

  self->bytes_left = (guint64) (times * (double) self->n_bytes);
  self->seconds_left = came > 0 && taken >= TOO_EARLY ? (gint64) (times * (double) taken / G_USEC_PER_SEC + 0.5) : -1;
}

void
muster_progress_note (MusterProgress *self, MusterTime now, gint64 seq, gint64 head, gsize n_bytes)
{
  if (head <= seq)
    {
      *self = (MusterProgress){ .seconds_left = -1 };
      return;
    }
  /* The clock was set back, or it went back to what both know. */
  if (self->first_at == 0 || now < self->first_at || seq < self->n_done)
    *self = (MusterProgress){ .first = seq, .first_at = now };
  self->n_done = seq;
  self->n_all = head;
  self->n_bytes += n_bytes;
  estimate (self, now - self->first_at);
}

void
muster_progress_rest (MusterProgress *self)
{
  self->first_at = 0;
  self->bytes_left = 0;
  self->seconds_left = -1;
}
