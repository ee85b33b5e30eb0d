/* muster-plans-page.h - the place Plans: their register, and one plan on one page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_PLANS_PAGE (muster_plans_page_get_type ())
G_DECLARE_FINAL_TYPE (MusterPlansPage, muster_plans_page, MUSTER, PLANS_PAGE, GtkWidget)

/* A MusterPage. */
GtkWidget *muster_plans_page_new (MusterStore *store);

G_END_DECLS
