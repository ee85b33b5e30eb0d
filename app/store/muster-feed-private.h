/* muster-feed-private.h - what the parts of the feed share: a page being applied, and the groups that it touched.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-feed.h"
#include "muster-replica-private.h"

G_BEGIN_DECLS

/* From here on: what was refused under an id that this file had before. No n gets so far. */
#define MUSTER_VERSION_LEFT (MUSTER_VERSION_UNSENT + (MUSTER_VERSION_UNSENT >> 1))

/* Memory: the highest own number that stands for nothing here, because a copy of this file was the first to send what
 * it was. */
#define MUSTER_META_GIVEN "given_n"
/* Memory: the highest own number whose bases were replaced when the log went back. */
#define MUSTER_META_REWOUND "rewound_n"
/* 1 from joining until all that was there had come once. */
#define MUSTER_META_PARTIAL "partial"
/* The outcome of an own change whose record moved out of sight. What was typed here stays, but counts for nothing. */
#define MUSTER_OUTCOME_GONE "gone"

/* ---- touched: groups whose value may be another now -------------------------------------------------------------- */

typedef struct _MusterTouched MusterTouched;

MusterTouched *muster_touched_new   (void);
void           muster_touched_free  (MusterTouched *self);
void           muster_touched_add   (MusterTouched *self, const MusterId *record, const char *group);
/* The same for a change that was just put into the log and counts. */
void           muster_touched_add_value (MusterTouched *self, const MusterChange *change);
/* Brings the tables to what the log says of them now; appends whose rows changed. HELD: more would go than may. */
gboolean       muster_touched_apply (MusterTouched *self, MusterReplica *replica, GArray *changed, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterTouched, muster_touched_free)

/* ---- a page at work ---------------------------------------------------------------------------------------------- */

typedef struct {
  MusterReplica    *replica;
  MusterTouched    *touched;
  MusterFeedPageResult *result;
  guint8            digest[MUSTER_DIGEST_LENGTH]; /* of the log as it is now */
  gboolean          has_aside; /* something was set aside and may come again */
  MusterTime        left_at;   /* under which those that leave with this page are noted; 0: none has */
} MusterFeed;

/* What the endpoint took: inserts, completes or acknowledges. */
gboolean muster_feed_take_entry   (MusterFeed *self, MusterEntry *entry, GError **error);
gboolean muster_feed_take_refusal (MusterFeed *self, const MusterRefusal *refusal, GError **error);
/* Lets go of a record that moved out of sight. */
gboolean muster_feed_let_go       (MusterFeed *self, const MusterId *record, GError **error);
/* Notes that a record, which is still here, is about to go; and forgets those of what changed that are here (again). */
gboolean muster_feed_note_departed (MusterFeed *self, const MusterId *record, GError **error);
gboolean muster_feed_forget_departed (MusterFeed *self, GError **error);
/* The number of a record that has gone; NULL where that is not known. */
char    *muster_feed_departed_code (MusterReplica *self, const MusterId *record);
/* Own commit n, which must be the one with the id; else a copy of this file gave the number away. */
gboolean muster_feed_find_own     (MusterFeed *self, gint64 n, const MusterId *id, gint64 *version, GError **error);
/* It acknowledges what was never sent from here: another copy of this file did. MUSTER_ERROR_NOT_FOUND, FALSE. */
gboolean muster_feed_fail_as_copy (GError **error);
/* Touches the groups of a commit; where: SQL for some of its changes, or "". */
gboolean muster_feed_touch_commit (MusterFeed *self, gint64 version, const char *where, GError **error);
/* Adds (1) or takes away (-1) what acknowledged changes add to the digest: those of a commit, of a record, one with its
 * text. */
gboolean muster_feed_count_commit (MusterFeed *self, gint64 version, int sign, GError **error);
gboolean muster_feed_count_record (MusterFeed *self, const MusterId *record, int sign, GError **error);
void     muster_feed_count_change (MusterFeed *self, gint64 seq, const MusterChange *change, const char *text);

/* A value of a group and the name of one, as a person reads them; kind NULL: one that this version does not know. */
char    *muster_feed_display_value (MusterReplica *self, const MusterKind *kind, const char *group, json_t *value);
char    *muster_feed_label_group  (const MusterKind *kind, const char *group);

/* ---- what vanishes: muster-feed-vanish.c ------------------------------------------------------------------------- */

/* Whether it is there and not archived. */
gboolean muster_feed_is_seen      (MusterReplica *self, const MusterId *record, gboolean *seen, GError **error);
/* Whether those of seen (element MusterId) that are so no longer may go; adds them up. */
gboolean muster_feed_may_vanish   (MusterReplica *self, GArray *seen, GError **error);
/* Of those that are so no longer, what only the log that is given up says: for muster_replica_describe_held(). */
GArray  *muster_feed_note_vanishing (MusterReplica *self, GArray *seen);

/* ---- memory ------------------------------------------------------------------------------------------------------ */

gboolean muster_meta_set_number   (MusterReplica *self, const char *key, gint64 number, GError **error);
gboolean muster_meta_set_text     (MusterReplica *self, const char *key, const char *text, GError **error);
gboolean muster_meta_set_blob     (MusterReplica *self, const char *key, const void *bytes, gsize n, GError **error);
gint64   muster_meta_get_number   (MusterReplica *self, const char *key); /* 0: none */
char    *muster_meta_get_text     (MusterReplica *self, const char *key); /* NULL: none */
/* FALSE where there is none of that length. */
gboolean muster_meta_get_blob     (MusterReplica *self, const char *key, void *bytes, gsize n);
/* The cursor of what was applied; all zero at first. */
gboolean muster_feed_get_cursor   (MusterReplica *self, MusterCursor *cursor, GError **error);
/* The digest of the log, from every change of it. */
gboolean muster_feed_sum_log      (MusterReplica *self, guint8 digest[MUSTER_DIGEST_LENGTH], GError **error);
/* As they travel; takes commit, NULL gives NULL. */
MusterEntry *muster_feed_make_entry (const MusterCommitHeader *header, MusterCommit *commit);
/* The row of MUSTER_SQL_HEADERS and its changes. */
MusterEntry *muster_feed_read_entry (MusterReplica *self, MusterStatement *statement, GError **error);
/* Runs SQL with numbers for ?1, ?2. */
gboolean muster_feed_run          (MusterReplica *self, const char *sql, gint64 first, gint64 second, GError **error);

G_END_DECLS
