/* muster-ledger-private.h - what the files of the ledger share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-db.h"
#include "muster-json.h"
#include "muster-ledger.h"

G_BEGIN_DECLS

#define MUSTER_CHAIN_LENGTH 32

struct _MusterLedger {
  MusterDb     *db;
  MusterClock  *clock;
  MusterRandom *random;    /* borrowed */
  MusterId      server, epoch;
  gboolean      in_batch;
  gboolean      broken;    /* the disk failed within this batch */
  gint64        head;      /* within a batch; readers ask the file */
  guint8        chain[MUSTER_CHAIN_LENGTH];
  GHashTable   *sums;      /* MusterId of a place -> MusterSum, those touched in this batch */
  GPtrArray    *touched;   /* the same in the order in which they were touched */
  GHashTable   *places;    /* MusterId of a record -> MusterPlaceRow, of those looked at in this batch */
  guint         tree;      /* counts changes to the tree of scopes, for those who remember a part of it */
  gboolean      scratch;   /* made to compare with: keeps no sums */
};

typedef struct {
  MusterId place;
  guint8   sum[MUSTER_DIGEST_LENGTH];
} MusterSum;

/* ---- muster-ledger.c: statements that know when a batch is lost -------------------------------------------------- */

MusterStatement *muster_ledger_prepare   (MusterLedger *self, const char *sql, GError **error);
gboolean         muster_ledger_step      (MusterLedger *self, MusterStatement *statement, gboolean *row,
                                          GError **error);
gboolean         muster_ledger_run       (MusterLedger *self, MusterStatement *statement, GError **error);
void             muster_ledger_bind_id   (MusterStatement *statement, int index, const MusterId *id); /* nullable */
/* FALSE where the column holds no id. */
gboolean         muster_ledger_column_id (MusterStatement *statement, int column, MusterId *id);
/* Both of one commit; seq 0 has 32 zeros. *found FALSE: there is none. */
/* Whether the cursor is of our history. */
gboolean         muster_ledger_is_cursor (MusterLedger *self, const MusterCursor *cursor, gboolean *ours,
                                          GError **error);
gboolean         muster_ledger_find_chain (MusterLedger *self, gint64 seq, guint8 chain[MUSTER_CHAIN_LENGTH],
                                           gboolean *found, GError **error);
MusterLedger    *muster_ledger_new_scratch (MusterLedger *like, GError **error);

/* ---- muster-ledger-people.c -------------------------------------------------------------------------------------- */

/* Row number of a person, 0: none. */
gboolean muster_ledger_find_person    (MusterLedger *self, const MusterId *person, gint64 *row, GError **error);
/* The grants of a person's row at a version; version 0: now. grants is filled with MusterGrant. */
gboolean muster_ledger_read_grants    (MusterLedger *self, gint64 person, gint64 version, GArray *grants, gint64 *now,
                                       GError **error);
GArray  *muster_grants_new            (void);
gboolean muster_ledger_grant_row      (MusterLedger *self, gint64 person, const MusterId *scope, const char *role,
                                       GError **error);

gboolean muster_ledger_check_grant    (MusterLedger *self, const MusterId *person, const char *role, gint64 *row,
                                       GError **error);

typedef struct {
  gint64   row, person, last_n, schema;
  MusterId id, person_id;
} MusterReplicaRow;

gboolean muster_ledger_find_replica   (MusterLedger *self, const MusterId *id, MusterReplicaRow *replica,
                                       gboolean *found, GError **error);
gboolean muster_ledger_keep_replica   (MusterLedger *self, const MusterId *id, gint64 person, gint64 was,
                                       gint64 schema, GError **error);
gboolean muster_ledger_add_device     (MusterLedger *self, gint64 person, const char *name, gint64 *device,
                                       GError **error);

/* ---- muster-ledger-token.c --------------------------------------------------------------------------------------- */

/* For a short while, the device that traded a code for tokens and may not have heard the answer; 0: none. */
gboolean muster_ledger_find_receipt   (MusterLedger *self, const char *receipt, gint64 *device, GError **error);
gboolean muster_ledger_keep_receipt   (MusterLedger *self, gint64 device, const char *receipt, GError **error);
/* The first pair of a device. */
gboolean muster_ledger_issue          (MusterLedger *self, gint64 device, MusterTokenPair *pair, GError **error);
/* The device that a token of this hash was given to, where it is the person's, is no longer in use. */
gboolean        muster_ledger_end_device    (MusterLedger *self, gint64 person, const guint8 hash[32], GError **error);
void     muster_ledger_hash_text      (const char *text, guint8 hash[32]);

/* ---- muster-ledger-cover.c: who sees what ------------------------------------------------------------------------ */

/* The scopes that hold a place, from itself up to the server; ids one behind the other. */
gboolean muster_ledger_path           (MusterLedger *self, const MusterId *place, GByteArray *path, GError **error);

/* Which places some grants cover. Remembers; forgets when the tree changes. */
typedef struct _MusterCover MusterCover;
MusterCover *muster_cover_new         (MusterLedger *ledger, const GArray *grants, gboolean writing);
void         muster_cover_free        (MusterCover *self);
gboolean     muster_cover_has         (MusterCover *self, const MusterId *place, gboolean *covered, GError **error);
gboolean     muster_cover_has_path    (MusterCover *self, const guint8 *path, gsize n);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterCover, muster_cover_free)

/* ---- muster-ledger-place.c: where records stand ------------------------------------------------------------------ */

typedef struct {
  MusterId          record, home, place;
  const MusterKind *kind;      /* NULL: one that this version does not know */
  char              name[MUSTER_WIRE_NAME + 1]; /* of the kind */
  gint64            archived;  /* seq of the change that archived it; 0: it is not */
  gint64            archived_by; /* row of the replica */
} MusterPlaceRow;

gboolean muster_ledger_find_place     (MusterLedger *self, const MusterId *record, MusterPlaceRow *row,
                                       gboolean *found, GError **error);
/* Whether a change to this group may change where its record stands. */
gboolean muster_ledger_group_places   (const MusterKind *kind, const char *group);
/* A change that counts now: where the record stands, whether it is archived, its number. *moved: some record stands
 * elsewhere. */
gboolean muster_ledger_project        (MusterLedger *self, gint64 seq, gint64 replica, const MusterId *home,
                                       const MusterChange *change, gboolean *moved, GError **error);
/* What was remembered of places may be no more. */
void     muster_ledger_forget_places  (MusterLedger *self);
/* Under which the changes to a record are summed. */
void     muster_place_row_bucket      (const MusterPlaceRow *row, MusterId *bucket);

/* ---- muster-ledger-code.c: numbers that people quote ------------------------------------------------------------- */

/* *taken: another record has or had it; then *next is a free one. */
gboolean muster_ledger_check_code     (MusterLedger *self, const char *code, const MusterId *record, gboolean *taken,
                                       char **next, GError **error);
/* A number may be so far above the next that is free: who was away for long has given many. */
#define MUSTER_CODE_AHEAD 1000000
gboolean muster_ledger_code_fits      (MusterLedger *self, const MusterKind *kind, const char *code, gboolean *fits,
                                       GError **error);
gboolean muster_ledger_keep_code      (MusterLedger *self, const char *code, const MusterId *record, GError **error);

/* ---- muster-ledger-digest.c -------------------------------------------------------------------------------------- */

gboolean muster_ledger_sum_add        (MusterLedger *self, const MusterId *bucket,
                                       const guint8 part[MUSTER_DIGEST_LENGTH], int sign, GError **error);
/* The changes to record before seq, from one sum to another. */
gboolean muster_ledger_sum_move       (MusterLedger *self, const MusterId *record, gint64 seq, const MusterId *from,
                                       const MusterId *to, GError **error);
gboolean muster_ledger_sums_write     (MusterLedger *self, GError **error);
/* The sum of all that cover has and of the directory. */
gboolean muster_ledger_sums_read      (MusterLedger *self, MusterCover *cover, guint8 sum[MUSTER_DIGEST_LENGTH],
                                       GError **error);

/* ---- muster-ledger-decide.c -------------------------------------------------------------------------------------- */

typedef struct {
  gint64 seq;   /* 0: nothing is there */
  char  *value; /* canonical */
} MusterHead;

void     muster_head_clear            (MusterHead *self);
gboolean muster_ledger_find_head      (MusterLedger *self, const MusterId *record, const char *group, MusterHead *head,
                                       GError **error);
/* Puts base, outcome and merged into change i; value is its canonical text. *stands: the version that it equals. */
gboolean muster_ledger_decide         (MusterLedger *self, MusterEntry *entry, guint i, const char *value,
                                       gint64 replica, gint64 *stands, GError **error);

/* ---- muster-ledger-check.c --------------------------------------------------------------------------------------- */

typedef struct {
  const char *type;   /* NULL: it is not refused */
  char       *detail;
  gboolean    moves;  /* it may be allowed only once it is known where its records end up */
} MusterVerdict;

/* What can be said before anything is written. */
gboolean muster_ledger_check          (MusterLedger *self, MusterEntry *entry, gint64 schema, MusterCover *cover,
                                       MusterVerdict *verdict, GError **error);
/* What is said once all of it is written. */
gboolean muster_ledger_check_after    (MusterLedger *self, const MusterEntry *entry, MusterCover *cover,
                                       MusterVerdict *verdict, GError **error);

/* ---- muster-ledger-log.c ----------------------------------------------------------------------------------------- */

typedef struct {
  gint64   row;    /* of the replica */
  gint64   person; /* row */
  MusterId person_id, home;
  guint8   hash[32];
} MusterAuthor;

gboolean muster_ledger_write_change   (MusterLedger *self, const MusterEntry *entry, guint i, const char *value,
                                       gint64 stands, GError **error);
/* Adds to the bytes of what was decided; the chain covers them. */
void     muster_decided_begin         (GString *decided, const MusterEntry *entry, const MusterAuthor *author);
void     muster_decided_add           (GString *decided, const MusterChange *change, gint64 stands);
void     muster_chain_next            (guint8 chain[MUSTER_CHAIN_LENGTH], const guint8 hash[32],
                                       const GString *decided);
gboolean muster_ledger_write_commit   (MusterLedger *self, const MusterEntry *entry, const MusterAuthor *author,
                                       GError **error);

/* ---- muster-ledger-entry.c: the log read back -------------------------------------------------------------------- */

/* The commit at seq without its changes, and what only the endpoint knows of it; *entry NULL: there is none. */
gboolean muster_ledger_read_commit    (MusterLedger *self, gint64 seq, MusterEntry **entry, MusterAuthor *author,
                                       GError **error);
/* Columns that muster_entry_add_row() reads first, of log_change as c. */
#define MUSTER_CHANGE_COLUMNS                                                                                        \
  "c.seq, c.i, c.record, c.kind, c.field_group, c.base, c.value, c.settles, c.outcome, c.merged"
/* Adds the change in row, its values as JSON or as the text that they are; what it takes about on the wire is
 * returned. */
gsize    muster_entry_add_row         (MusterEntry *entry, MusterStatement *row, gboolean as_text);

/* ---- muster-ledger-read.c ---------------------------------------------------------------------------------------- */

/* As muster_ledger_read(), for nobody in particular who has these grants, in their version 1. */
MusterFeedPage *muster_ledger_read_as     (MusterLedger *self, GArray *grants, const MusterPull *pull, GError **error);

/* ---- muster-ledger-moves.c --------------------------------------------------------------------------------------- */

/* What came to, and what went from, a reader who has read up to after with the grants of was, in a page up to
 * page->cursor. */
gboolean muster_ledger_tell_moves     (MusterLedger *self, MusterFeedPage *page, MusterCover *was, MusterCover *now,
                                       GError **error);
/* All that was covers and now does not. */
gboolean muster_ledger_tell_lost      (MusterLedger *self, MusterFeedPage *page, MusterCover *was, MusterCover *now,
                                       GError **error);

G_END_DECLS
