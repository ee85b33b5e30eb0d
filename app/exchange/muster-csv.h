/* muster-csv.h - rows of cells as comma-separated values (RFC 4180).
 *
 * Written: UTF-8, CR LF after each row, quotation marks where needed. Read: the same, and LF or CR alone, and a byte
 * order mark. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* U+FEFF, without which Excel takes UTF-8 for something else. */
#define MUSTER_CSV_BOM "\xef\xbb\xbf"

/* Adds one row of n_cells cells. */
void       muster_csv_append_row (GString *csv, const char *const *cells, guint n_cells);

typedef struct {
  char **cells;
  guint  n_cells;
  guint  line;    /* of the text in which the row begins; the first is 1 */
} MusterCsvRow;

/* Element type MusterCsvRow, (transfer full). Lines with nothing on them are no rows. MUSTER_ERROR_INVALID names line
 * and column where a quotation mark stands where none can, or never ends, or where text is no UTF-8 or holds a zero
 * byte. */
GPtrArray *muster_csv_parse      (const char *text, gsize length, GError **error);
/* The same with another character between cells. With tabs, as spreadsheets copy, a quotation mark within a cell is
 * one. On failure *line is that which the message names; line may be NULL. */
GPtrArray *muster_csv_parse_with (char separator, const char *text, gsize length, guint *line, GError **error);
/* Comma, semicolon or tab, whichever the first line with anything on it has most of outside quotation marks; a comma
 * where it has none. */
char       muster_csv_guess_separator (const char *text, gsize length);
void       muster_csv_row_free   (MusterCsvRow *row);

/* A spreadsheet computes a cell that begins with = + - @, tab or carriage return, even one that came as text. Guarded,
 * such a text has an apostrophe in front. So has one that begins with apostrophes and then one of these, so that
 * muster_csv_unguard (muster_csv_guard (x)) is x for every x. */
char      *muster_csv_guard      (const char *text);
char      *muster_csv_unguard    (const char *text);

G_END_DECLS
