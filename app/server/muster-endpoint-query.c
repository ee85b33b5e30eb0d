/* muster-endpoint-query.c - what a pull asks for: PROTOCOL.md section 8. Nothing is guessed: a key that is unknown,
 * twice there or empty is refused, and so is every value that could be written in another way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-endpoint-private.h"

#include "muster-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WAIT_MAX 50

typedef enum { REPLICA, EPOCH, AFTER, CHAIN, GRANTS, OWN, LIMIT, WAIT, SCOPE, RECORD, UNTIL, SCHEMA, BASES,
               N_KEYS } Key;

static const char *const keys[N_KEYS] = {
  "replica", "epoch", "after", "chain", "grants", "n", "limit", "wait", "scope", "record", "until", "schema", "bases",
};

/* ---- values ------------------------------------------------------------------------------------------------------ */

static gboolean
read_number (const char *text, gint64 min, gint64 max, gint64 *out)
{
  guint64 number;

  if (!g_ascii_isdigit (*text) || (*text == '0' && text[1] != '\0')
      || !g_ascii_string_to_unsigned (text, 10, (guint64) min, (guint64) max, &number, NULL))
    return FALSE;
  *out = (gint64) number;
  return TRUE;
}

static gboolean
read_id (const char *text, MusterId *id)
{
  MusterIdText written;

  return muster_id_from_text (id, text) && g_str_equal (muster_id_to_text (id, written), text);
}

static gboolean
read_chain (const char *text, guint8 chain[8])
{
  if (strlen (text) != 16 || strspn (text, "0123456789abcdef") != 16)
    return FALSE;
  for (guint i = 0; i < 8; i++)
    chain[i] = (guint8) (g_ascii_xdigit_value (text[2 * i]) << 4 | g_ascii_xdigit_value (text[2 * i + 1]));
  return TRUE;
}

static gboolean
read_small (const char *text, gint64 min, gint64 max, guint *out)
{
  gint64 number;

  if (!read_number (text, min, max, &number))
    return FALSE;
  *out = (guint) number;
  return TRUE;
}

static gboolean
read_value (Key key, const char *text, MusterPullQuery *out)
{
  MusterPull *pull = &out->pull;

  switch (key)
    {
    case REPLICA: return read_id (text, &pull->replica);
    case EPOCH:   return read_id (text, &pull->epoch);
    case AFTER:   return read_number (text, 0, MUSTER_WIRE_VERSION, &pull->after.seq);
    case CHAIN:   return read_chain (text, pull->after.chain);
    case GRANTS:  return read_number (text, 0, MUSTER_WIRE_VERSION, &pull->grants_version);
    case OWN:     return read_number (text, 0, MUSTER_WIRE_VERSION, &pull->n);
    case LIMIT:   return read_small (text, 1, MUSTER_WIRE_PAGE, &pull->limit);
    case WAIT:    return read_small (text, 0, WAIT_MAX, &out->wait);
    case SCOPE:   return pull->has_scope = read_id (text, &pull->target);
    case RECORD:  return pull->has_record = read_id (text, &pull->target);
    case UNTIL:   return read_number (text, 0, MUSTER_WIRE_VERSION, &pull->until);
    case SCHEMA:  return read_number (text, 0, G_MAXINT32, &out->schema);
    case BASES:   return read_number (text, 0, MUSTER_WIRE_VERSION, &pull->bases);
    case N_KEYS:
    default:      return FALSE;
    }
}

/* ---- the query --------------------------------------------------------------------------------------------------- */

static gboolean
refuse (GError **error, const char *key)
{
  /* TRANSLATORS: %s names a part of an address, as in "limit". */
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("The request cannot be used: “%s” is missing or not what"
                                                            " may stand there."), key);
  return FALSE;
}

static gboolean
read_part (const char *part, gboolean seen[N_KEYS], MusterPullQuery *out, GError **error)
{
  const char *equals = strchr (part, '=');
  guint key = 0;

  while (equals != NULL && key < N_KEYS
         && (strlen (keys[key]) != (gsize) (equals - part) || strncmp (keys[key], part, (gsize) (equals - part)) != 0))
    key++;
  if (equals == NULL || key == N_KEYS)
    return refuse (error, "?");
  if (seen[key] || !read_value ((Key) key, equals + 1, out))
    return refuse (error, keys[key]);
  seen[key] = TRUE;
  return TRUE;
}

static gboolean
read_parts (const char *query, gboolean seen[N_KEYS], MusterPullQuery *out, GError **error)
{
  g_auto(GStrv) parts = g_strsplit (query != NULL ? query : "", "&", 2 * N_KEYS);

  memset (out, 0, sizeof *out);
  out->schema = G_MAXINT32;
  for (guint i = 0; parts[i] != NULL; i++)
    if (!read_part (parts[i], seen, out, error))
      return FALSE;
  return TRUE;
}

gboolean
muster_refused_query_parse (const char *query, gint64 *after, guint *limit, GError **error)
{
  gboolean seen[N_KEYS] = { FALSE };
  MusterPullQuery parsed;

  if (!read_parts (query, seen, &parsed, error))
    return FALSE;
  for (Key key = 0; key < N_KEYS; key++)
    if (seen[key] != (key == AFTER) && key != LIMIT)
      return refuse (error, keys[key]);
  *after = parsed.pull.after.seq;
  *limit = parsed.pull.limit != 0 ? parsed.pull.limit : MUSTER_WIRE_PAGE;
  return TRUE;
}

gboolean
muster_pull_query_parse (const char *query, MusterPullQuery *out, GError **error)
{
  gboolean seen[N_KEYS] = { FALSE };

  if (!read_parts (query, seen, out, error))
    return FALSE;
  for (Key key = REPLICA; key <= OWN; key++)
    if (!seen[key])
      return refuse (error, keys[key]);
  if (seen[SCOPE] && seen[RECORD])
    return refuse (error, keys[RECORD]);
  if (seen[UNTIL] != (seen[SCOPE] || seen[RECORD]))
    return refuse (error, keys[UNTIL]);
  return TRUE;
}
