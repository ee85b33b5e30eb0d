/* muster-project-derive.c - resolved days and derived values of one record, and whose follow from them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-projection-private.h"

static void
touch (MusterProjection *self, const MusterId *id)
{
  MusterProjectionEntry *entry = muster_projection_get_entry (self, id);

  entry->touched = TRUE;
  muster_projection_enqueue (self, entry);
}

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
          const MusterField *field =
            kind != NULL ? muster_kind_get_field (kind, muster_statement_get_text (statement, 2)) : NULL;

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
gboolean
muster_projection_update_parts (MusterProjection *self, MusterProjectionEntry *entry, gboolean touch, GError **error)
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
gboolean
muster_projection_derive_row (MusterProjection *self, MusterProjectionEntry *entry, gboolean *differs, GError **error)
{
  const MusterLookup *lookup = &self->replica->lookup;
  g_autoptr(MusterRecord) derived = muster_record_copy (entry->now);

  resolve_days (derived, FALSE, lookup);
  muster_rules_derive (derived, lookup);
  resolve_days (derived, TRUE, lookup);
  *differs = rows_differ (entry->now, derived);
  if (*differs && !muster_record_row_update (self->replica->db, entry->rowid, entry->now, derived, error))
    return FALSE;
  if (*differs)
    g_set_object (&entry->now, derived);
  return entry->row == entry->now || muster_projection_write (self, entry, error);
}

/* Takes the record out of every table; what counted it and what hung on it is derived again without it. */
gboolean
muster_projection_remove_entry (MusterProjection *self, MusterProjectionEntry *entry, GError **error)
{
  MusterDb *db = self->replica->db;
  MusterRecord *record = entry->before;
  g_autoptr(GArray) none = g_array_new (FALSE, FALSE, sizeof (MusterPart));
  g_autoptr(GArray) wholes = g_array_new (FALSE, FALSE, sizeof (MusterId));

  muster_recent_drop (self->replica, &entry->id);
  muster_rules_affected (NULL, record, &self->replica->affected_lookup, wholes); /* all of it, as if it were new */
  if (!muster_parts_update (db, entry->rowid, none, wholes, error)
      || !muster_record_row_delete (db, entry->rowid, muster_record_get_kind (record), error)
      || !touch_relative (self, &entry->id, error))
    return FALSE;
  touch_all (self, wholes);
  entry->changed = TRUE;
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

gboolean
muster_projection_derive (MusterProjection *self, MusterProjectionEntry *entry, GError **error)
{
  g_autoptr(MusterRecord) before = NULL;
  gboolean differs = FALSE, spread;

  if (entry->removed)
    return TRUE;
  if (!muster_projection_load (self, entry, error))
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
    {
      if (!muster_projection_derive_row (self, entry, &differs, error)
          || !muster_projection_update_parts (self, entry, TRUE, error))
        return FALSE;
    }
  else if (entry->row != entry->now && !muster_projection_write (self, entry, error))
    return FALSE;
  return (!differs && !spread) || touch_dependents (self, before, entry->now, error);
}
