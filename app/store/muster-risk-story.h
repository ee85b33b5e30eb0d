/* muster-risk-story.h - what the page on one risk shows, read in one go: the way of its score, what is done about it,
 * who it was handed to.
 *
 * Read on the thread of a replica, then owned by whoever asked. Nothing in it changes with the day but "overdue", which
 * a page says from its records.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-replica.h"

G_BEGIN_DECLS

/* A record that the risk points to, and by which of its fields. */
typedef struct {
  const MusterField *field;
  MusterRecord      *record;
} MusterLinked;

typedef struct {
  MusterDetail *detail;
  MusterMatrix  bands;
  /* Records as muster_replica_get() gives them, archived ones left out. */
  GPtrArray    *assessments; /* scored ones, the oldest first */
  GPtrArray    *mitigations; /* by the day they are due, undated ones last */
  GPtrArray    *escalations; /* as made */
  GPtrArray    *issues;      /* that came of it */
  GPtrArray    *linked;      /* MusterLinked: what it belongs to, threatens and affects, field by field */
  guint         unchanged;   /* see muster_rules_count_unchanged() */
  /* Parts beyond those that a page can show, of each kind. */
  gboolean      cut;
} MusterRiskStory;

/* NULL with error NOT_FOUND where there is no such risk. */
MusterRiskStory *muster_replica_get_risk_story (MusterReplica *self, const MusterId *id, GError **error);
void             muster_risk_story_free        (MusterRiskStory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterRiskStory, muster_risk_story_free)

G_END_DECLS
