/* test-wire.c - what travels: the examples of PROTOCOL.md there and back, and what is cut, spoilt or mutated.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "messages.h"

#include "muster-error.h"
#include "muster-json.h"
#include "muster-random.h"

#include "fixtures.h"

static void
test_round_trip (void)
{
  for (guint i = 0; i < n_messages; i++)
    {
      g_autoptr(GBytes) body = message_load (i);
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) again = messages[i].codec (body, &error);
      g_autoptr(json_t) before = message_parse (body), after = NULL;

      g_test_message ("%s", messages[i].name);
      g_assert_no_error (error);
      after = message_parse (again);
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

/* The stub of section 8 is one that a page may have. */
static void
test_stub_example (void)
{
  g_autoptr(json_t) stub = fixture_json ("stub-with-bases");
  g_autoptr(json_t) answer = fixture_json ("pull-answer");
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = NULL, wrong = NULL;
  g_autoptr(MusterFeedPage) page = NULL, none = NULL;
  const MusterEntry *entry;

  json_object_set_new (answer, "commits", json_pack ("[O]", stub));
  body = fixture_print (answer);
  page = muster_wire_parse_page (body, &error);
  g_assert_no_error (error);
  entry = page->entries->pdata[0];
  g_assert_true (entry->stub);
  g_assert_cmpint (entry->seen, ==, 412);
  g_assert_cmpuint (entry->bases->len, ==, 1);
  g_assert_cmpint (g_array_index (entry->bases, gint64, 0), ==, 398);

  /* Nothing stands on itself. */
  json_array_set_new (json_object_get (stub, "bases"), 0, json_integer (413));
  wrong = fixture_print (answer);
  none = muster_wire_parse_page (wrong, &error);
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
  g_assert_null (none);
}

/* How much there is can be told; that there is less than came cannot. */
static void
test_head_of_news (void)
{
  g_autoptr(json_t) answer = fixture_json ("pull-answer");
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = NULL, again = NULL, wrong = NULL;
  g_autoptr(MusterFeedPage) page = NULL, none = NULL;

  json_object_set_new (answer, "more", json_true ());
  json_object_set_new (answer, "head", json_integer (9000));
  body = fixture_print (answer);
  page = muster_wire_parse_page (body, &error);
  g_assert_no_error (error);
  g_assert_cmpint (page->head, ==, 9000);
  again = muster_wire_print_page (page);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (again, NULL), (gssize) g_bytes_get_size (again), "\"head\":9000"));

  json_object_set_new (answer, "head", json_integer (page->cursor.seq - 1));
  wrong = fixture_print (answer);
  none = muster_wire_parse_page (wrong, &error);
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID);
  g_assert_null (none);
}

/* ---- refused ----------------------------------------------------------------------------------------------------- */

static void
test_truncated (void)
{
  for (guint i = 0; i < n_messages; i++)
    {
      g_autoptr(GBytes) body = message_load (i);

      for (gsize n = 0; n < g_bytes_get_size (body); n++)
        {
          g_autoptr(GBytes) part = g_bytes_new_from_bytes (body, 0, n);

          message_assert_refused (i, part);
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
  for (guint m = 0; m < n_messages; m++)
    for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
      {
        g_autoptr(GBytes) body = g_bytes_new (wrong[i].text, wrong[i].length);

        message_assert_refused (m, body);
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

  for (guint i = 0; i < n_messages; i++)
    message_assert_refused (i, body);
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
      guint m = muster_random_below (random, n_messages);
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
  g_test_add_func ("/sync/wire/round-trip", test_round_trip);
  g_test_add_func ("/sync/wire/commit-example", test_commit_example);
  g_test_add_func ("/sync/wire/stub-example", test_stub_example);
  g_test_add_func ("/sync/wire/head-of-news", test_head_of_news);
  g_test_add_func ("/sync/wire/truncated", test_truncated);
  g_test_add_func ("/sync/wire/malformed", test_malformed);
  g_test_add_func ("/sync/wire/depth", test_depth);
  g_test_add_func ("/sync/wire/bomb", test_bomb);
  g_test_add_func ("/sync/wire/mutations", test_mutations);
  return g_test_run ();
}
