/* muster-ledger-moves.c - what came and what went: PROTOCOL.md section 9.
 *
 * Rather once too often than never: to fetch or to remove again does nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ledger-private.h"

#include "muster-place.h"

typedef struct {
  MusterFeedPage  *page;
  MusterCover *was, *now;
  GHashTable  *told; /* MusterId */
} Telling;

static void
tell (Telling *self, GArray *list, const MusterId *record)
{
  if (g_hash_table_add (self->told, muster_id_copy (record)))
    g_array_append_vals (list, record, 1);
}

/* A reader who could not see the record all the while has missed what is older than this page. */
static gboolean
tell_move (MusterLedger *self, Telling *telling, MusterStatement *row, GError **error)
{
  const MusterKind *kind = muster_kind_by_name (muster_statement_get_text (row, 3));
  gboolean before, after, readable;
  const guint8 *path;
  MusterId record, place;
  gsize n;

  if ((kind != NULL && muster_kind_is_directory (kind)) || !muster_ledger_column_id (row, 0, &record)
      || !muster_ledger_column_id (row, 4, &place))
    return TRUE;
  path = muster_statement_get_blob (row, 1, &n);
  before = muster_cover_has_path (telling->was, path, n);
  path = muster_statement_get_blob (row, 2, &n);
  after = muster_cover_has_path (telling->was, path, n);
  if (!muster_cover_has (telling->now, &place, &readable, error))
    return FALSE;

  if (readable && !(before && after) && muster_statement_get_number (row, 5) != 0)
    tell (telling, telling->page->came, &record);
  else if (!readable && (before || after))
    tell (telling, telling->page->gone, &record);
  return TRUE;
}

gboolean
muster_ledger_tell_moves (MusterLedger *self, MusterFeedPage *page, MusterCover *was, MusterCover *now, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "SELECT m.record, m.before, m.after, p.kind, p.place,"
                                 " EXISTS (SELECT 1 FROM log_change c WHERE c.record = m.record AND c.seq <= ?1)"
                                 " FROM move m JOIN place p ON p.record = m.record WHERE m.seq > ?1 AND m.seq <= ?2"
                                 " ORDER BY m.seq, m.record",
                           error);
  g_autoptr(GHashTable) told = g_hash_table_new_full (muster_id_hash, muster_id_equal, g_free, NULL);
  Telling telling = { page, was, now, told };
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, page->after);
  muster_statement_bind_number (statement, 2, page->cursor.seq);
  while (muster_ledger_step (self, statement, &row, error))
    {
      if (!row)
        return TRUE;
      if (!tell_move (self, &telling, statement, error))
        return FALSE;
    }
  return FALSE;
}

/* ---- grants that are no more ------------------------------------------------------------------------------------- */

static gboolean
list_place (MusterLedger *self, Telling *telling, const MusterId *place, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "SELECT record, kind FROM place WHERE place = ?1 ORDER BY record", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_ledger_bind_id (statement, 1, place);
  while (muster_ledger_step (self, statement, &row, error))
    {
      const MusterKind *kind;
      MusterId record;

      if (!row)
        return TRUE;
      kind = muster_kind_by_name (muster_statement_get_text (statement, 1));
      if ((kind == NULL || !muster_kind_is_directory (kind)) && muster_ledger_column_id (statement, 0, &record))
        tell (telling, telling->page->gone, &record);
    }
  return FALSE;
}

/* From one place to the next by the index: there are few, and DISTINCT would look at every record. */
gboolean
muster_ledger_tell_lost (MusterLedger *self, MusterFeedPage *page, MusterCover *was, MusterCover *now, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "WITH RECURSIVE each (place) AS (SELECT min (place) FROM place UNION ALL"
                                 " SELECT (SELECT min (p.place) FROM place p WHERE p.place > each.place) FROM each"
                                 " WHERE each.place IS NOT NULL)"
                                 " SELECT place FROM each WHERE place IS NOT NULL", error);
  g_autoptr(GHashTable) told = g_hash_table_new_full (muster_id_hash, muster_id_equal, g_free, NULL);
  Telling telling = { page, was, now, told };
  gboolean row;

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < page->gone->len; i++)
    g_hash_table_add (told, muster_id_copy (&g_array_index (page->gone, MusterId, i)));
  while (muster_ledger_step (self, statement, &row, error))
    {
      gboolean before, readable;
      MusterId place;

      if (!row)
        return TRUE;
      if (!muster_ledger_column_id (statement, 0, &place))
        continue;
      if (!muster_cover_has (was, &place, &before, error) || !muster_cover_has (now, &place, &readable, error)
          || (before && !readable && !list_place (self, &telling, &place, error)))
        return FALSE;
    }
  return FALSE;
}
