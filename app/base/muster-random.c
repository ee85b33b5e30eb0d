/* muster-random.c
 *
 * The seeded source is xoshiro256** 1.0, its state filled by SplitMix64, both by David Blackman and
 * Sebastiano Vigna and in the public domain: https://prng.di.unimi.it/xoshiro256starstar.c and
 * https://prng.di.unimi.it/splitmix64.c. It replays on every machine, which g_random does not promise.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-random.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

struct _MusterRandom {
  gboolean seeded;
  guint64 state[4]; /* seeded sources only */
};

static guint64
next_split_mix (guint64 *state)
{
  guint64 z = (*state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static guint64
rotate_left (guint64 x, int by)
{
  return (x << by) | (x >> (64 - by));
}

static guint64
next_xoshiro (guint64 state[4])
{
  guint64 result = rotate_left (state[1] * 5, 7) * 9;
  guint64 shifted = state[1] << 17;

  state[2] ^= state[0];
  state[3] ^= state[1];
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= shifted;
  state[3] = rotate_left (state[3], 45);
  return result;
}

static void
fill_from_seed (MusterRandom *self, guint8 *bytes, gsize n)
{
  while (n > 0)
    {
      guint64 word = GUINT64_TO_LE (next_xoshiro (self->state));
      gsize step = MIN (n, sizeof word);

      memcpy (bytes, &word, step);
      bytes += step;
      n -= step;
    }
}

static void
fill_from_system (guint8 *bytes, gsize n)
{
  while (n > 0)
    {
      gssize got = getrandom (bytes, n, 0);

      if (got < 0 && errno == EINTR)
        continue;
      /* Ids that repeat would mix up records, so nothing may go on without randomness. */
      if (got < 0)
        g_error ("The system gives no random numbers: %s", g_strerror (errno));
      bytes += got;
      n -= got;
    }
}

MusterRandom *
muster_random_new_system (void)
{
  return g_new0 (MusterRandom, 1);
}

MusterRandom *
muster_random_new_seeded (guint64 seed)
{
  MusterRandom *self = g_new0 (MusterRandom, 1);

  self->seeded = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (self->state); i++)
    self->state[i] = next_split_mix (&seed);
  return self;
}

void
muster_random_free (MusterRandom *self)
{
  g_free (self);
}

void
muster_random_bytes (MusterRandom *self, void *bytes, gsize n)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (bytes != NULL || n == 0);

  if (self->seeded)
    fill_from_seed (self, bytes, n);
  else
    fill_from_system (bytes, n);
}

guint32
muster_random_below (MusterRandom *self, guint32 below)
{
  guint32 uneven;
  guint32 number;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (below > 0, 0);

  /* 2^32 modulo below: so many of the lowest numbers are drawn again to leave an even rest. */
  uneven = -below % below;
  do
    {
      muster_random_bytes (self, &number, sizeof number);
      number = GUINT32_FROM_LE (number);
    }
  while (number < uneven);
  return number % below;
}
