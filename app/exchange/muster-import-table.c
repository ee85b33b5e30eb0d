/* muster-import-table.c - a table as text, its header and all of its rows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "muster-error.h"

static void
problem_free (MusterImportProblem *self)
{
  g_free (self->message);
  g_free (self);
}

static MusterImport *
import_new (void)
{
  MusterImport *self = g_new0 (MusterImport, 1);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_import_row_free);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) problem_free);
  self->warnings = g_ptr_array_new_with_free_func ((GDestroyNotify) problem_free);
  self->unknown = g_ptr_array_new_with_free_func (g_free);
  self->computed = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
muster_import_free (MusterImport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->warnings);
  g_ptr_array_unref (self->unknown);
  g_ptr_array_unref (self->computed);
  g_free (self->numbers);
  g_free (self->rest);
  g_free (self);
}

/* Of a table that was copied with rows below it. */
static gboolean
is_blank (const MusterCsvRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    if (row->cells[i][0] != '\0')
      return FALSE;
  return TRUE;
}

static guint
find_header (GPtrArray *lines)
{
  guint i = 0;

  while (i < lines->len && is_blank (lines->pdata[i]))
    i++;
  return i;
}

/* Whether it names a column at all; lenient: what it names besides is passed over. */
static gboolean
read_header (MusterImportReader *self, const MusterCsvRow *row, gboolean lenient, GError **error)
{
  g_autofree char *names = muster_import_describe_columns (self->kind);

  self->columns = muster_column_read_header (self->kind, row, lenient ? self->import->unknown : NULL,
                                             self->import->computed, error);
  if (self->columns == NULL)
    return FALSE;
  for (guint i = 0; i < self->columns->len; i++)
    if (g_array_index (self->columns, int, i) != MUSTER_COLUMN_PASS)
      return TRUE;
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
               _("Line %u: it names no column of %s. The first line has to say what is in each column, such as “%s”. "
                 "%s"),
               row->line, _(self->kind->article), muster_field_get_label (&self->kind->fields[0]), names);
  return FALSE;
}

/* A column without a name is one that a spreadsheet copied for nothing, unless there is something in it. */
static void
find_nameless (const MusterImportReader *self, GPtrArray *lines, guint header)
{
  const MusterCsvRow *names = lines->pdata[header];

  for (guint i = 0; i < names->n_cells; i++)
    for (guint j = header + 1; *names->cells[i] == '\0' && j < lines->len; j++)
      {
        const MusterCsvRow *row = lines->pdata[j];

        if (i >= row->n_cells || *row->cells[i] == '\0')
          continue;
        /* Translators: a column that has no name, by its place in the table */
        g_ptr_array_add (self->import->unknown, g_strdup_printf (_("column %u"), i + 1));
        break;
      }
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const MusterImportProblem *left = *(const MusterImportProblem *const *) a;
  const MusterImportProblem *right = *(const MusterImportProblem *const *) b;

  return (left->line > right->line) - (left->line < right->line);
}

static void
read_rows (MusterImportReader *self, GPtrArray *lines, guint header, gboolean lenient)
{
  MusterImport *import = self->import;

  for (guint i = header + 1; i < lines->len; i++)
    if (!is_blank (lines->pdata[i]))
      {
        muster_import_read_row (self, lines->pdata[i]);
        import->n_left_out++;
      }
  /* The rules look at rows beside each other: with one missing they would find what is not so. */
  if (import->problems->len == 0 || lenient)
    while (!muster_import_check_rows (self, lenient))
      continue;
  import->n_left_out -= import->rows->len;
  g_ptr_array_sort (import->problems, compare_lines);
}

/* ---- what is left out -------------------------------------------------------------------------------------------- */

/* Where each line begins, as a table counts them. */
static GArray *
find_lines (const char *text, gsize length)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  gsize start = 0;

  g_array_append_val (starts, start);
  for (gsize i = 0; i < length; i++)
    if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n')))
      {
        start = i + 1;
        g_array_append_val (starts, start);
      }
  return starts;
}

static void
append_line (GString *rest, const char *text, gsize start, gsize end)
{
  while (end > start && (text[end - 1] == '\n' || text[end - 1] == '\r'))
    end--;
  g_string_append_len (rest, text + start, (gssize) (end - start));
  g_string_append_c (rest, '\n');
}

static void
keep_rest (MusterImport *import, GPtrArray *lines, guint header, const char *text, gsize length)
{
  g_autoptr(GHashTable) taken = g_hash_table_new (NULL, NULL);
  g_autoptr(GArray) starts = find_lines (text, length);
  g_autoptr(GString) rest = g_string_new (NULL);

  for (guint i = 0; i < import->rows->len; i++)
    g_hash_table_add (taken, GUINT_TO_POINTER (((const MusterImportRow *) import->rows->pdata[i])->line));
  for (guint i = header; i < lines->len; i++)
    {
      const MusterCsvRow *row = lines->pdata[i], *next = i + 1 < lines->len ? lines->pdata[i + 1] : NULL;

      if (!is_blank (row) && !g_hash_table_contains (taken, GUINT_TO_POINTER (row->line)))
        append_line (rest, text, g_array_index (starts, gsize, row->line - 1),
                     next != NULL ? g_array_index (starts, gsize, next->line - 1) : length);
    }
  import->rest = g_string_free (g_steal_pointer (&rest), FALSE);
}

static gboolean
read_table (MusterImportReader *self, GPtrArray *lines, gboolean lenient, guint *line, GError **error)
{
  guint header = find_header (lines);

  if (header == lines->len)
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                           _("The file is empty: it has not even a header."));
      return FALSE;
    }
  *line = ((const MusterCsvRow *) lines->pdata[header])->line;
  if (!read_header (self, lines->pdata[header], lenient, error))
    return FALSE;
  if (lenient)
    find_nameless (self, lines, header);
  muster_import_settle_numbers (self, lines, header);
  read_rows (self, lines, header, lenient);
  return TRUE;
}

MusterImport *
muster_import_read (MusterReplica *replica, const MusterKind *kind, MusterRecord *fresh, const char *text,
                    gsize length, MusterImportFlags flags, guint *line, GError **error)
{
  char separator = muster_csv_guess_separator (text, length);
  guint fault = 0;
  g_autoptr(GPtrArray) lines = muster_csv_parse_with (separator, text, length, &fault, error);
  g_autoptr(GHashTable) by_id = g_hash_table_new (muster_id_hash, muster_id_equal);
  g_autoptr(MusterImport) self = import_new ();
  MusterImportReader reader = { .import = self, .replica = replica, .kind = kind, .fresh = fresh, .by_id = by_id };

  if (lines == NULL || !read_table (&reader, lines, (flags & MUSTER_IMPORT_LENIENT) != 0, &fault, error))
    g_clear_pointer (&self, muster_import_free);
  if (self != NULL && self->n_left_out > 0)
    keep_rest (self, lines, find_header (lines), text, length);
  if (line != NULL)
    *line = fault;
  g_clear_pointer (&reader.columns, g_array_unref);
  g_clear_pointer (&reader.by_source, g_hash_table_unref);
  g_clear_pointer (&reader.lines, g_hash_table_unref);
  return g_steal_pointer (&self);
}

gboolean
muster_import_suits (const MusterKind *kind, const char *text)
{
  gsize length = strcspn (text, "\r\n");
  g_autoptr(GPtrArray) lines = muster_csv_parse_with (muster_csv_guess_separator (text, length), text, length, NULL,
                                                      NULL);
  g_autoptr(MusterImport) import = import_new ();
  MusterImportReader reader = { .import = import, .kind = kind };
  gboolean suits = lines != NULL && lines->len > 0 && read_header (&reader, lines->pdata[0], TRUE, NULL);

  g_clear_pointer (&reader.columns, g_array_unref);
  return suits;
}
