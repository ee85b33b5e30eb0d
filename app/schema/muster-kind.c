/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kinds-private.h"

#include <string.h>

static const MusterKind *const kinds[MUSTER_N_KINDS] = {
  [MUSTER_KIND_TEAM] = &muster_kind_team,
  [MUSTER_KIND_TEAM_NAME] = &muster_kind_team_name,
  [MUSTER_KIND_AREA] = &muster_kind_area,
  [MUSTER_KIND_ORGANISATION] = &muster_kind_organisation,
  [MUSTER_KIND_POPULATION] = &muster_kind_population,
  [MUSTER_KIND_COHORT] = &muster_kind_cohort,
  [MUSTER_KIND_PLAN] = &muster_kind_plan,
  [MUSTER_KIND_DELIVERABLE] = &muster_kind_deliverable,
  [MUSTER_KIND_ACTION] = &muster_kind_action,
  [MUSTER_KIND_DEPENDENCY] = &muster_kind_dependency,
  [MUSTER_KIND_RISK] = &muster_kind_risk,
  [MUSTER_KIND_ASSESSMENT] = &muster_kind_assessment,
  [MUSTER_KIND_MITIGATION] = &muster_kind_mitigation,
  [MUSTER_KIND_ESCALATION] = &muster_kind_escalation,
  [MUSTER_KIND_ISSUE] = &muster_kind_issue,
  [MUSTER_KIND_ASSUMPTION] = &muster_kind_assumption,
  [MUSTER_KIND_PROGRAMME] = &muster_kind_programme,
  [MUSTER_KIND_WORKSTREAM] = &muster_kind_workstream,
  [MUSTER_KIND_BODY] = &muster_kind_body,
  [MUSTER_KIND_BODY_LINK] = &muster_kind_body_link,
  [MUSTER_KIND_MEMBERSHIP] = &muster_kind_membership,
  [MUSTER_KIND_MEETING] = &muster_kind_meeting,
  [MUSTER_KIND_DECISION] = &muster_kind_decision,
  [MUSTER_KIND_PERSON] = &muster_kind_person,
  [MUSTER_KIND_ROLE] = &muster_kind_role,
  [MUSTER_KIND_POST] = &muster_kind_post,
  [MUSTER_KIND_STAKEHOLDER] = &muster_kind_stakeholder,
  [MUSTER_KIND_ENGAGEMENT] = &muster_kind_engagement,
  [MUSTER_KIND_KPI] = &muster_kind_kpi,
  [MUSTER_KIND_MEASUREMENT] = &muster_kind_measurement,
  [MUSTER_KIND_BUDGET] = &muster_kind_budget,
  [MUSTER_KIND_BUDGET_SECTION] = &muster_kind_budget_section,
  [MUSTER_KIND_BUDGET_LINE] = &muster_kind_budget_line,
  [MUSTER_KIND_UPDATE] = &muster_kind_update,
  [MUSTER_KIND_FINDING] = &muster_kind_finding,
};

G_STATIC_ASSERT (MUSTER_N_KINDS <= 64); /* references hold a set of kinds in 64 bits */

static const char *const section_labels[MUSTER_N_SECTIONS] = {
  [MUSTER_SECTION_TEAMS] = N_("Neighbourhoods"),
  [MUSTER_SECTION_PLANS] = N_("Plans and work"),
  [MUSTER_SECTION_RISKS] = N_("Risks and issues"),
  [MUSTER_SECTION_GOVERNANCE] = N_("Governance"),
  [MUSTER_SECTION_PEOPLE] = N_("People"),
  [MUSTER_SECTION_MEASURES] = N_("Measures"),
  [MUSTER_SECTION_MONEY] = N_("Money"),
  [MUSTER_SECTION_RECORD] = N_("Record"),
};

const MusterKind *
muster_kind_get (MusterKindId id)
{
  g_return_val_if_fail (id < MUSTER_N_KINDS, NULL);

  return kinds[id];
}

const MusterKind *
muster_kind_by_name (const char *name)
{
  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    if (g_strcmp0 (kinds[i]->name, name) == 0)
      return kinds[i];
  return NULL;
}

const char *
muster_section_get_label (MusterSection section)
{
  g_return_val_if_fail (section < MUSTER_N_SECTIONS, "");

  return _(section_labels[section]);
}

int
muster_kind_find_field (const MusterKind *kind, const char *name)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].name == name || strcmp (kind->fields[i].name, name) == 0)
      return (int) i;
  return -1;
}

const MusterField *
muster_kind_get_field (const MusterKind *kind, const char *name)
{
  int index = muster_kind_find_field (kind, name);

  return index >= 0 ? &kind->fields[index] : NULL;
}

static const MusterField *
field_with_flag (const MusterKind *kind, MusterFieldFlags flag)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].flags & flag)
      return &kind->fields[i];
  return NULL;
}

const MusterField *
muster_kind_title_field (const MusterKind *kind)
{
  return field_with_flag (kind, MUSTER_FIELD_TITLE);
}

const MusterField *
muster_kind_parent_field (const MusterKind *kind)
{
  return field_with_flag (kind, MUSTER_FIELD_PARENT);
}

const char *
muster_field_get_group (const MusterField *field)
{
  return field->group != NULL ? field->group : field->name;
}

const char *
muster_field_get_label (const MusterField *field)
{
  return _(field->label);
}

gboolean
muster_field_is_derived (const MusterField *field)
{
  return (field->flags & MUSTER_FIELD_DERIVED) != 0;
}

const MusterChoice *
muster_field_first_choice (const MusterField *field)
{
  for (const MusterChoice *choice = field->choices; choice != NULL && choice->nick != NULL; choice++)
    if (choice->first)
      return choice;
  return NULL;
}

const MusterChoice *
muster_field_find_choice (const MusterField *field, const char *nick)
{
  if (field->choices == NULL || nick == NULL)
    return NULL;
  for (const MusterChoice *choice = field->choices; choice->nick != NULL; choice++)
    if (g_str_equal (choice->nick, nick))
      return choice;
  return NULL;
}

const char *
muster_kind_group_label (const MusterKind *kind, const char *group)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (g_str_equal (muster_field_get_group (&kind->fields[i]), group))
      return _(kind->fields[i].label);
  return group; /* a group of a newer version */
}
