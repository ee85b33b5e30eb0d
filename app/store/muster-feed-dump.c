/* muster-feed-dump.c - all that replicas of one scope must agree on, as text that can be compared byte by byte.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-feed-private.h"

#include <string.h>

static void
append_line (GString *text, const char *what, json_t *json /* taken */)
{
  g_autofree char *line = muster_json_to_text (json);

  g_string_append_printf (text, "%s %s\n", what, line);
  json_decref (json);
}

static json_t *
id_to_json (const MusterId *id)
{
  MusterIdText text;

  return json_string (muster_id_to_text (id, text));
}

/* ---- commits ----------------------------------------------------------------------------------------------------- */

static json_t *
change_to_json (const MusterChange *change)
{
  return json_pack ("{s:i, s:s, s:o, s:s, s:I, s:O, s:I, s:s, s:O*}", "i", (int) change->index, "kind", change->kind,
                    "record", id_to_json (&change->record), "group", change->group, "base", (json_int_t) change->base,
                    "value", change->value, "settles", (json_int_t) change->settles, "out",
                    muster_outcome_to_name (change->outcome), "merged", change->merged);
}

/* What is out of sight reads as refused. */
static json_t *
changes_to_json (const MusterEntry *entry)
{
  json_t *changes = json_array ();

  for (guint i = 0; i < muster_commit_get_n (entry->commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (entry->commit, i);

      if (change->outcome != MUSTER_OUTCOME_REFUSED)
        json_array_append_new (changes, change_to_json (change));
    }
  return changes;
}

static void
dump_entry (GString *text, const MusterEntry *entry)
{
  json_t *changes = changes_to_json (entry);

  if (json_array_size (changes) == 0)
    {
      json_decref (changes);
      return;
    }
  append_line (text, "commit",
               json_pack ("{s:I, s:o, s:o, s:I, s:s, s:I, s:I, s:I, s:s, s:I, s:s?, s:o}", "seq",
                          (json_int_t) entry->seq, "id", id_to_json (&entry->id), "replica",
                          id_to_json (&entry->replica), "n", (json_int_t) entry->n, "actor", entry->actor, "at",
                          (json_int_t) entry->at, "received", (json_int_t) entry->received, "seen",
                          (json_int_t) entry->seen, "origin", entry->origin, "undoes", (json_int_t) entry->undoes,
                          "reason", muster_commit_get_reason (entry->commit), "changes", changes));
}

static gboolean
dump_commits (MusterReplica *self, GString *text, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, MUSTER_SQL_HEADERS " WHERE version < ?1 ORDER BY version", error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_number (statement, 1, MUSTER_VERSION_UNSENT);
  while (row)
    {
      g_autoptr(MusterEntry) entry = NULL;

      if (!muster_statement_step (statement, &row, error))
        return FALSE;
      entry = row ? muster_feed_read_entry (self, statement, error) : NULL;
      if (row && entry == NULL)
        return FALSE;
      if (row)
        dump_entry (text, entry);
    }
  return TRUE;
}

/* ---- records ----------------------------------------------------------------------------------------------------- */

static json_t *
days_to_json (MusterRecord *record)
{
  const MusterKind *kind = muster_record_get_kind (record);
  json_t *days = json_object ();

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == MUSTER_VALUE_WHEN)
      {
        MusterDays found = muster_record_get_days (record, kind->fields[i].name);

        if (found.earliest != 0 || found.latest != 0)
          json_object_set_new (days, kind->fields[i].name,
                               json_pack ("[I, I]", (json_int_t) found.earliest, (json_int_t) found.latest));
      }
  return days;
}

static gboolean
dump_record (MusterReplica *self, GString *text, const MusterId *id, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(MusterRecord) record = muster_replica_load_plain (self, id, NULL, &local);
  json_t *json;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (record == NULL)
    return TRUE;
  json = muster_record_to_json (record, TRUE);
  json_object_set_new (json, "days", days_to_json (record));
  append_line (text, "record", json);
  return TRUE;
}

static gboolean
dump_records (MusterReplica *self, GString *text, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, "SELECT id FROM record ORDER BY id", error);
  gboolean row = TRUE;
  MusterId id;

  if (statement == NULL)
    return FALSE;
  while (row)
    if (!muster_statement_step (statement, &row, error)
        || (row && muster_statement_get_id (statement, 0, &id) && !dump_record (self, text, &id, error)))
      return FALSE;
  return TRUE;
}

/* ---- conflicts --------------------------------------------------------------------------------------------------- */

static gboolean
dump_conflicts (MusterReplica *self, GString *text, GError **error)
{
  g_autoptr(GPtrArray) conflicts = muster_replica_conflicts (self, NULL, error);

  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    {
      const MusterConflict *conflict = conflicts->pdata[i];

      append_line (text, "conflict",
                   json_pack ("{s:o, s:s, s:I, s:I, s:O?, s:I, s:I, s:O?}", "record", id_to_json (&conflict->record),
                              "group", conflict->group, "current", (json_int_t) conflict->current.version, "current_i",
                              (json_int_t) conflict->current.index, "now", conflict->current.value, "other",
                              (json_int_t) conflict->other.version, "other_i", (json_int_t) conflict->other.index,
                              "value", conflict->other.value));
    }
  return conflicts != NULL;
}

char *
muster_replica_dump (MusterReplica *self, GError **error)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (!dump_commits (self, text, error) || !dump_records (self, text, error) || !dump_conflicts (self, text, error))
    return NULL;
  return g_string_free (g_steal_pointer (&text), FALSE);
}
