/* muster-vanish-list.h - the many records that would go, by name: the first few, and more when asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-vanishing.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_VANISH_LIST (muster_vanish_list_get_type ())
G_DECLARE_FINAL_TYPE (MusterVanishList, muster_vanish_list, MUSTER, VANISH_LIST, GtkWidget)

/* Signal: "open" (gpointer const MusterVanishingRecord *), when somebody wants to look at one. */

GtkWidget *muster_vanish_list_new  (void);
/* told is kept; NULL: nothing would go. */
void       muster_vanish_list_show (MusterVanishList *self, MusterVanishing *told);

G_END_DECLS
