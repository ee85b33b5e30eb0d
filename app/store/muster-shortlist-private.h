/* muster-shortlist-private.h - how the pages on a team and on a programme read their lists.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-replica-private.h"
#include "muster-shortlist.h"

G_BEGIN_DECLS

/* Which records of a kind, and in which order; SQL on the kind's table, which is t. */
typedef struct {
  MusterKindId kind;
  const char  *field; /* the REF that points to the subject; NULL: what belongs to it, at once or by way of others */
  const char  *where; /* NULL: all */
  const char  *order; /* NULL: as made */
} MusterShortlistWay;

/* What is not done, as muster_work_is_open() and muster_risk_is_open() have it. */
#define MUSTER_SQL_WORK_OPEN \
  "coalesce (t.status, '') NOT IN ('complete', 'cancelled', 'superseded') AND t.actual IS NULL"
#define MUSTER_SQL_RISK_OPEN "coalesce (t.status, '') NOT IN ('closed', 'materialised')"

/* In order, none of them archived. subject nil: everything, whatever the field. */
GArray          *muster_shortlist_rowids (MusterReplica *replica, const MusterShortlistWay *way,
                                          const MusterId *subject, GError **error);
MusterShortlist *muster_shortlist_read   (MusterReplica *replica, const MusterShortlistWay *way,
                                          const MusterId *subject, guint limit, GError **error);

G_END_DECLS
