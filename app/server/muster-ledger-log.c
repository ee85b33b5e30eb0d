/* muster-ledger-log.c - the log itself, and the chain over it.
 *
 * Chain k is the SHA-256 over chain k - 1, the content hash of commit k and the bytes of what was decided about it: so
 * it covers what was said and what became of it, and nothing of either can be altered without all later chains.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ledger-private.h"

#include <string.h>

/* ---- the chain --------------------------------------------------------------------------------------------------- */

/* Numbers and ids as text, texts with their length in front, a line each. */
void
muster_decided_begin (GString *decided, const MusterEntry *entry, const MusterAuthor *author)
{
  MusterIdText person, home;

  g_string_printf (decided,
                   "%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT "\n%s\n%s\n%" G_GSIZE_FORMAT ":%s\n",
                   entry->seq, entry->received, entry->seen, muster_id_to_text (&author->person_id, person),
                   muster_id_to_text (&author->home, home), strlen (entry->actor), entry->actor);
}

void
muster_decided_add (GString *decided, const MusterChange *change, gint64 stands)
{
  g_autofree char *merged = change->merged != NULL ? muster_json_to_text (change->merged) : g_strdup ("");

  g_string_append_printf (
    decided, "%u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT " %" G_GSIZE_FORMAT ":%s\n",
    change->index, change->base, change->settles, muster_outcome_to_name (change->outcome), stands, strlen (merged),
    merged);
}

void
muster_chain_next (guint8 chain[MUSTER_CHAIN_LENGTH], const guint8 hash[32], const GString *decided)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize n = MUSTER_CHAIN_LENGTH;

  g_checksum_update (checksum, chain, MUSTER_CHAIN_LENGTH);
  g_checksum_update (checksum, hash, 32);
  g_checksum_update (checksum, (const guchar *) decided->str, (gssize) decided->len);
  g_checksum_get_digest (checksum, chain, &n);
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

gboolean
muster_ledger_write_change (MusterLedger *self, const MusterEntry *entry, guint i, const char *value, gint64 stands,
                            GError **error)
{
  const MusterChange *change = muster_commit_get_change (entry->commit, i);
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "INSERT INTO log_change (seq, i, record, kind, field_group, base, value, settles,"
                                 " outcome, stands, merged)"
                                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)", error);
  g_autofree char *merged = change->merged != NULL ? muster_json_to_text (change->merged) : NULL;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, entry->seq);
  muster_statement_bind_number (statement, 2, i);
  muster_ledger_bind_id (statement, 3, &change->record);
  muster_statement_bind_text (statement, 4, change->kind);
  muster_statement_bind_text (statement, 5, change->group);
  muster_statement_bind_number (statement, 6, change->base);
  muster_statement_bind_text (statement, 7, value);
  muster_statement_bind_number (statement, 8, change->settles);
  muster_statement_bind_number (statement, 9, change->outcome);
  muster_statement_bind_number (statement, 10, stands);
  muster_statement_bind_text (statement, 11, merged);
  return muster_ledger_run (self, statement, error);
}

gboolean
muster_ledger_write_commit (MusterLedger *self, const MusterEntry *entry, const MusterAuthor *author, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "INSERT INTO log_commit (seq, id, replica, n, person, actor, at, received, seen,"
                                 " origin, undoes, reason, home,"
                                 " hash, chain) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
                                 " ?15)", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, entry->seq);
  muster_ledger_bind_id (statement, 2, &entry->id);
  muster_statement_bind_number (statement, 3, author->row);
  muster_statement_bind_number (statement, 4, entry->n);
  muster_statement_bind_number (statement, 5, author->person);
  muster_statement_bind_text (statement, 6, entry->actor);
  muster_statement_bind_number (statement, 7, entry->at);
  muster_statement_bind_number (statement, 8, entry->received);
  muster_statement_bind_number (statement, 9, entry->seen);
  muster_statement_bind_text (statement, 10, entry->origin != NULL ? entry->origin : "edit");
  muster_statement_bind_number (statement, 11, entry->undoes);
  muster_statement_bind_text (statement, 12, muster_commit_get_reason (entry->commit));
  muster_ledger_bind_id (statement, 13, &author->home);
  muster_statement_bind_blob (statement, 14, author->hash, sizeof author->hash);
  muster_statement_bind_blob (statement, 15, self->chain, sizeof self->chain);
  return muster_ledger_run (self, statement, error);
}
