/* test-refused.c - what a steward hears of what was refused, and nobody else: PROTOCOL.md section 9.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-world.h"

#include <string.h>

/* Area s holds the boroughs a and b, and these a team each. */
typedef struct {
  World  world;
  Member root, ann, bob, stan, rea; /* editors of all, of a and of b; steward of a; reader of a */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  world_init (&self->world, data);
  member_join (&self->root, &self->world, "Root", "server", "editor");
  member_join (&self->ann, &self->world, "Ann", "a", "editor");
  member_join (&self->bob, &self->world, "Bob", "b", "editor");
  member_join (&self->stan, &self->world, "Stan", "a", "steward");
  member_join (&self->rea, &self->world, "Rea", "a", "reader");
  member_push (&self->root, "area s _exists 0 true\narea a _exists 0 true\narea a parent 0 {\"parent\":\"@s\"}\n"
                            "area b _exists 0 true\narea b parent 0 {\"parent\":\"@s\"}\n"
                            "team ta _exists 0 true\nteam ta area 0 {\"area\":\"@a\"}\n"
                            "team tb _exists 0 true\nteam tb area 0 {\"area\":\"@b\"}");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  world_assert_sound (&self->world);
  member_clear (&self->root);
  member_clear (&self->ann);
  member_clear (&self->bob);
  member_clear (&self->stan);
  member_clear (&self->rea);
  world_clear (&self->world, data);
}

/* As a client decodes it; a line "actor n type: kind group value, …" for each. */
static char *
told (Member *member, gint64 *after, guint limit)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterToldList) list =
    muster_ledger_tell_refused (member->world->ledger, member->session, *after, limit, &error);
  g_autoptr(GBytes) body = NULL;
  g_autoptr(MusterToldList) read = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  body = muster_wire_print_told (list);
  read = muster_wire_parse_told (body, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read->more, ==, list->more);
  for (guint i = 0; i < read->told->len; i++)
    {
      const MusterTold *one = read->told->pdata[i];

      g_string_append_printf (text, "%s %" G_GINT64_FORMAT " %s:", one->entry->actor, one->entry->n,
                              one->refusal->type);
      for (guint j = 0; j < muster_commit_get_n (one->entry->commit); j++)
        {
          const MusterChange *change = muster_commit_get_change (one->entry->commit, j);
          g_autofree char *value = muster_json_to_text (change->value);

          g_string_append_printf (text, " %s %s %s", change->kind, change->group, value);
        }
      g_string_append_c (text, '\n');
    }
  *after = read->after;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_told (Member *member, const char *expected)
{
  gint64 after = 0;
  g_autofree char *text = told (member, &after, 1000);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_in_her_scope (Fixture *self, gconstpointer data)
{
  assert_told (&self->stan, "");
  member_push (&self->bob, "team ta name 0 {\"name\":\"Taken over\"}");
  member_push (&self->ann, "team tb name 0 {\"name\":\"Secret of b\"}");
  member_push (&self->rea, "team ta name 0 {\"name\":\"Hub\"}");
  assert_told (&self->stan, "Bob 1 not-allowed: team name {\"name\":\"Taken over\"}\n"
                            "Rea 1 not-allowed: team name {\"name\":\"Hub\"}\n");
}

/* Of one commit the part that is hers; what is new stands with its author. */
static void
test_parts (Fixture *self, gconstpointer data)
{
  member_push (&self->bob, "team ta name 0 {\"name\":\"Here\"}\nteam tb name 0 {\"name\":\"Secret of b\"}\nteam tn "
                           "name 0 {\"name\":\"New of b\"}");
  member_push (&self->ann, "risk r title 0 {\"title\":\"New of a\"}\nteam tb name 0 {\"name\":\"Secret of b\"}");
  assert_told (&self->stan, "Bob 1 not-allowed: team name {\"name\":\"Here\"}\n"
                            "Ann 1 not-allowed: risk title {\"title\":\"New of a\"}\n");
}

/* One that could not be read says nothing but that it was. */
static void
test_unreadable (Fixture *self, gconstpointer data)
{
  Member *authors[] = { &self->ann, &self->bob };

  for (guint i = 0; i < G_N_ELEMENTS (authors); i++)
    {
      MusterIdText replica, epoch;
      g_autofree char *body = g_strdup_printf (
        "{\"replica\":\"%s\",\"epoch\":\"%s\",\"schema\":1,\"after\":0,\"chain\":\"0000000000000000\",\"commits\":"
        "[{\"n\":1,\"id\":\"0198c5b0-1111-7000-8000-00000000000%u\",\"at\":1,\"changes\":[7]}]}",
        muster_id_to_text (&authors[i]->replica, replica),
        muster_id_to_text (muster_ledger_get_epoch (self->world.ledger), epoch), i);
      g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));
      g_autoptr(MusterPush) push = muster_wire_parse_push (bytes, NULL);
      MusterTaken taken;

      muster_ledger_begin (self->world.ledger, NULL);
      g_assert_true (muster_ledger_take (self->world.ledger, authors[i]->session, push, &taken, NULL));
      g_assert_true (muster_ledger_commit (self->world.ledger, NULL));
      g_assert_cmpint (taken.acked, ==, 1);
    }
  assert_told (&self->stan, "Ann 1 malformed:\n");
}

/* What was refused on a base that has grown since is read as it was said. */
static void
test_with_bases (Fixture *self, gconstpointer data)
{
  member_push (&self->rea, "team ta area 1 {\"area\":\"@b\"}");
  member_push (&self->rea, "team ta area -1 {}");
  {
    gint64 after = 0;
    g_autofree char *text = told (&self->stan, &after, 1000);

    g_assert_nonnull (strstr (text, "Rea 1 not-allowed: team area"));
    g_assert_nonnull (strstr (text, "Rea 2 not-allowed: team area {}"));
  }
}

static void
test_pages (Fixture *self, gconstpointer data)
{
  gint64 after = 0;
  guint n = 0;

  for (guint i = 0; i < 7; i++)
    {
      member_push (&self->rea, "team ta name 0 {\"name\":\"Hub\"}");
      member_push (&self->ann, "team tb name 0 {\"name\":\"Secret of b\"}");
    }
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *text = told (&self->stan, &after, 2);

      g_assert_null (strstr (text, "Secret"));
      for (const char *c = text; *c != '\0'; c++)
        n += *c == '\n';
    }
  g_assert_cmpuint (n, ==, 7);
}

static void
test_nobody_else (Fixture *self, gconstpointer data)
{
  Member *others[] = { &self->root, &self->ann, &self->bob, &self->rea };

  member_push (&self->rea, "team ta name 0 {\"name\":\"Hub\"}");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (muster_ledger_tell_refused (self->world.ledger, others[i]->session, 0, 1000, &error));
      g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_EXISTS);
    }
}

/* Over the wire: who asks must be a steward now, and ask as the protocol says. */
static void
test_requests (Fixture *self, gconstpointer data)
{
  struct {
    Member     *who;
    const char *query;
    guint       status;
  } cases[] = {
    { &self->stan, "after=0", 200 },
    { &self->stan, "after=0&limit=1000", 200 },
    { &self->stan, "limit=5&after=3", 200 },
    { &self->stan, NULL, 400 },
    { &self->stan, "", 400 },
    { &self->stan, "after=-1", 400 },
    { &self->stan, "after=0&limit=1001", 400 },
    { &self->stan, "after=0&n=0", 400 },
    { &self->stan, "after=0&after=0", 400 },
    { &self->stan, "limit=5", 400 },
    { &self->ann, "after=0", 403 },
    { &self->rea, "after=0", 403 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(MusterRequest) request = muster_request_new ("GET", "/v1/refused");
      g_autoptr(MusterResponse) response = NULL;

      request->query = g_strdup (cases[i].query);
      request->authorization = g_strdup (cases[i].who->access);
      response = muster_endpoint_handle (self->world.endpoint, request);
      g_assert_cmpuint (response->status, ==, cases[i].status);
    }
  world_grant (&self->world, &self->stan.person, "a", "editor");
  {
    g_autoptr(MusterRequest) request = muster_request_new ("GET", "/v1/refused");
    g_autoptr(MusterResponse) response = NULL;

    request->query = g_strdup ("after=0");
    request->authorization = g_strdup (self->stan.access);
    response = muster_endpoint_handle (self->world.endpoint, request);
    g_assert_cmpuint (response->status, ==, 403);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/server/refused/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("in-her-scope", test_in_her_scope);
  ADD ("parts", test_parts);
  ADD ("unreadable", test_unreadable);
  ADD ("with-bases", test_with_bases);
  ADD ("pages", test_pages);
  ADD ("nobody-else", test_nobody_else);
  ADD ("requests", test_requests);
  return g_test_run ();
}
