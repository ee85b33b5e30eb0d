/* muster-courier.h - carries requests on a thread of its own, reads there the pages that come, and listens there.
 *
 * Whoever has sent may work until the answer is wanted: a page is fetched, unpacked and read in the time in which the
 * one before it is applied. One request is out at a time. Used on one thread, its owner's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "muster-id.h"
#include "muster-message.h"

G_BEGIN_DECLS

typedef struct _MusterCourier MusterCourier;

/* authority: PEM file with the certificate authorities to believe, and no others; NULL: the system's. Fails as
 * muster_transport_new() and muster_transport_set_trust() do. */
MusterCourier  *muster_courier_new     (const char *address, const char *authority, GError **error);
/* What is out is given up: a call that waits is answered that nothing came. */
void            muster_courier_free    (MusterCourier *self);

/* ---- for an owner who may wait ----------------------------------------------------------------------------------- */

/* request stays as it is until the answer was received. */
void            muster_courier_send    (MusterCourier *self, const MusterRequest *request);
/* Waits for what was sent. Always gives a response, with status 0 and a sentence where none came. */
MusterResponse *muster_courier_receive (MusterCourier *self);
/* Both. */
MusterResponse *muster_courier_call    (MusterCourier *self, const MusterRequest *request);

/* ---- for one who may not ----------------------------------------------------------------------------------------- */

/* request is taken. The answer comes in the main context that is the owner's now. */
void            muster_courier_call_async  (MusterCourier *self, MusterRequest *request, GAsyncReadyCallback callback,
                                            gpointer data);
/* Always gives a response, as above. */
MusterResponse *muster_courier_call_finish (GAsyncResult *result);
/* What is out is not wanted any more: its answer comes soon, and most likely that nothing came. */
void            muster_courier_give_up (MusterCourier *self);

/* Told, in the main context that is the owner's now, that the endpoint has something new; FALSE once when it can be
 * heard no longer, and then no more. Ends what was listened to before. */
typedef void  (*MusterNewsFunc)            (gboolean heard, gpointer data);
void            muster_courier_listen      (MusterCourier *self, const char *access, const MusterId *server,
                                            MusterNewsFunc func, gpointer data);
/* func is not called again. */
void            muster_courier_stop_listening (MusterCourier *self);
gboolean        muster_courier_is_listening (MusterCourier *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterCourier, muster_courier_free)

G_END_DECLS
