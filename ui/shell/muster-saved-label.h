/* muster-saved-label.h - the truth about where the work is, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_SAVED_LABEL (muster_saved_label_get_type ())
G_DECLARE_FINAL_TYPE (MusterSavedLabel, muster_saved_label, MUSTER, SAVED_LABEL, GtkWidget)

GtkWidget *muster_saved_label_new (MusterStore *store, gboolean read_only);

G_END_DECLS
