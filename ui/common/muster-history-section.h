/* muster-history-section.h - what happened to a record, newest first, and the way back to each state of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_HISTORY_SECTION (muster_history_section_get_type ())
G_DECLARE_FINAL_TYPE (MusterHistorySection, muster_history_section, MUSTER, HISTORY_SECTION, GtkWidget)

/* Signal "restore" (gint64 version). Reads nothing until it is opened. */
GtkWidget *muster_history_section_new  (MusterStore *store);
/* id NULL: nothing. */
void       muster_history_section_show (MusterHistorySection *self, const MusterId *id);

G_END_DECLS
