/* muster-ledger-refused.c - what was refused in the scopes of a steward: PROTOCOL.md section 9.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ledger-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Refusals that one request looks at, and about how much of them: a steward of little must not keep a reader busy. */
#define LOOKED_AT 200
#define PAGE_BYTES (2 * 1024 * 1024)

typedef struct {
  MusterLedger   *ledger;
  MusterCover    *cover; /* of the grants as a steward */
  MusterToldList *list;
} Telling;

/* ---- what of it -------------------------------------------------------------------------------------------------- */

/* Where something stands that belongs to nothing known: in the first scope of its author. */
static gboolean
covers_home (Telling *self, gint64 person, gboolean *covered, GError **error)
{
  g_autoptr(GArray) grants = muster_grants_new ();

  if (!muster_ledger_read_grants (self->ledger, person, 0, grants, NULL, error))
    return FALSE;
  return muster_cover_has (self->cover,
                           grants->len > 0 ? &g_array_index (grants, MusterGrant, 0).scope : &self->ledger->server,
                           covered, error);
}

static gboolean
covers_record (Telling *self, const MusterId *record, gboolean at_home, gboolean *covered, GError **error)
{
  MusterPlaceRow row;
  gboolean found;

  if (!muster_ledger_find_place (self->ledger, record, &row, &found, error))
    return FALSE;
  *covered = at_home;
  return !found || muster_cover_has (self->cover, &row.place, covered, error);
}

/* The changes to records of others stay out of sight. */
static gboolean
copy_covered (Telling *self, const MusterCommit *said, gboolean at_home, MusterCommit *seen, GError **error)
{
  for (guint i = 0; i < muster_commit_get_n (said); i++)
    {
      const MusterChange *change = muster_commit_get_change (said, i);
      gboolean covered;

      if (!covers_record (self, &change->record, at_home, &covered, error))
        return FALSE;
      if (covered)
        muster_commit_add_change (seen, change->kind, &change->record, change->group, 0, json_incref (change->value));
    }
  return TRUE;
}

/* ---- one refusal ------------------------------------------------------------------------------------------------- */

/* The row: number, replica, n, id, said, type, detail, at, name of the person, her row. */
static gboolean
tell (Telling *self, MusterStatement *row, GError **error)
{
  const char *text = muster_statement_get_text (row, 4);
  g_autoptr(GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr(MusterPush) push = muster_wire_parse_push (body, NULL);
  const MusterEntry *said = push != NULL && push->entries->len == 1 && muster_push_get_fault (push, 0) == NULL
                              ? push->entries->pdata[0] : NULL;
  g_autoptr(MusterCommit) seen = muster_commit_new (said != NULL ? muster_commit_get_reason (said->commit) : NULL);
  MusterEntry *entry;
  gboolean at_home;

  if (!covers_home (self, muster_statement_get_number (row, 9), &at_home, error)
      || (said != NULL && !copy_covered (self, said->commit, at_home, seen, error)))
    return FALSE;
  if (said != NULL ? muster_commit_get_n (seen) == 0 : !at_home)
    return TRUE;

  entry = muster_entry_new ();
  entry->n = muster_statement_get_number (row, 2);
  muster_ledger_column_id (row, 1, &entry->replica);
  muster_ledger_column_id (row, 3, &entry->id);
  entry->actor = g_strdup (muster_statement_get_text (row, 8));
  entry->at = said != NULL ? said->at : 0;
  entry->received = muster_statement_get_number (row, 7);
  entry->commit = g_steal_pointer (&seen);
  muster_told_list_add (self->list, entry, muster_refusal_new (entry->n, &entry->id, muster_statement_get_text (row, 5),
                                                               muster_statement_get_text (row, 6)))->number =
    muster_statement_get_number (row, 0);
  return TRUE;
}

static gboolean
tell_all (Telling *self, gint64 after, guint limit, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self->ledger,
                           "SELECT f.number, r.replica, f.n, f.id, f.said, f.type, f.detail, f.at, p.name, p.id"
                           " FROM refused f JOIN replica r ON r.id = f.replica JOIN person p ON p.id = r.person"
                           " WHERE f.number > ?1 ORDER BY f.number",
                           error);
  gsize bytes = 0;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  self->list->after = after;
  muster_statement_bind_number (statement, 1, after);
  for (guint i = 0; muster_ledger_step (self->ledger, statement, &row, error); i++)
    {
      if (!row)
        return TRUE;
      bytes += strlen (muster_statement_get_text (statement, 4));
      self->list->more = i == LOOKED_AT || self->list->told->len == limit || (i > 0 && bytes > PAGE_BYTES);
      if (self->list->more)
        return TRUE;
      if (!tell (self, statement, error))
        return FALSE;
      self->list->after = muster_statement_get_number (statement, 0);
    }
  return FALSE;
}

/* ---- asking ------------------------------------------------------------------------------------------------------ */

static GArray *
stewardships (const GArray *grants)
{
  GArray *list = muster_grants_new ();

  for (guint i = 0; i < grants->len; i++)
    {
      const MusterGrant *grant = &g_array_index (grants, MusterGrant, i);
      MusterGrant copy = { grant->scope, g_strdup (grant->role) };

      if (g_str_equal (grant->role, "steward"))
        g_array_append_val (list, copy);
      else
        g_free (copy.role);
    }
  return list;
}

MusterToldList *
muster_ledger_tell_refused (MusterLedger *self, const MusterSession *session, gint64 after, guint limit, GError **error)
{
  g_autoptr(GArray) grants = stewardships (session->grants);
  g_autoptr(MusterToldList) list = muster_told_list_new ();
  Telling telling = { self, NULL, list };
  gboolean ok;

  if (grants->len == 0)
    {
      g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_EXISTS,
                           _("What others were refused is shown to stewards alone. Ask your administrator."));
      return NULL;
    }
  if (!self->in_batch && !muster_db_begin_read (self->db, error))
    return NULL;
  self->tree++; /* another may have changed the tree since */
  telling.cover = muster_cover_new (self, grants, FALSE);
  ok = tell_all (&telling, after, limit, error);
  muster_cover_free (telling.cover);
  if (!self->in_batch)
    muster_db_rollback (self->db);
  return ok ? g_steal_pointer (&list) : NULL;
}
