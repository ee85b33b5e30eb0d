/* muster-sync-page.h - how it stands with the endpoint: the state and what to do, what waits, what went to and fro.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_PAGE_SYNC "sync"

#define MUSTER_TYPE_SYNC_PAGE (muster_sync_page_get_type ())
G_DECLARE_FINAL_TYPE (MusterSyncPage, muster_sync_page, MUSTER, SYNC_PAGE, GtkWidget)

GtkWidget *muster_sync_page_new (MusterStore *store);

G_END_DECLS
