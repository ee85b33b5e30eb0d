/* test-text-fold.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "../rounds.h"
#include "muster-text.h"

#include <string.h>

#include "fragments.h"

static void
test_fold (void)
{
  static const char *const cases[][2] = {
    { "", "" },
    { " \t\r\n\v\f ", "" },
    { "CHIN/QIST 1", "chin/qist 1" },
    { "  Days  30\n to\t60 ", "days 30 to 60" },
    { "Été à Zürich", "ete a zurich" },
    { "e\314\201te\314\201", "ete" },
    { "Straße", "strasse" },
    { "ﬁnance Ⅳ ①", "finance iv 1" },
    { "\302\240no\302\240break\342\200\211thin\343\200\200wide ", "no break thin wide" },
    { "Children’s “needs” – 30—60", "children's \"needs\" - 30-60" },
    { "co\302\255op\342\200\213era\357\273\277te", "cooperate" }, /* soft hyphen, zero-width space, BOM */
    { "a\001b", "ab" },
    { "TBC", "tbc" },
    { "\320\242\320\222\320\241", "tbc" },               /* Cyrillic */
    { "(\320\242B\320\241)", "(tbc)" },                  /* mixed */
    { "\316\244\316\222C", "tbc" },                      /* Greek */
    { "\320\234arch 2017", "march 2017" },
    /* Moscow and Athens stay what they are. */
    { "\320\234\320\276\321\201\320\272\320\262\320\260",
      "\320\274\320\276\321\201\320\272\320\262\320\260" },
    { "\316\221\316\270\316\256\316\275\316\261", "\316\261\316\270\316\267\316\275\316\261" },
    { "\377ok", "\357\277\275ok" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = muster_text_fold (cases[i][0]);

      g_assert_cmpstr (folded, ==, cases[i][1]);
    }
}

static void
assert_folded_once (const char *text)
{
  g_autofree char *once = muster_text_fold (text);
  g_autofree char *twice = muster_text_fold (once);

  g_assert_true (g_utf8_validate (once, -1, NULL));
  g_assert_null (strstr (once, "  "));
  g_assert_cmpstr (once, ==, twice);
}

/* Every character there is, between letters, where words are looked at as a whole. */
static void
test_every_character (void)
{
  for (gunichar c = 1; c <= 0x10ffff; c++)
    {
      char text[16] = "x";
      int length;

      if (!g_unichar_validate (c) || !g_unichar_isdefined (c))
        continue;
      length = g_unichar_to_utf8 (c, text + 1);
      g_strlcpy (text + 1 + length, "Y", sizeof text - 1 - length);
      assert_folded_once (text);
    }
}

static void
test_fragments (void)
{
  for (int i = 0; i < ROUNDS (100000); i++)
    {
      g_autofree char *text = make_fragments (12);

      assert_folded_once (text);
    }
}

static void
test_long (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fragments); i++)
    {
      g_autofree char *text = make_long (fragments[i], MUSTER_TEXT_MAX_BYTES);
      g_autofree char *folded = muster_text_fold (text);
      g_autofree char *slug = muster_text_slug (text);

      g_assert_true (g_utf8_validate (folded, -1, NULL));
      g_assert_cmpuint (strlen (slug), <=, strlen (folded));
    }
}

static void
test_slug (void)
{
  static const char *const cases[][2] = {
    { "Camden Neighbourhood 4", "camden-neighbourhood-4" },
    { "  CHIN/QIST -- 1 ", "chin-qist-1" },
    { "St Luke’s Hospice", "st-lukes-hospice" },
    { "Été", "ete" },
    { "日本", "" },
    { "", "" },
    { "../../etc/passwd", "etc-passwd" },
    { "a\nb", "a-b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *slug = muster_text_slug (cases[i][0]);

      g_assert_cmpstr (slug, ==, cases[i][1]);
    }
}

static void
test_slug_fragments (void)
{
  for (int i = 0; i < ROUNDS (20000); i++)
    {
      g_autofree char *text = make_fragments (12);
      g_autofree char *slug = muster_text_slug (text);
      g_autofree char *again = muster_text_slug (slug);

      g_assert_cmpuint (strspn (slug, "abcdefghijklmnopqrstuvwxyz0123456789-"), ==, strlen (slug));
      g_assert_false (g_str_has_prefix (slug, "-") || g_str_has_suffix (slug, "-") || strstr (slug, "--") != NULL);
      g_assert_cmpstr (slug, ==, again);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/text-fold/fold", test_fold);
  g_test_add_func ("/text-fold/every-character", test_every_character);
  g_test_add_func ("/text-fold/fragments", test_fragments);
  g_test_add_func ("/text-fold/long", test_long);
  g_test_add_func ("/text-fold/slug", test_slug);
  g_test_add_func ("/text-fold/slug-fragments", test_slug_fragments);
  return g_test_run ();
}
