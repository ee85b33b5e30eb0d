/* muster-csv.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "muster-error.h"

/* ---- guarding --------------------------------------------------------------------------------------------------- */

/* Where text has the form ''…= (any number of apostrophes, then what a spreadsheet would compute), how many there are;
 * else -1. */
static int
count_guards (const char *text)
{
  gsize n = strspn (text, "'");

  return text[n] != '\0' && strchr ("=+-@\t\r", text[n]) != NULL ? (int) MIN (n, G_MAXINT) : -1;
}

char *
muster_csv_guard (const char *text)
{
  return count_guards (text) >= 0 ? g_strconcat ("'", text, NULL) : g_strdup (text);
}

char *
muster_csv_unguard (const char *text)
{
  return g_strdup (count_guards (text) > 0 ? text + 1 : text);
}

/* ---- writing ---------------------------------------------------------------------------------------------------- */

static gboolean
needs_quotes (const char *cell)
{
  gsize length = strlen (cell);

  return strpbrk (cell, "\",\r\n") != NULL
         || (length > 0 && (g_ascii_isspace (cell[0]) || g_ascii_isspace (cell[length - 1])));
}

static void
append_cell (GString *csv, const char *cell)
{
  if (!needs_quotes (cell))
    {
      g_string_append (csv, cell);
      return;
    }
  g_string_append_c (csv, '"');
  for (const char *at = cell; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *at);
    }
  g_string_append_c (csv, '"');
}

void
muster_csv_append_row (GString *csv, const char *const *cells, guint n_cells)
{
  /* An empty cell alone would be an empty line, which is no row. */
  if (n_cells == 1 && cells[0][0] == '\0')
    g_string_append (csv, "\"\"");
  else
    for (guint i = 0; i < n_cells; i++)
      {
        if (i > 0)
          g_string_append_c (csv, ',');
        append_cell (csv, cells[i]);
      }
  g_string_append (csv, "\r\n");
}

/* ---- reading ---------------------------------------------------------------------------------------------------- */

typedef enum {
  STATE_START,  /* of a cell */
  STATE_PLAIN,  /* in a cell without quotation marks */
  STATE_QUOTED, /* between quotation marks */
  STATE_CLOSED, /* after what may be the closing one, or the first of a doubled one */
} State;

typedef struct {
  char       separator;
  State      state;
  GPtrArray *rows;
  GPtrArray *cells; /* of the row so far */
  GString   *cell;
  gboolean   quoted; /* the cell has quotation marks */
  guint      line;
  guint      row_line;
  guint      cell_line;
} Reader;

static void
clear_reader (Reader *self)
{
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  if (self->cell != NULL)
    g_string_free (g_steal_pointer (&self->cell), TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, clear_reader)

void
muster_csv_row_free (MusterCsvRow *row)
{
  g_strfreev (row->cells);
  g_free (row);
}

static gboolean
refuse (const Reader *self, const char *message, GError **error)
{
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
               /* Translators: then what is wrong there */
               _("Line %u, column %u: %s"), self->cell_line, self->cells->len + 1, message);
  return FALSE;
}

static void
end_cell (Reader *self)
{
  g_ptr_array_add (self->cells, g_strndup (self->cell->str, self->cell->len));
  g_string_truncate (self->cell, 0);
  self->state = STATE_START;
  self->cell_line = self->line;
}

/* Without the row where the line has nothing on it. */
static void
end_row (Reader *self)
{
  gboolean empty = self->cells->len == 0 && self->cell->len == 0 && !self->quoted;

  if (!empty)
    {
      MusterCsvRow *row = g_new0 (MusterCsvRow, 1);

      end_cell (self);
      row->line = self->row_line;
      row->n_cells = self->cells->len;
      g_ptr_array_add (self->cells, NULL);
      row->cells = (char **) g_ptr_array_steal (self->cells, NULL);
      g_ptr_array_add (self->rows, row);
    }
  self->quoted = FALSE;
  self->state = STATE_START;
}

static void
begin_line (Reader *self)
{
  self->line++;
  if (self->state == STATE_START && self->cells->len == 0)
    self->row_line = self->line;
  if (self->state == STATE_START)
    self->cell_line = self->line;
}

/* One character outside quotation marks. */
static gboolean
read_plain (Reader *self, char c, GError **error)
{
  if (c == self->separator)
    {
      end_cell (self);
      self->quoted = FALSE;
      return TRUE;
    }
  if (self->state == STATE_CLOSED)
    {
      if (c != '"')
        return refuse (self, _("there is text after the closing quotation mark."), error);
      g_string_append_c (self->cell, '"');
      self->state = STATE_QUOTED;
      return TRUE;
    }
  if (c == '"' && (self->state == STATE_START || self->separator != '\t'))
    {
      if (self->state == STATE_PLAIN)
        return refuse (self, _("there is a quotation mark within a cell that does not begin with one."), error);
      self->quoted = TRUE;
      self->state = STATE_QUOTED;
      return TRUE;
    }
  g_string_append_c (self->cell, c);
  self->state = STATE_PLAIN;
  return TRUE;
}

static gboolean
read_all (Reader *self, const char *text, gsize length, GError **error)
{
  const char *end = text + length;

  for (const char *at = text; at < end; at++)
    {
      gboolean crlf = *at == '\r' && at + 1 < end && at[1] == '\n';

      if (self->state == STATE_QUOTED)
        {
          if (*at == '"')
            self->state = STATE_CLOSED;
          else
            g_string_append_c (self->cell, *at);
          if (*at == '\n' || (*at == '\r' && !crlf))
            self->line++;
        }
      else if (*at == '\n' || *at == '\r')
        {
          end_row (self);
          begin_line (self);
          if (crlf)
            at++;
        }
      else if (!read_plain (self, *at, error))
        {
          return FALSE;
        }
    }
  if (self->state == STATE_QUOTED)
    return refuse (self, _("the quotation mark that opens this cell is never closed."), error);
  end_row (self);
  return TRUE;
}

/* The line on which a byte stands. */
static guint
line_of (const char *text, const char *at)
{
  guint line = 1;

  for (; text < at; text++)
    line += *text == '\n' || (*text == '\r' && text[1] != '\n');
  return line;
}

GPtrArray *
muster_csv_parse_with (char separator, const char *text, gsize length, guint *line, GError **error)
{
  g_auto(Reader) reader = {
    .separator = separator,
    .rows = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_csv_row_free),
    .cells = g_ptr_array_new_with_free_func (g_free),
    .cell = g_string_new (NULL),
    .line = 1, .row_line = 1, .cell_line = 1,
  };
  guint ignored;
  const char *bad;

  if (line == NULL)
    line = &ignored;
  if (!g_utf8_validate_len (text, length, &bad))
    {
      *line = line_of (text, bad);
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                   _("Line %u: this is not text in UTF-8. Save the file as “CSV UTF-8”."), *line);
      return NULL;
    }
  if (length >= strlen (MUSTER_CSV_BOM) && memcmp (text, MUSTER_CSV_BOM, strlen (MUSTER_CSV_BOM)) == 0)
    {
      text += strlen (MUSTER_CSV_BOM);
      length -= strlen (MUSTER_CSV_BOM);
    }
  if (!read_all (&reader, text, length, error))
    {
      *line = reader.cell_line;
      return NULL;
    }
  return g_steal_pointer (&reader.rows);
}

GPtrArray *
muster_csv_parse (const char *text, gsize length, GError **error)
{
  return muster_csv_parse_with (',', text, length, NULL, error);
}

char
muster_csv_guess_separator (const char *text, gsize length)
{
  static const char separators[] = ",;\t";
  guint counts[G_N_ELEMENTS (separators)] = { 0 };
  gboolean quoted = FALSE;
  guint best = 0;

  while (length > 0 && (*text == '\n' || *text == '\r'))
    text++, length--;
  for (gsize i = 0; i < length && (quoted || (text[i] != '\n' && text[i] != '\r')); i++)
    {
      const char *found = text[i] != '\0' && !quoted ? strchr (separators, text[i]) : NULL;

      if (text[i] == '"')
        quoted = !quoted;
      if (found != NULL)
        counts[found - separators]++;
    }
  for (guint i = 1; separators[i] != '\0'; i++)
    if (counts[i] > counts[best])
      best = i;
  return separators[best];
}
