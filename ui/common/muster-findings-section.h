/* muster-findings-section.h - what contradicts itself in a record, what is missing, and what stands under it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

/* NULL where there is nothing to say. */
GtkWidget *muster_findings_section_new (MusterDetail *detail);
/* What stands under a team, an area or a programme; NULL for other kinds. */
GtkWidget *muster_rollup_section_new   (MusterDetail *detail);

G_END_DECLS
