/* muster-import-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-import.h"

#include <glib/gi18n-lib.h>

#include "muster-cell-private.h"
#include "muster-error.h"
#include "muster-json.h"

typedef struct {
  MusterRecord *base;   /* NULL: a new record */
  MusterRecord *edited;
  guint         line;
} Row;

typedef struct {
  MusterImport        *import;
  MusterReplica       *replica;
  const MusterKind    *kind;
  GArray              *columns; /* int */
  MusterImportRefsFunc read_references;
  gpointer             data;
  GHashTable          *by_id;   /* id -> Row, of those read so far */
} Reader;

static void
row_free (Row *self)
{
  g_clear_object (&self->base);
  g_clear_object (&self->edited);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Row, row_free)

/* ---- which record ----------------------------------------------------------------------------------------------- */

static const char *
cell_of (const Reader *self, const MusterCsvRow *row, int column, guint *index)
{
  for (*index = 0; *index < self->columns->len; (*index)++)
    if (g_array_index (self->columns, int, *index) == column)
      return row->cells[*index];
  return "";
}

static MusterRecord *
find_by_code (const Reader *self, const char *code, GError **error)
{
  g_autoptr(GError) failure = NULL;
  MusterRecord *record = muster_replica_get_by_code (self->replica, code, &failure);

  if (record == NULL)
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                 _("There is no record %s here. Leave the cell empty for a new record."), code);
  return record;
}

static MusterRecord *
check_found (const Reader *self, MusterRecord *found /* taken */, const char *code, GError **error)
{
  g_autoptr(MusterRecord) record = found;
  const char *own = muster_record_get_ref_code (record);

  if (muster_record_get_kind (record) != self->kind)
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("This record is %s. What is imported here is %s."),
                   _(muster_record_get_kind (record)->article), _(self->kind->article));
      return NULL;
    }
  if (*code != '\0' && g_strcmp0 (code, own) != 0)
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                   _("This record is %s and not %s. Numbers are never changed."), own != NULL ? own : "?", code);
      return NULL;
    }
  return g_steal_pointer (&record);
}

/* Sets base and edited; both stay NULL on failure. column is where the fault is. */
static gboolean
find_record (const Reader *self, const MusterCsvRow *cells, Row *row, guint *column, GError **error)
{
  guint id_column, code_column;
  const char *id_text = cell_of (self, cells, MUSTER_COLUMN_ID, &id_column);
  const char *code = cell_of (self, cells, MUSTER_COLUMN_REF, &code_column);
  MusterRecord *found = NULL;
  MusterId id;

  *column = *id_text != '\0' ? id_column : code_column;
  if (*id_text != '\0')
    {
      g_autoptr(GError) failure = NULL;

      if (!muster_column_parse_id (id_text, &id, error))
        return FALSE;
      found = muster_replica_get (self->replica, &id, &failure);
      if (found == NULL)
        row->edited = muster_record_new (self->kind, &id);
    }
  else if (*code != '\0')
    {
      found = find_by_code (self, code, error);
      if (found == NULL)
        return FALSE;
    }
  else
    {
      row->edited = muster_replica_make_record (self->replica, self->kind);
    }
  if (row->edited != NULL)
    return TRUE;
  row->base = check_found (self, found, code, error);
  row->edited = row->base != NULL ? muster_record_copy (row->base) : NULL;
  return row->base != NULL;
}

/* ---- its cells -------------------------------------------------------------------------------------------------- */

static void
add_problem (const Reader *self, guint line, guint column, const char *message)
{
  g_ptr_array_add (self->import->problems, g_strdup_printf (_("Line %u, column %u: %s"), line, column + 1, message));
}

/* What is shown of a value has less in it than the value: where it stands as it was shown, the value stays. */
static gboolean
shows_the_same (const Row *row, guint field, const char *cell)
{
  const MusterField *description = &muster_record_get_kind (row->edited)->fields[field];
  g_autofree char *shown = row->base != NULL ? muster_record_to_display (row->base, description->name) : NULL;
  g_autofree char *guarded = shown != NULL ? muster_csv_guard (shown) : NULL;

  return shown != NULL && *shown != '\0' && (g_str_equal (cell, shown) || g_str_equal (cell, guarded));
}

static gboolean
read_reference_cell (const Reader *self, const Row *row, guint field, const char *cell, GError **error)
{
  const MusterField *description = &self->kind->fields[field];
  g_autofree char *text = muster_csv_unguard (cell);
  MusterValue *value = NULL;

  if (!muster_field_parse (description, cell, &value, NULL)
      && !self->read_references (self->data, description, text, &value, error))
    return FALSE;
  muster_record_take_at (row->edited, field, value);
  return TRUE;
}

static gboolean
read_cell (const Reader *self, const Row *row, int column, const char *cell, GError **error)
{
  gboolean refers;

  /* A number is given by the save, and stays. */
  if (column == MUSTER_COLUMN_REF || (column >= 0 && shows_the_same (row, column, cell)))
    return TRUE;
  if (column == MUSTER_COLUMN_ARCHIVED && *cell == '\0')
    return TRUE;
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

/* FALSE where a cell has a problem. */
static gboolean
read_cells (const Reader *self, const MusterCsvRow *cells, const Row *row)
{
  gboolean good = TRUE;

  for (guint i = 0; i < self->columns->len; i++)
    {
      g_autoptr(GError) failure = NULL;

      if (read_cell (self, row, g_array_index (self->columns, int, i), cells->cells[i], &failure))
        continue;
      add_problem (self, cells->line, i, failure->message);
      good = FALSE;
    }
  return good;
}

static void
read_row (const Reader *self, const MusterCsvRow *cells)
{
  g_autoptr(Row) row = g_new0 (Row, 1);
  g_autoptr(GError) failure = NULL;
  const Row *earlier;
  guint column;

  row->line = cells->line;
  if (!muster_column_check_row (self->columns, cells, &failure))
    {
      g_ptr_array_add (self->import->problems, g_strdup (failure->message));
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
  g_hash_table_insert (self->by_id, (gpointer) muster_record_get_id (row->edited), row);
  g_ptr_array_add (self->import->rows, g_steal_pointer (&row));
}

/* ---- the rules -------------------------------------------------------------------------------------------------- */

/* Rows of one file may point to each other: the rules see them as they will be. */
static MusterRecord *
get_row_or_record (gpointer data, const MusterId *id)
{
  const Reader *self = data;
  const Row *row = g_hash_table_lookup (self->by_id, id);

  return row != NULL ? g_object_ref (row->edited) : muster_lookup_get (muster_replica_get_lookup (self->replica), id);
}

static GPtrArray *
list_pointing (gpointer data, const MusterId *id, MusterKindId kind, const char *kind_field)
{
  const Reader *self = data;

  return muster_lookup_pointing (muster_replica_get_lookup (self->replica), id, kind, kind_field);
}

static GPtrArray *
list_all (gpointer data, MusterKindId kind)
{
  const Reader *self = data;

  return muster_lookup_all (muster_replica_get_lookup (self->replica), kind);
}

static gboolean
differs (const Row *row)
{
  if (row->base == NULL || muster_record_is_archived (row->base) != muster_record_is_archived (row->edited))
    return TRUE;
  for (guint i = 0; i < muster_record_get_kind (row->edited)->n_fields; i++)
    if (!muster_value_equal (muster_record_get_at (row->base, i), muster_record_get_at (row->edited, i)))
      return TRUE;
  return FALSE;
}

static void
check_row (const Reader *self, const Row *row, const MusterLookup *lookup)
{
  guint32 today = muster_clock_today (muster_replica_get_clock (self->replica));
  g_autoptr(GPtrArray) problems = muster_rules_check (row->base, row->edited, lookup);

  muster_rules_find_ahead (row->edited, lookup, today, problems);
  for (guint i = 0; i < problems->len; i++)
    {
      const MusterProblem *problem = problems->pdata[i];
      char *message = g_strdup_printf (_("Line %u: %s"), row->line, problem->message);

      if (problem->severity == MUSTER_SEVERITY_ERROR)
        g_ptr_array_add (self->import->problems, message);
      else if (problem->severity == MUSTER_SEVERITY_WARNING)
        g_ptr_array_add (self->import->warnings, message);
      else
        g_free (message);
    }
}

/* Rows that change nothing are let be, whatever is wrong with their records. */
static void
check_rows (Reader *self)
{
  MusterLookup lookup = { .get = get_row_or_record, .pointing = list_pointing, .all = list_all, .data = self };

  for (guint i = 0; i < self->import->rows->len; i++)
    {
      const Row *row = self->import->rows->pdata[i];

      if (!differs (row))
        {
          self->import->n_unchanged++;
          continue;
        }
      check_row (self, row, &lookup);
      *(row->base == NULL ? &self->import->n_added : &self->import->n_changed) += 1;
    }
}

/* ---- all of it -------------------------------------------------------------------------------------------------- */

static MusterImport *
import_new (void)
{
  MusterImport *self = g_new0 (MusterImport, 1);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
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
  g_free (self);
}

MusterImport *
muster_import_read (MusterReplica *replica, const MusterKind *kind, const char *text, gsize length,
                    MusterImportRefsFunc read_references, gpointer data, GError **error)
{
  g_autoptr(GPtrArray) lines = muster_csv_parse (text, length, error);
  g_autoptr(GHashTable) by_id = g_hash_table_new (muster_id_hash, muster_id_equal);
  g_autoptr(MusterImport) self = import_new ();
  g_autoptr(GArray) columns = NULL;
  Reader reader = { self, replica, kind, NULL, read_references, data, by_id };

  if (lines == NULL)
    return NULL;
  if (lines->len == 0)
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                           _("The file is empty: it has not even a header."));
      return NULL;
    }
  columns = muster_column_read_header (kind, lines->pdata[0], TRUE, error);
  if (columns == NULL)
    return NULL;
  reader.columns = columns;
  for (guint i = 1; i < lines->len; i++)
    read_row (&reader, lines->pdata[i]);
  /* The rules look at rows beside each other: with one missing they would find what is not so. */
  if (self->problems->len == 0)
    check_rows (&reader);
  return g_steal_pointer (&self);
}

/* ---- as saves --------------------------------------------------------------------------------------------------- */

static void
add_row (MusterCommit *commit, const Row *row)
{
  gboolean archived = muster_record_is_archived (row->edited);

  if (row->base != NULL && muster_record_is_archived (row->base) != archived)
    muster_commit_add_archive (commit, row->base, archived);
  muster_commit_add_edit (commit, row->base, row->edited);
}

/* What saves may hold, less what a save has around its changes. */
#define ROOM (MUSTER_COMMIT_SENT - 16 * 1024)

typedef struct {
  guint n;
  gsize size;
} Amount;

static Amount
weigh_row (const Row *row)
{
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
  Amount amount = { 0 };

  add_row (commit, row);
  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);
      g_autofree char *text = muster_json_to_text (change->value);

      amount.n++;
      amount.size += muster_change_get_size (change, text);
    }
  /* A new record is given its number when it is saved. */
  amount.n += row->base == NULL;
  amount.size += row->base == NULL ? 160 : 0;
  return amount;
}

/* Where each save ends, as a number of rows. */
static GArray *
find_ends (const MusterImport *self)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (guint));
  Amount all = { 0 };

  for (guint i = 0; i < self->rows->len; i++)
    {
      Amount row = weigh_row (self->rows->pdata[i]);

      if (all.n > 0 && (all.n + row.n > MUSTER_COMMIT_CHANGES || all.size + row.size > ROOM))
        {
          g_array_append_val (ends, i);
          all = (Amount) { 0 };
        }
      all = (Amount) { all.n + row.n, all.size + row.size };
    }
  if (all.n > 0)
    g_array_append_val (ends, self->rows->len);
  return ends;
}

GPtrArray *
muster_import_commits (const MusterImport *self, const char *reason)
{
  GPtrArray *commits = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_commit_unref);
  g_autoptr(GArray) ends = find_ends (self);
  guint row = 0;

  g_return_val_if_fail (self->problems->len == 0, commits);

  for (guint i = 0; i < ends->len; i++)
    {
      /* TRANSLATORS: the reason of a save that is one of several, as "Imported from risks.csv (2 of 3)" */
      g_autofree char *numbered = g_strdup_printf (_("%s (%u of %u)"), reason, i + 1, ends->len);
      MusterCommit *commit = muster_commit_new (ends->len > 1 ? numbered : reason);

      for (; row < g_array_index (ends, guint, i); row++)
        add_row (commit, self->rows->pdata[row]);
      g_ptr_array_add (commits, commit);
    }
  return commits;
}
