/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-entry.h"

#include "muster-json.h"

#include <string.h>

/* ---- lifetime ----------------------------------------------------------------------------------------------------- */

MusterEntry *
muster_entry_new (void)
{
  return g_new0 (MusterEntry, 1);
}

void
muster_entry_free (MusterEntry *self)
{
  if (self == NULL)
    return;

  muster_commit_unref (self->commit);
  g_free (self->origin);
  g_free (self->actor);
  g_free (self);
}

MusterRefusal *
muster_refusal_new (gint64 n, const MusterId *id, const char *type, const char *detail)
{
  MusterRefusal *self = g_new0 (MusterRefusal, 1);

  self->n = n;
  self->id = *id;
  self->type = g_strdup (type);
  self->detail = g_strdup (detail);
  return self;
}

void
muster_refusal_free (MusterRefusal *self)
{
  if (self == NULL)
    return;

  g_free (self->type);
  g_free (self->detail);
  g_free (self);
}

static void
grant_clear (gpointer data)
{
  g_free (((MusterGrant *) data)->role);
}

MusterPage *
muster_page_new (void)
{
  MusterPage *self = g_new0 (MusterPage, 1);

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_entry_free);
  self->refused = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_refusal_free);
  self->grants = g_array_new (FALSE, FALSE, sizeof (MusterGrant));
  g_array_set_clear_func (self->grants, grant_clear);
  self->came = g_array_new (FALSE, FALSE, sizeof (MusterId));
  self->gone = g_array_new (FALSE, FALSE, sizeof (MusterId));
  return self;
}

void
muster_page_free (MusterPage *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->refused);
  g_array_unref (self->grants);
  g_array_unref (self->came);
  g_array_unref (self->gone);
  g_free (self);
}

/* ---- content hash ------------------------------------------------------------------------------------------------- */

/* What was said: base, seen and settles are left out, which tell what was looked at and may be replaced in a recovery. */
static json_t *
change_content (const MusterChange *change)
{
  MusterIdText record;

  return json_pack ("[s, s, s, O]", change->kind, muster_id_to_text (&change->record, record), change->group, change->value);
}

void
muster_entry_content_hash (const MusterEntry *self, guint8 hash[32])
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *reason = muster_commit_get_reason (self->commit);
  g_autoptr(json_t) content = json_object ();
  g_autofree char *text = NULL;
  json_t *changes = json_array ();
  gsize length = 32;
  MusterIdText id;

  for (guint i = 0; i < muster_commit_get_n (self->commit); i++)
    json_array_append_new (changes, change_content (muster_commit_get_change (self->commit, i)));
  json_object_set_new (content, "changes", changes);
  json_object_set_new (content, "at", json_integer (self->at));
  json_object_set_new (content, "id", json_string (muster_id_to_text (&self->id, id)));
  json_object_set_new (content, "n", json_integer (self->n));
  json_object_set_new (content, "replica", json_string (muster_id_to_text (&self->replica, id)));
  /* What is the default is left out on the wire, so it is absent here too, however it was written. */
  if (self->origin != NULL && !g_str_equal (self->origin, "edit"))
    json_object_set_new (content, "origin", json_string (self->origin));
  if (reason != NULL)
    json_object_set_new (content, "reason", json_string (reason));
  if (self->undoes != 0)
    json_object_set_new (content, "undoes", json_integer (self->undoes));

  text = muster_json_to_text (content);
  g_checksum_update (checksum, (const guchar *) text, strlen (text));
  g_checksum_get_digest (checksum, hash, &length);
}

/* ---- digest ------------------------------------------------------------------------------------------------------- */

void
muster_digest_part (gint64 seq, guint index, const MusterId *record, const char *group, const char *out, const char *value,
                    guint8 part[MUSTER_DIGEST_LENGTH])
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 hash[32];
  gsize length = sizeof hash;
  char numbers[48];
  MusterIdText id;

  g_snprintf (numbers, sizeof numbers, "%" G_GINT64_FORMAT "/%u/", seq, index);
  g_checksum_update (checksum, (const guchar *) numbers, -1);
  g_checksum_update (checksum, (const guchar *) muster_id_to_text (record, id), -1);
  g_checksum_update (checksum, (const guchar *) "/", 1);
  g_checksum_update (checksum, (const guchar *) group, -1);
  g_checksum_update (checksum, (const guchar *) "/", 1);
  g_checksum_update (checksum, (const guchar *) out, -1);
  g_checksum_update (checksum, (const guchar *) "/", 1);
  g_checksum_update (checksum, (const guchar *) value, -1);
  g_checksum_get_digest (checksum, hash, &length);
  memcpy (part, hash, MUSTER_DIGEST_LENGTH);
}

void
muster_entry_digest_part (const MusterEntry *self, guint i, guint8 part[MUSTER_DIGEST_LENGTH])
{
  const MusterChange *change = muster_commit_get_change (self->commit, i);
  g_autofree char *value = muster_json_to_text (change->outcome == MUSTER_OUTCOME_MERGED ? change->merged : change->value);

  muster_digest_part (self->seq, change->index, &change->record, change->group, muster_outcome_to_name (change->outcome), value, part);
}

/* The bytes are one number modulo 2^128, the highest first. */
void
muster_digest_add (guint8 sum[MUSTER_DIGEST_LENGTH], const guint8 part[MUSTER_DIGEST_LENGTH], int sign)
{
  int carry = 0;

  for (int i = MUSTER_DIGEST_LENGTH - 1; i >= 0; i--)
    {
      int byte = sum[i] + (sign < 0 ? -part[i] : part[i]) + carry;

      sum[i] = (guint8) (byte & 0xff);
      carry = byte < 0 ? -1 : byte >> 8;
    }
}
