/* test-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "../rounds.h"
#include "muster-text.h"

#include <string.h>

#include "fragments.h"
#include "muster-error.h"

static void
test_clean (void)
{
  static const struct {
    const char *text;
    gboolean single_line;
    const char *clean;
    gboolean changed;
  } cases[] = {
    { "", FALSE, "", FALSE },
    { " \n\t ", FALSE, "", FALSE },
    { "  plain  text ", FALSE, "plain  text", FALSE },
    { "\302\240wide\343\200\200", TRUE, "wide", FALSE },
    { "one\r\ntwo\rthree\nfour", FALSE, "one\ntwo\nthree\nfour", FALSE },
    { "one\vtwo\ffour\302\205five\342\200\250six\342\200\251seven", FALSE, "one\ntwo\nfour\nfive\nsix\nseven", FALSE },
    { "a\n\nb\tc", FALSE, "a\n\nb\tc", FALSE },
    { "a\r\n\r\n b\tc", TRUE, "a b c", TRUE },
    { "a \n b", TRUE, "a b", TRUE },
    { "a  b", TRUE, "a  b", FALSE },
    { "line\n", TRUE, "line", FALSE },
    { "e\314\201", FALSE, "é", FALSE },
    { "e\342\200\216\314\201", FALSE, "é", TRUE },
    { "\357\273\277name", FALSE, "name", TRUE },
    { "pay \342\200\256dna", FALSE, "pay dna", TRUE },
    { "\342\201\246a\342\201\251\342\200\217", FALSE, "a", TRUE },
    { "bell\007 del\177 c1\302\232", FALSE, "bell del c1", TRUE },
    { "\001 a", FALSE, "a", TRUE },
    { "\360\237\231\202 日本", TRUE, "\360\237\231\202 日本", FALSE },
    { "zero\342\200\213width\342\200\215joiner", FALSE, "zero\342\200\213width\342\200\215joiner", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean changed = !cases[i].changed;
      g_autofree char *clean = muster_text_clean (cases[i].text, cases[i].single_line, &changed, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (clean, ==, cases[i].clean);
      g_assert_cmpint (changed, ==, cases[i].changed);
    }
}

static void
test_clean_refuses (void)
{
  static const char *const texts[] = { "\377", "caf\351", "half \303", "\355\240\200", "\300\200" };
  g_autofree char *fits = g_strnfill (MUSTER_TEXT_MAX_BYTES, 'x');
  g_autofree char *spare = g_strnfill (MUSTER_TEXT_MAX_BYTES + 1, 'x');
  g_autofree char *clean = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_null (muster_text_clean (texts[i], FALSE, NULL, &error));
      g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_null (muster_text_clean (spare, FALSE, NULL, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "256"));
  g_clear_error (&error);

  clean = muster_text_clean (fits, FALSE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (clean, ==, fits);
}

/* A few characters take more bytes when composed; what is kept must still fit. */
static void
test_clean_refuses_what_grows (void)
{
  GString *text = g_string_new (NULL);
  g_autofree char *long_text = NULL;
  g_autoptr (GError) error = NULL;

  while (text->len + 4 <= MUSTER_TEXT_MAX_BYTES)
    g_string_append (text, "\360\235\205\240"); /* U+1D160: one note becomes three characters */
  long_text = g_string_free (text, FALSE);
  g_assert_null (muster_text_clean (long_text, FALSE, NULL, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
}

static void
test_clean_fragments (void)
{
  for (int i = 0; i < ROUNDS (100000); i++)
    {
      g_autofree char *text = make_fragments (12);
      gboolean single_line = g_test_rand_int_range (0, 2) != 0;
      g_autofree char *once = muster_text_clean (text, single_line, NULL, NULL);
      g_autofree char *twice = NULL;
      gboolean changed = TRUE;

      g_assert_cmpint (once != NULL, ==, g_utf8_validate (text, -1, NULL));
      if (once == NULL)
        continue;
      twice = muster_text_clean (once, single_line, &changed, NULL);
      g_assert_cmpstr (once, ==, twice);
      g_assert_false (changed);
      g_assert_true (!single_line || strpbrk (once, "\r\n\t\v\f") == NULL);
    }
}

static void
test_nhs_number (void)
{
  static const struct {
    const char *text;
    int start, end; /* -1: none */
  } cases[] = {
    { "9434765919", 0, 10 },
    { "943 476 5919", 0, 12 },
    { "943-476-5919", 0, 12 },
    { "943 - 476 - 5919", 0, 16 },
    { "943\302\240476\302\2405919", 0, 14 },
    { "Mrs B (NHS 943 476 5919) fell", 11, 23 },
    { "NHSNo9434765919x", 5, 15 },
    { "two: 9434765918, 4010232137", 17, 27 },
    { "9434765918", -1, -1 },       /* wrong check digit */
    { "94347659199", -1, -1 },      /* eleven digits */
    { "19434765919", -1, -1 },
    { "943 476 59190", -1, -1 },
    { "9434 765 919", -1, -1 },     /* a telephone number is grouped otherwise */
    { "943    476 5919", -1, -1 },
    { "943,476,5919", -1, -1 },
    { "1234567890", -1, -1 },       /* its check digit would be 10 */
    { "1234567891", -1, -1 },
    { "943476591", -1, -1 },
    { "", -1, -1 },
    { "\377943\377", -1, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize start = 99;
      gsize end = 99;

      g_test_message ("case %u", i);
      g_assert_cmpint (muster_text_has_nhs_number (cases[i].text, &start, &end), ==, cases[i].start >= 0);
      g_assert_cmpuint (start, ==, cases[i].start >= 0 ? (gsize) cases[i].start : 99);
      g_assert_cmpuint (end, ==, cases[i].start >= 0 ? (gsize) cases[i].end : 99);
    }
  g_assert_true (muster_text_has_nhs_number ("9434765919", NULL, NULL));
}

/* With the check digit weighing 1, the whole sum is a multiple of 11. */
static void
test_nhs_number_check (void)
{
  for (int i = 0; i < ROUNDS (50000); i++)
    {
      char text[11];
      int sum = 0;

      for (int n = 0; n < 10; n++)
        {
          text[n] = (char) ('0' + g_test_rand_int_range (0, 10));
          sum += (text[n] - '0') * (10 - n);
        }
      text[10] = '\0';
      g_assert_cmpint (muster_text_has_nhs_number (text, NULL, NULL), ==, sum % 11 == 0);
    }
}

static void
test_clip (void)
{
  static const struct {
    const char *text;
    guint max_chars;
    const char *clipped;
  } cases[] = {
    { "mobilise", 8, "mobilise" },
    { "mobilise", 7, "mobili…" },
    { "mobilise", 1, "…" },
    { "mobilise", 0, "" },
    { "", 0, "" },
    { "", 3, "" },
    { "go live now", 9, "go live…" }, /* no space before the ellipsis */
    { "日本語日本語", 4, "日本語…" },
    { "ae\314\201bc", 3, "a…" }, /* the accent would be left behind */
    { "\377\377\377", 2, "\357\277\275…" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clipped = muster_text_clip (cases[i].text, cases[i].max_chars);

      g_assert_cmpstr (clipped, ==, cases[i].clipped);
    }
}

static void
test_clip_fragments (void)
{
  for (int i = 0; i < ROUNDS (20000); i++)
    {
      g_autofree char *text = make_fragments (8);
      guint max_chars = (guint) g_test_rand_int_range (0, 20);
      g_autofree char *clipped = muster_text_clip (text, max_chars);
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      g_assert_true (g_utf8_validate (clipped, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (clipped, -1), <=, max_chars);
      if (g_utf8_strlen (valid, -1) <= (glong) max_chars)
        g_assert_cmpstr (clipped, ==, valid);
    }
}

static void
test_long (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fragments); i++)
    {
      g_autofree char *text = make_long (fragments[i], MUSTER_TEXT_MAX_BYTES);
      g_autofree char *clipped = muster_text_clip (text, 80);
      g_autofree char *clean = muster_text_clean (text, TRUE, NULL, NULL);

      g_assert_cmpint (g_utf8_strlen (clipped, -1), <=, 80);
      /* make_long() stops just beyond the limit, or on it. */
      g_assert_cmpint (clean != NULL, ==, strlen (text) == MUSTER_TEXT_MAX_BYTES && g_utf8_validate (text, -1, NULL));
      muster_text_has_nhs_number (text, NULL, NULL);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/text/clean", test_clean);
  g_test_add_func ("/text/clean-refuses", test_clean_refuses);
  g_test_add_func ("/text/clean-refuses-what-grows", test_clean_refuses_what_grows);
  g_test_add_func ("/text/clean-fragments", test_clean_fragments);
  g_test_add_func ("/text/nhs-number", test_nhs_number);
  g_test_add_func ("/text/nhs-number-check", test_nhs_number_check);
  g_test_add_func ("/text/clip", test_clip);
  g_test_add_func ("/text/clip-fragments", test_clip_fragments);
  g_test_add_func ("/text/long", test_long);
  return g_test_run ();
}
