/* muster-risks-page.h - the place Risks: the register under its map, and one risk on a page of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_RISKS_PAGE (muster_risks_page_get_type ())
G_DECLARE_FINAL_TYPE (MusterRisksPage, muster_risks_page, MUSTER, RISKS_PAGE, GtkWidget)

/* A MusterPage. */
GtkWidget *muster_risks_page_new (MusterStore *store);

G_END_DECLS
