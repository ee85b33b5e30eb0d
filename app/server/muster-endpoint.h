/* muster-endpoint.h - the endpoint apart from how requests reach it: a request in, an answer out. No socket, no thread, no timer.
 *
 * The listener calls it from its threads with a reading ledger each, and hands pushes to one writer, which answers a batch of them after one
 * sync of the disk. The simulation calls it directly.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-ledger.h"
#include "muster-message.h"

G_BEGIN_DECLS

typedef struct _MusterEndpoint MusterEndpoint;

/* Both ledgers are borrowed; they may be one where there is one thread. */
MusterEndpoint *muster_endpoint_new    (MusterLedger *reader, MusterLedger *writer, MusterClock *clock, MusterRandom *random);
void            muster_endpoint_free   (MusterEndpoint *self);

/* Whether a request needs the writer: it then must be handled on the writer's thread, within a batch. */
gboolean        muster_endpoint_writes (const MusterRequest *request);
/* Always gives an answer. Reads with the reader; one that writes does so within the batch that its caller began. */
MusterResponse *muster_endpoint_handle (MusterEndpoint *self, const MusterRequest *request);
/* Before a body is read: NULL, or the answer that refuses (no such path, wrong method, no token, not joined). */
MusterResponse *muster_endpoint_admit  (MusterEndpoint *self, const MusterRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterEndpoint, muster_endpoint_free)

G_END_DECLS
