/* muster-sheet.h - what a page says, before it is shown or printed: a heading, facts, and sections of rows.
 *
 * Made once from what was read and then only read, so that screen, paper and PDF say the same. Texts are translated.
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-team-view.h"
#include "muster-tone.h"

G_BEGIN_DECLS

typedef struct {
  MusterId          id;
  const MusterKind *kind;   /* of what it opens; NULL: nothing */
  char             *title;
  char             *detail; /* "" for none */
  char             *state;  /* the word of a chip; NULL: none */
  MusterTone        tone;   /* of that chip */
  int               percent; /* of a bar; -1: none */
} MusterSheetRow;

typedef struct {
  char             *title;
  char             *none;  /* what it says where there are no rows */
  const MusterKind *adds;  /* what can be added; NULL: nothing */
  const MusterKind *table; /* whose register has all of it; NULL: not offered */
  gboolean          edits; /* it is filled in by editing the record of the page */
  gboolean          has_map;
  int               part;  /* for who made it */
  guint             n;     /* there are so many in all, of which not all rows are here; 0: these */
  GPtrArray        *rows;  /* MusterSheetRow */
} MusterSheetSection;

typedef struct {
  char      *name, *value;
  MusterTone tone;
} MusterSheetFact;

typedef struct {
  gatomicrefcount refs;
  char           *over;  /* stands above the title, small */
  char           *title;
  char           *note;  /* below it; NULL: none */
  char           *as_at; /* "As at 21 November 2026, 10:42" */
  GPtrArray      *facts;    /* MusterSheetFact */
  GPtrArray      *sections; /* MusterSheetSection */
  MusterRiskMap   map;      /* of the section that has one */
} MusterSheet;

/* Takes the texts. */
MusterSheet        *muster_sheet_new         (char *over, char *title, char *note, MusterTime at);
MusterSheet        *muster_sheet_ref         (MusterSheet *self);
void                muster_sheet_unref       (MusterSheet *self);
void                muster_sheet_add_fact    (MusterSheet *self, const char *name, char *value /* taken */,
                                              MusterTone tone);
MusterSheetSection *muster_sheet_add_section (MusterSheet *self, int part, const char *title, const char *none,
                                              const MusterKind *adds);
/* record NULL: it opens nothing. Takes title and detail. */
MusterSheetRow     *muster_sheet_add_row     (MusterSheetSection *section, MusterRecord *record, char *title,
                                              char *detail);
void                muster_sheet_row_set_state (MusterSheetRow *row, MusterTone tone, const char *state);
/* "Overdue" or "Due soon", where it is. */
void                muster_sheet_row_set_timing (MusterSheetRow *row, MusterRecord *record, guint32 today);
void                muster_sheet_row_set_rag   (MusterSheetRow *row, const MusterRagResult *rag);
/* "16 Extreme", of a risk. */
void                muster_sheet_row_set_score (MusterSheetRow *row, MusterRecord *risk);
/* What stands below its title: how far it is, and its detail. */
char               *muster_sheet_row_dup_detail (const MusterSheetRow *row);
/* All that it says, for a screen reader, and to see whether it says anything new. */
char               *muster_sheet_row_describe  (const MusterSheetRow *row);

/* " · " between those that say something; ends with NULL, so "" stands for nothing. */
char               *muster_sheet_join        (const char *first, ...) G_GNUC_NULL_TERMINATED;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterSheet, muster_sheet_unref)

G_END_DECLS
