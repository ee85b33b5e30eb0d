/* muster-random.h - the source of randomness, handed in like the clock.
 *
 * The system source reads getrandom(2) and is fit for identifiers; the seeded one replays exactly and is
 * for tests, the data generator and simulations only. Not thread-safe: one per thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MusterRandom MusterRandom;

MusterRandom *muster_random_new_system (void);
MusterRandom *muster_random_new_seeded (guint64 seed);
void          muster_random_free       (MusterRandom *self);

void          muster_random_bytes      (MusterRandom *self, void *bytes, gsize n);
/* Evenly distributed in [0, below); below must be at least 1. */
guint32       muster_random_below      (MusterRandom *self, guint32 below);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterRandom, muster_random_free)

G_END_DECLS
