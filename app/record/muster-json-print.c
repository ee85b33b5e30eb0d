/* muster-json-print.c - JSON as text, in the bytes that jansson would write.
 *
 * Every value of the log is written a few times on its way, and most are one word or one short text: jansson allocates
 * and hashes to find circles and to order keys, which costs many times the writing. Our documents have no circles.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-json.h"

#include <stdlib.h>
#include <string.h>

/* More are ordered in memory of their own. */
#define KEYS_HERE 32

static void
append_escaped (GString *text, guchar c)
{
  static const char named[] = "\b\f\n\r\t", names[] = "bfnrt";
  const char *found = c != '\0' ? strchr (named, c) : NULL;

  if (c == '"' || c == '\\')
    {
      g_string_append_c (text, '\\');
      g_string_append_c (text, (char) c);
    }
  else if (found != NULL)
    {
      g_string_append_c (text, '\\');
      g_string_append_c (text, names[found - named]);
    }
  else
    g_string_append_printf (text, "\\u%04X", c);
}

void
muster_json_append_string (GString *text, const char *string, gsize n)
{
  gsize done = 0;

  g_string_append_c (text, '"');
  for (gsize i = 0; i < n; i++)
    if ((guchar) string[i] < 0x20 || string[i] == '"' || string[i] == '\\')
      {
        g_string_append_len (text, string + done, (gssize) (i - done));
        append_escaped (text, (guchar) string[i]);
        done = i + 1;
      }
  g_string_append_len (text, string + done, (gssize) (n - done));
  g_string_append_c (text, '"');
}

const char *
muster_json_digits (gint64 number, char buffer[MUSTER_JSON_DIGITS])
{
  guint64 rest = number < 0 ? -(guint64) number : (guint64) number;
  char *at = buffer + MUSTER_JSON_DIGITS - 1;

  *at = '\0';
  do
    {
      *--at = (char) ('0' + rest % 10);
      rest /= 10;
    }
  while (rest > 0);
  if (number < 0)
    *--at = '-';
  return at;
}

void
muster_json_append_integer (GString *text, gint64 number)
{
  char buffer[MUSTER_JSON_DIGITS];

  g_string_append (text, muster_json_digits (number, buffer));
}

static void
append_array (GString *text, const json_t *json, gboolean sorted)
{
  g_string_append_c (text, '[');
  for (gsize i = 0; i < json_array_size (json); i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      muster_json_append (text, json_array_get (json, i), sorted);
    }
  g_string_append_c (text, ']');
}

static void
append_member (GString *text, const char *key, const json_t *value, gboolean first, gboolean sorted)
{
  if (!first)
    g_string_append_c (text, ',');
  muster_json_append_string (text, key, strlen (key));
  g_string_append_c (text, ':');
  muster_json_append (text, value, sorted);
}

static int
compare_keys (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
append_in_order (GString *text, json_t *json)
{
  gsize n = json_object_size (json), i = 0;
  const char *here[KEYS_HERE];
  g_autofree const char **many = n > KEYS_HERE ? g_new (const char *, n) : NULL;
  const char **keys = many != NULL ? many : here;

  for (void *member = json_object_iter (json); member != NULL; member = json_object_iter_next (json, member))
    keys[i++] = json_object_iter_key (member);
  qsort (keys, n, sizeof *keys, compare_keys);
  for (i = 0; i < n; i++)
    append_member (text, keys[i], json_object_get (json, keys[i]), i == 0, TRUE);
}

static void
append_object (GString *text, json_t *json, gboolean sorted)
{
  gboolean first = TRUE;

  g_string_append_c (text, '{');
  if (sorted && json_object_size (json) > 1)
    append_in_order (text, json);
  else
    for (void *member = json_object_iter (json); member != NULL; member = json_object_iter_next (json, member))
      {
        append_member (text, json_object_iter_key (member), json_object_iter_value (member), first, sorted);
        first = FALSE;
      }
  g_string_append_c (text, '}');
}

/* Only what a newer version may have made. */
static void
append_real (GString *text, const json_t *json)
{
  char number[64];
  gsize n = json_dumpb (json, number, sizeof number, JSON_ENCODE_ANY);

  g_string_append_len (text, number, (gssize) MIN (n, sizeof number));
}

void
muster_json_append (GString *text, const json_t *json, gboolean sorted)
{
  switch (json_typeof (json))
    {
    case JSON_OBJECT:
      append_object (text, (json_t *) json, sorted); /* is walked, not changed */
      break;
    case JSON_ARRAY:
      append_array (text, json, sorted);
      break;
    case JSON_STRING:
      muster_json_append_string (text, json_string_value (json), json_string_length (json));
      break;
    case JSON_INTEGER:
      muster_json_append_integer (text, json_integer_value (json));
      break;
    case JSON_REAL:
      append_real (text, json);
      break;
    case JSON_TRUE:
      g_string_append (text, "true");
      break;
    case JSON_FALSE:
      g_string_append (text, "false");
      break;
    case JSON_NULL:
    default:
      g_string_append (text, "null");
      break;
    }
}

char *
muster_json_to_text (const json_t *json)
{
  GString *text;

  if (json == NULL)
    return NULL;
  text = g_string_sized_new (64);
  muster_json_append (text, json, TRUE);
  return g_string_free (text, FALSE);
}
