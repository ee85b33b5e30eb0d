/* muster-replica.h - one open replica file: the whole of reading and saving, synchronously, on one thread.
 *
 * The command line uses it as it is; MusterStore runs one for writing and one for reading on threads of their own.
 * Every save is one durable transaction: log, projections, links, search text and outbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-commit.h"
#include "muster-query.h"
#include "muster-rules.h"

G_BEGIN_DECLS

typedef struct _MusterReplica MusterReplica;

typedef enum {
  MUSTER_REPLICA_CREATE = 1 << 0, /* make the file where there is none */
  MUSTER_REPLICA_READ   = 1 << 1, /* never write; no lock is taken */
} MusterReplicaFlags;

/* clock, random and actor (display name of the person who saves) are kept by reference or copied.
 * Writing takes the lock of the file for the life of the replica: a second writer gets MUSTER_ERROR_BUSY. Errors:
 * NOT_FOUND, EXISTS, READ_ONLY, CORRUPT, FOREIGN, NEWER, BUSY, NO_SPACE, each with a sentence. */
MusterReplica *muster_replica_open         (const char *path, MusterReplicaFlags flags, MusterClock *clock,
                                            MusterRandom *random, const char *actor, GError **error);
/* Closes; all that was saved is on disk already. */
void           muster_replica_close        (MusterReplica *self);

const char    *muster_replica_get_path     (MusterReplica *self);
/* The name that everything saved here goes under. */
const char    *muster_replica_get_actor    (MusterReplica *self);
/* Whether an endpoint gave it, which knows the person by it. */
gboolean       muster_replica_is_named     (MusterReplica *self);
/* What is saved from now on goes under this name, unless an endpoint gave another. */
void           muster_replica_sign_as      (MusterReplica *self, const char *actor);
MusterClock   *muster_replica_get_clock    (MusterReplica *self);
/* For rules; valid as long as the replica is. */
const MusterLookup *muster_replica_get_lookup (MusterReplica *self);

/* ---- versions -------------------------------------------------------------------------------------------------- */

/* As people and scripts write it: "412" is a number of the endpoint, "+7" the seventh save of this replica, not
 * acknowledged. */
char          *muster_version_to_text      (gint64 version);
gboolean       muster_version_from_text    (const char *text, gint64 *version);
/* What was unsent when somebody looked at it may have its number by now. */
gboolean       muster_replica_resolve_version (MusterReplica *self, gint64 *version, GError **error);

/* ---- saving ---------------------------------------------------------------------------------------------------- */

typedef enum {
  MUSTER_ORIGIN_EDIT, /* a person; may be undone */
  MUSTER_ORIGIN_LOAD, /* import or example data; a barrier that undo never crosses */
  MUSTER_ORIGIN_UNDO,
  MUSTER_ORIGIN_REDO,
} MusterOrigin;

/* A fresh record with an id, ready to be edited and saved. Kinds with numbers get theirs on save. */
MusterRecord  *muster_replica_make_record  (MusterReplica *self, const MusterKind *kind);

/* Durable when it returns TRUE. An empty commit is TRUE and changes nothing (*version 0). A base that is no longer the
 * head gives MUSTER_ERROR_STALE and changes nothing. EDIT commits are checked by muster_rules_check() and refused with
 * its first error (MUSTER_ERROR_INVALID); LOAD commits are checked for shape only, for what sources say is kept as it
 * is. What could not be sent to others for its size gives MUSTER_ERROR_INVALID too.
 * changed, where given, receives the MusterIds of all records whose row changed, derived ones too. */
gboolean       muster_replica_save         (MusterReplica *self, MusterCommit *commit, MusterOrigin origin,
                                            gint64 *version, GArray *changed, GError **error);

/* Several edits of a person in one transaction, for what is too large for one: all are saved or none, each to be undone
 * by itself. They may point to each other; none may be empty. *version is that of the last;
 * changed as above. */
gboolean       muster_replica_save_all     (MusterReplica *self, GPtrArray *commits, gint64 *version, GArray *changed,
                                            GError **error);

/* Takes back the newest own save that is not taken back yet, or redoes the newest undo; never past a load.
 * FALSE with MUSTER_ERROR_NOT_FOUND where there is nothing, MUSTER_ERROR_STALE where somebody changed the same since.
 * */
gboolean       muster_replica_undo         (MusterReplica *self, gint64 *version, GArray *changed, GError **error);
gboolean       muster_replica_redo         (MusterReplica *self, gint64 *version, GArray *changed, GError **error);
/* What undo and redo would do, for a menu: "Re-assess “…”"; NULL where there is nothing. */
char          *muster_replica_describe_undo (MusterReplica *self);
char          *muster_replica_describe_redo (MusterReplica *self);
/* Puts every group of a record back to what it was at version, as a new save. */
gboolean       muster_replica_restore      (MusterReplica *self, const MusterId *id, gint64 at_version,
                                            gint64 *version, GArray *changed, GError **error);

/* ---- reading --------------------------------------------------------------------------------------------------- */

/* With versions, resolved days and the titles of what it points to. NULL without error where there is none. */
MusterRecord  *muster_replica_get          (MusterReplica *self, const MusterId *id, GError **error);
/* "R-12", an id, or NULL-error NOT_FOUND. */
MusterRecord  *muster_replica_get_by_code  (MusterReplica *self, const char *code, GError **error);
/* Ordered rowids (element gint64) of a query; and records of one kind by rowid (NULL holes where gone), which the array
 * owns. */
GArray        *muster_replica_query        (MusterReplica *self, const MusterQuery *query, GError **error);
GPtrArray     *muster_replica_load         (MusterReplica *self, const MusterKind *kind, const gint64 *rowids, guint n,
                                            GError **error);
/* What a PARTY field says, as read, the commonest first; element type char *. At most limit. */
GPtrArray     *muster_replica_list_parties (MusterReplica *self, const MusterKind *kind, const char *field, guint limit,
                                            GError **error);
/* How many records of a query stand in each cell of a map (field: SCORE with the flag MAP), whatever cells the query
 * asks for: [score - 1][that of the field after it - 1]. */
typedef struct {
  guint cells[5][5];
  guint nowhere; /* not scored */
} MusterMap;
gboolean       muster_replica_count_cells  (MusterReplica *self, const MusterQuery *query, const char *field,
                                            MusterMap *map, GError **error);
/* The rowid of a record, 0 where there is none. */
gint64         muster_replica_get_rowid    (MusterReplica *self, const MusterId *id);
guint          muster_replica_count        (MusterReplica *self, const MusterKind *kind); /* not archived */

typedef struct {
  MusterId          id;
  const MusterKind *kind;
  char             *title;
  char             *ref_code; /* NULL: none */
  char             *context;  /* the line of text that matched, with the match between \001 and \002; "" for titles */
  gboolean          archived;
} MusterHit;

/* As if it had been searched for, without context; NULL: there is no such record. */
MusterHit     *muster_replica_get_hit      (MusterReplica *self, const MusterId *id);
/* Search as you type: every word must be there, the last as a prefix; aliases count (CHIN finds Hubs and HCTs too).
 * A number such as R-12 first, then by kind in the order of the sidebar, titles first within a kind. kind NULL: all.
 * Element type MusterHit, at most limit. User text is never query syntax. */
GPtrArray     *muster_replica_search       (MusterReplica *self, const char *text, const MusterKind *kind, guint limit,
                                            GError **error);

typedef struct {
  MusterId          id;
  const MusterKind *kind;
  const MusterField *field; /* of kind: the field that points here */
  char             *title;
  char             *ref_code;
  gboolean          archived;
} MusterBacklink;

/* What points to a record, by kind and field, then in the order made. Element type MusterBacklink. */
GPtrArray     *muster_replica_backlinks    (MusterReplica *self, const MusterId *id, GError **error);

typedef struct {
  gint64       version;
  MusterTime   at;
  char        *actor;
  char        *reason;      /* NULL: none */
  MusterOrigin origin;
  char        *group;
  /* of the group, or of the first field of it that changed, translated; "Added", "Archived" for _exists; says what was
   * not taken as it was */
  char        *label;
  MusterOutcome outcome;
  gboolean     waits;       /* it is to be sent */
  char        *before;      /* as displayed; "" where there was nothing */
  char        *after;
} MusterHistoryEntry;

/* Newest first. Element type MusterHistoryEntry. group NULL: all. */
GPtrArray     *muster_replica_history      (MusterReplica *self, const MusterId *id, const char *group, GError **error);

/* "Status: In progress → Complete" on one line, each side with at most max_chars. Translated. */
char          *muster_history_entry_describe (const MusterHistoryEntry *self, guint max_chars);

/* One line per record with findings: those of the rules, computed now, and recorded ones that are open. */
typedef struct {
  MusterId       record;
  const MusterKind *kind;
  char          *title;
  MusterProblem *problem;
} MusterFinding;
GPtrArray     *muster_replica_findings     (MusterReplica *self, const MusterId *id /* NULL: all */, GError **error);

/* What a page on one record shows, read in one go. */
typedef struct {
  MusterRecord    *record;
  GPtrArray       *backlinks;   /* MusterBacklink */
  GPtrArray       *findings;    /* MusterProblem */
  GPtrArray       *gaps;        /* MusterProblem */
  MusterRagResult *rag;         /* NULL where the kind has none */
  guint            n_conflicts; /* open, about this record */
  gboolean         has_rollup;
  MusterRollup     rollup;
} MusterDetail;

MusterDetail  *muster_replica_get_detail   (MusterReplica *self, const MusterId *id, GError **error);
void           muster_detail_free          (MusterDetail *self);

/* How many commits wait to be sent, and when the last save was (0: never). */
guint          muster_replica_count_outbox (MusterReplica *self);
MusterTime     muster_replica_get_last_save (MusterReplica *self);

/* ---- drafts: what was typed and not saved yet, kept over a crash ------------------------------------------------- */

typedef struct {
  MusterId          id;     /* of the record, which may not exist yet */
  const MusterKind *kind;
  MusterTime        at;
  char             *title;  /* of the record, else the first words that were typed; on one line, "": none */
  char             *place;  /* title of what it belongs to, NULL: nothing that is here */
  gboolean          begun;  /* the record does not exist yet */
  GHashTable       *texts;  /* field name -> editing text, raw as typed */
} MusterDraft;

gboolean       muster_replica_put_draft    (MusterReplica *self, const MusterKind *kind, const MusterId *id,
                                            GHashTable *texts, GError **error);
gboolean       muster_replica_drop_draft   (MusterReplica *self, const MusterId *id, GError **error);
/* NULL without error where there is none. */
MusterDraft   *muster_replica_get_draft    (MusterReplica *self, const MusterId *id, GError **error);
GPtrArray     *muster_replica_list_drafts  (MusterReplica *self, GError **error);

/* ---- soundness ------------------------------------------------------------------------------------------------- */

/* Reads everything: SQLite's integrity check, each commit's hash, and that every projection equals a replay of the log
 * into an empty replica. Element type char *, one sentence a fault; empty: sound. progress may be NULL. */
GPtrArray     *muster_replica_check        (MusterReplica *self, GError **error);
/* Makes all projections anew from the log, in one transaction. */
gboolean       muster_replica_rebuild      (MusterReplica *self, GError **error);

void           muster_hit_free             (MusterHit *self);
void           muster_backlink_free        (MusterBacklink *self);
void           muster_history_entry_free   (MusterHistoryEntry *self);
void           muster_finding_free         (MusterFinding *self);
void           muster_draft_free           (MusterDraft *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterReplica, muster_replica_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterDetail, muster_detail_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterDraft, muster_draft_free)

G_END_DECLS
