/* muster-ledger-digest.c - sums of changes, by place: PROTOCOL.md section 10.
 *
 * Within a batch they stand in memory and are written once, before the commit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ledger-private.h"

#include <string.h>

static gboolean
load_sum (MusterLedger *self, MusterSum *sum, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_ledger_prepare (self, "SELECT sum FROM digest WHERE place = ?1", error);
  const void *bytes;
  gboolean row;
  gsize n;

  if (statement == NULL)
    return FALSE;
  muster_ledger_bind_id (statement, 1, &sum->place);
  if (!muster_ledger_step (self, statement, &row, error))
    return FALSE;
  bytes = row ? muster_statement_get_blob (statement, 0, &n) : NULL;
  if (bytes != NULL && n == sizeof sum->sum)
    memcpy (sum->sum, bytes, n);
  return TRUE;
}

gboolean
muster_ledger_sum_add (MusterLedger *self, const MusterId *bucket, const guint8 part[MUSTER_DIGEST_LENGTH], int sign,
                       GError **error)
{
  MusterSum *sum = g_hash_table_lookup (self->sums, bucket);

  if (sum == NULL)
    {
      sum = g_new0 (MusterSum, 1);
      sum->place = *bucket;
      g_ptr_array_add (self->touched, sum);
      if (!load_sum (self, sum, error))
        return FALSE;
      g_hash_table_insert (self->sums, &sum->place, sum);
    }
  muster_digest_add (sum->sum, part, sign);
  return TRUE;
}

gboolean
muster_ledger_sum_move (MusterLedger *self, const MusterId *record, gint64 seq, const MusterId *from,
                        const MusterId *to, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "SELECT seq, i, kind, field_group, outcome, coalesce (merged, value)"
                                 " FROM log_change WHERE record = ?1 AND seq < ?2", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_ledger_bind_id (statement, 1, record);
  muster_statement_bind_number (statement, 2, seq);
  while (muster_ledger_step (self, statement, &row, error))
    {
      guint8 part[MUSTER_DIGEST_LENGTH];

      if (!row)
        return TRUE;
      muster_digest_part (muster_statement_get_number (statement, 0),
                          (guint) muster_statement_get_number (statement, 1), muster_statement_get_text (statement, 2),
                          record, muster_statement_get_text (statement, 3),
                          muster_outcome_to_name ((MusterOutcome) muster_statement_get_number (statement, 4)),
                          muster_statement_get_text (statement, 5), part);
      if (!muster_ledger_sum_add (self, from, part, -1, error) || !muster_ledger_sum_add (self, to, part, 1, error))
        return FALSE;
    }
  return FALSE;
}

gboolean
muster_ledger_sums_write (MusterLedger *self, GError **error)
{
  for (guint i = 0; i < self->touched->len; i++)
    {
      const MusterSum *sum = self->touched->pdata[i];
      g_autoptr(MusterStatement) statement =
        muster_ledger_prepare (self, "INSERT INTO digest (place, sum) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET sum ="
                                     " excluded.sum", error);

      if (statement == NULL)
        return FALSE;
      muster_ledger_bind_id (statement, 1, &sum->place);
      muster_statement_bind_blob (statement, 2, sum->sum, sizeof sum->sum);
      if (!muster_ledger_run (self, statement, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
muster_ledger_sums_read (MusterLedger *self, MusterCover *cover, guint8 sum[MUSTER_DIGEST_LENGTH], GError **error)
{
  g_autoptr(MusterStatement) statement = muster_ledger_prepare (self, "SELECT place, sum FROM digest", error);
  gboolean row;

  memset (sum, 0, MUSTER_DIGEST_LENGTH);
  if (statement == NULL)
    return FALSE;
  while (muster_ledger_step (self, statement, &row, error))
    {
      gboolean covered = FALSE;
      const guint8 *part;
      MusterId place;
      gsize n;

      if (!row)
        return TRUE;
      part = muster_statement_get_blob (statement, 1, &n);
      if (n != MUSTER_DIGEST_LENGTH || !muster_ledger_column_id (statement, 0, &place))
        continue;
      if (!muster_id_is_nil (&place) && !muster_cover_has (cover, &place, &covered, error))
        return FALSE;
      if (covered || muster_id_is_nil (&place))
        muster_digest_add (sum, part, 1);
    }
  return FALSE;
}
