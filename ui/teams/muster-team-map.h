/* muster-team-map.h - open risks, five by five, each cell opening what stands in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-team-view.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_TEAM_MAP (muster_team_map_get_type ())
G_DECLARE_FINAL_TYPE (MusterTeamMap, muster_team_map, MUSTER, TEAM_MAP, GtkWidget)

/* Signal "open-record" (const MusterId *id, const MusterKind *kind). */
GtkWidget *muster_team_map_new  (void);
/* risks: MusterRecord of those that are known one by one; the map may count more. */
void       muster_team_map_show (MusterTeamMap *self, const MusterRiskMap *map, GPtrArray *risks);

G_END_DECLS
