/* muster-remarks.h - what a list says beside a record that is kept nowhere: it depends on the day or on what stands in
 * the record, and is computed when somebody looks.
 *
 * Each is described like a field of a kind, so that a table shows it as one more column. They come after the rows that
 * they stand beside, a few at a time, and again when anything changes. Main thread, but for the last function.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-store.h"

G_BEGIN_DECLS

/* The remarks on records of a kind; 0: there are none. */
guint              muster_remarks_count (const MusterKind *kind);
const MusterField *muster_remarks_field (const MusterKind *kind, guint i);

#define MUSTER_TYPE_REMARKS (muster_remarks_get_type ())
G_DECLARE_FINAL_TYPE (MusterRemarks, muster_remarks, MUSTER, REMARKS, GObject)

/* Signal "changed": some that were asked for say something new. */
MusterRemarks *muster_remarks_new (MusterStore *store, const MusterKind *kind);
/* The text, for a CHOICE its nick; "" for none. NULL: not known yet, and asked for. Valid until the main loop turns. */
const char    *muster_remarks_get (MusterRemarks *self, const MusterId *id, guint i);

/* "2 quarters late", "3 days early"; "" for no slip. For plans, deliverables and actions. */
char          *muster_slip_to_text (MusterRecord *record);
/* The remarks on a record, in their order; NULL-terminated. */
char         **muster_replica_read_remarks (MusterReplica *self, const MusterKind *kind, const MusterId *id);

G_END_DECLS
