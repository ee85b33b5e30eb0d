/* muster-read.c - records, lists and what points to what.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-replica-private.h"
#include "muster-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- one record -------------------------------------------------------------------------------------------------- */

const MusterKind *
muster_replica_find (MusterReplica *self, const MusterId *id, gint64 *rowid, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT rowid, kind FROM record WHERE id = ?1", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  muster_statement_bind_blob (statement, 1, id, sizeof *id);
  if (!muster_statement_step (statement, &row, error) || !row)
    return NULL;
  if (rowid != NULL)
    *rowid = muster_statement_get_number (statement, 0);
  return muster_kind_by_name (muster_statement_get_text (statement, 1));
}

gint64
muster_replica_get_rowid (MusterReplica *self, const MusterId *id)
{
  gint64 rowid = 0;

  muster_replica_find (self, id, &rowid, NULL);
  return rowid;
}

/* The SELECT of a kind with a WHERE behind it, borrowed. */
static MusterStatement *
prepare_select (MusterReplica *self, const MusterKind *kind, const char *where, GError **error)
{
  g_autofree char *sql = NULL;

  if (self->selects[kind->id] == NULL)
    self->selects[kind->id] = muster_table_to_select (kind);
  sql = g_strconcat (self->selects[kind->id], where, NULL);
  return muster_db_prepare (self->db, sql, error);
}

static MusterRecord *
load_row (MusterReplica *self, const MusterKind *kind, gint64 rowid, GError **error)
{
  g_autoptr(MusterStatement) statement = prepare_select (self, kind, " WHERE t.rowid = ?1", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  muster_statement_bind_number (statement, 1, rowid);
  if (!muster_statement_step (statement, &row, error) || !row)
    return NULL;
  return muster_table_read (kind, statement, error);
}

MusterRecord *
muster_replica_load_plain (MusterReplica *self, const MusterId *id, gint64 *rowid, GError **error)
{
  MusterRecord *record = muster_recent_get (self, id, rowid);
  const MusterKind *kind;
  gint64 found = 0;

  if (record != NULL)
    return record;
  kind = muster_replica_find (self, id, &found, error);
  if (kind == NULL)
    return NULL;
  if (rowid != NULL)
    *rowid = found;
  record = load_row (self, kind, found, error);
  if (record != NULL)
    muster_recent_put (self, record, found);
  return record;
}

char *
muster_replica_get_title (MusterReplica *self, const MusterId *id)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, "SELECT title FROM record WHERE id = ?1", NULL);
  gboolean row;

  if (statement == NULL)
    return NULL;
  muster_statement_bind_blob (statement, 1, id, sizeof *id);
  if (!muster_statement_step (statement, &row, NULL) || !row)
    return NULL;
  return g_strdup (muster_statement_get_text (statement, 0));
}

static void
add_ref_titles (MusterReplica *self, MusterRecord *record)
{
  const MusterKind *kind = muster_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterField *field = &kind->fields[i];
      const MusterId *ids;
      guint n;
      g_autoptr(GString) titles = NULL;

      if (field->type != MUSTER_VALUE_REF && field->type != MUSTER_VALUE_REFS)
        continue;
      ids = muster_value_get_ids (muster_record_get_at (record, i), &n);
      titles = g_string_new (NULL);
      for (guint j = 0; j < n; j++)
        {
          g_autofree char *title = muster_replica_get_title (self, &ids[j]);

          g_string_append_printf (titles, "%s%s", j > 0 ? ", " : "",
                                  title != NULL ? title : _("(not on this computer)"));
        }
      muster_record_set_ref_title (record, field->name, titles->str);
    }
}

static gboolean
add_versions (MusterReplica *self, MusterRecord *record, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db,
                       "SELECT field_group, max (version) FROM log_change WHERE record = ?1 AND " MUSTER_SQL_COUNTS
                       " GROUP BY field_group",
                       error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, muster_record_get_id (record), sizeof (MusterId));
  while (row)
    {
      if (!muster_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        muster_record_set_version (record, muster_statement_get_text (statement, 0),
                                   muster_statement_get_number (statement, 1));
    }
  return TRUE;
}

gboolean
muster_replica_complete (MusterReplica *self, MusterRecord *record, GError **error)
{
  if (!add_versions (self, record, error))
    return FALSE;
  add_ref_titles (self, record);
  return TRUE;
}

MusterRecord *
muster_replica_get (MusterReplica *self, const MusterId *id, GError **error)
{
  g_autoptr(MusterRecord) record = muster_replica_load_plain (self, id, NULL, error);

  return record != NULL && muster_replica_complete (self, record, error) ? g_steal_pointer (&record) : NULL;
}

MusterRecord *
muster_replica_get_by_code (MusterReplica *self, const char *code, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT id FROM record WHERE code = ?1 OR id = ?2 ORDER BY rowid", error);
  g_autofree char *upper = g_ascii_strup (code, -1);
  MusterId id = { { 0 } };
  gboolean row;
  gsize n;

  if (statement == NULL)
    return NULL;
  if (!muster_id_from_text (&id, code))
    memset (&id, 0, sizeof id);
  muster_statement_bind_text (statement, 1, upper);
  muster_statement_bind_blob (statement, 2, &id, sizeof id);
  if (!muster_statement_step (statement, &row, error))
    return NULL;
  if (row)
    return muster_replica_get (self, muster_statement_get_blob (statement, 0, &n), error);

  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND,
               _("There is no record “%s” here. Give its number, such as R-12, or its id."), code);
  return NULL;
}

gint64
muster_replica_group_head_before (MusterReplica *self, const MusterId *id, const char *group, gint64 version,
                                  GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db,
                       "SELECT version FROM log_change WHERE record = ?1 AND field_group = ?2 AND version < ?3"
                       " AND " MUSTER_SQL_COUNTS " ORDER BY version DESC LIMIT 1",
                       error);
  gboolean row;

  if (statement == NULL)
    return 0;
  muster_statement_bind_blob (statement, 1, id, sizeof *id);
  muster_statement_bind_text (statement, 2, group);
  muster_statement_bind_number (statement, 3, version);
  return muster_statement_step (statement, &row, error) && row ? muster_statement_get_number (statement, 0) : 0;
}

gint64
muster_replica_group_head (MusterReplica *self, const MusterId *id, const char *group, GError **error)
{
  return muster_replica_group_head_before (self, id, group, G_MAXINT64, error);
}

/* ---- rows of a list ---------------------------------------------------------------------------------------------- */

static void
unref_if_there (gpointer record)
{
  if (record != NULL)
    g_object_unref (record);
}

GPtrArray *
muster_replica_load (MusterReplica *self, const MusterKind *kind, const gint64 *rowids, guint n, GError **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_full (n, unref_if_there);
  g_autoptr(GError) local = NULL;

  for (guint i = 0; i < n && local == NULL; i++)
    {
      MusterRecord *record = load_row (self, kind, rowids[i], &local);

      if (record != NULL)
        add_ref_titles (self, record);
      g_ptr_array_add (records, record);
    }
  if (local == NULL)
    return g_steal_pointer (&records);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

guint
muster_replica_count (MusterReplica *self, const MusterKind *kind)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT count(*) FROM record WHERE kind = ?1 AND archived = 0", NULL);
  gboolean row;

  if (statement == NULL)
    return 0;
  muster_statement_bind_text (statement, 1, kind->name);
  return muster_statement_step (statement, &row, NULL) ? (guint) muster_statement_get_number (statement, 0) : 0;
}

/* ---- what points here -------------------------------------------------------------------------------------------- */

void
muster_backlink_free (MusterBacklink *self)
{
  g_free (self->title);
  g_free (self->ref_code);
  g_free (self);
}

static int
compare_backlinks (gconstpointer a, gconstpointer b)
{
  const MusterBacklink *x = *(MusterBacklink *const *) a;
  const MusterBacklink *y = *(MusterBacklink *const *) b;

  if (x->kind->id != y->kind->id)
    return x->kind->id < y->kind->id ? -1 : 1;
  return (x->field > y->field) - (x->field < y->field); /* a stable sort: otherwise as made */
}

static MusterBacklink *
read_backlink (MusterStatement *statement)
{
  const MusterKind *kind = muster_kind_by_name (muster_statement_get_text (statement, 1));
  const MusterField *field =
    kind != NULL ? muster_kind_get_field (kind, muster_statement_get_text (statement, 2)) : NULL;
  MusterBacklink *link;
  gsize n;

  if (field == NULL)
    return NULL;
  link = g_new0 (MusterBacklink, 1);
  memcpy (&link->id, muster_statement_get_blob (statement, 0, &n), sizeof link->id);
  link->kind = kind;
  link->field = field;
  link->title = g_strdup (muster_statement_get_text (statement, 3));
  link->ref_code = g_strdup (muster_statement_get_text (statement, 4));
  link->archived = muster_statement_get_number (statement, 5) != 0;
  return link;
}

GPtrArray *
muster_replica_backlinks (MusterReplica *self, const MusterId *id, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT r.id, r.kind, l.field, r.title, r.code, r.archived FROM link l"
                                 " JOIN record r ON r.rowid = l.source WHERE l.target = ?1 ORDER BY l.source", error);
  g_autoptr(GPtrArray) links = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_backlink_free);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  muster_statement_bind_blob (statement, 1, id, sizeof *id);
  while (row)
    {
      MusterBacklink *link;

      if (!muster_statement_step (statement, &row, error))
        return NULL;
      link = row ? read_backlink (statement) : NULL;
      if (link != NULL)
        g_ptr_array_add (links, link);
    }
  g_ptr_array_sort (links, compare_backlinks);
  return g_steal_pointer (&links);
}

/* ---- lookup for the rules ---------------------------------------------------------------------------------------- */

static MusterRecord *
lookup_get (gpointer data, const MusterId *id)
{
  return muster_replica_load_plain (data, id, NULL, NULL);
}

/* What the row says may be known: making a record of it costs more than finding it. */
static MusterRecord *
read_or_recall (MusterReplica *self, const MusterKind *kind, MusterStatement *statement)
{
  gint64 rowid = muster_table_get_rowid (statement);
  MusterRecord *record = NULL;
  MusterId id;

  if (self->recent != NULL && muster_table_get_id (statement, &id))
    record = muster_recent_get (self, &id, NULL);
  if (record != NULL)
    return record;
  record = muster_table_read (kind, statement, NULL);
  if (record != NULL)
    muster_recent_put (self, record, rowid);
  return record;
}

static GPtrArray *
read_all (MusterReplica *self, const MusterKind *kind, MusterStatement *statement)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row = TRUE;

  while (row && muster_statement_step (statement, &row, NULL) && row)
    {
      MusterRecord *record = read_or_recall (self, kind, statement);

      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  return records;
}

static GPtrArray *
read_pointing (MusterReplica *self, const MusterId *id, MusterKindId kind_id, const char *field, const char *where)
{
  const MusterKind *kind = muster_kind_get (kind_id);
  g_autoptr(MusterStatement) statement = prepare_select (self, kind, where, NULL);

  if (statement == NULL)
    return g_ptr_array_new ();
  muster_statement_bind_blob (statement, 1, id, sizeof *id);
  muster_statement_bind_text (statement, 2, field);
  return read_all (self, kind, statement);
}

static GPtrArray *
lookup_pointing (gpointer data, const MusterId *id, MusterKindId kind, const char *field)
{
  return read_pointing (data, id, kind, field, " JOIN link l ON l.source = t.rowid WHERE l.target = ?1 AND l.field = ?2"
                                               " AND t.archived = 0 ORDER BY l.source");
}

static GPtrArray *
lookup_pointing_archived_too (gpointer data, const MusterId *id, MusterKindId kind, const char *field)
{
  return read_pointing (data, id, kind, field, " JOIN link l ON l.source = t.rowid WHERE l.target = ?1 AND l.field = ?2"
                                               " ORDER BY l.source");
}

static GPtrArray *
lookup_all (gpointer data, MusterKindId kind_id)
{
  const MusterKind *kind = muster_kind_get (kind_id);
  g_autoptr(MusterStatement) statement = prepare_select (data, kind, " WHERE t.archived = 0 ORDER BY t.rowid", NULL);

  return statement != NULL ? read_all (data, kind, statement) : g_ptr_array_new ();
}

static MusterSums
lookup_sums (gpointer data, const MusterId *whole)
{
  MusterReplica *self = data;

  return muster_parts_sum (self->db, whole);
}

void
muster_replica_init_lookup (MusterReplica *self)
{
  self->lookup = (MusterLookup) { lookup_get, lookup_pointing, lookup_all, self, lookup_sums };
  self->affected_lookup = (MusterLookup) { lookup_get, lookup_pointing_archived_too, lookup_all, self };
}
