/* muster-import-private.h - a table on its way in: its rows, as they were and as they will be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-cell-private.h"
#include "muster-import.h"

G_BEGIN_DECLS

/* A record that is made for that of a row, as assessments of a risk are. */
typedef struct {
  const MusterPartMade *made;
  MusterRecord         *record;
} MusterImportPart;

typedef struct {
  MusterRecord *base;   /* NULL: a new record */
  MusterRecord *edited;
  GArray       *parts;  /* MusterImportPart, of those that say something new */
  char         *number; /* that another register gave it; nullable */
  guint         line;
} MusterImportRow;

typedef struct {
  MusterImport     *import;
  MusterReplica    *replica;
  const MusterKind *kind;
  MusterRecord     *fresh;   /* nullable */
  GArray           *columns; /* int */
  GHashTable       *by_id;   /* id -> MusterImportRow, of those that are good so far */
  GHashTable       *by_source; /* char * -> MusterId, where another register gave numbers; else NULL */
  GHashTable       *lines;   /* char * -> line, with by_source: where each of those numbers stands */
} MusterImportReader;

void     muster_import_row_free     (MusterImportRow *self);
/* message is taken. */
void     muster_import_take_problem (GPtrArray *list, guint line, char *message);
/* Adds a row, or what is wrong with its cells. */
void     muster_import_read_row     (const MusterImportReader *self, const MusterCsvRow *cells);
/* Whether the table has numbers that another register gave, with no ids beside them. */
void     muster_import_settle_numbers (MusterImportReader *self, GPtrArray *lines, guint header);
/* One that could be Muster's, or is, is not. */
gboolean muster_import_is_of_elsewhere (const MusterImportReader *self, const char *number);
/* found: the record that came with such a number before; NULL: none did. FALSE: several did, or the table has it
 * twice. */
gboolean muster_import_find_numbered (const MusterImportReader *self, const char *number, guint line,
                                      MusterRecord **found, GError **error);
/* Another register may number its rows alike: FALSE where the record would be called otherwise. */
gboolean muster_import_check_numbered (const MusterImportReader *self, MusterRecord *before, MusterRecord *edited,
                                       const char *number, GError **error);
void     muster_import_keep_number  (const MusterImportReader *self, MusterRecord *record, const char *number);
/* Takes what a cell says of a part; empty cells say nothing. */
gboolean muster_import_read_part    (const MusterImportReader *self, MusterImportRow *row, const MusterField *field,
                                     const char *cell, GError **error);
/* When all cells are read: leaves out what is known already. */
void     muster_import_settle_parts (const MusterImportReader *self, MusterImportRow *row);
/* Counts the rows and says what the rules find. Rows that change nothing are let be, whatever is wrong with their
 * records. Gives whether all are good; lenient: those that are not are taken out, and what was found of the others
 * holds no longer. */
gboolean muster_import_check_rows   (MusterImportReader *self, gboolean lenient);

G_END_DECLS
