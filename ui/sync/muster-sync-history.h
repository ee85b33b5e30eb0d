/* muster-sync-history.h - what was sent and fetched when, and why it was not: the newest first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-syncer.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_SYNC_HISTORY (muster_sync_history_get_type ())
G_DECLARE_FINAL_TYPE (MusterSyncHistory, muster_sync_history, MUSTER, SYNC_HISTORY, GtkWidget)

/* syncer: NULL: what it was before is shown, and nothing comes. */
GtkWidget *muster_sync_history_new (MusterStore *store, MusterSyncer *syncer);

G_END_DECLS
