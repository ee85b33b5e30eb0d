/* muster-replica-private.h - what the parts of the replica share. Each part is a file: save, project, undo, read,
 * search, history, drafts, check.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-db.h"
#include "muster-entry.h"
#include "muster-json.h"
#include "muster-replica.h"

G_BEGIN_DECLS

/* "Must" in ASCII, so that file(1) and we know our files. */
#define MUSTER_REPLICA_APPLICATION_ID 0x4d757374

typedef struct _MusterTodayAhead MusterTodayAhead;

struct _MusterReplica {
  MusterDb     *db;
  char         *path;
  MusterClock  *clock;
  MusterRandom *random;
  char         *actor;
  gboolean      named; /* by the endpoint: actor is what it calls the person */
  MusterLookup  lookup;
  MusterLookup  affected_lookup; /* finds archived records too: what is derived of them is kept in step */
  MusterId      id; /* of the replica */
  char         *selects[MUSTER_N_KINDS]; /* the SELECT of each kind once it was wanted */
  GHashTable   *recent, *held; /* see muster-recent.c; NULL: not kept */
  MusterId      scope;        /* the last one asked for; see muster-read-scope.c */
  gint64        scope_writes;
  GArray       *scope_rowids; /* ascending; nullable */
  MusterTodayAhead *ahead;    /* see muster-today-ahead.c; nullable */
  guint         vanishing_limit, n_held; /* see muster_replica_limit_vanishing() */
  GArray       *vanishing;  /* what would go by what was refused last, see muster-vanishing.c; nullable */
  MusterTime    heard;    /* when the endpoint last answered, where that is newer than what the file says */
};

/* Another number whenever anybody has written to the file, we or another connection. */
gint64        muster_replica_count_writes (MusterReplica *self);
void          muster_today_ahead_free    (MusterTodayAhead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterTodayAhead, muster_today_ahead_free)
/* The rowids of all kinds in a scope, ascending; borrowed until the next call. NULL with error. */
const GArray *muster_replica_read_scope  (MusterReplica *self, const MusterId *scope, GError **error);
void          muster_replica_set_actor   (MusterReplica *self, const char *actor);
/* An empty replica in memory, for replays. */
MusterReplica *muster_replica_new_scratch (MusterReplica *like, GError **error);

/* ---- log: commits, as they were made ----------------------------------------------------------------------------- */

/* A change counts when it is, or was, the value of its group: the value is what was merged where that is set. */
#define MUSTER_SQL_COUNTS "(outcome IS NULL OR outcome = 'merged')"
/* For muster_log_read_header(). */
#define MUSTER_SQL_HEADERS \
  "SELECT version, id, replica, n, actor, at, reason, origin, undoes, hash, received, seen FROM log_commit"

/* Texts are borrowed. */
typedef struct {
  gint64       version;
  MusterId     id, replica;
  gint64       n;
  const char  *actor;
  MusterTime   at;
  const char  *reason; /* NULL: none */
  const char  *origin;
  gint64       undoes; /* n of a commit of the same replica; 0: none */
  MusterTime   received;
  gint64       seen;
} MusterCommitHeader;

const char   *muster_origin_to_name    (MusterOrigin origin);
MusterOrigin  muster_origin_from_name  (const char *name);

/* The version of an own commit; 0: there is none, or error. */
gint64        muster_log_find_own      (MusterReplica *self, gint64 n, GError **error);
/* From the version of an undo or redo to that of the save that first said what it put back; 0: there was nothing.
 * Others stay. */
gboolean      muster_log_find_origin   (MusterReplica *self, const MusterId *record, const char *group,
                                        gint64 *version, GError **error);
/* SHA-256 over everything that was said; 32 bytes. */
gboolean      muster_log_hash          (MusterReplica *self, const MusterCommitHeader *header,
                                        const MusterCommit *commit, guint8 hash[32], GError **error);
/* Where the log was changed on purpose: the hash of what is there now. */
gboolean      muster_log_rehash        (MusterReplica *self, gint64 version, GError **error);
gboolean      muster_log_rehash_all    (MusterReplica *self, const MusterId *replica, GError **error);
/* The values as text; they are wanted for the table, the hash and the digest. */
GPtrArray    *muster_log_print_values  (const MusterCommit *commit);
/* muster-fit.c: whether it can be sent; texts are its values as text. */
gboolean      muster_commit_check_size (const MusterCommit *commit, GPtrArray *texts, GError **error);
gboolean      muster_log_insert        (MusterReplica *self, gint64 version, const MusterCommitHeader *header,
                                        const MusterCommit *commit, GPtrArray *texts, GError **error);
gboolean      muster_log_insert_change (MusterReplica *self, gint64 version, const MusterChange *change,
                                        const char *text, GError **error);
gboolean      muster_log_put_outbox    (MusterReplica *self, gint64 version, GError **error);
/* FALSE where an id is damaged. */
gboolean      muster_log_read_header   (MusterStatement *statement, MusterCommitHeader *header);
/* The changes of one commit of the log. */
MusterCommit *muster_log_read_changes  (MusterReplica *self, gint64 version, const char *reason, GError **error);
/* The same from a statement with its columns, wherever from; ?1 is the version. */
MusterCommit *muster_log_read_rows     (MusterStatement *statement, gint64 version, const char *reason, GError **error);
MusterCommit *muster_replica_read_commit (MusterReplica *self, gint64 version, GError **error);
gboolean      muster_statement_get_id  (MusterStatement *statement, int column, MusterId *id);

/* ---- project: changes onto the tables --------------------------------------------------------------------------- */

typedef struct _MusterProjection MusterProjection;

MusterProjection *muster_projection_new     (MusterReplica *replica);
void              muster_projection_free    (MusterProjection *self);
/* What does not fit its field is left out instead of refused: the log has it, and a newer version may know better. */
void              muster_projection_set_lenient (MusterProjection *self);
/* New rows get the rowids that the same records have in like, so that tables can be compared. */
void              muster_projection_number_as (MusterProjection *self, MusterReplica *like);
/* Writes what one change says. The change of a kind that this version does not know is left to the log. */
gboolean          muster_projection_apply   (MusterProjection *self, const MusterChange *change, GError **error);
/* The record and all that stands for it in the tables goes. */
gboolean          muster_projection_remove  (MusterProjection *self, const MusterId *id, GError **error);
/* Brings days and derived values up to date for all that was applied, and for all that depends on it. */
gboolean          muster_projection_finish  (MusterProjection *self, GError **error);
/* The same where all that there is was applied, to empty tables. */
gboolean          muster_projection_finish_all (MusterProjection *self, GError **error);
/* The records that changes were applied to: as they were (NULL: new) and are. */
typedef gboolean (*MusterProjectionFunc)    (MusterRecord *before, MusterRecord *after, gpointer data, GError **error);
gboolean          muster_projection_foreach (MusterProjection *self, MusterProjectionFunc func, gpointer data,
                                             GError **error);
/* Appends the ids of all records whose row changed. */
void              muster_projection_list_changed (MusterProjection *self, GArray *ids);

/* *rowid 0: the next one. */
gboolean          muster_record_row_insert  (MusterDb *db, MusterRecord *record, gint64 *rowid, GError **error);
gboolean          muster_record_row_update  (MusterDb *db, gint64 rowid, MusterRecord *before, MusterRecord *after,
                                             GError **error);
gboolean          muster_record_row_delete  (MusterDb *db, gint64 rowid, const MusterKind *kind, GError **error);
/* The number in R-12 is remembered, so that the next one is R-13 whoever gave this one. */
gboolean          muster_record_row_count   (MusterDb *db, MusterRecord *record, GError **error);
/* Brings the links from a record to others from before (NULL: new) to after. */
gboolean          muster_links_update       (MusterDb *db, gint64 rowid, MusterRecord *before, MusterRecord *after,
                                             GError **error);
/* Brings what a record adds to others (element MusterPart) up to date; appends the ids of those whose sums changed. */
gboolean          muster_parts_update       (MusterDb *db, gint64 rowid, GArray *parts, GArray *wholes, GError **error);
MusterSums        muster_parts_sum          (MusterDb *db, const MusterId *whole);

/* ---- save ------------------------------------------------------------------------------------------------------- */

/* As muster_replica_save(), with the own number of the commit that an undo takes back (0: none). */
gboolean      muster_replica_write     (MusterReplica *self, MusterCommit *commit, MusterOrigin origin, gint64 undoes,
                                        gint64 *version, GArray *changed, GError **error);

/* ---- read ------------------------------------------------------------------------------------------------------- */

/* NULL without error where there is none; without versions and titles of references. */
MusterRecord *muster_replica_load_plain (MusterReplica *self, const MusterId *id, gint64 *rowid, GError **error);
/* What a plain one lacks to be edited and shown: versions and titles. */
gboolean      muster_replica_complete  (MusterReplica *self, MusterRecord *record, GError **error);
/* The kind of a record; NULL without error where there is none or its kind is unknown. */
const MusterKind *muster_replica_find   (MusterReplica *self, const MusterId *id, gint64 *rowid, GError **error);
/* Title of a record, NULL where there is none. */
char         *muster_replica_get_title  (MusterReplica *self, const MusterId *id);
void          muster_replica_init_lookup (MusterReplica *self);
/* Whether anything of the record counted before version. */
gboolean      muster_replica_existed_before (MusterReplica *self, const MusterId *id, gint64 version);
/* The value of a group before version; NULL where it had none. */
json_t       *muster_replica_group_before (MusterReplica *self, const MusterId *id, const char *group, gint64 version,
                                           GError **error);
/* The version that set a group last, of all and of those before version; 0: none. */
gint64        muster_replica_group_head (MusterReplica *self, const MusterId *id, const char *group, GError **error);
gint64        muster_replica_group_head_before (MusterReplica *self, const MusterId *id, const char *group,
                                                gint64 version, GError **error);

/* What differs between two values of a group, one side of it. head goes without its name, which is told already; NULL:
 * the first field of the group, whose name is that of the group. */
char         *muster_history_display_group (MusterReplica *self, const MusterKind *kind, const char *group,
                                            const MusterField *head, json_t *side, json_t *other);

/* ---- recent: records as they are in the tables, kept while a projection is at work ------------------------------- */

void          muster_recent_begin      (MusterReplica *self);
void          muster_recent_end        (MusterReplica *self);
MusterRecord *muster_recent_get        (MusterReplica *self, const MusterId *id, gint64 *rowid); /* NULL: not kept */
void          muster_recent_put        (MusterReplica *self, MusterRecord *record, gint64 rowid);
/* Its row does not say this yet: kept until it is dropped. */
void          muster_recent_hold       (MusterReplica *self, MusterRecord *record, gint64 rowid);
/* Its row is about to change. */
void          muster_recent_drop       (MusterReplica *self, const MusterId *id);

/* ---- search ------------------------------------------------------------------------------------------------------ */

/* Writes the search row; before NULL: a new one. */
gboolean      muster_search_update     (MusterDb *db, gint64 rowid, MusterRecord *before, MusterRecord *after,
                                        GError **error);
/* A MATCH expression of quoted words for what somebody typed; NULL where there is no word in it. same: the phrases that
 * are another spelling of the one before, as muster_db_add_word_functions() wants them. */
char         *muster_search_to_match   (const char *text, const char *column, gint64 *same);

G_END_DECLS
