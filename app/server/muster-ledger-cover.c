/* muster-ledger-cover.c - the tree of scopes, and what of it some grants cover: PROTOCOL.md section 9.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-ledger-private.h"

#include <string.h>

/* The tree is some four levels deep; who ties areas into a ring gets no further than this. */
#define DEPTH 32

/* ---- the tree ---------------------------------------------------------------------------------------------------- */

static gboolean
in_path (const guint8 *path, gsize n, const MusterId *id)
{
  for (gsize at = 0; at + sizeof *id <= n; at += sizeof *id)
    if (memcmp (path + at, id, sizeof *id) == 0)
      return TRUE;
  return FALSE;
}

/* What a place is within: an area in its parent, a team in its area, all else in the server. *found FALSE: the
 * server. */
static gboolean
find_parent (MusterLedger *self, const MusterId *place, MusterId *parent, gboolean *found, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_ledger_prepare (self, "SELECT p.up FROM place p JOIN place q ON q.record = p.up"
                                 " WHERE p.record = ?1 AND p.kind IN ('area', 'team') AND q.kind = 'area'", error);

  if (statement == NULL)
    return FALSE;
  muster_ledger_bind_id (statement, 1, place);
  if (!muster_ledger_step (self, statement, found, error))
    return FALSE;
  *found = *found && muster_ledger_column_id (statement, 0, parent);
  return TRUE;
}

gboolean
muster_ledger_path (MusterLedger *self, const MusterId *place, GByteArray *path, GError **error)
{
  MusterId at = *place, parent;
  gboolean found = TRUE;

  for (guint depth = 0; found && depth < DEPTH && !in_path (path->data, path->len, &at); depth++)
    {
      g_byte_array_append (path, at.bytes, sizeof at.bytes);
      if (!find_parent (self, &at, &parent, &found, error))
        return FALSE;
      at = parent;
    }
  if (!in_path (path->data, path->len, &self->server))
    g_byte_array_append (path, self->server.bytes, sizeof self->server.bytes);
  return TRUE;
}

/* ---- what is covered --------------------------------------------------------------------------------------------- */

struct _MusterCover {
  MusterLedger *ledger;
  GByteArray   *scopes; /* of the grants that count */
  GHashTable   *known;  /* MusterId of a place -> TRUE or FALSE */
  guint         tree;
};

MusterCover *
muster_cover_new (MusterLedger *ledger, const GArray *grants, gboolean writing)
{
  MusterCover *self = g_new0 (MusterCover, 1);

  self->ledger = ledger;
  self->tree = ledger->tree;
  self->scopes = g_byte_array_new ();
  self->known = g_hash_table_new_full (muster_id_hash, muster_id_equal, g_free, NULL);
  for (guint i = 0; i < grants->len; i++)
    {
      const MusterGrant *grant = &g_array_index (grants, MusterGrant, i);

      if (!writing || g_str_equal (grant->role, "editor") || g_str_equal (grant->role, "steward"))
        g_byte_array_append (self->scopes, grant->scope.bytes, sizeof grant->scope.bytes);
    }
  return self;
}

void
muster_cover_free (MusterCover *self)
{
  if (self == NULL)
    return;

  g_byte_array_unref (self->scopes);
  g_hash_table_unref (self->known);
  g_free (self);
}

gboolean
muster_cover_has_path (MusterCover *self, const guint8 *path, gsize n)
{
  for (gsize at = 0; at + sizeof (MusterId) <= n; at += sizeof (MusterId))
    {
      MusterId id;

      memcpy (&id, path + at, sizeof id);
      if (in_path (self->scopes->data, self->scopes->len, &id))
        return TRUE;
    }
  return FALSE;
}

gboolean
muster_cover_has (MusterCover *self, const MusterId *place, gboolean *covered, GError **error)
{
  g_autoptr(GByteArray) path = NULL;
  gpointer known;

  if (self->tree != self->ledger->tree)
    g_hash_table_remove_all (self->known);
  self->tree = self->ledger->tree;
  if (g_hash_table_lookup_extended (self->known, place, NULL, &known))
    {
      *covered = GPOINTER_TO_INT (known);
      return TRUE;
    }

  path = g_byte_array_new ();
  if (!muster_ledger_path (self->ledger, place, path, error))
    return FALSE;
  *covered = muster_cover_has_path (self, path->data, path->len);
  g_hash_table_insert (self->known, muster_id_copy (place), GINT_TO_POINTER (*covered));
  return TRUE;
}
