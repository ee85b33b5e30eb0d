/* test-json-print.c - what we write is byte for byte what jansson writes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-json.h"
#include "muster-random.h"

#include <stdlib.h>

#define ROUNDS 2000

static void
check (const json_t *json)
{
  char *sorted = json_dumps (json, JSON_COMPACT | JSON_ENCODE_ANY | JSON_SORT_KEYS);
  char *as_made = json_dumps (json, JSON_COMPACT | JSON_ENCODE_ANY);
  g_autofree char *text = muster_json_to_text (json);
  g_autoptr(GString) appended = g_string_new (NULL);

  muster_json_append (appended, json, FALSE);
  g_assert_cmpstr (text, ==, sorted);
  g_assert_cmpstr (appended->str, ==, as_made);
  free (sorted);
  free (as_made);
}

static void
test_texts (void)
{
  static const char *const texts[] = { "", "/", "café", "\xF0\x9F\x92\x8A", "a\"b\\c\nd\re\tf", "\xE2\x80\xA8" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(json_t) json = json_string (texts[i]);

      check (json);
    }
  for (char c = 0; c < 127; c++)
    {
      g_autoptr(json_t) json = json_stringn ((const char[]) { 'x', c, c, 'y' }, 4);

      check (json);
    }
  {
    g_autoptr(json_t) json = json_stringn ("\x7F", 1);

    check (json);
  }
  g_assert_null (muster_json_to_text (NULL));
}

static void
test_numbers (void)
{
  static const json_int_t integers[] = { 0, 1, -1, 9, 10, -10, 1234567890123, G_MAXINT64, G_MININT64 };
  static const double reals[] = { 0.0, -0.0, 1.0, 0.1, -1e300, 5e-324, 123456789.25 };

  for (guint i = 0; i < G_N_ELEMENTS (integers); i++)
    {
      g_autoptr(json_t) json = json_integer (integers[i]);

      check (json);
    }
  for (guint i = 0; i < G_N_ELEMENTS (reals); i++)
    {
      g_autoptr(json_t) json = json_real (reals[i]);

      check (json);
    }
}

/* ---- any tree --------------------------------------------------------------------------------------------------- */

static char *
make_text (MusterRandom *random)
{
  static const char *const pieces[] = { "a", "B", "_", "\"", "\\", "\n", "\x01", "é", "\xE2\x82\xAC", "/" };
  GString *text = g_string_new (NULL);

  for (guint n = muster_random_below (random, 6); n > 0; n--)
    g_string_append (text, pieces[muster_random_below (random, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static json_t *
make_tree (MusterRandom *random, guint depth)
{
  guint choice = muster_random_below (random, depth > 0 ? 8 : 6);
  guint n = muster_random_below (random, muster_random_below (random, 10) == 0 ? 60 : 5);
  g_autofree char *text = make_text (random);
  json_t *json;

  if (choice < 2)
    return json_string (text);
  if (choice == 2)
    return json_integer ((json_int_t) muster_random_below (random, 100000) - 50000);
  if (choice < 6)
    return choice == 3 ? json_true () : choice == 4 ? json_false () : json_null ();
  json = choice == 6 ? json_array () : json_object ();
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = make_text (random);

      if (choice == 6)
        json_array_append_new (json, make_tree (random, depth - 1));
      else
        json_object_set_new (json, key, make_tree (random, depth - 1));
    }
  return json;
}

static void
test_trees (void)
{
  g_autoptr(MusterRandom) random = muster_random_new_seeded (1);

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr(json_t) json = make_tree (random, 4);

      check (json);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-print/texts", test_texts);
  g_test_add_func ("/json-print/numbers", test_numbers);
  g_test_add_func ("/json-print/trees", test_trees);
  return g_test_run ();
}
