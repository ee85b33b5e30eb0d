/* muster-rollup.c - counts of what stands under a team, an area or a programme.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-rules-private.h"

#include <string.h>

/* ---- work ------------------------------------------------------------------------------------------------------ */

static void
count_work (MusterRollup *rollup, GPtrArray *work, guint32 today)
{
  for (guint i = 0; i < work->len; i++)
    {
      MusterRecord *record = g_ptr_array_index (work, i);
      MusterTiming timing = muster_rules_timing (record, today);

      if (muster_work_is_dropped (record))
        continue;
      rollup->work++;
      rollup->work_complete += muster_work_is_complete (record);
      rollup->work_overdue += timing == MUSTER_TIMING_OVERDUE;
      rollup->work_due_soon += timing == MUSTER_TIMING_DUE_SOON;
      if (!muster_work_is_open (record))
        continue;
      rollup->work_unowned += muster_record_lacks_party (record, "owner");
      rollup->work_undated += muster_rules_due_day (record) == 0;
      rollup->actions_open += muster_record_is_kind (record, MUSTER_KINDS (ACTION));
    }
}

/* ---- risks ----------------------------------------------------------------------------------------------------- */

static void
count_risks (MusterRollup *rollup, GPtrArray *risks, guint32 today)
{
  static const char *const bands[] = { "low", "moderate", "high", "extreme" };
  G_STATIC_ASSERT (G_N_ELEMENTS (bands) == G_N_ELEMENTS (rollup->risks_by_band));

  for (guint i = 0; i < risks->len; i++)
    {
      MusterRecord *risk = g_ptr_array_index (risks, i);

      if (!muster_risk_is_open (risk))
        continue;
      rollup->risks++;
      for (guint j = 0; j < G_N_ELEMENTS (bands); j++)
        rollup->risks_by_band[j] += muster_record_is_choice (risk, "band", bands[j]);
      rollup->risks_unowned += muster_record_lacks_party (risk, "owner");
      rollup->reviews_overdue += muster_rules_timing (risk, today) == MUSTER_TIMING_OVERDUE;
      rollup->reviews_missing += muster_rules_due_day (risk) == 0;
      rollup->worst_score = MAX (rollup->worst_score, (int) muster_record_get_number (risk, "score"));
    }
}

static void
count_issues (MusterRollup *rollup, GPtrArray *issues)
{
  for (guint i = 0; i < issues->len; i++)
    rollup->issues_open += muster_issue_is_open (g_ptr_array_index (issues, i));
}

/* ---- teams ----------------------------------------------------------------------------------------------------- */

/* A range counts by its middle. */
static void
add_population (MusterRollup *rollup, MusterRecord *team)
{
  MusterPopulation *figure = muster_value_get_population (muster_record_get (team, "population"));

  if (figure == NULL || muster_population_get_qualifier (figure) == MUSTER_POPULATION_NOT_AVAILABLE)
    return;
  rollup->population = MAX (rollup->population, 0)
                       + (muster_population_get_low (figure) + muster_population_get_high (figure)) / 2;
}

static void
add_team (MusterRollup *rollup, GHashTable *seen, MusterRecord *team)
{
  if (team == NULL || !muster_record_is_kind (team, MUSTER_KINDS (TEAM)) || muster_record_is_archived (team)
      || !g_hash_table_add (seen, muster_id_copy (muster_record_get_id (team))))
    return;
  rollup->teams++;
  add_population (rollup, team);
}

/* The teams of an area are within it; those of a programme are the ones that its plans are for. */
static void
count_teams (MusterRollup *rollup, MusterHoldings *holdings, gboolean is_programme, const MusterLookup *lookup)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (muster_id_hash, muster_id_equal, g_free, NULL);

  for (guint i = 0; i < holdings->scopes->len; i++)
    add_team (rollup, seen, g_ptr_array_index (holdings->scopes, i));
  for (guint i = 0; is_programme && i < holdings->plans->len; i++)
    {
      g_autoptr(MusterRecord) team = muster_lookup_ref (lookup, g_ptr_array_index (holdings->plans, i), "scope");

      add_team (rollup, seen, team);
    }
  for (guint i = 0; is_programme && i < holdings->work->len; i++)
    {
      MusterRecord *work = g_ptr_array_index (holdings->work, i);
      gboolean is_deliverable = muster_record_is_kind (work, MUSTER_KINDS (DELIVERABLE));
      g_autoptr(MusterRecord) team = muster_lookup_ref (lookup, work, is_deliverable ? "team" : "scope");

      add_team (rollup, seen, team);
    }
}

void
muster_rules_rollup (MusterRecord *scope, const MusterLookup *lookup, guint32 today, MusterRollup *rollup)
{
  g_autoptr(MusterHoldings) holdings = muster_holdings_new (scope, lookup);

  memset (rollup, 0, sizeof *rollup);
  rollup->population = -1;
  count_teams (rollup, holdings, muster_record_is_kind (scope, MUSTER_KINDS (PROGRAMME)), lookup);
  rollup->plans = holdings->plans->len;
  count_work (rollup, holdings->work, today);
  rollup->progress = muster_work_progress (holdings->work);
  count_risks (rollup, holdings->risks, today);
  count_issues (rollup, holdings->issues);
}
