/* muster-wire-refused.c - what was refused, as a steward is told it: PROTOCOL.md section 9.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-wire-refused.h"

#include "muster-wire-private.h"

/* ---- lifetime ---------------------------------------------------------------------------------------------------- */

static void
refused_free (gpointer data)
{
  MusterTold *self = data;

  muster_entry_free (self->entry);
  muster_refusal_free (self->refusal);
  g_free (self);
}

MusterTold *
muster_told_list_add (MusterToldList *self, MusterEntry *entry, MusterRefusal *refusal)
{
  MusterTold *told = g_new0 (MusterTold, 1);

  told->entry = entry;
  told->refusal = refusal;
  g_ptr_array_add (self->told, told);
  return told;
}

MusterToldList *
muster_told_list_new (void)
{
  MusterToldList *self = g_new0 (MusterToldList, 1);

  self->told = g_ptr_array_new_with_free_func (refused_free);
  return self;
}

void
muster_told_list_free (MusterToldList *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->told);
  g_free (self);
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

static json_t *
changes_to_json (const MusterCommit *commit)
{
  json_t *changes = json_array ();

  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);

      json_array_append_new (changes, json_pack ("[s, o, s, O]", change->kind, muster_wire_make_id (&change->record),
                                                 change->group, change->value));
    }
  return changes;
}

static json_t *
told_to_json (const MusterTold *told)
{
  const MusterEntry *entry = told->entry;
  const char *reason = muster_commit_get_reason (entry->commit);

  return json_pack ("{s:I, s:o, s:I, s:o, s:s, s:I, s:I, s:s*, s:{s:s, s:s}, s:o}", "number", (json_int_t) told->number,
                    "replica", muster_wire_make_id (&entry->replica), "n", (json_int_t) entry->n, "id",
                    muster_wire_make_id (&entry->id), "actor", entry->actor, "at", (json_int_t) entry->at, "received",
                    (json_int_t) entry->received, "reason", reason, "problem", "type", told->refusal->type, "detail",
                    told->refusal->detail, "changes", changes_to_json (entry->commit));
}

GBytes *
muster_wire_print_told (const MusterToldList *list)
{
  g_autoptr(json_t) json = json_object ();
  json_t *refused = json_array ();

  for (guint i = 0; i < list->told->len; i++)
    json_array_append_new (refused, told_to_json (list->told->pdata[i]));
  json_object_set_new (json, "refused", refused);
  json_object_set_new (json, "after", json_integer (list->after));
  json_object_set_new (json, "more", json_boolean (list->more));
  return muster_wire_print (json);
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static gboolean
read_changes (MusterEntry *entry, json_t *json, GError **error)
{
  json_t *changes, *item;
  gsize i;

  if (!muster_wire_read_array (json, "changes", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_CHANGES, &changes, error))
    return FALSE;
  json_array_foreach (changes, i, item)
    {
      const char *kind = json_string_value (json_array_get (item, 0));
      const char *group = json_string_value (json_array_get (item, 2));
      MusterId record;

      if (json_array_size (item) != 4 || kind == NULL || !muster_wire_is_name (kind) || group == NULL
          || !muster_wire_is_name (group) || !muster_wire_is_id (json_array_get (item, 1), &record)
          || !muster_wire_is_value (group, json_array_get (item, 3)))
        return muster_wire_refuse (error, "changes");
      muster_commit_add_change (entry->commit, kind, &record, group, 0, json_incref (json_array_get (item, 3)));
    }
  return TRUE;
}

static gboolean
read_told (MusterTold *told, json_t *json, GError **error)
{
  const char *actor, *type, *detail, *reason = NULL;
  json_t *problem = json_object_get (json, "problem");
  MusterEntry *entry = told->entry;

  if (!muster_wire_read_integer (json, "number", MUSTER_WIRE_REQUIRED, 1, MUSTER_WIRE_VERSION, &told->number, error)
      || !muster_wire_read_id (json, "replica", &entry->replica, error)
      || !muster_wire_read_integer (json, "n", MUSTER_WIRE_REQUIRED, 1, MUSTER_WIRE_VERSION, &entry->n, error)
      || !muster_wire_read_id (json, "id", &entry->id, error)
      || !muster_wire_read_text (json, "actor", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_LINE, &actor, error)
      || !muster_wire_read_integer (json, "at", MUSTER_WIRE_REQUIRED, -MUSTER_WIRE_INTEGER, MUSTER_WIRE_INTEGER,
                                    &entry->at, error)
      || !muster_wire_read_integer (json, "received", MUSTER_WIRE_REQUIRED, -MUSTER_WIRE_INTEGER, MUSTER_WIRE_INTEGER,
                                    &entry->received, error)
      || !muster_wire_read_text (json, "reason", MUSTER_WIRE_OPTIONAL, MUSTER_WIRE_LINE, &reason, error)
      || !muster_wire_read_text (problem, "type", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_NAME, &type, error)
      || !muster_wire_read_text (problem, "detail", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_LINE, &detail, error))
    return FALSE;
  entry->actor = g_strdup (actor);
  entry->commit = muster_commit_new (reason);
  told->refusal = muster_refusal_new (entry->n, &entry->id, type, detail);
  return read_changes (entry, json, error);
}

MusterToldList *
muster_wire_parse_told (GBytes *body, GError **error)
{
  g_autoptr(json_t) json = muster_wire_parse_object (body, error);
  g_autoptr(MusterToldList) list = muster_told_list_new ();
  json_t *refused, *item;
  gint64 last = 0;
  gsize i;

  if (json == NULL || !muster_wire_read_array (json, "refused", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_PAGE, &refused, error)
      || !muster_wire_read_integer (json, "after", MUSTER_WIRE_REQUIRED, 0, MUSTER_WIRE_VERSION, &list->after, error)
      || !muster_wire_read_boolean (json, "more", &list->more, error))
    return NULL;
  json_array_foreach (refused, i, item)
    {
      MusterTold *told = muster_told_list_add (list, muster_entry_new (), NULL);

      if (!read_told (told, item, error))
        return NULL;
      if (told->number <= last || told->number > list->after)
        return muster_wire_refuse (error, "number"), NULL;
      last = told->number;
    }
  return g_steal_pointer (&list);
}
