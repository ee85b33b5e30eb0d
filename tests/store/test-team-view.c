/* test-team-view.c - what one page says about a team.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

#include "muster-team-view.h"
#include "muster-today.h"

/* Camden in London, a team with a plan, and what stands under both. */
typedef struct {
  MusterRecord *london, *camden, *team, *plan;
} Team;

static void
add (Fixture *self, MusterKindId kind, const char *field, MusterRecord *of, const char *title, const char *value)
{
  const char *name = muster_kind_title_field (muster_kind_get (kind))->name;
  MusterRecord *record = value != NULL
                           ? world_add (self, kind, name, title, field, world_bind (of), "baseline", value, NULL)
                           : world_add (self, kind, name, title, field, world_bind (of), NULL);

  g_object_unref (record);
}

static void
make_team (Fixture *self, Team *team)
{
  team->london = world_add (self, MUSTER_KIND_AREA, "name", "North London", "level", "system", NULL);
  team->camden = world_add (self, MUSTER_KIND_AREA, "name", "Camden", "level", "borough", "parent",
                            world_bind (team->london), NULL);
  team->team = world_add (self, MUSTER_KIND_TEAM, "name", "Camden 1", "area", world_bind (team->camden), NULL);
  team->plan = world_add (self, MUSTER_KIND_PLAN, "title", "Start-up", "scope", world_bind (team->team), NULL);
}

static void
free_team (Team *team)
{
  g_object_unref (team->london);
  g_object_unref (team->camden);
  g_object_unref (team->team);
  g_object_unref (team->plan);
}

static MusterTeamView *
read_team (Fixture *self, MusterRecord *team, guint limit)
{
  MusterTeamQuestion question = { .team = *muster_record_get_id (team) };
  g_autoptr(GError) error = NULL;
  MusterTeamView *view;

  for (guint i = 0; i < MUSTER_TEAM_N; i++)
    question.limits[i] = limit;
  view = muster_replica_read_team (self->replica, &question, &error);
  g_assert_no_error (error);
  return view;
}

static char *
join_titles (GPtrArray *records)
{
  GString *titles = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *title = muster_record_dup_title (records->pdata[i]);

      g_string_append_printf (titles, "%s%s", i > 0 ? ", " : "", title);
    }
  return g_string_free (titles, FALSE);
}

static void
assert_part (MusterTeamView *view, MusterTeamPart part, guint n, const char *expected)
{
  g_autofree char *titles = join_titles (view->parts[part]->records);

  g_assert_cmpstr (titles, ==, expected);
  g_assert_cmpuint (view->parts[part]->n, ==, n);
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) team = world_add (self, MUSTER_KIND_TEAM, "name", "Alone", NULL);
  g_autoptr(MusterTeamView) view = read_team (self, team, 5);

  for (guint i = 0; i < MUSTER_TEAM_N; i++)
    assert_part (view, i, 0, "");
  g_assert_cmpuint (view->areas->len + view->networks->len + view->rags->len, ==, 0);
  g_assert_cmpuint (view->n_overdue + view->n_due_soon + view->map.unscored, ==, 0);
}

static void
test_missing (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) area = world_add (self, MUSTER_KIND_AREA, "name", "Camden", "level", "borough", NULL);
  MusterTeamQuestion question = { .team = *muster_record_get_id (area) };
  g_autoptr(GError) error = NULL;

  g_assert_null (muster_replica_read_team (self->replica, &question, &error));
  g_assert_error (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND);
}

static void
test_places (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterTeamView) view = NULL;
  g_autofree char *areas = NULL;
  Team team;

  make_team (self, &team);
  view = read_team (self, team.team, 5);
  areas = join_titles (view->areas);
  g_assert_cmpstr (areas, ==, "Camden, North London");
  assert_part (view, MUSTER_TEAM_PLANS, 1, "Start-up");
  g_assert_cmpuint (view->rags->len, ==, 1);
  free_team (&team);
}

/* The page and Today say the same of a place. */
static void
assert_as_today (Fixture *self, MusterRecord *team, guint n_overdue, guint n_due_soon)
{
  MusterTodayQuestion question = { .scope = *muster_record_get_id (team) };
  g_autoptr(MusterTeamView) view = read_team (self, team, 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterToday) today = muster_replica_read_today (self->replica, &question, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (view->n_overdue, ==, n_overdue);
  g_assert_cmpuint (view->n_due_soon, ==, n_due_soon);
  g_assert_cmpuint (today->n[MUSTER_TODAY_OVERDUE], ==, n_overdue);
  g_assert_cmpuint (today->n[MUSTER_TODAY_SOON], ==, n_due_soon);
}

/* Whatever kind is late is late on the page of the team as it is on Today; a review is none of these. */
static void
test_late_kinds (Fixture *self, gconstpointer data)
{
  g_autofree char *yesterday = muster_day_to_text (muster_clock_today (self->clock) - 1);
  g_autofree char *tomorrow = muster_day_to_text (muster_clock_today (self->clock) + 1);
  g_autoptr(MusterRecord) other = NULL;
  g_autofree char *of_team = NULL;
  Team team;

  make_team (self, &team);
  of_team = g_strdup (world_bind (team.team));
  other = world_add (self, MUSTER_KIND_TEAM, "name", "Barnet 1", NULL);
  add (self, MUSTER_KIND_DELIVERABLE, "plan", team.plan, "Late", yesterday);
  add (self, MUSTER_KIND_ACTION, "scope", team.team, "Soon", tomorrow);
  add (self, MUSTER_KIND_ACTION, "scope", other, "Elsewhere", yesterday);
  g_object_unref (world_add (self, MUSTER_KIND_ASSUMPTION, "text", "Rooms are free", "validate_by", yesterday, "plan",
                             world_bind (team.plan), NULL));
  g_object_unref (world_add (self, MUSTER_KIND_RISK, "title", "Posts stay empty", "status", "open", "scope", of_team,
                             "next_review", yesterday, NULL));
  assert_as_today (self, team.team, 2, 1);
  assert_as_today (self, other, 1, 0);
  /* With too many to look each up. */
  for (guint i = 0; i < 1001; i++)
    add (self, MUSTER_KIND_UPDATE, "about", team.team, "So it goes", NULL);
  assert_as_today (self, team.team, 2, 1);
  free_team (&team);
}

/* What is late comes first and is counted, what has no day last; what is done or dropped is left out. Packages are not
 * listed beside what is in them. */
static void
test_work (Fixture *self, gconstpointer data)
{
  g_autofree char *yesterday = muster_day_to_text (muster_clock_today (self->clock) - 1);
  g_autofree char *tomorrow = muster_day_to_text (muster_clock_today (self->clock) + 1);
  g_autofree char *later = muster_day_to_text (muster_clock_today (self->clock) + 100);
  g_autoptr(MusterTeamView) view = NULL;
  g_autoptr(MusterRecord) done = NULL, package = NULL;
  Team team;

  make_team (self, &team);
  add (self, MUSTER_KIND_DELIVERABLE, "plan", team.plan, "Some day", NULL);
  add (self, MUSTER_KIND_DELIVERABLE, "plan", team.plan, "Later", later);
  add (self, MUSTER_KIND_DELIVERABLE, "plan", team.plan, "Late", yesterday);
  add (self, MUSTER_KIND_ACTION, "scope", team.team, "Soon", tomorrow);
  done = world_add (self, MUSTER_KIND_DELIVERABLE, "title", "Done", "plan", world_bind (team.plan), "status",
                    "complete", NULL);
  package = world_add (self, MUSTER_KIND_DELIVERABLE, "title", "Package", "plan", world_bind (team.plan), "type",
                       "package", "baseline", yesterday, NULL);
  view = read_team (self, team.team, 2);
  assert_part (view, MUSTER_TEAM_NEXT, 3, "Late, Later");
  assert_part (view, MUSTER_TEAM_ACTIONS, 1, "Soon");
  g_assert_cmpuint (view->n_overdue, ==, 2);
  g_assert_cmpuint (view->n_due_soon, ==, 1);
  free_team (&team);
}

static void
add_risk (Fixture *self, MusterRecord *team, const char *title, const char *status, const char *likelihood,
          const char *impact)
{
  g_autoptr(MusterRecord) risk = world_add (self, MUSTER_KIND_RISK, "title", title, "status", status, "status_reason",
                                            "Over", "scope", world_bind (team), NULL);

  if (likelihood != NULL)
    g_object_unref (world_add (self, MUSTER_KIND_ASSESSMENT, "risk", world_bind (risk), "kind", "current",
                               "likelihood", likelihood, "impact", impact, "on", "1 November 2026", NULL));
}

/* All open ones are on the map, however few are listed. */
static void
test_risks (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterTeamView) view = NULL;
  Team team;

  make_team (self, &team);
  add_risk (self, team.team, "Unscored", "open", NULL, NULL);
  add_risk (self, team.team, "Small", "open", "2", "1");
  add_risk (self, team.team, "Large", "treating", "4", "5");
  add_risk (self, team.team, "As large", "open", "4", "5");
  add_risk (self, team.team, "Over", "closed", "5", "5");
  view = read_team (self, team.team, 1);
  assert_part (view, MUSTER_TEAM_RISKS, 4, "Large");
  g_assert_cmpuint (view->map.cells[3][4], ==, 2);
  g_assert_cmpuint (view->map.cells[1][0], ==, 1);
  g_assert_cmpuint (view->map.cells[4][4], ==, 0);
  g_assert_cmpuint (view->map.unscored, ==, 1);
  g_assert_cmpint (view->map.bands.high_to, ==, muster_matrix_npsa.high_to);
  free_team (&team);
}

/* What threatens a plan of the team or a part of it is a risk of the team, to whomever it belongs. */
static void
test_threats (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterRecord) other = world_add (self, MUSTER_KIND_TEAM, "name", "Barnet 1", NULL);
  g_autoptr(MusterRecord) part = NULL;
  g_autoptr(MusterTeamView) view = NULL, of_other = NULL;
  Team team;

  make_team (self, &team);
  part = world_add (self, MUSTER_KIND_DELIVERABLE, "title", "Rooms", "plan", world_bind (team.plan), NULL);
  g_object_unref (world_add (self, MUSTER_KIND_RISK, "title", "Threatens a part", "status", "open", "deliverables",
                             world_bind (part), NULL));
  g_object_unref (world_add (self, MUSTER_KIND_RISK, "title", "Threatens the plan", "status", "open", "scope",
                             world_bind (other), "deliverables", world_bind (team.plan), NULL));
  g_object_unref (world_add (self, MUSTER_KIND_RISK, "title", "Of the plan", "status", "open", "plan",
                             world_bind (team.plan), NULL));
  g_object_unref (world_add (self, MUSTER_KIND_RISK, "title", "Of nobody", "status", "open", NULL));
  view = read_team (self, team.team, 5);
  assert_part (view, MUSTER_TEAM_RISKS, 3, "Threatens a part, Threatens the plan, Of the plan");
  g_assert_cmpuint (view->map.unscored, ==, 3);
  of_other = read_team (self, other, 5);
  assert_part (of_other, MUSTER_TEAM_RISKS, 1, "Threatens the plan");
  free_team (&team);
}

/* Names in their order, the newest figure first, roles by their rank. */
static void
test_facts (Fixture *self, gconstpointer data)
{
  g_autoptr(MusterTeamView) view = NULL;
  Team team;

  make_team (self, &team);
  g_object_unref (world_add (self, MUSTER_KIND_TEAM_NAME, "name", "Hub 1", "team", world_bind (team.team), "from",
                             "April 2018", NULL));
  g_object_unref (world_add (self, MUSTER_KIND_TEAM_NAME, "name", "CHIN 1", "team", world_bind (team.team), "until",
                             "March 2018", NULL));
  g_object_unref (world_add (self, MUSTER_KIND_POPULATION, "label", "Old", "of", world_bind (team.team), "figure",
                             "48,000", "as_at", "March 2017", NULL));
  g_object_unref (world_add (self, MUSTER_KIND_POPULATION, "label", "New", "of", world_bind (team.team), "figure",
                             "about 50,000", "as_at", "April 2026", NULL));
  g_object_unref (world_add (self, MUSTER_KIND_ROLE, "title", "Contact", "holder", "Practice manager", "role",
                             "contact", "of", world_bind (team.team), NULL));
  g_object_unref (world_add (self, MUSTER_KIND_ROLE, "title", "Director", "holder", "GP", "role",
                             "clinical-director", "of", world_bind (team.team), NULL));
  g_object_unref (world_add (self, MUSTER_KIND_UPDATE, "text", "Rooms found", "about", world_bind (team.plan), NULL));
  view = read_team (self, team.team, 5);
  assert_part (view, MUSTER_TEAM_NAMES, 2, "CHIN 1, Hub 1");
  assert_part (view, MUSTER_TEAM_POPULATIONS, 2, "New, Old");
  assert_part (view, MUSTER_TEAM_PEOPLE, 2, "Director, Contact");
  assert_part (view, MUSTER_TEAM_UPDATES, 1, "Rooms found");
  free_team (&team);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  WORLD_ADD ("/store/team-view/empty", test_empty);
  WORLD_ADD ("/store/team-view/missing", test_missing);
  WORLD_ADD ("/store/team-view/places", test_places);
  WORLD_ADD ("/store/team-view/work", test_work);
  WORLD_ADD ("/store/team-view/risks", test_risks);
  WORLD_ADD ("/store/team-view/late-kinds", test_late_kinds);
  WORLD_ADD ("/store/team-view/threats", test_threats);
  WORLD_ADD ("/store/team-view/facts", test_facts);
  return g_test_run ();
}
