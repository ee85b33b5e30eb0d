/* muster-feed-attention.c - how much needs a person, and own edits that were put together with those of others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-feed-private.h"

#include <string.h>

/* Own commits up to this number were looked at as they were merged. Never sent. */
#define META_MERGED_SEEN "merged_seen"

guint
muster_replica_count_attention (MusterReplica *self)
{
  return muster_replica_count_conflicts (self) + muster_replica_count_refused (self)
         + muster_replica_count_aside (self) + muster_replica_count_departures (self);
}

guint
muster_replica_count_open_findings (MusterReplica *self)
{
  return (guint) muster_db_get_number (self->db, "SELECT count(*) FROM finding WHERE archived = 0"
                                                 " AND coalesce (resolution, 'open') IN ('', 'open')", NULL);
}

void
muster_merged_free (MusterMerged *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->ref_code);
  g_free (self->label);
  g_free (self->said);
  g_free (self->is);
  g_free (self);
}

static char *
display (MusterReplica *self, MusterMerged *merged, const char *group, const char *text)
{
  g_autoptr(json_t) value = text != NULL ? muster_json_from_text (text, strlen (text), NULL) : NULL;

  return muster_feed_display_value (self, merged->kind, group, value);
}

/* The row: n, at, record, kind, field_group, value, merged. */
static void
add_merged (MusterReplica *self, MusterStatement *statement, GPtrArray *list)
{
  g_autoptr(MusterMerged) merged = g_new0 (MusterMerged, 1);
  const char *group = muster_statement_get_text (statement, 4);
  g_autoptr(MusterRecord) record = NULL;

  merged->n = muster_statement_get_number (statement, 0);
  merged->at = muster_statement_get_number (statement, 1);
  merged->kind = muster_kind_by_name (muster_statement_get_text (statement, 3));
  if (!muster_statement_get_id (statement, 2, &merged->record)
      || (record = muster_replica_load_plain (self, &merged->record, NULL, NULL)) == NULL)
    return;
  merged->title = muster_record_dup_title (record);
  merged->ref_code = g_strdup (muster_record_get_ref_code (record));
  merged->label = muster_feed_label_group (merged->kind, group);
  merged->said = display (self, merged, group, muster_statement_get_text (statement, 5));
  merged->is = display (self, merged, group, muster_statement_get_text (statement, 6));
  g_ptr_array_add (list, g_steal_pointer (&merged));
}

GPtrArray *
muster_replica_merged (MusterReplica *self, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db,
                       "SELECT c.n, c.at, h.record, h.kind, h.field_group, h.value, h.merged FROM log_commit c"
                       " JOIN log_change h ON h.version = c.version WHERE c.replica = ?1 AND c.n > ?2"
                       " AND h.outcome = 'merged' AND h.field_group <> '_ref' ORDER BY c.n, h.i",
                       error);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_merged_free);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  muster_statement_bind_blob (statement, 1, &self->id, sizeof self->id);
  muster_statement_bind_number (statement, 2, muster_meta_get_number (self, META_MERGED_SEEN));
  while (row)
    {
      if (!muster_statement_step (statement, &row, error))
        return NULL;
      if (row)
        add_merged (self, statement, list);
    }
  return g_steal_pointer (&list);
}

gboolean
muster_replica_mark_merged_seen (MusterReplica *self, gint64 n, GError **error)
{
  return muster_meta_set_number (self, META_MERGED_SEEN, MAX (n, muster_meta_get_number (self, META_MERGED_SEEN)),
                                 error);
}
