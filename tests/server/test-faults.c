/* test-faults.c - one commit of a push that is wrong in itself is refused, and those around it are taken.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-world.h"

#include <string.h>

typedef struct {
  World  world;
  Member ana;
  gint64 n; /* of the last commit */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  world_init (&self->world, data);
  member_join (&self->ana, &self->world, "Ana", "server", "editor");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  world_assert_sound (&self->world);
  member_clear (&self->ana);
  world_clear (&self->world, data);
}

/* ---- sending ----------------------------------------------------------------------------------------------------- */

#define COMMIT "{\"n\":%" G_GINT64_FORMAT ",\"id\":\"0198c5b0-1111-7000-8000-%012" G_GINT64_FORMAT "\""

/* A commit that is in order, and makes something of its own. */
static char *
good (Fixture *self)
{
  gint64 n = ++self->n;

  return g_strdup_printf (COMMIT ",\"at\":1,\"changes\":[[\"team\",\"0198c5b1-2222-7000-8000-%012" G_GINT64_FORMAT
                          "\",\"_exists\",0,true]]}", n, n, n);
}

/* n and id, and the rest as it is given. */
static char *
commit (Fixture *self, const char *rest)
{
  gint64 n = ++self->n;

  return g_strdup_printf (COMMIT "%s}", n, n, rest);
}

static char *
join (const char *first, const char *second, const char *third)
{
  return g_strjoin (",", first, second, third, NULL);
}

static MusterResponse *
push (Fixture *self, const char *commits)
{
  g_autoptr(MusterRequest) request = muster_request_new ("POST", "/v1/push");
  MusterIdText replica, epoch;
  MusterResponse *response;
  char *body = g_strdup_printf ("{\"replica\":\"%s\",\"epoch\":\"%s\",\"schema\":1,\"after\":0,"
                                "\"chain\":\"0000000000000000\",\"commits\":[%s]}",
                                muster_id_to_text (&self->ana.replica, replica),
                                muster_id_to_text (muster_ledger_get_epoch (self->world.ledger), epoch), commits);

  request->authorization = g_strdup (self->ana.access);
  request->body = g_bytes_new_take (body, strlen (body));
  muster_ledger_begin (self->world.ledger, NULL);
  response = muster_endpoint_handle (self->world.endpoint, request);
  g_assert_true (muster_ledger_commit (self->world.ledger, NULL));
  return response;
}

/* Takes commits. */
static void
assert_taken (Fixture *self, char *commits)
{
  g_autoptr(MusterResponse) response = push (self, commits);
  g_autoptr(json_t) answer = muster_wire_parse (response->body, NULL);

  g_assert_cmpuint (response->status, ==, 200);
  g_assert_cmpint (json_integer_value (json_object_get (answer, "acked")), ==, self->n);
  g_free (commits);
}

static void
assert_whole_refused (Fixture *self, char *commits, guint status, const char *type)
{
  g_autoptr(MusterResponse) response = push (self, commits);
  g_autoptr(json_t) answer = muster_wire_parse (response->body, NULL);

  g_assert_cmpuint (response->status, ==, status);
  g_assert_cmpstr (json_string_value (json_object_get (answer, "type")), ==, type);
  g_free (commits);
}

/* What the author hears of her commit n; NULL: it was not refused. */
static const MusterRefusal *
find_refusal (const MusterFeedPage *page, gint64 n)
{
  for (guint i = 0; i < page->refused->len; i++)
    if (((MusterRefusal *) page->refused->pdata[i])->n == n)
      return page->refused->pdata[i];
  return NULL;
}

/* The commit with this rest between two that are in order; type NULL: it is taken too. */
static void
assert_one (Fixture *self, const char *rest, const char *type)
{
  g_autofree char *before = good (self), *between = commit (self, rest), *after = good (self);
  g_autofree char *commits = join (before, between, after);
  gint64 head = muster_ledger_get_head (self->world.ledger, NULL);
  g_autoptr(MusterFeedPage) page = NULL;
  const MusterRefusal *refusal;
  MusterPull pull;

  assert_taken (self, g_strdup (commits));
  g_assert_cmpint (muster_ledger_get_head (self->world.ledger, NULL), ==, head + (type != NULL ? 2 : 3));
  member_ask (&self->ana, &pull);
  pull.limit = 1;
  page = member_pull (&self->ana, &pull);
  g_assert_null (find_refusal (page, self->n - 2));
  g_assert_null (find_refusal (page, self->n));
  refusal = find_refusal (page, self->n - 1);
  g_assert_cmpint (refusal != NULL, ==, type != NULL);
  if (refusal != NULL)
    {
      g_assert_cmpstr (refusal->type, ==, type);
      g_assert_true (g_str_has_suffix (refusal->detail, "."));
      g_assert_cmpuint (strlen (refusal->detail), >, 30);
    }
  /* An answer that was lost. */
  assert_taken (self, g_steal_pointer (&commits));
  g_assert_cmpint (muster_ledger_get_head (self->world.ledger, NULL), ==, head + (type != NULL ? 2 : 3));
}

#define ID "\"0198c5b1-2222-7000-8000-000000000999\""
#define CHANGES(changes) ",\"at\":1,\"changes\":[" changes "]"

static void
test_malformed (Fixture *self, gconstpointer data)
{
  static const char *const rests[] = {
    ",\"changes\":[[\"team\"," ID ",\"_exists\",0,true]]", /* no time */
    ",\"at\":\"now\",\"changes\":[[\"team\"," ID ",\"_exists\",0,true]]",
    ",\"at\":1.5,\"changes\":[[\"team\"," ID ",\"_exists\",0,true]]",
    CHANGES (""),
    ",\"at\":1,\"changes\":{}",
    ",\"at\":1,\"changes\":null",
    CHANGES ("7"),
    CHANGES ("[]"),
    CHANGES ("[\"team\"," ID ",\"_exists\",0]"),
    CHANGES ("[\"team\"," ID ",\"_exists\",0,true,1,1]"),
    CHANGES ("[\"team\"," ID ",\"_exists\",0,1]"),
    CHANGES ("[\"team\"," ID ",\"_ref\",0,\"\"]"),
    CHANGES ("[\"team\"," ID ",\"name\",0,[]]"),
    CHANGES ("[\"team\"," ID ",\"name\",0,null]"),
    CHANGES ("[\"team\"," ID ",\"name\",0,{\"name\":1e2}]"),
    CHANGES ("[\"team\"," ID ",\"name\",0,{\"name\":9007199254740992}]"),
    CHANGES ("[\"team\",\"0198C5B1-2222-7000-8000-000000000999\",\"_exists\",0,true]"),
    CHANGES ("[\"team\",\"../../etc/passwd\",\"_exists\",0,true]"),
    CHANGES ("[\"te am\"," ID ",\"_exists\",0,true]"),
    CHANGES ("[\"\"," ID ",\"_exists\",0,true]"),
    CHANGES ("[\"team';DROP TABLE log_commit;--\"," ID ",\"_exists\",0,true]"),
    CHANGES ("[\"team\"," ID ",\"<b>\",0,{}]"),
    /* From the future. */
    CHANGES ("[\"team\"," ID ",\"name\",1,{}]"),
    CHANGES ("[\"team\"," ID ",\"name\",1099511627776,{}]"),
    CHANGES ("[\"team\"," ID ",\"name\",-900,{}]"),
    CHANGES ("[\"team\"," ID ",\"name\",0,{},1]"),
    ",\"seen\":1" CHANGES ("[\"team\"," ID ",\"_exists\",0,true]"),
    ",\"seen\":-1" CHANGES ("[\"team\"," ID ",\"_exists\",0,true]"),
    ",\"undoes\":900" CHANGES ("[\"team\"," ID ",\"_exists\",0,true]"),
    ",\"origin\":\"out of space\"" CHANGES ("[\"team\"," ID ",\"_exists\",0,true]"),
    ",\"reason\":7" CHANGES ("[\"team\"," ID ",\"_exists\",0,true]"),
    /* The same group twice, an id that is none. */
    CHANGES ("[\"team\"," ID ",\"_exists\",0,true],[\"team\"," ID ",\"_exists\",0,false]"),
    CHANGES ("[\"team\",\"00000000-0000-0000-0000-000000000000\",\"_exists\",0,true]"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (rests); i++)
    {
      g_test_message ("%s", rests[i]);
      assert_one (self, rests[i], "malformed");
    }
}

/* A commit that its author could not send for its size. */
static void
test_withheld (Fixture *self, gconstpointer data)
{
  assert_one (self, ",\"at\":1", "too-large");
}

/* ---- each limit, at it and one over it --------------------------------------------------------------------------- */

static char *
repeat (guint n, const char *text, const char *between)
{
  g_autoptr(GString) all = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? between : "", text);
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
assert_rest (Fixture *self, const char *type, const char *format, const char *part)
{
  g_autoptr(GString) rest = g_string_new (format);

  g_assert_cmpuint (g_string_replace (rest, "@", part, 1), ==, 1);
  assert_one (self, rest->str, type);
}

static void
test_names (Fixture *self, gconstpointer data)
{
  static const char *const formats[] = {
    CHANGES ("[\"@\"," ID ",\"lift\",0,{}]"),
    CHANGES ("[\"hovercraft\",\"0198c5b1-2222-7000-8000-000000000998\",\"@\",0,{}]"),
    ",\"origin\":\"@\"" CHANGES ("[\"team\",\"0198c5b1-2222-7000-8000-000000000997\",\"_exists\",0,true]"),
  };
  g_autofree char *longest = g_strnfill (MUSTER_WIRE_NAME, 'a'), *too_long = g_strnfill (MUSTER_WIRE_NAME + 1, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      assert_rest (self, NULL, formats[i], longest);
      assert_rest (self, "malformed", formats[i], too_long);
    }
}

/* Bytes are counted, not letters. */
static void
test_reason (Fixture *self, gconstpointer data)
{
  const char *format = ",\"reason\":\"@\"" CHANGES ("[\"team\"," ID ",\"_exists\",0,true]");
  g_autofree char *longest = repeat (MUSTER_WIRE_LINE / 2, "é", "");
  g_autofree char *too_long = g_strconcat (longest, "e", NULL);

  assert_rest (self, NULL, format, longest);
  assert_rest (self, "too-large", format, too_long);
}

/* Of a kind that nobody knows yet, so that nothing but the size is looked at. */
#define VALUE(value) CHANGES ("[\"hovercraft\",\"0198c5b1-2222-7000-8000-000000000998\",\"lift\",0," value "]")

static void
test_value (Fixture *self, gconstpointer data)
{
  g_autofree char *longest = g_strnfill (MUSTER_WIRE_VALUE - strlen ("{\"lift\":\"\"}"), 'a');
  g_autofree char *too_long = g_strconcat (longest, "a", NULL);

  assert_rest (self, NULL, VALUE ("{\"lift\":\"@\"}"), longest);
  assert_rest (self, "too-large", VALUE ("{\"lift\":\"@\"}"), too_long);
}

static void
test_keys (Fixture *self, gconstpointer data)
{
  g_autoptr(GString) keys = g_string_new ("\"k\":0");

  for (guint i = 1; i < MUSTER_WIRE_KEYS; i++)
    g_string_append_printf (keys, ",\"k%u\":0", i);
  assert_rest (self, NULL, VALUE ("{\"a\":[{@}]}"), keys->str);
  g_string_append (keys, ",\"one-more\":0");
  assert_rest (self, "malformed", VALUE ("{\"a\":[{@}]}"), keys->str);
}

/* The push, its commits, the commit, its changes and the change are five levels, and the value is the next. */
static void
test_depth (Fixture *self, gconstpointer data)
{
  for (guint levels = 31; levels <= 34; levels++)
    {
      g_autofree char *open = g_strnfill (levels - 6, '['), *close = g_strnfill (levels - 6, ']');
      g_autofree char *value = g_strconcat (open, close, NULL);

      assert_rest (self, levels <= MUSTER_WIRE_DEPTH ? NULL : "malformed", VALUE ("{\"a\":@}"), value);
    }
}

static void
test_depth_of_all (Fixture *self, gconstpointer data)
{
  g_autofree char *open = g_strnfill (MUSTER_WIRE_DEEPEST - 6, '['), *close = g_strnfill (MUSTER_WIRE_DEEPEST - 6, ']');
  g_autofree char *value = g_strconcat (open, close, NULL), *deeper = g_strconcat ("[", open, close, "]", NULL);
  g_autofree char *rest = NULL;

  assert_rest (self, "malformed", VALUE ("{\"a\":@}"), value);
  rest = g_strdup_printf (VALUE ("{\"a\":%s}"), deeper);
  assert_whole_refused (self, commit (self, rest), 400, "malformed");
}

/* Changes of teams, all of their own. */
static char *
many_changes (guint n)
{
  g_autoptr(GString) changes = g_string_new (",\"at\":1,\"changes\":[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (changes, "%s[\"hovercraft\",\"0198c5b1-3333-7000-8000-%012u\",\"lift\",0,{}]",
                            i > 0 ? "," : "", i);
  g_string_append_c (changes, ']');
  return g_string_free (g_steal_pointer (&changes), FALSE);
}

static void
test_changes (Fixture *self, gconstpointer data)
{
  g_autofree char *most = many_changes (MUSTER_WIRE_CHANGES), *too_many = many_changes (MUSTER_WIRE_CHANGES + 1);
  g_autofree char *first = NULL, *second = NULL;

  assert_taken (self, commit (self, most));
  member_assert_outcome (&self->ana, 1, 0, "head");
  /* Alone too many, and beside others that are not. */
  assert_one (self, too_many, "too-large");
  /* Each may be, but not both at once: that can be sent in parts. */
  first = commit (self, most);
  second = good (self);
  assert_whole_refused (self, join (first, second, NULL), 413, "too-large");
}

static void
test_commits (Fixture *self, gconstpointer data)
{
  g_autoptr(GString) commits = g_string_new (NULL);
  g_autofree char *one_more = NULL;

  for (guint i = 0; i < MUSTER_WIRE_COMMITS; i++)
    {
      g_autofree char *each = good (self);

      g_string_append_printf (commits, "%s%s", i > 0 ? "," : "", each);
    }
  assert_taken (self, g_strdup (commits->str));
  one_more = good (self);
  assert_whole_refused (self, join (commits->str, one_more, NULL), 413, "too-large");
}

/* ---- which commits these are, must be plain ---------------------------------------------------------------------- */

static void
test_envelope (Fixture *self, gconstpointer data)
{
  static const char *const commits[] = {
    "7",
    "{}",
    "[]",
    "null",
    "{\"n\":1}",
    "{\"n\":\"1\",\"id\":" ID "}",
    "{\"n\":0,\"id\":" ID "}",
    "{\"n\":1.0,\"id\":" ID "}",
    "{\"n\":1,\"id\":\"x\"}",
    "{\"n\":1,\"id\":7}",
    "{\"n\":1099511627776,\"id\":" ID "}",
    "{\"n\":1,\"id\":" ID ",\"at\":1},{\"n\":1,\"id\":" ID ",\"at\":1}",
    "{\"n\":1,\"n\":1,\"id\":" ID "}",
    "{\"n\":1,\"id\":" ID ",\"reason\":\"\\u0000\"}",
    "{\"n\":1,\"id\":" ID ",\"reason\":\"\xff\"}",
    "{\"n\":1,\"id\":" ID ",\"at\":123456789012345678901234567890}",
    "{\"n\":1,\"id\":" ID "},",
  };

  for (guint i = 0; i < G_N_ELEMENTS (commits); i++)
    assert_whole_refused (self, g_strdup (commits[i]), 400, "malformed");
  g_assert_cmpint (muster_ledger_get_head (self->world.ledger, NULL), ==, 0);
}

/* A number that was refused is not given out again. */
static void
test_another_under_its_number (Fixture *self, gconstpointer data)
{
  assert_taken (self, commit (self, CHANGES ("7")));
  assert_whole_refused (self, g_strdup ("{\"n\":1,\"id\":" ID CHANGES ("7") "}"), 409, "replica-forked");
  assert_whole_refused (self, g_strdup ("{\"n\":1,\"id\":" ID CHANGES ("[\"team\"," ID ",\"_exists\",0,true]") "}"),
                        409, "replica-forked");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/server/faults/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("malformed", test_malformed);
  ADD ("withheld", test_withheld);
  ADD ("names", test_names);
  ADD ("reason", test_reason);
  ADD ("value", test_value);
  ADD ("keys", test_keys);
  ADD ("depth", test_depth);
  ADD ("depth-of-all", test_depth_of_all);
  ADD ("changes", test_changes);
  ADD ("commits", test_commits);
  ADD ("envelope", test_envelope);
  ADD ("another-under-its-number", test_another_under_its_number);
  return g_test_run ();
}
