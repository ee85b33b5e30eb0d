/* kinds-people.c - people, the parts they play, posts to fill and those to win over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kinds-private.h"

static const MusterField person_fields[] = {
  { "name", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Name or role title") },
  { "job_title", MUSTER_VALUE_TEXT, COL | FIND, N_("Job title") },
  { "organisation", MUSTER_VALUE_REF, COL, N_("Organisation"), .refers = MUSTER_KINDS (ORGANISATION) },
  { "email", MUSTER_VALUE_TEXT, FIND, N_("Email") },
  { "phone", MUSTER_VALUE_TEXT, 0, N_("Telephone") },
  { "aliases", MUSTER_VALUE_LIST, FIND, N_("Other names and initials") },
  COMMON_FIELDS,
};

const MusterKind muster_kind_person = {
  MUSTER_KIND_PERSON, "person", N_("Person or role holder"), N_("People and role holders"),
  N_("a person or role holder"), MUSTER_SECTION_PEOPLE, 0, NULL,
  N_("People, by name or by the post they hold."), KIND_FIELDS (person_fields), "name",
};

static const MusterChoice roles[] = {
  { "sro", N_("Senior responsible owner") },
  { "sponsor", N_("Sponsor") },
  { "clinical-lead", N_("Clinical lead") },
  { "clinical-director", N_("Clinical director") },
  { "programme-director", N_("Programme director") },
  { "programme-manager", N_("Programme manager") },
  { "management-lead", N_("Management lead") },
  { "management-support", N_("Management support") },
  { "mobilisation-lead", N_("Service mobilisation lead") },
  { "lead", N_("Lead") },
  { "contact", N_("Contact") },
  { "other", N_("Other") },
  { NULL },
};

static const MusterField role_fields[] = {
  { "holder", MUSTER_VALUE_PARTY, REQ | COL | FIND | SORT, N_("Holder") },
  { "role", MUSTER_VALUE_CHOICE, REQ | COL | SORT, N_("Role"), .choices = roles },
  { "title", MUSTER_VALUE_TEXT, MUSTER_FIELD_TITLE | FIND, N_("Title used") },
  { "of", MUSTER_VALUE_REF, PART | COL, N_("In"),
    .refers = MUSTER_KINDS (TEAM) | MUSTER_KINDS (AREA) | MUSTER_KINDS (ORGANISATION) | MUSTER_KINDS (PLAN)
              | MUSTER_KINDS (PROGRAMME) | MUSTER_KINDS (WORKSTREAM) | MUSTER_KINDS (BODY) },
  { "from", MUSTER_VALUE_WHEN, COL, N_("From") },
  { "until", MUSTER_VALUE_WHEN, COL, N_("Until") },
  COMMON_FIELDS,
};

const MusterKind muster_kind_role = {
  MUSTER_KIND_ROLE, "role", N_("Role"), N_("Roles"), N_("a role"), MUSTER_SECTION_PEOPLE, 0, NULL,
  N_("Who holds which role, where, from when to when."), KIND_FIELDS (role_fields), "role",
};

static const MusterChoice post_tables[] = {
  { "capacity", N_("Capacity") }, { "recruitment", N_("Recruitment plan") }, { NULL },
};

static const MusterField post_fields[] = {
  { "role", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Role") },
  { "table", MUSTER_VALUE_CHOICE, COL | SORT, N_("Listed in"), .choices = post_tables },
  SCOPE_FIELD,
  { "grade", MUSTER_VALUE_TEXT, COL | FIND, N_("Grade"),
    .help = N_("Agenda for Change band, such as 8a or 8c/8d, or GP") },
  { "wte", MUSTER_VALUE_DECIMAL, COL, N_("WTE"), .min = 0, .max = 1000000, .help = N_("Whole-time equivalent") },
  { "count", MUSTER_VALUE_INTEGER, COL, N_("Number of posts"), .min = 0, .max = 10000 },
  { "sessions", MUSTER_VALUE_DECIMAL, 0, N_("Sessions a week"), .min = 0, .max = 100000 },
  { "cost", MUSTER_VALUE_MONEY, COL | SORT, N_("Cost a year"), .help = N_("For one post") },
  { "start", MUSTER_VALUE_WHEN, COL | SORT, N_("Starts"), .help = N_("A date, “TBC” or “In post”") },
  { "end", MUSTER_VALUE_WHEN, COL, N_("Ends") },
  { "how_filled", MUSTER_VALUE_TEXT, FIND, N_("How it is filled") },
  { "holder", MUSTER_VALUE_PARTY, FIND, N_("Holder") },
  { "position", MUSTER_VALUE_INTEGER, SORT, N_("Order"), .min = 0, .max = 100000 },
  COMMON_FIELDS,
};

const MusterKind muster_kind_post = {
  MUSTER_KIND_POST, "post", N_("Post"), N_("Posts"), N_("a post"), MUSTER_SECTION_PEOPLE, 0, NULL,
  N_("Posts in place and to be recruited, with grade and cost."), KIND_FIELDS (post_fields), "position",
};

static const MusterField stakeholder_fields[] = {
  { "name", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Name") },
  { "influence", MUSTER_VALUE_CHOICE, COL | SORT, N_("Influence"), .group = "stance", .choices = muster_choices_level },
  { "interest", MUSTER_VALUE_CHOICE, COL | SORT, N_("Interest"), .group = "stance", .choices = muster_choices_level },
  SCOPE_FIELD,
  { "lead", MUSTER_VALUE_PARTY, COL | FIND, N_("Our lead"), OWNER_ALSO },
  { "message", MUSTER_VALUE_LONG_TEXT, FIND, N_("Message") },
  { "organisation", MUSTER_VALUE_REF, 0, N_("Organisation"), .refers = MUSTER_KINDS (ORGANISATION) },
  COMMON_FIELDS,
};

const MusterKind muster_kind_stakeholder = {
  MUSTER_KIND_STAKEHOLDER, "stakeholder", N_("Stakeholder"), N_("Stakeholders"), N_("a stakeholder"),
  MUSTER_SECTION_PEOPLE, 0, NULL, N_("Those who matter to the work, and what they need to hear."),
  KIND_FIELDS (stakeholder_fields), "name",
};

static const MusterField engagement_fields[] = {
  { "activity", MUSTER_VALUE_TEXT, REQ | TITLE, N_("Activity") },
  { "stakeholder", MUSTER_VALUE_REF, MUSTER_FIELD_PARENT | COL, N_("Stakeholder"),
    .refers = MUSTER_KINDS (STAKEHOLDER) },
  SCOPE_FIELD,
  { "lead", MUSTER_VALUE_PARTY, COL | FIND, N_("Lead"), OWNER_ALSO },
  { "date", MUSTER_VALUE_WHEN, COL | SORT, N_("Date") },
  WORK_STATUS_FIELDS,
  COMMON_FIELDS,
};

const MusterKind muster_kind_engagement = {
  MUSTER_KIND_ENGAGEMENT, "engagement", N_("Engagement"), N_("Engagement activities"), N_("an engagement activity"),
  MUSTER_SECTION_PEOPLE, 0, NULL, N_("Meetings, surveys and conversations with stakeholders."),
  KIND_FIELDS (engagement_fields), "-date",
};
