/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-entry.h"

#include "muster-json.h"

#include <string.h>

/* ---- lifetime ---------------------------------------------------------------------------------------------------- */

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
  g_clear_pointer (&self->bases, g_array_unref);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
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

MusterFeedPage *
muster_feed_page_new (void)
{
  MusterFeedPage *self = g_new0 (MusterFeedPage, 1);

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_entry_free);
  self->refused = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_refusal_free);
  self->grants = g_array_new (FALSE, FALSE, sizeof (MusterGrant));
  g_array_set_clear_func (self->grants, grant_clear);
  self->came = g_array_new (FALSE, FALSE, sizeof (MusterId));
  self->gone = g_array_new (FALSE, FALSE, sizeof (MusterId));
  return self;
}

void
muster_feed_page_free (MusterFeedPage *self)
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

/* ---- content hash ------------------------------------------------------------------------------------------------ */

/* Words and names are nearly always what they are, between quotes. */
static void
append_quoted (GString *text, const char *plain)
{
  for (const char *at = plain; *at != '\0'; at++)
    if ((guchar) *at < 0x20 || *at == '"' || *at == '\\')
      {
        g_autoptr(json_t) json = json_string (plain);

        muster_json_append (text, json, TRUE);
        return;
      }
  g_string_append_c (text, '"');
  g_string_append (text, plain);
  g_string_append_c (text, '"');
}

static void
append_id (GString *text, const MusterId *id)
{
  MusterIdText as_text;

  append_quoted (text, muster_id_to_text (id, as_text));
}

/* What was said: base, seen and settles are left out, which tell what was looked at and may be replaced in a recovery.
 * */
static void
append_change (GString *text, const MusterChange *change)
{
  g_string_append_c (text, '[');
  append_quoted (text, change->kind);
  g_string_append_c (text, ',');
  append_id (text, &change->record);
  g_string_append_c (text, ',');
  append_quoted (text, change->group);
  g_string_append_c (text, ',');
  muster_json_append (text, change->value, TRUE);
  g_string_append_c (text, ']');
}

/* The canonical JSON, its keys in order; what is the default is left out on the wire, so it is absent here too, however
 * it was written. Written straight: an endpoint makes one for each commit that it takes. */
static void
append_content (GString *text, const MusterEntry *self)
{
  const char *reason = muster_commit_get_reason (self->commit);

  g_string_append_printf (text, "{\"at\":%" G_GINT64_FORMAT ",\"changes\":[", self->at);
  for (guint i = 0; i < muster_commit_get_n (self->commit); i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      append_change (text, muster_commit_get_change (self->commit, i));
    }
  g_string_append (text, "],\"id\":");
  append_id (text, &self->id);
  g_string_append_printf (text, ",\"n\":%" G_GINT64_FORMAT, self->n);
  if (self->origin != NULL && !g_str_equal (self->origin, "edit"))
    {
      g_string_append (text, ",\"origin\":");
      append_quoted (text, self->origin);
    }
  if (reason != NULL)
    {
      g_string_append (text, ",\"reason\":");
      append_quoted (text, reason);
    }
  g_string_append (text, ",\"replica\":");
  append_id (text, &self->replica);
  if (self->undoes != 0)
    g_string_append_printf (text, ",\"undoes\":%" G_GINT64_FORMAT, self->undoes);
  g_string_append_c (text, '}');
}

void
muster_entry_content_hash (const MusterEntry *self, guint8 hash[32])
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr(GString) text = g_string_sized_new (512);
  gsize length = 32;

  append_content (text, self);
  g_checksum_update (checksum, (const guchar *) text->str, (gssize) text->len);
  g_checksum_get_digest (checksum, hash, &length);
}

/* ---- digest ------------------------------------------------------------------------------------------------------ */

void
muster_digest_part (gint64 seq, guint index, const char *kind, const MusterId *record, const char *group,
                    const char *out, const char *value, guint8 part[MUSTER_DIGEST_LENGTH])
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 hash[32];
  gsize length = sizeof hash;
  char digits[MUSTER_JSON_DIGITS];
  MusterIdText id;

  g_checksum_update (checksum, (const guchar *) muster_json_digits (seq, digits), -1);
  g_checksum_update (checksum, (const guchar *) "/", 1);
  g_checksum_update (checksum, (const guchar *) muster_json_digits (index, digits), -1);
  g_checksum_update (checksum, (const guchar *) "/", 1);
  g_checksum_update (checksum, (const guchar *) kind, -1);
  g_checksum_update (checksum, (const guchar *) "/", 1);
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
  g_autofree char *value =
    muster_json_to_text (change->outcome == MUSTER_OUTCOME_MERGED ? change->merged : change->value);

  muster_digest_part (self->seq, change->index, change->kind, &change->record, change->group,
                      muster_outcome_to_name (change->outcome), value, part);
}

void
muster_entry_write_out (MusterEntry *self)
{
  guint n = muster_commit_get_n (self->commit);

  if (self->texts != NULL)
    return;
  self->texts = g_ptr_array_new_full (n, g_free);
  for (guint i = 0; i < n; i++)
    {
      const MusterChange *change = muster_commit_get_change (self->commit, i);
      char *text = muster_json_to_text (change->value);
      g_autofree char *merged = change->merged != NULL ? muster_json_to_text (change->merged) : NULL;
      guint8 part[MUSTER_DIGEST_LENGTH];

      g_ptr_array_add (self->texts, text);
      muster_digest_part (self->seq, change->index, change->kind, &change->record, change->group,
                          muster_outcome_to_name (change->outcome), merged != NULL ? merged : text, part);
      muster_digest_add (self->share, part, 1);
    }
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
