/* muster-room-banner.h - says over all pages that the disk is full, while it is, and what to do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-banner.h"
#include "muster-store.h"

G_BEGIN_DECLS

/* A MusterBanner. */
GtkWidget *muster_room_banner_new (MusterStore *store);

G_END_DECLS
