/* muster-programme-view.h - all that one page says about a programme, an area, or everything there is.
 *
 * Run on the thread of a replica, by muster_store_read_async(); what it gives is the caller's, on any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-governance.h"
#include "muster-replica.h"
#include "muster-report.h"
#include "muster-shortlist.h"

G_BEGIN_DECLS

typedef enum {
  MUSTER_PROGRAMME_PROGRAMMES,
  MUSTER_PROGRAMME_BODIES,      /* everybody's, whatever the scope */
  MUSTER_PROGRAMME_WORKSTREAMS,
  MUSTER_PROGRAMME_KPIS,
  MUSTER_PROGRAMME_BUDGETS,
  MUSTER_PROGRAMME_COHORTS,
  MUSTER_PROGRAMME_POPULATIONS, /* the newest first */
  MUSTER_PROGRAMME_ROLES,
  MUSTER_PROGRAMME_PEOPLE,      /* everybody's */
  MUSTER_PROGRAMME_POSTS,
  MUSTER_PROGRAMME_STAKEHOLDERS,
  MUSTER_PROGRAMME_DECISIONS,   /* the newest first */
  MUSTER_PROGRAMME_MEETINGS,    /* the newest first */
  MUSTER_PROGRAMME_FINDINGS,    /* that somebody wrote down and nobody settled, errors first */
  MUSTER_PROGRAMME_N
} MusterProgrammePart;

typedef struct {
  MusterId scope; /* a team, area or programme; nil: everything */
  guint    limits[MUSTER_PROGRAMME_N];
  gboolean wants_report;
  MusterReportQuestion report; /* its scope is the one above */
} MusterProgrammeQuestion;

typedef struct {
  MusterRecord *budget;
  GPtrArray    *sections; /* MusterRecord, in their order */
  GPtrArray    *findings; /* MusterFinding: where it, a section or a line does not add up */
} MusterBudgetView;

typedef struct {
  guint32          today;
  MusterTime       at;
  MusterShortlist *parts[MUSTER_PROGRAMME_N];
  GPtrArray       *roots;    /* MusterBodyNode of the bodies that were read */
  GPtrArray       *budgets;  /* MusterBudgetView of each that was read */
  GPtrArray       *findings; /* MusterFinding: cohorts whose sums differ from what is stated */
  MusterReport    *report;   /* where it is wanted; else NULL */
} MusterProgrammeView;

MusterProgrammeView *muster_replica_read_programme (MusterReplica *self, const MusterProgrammeQuestion *question,
                                                    GError **error);
void                 muster_programme_view_free    (MusterProgrammeView *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterProgrammeView, muster_programme_view_free)

G_END_DECLS
