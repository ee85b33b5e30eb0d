/* muster-wire-recover.c - what is here, and what is said when two histories part.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-wire-join.h"

#include "muster-wire-private.h"

#include <string.h>

/* ---- what is here ------------------------------------------------------------------------------------------------ */

GBytes *
muster_wire_print_welcome (const MusterWelcome *welcome)
{
  g_autoptr(json_t) json = json_object ();

  json_object_set_new (json, "server", muster_wire_make_id (&welcome->server));
  json_object_set_new (json, "epoch", muster_wire_make_id (&welcome->epoch));
  json_object_set_new (
    json, "protocol",
    json_pack ("[I, I]", (json_int_t) welcome->protocol_oldest, (json_int_t) welcome->protocol_newest));
  json_object_set_new (json, "schema",
                       json_pack ("{s:I, s:I}", "current", (json_int_t) welcome->schema_current, "oldest",
                                  (json_int_t) welcome->schema_oldest));
  json_object_set_new (json, "time", json_integer (welcome->time));
  json_object_set_new (json, "limits",
                       json_pack ("{s:I, s:I, s:I, s:I, s:I, s:I}", "body", (json_int_t) welcome->limit_body,
                                  "inflated", (json_int_t) welcome->limit_inflated, "commits",
                                  (json_int_t) welcome->limit_commits, "changes", (json_int_t) welcome->limit_changes,
                                  "value", (json_int_t) welcome->limit_value, "depth",
                                  (json_int_t) welcome->limit_depth));
  return muster_wire_print (json);
}

static gboolean
read_limits (json_t *limits, MusterWelcome *welcome, GError **error)
{
  const struct {
    const char *key;
    gint64     *limit;
  } members[] = {
    { "body", &welcome->limit_body },       { "inflated", &welcome->limit_inflated },
    { "commits", &welcome->limit_commits }, { "changes", &welcome->limit_changes },
    { "value", &welcome->limit_value },     { "depth", &welcome->limit_depth },
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (!muster_wire_read_integer (limits, members[i].key, MUSTER_WIRE_REQUIRED, 1, MUSTER_WIRE_VERSION,
                                   members[i].limit, error))
      return FALSE;
  return TRUE;
}

gboolean
muster_wire_parse_welcome (GBytes *body, MusterWelcome *welcome, GError **error)
{
  g_autoptr(json_t) json = muster_wire_parse_object (body, error);
  json_t *protocol = json_object_get (json, "protocol"), *schema = json_object_get (json, "schema");

  if (json == NULL
      || !muster_wire_read_id (json, "server", &welcome->server, error)
      || !muster_wire_read_id (json, "epoch", &welcome->epoch, error))
    return FALSE;
  if (json_array_size (protocol) != 2
      || !muster_wire_is_integer (json_array_get (protocol, 0), 1, G_MAXINT32, &welcome->protocol_oldest)
      || !muster_wire_is_integer (json_array_get (protocol, 1), welcome->protocol_oldest, G_MAXINT32,
                               &welcome->protocol_newest))
    return muster_wire_refuse (error, "protocol");
  return muster_wire_read_integer (schema, "current", MUSTER_WIRE_REQUIRED, 1, G_MAXINT32, &welcome->schema_current,
                                   error)
         && muster_wire_read_integer (schema, "oldest", MUSTER_WIRE_REQUIRED, 1, G_MAXINT32, &welcome->schema_oldest,
                                   error)
         && muster_wire_read_integer (json, "time", MUSTER_WIRE_REQUIRED, -MUSTER_WIRE_INTEGER, MUSTER_WIRE_INTEGER,
                                   &welcome->time, error)
         && read_limits (json_object_get (json, "limits"), welcome, error);
}

/* ---- a copied replica -------------------------------------------------------------------------------------------- */

GBytes *
muster_wire_print_fork (const MusterId *replica, const MusterId *was)
{
  g_autoptr(json_t) json =
    json_pack ("{s:o, s:o}", "replica", muster_wire_make_id (replica), "was", muster_wire_make_id (was));

  return muster_wire_print (json);
}

gboolean
muster_wire_parse_fork (GBytes *body, MusterId *replica, MusterId *was, GError **error)
{
  g_autoptr(json_t) json = muster_wire_parse_object (body, error);

  return json != NULL && muster_wire_read_id (json, "replica", replica, error)
         && muster_wire_read_id (json, "was", was, error);
}

gboolean
muster_wire_parse_done (GBytes *body, GError **error)
{
  g_autoptr(json_t) json = muster_wire_parse_object (body, error);

  return json != NULL && (json_object_size (json) == 0 || muster_wire_refuse (error, "{}"));
}

/* ---- cursors ----------------------------------------------------------------------------------------------------- */

static json_t *
cursor_to_json (const MusterCursor *cursor)
{
  return json_pack ("{s:I, s:o}", "seq", (json_int_t) cursor->seq, "chain",
                    muster_wire_make_bytes (cursor->chain, sizeof cursor->chain));
}

static gboolean
read_cursor (json_t *json, MusterCursor *cursor, GError **error)
{
  return muster_wire_read_integer (json, "seq", MUSTER_WIRE_REQUIRED, 0, MUSTER_WIRE_VERSION, &cursor->seq, error)
         && muster_wire_read_bytes (json, "chain", MUSTER_WIRE_REQUIRED, cursor->chain, sizeof cursor->chain, NULL,
                                    error);
}

GBytes *
muster_wire_print_cursors (const GArray *cursors)
{
  json_t *list = json_array ();
  g_autoptr(json_t) json = json_pack ("{s:o}", "cursors", list);

  for (guint i = 0; i < MIN (cursors->len, MUSTER_WIRE_CURSORS); i++)
    json_array_append_new (list, cursor_to_json (&g_array_index (cursors, MusterCursor, i)));
  return muster_wire_print (json);
}

GArray *
muster_wire_parse_cursors (GBytes *body, GError **error)
{
  g_autoptr(json_t) json = muster_wire_parse_object (body, error);
  g_autoptr(GArray) cursors = g_array_new (FALSE, FALSE, sizeof (MusterCursor));
  json_t *list, *item;
  gsize i;

  if (json == NULL
      || !muster_wire_read_array (json, "cursors", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_CURSORS, &list, error))
    return NULL;
  json_array_foreach (list, i, item)
    {
      MusterCursor cursor;

      if (!read_cursor (item, &cursor, error))
        return NULL;
      g_array_append_val (cursors, cursor);
    }
  return g_steal_pointer (&cursors);
}

GBytes *
muster_wire_print_common (const MusterId *epoch, const MusterCursor *common)
{
  g_autoptr(json_t) json = cursor_to_json (common);

  json_object_set_new (json, "epoch", muster_wire_make_id (epoch));
  return muster_wire_print (json);
}

gboolean
muster_wire_parse_common (GBytes *body, MusterId *epoch, MusterCursor *common, GError **error)
{
  g_autoptr(json_t) json = muster_wire_parse_object (body, error);

  return json != NULL && muster_wire_read_id (json, "epoch", epoch, error) && read_cursor (json, common, error);
}

/* ---- news -------------------------------------------------------------------------------------------------------- */

gboolean
muster_wire_parse_head (const char *text, gint64 *seq)
{
  g_autoptr(GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr(json_t) json = muster_wire_parse_object (body, NULL);

  return json != NULL
         && muster_wire_read_integer (json, "seq", MUSTER_WIRE_REQUIRED, 0, MUSTER_WIRE_VERSION, seq, NULL);
}
