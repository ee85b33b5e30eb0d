/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-held-key.h"

gboolean
muster_held_key_repeats (MusterHeldKey *self, guint key)
{
  gint64 before = self->at;

  self->at = g_get_monotonic_time ();
  /* A keyboard repeats the last key alone. */
  if (gdk_keyval_to_lower (key) != self->key || self->at - before >= G_USEC_PER_SEC)
    self->key = 0;
  return self->key != 0;
}

void
muster_held_key_remember (MusterHeldKey *self, guint key)
{
  self->key = gdk_keyval_to_lower (key);
}

void
muster_held_key_release (MusterHeldKey *self, guint key)
{
  if (gdk_keyval_to_lower (key) == self->key)
    self->key = 0;
}
