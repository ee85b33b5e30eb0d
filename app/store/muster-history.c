/* muster-history.c - the log, read for people and for undo.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-replica-private.h"

#include "muster-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
muster_replica_existed_before (MusterReplica *self, const MusterId *id, gint64 version)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT 1 FROM log_change WHERE record = ?1 AND version < ?2 AND " MUSTER_SQL_COUNTS
                                 " LIMIT 1", NULL);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  muster_statement_bind_blob (statement, 1, id, sizeof *id);
  muster_statement_bind_number (statement, 2, version);
  return muster_statement_step (statement, &row, NULL) && row;
}

json_t *
muster_replica_group_before (MusterReplica *self, const MusterId *id, const char *group, gint64 version, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db,
                       "SELECT coalesce (merged, value) FROM log_change WHERE record = ?1 AND field_group = ?2"
                       " AND version < ?3 AND " MUSTER_SQL_COUNTS " ORDER BY version DESC, i DESC LIMIT 1",
                       error);
  const char *text;
  gboolean row;

  if (statement == NULL)
    return NULL;
  muster_statement_bind_blob (statement, 1, id, sizeof *id);
  muster_statement_bind_text (statement, 2, group);
  muster_statement_bind_number (statement, 3, version);
  if (!muster_statement_step (statement, &row, error) || !row)
    return NULL;
  text = muster_statement_get_text (statement, 0);
  return muster_json_from_text (text, strlen (text), error);
}

/* ---- for people -------------------------------------------------------------------------------------------------- */

void
muster_history_entry_free (MusterHistoryEntry *self)
{
  g_free (self->actor);
  g_free (self->reason);
  g_free (self->group);
  g_free (self->label);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

static char *
make_side (const char *text, guint max_chars)
{
  return g_strdelimit (muster_text_clip (text, max_chars), "\r\n\t", ' ');
}

char *
muster_history_entry_describe (const MusterHistoryEntry *self, guint max_chars)
{
  g_autofree char *before = make_side (self->before, max_chars);
  g_autofree char *after = make_side (self->after, max_chars);

  if (g_str_has_prefix (self->group, "_") || (*before == '\0' && *after == '\0'))
    return g_strdup (self->label);
  if (*before == '\0')
    return g_strdup_printf ("%s: %s", self->label, after);
  if (*after == '\0')
    /* Translators: in a history: a field, and what it was before it was emptied. */
    return g_strdup_printf (_("%s: %s → nothing"), self->label, before);
  /* Translators: in a history: a field, what it was, what it became. */
  return g_strdup_printf (_("%s: %s → %s"), self->label, before, after);
}

static char *
display_ids (MusterReplica *self, const MusterValue *value)
{
  guint n;
  const MusterId *ids = muster_value_get_ids (value, &n);
  GString *titles = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title = muster_replica_get_title (self, &ids[i]);

      g_string_append_printf (titles, "%s%s", i > 0 ? ", " : "", title != NULL ? title : _("(not on this computer)"));
    }
  return g_string_free (titles, FALSE);
}

static char *
display_json (MusterReplica *self, const MusterField *field, json_t *json)
{
  g_autoptr(MusterValue) value = NULL;

  if (!muster_value_from_json (field, json, &value, NULL))
    return muster_json_to_text (json);
  if (field->type == MUSTER_VALUE_REF || field->type == MUSTER_VALUE_REFS)
    return display_ids (self, value);
  return muster_field_to_display (field, value);
}

char *
muster_history_display_group (MusterReplica *self, const MusterKind *kind, const char *group, const MusterField *head,
                              json_t *side, json_t *other)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterField *field = &kind->fields[i];
      json_t *value = json_object_get (side, field->name);
      json_t *second = json_object_get (other, field->name);
      g_autofree char *shown = NULL;

      if (!g_str_equal (muster_field_get_group (field), group) || muster_field_is_derived (field))
        continue;
      head = head != NULL ? head : field;
      if (value == NULL || (second != NULL && json_equal (value, second)))
        continue;
      shown = display_json (self, field, value);
      if (field != head)
        /* Translators: the name of a field and its value, in a history of changes */
        g_string_append_printf (text, _("%s%s: %s"), text->len > 0 ? " · " : "", muster_field_get_label (field), shown);
      else
        g_string_append (text, shown);
    }
  return g_string_free (text, FALSE);
}

/* The first field of a group that differs between two of its values; NULL: none does. */
static const MusterField *
find_change (const MusterKind *kind, const char *group, json_t *before, json_t *after)
{
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterField *field = &kind->fields[i];
      json_t *was = json_object_get (before, field->name), *is = json_object_get (after, field->name);

      if (g_str_equal (muster_field_get_group (field), group) && !muster_field_is_derived (field) && was != is
          && (was == NULL || is == NULL || !json_equal (was, is)))
        return field;
    }
  return NULL;
}

static void
describe_existence (MusterHistoryEntry *entry, json_t *before, json_t *after)
{
  gboolean there = json_is_true (after);

  entry->label = g_strdup (!there ? _("Archived") : before == NULL ? _("Added") : _("Brought back"));
  entry->before = g_strdup ("");
  entry->after = g_strdup ("");
}

/* What was said but did not become the value as it was must not look as if it had. */
static char *
label_outcome (const char *label, MusterOutcome outcome)
{
  switch (outcome)
    {
    case MUSTER_OUTCOME_SAME:
      /* Translators: here and below %s is the name of a field, in a history of changes */
      return g_strdup_printf (_("%s (others had the same)"), label);
    case MUSTER_OUTCOME_MERGED:
      return g_strdup_printf (_("%s (joined with a change by another)"), label);
    case MUSTER_OUTCOME_CONFLICT:
      return g_strdup_printf (_("%s (not taken: another was first)"), label);
    case MUSTER_OUTCOME_REFUSED:
      return g_strdup_printf (_("%s (refused)"), label);
    case MUSTER_OUTCOME_HEAD:
    default:
      return g_strdup (label);
    }
}

static void
describe_outcome (MusterHistoryEntry *entry)
{
  g_autofree char *label = entry->label;

  entry->label = label_outcome (label, entry->outcome);
}

static json_t *
read_json (MusterStatement *statement, int column)
{
  const char *text = muster_statement_get_text (statement, column);

  return muster_json_from_text (text, strlen (text), NULL);
}

static void
describe_values (MusterReplica *self, const MusterKind *kind, MusterHistoryEntry *entry, json_t *before, json_t *after)
{
  const MusterField *head = find_change (kind, entry->group, before, after);

  if (g_str_equal (entry->group, MUSTER_GROUP_EXISTS))
    describe_existence (entry, before, after);
  else if (g_str_equal (entry->group, MUSTER_GROUP_REF_CODE))
    {
      entry->label = g_strdup (_("Number"));
      entry->before = g_strdup (json_string_value (before) != NULL ? json_string_value (before) : "");
      entry->after = g_strdup (json_string_value (after));
    }
  else
    {
      entry->label = g_strdup (head != NULL ? muster_field_get_label (head)
                                            : muster_kind_group_label (kind, entry->group));
      entry->before = muster_history_display_group (self, kind, entry->group, head, before, after);
      entry->after = muster_history_display_group (self, kind, entry->group, head, after, before);
    }
}

static MusterHistoryEntry *
read_entry (MusterReplica *self, const MusterKind *kind, MusterStatement *statement, GHashTable *groups)
{
  MusterHistoryEntry *entry = g_new0 (MusterHistoryEntry, 1);
  const char *outcome = muster_statement_get_text (statement, 7);
  json_t *after = read_json (statement, 6);

  entry->version = muster_statement_get_number (statement, 0);
  entry->at = muster_statement_get_number (statement, 1);
  entry->actor = g_strdup (muster_statement_get_text (statement, 2));
  entry->reason = g_strdup (muster_statement_get_text (statement, 3));
  entry->origin = muster_origin_from_name (muster_statement_get_text (statement, 4));
  entry->group = g_strdup (muster_statement_get_text (statement, 5));
  entry->waits = muster_statement_get_number (statement, 8) != 0;
  if (outcome != NULL && !muster_outcome_from_name (outcome, &entry->outcome))
    entry->outcome = MUSTER_OUTCOME_REFUSED;

  describe_values (self, kind, entry, g_hash_table_lookup (groups, entry->group), after);
  describe_outcome (entry);
  if (entry->outcome == MUSTER_OUTCOME_HEAD || entry->outcome == MUSTER_OUTCOME_MERGED)
    g_hash_table_insert (groups, g_strdup (entry->group), after);
  else
    json_decref (after);
  return entry;
}

/* The kind of a record that is not here, or never came to be, by what is kept of it. */
static const MusterKind *
find_kept_kind (MusterReplica *self, const MusterId *id, GError **error)
{
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT kind FROM log_change WHERE record = ?1 LIMIT 1", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  muster_statement_bind_blob (statement, 1, id, sizeof *id);
  if (!muster_statement_step (statement, &row, error) || !row)
    return NULL;
  return muster_kind_by_name (muster_statement_get_text (statement, 0));
}

GPtrArray *
muster_replica_history (MusterReplica *self, const MusterId *id, const char *group, GError **error)
{
  g_autoptr(GError) local = NULL;
  const MusterKind *kind = muster_replica_find (self, id, NULL, &local);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_history_entry_free);
  g_autoptr(GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_decref);
  g_autoptr(MusterStatement) statement =
    muster_db_prepare (self->db, "SELECT c.version, c.at, c.actor, c.reason, c.origin, h.field_group,"
                                 " coalesce (h.merged, h.value), h.outcome, h.outcome IS NOT 'refused'"
                                 " AND c.version IN (SELECT version FROM outbox)"
                                 " AND EXISTS (SELECT 1 FROM meta WHERE key = 'server') FROM log_change h"
                                 " JOIN log_commit c ON c.version = h.version WHERE h.record = ?1"
                                 " AND (?2 IS NULL OR h.field_group = ?2) ORDER BY h.version, h.i", error);
  gboolean row = TRUE;

  if (kind == NULL && local == NULL)
    kind = find_kept_kind (self, id, &local);
  if (local != NULL)
    {
      if (statement != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (statement == NULL)
    return NULL;
  if (kind == NULL)
    return g_steal_pointer (&entries);
  muster_statement_bind_blob (statement, 1, id, sizeof *id);
  muster_statement_bind_text (statement, 2, group);
  while (row)
    {
      if (!muster_statement_step (statement, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (entries, read_entry (self, kind, statement, groups));
    }

  for (guint i = 0, j = entries->len; i + 1 < j; i++) /* newest first */
    {
      gpointer last = entries->pdata[--j];

      entries->pdata[j] = entries->pdata[i];
      entries->pdata[i] = last;
    }
  return g_steal_pointer (&entries);
}
