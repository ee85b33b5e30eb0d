/* muster-import-check.c - the rules, as rows of one table stand beside each other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-import-private.h"

#include <glib/gi18n-lib.h>

/* Rows of one file may point to each other: the rules see them as they will be. */
static MusterRecord *
get_row_or_record (gpointer data, const MusterId *id)
{
  const MusterImportReader *self = data;
  const MusterImportRow *row = g_hash_table_lookup (self->by_id, id);

  return row != NULL ? g_object_ref (row->edited) : muster_lookup_get (muster_replica_get_lookup (self->replica), id);
}

static GPtrArray *
list_pointing (gpointer data, const MusterId *id, MusterKindId kind, const char *kind_field)
{
  const MusterImportReader *self = data;
  const MusterImportRow *row = g_hash_table_lookup (self->by_id, id);
  GPtrArray *pointing = muster_lookup_pointing (muster_replica_get_lookup (self->replica), id, kind, kind_field);

  for (guint i = 0; row != NULL && i < row->parts->len; i++)
    {
      const MusterImportPart *part = &g_array_index (row->parts, MusterImportPart, i);

      if (part->made->kind == kind
          && g_str_equal (muster_kind_parent_field (muster_kind_get (kind))->name, kind_field))
        g_ptr_array_add (pointing, g_object_ref (part->record));
    }
  return pointing;
}

static GPtrArray *
list_all (gpointer data, MusterKindId kind)
{
  const MusterImportReader *self = data;

  return muster_lookup_all (muster_replica_get_lookup (self->replica), kind);
}

static gboolean
differs (const MusterImportRow *row)
{
  if (row->base == NULL || row->parts->len > 0
      || muster_record_is_archived (row->base) != muster_record_is_archived (row->edited))
    return TRUE;
  for (guint i = 0; i < muster_record_get_kind (row->edited)->n_fields; i++)
    if (!muster_value_equal (muster_record_get_at (row->base, i), muster_record_get_at (row->edited, i)))
      return TRUE;
  return FALSE;
}

/* FALSE where one of them forbids to save. */
static gboolean
say_problems (const MusterImportReader *self, guint line, const GPtrArray *problems)
{
  gboolean good = TRUE;

  for (guint i = 0; i < problems->len; i++)
    {
      const MusterProblem *problem = problems->pdata[i];
      gboolean error = problem->severity == MUSTER_SEVERITY_ERROR;

      good &= !error;
      if (error || problem->severity == MUSTER_SEVERITY_WARNING)
        muster_import_take_problem (error ? self->import->problems : self->import->warnings, line,
                                    g_strdup_printf (_("Line %u: %s"), line, problem->message));
    }
  return good;
}

/* What a table states is looked at beside what is computed from it, while whoever brings it can still mend it. */
static gboolean
check_part (const MusterImportReader *self, guint line, MusterRecord *part, const MusterLookup *lookup)
{
  g_autoptr(GPtrArray) problems = muster_rules_check (NULL, part, lookup, 0);
  g_autoptr(GPtrArray) findings = muster_rules_findings (part, lookup);

  say_problems (self, line, findings);
  return say_problems (self, line, problems);
}

/* FALSE where the row cannot be saved. */
static gboolean
check_row (const MusterImportReader *self, const MusterImportRow *row, const MusterLookup *lookup)
{
  guint32 today = muster_clock_today (muster_replica_get_clock (self->replica));
  g_autoptr(GPtrArray) problems = muster_rules_check (row->base, row->edited, lookup, 0);
  gboolean good;

  muster_rules_find_ahead (row->edited, lookup, today, problems);
  good = say_problems (self, row->line, problems);
  for (guint i = 0; i < row->parts->len; i++)
    good &= check_part (self, row->line, g_array_index (row->parts, MusterImportPart, i).record, lookup);
  return good;
}

static void
count_row (MusterImport *import, const MusterImportRow *row)
{
  if (!differs (row))
    import->n_unchanged++;
  else
    *(row->base == NULL ? &import->n_added : &import->n_changed) += 1;
}

gboolean
muster_import_check_rows (MusterImportReader *self, gboolean lenient)
{
  MusterLookup lookup = { .get = get_row_or_record, .pointing = list_pointing, .all = list_all, .data = self };
  MusterImport *import = self->import;
  gboolean good = TRUE;

  g_ptr_array_set_size (import->warnings, 0);
  import->n_added = import->n_changed = import->n_unchanged = 0;
  for (guint i = 0; i < import->rows->len; i++)
    {
      const MusterImportRow *row = import->rows->pdata[i];

      if (!differs (row) || check_row (self, row, &lookup) || !lenient)
        {
          count_row (import, row);
          continue;
        }
      good = FALSE;
      g_hash_table_remove (self->by_id, muster_record_get_id (row->edited));
      g_ptr_array_remove_index (import->rows, i--);
    }
  return good;
}
