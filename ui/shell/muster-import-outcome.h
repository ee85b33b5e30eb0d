/* muster-import-outcome.h - what would come of a table, and what is wrong in which line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-importing.h"

G_BEGIN_DECLS

/* In one line: "New: 12 risks · Cannot be taken: 1 row". */
char *muster_import_outcome_describe (const MusterKind *kind, const MusterTrial *trial);
/* Of a table that was taken: "12 risks imported, 1 row not taken". */
char *muster_import_outcome_report   (const MusterKind *kind, const MusterTrial *trial);
/* Fills an upright GtkBox anew. before: what has come of it already; nullable. A finding that is chosen activates
 * "import.mend" (uint line). */
void  muster_import_outcome_fill     (GtkWidget *box, const MusterKind *kind, const MusterTrial *trial,
                                      const char *before);

G_END_DECLS
