/* muster-register-table.h - every record of a kind: filter, count, columns, rows, and what to say where there are none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "muster-record-list.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_REGISTER_TABLE (muster_register_table_get_type ())
G_DECLARE_FINAL_TYPE (MusterRegisterTable, muster_register_table, MUSTER, REGISTER_TABLE, GtkWidget)

/* Signals:
 *   "selected" (const MusterId *id): the selection moved to a record, and is of it alone;
 *   "several": more than one are selected;
 *   "activated" (const MusterId *id): Enter, a double click, or a click where one click opens;
 *   "edit" (const MusterId *id): F2;
 *   "query-changed": another filter, place or order, or archived records come or go;
 *   "add": the person wants a new record;
 *   "continue-draft" (const MusterId *id): and the one that was begun before;
 *   "toast" (const char *text, gboolean offer_undo): say it in passing;
 *   "leave", gives gboolean: Tab goes on from the list; TRUE if somebody took the focus. */
GtkWidget *muster_register_table_new          (MusterStore *store, const MusterKind *kind);
void       muster_register_table_focus_filter (MusterRegisterTable *self);
/* To the selected row, else to the list, else to the filter. */
void       muster_register_table_focus_list   (MusterRegisterTable *self);
/* Selects the record where it is in the list. */
void       muster_register_table_select       (MusterRegisterTable *self, const MusterId *id);
void       muster_register_table_unselect     (MusterRegisterTable *self);
/* One click opens; for where table and record do not stand side by side. */
void       muster_register_table_set_single_click (MusterRegisterTable *self, gboolean single_click);
/* NULL: everything. */
void       muster_register_table_set_scope    (MusterRegisterTable *self, const MusterId *scope);
/* What is shown; the cells of a map among it, which others set. */
const MusterQuery *muster_register_table_get_query (MusterRegisterTable *self);
void       muster_register_table_set_cells    (MusterRegisterTable *self, const char *field, guint32 cells);
/* All filters go, text too. */
void       muster_register_table_clear_filters (MusterRegisterTable *self);
/* Between the filter and the rows; and in the bar, before "Add". Both at most once. */
void       muster_register_table_set_top      (MusterRegisterTable *self, GtkWidget *top);
void       muster_register_table_add_tool     (MusterRegisterTable *self, GtkWidget *tool);
/* Looks for records that were begun and never saved. */
void       muster_register_table_refresh_drafts (MusterRegisterTable *self);

G_END_DECLS
