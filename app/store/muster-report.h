/* muster-report.h - a highlight report from live data: where plans stand and why, what was done since a day, what is
 * next, what is late or slips, which risks need a look, what waits to be decided, and the money.
 *
 * Run on the thread of a replica; what it gives is the caller's, on any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-replica.h"
#include "muster-shortlist.h"

G_BEGIN_DECLS

typedef enum {
  MUSTER_REPORT_PLANS,     /* not closed, the worst RAG first */
  MUSTER_REPORT_DONE,      /* deliverables and milestones since that day, the newest first */
  MUSTER_REPORT_ACTIONS,   /* the same of actions */
  MUSTER_REPORT_NEXT,      /* open deliverables and milestones from today on, the next due first */
  MUSTER_REPORT_LATE,      /* open ones that are overdue or behind their baseline, the longest overdue first */
  MUSTER_REPORT_RISKS,     /* open ones that are extreme, escalated or raised since that day, the worst first */
  MUSTER_REPORT_WANTED,    /* escalations that nobody answered, the next due first */
  MUSTER_REPORT_DECISIONS, /* since that day, the newest first; everybody's, whatever the scope */
  MUSTER_REPORT_BUDGETS,
  MUSTER_REPORT_N
} MusterReportPart;

typedef struct {
  MusterId scope; /* a team, area or programme; nil: everything */
  guint    days;  /* how far back "since" is */
  guint    limits[MUSTER_REPORT_N];
} MusterReportQuestion;

typedef struct {
  guint32          today, since;
  MusterTime       at;
  MusterRecord    *scope; /* nullable */
  MusterShortlist *parts[MUSTER_REPORT_N];
  GPtrArray       *rags;  /* MusterRagResult of each plan that was read */
} MusterReport;

MusterReport *muster_replica_read_report (MusterReplica *self, const MusterReportQuestion *question, GError **error);
void          muster_report_free         (MusterReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterReport, muster_report_free)

G_END_DECLS
