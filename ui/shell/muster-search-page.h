/* muster-search-page.h - find any record as you type.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-store.h"
#include "muster-trail.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_SEARCH_PAGE (muster_search_page_get_type ())
G_DECLARE_FINAL_TYPE (MusterSearchPage, muster_search_page, MUSTER, SEARCH_PAGE, AdwBin)

/* A MusterPage. */
GtkWidget *muster_search_page_new       (MusterStore *store);
/* What was opened last on it is offered before anything is asked for. */
void       muster_search_page_set_trail (MusterSearchPage *self, MusterTrail *trail);

G_END_DECLS
