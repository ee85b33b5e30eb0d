/* muster-today.h - what needs somebody today: late, due, to be looked at again, without owner or day, and what changed
 * since the last look or a day.
 *
 * Which kinds count, and by which day, app/record/muster-duty.h says. Run on the thread of a replica; what it gives is
 * the caller's, on any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-store.h"

G_BEGIN_DECLS

/* In the order in which they are shown. */
typedef enum {
  MUSTER_TODAY_OVERDUE, /* the last day that it can mean has passed */
  MUSTER_TODAY_SOON,    /* within 14 days */
  MUSTER_TODAY_REVIEWS, /* to be looked at again, by then or by now */
  MUSTER_TODAY_UNOWNED, /* nobody is named, or it is to be confirmed */
  MUSTER_TODAY_UNDATED, /* no day, ongoing, to be confirmed, before what has no day */
  MUSTER_TODAY_CHANGED, /* by others since the last look, or by anybody since a day, where something came of it */
  MUSTER_TODAY_N
} MusterTodayPart;

/* How far the log of this replica had come when somebody looked. Kept in the file and never sent. */
typedef struct {
  MusterTime at;  /* 0: nobody has looked yet */
  gint64     n;   /* the own commits up to this number */
  gint64     seq; /* those of others up to this one; 0: none */
  MusterId   commit; /* with that seq: an endpoint put back from a backup numbers anew */
} MusterSeen;

typedef struct {
  gboolean mine;   /* what names the person who saves on this replica */
  MusterId scope;  /* a team, area or programme; nil: everywhere */
  guint    limits[MUSTER_TODAY_N]; /* how many of each to read */
  guint32  since;  /* what changed on this day or later; 0: since the last look */
} MusterTodayQuestion;

typedef struct {
  MusterRecord *record;  /* with versions and titles of what it points to */
  char         *context; /* the title of what it is a part of, else of what it belongs to; "" for neither */
  guint32       day;     /* that it goes by; 0: none */
  GPtrArray    *changes; /* in CHANGED: MusterHistoryEntry, newest first; else NULL */
  gboolean      by_others;
} MusterTodayItem;

typedef struct {
  guint32    today;
  guint32    since;   /* as was asked */
  char      *actor;   /* who "me" is */
  gboolean   is_empty; /* there are no records at all */
  guint      n[MUSTER_TODAY_N];     /* how many there are */
  GPtrArray *items[MUSTER_TODAY_N]; /* MusterTodayItem: the first of them, the most pressing first */
  MusterSeen seen;    /* the last look */
  MusterSeen now;     /* this one */
} MusterToday;

MusterToday *muster_replica_read_today (MusterReplica *self, const MusterTodayQuestion *question, GError **error);
void         muster_today_free         (MusterToday *self);
/* The answer to the next reading of the same question, if nothing has been written until then. */
gboolean     muster_replica_read_today_ahead (MusterReplica *self, const MusterTodayQuestion *question,
                                              GError **error);

/* "3 overdue", "Nothing overdue". Translated. */
char        *muster_today_describe_part (const MusterToday *self, MusterTodayPart part);
/* "5 days overdue", "Due tomorrow", "No day: TBC"; "" for what has no day to go by. Translated. */
char        *muster_today_describe_day (const MusterTodayItem *item, guint32 today);

/* How many are to be looked at again by a day that has passed; mine as in a question. */
gboolean     muster_replica_count_late_reviews (MusterReplica *self, gboolean mine, guint *n, GError **error);

/* As many as Today shows as overdue and as due soon in a place, for everybody. */
gboolean     muster_replica_count_due (MusterReplica *self, const MusterId *scope, guint *n_overdue, guint *n_soon,
                                       GError **error);

/* Remembers a look. */
gboolean     muster_replica_mark_seen  (MusterReplica *self, const MusterSeen *seen, GError **error);
void         muster_store_mark_seen_async (MusterStore *self, const MusterSeen *seen, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
/* Finish: muster_store_write_finish(). */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterToday, muster_today_free)

G_END_DECLS
