/* fuzz-csv.c - tables from elsewhere: rows that are read are written so that they are read again.
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

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr(GPtrArray) rows = muster_csv_parse ((const char *) data, size, NULL);
  g_autoptr(GPtrArray) again = NULL;
  GString *once, *twice;

  if (rows == NULL)
    return 0;
  once = write_rows (rows);
  again = muster_csv_parse (once->str, once->len, NULL);
  g_assert_nonnull (again);
  twice = write_rows (again);
  g_assert_cmpstr (once->str, ==, twice->str);
  g_string_free (once, TRUE);
  g_string_free (twice, TRUE);
  return 0;
}
