/* muster-recent.c - records read while a projection is at work, which asks for the same plan and team again and again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-replica-private.h"

/* A replay of everything meets every record; a page of the feed some thousands, a save a few dozen. */
#define MAX_RECENT 4096

typedef struct {
  MusterRecord *record;
  gint64        rowid;
} Recent;

static void
recent_free (gpointer data)
{
  Recent *recent = data;

  g_object_unref (recent->record);
  g_free (recent);
}

void
muster_recent_begin (MusterReplica *self)
{
  self->recent = g_hash_table_new_full (muster_id_hash, muster_id_equal, NULL, recent_free);
  self->held = g_hash_table_new_full (muster_id_hash, muster_id_equal, NULL, recent_free);
}

void
muster_recent_end (MusterReplica *self)
{
  g_clear_pointer (&self->recent, g_hash_table_unref);
  g_clear_pointer (&self->held, g_hash_table_unref);
}

MusterRecord *
muster_recent_get (MusterReplica *self, const MusterId *id, gint64 *rowid)
{
  Recent *recent = self->held != NULL ? g_hash_table_lookup (self->held, id) : NULL;

  if (recent == NULL && self->recent != NULL)
    recent = g_hash_table_lookup (self->recent, id);
  if (recent == NULL)
    return NULL;
  if (rowid != NULL)
    *rowid = recent->rowid;
  return g_object_ref (recent->record);
}

static void
put (GHashTable *table, MusterRecord *record, gint64 rowid)
{
  Recent *recent = g_new (Recent, 1);

  recent->record = g_object_ref (record);
  recent->rowid = rowid;
  g_hash_table_replace (table, (gpointer) muster_record_get_id (record), recent);
}

void
muster_recent_put (MusterReplica *self, MusterRecord *record, gint64 rowid)
{
  if (self->recent == NULL)
    return;
  if (g_hash_table_size (self->recent) >= MAX_RECENT)
    g_hash_table_remove_all (self->recent);
  put (self->recent, record, rowid);
}

void
muster_recent_hold (MusterReplica *self, MusterRecord *record, gint64 rowid)
{
  put (self->held, record, rowid);
}

void
muster_recent_drop (MusterReplica *self, const MusterId *id)
{
  if (self->recent == NULL)
    return;
  g_hash_table_remove (self->recent, id);
  g_hash_table_remove (self->held, id);
}
