/* muster-vanish-panel.h - many records that would go at once: which, whose doing, and what to do about them: let them,
 * after a backup, or keep them.
 *
 * It shows itself while the syncer of the store holds something.
 *
 * Signals:
 *   "kept" (): a person does not want them to go now;
 *   "went" (const char *text): those that were let go have gone, in words;
 *   "open" (gpointer const MusterVanishingRecord *): a person wants to look at one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-syncer.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_VANISH_PANEL (muster_vanish_panel_get_type ())
G_DECLARE_FINAL_TYPE (MusterVanishPanel, muster_vanish_panel, MUSTER, VANISH_PANEL, GtkWidget)

GtkWidget *muster_vanish_panel_new (MusterStore *store, MusterSyncer *syncer);
/* Whenever the status of the syncer is another. */
void       muster_vanish_panel_update (MusterVanishPanel *self);
/* Puts the keyboard on the safe choice. */
gboolean   muster_vanish_panel_focus (MusterVanishPanel *self);

G_END_DECLS
