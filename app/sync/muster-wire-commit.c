/* muster-wire-commit.c - what the commits of a push and of a page have in common, read: heads, and what a change says.
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

gboolean
muster_wire_is_value (const char *group, json_t *value)
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
  if (value == NULL || !muster_wire_is_value (group, value))
    return muster_wire_refuse (error, "value"), NULL;

  muster_commit_add_change (commit, kind, &record, group, base < 0 ? MUSTER_VERSION_UNSENT - base : base,
                            json_incref (value));
  return muster_commit_edit_change (commit, muster_commit_get_n (commit) - 1);
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
