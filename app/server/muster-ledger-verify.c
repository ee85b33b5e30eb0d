/* muster-ledger-verify.c - is the ledger what its log says? The chain is computed anew, and all that the log makes of
 * itself is made again in a ledger in memory and compared.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ledger-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  MusterLedger *ledger, *scratch;
  GPtrArray    *faults;
  guint8        chain[MUSTER_CHAIN_LENGTH];
  gboolean      chain_broken;
  MusterStatement *changes; /* all, by seq and index; stands on the next one */
  gboolean      more;
} Verifying;

static void G_GNUC_PRINTF (2, 3)
add_fault (Verifying *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->faults, g_strdup_vprintf (format, args));
  va_end (args);
}

/* ---- the chain --------------------------------------------------------------------------------------------------- */

static gboolean
same_chain (Verifying *self, gint64 seq, gboolean *same, GError **error)
{
  guint8 kept[MUSTER_CHAIN_LENGTH];
  gboolean found;

  if (!muster_ledger_find_chain (self->ledger, seq, kept, &found, error))
    return FALSE;
  *same = found && memcmp (kept, self->chain, sizeof kept) == 0;
  return TRUE;
}

/* What is broken stays broken in all that follows: one sentence, for the first. */
static gboolean
check_chain (Verifying *self, const MusterEntry *entry, const MusterAuthor *author, const GString *decided,
             GError **error)
{
  guint8 hash[32];
  gboolean same;

  if (self->chain_broken)
    return TRUE;
  muster_entry_content_hash (entry, hash);
  muster_chain_next (self->chain, hash, decided);
  if (!same_chain (self, entry->seq, &same, error))
    return FALSE;
  self->chain_broken = !same || memcmp (hash, author->hash, sizeof hash) != 0;
  if (self->chain_broken)
    add_fault (self, _("Commit %" G_GINT64_FORMAT " was altered: the chain of the log breaks there."), entry->seq);
  return TRUE;
}

/* ---- the log ----------------------------------------------------------------------------------------------------- */

static gboolean
read_changes (Verifying *self, MusterEntry *entry, const MusterAuthor *author, GString *decided, GError **error)
{
  muster_decided_begin (decided, entry, author);
  while (self->more && muster_statement_get_number (self->changes, 0) == entry->seq)
    {
      const MusterChange *change;

      muster_entry_add_row (entry, self->changes, FALSE);
      change = muster_commit_get_change (entry->commit, muster_commit_get_n (entry->commit) - 1);
      /* What is not JSON any more can be neither hashed nor shown. */
      if (change->value == NULL || (change->outcome == MUSTER_OUTCOME_MERGED) != (change->merged != NULL))
        {
          add_fault (self, _("Commit %" G_GINT64_FORMAT " was altered: a value cannot be read."), entry->seq);
          return FALSE;
        }
      muster_decided_add (decided, change, muster_statement_get_number (self->changes, 10));
      if (!muster_ledger_step (self->ledger, self->changes, &self->more, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
project (Verifying *self, const MusterEntry *entry, const MusterAuthor *author, GError **error)
{
  gboolean moved;

  for (guint i = 0; i < muster_commit_get_n (entry->commit); i++)
    if (!muster_ledger_project (self->scratch, entry->seq, author->row, &author->home,
                                muster_commit_get_change (entry->commit, i), &moved, error))
      return FALSE;
  return TRUE;
}

static gboolean
check_commit (Verifying *self, gint64 seq, GError **error)
{
  g_autoptr(MusterEntry) entry = NULL;
  g_autoptr(GString) decided = g_string_new (NULL);
  MusterAuthor author;

  if (!muster_ledger_read_commit (self->ledger, seq, &entry, &author, error))
    return FALSE;
  if (entry == NULL)
    {
      add_fault (self, _("Commit %" G_GINT64_FORMAT " is missing."), seq);
      return FALSE;
    }
  return read_changes (self, entry, &author, decided, error) && check_chain (self, entry, &author, decided, error)
         && project (self, entry, &author, error);
}

static gboolean
check_log (Verifying *self, GError **error)
{
  gint64 head = muster_db_get_number (self->ledger->db, "SELECT coalesce (max (seq), 0) FROM log_commit", NULL);
  gboolean ok;

  self->changes = muster_ledger_prepare (self->ledger, "SELECT " MUSTER_CHANGE_COLUMNS ", c.stands FROM log_change c"
                                                                                       " ORDER BY c.seq, c.i", error);
  ok = self->changes != NULL && muster_ledger_step (self->ledger, self->changes, &self->more, error);
  for (gint64 seq = 1; ok && seq <= head; seq++)
    ok = check_commit (self, seq, error);
  if (ok && self->more)
    add_fault (self, _("There are changes that belong to no commit, after commit %" G_GINT64_FORMAT "."), head);
  muster_statement_release (self->changes);
  return ok;
}

/* Each replica's numbers are there, from 1 to the last, taken or refused. */
static gboolean
check_numbers (Verifying *self, GError **error)
{
  g_autoptr(GError) local = NULL;
  gint64 wrong =
    muster_db_get_number (self->ledger->db,
                          "SELECT count(*) FROM replica r WHERE r.last_n <>"
                          " (SELECT count(*) FROM log_commit k WHERE k.replica = r.id AND k.n BETWEEN 1 AND r.last_n)"
                          " + (SELECT count(*) FROM refused f WHERE f.replica = r.id AND f.n BETWEEN 1 AND"
                          " r.last_n)", &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (wrong != 0)
    add_fault (self, _("The numbers of commits of %" G_GINT64_FORMAT " replicas have gaps."), wrong);
  return TRUE;
}

/* ---- what the log makes of itself -------------------------------------------------------------------------------- */

static const struct {
  const char *table, *columns, *order;
} tables[] = {
  { "place", "quote (record) || kind || quote (home) || quote (up) || quote (place) || archived || '/' || archived_by",
    "record" },
  { "place_reference", "quote (record) || rank || quote (target)", "record, rank" },
  { "code", "prefix || number || quote (record)", "prefix, number" },
  { "move", "seq || quote (record) || quote (before) || quote (after)", "seq, record" },
};

static gboolean
compare_table (Verifying *self, guint which, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s ORDER BY %s", tables[which].columns, tables[which].table,
                                          tables[which].order);
  g_autoptr(MusterStatement) kept = muster_ledger_prepare (self->ledger, sql, error);
  g_autoptr(MusterStatement) made = muster_ledger_prepare (self->scratch, sql, error);
  gboolean has_kept = TRUE, has_made = TRUE, same = TRUE;

  if (kept == NULL || made == NULL)
    return FALSE;
  while (same && has_kept)
    {
      if (!muster_ledger_step (self->ledger, kept, &has_kept, error)
          || !muster_ledger_step (self->scratch, made, &has_made, error))
        return FALSE;
      same = has_kept == has_made
             && (!has_kept || g_strcmp0 (muster_statement_get_text (kept, 0),
                                         muster_statement_get_text (made, 0)) == 0);
    }
  if (!same)
    add_fault (self, _("The table “%s” is not what the log makes of it."), tables[which].table);
  return TRUE;
}

/* By place, from every change, with the places that have just been compared. */
static gboolean
sum_all (Verifying *self, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self->ledger, "SELECT " MUSTER_CHANGE_COLUMNS " FROM log_change c ORDER BY c.seq, c.i",
                           error);
  gboolean row, found;

  if (statement == NULL)
    return FALSE;
  while (muster_ledger_step (self->ledger, statement, &row, error))
    {
      g_autoptr(MusterEntry) entry = NULL;
      guint8 part[MUSTER_DIGEST_LENGTH];
      MusterPlaceRow place;
      MusterId bucket;

      if (!row)
        return TRUE;
      entry = muster_entry_new ();
      entry->seq = muster_statement_get_number (statement, 0);
      entry->commit = muster_commit_new (NULL);
      muster_entry_add_row (entry, statement, FALSE);
      muster_entry_digest_part (entry, 0, part);
      if (!muster_ledger_find_place (self->scratch, &muster_commit_get_change (entry->commit, 0)->record, &place,
                                     &found, error))
        return FALSE;
      muster_place_row_bucket (&place, &bucket);
      if (!muster_ledger_sum_add (self->scratch, &bucket, part, 1, error))
        return FALSE;
    }
  return FALSE;
}

static gboolean
check_digests (Verifying *self, GError **error)
{
  static const char sql[] = "SELECT quote (place) || quote (sum) FROM digest WHERE sum <> zeroblob (16) ORDER BY place";
  g_autoptr(MusterStatement) kept = NULL;
  g_autoptr(MusterStatement) made = NULL;
  gboolean has_kept = TRUE, has_made = TRUE, same = TRUE;

  if (!sum_all (self, error) || !muster_ledger_sums_write (self->scratch, error))
    return FALSE;
  kept = muster_ledger_prepare (self->ledger, sql, error);
  made = muster_ledger_prepare (self->scratch, sql, error);
  if (kept == NULL || made == NULL)
    return FALSE;
  while (same && has_kept)
    {
      if (!muster_ledger_step (self->ledger, kept, &has_kept, error)
          || !muster_ledger_step (self->scratch, made, &has_made, error))
        return FALSE;
      same = has_kept == has_made
             && (!has_kept || g_strcmp0 (muster_statement_get_text (kept, 0),
                                         muster_statement_get_text (made, 0)) == 0);
    }
  if (!same)
    add_fault (self, _("The sums by which replicas compare themselves are not those of the log."));
  return TRUE;
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */

static gboolean
check_file (Verifying *self, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_ledger_prepare (self->ledger, "PRAGMA integrity_check (1)", error);
  gboolean row;

  if (statement == NULL || !muster_ledger_step (self->ledger, statement, &row, error))
    return FALSE;
  if (!row || g_strcmp0 (muster_statement_get_text (statement, 0), "ok") != 0)
    add_fault (self, _("The file of the server is damaged."));
  return TRUE;
}

static gboolean
verify (Verifying *self, GError **error)
{
  if (!check_file (self, error) || !check_log (self, error) || !check_numbers (self, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!compare_table (self, i, error))
      return FALSE;
  return check_digests (self, error);
}

GPtrArray *
muster_ledger_verify (MusterLedger *self, GError **error)
{
  g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(MusterLedger) scratch = muster_ledger_new_scratch (self, error);
  g_autoptr(GError) local = NULL;
  Verifying verifying = { .ledger = self, .scratch = scratch, .faults = faults };
  gboolean alone = !self->in_batch;

  if (scratch == NULL || !muster_ledger_begin (scratch, error) || (alone && !muster_db_begin_read (self->db, error)))
    return NULL;
  verify (&verifying, &local);
  if (alone)
    muster_db_rollback (self->db);
  muster_ledger_rollback (scratch);
  /* Where something was found the rest may not have been looked at; where nothing was, it could not be read. */
  if (local != NULL && faults->len == 0)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_steal_pointer (&faults);
}
