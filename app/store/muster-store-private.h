/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-store.h"

G_BEGIN_DECLS

/* What the window shows of the replica as a whole. Strings are owned. */
typedef struct {
  char      *undo_label, *redo_label;
  guint      n_unsent;
  guint      n_attention;
  guint      n_refused;
  MusterTime last_save;
  char      *name; /* of the person, where an endpoint gave it; else NULL */
} MusterStoreState;

/* Queues func on the writing thread, in the order of calls. */
void muster_store_run_write     (MusterStore *self, gpointer tag, MusterReadFunc func, gpointer data,
                                 GDestroyNotify free_data, GDestroyNotify free_result, GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Adds to what "changed" tells at the next main-loop turn. */
void muster_store_tell          (MusterStore *self, GArray *ids);
/* Takes the strings of state and notifies what differs. */
void muster_store_take_state    (MusterStore *self, MusterStoreState *state);
/* Asks the writing thread for the state. */
void muster_store_refresh_state (MusterStore *self);

G_END_DECLS
