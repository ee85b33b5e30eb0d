/* muster-parts.c - what records add to plans and teams, kept so that sums over thousands cost one look.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-replica-private.h"

#include <string.h>

static gboolean
part_equal (const MusterPart *a, const MusterPart *b)
{
  return a->weight == b->weight && a->done == b->done && a->score == b->score;
}

static const MusterPart *
find_part (GArray *parts, const MusterId *whole)
{
  for (guint i = 0; i < parts->len; i++)
    if (muster_id_equal (&g_array_index (parts, MusterPart, i).whole, whole))
      return &g_array_index (parts, MusterPart, i);
  return NULL;
}

static GArray *
read_parts (MusterDb *db, gint64 rowid, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (db, "SELECT whole, weight, done, score FROM part WHERE record = ?1", error);
  g_autoptr(GArray) parts = g_array_new (FALSE, FALSE, sizeof (MusterPart));
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  muster_statement_bind_number (statement, 1, rowid);
  while (row)
    {
      MusterPart part;
      const void *whole;
      gsize n;

      if (!muster_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        break;
      whole = muster_statement_get_blob (statement, 0, &n);
      if (n != sizeof part.whole)
        continue;
      memcpy (&part.whole, whole, n);
      part.weight = muster_statement_get_number (statement, 1);
      part.done = muster_statement_get_number (statement, 2);
      part.score = muster_statement_get_number (statement, 3);
      g_array_append_val (parts, part);
    }
  return g_steal_pointer (&parts);
}

static gboolean
write_part (MusterDb *db, const char *sql, gint64 rowid, const MusterPart *part, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, rowid);
  muster_statement_bind_blob (statement, 2, &part->whole, sizeof part->whole);
  muster_statement_bind_number (statement, 3, part->weight);
  muster_statement_bind_number (statement, 4, part->done);
  muster_statement_bind_number (statement, 5, part->score);
  return muster_statement_run (statement, error);
}

static gboolean
delete_part (MusterDb *db, gint64 rowid, const MusterId *whole, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (db, "DELETE FROM part WHERE record = ?1 AND whole = ?2", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, rowid);
  muster_statement_bind_blob (statement, 2, whole, sizeof *whole);
  return muster_statement_run (statement, error);
}

gboolean
muster_parts_update (MusterDb *db, gint64 rowid, GArray *parts, GArray *wholes, GError **error)
{
  g_autoptr(GArray) before = read_parts (db, rowid, error);

  if (before == NULL)
    return FALSE;
  for (guint i = 0; i < before->len; i++)
    {
      const MusterPart *old = &g_array_index (before, MusterPart, i);

      if (find_part (parts, &old->whole) != NULL)
        continue;
      g_array_append_val (wholes, old->whole);
      if (!delete_part (db, rowid, &old->whole, error))
        return FALSE;
    }
  for (guint i = 0; i < parts->len; i++)
    {
      const MusterPart *part = &g_array_index (parts, MusterPart, i);
      const MusterPart *old = find_part (before, &part->whole);

      if (old != NULL && part_equal (old, part))
        continue;
      g_array_append_val (wholes, part->whole);
      if (!write_part (db,
                       old == NULL
                         ? "INSERT INTO part (record, whole, weight, done, score) VALUES (?1, ?2, ?3, ?4, ?5)"
                         : "UPDATE part SET weight = ?3, done = ?4, score = ?5 WHERE record = ?1 AND whole = ?2",
                       rowid, part, error))
        return FALSE;
    }
  return TRUE;
}

MusterSums
muster_parts_sum (MusterDb *db, const MusterId *whole)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (db, "SELECT coalesce ((SELECT weights FROM tally WHERE whole = ?1), 0),"
                           " coalesce ((SELECT done FROM tally WHERE whole = ?1), 0),"
                           " coalesce ((SELECT max (score) FROM part WHERE whole = ?1 AND score > 0), 0)", NULL);
  MusterSums sums = { 0, 0, 0 };
  gboolean row;

  if (statement == NULL)
    return sums;
  muster_statement_bind_blob (statement, 1, whole, sizeof *whole);
  if (!muster_statement_step (statement, &row, NULL) || !row)
    return sums;
  sums.weights = muster_statement_get_number (statement, 0);
  sums.done = muster_statement_get_number (statement, 1);
  sums.worst = muster_statement_get_number (statement, 2);
  return sums;
}
