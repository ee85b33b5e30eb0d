/* muster-shortlist.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-shortlist-private.h"
#include "muster-table.h"

void
muster_shortlist_free (MusterShortlist *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->records);
  g_free (self);
}

static gboolean
read_numbers (MusterStatement *statement, GArray *numbers, GError **error)
{
  gboolean row = TRUE;

  while (TRUE)
    {
      gint64 number;

      if (!muster_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      number = muster_statement_get_number (statement, 0);
      g_array_append_val (numbers, number);
    }
}

/* A JSON array of the rowids of a kind that belong to the subject: the scope has those of all kinds, of which most are
 * of no use here. */
static char *
list_inside (MusterReplica *replica, const MusterKind *kind, const MusterId *subject, GError **error)
{
  const GArray *inside = muster_replica_read_scope (replica, subject, error);
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (replica->db, "SELECT rowid FROM record WHERE kind = ?1 AND archived = 0 ORDER BY rowid", error);
  g_autoptr(GArray) rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GString *json;

  if (inside == NULL || statement == NULL)
    return NULL;
  muster_statement_bind_text (statement, 1, kind->name);
  if (!read_numbers (statement, rowids, error))
    return NULL;
  json = g_string_new ("[");
  for (guint i = 0, j = 0; i < inside->len && j < rowids->len;)
    {
      gint64 one = g_array_index (inside, gint64, i), other = g_array_index (rowids, gint64, j);

      if (one == other)
        g_string_append_printf (json, "%s%" G_GINT64_FORMAT, json->len > 1 ? "," : "", one);
      i += one <= other;
      j += other <= one;
    }
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

static char *
way_to_sql (const MusterShortlistWay *way, const MusterId *subject)
{
  g_autofree char *table = muster_table_name (muster_kind_get (way->kind));
  GString *sql = g_string_new ("SELECT t.rowid FROM ");

  if (muster_id_is_nil (subject))
    g_string_append_printf (sql, "%s t WHERE t.archived = 0", table);
  else if (way->field != NULL)
    g_string_append_printf (sql, "link l CROSS JOIN %s t ON t.rowid = l.source WHERE l.target = ?1 AND l.field = ?2"
                                 " AND t.archived = 0", table);
  else
    g_string_append_printf (sql, "json_each (?1) f CROSS JOIN %s t ON t.rowid = f.value WHERE t.archived = 0", table);
  if (way->where != NULL)
    g_string_append_printf (sql, " AND %s", way->where);
  g_string_append_printf (sql, " ORDER BY %s%st.rowid", way->order != NULL ? way->order : "",
                          way->order != NULL ? ", " : "");
  return g_string_free (sql, FALSE);
}

GArray *
muster_shortlist_rowids (MusterReplica *replica, const MusterShortlistWay *way, const MusterId *subject, GError **error)
{
  g_autofree char *sql = way_to_sql (way, subject);
  g_autofree char *inside = NULL;
  g_autoptr(MusterStatement) statement = NULL;
  g_autoptr(GArray) rowids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!muster_id_is_nil (subject) && way->field == NULL
      && (inside = list_inside (replica, muster_kind_get (way->kind), subject, error)) == NULL)
    return NULL;
  statement = muster_db_prepare (replica->db, sql, error);
  if (statement == NULL)
    return NULL;
  if (inside != NULL)
    muster_statement_bind_text (statement, 1, inside);
  else if (!muster_id_is_nil (subject))
    {
      muster_statement_bind_blob (statement, 1, subject, sizeof *subject);
      muster_statement_bind_text (statement, 2, way->field);
    }
  return read_numbers (statement, rowids, error) ? g_steal_pointer (&rowids) : NULL;
}

MusterShortlist *
muster_shortlist_read (MusterReplica *replica, const MusterShortlistWay *way, const MusterId *subject, guint limit,
                       GError **error)
{
  g_autoptr(GArray) rowids = muster_shortlist_rowids (replica, way, subject, error);
  GPtrArray *records;
  MusterShortlist *self;

  if (rowids == NULL)
    return NULL;
  records = muster_replica_load (replica, muster_kind_get (way->kind), (gpointer) rowids->data,
                                 MIN (rowids->len, limit), error);
  if (records == NULL)
    return NULL;
  /* Nobody writes between two reads of one state, but a row may have gone between two of them. */
  while (g_ptr_array_remove (records, NULL))
    ;
  self = g_new0 (MusterShortlist, 1);
  self->records = records;
  self->n = rowids->len;
  return self;
}
