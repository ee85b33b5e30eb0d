/* muster-ledger-read.c - pages of the log, as one reader may see it: PROTOCOL.md sections 8 and 9.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ledger-private.h"

#include "muster-place.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PAGE_BYTES (2 * 1024 * 1024)
/* Changes looked at for one page, whether they can be seen or not: so no request takes for ever. */
#define PAGE_LOOKS 50000
#define COMMIT_BYTES 300

typedef struct {
  MusterLedger     *ledger;
  const MusterPull *pull;
  MusterReplicaRow  replica;
  MusterFeedPage       *page;
  MusterCover      *cover;   /* of the grants as they are */
  MusterCover      *target;  /* of the scope that is filled; NULL: all */
  GHashTable       *left;    /* MusterId of what was in it at the end of the fill, and moved since; NULL: no scope */
  gboolean          fill;
  gint64            until;
  guint             limit;
  guint             looks;
  gsize             bytes;
} Reading;

/* ---- what can be seen -------------------------------------------------------------------------------------------- */

/* Who may see where a record went is not told that it came: what is older than the fill she has to get with it. */
static gboolean
find_left (Reading *self, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_ledger_prepare (
    self->ledger, "SELECT record, before, min (seq) FROM move WHERE seq > ?1 GROUP BY record", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  self->left = g_hash_table_new_full (muster_id_hash, muster_id_equal, g_free, NULL);
  muster_statement_bind_number (statement, 1, self->until);
  while (muster_ledger_step (self->ledger, statement, &row, error))
    {
      const guint8 *before;
      MusterId record;
      gsize n;

      if (!row)
        return TRUE;
      before = muster_statement_get_blob (statement, 1, &n);
      if (muster_cover_has_path (self->target, before, n) && muster_ledger_column_id (statement, 0, &record))
        g_hash_table_add (self->left, muster_id_copy (&record));
    }
  return FALSE;
}

static gboolean
has_left (Reading *self, MusterStatement *row)
{
  MusterId record;

  return g_hash_table_size (self->left) > 0 && muster_ledger_column_id (row, 2, &record)
         && g_hash_table_contains (self->left, &record);
}

/* Columns 10 and 11 of a change: the place of its record, and its kind as first taken. */
static gboolean
can_see (Reading *self, MusterStatement *row, gboolean *sees, GError **error)
{
  const MusterKind *kind = muster_kind_by_name (muster_statement_get_text (row, 11));
  MusterId place;

  *sees = muster_ledger_column_id (row, 10, &place);
  if (*sees && (kind == NULL || !muster_kind_is_directory (kind))
      && !muster_cover_has (self->cover, &place, sees, error))
    return FALSE;
  return !*sees || self->target == NULL || has_left (self, row)
         || muster_cover_has (self->target, &place, sees, error);
}

/* What became of an own change its author is told by its number, and only where it did not become the head or settles
 * something. Of what she may not see any more she is told that and nothing else. */
static void
add_to_stub (Reading *self, MusterEntry *entry, MusterStatement *row, gboolean sees)
{
  gint64 base = sees ? muster_statement_get_number (row, 5) : 0;
  const MusterId nobody = { 0 };
  MusterChange *change;

  if (entry->bases != NULL)
    g_array_append_val (entry->bases, base);
  if (sees)
    {
      if (muster_statement_get_number (row, 8) != MUSTER_OUTCOME_HEAD || muster_statement_get_number (row, 7) != 0)
        muster_entry_add_row (entry, row, self->pull->as_text);
      return;
    }
  muster_commit_add_change (entry->commit, "", &nobody, "", 0, NULL);
  change = muster_commit_edit_change (entry->commit, muster_commit_get_n (entry->commit) - 1);
  change->index = (guint) muster_statement_get_number (row, 1);
  change->gone = TRUE;
}

/* The row that statement is on and all further ones of the same commit. *end: there is no row after. */
static gboolean
read_entry (Reading *self, MusterStatement *statement, MusterEntry **out, gsize *bytes, gboolean *end, GError **error)
{
  g_autoptr(MusterEntry) entry = NULL;
  gint64 seq = muster_statement_get_number (statement, 0);
  MusterAuthor author;
  gboolean row = TRUE;

  if (!muster_ledger_read_commit (self->ledger, seq, &entry, &author, error))
    return FALSE;
  entry->stub = !self->fill && author.row == self->replica.row;
  if (entry->stub && entry->n <= self->pull->bases)
    entry->bases = g_array_new (FALSE, FALSE, sizeof (gint64));
  *bytes = COMMIT_BYTES;
  while (row && muster_statement_get_number (statement, 0) == seq)
    {
      gboolean sees;

      self->looks++;
      if (!can_see (self, statement, &sees, error))
        return FALSE;
      if (entry->stub)
        add_to_stub (self, entry, statement, sees);
      else if (sees)
        *bytes += muster_entry_add_row (entry, statement, self->pull->as_text);
      if (!muster_ledger_step (self->ledger, statement, &row, error))
        return FALSE;
    }
  *end = !row;
  if (entry->stub || muster_commit_get_n (entry->commit) > 0)
    *out = g_steal_pointer (&entry);
  return TRUE;
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

static gboolean
is_full (const Reading *self, gsize bytes)
{
  return self->page->entries->len == self->limit || (self->page->entries->len > 0 && self->bytes + bytes > PAGE_BYTES);
}

static MusterStatement *
prepare_changes (Reading *self, GError **error)
{
  const char *sql = self->pull->has_record
                    ? "SELECT " MUSTER_CHANGE_COLUMNS ", p.place, p.kind FROM log_change c JOIN place p ON p.record ="
                                                      " c.record"
                      " WHERE c.seq > ?1 AND c.seq <= ?2 AND c.record = ?3 ORDER BY c.seq, c.i"
                    : "SELECT " MUSTER_CHANGE_COLUMNS ", p.place, p.kind FROM log_change c CROSS JOIN place p ON"
                                                      " p.record = c.record"
                      " WHERE c.seq > ?1 AND c.seq <= ?2 ORDER BY c.seq, c.i";
  MusterStatement *statement = muster_ledger_prepare (self->ledger, sql, error);

  if (statement == NULL)
    return NULL;
  muster_statement_bind_number (statement, 1, self->pull->after.seq);
  muster_statement_bind_number (statement, 2, self->until);
  if (self->pull->has_record)
    muster_ledger_bind_id (statement, 3, &self->pull->target);
  return statement;
}

/* Goes on until the end or until the page is full; the cursor stands after the last commit that was looked at whole. */
static gboolean
read_entries (Reading *self, GError **error)
{
  g_autoptr(MusterStatement) statement = prepare_changes (self, error);
  gboolean row, end;

  self->page->cursor.seq = self->pull->after.seq;
  if (statement == NULL || !muster_ledger_step (self->ledger, statement, &row, error))
    return FALSE;
  end = !row;
  while (!end && !is_full (self, 0) && self->looks < PAGE_LOOKS)
    {
      g_autoptr(MusterEntry) entry = NULL;
      gint64 seq = muster_statement_get_number (statement, 0);
      gsize bytes;

      if (!read_entry (self, statement, &entry, &bytes, &end, error))
        return FALSE;
      if (entry != NULL && is_full (self, bytes))
        return TRUE;
      self->page->cursor.seq = seq;
      if (entry != NULL)
        g_ptr_array_add (self->page->entries, g_steal_pointer (&entry));
      self->bytes += bytes;
    }
  if (end)
    self->page->cursor.seq = self->until;
  return TRUE;
}

static gboolean
read_refused (Reading *self, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_ledger_prepare (
    self->ledger, "SELECT n, id, type, detail FROM refused WHERE replica = ?1 AND n > ?2 ORDER BY n", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, self->replica.row);
  muster_statement_bind_number (statement, 2, self->pull->n);
  while (muster_ledger_step (self->ledger, statement, &row, error))
    {
      MusterId id;

      if (!row)
        return TRUE;
      muster_ledger_column_id (statement, 1, &id);
      g_ptr_array_add (self->page->refused, muster_refusal_new (muster_statement_get_number (statement, 0), &id,
                                                                muster_statement_get_text (statement, 2),
                                                                muster_statement_get_text (statement, 3)));
    }
  return FALSE;
}

/* What the asker's grants were, and what has changed since for her. */
static gboolean
read_changes_of_view (Reading *self, GArray *grants, gint64 version, GError **error)
{
  g_autoptr(GArray) before = muster_grants_new ();
  g_autoptr(MusterCover) was = NULL;
  gboolean differs = self->pull->grants_version != version, back;

  if (self->pull->grants_version != 0
      && !muster_ledger_read_grants (self->ledger, self->replica.person, self->pull->grants_version, before, NULL,
                                     error))
    return FALSE;
  /* Who went back to where she and a restored server agree, be that nowhere, asks as one without grants, but holds, or
   * has set aside, what hers covered. */
  back = self->pull->grants_version == 0;
  was = muster_cover_new (self->ledger, back ? grants : before, FALSE);
  return muster_ledger_tell_moves (self->ledger, self->page, was, self->cover, error)
         && (!differs || self->pull->grants_version == 0 /* who had none lost none */
             || muster_ledger_tell_lost (self->ledger, self->page, was, self->cover, error));
}

static gboolean
read_news (Reading *self, GArray *grants, gint64 version, GError **error)
{
  gboolean differs = self->pull->grants_version != version;

  if (!read_refused (self, error) || !read_changes_of_view (self, grants, version, error))
    return FALSE;
  if (differs)
    {
      g_array_unref (self->page->grants);
      self->page->grants = g_array_ref (grants);
      self->page->grants_version = version;
    }
  self->page->has_digest = !differs && !self->page->more;
  return !self->page->has_digest || muster_ledger_sums_read (self->ledger, self->cover, self->page->digest, error);
}

/* ---- asking ------------------------------------------------------------------------------------------------------ */

gboolean
muster_ledger_is_cursor (MusterLedger *self, const MusterCursor *cursor, gboolean *ours, GError **error)
{
  guint8 chain[MUSTER_CHAIN_LENGTH];

  if (!muster_ledger_find_chain (self, cursor->seq, chain, ours, error))
    return FALSE;
  *ours = *ours && memcmp (chain, cursor->chain, sizeof cursor->chain) == 0;
  return TRUE;
}

static MusterCover *
cover_of_scope (MusterLedger *self, const MusterId *scope)
{
  g_autoptr(GArray) grants = muster_grants_new ();
  MusterGrant grant = { *scope, g_strdup ("reader") };

  g_array_append_val (grants, grant);
  return muster_cover_new (self, grants, FALSE);
}

/* Where the asker stands must be a place in our log. */
static gboolean
check_cursor (Reading *self, GError **error)
{
  const MusterPull *pull = self->pull;
  g_autoptr(GError) local = NULL;
  gint64 head = muster_ledger_get_head (self->ledger, &local);
  gboolean ours = TRUE;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->until = self->fill ? pull->until : head;
  /* Where a fill stands its asker keeps no chain of; the news that come beside it tell whether our histories are
   * one. */
  if (!self->fill && !muster_ledger_is_cursor (self->ledger, &pull->after, &ours, error))
    return FALSE;
  if (ours && self->until <= head && pull->after.seq <= self->until
      && muster_id_equal (&pull->epoch, &self->ledger->epoch))
    return TRUE;
  g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_STALE,
                       _("The server was put back to an earlier state. Muster finds out by itself what is missing"
                         " there,"
                         " and sends it again."));
  return FALSE;
}

static gboolean
read_page (Reading *self, GArray *grants, gint64 version, GError **error)
{
  guint8 chain[MUSTER_CHAIN_LENGTH];
  MusterFeedPage *page = self->page;
  gboolean found;

  if (!check_cursor (self, error))
    return FALSE;
  self->cover = muster_cover_new (self->ledger, grants, FALSE);
  self->target = self->pull->has_scope ? cover_of_scope (self->ledger, &self->pull->target) : NULL;
  if (self->target != NULL && !find_left (self, error))
    return FALSE;
  page->server = self->ledger->server;
  page->epoch = self->ledger->epoch;
  page->after = self->pull->after.seq;
  page->acked = self->replica.last_n;
  page->time = muster_clock_now (self->ledger->clock);

  if (!read_entries (self, error) || !muster_ledger_find_chain (self->ledger, page->cursor.seq, chain, &found, error))
    return FALSE;
  memcpy (page->cursor.chain, chain, sizeof page->cursor.chain);
  page->more = page->cursor.seq < self->until;
  page->head = page->more && !self->fill ? self->until : 0;
  return self->fill || read_news (self, grants, version, error);
}

static gboolean
read_as_person (Reading *self, const MusterSession *session, GError **error)
{
  g_autoptr(GArray) grants = muster_grants_new ();
  gboolean found;
  gint64 version;

  if (!muster_ledger_find_replica (self->ledger, &self->pull->replica, &self->replica, &found, error))
    return FALSE;
  if (!found)
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND,
                           _("The server does not know this file yet. Muster makes it known by itself."));
      return FALSE;
    }
  if (!muster_id_equal (&self->replica.person_id, &session->person))
    {
      g_set_error_literal (
        error, MUSTER_ERROR, MUSTER_ERROR_EXISTS,
        _("This file was joined by another person. Start a new file for yourself, and join with that."));
      return FALSE;
    }
  return muster_ledger_read_grants (self->ledger, self->replica.person, 0, grants, &version, error)
         && read_page (self, grants, version, error);
}

static MusterFeedPage *
read_whole (MusterLedger *self, const MusterSession *session, GArray *grants, const MusterPull *pull, GError **error)
{
  g_autoptr(MusterFeedPage) page = muster_feed_page_new ();
  Reading reading = { .ledger = self, .pull = pull, .page = page, .fill = pull->has_scope || pull->has_record };
  gboolean alone = !self->in_batch, ok;

  reading.limit = pull->limit == 0 ? MUSTER_WIRE_PAGE : MIN (pull->limit, MUSTER_WIRE_PAGE);
  /* What another writes meanwhile would give a cursor that is past what was read. */
  if (alone && !muster_db_begin_read (self->db, error))
    return NULL;
  self->tree++; /* another may have changed the tree since */
  ok = session != NULL ? read_as_person (&reading, session, error) : read_page (&reading, grants, 1, error);
  muster_cover_free (reading.cover);
  muster_cover_free (reading.target);
  g_clear_pointer (&reading.left, g_hash_table_unref);
  if (alone)
    muster_db_rollback (self->db);
  return ok ? g_steal_pointer (&page) : NULL;
}

MusterFeedPage *
muster_ledger_read (MusterLedger *self, const MusterSession *session, const MusterPull *pull, GError **error)
{
  return read_whole (self, session, NULL, pull, error);
}

MusterFeedPage *
muster_ledger_read_as (MusterLedger *self, GArray *grants, const MusterPull *pull, GError **error)
{
  return read_whole (self, NULL, grants, pull, error);
}

gboolean
muster_ledger_common (MusterLedger *self, const GArray *cursors, MusterCursor *common, GError **error)
{
  gboolean ours = FALSE;

  memset (common, 0, sizeof *common);
  for (guint i = 0; i < cursors->len && !ours; i++)
    {
      const MusterCursor *cursor = &g_array_index (cursors, MusterCursor, i);

      if (!muster_ledger_is_cursor (self, cursor, &ours, error))
        return FALSE;
      if (ours)
        *common = *cursor;
    }
  return TRUE;
}
