/* muster-desk-private.h - what the parts of a desk share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-desk.h"

#include "muster-banner.h"
#include "muster-drafts.h"
#include "muster-import-dialog.h"
#include "muster-programme-title.h"
#include "muster-scope-button.h"
#include "muster-sidebar.h"
#include "muster-trail.h"

G_BEGIN_DECLS

struct _MusterDesk
{
  AdwBin parent_instance;

  AdwLeaflet *leaflet;
  GtkBox *side;
  MusterProgrammeTitle *side_title;
  GtkMenuButton *menu_button;
  MusterSidebar *sidebar;
  GtkBox *content;
  AdwWindowTitle *title;
  GtkButton *back_button;
  GtkButton *forward_button;
  MusterBanner *banner;
  GtkStack *pages;

  MusterStore *store;   /* owned */
  MusterScopeButton *scope;
  MusterTrail *trail;   /* owned */
  gboolean strolling;   /* moving through the sidebar: all of it is one step of the trail */
  MusterDrafts *drafts; /* owned, nullable */
  guint folded_source;  /* 0: none is due */
  MusterImportDialog *importing; /* weak, nullable */
};

G_END_DECLS
