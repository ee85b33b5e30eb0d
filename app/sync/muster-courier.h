/* muster-courier.h - carries requests on a thread of its own, and reads there the pages that come.
 *
 * Whoever has sent may work until the answer is wanted: a page is fetched, unpacked and read in the time in which the
 * one before it is applied. One request is out at a time. Used on one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-message.h"

G_BEGIN_DECLS

typedef struct _MusterCourier MusterCourier;

/* authority: PEM file with the certificate authorities to believe, and no others; NULL: the system's. Fails as
 * muster_transport_new() and muster_transport_set_trust() do. */
MusterCourier  *muster_courier_new     (const char *address, const char *authority, GError **error);
/* Waits for what is out. */
void            muster_courier_free    (MusterCourier *self);

/* request stays as it is until the answer was received. */
void            muster_courier_send    (MusterCourier *self, const MusterRequest *request);
/* Waits for what was sent. Always gives a response, with status 0 and a sentence where none came. */
MusterResponse *muster_courier_receive (MusterCourier *self);
/* Both. */
MusterResponse *muster_courier_call    (MusterCourier *self, const MusterRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterCourier, muster_courier_free)

G_END_DECLS
