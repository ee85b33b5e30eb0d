/* large.h - makes a large, plausible replica; the same for the same options, byte for byte of its log.
 *
 * A programme of neighbourhood teams: some 200 records a team (its plan with deliverables and actions, its risks with
 * assessments and mitigations), 17 teams a borough. One plan and one team are far larger than the rest, for what has
 * thousands of parts is where work that grows with them shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-replica.h"

G_BEGIN_DECLS

typedef struct {
  guint    records; /* how many in all; 0: as many as the risks need */
  guint    risks;   /* how many risks, each with one assessment, to make a long register of; 0: as they come */
  guint    commits; /* the records that fit are made one a commit, then edited until there are so many; 0: in batches */
  guint64  seed;
  gboolean quiet;   /* no progress on standard error */
} LargeOptions;

/* 2 March 2026, noon. */
#define LARGE_NOW (G_GINT64_CONSTANT (1772452800) * G_USEC_PER_SEC)

/* path must not be there yet. */
gboolean large_make (const char *path, const LargeOptions *options, GError **error);

G_END_DECLS
