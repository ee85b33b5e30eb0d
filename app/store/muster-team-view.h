/* muster-team-view.h - all that one page says about a team.
 *
 * Run on the thread of a replica, by muster_store_read_async(); what it gives is the caller's, on any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-replica.h"
#include "muster-shortlist.h"

G_BEGIN_DECLS

typedef enum {
  MUSTER_TEAM_PLANS,
  MUSTER_TEAM_NEXT,        /* deliverables and milestones that are open, the next due first */
  MUSTER_TEAM_ACTIONS,     /* open ones, the next due first */
  MUSTER_TEAM_RISKS,       /* open ones, the worst first */
  MUSTER_TEAM_UPDATES,     /* on anything of the team, the newest first */
  MUSTER_TEAM_POPULATIONS, /* the newest first */
  MUSTER_TEAM_PEOPLE,      /* by role */
  MUSTER_TEAM_NAMES,       /* as they followed each other */
  MUSTER_TEAM_BUDGETS,
  MUSTER_TEAM_POSTS,
  MUSTER_TEAM_N
} MusterTeamPart;

typedef struct {
  MusterId team;
  guint    limits[MUSTER_TEAM_N]; /* how many of each to read */
} MusterTeamQuestion;

/* Open risks by where they stand now: [likelihood - 1][consequence - 1]. */
typedef struct {
  guint        cells[5][5];
  guint        unscored;
  MusterMatrix bands; /* of their programme, else of that of the plans */
} MusterRiskMap;

typedef struct {
  guint32          today;
  MusterTime       at;
  MusterRecord    *team;
  GPtrArray       *areas;    /* MusterRecord: the one that it is in, then what that is part of */
  GPtrArray       *networks; /* MusterRecord: teams and organisations that it joins up */
  MusterShortlist *parts[MUSTER_TEAM_N];
  GPtrArray       *rags;     /* MusterRagResult of each plan that was read */
  MusterRiskMap    map;
  guint            n_overdue, n_due_soon; /* of all that Today asks for there */
} MusterTeamView;

/* NULL with MUSTER_ERROR_NOT_FOUND where there is no such team. */
MusterTeamView *muster_replica_read_team (MusterReplica *self, const MusterTeamQuestion *question, GError **error);
void            muster_team_view_free    (MusterTeamView *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterTeamView, muster_team_view_free)

G_END_DECLS
