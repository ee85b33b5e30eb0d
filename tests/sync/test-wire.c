/* test-wire.c - what travels: the examples of PROTOCOL.md there and back, and everything that is refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-json.h"
#include "muster-random.h"
#include "muster-wire-join.h"
#include "muster-wire-refused.h"

#include "fixtures.h"

#include "muster-error.h"

#include <string.h>

static MusterId own;

/* ---- every message there and back -------------------------------------------------------------------------------- */

/* Decodes, and gives what it understood as text again; NULL with a sentence where it is refused. */
typedef GBytes *(*Codec) (GBytes *body, GError **error);

/* One of whose commits is refused is refused here. */
static GBytes *
codec_push (GBytes *body, GError **error)
{
  g_autoptr(MusterPush) push = muster_wire_parse_push (body, error);

  for (guint i = 0; push != NULL && i < push->entries->len; i++)
    if (muster_push_get_fault (push, i) != NULL)
      {
        g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, muster_push_get_fault (push, i)->detail);
        return NULL;
      }
  return push != NULL ? muster_wire_print_push (push) : NULL;
}

static GBytes *
codec_push_answer (GBytes *body, GError **error)
{
  MusterPushAnswer answer;

  return muster_wire_parse_push_answer (body, &answer, error) ? muster_wire_print_push_answer (&answer) : NULL;
}

static GBytes *
codec_page (GBytes *body, GError **error)
{
  g_autoptr(MusterPage) page = muster_wire_parse_page (body, &own, error);

  return page != NULL ? muster_wire_print_page (page) : NULL;
}

static GBytes *
codec_problem (GBytes *body, GError **error)
{
  g_autoptr(MusterProblemDocument) problem = muster_wire_parse_problem (body, error);

  return problem != NULL ? muster_wire_print_problem (problem) : NULL;
}

static GBytes *
codec_welcome (GBytes *body, GError **error)
{
  MusterWelcome welcome;

  return muster_wire_parse_welcome (body, &welcome, error) ? muster_wire_print_welcome (&welcome) : NULL;
}

static GBytes *
codec_enrolment (GBytes *body, GError **error)
{
  g_autoptr(MusterEnrolment) enrolment = muster_wire_parse_enrolment (body, error);

  return enrolment != NULL ? muster_wire_print_enrolment (enrolment) : NULL;
}

static GBytes *
codec_enrolled (GBytes *body, GError **error)
{
  g_autoptr(MusterEnrolled) enrolled = muster_wire_parse_enrolled (body, error);

  return enrolled != NULL ? muster_wire_print_enrolled (enrolled) : NULL;
}

static GBytes *
codec_tokens (GBytes *body, GError **error)
{
  g_autoptr(MusterTokenPair) tokens = muster_wire_parse_tokens (body, error);

  return tokens != NULL ? muster_wire_print_tokens (tokens) : NULL;
}

static GBytes *
codec_refresh (GBytes *body, GError **error)
{
  g_autofree char *refresh = muster_wire_parse_refresh (body, error);

  return refresh != NULL ? muster_wire_print_refresh (refresh) : NULL;
}

static GBytes *
codec_fork (GBytes *body, GError **error)
{
  MusterId replica, was;

  return muster_wire_parse_fork (body, &replica, &was, error) ? muster_wire_print_fork (&replica, &was) : NULL;
}

static GBytes *
codec_cursors (GBytes *body, GError **error)
{
  g_autoptr(GArray) cursors = muster_wire_parse_cursors (body, error);

  return cursors != NULL ? muster_wire_print_cursors (cursors) : NULL;
}

static GBytes *
codec_common (GBytes *body, GError **error)
{
  MusterId epoch;
  MusterCursor common;

  return muster_wire_parse_common (body, &epoch, &common, error) ? muster_wire_print_common (&epoch, &common) : NULL;
}

static GBytes *
codec_told (GBytes *body, GError **error)
{
  g_autoptr(MusterToldList) list = muster_wire_parse_told (body, error);

  return list != NULL ? muster_wire_print_told (list) : NULL;
}

#define ID "\"0198c5a1-0000-7000-8000-00000000000a\""
#define CURSOR "\"after\":412,\"chain\":\"0011223344556677\""
#define ID2 "\"0198c5a1-0000-7000-8000-00000000000b\""

/* NULL text: the example of PROTOCOL.md with this name. */
static const struct {
  const char *name, *text;
  Codec       codec;
} messages[] = {
  { "push-request", NULL, codec_push },
  { "push-answer", NULL, codec_push_answer },
  { "pull-answer", NULL, codec_page },
  { "well-known", NULL, codec_welcome },
  { "enrol-request", NULL, codec_enrolment },
  { "enrol-request again",
    "{\"code\":\"K7QF-2M9D-XR4T\",\"device\":\"Clinic laptop\",\"replica\":" ID ",\"schema\":3,\"person\":" ID2
    ",\"server\":" ID "}",
    codec_enrolment },
  { "enrol-answer", NULL, codec_enrolled },
  { "refused-answer", NULL, codec_told },
  { "commit",
    "{\"replica\":" ID ",\"epoch\":" ID2 ",\"schema\":3," CURSOR ",\"commits\":[{\"n\":4,\"id\":" ID
    ",\"at\":-5,\"seen\":412,\"origin\":\"undo\","
    "\"undoes\":3,\"reason\":\"Agreed \\\"there\\\"\",\"changes\":[[\"risk\"," ID2
    ",\"status\",398,{\"status\":\"closed\"}],"
    "[\"risk\"," ID2 ",\"_exists\",-3,false],[\"risk\"," ID2 ",\"_ref\",0,\"R-12\",401],[\"hovercraft\"," ID
    ",\"lift\",1,"
    "{\"a\":[1,{\"b\":null}]}]]},{\"n\":5,\"id\":" ID2 ",\"at\":0,\"changes\":[[\"team\"," ID ",\"_later\",0,7]]}]}",
    codec_push },
  { "page",
    "{\"server\":" ID ",\"epoch\":" ID2 ",\"after\":7,\"commits\":["
    "{\"seq\":8,\"id\":" ID ",\"n\":2,\"received\":1,\"outs\":{\"0\":{\"out\":\"same\"},\"12\":{\"out\":\"merged\","
                            "\"value\":{\"cause\":\"x\"}}}},"
    "{\"seq\":11,\"id\":" ID ",\"replica\":" ID2 ",\"n\":9,\"actor\":\"\",\"at\":3,\"received\":4,\"changes\":["
    "[3,\"risk\"," ID ",\"cause\",7,{\"cause\":\"a\"},{\"out\":\"merged\",\"value\":{},\"settles\":5}],"
    "[4,\"risk\"," ID ",\"title\",7,{\"title\":\"a\"},{\"settles\":5}]]}],"
    "\"cursor\":{\"seq\":12,\"chain\":\"00112233445566ff\"},\"more\":true,\"acked\":2,"
    "\"refused\":[{\"n\":3,\"id\":" ID2 ",\"problem\":{\"type\":\"not-allowed\",\"detail\":\"No.\"}}],"
    "\"grants\":{\"version\":2,\"list\":[{\"scope\":" ID ",\"role\":\"reader\"}]},\"came\":[" ID "],\"gone\":[" ID2
    "],\"time\":6}",
    codec_page },
  { "problem",
    "{\"type\":\"gap\",\"title\":\"t\",\"status\":409,\"detail\":\"d\",\"retry\":\"never\",\"n\":4,\"expected\":3}",
    codec_problem },
  { "tokens", "{\"access\":\"a\",\"refresh\":\"r\",\"expires\":900}", codec_tokens },
  { "refresh", "{\"refresh\":\"r\"}", codec_refresh },
  { "fork", "{\"replica\":" ID ",\"was\":" ID2 "}", codec_fork },
  { "cursors", "{\"cursors\":[{\"seq\":4,\"chain\":\"00112233445566ff\"},{\"seq\":1,\"chain\":\"ffffffffffffffff\"}]}",
    codec_cursors },
  { "common", "{\"epoch\":" ID ",\"seq\":0,\"chain\":\"0000000000000000\"}", codec_common },
};

static GBytes *
message_load (guint i)
{
  return messages[i].text != NULL ? fixture_bytes (messages[i].text) : fixture_load (messages[i].name);
}

static json_t *
parse (GBytes *body)
{
  json_error_t problem;

  return json_loadb (g_bytes_get_data (body, NULL), g_bytes_get_size (body), 0, &problem);
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autoptr(GBytes) body = message_load (i);
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) again = messages[i].codec (body, &error);
      g_autoptr(json_t) before = parse (body), after = NULL;

      g_test_message ("%s", messages[i].name);
      g_assert_no_error (error);
      after = parse (again);
      g_assert_true (json_equal (before, after));
    }
}

/* The commit of section 4 is one that a push may have. */
static void
test_commit_example (void)
{
  g_autoptr(json_t) commit = fixture_json ("commit");
  g_autoptr(json_t) push = fixture_json ("push-request");
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(MusterPush) parsed = NULL;
  const MusterEntry *entry;

  json_object_set_new (push, "commits", json_pack ("[O]", commit));
  body = fixture_print (push);
  parsed = muster_wire_parse_push (body, &error);
  g_assert_no_error (error);
  entry = parsed->entries->pdata[0];
  g_assert_cmpint (entry->n, ==, 4);
  g_assert_cmpint (entry->seen, ==, 412);
  g_assert_cmpstr (entry->origin, ==, "edit");
  g_assert_cmpstr (muster_commit_get_reason (entry->commit), ==, "Agreed at the board");
  g_assert_cmpint (muster_commit_get_change (entry->commit, 0)->base, ==, 398);
  g_assert_cmpint (muster_commit_get_change (entry->commit, 1)->base, ==, MUSTER_VERSION_UNSENT + 3);
}

/* ---- refused ----------------------------------------------------------------------------------------------------- */

static void
assert_refused (guint message, GBytes *body)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) again = messages[message].codec (body, &error);

  if (again != NULL)
    g_error ("%s took %.*s", messages[message].name, (int) g_bytes_get_size (body),
             (const char *) g_bytes_get_data (body, NULL));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
test_truncated (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autoptr(GBytes) body = message_load (i);

      for (gsize n = 0; n < g_bytes_get_size (body); n++)
        {
          g_autoptr(GBytes) part = g_bytes_new_from_bytes (body, 0, n);

          assert_refused (i, part);
        }
    }
}

static void
test_malformed (void)
{
  static const struct {
    const char *text;
    gsize       length;
  } wrong[] = {
#define TEXT(s) { s, sizeof (s) - 1 }
    TEXT ("null"),
    TEXT ("1"),
    TEXT ("\"x\""),
    TEXT ("[]"),
    TEXT ("{}"),
    TEXT ("{} {}"),
    TEXT ("{\"a\":1,\"a\":2}"),
    TEXT ("{\"a\":1.0}"),
    TEXT ("{\"a\":1e2}"),
    TEXT ("{\"a\":1E400}"),
    TEXT ("{\"a\":9007199254740992}"),
    TEXT ("{\"a\":-9007199254740992}"),
    TEXT ("{\"a\":123456789012345678901234567890}"),
    TEXT ("{\"a\":\"\0\"}"),
    TEXT ("{\"a\":\"\\u0000\"}"),
    TEXT ("{\"a\":\"\xff\"}"),
    TEXT ("{\"a\":\"\xed\xa0\x80\"}"),
    TEXT ("{\"a\":\"\\ud800\"}"),
    TEXT ("{\"a\":\"\xc0\xaf\"}"),
    TEXT ("{\"a\":01}"),
    TEXT ("{\"a\":+1}"),
    TEXT ("{\"a\":NaN}"),
    TEXT ("{'a':1}"),
    TEXT ("{\"a\":1,}"),
    TEXT ("\xef\xbb\xbf{}"),
    TEXT ("<html><body>Please log in</body></html>"),
    TEXT ("{\"a\":\"line\nbreak\"}"),
    TEXT ("// no\n{}"),
  };
#undef TEXT
  for (guint m = 0; m < G_N_ELEMENTS (messages); m++)
    for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
      {
        g_autoptr(GBytes) body = g_bytes_new (wrong[i].text, wrong[i].length);

        assert_refused (m, body);
      }
}

/* Brackets in texts are no levels. */
static void
test_depth (void)
{
  for (guint depth = 31; depth <= 33; depth++)
    for (guint array = 0; array < 2; array++)
      {
        g_autoptr(GString) text = g_string_new ("{\"a\":");
        g_autoptr(GError) error = NULL;
        g_autoptr(GBytes) body = NULL;
        g_autoptr(json_t) json = NULL;

        for (guint i = 1; i < depth; i++)
          g_string_append (text, array ? "[" : "{\"b\":");
        g_string_append (text, "\"[[[[[[[[[[[[[[[[[[[[\\\"{{{{{{{{{{{{{{{{{\"");
        for (guint i = 1; i < depth; i++)
          g_string_append (text, array ? "]" : "}");
        g_string_append (text, "}");
        body = fixture_bytes (text->str);
        json = muster_wire_parse (body, &error);
        g_assert_cmpint (json != NULL, ==, depth <= 32);
        g_assert_cmpint (error == NULL, ==, depth <= 32);
      }
}

static void
test_bomb (void)
{
  g_autofree char *text = g_strnfill (4 * 1024 * 1024, '[');
  g_autoptr(GBytes) body = fixture_bytes (text);

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    assert_refused (i, body);
}

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
          assert_refused (message, body);
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
          assert_refused (message, body);
        }
      json_array_set (json, i, kept);
      if (!is_value)
        try_members (message, root, kept, parent != NULL && g_str_equal (parent, "changes") ? "change" : "");
    }
}

static void
test_members (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autoptr(GBytes) body = message_load (i);
      g_autoptr(json_t) json = parse (body);

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
    for (guint m = 0; m < G_N_ELEMENTS (messages); m++)
      if (g_str_equal (messages[m].name, cases[i].message))
        {
          g_autoptr(GString) text = g_string_new (messages[m].text);
          g_autoptr(GBytes) body = NULL;

          g_assert_cmpuint (g_string_replace (text, cases[i].from, cases[i].to, 1), ==, 1);
          body = fixture_bytes (text->str);
          assert_refused (m, body);
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

/* ---- at random --------------------------------------------------------------------------------------------------- */

static GBytes *
mutate (MusterRandom *random, GBytes *body)
{
  static const char *const pieces[] = { "\"",
                                        "{",
                                        "}",
                                        "[",
                                        "]",
                                        ",",
                                        ":",
                                        "0",
                                        "-",
                                        "9",
                                        "e",
                                        "null",
                                        "true",
                                        "\\u0000",
                                        "\\",
                                        "\"n\":",
                                        "\xff",
                                        "\xc3\xa9",
                                        "1099511627776",
                                        "\"out\"" };
  g_autoptr(GString) text = g_string_new_len (g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
  guint n = 1 + muster_random_below (random, 3);

  for (guint i = 0; i < n && text->len > 0; i++)
    {
      gsize at = muster_random_below (random, (guint32) text->len);
      gsize length = 1 + muster_random_below (random, 8);
      guint what = muster_random_below (random, 4);

      length = MIN (length, text->len - at);
      if (what == 0)
        text->str[at] = (char) muster_random_below (random, 256);
      else if (what == 1)
        g_string_insert (text, (gssize) at, pieces[muster_random_below (random, G_N_ELEMENTS (pieces))]);
      else if (what == 2)
        g_string_erase (text, (gssize) at, (gssize) length);
      else
        {
          g_autofree char *copy = g_strndup (text->str + at, length);

          g_string_insert (text, (gssize) muster_random_below (random, (guint32) text->len), copy);
        }
    }
  return g_bytes_new (text->str, text->len);
}

/* What is taken is written so that it is taken again and is the same. */
static void
test_mutations (void)
{
  g_autoptr(MusterRandom) random = muster_random_new_seeded (7);
  guint n_taken = 0, n_refused = 0;

  for (guint i = 0; i < 40000; i++)
    {
      guint m = muster_random_below (random, G_N_ELEMENTS (messages));
      g_autoptr(GBytes) body = message_load (m);
      g_autoptr(GBytes) mutant = mutate (random, body);
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) once = messages[m].codec (mutant, &error), twice = NULL;

      if (once == NULL)
        {
          g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
          n_refused++;
          continue;
        }
      twice = messages[m].codec (once, &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (once, twice));
      n_taken++;
    }
  g_assert_cmpuint (n_taken, >, 1000);
  g_assert_cmpuint (n_refused, >, 10000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (muster_id_from_text (&own, "0198c5a1-0000-7000-8000-00000000000a"));
  g_test_add_func ("/sync/wire/round-trip", test_round_trip);
  g_test_add_func ("/sync/wire/commit-example", test_commit_example);
  g_test_add_func ("/sync/wire/truncated", test_truncated);
  g_test_add_func ("/sync/wire/malformed", test_malformed);
  g_test_add_func ("/sync/wire/depth", test_depth);
  g_test_add_func ("/sync/wire/bomb", test_bomb);
  g_test_add_func ("/sync/wire/members", test_members);
  g_test_add_func ("/sync/wire/ranges", test_ranges);
  g_test_add_func ("/sync/wire/limits", test_limits);
  g_test_add_func ("/sync/wire/mutations", test_mutations);
  return g_test_run ();
}
