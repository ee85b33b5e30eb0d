/* muster-sheet-paper.h - a sheet laid out on pages, for the printer and for a PDF: the same drawing on both.
 *
 * Words stand beside all colours, and what the sheet is as at stands on every page. Sizes are points.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-sheet.h"

G_BEGIN_DECLS

typedef struct _MusterSheetPaper MusterSheetPaper;

/* width and height of what can be printed on. context measures as the page will be drawn: 72 dots an inch. */
MusterSheetPaper *muster_sheet_paper_new         (MusterSheet *sheet, PangoContext *context, double width,
                                                   double height);
void              muster_sheet_paper_free        (MusterSheetPaper *self);
guint             muster_sheet_paper_count_pages (MusterSheetPaper *self);
void              muster_sheet_paper_draw        (MusterSheetPaper *self, guint page, cairo_t *cr);
/* All that stands on a page, in reading order, a line each. */
char             *muster_sheet_paper_read        (MusterSheetPaper *self, guint page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterSheetPaper, muster_sheet_paper_free)

G_END_DECLS
