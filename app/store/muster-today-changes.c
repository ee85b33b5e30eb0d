/* muster-today-changes.c - what the log has now that it had not when somebody last looked, or before a day.
 *
 * Own commits are counted by their own numbers and those of others by the endpoint's: an own one changes its place in
 * the log when the endpoint takes it, and must not come back as news then. A day goes by what authors' clocks said.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-feed-private.h"
#include "muster-today-private.h"

#include <stdio.h>

#define META_SEEN "seen"

/* ?1: this replica, ?2: seq and ?3: n that were seen. */
#define NEWS                                                                                                          \
  "SELECT version, actor FROM log_commit WHERE version > ?2 AND version < " G_STRINGIFY (UNSENT) " AND replica <> ?1" \
  " UNION ALL SELECT version, actor FROM log_commit WHERE replica = ?1 AND n > ?3"
#define NEWS_OF_DAYS "SELECT version, actor FROM log_commit WHERE at >= ?3"
#define UNSENT 1099511627776
G_STATIC_ASSERT (UNSENT == MUSTER_VERSION_UNSENT);

/* ---- looks ------------------------------------------------------------------------------------------------------- */

static void
read_seen (MusterReplica *self, MusterSeen *seen)
{
  g_autofree char *text = muster_meta_get_text (self, META_SEEN);
  g_auto(GStrv) parts = g_strsplit (text != NULL ? text : "", " ", -1);

  *seen = (MusterSeen) { 0 };
  if (g_strv_length (parts) != 4 || !muster_id_from_text (&seen->commit, parts[3]))
    return;
  seen->at = g_ascii_strtoll (parts[0], NULL, 10);
  seen->n = g_ascii_strtoll (parts[1], NULL, 10);
  seen->seq = g_ascii_strtoll (parts[2], NULL, 10);
}

gboolean
muster_replica_mark_seen (MusterReplica *self, const MusterSeen *seen, GError **error)
{
  MusterIdText id;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s",
                                           seen->at, seen->n, seen->seq, muster_id_to_text (&seen->commit, id));

  return muster_meta_set_text (self, META_SEEN, text, error);
}

static gboolean
read_now (MusterReplica *self, MusterSeen *now, GError **error)
{
  g_autoptr(MusterStatement) own =
    muster_db_prepare (self->db, "SELECT max (n) FROM log_commit WHERE replica = ?1", error);
  g_autoptr(MusterStatement) known =
    muster_db_prepare (self->db, "SELECT version, id FROM log_commit WHERE version < ?1 ORDER BY version DESC LIMIT 1",
                       error);
  gboolean row;

  if (own == NULL || known == NULL)
    return FALSE;
  now->at = muster_clock_now (self->clock);
  muster_statement_bind_blob (own, 1, &self->id, sizeof self->id);
  if (!muster_statement_step (own, &row, error))
    return FALSE;
  now->n = row ? muster_statement_get_number (own, 0) : 0;
  muster_statement_bind_number (known, 1, MUSTER_VERSION_UNSENT);
  if (!muster_statement_step (known, &row, error))
    return FALSE;
  if (row && muster_statement_get_id (known, 1, &now->commit))
    now->seq = muster_statement_get_number (known, 0);
  return TRUE;
}

/* The number that the last commit seen has by now. */
static gint64
find_seq (MusterReplica *self, const MusterSeen *seen)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT version FROM log_commit WHERE id = ?1 AND version < ?2", NULL);
  gboolean row = FALSE;

  if (seen->seq == 0 || statement == NULL)
    return seen->seq;
  muster_statement_bind_blob (statement, 1, &seen->commit, sizeof seen->commit);
  muster_statement_bind_number (statement, 2, MUSTER_VERSION_UNSENT);
  return muster_statement_step (statement, &row, NULL) && row ? muster_statement_get_number (statement, 0) : seen->seq;
}

/* ---- what changed ------------------------------------------------------------------------------------------------ */

static int
compare_versions (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* sql: with %s where the commits belong that are news. */
static MusterStatement *
prepare_news (MusterTodayReading *self, const char *sql, GError **error)
{
  const MusterSeen *seen = &self->today->seen;
  guint32 since = self->question->since;
  g_auto(GStrv) around = g_strsplit (sql, "%s", 2);
  g_autofree char *whole = g_strjoinv (since != 0 ? NEWS_OF_DAYS : NEWS, around);
  MusterStatement *statement = muster_db_prepare (self->replica->db, whole, error);

  if (statement == NULL)
    return NULL;
  muster_statement_bind_blob (statement, 1, &self->replica->id, sizeof self->replica->id);
  muster_statement_bind_number (statement, 2, find_seq (self->replica, seen));
  muster_statement_bind_number (statement, 3,
                                since != 0 ? muster_clock_day_begins (self->replica->clock, since) : seen->n);
  return statement;
}

static GArray *
read_versions (MusterTodayReading *self, GError **error)
{
  g_autoptr(GArray) versions = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(MusterStatement) statement = prepare_news (self, "%s", error);
  gboolean row = TRUE;

  while (statement != NULL && row)
    {
      gint64 version;

      if (!muster_statement_step (statement, &row, error))
        return NULL;
      version = row ? muster_statement_get_number (statement, 0) : 0;
      if (row)
        g_array_append_val (versions, version);
    }
  g_array_sort (versions, compare_versions);
  return statement != NULL ? g_steal_pointer (&versions) : NULL;
}

/* That a record was added says all about that save; a number comes of itself. */
static gboolean
is_told (GPtrArray *entries, guint i, GArray *versions)
{
  const MusterHistoryEntry *entry = entries->pdata[i];

  if ((entry->outcome != MUSTER_OUTCOME_HEAD && entry->outcome != MUSTER_OUTCOME_MERGED)
      || g_str_equal (entry->group, MUSTER_GROUP_REF_CODE)
      || !g_array_binary_search (versions, &entry->version, compare_versions, NULL))
    return FALSE;
  for (guint j = 0; j < entries->len && !g_str_equal (entry->group, MUSTER_GROUP_EXISTS); j++)
    {
      const MusterHistoryEntry *other = entries->pdata[j];

      if (other->version == entry->version && g_str_equal (other->group, MUSTER_GROUP_EXISTS))
        return FALSE;
    }
  return TRUE;
}

static GPtrArray *
read_changes (MusterTodayReading *self, const MusterId *id, GArray *versions, GError **error)
{
  g_autoptr(GPtrArray) entries = muster_replica_history (self->replica, id, NULL, error);
  GPtrArray *changes;

  if (entries == NULL)
    return NULL;
  changes = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_history_entry_free);
  g_ptr_array_set_free_func (entries, NULL);
  /* Told before any goes, since they are told by each other. */
  for (guint i = 0; i < entries->len; i++)
    if (is_told (entries, i, versions))
      g_ptr_array_add (changes, entries->pdata[i]);
  for (guint i = 0; i < entries->len; i++)
    if (!g_ptr_array_find (changes, entries->pdata[i], NULL))
      muster_history_entry_free (entries->pdata[i]);
  return changes;
}

static gboolean
is_mine (MusterTodayReading *self, const MusterId *id)
{
  g_autoptr(MusterRecord) record = NULL;

  if (!self->question->mine)
    return TRUE;
  record = muster_replica_load_plain (self->replica, id, NULL, NULL);
  return record != NULL && muster_mine_has (self->mine, record);
}

static gboolean
add_record (MusterTodayReading *self, const MusterId *id, gboolean by_others, GArray *versions, GError **error)
{
  GPtrArray *items = self->today->items[MUSTER_TODAY_CHANGED];
  MusterTodayItem *item;

  self->today->n[MUSTER_TODAY_CHANGED]++;
  if (items->len >= self->question->limits[MUSTER_TODAY_CHANGED])
    return TRUE;
  item = muster_today_make_item (self, id, error);
  if (item == NULL)
    return FALSE;
  item->by_others = by_others;
  g_ptr_array_add (items, item);
  item->changes = read_changes (self, id, versions, error);
  return item->changes != NULL;
}

static gboolean
read_news (MusterTodayReading *self, GArray *versions, GError **error)
{
  g_autoptr(MusterStatement) statement = prepare_news (
    self,
    "SELECT r.rowid, r.id, r.kind, max (c.actor <> ?4), max (c.version) FROM (%s) c"
    " JOIN log_change h ON h.version = c.version JOIN record r ON r.id = h.record"
    /* Moving one row numbers those beside it anew, which is no news of them. */
    " WHERE h.field_group <> 'position' AND " MUSTER_SQL_COUNTS
    " GROUP BY r.rowid ORDER BY 4 DESC, 5 DESC, 1",
    error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_text (statement, 4, self->replica->actor);
  while (row)
    {
      const MusterKind *kind;
      MusterId id;

      if (!muster_statement_step (statement, &row, error))
        return FALSE;
      kind = row ? muster_kind_by_name (muster_statement_get_text (statement, 2)) : NULL;
      if (kind != NULL && muster_statement_get_id (statement, 1, &id)
          && muster_today_is_inside (self, kind, muster_statement_get_number (statement, 0)) && is_mine (self, &id)
          && !add_record (self, &id, muster_statement_get_number (statement, 3) != 0, versions, error))
        return FALSE;
    }
  return TRUE;
}

/* Before the first look all would be news, which says nothing. */
gboolean
muster_today_read_changes (MusterTodayReading *self, GError **error)
{
  g_autoptr(GArray) versions = NULL;

  read_seen (self->replica, &self->today->seen);
  if (!read_now (self->replica, &self->today->now, error))
    return FALSE;
  if (self->today->seen.at == 0 && self->question->since == 0)
    return TRUE;
  versions = read_versions (self, error);
  return versions != NULL && (versions->len == 0 || read_news (self, versions, error));
}
