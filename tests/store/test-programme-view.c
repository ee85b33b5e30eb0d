/* test-programme-view.c - governance as a tree, and what one page says about a programme.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

#include "muster-programme-view.h"

static MusterProgrammeView *
read_programme (Fixture *self, MusterRecord *scope)
{
  MusterProgrammeQuestion question = { 0 };
  g_autoptr(GError) error = NULL;
  MusterProgrammeView *view;

  if (scope != NULL)
    question.scope = *muster_record_get_id (scope);
  for (guint i = 0; i < MUSTER_PROGRAMME_N; i++)
    question.limits[i] = 20;
  view = muster_replica_read_programme (self->replica, &question, &error);
  g_assert_no_error (error);
  return view;
}

/* ---- governance -------------------------------------------------------------------------------------------------- */

static void
print_nodes (GString *text, GPtrArray *nodes)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      MusterBodyNode *node = nodes->pdata[i];
      g_autofree char *title = muster_record_dup_title (node->body);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", title);
      for (guint j = 0; j < node->ties->len; j++)
        {
          MusterBodyTie *tie = node->ties->pdata[j];
          g_autofree char *to = muster_record_dup_title (tie->to);

          g_string_append_printf (text, "%s%s:%s", tie->outwards ? ">" : "<",
                                  muster_record_get_text (tie->link, "link"), to);
        }
      if (node->children->len == 0)
        continue;
      g_string_append (text, " (");
      print_nodes (text, node->children);
      g_string_append (text, ")");
    }
}

/* Bodies are single letters, made in the order given; lines read "A reports-to B". Gives the tree in brackets. */
static void
assert_tree (Fixture *self, const char *names, const char *const *lines, const char *expected)
{
  g_autoptr(GPtrArray) bodies = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(MusterProgrammeView) view = NULL;
  g_autoptr(GString) tree = g_string_new (NULL);

  for (const char *name = names; *name != '\0'; name++)
    {
      const char text[] = { *name, '\0' };

      g_ptr_array_add (bodies, world_add (self, MUSTER_KIND_BODY, "name", text, NULL));
    }
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto(GStrv) words = g_strsplit (lines[i], " ", 3);
      MusterRecord *from = bodies->pdata[strchr (names, words[0][0]) - names];
      MusterRecord *to = bodies->pdata[strchr (names, words[2][0]) - names];
      g_autoptr(MusterRecord) line = world_make (self, MUSTER_KIND_BODY_LINK, "from", world_bind (from), "link",
                                                 words[1], "to", world_bind (to), NULL);
      g_autoptr(MusterCommit) commit = muster_commit_new (NULL);

      muster_commit_add_edit (commit, NULL, line);
      world_save (self, commit, MUSTER_ORIGIN_LOAD); /* as sources have it: in circles, too */
    }
  view = read_programme (self, NULL);
  print_nodes (tree, view->roots);
  g_assert_cmpstr (tree->str, ==, expected);
}

static void
test_several_roots (Fixture *self, gconstpointer data)
{
  static const char *const lines[] = { "C reports-to A", "D reports-to C", "B reports-to A", NULL };

  assert_tree (self, "EDCBA", lines, "A (B C (D)) E");
}

/* The first that it reports to; a line drawn from above by delegation; feeding into only where there is no other. */
static void
test_which_line (Fixture *self, gconstpointer data)
{
  static const char *const lines[] = { "D feeds-into A", "D reports-to B", "B delegates-to C", "C feeds-into A",
                                       "E feeds-into A", NULL };

  assert_tree (self, "ABCDE", lines, "A (E) B (C>feeds-into:A D>feeds-into:A)");
}

static void
test_circles (Fixture *self, gconstpointer data)
{
  static const char *const lines[] = { "A reports-to B", "B reports-to C", "C reports-to A", "D reports-to D", NULL };

  assert_tree (self, "ABCD", lines, "C>reports-to:A (B (A)) D>reports-to:D");
}

static void
test_no_bodies (Fixture *self, gconstpointer data)
{
  assert_tree (self, "", NULL, "");
}

static void
test_members (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) board = world_add (self, MUSTER_KIND_BODY, "name", "Board", NULL);
  g_autoptr(MusterProgrammeView) view = NULL;
  MusterBodyNode *node;

  g_object_unref (world_add (self, MUSTER_KIND_MEMBERSHIP, "role", "Observer", "body", world_bind (board), "member",
                             "Healthwatch", NULL));
  g_object_unref (world_add (self, MUSTER_KIND_MEMBERSHIP, "role", "Chair", "body", world_bind (board), "member",
                             "SRO", "core", "yes", NULL));
  view = read_programme (self, NULL);
  node = view->roots->pdata[0];
  g_assert_cmpuint (node->members->len, ==, 2);
  g_assert_cmpstr (muster_record_get_text (node->members->pdata[0], "role"), ==, "Chair");
}

/* ---- lists ------------------------------------------------------------------------------------------------------- */

static void
test_money (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) programme = world_add (self, MUSTER_KIND_PROGRAMME, "name", "Frailty", NULL);
  g_autoptr(MusterRecord) budget = world_add (self, MUSTER_KIND_BUDGET, "title", "Year 1", "programme",
                                              world_bind (programme), "stated_total", "£300", NULL);
  g_autoptr(MusterRecord) section = world_add (self, MUSTER_KIND_BUDGET_SECTION, "title", "Staff", "budget",
                                               world_bind (budget), "stated_subtotal", "£200", NULL);
  g_autoptr(MusterRecord) line = world_add (self, MUSTER_KIND_BUDGET_LINE, "role", "Nurse", "section",
                                            world_bind (section), "amount", "£200", NULL);
  g_autoptr(MusterProgrammeView) view = read_programme (self, programme);
  MusterBudgetView *shown;
  MusterFinding *finding;

  g_assert_cmpuint (view->budgets->len, ==, 1);
  shown = view->budgets->pdata[0];
  g_assert_cmpuint (shown->sections->len, ==, 1);
  g_assert_cmpuint (shown->findings->len, >=, 1);
  finding = shown->findings->pdata[0];
  g_assert_cmpstr (finding->problem->stated, ==, "£300");
  g_assert_cmpstr (finding->problem->computed, ==, "£200");
}

/* Of a programme, what belongs to it; bodies and people are everybody's. */
static void
test_scope (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) mine = world_add (self, MUSTER_KIND_PROGRAMME, "name", "Frailty", NULL);
  g_autoptr(MusterRecord) other = world_add (self, MUSTER_KIND_PROGRAMME, "name", "Urgent care", NULL);
  g_autoptr(MusterRecord) body = world_add (self, MUSTER_KIND_BODY, "name", "Board", NULL);
  g_autoptr(MusterRecord) one = world_add (self, MUSTER_KIND_WORKSTREAM, "name", "Falls", "programme",
                                           world_bind (mine), NULL);
  g_autoptr(MusterRecord) two = world_add (self, MUSTER_KIND_WORKSTREAM, "name", "Beds", "programme",
                                           world_bind (other), NULL);
  g_autoptr(MusterProgrammeView) all = read_programme (self, NULL);
  g_autoptr(MusterProgrammeView) view = read_programme (self, mine);

  g_assert_cmpuint (all->parts[MUSTER_PROGRAMME_WORKSTREAMS]->n, ==, 2);
  g_assert_cmpuint (view->parts[MUSTER_PROGRAMME_WORKSTREAMS]->n, ==, 1);
  g_assert_cmpuint (view->parts[MUSTER_PROGRAMME_PROGRAMMES]->n, ==, 1);
  g_assert_cmpuint (view->parts[MUSTER_PROGRAMME_BODIES]->n, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  WORLD_ADD ("/store/programme-view/several-roots", test_several_roots);
  WORLD_ADD ("/store/programme-view/which-line", test_which_line);
  WORLD_ADD ("/store/programme-view/circles", test_circles);
  WORLD_ADD ("/store/programme-view/no-bodies", test_no_bodies);
  WORLD_ADD ("/store/programme-view/members", test_members);
  WORLD_ADD ("/store/programme-view/money", test_money);
  WORLD_ADD ("/store/programme-view/scope", test_scope);
  return g_test_run ();
}
