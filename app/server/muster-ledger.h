/* muster-ledger.h - what the endpoint keeps: the one ordered log, heads, places, people. The interface behind which PostgreSQL can stand later.
 *
 * A ledger has one writer and many readers, each a MusterLedger of its own on its own thread. Writing goes in batches: begin, any number of
 * takes, commit; nothing may be answered before the commit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-entry.h"
#include "muster-wire.h"

G_BEGIN_DECLS

typedef struct _MusterLedger MusterLedger;

typedef enum {
  MUSTER_LEDGER_CREATE = 1 << 0,
  MUSTER_LEDGER_READ   = 1 << 1,
} MusterLedgerFlags;

MusterLedger *muster_ledger_open   (const char *path, MusterLedgerFlags flags, MusterClock *clock, MusterRandom *random, GError **error);
void          muster_ledger_close  (MusterLedger *self);

const MusterId *muster_ledger_get_server (MusterLedger *self);
const MusterId *muster_ledger_get_epoch  (MusterLedger *self);
gint64          muster_ledger_get_head   (MusterLedger *self, GError **error);

/* ---- people and devices ------------------------------------------------------------------------------------------- */

typedef struct {
  gint64   device;   /* row number */
  MusterId person;
  char    *person_name;
  GArray  *grants;   /* MusterGrant */
  gint64   grants_version;
  gboolean expired;  /* the access token is too old: a refresh helps */
} MusterSession;

/* NULL with MUSTER_ERROR_NOT_FOUND: no such token, or revoked. */
MusterSession *muster_ledger_authenticate (MusterLedger *self, const char *access, GError **error);
void           muster_session_free        (MusterSession *self);

/* ---- taking ------------------------------------------------------------------------------------------------------- */

typedef struct {
  gint64 acked, head;
  char  *problem;  /* NULL: all were taken or refused; else replica-forked, gap */
  gint64 n;        /* of the commit that stopped it, with a problem */
  gint64 expected; /* with gap */
} MusterTaken;

gboolean muster_ledger_begin    (MusterLedger *self, GError **error);
/* Each commit whole, in order; PROTOCOL.md section 5 and 6. FALSE: the disk; nothing of the batch counts. */
gboolean muster_ledger_take     (MusterLedger *self, const MusterSession *session, const MusterPush *push, MusterTaken *taken, GError **error);
gboolean muster_ledger_commit   (MusterLedger *self, GError **error);
void     muster_ledger_rollback (MusterLedger *self);

/* ---- giving ------------------------------------------------------------------------------------------------------- */

typedef struct {
  MusterId     replica, epoch;
  MusterCursor after;
  gint64       grants_version;
  gint64       n;         /* last own number whose fate is known to the asker */
  guint        limit;
  gboolean     has_scope, has_record;
  MusterId     target;    /* of a fill */
  gint64       until;     /* of a fill */
} MusterPull;

/* NULL with MUSTER_ERROR_STALE: diverged. */
MusterPage *muster_ledger_read  (MusterLedger *self, const MusterSession *session, const MusterPull *pull, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterLedger, muster_ledger_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterSession, muster_session_free)

G_END_DECLS
