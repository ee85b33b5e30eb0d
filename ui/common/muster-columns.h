/* muster-columns.h - the columns of a kind's table: which they are, how wide, and what stands in a cell.
 *
 * Made from the schema and shared by the header and all rows, so that these agree on every pixel.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-remarks.h"
#include "muster-tone.h"

G_BEGIN_DECLS

typedef struct {
  const MusterField *field; /* NULL: the reference code */
  gboolean numeric;         /* aligned to the end */
  gboolean is_title;
  int remark;               /* which of the remarks on the kind it is; -1: a field */
  gboolean tells_archived;  /* begins with it where the record is */
  guint chars;              /* least width, in characters */
  int least;                /* the same in pixels, 0: not measured */
  guint weight;             /* share of the space that is left */
  int x, width;             /* where it stands now */
} MusterColumn;

/* What a cell says. */
typedef struct {
  char *text;       /* "" for nothing */
  MusterTone tone;
  gboolean overdue; /* text begins with the word for it */
} MusterCell;

void muster_cell_clear (MusterCell *cell);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MusterCell, muster_cell_clear)

#define MUSTER_TYPE_COLUMNS (muster_columns_get_type ())
G_DECLARE_FINAL_TYPE (MusterColumns, muster_columns, MUSTER, COLUMNS, GObject)

/* Signals: "chosen": there are other columns, then "changed"; "changed": widths, the compact form or the day are new;
 * "scrolled": other columns are in sight. */
MusterColumns      *muster_columns_new         (const MusterKind *kind);
/* Where remarks come from; without it their columns stay empty. */
void                muster_columns_take_remarks (MusterColumns *self, MusterRemarks *remarks /* taken */);
guint               muster_columns_get_n       (MusterColumns *self);
const MusterColumn *muster_columns_get         (MusterColumns *self, guint i);

/* Those fields after the reference code, in this order; NULL: the usual ones. The title is always there, and what the
 * kind has no field for is left out. */
void                muster_columns_choose      (MusterColumns *self, const char *const *names);
gboolean            muster_columns_can_show    (const MusterField *field);
gboolean            muster_columns_shows       (MusterColumns *self, const MusterField *field);
/* As many as there can be. */
guint               muster_columns_get_max     (MusterColumns *self);

/* Compact: two lines a row, no header. */
void                muster_columns_set_compact (MusterColumns *self, gboolean compact);
gboolean            muster_columns_is_compact  (MusterColumns *self);
/* Julian day that tells what is overdue. */
void                muster_columns_set_today   (MusterColumns *self, guint32 today);

/* What is in sight of the table's width; cells beyond need no drawing. */
void                muster_columns_set_sight   (MusterColumns *self, int from, int to);
gboolean            muster_columns_is_in_sight (MusterColumns *self, const MusterColumn *column);
/* A layout of a short text that many rows share: most cells say one of a few words. Nobody changes it but for its
 * width, which is that of the column. */
PangoLayout        *muster_columns_get_layout  (MusterColumns *self, guint i, const char *text, GtkWidget *widget);

/* In pixels, with the font of widget, which is measured once. */
int                 muster_columns_get_min_width (MusterColumns *self, GtkWidget *widget);
int                 muster_columns_get_digits_width (MusterColumns *self, GtkWidget *widget, int digits);
int                 muster_columns_get_line_height (MusterColumns *self, GtkWidget *widget);
/* It may have changed: measured anew when next asked for. */
void                muster_columns_forget_font (MusterColumns *self);
/* Shares out width, which is at least the least. */
void                muster_columns_allocate    (MusterColumns *self, GtkWidget *widget, int width);

/* Title as that of an archived record. */
char               *muster_columns_mark_archived (const char *title);
void                muster_columns_get_cell    (MusterColumns *self, guint i, MusterRecord *record, MusterCell *cell);
/* The whole row in one sentence, for a screen reader. */
char               *muster_columns_describe    (MusterColumns *self, MusterRecord *record);
/* Everything but code and title, for the second line of a compact row. */
char               *muster_columns_summarise   (MusterColumns *self, MusterRecord *record);

G_END_DECLS
