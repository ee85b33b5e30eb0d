/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixtures.h"

#include <string.h>

GBytes *
fixture_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

GBytes *
fixture_load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "..", "app", "sync", "PROTOCOL.md", NULL);
  g_autofree char *mark = g_strdup_printf ("```json %s\n", name);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  const char *start, *end;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  start = strstr (text, mark);
  g_assert_nonnull (start);
  start += strlen (mark);
  end = strstr (start, "\n```");
  g_assert_nonnull (end);
  return g_bytes_new (start, end - start);
}

json_t *
fixture_json (const char *name)
{
  g_autoptr(GBytes) bytes = fixture_load (name);
  json_error_t problem;
  json_t *json =
    json_loadb (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), JSON_REJECT_DUPLICATES, &problem);

  g_assert_nonnull (json);
  return json;
}

GBytes *
fixture_print (json_t *json)
{
  char *text = json_dumps (json, JSON_COMPACT);
  GBytes *bytes = fixture_bytes (text);

  free (text);
  return bytes;
}
