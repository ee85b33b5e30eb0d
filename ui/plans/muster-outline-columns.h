/* muster-outline-columns.h - where the cells of an outline stand, shared by its heading and its rows, and how rows tell
 * the list that something was done to them.
 *
 * Columns that have no room are left out, the least needed first; where even the needed ones have none, rows are
 * compact: two lines each, and no heading.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-work.h"

G_BEGIN_DECLS

/* At both sides of what a cell holds. */
#define MUSTER_OUTLINE_PADDING 9
/* What the shape of a RAG takes before its word. */
#define MUSTER_OUTLINE_SHAPE 18

typedef enum {
  MUSTER_OUTLINE_TITLE,
  MUSTER_OUTLINE_RAG,
  MUSTER_OUTLINE_STATE,
  MUSTER_OUTLINE_DUE,
  MUSTER_OUTLINE_SLIP,
  MUSTER_OUTLINE_OWNER,
  MUSTER_OUTLINE_NOTE,
  MUSTER_OUTLINE_TIME, /* drawn, on a scale of days */
  MUSTER_OUTLINE_N_COLUMNS
} MusterOutlineColumn;

/* Where something is dropped, beside the row that it is dropped on. */
typedef enum {
  MUSTER_DROP_BEFORE,
  MUSTER_DROP_AFTER,
  MUSTER_DROP_WITHIN,
} MusterDropPlace;

#define MUSTER_TYPE_OUTLINE_COLUMNS (muster_outline_columns_get_type ())
G_DECLARE_FINAL_TYPE (MusterOutlineColumns, muster_outline_columns, MUSTER, OUTLINE_COLUMNS, GObject)

/* Signals: "changed": places, form or scale are new;
 *   "fold" (MusterWork *): its triangle was clicked;
 *   "edit" (MusterWork *, const char *field): a cell was clicked twice; "rag" for the RAG;
 *   "drop" (MusterWork *what, MusterWork *target, MusterDropPlace place). */
MusterOutlineColumns *muster_outline_columns_new         (void);

/* With the font of widget. */
void         muster_outline_columns_allocate   (MusterOutlineColumns *self, GtkWidget *widget, int width);
/* Columns of few words become no wider than what these hold; what that saves goes to those of many. */
void         muster_outline_columns_fit        (MusterOutlineColumns *self, GtkWidget *widget, GPtrArray *works);
gboolean     muster_outline_columns_is_compact (MusterOutlineColumns *self);
/* FALSE: it has no room. */
gboolean     muster_outline_columns_get        (MusterOutlineColumns *self, MusterOutlineColumn column, int *x,
                                                int *width);
/* MUSTER_OUTLINE_N_COLUMNS: none. */
MusterOutlineColumn muster_outline_columns_at  (MusterOutlineColumns *self, int x);
const char  *muster_outline_columns_get_label  (MusterOutlineColumn column); /* translated */
/* The field to edit for a column; "rag" for the RAG. */
const char  *muster_outline_columns_get_field  (MusterOutlineColumn column);
/* A cell as it is drawn; it ends in an ellipsis where it is given less room. The caller's. */
PangoLayout *muster_outline_columns_make_layout (MusterOutlineColumn column, MusterWork *work, GtkWidget *widget);
/* What stands in a cell; "" for what is drawn. */
char        *muster_outline_columns_dup_text   (MusterOutlineColumn column, MusterWork *work);

/* Rows stand beside each other, not within: no indent, no triangle. Compact whatever the width. */
void         muster_outline_columns_set_flat   (MusterOutlineColumns *self);
gboolean     muster_outline_columns_is_flat    (MusterOutlineColumns *self);

/* First and last day of the scale and the day today; 0: no scale. */
void         muster_outline_columns_set_days   (MusterOutlineColumns *self, MusterDays days, guint32 today);
MusterDays   muster_outline_columns_get_days   (MusterOutlineColumns *self, guint32 *today);
void         muster_outline_columns_show_time  (MusterOutlineColumns *self, gboolean show);

void         muster_outline_columns_emit_fold  (MusterOutlineColumns *self, MusterWork *work);
void         muster_outline_columns_emit_edit  (MusterOutlineColumns *self, MusterWork *work, const char *field);
void         muster_outline_columns_emit_drop  (MusterOutlineColumns *self, MusterWork *what, MusterWork *target,
                                                MusterDropPlace place);

G_END_DECLS
