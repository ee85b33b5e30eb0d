/* muster-import-rows.c - which record a row is of, and what its cells make of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-import-private.h"

#include <glib/gi18n-lib.h>

#include "muster-error.h"
#include "muster-naming.h"

void
muster_import_row_free (MusterImportRow *self)
{
  g_clear_object (&self->base);
  g_clear_object (&self->edited);
  g_clear_pointer (&self->parts, g_array_unref);
  g_free (self->number);
  g_free (self);
}

static void
clear_part (gpointer data)
{
  g_clear_object (&((MusterImportPart *) data)->record);
}

static MusterImportRow *
row_new (guint line)
{
  MusterImportRow *self = g_new0 (MusterImportRow, 1);

  self->line = line;
  self->parts = g_array_new (FALSE, FALSE, sizeof (MusterImportPart));
  g_array_set_clear_func (self->parts, clear_part);
  return self;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterImportRow, muster_import_row_free)

/* ---- which record ----------------------------------------------------------------------------------------------- */

/* Without blanks around it, as spreadsheets pad their cells. */
static char *
dup_cell (const MusterImportReader *self, const MusterCsvRow *row, int column, guint *index)
{
  for (*index = 0; *index < self->columns->len && *index < row->n_cells; (*index)++)
    if (g_array_index (self->columns, int, *index) == column)
      return g_strstrip (g_strdup (row->cells[*index]));
  return g_strdup ("");
}

static MusterRecord *
find_by_code (const MusterImportReader *self, const char *code, GError **error)
{
  g_autoptr(GError) failure = NULL;
  MusterRecord *record = muster_replica_get_by_code (self->replica, code, &failure);

  if (record == NULL)
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                 _("There is no record %s here. Leave the cell empty for a new record."), code);
  return record;
}

static MusterRecord *
check_found (const MusterImportReader *self, MusterRecord *found /* taken */, const char *code, GError **error)
{
  g_autoptr(MusterRecord) record = found;
  const char *own = muster_record_get_ref_code (record);

  if (muster_record_get_kind (record) != self->kind)
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("This record is %s. What is imported here is %s."),
                   _(muster_record_get_kind (record)->article), _(self->kind->article));
      return NULL;
    }
  if (*code != '\0' && (own == NULL || g_ascii_strcasecmp (code, own) != 0))
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                   _("This record is %s and not %s. Numbers are never changed."), own != NULL ? own : "?", code);
      return NULL;
    }
  return g_steal_pointer (&record);
}

static MusterRecord *
make_new (const MusterImportReader *self, const MusterId *id)
{
  MusterRecord *record = muster_record_new (self->kind, id);

  for (guint i = 0; self->fresh != NULL && i < self->kind->n_fields; i++)
    {
      MusterValue *value = (MusterValue *) muster_record_get_at (self->fresh, i);

      if (value != NULL)
        muster_record_take_at (record, i, muster_value_ref (value));
    }
  return record;
}

/* Sets base and edited; both stay NULL on failure. column is where the fault is. */
static gboolean
find_record (const MusterImportReader *self, const MusterCsvRow *cells, MusterImportRow *row, guint *column,
             GError **error)
{
  guint id_column, code_column;
  g_autofree char *id_text = dup_cell (self, cells, MUSTER_COLUMN_ID, &id_column);
  g_autofree char *code = dup_cell (self, cells, MUSTER_COLUMN_REF, &code_column);
  MusterRecord *found = NULL;
  MusterId id;

  *column = *id_text != '\0' ? id_column : code_column;
  if (self->by_source != NULL && muster_import_is_of_elsewhere (self, code))
    {
      row->number = g_steal_pointer (&code);
      code = g_strdup ("");
    }
  if (*id_text != '\0')
    {
      g_autoptr(GError) failure = NULL;

      if (!muster_column_parse_id (id_text, &id, error))
        return FALSE;
      found = muster_replica_get (self->replica, &id, &failure);
      if (found == NULL)
        row->edited = make_new (self, &id);
    }
  else if (*code != '\0')
    {
      found = find_by_code (self, code, error);
      if (found == NULL)
        return FALSE;
    }
  else if (row->number != NULL && !muster_import_find_numbered (self, row->number, row->line, &found, error))
    return FALSE;
  else if (found == NULL)
    {
      g_autoptr(MusterRecord) made = muster_replica_make_record (self->replica, self->kind);

      row->edited = make_new (self, muster_record_get_id (made));
      if (row->number != NULL)
        muster_import_keep_number (self, row->edited, row->number);
    }
  if (row->edited != NULL)
    return TRUE;
  row->base = check_found (self, found, code, error);
  row->edited = row->base != NULL ? muster_record_copy (row->base) : NULL;
  return row->base != NULL;
}

/* ---- its cells -------------------------------------------------------------------------------------------------- */

void
muster_import_take_problem (GPtrArray *list, guint line, char *message)
{
  MusterImportProblem *problem = g_new0 (MusterImportProblem, 1);

  problem->line = line;
  problem->message = message;
  g_ptr_array_add (list, problem);
}

static void
add_problem (const MusterImportReader *self, guint line, guint column, const char *message)
{
  muster_import_take_problem (self->import->problems, line,
                              g_strdup_printf (_("Line %u, column %u: %s"), line, column + 1, message));
}

/* What is shown of a value has less in it than the value: where it stands as it was shown, the value stays. */
static gboolean
shows_the_same (const MusterImportRow *row, guint field, const char *cell)
{
  const MusterField *description = &muster_record_get_kind (row->edited)->fields[field];
  g_autofree char *shown = row->base != NULL ? muster_record_to_display (row->base, description->name) : NULL;
  g_autofree char *guarded = shown != NULL ? muster_csv_guard (shown) : NULL;

  return shown != NULL && *shown != '\0' && (g_str_equal (cell, shown) || g_str_equal (cell, guarded));
}

static gboolean
read_reference_cell (const MusterImportReader *self, const MusterImportRow *row, guint field, const char *cell,
                     GError **error)
{
  const MusterField *description = &self->kind->fields[field];
  g_autofree char *text = muster_csv_unguard (cell);
  MusterValue *value = NULL;

  if (!muster_field_parse (description, cell, &value, NULL)
      && !muster_naming_parse (self->replica, description, text, &value, error))
    return FALSE;
  muster_record_take_at (row->edited, field, value);
  return TRUE;
}

/* What is computed here means another field, unless it says what is shown anyway. */
static gboolean
read_given_cell (const MusterImportReader *self, const MusterImportRow *row, guint column, const char *cell,
                 GError **error)
{
  const MusterField *field = &self->kind->fields[column];
  gboolean again = field->given_again != NULL && row->base != NULL && muster_record_has (row->base, field->given);
  int given = muster_kind_find_field (self->kind, again ? field->given_again : field->given);
  g_autoptr(MusterValue) value = NULL;

  if (*cell == '\0')
    return TRUE;
  if (!muster_cell_to_value (&self->kind->fields[given], cell, &value, error))
    return FALSE;
  if (row->base == NULL || !muster_value_equal (muster_record_get_at (row->base, column), value))
    muster_record_take_at (row->edited, (guint) given, g_steal_pointer (&value));
  return TRUE;
}

static gboolean
read_cell (const MusterImportReader *self, MusterImportRow *row, int column, const char *cell, GError **error)
{
  gboolean refers;

  if (column >= 0 && self->kind->fields[column].part != NULL)
    return muster_import_read_part (self, row, &self->kind->fields[column], cell, error);

  /* What a new record has anyway is not taken from it by a cell that says nothing. */
  if (row->base == NULL && *cell == '\0')
    return TRUE;
  /* A number is given by the save, and stays. */
  if (column == MUSTER_COLUMN_REF || (column >= 0 && shows_the_same (row, column, cell)))
    return TRUE;
  if (column == MUSTER_COLUMN_ARCHIVED && *cell == '\0')
    return TRUE;
  if (column >= 0 && self->kind->fields[column].given != NULL)
    return read_given_cell (self, row, column, cell, error);
  refers = column >= 0 && (self->kind->fields[column].type == MUSTER_VALUE_REF
                           || self->kind->fields[column].type == MUSTER_VALUE_REFS);
  if (refers)
    return read_reference_cell (self, row, column, cell, error);
  if (!muster_column_read_cell (row->edited, column, cell, error))
    return FALSE;
  if (row->base == NULL && muster_record_is_archived (row->edited))
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                           _("A new record cannot be archived at once. Take the row out, or say “No”."));
      return FALSE;
    }
  return TRUE;
}

/* FALSE where a cell has a problem. One that is missing says nothing, which is less than an empty one. */
static gboolean
read_cells (const MusterImportReader *self, const MusterCsvRow *cells, MusterImportRow *row)
{
  gboolean good = TRUE;

  for (guint i = 0; i < self->columns->len && i < cells->n_cells; i++)
    {
      g_autoptr(GError) failure = NULL;

      if (read_cell (self, row, g_array_index (self->columns, int, i), cells->cells[i], &failure))
        continue;
      add_problem (self, cells->line, i, failure->message);
      good = FALSE;
    }
  return good;
}

/* Spreadsheets leave empty cells away at the end of a row, or have more of them than the header. */
static gboolean
check_cells (const MusterImportReader *self, const MusterCsvRow *cells, GError **error)
{
  guint n = cells->n_cells;

  while (n > 0 && *cells->cells[n - 1] == '\0')
    n--;
  return n <= self->columns->len || muster_column_check_row (self->columns, cells, error);
}

void
muster_import_read_row (const MusterImportReader *self, const MusterCsvRow *cells)
{
  g_autoptr(MusterImportRow) row = row_new (cells->line);
  g_autoptr(GError) failure = NULL;
  const MusterImportRow *earlier;
  guint column;

  if (!check_cells (self, cells, &failure))
    {
      muster_import_take_problem (self->import->problems, cells->line, g_strdup (failure->message));
      return;
    }
  if (!find_record (self, cells, row, &column, &failure))
    {
      add_problem (self, cells->line, column, failure->message);
      return;
    }
  earlier = g_hash_table_lookup (self->by_id, muster_record_get_id (row->edited));
  if (earlier != NULL)
    {
      g_autofree char *message = g_strdup_printf (_("This record is on line %u already. Take one of them out."),
                                                  earlier->line);

      add_problem (self, cells->line, column, message);
      return;
    }
  if (!read_cells (self, cells, row))
    return;
  if (row->number != NULL && row->base != NULL
      && !muster_import_check_numbered (self, row->base, row->edited, row->number, &failure))
    {
      add_problem (self, cells->line, column, failure->message);
      return;
    }
  muster_import_settle_parts (self, row);
  g_hash_table_insert (self->by_id, (gpointer) muster_record_get_id (row->edited), row);
  g_ptr_array_add (self->import->rows, g_steal_pointer (&row));
}
