/* muster-export.c
 *
 * Records are read and written in pages, so that memory does not grow with the register.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-export.h"

#include <glib/gi18n-lib.h>

#include "muster-cell-private.h"
#include "muster-csv.h"
#include "muster-json.h"

#define PAGE 256

typedef struct {
  MusterExportFlags flags;
  GOutputStream    *out;
  GCancellable     *cancellable;
  GString          *page;
  gboolean          started; /* JSON: a record has been written */
} Writer;

typedef void (*AppendFunc) (Writer *self, MusterRecord *record);

static gboolean
flush (Writer *self, GError **error)
{
  gboolean written = g_output_stream_write_all (self->out, self->page->str, self->page->len, NULL, self->cancellable,
                                                error);

  g_string_truncate (self->page, 0);
  return written;
}

static gboolean
write_query (Writer *self, MusterReplica *replica, const MusterQuery *query, AppendFunc append, GError **error)
{
  g_autoptr(GArray) rowids = muster_replica_query (replica, query, error);

  if (rowids == NULL)
    return FALSE;
  for (guint first = 0; first < rowids->len; first += PAGE)
    {
      g_autoptr(GPtrArray) records = muster_replica_load (replica, muster_query_get_kind (query),
                                                          &g_array_index (rowids, gint64, first),
                                                          MIN (PAGE, rowids->len - first), error);

      if (records == NULL)
        return FALSE;
      for (guint i = 0; i < records->len; i++)
        if (records->pdata[i] != NULL)
          append (self, records->pdata[i]);
      if (!flush (self, error))
        return FALSE;
    }
  return flush (self, error);
}

/* ---- CSV -------------------------------------------------------------------------------------------------------- */

static gboolean
has_column (const Writer *self, const MusterField *field)
{
  return (self->flags & MUSTER_EXPORT_DERIVED) != 0 || !muster_field_is_derived (field);
}

static void
append_csv_header (Writer *self, const MusterKind *kind)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new ();

  if ((self->flags & MUSTER_EXPORT_BOM) != 0)
    g_string_append (self->page, MUSTER_CSV_BOM);
  g_ptr_array_add (cells, (gpointer) MUSTER_CELL_ID);
  g_ptr_array_add (cells, (gpointer) MUSTER_CELL_REF);
  g_ptr_array_add (cells, (gpointer) MUSTER_CELL_ARCHIVED);
  for (guint i = 0; i < kind->n_fields; i++)
    if (has_column (self, &kind->fields[i]))
      g_ptr_array_add (cells, (gpointer) kind->fields[i].name);
  muster_csv_append_row (self->page, (const char *const *) cells->pdata, cells->len);
}

static void
append_csv (Writer *self, MusterRecord *record)
{
  const MusterKind *kind = muster_record_get_kind (record);
  const char *code = muster_record_get_ref_code (record);
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  MusterIdText id;

  g_ptr_array_add (cells, g_strdup (muster_id_to_text (muster_record_get_id (record), id)));
  g_ptr_array_add (cells, g_strdup (code != NULL ? code : ""));
  g_ptr_array_add (cells, g_strdup (muster_record_is_archived (record) ? "Yes" : "No"));
  for (guint i = 0; i < kind->n_fields; i++)
    if (has_column (self, &kind->fields[i]))
      g_ptr_array_add (cells, muster_cell_from_value (&kind->fields[i], muster_record_get_at (record, i)));
  muster_csv_append_row (self->page, (const char *const *) cells->pdata, cells->len);
}

/* Titles are words too. */
static char *
make_readable_cell (MusterRecord *record, const MusterField *field)
{
  g_autofree char *text = muster_record_to_display (record, field->name);

  if (muster_cell_holds_words (field) || field->type == MUSTER_VALUE_REF || field->type == MUSTER_VALUE_REFS)
    return muster_csv_guard (text);
  return g_steal_pointer (&text);
}

/* As a table shows it, references by their titles. What has no number has its id, last, to be found again by. */
static void
append_readable_header (Writer *self, const MusterKind *kind)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new ();

  if ((self->flags & MUSTER_EXPORT_BOM) != 0)
    g_string_append (self->page, MUSTER_CSV_BOM);
  if (kind->ref_prefix != NULL)
    g_ptr_array_add (cells, (gpointer) _(MUSTER_CELL_REF_LABEL));
  for (guint i = 0; i < kind->n_fields; i++)
    if (has_column (self, &kind->fields[i]))
      g_ptr_array_add (cells, (gpointer) muster_field_get_label (&kind->fields[i]));
  g_ptr_array_add (cells, (gpointer) _(MUSTER_CELL_ARCHIVED_LABEL));
  if (kind->ref_prefix == NULL)
    g_ptr_array_add (cells, (gpointer) _(MUSTER_CELL_ID_LABEL));
  muster_csv_append_row (self->page, (const char *const *) cells->pdata, cells->len);
}

static void
append_readable (Writer *self, MusterRecord *record)
{
  const MusterKind *kind = muster_record_get_kind (record);
  const char *code = muster_record_get_ref_code (record);
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  MusterIdText id;

  if (kind->ref_prefix != NULL)
    g_ptr_array_add (cells, g_strdup (code != NULL ? code : ""));
  for (guint i = 0; i < kind->n_fields; i++)
    if (has_column (self, &kind->fields[i]))
      g_ptr_array_add (cells, make_readable_cell (record, &kind->fields[i]));
  g_ptr_array_add (cells, g_strdup (muster_record_is_archived (record) ? _("Yes") : _("No")));
  if (kind->ref_prefix == NULL)
    g_ptr_array_add (cells, g_strdup (muster_id_to_text (muster_record_get_id (record), id)));
  muster_csv_append_row (self->page, (const char *const *) cells->pdata, cells->len);
}

gboolean
muster_export_csv (MusterReplica *replica, const MusterQuery *query, MusterExportFlags flags, GOutputStream *out,
                   GCancellable *cancellable, GError **error)
{
  g_autoptr(GString) page = g_string_new (NULL);
  Writer self = { .flags = flags, .out = out, .cancellable = cancellable, .page = page };
  gboolean readable = (flags & MUSTER_EXPORT_READABLE) != 0;

  (readable ? append_readable_header : append_csv_header) (&self, muster_query_get_kind (query));
  return write_query (&self, replica, query, readable ? append_readable : append_csv, error);
}

/* ---- JSON ------------------------------------------------------------------------------------------------------- */

static void
append_json (Writer *self, MusterRecord *record)
{
  g_autoptr(json_t) json = muster_record_to_json (record, (self->flags & MUSTER_EXPORT_DERIVED) != 0);
  g_autofree char *text = muster_json_to_text (json);

  g_string_append (self->page, self->started ? ",\n" : "\n");
  g_string_append (self->page, text);
  self->started = TRUE;
}

gboolean
muster_export_json (MusterReplica *replica, MusterQuery *const *queries, guint n_queries, MusterExportFlags flags,
                    GOutputStream *out, GCancellable *cancellable, GError **error)
{
  g_autoptr(GString) page = g_string_new ("[");
  Writer self = { .flags = flags, .out = out, .cancellable = cancellable, .page = page };

  for (guint i = 0; i < n_queries; i++)
    if (!write_query (&self, replica, queries[i], append_json, error))
      return FALSE;
  g_string_append (page, "\n]\n");
  return flush (&self, error);
}
