/* test-csv.c - comma-separated values alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-csv.h"

#include <string.h>

#include "muster-error.h"
#include "muster-random.h"

static char *
write_row (const char *const *cells, guint n)
{
  GString *csv = g_string_new (NULL);

  muster_csv_append_row (csv, cells, n);
  return g_string_free (csv, FALSE);
}

static void
test_write (void)
{
  static const struct {
    const char *cells[4];
    guint n;
    const char *csv;
  } cases[] = {
    { { "a", "b", "c" }, 3, "a,b,c\r\n" },
    { { "", "", "" }, 3, ",,\r\n" },
    { { "" }, 1, "\"\"\r\n" },
    { { "one, two", "say \"no\"", "two\nlines" }, 3, "\"one, two\",\"say \"\"no\"\"\",\"two\nlines\"\r\n" },
    { { " space", "space ", "cr\r" }, 3, "\" space\",\"space \",\"cr\r\"\r\n" },
    { { "£5 – “x”", "\"" }, 2, "£5 – “x”,\"\"\"\"\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *csv = write_row (cases[i].cells, cases[i].n);

      g_assert_cmpstr (csv, ==, cases[i].csv);
    }
}

/* Cells with | between, rows with / between. */
static char *
flatten (GPtrArray *rows)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const MusterCsvRow *row = rows->pdata[i];
      g_autofree char *cells = g_strjoinv ("|", row->cells);

      g_assert_cmpuint (g_strv_length (row->cells), ==, row->n_cells);
      g_string_append_printf (text, "%s%u:%s", i > 0 ? "/" : "", row->line, cells);
    }
  return g_string_free (text, FALSE);
}

static void
test_read (void)
{
  static const struct {
    const char *csv;
    const char *rows;
  } cases[] = {
    { "", "" },
    { "\r\n\n\r", "" },
    { "a,b\r\nc,d\r\n", "1:a|b/2:c|d" },
    { "a,b\nc,d", "1:a|b/2:c|d" },
    { "a,b\rc,d\r", "1:a|b/2:c|d" },
    { MUSTER_CSV_BOM "a,b", "1:a|b" },
    { "a,\n,b\n", "1:a|/2:|b" },
    { "\"\"\n", "1:" },
    { "\"a\"\"b\",\"c,d\"\n", "1:a\"b|c,d" },
    { "\"two\r\nlines\",x\r\n\r\nlast,y", "1:two\r\nlines|x/4:last|y" },
    { "\"\",\"\"\n", "1:|" },
    { " a , b \n", "1: a | b " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) rows = muster_csv_parse (cases[i].csv, strlen (cases[i].csv), &error);
      g_autofree char *flat = NULL;

      g_assert_no_error (error);
      flat = flatten (rows);
      g_assert_cmpstr (flat, ==, cases[i].rows);
    }
}

static void
test_refuse (void)
{
  static const struct {
    const char *csv;
    gsize length;
    const char *message;
  } cases[] = {
#define CASE(csv, message) { csv, sizeof csv - 1, message }
    CASE ("a,b\nc,d\"e\n", "Line 2, column 2: there is a quotation mark within a cell*"),
    CASE ("a,b\n\"c\"d,e\n", "Line 2, column 1: there is text after the closing quotation mark*"),
    CASE ("a\n\n\"b\nc\nd", "Line 3, column 1: the quotation mark that opens this cell is never closed*"),
    CASE ("a,\"b\nc\",\"d", "Line 2, column 3: the quotation mark that opens*"),
    CASE ("a\nb\n\351t\351\n", "Line 3: this is not text in UTF-8*"),
    CASE ("a\r\nb\0c\r\n", "Line 2: this is not text in UTF-8*"),
#undef CASE
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) rows = muster_csv_parse (cases[i].csv, cases[i].length, &error);

      g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
      g_assert_null (rows);
      if (!g_pattern_match_simple (cases[i].message, error->message))
        g_error ("\"%s\" is not \"%s\"", error->message, cases[i].message);
    }
}

static void
test_guard (void)
{
  static const char *const cases[][2] = {
    { "", "" },         { "plain", "plain" },     { "=1+1", "'=1+1" },  { "+44 20", "'+44 20" },
    { "-5", "'-5" },    { "@SUM(A1)", "'@SUM(A1)" }, { "\tx", "'\tx" }, { "\rx", "'\rx" },
    { "'", "'" },       { "'tis", "'tis" },       { "'=", "''=" },      { "''=x", "'''=x" },
    { " =", " =" },     { "a=b", "a=b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *guarded = muster_csv_guard (cases[i][0]);
      g_autofree char *back = muster_csv_unguard (guarded);

      g_assert_cmpstr (guarded, ==, cases[i][1]);
      g_assert_cmpstr (back, ==, cases[i][0]);
    }
}

/* Every text over the characters that mean something comes back, guarded and written. */
static void
test_round_trip (void)
{
  static const char *const fragments[] = {
    "'", "=", "+", "-", "@", "\t", "\r", "\n", "\"", ",", " ", "a", "£", "–", "ש"
  };
  guint32 seed = g_test_rand_int ();
  g_autoptr(MusterRandom) random = muster_random_new_seeded (seed);

  g_test_message ("seed %u", seed);
  for (guint n = 0; n < 20000; n++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GString) csv = g_string_new (n % 2 == 0 ? MUSTER_CSV_BOM : "");
      g_autoptr(GPtrArray) rows = NULL;
      char *texts[3], *cells[3];

      for (guint i = 0; i < 3; i++)
        {
          g_autoptr(GString) text = g_string_new (NULL);

          for (guint length = muster_random_below (random, 6); length > 0; length--)
            g_string_append (text, fragments[muster_random_below (random, G_N_ELEMENTS (fragments))]);
          texts[i] = g_string_free (g_steal_pointer (&text), FALSE);
          cells[i] = muster_csv_guard (texts[i]);
          g_assert_null (strchr ("=+-@\t\r", *cells[i] != '\0' ? *cells[i] : 'x'));
        }
      muster_csv_append_row (csv, (const char *const *) cells, 3);
      rows = muster_csv_parse (csv->str, csv->len, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (rows->len, ==, 1);
      for (guint i = 0; i < 3; i++)
        {
          const MusterCsvRow *row = rows->pdata[0];
          g_autofree char *back = muster_csv_unguard (row->cells[i]);

          g_assert_cmpuint (row->n_cells, ==, 3);
          g_assert_cmpstr (back, ==, texts[i]);
          g_free (texts[i]);
          g_free (cells[i]);
        }
    }
}

/* Whatever comes in, the answer is rows or a sentence. */
static void
test_hostile (void)
{
  static const char bytes[] = "\",\r\n'=a \0\303\251\377";
  guint32 seed = g_test_rand_int ();
  g_autoptr(MusterRandom) random = muster_random_new_seeded (seed);

  g_test_message ("seed %u", seed);
  for (guint n = 0; n < 50000; n++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) rows = NULL;
      guint length = muster_random_below (random, 24);
      g_autofree char *csv = g_malloc (length + 1);

      for (guint i = 0; i < length; i++)
        csv[i] = bytes[muster_random_below (random, sizeof bytes - 1)];
      csv[length] = '"'; /* beyond the end, where nobody may look */
      rows = muster_csv_parse (csv, length, &error);
      g_assert_true ((rows == NULL) == (error != NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/csv/write", test_write);
  g_test_add_func ("/exchange/csv/read", test_read);
  g_test_add_func ("/exchange/csv/refuse", test_refuse);
  g_test_add_func ("/exchange/csv/guard", test_guard);
  g_test_add_func ("/exchange/csv/round-trip", test_round_trip);
  g_test_add_func ("/exchange/csv/hostile", test_hostile);
  return g_test_run ();
}
