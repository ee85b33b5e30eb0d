/* test-inflate.c - a small body does not become a large one, and what is no gzip is said to be none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-inflate.h"

#include <string.h>

#include "muster-error.h"
#include "muster-random.h"

#define PLENTY (8 * 1024 * 1024)

/* Text that gzip makes smaller, but not much: letters by chance. */
static GBytes *
make_text (MusterRandom *random, gsize n)
{
  char *text = g_malloc (n + 1);

  for (gsize i = 0; i < n; i++)
    text[i] = 'a' + muster_random_below (random, 16);
  return g_bytes_new_take (text, n);
}

static void
assert_refused (GBytes *packed, gsize max, guint ratio, MusterErrorCode code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) plain = muster_inflate (packed, max, ratio, &error);

  g_assert_error (error, MUSTER_ERROR, (int) code);
  g_assert_null (plain);
}

static void
assert_becomes (GBytes *packed, gsize max, guint ratio, GBytes *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) plain = muster_inflate (packed, max, ratio, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (plain, expected));
}

static void
test_round_trip (void)
{
  MusterRandom *random = muster_random_new_seeded (g_test_rand_int ());
  static const gsize sizes[] = { 600, 16383, 16384, 16385, 100000, 1000000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(GBytes) text = make_text (random, sizes[i]);
      g_autoptr(GBytes) packed = muster_deflate (text);

      g_assert_nonnull (packed);
      g_assert_cmpuint (g_bytes_get_size (packed), <, sizes[i]);
      assert_becomes (packed, PLENTY, 64, text);
      /* One under, one over. */
      assert_becomes (packed, sizes[i], 64, text);
      assert_refused (packed, sizes[i] - 1, 64, MUSTER_ERROR_NO_SPACE);
    }
  muster_random_free (random);
}

static void
test_ratio (void)
{
  g_autofree char *zeros = g_malloc0 (100000);
  g_autoptr(GBytes) text = g_bytes_new_static (zeros, 100000);
  g_autoptr(GBytes) packed = muster_deflate (text);
  guint ratio = 100000 / g_bytes_get_size (packed);

  assert_becomes (packed, PLENTY, ratio + 1, text);
  assert_refused (packed, PLENTY, ratio, MUSTER_ERROR_NO_SPACE);
  assert_refused (packed, PLENTY, 64, MUSTER_ERROR_NO_SPACE);
}

/* Every cut, and something behind it. */
static void
test_not_whole (void)
{
  MusterRandom *random = muster_random_new_seeded (g_test_rand_int ());
  g_autoptr(GBytes) text = make_text (random, 700);
  g_autoptr(GBytes) packed = muster_deflate (text);
  gsize n = g_bytes_get_size (packed);
  g_autofree char *more = g_malloc0 (2 * n);
  g_autoptr(GBytes) trailing = NULL;
  g_autoptr(GBytes) twice = NULL;

  for (gsize cut = 0; cut < n; cut++)
    {
      g_autoptr(GBytes) part = g_bytes_new_from_bytes (packed, 0, cut);

      assert_refused (part, PLENTY, 64, MUSTER_ERROR_INVALID);
    }
  memcpy (more, g_bytes_get_data (packed, NULL), n);
  trailing = g_bytes_new (more, n + 1);
  assert_refused (trailing, PLENTY, 64, MUSTER_ERROR_INVALID);
  memcpy (more + n, g_bytes_get_data (packed, NULL), n);
  twice = g_bytes_new (more, 2 * n);
  assert_refused (twice, PLENTY, 64, MUSTER_ERROR_INVALID);
  muster_random_free (random);
}

/* One bit over: it is refused, or it is a flag or a name that says nothing; it never becomes another text. */
static void
test_altered (void)
{
  MusterRandom *random = muster_random_new_seeded (g_test_rand_int ());
  g_autoptr(GBytes) text = make_text (random, 700);
  g_autoptr(GBytes) packed = muster_deflate (text);

  for (gsize bit = 0; bit < 8 * g_bytes_get_size (packed); bit++)
    {
      gsize n;
      guint8 *altered = g_bytes_unref_to_data (g_bytes_ref (packed), &n);
      g_autoptr(GBytes) given = NULL;
      g_autoptr(GBytes) plain = NULL;

      altered[bit / 8] ^= 1 << bit % 8;
      given = g_bytes_new_take (altered, n);
      plain = muster_inflate (given, PLENTY, 64, NULL);
      g_assert_true (plain == NULL || g_bytes_equal (plain, text));
    }
  muster_random_free (random);
}

static void
test_not_worth_it (void)
{
  g_autoptr(GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr(GBytes) little = g_bytes_new_static ("abc", 3);

  g_assert_null (muster_deflate (little));
  assert_refused (nothing, PLENTY, 64, MUSTER_ERROR_INVALID);
  assert_refused (little, PLENTY, 64, MUSTER_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/inflate/round-trip", test_round_trip);
  g_test_add_func ("/inflate/ratio", test_ratio);
  g_test_add_func ("/inflate/not-whole", test_not_whole);
  g_test_add_func ("/inflate/altered", test_altered);
  g_test_add_func ("/inflate/not-worth-it", test_not_worth_it);
  return g_test_run ();
}
