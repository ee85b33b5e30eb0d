/* test-scope.c - what belongs to a team, an area or a programme, at once or by way of others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

/* Camden with a team, its plan and a deliverable; a risk of the team; another of Barnet. */
typedef struct {
  MusterRecord *camden, *barnet, *team, *plan, *work, *risk, *other;
} Places;

static void
make_places (Fixture *self, Places *places)
{
  places->camden = world_add (self, MUSTER_KIND_AREA, "name", "Camden", "level", "borough", NULL);
  places->barnet = world_add (self, MUSTER_KIND_AREA, "name", "Barnet", "level", "borough", NULL);
  places->team = world_add (self, MUSTER_KIND_TEAM, "name", "Camden 1", "area", world_bind (places->camden), NULL);
  places->plan = world_add (self, MUSTER_KIND_PLAN, "title", "Start-up", "scope", world_bind (places->team), NULL);
  places->work = world_add (self, MUSTER_KIND_DELIVERABLE, "title", "Rooms", "plan", world_bind (places->plan), NULL);
  places->risk = world_add (self, MUSTER_KIND_RISK, "title", "Posts stay empty", "status", "open", "scope",
                            world_bind (places->team), NULL);
  places->other = world_add (self, MUSTER_KIND_RISK, "title", "Roof leaks", "status", "open", "scope",
                             world_bind (places->barnet), NULL);
}

static void
free_places (Places *places)
{
  MusterRecord **records[] = { &places->camden, &places->barnet, &places->team, &places->plan,
                               &places->work,   &places->risk,   &places->other };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    g_clear_object (records[i]);
}

/* Titles of the records of a kind in a scope, with words in them where words are given. */
static void
assert_inside (Fixture *self, MusterRecord *scope, MusterKindId kind, const char *words, const char *expected)
{
  g_autoptr(MusterQuery) query = muster_query_new (muster_kind_get (kind));
  g_autoptr(GString) titles = g_string_new (NULL);
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GArray) rowids = NULL;
  g_autoptr(GError) error = NULL;

  muster_query_set_text (query, words);
  muster_query_set_scope (query, scope != NULL ? muster_record_get_id (scope) : NULL);
  rowids = muster_replica_query (self->replica, query, &error);
  g_assert_no_error (error);
  records = muster_replica_load (self->replica, muster_kind_get (kind), (gint64 *) rowids->data, rowids->len, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *title = muster_record_dup_title (records->pdata[i]);

      g_string_append_printf (titles, "%s%s", i > 0 ? ", " : "", title);
    }
  g_assert_cmpstr (titles->str, ==, expected);
}

static void
test_leads_there (Fixture *self, gconstpointer data)
{
  Places places;

  make_places (self, &places);
  assert_inside (self, places.camden, MUSTER_KIND_AREA, NULL, "Camden");
  assert_inside (self, places.camden, MUSTER_KIND_TEAM, NULL, "Camden 1");
  assert_inside (self, places.camden, MUSTER_KIND_PLAN, NULL, "Start-up");
  assert_inside (self, places.camden, MUSTER_KIND_DELIVERABLE, NULL, "Rooms");
  assert_inside (self, places.camden, MUSTER_KIND_RISK, NULL, "Posts stay empty");
  assert_inside (self, places.team, MUSTER_KIND_RISK, NULL, "Posts stay empty");
  assert_inside (self, places.barnet, MUSTER_KIND_RISK, NULL, "Roof leaks");
  assert_inside (self, places.barnet, MUSTER_KIND_DELIVERABLE, NULL, "");
  assert_inside (self, places.camden, MUSTER_KIND_RISK, "posts", "Posts stay empty");
  assert_inside (self, places.camden, MUSTER_KIND_RISK, "roof", "");
  assert_inside (self, NULL, MUSTER_KIND_RISK, "roof", "Roof leaks");
  free_places (&places);
}

/* A risk of another place that threatens the work here is one to look at here, with what is done about it. */
static void
test_threats (Fixture *self, gconstpointer data)
{
  Places places;
  MusterRecord *bound;
  g_autoptr(MusterRecord) mitigation = NULL;

  make_places (self, &places);
  mitigation = world_add (self, MUSTER_KIND_MITIGATION, "text", "Mend the roof", "kind", "planned", "risk",
                          world_bind (places.other), NULL);
  assert_inside (self, places.team, MUSTER_KIND_MITIGATION, NULL, "");
  bound = world_edit (self, places.other, "deliverables", world_bind (places.work), NULL);
  assert_inside (self, places.team, MUSTER_KIND_RISK, "roof", "Roof leaks");
  assert_inside (self, places.camden, MUSTER_KIND_RISK, "roof", "Roof leaks");
  assert_inside (self, places.team, MUSTER_KIND_MITIGATION, NULL, "Mend the roof");
  assert_inside (self, places.barnet, MUSTER_KIND_RISK, NULL, "Roof leaks");
  assert_inside (self, places.barnet, MUSTER_KIND_DELIVERABLE, NULL, "");
  g_object_unref (bound);
  free_places (&places);
}

/* The answer is kept from one question to the next, and must not outlive a save, whoever made it. */
static void
test_moves (Fixture *self, gconstpointer data)
{
  Places places;
  MusterRecord *moved;

  make_places (self, &places);
  assert_inside (self, places.barnet, MUSTER_KIND_DELIVERABLE, NULL, "");
  moved = world_edit (self, places.team, "area", world_bind (places.barnet), NULL);
  assert_inside (self, places.barnet, MUSTER_KIND_DELIVERABLE, NULL, "Rooms");
  assert_inside (self, places.camden, MUSTER_KIND_TEAM, NULL, "");
  g_object_unref (moved);
  free_places (&places);
}

static void
test_another_connection (Fixture *self, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  MusterReplica *own = self->replica, *reader;
  Places places;
  MusterRecord *moved;

  make_places (self, &places);
  reader = muster_replica_open (muster_replica_get_path (own), MUSTER_REPLICA_READ, self->clock, self->random, "Reader",
                                &error);
  g_assert_no_error (error);
  self->replica = reader;
  assert_inside (self, places.camden, MUSTER_KIND_TEAM, NULL, "Camden 1");
  self->replica = own;
  moved = world_edit (self, places.team, "area", world_bind (places.barnet), NULL);
  self->replica = reader;
  assert_inside (self, places.camden, MUSTER_KIND_TEAM, NULL, "");
  self->replica = own;
  muster_replica_close (reader);
  g_object_unref (moved);
  free_places (&places);
}

/* Whoever looks at one team still finds the organisations. */
static void
test_directory (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) organisation = world_add (self, MUSTER_KIND_ORGANISATION, "name", "St Luke's Hospice", NULL);
  Places places;

  make_places (self, &places);
  assert_inside (self, places.team, MUSTER_KIND_ORGANISATION, NULL, "St Luke's Hospice");
  free_places (&places);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  WORLD_ADD ("/store/scope/leads-there", test_leads_there);
  WORLD_ADD ("/store/scope/threats", test_threats);
  WORLD_ADD ("/store/scope/moves", test_moves);
  WORLD_ADD ("/store/scope/another-connection", test_another_connection);
  WORLD_ADD ("/store/scope/directory", test_directory);
  return g_test_run ();
}
