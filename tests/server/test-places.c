/* test-places.c - who sees what, and what moves: PROTOCOL.md section 9.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-world.h"

#include <string.h>

/* System s holds boroughs a and b; teams ta and tb are in them. */
typedef struct {
  World  world;
  Member root, ann, bob, rea; /* of the server, editors of a and b, reader of a */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  world_init (&self->world, data);
  member_join (&self->root, &self->world, "Root", "server", "editor");
  member_join (&self->ann, &self->world, "Ann", "a", "editor");
  member_join (&self->bob, &self->world, "Bob", "b", "editor");
  member_join (&self->rea, &self->world, "Rea", "a", "reader");
  member_push (&self->root,
               "area s _exists 0 true\narea s name 0 {\"name\":\"NCL\"}\n"
               "area a _exists 0 true\narea a name 0 {\"name\":\"Barnet\"}\narea a parent 0 {\"parent\":\"@s\"}\n"
               "area b _exists 0 true\narea b name 0 {\"name\":\"Enfield\"}\narea b parent 0 {\"parent\":\"@s\"}\n"
               "team ta _exists 0 true\nteam ta name 0 {\"name\":\"TA\"}\nteam ta area 0 {\"area\":\"@a\"}\n"
               "team tb _exists 0 true\nteam tb name 0 {\"name\":\"TB\"}\nteam tb area 0 {\"area\":\"@b\"}");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  world_assert_sound (&self->world);
  member_clear (&self->root);
  member_clear (&self->ann);
  member_clear (&self->bob);
  member_clear (&self->rea);
  world_clear (&self->world, data);
}

static gboolean
sees (Member *member, const char *what)
{
  g_autofree char *view = member_view (member, 0);

  return strstr (view, what) != NULL;
}

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

/* All there is, and where the reader stands then. */
static void
read_all (Member *member, MusterPull *pull)
{
  g_autoptr(MusterPage) page = NULL;

  member_ask (member, pull);
  page = member_pull (member, pull);
  g_assert_false (page->more);
  g_assert_true (page->grants_version != 0 && !page->has_digest);
  pull->after = page->cursor;
  pull->grants_version = page->grants_version;
}

static void
test_filter (Fixture *self, gconstpointer data)
{
  member_push (&self->ann,
               "risk ra _exists 0 true\nrisk ra title 0 {\"title\":\"of a\"}\nrisk ra scope 0 {\"scope\":\"@ta\"}");
  member_push (&self->bob,
               "risk rb _exists 0 true\nrisk rb title 0 {\"title\":\"of b\"}\nrisk rb scope 0 {\"scope\":\"@tb\"}");
  member_assert_outcome (&self->ann, 1, 0, "head");
  member_assert_outcome (&self->bob, 1, 0, "head");
  g_assert_true (sees (&self->rea, "of a"));
  g_assert_false (sees (&self->rea, "of b"));
  g_assert_true (sees (&self->bob, "own 1"));
  g_assert_false (sees (&self->bob, "of a"));
  g_assert_true (sees (&self->root, "of a"));
  g_assert_true (sees (&self->root, "of b"));
  /* Areas are in the directory, teams are not. */
  g_assert_true (sees (&self->rea, "Enfield"));
  g_assert_false (sees (&self->rea, "TB"));
}

static void
test_writing (Fixture *self, gconstpointer data)
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
test_made_late (Fixture *self, gconstpointer data)
{
  member_push (&self->root, "risk r title 0 {\"title\":\"edited\"}");
  member_push (&self->ann, "risk r title 0 {\"title\":\"mine\"}");
  member_assert_outcome (&self->ann, 1, 0, "refused not-allowed");
  member_push (&self->ann, "risk r _exists 0 true\nrisk r scope 0 {\"scope\":\"@tb\"}");
  member_assert_outcome (&self->ann, 2, 0, "refused not-allowed");
  member_push (&self->ann,
               "risk r _exists 0 true\nrisk r scope 0 {\"scope\":\"@ta\"}\nrisk r notes 0 {\"notes\":\"made\"}");
  member_assert_outcome (&self->ann, 3, 0, "head");
  g_assert_true (sees (&self->rea, "edited"));
  g_assert_true (sees (&self->rea, "made"));
  g_assert_false (sees (&self->bob, "made"));
  /* From now on it is there, and nobody else makes it. */
  member_push (&self->bob, "risk r _exists 0 true\nrisk r scope 0 {\"scope\":\"@tb\"}");
  member_assert_outcome (&self->bob, 1, 0, "refused not-allowed");
}

/* A plan with what hangs on it goes from one borough to another. */
static void
test_move (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterPage) left = NULL;
  g_autoptr(MusterPage) came = NULL;
  MusterPull rea, bob;

  member_push (&self->root,
               "plan p _exists 0 true\nplan p title 0 {\"title\":\"a plan\"}\nplan p scope 0 {\"scope\":\"@ta\"}");
  member_push (&self->root, "deliverable d _exists 0 true\ndeliverable d title 0 {\"title\":\"a step\"}\ndeliverable d "
                            "plan 0 {\"plan\":\"@p\"}");
  member_push (&self->root, "update u _exists 0 true\nupdate u update 0 {\"about\":\"@d\"}");
  read_all (&self->rea, &rea);
  read_all (&self->bob, &bob);
  g_assert_true (sees (&self->rea, "a step"));
  g_assert_false (sees (&self->bob, "a step"));

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
  g_assert_false (sees (&self->rea, "a step"));
  g_assert_true (sees (&self->bob, "a step"));

  /* What came is fetched by record. */
  {
    g_autoptr(MusterPage) fill = NULL;
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
test_move_of_area (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterPage) came = NULL;
  MusterPull bob;

  member_push (&self->root, "risk r _exists 0 true\nrisk r scope 0 {\"scope\":\"@ta\"}");
  read_all (&self->bob, &bob);
  member_push (&self->root, "area a parent 1 {\"parent\":\"@b\"}");
  came = member_pull (&self->bob, &bob);
  g_assert_true (lists (came->came, &self->world, "ta") && lists (came->came, &self->world, "r"));
  g_assert_cmpuint (came->came->len, ==, 2);
  member_push (&self->bob, "risk r title 0 {\"title\":\"now his\"}");
  member_assert_outcome (&self->bob, 1, 0, "head");
}

/* A ring of areas neither hangs nor opens anything to those who had nothing. */
static void
test_ring (Fixture *self, gconstpointer data)
{
  member_push (&self->root,
               "risk r _exists 0 true\nrisk r title 0 {\"title\":\"in the ring\"}\nrisk r scope 0 {\"scope\":\"@ta\"}");
  member_push (&self->root, "area a parent 1 {\"parent\":\"@a\"}");
  g_assert_true (sees (&self->rea, "in the ring"));
  g_assert_false (sees (&self->bob, "in the ring"));
  member_push (&self->root, "area a parent 3 {\"parent\":\"@b\"}\narea b parent 1 {\"parent\":\"@a\"}");
  g_assert_true (sees (&self->rea, "in the ring"));
  g_assert_true (sees (&self->bob, "in the ring"));
}

/* What is pointed to may come later. */
/* To edit an area or a team is not yet to say what it is within: nobody shows it to others, or hides it, who may not
 * write there too. */
static void
test_who_moves_a_place (Fixture *self, gconstpointer data)
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
      g_assert_false (sees (&self->ann, "of b"));
      g_assert_false (sees (&tess, "of b"));
      /* The last case alone is done by somebody who may. */
      g_assert_cmpint (sees (&self->bob, "TA"), ==, i == G_N_ELEMENTS (cases) - 1);
    }
  member_clear (&sam);
  member_clear (&tess);
}

static void
test_late_parent (Fixture *self, gconstpointer data)
{
  member_push (&self->root,
               "risk r _exists 0 true\nrisk r title 0 {\"title\":\"early\"}\nrisk r plan 0 {\"plan\":\"@p\"}");
  g_assert_false (sees (&self->rea, "early"));
  member_push (&self->root, "plan p _exists 0 true\nplan p scope 0 {\"scope\":\"@ta\"}");
  g_assert_true (sees (&self->rea, "early"));
}

static void
test_grants (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterPage) lost = NULL;
  g_autoptr(MusterPage) again = NULL;
  g_autoptr(MusterPage) fill = NULL;
  MusterPull pull;

  member_push (&self->root,
               "risk r _exists 0 true\nrisk r title 0 {\"title\":\"of a\"}\nrisk r scope 0 {\"scope\":\"@ta\"}");
  read_all (&self->rea, &pull);
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
test_move_before_fill (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterPage) news = NULL;
  g_autoptr(MusterPage) moved = NULL;
  g_autoptr(MusterPage) fill = NULL;
  MusterPull pull;

  member_push (&self->root, "risk r _exists 0 true\nrisk r scope 0 {\"scope\":\"@ta\"}");
  member_push (&self->root, "risk other _exists 0 true\nrisk other scope 0 {\"scope\":\"@tb\"}");
  read_all (&self->bob, &pull);
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

/* The digest is the sum of what the reader was given, whatever moved on the way. */
static void
test_digest (Fixture *self, gconstpointer data)
{
  Member *readers[] = { &self->root, &self->ann, &self->bob, &self->rea };

  member_push (&self->root, "plan p _exists 0 true\nplan p scope 0 {\"scope\":\"@ta\"}");
  member_push (&self->root, "deliverable d _exists 0 true\ndeliverable d plan 0 {\"plan\":\"@p\"}");
  member_push (&self->root, "plan p scope 2 {\"scope\":\"@tb\"}");
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      g_autoptr(MusterPage) page = NULL;
      g_autoptr(MusterPage) whole = NULL;
      guint8 sum[MUSTER_DIGEST_LENGTH] = { 0 };
      MusterPull pull;

      read_all (readers[i], &pull);
      page = member_pull (readers[i], &pull);
      g_assert_true (page->has_digest);
      pull.until = pull.after.seq;
      pull.after = (MusterCursor) { 0 };
      pull.has_scope = TRUE;
      world_id (&self->world, "server", &pull.target);
      whole = member_pull (readers[i], &pull);
      for (guint j = 0; j < whole->entries->len; j++)
        {
          const MusterEntry *entry = whole->entries->pdata[j];

          for (guint k = 0; k < muster_commit_get_n (entry->commit); k++)
            {
              guint8 part[MUSTER_DIGEST_LENGTH];

              muster_entry_digest_part (entry, k, part);
              muster_digest_add (sum, part, 1);
            }
        }
      g_assert_cmpmem (sum, sizeof sum, page->digest, sizeof page->digest);
    }
}

static char *
dump_for (Fixture *self, const char *scope)
{
  g_autoptr(GArray) grants = g_array_new (FALSE, TRUE, sizeof (MusterGrant));
  g_autoptr(GError) error = NULL;
  MusterGrant grant = { .role = (char *) "reader" };
  char *text;

  world_id (&self->world, scope, &grant.scope);
  g_array_append_val (grants, grant);
  text = muster_ledger_dump (self->world.ledger, grants, &error);
  g_assert_no_error (error);
  return text;
}

/* A new replica that is given all arrives at the digest, and at what its reader may see and no more. */
static void
test_dump (Fixture *self, gconstpointer data)
{
  g_autofree char *of_a = NULL, *of_b = NULL, *of_all = NULL;

  member_push (&self->root,
               "plan p _exists 0 true\nplan p title 0 {\"title\":\"a plan\"}\nplan p scope 0 {\"scope\":\"@ta\"}");
  member_push (&self->ann, "plan p title 2 {\"title\":\"hers\"}");
  member_push (&self->root, "plan p title 2 {\"title\":\"another\"}");
  member_push (&self->bob,
               "risk r _exists 0 true\nrisk r title 0 {\"title\":\"of b\"}\nrisk r scope 0 {\"scope\":\"@tb\"}");
  of_a = dump_for (self, "a");
  of_b = dump_for (self, "b");
  of_all = dump_for (self, "server");
  g_assert_nonnull (strstr (of_a, "\nconflict "));
  g_assert_nonnull (strstr (of_a, "hers"));
  g_assert_null (strstr (of_a, "of b"));
  g_assert_null (strstr (of_b, "hers"));
  g_assert_nonnull (strstr (of_all, "of b"));
  g_assert_nonnull (strstr (of_all, "another"));
}

/* No byte that is of b alone ever reaches a reader of a, whatever she asks. */
static void
test_isolation (Fixture *self, gconstpointer data)
{
  static const char taint[] = "TAINTED";
  static const char *const moves[] = { "ta", "tb", "b", "tb" };
  gint64 scope = 0;

  member_push (&self->bob,
               "risk r _exists 0 true\nrisk r title 0 {\"title\":\"TAINTED\"}\nrisk r scope 0 {\"scope\":\"@tb\"}");
  member_push (&self->bob, "risk r cause 0 {\"cause\":\"TAINTED one. Two.\"}");
  scope = 2;
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autofree char *line =
        g_strdup_printf ("risk r scope %" G_GINT64_FORMAT " {\"scope\":\"@%s\"}", scope, moves[i]);
      MusterId ids[2];

      scope = member_push (&self->root, line);
      g_assert_cmpint (scope, >, 0);
      world_id (&self->world, "tb", &ids[0]);
      world_id (&self->world, "r", &ids[1]);
      for (guint ask = 0; ask < 3; ask++)
        {
          g_autoptr(MusterPage) page = NULL;
          g_autoptr(GBytes) bytes = NULL;
          gconstpointer text;
          MusterPull pull;
          gsize n;

          member_ask (&self->rea, &pull);
          pull.has_scope = ask == 1;
          pull.has_record = ask == 2;
          if (ask > 0)
            pull.target = ids[ask - 1];
          pull.until = scope;
          page = member_pull (&self->rea, &pull);
          bytes = muster_wire_print_page (page);
          text = g_bytes_get_data (bytes, &n);
          g_assert_true ((g_strstr_len (text, (gssize) n, taint) != NULL)
                         == (g_str_equal (moves[i], "ta") && ask != 1));
        }
    }
}

/* What a merge made of another's text is not told to its author once she may not read it any more. */
static void
test_isolation_of_own (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterPage) page = NULL;
  MusterPull pull;
  guint n_stubs = 0;

  member_push (&self->root,
               "risk r _exists 0 true\nrisk r cause 0 {\"cause\":\"One. Two.\"}\nrisk r scope 0 {\"scope\":\"@ta\"}");
  member_push (&self->root, "risk r cause 2 {\"cause\":\"One. TAINTED.\"}");
  member_push (&self->ann, "risk r cause 2 {\"cause\":\"Uno. Two.\"}");
  member_assert_outcome (&self->ann, 1, 0, "merged {\"cause\":\"Uno. TAINTED.\"}");
  member_push (&self->root, "risk r scope 2 {\"scope\":\"@tb\"}");
  member_ask (&self->ann, &pull);
  page = member_pull (&self->ann, &pull);
  for (guint i = 0; i < page->entries->len; i++)
    {
      const MusterEntry *entry = page->entries->pdata[i];

      if (entry->stub)
        {
          const MusterChange *change = muster_commit_get_change (entry->commit, 0);

          g_assert_cmpuint (muster_commit_get_n (entry->commit), ==, 1);
          g_assert_true (change->gone && change->index == 0 && change->value == NULL && change->merged == NULL
                         && change->settles == 0);
          n_stubs++;
        }
    }
  g_assert_cmpuint (n_stubs, ==, 1);
  g_assert_false (sees (&self->ann, "TAINTED"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/server/places/" path, Fixture, NULL, set_up, func, tear_down)
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
  ADD ("digest", test_digest);
  ADD ("dump", test_dump);
  ADD ("isolation", test_isolation);
  ADD ("isolation-of-own", test_isolation_of_own);
  return g_test_run ();
}
