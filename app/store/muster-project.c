/* muster-project.c - from the log to the tables.
 *
 * Changes are applied first, record by record. Then a work list brings resolved dates and derived values up to date:
 * each record is derived from its neighbours, and when that changed something, those that depend on it are put on the
 * list. Derived values depend on records alone, so the list may be worked off in any order and a replay of the whole
 * log arrives at the same tables.
 *
 * What was applied is found by its id and by its links at once, but its row is written when it is derived, so that most
 * rows are written once. A neighbour that looked for it before that is on the list of those that depend on it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-projection-private.h"
#include "muster-table.h"

static void
entry_free (gpointer data)
{
  MusterProjectionEntry *entry = data;

  g_clear_object (&entry->before);
  g_clear_object (&entry->now);
  g_clear_object (&entry->row);
  g_free (entry);
}

MusterProjection *
muster_projection_new (MusterReplica *replica)
{
  MusterProjection *self = g_new0 (MusterProjection, 1);

  self->replica = replica;
  self->entries = g_hash_table_new_full (muster_id_hash, muster_id_equal, NULL, entry_free);
  self->order = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (self->queues); i++)
    g_queue_init (&self->queues[i]);
  muster_recent_begin (replica);
  return self;
}

void
muster_projection_free (MusterProjection *self)
{
  muster_recent_end (self->replica);
  for (guint i = 0; i < G_N_ELEMENTS (self->queues); i++)
    g_queue_clear (&self->queues[i]);
  g_ptr_array_unref (self->order);
  g_hash_table_unref (self->entries);
  g_free (self);
}

void
muster_projection_set_lenient (MusterProjection *self)
{
  self->lenient = TRUE;
}

void
muster_projection_number_as (MusterProjection *self, MusterReplica *like)
{
  self->like = like;
  self->beyond = G_GINT64_CONSTANT (1) << 40;
}

static MusterProjectionEntry *
add_entry (MusterProjection *self, const MusterId *id)
{
  MusterProjectionEntry *entry = g_new0 (MusterProjectionEntry, 1);

  entry->id = *id;
  entry->place = MUSTER_N_KINDS;
  g_hash_table_insert (self->entries, &entry->id, entry);
  g_ptr_array_add (self->order, entry);
  return entry;
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static gboolean
add_to_records (MusterProjection *self, MusterProjectionEntry *entry, GError **error)
{
  MusterDb *db = self->replica->db;

  if (self->like != NULL)
    {
      entry->rowid = muster_replica_get_rowid (self->like, &entry->id);
      if (entry->rowid == 0)
        entry->rowid = ++self->beyond;
    }
  entry->changed = TRUE;
  return muster_record_row_insert (db, entry->now, &entry->rowid, error)
         && muster_record_row_count (db, entry->now, error);
}

/* What others find it by: its place among all records, its number, its links. */
static gboolean
place_entry (MusterProjection *self, MusterProjectionEntry *entry, GError **error)
{
  MusterRecord *before = entry->before, *now = entry->now;
  MusterDb *db = self->replica->db;

  if (before == NULL)
    return add_to_records (self, entry, error) && muster_links_update (db, entry->rowid, NULL, now, error);
  if (!muster_record_row_update (db, entry->rowid, before, now, error))
    return FALSE;
  if (g_strcmp0 (muster_record_get_ref_code (before), muster_record_get_ref_code (now)) != 0)
    {
      entry->changed = TRUE;
      if (!muster_record_row_count (db, now, error))
        return FALSE;
    }
  return muster_links_update (db, entry->rowid, before, now, error);
}

gboolean
muster_projection_write (MusterProjection *self, MusterProjectionEntry *entry, GError **error)
{
  MusterDb *db = self->replica->db;
  gboolean changed = TRUE;

  muster_recent_drop (self->replica, &entry->id);
  if (entry->row == NULL ? !muster_table_insert (db, entry->rowid, entry->now, error)
                         : !muster_table_update (db, entry->rowid, entry->row, entry->now, &changed, error))
    return FALSE;
  entry->changed = entry->changed || changed;
  g_set_object (&entry->row, entry->now);
  muster_recent_put (self->replica, entry->now, entry->rowid);
  return TRUE;
}

/* ---- applying ---------------------------------------------------------------------------------------------------- */

gboolean
muster_projection_load (MusterProjection *self, MusterProjectionEntry *entry, GError **error)
{
  g_autoptr(GError) local = NULL;

  if (entry->now != NULL)
    return TRUE;
  entry->now = muster_replica_load_plain (self->replica, &entry->id, &entry->rowid, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (entry->now != NULL)
    {
      entry->before = g_object_ref (entry->now);
      entry->row = g_object_ref (entry->now);
    }
  return TRUE;
}

static gboolean
change_fields (MusterProjection *self, MusterRecord *record, const char *group, json_t *value, GError **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(json_t) nothing = NULL;

  if (muster_group_from_json (record, group, value, &local))
    return TRUE;
  if (!self->lenient)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  nothing = json_object ();
  return muster_group_from_json (record, group, nothing, error);
}

static gboolean
change_record (MusterProjection *self, MusterProjectionEntry *entry, const MusterChange *change, GError **error)
{
  json_t *value = change->merged != NULL ? change->merged : change->value;

  if (g_str_equal (change->group, MUSTER_GROUP_EXISTS))
    {
      entry->made = TRUE;
      muster_record_set_archived (entry->now, !json_is_true (value));
    }
  else if (g_str_equal (change->group, MUSTER_GROUP_REF_CODE))
    muster_record_set_ref_code (entry->now, json_string_value (value));
  else
    return change_fields (self, entry->now, change->group, value, error);
  return TRUE;
}

void
muster_projection_enqueue (MusterProjection *self, MusterProjectionEntry *entry)
{
  if (entry->queued || entry->rounds >= MAX_ROUNDS)
    return;
  entry->queued = TRUE;
  g_queue_push_tail (&self->queues[entry->place], entry);
}

MusterProjectionEntry *
muster_projection_get_entry (MusterProjection *self, const MusterId *id)
{
  MusterProjectionEntry *entry = g_hash_table_lookup (self->entries, id);

  return entry != NULL ? entry : add_entry (self, id);
}

gboolean
muster_projection_apply (MusterProjection *self, const MusterChange *change, GError **error)
{
  const MusterKind *kind = muster_kind_by_name (change->kind);
  MusterProjectionEntry *entry;

  if (kind == NULL)
    return TRUE;

  entry = muster_projection_get_entry (self, &change->record);
  if (!muster_projection_load (self, entry, error))
    return FALSE;
  if (entry->now == NULL)
    entry->now = muster_record_new (kind, &change->record);
  else if (entry->now == entry->before)
    {
      g_object_unref (entry->now);
      entry->now = muster_record_copy (entry->before);
    }
  muster_recent_drop (self->replica, &change->record); /* its row does not say this yet */
  entry->applied = entry->spread = TRUE;
  entry->place = kind->id;
  muster_projection_enqueue (self, entry);
  return change_record (self, entry, change, error);
}

gboolean
muster_projection_remove (MusterProjection *self, const MusterId *id, GError **error)
{
  MusterProjectionEntry *entry = muster_projection_get_entry (self, id);

  if (!muster_projection_load (self, entry, error))
    return FALSE;
  if (entry->before == NULL)
    return TRUE;
  entry->removed = TRUE;
  muster_projection_enqueue (self, entry);
  return TRUE;
}

/* ---- bringing all up to date ------------------------------------------------------------------------------------- */

/* Who is looked for among those that are in force is not found by what is still to be written. */
static gboolean
may_wait (const MusterProjectionEntry *entry)
{
  return entry->row == NULL || muster_record_is_archived (entry->row) == muster_record_is_archived (entry->now);
}

/* wait: each is derived on its own account, and its row is written then. */
static gboolean
place_applied (MusterProjection *self, gboolean wait, GError **error)
{
  for (guint i = 0; i < self->order->len; i++)
    {
      MusterProjectionEntry *entry = g_ptr_array_index (self->order, i);

      if (!entry->applied || entry->removed)
        continue;
      if (!place_entry (self, entry, error))
        return FALSE;
      if (wait && may_wait (entry))
        muster_recent_hold (self->replica, entry->now, entry->rowid);
      else if (!muster_projection_write (self, entry, error))
        return FALSE;
    }
  return TRUE;
}

/* A record is there once something says that it exists: what comes before that waits in the log. */
static void
leave_unmade (MusterProjection *self)
{
  for (guint i = 0; i < self->order->len; i++)
    {
      MusterProjectionEntry *entry = g_ptr_array_index (self->order, i);

      if (entry->applied && entry->before == NULL && !entry->made)
        {
          entry->applied = entry->spread = FALSE;
          g_clear_object (&entry->now);
        }
    }
}

static gboolean
remove_removed (MusterProjection *self, GError **error)
{
  guint n = self->order->len; /* what hung on them is added behind */

  for (guint i = 0; i < n; i++)
    {
      MusterProjectionEntry *entry = g_ptr_array_index (self->order, i);

      if (entry->removed && !muster_projection_remove_entry (self, entry, error))
        return FALSE;
    }
  return TRUE;
}

/* Nothing derived is searched, so what was applied is all. One after the other at the end: FTS5 puts what it has
 * gathered to the disk whenever another statement that may be undone by itself begins. */
static gboolean
write_search (MusterProjection *self, GError **error)
{
  for (guint i = 0; i < self->order->len; i++)
    {
      MusterProjectionEntry *entry = g_ptr_array_index (self->order, i);

      if (entry->applied && !entry->removed
          && !muster_search_update (self->replica->db, entry->rowid, entry->before, entry->now, error))
        return FALSE;
    }
  return TRUE;
}

/* What no change named is read again if it comes up again: a rebuild would hold every record otherwise. */
static void
forget_neighbour (MusterProjectionEntry *entry)
{
  if (entry->applied || entry->removed)
    return;
  g_clear_object (&entry->before);
  g_clear_object (&entry->now);
  g_clear_object (&entry->row);
}

/* Derived values stand on kinds further down in MusterKindId: from the last kind to the first, most are derived once.
 * */
static gboolean
next_entry (MusterProjection *self, MusterProjectionEntry **entry, GError **error)
{
  for (guint place = MUSTER_N_KINDS + 1; place > 0; place--)
    {
      *entry = g_queue_pop_head (&self->queues[place - 1]);
      if (*entry == NULL)
        continue;
      (*entry)->queued = FALSE;
      if (place <= MUSTER_N_KINDS)
        return TRUE;
      if (!muster_projection_load (self, *entry, error))
        return FALSE;
      if ((*entry)->now == NULL) /* refers to a record that has not arrived */
        return TRUE;
      (*entry)->place = muster_record_get_kind ((*entry)->now)->id;
      muster_projection_enqueue (self, *entry);
      place = MUSTER_N_KINDS + 2;
    }
  *entry = NULL;
  return TRUE;
}

gboolean
muster_projection_finish (MusterProjection *self, GError **error)
{
  MusterProjectionEntry *entry;

  leave_unmade (self);
  if (!place_applied (self, TRUE, error) || !remove_removed (self, error))
    return FALSE;
  while (TRUE)
    {
      if (!next_entry (self, &entry, error))
        return FALSE;
      if (entry == NULL)
        break;
      entry->rounds++;
      if (!muster_projection_derive (self, entry, error))
        return FALSE;
      forget_neighbour (entry);
    }
  return write_search (self, error);
}

/* From the last kind to the first, each is derived once: so all rows have to be there before. */
gboolean
muster_projection_finish_all (MusterProjection *self, GError **error)
{
  gboolean differs;

  leave_unmade (self);
  if (!place_applied (self, FALSE, error))
    return FALSE;
  for (guint kind = MUSTER_N_KINDS; kind > 0; kind--)
    for (guint i = 0; i < self->order->len; i++)
      {
        MusterProjectionEntry *entry = g_ptr_array_index (self->order, i);

        if (entry->now != NULL && muster_record_get_kind (entry->now)->id == kind - 1
            && (!muster_projection_derive_row (self, entry, &differs, error)
                || !muster_projection_update_parts (self, entry, FALSE, error)))
          return FALSE;
      }
  return write_search (self, error);
}

gboolean
muster_projection_foreach (MusterProjection *self, MusterProjectionFunc func, gpointer data, GError **error)
{
  for (guint i = 0; i < self->order->len; i++)
    {
      MusterProjectionEntry *entry = g_ptr_array_index (self->order, i);

      if (entry->applied && !entry->removed && !func (entry->before, entry->now, data, error))
        return FALSE;
    }
  return TRUE;
}

void
muster_projection_list_changed (MusterProjection *self, GArray *ids)
{
  for (guint i = 0; i < self->order->len; i++)
    {
      MusterProjectionEntry *entry = g_ptr_array_index (self->order, i);

      if (entry->changed)
        g_array_append_val (ids, entry->id);
    }
}
