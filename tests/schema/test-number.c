/* test-number.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "../rounds.h"
#include "muster-number.h"

#include <string.h>

#include "fragments.h"
#include "muster-error.h"

typedef struct {
  const char *text;
  gint64 number;
  const char *written; /* NULL where text itself is */
} Taken;

typedef struct {
  const char *text;
  const char *says; /* part of the message */
} Refused;

static void
test_money (void)
{
  static const Taken cases[] = {
    { "£72,101", 7210100, NULL },
    { "72101", 7210100, "£72,101" },
    { "72,101.50", 7210150, "£72,101.50" },
    { "72101.5", 7210150, "£72,101.50" },
    { "£29.8m", G_GINT64_CONSTANT (2980000000), "£29,800,000" },
    { "158.5K", 15850000, "£158,500" },
    { "£96.5 k", 9650000, "£96,500" },
    { "£165K", 16500000, "£165,000" },
    { "£1.2bn", G_GINT64_CONSTANT (120000000000), "£1,200,000,000" },
    { "£8 million", 800000000, "£8,000,000" },
    { "£0.12345k", 12345, "£123.45" },
    { "-£1", -100, NULL },
    { "£-1", -100, "-£1" },
    { "\342\210\2221", -100, "-£1" },
    { "(£1,000.05)", -100005, "-£1,000.05" },
    { "+£1", 100, "£1" },
    { " £ 470 ", 47000, "£470" },
    { "0", 0, "£0" },
    { "-0.00", 0, "£0" },
    { ".05", 5, "£0.05" },
    { "-0.99", -99, "-£0.99" },
    { "000000000000000000000000000001", 100, "£1" },
    { "£1,000,000,000,000", G_GINT64_CONSTANT (100000000000000), NULL },
    { "-£1,000,000,000,000", G_GINT64_CONSTANT (-100000000000000), NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *written = NULL;
      gint64 pence = -7;

      g_assert_true (muster_money_parse (cases[i].text, &pence, &error));
      g_assert_no_error (error);
      g_assert_cmpint (pence, ==, cases[i].number);
      written = muster_money_to_text (pence);
      g_assert_cmpstr (written, ==, cases[i].written != NULL ? cases[i].written : cases[i].text);
    }
}

static void
test_money_refused (void)
{
  static const Refused cases[] = {
    { NULL, "not an amount" },
    { "", "not an amount" },
    { "£", "not an amount" },
    { "TBC", "not an amount" },
    { "1,5", "not an amount" }, /* one and a half to some */
    { "7,21,01", "not an amount" },
    { "1234,567", "not an amount" },
    { ",123", "not an amount" },
    { "1.", "not an amount" },
    { "1..5", "not an amount" },
    { "10²", "not an amount" },
    { "½", "not an amount" },
    { "--1", "not an amount" },
    { "££1", "not an amount" },
    { "(-1)", "not an amount" },
    { "£50,000 per annum", "not an amount" },
    { "£470/day", "not an amount" },
    { "5kk", "not an amount" },
    { "$5", "not an amount" },
    { "£1.505", "parts of a penny" },
    { "£1.500", "parts of a penny" }, /* a thousand and a half to some */
    { "£0.123456k", "parts of a penny" },
    { "£1,000,000,000,000.01", "largest amount" },
    { "99999999999999999999999", "largest amount" },
    { "9223372036854775807m", "largest amount" },
    { "-99999999999999999999999k", "largest amount" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 pence = -7;

      g_assert_false (muster_money_parse (cases[i].text, &pence, &error));
      g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_cmpint (pence, ==, -7);
    }
}

static void
test_decimal (void)
{
  static const Taken cases[] = {
    { "0.6", 600, NULL },
    { "2", 2000, NULL },
    { "1,250.125", 1250125, NULL },
    { "2.40", 2400, "2.4" },
    { ".5", 500, "0.5" },
    { "-0.05", -50, NULL },
    { "-1.5", -1500, NULL },
    { "0", 0, NULL },
    { "-0", 0, "0" },
    { "9,223,372,036,854,775.807", G_MAXINT64, NULL },
    { "-9,223,372,036,854,775.807", -G_MAXINT64, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *written = NULL;
      gint64 thousandths = -7;

      g_assert_true (muster_decimal_parse (cases[i].text, &thousandths, &error));
      g_assert_no_error (error);
      g_assert_cmpint (thousandths, ==, cases[i].number);
      written = muster_decimal_to_text (thousandths);
      g_assert_cmpstr (written, ==, cases[i].written != NULL ? cases[i].written : cases[i].text);
    }
}

static void
test_decimal_refused (void)
{
  static const Refused cases[] = {
    { NULL, "not a number" },
    { "", "not a number" },
    { "£1", "not a number" },
    { "1k", "not a number" },
    { "0,6", "not a number" },
    { "nan", "not a number" },
    { "inf", "not a number" },
    { "1e3", "not a number" },
    { "0x10", "not a number" },
    { "0.1234", "three decimals" },
    { "0.1230", "three decimals" },
    { "9223372036854775.808", "larger" },
    { "99999999999999999999", "larger" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 thousandths = -7;

      g_assert_false (muster_decimal_parse (cases[i].text, &thousandths, &error));
      g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_cmpint (thousandths, ==, -7);
    }
}

static void
test_integer (void)
{
  static const struct {
    const char *text;
    gint64 min, max;
    gboolean taken;
    gint64 number;
  } cases[] = {
    { "42", 0, 100, TRUE, 42 },
    { "42%", 0, 100, TRUE, 42 },
    { "0", 0, 100, TRUE, 0 },
    { "100", 0, 100, TRUE, 100 },
    { "101", 0, 100, FALSE, 0 },
    { "-1", 0, 100, FALSE, 0 },
    { "42%", 0, 101, FALSE, 0 },
    { "1,234", 0, 5000, TRUE, 1234 },
    { "-3", -5, 5, TRUE, -3 },
    { "3.0", 0, 5, FALSE, 0 },
    { "3 4", 0, 50, FALSE, 0 },
    { "", 0, 5, FALSE, 0 },
    { NULL, 0, 5, FALSE, 0 },
    { "three", 0, 5, FALSE, 0 },
    { "9223372036854775807", G_MININT64, G_MAXINT64, TRUE, G_MAXINT64 },
    { "9223372036854775808", G_MININT64, G_MAXINT64, FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 number = -7;

      g_assert_cmpint (muster_integer_parse (cases[i].text, cases[i].min, cases[i].max, &number, &error), ==,
                       cases[i].taken);
      g_assert_cmpint (number, ==, cases[i].taken ? cases[i].number : -7);
      if (!cases[i].taken)
        g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
    }
}

/* The message says what would be taken. */
static void
test_integer_names_the_range (void)
{
  g_autoptr (GError) error = NULL;
  gint64 number;

  g_assert_false (muster_integer_parse ("9,999", -12, 5000, &number, &error));
  g_assert_nonnull (strstr (error->message, "9,999"));
  g_assert_nonnull (strstr (error->message, "from -12 to 5,000"));
}

static void
test_integer_to_text (void)
{
  static const struct {
    gint64 number;
    const char *text;
  } cases[] = {
    { 0, "0" }, { 999, "999" }, { 1000, "1,000" }, { -1234567, "-1,234,567" }, { -999, "-999" },
    { G_MAXINT64, "9,223,372,036,854,775,807" }, { G_MININT64, "-9,223,372,036,854,775,808" },
  };
  g_autofree char *money = muster_money_to_text (G_MININT64);
  g_autofree char *decimal = muster_decimal_to_text (G_MININT64);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = muster_integer_to_text (cases[i].number);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
  g_assert_cmpstr (money, ==, "-£92,233,720,368,547,758.08");
  g_assert_cmpstr (decimal, ==, "-9,223,372,036,854,775.808");
}

static gint64
make_number (gint64 max)
{
  gint64 number = (gint64) (g_test_rand_double_range (-1, 1) * (double) max);

  return number >> g_test_rand_int_range (0, 60); /* small ones as often as large ones */
}

static void
test_round_trips (void)
{
  for (int i = 0; i < ROUNDS (100000); i++)
    {
      gint64 number = make_number (G_GINT64_CONSTANT (100000000000000));
      g_autofree char *money = muster_money_to_text (number);
      g_autofree char *decimal = muster_decimal_to_text (number);
      g_autofree char *integer = muster_integer_to_text (number);
      gint64 back;

      g_assert_true (muster_money_parse (money, &back, NULL));
      g_assert_cmpint (back, ==, number);
      g_assert_true (muster_decimal_parse (decimal, &back, NULL));
      g_assert_cmpint (back, ==, number);
      g_assert_true (muster_integer_parse (integer, G_MININT64, G_MAXINT64, &back, NULL));
      g_assert_cmpint (back, ==, number);
    }
}

/* What is taken is written back as the same number, whatever it was made of. */
static void
assert_taken_or_explained (const char *text)
{
  g_autoptr (GError) error = NULL;
  gint64 number;
  gint64 back;

  if (muster_money_parse (text, &number, &error))
    {
      g_autofree char *written = muster_money_to_text (number);

      g_assert_true (muster_money_parse (written, &back, NULL));
      g_assert_cmpint (back, ==, number);
    }
  else
    {
      g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  g_clear_error (&error);
  g_assert_cmpint (muster_decimal_parse (text, &number, &error), ==, error == NULL);
  g_clear_error (&error);
  g_assert_cmpint (muster_integer_parse (text, 0, 100, &number, &error), ==, error == NULL);
}

static void
test_fragments (void)
{
  for (int i = 0; i < ROUNDS (100000); i++)
    {
      g_autofree char *text = make_fragments (5);

      assert_taken_or_explained (text);
    }
}

static void
test_long (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fragments); i++)
    {
      g_autofree char *text = make_long (fragments[i], 128 * 1024);

      assert_taken_or_explained (text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/number/money", test_money);
  g_test_add_func ("/number/money-refused", test_money_refused);
  g_test_add_func ("/number/decimal", test_decimal);
  g_test_add_func ("/number/decimal-refused", test_decimal_refused);
  g_test_add_func ("/number/integer", test_integer);
  g_test_add_func ("/number/integer-names-the-range", test_integer_names_the_range);
  g_test_add_func ("/number/integer-to-text", test_integer_to_text);
  g_test_add_func ("/number/round-trips", test_round_trips);
  g_test_add_func ("/number/fragments", test_fragments);
  g_test_add_func ("/number/long", test_long);
  return g_test_run ();
}
