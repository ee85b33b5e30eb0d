/* muster-teams-page.h - the place Teams: the register, or one team on the whole page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-page.h"
#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_TEAMS_PAGE (muster_teams_page_get_type ())
G_DECLARE_FINAL_TYPE (MusterTeamsPage, muster_teams_page, MUSTER, TEAMS_PAGE, GtkWidget)

/* A MusterPage. */
GtkWidget *muster_teams_page_new (MusterStore *store);

G_END_DECLS
