/* muster-wire-push.c - commits on their way up: PROTOCOL.md section 5.
 *
 * What is wrong with one commit must not hold up the others, so a push is read in two steps: which commits these are,
 * and then each by itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-wire-private.h"
#include "muster-wire-write.h"

#include "muster-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A commit stands in the list of commits of the push. */
#define LEVELS_ABOVE 2

/* ---- writing ----------------------------------------------------------------------------------------------------- */

static void
write_changes (GString *out, const MusterCommit *commit)
{
  muster_write_key (out, "changes");
  muster_write_open (out, '[');
  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);

      muster_write_open (out, '[');
      muster_write_change (out, change);
      if (change->settles != 0)
        muster_write_number (out, change->settles);
      muster_write_close (out, ']');
    }
  muster_write_close (out, ']');
}

static void
write_commit (GString *out, const MusterEntry *entry)
{
  muster_write_open (out, '{');
  muster_write_head (out, entry);
  if (muster_commit_get_n (entry->commit) > 0)
    write_changes (out, entry->commit);
  muster_write_close (out, '}');
}

GBytes *
muster_wire_print_push (const MusterPush *push)
{
  GString *out = g_string_sized_new (1024);

  muster_write_open (out, '{');
  muster_write_key (out, "replica");
  muster_write_id (out, &push->replica);
  muster_write_key (out, "epoch");
  muster_write_id (out, &push->epoch);
  muster_write_key (out, "schema");
  muster_write_number (out, push->schema);
  muster_write_key (out, "after");
  muster_write_number (out, push->after.seq);
  muster_write_key (out, "chain");
  muster_write_bytes (out, push->after.chain, sizeof push->after.chain);
  muster_write_key (out, "commits");
  muster_write_open (out, '[');
  for (guint i = 0; i < push->entries->len; i++)
    {
      const MusterFault *fault = muster_push_get_fault (push, i);

      if (fault != NULL)
        muster_write_json (out, fault->said);
      else
        write_commit (out, push->entries->pdata[i]);
    }
  muster_write_close (out, ']');
  muster_write_close (out, '}');
  return g_string_free_to_bytes (out);
}

/* ---- one commit -------------------------------------------------------------------------------------------------- */

static void
fault_free (gpointer data)
{
  MusterFault *self = data;

  if (self == NULL)
    return;
  json_decref (self->said);
  g_free (self->detail);
  g_free (self);
}

const MusterFault *
muster_push_get_fault (const MusterPush *self, guint i)
{
  return self->faults != NULL ? self->faults->pdata[i] : NULL;
}

static gboolean
has_long_value (json_t *changes)
{
  json_t *change, *value;
  gsize i;

  json_array_foreach (changes, i, change)
    {
      value = json_array_get (change, 4);
      if (value != NULL && json_dumpb (value, NULL, 0, JSON_COMPACT | JSON_ENCODE_ANY) > MUSTER_WIRE_VALUE)
        return TRUE;
    }
  return FALSE;
}

/* What is too much of it, as a sentence; NULL: nothing. */
static char *
describe_excess (json_t *json)
{
  json_t *changes = json_object_get (json, "changes");

  if (changes == NULL)
    return g_strdup (
      _("This save was too large to be sent, or is not what the server can read. Make the change again in"
         " smaller steps."));
  if (json_array_size (changes) > MUSTER_WIRE_CHANGES)
    return g_strdup_printf (_("This save makes more than %d changes at once, and was too large to be taken. Make the"
                              " change again in smaller steps."), MUSTER_WIRE_CHANGES);
  if (json_string_length (json_object_get (json, "reason")) > MUSTER_WIRE_LINE)
    return g_strdup (_("The reason given for this save is too long to be taken. Make the change again with a shorter"
                       " one."));
  return has_long_value (changes)
           ? g_strdup (_("A text of this save is too long to be taken. Make the change again with"
                          " a shorter one."))
           : NULL;
}

static MusterFault *
fault_new (json_t *json, const GError *error)
{
  MusterFault *self = g_new0 (MusterFault, 1);

  self->said = json_incref (json);
  self->detail = describe_excess (json);
  self->type = self->detail != NULL ? "too-large" : "malformed";
  if (self->detail == NULL)
    /* TRANSLATORS: %s is a sentence that says what is wrong with a message. */
    self->detail = g_strdup_printf (_("%s Update Muster, then make the change again."), error->message);
  return self;
}

static gboolean
read_changes (MusterEntry *entry, json_t *json, GError **error)
{
  json_t *changes, *item;
  gsize i;

  if (!muster_wire_read_array (json, "changes", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_CHANGES, &changes, error))
    return FALSE;
  if (json_array_size (changes) == 0)
    return muster_wire_refuse (error, "changes");

  json_array_foreach (changes, i, item)
    {
      gsize length = json_array_size (item);
      MusterChange *change = muster_wire_read_change (entry->commit, item, 0, entry->n, error);

      if (change == NULL)
        return FALSE;
      if (length > 6
          || (length == 6
              && !muster_wire_is_integer (json_array_get (item, 5), 1, MUSTER_WIRE_VERSION, &change->settles)))
        return muster_wire_refuse (error, "settles");
    }
  return TRUE;
}

/* Nobody can have seen what comes after what she has. */
static gboolean
check_numbers (const MusterEntry *entry, gint64 after, GError **error)
{
  if (entry->seen > after)
    return muster_wire_refuse (error, "seen");
  for (guint i = 0; i < muster_commit_get_n (entry->commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (entry->commit, i);

      if (change->base < MUSTER_VERSION_UNSENT && change->base > after)
        return muster_wire_refuse (error, "base");
      if (change->settles > after)
        return muster_wire_refuse (error, "settles");
    }
  return TRUE;
}

/* What could be read of an entry with a fault is not to be believed. */
static void
reset (MusterEntry *entry)
{
  muster_commit_unref (entry->commit);
  entry->commit = muster_commit_new (NULL);
  g_clear_pointer (&entry->origin, g_free);
  entry->at = entry->seen = entry->undoes = 0;
}

/* n and id were read. */
static MusterFault *
read_commit (MusterEntry *entry, json_t *json, gint64 after)
{
  g_autoptr(GError) error = NULL;

  if (muster_wire_is_plain (json, MUSTER_WIRE_DEPTH - LEVELS_ABOVE, &error)
      && muster_wire_read_head (entry, json, &error) && read_changes (entry, json, &error)
      && check_numbers (entry, after, &error))
    return NULL;
  reset (entry);
  return fault_new (json, error);
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static gboolean
refuse_amount (GError **error)
{
  g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_NO_SPACE, _("This is more than the server takes at once."));
  return FALSE;
}

/* One commit that is too large is refused by itself; all together the rest may be too many. */
static gboolean
check_amount (json_t *commits, GError **error)
{
  gsize i, n = 0;
  json_t *item;

  json_array_foreach (commits, i, item)
    {
      gsize n_changes = json_array_size (json_object_get (item, "changes"));

      n += n_changes <= MUSTER_WIRE_CHANGES ? n_changes : 0;
    }
  return (json_array_size (commits) <= MUSTER_WIRE_COMMITS && n <= MUSTER_WIRE_CHANGES) || refuse_amount (error);
}

static gboolean
read_commits (MusterPush *push, json_t *commits, GError **error)
{
  gint64 last = 0;
  json_t *item;
  gsize i;

  json_array_foreach (commits, i, item)
    {
      MusterEntry *entry = muster_entry_new ();

      g_ptr_array_add (push->entries, entry);
      entry->replica = push->replica;
      if (!muster_wire_read_integer (item, "n", MUSTER_WIRE_REQUIRED, last + 1, MUSTER_WIRE_VERSION, &entry->n, error)
          || !muster_wire_read_id (item, "id", &entry->id, error))
        return FALSE;
      g_ptr_array_add (push->faults, read_commit (entry, item, push->after.seq));
      last = entry->n;
    }
  return TRUE;
}

/* All but the commits, which are looked at one by one. */
static gboolean
check_envelope (json_t *json, GError **error)
{
  const char *key;
  json_t *member;

  json_object_foreach (json, key, member)
    if (!g_str_equal (key, "commits") && !muster_wire_is_plain (member, MUSTER_WIRE_DEPTH - 1, error))
      return FALSE;
  return TRUE;
}

MusterPush *
muster_wire_parse_push (GBytes *body, GError **error)
{
  g_autoptr(json_t) json = muster_wire_parse_parts (body, error);
  g_autoptr(MusterPush) push = g_new0 (MusterPush, 1);
  json_t *commits;

  push->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_entry_free);
  push->faults = g_ptr_array_new_with_free_func (fault_free);
  if (json == NULL || !check_envelope (json, error) || !muster_wire_read_id (json, "replica", &push->replica, error)
      || !muster_wire_read_id (json, "epoch", &push->epoch, error)
      || !muster_wire_read_integer (json, "schema", MUSTER_WIRE_REQUIRED, 1, G_MAXINT32, &push->schema, error)
      || !muster_wire_read_array (json, "commits", MUSTER_WIRE_REQUIRED, G_MAXSIZE, &commits, error)
      || !muster_wire_read_integer (json, "after", MUSTER_WIRE_REQUIRED, 0, MUSTER_WIRE_VERSION, &push->after.seq,
                                    error)
      || !muster_wire_read_bytes (json, "chain", MUSTER_WIRE_REQUIRED, push->after.chain, sizeof push->after.chain,
                                  NULL, error)
      || !check_amount (commits, error) || !read_commits (push, commits, error))
    return NULL;
  return g_steal_pointer (&push);
}

void
muster_push_free (MusterPush *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->entries);
  g_clear_pointer (&self->faults, g_ptr_array_unref);
  g_free (self);
}
