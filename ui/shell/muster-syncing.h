/* muster-syncing.h - what a window does for the sync of the file that it has open. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "muster-syncer.h"

G_BEGIN_DECLS

/* "work-offline" (boolean): the key, and the action. */
#define MUSTER_SETTING_OFFLINE "work-offline"

/* Adds the action "work-offline"; settings NULL: there is none. */
void          muster_syncing_install (GActionMap *window, GSettings *settings);
/* The syncer of a store, which follows that setting; NULL for the example, which is for looking at, and for a file that
 * can only be read. One that the store has already goes on. (transfer full) */
MusterSyncer *muster_syncing_start   (MusterStore *store, MusterClock *clock, GSettings *settings);

G_END_DECLS
