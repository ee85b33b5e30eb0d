/* muster-sheet-header.h - the top of a sheet on screen: what it is about, and its facts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-sheet.h"

G_BEGIN_DECLS

/* Fills a vertical GtkBox anew. */
void muster_sheet_header_fill (GtkWidget *box, MusterSheet *sheet);

G_END_DECLS
