/* muster-today-private.h - what the parts of Today share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-replica-private.h"
#include "muster-today.h"

G_BEGIN_DECLS

/* ---- mine: whom a party names ------------------------------------------------------------------------------------ */

typedef struct _MusterMine MusterMine;

typedef enum {
  MUSTER_NAMES_NOBODY = 1 << 0, /* empty, or to be confirmed */
  MUSTER_NAMES_ME     = 1 << 1,
} MusterNames;

/* The person who saves on the replica, under all names that their record gives them. */
MusterMine *muster_mine_new        (MusterReplica *replica);
void        muster_mine_free       (MusterMine *self);
/* json is what a column of the field holds; NULL: nothing. */
MusterNames muster_mine_read       (MusterMine *self, const MusterField *field, const char *json);
MusterNames muster_mine_read_value (MusterMine *self, const MusterValue *party);
/* Whether the record names me that a column of references holds. */
gboolean    muster_mine_has_whole  (MusterMine *self, const MusterField *field, const char *json);
/* Whether a record names me; one that names nobody goes with what it is a part of. */
gboolean    muster_mine_has        (MusterMine *self, MusterRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterMine, muster_mine_free)

/* ---- a reading --------------------------------------------------------------------------------------------------- */

typedef struct {
  MusterReplica             *replica;
  const MusterTodayQuestion *question;
  MusterToday               *today;
  MusterMine                *mine;
  GArray                    *inside; /* the rowids of the scope, ascending; NULL: all */
  char                      *few;    /* the same as JSON where they are few; else NULL */
} MusterTodayReading;

/* Whether a row of a kind stands in the scope. */
gboolean    muster_today_is_inside    (MusterTodayReading *self, const MusterKind *kind, gint64 rowid);
/* NULL without error where the record has gone. */
MusterTodayItem *muster_today_make_item (MusterTodayReading *self, const MusterId *id, GError **error);
gboolean    muster_today_read_changes (MusterTodayReading *self, GError **error);
/* What was read ahead for that question and holds still; (transfer full, nullable). */
MusterToday *muster_today_take_ahead  (MusterReplica *self, const MusterTodayQuestion *question);

G_END_DECLS
