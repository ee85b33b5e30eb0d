/* muster-bulk.h - the same edit on many records of one kind: saved as one, undone as one.
 *
 * Filled in by its owner, then only read; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-replica.h"

G_BEGIN_DECLS

typedef struct _MusterBulk MusterBulk;

/* rowids (element gint64) is copied. */
MusterBulk *muster_bulk_new          (const MusterKind *kind, GArray *rowids);
void        muster_bulk_free         (MusterBulk *self);
/* field is of the kind and no derived one; value is copied, NULL empties it. */
void        muster_bulk_set          (MusterBulk *self, const char *field, const MusterValue *value);
void        muster_bulk_set_archived (MusterBulk *self, gboolean archived);

/* All of it or nothing, in one save. Records that have gone, and those that are so already, stay as they are;
 * *version is 0 where all did. Errors as muster_replica_save(); a sentence of a check is preceded by the title of its
 * record. */
gboolean    muster_replica_save_bulk (MusterReplica *self, const MusterBulk *bulk, gint64 *version, GArray *changed,
                                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterBulk, muster_bulk_free)

G_END_DECLS
