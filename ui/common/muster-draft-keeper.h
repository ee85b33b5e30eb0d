/* muster-draft-keeper.h - keeps what is being typed as a draft, at most once an interval.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_DRAFT_KEEPER (muster_draft_keeper_get_type ())
G_DECLARE_FINAL_TYPE (MusterDraftKeeper, muster_draft_keeper, MUSTER, DRAFT_KEEPER, GObject)

/* What was typed and not saved, field name -> text (transfer full); empty: nothing, and the draft goes. */
typedef GHashTable *(*MusterTextsFunc) (gpointer data);

/* Signals: "kept", a draft is in the replica; "failed" (const char *message), it is not, and is tried again. */
MusterDraftKeeper *muster_draft_keeper_new   (MusterStore *store, const MusterKind *kind, const MusterId *id,
                                              MusterTextsFunc texts, gpointer data);
/* Something was typed. */
void               muster_draft_keeper_touch (MusterDraftKeeper *self);
/* Something was typed since it was kept last. */
gboolean           muster_draft_keeper_is_due (MusterDraftKeeper *self);
/* Keeps it now. */
void               muster_draft_keeper_flush (MusterDraftKeeper *self);
/* An earlier run left a draft: drop() is to remove it. */
void               muster_draft_keeper_set_kept (MusterDraftKeeper *self);
/* Saved or discarded: the draft goes, and nothing is kept until the next touch. */
void               muster_draft_keeper_drop  (MusterDraftKeeper *self);

G_END_DECLS
