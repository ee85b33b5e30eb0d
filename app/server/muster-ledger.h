/* muster-ledger.h - what the endpoint keeps: the one ordered log, heads, places, people. The interface behind which
 * PostgreSQL can stand later.
 *
 * A ledger has one writer and many readers, each a MusterLedger of its own on its own thread. Writing goes in batches:
 * begin, any number of calls, commit; nothing may be answered before the commit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-entry.h"
#include "muster-wire-join.h"
#include "muster-wire-refused.h"

G_BEGIN_DECLS

typedef struct _MusterLedger MusterLedger;

typedef enum {
  MUSTER_LEDGER_CREATE = 1 << 0,
  MUSTER_LEDGER_READ   = 1 << 1,
  MUSTER_LEDGER_BESIDE = 1 << 2, /* for an administrator's commands: writes beside a server that runs */
} MusterLedgerFlags;

MusterLedger *muster_ledger_open   (const char *path, MusterLedgerFlags flags, MusterClock *clock,
                                    MusterRandom *random, GError **error);
void          muster_ledger_close  (MusterLedger *self);

const MusterId *muster_ledger_get_server (MusterLedger *self);
const MusterId *muster_ledger_get_epoch  (MusterLedger *self);
gint64          muster_ledger_get_head   (MusterLedger *self, GError **error);
/* A new epoch, for when the data were put back on purpose: every replica then looks for what both still know. */
gboolean        muster_ledger_renew_epoch (MusterLedger *self, GError **error);

/* A whole copy in a new file, while others go on writing. MUSTER_ERROR_EXISTS. */
gboolean        muster_ledger_copy       (MusterLedger *self, const char *path, GError **error);

/* ---- batches ----------------------------------------------------------------------------------------------------- */

/* What changes the ledger does so between these two. Once the disk has failed the batch is lost: what follows fails
 * too, and so does the commit. Other errors (a code that is used, a replica of somebody else) leave the rest of the
 * batch as it is. */
gboolean        muster_ledger_begin    (MusterLedger *self, GError **error);
gboolean        muster_ledger_commit   (MusterLedger *self, GError **error);
void            muster_ledger_rollback (MusterLedger *self);

/* ---- people ------------------------------------------------------------------------------------------------------ */

#define MUSTER_INVITE_LIFETIME (72 * G_TIME_SPAN_HOUR)

gboolean      muster_ledger_add_person   (MusterLedger *self, const char *name, MusterId *person, GError **error);
/* As she was before a backup was put back that lacks her: her files go on under the id that they know. */
gboolean      muster_ledger_readd_person (MusterLedger *self, const char *name, const MusterId *person,
                                          GError **error);
/* A code that works once, for that long; g_free() it. scope NULL: the whole server. */
char         *muster_ledger_invite       (MusterLedger *self, const MusterId *person, const MusterId *scope,
                                          const char *role, gint64 lifetime, GError **error);
/* One role in one scope: another role there takes its place; role NULL takes the grant away. */
gboolean      muster_ledger_grant        (MusterLedger *self, const MusterId *person, const MusterId *scope,
                                          const char *role, GError **error);
/* Its tokens are no longer good. MUSTER_ERROR_NOT_FOUND. */
gboolean      muster_ledger_revoke       (MusterLedger *self, gint64 device, GError **error);

typedef struct {
  gint64     device;
  MusterId   person;
  char      *person_name, *name;
  MusterTime made;
  gboolean   revoked;
} MusterDevice;

GPtrArray    *muster_ledger_list_devices (MusterLedger *self, GError **error); /* MusterDevice, by number */
void          muster_device_free         (MusterDevice *self);

/* ---- joining and tokens ------------------------------------------------------------------------------------------ */

typedef struct {
  gint64   device;   /* row number */
  MusterId person;
  char    *person_name;
  GArray  *grants;   /* MusterGrant, as given, first first */
  gint64   grants_version;
  gboolean expired;  /* the access token is too old: a refresh helps */
  gboolean revoked;  /* nothing but a new code helps */
} MusterSession;

/* NULL with MUSTER_ERROR_NOT_FOUND: there is no such token. */
MusterSession *muster_ledger_authenticate (MusterLedger *self, const char *access, GError **error);
void           muster_session_free        (MusterSession *self);

void           muster_token_pair_clear    (MusterTokenPair *self);

/* Trades a code; for ten minutes again for the same file, as the same device. The device that the file was before is
 * revoked where it names one. NULL with MUSTER_ERROR_NOT_FOUND: no such code, used, or too old; MUSTER_ERROR_EXISTS:
 * the replica is another person's, and the code stays good. */
MusterSession *muster_ledger_enrol        (MusterLedger *self, const MusterEnrolment *asked, MusterTokenPair *pair,
                                           GError **error);
/* MUSTER_ERROR_NOT_FOUND: no such token, or revoked, which this call itself may do. */
gboolean       muster_ledger_refresh      (MusterLedger *self, const char *refresh, MusterTokenPair *pair,
                                           GError **error);
/* A copied replica goes on under a new id. MUSTER_ERROR_NOT_FOUND: was is not this person's; MUSTER_ERROR_EXISTS: the
 * new one is somebody else's. */
gboolean       muster_ledger_add_replica  (MusterLedger *self, const MusterSession *session, const MusterId *replica,
                                           const MusterId *was, GError **error);

/* ---- taking ------------------------------------------------------------------------------------------------------ */

typedef struct {
  gint64      acked, head;
  gint64      repeats;  /* the last n that was taken or refused before; 0: none was */
  /* NULL: all were taken or refused; else replica-forked, replica-unknown, gap, diverged, not-allowed */
  const char *problem;
  gint64      n;        /* of the commit that stopped it; 0: the push as a whole */
  gint64      expected; /* with gap */
} MusterTaken;

/* Each commit whole, in order; PROTOCOL.md section 5 and 6. What was decided is put into the entries. FALSE: the disk;
 * nothing of the batch counts. */
gboolean muster_ledger_take     (MusterLedger *self, const MusterSession *session, MusterPush *push,
                                 MusterTaken *taken, GError **error);

/* ---- giving ------------------------------------------------------------------------------------------------------ */

typedef struct {
  MusterId     replica, epoch;
  MusterCursor after;
  gint64       grants_version;
  gint64       n;         /* last own number whose fate is known to the asker */
  gint64       bases;     /* last own number whose bases she has lost; 0: none */
  guint        limit;     /* 0: as many as a page may hold */
  gboolean     has_scope, has_record;
  MusterId     target;    /* of a fill */
  gint64       until;     /* of a fill */
  gboolean     as_text;   /* values of the page are texts, for who only prints it */
} MusterPull;

/* NULL with MUSTER_ERROR_STALE: diverged; MUSTER_ERROR_NOT_FOUND: the replica is not known; MUSTER_ERROR_EXISTS: it is
 * another person's. */
MusterFeedPage *muster_ledger_read   (MusterLedger *self, const MusterSession *session, const MusterPull *pull,
                                  GError **error);
/* What was refused in the scopes where the session is a steward's, by number; at most limit, and sometimes fewer though
 * there is more. NULL with MUSTER_ERROR_EXISTS: she is none. */
MusterToldList *muster_ledger_tell_refused (MusterLedger *self, const MusterSession *session, gint64 after,
                                            guint limit, GError **error);
/* The first of cursors (MusterCursor, newest first) that is ours too; seq 0 where none is. */
gboolean    muster_ledger_common (MusterLedger *self, const GArray *cursors, MusterCursor *common, GError **error);

/* ---- checking ---------------------------------------------------------------------------------------------------- */

/* Computes the chain anew and, from the log alone, places, numbers, moves and digests; compares. Sentences on what is
 * not as it must be, none: all is well. Element char *. NULL: it could not be read. */
GPtrArray  *muster_ledger_verify (MusterLedger *self, GError **error);
/* What a person with these grants (MusterGrant) sees, as the text of muster_replica_dump(): a new replica in memory is
 * given all of it, page by page. MUSTER_ERROR_CORRUPT where its digest is not ours. */
char       *muster_ledger_dump   (MusterLedger *self, GArray *grants, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterLedger, muster_ledger_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterSession, muster_session_free)

G_END_DECLS
