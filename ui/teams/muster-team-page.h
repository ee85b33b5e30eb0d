/* muster-team-page.h - one team on one page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_TEAM_PAGE (muster_team_page_get_type ())
G_DECLARE_FINAL_TYPE (MusterTeamPage, muster_team_page, MUSTER, TEAM_PAGE, GtkWidget)

/* Signals: "open-record" (const MusterId *id, const MusterKind *kind); "add" (const MusterKind *kind, MusterRecord
 * *team): a record of the kind is wanted that belongs to the team; "edit" (const MusterId *team): its form is wanted;
 * "toast" (const char *text). */
GtkWidget *muster_team_page_new    (MusterStore *store);
/* NULL: none. */
void       muster_team_page_open   (MusterTeamPage *self, const MusterId *id);
/* FALSE: none is shown. */
gboolean   muster_team_page_get_id (MusterTeamPage *self, MusterId *id);
/* Its form is wanted; prints what is shown, if anything is. */
void       muster_team_page_edit   (MusterTeamPage *self);
void       muster_team_page_print  (MusterTeamPage *self);
/* Asks what to add to the team. */
void       muster_team_page_offer  (MusterTeamPage *self);

G_END_DECLS
