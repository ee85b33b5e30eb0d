/* test-places.c - who may write what, and what moves: PROTOCOL.md section 9.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "places.h"

#include <string.h>

static gboolean
lists (const GArray *ids, World *world, const char *name)
{
  MusterId id;

  world_id (world, name, &id);
  for (guint i = 0; i < ids->len; i++)
    if (muster_id_equal (&g_array_index (ids, MusterId, i), &id))
      return TRUE;
  return FALSE;
}

static void
test_filter (Places *self, gconstpointer data)
{
  member_push (&self->ann,
               "risk ra _exists 0 true\nrisk ra title 0 {\"title\":\"of a\"}\nrisk ra scope 0 {\"scope\":\"@ta\"}");
  member_push (&self->bob,
               "risk rb _exists 0 true\nrisk rb title 0 {\"title\":\"of b\"}\nrisk rb scope 0 {\"scope\":\"@tb\"}");
  member_assert_outcome (&self->ann, 1, 0, "head");
  member_assert_outcome (&self->bob, 1, 0, "head");
  g_assert_true (member_sees (&self->rea, "of a"));
  g_assert_false (member_sees (&self->rea, "of b"));
  g_assert_true (member_sees (&self->bob, "own 1"));
  g_assert_false (member_sees (&self->bob, "of a"));
  g_assert_true (member_sees (&self->root, "of a"));
  g_assert_true (member_sees (&self->root, "of b"));
  /* Areas are in the directory, teams are not. */
  g_assert_true (member_sees (&self->rea, "Enfield"));
  g_assert_false (member_sees (&self->rea, "TB"));
}

static void
test_writing (Places *self, gconstpointer data)
{
  struct {
    Member     *who;
    const char *lines, *outcome;
  } cases[] = {
    { &self->rea, "risk r _exists 0 true\nrisk r scope 0 {\"scope\":\"@ta\"}", "refused not-allowed" },
    { &self->ann, "risk r _exists 0 true\nrisk r scope 0 {\"scope\":\"@tb\"}", "refused not-allowed" },
    { &self->ann, "team tb name 1 {\"name\":\"Mine\"}", "refused not-allowed" },
    /* Out of what she may write, and into it. */
    { &self->ann, "team ta area 1 {\"area\":\"@b\"}", "refused not-allowed" },
    { &self->ann, "team tb area 1 {\"area\":\"@a\"}", "refused not-allowed" },
    { &self->ann, "area a level 0 {\"level\":\"borough\"}", "head" },
    { &self->ann, "programme p _exists 0 true", "refused not-allowed" },
    { &self->root, "programme p _exists 0 true", "head" },
    /* What belongs to nothing stands in the first scope she was granted. */
    { &self->ann, "risk q _exists 0 true\nrisk q title 0 {\"title\":\"loose\"}", "head" },
    { &self->bob, "risk q title 0 {\"title\":\"mine\"}", "refused not-allowed" },
    /* Within one commit the plan may come after what is in it. */
    { &self->ann,
      "deliverable d _exists 0 true\ndeliverable d plan 0 {\"plan\":\"@p1\"}\nplan p1 _exists 0 true\nplan p1 scope 0 "
      "{\"scope\":\"@ta\"}",
      "head" },
    { &self->bob, "deliverable e _exists 0 true\ndeliverable e plan 0 {\"plan\":\"@p1\"}", "refused not-allowed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].lines);
      member_push (cases[i].who, cases[i].lines);
      member_assert_outcome (cases[i].who, cases[i].who->n, 0, cases[i].outcome);
    }
}

/* After a restore an edit may come again before what made the record: where it stood meanwhile is held against nobody.
 * */
static void
test_made_late (Places *self, gconstpointer data)
{
  member_push (&self->root, "risk r title 0 {\"title\":\"edited\"}");
  member_push (&self->ann, "risk r title 0 {\"title\":\"mine\"}");
  member_assert_outcome (&self->ann, 1, 0, "refused not-allowed");
  member_push (&self->ann, "risk r _exists 0 true\nrisk r scope 0 {\"scope\":\"@tb\"}");
  member_assert_outcome (&self->ann, 2, 0, "refused not-allowed");
  member_push (&self->ann,
               "risk r _exists 0 true\nrisk r scope 0 {\"scope\":\"@ta\"}\nrisk r notes 0 {\"notes\":\"made\"}");
  member_assert_outcome (&self->ann, 3, 0, "head");
  g_assert_true (member_sees (&self->rea, "edited"));
  g_assert_true (member_sees (&self->rea, "made"));
  g_assert_false (member_sees (&self->bob, "made"));
  /* From now on it is there, and nobody else makes it. */
  member_push (&self->bob, "risk r _exists 0 true\nrisk r scope 0 {\"scope\":\"@tb\"}");
  member_assert_outcome (&self->bob, 1, 0, "refused not-allowed");
}

/* A plan with what hangs on it goes from one borough to another. */
static void
test_move (Places *self, gconstpointer data)
{
  g_autoptr(MusterFeedPage) left = NULL;
  g_autoptr(MusterFeedPage) came = NULL;
  MusterPull rea, bob;

  member_push (&self->root,
               "plan p _exists 0 true\nplan p title 0 {\"title\":\"a plan\"}\nplan p scope 0 {\"scope\":\"@ta\"}");
  member_push (&self->root, "deliverable d _exists 0 true\ndeliverable d title 0 {\"title\":\"a step\"}\ndeliverable d "
                            "plan 0 {\"plan\":\"@p\"}");
  member_push (&self->root, "update u _exists 0 true\nupdate u update 0 {\"about\":\"@d\"}");
  member_read_all (&self->rea, &rea);
  member_read_all (&self->bob, &bob);
  g_assert_true (member_sees (&self->rea, "a step"));
  g_assert_false (member_sees (&self->bob, "a step"));

  member_push (&self->root, "plan p scope 2 {\"scope\":\"@tb\"}");
  left = member_pull (&self->rea, &rea);
  came = member_pull (&self->bob, &bob);
  g_assert_cmpuint (left->gone->len, ==, 3);
  g_assert_cmpuint (left->came->len, ==, 0);
  g_assert_cmpuint (came->came->len, ==, 3);
  g_assert_cmpuint (came->gone->len, ==, 0);
  g_assert_true (lists (left->gone, &self->world, "p") && lists (left->gone, &self->world, "d")
                 && lists (left->gone, &self->world, "u"));
  g_assert_true (lists (came->came, &self->world, "u"));
  g_assert_false (member_sees (&self->rea, "a step"));
  g_assert_true (member_sees (&self->bob, "a step"));

  /* What came is fetched by record. */
  {
    g_autoptr(MusterFeedPage) fill = NULL;
    MusterPull pull;

    member_ask (&self->bob, &pull);
    pull.has_record = TRUE;
    world_id (&self->world, "d", &pull.target);
    pull.until = came->cursor.seq;
    fill = member_pull (&self->bob, &pull);
    g_assert_cmpuint (fill->entries->len, ==, 1);
    g_assert_cmpuint (muster_commit_get_n (((MusterEntry *) fill->entries->pdata[0])->commit), ==, 3);
    g_assert_cmpint (fill->cursor.seq, ==, pull.until);
  }
}

/* A whole borough goes under another: all in it moves with it. */
static void
test_move_of_area (Places *self, gconstpointer data)
{
  g_autoptr(MusterFeedPage) came = NULL;
  MusterPull bob;

  member_push (&self->root, "risk r _exists 0 true\nrisk r scope 0 {\"scope\":\"@ta\"}");
  member_read_all (&self->bob, &bob);
  member_push (&self->root, "area a parent 1 {\"parent\":\"@b\"}");
  came = member_pull (&self->bob, &bob);
  g_assert_true (lists (came->came, &self->world, "ta") && lists (came->came, &self->world, "r"));
  g_assert_cmpuint (came->came->len, ==, 2);
  member_push (&self->bob, "risk r title 0 {\"title\":\"now his\"}");
  member_assert_outcome (&self->bob, 1, 0, "head");
}

/* A ring of areas neither hangs nor opens anything to those who had nothing. */
static void
test_ring (Places *self, gconstpointer data)
{
  member_push (&self->root,
               "risk r _exists 0 true\nrisk r title 0 {\"title\":\"in the ring\"}\nrisk r scope 0 {\"scope\":\"@ta\"}");
  member_push (&self->root, "area a parent 1 {\"parent\":\"@a\"}");
  g_assert_true (member_sees (&self->rea, "in the ring"));
  g_assert_false (member_sees (&self->bob, "in the ring"));
  member_push (&self->root, "area a parent 3 {\"parent\":\"@b\"}\narea b parent 1 {\"parent\":\"@a\"}");
  g_assert_true (member_sees (&self->rea, "in the ring"));
  g_assert_true (member_sees (&self->bob, "in the ring"));
}

/* What is pointed to may come later. */
/* To edit an area or a team is not yet to say what it is within: nobody shows it to others, or hides it, who may not
 * write there too. */
static void
test_who_moves_a_place (Places *self, gconstpointer data)
{
  Member sam, tess;
  struct {
    Member     *who;
    const char *lines, *outcome;
  } cases[] = {
    { &self->ann, "area a parent 1 {\"parent\":\"@b\"}", "refused not-allowed" },
    { &self->ann, "area a parent 1 {}", "refused not-allowed" },
    { &self->ann, "area a parent 1 {\"parent\":\"@nowhere\"}", "refused not-allowed" },
    { &self->ann, "area x _exists 0 true\narea x parent 0 {\"parent\":\"@a\"}", "head" },
    { &self->ann, "area y _exists 0 true\narea y parent 0 {\"parent\":\"@a\"}", "head" },
    { &self->ann, "area z _exists 0 true\narea z parent 0 {\"parent\":\"@b\"}", "refused not-allowed" },
    { &self->ann, "area z _exists 0 true", "refused not-allowed" },
    /* Into what is within it, which would take it away from those above. */
    { &self->ann, "area a parent 1 {\"parent\":\"@x\"}", "refused not-allowed" },
    { &self->ann, "area x parent 3 {\"parent\":\"@y\"}", "head" },
    { &self->ann, "area x parent 5 {}", "refused not-allowed" },
    /* Another's area to hers, which would show her what is in it. */
    { &self->ann, "area b parent 1 {\"parent\":\"@a\"}", "refused not-allowed" },
    { &self->ann, "area a name 1 {\"name\":\"London Borough of Barnet\"}", "head" },
    { &tess, "team ta area 1 {\"area\":\"@b\"}", "refused not-allowed" },
    { &tess, "team ta area 1 {}", "refused not-allowed" },
    { &tess, "team ta name 1 {\"name\":\"TA of Tess\"}", "head" },
    { &self->ann, "team ta area 1 {\"area\":\"@x\"}", "head" },
    { &sam, "area a parent 1 {\"parent\":\"@b\"}", "head" },
  };

  member_push (&self->root,
               "risk rb _exists 0 true\nrisk rb title 0 {\"title\":\"of b\"}\nrisk rb scope 0 {\"scope\":\"@tb\"}");
  member_join (&sam, &self->world, "Sam", "s", "editor");
  member_join (&tess, &self->world, "Tess", "ta", "editor");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].lines);
      member_push (cases[i].who, cases[i].lines);
      member_assert_outcome (cases[i].who, cases[i].who->n, 0, cases[i].outcome);
      g_assert_false (member_sees (&self->ann, "of b"));
      g_assert_false (member_sees (&tess, "of b"));
      /* The last case alone is done by somebody who may. */
      g_assert_cmpint (member_sees (&self->bob, "TA"), ==, i == G_N_ELEMENTS (cases) - 1);
    }
  member_clear (&sam);
  member_clear (&tess);
}

static void
test_late_parent (Places *self, gconstpointer data)
{
  member_push (&self->root,
               "risk r _exists 0 true\nrisk r title 0 {\"title\":\"early\"}\nrisk r plan 0 {\"plan\":\"@p\"}");
  g_assert_false (member_sees (&self->rea, "early"));
  member_push (&self->root, "plan p _exists 0 true\nplan p scope 0 {\"scope\":\"@ta\"}");
  g_assert_true (member_sees (&self->rea, "early"));
}

static void
test_grants (Places *self, gconstpointer data)
{
  g_autoptr(MusterFeedPage) lost = NULL;
  g_autoptr(MusterFeedPage) again = NULL;
  g_autoptr(MusterFeedPage) fill = NULL;
  MusterPull pull;

  member_push (&self->root,
               "risk r _exists 0 true\nrisk r title 0 {\"title\":\"of a\"}\nrisk r scope 0 {\"scope\":\"@ta\"}");
  member_read_all (&self->rea, &pull);
  world_grant (&self->world, &self->rea.person, "a", NULL);
  lost = member_pull (&self->rea, &pull);
  g_assert_cmpuint (lost->grants->len, ==, 0);
  g_assert_cmpint (lost->grants_version, ==, pull.grants_version + 1);
  g_assert_true (lists (lost->gone, &self->world, "r") && lists (lost->gone, &self->world, "ta"));
  g_assert_cmpuint (lost->gone->len, ==, 2);
  g_assert_false (lost->has_digest);

  pull.grants_version = lost->grants_version;
  world_grant (&self->world, &self->rea.person, "ta", "editor");
  again = member_pull (&self->rea, &pull);
  g_assert_cmpuint (again->grants->len, ==, 1);
  g_assert_cmpuint (again->came->len, ==, 0);
  pull.has_scope = TRUE;
  world_id (&self->world, "ta", &pull.target);
  pull.until = again->cursor.seq;
  pull.after = (MusterCursor) { 0 };
  fill = member_pull (&self->rea, &pull);
  g_assert_cmpuint (fill->entries->len, ==, 2);
  member_push (&self->rea, "risk r title 2 {\"title\":\"hers now\"}");
  member_assert_outcome (&self->rea, 1, 0, "head");
}

/* A record that leaves a new scope before the scope is filled, for where its reader could see it all the while, is told
 * to nobody as come: its history is a part of the fill. */
static void
test_move_before_fill (Places *self, gconstpointer data)
{
  g_autoptr(MusterFeedPage) news = NULL;
  g_autoptr(MusterFeedPage) moved = NULL;
  g_autoptr(MusterFeedPage) fill = NULL;
  MusterPull pull;

  member_push (&self->root, "risk r _exists 0 true\nrisk r scope 0 {\"scope\":\"@ta\"}");
  member_push (&self->root, "risk other _exists 0 true\nrisk other scope 0 {\"scope\":\"@tb\"}");
  member_read_all (&self->bob, &pull);
  world_grant (&self->world, &self->bob.person, "a", "reader");
  news = member_pull (&self->bob, &pull);
  pull.after = news->cursor;
  pull.grants_version = news->grants_version;
  member_push (&self->root, "risk r scope 2 {\"scope\":\"@tb\"}");
  moved = member_pull (&self->bob, &pull);
  g_assert_cmpuint (moved->entries->len, ==, 1);
  g_assert_cmpuint (moved->came->len, ==, 0);

  pull.has_scope = TRUE;
  world_id (&self->world, "a", &pull.target);
  pull.until = news->cursor.seq;
  pull.after = (MusterCursor) { 0 };
  fill = member_pull (&self->bob, &pull);
  {
    const MusterEntry *made = fill->entries->pdata[fill->entries->len - 1];
    MusterId risk;

    world_id (&self->world, "r", &risk);
    g_assert_cmpuint (muster_commit_get_n (made->commit), ==, 2);
    g_assert_true (muster_id_equal (&muster_commit_get_change (made->commit, 0)->record, &risk));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/server/places/" path, Places, NULL, places_set_up, func, places_tear_down)
  ADD ("filter", test_filter);
  ADD ("writing", test_writing);
  ADD ("made-late", test_made_late);
  ADD ("move", test_move);
  ADD ("move-of-area", test_move_of_area);
  ADD ("ring", test_ring);
  ADD ("who-moves-a-place", test_who_moves_a_place);
  ADD ("late-parent", test_late_parent);
  ADD ("grants", test_grants);
  ADD ("move-before-fill", test_move_before_fill);
  return g_test_run ();
}
