/* muster-vanish-panel.h - what to do about many records that would go at once: let them, after a backup, or keep them.
 *
 * It shows itself while the syncer of the store holds something.
 *
 * Signal: "kept" (): a person does not want them to go now.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-syncer.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_VANISH_PANEL (muster_vanish_panel_get_type ())
G_DECLARE_FINAL_TYPE (MusterVanishPanel, muster_vanish_panel, MUSTER, VANISH_PANEL, GtkWidget)

GtkWidget *muster_vanish_panel_new (MusterStore *store, MusterSyncer *syncer);

G_END_DECLS
