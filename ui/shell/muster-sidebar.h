/* muster-sidebar.h - the list of pages: those that lead, then every other kind of record under the heading of its
 * section. Pages go by their names in muster-pages.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_SIDEBAR (muster_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (MusterSidebar, muster_sidebar, MUSTER, SIDEBAR, AdwBin)

/* Signals: "selected" (const char *page) when the person moves to a row; "entered" () when they choose it, by click or
 * Enter. */

/* Shows which page is open; emits nothing. */
void       muster_sidebar_select    (MusterSidebar *self, const char *page);

/* Counts beside their pages what the store says has to be decided. */
void       muster_sidebar_watch     (MusterSidebar *self, MusterStore *store);

/* The symbolic icon of a section (MusterSection). */
const char *muster_sidebar_get_icon (int section);

G_END_DECLS
