/* muster-import-numbers.c - the numbers that another register gave its rows.
 *
 * A number of Muster is given by a save and never changed, so the one in a table that was kept elsewhere cannot become
 * it. People quote it all the same, and bring the same table again when it has grown: it is kept as the source of the
 * record, "Ref CR-014", and found there the next time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "muster-cell-private.h"
#include "muster-error.h"

#define SOURCE "source" /* every kind has it */

static gboolean
has_shape_of_own (const MusterKind *kind, const char *number)
{
  gsize length = kind->ref_prefix != NULL ? strlen (kind->ref_prefix) : 0;

  return length > 0 && g_ascii_strncasecmp (number, kind->ref_prefix, length) == 0 && number[length] == '-'
         && strspn (number + length + 1, "0123456789") == strlen (number + length + 1);
}

static gboolean
is_own (const MusterImportReader *self, const char *number)
{
  g_autoptr(MusterRecord) record = NULL;

  if (has_shape_of_own (self->kind, number))
    return TRUE;
  record = muster_replica_get_by_code (self->replica, number, NULL);
  return record != NULL;
}

/* Whether there is a number at all, and none of them could be one of Muster's. */
static gboolean
are_of_elsewhere (const MusterImportReader *self, guint column, GPtrArray *lines, guint header)
{
  gboolean any = FALSE;

  for (guint i = header + 1; i < lines->len; i++)
    {
      const MusterCsvRow *row = lines->pdata[i];
      g_autofree char *number = g_strstrip (g_strdup (column < row->n_cells ? row->cells[column] : ""));

      if (*number == '\0')
        continue;
      if (is_own (self, number))
        return FALSE;
      any = TRUE;
    }
  return any;
}

/* source -> MusterId, or NULL where several have it. */
static GHashTable *
find_by_source (const MusterImportReader *self)
{
  GHashTable *by_source = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) records = muster_lookup_all (muster_replica_get_lookup (self->replica), self->kind->id);

  for (guint i = 0; i < records->len; i++)
    {
      const MusterValue *source = muster_record_get (records->pdata[i], SOURCE);
      const char *text = source != NULL ? muster_value_get_text (source) : NULL;

      if (text == NULL)
        continue;
      if (g_hash_table_contains (by_source, text))
        g_hash_table_insert (by_source, g_strdup (text), NULL);
      else
        g_hash_table_insert (by_source, g_strdup (text), g_memdup2 (muster_record_get_id (records->pdata[i]),
                                                                    sizeof (MusterId)));
    }
  return by_source;
}

static int
find_column (const GArray *columns, int wanted)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_array_index (columns, int, i) == wanted)
      return (int) i;
  return -1;
}

void
muster_import_settle_numbers (MusterImportReader *self, GPtrArray *lines, guint header)
{
  int column = find_column (self->columns, MUSTER_COLUMN_REF);
  const MusterCsvRow *names = lines->pdata[header];
  char *name;

  if (column < 0 || find_column (self->columns, MUSTER_COLUMN_ID) >= 0
      || !are_of_elsewhere (self, (guint) column, lines, header))
    return;
  name = g_strstrip (g_strdup (names->cells[column]));
  /* Where the table says itself where a row comes from, that stands there. */
  if (find_column (self->columns, muster_kind_find_field (self->kind, SOURCE)) >= 0)
    {
      g_array_index (self->columns, int, column) = MUSTER_COLUMN_PASS;
      g_ptr_array_add (self->import->unknown, name);
      return;
    }
  g_array_index (self->columns, int, column) = MUSTER_COLUMN_NUMBER;
  self->import->numbers = name;
  self->by_source = find_by_source (self);
}

static char *
dup_source (const MusterImportReader *self, const char *number)
{
  return g_strdup_printf ("%s %s", self->import->numbers, number);
}

gboolean
muster_import_find_numbered (const MusterImportReader *self, const char *number, MusterRecord **found, GError **error)
{
  g_autofree char *source = dup_source (self, number);
  gpointer id;

  *found = NULL;
  if (!g_hash_table_lookup_extended (self->by_source, source, NULL, &id))
    return TRUE;
  if (id == NULL)
    {
      g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                   _("Several records here have “%s” as their source. Change it in all but the one that is meant."),
                   source);
      return FALSE;
    }
  *found = muster_replica_get (self->replica, id, error);
  return *found != NULL;
}

void
muster_import_keep_number (const MusterImportReader *self, MusterRecord *record, const char *number)
{
  g_autofree char *source = dup_source (self, number);
  g_autoptr(MusterValue) value = muster_value_new_text (MUSTER_VALUE_TEXT, source);

  muster_record_set (record, SOURCE, value);
}
