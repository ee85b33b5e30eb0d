/* fuzz-csv.c - tables from elsewhere: rows that are read are written so that they are read again, whatever stood
 * between their cells.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-csv.h"

#include "fuzz.h"

static GString *
write_rows (GPtrArray *rows)
{
  GString *csv = g_string_new (MUSTER_CSV_BOM);

  for (guint i = 0; i < rows->len; i++)
    {
      const MusterCsvRow *row = rows->pdata[i];

      muster_csv_append_row (csv, (const char *const *) row->cells, row->n_cells);
    }
  return csv;
}

static void
check_rows (GPtrArray *rows)
{
  g_autoptr(GPtrArray) again = NULL;
  GString *once, *twice;

  once = write_rows (rows);
  again = muster_csv_parse (once->str, once->len, NULL);
  g_assert_nonnull (again);
  twice = write_rows (again);
  g_assert_cmpstr (once->str, ==, twice->str);
  g_string_free (once, TRUE);
  g_string_free (twice, TRUE);
}

/* Where it cannot be read, the fault is on a line that there is. */
static void
check_line (const char *text, size_t size, guint line)
{
  size_t breaks = 0;

  for (size_t i = 0; i < size; i++)
    breaks += text[i] == '\n' || text[i] == '\r';
  g_assert_cmpuint (line, >, 0);
  g_assert_cmpuint (line, <=, breaks + 1);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  const char separators[] = { ',', muster_csv_guess_separator (text, size), '\t' };

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      guint line = 0;
      g_autoptr(GPtrArray) rows = muster_csv_parse_with (separators[i], text, size, &line, NULL);

      if (rows != NULL)
        check_rows (rows);
      else
        check_line (text, size, line);
    }
  return 0;
}
