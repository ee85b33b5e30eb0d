/* muster-ledger-decide.c - what a change does: PROTOCOL.md section 6.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ledger-private.h"

#include "muster-merge.h"

#include <string.h>

/* ---- the head ---------------------------------------------------------------------------------------------------- */

void
muster_head_clear (MusterHead *self)
{
  g_clear_pointer (&self->value, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MusterHead, muster_head_clear)

gboolean
muster_ledger_find_head (MusterLedger *self, const MusterId *record, const char *group, MusterHead *head,
                         GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "SELECT seq, coalesce (merged, value) FROM log_change WHERE record = ?1 AND"
                                 " field_group = ?2"
                                 " AND +outcome IN (0, 2) ORDER BY seq DESC LIMIT 1", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_ledger_bind_id (statement, 1, record);
  muster_statement_bind_text (statement, 2, group);
  if (!muster_ledger_step (self, statement, &row, error))
    return FALSE;
  if (row)
    {
      head->seq = muster_statement_get_number (statement, 0);
      head->value = g_strdup (muster_statement_get_text (statement, 1));
    }
  return TRUE;
}

/* ---- the base ---------------------------------------------------------------------------------------------------- */

/* The seq of an own commit, be it that a copy of the replica was the first to send it; 0: it was refused, and made no
 * version of anything. */
static gboolean
seq_of_own (MusterLedger *self, gint64 replica, gint64 n, gint64 *seq, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_ledger_prepare (self,
                                                                "SELECT seq FROM log_commit WHERE replica = ?1 AND n"
                                                                " = ?2 UNION ALL SELECT c.seq FROM refused r JOIN"
                                                                " log_commit c ON c.id = r.id WHERE r.replica = ?1 AND"
                                                                " r.n = ?2 AND r.type = 'known'", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, replica);
  muster_statement_bind_number (statement, 2, n);
  if (!muster_ledger_step (self, statement, &row, error))
    return FALSE;
  *seq = row ? muster_statement_get_number (statement, 0) : 0;
  return TRUE;
}

/* What the person was looking at: the version that stood for it then (0: none that can be the head) and its value. */
typedef struct {
  gint64 version;
  char  *value; /* NULL: there was none, or the head is meant and nobody asks */
} Base;

/* What came out same stands for what it equalled. unheard: the author had not heard of what became of it, and where
 * that was merged, she was looking at what she had typed herself. */
static gboolean
find_version (MusterLedger *self, const MusterChange *change, gboolean unheard, Base *base, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self,
                           "SELECT CASE outcome WHEN 1 THEN stands ELSE seq END, outcome, value, merged FROM log_change"
                           " WHERE record = ?1 AND field_group = ?2 AND seq = ?3",
                           error);
  gboolean row, merged;

  if (statement == NULL)
    return FALSE;
  muster_ledger_bind_id (statement, 1, &change->record);
  muster_statement_bind_text (statement, 2, change->group);
  muster_statement_bind_number (statement, 3, change->base);
  if (!muster_ledger_step (self, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  merged = muster_statement_get_number (statement, 1) == MUSTER_OUTCOME_MERGED;
  base->version = merged && unheard ? 0 : muster_statement_get_number (statement, 0);
  base->value = g_strdup (muster_statement_get_text (statement, merged && !unheard ? 3 : 2));
  return TRUE;
}

/* ---- archives ---------------------------------------------------------------------------------------------------- */

static gboolean
archived_unseen (MusterLedger *self, const MusterEntry *entry, const MusterChange *change, gint64 replica,
                 gboolean *unseen, GError **error)
{
  MusterPlaceRow row = { 0 };
  gboolean found;

  if (!muster_ledger_find_place (self, &change->record, &row, &found, error))
    return FALSE;
  *unseen = found && row.archived > entry->seen && row.archived_by != replica;
  return TRUE;
}

static gboolean
edited_unseen (MusterLedger *self, const MusterEntry *entry, const MusterChange *change, gint64 replica,
               gboolean *unseen, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "SELECT 1 FROM log_change c JOIN log_commit k ON k.seq = c.seq WHERE c.record = ?1"
                                 " AND c.seq > ?2"
                                 " AND c.outcome IN (0, 2) AND k.replica <> ?3 LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  muster_ledger_bind_id (statement, 1, &change->record);
  muster_statement_bind_number (statement, 2, entry->seen);
  muster_statement_bind_number (statement, 3, replica);
  return muster_ledger_step (self, statement, unseen, error);
}

/* Whether somebody archived what is edited here, or edited what is archived here, and the person had not seen it. */
static gboolean
crosses_archive (MusterLedger *self, const MusterEntry *entry, const MusterChange *change, gint64 replica,
                 gboolean *crosses, GError **error)
{
  *crosses = FALSE;
  if (g_str_equal (change->group, MUSTER_GROUP_REF_CODE))
    return TRUE;
  if (!g_str_equal (change->group, MUSTER_GROUP_EXISTS))
    return archived_unseen (self, entry, change, replica, crosses, error);
  return json_is_true (change->value) || edited_unseen (self, entry, change, replica, crosses, error);
}

/* ---- deciding ---------------------------------------------------------------------------------------------------- */

static json_t *
read_value (const char *text)
{
  return text != NULL ? json_loads (text, JSON_DECODE_ANY, NULL) : NULL;
}

static gboolean
decide_code (MusterLedger *self, MusterChange *change, GError **error)
{
  g_autofree char *next = NULL;
  gboolean taken;

  if (!muster_ledger_check_code (self, json_string_value (change->value), &change->record, &taken, &next, error))
    return FALSE;
  if (taken)
    {
      change->outcome = MUSTER_OUTCOME_MERGED;
      change->merged = json_string (next);
    }
  return TRUE;
}

static void
decide_by_merge (MusterChange *change, const char *base, const char *head)
{
  g_autoptr(json_t) before = read_value (base);
  g_autoptr(json_t) theirs = read_value (head);
  MusterMerge merge = muster_merge_group (muster_kind_by_name (change->kind), change->group, before, theirs, FALSE,
                                          change->value);

  change->outcome = merge.outcome;
  change->merged = merge.merged;
}

/* The base that is kept is the seq of the commit that was meant. */
static gboolean
resolve_base (MusterLedger *self, MusterChange *change, gint64 seen, gint64 replica, gint64 head, Base *base,
              GError **error)
{
  gboolean own = change->base > MUSTER_VERSION_UNSENT, unheard;

  if (own && !seq_of_own (self, replica, change->base - MUSTER_VERSION_UNSENT, &change->base, error))
    return FALSE;
  unheard = own || change->base > seen;
  base->version = own ? 0 : change->base;
  return change->base == 0 || (!unheard && change->base == head) || find_version (self, change, unheard, base, error);
}

gboolean
muster_ledger_decide (MusterLedger *self, MusterEntry *entry, guint i, const char *value, gint64 replica,
                      gint64 *stands, GError **error)
{
  MusterChange *change = muster_commit_edit_change (entry->commit, i);
  Base base = { 0 };
  g_autofree char *before = NULL;
  g_auto(MusterHead) head = { 0 };
  gboolean crosses;

  *stands = 0;
  change->outcome = MUSTER_OUTCOME_HEAD;
  g_clear_pointer (&change->merged, json_decref);
  if (!muster_ledger_find_head (self, &change->record, change->group, &head, error)
      || !resolve_base (self, change, entry->seen, replica, head.seq, &base, error))
    return FALSE;
  before = base.value;

  /* To settle by keeping the value is a decision: as the head it makes a second one on the same base a conflict. */
  if (head.value != NULL && g_str_equal (value, head.value) && change->settles > 0 && base.version == head.seq)
    return TRUE;
  if (head.value != NULL && g_str_equal (value, head.value))
    {
      change->outcome = MUSTER_OUTCOME_SAME;
      *stands = head.seq;
      return TRUE;
    }
  if (!crosses_archive (self, entry, change, replica, &crosses, error))
    return FALSE;
  if (crosses)
    change->outcome = MUSTER_OUTCOME_CONFLICT;
  else if (base.version == head.seq)
    return !g_str_equal (change->group, MUSTER_GROUP_REF_CODE) || decide_code (self, change, error);
  else
    decide_by_merge (change, before, head.value);
  return TRUE;
}
