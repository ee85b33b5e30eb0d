/* muster-read-scope.c - what belongs to a team, an area or a programme.
 *
 * A record is in a scope when any of the references that say what it belongs to leads there, at once or by way of
 * others, and when it threatens what is there. The endpoint goes by the first of them alone, since it must know who may
 * see what; a person looks for the work of a team under the programme too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-place.h"
#include "muster-query-private.h"
#include "muster-replica-private.h"

/* What threatens or holds up the work of a team concerns it, whomever it belongs to. */
static const MusterKindId threatens[] = { MUSTER_KIND_RISK, MUSTER_KIND_ISSUE };
#define THREATENED_FIELD "deliverables"

/* "(kind, field), …" of all references that count. */
static char *
list_references (void)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    {
      const MusterField *fields[MUSTER_PLACE_FIELDS];
      const MusterKind *kind = muster_kind_get (i);
      guint n = muster_kind_place_fields (kind, fields);

      for (guint j = 0; j < n; j++)
        g_string_append_printf (list, "('%s', '%s'), ", kind->name, fields[j]->name);
    }
  for (guint i = 0; i < G_N_ELEMENTS (threatens); i++)
    g_string_append_printf (list, "%s('%s', '%s')", i > 0 ? ", " : "", muster_kind_get (threatens[i])->name,
                            THREATENED_FIELD);
  return g_string_free (list, FALSE);
}

gint64
muster_replica_count_writes (MusterReplica *self)
{
  return muster_db_get_number (self->db, "PRAGMA data_version", NULL) * (G_GINT64_CONSTANT (1) << 32)
         + muster_db_get_number (self->db, "SELECT total_changes ()", NULL);
}

static GArray *
read_scope (MusterReplica *self, const MusterId *scope, GError **error)
{
  g_autofree char *references = list_references ();
  g_autofree char *sql = g_strdup_printf (
    "WITH RECURSIVE belongs (kind, field) AS (VALUES %s), inside (id) AS (VALUES (?1) UNION"
    " SELECT r.id FROM inside i CROSS JOIN link l ON l.target = i.id CROSS JOIN record r ON r.rowid = l.source"
    " WHERE (r.kind, l.field) IN (SELECT kind, field FROM belongs))"
    " SELECT r.rowid FROM inside i CROSS JOIN record r ON r.id = i.id ORDER BY r.rowid",
    references);
  g_autoptr(MusterStatement) statement = muster_db_prepare (self->db, sql, error);
  g_autoptr(GArray) rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  muster_statement_bind_blob (statement, 1, scope, sizeof *scope);
  while (row)
    {
      gint64 rowid;

      if (!muster_statement_step (statement, &row, error))
        return NULL;
      rowid = row ? muster_statement_get_number (statement, 0) : 0;
      if (row)
        g_array_append_val (rowids, rowid);
    }
  return g_steal_pointer (&rowids);
}

/* One scope is looked at for a long time, and each letter of a filter asks for it again. */
const GArray *
muster_replica_read_scope (MusterReplica *self, const MusterId *scope, GError **error)
{
  gint64 writes = muster_replica_count_writes (self);

  if (self->scope_rowids != NULL && self->scope_writes == writes && muster_id_equal (&self->scope, scope))
    return self->scope_rowids;
  g_clear_pointer (&self->scope_rowids, g_array_unref);
  self->scope_rowids = read_scope (self, scope, error);
  self->scope = *scope;
  self->scope_writes = writes;
  return self->scope_rowids;
}

/* Organisations, people and bodies are everybody's, wherever one looks. */
gboolean
muster_query_is_scoped (const MusterQuery *self)
{
  return !muster_id_is_nil (&self->scope)
         && (muster_kind_is_place (self->kind) || !muster_kind_is_directory (self->kind));
}
