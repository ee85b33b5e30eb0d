/* muster-import.h - records from a file that people have made or changed.
 *
 * Every problem of every row is said before anything is saved. The header has names of fields or their labels; a cell
 * is what stands in an entry, or what a table shows. A row with an id or a number that is here changes that record, and
 * only in what it has columns for; any other is a new record. Synchronous; on the thread that owns the replica.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-replica.h"

G_BEGIN_DECLS

typedef enum {
  /* Take what can be taken: columns that are not known are passed over, rows with problems left out. */
  MUSTER_IMPORT_LENIENT = 1 << 0,
} MusterImportFlags;

typedef struct {
  guint line;    /* of the text; the first is 1 */
  char *message; /* "Line 3, column 2: …" */
} MusterImportProblem;

typedef struct {
  GPtrArray *rows;     /* of its own making */
  GPtrArray *problems; /* MusterImportProblem; none, or lenient: it may be saved */
  GPtrArray *warnings; /* the same, for what may be saved all the same */
  GPtrArray *unknown;  /* char *: columns that were passed over with what is in them */
  GPtrArray *computed; /* char *: the same, because what is in them is worked out here */
  char      *numbers;  /* the column of the numbers that another register gave, kept as sources; NULL: there is none */
  char      *rest;     /* header and rows that were left out, as they came; NULL: none */
  guint      n_added, n_changed, n_unchanged, n_left_out;
} MusterImport;

/* Cells are parted by commas, semicolons or tabs. fresh: what new records have where the file says nothing; nullable.
 * NULL with MUSTER_ERROR_INVALID where the file as a whole cannot be read: it is no table, or its header is wrong;
 * *line is where then, 0 for nowhere. line may be NULL. */
MusterImport *muster_import_read   (MusterReplica *replica, const MusterKind *kind, MusterRecord *fresh,
                                    const char *text, gsize length, MusterImportFlags flags, guint *line,
                                    GError **error);
/* Whether the first line names a column of the kind. Any thread. */
gboolean      muster_import_suits  (const MusterKind *kind, const char *text);
/* "A column can be called: Number, Title, …". Any thread. */
char         *muster_import_describe_columns (const MusterKind *kind);
/* All of its rows, where there are no problems or it is lenient: one save (MusterCommit), none where nothing is new,
 * and several only where it is more than one may hold. For muster_replica_save_all(). */
GPtrArray    *muster_import_commits (const MusterImport *self, const char *reason);
void          muster_import_free   (MusterImport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterImport, muster_import_free)

G_END_DECLS
