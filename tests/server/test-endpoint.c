/* test-endpoint.c - requests in, answers out: every path, and bad requests of each kind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-world.h"

#include <string.h>

/* ---- asking ------------------------------------------------------------------------------------------------------ */

static MusterRequest *
make (const char *method, const char *target, const char *access, const char *body)
{
  const char *query = strchr (target, '?');
  g_autofree char *path = query != NULL ? g_strndup (target, (gsize) (query - target)) : g_strdup (target);
  MusterRequest *request = muster_request_new (method, path);

  request->query = query != NULL ? g_strdup (query + 1) : NULL;
  request->authorization = g_strdup (access);
  request->address = g_strdup ("192.0.2.7");
  request->body = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  return request;
}

static MusterResponse *
ask (Solo *self, const MusterRequest *request)
{
  gboolean writes = muster_endpoint_writes (request);
  MusterResponse *response;
  MusterIdText server;

  if (writes)
    muster_ledger_begin (self->world.ledger, NULL);
  response = muster_endpoint_handle (self->world.endpoint, request);
  g_assert_true (!writes || muster_ledger_commit (self->world.ledger, NULL));
  g_assert_nonnull (response->body);
  g_assert_cmpstr (response->server, ==, muster_id_to_text (muster_ledger_get_server (self->world.ledger), server));
  g_assert_cmpstr (response->media_type, ==, response->status == 200 ? MUSTER_MEDIA_TYPE : MUSTER_PROBLEM_TYPE);
  return response;
}

static json_t *
ask_json (Solo *self, const char *method, const char *target, const char *body)
{
  g_autoptr(MusterRequest) request = make (method, target, self->ana.access, body);
  g_autoptr(MusterResponse) response = ask (self, request);
  json_t *json = muster_wire_parse (response->body, NULL);

  g_assert_cmpuint (response->status, ==, 200);
  g_assert_nonnull (json);
  return json;
}

static void
assert_problem (MusterResponse *response, guint status, const char *type)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterProblemDocument) problem = muster_wire_parse_problem (response->body, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, status);
  g_assert_cmpstr (problem->type, ==, type);
  g_assert_nonnull (problem->title);
  g_assert_true (g_str_has_suffix (problem->detail, "."));
  g_assert_nonnull (problem->retry);
  g_assert_null (strstr (problem->detail, "SQL"));
}

static void
assert_refused (Solo *self, const char *method, const char *target, const char *access, const char *body,
                guint status, const char *type)
{
  g_autoptr(MusterRequest) request = make (method, target, access, body);
  g_autoptr(MusterResponse) response = NULL;

  g_test_message ("%s %s", method, target);
  response = ask (self, request);
  assert_problem (response, status, type);
}

/* The query of a pull from the start, with one key put in place of what is there, left out or added. */
static char *
query_with (Solo *self, const char *key, const char *value)
{
  static const char *const names[] = { "replica", "epoch", "after", "chain", "grants", "n" };
  MusterIdText replica, epoch;
  const char *values[] = { muster_id_to_text (&self->ana.replica, replica),
                           muster_id_to_text (muster_ledger_get_epoch (self->world.ledger), epoch),
                           "0", "0000000000000000", "0", "0" };
  g_autoptr(GString) target = g_string_new ("/v1/pull");
  gboolean known = key == NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gboolean mine = g_strcmp0 (names[i], key) == 0;

      known = known || mine;
      if (!mine || value != NULL)
        g_string_append_printf (target, "%c%s=%s", strchr (target->str, '?') == NULL ? '?' : '&', names[i],
                                mine ? value : values[i]);
    }
  if (!known)
    g_string_append_printf (target, "&%s=%s", key, value);
  return g_string_free (g_steal_pointer (&target), FALSE);
}

static char *
push_body (Solo *self, const char *commits)
{
  MusterIdText replica, epoch;

  return g_strdup_printf ("{\"replica\":\"%s\",\"epoch\":\"%s\",\"schema\":1,"
                          "\"after\":0,\"chain\":\"0000000000000000\",\"commits\":[%s]}",
                          muster_id_to_text (&self->ana.replica, replica),
                          muster_id_to_text (muster_ledger_get_epoch (self->world.ledger), epoch), commits);
}

#define COMMIT_1 "{\"n\":1,\"id\":\"0198c5b0-1111-7000-8000-000000000004\",\"at\":1763683200000000," \
                 "\"changes\":[[\"team\",\"0198c5b1-2222-7000-8000-000000000031\",\"_exists\",0,true]]}"

/* ---- what is answered -------------------------------------------------------------------------------------------- */

static void
test_open_paths (Solo *self, gconstpointer data)
{
  g_autoptr(MusterRequest) well = make ("GET", "/.well-known/muster", NULL, NULL);
  g_autoptr(MusterRequest) health = make ("GET", "/healthz", NULL, NULL);
  g_autoptr(MusterResponse) answer = ask (self, well);
  g_autoptr(MusterResponse) healthy = ask (self, health);
  MusterWelcome welcome;

  g_assert_cmpuint (healthy->status, ==, 200);
  g_assert_true (muster_wire_parse_welcome (answer->body, &welcome, NULL));
  g_assert_true (muster_id_equal (&welcome.epoch, muster_ledger_get_epoch (self->world.ledger)));
  g_assert_cmpint (welcome.time, ==, WORLD_START);
  g_assert_cmpint (welcome.limit_commits, ==, 500);
}

static void
test_push_and_pull (Solo *self, gconstpointer data)
{
  g_autofree char *body = push_body (self, COMMIT_1);
  g_autofree char *target = query_with (self, NULL, NULL);
  g_autoptr(json_t) pushed = ask_json (self, "POST", "/v1/push", body);
  g_autoptr(json_t) again = ask_json (self, "POST", "/v1/push", body);
  g_autoptr(json_t) page = ask_json (self, "GET", target, NULL);

  g_assert_cmpint (json_integer_value (json_object_get (pushed, "acked")), ==, 1);
  g_assert_cmpint (json_integer_value (json_object_get (again, "head")), ==, 1);
  g_assert_cmpuint (json_array_size (json_object_get (page, "commits")), ==, 1);
  g_assert_cmpint (json_integer_value (json_object_get (json_object_get (page, "cursor"), "seq")), ==, 1);
}

static void
test_common (Solo *self, gconstpointer data)
{
  g_autoptr(json_t) none = ask_json (self, "POST", "/v1/common",
                                     "{\"cursors\":[{\"seq\":7,\"chain\":\"0011223344556677\"}]}");

  g_assert_cmpint (json_integer_value (json_object_get (none, "seq")), ==, 0);
}

static void
test_enrol_and_refresh (Solo *self, gconstpointer data)
{
  MusterId person = { 0 };
  g_autofree char *code = world_invite (&self->world, &person, "Ben", "server", "reader");
  g_autofree char *body = g_strdup_printf ("{\"code\":\"%s\",\"device\":\"Clinic laptop\","
                                           "\"replica\":\"0198c5a1-0000-7000-8000-00000000000a\",\"schema\":1}", code);
  g_autofree char *elsewhere = g_strdup_printf ("{\"code\":\"%s\",\"device\":\"Clinic laptop\","
                                                "\"replica\":\"0198c5a1-0000-7000-8000-00000000000b\",\"schema\":1}",
                                                code);
  g_autoptr(json_t) joined = ask_json (self, "POST", "/v1/enrol", body), again = NULL;
  const char *refresh = json_string_value (json_object_get (joined, "refresh"));
  g_autofree char *ask_refresh = g_strdup_printf ("{\"refresh\":\"%s\"}", refresh);
  g_autoptr(json_t) pair = ask_json (self, "POST", "/v1/token", ask_refresh);

  g_assert_cmpint (json_integer_value (json_object_get (pair, "expires")), ==, 900);
  again = ask_json (self, "POST", "/v1/enrol", body);
  g_assert_true (json_equal (json_object_get (again, "person"), json_object_get (joined, "person")));
  assert_refused (self, "POST", "/v1/enrol", NULL, elsewhere, 401, "code-invalid");
  world_later (&self->world, 61);
  assert_refused (self, "POST", "/v1/token", NULL, ask_refresh, 401, "auth-revoked");
  assert_refused (self, "GET", "/v1/pull", json_string_value (json_object_get (pair, "access")), NULL, 401,
                  "auth-revoked");
}

static void
test_fork (Solo *self, gconstpointer data)
{
  MusterIdText was;
  Member ben;
  g_autofree char *body = g_strdup_printf ("{\"replica\":\"0198c5a1-0000-7000-8000-00000000000a\",\"was\":\"%s\"}",
                                           muster_id_to_text (&self->ana.replica, was));
  g_autoptr(json_t) answer = ask_json (self, "POST", "/v1/replica", body);

  g_assert_cmpuint (json_object_size (answer), ==, 0);
  /* A copy of somebody else's file. */
  member_join (&ben, &self->world, "Ben", "server", "editor");
  assert_refused (self, "POST", "/v1/replica", ben.access, body, 403, "not-allowed");
  member_clear (&ben);
}

/* ---- what is refused --------------------------------------------------------------------------------------------- */

static void
test_paths (Solo *self, gconstpointer data)
{
  static const char *const wrong[][2] = {
    { "GET", "/" }, { "GET", "/v1/pull/" }, { "GET", "/v1/../v1/pull" }, { "GET", "//v1/pull" }, { "GET", "/V1/pull" },
    { "POST", "/v1/pull" }, { "GET", "/v1/push" }, { "DELETE", "/v1/pull" }, { "GET", "" }, { "GET", "/v1/pull%00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(MusterRequest) request = make (wrong[i][0], wrong[i][1], self->ana.access, NULL);
      g_autoptr(MusterResponse) response = muster_endpoint_admit (self->world.endpoint, request);

      assert_problem (response, 404, "not-found");
      assert_refused (self, wrong[i][0], wrong[i][1], self->ana.access, NULL, 404, "not-found");
    }
}

static void
test_admit (Solo *self, gconstpointer data)
{
  g_autoptr(MusterRequest) open = make ("POST", "/v1/enrol", NULL, NULL);
  g_autoptr(MusterRequest) good = make ("POST", "/v1/push", self->ana.access, NULL);
  g_autoptr(MusterRequest) events = make ("GET", "/v1/events", self->ana.access, NULL);
  g_autoptr(MusterRequest) none = make ("GET", "/v1/events", NULL, NULL);
  g_autoptr(MusterResponse) refused = muster_endpoint_admit (self->world.endpoint, none);

  g_assert_null (muster_endpoint_admit (self->world.endpoint, open));
  g_assert_null (muster_endpoint_admit (self->world.endpoint, good));
  g_assert_null (muster_endpoint_admit (self->world.endpoint, events));
  assert_problem (refused, 401, "auth-expired");
  g_assert_true (muster_endpoint_writes (open) && muster_endpoint_writes (good) && !muster_endpoint_writes (events));
}

static void
test_tokens (Solo *self, gconstpointer data)
{
  g_autofree char *target = query_with (self, NULL, NULL);

  assert_refused (self, "GET", target, NULL, NULL, 401, "auth-expired");
  assert_refused (self, "GET", target, "a-nobody", NULL, 401, "auth-expired");
  assert_refused (self, "GET", target, "", NULL, 401, "auth-expired");
  assert_refused (self, "GET", target, self->ana.refresh, NULL, 401, "auth-expired");
  world_later (&self->world, 900);
  assert_refused (self, "GET", target, self->ana.access, NULL, 401, "auth-expired");
  muster_ledger_begin (self->world.ledger, NULL);
  g_assert_true (muster_ledger_revoke (self->world.ledger, self->ana.session->device, NULL));
  g_assert_true (muster_ledger_commit (self->world.ledger, NULL));
  assert_refused (self, "GET", target, self->ana.access, NULL, 401, "auth-revoked");
}

static void
test_queries (Solo *self, gconstpointer data)
{
  static const char *const wrong[][2] = {
    { "replica", NULL }, { "epoch", NULL }, { "after", NULL }, { "chain", NULL }, { "grants", NULL }, { "n", NULL },
    { "replica", "" }, { "replica", "0198C5A1-0000-7000-8000-00000000000A" }, { "epoch", "x" },
    { "after", "-1" }, { "after", "+1" }, { "after", "01" }, { "after", "1.0" }, { "after", "%30" },
    { "after", "99999999999999999999" },
    { "chain", "00" }, { "chain", "000000000000000G" }, { "chain", "AABBCCDDEEFF0011" },
    { "limit", "0" }, { "limit", "1001" }, { "wait", "51" }, { "limit", "" },
    { "until", "1" }, { "scope", "0198c5a1-0000-7000-8000-00000000000a" },
    { "record", "0198c5a1-0000-7000-8000-00000000000a" },
    { "colour", "red" }, { "n", "0&n=0" }, { "n", "0&" }, { "n", "0&=1" },
    { "scope", "0198c5a1-0000-7000-8000-00000000000a&record=0198c5a1-0000-7000-8000-00000000000a&until=0" },
  };
  g_autofree char *upgrade = query_with (self, "schema", "0");
  g_autofree char *mine = query_with (self, NULL, NULL);
  g_autofree char *stranger = query_with (self, "replica", "0198c5a1-0000-7000-8000-00000000000a");
  g_autofree char *diverged = query_with (self, "chain", "0011223344556677");
  Member ben;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *target = query_with (self, wrong[i][0], wrong[i][1]);

      assert_refused (self, "GET", target, self->ana.access, NULL, 400, "malformed");
    }
  assert_refused (self, "GET", upgrade, self->ana.access, NULL, 426, "upgrade-required");
  /* One that is not known was made after the backup that was put back; one of somebody else is hers alone. */
  assert_refused (self, "GET", stranger, self->ana.access, NULL, 409, "replica-unknown");
  member_join (&ben, &self->world, "Ben", "server", "editor");
  assert_refused (self, "GET", mine, ben.access, NULL, 403, "not-allowed");
  member_clear (&ben);
  assert_refused (self, "GET", diverged, self->ana.access, NULL, 409, "diverged");
}

static void
test_bodies (Solo *self, gconstpointer data)
{
  static const char *const paths[] = { "/v1/push", "/v1/common", "/v1/replica", "/v1/token", "/v1/enrol" };
  static const char *const wrong[] = { NULL, "", "null", "[]", "{}", "{", "{}{}", "{\"a\":1,\"a\":2}", "\xff",
                                       "{\"refresh\":1e400}" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    for (guint j = 0; j < G_N_ELEMENTS (wrong); j++)
      {
        world_later (&self->world, 7); /* codes are tried no faster than that */
        assert_refused (self, "POST", paths[i], self->ana.access, wrong[j], 400, "malformed");
      }
}

static void
test_pushes (Solo *self, gconstpointer data)
{
  static const struct {
    const char *commits;
    guint       status;
    const char *type;
  } cases[] = {
    { "{\"n\":1}", 400, "malformed" },
    { "{\"n\":0,\"id\":\"0198c5b0-1111-7000-8000-000000000004\",\"at\":1,\"changes\":[]}", 400, "malformed" },
    { COMMIT_1 "," COMMIT_1, 400, "malformed" },
    { "{\"n\":2,\"id\":\"0198c5b0-1111-7000-8000-000000000005\",\"at\":1,"
      "\"changes\":[[\"team\",\"0198c5b1-2222-7000-8000-000000000031\",\"_exists\",0,true]]}", 409, "gap" },
  };
  g_autofree char *first = push_body (self, COMMIT_1);
  g_autofree char *forked = NULL;
  g_autofree char *epoch = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = push_body (self, cases[i].commits);

      assert_refused (self, "POST", "/v1/push", self->ana.access, body, cases[i].status, cases[i].type);
    }
  json_decref (ask_json (self, "POST", "/v1/push", first));
  forked = g_strdup (first);
  strstr (forked, "1763683200000000")[15] = '1';
  assert_refused (self, "POST", "/v1/push", self->ana.access, forked, 409, "replica-forked");
  epoch = g_strdup (first);
  memcpy (strstr (epoch, "epoch") + 8, "0198c5b1", 8);
  assert_refused (self, "POST", "/v1/push", self->ana.access, epoch, 409, "diverged");
  g_free (epoch);
  epoch = g_strdup (first);
  strstr (epoch, "0000000000000000")[0] = '1';
  assert_refused (self, "POST", "/v1/push", self->ana.access, epoch, 409, "diverged");
}

static void
test_gap_says_what (Solo *self, gconstpointer data)
{
  g_autofree char *body =
    push_body (self, "{\"n\":9,\"id\":\"0198c5b0-1111-7000-8000-000000000005\",\"at\":1,"
                     "\"changes\":[[\"team\",\"0198c5b1-2222-7000-8000-000000000031\",\"_exists\",0,true]]}");
  g_autoptr(MusterRequest) request = make ("POST", "/v1/push", self->ana.access, body);
  g_autoptr(MusterResponse) response = ask (self, request);
  g_autoptr(MusterProblemDocument) problem = muster_wire_parse_problem (response->body, NULL);

  g_assert_cmpint (problem->n, ==, 9);
  g_assert_cmpint (problem->expected, ==, 1);
  g_assert_cmpstr (problem->retry, ==, "after-reconcile");
}

/* Too much is told apart from wrong: it may be sent in parts. */
static void
test_too_large (Solo *self, gconstpointer data)
{
  g_autofree char *spaces = g_strnfill (8 * 1024 * 1024 + 1, ' ');
  g_autoptr(GString) many = g_string_new (COMMIT_1);
  g_autofree char *body = NULL;

  for (guint i = 2; i <= 501; i++)
    g_string_append_printf (many,
                            ",{\"n\":%u,\"id\":\"0198c5b0-1111-7000-8000-%012u\",\"at\":1,"
                            "\"changes\":[[\"team\",\"0198c5b1-2222-7000-8000-%012u\",\"_exists\",0,true]]}",
                            i, i, i);
  body = push_body (self, many->str);
  assert_refused (self, "POST", "/v1/push", self->ana.access, body, 413, "too-large");
  assert_refused (self, "POST", "/v1/push", self->ana.access, spaces, 413, "too-large");
}

static void
test_tries (Solo *self, gconstpointer data)
{
  static const char body[] =
    "{\"code\":\"K7QF-2M9D-XR4T\",\"device\":\"d\",\"replica\":\"0198c5a1-0000-7000-8000-00000000000a\",\"schema\":1}";
  g_autoptr(MusterRequest) elsewhere = make ("POST", "/v1/enrol", NULL, body);
  g_autoptr(MusterResponse) answer = NULL;

  for (guint i = 0; i < 10; i++)
    assert_refused (self, "POST", "/v1/enrol", NULL, body, 401, "code-invalid");
  assert_refused (self, "POST", "/v1/enrol", NULL, body, 429, "busy");
  g_free (elsewhere->address);
  elsewhere->address = g_strdup ("192.0.2.8");
  answer = ask (self, elsewhere);
  assert_problem (answer, 401, "code-invalid");
  world_later (&self->world, 59);
  assert_refused (self, "POST", "/v1/enrol", NULL, body, 429, "busy");
  world_later (&self->world, 1);
  assert_refused (self, "POST", "/v1/enrol", NULL, body, 401, "code-invalid");
}

/* The listener's own refusals, and what it says when a batch did not reach the disk. */
static void
test_failures (Solo *self, gconstpointer data)
{
  g_autoptr(GError) full = g_error_new_literal (MUSTER_ERROR, MUSTER_ERROR_NO_SPACE, "There is no room left.");
  g_autoptr(GError) other = g_error_new_literal (MUSTER_ERROR, MUSTER_ERROR_FAILED, "It could not be written.");
  g_autoptr(MusterResponse) first = muster_endpoint_fail (self->world.endpoint, full);
  g_autoptr(MusterResponse) second = muster_endpoint_fail (self->world.endpoint, other);
  g_autoptr(MusterResponse) third = muster_endpoint_refuse (self->world.endpoint, "too-large", NULL);

  assert_problem (first, 507, "storage-full");
  assert_problem (second, 503, "busy");
  assert_problem (third, 413, "too-large");
  g_assert_cmpuint (second->retry_after, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_log_writer_default_set_use_stderr (TRUE); /* what the endpoint says of failures is no TAP */
#define ADD(path, func) g_test_add ("/server/endpoint/" path, Solo, NULL, solo_init, func, solo_clear)
  ADD ("open-paths", test_open_paths);
  ADD ("push-and-pull", test_push_and_pull);
  ADD ("common", test_common);
  ADD ("enrol-and-refresh", test_enrol_and_refresh);
  ADD ("fork", test_fork);
  ADD ("paths", test_paths);
  ADD ("admit", test_admit);
  ADD ("tokens", test_tokens);
  ADD ("queries", test_queries);
  ADD ("bodies", test_bodies);
  ADD ("pushes", test_pushes);
  ADD ("gap-says-what", test_gap_says_what);
  ADD ("too-large", test_too_large);
  ADD ("tries", test_tries);
  ADD ("failures", test_failures);
  return g_test_run ();
}
