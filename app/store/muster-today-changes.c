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

/* ?1: this replica, ?2: seq and ?3: n that were seen, ?4: who saves here. What a person did at this desk is no news to
 * them; what they did at another is news here, and so is what somebody else did at this one. */
#define NEWS                                                                                                          \
  "SELECT version, actor FROM log_commit WHERE version > ?2 AND version < " G_STRINGIFY (UNSENT) " AND replica <> ?1" \
  " UNION ALL SELECT version, actor FROM log_commit WHERE replica = ?1 AND n > ?3 AND actor <> ?4"
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
  if (since == 0)
    muster_statement_bind_text (statement, 4, self->replica->actor);
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

/* ---- what came of it --------------------------------------------------------------------------------------------- */

/* What is put back is as good as what was never there: an undo leaves an empty group, or a record that is archived. */
static gboolean
is_nothing (json_t *value)
{
  return value == NULL || json_is_false (value) || (json_is_object (value) && json_object_size (value) == 0);
}

/* Whether a group is now what it was before a version: it was changed and changed back. */
static gboolean
is_as_before (MusterReplica *replica, const MusterId *id, const char *group, gint64 version)
{
  g_autoptr(json_t) before = NULL, now = NULL;

  /* One change alone differs from what it found. */
  if (muster_replica_group_head (replica, id, group, NULL) == version)
    return FALSE;
  before = muster_replica_group_before (replica, id, group, version, NULL);
  now = muster_replica_group_before (replica, id, group, G_MAXINT64, NULL);
  return (is_nothing (before) && is_nothing (now)) || (before != NULL && now != NULL && json_equal (before, now));
}

/* ---- what is told of a record ------------------------------------------------------------------------------------ */

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

/* The first of the changes that are told of a group. */
static gint64
find_first (GPtrArray *entries, const char *group, GArray *versions)
{
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < entries->len; i++)
    {
      const MusterHistoryEntry *entry = entries->pdata[i];

      if (g_str_equal (entry->group, group) && is_told (entries, i, versions))
        first = MIN (first, entry->version);
    }
  return first;
}

static gboolean
has_come_to_something (MusterReplica *replica, const MusterId *id, GPtrArray *entries, guint i, GArray *versions)
{
  const char *group = ((MusterHistoryEntry *) entries->pdata[i])->group;

  return !is_as_before (replica, id, group, find_first (entries, group, versions));
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
    if (is_told (entries, i, versions) && has_come_to_something (self->replica, id, entries, i, versions))
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

/* ---- which records ----------------------------------------------------------------------------------------------- */

typedef struct {
  gint64   rowid;
  MusterId id;
  gboolean stillborn; /* added and taken back again: nothing that was said of it counts */
  gboolean by_others;
  gint64   last;      /* the version of what something came of; 0: of nothing yet */
} News;

/* What others did comes first, and the newest of it. */
static int
compare_news (gconstpointer a, gconstpointer b)
{
  const News *x = a, *y = b;

  if (x->by_others != y->by_others)
    return x->by_others ? -1 : 1;
  if (x->last != y->last)
    return x->last > y->last ? -1 : 1;
  return (x->rowid > y->rowid) - (x->rowid < y->rowid);
}

/* A row is a group of a record; those of one record follow each other, the one that says whether it is there first. */
static void
note_group (MusterTodayReading *self, GArray *news, MusterStatement *statement)
{
  const char *group = muster_statement_get_text (statement, 3);
  gint64 rowid = muster_statement_get_number (statement, 0), first = muster_statement_get_number (statement, 6);
  News *one = news->len > 0 ? &g_array_index (news, News, news->len - 1) : NULL;

  if (one == NULL || one->rowid != rowid)
    {
      g_array_set_size (news, news->len + 1);
      one = &g_array_index (news, News, news->len - 1);
      one->rowid = rowid;
      muster_statement_get_id (statement, 1, &one->id);
    }
  if (one->stillborn)
    return;
  if (is_as_before (self->replica, &one->id, group, first))
    one->stillborn = g_str_equal (group, MUSTER_GROUP_EXISTS)
                     && !muster_replica_existed_before (self->replica, &one->id, first);
  else
    {
      one->by_others |= muster_statement_get_number (statement, 4) != 0;
      one->last = MAX (one->last, muster_statement_get_number (statement, 5));
    }
}

static gboolean
add_records (MusterTodayReading *self, GArray *news, GArray *versions, GError **error)
{
  GPtrArray *items = self->today->items[MUSTER_TODAY_CHANGED];

  g_array_sort (news, compare_news);
  for (guint i = 0; i < news->len; i++)
    {
      const News *one = &g_array_index (news, News, i);
      MusterTodayItem *item;

      if (one->last == 0 || !is_mine (self, &one->id))
        continue;
      self->today->n[MUSTER_TODAY_CHANGED]++;
      if (items->len >= self->question->limits[MUSTER_TODAY_CHANGED])
        continue;
      item = muster_today_make_item (self, &one->id, error);
      if (item == NULL)
        return FALSE;
      item->by_others = one->by_others;
      g_ptr_array_add (items, item);
      item->changes = read_changes (self, &one->id, versions, error);
      if (item->changes == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_news (MusterTodayReading *self, GArray *versions, GError **error)
{
  g_autoptr(MusterStatement) statement = prepare_news (
    self,
    "SELECT r.rowid, r.id, r.kind, h.field_group, max (c.actor <> ?4), max (c.version), min (c.version) FROM (%s) c"
    " JOIN log_change h ON h.version = c.version JOIN record r ON r.id = h.record"
    /* Moving one row numbers those beside it anew, which is no news of them; a number comes of itself. */
    " WHERE h.field_group NOT IN ('position', '" MUSTER_GROUP_REF_CODE "') AND " MUSTER_SQL_COUNTS
    " GROUP BY r.rowid, h.field_group ORDER BY r.rowid, h.field_group <> '" MUSTER_GROUP_EXISTS "'",
    error);
  g_autoptr(GArray) news = g_array_new (FALSE, TRUE, sizeof (News));
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_text (statement, 4, self->replica->actor);
  while (row)
    {
      const MusterKind *kind;

      if (!muster_statement_step (statement, &row, error))
        return FALSE;
      kind = row ? muster_kind_by_name (muster_statement_get_text (statement, 2)) : NULL;
      if (kind != NULL && muster_today_is_inside (self, kind, muster_statement_get_number (statement, 0)))
        note_group (self, news, statement);
    }
  return add_records (self, news, versions, error);
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
