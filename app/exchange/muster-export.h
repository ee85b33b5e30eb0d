/* muster-export.h - records out of a replica, and out of what was written so.
 *
 * The header of a CSV file is "id", "ref", "archived" and the names of the kind's fields; a cell is what stands in an
 * entry (muster_field_to_text), texts guarded against spreadsheets (muster_csv_guard). Synchronous; on the thread that
 * owns the replica.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "muster-replica.h"

G_BEGIN_DECLS

typedef enum {
  MUSTER_EXPORT_DERIVED = 1 << 0, /* computed fields too */
  MUSTER_EXPORT_BOM     = 1 << 1, /* CSV: a byte order mark first, for Excel */
  MUSTER_EXPORT_READABLE = 1 << 2, /* CSV for people: labels, and what a table shows */
} MusterExportFlags;

/* Writes the records of the query in its order; does not close out. Errors of out are G_IO_ERRORs. */
gboolean   muster_export_csv  (MusterReplica *replica, const MusterQuery *query, MusterExportFlags flags,
                               GOutputStream *out, GCancellable *cancellable, GError **error);
/* One array with the records (muster_record_to_json) of all queries, each on a line of its own. */
gboolean   muster_export_json (MusterReplica *replica, MusterQuery *const *queries, guint n_queries,
                               MusterExportFlags flags, GOutputStream *out, GCancellable *cancellable, GError **error);

/* Reads what muster_export_csv() wrote: element type MusterRecord, (transfer full). Columns may be in any order and be
 * left out, all but "id"; computed ones are passed over. MUSTER_ERROR_INVALID names line and column. */
GPtrArray *muster_import_csv  (const MusterKind *kind, const char *text, gsize length, GError **error);

G_END_DECLS
