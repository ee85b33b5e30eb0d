/* muster-project.c - from the log to the tables.
 *
 * Changes are applied first, record by record. Then a work list brings resolved dates and derived values up to date: each
 * record is derived from its neighbours as they are in the tables, and when that changed something, those that depend
 * on it are put on the list. Derived values depend on records alone, so the list may be worked off in any order and
 * a replay of the whole log arrives at the same tables.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-replica-private.h"
#include "muster-table.h"

#include <string.h>

/* Dates that lean on each other in a ring would go round for ever. */
#define MAX_ROUNDS 64

typedef struct {
  MusterId      id;
  gint64        rowid;
  MusterRecord *before;  /* before anything was applied; NULL: new */
  MusterRecord *now;     /* as in the table */
  gboolean      applied; /* a change names it; else only its derived values are looked at */
  gboolean      queued;
  gboolean      spread;  /* its dependents are asked for whether or not deriving changes it */
  gboolean      touched; /* what it is derived from changed */
  gboolean      changed; /* its row differs from what it was */
  guint         rounds;
} Entry;

struct _MusterProjection {
  MusterReplica *replica;
  GHashTable    *entries; /* MusterId -> Entry, owned */
  GPtrArray     *order;   /* of Entry, as met */
  GQueue         queue;   /* of Entry */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_object (&entry->before);
  g_clear_object (&entry->now);
  g_free (entry);
}

MusterProjection *
muster_projection_new (MusterReplica *replica)
{
  MusterProjection *self = g_new0 (MusterProjection, 1);

  self->replica = replica;
  self->entries = g_hash_table_new_full (muster_id_hash, muster_id_equal, NULL, entry_free);
  self->order = g_ptr_array_new ();
  g_queue_init (&self->queue);
  muster_recent_begin (replica);
  return self;
}

void
muster_projection_free (MusterProjection *self)
{
  muster_recent_end (self->replica);
  g_queue_clear (&self->queue);
  g_ptr_array_unref (self->order);
  g_hash_table_unref (self->entries);
  g_free (self);
}

static Entry *
add_entry (MusterProjection *self, const MusterId *id)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->id = *id;
  g_hash_table_insert (self->entries, &entry->id, entry);
  g_ptr_array_add (self->order, entry);
  return entry;
}

/* ---- rows --------------------------------------------------------------------------------------------------------- */

/* Brings every table from before to after. */
static gboolean
write_entry (MusterProjection *self, Entry *entry, MusterRecord *before, MusterRecord *after, GError **error)
{
  MusterDb *db = self->replica->db;
  gboolean changed;

  muster_recent_drop (self->replica, &entry->id);
  if (before == NULL)
    {
      entry->changed = TRUE;
      return muster_record_row_insert (db, after, &entry->rowid, error) && muster_table_insert (db, entry->rowid, after, error)
             && muster_record_row_count (db, after, error) && muster_links_update (db, entry->rowid, NULL, after, error);
    }

  if (!muster_table_update (db, entry->rowid, before, after, &changed, error))
    return FALSE;
  if (!muster_record_row_update (db, entry->rowid, before, after, error))
    return FALSE;
  if (g_strcmp0 (muster_record_get_ref_code (before), muster_record_get_ref_code (after)) != 0)
    {
      changed = TRUE;
      if (!muster_record_row_count (db, after, error))
        return FALSE;
    }
  if (!changed)
    return TRUE;
  entry->changed = TRUE;
  return muster_links_update (db, entry->rowid, before, after, error);
}

/* ---- applying ----------------------------------------------------------------------------------------------------- */

static gboolean
load_entry (MusterProjection *self, Entry *entry, GError **error)
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
    entry->before = g_object_ref (entry->now);
  return TRUE;
}

static gboolean
change_record (MusterRecord *record, const MusterChange *change, GError **error)
{
  if (g_str_equal (change->group, MUSTER_GROUP_EXISTS))
    muster_record_set_archived (record, !json_is_true (change->value));
  else if (g_str_equal (change->group, MUSTER_GROUP_REF_CODE))
    muster_record_set_ref_code (record, json_string_value (change->value));
  else
    return muster_group_from_json (record, change->group, change->value, error);
  return TRUE;
}

static void
enqueue (MusterProjection *self, Entry *entry)
{
  if (entry->queued || entry->rounds >= MAX_ROUNDS)
    return;
  entry->queued = TRUE;
  g_queue_push_tail (&self->queue, entry);
}

gboolean
muster_projection_apply (MusterProjection *self, const MusterChange *change, GError **error)
{
  const MusterKind *kind = muster_kind_by_name (change->kind);
  Entry *entry;

  if (kind == NULL)
    return TRUE;

  entry = g_hash_table_lookup (self->entries, &change->record);
  if (entry == NULL)
    entry = add_entry (self, &change->record);
  if (!load_entry (self, entry, error))
    return FALSE;
  if (entry->now == NULL)
    entry->now = muster_record_new (kind, &change->record);
  else if (entry->now == entry->before)
    {
      g_object_unref (entry->now);
      entry->now = muster_record_copy (entry->before);
    }
  entry->applied = entry->spread = TRUE;
  enqueue (self, entry);
  return change_record (entry->now, change, error);
}

static void
touch (MusterProjection *self, const MusterId *id)
{
  Entry *entry = g_hash_table_lookup (self->entries, id);

  if (entry == NULL)
    entry = add_entry (self, id);
  entry->touched = TRUE;
  enqueue (self, entry);
}

/* ---- deriving ----------------------------------------------------------------------------------------------------- */

static void
resolve_days (MusterRecord *record, gboolean derived, const MusterLookup *lookup)
{
  const MusterKind *kind = muster_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterField *field = &kind->fields[i];

      if (field->type == MUSTER_VALUE_WHEN && muster_field_is_derived (field) == derived)
        muster_record_set_days_at (record, i, muster_rules_resolve (record, field->name, lookup));
    }
}

static gboolean
field_differs (MusterRecord *a, MusterRecord *b, guint i)
{
  const MusterField *field = &muster_record_get_kind (a)->fields[i];
  MusterDays x, y;

  if (!muster_value_equal (muster_record_get_at (a, i), muster_record_get_at (b, i)))
    return TRUE;
  if (field->type != MUSTER_VALUE_WHEN)
    return FALSE;
  x = muster_record_get_days (a, field->name);
  y = muster_record_get_days (b, field->name);
  return x.earliest != y.earliest || x.latest != y.latest;
}

static gboolean
rows_differ (MusterRecord *a, MusterRecord *b)
{
  for (guint i = 0; i < muster_record_get_kind (a)->n_fields; i++)
    if (field_differs (a, b, i))
      return TRUE;
  return FALSE;
}

static void
touch_all (MusterProjection *self, GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    touch (self, &g_array_index (ids, MusterId, i));
}

/* Records with a date before, during or after this one. */
static gboolean
touch_relative (MusterProjection *self, const MusterId *event, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->replica->db, "SELECT r.id, r.kind, l.field FROM link l JOIN record r ON r.rowid = l.source"
                                          " WHERE l.target = ?1", error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, event, sizeof *event);
  while (row)
    {
      gsize n;

      if (!muster_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        {
          const MusterKind *kind = muster_kind_by_name (muster_statement_get_text (statement, 1));
          const MusterField *field = kind != NULL ? muster_kind_get_field (kind, muster_statement_get_text (statement, 2)) : NULL;

          if (field != NULL && field->type == MUSTER_VALUE_WHEN)
            touch (self, muster_statement_get_blob (statement, 0, &n));
        }
    }
  return TRUE;
}

/* Whether a date that hangs on the record could come out differently. */
static gboolean
dates_differ (MusterRecord *before, MusterRecord *after)
{
  const MusterKind *kind = muster_record_get_kind (after);

  if (before == NULL || muster_record_is_archived (before) != muster_record_is_archived (after))
    return TRUE;
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == MUSTER_VALUE_WHEN && field_differs (before, after, i))
      return TRUE;
  return FALSE;
}

static gboolean
touch_dependents (MusterProjection *self, MusterRecord *before, MusterRecord *after, GError **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (MusterId));

  muster_rules_affected (before, after, &self->replica->affected_lookup, ids);
  touch_all (self, ids);
  return !dates_differ (before, after) || touch_relative (self, muster_record_get_id (after), error);
}

/* What the record adds to its plan and its team; these are derived again where that changed. */
static gboolean
update_parts (MusterProjection *self, Entry *entry, gboolean touch, GError **error)
{
  g_autoptr(GArray) parts = g_array_new (FALSE, FALSE, sizeof (MusterPart));
  g_autoptr(GArray) wholes = g_array_new (FALSE, FALSE, sizeof (MusterId));

  if (!muster_rules_parts (entry->now, &self->replica->lookup, parts))
    return TRUE;
  if (!muster_parts_update (self->replica->db, entry->rowid, parts, wholes, error))
    return FALSE;
  if (touch)
    touch_all (self, wholes);
  return TRUE;
}

/* Derives what has been loaded; *differs tells whether that changed its row. */
static gboolean
derive_row (MusterProjection *self, Entry *entry, gboolean *differs, GError **error)
{
  const MusterLookup *lookup = &self->replica->lookup;
  g_autoptr(MusterRecord) derived = muster_record_copy (entry->now);

  resolve_days (derived, FALSE, lookup);
  muster_rules_derive (derived, lookup);
  resolve_days (derived, TRUE, lookup);
  *differs = rows_differ (entry->now, derived);
  if (!*differs)
    return TRUE;
  if (!write_entry (self, entry, entry->now, derived, error))
    return FALSE;
  g_set_object (&entry->now, derived);
  return TRUE;
}

/* Whether a change leaves all that is derived as it was: nothing follows from words, and most edits are of words. */
static gboolean
only_words_differ (MusterRecord *before, MusterRecord *after)
{
  const MusterKind *kind = muster_record_get_kind (after);

  if (before == NULL || muster_record_is_archived (before) != muster_record_is_archived (after))
    return FALSE;
  for (guint i = 0; i < kind->n_fields; i++)
    if (!muster_rules_are_words (&kind->fields[i]) && field_differs (before, after, i))
      return FALSE;
  return TRUE;
}

static gboolean
derive_entry (MusterProjection *self, Entry *entry, GError **error)
{
  g_autoptr(MusterRecord) before = NULL;
  gboolean differs = FALSE, spread;

  if (!load_entry (self, entry, error))
    return FALSE;
  if (entry->now == NULL) /* refers to a record that has not arrived */
    return TRUE;

  /* What depends on it may have depended on what it was before anything was applied; nothing did on a new one. */
  spread = entry->spread;
  before = spread ? entry->before : entry->now;
  if (before != NULL)
    g_object_ref (before);
  entry->spread = FALSE;
  if (entry->touched || !only_words_differ (before, entry->now))
    if (!derive_row (self, entry, &differs, error) || !update_parts (self, entry, TRUE, error))
      return FALSE;
  return (!differs && !spread) || touch_dependents (self, before, entry->now, error);
}

static gboolean
write_applied (MusterProjection *self, GError **error)
{
  for (guint i = 0; i < self->order->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->order, i);

      if (entry->applied && !write_entry (self, entry, entry->before, entry->now, error))
        return FALSE;
    }
  return TRUE;
}

/* Nothing derived is searched, so what was applied is all. One after the other at the end: FTS5 puts what it has gathered
 * to the disk whenever another statement that may be undone by itself begins. */
static gboolean
write_search (MusterProjection *self, GError **error)
{
  for (guint i = 0; i < self->order->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->order, i);

      if (entry->applied && !muster_search_update (self->replica->db, entry->rowid, entry->before, entry->now, error))
        return FALSE;
    }
  return TRUE;
}

/* What no change named is read again if it comes up again: a rebuild would hold every record otherwise. */
static void
forget_neighbour (Entry *entry)
{
  if (entry->applied)
    return;
  g_clear_object (&entry->before);
  g_clear_object (&entry->now);
}

gboolean
muster_projection_finish (MusterProjection *self, GError **error)
{
  Entry *entry;

  if (!write_applied (self, error))
    return FALSE;
  while ((entry = g_queue_pop_head (&self->queue)) != NULL)
    {
      entry->queued = FALSE;
      entry->rounds++;
      if (!derive_entry (self, entry, error))
        return FALSE;
      forget_neighbour (entry);
    }
  return write_search (self, error);
}

/* Derived values stand on kinds further down in MusterKindId: from the last kind to the first, each is derived once. */
gboolean
muster_projection_finish_all (MusterProjection *self, GError **error)
{
  gboolean differs;

  if (!write_applied (self, error))
    return FALSE;
  for (guint kind = MUSTER_N_KINDS; kind > 0; kind--)
    for (guint i = 0; i < self->order->len; i++)
      {
        Entry *entry = g_ptr_array_index (self->order, i);

        if (muster_record_get_kind (entry->now)->id == kind - 1
            && (!derive_row (self, entry, &differs, error) || !update_parts (self, entry, FALSE, error)))
          return FALSE;
      }
  return write_search (self, error);
}

gboolean
muster_projection_foreach (MusterProjection *self, MusterProjectionFunc func, gpointer data, GError **error)
{
  for (guint i = 0; i < self->order->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->order, i);

      if (entry->applied && !func (entry->before, entry->now, data, error))
        return FALSE;
    }
  return TRUE;
}

void
muster_projection_list_changed (MusterProjection *self, GArray *ids)
{
  for (guint i = 0; i < self->order->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->order, i);

      if (entry->changed)
        g_array_append_val (ids, entry->id);
    }
}
