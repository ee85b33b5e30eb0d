/* muster-programme-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-programme-view.h"

#include "muster-shortlist-private.h"

/* Of the lines between bodies and their members: far more than any programme has. */
#define MOST_LINKS 5000

static const MusterShortlistWay ways[MUSTER_PROGRAMME_N] = {
  [MUSTER_PROGRAMME_PROGRAMMES] = { MUSTER_KIND_PROGRAMME, NULL, NULL, "t.name COLLATE NOCASE" },
  [MUSTER_PROGRAMME_BODIES] = { MUSTER_KIND_BODY, NULL, NULL, "t.name COLLATE NOCASE" },
  [MUSTER_PROGRAMME_WORKSTREAMS] = { MUSTER_KIND_WORKSTREAM, NULL, NULL,
                                     "t.position NULLS LAST, t.name COLLATE NOCASE" },
  [MUSTER_PROGRAMME_KPIS] = { MUSTER_KIND_KPI, NULL, NULL, "t.position NULLS LAST, t.name COLLATE NOCASE" },
  [MUSTER_PROGRAMME_BUDGETS] = { MUSTER_KIND_BUDGET, NULL, NULL, "t.title COLLATE NOCASE" },
  [MUSTER_PROGRAMME_COHORTS] = { MUSTER_KIND_COHORT, NULL, NULL, "t.position NULLS LAST, t.name COLLATE NOCASE" },
  [MUSTER_PROGRAMME_POPULATIONS] = { MUSTER_KIND_POPULATION, NULL, NULL, "t.\"as_at.latest\" DESC NULLS LAST" },
  [MUSTER_PROGRAMME_ROLES] = { MUSTER_KIND_ROLE, NULL, NULL, "t.\"role.rank\" NULLS LAST" },
  [MUSTER_PROGRAMME_PEOPLE] = { MUSTER_KIND_PERSON, NULL, NULL, "t.name COLLATE NOCASE" },
  [MUSTER_PROGRAMME_POSTS] = { MUSTER_KIND_POST, NULL, NULL, "t.position NULLS LAST" },
  [MUSTER_PROGRAMME_STAKEHOLDERS] = { MUSTER_KIND_STAKEHOLDER, NULL, NULL,
                                      "t.\"influence.rank\" NULLS LAST, t.name COLLATE NOCASE" },
  [MUSTER_PROGRAMME_DECISIONS] = { MUSTER_KIND_DECISION, NULL, NULL, "t.\"on.latest\" DESC NULLS LAST" },
  [MUSTER_PROGRAMME_MEETINGS] = { MUSTER_KIND_MEETING, NULL, NULL, "t.\"date.latest\" DESC NULLS LAST" },
  [MUSTER_PROGRAMME_FINDINGS] = { MUSTER_KIND_FINDING, NULL, "coalesce (t.resolution, 'open') = 'open'",
                                  "t.\"severity.rank\" NULLS LAST" },
};

static const MusterId everything = { { 0 } };

static void
free_budget (gpointer data)
{
  MusterBudgetView *budget = data;

  g_object_unref (budget->budget);
  g_clear_pointer (&budget->sections, g_ptr_array_unref);
  g_clear_pointer (&budget->findings, g_ptr_array_unref);
  g_free (budget);
}

void
muster_programme_view_free (MusterProgrammeView *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < MUSTER_PROGRAMME_N; i++)
    g_clear_pointer (&self->parts[i], muster_shortlist_free);
  g_clear_pointer (&self->roots, g_ptr_array_unref);
  g_clear_pointer (&self->budgets, g_ptr_array_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->report, muster_report_free);
  g_free (self);
}

/* Programmes, bodies and people are in every scope; a decision or a meeting belongs to a body, so it is too. */
static gboolean
is_everybodys (MusterProgrammePart part)
{
  return part == MUSTER_PROGRAMME_BODIES || part == MUSTER_PROGRAMME_PEOPLE || part == MUSTER_PROGRAMME_DECISIONS
         || part == MUSTER_PROGRAMME_MEETINGS;
}

static gboolean
read_roots (MusterReplica *replica, MusterProgrammeView *view, GError **error)
{
  static const MusterShortlistWay links_way = { MUSTER_KIND_BODY_LINK, NULL, NULL, NULL };
  static const MusterShortlistWay members_way = { MUSTER_KIND_MEMBERSHIP, NULL, NULL, "coalesce (t.core, 0) DESC" };
  g_autoptr(MusterShortlist) links = muster_shortlist_read (replica, &links_way, &everything, MOST_LINKS, error);
  g_autoptr(MusterShortlist) members = links == NULL ? NULL : muster_shortlist_read (replica, &members_way, &everything,
                                                                                     MOST_LINKS, error);

  if (members == NULL)
    return FALSE;
  view->roots = muster_governance_arrange (view->parts[MUSTER_PROGRAMME_BODIES]->records, links->records,
                                           members->records);
  return TRUE;
}

/* ---- what does not add up ---------------------------------------------------------------------------------------- */

static void
add_findings (MusterReplica *replica, MusterRecord *record, GPtrArray *findings)
{
  g_autoptr(GPtrArray) problems = muster_rules_findings (record, &replica->lookup);

  g_ptr_array_set_free_func (problems, NULL);
  for (guint i = 0; i < problems->len; i++)
    {
      MusterFinding *finding = g_new0 (MusterFinding, 1);

      finding->record = *muster_record_get_id (record);
      finding->kind = muster_record_get_kind (record);
      finding->title = muster_record_dup_title (record);
      finding->problem = problems->pdata[i];
      g_ptr_array_add (findings, finding);
    }
}

static GPtrArray *
read_parts (MusterReplica *replica, MusterKindId kind, const char *field, const MusterId *whole, GError **error)
{
  const MusterShortlistWay way = { kind, field, NULL, "t.position NULLS LAST" };
  g_autoptr(MusterShortlist) list = muster_shortlist_read (replica, &way, whole, G_MAXUINT, error);

  return list != NULL ? g_ptr_array_ref (list->records) : NULL;
}

static MusterBudgetView *
read_budget (MusterReplica *replica, MusterRecord *budget, GError **error)
{
  MusterBudgetView *view = g_new0 (MusterBudgetView, 1);

  view->budget = g_object_ref (budget);
  view->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_finding_free);
  view->sections = read_parts (replica, MUSTER_KIND_BUDGET_SECTION, "budget", muster_record_get_id (budget), error);
  add_findings (replica, budget, view->findings);
  for (guint i = 0; view->sections != NULL && i < view->sections->len; i++)
    {
      MusterRecord *section = view->sections->pdata[i];
      g_autoptr(GPtrArray) lines = read_parts (replica, MUSTER_KIND_BUDGET_LINE, "section",
                                               muster_record_get_id (section), error);

      add_findings (replica, section, view->findings);
      for (guint j = 0; lines != NULL && j < lines->len; j++)
        add_findings (replica, lines->pdata[j], view->findings);
      if (lines == NULL)
        g_clear_pointer (&view->sections, g_ptr_array_unref);
    }
  if (view->sections == NULL)
    g_clear_pointer (&view, free_budget);
  return view;
}

static gboolean
read_budgets (MusterReplica *replica, MusterProgrammeView *view, GError **error)
{
  GPtrArray *records = view->parts[MUSTER_PROGRAMME_BUDGETS]->records;

  view->budgets = g_ptr_array_new_with_free_func (free_budget);
  for (guint i = 0; i < records->len; i++)
    {
      MusterBudgetView *budget = read_budget (replica, records->pdata[i], error);

      if (budget == NULL)
        return FALSE;
      g_ptr_array_add (view->budgets, budget);
    }
  return TRUE;
}

static gboolean
read_report (MusterReplica *replica, MusterProgrammeView *view, const MusterProgrammeQuestion *question, GError **error)
{
  MusterReportQuestion report = question->report;

  if (!question->wants_report)
    return TRUE;
  report.scope = question->scope;
  view->report = muster_replica_read_report (replica, &report, error);
  return view->report != NULL;
}

MusterProgrammeView *
muster_replica_read_programme (MusterReplica *self, const MusterProgrammeQuestion *question, GError **error)
{
  g_autoptr(MusterProgrammeView) view = g_new0 (MusterProgrammeView, 1);

  view->today = muster_clock_today (self->clock);
  view->at = muster_clock_now (self->clock);
  for (guint i = 0; i < MUSTER_PROGRAMME_N; i++)
    {
      view->parts[i] = muster_shortlist_read (self, &ways[i], is_everybodys (i) ? &everything : &question->scope,
                                              question->limits[i], error);
      if (view->parts[i] == NULL)
        return NULL;
    }
  view->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_finding_free);
  for (guint i = 0; i < view->parts[MUSTER_PROGRAMME_COHORTS]->records->len; i++)
    add_findings (self, view->parts[MUSTER_PROGRAMME_COHORTS]->records->pdata[i], view->findings);
  if (!read_roots (self, view, error) || !read_budgets (self, view, error)
      || !read_report (self, view, question, error))
    return NULL;
  return g_steal_pointer (&view);
}
