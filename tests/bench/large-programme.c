/* large-programme.c - systems, boroughs, teams, and what belongs to them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "large-private.h"

#include "plausible.h"

#define TEAMS_A_BOROUGH 17
/* One part in so many is a deliverable of the one large plan, and so many a risk or action of the one large team. */
#define LARGE_PLAN_PART 33
#define LARGE_TEAM_PART 100

typedef struct {
  Maker   *maker;
  MusterId programme, borough, team, plan;
  GArray  *work; /* of MusterId: deliverables of the plan */
} Place;

static const char *const work_states[] = {
  "not-started", "not-started", "in-progress", "in-progress", "in-progress", "complete", "complete", "on-hold",
  "cancelled", NULL,
};

static const char *const risk_states[] = {
  "open", "open", "treating", "treating", "treating", "accepted", "closed", NULL,
};

static guint
between (Maker *maker, guint low, guint high)
{
  return low + muster_random_below (maker->random, high - low + 1);
}

static void
put_status (Maker *maker, MusterRecord *record)
{
  const char *status = plausible_pick (maker->random, work_states);

  maker_put (record, "status", status);
  if (g_str_equal (status, "in-progress"))
    maker_number (record, "percent", 5 * between (maker, 1, 19));
  else if (g_str_equal (status, "on-hold") || g_str_equal (status, "cancelled"))
    maker_put (record, "status_note", "As the steering group decided");
}

static void
put_dates (Maker *maker, MusterRecord *record)
{
  maker_take (record, "baseline", plausible_when (maker->random));
  if (plausible_chance (maker->random, 35))
    {
      maker_take (record, "forecast", plausible_when (maker->random));
      maker_put (record, "forecast_reason", "Recruitment took longer");
    }
}

/* ---- work -------------------------------------------------------------------------------------------------------- */

static void
add_deliverable (Place *place, guint position, const MusterId *parent, const char *type, MusterId *id)
{
  static const char *const themes[] = {
    "Workforce", "Estates", "Digital", "Pathways", "Governance", "Engagement", NULL,
  };
  Maker *maker = place->maker;
  MusterRecord *record = maker_new (maker, MUSTER_KIND_DELIVERABLE);

  maker_take (record, "title", plausible_work (maker->random));
  maker_put (record, "type", type);
  maker_refer (record, "plan", &place->plan);
  if (parent != NULL)
    maker_refer (record, "parent", parent);
  maker_number (record, "position", position);
  maker_put (record, "theme", plausible_pick (maker->random, themes));
  maker_put (record, "owner", plausible_chance (maker->random, 90) ? plausible_post (maker->random) : "TBC");
  put_dates (maker, record);
  put_status (maker, record);
  if (plausible_chance (maker->random, 40))
    maker_take (record, "acceptance", plausible_sentences (maker->random, 1));
  maker_add (maker, record, id);
}

static void
add_deliverables (Place *place, guint n)
{
  MusterId package, id;

  g_array_set_size (place->work, 0);
  for (guint i = 0; i < n && maker_goes_on (place->maker); i++)
    {
      gboolean opens = i % 6 == 0;
      const char *type = opens ? "package" : i % 6 == 5 ? "milestone" : "deliverable";

      add_deliverable (place, i + 1, opens ? NULL : &package, type, opens ? &package : &id);
      g_array_append_val (place->work, *(opens ? &package : &id));
    }
}

static void
add_action (Place *place, guint position)
{
  Maker *maker = place->maker;
  MusterRecord *record = maker_new (maker, MUSTER_KIND_ACTION);

  maker_take (record, "text", plausible_work (maker->random));
  maker_refer (record, "plan", &place->plan);
  maker_refer (record, "scope", &place->team);
  maker_number (record, "position", position);
  maker_put (record, "owner", plausible_post (maker->random));
  put_dates (maker, record);
  put_status (maker, record);
  maker_add (maker, record, NULL);
}

static void
add_plan (Place *place, const char *title, guint n_deliverables)
{
  Maker *maker = place->maker;
  MusterRecord *record = maker_new (maker, MUSTER_KIND_PLAN);

  maker_put (record, "title", title);
  maker_put (record, "kind", "mobilisation");
  maker_refer (record, "scope", &place->team);
  maker_refer (record, "programme", &place->programme);
  maker_put (record, "owner", plausible_post (maker->random));
  maker_put (record, "status", "live");
  maker_take (record, "start", plausible_date (maker->random));
  maker_take (record, "aims", plausible_sentences (maker->random, 3));
  maker_add (maker, record, &place->plan);
  add_deliverables (place, n_deliverables);
}

/* ---- risks ------------------------------------------------------------------------------------------------------- */

static void
add_assessment (Maker *maker, const MusterId *risk, const char *kind)
{
  MusterRecord *record = maker_new (maker, MUSTER_KIND_ASSESSMENT);

  maker_refer (record, "risk", risk);
  maker_put (record, "kind", kind);
  maker_number (record, "likelihood", between (maker, 1, 5));
  maker_number (record, "impact", between (maker, 1, 5));
  maker_take (record, "rationale", plausible_sentences (maker->random, 1));
  maker_take (record, "on", plausible_date (maker->random));
  maker_put (record, "by", plausible_post (maker->random));
  maker_add (maker, record, NULL);
}

static void
add_mitigation (Maker *maker, const MusterId *risk)
{
  MusterRecord *record = maker_new (maker, MUSTER_KIND_MITIGATION);

  maker_take (record, "text", plausible_control (maker->random));
  maker_refer (record, "risk", risk);
  maker_put (record, "kind", plausible_chance (maker->random, 40) ? "existing" : "planned");
  maker_put (record, "owner", plausible_post (maker->random));
  put_dates (maker, record);
  put_status (maker, record);
  maker_add (maker, record, NULL);
}

static void
put_risk (Place *place, MusterRecord *record)
{
  static const char *const categories[] = {
    "safety", "quality", "workforce", "statutory", "reputation", "objectives", "finance", "service", NULL,
  };
  Maker *maker = place->maker;
  const char *status = plausible_pick (maker->random, risk_states);

  maker_take (record, "title", plausible_risk (maker->random));
  maker_put (record, "status", status);
  if (g_str_equal (status, "closed"))
    maker_put (record, "status_reason", "No longer applies");
  if (g_str_equal (status, "accepted"))
    maker_put (record, "accepted_by", plausible_post (maker->random));
  maker_put (record, "owner", plausible_post (maker->random));
  maker_take (record, "cause", plausible_sentences (maker->random, 1));
  maker_take (record, "event", plausible_sentences (maker->random, 1));
  maker_take (record, "effect", plausible_sentences (maker->random, 1));
  maker_refer (record, "scope", &place->team);
  maker_refer (record, "plan", &place->plan);
  maker_put (record, "category", plausible_pick (maker->random, categories));
  maker_take (record, "raised", plausible_date (maker->random));
  maker_take (record, "next_review", plausible_date (maker->random));
  maker_number (record, "review_months", 3);
  if (place->work->len > 0 && plausible_chance (maker->random, 60))
    maker_refer (record, "deliverables",
                 &g_array_index (place->work, MusterId, muster_random_below (maker->random, place->work->len)));
}

/* The least that a register of many risks needs is one score each. */
static void
add_risk (Place *place)
{
  Maker *maker = place->maker;
  MusterRecord *record = maker_new (maker, MUSTER_KIND_RISK);
  gboolean bare = maker->options->risks > 0;
  MusterId risk;

  put_risk (place, record);
  maker_add (maker, record, &risk);
  add_assessment (maker, &risk, bare ? "current" : "initial");
  if (bare)
    return;
  add_assessment (maker, &risk, "current");
  if (plausible_chance (maker->random, 60))
    add_assessment (maker, &risk, "target");
  for (guint i = between (maker, 1, 2); i > 0; i--)
    add_mitigation (maker, &risk);
}

/* ---- teams ------------------------------------------------------------------------------------------------------- */

static void
add_population (Place *place)
{
  Maker *maker = place->maker;
  MusterRecord *record = maker_new (maker, MUSTER_KIND_POPULATION);

  maker_put (record, "label", "Registered list");
  maker_refer (record, "of", &place->team);
  maker_take (record, "figure", g_strdup_printf ("%u", between (maker, 28000, 62000)));
  maker_take (record, "as_at", plausible_date (maker->random));
  maker_add (maker, record, NULL);
}

static char *
make_team (Place *place, guint i, const char *given)
{
  static const char *const kinds[] = { "pcn", "pcn", "int", "neighbourhood", "hub", "chin", NULL };
  static const char *const states[] = { "planned", "forming", "live", "live", NULL };
  Maker *maker = place->maker;
  char *name = given != NULL ? g_strdup (given) : plausible_team (maker->random, i);
  MusterRecord *record = maker_new (maker, MUSTER_KIND_TEAM);
  g_autoptr (GString) practices = g_string_new (NULL);

  for (guint j = between (maker, 3, 8); j > 0; j--)
    {
      g_autofree char *practice = plausible_practice (maker->random);

      g_string_append_printf (practices, "%s\n", practice);
    }
  maker_put (record, "name", name);
  maker_put (record, "kind", plausible_pick (maker->random, kinds));
  maker_refer (record, "area", &place->borough);
  maker_put (record, "status", plausible_pick (maker->random, states));
  maker_take (record, "go_live", plausible_date (maker->random));
  maker_put (record, "clinical_director", "PCN Clinical Director");
  maker_put (record, "practices", practices->str);
  maker_add (maker, record, &place->team);
  add_population (place);
  add_population (place);
  return name;
}

static void
add_team (Place *place, guint i, const char *given, guint n_deliverables, guint n_actions, guint n_risks)
{
  g_autofree char *name = make_team (place, i, given);
  g_autofree char *title = g_strdup_printf ("Mobilisation plan for %s", name);

  add_plan (place, title, n_deliverables);
  for (guint j = 0; j < n_actions && maker_goes_on (place->maker); j++)
    add_action (place, j + 1);
  for (guint j = 0; j < n_risks && maker_goes_on (place->maker); j++)
    add_risk (place);
}

/* ---- the programme ----------------------------------------------------------------------------------------------- */

static void
add_area (Maker *maker, char *name /* taken */, const char *level, const MusterId *parent, MusterId *id)
{
  MusterRecord *record = maker_new (maker, MUSTER_KIND_AREA);

  maker_take (record, "name", name);
  maker_put (record, "level", level);
  if (parent != NULL)
    maker_refer (record, "parent", parent);
  maker_add (maker, record, id);
}

static void
add_person (Maker *maker)
{
  MusterRecord *record = maker_new (maker, MUSTER_KIND_PERSON);

  maker_put (record, "name", plausible_post (maker->random));
  maker_take (record, "notes", plausible_sentences (maker->random, 1));
  maker_add (maker, record, NULL);
}

/* Of a register with so many risks, the last team has those that are left. */
static guint
risks_of_team (Maker *maker)
{
  guint wanted = maker->options->risks;

  return wanted == 0 ? between (maker, 16, 24) : MIN (wanted - maker->n_risks, 200);
}

static gboolean
wants_team (Maker *maker)
{
  return maker_goes_on (maker) && (maker->options->risks == 0 || maker->n_risks < maker->options->risks);
}

void
maker_programme (Maker *self)
{
  Place place = { .maker = self, .work = g_array_new (FALSE, FALSE, sizeof (MusterId)) };
  MusterRecord *programme = maker_new (self, MUSTER_KIND_PROGRAMME);
  guint n = self->options->risks > 0 ? self->options->risks : self->options->records;
  MusterId system;

  add_area (self, g_strdup ("Five Rivers"), "system", NULL, &system);
  maker_put (programme, "name", "Neighbourhood health programme");
  maker_refer (programme, "area", &system);
  maker_put (programme, "status", "live");
  maker_add (self, programme, &place.programme);

  for (guint i = 0; wants_team (self); i++)
    {
      if (i % TEAMS_A_BOROUGH == 0)
        {
          add_area (self, plausible_borough (i / TEAMS_A_BOROUGH), "borough", &system, &place.borough);
          for (guint j = 0; j < 10; j++)
            add_person (self);
        }
      if (i == 0)
        add_team (&place, i, "Whole system team", n / LARGE_PLAN_PART, n / LARGE_TEAM_PART, n / LARGE_TEAM_PART);
      else
        add_team (&place, i, NULL, between (self, 40, 60), between (self, 20, 35), risks_of_team (self));
    }
  g_array_unref (place.work);
}
