/* muster-rules-private.h - what the files of rules share.
 *
 * "Work" is a deliverable, an action, a mitigation or an engagement activity: what has the fields of work status.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-rules.h"

G_BEGIN_DECLS

#define MUSTER_WORK_KINDS (MUSTER_KINDS (DELIVERABLE) | MUSTER_KINDS (ACTION) | MUSTER_KINDS (MITIGATION))
/* What a risk may threaten. */
#define MUSTER_THREATENED_KINDS (MUSTER_KINDS (DELIVERABLE) | MUSTER_KINDS (ACTION) | MUSTER_KINDS (PLAN))

/* ---- states ---------------------------------------------------------------------------------------------------- */

gboolean           muster_record_is_kind      (MusterRecord *record, guint64 kinds); /* a set of MUSTER_KINDS () */
gboolean           muster_work_is_complete    (MusterRecord *record);
gboolean           muster_work_is_dropped     (MusterRecord *record); /* cancelled or superseded */
gboolean           muster_work_is_open        (MusterRecord *record); /* neither, and no day on which it was done */
gboolean           muster_risk_is_open        (MusterRecord *record);
gboolean           muster_issue_is_open       (MusterRecord *record);
gboolean           muster_assumption_is_open  (MusterRecord *record);
gboolean           muster_escalation_is_open  (MusterRecord *record);
/* Whether the party in field names nobody: empty, or TBC. */
gboolean           muster_record_lacks_party  (MusterRecord *record, const char *field);

/* ---- neighbours ------------------------------------------------------------------------------------------------ */

/* The record that a REF field points to, archived ones too; NULL where there is none. */
MusterRecord      *muster_lookup_ref          (const MusterLookup *lookup, MusterRecord *record, const char *field);
/* Sorts records made elsewhere: by compare, then by id, so that the order is the same on every replica. */
typedef int      (*MusterRecordCompare)       (MusterRecord *a, MusterRecord *b);
void               muster_records_sort        (GPtrArray *records, MusterRecordCompare compare);

/* ---- dates ----------------------------------------------------------------------------------------------------- */

/* What a date means by itself, beside no plan and no milestone; {0, 0} for none. */
MusterDays         muster_record_own_days     (MusterRecord *record, const char *field);
/* The value that work goes by: done on, else forecast, else baseline; NULL for none. */
const MusterValue *muster_work_due            (MusterRecord *record);
/* The plan that "days 30 to 60" of record count from; NULL for none. */
MusterRecord      *muster_record_find_plan    (MusterRecord *record, const MusterLookup *lookup);
/* The first day of its plan where the last day of field lies before that, else 0. */
guint32            muster_work_start_after    (MusterRecord *record, const char *field, const MusterLookup *lookup);
/* Whether any date of record is a window of days of its plan. */
gboolean           muster_record_has_window   (MusterRecord *record);

/* ---- risks ----------------------------------------------------------------------------------------------------- */

/* Whose matrix bands a risk: its programme, else that of its scope, plan or workstream; NULL for none. */
MusterRecord      *muster_risk_find_programme (MusterRecord *risk, const MusterLookup *lookup);
/* The last assessment of a kind ("current") by day; previous, where given, takes the one before it. Both are new
 * references and may be NULL. */
MusterRecord      *muster_risk_last           (GPtrArray *assessments, const char *kind, MusterRecord **previous);
gint64             muster_assessment_score    (MusterRecord *assessment); /* 0 for NULL or unfinished */
/* A score that a source states without likelihood and consequence. */
gboolean           muster_assessment_is_stated (MusterRecord *assessment);
/* Open extreme risks that threaten record and that nothing mitigates yet. */
guint              muster_count_extreme_risks (MusterRecord *record, const MusterLookup *lookup);
/* Open issues, high or critical, that hold record up. */
guint              muster_count_severe_issues (MusterRecord *record, const MusterLookup *lookup);
const char        *muster_band_label          (const char *band); /* translated */

/* ---- money and people ------------------------------------------------------------------------------------------ */

/* Days × rate in pence, half a penny up; FALSE where one is missing or the product is out of range. */
gboolean           muster_line_compute        (MusterRecord *line, gint64 *pence);
/* What the line says, else days × rate; FALSE for neither. */
gboolean           muster_line_amount         (MusterRecord *line, gint64 *pence);
/* The sum of the lines of a section; FALSE where no line has an amount. */
gboolean           muster_section_sum_lines   (MusterRecord *section, const MusterLookup *lookup, gint64 *pence);
/* What a section says, else, for a section proper, the sum of its lines. */
gboolean           muster_section_amount      (MusterRecord *section, const MusterLookup *lookup, gint64 *pence);
/* The sum of what a line of the split or a quoted amount speaks of, each as stated where it is. */
gboolean           muster_section_sum_covered (MusterRecord *section, const MusterLookup *lookup, gint64 *pence);
gboolean           muster_section_is_headed   (MusterRecord *section); /* a section proper: neither split nor quoted */
/* The sections proper of a budget in their order; element type MusterRecord. */
GPtrArray         *muster_budget_sections     (const MusterId *budget, const MusterLookup *lookup);
gint64             muster_money_add           (gint64 a, gint64 b); /* stays within half the range */

/* The cohorts of the same scope in their order, cohort itself among them; element type MusterRecord. */
GPtrArray         *muster_cohort_row          (MusterRecord *cohort, const MusterLookup *lookup);
int                muster_cohort_compare      (MusterRecord *a, MusterRecord *b);
/* Whether a population figure counts everybody, by its label, rather than a segment. */
gboolean           muster_population_is_whole (MusterRecord *figure);

/* ---- what stands under a scope --------------------------------------------------------------------------------- */

/* Each record once, whatever the ways that lead to it; elements are MusterRecord. */
typedef struct {
  GPtrArray *scopes; /* the scope itself and the areas and teams within it */
  GPtrArray *plans;
  GPtrArray *work; /* deliverables and actions */
  GPtrArray *risks;
  GPtrArray *issues;
} MusterHoldings;

MusterHoldings    *muster_holdings_new        (MusterRecord *scope, const MusterLookup *lookup);
void               muster_holdings_free       (MusterHoldings *self);
/* Deliverables and actions of one plan. */
GPtrArray         *muster_plan_work           (MusterRecord *plan, const MusterLookup *lookup);
/* What one piece of work that is not dropped weighs, and how far it is. */
gint64             muster_work_weight         (MusterRecord *record);
gint64             muster_work_percent        (MusterRecord *record);
/* Percent done of deliverables and actions; -1 where there is nothing to measure. */
int                muster_work_progress       (GPtrArray *work);
int                muster_sums_progress       (MusterSums sums);
/* Of all work and risks that stand under a plan or a team: kept ones where lookup has them. */
MusterSums         muster_plan_sums           (MusterRecord *plan, const MusterLookup *lookup);
MusterSums         muster_team_sums           (MusterRecord *team, const MusterLookup *lookup);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterHoldings, muster_holdings_free)

/* ---- findings -------------------------------------------------------------------------------------------------- */

void               muster_find_in_line        (MusterRecord *record, const MusterLookup *lookup, GPtrArray *problems);
void               muster_find_in_section     (MusterRecord *record, const MusterLookup *lookup, GPtrArray *problems);
void               muster_find_in_budget      (MusterRecord *record, const MusterLookup *lookup, GPtrArray *problems);
/* Takes the texts. */
void               muster_report_finding      (GPtrArray *problems, MusterSeverity severity, const char *rule,
                                               const char *field, char *message, char *stated, char *computed);

/* ---- checks ---------------------------------------------------------------------------------------------------- */

typedef struct {
  MusterRecord       *base; /* NULL: a new record */
  MusterRecord       *edited;
  const MusterLookup *lookup;
  guint32             today; /* 0: old sources are not told from new ones */
  GPtrArray          *problems;
} MusterCheck;

typedef void (*MusterCheckFunc) (MusterCheck *check);

void               muster_check_work          (MusterCheck *check);
void               muster_check_kind          (MusterCheck *check);
void               muster_check_links         (MusterCheck *check);
void               muster_check_archive       (MusterCheck *check);

/* Whether this save changes the field. */
gboolean           muster_check_changes       (MusterCheck *check, const char *field);
/* An error where this save made the fault, a warning where it was there before: nobody is kept from mending one thing
 * because another is broken. */
MusterSeverity     muster_check_blame         (MusterCheck *check, const char *field);
/* The same for what is judged at once: the whole group of field, and that of other, which may be NULL. */
MusterSeverity     muster_check_blame_group   (MusterCheck *check, const char *field, const char *other);
void               muster_check_report        (MusterCheck *check, MusterSeverity severity, const char *rule,
                                               const char *field, char *message /* taken */);
/* The label of a field of the edited record. */
const char        *muster_check_label         (MusterCheck *check, const char *field);

G_END_DECLS
