/* muster-cell-private.h - one value in one cell, the same way out and in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-csv.h"
#include "muster-record.h"

G_BEGIN_DECLS

/* The columns before those of the fields. */
#define MUSTER_CELL_ID       "id"
#define MUSTER_CELL_REF      "ref"
#define MUSTER_CELL_ARCHIVED "archived"

/* The same for people. */
#define MUSTER_CELL_ID_LABEL       N_("Id")
#define MUSTER_CELL_REF_LABEL      N_("Code")
#define MUSTER_CELL_ARCHIVED_LABEL N_("Archived")

/* Whether people's words stand in the field. What else there is does no harm as a formula: "-£1" is a number. */
gboolean  muster_cell_holds_words (const MusterField *field);
char     *muster_cell_from_value (const MusterField *field, const MusterValue *value);
gboolean  muster_cell_to_value   (const MusterField *field, const char *cell, MusterValue **value, GError **error);

/* ---- the header: what a column holds is the index of a field, or one of these ------------------------------------ */

enum {
  MUSTER_COLUMN_UNKNOWN = -1,
  MUSTER_COLUMN_ID = -2,
  MUSTER_COLUMN_REF = -3,
  MUSTER_COLUMN_ARCHIVED = -4,
  MUSTER_COLUMN_PASS = -5, /* computed, or not understood */
};

/* Element type int, one a column; each of them once: by the names of fields, as they are written out. */
GArray   *muster_column_read_names  (const MusterKind *kind, const MusterCsvRow *row, GError **error);
/* By labels, too, and what else people call them. What is computed is passed over and its name added to computed
 * (char *), and so is what is not known to unknown; unknown NULL: it is refused. */
GArray   *muster_column_read_header (const MusterKind *kind, const MusterCsvRow *row, GPtrArray *unknown,
                                     GPtrArray *computed, GError **error);
/* FALSE where a row has more or fewer cells than the header. */
gboolean  muster_column_check_row (const GArray *columns, const MusterCsvRow *row, GError **error);
/* Sets in record what one cell says. */
gboolean  muster_column_read_cell (MusterRecord *record, int column, const char *cell, GError **error);
gboolean  muster_column_parse_id (const char *cell, MusterId *id, GError **error);

G_END_DECLS
