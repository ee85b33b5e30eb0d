/* muster-risk-map.h - how many risks stand in each cell, at first, now or as intended; its cells filter a register.
 *
 * It counts what the register would show without them: the same words, place and choices. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_RISK_MAP (muster_risk_map_get_type ())
G_DECLARE_FINAL_TYPE (MusterRiskMap, muster_risk_map, MUSTER, RISK_MAP, GtkWidget)

/* Signal "chosen" (const char *field, guint cells): what to hand to muster_query_set_cells(). */
GtkWidget *muster_risk_map_new       (MusterStore *store);
/* What the register shows now; copied. Its cells become those of the map. */
void       muster_risk_map_set_query (MusterRiskMap *self, const MusterQuery *query);

G_END_DECLS
