/* muster-draft-writer.h - the drafts of a store on their way to the disk, and those that do not get there.
 *
 * What could not be written is remembered here, after its form has gone too, and tried again until it is written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_DRAFT_WRITER (muster_draft_writer_get_type ())
G_DECLARE_FINAL_TYPE (MusterDraftWriter, muster_draft_writer, MUSTER, DRAFT_WRITER, GObject)

/* Signals, each with (const MusterId *id of the record):
 *   "kept": its draft is in the replica;
 *   "failed" (and const char *message): it is not, and why;
 *   "answered": its draft is gone, or on the screen again, so that nobody need offer it. */

/* The one of that store; borrowed. */
MusterDraftWriter *muster_draft_writer_get            (MusterStore *store);

/* texts is not to be changed afterwards. */
void               muster_draft_writer_put            (MusterDraftWriter *self, const MusterKind *kind,
                                                       const MusterId *id, GHashTable *texts);
void               muster_draft_writer_drop           (MusterDraftWriter *self, const MusterId *id);
void               muster_draft_writer_answer         (MusterDraftWriter *self, const MusterId *id);
/* What is not in the replica yet; NULL: nothing. */
MusterDraft       *muster_draft_writer_get_unkept     (MusterDraftWriter *self, const MusterId *id);

/* Whether all is in the replica; with id: of that record. */
gboolean           muster_draft_writer_is_settled     (MusterDraftWriter *self, const MusterId *id);
/* Waits until no write is under way; finish is FALSE, with the reason, where something was not written. */
void               muster_draft_writer_settle_async   (MusterDraftWriter *self, const MusterId *id,
                                                       GAsyncReadyCallback callback, gpointer user_data);
gboolean           muster_draft_writer_settle_finish  (MusterDraftWriter *self, GAsyncResult *result, GError **error);

G_END_DECLS
