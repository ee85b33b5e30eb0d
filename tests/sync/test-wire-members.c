/* test-wire-members.c - what travels: each member wrong, out of its range, and one over its limit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "messages.h"

#include "muster-json.h"
#include "muster-wire-join.h"

#include "fixtures.h"

#include <string.h>

/* ---- each member wrong ------------------------------------------------------------------------------------------- */

static json_t *
wrong_value (guint i)
{
  switch (i)
    {
    case 0:  return json_null ();
    case 1:  return json_integer (-1 - MUSTER_WIRE_INTEGER / 2);
    case 2:  return json_string ("");
    case 3:  return json_string ("0198C5A1-0000-7000-8000-00000000000A");
    case 4:  return json_array ();
    case 5:  return json_pack ("{s:s}", "x", "y");
    case 6:  return json_pack ("[{}]");
    default: return json_true ();
    }
}

#define N_WRONG 8

/* Whether a member may well be this: another of its own type. */
static gboolean
may_be (json_t *right, json_t *wrong, const char *key)
{
  if (json_typeof (right) == json_typeof (wrong))
    return TRUE;
  /* What a merge made is an object or a number that people quote. */
  if (key != NULL && g_str_equal (key, "value") && json_is_string (wrong))
    return TRUE;
  return json_is_boolean (right) && json_is_boolean (wrong);
}

/* Replaces each member of json in turn and hands the whole, root, to the codec. */
static void
try_members (guint message, json_t *root, json_t *json, const char *parent)
{
  const char *key;
  json_t *member;
  gpointer next;
  gsize i;

  json_object_foreach_safe (json, next, key, member)
    {
      g_autofree char *name = g_strdup (key);
      g_autoptr(json_t) kept = json_incref (member);

      for (guint w = 0; w < N_WRONG; w++)
        {
          g_autoptr(json_t) wrong = wrong_value (w);
          g_autoptr(GBytes) body = NULL;

          if (may_be (kept, wrong, name))
            continue;
          json_object_set (json, name, wrong);
          body = fixture_print (root);
          message_assert_refused (message, body);
        }
      json_object_set (json, name, kept);
      if (!g_str_equal (name, "value"))
        try_members (message, root, kept, name);
    }
  json_array_foreach (json, i, member)
    {
      g_autoptr(json_t) kept = json_incref (member);
      gboolean in_change = parent != NULL && g_str_equal (parent, "change");
      gboolean is_value = in_change && (json_is_object (kept) || json_is_boolean (kept))
                          && json_object_get (kept, "out") == NULL && json_object_get (kept, "settles") == NULL;

      for (guint w = 0; w < N_WRONG; w++)
        {
          g_autoptr(json_t) wrong = wrong_value (w);
          g_autoptr(GBytes) body = NULL;

          if (may_be (kept, wrong, NULL) || (is_value && json_is_object (wrong)))
            continue;
          json_array_set (json, i, wrong);
          body = fixture_print (root);
          message_assert_refused (message, body);
        }
      json_array_set (json, i, kept);
      if (!is_value)
        try_members (message, root, kept, parent != NULL && g_str_equal (parent, "changes") ? "change" : "");
    }
}

static void
test_members (void)
{
  for (guint i = 0; i < n_messages; i++)
    {
      g_autoptr(GBytes) body = message_load (i);
      g_autoptr(json_t) json = message_parse (body);

      g_test_message ("%s", messages[i].name);
      /* A group of a newer version may hold anything. */
      if (!g_str_equal (messages[i].name, "commit"))
        try_members (i, json, json, NULL);
    }
}

/* Numbers that are numbers, but not there. */
static void
test_ranges (void)
{
  static const struct {
    const char *message, *from, *to;
  } cases[] = {
    { "commit", "\"n\":5", "\"n\":4" },             /* not rising */
    { "commit", "\"n\":4", "\"n\":0" },
    { "commit", "\"undoes\":3", "\"undoes\":4" },   /* itself */
    { "commit", "-3,false", "-4,false" },           /* itself */
    { "commit", "401", "0" },
    { "commit", "\"schema\":3", "\"schema\":0" },
    { "commit", "\"seen\":412", "\"seen\":413" }, /* past what it has */
    { "commit", "398", "413" },
    { "commit", "401", "413" },
    { "commit", "false", "0" },
    { "commit", "\"R-12\"", "\"\"" },
    { "commit", "\"status\",398", "\"sta/tus\",398" },
    { "commit", "\"seen\":412", "\"seen\":-1" },
    { "commit", "\"seen\":412", "\"seen\":1099511627776" },
    { "page", "\"seq\":8", "\"seq\":7" },           /* not after */
    { "page", "\"seq\":11", "\"seq\":8" },          /* not rising */
    { "page", "\"seq\":11", "\"seq\":13" },         /* over the cursor */
    { "page", "\"seq\":12", "\"seq\":6" },          /* the cursor before where it started */
    { "page", "[4,", "[3," },                       /* an index again */
    { "page", "[4,", "[20000," },
    { "page", "\"12\"", "\"012\"" },
    { "page", "\"12\"", "\"x\"" },
    { "page", "\"title\",7", "\"title\",-1" },      /* of the feed, so a number of the endpoint */
    { "page", "\"out\":\"same\"", "\"out\":\"refused\"" },
    { "page", "\"out\":\"same\"", "\"out\":\"\"" },
    { "page", "\"out\":\"same\"", "\"out\":\"better\"" },
    { "page", "\"out\":\"same\"", "\"out\":\"merged\"" }, /* into what? */
    { "page", "\"chain\":\"00", "\"chain\":\"0" },
    { "page", "\"chain\":\"00", "\"chain\":\"FF" },
    { "page", "\"version\":2", "\"version\":0" },
    { "tokens", "\"access\":\"a\"", "\"access\":\"a\\r\\nb\"" },
    { "tokens", "\"access\":\"a\"", "\"access\":\"\"" },
    { "problem", "409", "99" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint m = 0; m < n_messages; m++)
      if (g_str_equal (messages[m].name, cases[i].message))
        {
          g_autoptr(GString) text = g_string_new (messages[m].text);
          g_autoptr(GBytes) body = NULL;

          g_assert_cmpuint (g_string_replace (text, cases[i].from, cases[i].to, 1), ==, 1);
          body = fixture_bytes (text->str);
          message_assert_refused (m, body);
        }
}

static char *
many (guint n, const char *each, const char *between)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, i > 0 ? between : "");
      g_string_append (text, each);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
takes_changes (const char *changes)
{
  g_autofree char *text = g_strdup_printf ("{\"replica\":" ID ",\"epoch\":" ID2 ",\"schema\":3," CURSOR
                                           ",\"commits\":[{\"n\":4,\"id\":" ID ",\"at\":0,"
                                           "\"changes\":[%s]}]}",
                                           changes);
  g_autoptr(GBytes) body = fixture_bytes (text);
  g_autoptr(MusterPush) push = muster_wire_parse_push (body, NULL);

  g_assert_nonnull (push);
  return muster_push_get_fault (push, 0) == NULL;
}

static void
test_limits (void)
{
  const char *change = "[\"risk\"," ID ",\"title\",0,{}]";
  g_autofree char *most = many (MUSTER_WIRE_CHANGES, change, ",");
  g_autofree char *too_many = g_strconcat (most, ",", change, NULL);
  g_autofree char *long_text = g_strnfill (MUSTER_WIRE_VALUE - 12, 'a');
  g_autofree char *longest = g_strdup_printf ("[\"risk\"," ID ",\"cause\",0,{\"cause\":\"%s\"}]", long_text);
  g_autofree char *too_long = g_strdup_printf ("[\"risk\"," ID ",\"causes\",0,{\"causes\":\"%s\"}]", long_text);
  g_autofree char *name = g_strnfill (MUSTER_WIRE_NAME + 1, 'a');
  g_autofree char *long_name = g_strdup_printf ("[\"%s\"," ID ",\"cause\",0,{}]", name);
  g_autoptr(GString) keys = g_string_new (NULL);

  g_assert_true (takes_changes (most));
  g_assert_false (takes_changes (too_many));
  g_assert_true (takes_changes (longest));
  g_assert_false (takes_changes (too_long));
  g_assert_false (takes_changes (long_name));
  g_assert_false (takes_changes (""));

  for (guint i = 0; i <= MUSTER_WIRE_KEYS; i++)
    {
      g_autofree char *object = g_strdup_printf ("[\"risk\"," ID ",\"cause\",0,{\"a\":{%s}}]", keys->str);

      g_assert_true (takes_changes (object));
      g_string_append_printf (keys, "%s\"k%u\":0", i > 0 ? "," : "", i);
    }
  {
    g_autofree char *object = g_strdup_printf ("[\"risk\"," ID ",\"cause\",0,{\"a\":{%s}}]", keys->str);

    g_assert_false (takes_changes (object));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/wire/members", test_members);
  g_test_add_func ("/sync/wire/ranges", test_ranges);
  g_test_add_func ("/sync/wire/limits", test_limits);
  return g_test_run ();
}
