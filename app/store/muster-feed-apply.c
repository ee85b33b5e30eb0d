/* muster-feed-apply.c - one answer to a pull, applied whole or not at all.
 *
 * Log first, then the tables for all groups that were touched in one go: the work of a page does not grow with how
 * often its commits name the same record.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-feed-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Cursors that are kept besides the newest: these in full, of older ones two for each doubling of the distance. */
#define NEWEST_CURSORS 32

void
muster_feed_page_result_clear (MusterFeedPageResult *self)
{
  g_clear_pointer (&self->changed, g_array_unref);
  g_clear_pointer (&self->renumbered, g_ptr_array_unref);
}

/* ---- is it ours, and does it go on ------------------------------------------------------------------------------- */

static gboolean
fail (GError **error, MusterErrorCode code, const char *message)
{
  g_set_error_literal (error, MUSTER_ERROR, code, message);
  return FALSE;
}

static gboolean
check_origin (MusterReplica *self, const MusterFeedPage *page, GError **error)
{
  MusterId server, epoch;

  if (muster_meta_get_blob (self, "server", &server, sizeof server)
      && muster_meta_get_blob (self, "epoch", &epoch, sizeof epoch) && muster_id_equal (&server, &page->server)
      && muster_id_equal (&epoch, &page->epoch))
    return TRUE;
  return fail (error, MUSTER_ERROR_FOREIGN,
               _("This answer is not from the server that this file works with. Nothing was changed."));
}

/* The numbers rise from where the page begins to where it ends. */
static gboolean
check_order (const MusterFeedPage *page, GError **error)
{
  gint64 seq = page->after;

  for (guint i = 0; i < page->entries->len; i++)
    {
      const MusterEntry *entry = page->entries->pdata[i];

      if (entry->seq <= seq || entry->seq > page->cursor.seq)
        return fail (error, MUSTER_ERROR_INVALID, _("The server's answer is out of order. Nothing was changed."));
      seq = entry->seq;
    }
  if (page->cursor.seq < page->after || page->cursor.seq >= MUSTER_VERSION_UNSENT)
    return fail (error, MUSTER_ERROR_INVALID, _("The server's answer is out of order. Nothing was changed."));
  return TRUE;
}

/* Where the next page has to begin: in the news, or in the fill, which must be open still. */
static gboolean
find_start (MusterReplica *self, const MusterFill *fill, gint64 *after, gint64 *until, GError **error)
{
  g_autoptr(MusterStatement) statement = NULL;
  MusterCursor cursor;
  gboolean row;

  *until = G_MAXINT64;
  if (fill == NULL || fill->id == 0)
    {
      if (!muster_feed_get_cursor (self, &cursor, error))
        return FALSE;
      *after = cursor.seq;
      return TRUE;
    }
  statement = muster_db_prepare (self->db, "SELECT after, until FROM sync_fill WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, fill->id);
  if (!muster_statement_step (statement, &row, error))
    return FALSE;
  *after = row ? muster_statement_get_number (statement, 0) : -1;
  *until = row ? muster_statement_get_number (statement, 1) : 0;
  return TRUE;
}

static gboolean
check_page (MusterReplica *self, const MusterFeedPage *page, const MusterFill *fill, GError **error)
{
  gint64 after, until;

  if (!check_origin (self, page, error) || !find_start (self, fill, &after, &until, error))
    return FALSE;
  if (after != page->after)
    return fail (error, MUSTER_ERROR_STALE, _("This answer does not go on from what is here. Nothing was changed."));
  if (page->entries->len > 0 && ((MusterEntry *) page->entries->pdata[page->entries->len - 1])->seq > until)
    return fail (error, MUSTER_ERROR_INVALID, _("The server's answer is out of order. Nothing was changed."));
  return check_order (page, error);
}

/* ---- cursors ----------------------------------------------------------------------------------------------------- */

/* Two for each doubling. */
static guint
bucket_of (gint64 distance)
{
  guint bits = g_bit_storage ((gulong) distance);

  return 2 * bits + (bits > 1 && (distance & (G_GINT64_CONSTANT (1) << (bits - 2))) != 0);
}

/* Of those that share a bucket the oldest stays: it will outlast the others. */
static gboolean
thin_cursors (MusterReplica *self, GError **error)
{
  g_autoptr(GArray) cursors = muster_replica_list_cursors (self, G_MAXUINT16, error);
  gint64 newest;

  if (cursors == NULL)
    return FALSE;
  if (cursors->len <= NEWEST_CURSORS)
    return TRUE;
  newest = g_array_index (cursors, MusterCursor, 0).seq;
  for (guint i = NEWEST_CURSORS; i + 1 < cursors->len; i++)
    {
      gint64 seq = g_array_index (cursors, MusterCursor, i).seq;
      gint64 older = g_array_index (cursors, MusterCursor, i + 1).seq;

      if (bucket_of (newest - seq) == bucket_of (newest - older)
          && !muster_feed_run (self, "DELETE FROM sync_cursor WHERE seq = ?1", seq, 0, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
move_cursor (MusterReplica *self, const MusterFeedPage *page, GError **error)
{
  g_autoptr(MusterStatement) statement = NULL;

  if (page->cursor.seq == page->after)
    return TRUE;
  statement = muster_db_prepare (self->db, "INSERT OR REPLACE INTO sync_cursor (seq, chain) VALUES (?1, ?2)", error);
  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, page->cursor.seq);
  muster_statement_bind_blob (statement, 2, page->cursor.chain, sizeof page->cursor.chain);
  return muster_statement_run (statement, error) && thin_cursors (self, error);
}

static gboolean
move_fill (MusterReplica *self, const MusterFeedPage *page, const MusterFill *fill, GError **error)
{
  if (!page->more)
    return muster_feed_run (self, "DELETE FROM sync_fill WHERE id = ?1", fill->id, 0, error);
  return muster_feed_run (self, "UPDATE sync_fill SET after = ?2 WHERE id = ?1", fill->id, page->cursor.seq, error)
         && muster_feed_run (self, "DELETE FROM sync_fill WHERE id = ?1 AND after >= until", fill->id, 0, error);
}

/* ---- what may be seen -------------------------------------------------------------------------------------------- */

static gboolean
open_fill (MusterReplica *self, gboolean is_record, const MusterId *target, gint64 until, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db,
                       "INSERT INTO sync_fill (is_record, target, after, until) VALUES (?1, ?2, 0, ?3)"
                       " ON CONFLICT (is_record, target) DO UPDATE SET after = 0, until = excluded.until",
                       error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, is_record);
  muster_statement_bind_blob (statement, 2, target, sizeof *target);
  muster_statement_bind_number (statement, 3, until);
  return until == 0 || muster_statement_run (statement, error);
}

static gboolean
holds_scope (GArray *grants, guint n, const MusterId *scope)
{
  for (guint i = 0; i < n; i++)
    if (muster_id_equal (&g_array_index (grants, MusterGrant, i).scope, scope))
      return TRUE;
  return FALSE;
}

static gboolean
write_grants (MusterReplica *self, const MusterFeedPage *page, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "INSERT OR IGNORE INTO sync_grant (scope, role) VALUES (?1, ?2)", error);

  if (statement == NULL || !muster_db_run (self->db, "DELETE FROM sync_grant", error))
    return FALSE;
  for (guint i = 0; i < page->grants->len; i++)
    {
      const MusterGrant *grant = &g_array_index (page->grants, MusterGrant, i);

      muster_statement_bind_blob (statement, 1, &grant->scope, sizeof grant->scope);
      muster_statement_bind_text (statement, 2, grant->role);
      if (!muster_statement_run (statement, error))
        return FALSE;
    }
  return muster_meta_set_number (self, "grants_version", page->grants_version, error)
         && muster_db_run (self->db,
                           "DELETE FROM sync_fill WHERE is_record = 0 AND target NOT IN (SELECT scope FROM sync_grant)",
                           error);
}

/* Of what was set aside nobody can say what is within a scope that was lost: the endpoint that was put back does not
 * know it. It is the work of others, who have it. */
static gboolean
forget_aside (MusterReplica *self, GArray *before, GArray *now, GError **error)
{
  for (guint i = 0; i < before->len; i++)
    if (!holds_scope (now, now->len, &g_array_index (before, MusterGrant, i).scope))
      return muster_db_run (self->db, "DELETE FROM aside_change", error)
             && muster_db_run (self->db, "DELETE FROM aside_commit", error);
  return TRUE;
}

/* A scope that is new to us is fetched from the beginning; who begins at the beginning gets it in the news. */
static gboolean
take_grants (MusterReplica *self, const MusterFeedPage *page, gint64 until, GError **error)
{
  g_autoptr(MusterSyncState) before = NULL;

  if (page->grants_version == 0)
    return TRUE;
  before = muster_replica_get_sync_state (self, error);
  if (before == NULL || !write_grants (self, page, error) || !forget_aside (self, before->grants, page->grants, error))
    return FALSE;
  for (guint i = 0; before->cursor.seq > 0 && i < page->grants->len; i++)
    {
      const MusterId *scope = &g_array_index (page->grants, MusterGrant, i).scope;

      if (!holds_scope (before->grants, before->grants->len, scope) && !holds_scope (page->grants, i, scope)
          && !open_fill (self, FALSE, scope, until, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_moves (MusterFeed *feed, const MusterFeedPage *page, gint64 until, GError **error)
{
  for (guint i = 0; i < page->gone->len; i++)
    if (!muster_feed_let_go (feed, &g_array_index (page->gone, MusterId, i), error))
      return FALSE;
  for (guint i = 0; i < page->came->len; i++)
    if (!open_fill (feed->replica, TRUE, &g_array_index (page->came, MusterId, i), until, error))
      return FALSE;
  return TRUE;
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

static gboolean
take_log (MusterFeed *feed, const MusterFeedPage *page, GError **error)
{
  for (guint i = 0; i < page->entries->len; i++)
    if (!muster_feed_take_entry (feed, page->entries->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < page->refused->len; i++)
    if (!muster_feed_take_refusal (feed, page->refused->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* This page is the last of what was there when the replica joined. */
static gboolean
ends_first (MusterReplica *self, const MusterFeedPage *page, const MusterFill *fill)
{
  return !page->more && (fill == NULL || fill->id == 0) && muster_meta_get_number (self, MUSTER_META_PARTIAL) != 0;
}

static gboolean
take_page (MusterFeed *feed, const MusterFeedPage *page, const MusterFill *fill, GError **error)
{
  MusterReplica *self = feed->replica;
  gboolean is_fill = fill != NULL && fill->id != 0;
  MusterCursor cursor;
  gint64 until;

  if (!muster_feed_get_cursor (self, &cursor, error))
    return FALSE;
  feed->has_aside = muster_db_get_number (self->db, "SELECT EXISTS (SELECT 1 FROM aside_commit)", NULL) != 0;
  until = is_fill ? cursor.seq : page->cursor.seq;
  return take_log (feed, page, error) && take_grants (self, page, until, error) && take_moves (feed, page, until, error)
         && (is_fill ? move_fill (self, page, fill, error) : move_cursor (self, page, error))
         && (!ends_first (self, page, fill) || muster_meta_set_number (self, MUSTER_META_PARTIAL, 0, error))
         && muster_meta_set_blob (self, "digest", feed->digest, sizeof feed->digest, error)
         && muster_touched_apply (feed->touched, self, feed->result->changed, error)
         && muster_feed_forget_departed (feed, error);
}

static void
compare_digests (MusterFeed *feed, const MusterFeedPage *page)
{
  MusterFill open;

  if (page->has_digest && !page->more && !muster_replica_next_fill (feed->replica, &open, NULL))
    feed->result->differs = memcmp (feed->digest, page->digest, sizeof feed->digest) != 0;
}

static gboolean
is_idle (const MusterFeedPage *page, const MusterFill *fill)
{
  return (fill == NULL || fill->id == 0) && page->entries->len == 0 && page->refused->len == 0
         && page->grants_version == 0 && page->came->len == 0 && page->gone->len == 0
         && page->cursor.seq == page->after;
}

static gboolean
apply_in_transaction (MusterFeed *feed, const MusterFeedPage *page, const MusterFill *fill, GError **error)
{
  MusterDb *db = feed->replica->db;

  if (!muster_db_begin (db, error))
    return FALSE;
  if (check_page (feed->replica, page, fill, error) && take_page (feed, page, fill, error)
      && muster_db_commit (db, error))
    return TRUE;
  muster_db_rollback (db);
  return FALSE;
}

gboolean
muster_replica_apply_page (MusterReplica *self, const MusterFeedPage *page, const MusterFill *fill,
                           MusterFeedPageResult *result, GError **error)
{
  g_autoptr(MusterTouched) touched = muster_touched_new ();
  MusterFeedPageResult own = { 0 };
  MusterFeed feed = { self, touched, result != NULL ? result : &own };
  gboolean ok;

  *feed.result = (MusterFeedPageResult) { .changed = g_array_new (FALSE, FALSE, sizeof (MusterId)) };
  muster_meta_get_blob (self, "digest", feed.digest, sizeof feed.digest);
  ok = is_idle (page, fill) && !ends_first (self, page, fill) ? check_page (self, page, fill, error)
                                                              : apply_in_transaction (&feed, page, fill, error);
  if (ok)
    compare_digests (&feed, page);
  else
    {
      g_array_set_size (feed.result->changed, 0);
      g_clear_pointer (&feed.result->renumbered, g_ptr_array_unref);
      *feed.result = (MusterFeedPageResult) { .changed = feed.result->changed };
    }
  muster_feed_page_result_clear (&own);
  return ok;
}
