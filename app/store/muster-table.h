/* muster-table.h - the SQL of a kind, made from its description.
 *
 * Each kind has a table of its own with one column a field. Some fields have columns beside them that are made
 * from the value, to sort and filter by: "due.earliest" and "due.latest" (Julian days) of a When, "status.rank" of a
 * choice, "owner.text" of a party, "figure.low" of a population. Room-private.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-db.h"
#include "muster-record.h"

G_BEGIN_DECLS

/* The table's name, quoted. */
char       *muster_table_name          (const MusterKind *kind);
/* CREATE TABLE and CREATE INDEX for today's description, for the test that migrations lead there. */
char       *muster_table_to_ddl        (const MusterKind *kind);
/* The expression that a field sorts by, quoted, with its collation. */
char       *muster_table_sort_column   (const MusterField *field);
/* The column that a range filter on the field looks at, quoted. */
char       *muster_table_range_column  (const MusterField *field);

/* "SELECT … FROM record r JOIN table t": rows that muster_table_read() understands; the caller adds WHERE. */
char       *muster_table_to_select     (const MusterKind *kind);
/* Whose row that is. */
gint64      muster_table_get_rowid     (MusterStatement *statement);
gboolean    muster_table_get_id        (MusterStatement *statement, MusterId *id);
/* The record of the row that statement is on; a value that cannot be read is MUSTER_ERROR_CORRUPT. */
MusterRecord *muster_table_read        (const MusterKind *kind, MusterStatement *statement, GError **error);

/* Adds the row of a new record. */
gboolean    muster_table_insert        (MusterDb *db, gint64 rowid, MusterRecord *record, GError **error);
/* Writes the columns whose value, days or archived state differ between before and after. *changed is set where any
 * did. */
gboolean    muster_table_update        (MusterDb *db, gint64 rowid, MusterRecord *before, MusterRecord *after,
                                        gboolean *changed, GError **error);

G_END_DECLS
