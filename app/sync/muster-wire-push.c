/* muster-wire-push.c - commits on their way up, and what they have in common with those of a page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-wire-private.h"

#include "muster-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- values ------------------------------------------------------------------------------------------------------ */

/* What a value can take at most when written, without writing it; FALSE where an object has too many keys. */
static gboolean
weigh (json_t *json, gsize *most)
{
  const char *key;
  json_t *member;
  gsize i;

  /* A character takes six bytes at worst, a number 17 with its sign. */
  *most += 20 + 6 * json_string_length (json);
  if (json_object_size (json) > MUSTER_WIRE_KEYS)
    return FALSE;
  json_array_foreach (json, i, member)
    if (!weigh (member, most))
      return FALSE;
  json_object_foreach (json, key, member)
    {
      *most += 4 + 6 * strlen (key);
      if (!weigh (member, most))
        return FALSE;
    }
  return TRUE;
}

static gboolean
value_fits (const char *group, json_t *value)
{
  gsize most = 0;

  if (g_str_equal (group, MUSTER_GROUP_EXISTS))
    return json_is_boolean (value);
  if (g_str_equal (group, MUSTER_GROUP_REF_CODE))
    return json_is_string (value) && json_string_length (value) > 0 && json_string_length (value) <= MUSTER_WIRE_NAME;
  /* Other names with a bar are the business of a newer version, whatever they hold. */
  if (group[0] != '_' && !json_is_object (value))
    return FALSE;
  return weigh (value, &most) && (most <= MUSTER_WIRE_VALUE
                                  || json_dumpb (value, NULL, 0, JSON_COMPACT | JSON_ENCODE_ANY) <= MUSTER_WIRE_VALUE);
}

/* ---- changes ----------------------------------------------------------------------------------------------------- */

/* An own commit that was unsent when the person looked is told by its number, with a minus. */
static gint64
base_to_wire (gint64 base)
{
  return base > MUSTER_VERSION_UNSENT ? MUSTER_VERSION_UNSENT - base : base;
}

MusterChange *
muster_wire_read_change (MusterCommit *commit, json_t *json, gsize at, gint64 n, GError **error)
{
  const char *kind = json_string_value (json_array_get (json, at));
  const char *group = json_string_value (json_array_get (json, at + 2));
  json_t *value = json_array_get (json, at + 4);
  MusterId record;
  gint64 base;

  if (kind == NULL || !muster_wire_is_name (kind))
    return muster_wire_refuse (error, "kind"), NULL;
  if (!muster_wire_is_id (json_array_get (json, at + 1), &record))
    return muster_wire_refuse (error, "record"), NULL;
  if (group == NULL || !muster_wire_is_name (group))
    return muster_wire_refuse (error, "group"), NULL;
  if (!muster_wire_is_integer (json_array_get (json, at + 3), 1 - n, MUSTER_WIRE_VERSION, &base))
    return muster_wire_refuse (error, "base"), NULL;
  if (value == NULL || !value_fits (group, value))
    return muster_wire_refuse (error, "value"), NULL;

  muster_commit_add_change (commit, kind, &record, group, base < 0 ? MUSTER_VERSION_UNSENT - base : base,
                            json_incref (value));
  return muster_commit_edit_change (commit, muster_commit_get_n (commit) - 1);
}

void
muster_wire_write_change (const MusterChange *change, json_t *json)
{
  json_array_append_new (json, json_string (change->kind));
  json_array_append_new (json, muster_wire_make_id (&change->record));
  json_array_append_new (json, json_string (change->group));
  json_array_append_new (json, json_integer (base_to_wire (change->base)));
  json_array_append (json, change->value);
}

/* ---- the head of a commit ---------------------------------------------------------------------------------------- */

gboolean
muster_wire_read_head (MusterEntry *entry, json_t *json, GError **error)
{
  const char *origin = "edit", *reason = NULL;

  if (!muster_wire_read_integer (json, "n", MUSTER_WIRE_REQUIRED, 1, MUSTER_WIRE_VERSION, &entry->n, error)
      || !muster_wire_read_id (json, "id", &entry->id, error)
      || !muster_wire_read_integer (json, "at", MUSTER_WIRE_REQUIRED, -MUSTER_WIRE_INTEGER, MUSTER_WIRE_INTEGER,
                                 &entry->at, error)
      || !muster_wire_read_integer (json, "seen", MUSTER_WIRE_OPTIONAL, 0, MUSTER_WIRE_VERSION, &entry->seen, error)
      || !muster_wire_read_integer (json, "undoes", MUSTER_WIRE_OPTIONAL, 1, entry->n - 1, &entry->undoes, error)
      || !muster_wire_read_text (json, "origin", MUSTER_WIRE_OPTIONAL, MUSTER_WIRE_NAME, &origin, error)
      || !muster_wire_read_text (json, "reason", MUSTER_WIRE_OPTIONAL, MUSTER_WIRE_LINE, &reason, error))
    return FALSE;
  if (!muster_wire_is_name (origin))
    return muster_wire_refuse (error, "origin");

  entry->origin = g_strdup (origin);
  entry->commit = muster_commit_new (reason);
  return TRUE;
}

void
muster_wire_write_head (const MusterEntry *entry, json_t *json)
{
  const char *reason = muster_commit_get_reason (entry->commit);

  json_object_set_new (json, "n", json_integer (entry->n));
  json_object_set_new (json, "id", muster_wire_make_id (&entry->id));
  json_object_set_new (json, "at", json_integer (entry->at));
  if (entry->seen != 0)
    json_object_set_new (json, "seen", json_integer (entry->seen));
  if (entry->origin != NULL && !g_str_equal (entry->origin, "edit"))
    json_object_set_new (json, "origin", json_string (entry->origin));
  if (entry->undoes != 0)
    json_object_set_new (json, "undoes", json_integer (entry->undoes));
  if (reason != NULL)
    json_object_set_new (json, "reason", json_string (reason));
}

/* ---- a push ------------------------------------------------------------------------------------------------------ */

static json_t *
commit_to_json (const MusterEntry *entry)
{
  json_t *json = json_object (), *changes = json_array ();

  muster_wire_write_head (entry, json);
  for (guint i = 0; i < muster_commit_get_n (entry->commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (entry->commit, i);
      json_t *array = json_array ();

      muster_wire_write_change (change, array);
      if (change->settles != 0)
        json_array_append_new (array, json_integer (change->settles));
      json_array_append_new (changes, array);
    }
  json_object_set_new (json, "changes", changes);
  return json;
}

GBytes *
muster_wire_print_push (const MusterPush *push)
{
  g_autoptr(json_t) json = json_object ();
  json_t *commits = json_array ();

  json_object_set_new (json, "replica", muster_wire_make_id (&push->replica));
  json_object_set_new (json, "epoch", muster_wire_make_id (&push->epoch));
  json_object_set_new (json, "schema", json_integer (push->schema));
  json_object_set_new (json, "after", json_integer (push->after.seq));
  json_object_set_new (json, "chain", muster_wire_make_bytes (push->after.chain, sizeof push->after.chain));
  for (guint i = 0; i < push->entries->len; i++)
    json_array_append_new (commits, commit_to_json (push->entries->pdata[i]));
  json_object_set_new (json, "commits", commits);
  return muster_wire_print (json);
}

static gboolean
read_changes (MusterEntry *entry, json_t *json, guint *n_changes, GError **error)
{
  json_t *changes, *item;
  gsize i;

  if (!muster_wire_read_array (json, "changes", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_CHANGES, &changes, error))
    return FALSE;
  *n_changes += json_array_size (changes);
  if (json_array_size (changes) == 0 || *n_changes > MUSTER_WIRE_CHANGES)
    return muster_wire_refuse (error, "changes");

  json_array_foreach (changes, i, item)
    {
      gsize length = json_array_size (item);
      MusterChange *change = muster_wire_read_change (entry->commit, item, 0, entry->n, error);

      if (change == NULL)
        return FALSE;
      if (length > 6
          || (length == 6 && !muster_wire_is_integer (json_array_get (item, 5), 1, MUSTER_WIRE_VERSION, &change->settles)))
        return muster_wire_refuse (error, "settles");
    }
  return TRUE;
}

static gboolean
read_commits (MusterPush *push, json_t *commits, GError **error)
{
  guint n_changes = 0;
  gint64 last = 0;
  json_t *item;
  gsize i;

  json_array_foreach (commits, i, item)
    {
      MusterEntry *entry = muster_entry_new ();

      g_ptr_array_add (push->entries, entry);
      entry->replica = push->replica;
      if (!muster_wire_read_head (entry, item, error) || !read_changes (entry, item, &n_changes, error))
        return FALSE;
      if (entry->n <= last)
        return muster_wire_refuse (error, "n");
      last = entry->n;
    }
  return TRUE;
}

/* Nobody can have seen what comes after what she has. */
static gboolean
check_numbers (const MusterPush *push, GError **error)
{
  for (guint i = 0; i < push->entries->len; i++)
    {
      const MusterEntry *entry = push->entries->pdata[i];

      if (entry->seen > push->after.seq)
        return muster_wire_refuse (error, "seen");
      for (guint j = 0; j < muster_commit_get_n (entry->commit); j++)
        {
          const MusterChange *change = muster_commit_get_change (entry->commit, j);

          if (change->base < MUSTER_VERSION_UNSENT && change->base > push->after.seq)
            return muster_wire_refuse (error, "base");
          if (change->settles > push->after.seq)
            return muster_wire_refuse (error, "settles");
        }
    }
  return TRUE;
}

MusterPush *
muster_wire_parse_push (GBytes *body, GError **error)
{
  g_autoptr(json_t) json = muster_wire_parse_object (body, error);
  g_autoptr(MusterPush) push = g_new0 (MusterPush, 1);
  json_t *commits;

  push->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_entry_free);
  if (json == NULL || !muster_wire_read_id (json, "replica", &push->replica, error)
      || !muster_wire_read_id (json, "epoch", &push->epoch, error)
      || !muster_wire_read_integer (json, "schema", MUSTER_WIRE_REQUIRED, 1, G_MAXINT32, &push->schema, error)
      || !muster_wire_read_array (json, "commits", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_COMMITS, &commits, error)
      || !muster_wire_read_integer (json, "after", MUSTER_WIRE_REQUIRED, 0, MUSTER_WIRE_VERSION, &push->after.seq,
                                 error)
      || !muster_wire_read_bytes (json, "chain", MUSTER_WIRE_REQUIRED, push->after.chain, sizeof push->after.chain, NULL,
                               error)
      || !read_commits (push, commits, error) || !check_numbers (push, error))
    return NULL;
  return g_steal_pointer (&push);
}

void
muster_push_free (MusterPush *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->entries);
  g_free (self);
}
