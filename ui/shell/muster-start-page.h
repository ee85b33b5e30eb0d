/* muster-start-page.h - what stands in the window while no replica is open: welcome, loading, or what is wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MUSTER_TYPE_START_PAGE (muster_start_page_get_type ())
G_DECLARE_FINAL_TYPE (MusterStartPage, muster_start_page, MUSTER, START_PAGE, AdwBin)

GtkWidget *muster_start_page_new     (void);

void       muster_start_page_welcome (MusterStartPage *self);
void       muster_start_page_load    (MusterStartPage *self, const char *what);
/* The message of error is what the person reads; its code decides on title and ways out. */
void       muster_start_page_fail    (MusterStartPage *self, const GError *error);
/* Once, after either: whether there are programmes on this computer to go to instead. */
void       muster_start_page_offer_others (MusterStartPage *self, gboolean any);

G_END_DECLS
