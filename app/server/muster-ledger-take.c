/* muster-ledger-take.c - taking a push: PROTOCOL.md section 5.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ledger-private.h"

#include <string.h>

/* One push on its way in. */
typedef struct {
  MusterLedger    *ledger;
  MusterReplicaRow replica;
  MusterAuthor     author;
  const char      *actor;
  MusterTime       now;
  gint64           schema;
  MusterCover     *cover;
} Taking;

/* ---- repeats ----------------------------------------------------------------------------------------------------- */

/* Whether what was taken or refused under this number is the same. Of what was refused, or would be for its shape,
 * nothing came into being: there its id is enough. */
static gboolean
is_repeat (Taking *self, const MusterEntry *entry, const MusterFault *fault, gboolean *repeat, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self->ledger,
                           "SELECT id, hash FROM log_commit WHERE replica = ?1 AND n = ?2"
                           " UNION ALL SELECT id, NULL FROM refused WHERE replica = ?1 AND n = ?2",
                           error);
  const void *hash;
  gboolean row;
  MusterId id;
  gsize n;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, self->replica.row);
  muster_statement_bind_number (statement, 2, entry->n);
  if (!muster_ledger_step (self->ledger, statement, &row, error))
    return FALSE;
  *repeat = row && muster_ledger_column_id (statement, 0, &id) && muster_id_equal (&id, &entry->id);
  hash = *repeat && fault == NULL ? muster_statement_get_blob (statement, 1, &n) : NULL;
  *repeat = *repeat && (hash == NULL || (n == sizeof self->author.hash && memcmp (hash, self->author.hash, n) == 0));
  return TRUE;
}

/* ---- refusing ---------------------------------------------------------------------------------------------------- */

static char *
commit_text (const Taking *self, MusterEntry *entry, const MusterFault *fault)
{
  /* So that it can be read again: what its author had seen is not kept with it. */
  MusterPush push = { .replica = self->replica.id, .epoch = self->ledger->epoch, .schema = self->schema,
                      .after = { .seq = MUSTER_WIRE_VERSION } };
  g_autoptr(GBytes) bytes = NULL;
  gconstpointer text;
  gsize n;

  push.entries = g_ptr_array_new ();
  push.faults = g_ptr_array_new ();
  g_ptr_array_add (push.entries, entry);
  g_ptr_array_add (push.faults, (gpointer) fault);
  bytes = muster_wire_print_push (&push);
  g_ptr_array_unref (push.entries);
  g_ptr_array_unref (push.faults);
  text = g_bytes_get_data (bytes, &n);
  return g_strndup (text, n);
}

static gboolean
keep_refused (Taking *self, MusterEntry *entry, const MusterFault *fault, const MusterVerdict *verdict, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self->ledger, "INSERT INTO refused (replica, n, said, type, detail, at, id, number)"
                                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,"
                                         " (SELECT coalesce (max (number), 0) + 1 FROM refused))", error);
  g_autofree char *said = NULL;

  if (statement == NULL)
    return FALSE;
  said = commit_text (self, entry, fault);
  muster_statement_bind_number (statement, 1, self->replica.row);
  muster_statement_bind_number (statement, 2, entry->n);
  muster_statement_bind_text (statement, 3, said);
  muster_statement_bind_text (statement, 4, verdict->type);
  muster_statement_bind_text (statement, 5, verdict->detail);
  muster_statement_bind_number (statement, 6, self->now);
  muster_ledger_bind_id (statement, 7, &entry->id);
  return muster_ledger_run (self->ledger, statement, error);
}

/* ---- one commit -------------------------------------------------------------------------------------------------- */

/* After all of it is decided, since a change may move the record of another. */
static gboolean
add_to_sums (MusterLedger *ledger, const MusterEntry *entry, const GByteArray *parts, GError **error)
{
  for (guint i = 0; i < muster_commit_get_n (entry->commit); i++)
    {
      gboolean found;
      MusterPlaceRow row;
      MusterId bucket;

      if (!muster_ledger_find_place (ledger, &muster_commit_get_change (entry->commit, i)->record, &row, &found, error))
        return FALSE;
      muster_place_row_bucket (&row, &bucket);
      if (!muster_ledger_sum_add (ledger, &bucket, parts->data + i * MUSTER_DIGEST_LENGTH, 1, error))
        return FALSE;
    }
  return TRUE;
}

static void
add_part (GByteArray *parts, const MusterEntry *entry, const MusterChange *change, const char *value)
{
  g_autofree char *merged = change->merged != NULL ? muster_json_to_text (change->merged) : NULL;
  guint8 part[MUSTER_DIGEST_LENGTH];

  muster_digest_part (entry->seq, change->index, change->kind, &change->record, change->group,
                      muster_outcome_to_name (change->outcome), merged != NULL ? merged : value, part);
  g_byte_array_append (parts, part, sizeof part);
}

static gboolean
write_changes (Taking *self, MusterEntry *entry, GString *decided, GByteArray *parts, GError **error)
{
  gboolean moved = FALSE;

  muster_decided_begin (decided, entry, &self->author);
  for (guint i = 0; i < muster_commit_get_n (entry->commit); i++)
    {
      MusterChange *change = muster_commit_edit_change (entry->commit, i);
      g_autofree char *value = muster_json_to_text (change->value);
      gint64 stands;

      change->index = i;
      if (!muster_ledger_decide (self->ledger, entry, i, value, self->author.row, &stands, error)
          || !muster_ledger_write_change (self->ledger, entry, i, value, stands, error)
          || !muster_ledger_project (self->ledger, entry->seq, self->author.row, &self->author.home, change, &moved,
                                     error))
        return FALSE;
      muster_decided_add (decided, change, stands);
      add_part (parts, entry, change, value);
    }
  return TRUE;
}

static gboolean
write_entry (Taking *self, MusterEntry *entry, GError **error)
{
  MusterLedger *ledger = self->ledger;
  g_autoptr(GString) decided = g_string_new (NULL);
  g_autoptr(GByteArray) parts = g_byte_array_new ();

  if (!write_changes (self, entry, decided, parts, error) || !add_to_sums (ledger, entry, parts, error))
    return FALSE;
  muster_chain_next (ledger->chain, self->author.hash, decided);
  ledger->head = entry->seq;
  return muster_ledger_write_commit (ledger, entry, &self->author, error);
}

/* ---- what may yet be refused ------------------------------------------------------------------------------------- */

/* All that a refusal takes back which does not stand in the file. */
typedef struct {
  gint64  head;
  guint8  chain[MUSTER_CHAIN_LENGTH];
  GArray *sums;  /* MusterSum */
  GArray *bases; /* of the changes, as they came */
} Mark;

static void
mark_set (Mark *self, const MusterLedger *ledger, const MusterEntry *entry)
{
  self->head = ledger->head;
  memcpy (self->chain, ledger->chain, sizeof self->chain);
  self->sums = g_array_new (FALSE, FALSE, sizeof (MusterSum));
  self->bases = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < ledger->touched->len; i++)
    g_array_append_vals (self->sums, ledger->touched->pdata[i], 1);
  for (guint i = 0; i < muster_commit_get_n (entry->commit); i++)
    g_array_append_vals (self->bases, &muster_commit_get_change (entry->commit, i)->base, 1);
}

static void
mark_restore (const Mark *self, MusterLedger *ledger, MusterEntry *entry)
{
  ledger->head = self->head;
  muster_ledger_forget_places (ledger);
  memcpy (ledger->chain, self->chain, sizeof self->chain);
  for (guint i = self->sums->len; i < ledger->touched->len; i++)
    g_hash_table_remove (ledger->sums, &((MusterSum *) ledger->touched->pdata[i])->place);
  g_ptr_array_set_size (ledger->touched, (int) self->sums->len);
  for (guint i = 0; i < self->sums->len; i++)
    *(MusterSum *) ledger->touched->pdata[i] = g_array_index (self->sums, MusterSum, i);
  for (guint i = 0; i < self->bases->len; i++)
    muster_commit_edit_change (entry->commit, i)->base = g_array_index (self->bases, gint64, i);
}

static void
mark_clear (Mark *self)
{
  g_array_unref (self->sums);
  g_array_unref (self->bases);
}

static gboolean
run (MusterLedger *ledger, const char *sql, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_ledger_prepare (ledger, sql, error);

  return statement != NULL && muster_ledger_run (ledger, statement, error);
}

/* Where its records end up is known once it is written: then it stays, or all of it goes. */
static gboolean
try_entry (Taking *self, MusterEntry *entry, MusterVerdict *verdict, GError **error)
{
  gboolean ok;
  Mark mark;

  if (!run (self->ledger, "SAVEPOINT entry", error))
    return FALSE;
  mark_set (&mark, self->ledger, entry);
  ok = write_entry (self, entry, error) && muster_ledger_check_after (self->ledger, entry, self->cover, verdict, error);
  if (ok && verdict->type != NULL)
    {
      ok = run (self->ledger, "ROLLBACK TO entry", error);
      mark_restore (&mark, self->ledger, entry);
    }
  mark_clear (&mark);
  return ok && run (self->ledger, "RELEASE entry", error);
}

static gboolean
take_entry (Taking *self, MusterEntry *entry, const MusterFault *fault, GError **error)
{
  MusterVerdict verdict = { 0 };
  gboolean ok = TRUE;

  entry->seq = self->ledger->head + 1;
  entry->received = self->now;
  g_free (entry->actor);
  entry->actor = g_strdup (self->actor);
  entry->replica = self->replica.id;

  if (fault != NULL)
    verdict = (MusterVerdict) { .type = fault->type, .detail = g_strdup (fault->detail) };
  else
    ok = muster_ledger_check (self->ledger, entry, self->schema, self->cover, &verdict, error);
  if (ok && verdict.type == NULL)
    ok = verdict.moves ? try_entry (self, entry, &verdict, error) : write_entry (self, entry, error);
  if (ok && verdict.type != NULL)
    {
      entry->seq = 0;
      ok = keep_refused (self, entry, fault, &verdict, error);
    }
  g_free (verdict.detail);
  self->replica.last_n = entry->n;
  return ok;
}

/* ---- the push ---------------------------------------------------------------------------------------------------- */

static void
stop (MusterTaken *taken, const char *problem, gint64 n)
{
  taken->problem = problem;
  taken->n = n;
}

static gboolean
take_entries (Taking *self, MusterPush *push, MusterTaken *taken, GError **error)
{
  for (guint i = 0; i < push->entries->len && taken->problem == NULL; i++)
    {
      const MusterFault *fault = muster_push_get_fault (push, i);
      MusterEntry *entry = push->entries->pdata[i];
      gboolean repeat = TRUE;

      entry->replica = self->replica.id;
      if (entry->n > self->replica.last_n + 1)
        {
          stop (taken, "gap", entry->n);
          taken->expected = self->replica.last_n + 1;
          break;
        }
      muster_entry_content_hash (entry, self->author.hash);
      if (entry->n > self->replica.last_n)
        {
          if (!take_entry (self, entry, fault, error))
            return FALSE;
        }
      else if (!is_repeat (self, entry, fault, &repeat, error))
        return FALSE;
      else if (repeat)
        taken->repeats = entry->n;
      if (!repeat)
        stop (taken, "replica-forked", entry->n);
    }
  return TRUE;
}

static gboolean
keep_last (Taking *self, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self->ledger, "UPDATE replica SET last_n = ?2, schema = ?3 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, self->replica.row);
  muster_statement_bind_number (statement, 2, self->replica.last_n);
  muster_statement_bind_number (statement, 3, self->schema);
  return muster_ledger_run (self->ledger, statement, error);
}

/* The first scope granted: there stands what belongs to nothing. */
static void
find_home (Taking *self, const GArray *grants)
{
  self->author.home = grants->len > 0 ? g_array_index (grants, MusterGrant, 0).scope : self->ledger->server;
}

gboolean
muster_ledger_take (MusterLedger *self, const MusterSession *session, MusterPush *push, MusterTaken *taken,
                    GError **error)
{
  Taking taking = { .ledger = self, .actor = session->person_name, .now = muster_clock_now (self->clock),
                    .schema = push->schema };
  g_autoptr(GArray) grants = muster_grants_new ();
  gboolean found, ours, ok;

  g_return_val_if_fail (self->in_batch, FALSE);

  memset (taken, 0, sizeof *taken);
  if (!muster_ledger_find_replica (self, &push->replica, &taking.replica, &found, error))
    return FALSE;
  taken->head = self->head;
  if (!found)
    return stop (taken, "replica-unknown", 0), TRUE;
  if (!muster_id_equal (&taking.replica.person_id, &session->person))
    return stop (taken, "not-allowed", 0), TRUE;
  taken->acked = taking.replica.last_n;
  if (!muster_ledger_is_cursor (self, &push->after, &ours, error))
    return FALSE;
  if (!ours || !muster_id_equal (&push->epoch, &self->epoch))
    return stop (taken, "diverged", 0), TRUE;
  if (!muster_ledger_read_grants (self, taking.replica.person, 0, grants, NULL, error))
    return FALSE;

  taking.author = (MusterAuthor) { .row = taking.replica.row, .person = taking.replica.person,
                                   .person_id = session->person };
  find_home (&taking, grants);
  taking.cover = muster_cover_new (self, grants, TRUE);
  ok = take_entries (&taking, push, taken, error) && keep_last (&taking, error);
  muster_cover_free (taking.cover);
  taken->acked = taking.replica.last_n;
  taken->head = self->head;
  return ok;
}
