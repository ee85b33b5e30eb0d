/* muster-feed-digest.c - one number over all that is acknowledged, so that two logs can be told apart without being
 * sent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-feed-private.h"

#include <string.h>

/* The row: version, i, record, group, outcome, value, kind. */
static void
count_row (MusterStatement *statement, int sign, guint8 digest[MUSTER_DIGEST_LENGTH])
{
  const char *outcome = muster_statement_get_text (statement, 4);
  guint8 part[MUSTER_DIGEST_LENGTH];
  MusterId record;

  if (!muster_statement_get_id (statement, 2, &record))
    return;
  muster_digest_part (muster_statement_get_number (statement, 0), (guint) muster_statement_get_number (statement, 1),
                      muster_statement_get_text (statement, 6), &record, muster_statement_get_text (statement, 3),
                      outcome != NULL ? outcome : "", muster_statement_get_text (statement, 5), part);
  muster_digest_add (digest, part, sign);
}

static gboolean
count_rows (MusterStatement *statement, int sign, guint8 digest[MUSTER_DIGEST_LENGTH], GError **error)
{
  gboolean row = TRUE;

  while (row)
    {
      if (!muster_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        count_row (statement, sign, digest);
    }
  return TRUE;
}

#define COUNTED                                                                                                        \
  "SELECT version, i, record, field_group, outcome, coalesce (merged, value), kind FROM log_change"                    \
  " WHERE outcome IS NOT 'gone' AND "

gboolean
muster_feed_count_commit (MusterFeed *self, gint64 version, int sign, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->replica->db, COUNTED "version = ?1", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, version);
  return count_rows (statement, sign, self->digest, error);
}

gboolean
muster_feed_count_record (MusterFeed *self, const MusterId *record, int sign, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->replica->db, COUNTED "record = ?1 AND version < ?2", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, record, sizeof *record);
  muster_statement_bind_number (statement, 2, MUSTER_VERSION_UNSENT);
  return count_rows (statement, sign, self->digest, error);
}

gboolean
muster_feed_sum_log (MusterReplica *self, guint8 digest[MUSTER_DIGEST_LENGTH], GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, COUNTED "version < ?1", error);

  memset (digest, 0, MUSTER_DIGEST_LENGTH);
  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, MUSTER_VERSION_UNSENT);
  return count_rows (statement, 1, digest, error);
}

void
muster_feed_count_change (MusterFeed *self, gint64 seq, const MusterChange *change, const char *text)
{
  g_autofree char *merged = change->merged != NULL ? muster_json_to_text (change->merged) : NULL;
  guint8 part[MUSTER_DIGEST_LENGTH];

  muster_digest_part (seq, change->index, change->kind, &change->record, change->group,
                      muster_outcome_to_name (change->outcome), merged != NULL ? merged : text, part);
  muster_digest_add (self->digest, part, 1);
}

gboolean
muster_replica_recompute_digest (MusterReplica *self, gboolean *sound, GError **error)
{
  guint8 kept[MUSTER_DIGEST_LENGTH] = { 0 };
  guint8 found[MUSTER_DIGEST_LENGTH];

  muster_meta_get_blob (self, "digest", kept, sizeof kept);
  if (!muster_feed_sum_log (self, found, error))
    return FALSE;
  *sound = memcmp (kept, found, sizeof kept) == 0;
  return *sound || muster_meta_set_blob (self, "digest", found, sizeof found, error);
}
