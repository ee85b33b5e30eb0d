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

/* How to read a cell that names records otherwise than by "[uuid]"; as muster_field_parse(). */
typedef gboolean (*MusterImportRefsFunc) (gpointer data, const MusterField *field, const char *text,
                                          MusterValue **value, GError **error);

typedef struct {
  GPtrArray *rows;     /* of its own making */
  GPtrArray *problems; /* char *: "Line 3, column 2: …", in the order of the file; none: it may be saved */
  GPtrArray *warnings; /* char *: the same, for what may be saved all the same */
  guint      n_added, n_changed, n_unchanged;
} MusterImport;

/* NULL with MUSTER_ERROR_INVALID where the file as a whole cannot be read: it is no CSV, or its header is wrong. */
MusterImport *muster_import_read   (MusterReplica *replica, const MusterKind *kind, const char *text, gsize length,
                                    MusterImportRefsFunc read_references, gpointer data, GError **error);
/* All of it, for an import without problems: one save (MusterCommit), none where nothing is new, and several only where
 * it is more than one may hold. For muster_replica_save_all(). */
GPtrArray    *muster_import_commits (const MusterImport *self, const char *reason);
void          muster_import_free   (MusterImport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterImport, muster_import_free)

G_END_DECLS
