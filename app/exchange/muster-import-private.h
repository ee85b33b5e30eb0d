/* muster-import-private.h - a table on its way in: its rows, as they were and as they will be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-cell-private.h"
#include "muster-import.h"

G_BEGIN_DECLS

typedef struct {
  MusterRecord *base;   /* NULL: a new record */
  MusterRecord *edited;
  guint         line;
} MusterImportRow;

typedef struct {
  MusterImport     *import;
  MusterReplica    *replica;
  const MusterKind *kind;
  MusterRecord     *fresh;   /* nullable */
  GArray           *columns; /* int */
  GHashTable       *by_id;   /* id -> MusterImportRow, of those that are good so far */
} MusterImportReader;

void     muster_import_row_free     (MusterImportRow *self);
/* message is taken. */
void     muster_import_take_problem (GPtrArray *list, guint line, char *message);
/* Adds a row, or what is wrong with its cells. */
void     muster_import_read_row     (const MusterImportReader *self, const MusterCsvRow *cells);
/* Counts the rows and says what the rules find. Rows that change nothing are let be, whatever is wrong with their
 * records. Gives whether all are good; lenient: those that are not are taken out, and what was found of the others
 * holds no longer. */
gboolean muster_import_check_rows   (MusterImportReader *self, gboolean lenient);

G_END_DECLS
