/* muster-hints.h - lets a syncer try when the computer says that its network has changed.
 *
 * A hint to try, and no more: what a computer takes for the network is often wrong, with a tunnel or where the network
 * reaches the endpoint alone. What is shown is what the endpoint answered last. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-syncer.h"

G_BEGIN_DECLS

typedef struct _MusterHints MusterHints;
typedef void (*MusterHintFunc) (gpointer data);

/* func is called when it is worth a try, at most once in five seconds. monitor NULL: that of the computer, which is
 * asked for on a thread of its own. */
MusterHints *muster_hints_new    (GNetworkMonitor *monitor, MusterHintFunc func, gpointer data);
void         muster_hints_free   (MusterHints *self);

/* A syncer is nudged, but for one that is to stay offline. Ends with the syncer. */
void         muster_hints_follow (MusterSyncer *syncer, GNetworkMonitor *monitor);

G_END_DECLS
