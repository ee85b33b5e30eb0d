/* muster-ledger-entry.c - the log read back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ledger-private.h"

#include <string.h>

static MusterEntry *
entry_from_row (MusterStatement *row)
{
  MusterEntry *entry = muster_entry_new ();

  entry->seq = muster_statement_get_number (row, 0);
  muster_ledger_column_id (row, 1, &entry->id);
  muster_ledger_column_id (row, 2, &entry->replica);
  entry->n = muster_statement_get_number (row, 3);
  entry->actor = g_strdup (muster_statement_get_text (row, 4));
  entry->at = muster_statement_get_number (row, 5);
  entry->received = muster_statement_get_number (row, 6);
  entry->seen = muster_statement_get_number (row, 7);
  entry->origin = g_strdup (muster_statement_get_text (row, 8));
  entry->undoes = muster_statement_get_number (row, 9);
  entry->commit = muster_commit_new (muster_statement_get_text (row, 10));
  return entry;
}

gboolean
muster_ledger_read_commit (MusterLedger *self, gint64 seq, MusterEntry **entry, MusterAuthor *author, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "SELECT k.seq, k.id, r.replica, k.n, k.actor, k.at, k.received, k.seen, k.origin,"
                                 " k.undoes, k.reason,"
                                 " k.replica, k.person, p.person, k.home, k.hash FROM log_commit k JOIN replica r ON"
                                 " r.id = k.replica"
                                 " JOIN person p ON p.id = k.person WHERE k.seq = ?1", error);
  const void *hash;
  gboolean row;
  gsize n;

  *entry = NULL;
  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, seq);
  if (!muster_ledger_step (self, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;

  *entry = entry_from_row (statement);
  memset (author, 0, sizeof *author);
  author->row = muster_statement_get_number (statement, 11);
  author->person = muster_statement_get_number (statement, 12);
  muster_ledger_column_id (statement, 13, &author->person_id);
  muster_ledger_column_id (statement, 14, &author->home);
  hash = muster_statement_get_blob (statement, 15, &n);
  if (n == sizeof author->hash)
    memcpy (author->hash, hash, n);
  return TRUE;
}

static json_t *
column_json (MusterStatement *row, int column)
{
  const char *text = muster_statement_get_text (row, column);

  return text != NULL ? json_loads (text, JSON_DECODE_ANY, NULL) : NULL;
}

gsize
muster_entry_add_row (MusterEntry *entry, MusterStatement *row, gboolean as_text)
{
  guint at = muster_commit_get_n (entry->commit);
  MusterId record = { 0 };
  MusterChange *change;
  gsize value, merged;

  muster_ledger_column_id (row, 2, &record);
  muster_commit_add_change (entry->commit, muster_statement_get_text (row, 3), &record,
                            muster_statement_get_text (row, 4), muster_statement_get_number (row, 5),
                            as_text ? NULL : column_json (row, 6));
  change = muster_commit_edit_change (entry->commit, at);
  change->index = (guint) muster_statement_get_number (row, 1);
  change->settles = muster_statement_get_number (row, 7);
  change->outcome = (MusterOutcome) muster_statement_get_number (row, 8);
  if (as_text)
    {
      change->text = g_strdup (muster_statement_get_text (row, 6));
      change->merged_text = g_strdup (muster_statement_get_text (row, 9));
    }
  else
    change->merged = column_json (row, 9);

  muster_statement_get_blob (row, 6, &value);
  muster_statement_get_blob (row, 9, &merged);
  return value + merged + strlen (change->kind) + strlen (change->group) + 80;
}
