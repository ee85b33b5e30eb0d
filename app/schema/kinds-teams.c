/* kinds-teams.c - neighbourhood teams and what surrounds them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kinds-private.h"

/* One thing under the names that boroughs gave it: who searches for one finds all. */
#define NEIGHBOURHOOD_NAMES "CHIN Hub HCT NCG INT neighbourhood team"

/* What neighbourhood teams have been called since 2017. */
static const MusterChoice team_kinds[] = {
  { "pcn", N_("Primary Care Network (PCN)") },
  { "int", N_("Integrated Neighbourhood Team (INT)"), NEIGHBOURHOOD_NAMES },
  { "neighbourhood", N_("Neighbourhood"), NEIGHBOURHOOD_NAMES },
  { "chin", N_("Care Closer to Home Integrated Network (CHIN)"), NEIGHBOURHOOD_NAMES },
  { "hub", N_("Hub"), NEIGHBOURHOOD_NAMES },
  { "hct", N_("Health and Care Team (HCT)"), NEIGHBOURHOOD_NAMES },
  { "ncg", N_("Neighbourhood Care Group"), NEIGHBOURHOOD_NAMES },
  { "locality", N_("Locality") },
  { NULL },
};

static const MusterChoice team_statuses[] = {
  { "planned", N_("Planned") }, { "forming", N_("Forming") }, { "live", N_("Live") }, { "closed", N_("Closed") },
  { NULL },
};

/* Footprints of integrated care: system 1 to 2 million, place 250,000 to 500,000, neighbourhood 30,000 to 50,000. */
static const MusterChoice area_levels[] = {
  { "system", N_("System") }, { "place", N_("Place") }, { "borough", N_("Borough") }, { "locality", N_("Locality") },
  { NULL },
};

static const MusterChoice organisation_types[] = {
  { "icb", N_("Integrated care board") },
  { "ccg", N_("Clinical commissioning group (until 2022)") },
  { "council", N_("Council") },
  { "nhs-trust", N_("NHS trust") },
  { "pcn", N_("Primary Care Network") },
  { "gp-federation", N_("GP federation") },
  { "gp-practice", N_("GP practice") },
  { "voluntary", N_("Voluntary sector") },
  { "partnership", N_("Partnership") },
  { "national", N_("National body") },
  { "other", N_("Other") },
  { NULL },
};

static const MusterField team_fields[] = {
  { "name", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Name") },
  { "kind", MUSTER_VALUE_CHOICE, COL | SORT | FIND, N_("Kind"), .choices = team_kinds,
    .help = N_("What it is called today; earlier names and kinds are kept under Names through time") },
  { "area", MUSTER_VALUE_REF, COL, N_("Area"), .refers = MUSTER_KINDS (AREA) },
  { "status", MUSTER_VALUE_CHOICE, LEAD | SORT, N_("Status"), .group = "status", .choices = team_statuses },
  { "status_note", MUSTER_VALUE_TEXT, FIND, N_("Status note"), .group = "status" },
  { "go_live", MUSTER_VALUE_WHEN, COL | SORT, N_("Go live") },
  { "population", MUSTER_VALUE_POPULATION, LEAD | SORT | DER, N_("Population") },
  { "progress", MUSTER_VALUE_PERCENT, LEAD | DER, N_("Plan progress") },
  { "worst_score", MUSTER_VALUE_INTEGER, LEAD | SORT | DER, N_("Worst risk") },
  { "aliases", MUSTER_VALUE_LIST, FIND, N_("Other names"), .help = N_("One on each line; search finds them") },
  { "clinical_director", MUSTER_VALUE_PARTY, FIND, N_("Clinical director") },
  { "quality_team", MUSTER_VALUE_TEXT, FIND, N_("Quality improvement support team") },
  { "extended_access", MUSTER_VALUE_TEXT, 0, N_("Extended-access hubs") },
  { "sites", MUSTER_VALUE_LIST, FIND, N_("Sites") },
  { "practices", MUSTER_VALUE_LIST, FIND, N_("Member practices") },
  { "networks", MUSTER_VALUE_REFS, 0, N_("Networks it joins up"),
    .refers = MUSTER_KINDS (TEAM) | MUSTER_KINDS (ORGANISATION) },
  COMMON_FIELDS,
};

const MusterKind muster_kind_team = {
  MUSTER_KIND_TEAM, "team", N_("Team"), N_("Teams"), N_("a team"), MUSTER_SECTION_TEAMS, 0, NULL,
  N_("A team is a neighbourhood and the people who look after it: a PCN, an INT or a hub."), KIND_FIELDS (team_fields),
  "name",
};

static const MusterField team_name_fields[] = {
  { "name", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Name") },
  { "team", MUSTER_VALUE_REF, PART | COL, N_("Team"), .refers = MUSTER_KINDS (TEAM) },
  { "kind", MUSTER_VALUE_CHOICE, COL | FIND, N_("Kind"), .choices = team_kinds },
  { "from", MUSTER_VALUE_WHEN, COL | SORT, N_("From") },
  { "until", MUSTER_VALUE_WHEN, COL, N_("Until") },
  COMMON_FIELDS,
};

const MusterKind muster_kind_team_name = {
  MUSTER_KIND_TEAM_NAME, "team-name", N_("Name through time"), N_("Names through time"), N_("an earlier name"),
  MUSTER_SECTION_TEAMS, 0, NULL, N_("What a team was called, and when."), KIND_FIELDS (team_name_fields), "name",
};

static const MusterField area_fields[] = {
  { "name", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Name") },
  { "level", MUSTER_VALUE_CHOICE, REQ | COL | SORT, N_("Level"), .choices = area_levels },
  { "parent", MUSTER_VALUE_REF, COL, N_("Part of"), .refers = MUSTER_KINDS (AREA) },
  { "aliases", MUSTER_VALUE_LIST, FIND, N_("Other names") },
  { "structure", MUSTER_VALUE_LONG_TEXT, FIND, N_("Neighbourhood structure"),
    .help = N_("What its neighbourhoods are called, how many there are, and of what size") },
  { "extended_access", MUSTER_VALUE_LONG_TEXT, FIND, N_("Extended access") },
  { "quality_teams", MUSTER_VALUE_LONG_TEXT, FIND, N_("Quality improvement support teams") },
  COMMON_FIELDS,
};

const MusterKind muster_kind_area = {
  MUSTER_KIND_AREA, "area", N_("Area"), N_("Areas"), N_("an area"), MUSTER_SECTION_TEAMS, 0, NULL,
  N_("Systems, places, boroughs and localities that teams belong to."), KIND_FIELDS (area_fields), "name",
};

static const MusterField organisation_fields[] = {
  { "name", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Name") },
  { "type", MUSTER_VALUE_CHOICE, COL | SORT, N_("Type"), .choices = organisation_types },
  { "ods_code", MUSTER_VALUE_TEXT, COL | FIND, N_("ODS code"),
    .help = N_("Organisation Data Service code: a PCN is U and five digits") },
  { "parent", MUSTER_VALUE_REF, COL, N_("Part of"), .refers = MUSTER_KINDS (ORGANISATION) },
  { "area", MUSTER_VALUE_REF, COL, N_("Area"), .refers = MUSTER_KINDS (AREA) },
  { "aliases", MUSTER_VALUE_LIST, FIND, N_("Other names") },
  { "opened", MUSTER_VALUE_WHEN, 0, N_("Opened") },
  { "closed", MUSTER_VALUE_WHEN, 0, N_("Closed") },
  COMMON_FIELDS,
};

const MusterKind muster_kind_organisation = {
  MUSTER_KIND_ORGANISATION, "organisation", N_("Organisation"), N_("Organisations"), N_("an organisation"),
  MUSTER_SECTION_TEAMS, 0, NULL, N_("Trusts, councils, federations, practices and partnerships."),
  KIND_FIELDS (organisation_fields), "name",
};

static const MusterField population_fields[] = {
  { "label", MUSTER_VALUE_TEXT, TITLE, N_("What is counted"),
    .help = N_("Such as “Registered list” or “65 and over, dementia”") },
  { "of", MUSTER_VALUE_REF, PART | COL, N_("Population of"),
    .refers = MUSTER_KINDS (TEAM) | MUSTER_KINDS (AREA) | MUSTER_KINDS (COHORT) | MUSTER_KINDS (ORGANISATION) },
  { "figure", MUSTER_VALUE_POPULATION, REQ | COL | SORT, N_("Figure"),
    .help = N_("A number, “about 80,000”, “50,000 to 80,000” or “N/A”") },
  { "as_at", MUSTER_VALUE_WHEN, COL | SORT, N_("As at") },
  COMMON_FIELDS,
};

const MusterKind muster_kind_population = {
  MUSTER_KIND_POPULATION, "population", N_("Population figure"), N_("Population figures"), N_("a population figure"),
  MUSTER_SECTION_TEAMS, 0, NULL, N_("How many people, according to whom, and when."), KIND_FIELDS (population_fields),
  "label",
};

static const MusterField cohort_fields[] = {
  { "name", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Name") },
  SCOPE_FIELD,
  { "age_band", MUSTER_VALUE_TEXT, COL | FIND, N_("Age band") },
  { "period", MUSTER_VALUE_WHEN, COL | SORT, N_("Joins in") },
  { "added", MUSTER_VALUE_INTEGER, COL, N_("Added"), .group = "figures", .min = 0, .max = 100000000 },
  { "stated_cumulative", MUSTER_VALUE_INTEGER, COL, N_("Cumulative as stated"), .group = "figures", .min = 0,
    .max = 100000000 },
  { "segments_total", MUSTER_VALUE_INTEGER, DER, N_("Sum of its segments") },
  { "cumulative", MUSTER_VALUE_INTEGER, COL | DER, N_("Cumulative as computed") },
  { "position", MUSTER_VALUE_INTEGER, SORT, N_("Order"), .min = 0, .max = 100000 },
  COMMON_FIELDS,
};

const MusterKind muster_kind_cohort = {
  MUSTER_KIND_COHORT, "cohort", N_("Cohort"), N_("Cohorts"), N_("a cohort"), MUSTER_SECTION_TEAMS, 0, NULL,
  N_("Groups of people that a model of care takes in, quarter by quarter."), KIND_FIELDS (cohort_fields), "position",
};
