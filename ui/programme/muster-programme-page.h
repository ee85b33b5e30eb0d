/* muster-programme-page.h - the place Programme: governance, workstreams, measures, money, population, people,
 * decisions and findings of what is shown, by tabs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-page.h"
#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_PROGRAMME_PAGE (muster_programme_page_get_type ())
G_DECLARE_FINAL_TYPE (MusterProgrammePage, muster_programme_page, MUSTER, PROGRAMME_PAGE, GtkWidget)

/* A MusterPage. Action "print" in the group "page". */
GtkWidget *muster_programme_page_new (MusterStore *store);

G_END_DECLS
