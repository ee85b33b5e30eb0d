/* test-bad-input.c - answers that are whole and ours by their outside, and wrong within; and texts that are made to be
 * taken for something else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#include "muster-error.h"

#include <string.h>

/* ---- answers ----------------------------------------------------------------------------------------------------- */

#define OTHER_ID "0198c5a0-0000-7000-8000-000000000001"

static json_t *
commit_of (json_t *page, gsize i)
{
  return json_array_get (json_object_get (page, "commits"), i);
}

static json_t *
change_of (json_t *page, gsize i)
{
  return json_array_get (json_object_get (commit_of (page, i), "changes"), 0);
}

/* Each makes a page of two commits of somebody else wrong in one way. */
static void
other_server (json_t *page)
{
  json_object_set_new (page, "server", json_string (OTHER_ID));
}

static void
other_epoch (json_t *page)
{
  json_object_set_new (page, "epoch", json_string (OTHER_ID));
}

static void
from_elsewhere (json_t *page)
{
  json_object_set_new (page, "after", json_integer (json_integer_value (json_object_get (page, "after")) - 1));
}

static void
reordered (json_t *page)
{
  json_t *commits = json_object_get (page, "commits");
  g_autoptr(json_t) first = json_incref (json_array_get (commits, 0));

  json_array_remove (commits, 0);
  json_array_append (commits, first);
}

static void
twice (json_t *page)
{
  json_array_insert (json_object_get (page, "commits"), 0, commit_of (page, 0));
}

static void
back (json_t *page)
{
  json_object_set_new (json_object_get (page, "cursor"), "seq", json_integer (0));
}

static void
past_the_cursor (json_t *page)
{
  json_object_set_new (commit_of (page, 1), "seq", json_integer (1000));
}

static void
base_from_the_future (json_t *page)
{
  json_array_set_new (change_of (page, 0), 4, json_integer (1000));
}

static void
based_on_itself (json_t *page)
{
  json_array_set (change_of (page, 0), 4, json_object_get (commit_of (page, 0), "seq"));
}

static void
no_object (json_t *page)
{
  json_array_set_new (change_of (page, 0), 5, json_string ("text"));
}

static void
unknown_outcome (json_t *page)
{
  json_array_append_new (change_of (page, 0), json_pack ("{s:s}", "out", "better"));
}

static void
path_as_id (json_t *page)
{
  json_array_set_new (change_of (page, 0), 2, json_string ("../../../../etc/passwd"));
}

static void
statement_as_kind (json_t *page)
{
  json_array_set_new (change_of (page, 0), 1, json_string ("risk'; DROP TABLE log_commit; --"));
}

static void
long_name (json_t *page)
{
  g_autofree char *name = g_strnfill (MUSTER_WIRE_NAME + 1, 'a');

  json_array_set_new (change_of (page, 0), 3, json_string (name));
}

static void
too_deep (json_t *page)
{
  json_t *value = json_object ();

  for (guint i = 0; i < MUSTER_WIRE_DEPTH; i++)
    value = json_pack ("{s:o}", "a", value);
  json_array_set_new (change_of (page, 0), 5, value);
}

static void
too_large (json_t *page)
{
  g_autofree char *text = g_strnfill (MUSTER_WIRE_VALUE, 'a');

  json_array_set_new (change_of (page, 0), 5, json_pack ("{s:s}", "title", text));
}

static void
too_many (json_t *page)
{
  for (guint i = 0; i < MUSTER_WIRE_PAGE; i++)
    json_array_append (json_object_get (page, "commits"), commit_of (page, 0));
}

static void
no_chain (json_t *page)
{
  json_object_set_new (json_object_get (page, "cursor"), "chain", json_string ("0"));
}

static void
no_cursor (json_t *page)
{
  json_object_del (page, "cursor");
}

static void
a_fraction (json_t *page)
{
  json_object_set_new (commit_of (page, 0), "n", json_real (1.5));
}

static const struct {
  const char *name;
  void (*spoil) (json_t *page);
} spoils[] = {
#define SPOIL(name) { #name, name }
  SPOIL (other_server),
  SPOIL (other_epoch),
  SPOIL (from_elsewhere),
  SPOIL (reordered),
  SPOIL (twice),
  SPOIL (back),
  SPOIL (past_the_cursor),
  SPOIL (base_from_the_future),
  SPOIL (based_on_itself),
  SPOIL (no_object),
  SPOIL (unknown_outcome),
  SPOIL (path_as_id),
  SPOIL (statement_as_kind),
  SPOIL (long_name),
  SPOIL (too_deep),
  SPOIL (too_large),
  SPOIL (too_many),
  SPOIL (no_chain),
  SPOIL (no_cursor),
  SPOIL (a_fraction),
#undef SPOIL
};

static MusterResponse *
spoil (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  void (*how) (json_t *) = *(void (**) (json_t *)) desk->wire_data;
  g_autoptr(json_t) page = NULL;

  if (!g_str_equal (request->path, "/v1/pull"))
    return response;
  page = muster_wire_parse (response->body, NULL);
  g_assert_cmpuint (json_array_size (json_object_get (page, "commits")), ==, 2);
  how (page);
  g_bytes_unref (response->body);
  response->body = muster_wire_print (page);
  return response;
}

/* Nothing changes, a sentence says what was met, and when the wire is honest again all goes on. */
static void
test_pages (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  MusterId id = { 0 };

  desk_save (bob, &id, "title", "One");
  desk_sync (bob);
  desk_sync (ann);
  for (guint i = 0; i < G_N_ELEMENTS (spoils); i++)
    {
      g_autofree char *before = NULL, *after = NULL, *title = g_strdup_printf ("Title %u", i);

      g_test_message ("%s", spoils[i].name);
      desk_save (bob, &id, "cause", title);
      desk_save (bob, &id, "title", title);
      desk_sync (bob);
      before = muster_replica_dump (ann->replica, NULL);
      ann->wire = spoil;
      ann->wire_data = (gpointer) &spoils[i].spoil;
      muster_engine_nudge (ann->engine);
      desk_turn (ann);
      after = muster_replica_dump (ann->replica, NULL);
      g_assert_true (g_str_equal (before, after));
      g_assert_nonnull (muster_engine_get_failure (ann->engine));
      g_assert_true (g_str_has_suffix (muster_engine_get_failure (ann->engine), "."));
      ann->wire = NULL;
      desk_sync (ann);
      desk_assert (ann, &id, "title", title);
      g_assert_null (muster_engine_get_failure (ann->engine));
    }
  desk_assert_equal (ann, bob);
}

/* ---- what contradicts the log: it is fetched anew ---------------------------------------------------------------- */

static void
id_of_another (json_t *page)
{
  json_object_set (commit_of (page, 1), "id", json_object_get (commit_of (page, 0), "id"));
}

static void
another_value (json_t *page)
{
  json_array_set_new (change_of (page, 0), 5, json_pack ("{s:s}", "cause", "What nobody said"));
}

static void
a_field_that_cannot_be (json_t *page)
{
  json_array_set_new (change_of (page, 0), 5, json_pack ("{s:[i]}", "cause", 7));
}

static const struct {
  const char *name;
  void (*spoil) (json_t *page);
} contradictions[] = {
  { "id_of_another", id_of_another },
  { "another_value", another_value },
  { "a_field_that_cannot_be", a_field_that_cannot_be },
};

static MusterResponse *
spoil_once (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  if (!g_str_equal (request->path, "/v1/pull"))
    return response;
  desk->wire = NULL;
  return spoil (desk, request, response);
}

static void
test_contradictions (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor"), bob = desk_new (self, "Bob", "editor");
  MusterId id = { 0 };

  desk_save (bob, &id, "title", "One");
  desk_sync (bob);
  desk_sync (ann);
  for (guint i = 0; i < G_N_ELEMENTS (contradictions); i++)
    {
      g_autofree char *title = g_strdup_printf ("Title %u", i);

      g_test_message ("%s", contradictions[i].name);
      desk_save (bob, &id, "cause", title);
      desk_save (bob, &id, "title", title);
      desk_sync (bob);
      ann->wire = spoil_once;
      ann->wire_data = (gpointer) &contradictions[i].spoil;
      desk_sync (ann);
      g_assert_null (ann->wire);
      desk_assert (ann, &id, "cause", title);
      g_assert_true (muster_engine_all_saved (ann->engine));
      desk_assert_equal (ann, bob);
    }
}

/* ---- answers that say nothing ------------------------------------------------------------------------------------ */

static const char *const not_done[] = { "", "[]", "{", "null", "{\"ok\":true}", "<html>Sign in</html>" };

/* wire_data is one of them. */
static MusterResponse *
not_done_yet (Desk *desk, const MusterRequest *request, MusterResponse *response)
{
  const char *body = desk->wire_data;

  if (!g_str_equal (request->path, "/v1/replica") || response->status != 200)
    return response;
  g_bytes_unref (response->body);
  response->body = g_bytes_new_static (body, strlen (body));
  return response;
}

/* That a new replica id is known, and that an old one is again, is believed of {} alone. */
static void
test_done (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann", "editor");
  g_autoptr(MusterSyncState) before = NULL, after = NULL;
  g_autoptr(Desk) copy = NULL;
  MusterId id = { 0 }, other = { 0 };

  desk_save (ann, &id, "title", "One");
  desk_sync (ann);
  copy = desk_copy (ann);
  desk_save (ann, &id, "title", "By Ann");
  desk_save (copy, &other, "title", "By the copy");
  desk_sync (ann);
  before = muster_replica_get_sync_state (copy->replica, NULL);
  copy->wire = not_done_yet;
  for (guint i = 0; i < G_N_ELEMENTS (not_done); i++)
    {
      g_autoptr(MusterSyncState) now = NULL;

      copy->wire_data = (gpointer) not_done[i];
      muster_engine_nudge (copy->engine);
      desk_turn (copy);
      g_assert_cmpint (muster_engine_get_state (copy->engine), ==, MUSTER_ENGINE_BACKING_OFF);
      g_assert_nonnull (muster_engine_get_failure (copy->engine));
      now = muster_replica_get_sync_state (copy->replica, NULL);
      g_assert_true (muster_id_equal (&now->replica, &before->replica));
    }
  copy->wire = NULL;
  desk_sync (copy);
  desk_sync (ann);
  after = muster_replica_get_sync_state (copy->replica, NULL);
  g_assert_false (muster_id_equal (&after->replica, &before->replica));
  desk_assert (ann, &other, "title", "By the copy");
  desk_assert_equal (ann, copy);
}

/* ---- texts ------------------------------------------------------------------------------------------------------- */

static const char *const tricks[] = {
  "'; DROP TABLE log_commit; --",
  "\" OR \"\"=\"",
  "%' UNION SELECT hash FROM token --",
  "?1",
  "$1",
  ":a",
  "%s%n%p%x",
  "{0}",
  "${HOME}",
  "$(reboot)",
  "`reboot`",
  "../../../../etc/passwd",
  "..\\..\\windows",
  "/dev/null",
  "file:///etc/passwd",
  "<b>bold</b>",
  "<a href=\"javascript:alert(1)\">a</a>",
  "&amp;&lt;&#0;",
  "</span><span size='99999'>",
  "]]>",
  "<!ENTITY x SYSTEM \"file:///etc/passwd\">",
  "=1+1",
  "@SUM(A1)",
  "-2+3",
  "+cmd|' /C calc'!A0",
  "recall) OR (scope:PCN2",
  "title:x NEAR/2 y*",
  "\\u0000",
  "\\\"",
  "\\",
  "{\"n\":1}",
  "[[[[",
  "null",
  "true",
  "1e400",
  "_exists",
  "_ref",
  "\xe2\x80\xae"
  "evil",
  "\xe2\x81\xa6"
  "a\xe2\x81\xa9",
  "e\xcc\x81",
  "\xf0\x9f\x8f\xb4\xf3\xa0\x81\xa7",
  "\xef\xbb\xbf"
  "bom",
  "R-1",
  "0198c5a0-0000-7000-8000-000000000001",
};

static gint64
save_with_reason (Desk *desk, MusterId *id, const char *text)
{
  g_autoptr(MusterRecord) base = muster_replica_get (desk->replica, id, NULL);
  g_autoptr(MusterRecord) edited = muster_record_copy (base);
  g_autoptr(MusterCommit) commit = muster_commit_new (text);
  g_autoptr(MusterValue) value = muster_value_new_text (MUSTER_VALUE_LONG_TEXT, text);
  g_autoptr(GError) error = NULL;
  gint64 version;

  muster_record_set (edited, "cause", value);
  muster_commit_add_edit (commit, base, edited);
  muster_replica_save (desk->replica, commit, MUSTER_ORIGIN_EDIT, &version, NULL, &error);
  g_assert_no_error (error);
  return version;
}

/* They come out as they went in, in values, reasons and names of people, and do nothing on the way. */
static void
test_texts (Office *self, gconstpointer data)
{
  g_autoptr(Desk) ann = desk_new (self, "Ann <b>'\"%s;--", "editor"),
                   bob = desk_new (self, "Bob", "editor");
  g_autoptr(GPtrArray) faults = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tricks); i++)
    {
      g_autofree char *read = NULL;
      g_autoptr(GPtrArray) history = NULL;
      const MusterHistoryEntry *last;
      MusterId id = { 0 };

      g_test_message ("%s", tricks[i]);
      desk_save (ann, &id, "title", "One");
      save_with_reason (ann, &id, tricks[i]);
      desk_sync (ann);
      desk_sync (bob);
      read = desk_read (bob, &id, "cause");
      g_assert_cmpstr (read, ==, tricks[i]);
      history = muster_replica_history (bob->replica, &id, "cause", NULL);
      last = history->pdata[0];
      g_assert_cmpstr (last->reason, ==, tricks[i]);
      g_assert_cmpstr (last->actor, ==, "Ann <b>'\"%s;--");
    }
  desk_assert_equal (ann, bob);
  faults = muster_ledger_verify (self->ledger, NULL);
  g_assert_cmpuint (faults->len, ==, 0);
}

/* The code, the name of a computer and a refresh token are texts that the endpoint looks up. */
static void
test_joining (Office *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (tricks); i++)
    for (guint what = 0; what < 2; what++)
      {
        g_autoptr(MusterRequest) request = muster_request_new ("POST", what == 0 ? "/v1/enrol" : "/v1/token");
        g_autoptr(MusterResponse) response = NULL;
        g_autoptr(json_t) body = what == 0 ? json_pack ("{s:s, s:s, s:s, s:i}", "code", tricks[i], "device", tricks[i],
                                                         "replica", OTHER_ID, "schema", 1)
                                            : json_pack ("{s:s}", "refresh", tricks[i]);

        request->body = muster_wire_print (body);
        request->address = g_strdup_printf ("192.0.2.%u", i);
        response = office_handle (self, request);
        g_assert_true (response->status == 401 || response->status == 400);
      }
}

#define ADD(name, func) g_test_add ("/sync/bad-input/" name, Office, NULL, office_init, func, office_clear)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("pages", test_pages);
  ADD ("contradictions", test_contradictions);
  ADD ("done", test_done);
  ADD ("texts", test_texts);
  ADD ("joining", test_joining);
  return g_test_run ();
}
