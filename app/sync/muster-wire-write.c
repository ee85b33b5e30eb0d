/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-wire-write.h"

#include "muster-wire-private.h"

#include <string.h>

/* ---- JSON -------------------------------------------------------------------------------------------------------- */

/* Between two that stand beside each other. A text ends with a quote, whatever stands in it. */
static void
separate (GString *out)
{
  if (out->len > 0 && strchr ("{[:", out->str[out->len - 1]) == NULL)
    g_string_append_c (out, ',');
}

void
muster_write_open (GString *out, char bracket)
{
  separate (out);
  g_string_append_c (out, bracket);
}

void
muster_write_close (GString *out, char bracket)
{
  g_string_append_c (out, bracket);
}

void
muster_write_key (GString *out, const char *key)
{
  separate (out);
  g_string_append_c (out, '"');
  g_string_append (out, key);
  g_string_append (out, "\":");
}

void
muster_write_number (GString *out, gint64 number)
{
  separate (out);
  muster_json_append_integer (out, number);
}

void
muster_write_truth (GString *out, gboolean truth)
{
  separate (out);
  g_string_append (out, truth ? "true" : "false");
}

void
muster_write_text (GString *out, const char *text)
{
  separate (out);
  muster_json_append_string (out, text, strlen (text));
}

void
muster_write_id (GString *out, const MusterId *id)
{
  MusterIdText text;

  separate (out);
  g_string_append_c (out, '"');
  g_string_append_len (out, muster_id_to_text (id, text), MUSTER_ID_TEXT_LENGTH);
  g_string_append_c (out, '"');
}

void
muster_write_ids (GString *out, const GArray *ids)
{
  muster_write_open (out, '[');
  for (guint i = 0; i < ids->len; i++)
    muster_write_id (out, &g_array_index (ids, MusterId, i));
  muster_write_close (out, ']');
}

void
muster_write_bytes (GString *out, const guint8 *bytes, gsize n)
{
  separate (out);
  g_string_append_c (out, '"');
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (out, "%02x", bytes[i]);
  g_string_append_c (out, '"');
}

void
muster_write_json (GString *out, const json_t *json)
{
  separate (out);
  muster_json_append (out, json, FALSE);
}

void
muster_write_value (GString *out, const char *text, const json_t *json)
{
  separate (out);
  if (text != NULL)
    g_string_append (out, text);
  else
    muster_json_append (out, json, FALSE);
}

/* ---- commits ----------------------------------------------------------------------------------------------------- */

static void
write_number_if_any (GString *out, const char *key, gint64 number)
{
  if (number == 0)
    return;
  muster_write_key (out, key);
  muster_write_number (out, number);
}

void
muster_write_head (GString *out, const MusterEntry *entry)
{
  const char *reason = muster_commit_get_reason (entry->commit);

  muster_write_key (out, "n");
  muster_write_number (out, entry->n);
  muster_write_key (out, "id");
  muster_write_id (out, &entry->id);
  muster_write_key (out, "at");
  muster_write_number (out, entry->at);
  write_number_if_any (out, "seen", entry->seen);
  if (entry->origin != NULL && !g_str_equal (entry->origin, "edit"))
    {
      muster_write_key (out, "origin");
      muster_write_text (out, entry->origin);
    }
  write_number_if_any (out, "undoes", entry->undoes);
  if (reason != NULL)
    {
      muster_write_key (out, "reason");
      muster_write_text (out, reason);
    }
}

/* An own commit that was unsent when the person looked is told by its number, with a minus. */
static gint64
base_to_wire (gint64 base)
{
  return base > MUSTER_VERSION_UNSENT ? MUSTER_VERSION_UNSENT - base : base;
}

void
muster_write_change (GString *out, const MusterChange *change)
{
  muster_write_text (out, change->kind);
  muster_write_id (out, &change->record);
  muster_write_text (out, change->group);
  muster_write_number (out, base_to_wire (change->base));
  muster_write_value (out, change->text, change->value);
}
