/* muster-shortlist.h - the first records of what may be a long list, and how many there are.
 *
 * What a page shows of each thing; filled in by its reader, then only read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-record.h"

G_BEGIN_DECLS

typedef struct {
  GPtrArray *records; /* MusterRecord, with the titles of what they point to */
  guint      n;       /* all of them */
} MusterShortlist;

void muster_shortlist_free (MusterShortlist *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterShortlist, muster_shortlist_free)

G_END_DECLS
