/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ledger-admin.h"

#include <string.h>

#include "muster-ledger-private.h"
#include "muster-place.h"

/* ---- people ------------------------------------------------------------------------------------------------------ */

static void
free_member (gpointer data)
{
  MusterMember *member = data;

  g_free (member->name);
  g_array_unref (member->grants);
  g_free (member);
}

GPtrArray *
muster_ledger_list_people (MusterLedger *self, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "SELECT id, person, name FROM person ORDER BY id", error);
  g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func (free_member);
  gboolean row = FALSE;

  while (statement != NULL && muster_ledger_step (self, statement, &row, error))
    {
      MusterMember *member;

      if (!row)
        return g_steal_pointer (&people);
      member = g_new0 (MusterMember, 1);
      member->name = g_strdup (muster_statement_get_text (statement, 2));
      member->grants = muster_grants_new ();
      g_ptr_array_add (people, member);
      if (!muster_ledger_column_id (statement, 1, &member->person) ||
          !muster_ledger_read_grants (self, muster_statement_get_number (statement, 0), 0, member->grants, NULL, error))
        break;
    }
  return NULL;
}

/* ---- scopes ------------------------------------------------------------------------------------------------------ */

static void
free_scope (gpointer data)
{
  MusterScope *scope = data;

  g_free (scope->name);
  g_free (scope);
}

static const MusterField *
title_of (const MusterKind *kind)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].flags & MUSTER_FIELD_TITLE) != 0)
      return &kind->fields[i];
  return NULL;
}

static char *
read_name (MusterLedger *self, const MusterKind *kind, const MusterId *record, GError **error)
{
  const MusterField *title = title_of (kind);
  MusterHead head = { 0 };
  json_t *value = NULL;
  char *name;

  if (title == NULL || !muster_ledger_find_head (self, record, muster_field_get_group (title), &head, error))
    return NULL;
  if (head.value != NULL)
    value = json_loads (head.value, JSON_DECODE_ANY, NULL);
  name = g_strdup (json_string_value (json_object_get (value, title->name)));
  json_decref (value);
  muster_head_clear (&head);
  return name != NULL ? name : g_strdup ("");
}

static int
compare_scopes (gconstpointer a, gconstpointer b)
{
  const MusterScope *left = *(MusterScope *const *) a;
  const MusterScope *right = *(MusterScope *const *) b;
  int order = strcmp (left->kind, right->kind);

  if (order == 0)
    order = strcmp (left->name, right->name);
  return order != 0 ? order : muster_id_compare (&left->scope, &right->scope);
}

static gboolean
add_scopes (MusterLedger *self, const MusterKind *kind, GPtrArray *scopes, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "SELECT record, archived FROM place WHERE kind = ?1", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_text (statement, 1, kind->name);
  while (muster_ledger_step (self, statement, &row, error))
    {
      MusterScope *scope;

      if (!row)
        return TRUE;
      scope = g_new0 (MusterScope, 1);
      g_ptr_array_add (scopes, scope);
      scope->kind = kind->name;
      scope->archived = muster_statement_get_number (statement, 1) != 0;
      if (!muster_ledger_column_id (statement, 0, &scope->scope))
        return FALSE;
      scope->name = read_name (self, kind, &scope->scope, error);
      if (scope->name == NULL)
        return FALSE;
    }
  return FALSE;
}

GPtrArray *
muster_ledger_list_scopes (MusterLedger *self, GError **error)
{
  g_autoptr(GPtrArray) scopes = g_ptr_array_new_with_free_func (free_scope);
  MusterScope *whole = g_new0 (MusterScope, 1);

  for (int id = 0; id < MUSTER_N_KINDS; id++)
    if (muster_kind_is_place (muster_kind_get (id)) && !add_scopes (self, muster_kind_get (id), scopes, error))
      {
        free_scope (whole);
        return NULL;
      }
  g_ptr_array_sort (scopes, compare_scopes);
  whole->scope = self->server;
  whole->kind = "server";
  whole->name = g_strdup ("");
  g_ptr_array_insert (scopes, 0, whole);
  return g_steal_pointer (&scopes);
}

/* ---- the log ----------------------------------------------------------------------------------------------------- */

#define COMMITS                                                                                                        \
  "SELECT c.seq, lower (hex (c.id)), lower (hex (r.replica)), c.n, c.actor, c.at, c.received, c.seen, c.origin,"       \
  " c.undoes, c.reason, lower (hex (c.chain)) FROM log_commit c JOIN replica r ON r.id = c.replica ORDER BY c.seq"
#define CHANGES                                                                                                        \
  "SELECT kind, lower (hex (record)), field_group, base, value, settles, outcome, merged FROM log_change WHERE seq = " \
  "?1 ORDER BY i"

static json_t *
column_to_json (MusterStatement *statement, int column, gboolean is_json)
{
  const char *text = muster_statement_get_text (statement, column);

  if (text == NULL)
    return json_null ();
  return is_json ? json_loads (text, JSON_DECODE_ANY, NULL) : json_string (text);
}

static json_t *
changes_to_json (MusterLedger *self, gint64 seq, GError **error)
{
  static const char *const outcomes[] = { "head", "same", "merged", "conflict" };
  g_autoptr(MusterStatement) statement = muster_ledger_prepare (self, CHANGES, error);
  json_t *changes = json_array ();
  gboolean row = FALSE;

  if (statement != NULL)
    muster_statement_bind_number (statement, 1, seq);
  while (statement != NULL && muster_ledger_step (self, statement, &row, error))
    {
      gint64 outcome;

      if (!row)
        return changes;
      outcome = muster_statement_get_number (statement, 6);
      json_array_append_new (
        changes,
        json_pack ("{s:o, s:o, s:o, s:I, s:o, s:I, s:s, s:o}", "kind", column_to_json (statement, 0, FALSE), "record",
                   column_to_json (statement, 1, FALSE), "group", column_to_json (statement, 2, FALSE), "base",
                   (json_int_t) muster_statement_get_number (statement, 3), "value",
                   column_to_json (statement, 4, TRUE), "settles",
                   (json_int_t) muster_statement_get_number (statement, 5), "outcome",
                   outcome >= 0 && outcome < (gint64) G_N_ELEMENTS (outcomes) ? outcomes[outcome] : "unknown", "merged",
                   column_to_json (statement, 7, TRUE)));
    }
  json_decref (changes);
  return NULL;
}

static json_t *
commit_to_json (MusterLedger *self, MusterStatement *statement, GError **error)
{
  static const struct {
    const char *name;
    gboolean    number;
  } columns[] = {
    { "seq", TRUE },      { "id" },         { "replica" }, { "n", TRUE },      { "actor" },  { "at", TRUE },
    { "received", TRUE }, { "seen", TRUE }, { "origin" },  { "undoes", TRUE }, { "reason" }, { "chain" },
  };
  json_t *changes = changes_to_json (self, muster_statement_get_number (statement, 0), error);
  json_t *commit;

  if (changes == NULL)
    return NULL;
  commit = json_object ();
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    json_object_set_new (commit, columns[i].name,
                         columns[i].number ? json_integer (muster_statement_get_number (statement, i))
                                           : column_to_json (statement, i, FALSE));
  json_object_set_new (commit, "changes", changes);
  return commit;
}

static gboolean
write_line (json_t *json, GOutputStream *out, GError **error)
{
  char *text = json_dumps (json, JSON_COMPACT);
  gboolean ok = g_output_stream_write_all (out, text, strlen (text), NULL, NULL, error)
                && g_output_stream_write_all (out, "\n", 1, NULL, NULL, error);

  free (text);
  return ok;
}

static gboolean
export_commits (MusterLedger *self, GOutputStream *out, GError **error)
{
  g_autoptr(MusterStatement) statement = muster_ledger_prepare (self, COMMITS, error);
  gboolean row = FALSE;

  while (statement != NULL && muster_ledger_step (self, statement, &row, error))
    {
      json_t *commit;
      gboolean ok;

      if (!row)
        return TRUE;
      commit = commit_to_json (self, statement, error);
      ok = commit != NULL && write_line (commit, out, error);
      json_decref (commit);
      if (!ok)
        return FALSE;
    }
  return FALSE;
}

gboolean
muster_ledger_export (MusterLedger *self, GOutputStream *out, GError **error)
{
  gboolean ok = muster_db_begin_read (self->db, error) && export_commits (self, out, error);

  muster_db_rollback (self->db);
  return ok;
}
