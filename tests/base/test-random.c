/* test-random.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-random.h"

#include <string.h>

/* From the reference programs of xoshiro256** and SplitMix64 (prng.di.unimi.it). */
static void
test_known_sequence (void)
{
  static const struct {
    guint64 seed;
    guint64 words[4];
  } cases[] = {
    { 0,
      { G_GUINT64_CONSTANT (0x99ec5f36cb75f2b4), G_GUINT64_CONSTANT (0xbf6e1f784956452a),
        G_GUINT64_CONSTANT (0x1a5f849d4933e6e0), G_GUINT64_CONSTANT (0x6aa594f1262d2d2c) } },
    { 42,
      { G_GUINT64_CONSTANT (0x15780b2e0c2ec716), G_GUINT64_CONSTANT (0x6104d9866d113a7e),
        G_GUINT64_CONSTANT (0xae17533239e499a1), G_GUINT64_CONSTANT (0xecb8ad4703b360a1) } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterRandom) random = muster_random_new_seeded (cases[i].seed);

      for (guint n = 0; n < G_N_ELEMENTS (cases[i].words); n++)
        {
          guint64 word;

          muster_random_bytes (random, &word, sizeof word);
          g_assert_cmphex (GUINT64_FROM_LE (word), ==, cases[i].words[n]);
        }
    }
}

static void
test_seeds_differ (void)
{
  g_autoptr (MusterRandom) a = muster_random_new_seeded (1);
  g_autoptr (MusterRandom) b = muster_random_new_seeded (2);
  guint8 bytes[2][64];

  muster_random_bytes (a, bytes[0], sizeof bytes[0]);
  muster_random_bytes (b, bytes[1], sizeof bytes[1]);
  g_assert_cmpint (memcmp (bytes[0], bytes[1], sizeof bytes[0]), !=, 0);
}

/* Odd lengths fill what they should and nothing behind it. */
static void
test_lengths (void)
{
  g_autoptr (MusterRandom) seeded = muster_random_new_seeded (7);
  g_autoptr (MusterRandom) system = muster_random_new_system ();
  MusterRandom *sources[] = { seeded, system };

  for (guint s = 0; s < G_N_ELEMENTS (sources); s++)
    {
      for (gsize n = 0; n <= 40; n++)
        {
          guint8 seen[40] = { 0 };
          guint8 bytes[42];

          for (guint round = 0; round < 12; round++)
            {
              memset (bytes, 0xa5, sizeof bytes);
              muster_random_bytes (sources[s], bytes, n);
              g_assert_cmphex (bytes[n], ==, 0xa5);
              for (gsize i = 0; i < n; i++)
                seen[i] |= bytes[i] ^ 0xa5;
            }
          for (gsize i = 0; i < n; i++)
            g_assert_cmphex (seen[i], !=, 0); /* a byte that is never written fails; by chance once in 2^96 */
        }
    }
}

static void
test_system (void)
{
  g_autoptr (MusterRandom) random = muster_random_new_system ();
  guint8 bytes[2][32];

  muster_random_bytes (random, bytes[0], sizeof bytes[0]);
  muster_random_bytes (random, bytes[1], sizeof bytes[1]);
  g_assert_cmpint (memcmp (bytes[0], bytes[1], sizeof bytes[0]), !=, 0);
  g_assert_cmpuint (muster_random_below (random, 10), <, 10);
}

static void
test_below (void)
{
  static const guint32 limits[] = { 1, 2, 3, 6, 10, 1000, 0x80000001, 0xc0000000, G_MAXUINT32 };
  g_autoptr (MusterRandom) random = muster_random_new_seeded (3);

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      for (guint n = 0; n < 2000; n++)
        g_assert_cmpuint (muster_random_below (random, limits[i]), <, limits[i]);
    }
}

/* With 3 * 2^30 a plain modulo gives the lowest third twice as often as the others. */
static void
test_below_is_even (void)
{
  static const guint32 limits[] = { 6, 3u << 30 };
  g_autoptr (MusterRandom) random = muster_random_new_seeded (4);

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      guint counts[6] = { 0 };

      for (guint n = 0; n < 60000; n++)
        counts[(guint64) muster_random_below (random, limits[i]) * 6 / limits[i]]++;
      for (guint bucket = 0; bucket < 6; bucket++)
        {
          /* Five standard deviations about 10,000. */
          g_assert_cmpuint (counts[bucket], >, 9540);
          g_assert_cmpuint (counts[bucket], <, 10460);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/random/known-sequence", test_known_sequence);
  g_test_add_func ("/random/seeds-differ", test_seeds_differ);
  g_test_add_func ("/random/lengths", test_lengths);
  g_test_add_func ("/random/system", test_system);
  g_test_add_func ("/random/below", test_below);
  g_test_add_func ("/random/below-is-even", test_below_is_even);
  return g_test_run ();
}
