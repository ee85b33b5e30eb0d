/* test-text-normalize.c - normalising in pieces gives what normalising the whole gives.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "fragments.h"
#include "muster-text-private.h"

/* Where characters join: accents and points of several classes, half-width voice marks, Hangul, Indic vowels, composed
 * letters, musical notes, plain text, anything. */
static const gunichar ranges[][2] = {
  { 0x300, 0x370 }, { 0x591, 0x5c8 }, { 0xff9e, 0xffa0 },   { 0x1100, 0x1200 }, { 0xac00, 0xd7a4 },
  { 0x900, 0xe00 }, { 0xc0, 0x250 },  { 0x1d15e, 0x1d1c1 }, { 0x20, 0x7f },     { 0xe000, 0x110000 },
};

static char *
make_text (guint n_ranges)
{
  GString *text = g_string_new (NULL);
  int n = g_test_rand_int_range (0, 900);

  for (int i = 0; i < n; i++)
    {
      const gunichar *range = ranges[g_test_rand_int_range (0, (int) n_ranges)];

      g_string_append_unichar (text, (gunichar) g_test_rand_int_range ((int) range[0], (int) range[1]));
    }
  return g_string_free (text, FALSE);
}

static void
test_same_as_whole (void)
{
  static const GNormalizeMode modes[] = { G_NORMALIZE_ALL, G_NORMALIZE_NFC };

  for (int i = 0; i < 5000; i++)
    {
      /* Every third text is nothing but accents, long enough to be put in order first. */
      g_autofree char *text = make_text (i % 3 == 0 ? 3 : G_N_ELEMENTS (ranges));

      for (guint m = 0; m < G_N_ELEMENTS (modes); m++)
        {
          g_autofree char *pieces = muster_text_normalize (text, modes[m]);
          g_autofree char *whole = g_utf8_normalize (text, -1, modes[m]);

          g_assert_cmpstr (pieces, ==, whole);
        }
    }
}

/* Composed letters, and accents of two classes on one letter: quadratic in GLib. */
static void
test_long (void)
{
  static const char *const pieces[] = { "é", "\314\201\314\243", "\326\264\326\274", "\341\204\200\341\205\241" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autofree char *text = make_long (pieces[i], 256 * 1024);
      g_autofree char *composed = muster_text_normalize (text, G_NORMALIZE_NFC);
      g_autofree char *decomposed = muster_text_normalize (text, G_NORMALIZE_ALL);

      g_assert_true (g_utf8_validate (composed, -1, NULL));
      g_assert_true (g_utf8_validate (decomposed, -1, NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/text-normalize/same-as-whole", test_same_as_whole);
  g_test_add_func ("/text-normalize/long", test_long);
  return g_test_run ();
}
