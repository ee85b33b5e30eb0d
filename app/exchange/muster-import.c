/* muster-import.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-export.h"

#include <glib/gi18n-lib.h>

#include "muster-cell-private.h"
#include "muster-error.h"
#include "muster-text.h"

/* ---- cells ------------------------------------------------------------------------------------------------------ */

gboolean
muster_cell_holds_words (const MusterField *field)
{
  switch (field->type)
    {
    case MUSTER_VALUE_TEXT:
    case MUSTER_VALUE_LONG_TEXT:
    case MUSTER_VALUE_CHOICE:
    case MUSTER_VALUE_WHEN:
    case MUSTER_VALUE_PARTY:
    case MUSTER_VALUE_POPULATION:
    case MUSTER_VALUE_LIST:
      return TRUE;
    case MUSTER_VALUE_INTEGER:
    case MUSTER_VALUE_DECIMAL:
    case MUSTER_VALUE_BOOLEAN:
    case MUSTER_VALUE_MONEY:
    case MUSTER_VALUE_PERCENT:
    case MUSTER_VALUE_SCORE:
    case MUSTER_VALUE_REF:
    case MUSTER_VALUE_REFS:
    default:
      return FALSE;
    }
}

char *
muster_cell_from_value (const MusterField *field, const MusterValue *value)
{
  g_autofree char *text = muster_field_to_text (field, value);

  return muster_cell_holds_words (field) ? muster_csv_guard (text) : g_steal_pointer (&text);
}

gboolean
muster_cell_to_value (const MusterField *field, const char *cell, MusterValue **value, GError **error)
{
  g_autofree char *text = muster_cell_holds_words (field) ? muster_csv_unguard (cell) : g_strdup (cell);

  return muster_field_parse (field, text, value, error);
}

/* ---- the rows --------------------------------------------------------------------------------------------------- */

static gboolean
has_column (const GArray *columns, int column)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_array_index (columns, int, i) == column)
      return TRUE;
  return FALSE;
}

static gboolean
parse_archived (const char *cell, gboolean *archived, GError **error)
{
  static const MusterField field = { "archived", MUSTER_VALUE_BOOLEAN, 0, N_("Archived") };
  g_autoptr(MusterValue) value = NULL;

  if (!muster_field_parse (&field, cell, &value, error))
    return FALSE;
  *archived = muster_value_get_number (value) != 0;
  return TRUE;
}

gboolean
muster_column_parse_id (const char *cell, MusterId *id, GError **error)
{
  if (muster_id_from_text (id, cell))
    return TRUE;
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("“%s” is not the id of a record."), cell);
  return FALSE;
}

gboolean
muster_column_read_cell (MusterRecord *record, int column, const char *cell, GError **error)
{
  const MusterKind *kind = muster_record_get_kind (record);
  MusterValue *value = NULL;
  gboolean archived;

  switch (column)
    {
    case MUSTER_COLUMN_ID:
    case MUSTER_COLUMN_PASS:
      return TRUE;
    case MUSTER_COLUMN_REF:
      muster_record_set_ref_code (record, *cell != '\0' ? cell : NULL);
      return TRUE;
    case MUSTER_COLUMN_ARCHIVED:
      if (!parse_archived (cell, &archived, error))
        return FALSE;
      muster_record_set_archived (record, archived);
      return TRUE;
    default:
      if (!muster_cell_to_value (&kind->fields[column], cell, &value, error))
        return FALSE;
      muster_record_take_at (record, column, value);
      return TRUE;
    }
}

static gboolean
prefix_place (const MusterCsvRow *row, guint column, GError **error)
{
  g_prefix_error (error, _("Line %u, column %u: "), row->line, column + 1);
  return FALSE;
}

gboolean
muster_column_check_row (const GArray *columns, const MusterCsvRow *row, GError **error)
{
  if (row->n_cells == columns->len)
    return TRUE;
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
               ngettext ("Line %u: the row has %u cell where the header has %u. Look for a quotation mark or a comma "
                         "that is missing or too many.",
                         "Line %u: the row has %u cells where the header has %u. Look for a quotation mark or a comma "
                         "that is missing or too many.", row->n_cells), row->line, row->n_cells, columns->len);
  return FALSE;
}

static MusterRecord *
read_row (const MusterKind *kind, const GArray *columns, const MusterCsvRow *row, GError **error)
{
  g_autoptr(MusterRecord) record = NULL;
  MusterId id;
  guint id_column = 0;

  if (!muster_column_check_row (columns, row, error))
    return NULL;
  while (g_array_index (columns, int, id_column) != MUSTER_COLUMN_ID)
    id_column++;
  if (!muster_column_parse_id (row->cells[id_column], &id, error))
    {
      prefix_place (row, id_column, error);
      return NULL;
    }
  record = muster_record_new (kind, &id);
  for (guint i = 0; i < columns->len; i++)
    {
      if (!muster_column_read_cell (record, g_array_index (columns, int, i), row->cells[i], error))
        {
          prefix_place (row, i, error);
          return NULL;
        }
    }
  return g_steal_pointer (&record);
}

GPtrArray *
muster_import_csv (const MusterKind *kind, const char *text, gsize length, GError **error)
{
  g_autoptr(GPtrArray) rows = muster_csv_parse (text, length, error);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GHashTable) ids = g_hash_table_new (muster_id_hash, muster_id_equal);
  g_autoptr(GArray) columns = NULL;

  if (rows == NULL)
    return NULL;
  if (rows->len == 0)
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                           _("The file is empty: it has not even a header."));
      return NULL;
    }
  columns = muster_column_read_names (kind, rows->pdata[0], error);
  if (columns == NULL)
    return NULL;
  if (!has_column (columns, MUSTER_COLUMN_ID))
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("Line %u: there is no column “id”."),
                   ((const MusterCsvRow *) rows->pdata[0])->line);
      return NULL;
    }
  for (guint i = 1; i < rows->len; i++)
    {
      const MusterCsvRow *row = rows->pdata[i];
      MusterRecord *record = read_row (kind, columns, row, error);

      if (record == NULL)
        return NULL;
      g_ptr_array_add (records, record);
      if (!g_hash_table_add (ids, (gpointer) muster_record_get_id (record)))
        {
          g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                       _("Line %u: this record was on an earlier line already. Take one of them out."), row->line);
          return NULL;
        }
    }
  return g_steal_pointer (&records);
}
