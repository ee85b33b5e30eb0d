/* muster-wire-print.c - the answer to a pull, written straight.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-wire-private.h"
#include "muster-wire-write.h"

/* ---- what became of a change ------------------------------------------------------------------------------------- */

static gboolean
has_outcome (const MusterChange *change)
{
  return change->gone || change->outcome != MUSTER_OUTCOME_HEAD || change->settles != 0;
}

static void
write_outcome (GString *out, const MusterChange *change)
{
  const char *word = change->gone ? MUSTER_WIRE_GONE : muster_outcome_to_name (change->outcome);

  muster_write_open (out, '{');
  if (*word != '\0')
    {
      muster_write_key (out, "out");
      muster_write_text (out, word);
    }
  if (change->outcome == MUSTER_OUTCOME_MERGED)
    {
      muster_write_key (out, "value");
      muster_write_value (out, change->merged_text, change->merged);
    }
  if (change->settles != 0)
    {
      muster_write_key (out, "settles");
      muster_write_number (out, change->settles);
    }
  muster_write_close (out, '}');
}

/* ---- commits ----------------------------------------------------------------------------------------------------- */

static void
write_outs (GString *out, const MusterCommit *commit)
{
  muster_write_key (out, "outs");
  muster_write_open (out, '{');
  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);
      char index[16];

      if (!has_outcome (change))
        continue;
      g_snprintf (index, sizeof index, "%u", change->index);
      muster_write_key (out, index);
      write_outcome (out, change);
    }
  muster_write_close (out, '}');
}

/* What the author had been looking at, where she asked for it. */
static void
write_bases (GString *out, const MusterEntry *entry)
{
  muster_write_key (out, "seen");
  muster_write_number (out, entry->seen);
  muster_write_key (out, "bases");
  muster_write_open (out, '[');
  for (guint i = 0; i < entry->bases->len; i++)
    muster_write_number (out, g_array_index (entry->bases, gint64, i));
  muster_write_close (out, ']');
}

static void
write_stub (GString *out, const MusterEntry *entry)
{
  gboolean tells = FALSE;

  muster_write_open (out, '{');
  muster_write_key (out, "seq");
  muster_write_number (out, entry->seq);
  muster_write_key (out, "id");
  muster_write_id (out, &entry->id);
  muster_write_key (out, "n");
  muster_write_number (out, entry->n);
  muster_write_key (out, "received");
  muster_write_number (out, entry->received);
  for (guint i = 0; i < muster_commit_get_n (entry->commit); i++)
    tells |= has_outcome (muster_commit_get_change (entry->commit, i));
  if (tells)
    write_outs (out, entry->commit);
  if (entry->bases != NULL)
    write_bases (out, entry);
  muster_write_close (out, '}');
}

static void
write_changes (GString *out, const MusterCommit *commit)
{
  muster_write_key (out, "changes");
  muster_write_open (out, '[');
  for (guint i = 0; i < muster_commit_get_n (commit); i++)
    {
      const MusterChange *change = muster_commit_get_change (commit, i);

      muster_write_open (out, '[');
      muster_write_number (out, change->index);
      muster_write_change (out, change);
      if (has_outcome (change))
        write_outcome (out, change);
      muster_write_close (out, ']');
    }
  muster_write_close (out, ']');
}

static void
write_full (GString *out, const MusterEntry *entry)
{
  muster_write_open (out, '{');
  muster_write_key (out, "seq");
  muster_write_number (out, entry->seq);
  muster_write_key (out, "replica");
  muster_write_id (out, &entry->replica);
  muster_write_key (out, "actor");
  muster_write_text (out, entry->actor != NULL ? entry->actor : "");
  muster_write_key (out, "received");
  muster_write_number (out, entry->received);
  muster_write_head (out, entry);
  write_changes (out, entry->commit);
  muster_write_close (out, '}');
}

static void
write_commits (GString *out, const GPtrArray *entries)
{
  muster_write_key (out, "commits");
  muster_write_open (out, '[');
  for (guint i = 0; i < entries->len; i++)
    {
      const MusterEntry *entry = entries->pdata[i];

      if (entry->stub)
        write_stub (out, entry);
      else
        write_full (out, entry);
    }
  muster_write_close (out, ']');
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

static void
write_cursor (GString *out, const MusterCursor *cursor)
{
  muster_write_key (out, "cursor");
  muster_write_open (out, '{');
  muster_write_key (out, "seq");
  muster_write_number (out, cursor->seq);
  muster_write_key (out, "chain");
  muster_write_bytes (out, cursor->chain, sizeof cursor->chain);
  muster_write_close (out, '}');
}

static void
write_refusals (GString *out, const GPtrArray *refused)
{
  muster_write_key (out, "refused");
  muster_write_open (out, '[');
  for (guint i = 0; i < refused->len; i++)
    {
      const MusterRefusal *refusal = refused->pdata[i];
      g_autoptr(json_t) json =
        json_pack ("{s:I, s:o, s:{s:s, s:s*}}", "n", (json_int_t) refusal->n, "id", muster_wire_make_id (&refusal->id),
                   "problem", "type", refusal->type, "detail", refusal->detail);

      muster_write_json (out, json);
    }
  muster_write_close (out, ']');
}

/* What is another for the reader than it was. */
static void
write_view (GString *out, const MusterFeedPage *page)
{
  if (page->refused->len > 0)
    write_refusals (out, page->refused);
  if (page->grants_version != 0)
    {
      g_autoptr(json_t) grants = muster_wire_make_grants (page->grants_version, page->grants);

      muster_write_key (out, "grants");
      muster_write_json (out, grants);
    }
  if (page->came->len > 0)
    {
      muster_write_key (out, "came");
      muster_write_ids (out, page->came);
    }
  if (page->gone->len > 0)
    {
      muster_write_key (out, "gone");
      muster_write_ids (out, page->gone);
    }
}

GBytes *
muster_wire_print_page (const MusterFeedPage *page)
{
  GString *out = g_string_sized_new (1024);

  muster_write_open (out, '{');
  muster_write_key (out, "server");
  muster_write_id (out, &page->server);
  muster_write_key (out, "epoch");
  muster_write_id (out, &page->epoch);
  muster_write_key (out, "after");
  muster_write_number (out, page->after);
  write_commits (out, page->entries);
  write_cursor (out, &page->cursor);
  muster_write_key (out, "more");
  muster_write_truth (out, page->more);
  if (page->head > 0)
    {
      muster_write_key (out, "head");
      muster_write_number (out, page->head);
    }
  muster_write_key (out, "acked");
  muster_write_number (out, page->acked);
  write_view (out, page);
  if (page->has_digest)
    {
      muster_write_key (out, "digest");
      muster_write_bytes (out, page->digest, sizeof page->digest);
    }
  muster_write_key (out, "time");
  muster_write_number (out, page->time);
  muster_write_close (out, '}');
  return g_string_free_to_bytes (out);
}
