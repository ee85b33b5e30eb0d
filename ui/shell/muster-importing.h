/* muster-importing.h - a table of records on the store's threads: what would happen, then that it happens.
 *
 * Main thread. fresh: what new records have where the table says nothing; its kind is that of the table.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-import.h"
#include "muster-store.h"

G_BEGIN_DECLS

/* What would come of a table. Never changed once it is made, so that threads may share it. */
typedef struct {
  MusterImport *import;  /* NULL: it is no table */
  char         *refusal; /* why */
  guint         line;    /* where; 0: nowhere */
  guint         n_saves; /* of which each is undone by itself */
  char         *place;   /* to which new records belong where the table says nothing; nullable */
} MusterTrial;

MusterTrial *muster_trial_ref              (MusterTrial *self);
void         muster_trial_unref            (MusterTrial *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterTrial, muster_trial_unref)

/* Reads it, and saves nothing. */
void         muster_importing_try_async    (MusterStore *store, MusterRecord *fresh, const char *text,
                                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
MusterTrial *muster_importing_try_finish   (MusterStore *store, GAsyncResult *result, GError **error);
/* Saves the rows of the trial, all or nothing, upon what they were compared with: refused where somebody has changed
 * that since. Finished like a save. */
void         muster_importing_take_async   (MusterStore *store, MusterTrial *trial, const char *reason,
                                            GAsyncReadyCallback callback, gpointer data);

G_END_DECLS
