/* test-rollup.c - what stands under a team, an area and a programme, each record once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-lookup.h"

static const TestRow rows[] = {
  { "area", "place", "name = Place | level = place" },
  { "area", "borough", "name = Borough | level = borough | parent = @place" },
  { "area", "elsewhere", "name = Elsewhere | level = borough" },
  { "team", "hub", "name = Hub | area = @borough" },
  { "team", "pcn", "name = PCN | area = @place" },
  { "team", "far", "name = Far | area = @elsewhere" },
  { "population", "p1", "of = @hub | figure = 48,000" },
  { "population", "p2", "of = @pcn | figure = 50-80k" },
  { "population", "p3", "of = @far | figure = N/A" },
  { "programme", "prog", "name = Programme" },

  { "plan", "hub-plan", "title = Hub plan | scope = @hub | programme = @prog" },
  { "plan", "borough-plan", "title = Borough plan | scope = @borough" },

  { "deliverable", "d1", "title = D | plan = @hub-plan | team = @hub | owner = Lead | baseline = Q1 2017/18" },
  { "deliverable", "d2", "title = D | plan = @hub-plan | status = complete" },
  { "deliverable", "d3", "title = D | plan = @borough-plan | team = @pcn | owner = TBC" },
  { "deliverable", "d4", "title = D | plan = @borough-plan | status = cancelled | status_note = x" },
  { "action", "a1", "text = A | plan = @hub-plan | scope = @hub | baseline = 10 July 2017 | percent = 50" },
  { "action", "a2", "text = A | scope = @prog | owner = Lead | status = complete" },

  { "risk", "r1", "title = R | status = open | scope = @hub | plan = @hub-plan | programme = @prog" },
  { "risk", "r2", "title = R | status = draft | plan = @borough-plan | owner = Lead | next_review = June 2017" },
  { "risk", "r3", "title = R | status = closed | scope = @borough" },
  { "risk", "r4", "title = R | status = accepted | scope = @pcn | owner = Lead | next_review = July 2017" },
  { "assessment", "s1", "risk = @r1 | kind = current | likelihood = 4 | impact = 4" },
  { "assessment", "s2", "risk = @r2 | kind = current | likelihood = 1 | impact = 3" },
  { "assessment", "s3", "risk = @r3 | kind = current | likelihood = 5 | impact = 5" },
  { "assessment", "s4", "risk = @r4 | kind = current | likelihood = 2 | impact = 4" },

  { "issue", "i1", "title = I | severity = low | status = open | scope = @hub | plan = @hub-plan" },
  { "issue", "i2", "title = I | severity = low | status = in progress | plan = @borough-plan" },
  { "issue", "i3", "title = I | severity = low | status = closed | scope = @hub" },
  { NULL },
};

static char *
describe (const MusterRollup *r)
{
  return g_strdup_printf ("teams %u plans %u work %u/%u overdue %u soon %u unowned %u undated %u progress %d; "
                          "risks %u (%u %u %u %u) unowned %u reviews %u missing %u worst %d; issues %u actions %u; "
                          "population %" G_GINT64_FORMAT,
                          r->teams, r->plans, r->work_complete, r->work, r->work_overdue, r->work_due_soon,
                          r->work_unowned, r->work_undated, r->progress, r->risks, r->risks_by_band[0],
                          r->risks_by_band[1], r->risks_by_band[2], r->risks_by_band[3], r->risks_unowned,
                          r->reviews_overdue, r->reviews_missing, r->worst_score, r->issues_open, r->actions_open,
                          r->population);
}

static void
test_scopes (void)
{
  static const struct {
    const char *name, *expected;
  } cases[] = {
    { "hub", "teams 1 plans 1 work 1/3 overdue 1 soon 1 unowned 1 undated 0 progress 50; "
             "risks 1 (0 0 0 1) unowned 1 reviews 0 missing 1 worst 16; issues 1 actions 1; population 48000" },
    { "pcn", "teams 1 plans 0 work 0/1 overdue 0 soon 0 unowned 1 undated 1 progress 0; "
             "risks 1 (0 0 1 0) unowned 0 reviews 0 missing 0 worst 8; issues 0 actions 0; population 65000" },
    { "borough", "teams 1 plans 2 work 1/4 overdue 1 soon 1 unowned 2 undated 1 progress 38; "
                 "risks 2 (1 0 0 1) unowned 1 reviews 1 missing 1 worst 16; issues 2 actions 1; population 48000" },
    { "place", "teams 2 plans 2 work 1/4 overdue 1 soon 1 unowned 2 undated 1 progress 38; "
               "risks 3 (1 0 1 1) unowned 1 reviews 1 missing 1 worst 16; issues 2 actions 1; population 113000" },
    { "elsewhere", "teams 1 plans 0 work 0/0 overdue 0 soon 0 unowned 0 undated 0 progress -1; "
                   "risks 0 (0 0 0 0) unowned 0 reviews 0 missing 0 worst 0; issues 0 actions 0; population -1" },
    { "prog", "teams 1 plans 1 work 2/4 overdue 1 soon 1 unowned 1 undated 0 progress 63; "
              "risks 1 (0 0 0 1) unowned 1 reviews 0 missing 1 worst 16; issues 1 actions 1; population 48000" },
  };
  g_autoptr(TestWorld) world = test_world_new_from (rows);
  g_autoptr(MusterWhen) today = muster_when_parse ("1 July 2017", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MusterRollup rollup;
      g_autofree char *text = NULL;

      muster_rules_rollup (test_world_get (world, cases[i].name), test_world_lookup (world),
                           muster_when_get_days (today).latest, &rollup);
      text = describe (&rollup);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* What a team's page adds up is what the table of teams shows. */
static void
test_agrees_with_derived (void)
{
  g_autoptr(TestWorld) world = test_world_new_from (rows);

  for (guint i = 0; i < test_world_n (world); i++)
    {
      MusterRecord *team = test_world_nth (world, i);
      MusterRollup rollup;

      if (muster_record_get_kind (team)->id != MUSTER_KIND_TEAM)
        continue;
      muster_rules_rollup (team, test_world_lookup (world), 1, &rollup);
      g_assert_cmpint (rollup.worst_score, ==, muster_record_get_number (team, "worst_score"));
      g_assert_cmpint (MAX (rollup.progress, 0), ==, muster_record_get_number (team, "progress"));
      g_assert_cmpint (rollup.progress >= 0, ==, muster_record_has (team, "progress"));
    }
}

/* Areas that are parts of each other, as merged edits may leave them, are counted once and end. */
static void
test_circle (void)
{
  static const TestRow circle[] = {
    { "area", "a", "name = A | level = place | parent = @b" },
    { "area", "b", "name = B | level = place | parent = @a" },
    { "team", "t", "name = T | area = @b" },
    { NULL },
  };
  g_autoptr(TestWorld) world = test_world_new_from (circle);
  MusterRollup rollup;

  muster_rules_rollup (test_world_get (world, "a"), test_world_lookup (world), 1, &rollup);
  g_assert_cmpuint (rollup.teams, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rollup/scopes", test_scopes);
  g_test_add_func ("/rollup/agrees-with-derived", test_agrees_with_derived);
  g_test_add_func ("/rollup/circle", test_circle);
  return g_test_run ();
}
