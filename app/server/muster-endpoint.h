/* muster-endpoint.h - the endpoint apart from how requests reach it: a request in, an answer out. No socket, no thread,
 * no timer.
 *
 * The listener calls it from its threads with a reading ledger each, and hands pushes to one writer, which answers a
 * batch of them after one sync of the disk. The simulation calls it directly.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-ledger.h"
#include "muster-message.h"

G_BEGIN_DECLS

typedef struct _MusterEndpoint MusterEndpoint;

/* Both ledgers are borrowed; they may be one where there is one thread. */
MusterEndpoint *muster_endpoint_new    (MusterLedger *reader, MusterLedger *writer, MusterClock *clock,
                                        MusterRandom *random);
void            muster_endpoint_free   (MusterEndpoint *self);

/* Whether a request needs the writer: it then must be handled on the writer's thread, within a batch. */
gboolean        muster_endpoint_writes (const MusterRequest *request);
/* What needs no ledger may be done before the writer's turn, on any thread: reads the body of a push. */
void            muster_endpoint_prepare (MusterRequest *request);
/* Always gives an answer. Reads with the reader; one that writes does so within the batch that its caller began. */
MusterResponse *muster_endpoint_handle (MusterEndpoint *self, const MusterRequest *request);
/* Whether anything is at this path. */
gboolean        muster_endpoint_has_path (const char *path);
/* Before a body is read: NULL, or the answer that refuses (no such path, wrong method, no token, not joined). Knows the
 * paths of news too, which the listener answers. */
MusterResponse *muster_endpoint_admit  (MusterEndpoint *self, const MusterRequest *request);
/* The answer for when a batch did not reach the disk: all that was handled in it gets this instead. */
MusterResponse *muster_endpoint_fail   (MusterEndpoint *self, const GError *error);
/* An answer that refuses, for what the listener itself finds. type is one of PROTOCOL.md section 13; detail a sentence
 * for the person. */
MusterResponse *muster_endpoint_refuse (MusterEndpoint *self, const char *type, const char *detail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterEndpoint, muster_endpoint_free)

G_END_DECLS
