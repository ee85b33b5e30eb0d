/* muster-search-row.h - how a hit looks: the icon of its section, its title, the line that matched, its kind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-hit-item.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_SEARCH_ROW (muster_search_row_get_type ())
G_DECLARE_FINAL_TYPE (MusterSearchRow, muster_search_row, MUSTER, SEARCH_ROW, AdwBin)

GtkWidget *muster_search_row_new      (void);
void       muster_search_row_set_item (MusterSearchRow *self, MusterHitItem *item);

G_END_DECLS
