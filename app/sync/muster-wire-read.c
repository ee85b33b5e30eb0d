/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-wire-private.h"

#include "muster-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- what a member may be ---------------------------------------------------------------------------------------- */

gboolean
muster_wire_refuse (GError **error, const char *what)
{
  /* TRANSLATORS: %s names a member of a message of sync, in the words of its protocol: "seq". */
  g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
               _("The message cannot be used: “%s” is missing or not what may stand there."), what);
  return FALSE;
}

gboolean
muster_wire_is_integer (json_t *json, gint64 min, gint64 max, gint64 *out)
{
  gint64 integer = json_integer_value (json);

  if (!json_is_integer (json) || integer < min || integer > max)
    return FALSE;
  if (out != NULL)
    *out = integer;
  return TRUE;
}

gboolean
muster_wire_is_id (json_t *json, MusterId *out)
{
  const char *text = json_string_value (json);
  MusterIdText written;

  /* One form alone, so that equal ids are equal texts everywhere. */
  return text != NULL && muster_id_from_text (out, text) && g_str_equal (muster_id_to_text (out, written), text);
}

gboolean
muster_wire_is_name (const char *text)
{
  gsize n = strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");

  return n > 0 && n <= MUSTER_WIRE_NAME && text[n] == '\0';
}

gboolean
muster_wire_is_token (const char *text)
{
  gsize n = 0;

  while (g_ascii_isgraph (text[n]))
    n++;
  return n > 0 && text[n] == '\0';
}

/* ---- members ----------------------------------------------------------------------------------------------------- */

gboolean
muster_wire_read_integer (json_t *object, const char *key, MusterWireNeed need, gint64 min, gint64 max, gint64 *out,
                          GError **error)
{
  json_t *json = json_object_get (object, key);

  if (json == NULL && need == MUSTER_WIRE_OPTIONAL)
    return TRUE;
  return muster_wire_is_integer (json, min, max, out) || muster_wire_refuse (error, key);
}

gboolean
muster_wire_read_boolean (json_t *object, const char *key, gboolean *out, GError **error)
{
  json_t *json = json_object_get (object, key);

  *out = json_is_true (json);
  return json_is_boolean (json) || muster_wire_refuse (error, key);
}

gboolean
muster_wire_read_text (json_t *object, const char *key, MusterWireNeed need, gsize max, const char **out,
                       GError **error)
{
  json_t *json = json_object_get (object, key);

  if (json == NULL && need == MUSTER_WIRE_OPTIONAL)
    return TRUE;
  if (!json_is_string (json) || json_string_length (json) > max)
    return muster_wire_refuse (error, key);
  *out = json_string_value (json);
  return TRUE;
}

gboolean
muster_wire_read_id (json_t *object, const char *key, MusterId *out, GError **error)
{
  return muster_wire_is_id (json_object_get (object, key), out) || muster_wire_refuse (error, key);
}

gboolean
muster_wire_read_array (json_t *object, const char *key, MusterWireNeed need, gsize max, json_t **out, GError **error)
{
  *out = json_object_get (object, key);
  if (*out == NULL && need == MUSTER_WIRE_OPTIONAL)
    return TRUE;
  return (json_is_array (*out) && json_array_size (*out) <= max) || muster_wire_refuse (error, key);
}

gboolean
muster_wire_read_bytes (json_t *object, const char *key, MusterWireNeed need, guint8 *bytes, gsize n, gboolean *found,
                        GError **error)
{
  json_t *json = json_object_get (object, key);
  const char *text = json_string_value (json);

  if (found != NULL)
    *found = json != NULL;
  if (json == NULL && need == MUSTER_WIRE_OPTIONAL)
    return TRUE;
  if (text == NULL || json_string_length (json) != 2 * n || strspn (text, "0123456789abcdef") != 2 * n)
    return muster_wire_refuse (error, key);
  for (gsize i = 0; i < n; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (text[2 * i]) << 4 | g_ascii_xdigit_value (text[2 * i + 1]));
  return TRUE;
}

gboolean
muster_wire_read_ids (json_t *object, const char *key, GArray *ids, GError **error)
{
  json_t *list, *json;
  MusterId id;
  gsize i;

  if (!muster_wire_read_array (object, key, MUSTER_WIRE_OPTIONAL, G_MAXUINT32, &list, error))
    return FALSE;
  json_array_foreach (list, i, json)
    {
      if (!muster_wire_is_id (json, &id))
        return muster_wire_refuse (error, key);
      g_array_append_val (ids, id);
    }
  return TRUE;
}

gboolean
muster_wire_read_grants (json_t *json, gint64 *version, GArray *grants, GError **error)
{
  json_t *list, *item;
  gsize i;

  if (!muster_wire_read_integer (json, "version", MUSTER_WIRE_REQUIRED, 1, MUSTER_WIRE_VERSION, version, error)
      || !muster_wire_read_array (json, "list", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_CHANGES, &list, error))
    return FALSE;
  json_array_foreach (list, i, item)
    {
      MusterGrant grant = { 0 };
      const char *role = NULL;

      if (!muster_wire_read_id (item, "scope", &grant.scope, error)
          || !muster_wire_read_text (item, "role", MUSTER_WIRE_REQUIRED, MUSTER_WIRE_NAME, &role, error))
        return FALSE;
      if (!muster_wire_is_name (role))
        return muster_wire_refuse (error, "role");
      grant.role = g_strdup (role);
      g_array_append_val (grants, grant);
    }
  return TRUE;
}

/* ---- making ------------------------------------------------------------------------------------------------------ */

json_t *
muster_wire_make_id (const MusterId *id)
{
  MusterIdText text;

  return json_string (muster_id_to_text (id, text));
}

json_t *
muster_wire_make_bytes (const guint8 *bytes, gsize n)
{
  g_autoptr(GString) text = g_string_sized_new (2 * n + 1);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return json_string (text->str);
}

json_t *
muster_wire_make_grants (gint64 version, const GArray *grants)
{
  json_t *list = json_array ();

  for (guint i = 0; i < grants->len; i++)
    {
      const MusterGrant *grant = &g_array_index (grants, MusterGrant, i);

      json_array_append_new (
        list, json_pack ("{s:o, s:s}", "scope", muster_wire_make_id (&grant->scope), "role", grant->role));
    }
  return json_pack ("{s:I, s:o}", "version", (json_int_t) version, "list", list);
}
