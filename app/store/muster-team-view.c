/* muster-team-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-team-view.h"

#include "muster-shortlist-private.h"
#include "muster-today.h"

#include <glib/gi18n-lib.h>

/* Areas lie within areas; one that lies within itself does not keep us here. */
#define MOST_AREAS 8

static const MusterShortlistWay ways[MUSTER_TEAM_N] = {
  [MUSTER_TEAM_PLANS] = { MUSTER_KIND_PLAN, NULL, NULL, "coalesce (t.status, '') = 'closed', t.title COLLATE NOCASE" },
  [MUSTER_TEAM_NEXT] = { MUSTER_KIND_DELIVERABLE, NULL,
                         MUSTER_SQL_WORK_OPEN " AND coalesce (t.type, '') <> 'package'",
                         "t.\"due.latest\" NULLS LAST, t.position NULLS LAST" },
  [MUSTER_TEAM_ACTIONS] = { MUSTER_KIND_ACTION, NULL, MUSTER_SQL_WORK_OPEN,
                            "t.\"due.latest\" NULLS LAST, t.position NULLS LAST" },
  [MUSTER_TEAM_RISKS] = { MUSTER_KIND_RISK, NULL, MUSTER_SQL_RISK_OPEN, "t.score DESC NULLS LAST" },
  [MUSTER_TEAM_UPDATES] = { MUSTER_KIND_UPDATE, NULL, NULL, "t.\"on.latest\" DESC NULLS LAST" },
  [MUSTER_TEAM_POPULATIONS] = { MUSTER_KIND_POPULATION, "of", NULL, "t.\"as_at.latest\" DESC NULLS LAST" },
  [MUSTER_TEAM_PEOPLE] = { MUSTER_KIND_ROLE, "of", NULL, "t.\"role.rank\" NULLS LAST, t.\"from.latest\"" },
  [MUSTER_TEAM_NAMES] = { MUSTER_KIND_TEAM_NAME, "team", NULL,
                          "coalesce (t.\"from.latest\", t.\"until.latest\") NULLS LAST" },
  [MUSTER_TEAM_BUDGETS] = { MUSTER_KIND_BUDGET, "scope", NULL, "t.title COLLATE NOCASE" },
  [MUSTER_TEAM_POSTS] = { MUSTER_KIND_POST, "scope", NULL, "t.position NULLS LAST, t.\"start.latest\"" },
};

void
muster_team_view_free (MusterTeamView *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->team);
  g_clear_pointer (&self->areas, g_ptr_array_unref);
  g_clear_pointer (&self->networks, g_ptr_array_unref);
  g_clear_pointer (&self->rags, g_ptr_array_unref);
  for (guint i = 0; i < MUSTER_TEAM_N; i++)
    g_clear_pointer (&self->parts[i], muster_shortlist_free);
  g_free (self);
}

/* ---- where it stands --------------------------------------------------------------------------------------------- */

static void
read_areas (MusterReplica *replica, MusterTeamView *view)
{
  MusterRecord *within = view->team;

  view->areas = g_ptr_array_new_with_free_func (g_object_unref);
  while (within != NULL && view->areas->len < MOST_AREAS)
    {
      const MusterId *id = muster_record_get_ref (within, within == view->team ? "area" : "parent");

      within = id != NULL ? muster_replica_load_plain (replica, id, NULL, NULL) : NULL;
      if (within != NULL)
        g_ptr_array_add (view->areas, within);
    }
}

static void
read_networks (MusterReplica *replica, MusterTeamView *view)
{
  guint n;
  const MusterId *ids = muster_value_get_ids (muster_record_get (view->team, "networks"), &n);

  view->networks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n; i++)
    {
      MusterRecord *network = muster_replica_load_plain (replica, &ids[i], NULL, NULL);

      if (network != NULL)
        g_ptr_array_add (view->networks, network);
    }
}

/* ---- plans, work and risks --------------------------------------------------------------------------------------- */

static void
judge_plans (MusterReplica *replica, MusterTeamView *view)
{
  GPtrArray *plans = view->parts[MUSTER_TEAM_PLANS]->records;

  view->rags = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_rag_result_free);
  for (guint i = 0; i < plans->len; i++)
    g_ptr_array_add (view->rags, muster_rules_rag (plans->pdata[i], &replica->lookup, view->today));
}

/* All of them, however few are shown in words. */
static gboolean
count_cells (MusterReplica *replica, MusterTeamView *view, const MusterId *team, GError **error)
{
  g_autoptr(GArray) rowids = muster_shortlist_rowids (replica, &ways[MUSTER_TEAM_RISKS], team, error);
  g_autoptr(MusterStatement) statement = rowids == NULL ? NULL : muster_db_prepare (
    replica->db, "SELECT likelihood, impact FROM \"risk\" WHERE rowid = ?1", error);

  for (guint i = 0; statement != NULL && i < rowids->len; i++)
    {
      gboolean row;
      gint64 likelihood, consequence;

      muster_statement_reset (statement);
      muster_statement_bind_number (statement, 1, g_array_index (rowids, gint64, i));
      if (!muster_statement_step (statement, &row, error))
        return FALSE;
      likelihood = row ? muster_statement_get_number (statement, 0) : 0;
      consequence = row ? muster_statement_get_number (statement, 1) : 0;
      if (likelihood >= 1 && likelihood <= 5 && consequence >= 1 && consequence <= 5)
        view->map.cells[likelihood - 1][consequence - 1]++;
      else
        view->map.unscored++;
    }
  return statement != NULL;
}

static MusterRecord *
find_programme (MusterReplica *replica, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      const MusterId *id = muster_record_get_ref (records->pdata[i], "programme");
      MusterRecord *programme = id != NULL ? muster_replica_load_plain (replica, id, NULL, NULL) : NULL;

      if (programme != NULL)
        return programme;
    }
  return NULL;
}

/* A risk may name its programme, or leave that to its plan. */
static void
find_bands (MusterReplica *replica, MusterTeamView *view)
{
  g_autoptr(MusterRecord) programme = find_programme (replica, view->parts[MUSTER_TEAM_RISKS]->records);

  if (programme == NULL)
    programme = find_programme (replica, view->parts[MUSTER_TEAM_PLANS]->records);
  view->map.bands = muster_matrix_of (programme);
}

MusterTeamView *
muster_replica_read_team (MusterReplica *self, const MusterTeamQuestion *question, GError **error)
{
  g_autoptr(MusterTeamView) view = g_new0 (MusterTeamView, 1);
  g_autoptr(GError) local = NULL;

  view->today = muster_clock_today (self->clock);
  view->at = muster_clock_now (self->clock);
  view->team = muster_replica_get (self, &question->team, &local);
  if (view->team == NULL || muster_record_get_kind (view->team)->id != MUSTER_KIND_TEAM)
    {
      if (local == NULL)
        g_set_error_literal (&local, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND, _("This team is not on this computer."));
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  for (guint i = 0; i < MUSTER_TEAM_N; i++)
    {
      view->parts[i] = muster_shortlist_read (self, &ways[i], &question->team, question->limits[i], error);
      if (view->parts[i] == NULL)
        return NULL;
    }
  read_areas (self, view);
  read_networks (self, view);
  judge_plans (self, view);
  find_bands (self, view);
  /* By the reading of Today, so that both say the same. */
  if (!muster_replica_count_due (self, &question->team, &view->n_overdue, &view->n_due_soon, error)
      || !count_cells (self, view, &question->team, error))
    return NULL;
  return g_steal_pointer (&view);
}
