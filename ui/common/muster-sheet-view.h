/* muster-sheet-view.h - one section of a sheet on screen: its heading, its rows, what to do where there are none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-sheet.h"
#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_SHEET_VIEW (muster_sheet_view_get_type ())
G_DECLARE_FINAL_TYPE (MusterSheetView, muster_sheet_view, MUSTER, SHEET_VIEW, GtkWidget)

/* Signals: "open-record" (const MusterId *id, const MusterKind *kind); "add" (const MusterKind *kind); "edit" (), for
 * what is filled in by editing the record of the page; "show-all" (int part); "open-table" (const MusterKind *kind). */
GtkWidget *muster_sheet_view_new      (void);
/* Shows section; it offers to add, where store can be written. Nothing moves where nothing changed, and where
 * something did, the focus stays on the same row. */
void       muster_sheet_view_show     (MusterSheetView *self, const MusterSheetSection *section, MusterStore *store);
/* Stands between the heading and the rows. NULL: nothing. */
void       muster_sheet_view_set_top  (MusterSheetView *self, GtkWidget *top);

G_END_DECLS
