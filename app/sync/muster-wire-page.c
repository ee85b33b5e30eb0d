/* muster-wire-page.c - the answer to a pull, read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-wire-private.h"

#include "muster-error.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* ---- what became of a change ------------------------------------------------------------------------------------- */

static gboolean
read_outcome (MusterChange *change, json_t *json, GError **error)
{
  const char *word = NULL;

  if (!json_is_object (json))
    return muster_wire_refuse (error, "out");
  if (!muster_wire_read_text (json, "out", MUSTER_WIRE_OPTIONAL, MUSTER_WIRE_NAME, &word, error)
      || !muster_wire_read_integer (json, "settles", MUSTER_WIRE_OPTIONAL, 1, MUSTER_WIRE_VERSION, &change->settles,
                                 error))
    return FALSE;

  change->gone = change->value == NULL && g_strcmp0 (word, MUSTER_WIRE_GONE) == 0;
  if (change->gone)
    return change->settles == 0 || muster_wire_refuse (error, "settles");

  /* To guess at a word that a newer version may have would be to guess at what is current. Refusals are told apart. */
  if (word != NULL && (!muster_outcome_from_name (word, &change->outcome) || change->outcome == MUSTER_OUTCOME_HEAD
                       || change->outcome == MUSTER_OUTCOME_REFUSED))
    return muster_wire_refuse (error, "out");

  if (change->outcome == MUSTER_OUTCOME_MERGED)
    {
      change->merged = json_incref (json_object_get (json, "value"));
      /* A long text in its object, or a number that people quote. */
      if (!(json_is_object (change->merged) || json_is_string (change->merged))
          || (change->value != NULL && json_typeof (change->merged) != json_typeof (change->value)))
        return muster_wire_refuse (error, "value");
    }
  return TRUE;
}

/* ---- a stub ------------------------------------------------------------------------------------------------------ */

/* The index of a change as it is written: no sign, no zeros in front. */
static gboolean
index_from_text (const char *text, guint *index)
{
  guint64 number;
  g_autofree char *written = NULL;

  if (!g_ascii_string_to_unsigned (text, 10, 0, MUSTER_WIRE_CHANGES - 1, &number, NULL))
    return FALSE;
  *index = (guint) number;
  written = g_strdup_printf ("%u", *index);
  return g_str_equal (written, text);
}

/* What the author had been looking at, where she asked for it. */
static gboolean
read_bases (MusterEntry *entry, json_t *json, GError **error)
{
  json_t *list, *item;
  gsize i;

  if (json_object_get (json, "bases") == NULL)
    return TRUE;
  if (!muster_wire_read_integer (json, "seen", MUSTER_WIRE_REQUIRED, 0, entry->seq - 1, &entry->seen, error)
      || !muster_wire_read_array (json, "bases", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_CHANGES, &list, error))
    return FALSE;
  entry->bases = g_array_new (FALSE, FALSE, sizeof (gint64));
  json_array_foreach (list, i, item)
    {
      gint64 base;

      if (!muster_wire_is_integer (item, 0, entry->seq - 1, &base))
        return muster_wire_refuse (error, "bases");
      g_array_append_val (entry->bases, base);
    }
  return TRUE;
}

static gboolean
read_stub (MusterEntry *entry, json_t *json, GError **error)
{
  json_t *outs = json_object_get (json, "outs"), *out;
  const MusterId nobody = { 0 };
  const char *key;

  entry->stub = TRUE;
  entry->commit = muster_commit_new (NULL);
  if (!muster_wire_read_integer (json, "n", MUSTER_WIRE_REQUIRED, 1, MUSTER_WIRE_VERSION, &entry->n, error)
      || !muster_wire_read_id (json, "id", &entry->id, error) || !read_bases (entry, json, error))
    return FALSE;
  if (outs != NULL && !json_is_object (outs))
    return muster_wire_refuse (error, "outs");

  json_object_foreach (outs, key, out)
    {
      MusterChange *change;

      muster_commit_add_change (entry->commit, "", &nobody, "", 0, NULL);
      change = muster_commit_edit_change (entry->commit, muster_commit_get_n (entry->commit) - 1);
      if (!index_from_text (key, &change->index))
        return muster_wire_refuse (error, "outs");
      if (!read_outcome (change, out, error))
        return FALSE;
      if (change->outcome == MUSTER_OUTCOME_HEAD && change->settles == 0 && !change->gone)
        return muster_wire_refuse (error, "outs");
    }
  return TRUE;
}

/* ---- a commit in full -------------------------------------------------------------------------------------------- */

static gboolean
read_change (MusterEntry *entry, json_t *json, gint64 *last, GError **error)
{
  gsize length = json_array_size (json);
  gint64 index;
  MusterChange *change;

  if (!muster_wire_is_integer (json_array_get (json, 0), *last + 1, MUSTER_WIRE_CHANGES - 1, &index))
    return muster_wire_refuse (error, "index");
  *last = index;
  /* n 1: in the feed every base is a number of the endpoint. */
  change = muster_wire_read_change (entry->commit, json, 1, 1, error);
  if (change == NULL)
    return FALSE;
  change->index = (guint) index;
  if (length > 7)
    return muster_wire_refuse (error, "changes");
  return length < 7 || read_outcome (change, json_array_get (json, 6), error);
}

static gboolean
read_full (MusterEntry *entry, json_t *json, GError **error)
{
  const char *actor = NULL;
  json_t *changes, *item;
  gint64 last = -1;
  gsize i;

  if (!muster_wire_read_head (entry, json, error)
      || !muster_wire_read_id (json, "replica", &entry->replica, error)
      || !muster_wire_read_text (json, "actor", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_LINE, &actor, error)
      || !muster_wire_read_array (json, "changes", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_CHANGES, &changes, error))
    return FALSE;
  entry->actor = g_strdup (actor);
  json_array_foreach (changes, i, item)
    if (!read_change (entry, item, &last, error))
      return FALSE;
  return i > 0 || muster_wire_refuse (error, "changes");
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

/* Nothing stands on what comes after it. */
static gboolean
check_numbers (const MusterEntry *entry, GError **error)
{
  if (entry->seen >= entry->seq)
    return muster_wire_refuse (error, "seen");
  for (guint i = 0; i < muster_commit_get_n (entry->commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (entry->commit, i);

      if (change->base >= entry->seq)
        return muster_wire_refuse (error, "base");
      if (change->settles >= entry->seq)
        return muster_wire_refuse (error, "settles");
    }
  return TRUE;
}

static gboolean
read_commits (MusterFeedPage *page, json_t *commits, GError **error)
{
  gint64 last = page->after;
  json_t *item;
  gsize i;

  json_array_foreach (commits, i, item)
    {
      MusterEntry *entry = muster_entry_new ();

      g_ptr_array_add (page->entries, entry);
      if (!muster_wire_read_integer (item, "seq", MUSTER_WIRE_REQUIRED, last + 1, page->cursor.seq, &entry->seq, error)
          || !muster_wire_read_integer (item, "received", MUSTER_WIRE_REQUIRED, -MUSTER_WIRE_INTEGER,
                                        MUSTER_WIRE_INTEGER, &entry->received, error))
        return FALSE;
      if (!(json_object_get (item, "replica") != NULL ? read_full : read_stub) (entry, item, error)
          || !check_numbers (entry, error))
        return FALSE;
      if (!entry->stub)
        muster_entry_write_out (entry);
      last = entry->seq;
    }
  return TRUE;
}

static gboolean
read_refused (MusterFeedPage *page, json_t *json, GError **error)
{
  json_t *list, *item;
  gsize i;

  if (!muster_wire_read_array (json, "refused", MUSTER_WIRE_OPTIONAL, G_MAXUINT32, &list, error))
    return FALSE;
  json_array_foreach (list, i, item)
    {
      json_t *problem = json_object_get (item, "problem");
      const char *type = NULL, *detail = NULL;
      gint64 n = 0;
      MusterId id;

      if (!muster_wire_read_integer (item, "n", MUSTER_WIRE_REQUIRED, 1, MUSTER_WIRE_VERSION, &n, error)
          || !muster_wire_read_id (item, "id", &id, error)
          || !muster_wire_read_text (problem, "type", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_NAME, &type, error)
          || !muster_wire_read_text (problem, "detail", MUSTER_WIRE_OPTIONAL, MUSTER_WIRE_LINE, &detail, error))
        return FALSE;
      g_ptr_array_add (page->refused, muster_refusal_new (n, &id, type, detail));
    }
  return TRUE;
}

static gboolean
read_cursor (MusterFeedPage *page, json_t *json, GError **error)
{
  json_t *cursor = json_object_get (json, "cursor");

  if (!muster_wire_read_integer (cursor, "seq", MUSTER_WIRE_REQUIRED, page->after, MUSTER_WIRE_VERSION,
                                 &page->cursor.seq, error)
      || !muster_wire_read_bytes (cursor, "chain", MUSTER_WIRE_REQUIRED, page->cursor.chain, sizeof page->cursor.chain,
                               NULL, error)
      || !muster_wire_read_boolean (json, "more", &page->more, error)
      || !muster_wire_read_integer (json, "head", MUSTER_WIRE_OPTIONAL, page->cursor.seq, MUSTER_WIRE_VERSION,
                                    &page->head, error))
    return FALSE;
  /* Who asks again at once for what did not move asks for ever. */
  return !page->more || page->cursor.seq > page->after || muster_wire_refuse (error, "more");
}

MusterFeedPage *
muster_wire_parse_page (GBytes *body, GError **error)
{
  g_autoptr(json_t) json = muster_wire_parse_object (body, error);
  g_autoptr(MusterFeedPage) page = muster_feed_page_new ();
  json_t *commits, *grants;

  if (json == NULL || !muster_wire_read_id (json, "server", &page->server, error)
      || !muster_wire_read_id (json, "epoch", &page->epoch, error)
      || !muster_wire_read_integer (json, "after", MUSTER_WIRE_REQUIRED, 0, MUSTER_WIRE_VERSION, &page->after, error)
      || !read_cursor (page, json, error)
      || !muster_wire_read_integer (json, "acked", MUSTER_WIRE_REQUIRED, 0, MUSTER_WIRE_VERSION, &page->acked, error)
      || !muster_wire_read_integer (json, "time", MUSTER_WIRE_REQUIRED, -MUSTER_WIRE_INTEGER, MUSTER_WIRE_INTEGER,
                                 &page->time, error)
      || !muster_wire_read_array (json, "commits", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_PAGE, &commits, error)
      || !read_commits (page, commits, error) || !read_refused (page, json, error))
    return NULL;

  grants = json_object_get (json, "grants");
  if ((grants != NULL && !muster_wire_read_grants (grants, &page->grants_version, page->grants, error))
      || !muster_wire_read_ids (json, "came", page->came, error)
      || !muster_wire_read_ids (json, "gone", page->gone, error)
      || !muster_wire_read_bytes (json, "digest", MUSTER_WIRE_OPTIONAL, page->digest, sizeof page->digest,
                               &page->has_digest, error))
    return NULL;
  return g_steal_pointer (&page);
}
