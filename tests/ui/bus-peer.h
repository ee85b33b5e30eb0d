/* bus-peer.h - somebody on a bus of one's own, for the time of a case: libglib-testing's queue, and its quiet end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libglib-testing/dbus-queue.h>

typedef struct BusPeer BusPeer;

BusPeer     *bus_peer_new       (void);
/* Waits until nobody holds its side of the bus any more: what a case was asked must be let go before. */
void         bus_peer_free      (BusPeer *self);

GtDBusQueue *bus_peer_get_queue (BusPeer *self);
void         bus_peer_export    (BusPeer *self, GDBusNodeInfo *info, const char *path, const char *interface);
