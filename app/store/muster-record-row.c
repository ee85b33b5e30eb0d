/* muster-record-row.c - the row that every record has, whatever its kind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-replica-private.h"
#include "muster-table.h"

#include <string.h>

gboolean
muster_record_row_insert (MusterDb *db, MusterRecord *record, gint64 *rowid, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (
    db, "INSERT INTO record (id, kind, code, title, archived, rowid) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", error);
  g_autofree char *title = muster_record_dup_title (record);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, muster_record_get_id (record), sizeof (MusterId));
  muster_statement_bind_text (statement, 2, muster_record_get_kind (record)->name);
  muster_statement_bind_text (statement, 3, muster_record_get_ref_code (record));
  muster_statement_bind_text (statement, 4, title);
  muster_statement_bind_number (statement, 5, muster_record_is_archived (record));
  if (*rowid != 0)
    muster_statement_bind_number (statement, 6, *rowid);
  if (!muster_statement_run (statement, error))
    return FALSE;
  *rowid = muster_db_get_last_rowid (db); /* RETURNING would gather rows in a table first */
  return TRUE;
}

/* Cleaning and clipping a title to find that it is the same costs more than looking at where it comes from. */
static gboolean
title_differs (MusterRecord *before, MusterRecord *after)
{
  const MusterField *field = muster_kind_title_field (muster_record_get_kind (after));
  const MusterValue *old = field != NULL ? muster_record_get (before, field->name) : NULL;
  const MusterValue *new = field != NULL ? muster_record_get (after, field->name) : NULL;
  g_autofree char *old_title = NULL, *new_title = NULL;

  if (old != NULL && new != NULL && muster_value_equal (old, new))
    return FALSE;
  old_title = muster_record_dup_title (before);
  new_title = muster_record_dup_title (after);
  return !g_str_equal (old_title, new_title);
}

gboolean
muster_record_row_update (MusterDb *db, gint64 rowid, MusterRecord *before, MusterRecord *after, GError **error)
{
  g_autofree char *title = NULL;
  g_autoptr(MusterStatement) statement = NULL;

  if (!title_differs (before, after) && muster_record_is_archived (before) == muster_record_is_archived (after)
      && g_strcmp0 (muster_record_get_ref_code (before), muster_record_get_ref_code (after)) == 0)
    return TRUE;

  title = muster_record_dup_title (after);
  statement = muster_db_prepare (db, "UPDATE record SET title = ?2, archived = ?3, code = ?4 WHERE rowid = ?1", error);
  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, rowid);
  muster_statement_bind_text (statement, 2, title);
  muster_statement_bind_number (statement, 3, muster_record_is_archived (after));
  muster_statement_bind_text (statement, 4, muster_record_get_ref_code (after));
  return muster_statement_run (statement, error);
}

static gboolean
run_on_row (MusterDb *db, const char *sql, gint64 rowid, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, rowid);
  return muster_statement_run (statement, error);
}

gboolean
muster_record_row_delete (MusterDb *db, gint64 rowid, const MusterKind *kind, GError **error)
{
  g_autofree char *table = muster_table_name (kind);
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE rowid = ?1", table);

  return run_on_row (db, "DELETE FROM link WHERE source = ?1", rowid, error)
         && run_on_row (db, "DELETE FROM search WHERE rowid = ?1", rowid, error) && run_on_row (db, sql, rowid, error)
         && run_on_row (db, "DELETE FROM record WHERE rowid = ?1", rowid, error);
}

gboolean
muster_record_row_count (MusterDb *db, MusterRecord *record, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (db, "INSERT INTO counter (kind, last) VALUES (?1, ?2)"
                           " ON CONFLICT (kind) DO UPDATE SET last = max (last, excluded.last)", error);
  const char *code = muster_record_get_ref_code (record);
  const char *dash = code != NULL ? strrchr (code, '-') : NULL;

  if (statement == NULL)
    return FALSE;
  if (dash == NULL)
    return TRUE;
  muster_statement_bind_text (statement, 1, muster_record_get_kind (record)->name);
  muster_statement_bind_number (statement, 2, g_ascii_strtoll (dash + 1, NULL, 10));
  return muster_statement_run (statement, error);
}
