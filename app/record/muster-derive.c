/* muster-derive.c - values that follow from other records.
 *
 * Each function sets every DERIVED field of its kind, to nothing where nothing follows. Some values stand on what other
 * records derive: a deliverable's extreme risks on the band of the risk, a budget's total on the sub-totals. Those
 * always stand on kinds further down in MusterKindId, so that deriving all records once, from the last kind to the
 * first, gets everything right; after one edit, muster_rules_affected() says what else to derive.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-rules-private.h"

/* ---- setting --------------------------------------------------------------------------------------------------- */

static void
set_number (MusterRecord *record, const char *field, gboolean known, gint64 number)
{
  int index = muster_kind_find_field (muster_record_get_kind (record), field);
  MusterValueType type = muster_record_get_kind (record)->fields[index].type;

  muster_record_take_at (record, (guint) index, known ? muster_value_new_number (type, number) : NULL);
}

static void
set_choice (MusterRecord *record, const char *field, const char *nick)
{
  int index = muster_kind_find_field (muster_record_get_kind (record), field);

  muster_record_take_at (record, (guint) index, muster_value_new_text (MUSTER_VALUE_CHOICE, nick));
}

static void
set_copy (MusterRecord *record, const char *field, const MusterValue *value)
{
  muster_record_set (record, field, (MusterValue *) value);
}

/* ---- plans and work -------------------------------------------------------------------------------------------- */

/* Behind (positive) or before (negative) baseline. Days are kept for every slip, so that a column of them sorts;
 * quarters where either side is one: "Q2 2018/19" to "Q4 2018/19" is 2 quarters (domain 2.4). */
static MusterSlippage
find_slip (MusterRecord *record, const char *baseline, const char *now, const MusterLookup *lookup, int *days)
{
  MusterWhen *from = muster_value_get_when (muster_record_get (record, baseline));
  MusterWhen *to = muster_value_get_when (muster_record_get (record, now));
  MusterSlippage slip = { FALSE, FALSE, 0 };

  if (from != NULL && to != NULL)
    {
      MusterDays from_days = muster_rules_resolve (record, baseline, lookup);
      MusterDays to_days = muster_rules_resolve (record, now, lookup);

      slip = muster_when_slippage (from, from_days, to, to_days);
      *days = (int) to_days.latest - (int) from_days.latest;
    }
  return slip;
}

static void
derive_slip (MusterRecord *record, const MusterLookup *lookup)
{
  const char *now = muster_record_has (record, "actual") ? "actual" : "forecast";
  int days = 0;
  MusterSlippage slip = find_slip (record, "baseline", now, lookup, &days);

  set_copy (record, "due", muster_work_due (record));
  set_number (record, "slip_days", slip.known, days);
  set_number (record, "slip_quarters", slip.known && slip.quarters, slip.amount);
}

static void
derive_deliverable (MusterRecord *record, const MusterLookup *lookup)
{
  derive_slip (record, lookup);
  set_number (record, "extreme_risks", TRUE, muster_count_extreme_risks (record, lookup));
  set_number (record, "open_severe_issues", TRUE, muster_count_severe_issues (record, lookup));
}

static void
derive_mitigation (MusterRecord *record, const MusterLookup *lookup)
{
  set_copy (record, "due", muster_work_due (record));
}

static void
derive_plan (MusterRecord *record, const MusterLookup *lookup)
{
  int progress = muster_sums_progress (muster_plan_sums (record, lookup)), days = 0;
  MusterSlippage slip = find_slip (record, "end_baseline", "end_forecast", lookup, &days);

  set_number (record, "progress", progress >= 0, progress);
  set_number (record, "slip_days", slip.known, days);
}

/* ---- teams ----------------------------------------------------------------------------------------------------- */

/* A figure for everybody before one for a segment, then the latest, then the larger one. */
static int
compare_figures (MusterRecord *a, MusterRecord *b)
{
  MusterPopulation *x = muster_value_get_population (muster_record_get (a, "figure"));
  MusterPopulation *y = muster_value_get_population (muster_record_get (b, "figure"));
  gboolean whole_a = muster_population_is_whole (a), whole_b = muster_population_is_whole (b);
  guint32 day_a = muster_record_own_days (a, "as_at").latest, day_b = muster_record_own_days (b, "as_at").latest;

  if (whole_a != whole_b)
    return whole_a ? 1 : -1;
  if (day_a != day_b)
    return day_a > day_b ? 1 : -1;
  if (x == NULL || y == NULL)
    return (x != NULL) - (y != NULL);
  return (muster_population_get_high (x) > muster_population_get_high (y))
         - (muster_population_get_high (x) < muster_population_get_high (y));
}

static void
derive_team (MusterRecord *record, const MusterLookup *lookup)
{
  g_autoptr(GPtrArray) figures = muster_lookup_pointing (lookup, muster_record_get_id (record), MUSTER_KIND_POPULATION,
                                                         "of");
  MusterSums sums = muster_team_sums (record, lookup);
  int progress = muster_sums_progress (sums);

  muster_records_sort (figures, compare_figures);
  set_copy (record, "population",
            figures->len > 0 ? muster_record_get (g_ptr_array_index (figures, figures->len - 1), "figure") : NULL);
  set_number (record, "progress", progress >= 0, progress);
  set_number (record, "worst_score", sums.worst > 0, sums.worst);
}

/* ---- cohorts --------------------------------------------------------------------------------------------------- */

/* A segment that is not available adds nothing; one that is only a range has no sum. */
static gboolean
sum_segments (MusterRecord *cohort, const MusterLookup *lookup, gint64 *sum)
{
  g_autoptr(GPtrArray) figures = muster_lookup_pointing (lookup, muster_record_get_id (cohort), MUSTER_KIND_POPULATION,
                                                         "of");
  gboolean known = FALSE;

  *sum = 0;
  for (guint i = 0; i < figures->len; i++)
    {
      MusterRecord *segment = g_ptr_array_index (figures, i);
      MusterPopulation *figure = muster_value_get_population (muster_record_get (segment, "figure"));

      if (figure == NULL || muster_population_get_qualifier (figure) == MUSTER_POPULATION_NOT_AVAILABLE)
        continue;
      if (muster_population_get_qualifier (figure) == MUSTER_POPULATION_RANGE)
        return FALSE;
      known = TRUE;
      *sum += muster_population_get_low (figure);
    }
  return known;
}

/* Everybody added up to and with this cohort, by what was added alone: a slip in a stated total is not carried on. */
static void
derive_cohort (MusterRecord *record, const MusterLookup *lookup)
{
  g_autoptr(GPtrArray) row = muster_cohort_row (record, lookup);
  gboolean known = FALSE;
  gint64 sum = 0, segments;

  for (guint i = 0; i < row->len; i++)
    {
      MusterRecord *cohort = g_ptr_array_index (row, i);

      known |= muster_record_has (cohort, "added");
      sum += muster_record_get_number (cohort, "added");
      if (cohort == record)
        break;
    }
  set_number (record, "cumulative", known, sum);
  known = sum_segments (record, lookup, &segments);
  set_number (record, "segments_total", known, segments);
}

/* ---- risks ----------------------------------------------------------------------------------------------------- */

/* What keeps the risk down today: a control in place, or a planned mitigation that is under way or done, unless it was
 * dropped or found not to work. */
static gboolean
is_current_mitigation (MusterRecord *mitigation)
{
  if (muster_work_is_dropped (mitigation) || muster_record_is_choice (mitigation, "effectiveness", "ineffective"))
    return FALSE;
  return muster_record_is_choice (mitigation, "kind", "existing")
         || muster_record_is_choice (mitigation, "status", "in-progress") || muster_work_is_complete (mitigation);
}

static guint
count_current_mitigations (MusterRecord *risk, const MusterLookup *lookup)
{
  g_autoptr(GPtrArray) mitigations = muster_lookup_pointing (lookup, muster_record_get_id (risk),
                                                             MUSTER_KIND_MITIGATION, "risk");
  guint count = 0;

  for (guint i = 0; i < mitigations->len; i++)
    count += is_current_mitigation (g_ptr_array_index (mitigations, i));
  return count;
}

/* The latest current score against the one before it (domain 2.4); against the initial one where it is the first. */
static const char *
find_trend (MusterRecord *current, MusterRecord *before)
{
  gint64 now = muster_assessment_score (current), then = muster_assessment_score (before);

  if (now == 0 || then == 0)
    return NULL;
  if (now == then)
    return "same";
  return now > then ? "up" : "down";
}

/* Both or none: a score that nobody gave is no cell of the map. */
static void
set_scores (MusterRecord *record, const char *likelihood, const char *impact, MusterRecord *assessment)
{
  gboolean known = muster_assessment_score (assessment) > 0;

  set_number (record, likelihood, known, known ? muster_record_get_number (assessment, "likelihood") : 0);
  set_number (record, impact, known, known ? muster_record_get_number (assessment, "impact") : 0);
}

static void
derive_risk (MusterRecord *record, const MusterLookup *lookup)
{
  g_autoptr(GPtrArray) assessments = muster_lookup_pointing (lookup, muster_record_get_id (record),
                                                             MUSTER_KIND_ASSESSMENT, "risk");
  g_autoptr(MusterRecord) programme = muster_risk_find_programme (record, lookup);
  g_autoptr(MusterRecord) before = NULL;
  g_autoptr(MusterRecord) initial = muster_risk_last (assessments, "initial", NULL);
  g_autoptr(MusterRecord) current = muster_risk_last (assessments, "current", &before);
  g_autoptr(MusterRecord) target = muster_risk_last (assessments, "target", NULL);
  MusterRecord *now = current != NULL ? current : initial;
  MusterMatrix matrix = muster_matrix_of (programme);
  gint64 score = muster_assessment_score (now);

  set_number (record, "score", score > 0, score);
  set_scores (record, "likelihood", "impact", now);
  set_scores (record, "initial_likelihood", "initial_impact", initial);
  set_scores (record, "target_likelihood", "target_impact", target);
  set_choice (record, "band", muster_matrix_band (&matrix, score));
  set_choice (record, "trend", find_trend (current, before != NULL ? before : initial));
  set_number (record, "initial_score", muster_assessment_score (initial) > 0, muster_assessment_score (initial));
  set_number (record, "target_score", muster_assessment_score (target) > 0, muster_assessment_score (target));
  set_number (record, "mitigations_current", TRUE, count_current_mitigations (record, lookup));
}

static void
derive_assessment (MusterRecord *record, const MusterLookup *lookup)
{
  gint64 score = muster_assessment_score (record);

  set_number (record, "score", score > 0, score);
}

/* ---- measures -------------------------------------------------------------------------------------------------- */

static int
compare_periods (MusterRecord *a, MusterRecord *b)
{
  guint32 day_a = muster_record_own_days (a, "period").latest, day_b = muster_record_own_days (b, "period").latest;

  return (day_a > day_b) - (day_a < day_b);
}

/* On or off target only where the target is a number (domain 2.4); higher is better unless the measure says lower. */
static const char *
kpi_state (MusterRecord *kpi, MusterRecord *latest)
{
  gint64 target = muster_record_get_number (kpi, "target_number"), value;
  gboolean met;

  if (!muster_record_has (kpi, "target_number"))
    return "no-target";
  if (latest == NULL)
    return "not-measured";
  value = muster_record_get_number (latest, "value");
  met = muster_record_is_choice (kpi, "direction", "lower") ? value <= target : value >= target;
  return met ? "on-target" : "off-target";
}

static void
derive_kpi (MusterRecord *record, const MusterLookup *lookup)
{
  g_autoptr(GPtrArray) measurements = muster_lookup_pointing (lookup, muster_record_get_id (record),
                                                              MUSTER_KIND_MEASUREMENT, "kpi");
  MusterRecord *latest = NULL;

  muster_records_sort (measurements, compare_periods);
  for (guint i = measurements->len; i > 0 && latest == NULL; i--)
    if (muster_record_has (g_ptr_array_index (measurements, i - 1), "value"))
      latest = g_ptr_array_index (measurements, i - 1);
  set_copy (record, "latest", latest != NULL ? muster_record_get (latest, "value") : NULL);
  set_choice (record, "state", kpi_state (record, latest));
}

/* ---- money ----------------------------------------------------------------------------------------------------- */

static void
derive_budget_line (MusterRecord *record, const MusterLookup *lookup)
{
  gint64 pence = 0;
  gboolean known = muster_line_compute (record, &pence);

  set_number (record, "computed", known, pence);
}

/* A section proper is the sum of its lines; a line of the split and a quoted amount are the sum of what they speak
 * of. */
static void
derive_budget_section (MusterRecord *record, const MusterLookup *lookup)
{
  gint64 pence = 0;
  gboolean known = muster_section_is_headed (record) ? muster_section_sum_lines (record, lookup, &pence)
                                                     : muster_section_sum_covered (record, lookup, &pence);

  set_number (record, "subtotal", known, pence);
}

static void
derive_budget (MusterRecord *record, const MusterLookup *lookup)
{
  g_autoptr(GPtrArray) sections = muster_budget_sections (muster_record_get_id (record), lookup);
  gboolean known = FALSE;
  gint64 total = 0;

  for (guint i = 0; i < sections->len; i++)
    {
      MusterRecord *section = g_ptr_array_index (sections, i);

      known |= muster_record_has (section, "subtotal");
      total = muster_money_add (total, muster_record_get_number (section, "subtotal"));
    }
  set_number (record, "total", known, total);
}

/* ---- all kinds ------------------------------------------------------------------------------------------------- */

static const struct {
  MusterKindId kind;
  void       (*derive) (MusterRecord *record, const MusterLookup *lookup);
} rules[] = {
  { MUSTER_KIND_TEAM, derive_team },
  { MUSTER_KIND_COHORT, derive_cohort },
  { MUSTER_KIND_PLAN, derive_plan },
  { MUSTER_KIND_DELIVERABLE, derive_deliverable },
  { MUSTER_KIND_ACTION, derive_slip },
  { MUSTER_KIND_RISK, derive_risk },
  { MUSTER_KIND_ASSESSMENT, derive_assessment },
  { MUSTER_KIND_MITIGATION, derive_mitigation },
  { MUSTER_KIND_KPI, derive_kpi },
  { MUSTER_KIND_BUDGET, derive_budget },
  { MUSTER_KIND_BUDGET_SECTION, derive_budget_section },
  { MUSTER_KIND_BUDGET_LINE, derive_budget_line },
};

void
muster_rules_derive (MusterRecord *record, const MusterLookup *lookup)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].kind == muster_record_get_kind (record)->id)
      rules[i].derive (record, lookup);
}

gboolean
muster_rules_are_words (const MusterField *field)
{
  return field->type == MUSTER_VALUE_TEXT || field->type == MUSTER_VALUE_LONG_TEXT || field->type == MUSTER_VALUE_PARTY
         || field->type == MUSTER_VALUE_LIST;
}
