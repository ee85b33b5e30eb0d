/* pages.h - the records of a file as commits of another, and these in pages as a pull gives them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-feed.h"

G_BEGIN_DECLS

#define PAGE 1000

typedef struct {
  gint64            rowid;
  const MusterKind *kind;
} Made;

/* Element Made: all records of a replica in the order in which they were made, as an endpoint has them. */
GArray     *pages_list         (MusterReplica *replica);
/* Element MusterEntry: one commit for each of them from first on, at most n; of replica other, whose numbers begin with
 * the list. */
GPtrArray  *pages_make_entries (MusterReplica *replica, GArray *all, guint first, guint n, const MusterId *other,
                                MusterRandom *random);
/* The next PAGE of them; the entries stay with who made them. */
MusterFeedPage *pages_make_page    (GPtrArray *entries, guint first, const MusterId *server, const MusterId *epoch);

G_END_DECLS
