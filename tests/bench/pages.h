/* pages.h - the records of a file as commits of another, and these in pages as a pull gives them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-feed.h"

G_BEGIN_DECLS

#define PAGE 1000

/* Element MusterEntry: one commit for each record, at most n, in the order in which they were made; of replica other. */
GPtrArray  *pages_make_entries (MusterReplica *replica, guint n, const MusterId *other, MusterRandom *random);
/* The next PAGE of them; the entries stay with who made them. */
MusterPage *pages_make_page    (GPtrArray *entries, guint first, const MusterId *server, const MusterId *epoch);

G_END_DECLS
