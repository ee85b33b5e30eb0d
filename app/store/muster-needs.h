/* muster-needs.h - what needs a person: conflicts, saves that the endpoint did not take, saves that it lost,
 * records that went out of sight.
 *
 * Synchronous like muster-replica.h, on the same thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-commit.h"
#include "muster-replica.h"

G_BEGIN_DECLS

typedef struct {
  gint64      version;  /* of the change: a seq, or unsent */
  guint       index;
  char       *actor;
  MusterTime  at;
  struct json_t *value; /* NULL: nothing was there */
  char       *display;  /* as a person reads it */
} MusterConflictSide;

typedef struct {
  MusterId           record;
  const MusterKind  *kind;     /* NULL: one that this version does not know */
  char              *kind_name;
  char              *title;    /* of the record */
  char              *ref_code; /* NULL: none */
  char              *group;
  /* of the group, translated; "Archived" for _exists; its name where this version does not know it */
  char              *label;
  MusterConflictSide current, other, before;
  MusterConflictSide archival; /* of the record; version 0: it is not archived */
} MusterConflict;

/* Open conflicts, oldest first; id NULL: of all records. Element MusterConflict. */
GPtrArray    *muster_replica_conflicts      (MusterReplica *self, const MusterId *id, GError **error);
guint         muster_replica_count_conflicts (MusterReplica *self);
/* The commit that settles a conflict with value (which is not taken): current->value, other->value or a third. */
MusterCommit *muster_conflict_settle        (const MusterConflict *conflict, struct json_t *value);
void          muster_conflict_free          (MusterConflict *self);

/* Own commits that the endpoint did not take. */
typedef struct {
  gint64         version;
  gint64         n;
  MusterTime     at;
  char          *type, *detail; /* the endpoint's reason */
  MusterCommit  *commit;
  gboolean       resent; /* what it said was saved anew, and that was not taken back */
  gboolean       again;  /* it said anew what was refused before */
} MusterRefused;

/* Element MusterRefused, oldest first, and what was sent again in the place of what it says anew. */
GPtrArray *muster_replica_refused        (MusterReplica *self, GError **error);
/* A person decided: it is not shown again. It stays in the log, and in the list of those dismissed. NOT_FOUND where
 * none is shown under the version. */
gboolean   muster_replica_dismiss_refused (MusterReplica *self, gint64 version, GError **error);
/* It is shown once more. NOT_FOUND where none was dismissed under the version. */
gboolean   muster_replica_recall_refused (MusterReplica *self, gint64 version, GError **error);
/* One, dismissed or not, that was saved anew by the own save of that version, until that is taken back; by 0: all of it
 * was so already. */
gboolean   muster_replica_mark_resent    (MusterReplica *self, gint64 version, gint64 by, GError **error);
/* Those dismissed, and those resent; in the order of those refused. */
GPtrArray *muster_replica_dismissed      (MusterReplica *self, GError **error);
guint      muster_replica_count_refused  (MusterReplica *self); /* those shown */
guint      muster_replica_count_dismissed (MusterReplica *self); /* but for those saved anew */
void       muster_refused_free           (MusterRefused *self);

/* What others had sent and an endpoint that was put back lacks, oldest first; element MusterEntry, whose seq is what it
 * is called here. It counts for nothing, and goes when it comes again. */
GPtrArray *muster_replica_set_aside      (MusterReplica *self, GError **error);
guint      muster_replica_count_aside    (MusterReplica *self);
/* A person decided: it goes. */
gboolean   muster_replica_drop_aside     (MusterReplica *self, gint64 version, GError **error);

/* One change of a save that does not count, as a person reads it. */
typedef struct {
  MusterId          record;
  const MusterKind *kind;     /* NULL: one that this version does not know */
  char             *kind_name;
  gboolean          here;     /* the record is; else title and ref_code are from what is kept of it */
  char             *title;    /* NULL with a kind that is not known */
  char             *ref_code; /* NULL: none */
  char             *group, *label, *display;
} MusterSaid;

/* Element MusterSaid, by change. */
GPtrArray    *muster_replica_describe    (MusterReplica *self, const MusterCommit *commit);
/* What such a save said, as an edit of what is here now, to be saved; empty where all is so already. INVALID where it
 * changes a record that is not here. reason may be NULL. */
MusterCommit *muster_replica_renew       (MusterReplica *self, const MusterCommit *commit, const char *reason,
                                          GError **error);
/* A record as such a save would have it, with all that is known of it; (transfer full). Its versions are those that are
 * here. INVALID where it is not here and is not made. The save has a change of it, and its kind is known. */
MusterRecord *muster_replica_get_as_said (MusterReplica *self, const MusterCommit *commit, const MusterId *id,
                                          GError **error);
void          muster_said_free           (MusterSaid *self);

/* Records of one kind that went because they may not be seen any more. */
typedef struct {
  const MusterKind *kind;
  guint             n;
  GPtrArray        *codes;     /* of char *: "R-3", by number; the first few of those that have one */
} MusterDepartedKind;

/* Those that went in one sync. Of what they said nothing is kept, since access to it is gone. */
typedef struct {
  MusterTime at;
  guint      n;
  GPtrArray *kinds;            /* MusterDepartedKind, in the order of kinds */
} MusterDeparture;

/* Until a person has read of them, or they come back; oldest first. Element MusterDeparture. */
GPtrArray    *muster_replica_departed        (MusterReplica *self, GError **error);
/* Each departure is one thing to read. */
guint         muster_replica_count_departures (MusterReplica *self);
/* A person has read of the n that went at a time; STALE where it is another number by now. */
gboolean      muster_replica_mark_departed_read (MusterReplica *self, MusterTime at, guint n, GError **error);
void          muster_departure_free          (MusterDeparture *self);

/* How many of the above are open: conflicts, refused saves that are shown, saves set aside, departures to read. What
 * only may need somebody is not counted: findings, texts that were merged, records that are alike (muster-alike.h). */
guint         muster_replica_count_attention (MusterReplica *self);
/* Findings that nobody has settled. */
guint         muster_replica_count_open_findings (MusterReplica *self);

/* An own edit that the endpoint put together with what another wrote meanwhile. */
typedef struct {
  MusterId          record;
  const MusterKind *kind;
  char             *title, *ref_code; /* NULL: no number */
  char             *label;            /* of the group, translated */
  MusterTime        at;
  gint64            n;                /* of the own commit */
  char             *said, *is;        /* what was saved, and what it became; as a person reads it */
} MusterMerged;

/* Those that nobody has looked at yet, oldest first. Element MusterMerged. */
GPtrArray    *muster_replica_merged       (MusterReplica *self, GError **error);
/* A person has looked at those up to n. */
gboolean      muster_replica_mark_merged_seen (MusterReplica *self, gint64 n, GError **error);
void          muster_merged_free          (MusterMerged *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterDeparture, muster_departure_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterMerged, muster_merged_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterSaid, muster_said_free)

G_END_DECLS
