/* test-id.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "../rounds.h"
#include "muster-id.h"

#include <string.h>

static void
make_random_id (MusterId *id)
{
  for (guint i = 0; i < sizeof id->bytes; i++)
    id->bytes[i] = (guint8) g_test_rand_int_range (0, 256);
}

/* The moment of the example in RFC 9562, appendix A.6. */
static void
test_new (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_fixed (G_GINT64_CONSTANT (1645557742000999));
  g_autoptr (MusterRandom) random = muster_random_new_seeded (1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (muster_id_hash, muster_id_equal, g_free, NULL);

  for (guint i = 0; i < ROUNDS (10000); i++)
    {
      MusterId id;
      MusterIdText text;

      muster_id_new (&id, clock, random);
      muster_id_to_text (&id, text);
      g_assert_true (g_str_has_prefix (text, "017f22e2-79b0-7"));
      g_assert_nonnull (strchr ("89ab", text[19]));
      g_assert_true (g_hash_table_add (seen, muster_id_copy (&id)));
    }
}

static void
test_new_before_1970 (void)
{
  g_autoptr (MusterClock) clock = muster_clock_new_fixed (G_MININT64);
  g_autoptr (MusterRandom) random = muster_random_new_system ();
  MusterIdText text;
  MusterId id;

  muster_id_new (&id, clock, random);
  g_assert_true (g_str_has_prefix (muster_id_to_text (&id, text), "00000000-0000-7"));
}

/* Computed with another SHA-256; a change here would orphan every record that refers to a shipped one. */
static void
test_from_name (void)
{
  static const char *const cases[][2] = {
    { "template/mobilisation", "3f678210-c86b-8b6c-b99d-fd6b700eb02d" },
    { "", "e3b0c442-98fc-8c14-9afb-f4c8996fb924" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MusterIdText text;
      MusterId id;

      muster_id_from_name (&id, cases[i][0]);
      g_assert_cmpstr (muster_id_to_text (&id, text), ==, cases[i][1]);
    }
}

static void
test_text_round_trip (void)
{
  for (guint i = 0; i < ROUNDS (10000); i++)
    {
      g_autofree char *upper = NULL;
      MusterIdText text;
      MusterId id;
      MusterId back;

      make_random_id (&id);
      g_assert_true (muster_id_from_text (&back, muster_id_to_text (&id, text)));
      g_assert_true (muster_id_equal (&id, &back));
      upper = g_ascii_strup (text, -1);
      g_assert_true (muster_id_from_text (&back, upper));
      g_assert_true (muster_id_equal (&id, &back));
      g_assert_true (g_uuid_string_is_valid (text));
    }
}

static void
test_refused_texts (void)
{
  static const char *const texts[] = {
    NULL,
    "",
    "01900000-0000-7000-8000-00000000000",
    "01900000-0000-7000-8000-0000000000011",
    "01900000-0000-7000-8000-000000000001 ",
    " 01900000-0000-7000-8000-000000000001",
    "{01900000-0000-7000-8000-000000000001}",
    "01900000000070008000000000000001",
    "01900000_0000-7000-8000-000000000001",
    "0190000-00000-7000-8000-000000000001",
    "0190000g-0000-7000-8000-000000000001",
    "01900000-0000-7000-8000-00000000000\303\251",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      MusterId id;

      memset (id.bytes, 0x5a, sizeof id.bytes);
      g_assert_false (muster_id_from_text (&id, texts[i]));
      g_assert_cmphex (id.bytes[0], ==, 0x5a); /* untouched */
    }
}

static void
test_nil (void)
{
  MusterId id = { { 0 } };

  g_assert_true (muster_id_is_nil (&id));
  for (guint i = 0; i < sizeof id.bytes; i++)
    {
      id.bytes[i] = 1;
      g_assert_false (muster_id_is_nil (&id));
      id.bytes[i] = 0;
    }
}

static void
test_order (void)
{
  MusterId a;
  MusterId b;

  g_assert_true (muster_id_from_text (&a, "01900000-0000-7000-8000-0000000000ff"));
  g_assert_true (muster_id_from_text (&b, "01900000-0000-7000-8000-000000000100"));
  g_assert_cmpint (muster_id_compare (&a, &b), <, 0);
  g_assert_cmpint (muster_id_compare (&b, &a), >, 0);
  g_assert_cmpint (muster_id_compare (&a, &a), ==, 0);
}

/* Every byte counts, so that ids from elsewhere that differ in one place do not pile up. */
static void
test_hash (void)
{
  MusterId id;
  MusterId other;

  make_random_id (&id);
  for (guint i = 0; i < sizeof id.bytes; i++)
    {
      other = id;
      other.bytes[i] ^= 1;
      g_assert_cmpuint (muster_id_hash (&id), !=, muster_id_hash (&other));
    }
  other = id;
  g_assert_cmpuint (muster_id_hash (&id), ==, muster_id_hash (&other));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/id/new", test_new);
  g_test_add_func ("/id/new-before-1970", test_new_before_1970);
  g_test_add_func ("/id/from-name", test_from_name);
  g_test_add_func ("/id/text-round-trip", test_text_round_trip);
  g_test_add_func ("/id/refused-texts", test_refused_texts);
  g_test_add_func ("/id/nil", test_nil);
  g_test_add_func ("/id/order", test_order);
  g_test_add_func ("/id/hash", test_hash);
  return g_test_run ();
}
