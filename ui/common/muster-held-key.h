/* muster-held-key.h - tells a key that is pressed from one that the keyboard repeats, where GTK 4.8 does not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* All zero: none. */
typedef struct {
  guint  key;
  gint64 at; /* microseconds, monotonic: its end may have gone to another window */
} MusterHeldKey;

/* To be asked at each press: whether it is the one that was remembered, repeated. */
gboolean muster_held_key_repeats  (MusterHeldKey *self, guint key);
void     muster_held_key_remember (MusterHeldKey *self, guint key);
void     muster_held_key_release  (MusterHeldKey *self, guint key);

G_END_DECLS
