/* muster-rules.h - what is right, what is derived, what is late, and why it is red.
 *
 * Pure functions over records and a lookup; no clock but the `today` that is given (Julian day), no I/O.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-commit.h"
#include "muster-lookup.h"

G_BEGIN_DECLS

/* ---- checks before a save -------------------------------------------------------------------------------------- */

typedef enum {
  MUSTER_SEVERITY_ERROR,   /* not saved until mended */
  MUSTER_SEVERITY_WARNING, /* saved, and said */
  MUSTER_SEVERITY_NOTE,
} MusterSeverity;

typedef struct {
  MusterSeverity severity;
  const char    *rule;     /* stable code: "REQUIRED", "RISK_SCORE" */
  const char    *field;    /* name in the record's kind; NULL: the record as a whole */
  char          *message;  /* a sentence that names the place and the way out; translated */
  char          *stated;   /* findings: as stated; NULL otherwise */
  char          *computed; /* findings: as computed */
} MusterProblem;

MusterProblem *muster_problem_new  (MusterSeverity severity, const char *rule, const char *field,
                                    char *message /* taken */);
void           muster_problem_free (MusterProblem *self);

/* What is wrong with edited, by itself and beside its neighbours; base NULL: a new record. today 0: it comes from a
 * source that may be old, and nothing is wrong for having ended since. Element type MusterProblem, errors first,
 * (transfer full), never NULL. */
GPtrArray     *muster_rules_check  (MusterRecord *base, MusterRecord *edited, const MusterLookup *lookup,
                                    guint32 today);

/* ---- derived values, stored as projections --------------------------------------------------------------------- */

/* Sets every DERIVED field of record from its other fields and the lookup. Values depend on the records alone, never on
 * the day or on the order in which things happened. */
void           muster_rules_derive   (MusterRecord *record, const MusterLookup *lookup);
/* Whether a field of record holds words alone, from which muster_rules_derive() takes nothing for that record. */
gboolean       muster_rules_are_words (const MusterField *field);
/* Adds to ids (element MusterId; duplicates allowed) the records whose derived fields or resolved days may change
 * because a record changed from before (NULL: it is new) to after, which lookup has already. Does not include the
 * record. */
void           muster_rules_affected (MusterRecord *before, MusterRecord *after, const MusterLookup *lookup,
                                      GArray *ids);
/* The days of a WHEN field of record beside its plan's start or its milestone. */
MusterDays     muster_rules_resolve  (MusterRecord *record, const char *field, const MusterLookup *lookup);

/* What a record adds to a whole that it is part of: a plan, or a team, area or programme. */
typedef struct {
  MusterId whole;
  gint64   weight, done; /* of work; done is out of 100 for each weight */
  gint64   score;        /* of a risk; 0: none */
} MusterPart;

/* Adds to parts (element MusterPart) what a deliverable, an action or a risk adds and where, each whole once; FALSE for
 * other kinds. To be asked again when the record changes and when muster_rules_affected() names it. */
gboolean       muster_rules_parts    (MusterRecord *record, const MusterLookup *lookup, GArray *parts);

/* ---- findings: as stated against as computed ------------------------------------------------------------------- */

/* Contradictions that arithmetic finds in record; element type MusterProblem with stated and computed. */
GPtrArray     *muster_rules_findings (MusterRecord *record, const MusterLookup *lookup);
/* Adds to problems what contradicts the day: work that is done on a day still to come. */
void           muster_rules_find_ahead (MusterRecord *record, const MusterLookup *lookup, guint32 today,
                                        GPtrArray *problems);
/* What is missing that work will miss (owner, date, review date, baseline): element type MusterProblem, notes. */
GPtrArray     *muster_rules_gaps     (MusterRecord *record);

/* ---- the risk matrix ------------------------------------------------------------------------------------------- */

typedef struct {
  int low_to, moderate_to, high_to; /* the last score of each band; what is above is extreme */
} MusterMatrix;

extern const MusterMatrix muster_matrix_npsa; /* 3, 6, 12 (NPSA 2008) */

/* The matrix of the risk's programme, which may be NULL or leave it empty. */
MusterMatrix   muster_matrix_of      (MusterRecord *programme);
/* A nick of the risk's "band" choices; NULL for score 0. */
const char    *muster_matrix_band    (const MusterMatrix *matrix, gint64 score);

/* The matrix that bands a risk: that of its programme, else of what it belongs to. */
MusterMatrix   muster_rules_risk_matrix (MusterRecord *risk, const MusterLookup *lookup);
/* By the day they were made on, as scores and trends go by them. Element type MusterRecord. */
void           muster_rules_sort_assessments (GPtrArray *assessments);
/* How often in a row, up to the latest, a risk was scored the same while it stands above its target: from
 * MUSTER_STUCK_FROM on it is stuck. 0 where it reached its target, or has no score. */
guint          muster_rules_count_unchanged (GPtrArray *assessments);
#define MUSTER_STUCK_FROM 3

/* ---- what depends on the day ----------------------------------------------------------------------------------- */

typedef enum {
  MUSTER_TIMING_NONE,     /* finished, undated, or far off */
  MUSTER_TIMING_DUE_SOON, /* within 14 days */
  MUSTER_TIMING_OVERDUE,  /* the last day it can mean has passed */
} MusterTiming;

#define MUSTER_DUE_SOON_DAYS 14

/* For deliverables, actions, mitigations (their due day), risks (next review), assumptions and escalations. */
MusterTiming   muster_rules_timing   (MusterRecord *record, guint32 today);
/* The day that timing goes by; 0: undated. */
guint32        muster_rules_due_day  (MusterRecord *record);

typedef enum {
  MUSTER_RAG_GREY, /* not assessed */
  MUSTER_RAG_BLUE, /* complete */
  MUSTER_RAG_GREEN,
  MUSTER_RAG_AMBER,
  MUSTER_RAG_RED,
} MusterRag;

typedef struct {
  MusterRag  computed;
  MusterRag  shown;      /* the override while it lasts, else computed */
  gboolean   overridden;
  char     **reasons;    /* sentences for computed, worst first; NULL-terminated, translated */
} MusterRagResult;

/* For deliverables, actions and plans; others are grey. A plan takes the worst of its open parts and counts them. */
MusterRagResult *muster_rules_rag      (MusterRecord *record, const MusterLookup *lookup, guint32 today);
void             muster_rag_result_free (MusterRagResult *self);
const char      *muster_rag_nick        (MusterRag rag);  /* "red" */
const char      *muster_rag_label       (MusterRag rag);  /* translated */

/* ---- roll-ups ---------------------------------------------------------------------------------------------------- */

/* What stands under a team, an area (with all areas and teams within it) or a programme. */
typedef struct {
  guint teams;
  guint plans, work, work_complete, work_overdue, work_due_soon, work_unowned, work_undated;
  int   progress;                    /* percent, -1: nothing to measure */
  guint risks, risks_by_band[4];     /* open ones; low, moderate, high, extreme */
  guint risks_unowned, reviews_overdue, reviews_missing;
  int   worst_score;                 /* 0: none */
  guint issues_open, actions_open;
  gint64 population;                 /* sum of the teams' figures; -1: none known */
} MusterRollup;

void             muster_rules_rollup    (MusterRecord *scope, const MusterLookup *lookup, guint32 today,
                                         MusterRollup *rollup);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterProblem, muster_problem_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterRagResult, muster_rag_result_free)

G_END_DECLS
