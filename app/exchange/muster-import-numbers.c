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
#include "muster-text.h"

#define SOURCE "source" /* every kind has it */

static gboolean
has_shape_of_own (const MusterKind *kind, const char *number)
{
  gsize length = kind->ref_prefix != NULL ? strlen (kind->ref_prefix) : 0;

  return length > 0 && g_ascii_strncasecmp (number, kind->ref_prefix, length) == 0 && number[length] == '-'
         && strspn (number + length + 1, "0123456789") == strlen (number + length + 1);
}

/* However its letters were written. */
static char *
dup_key (const char *source)
{
  return muster_text_fold (source);
}

static void
add_by_source (GHashTable *by_source, MusterRecord *record)
{
  const MusterValue *source = muster_record_get (record, SOURCE);
  const char *text = source != NULL ? muster_value_get_text (source) : NULL;
  char *key = text != NULL ? dup_key (text) : NULL;

  if (key == NULL)
    return;
  /* NULL: several have it. */
  if (g_hash_table_contains (by_source, key))
    g_hash_table_insert (by_source, key, NULL);
  else
    g_hash_table_insert (by_source, key, g_memdup2 (muster_record_get_id (record), sizeof (MusterId)));
}

/* key -> MusterId, or NULL where several have it. Those that are archived too: brought again they are no new ones. */
static GHashTable *
find_by_source (const MusterImportReader *self)
{
  GHashTable *by_source = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(MusterQuery) query = muster_query_new (self->kind);
  g_autoptr(GArray) rowids = NULL;
  g_autoptr(GPtrArray) records = NULL;

  muster_query_set_archived (query, MUSTER_ARCHIVED_SHOWN);
  rowids = muster_replica_query (self->replica, query, NULL);
  if (rowids != NULL && rowids->len > 0)
    records = muster_replica_load (self->replica, self->kind, (const gint64 *) (gconstpointer) rowids->data,
                                   rowids->len, NULL);
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (records->pdata[i] != NULL)
      add_by_source (by_source, records->pdata[i]);
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

/* Whether some are of another register, and whether all are. */
static gboolean
look_through (const MusterImportReader *self, guint column, GPtrArray *lines, guint header, gboolean *all)
{
  gboolean any = FALSE;

  *all = TRUE;
  for (guint i = header + 1; i < lines->len; i++)
    {
      const MusterCsvRow *row = lines->pdata[i];
      const char *number = column < row->n_cells ? row->cells[column] : "";
      gboolean of_elsewhere = muster_import_is_of_elsewhere (self, number);

      any = any || of_elsewhere;
      *all = *all && (of_elsewhere || *number == '\0');
    }
  return any;
}

void
muster_import_settle_numbers (MusterImportReader *self, GPtrArray *lines, guint header)
{
  int column = find_column (self->columns, MUSTER_COLUMN_REF);
  const MusterCsvRow *names = lines->pdata[header];
  gboolean stated = find_column (self->columns, muster_kind_find_field (self->kind, SOURCE)) >= 0, all;

  if (column < 0 || find_column (self->columns, MUSTER_COLUMN_ID) >= 0
      || !look_through (self, (guint) column, lines, header, &all))
    return;
  if (!stated)
    {
      self->import->numbers = g_strstrip (g_strdup (names->cells[column]));
      self->by_source = find_by_source (self);
      self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    }
  /* Where the table says itself where a row comes from, there is no place for them. */
  else if (all)
    {
      g_array_index (self->columns, int, column) = MUSTER_COLUMN_PASS;
      g_ptr_array_add (self->import->unknown, g_strstrip (g_strdup (names->cells[column])));
    }
}

gboolean
muster_import_is_of_elsewhere (const MusterImportReader *self, const char *number)
{
  g_autofree char *plain = g_strstrip (g_strdup (number));
  g_autoptr(MusterRecord) other = NULL;

  if (*plain == '\0' || has_shape_of_own (self->kind, plain))
    return FALSE;
  /* D-5 among risks is more likely a slip than a number of elsewhere. */
  other = muster_replica_get_by_code (self->replica, plain, NULL);
  return other == NULL;
}

static char *
dup_source (const MusterImportReader *self, const char *number)
{
  return g_strdup_printf ("%s %s", self->import->numbers, number);
}

/* A table may have a number twice, where a risk has a row for each of its mitigations. */
static gboolean
check_once (const MusterImportReader *self, const char *key, guint line, GError **error)
{
  guint earlier = GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, key));

  if (earlier == 0)
    {
      g_hash_table_insert (self->lines, g_strdup (key), GUINT_TO_POINTER (line));
      return TRUE;
    }
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
               _("This number is on line %u already. Take one of them out."), earlier);
  return FALSE;
}

gboolean
muster_import_find_numbered (const MusterImportReader *self, const char *number, guint line, MusterRecord **found,
                             GError **error)
{
  g_autofree char *source = dup_source (self, number), *key = dup_key (source);
  gpointer id;

  *found = NULL;
  if (!check_once (self, key, line, error))
    return FALSE;
  if (!g_hash_table_lookup_extended (self->by_source, key, NULL, &id))
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

gboolean
muster_import_check_numbered (const MusterImportReader *self, MusterRecord *before, MusterRecord *edited,
                              const char *number, GError **error)
{
  g_autofree char *old = muster_record_dup_title (before), *new = muster_record_dup_title (edited);
  g_autofree char *old_folded = muster_text_fold (old), *new_folded = muster_text_fold (new);
  const char *code = muster_record_get_ref_code (before);

  if (g_str_equal (old_folded, new_folded))
    return TRUE;
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
               _("%s %s came here as %s, “%s”, and is called otherwise now. If it is that one, write %s instead of the "
                 "number; if it is another register, leave the numbers out."),
               self->import->numbers, number, code != NULL ? code : "?", old, code != NULL ? code : "?");
  return FALSE;
}

void
muster_import_keep_number (const MusterImportReader *self, MusterRecord *record, const char *number)
{
  g_autofree char *source = dup_source (self, number);
  g_autoptr(MusterValue) value = muster_value_new_text (MUSTER_VALUE_TEXT, source);

  muster_record_set (record, SOURCE, value);
}
