/* muster-keys.h - where the keys to the endpoint are kept: in the keyring, or in a file beside the replica.
 *
 * A replica that joined by musterctl has them in a file that its owner alone can read, as a script has no keyring;
 * whoever opens it goes on with that file. Else they are in the keyring, and where there is none, in memory: then the
 * person signs in again when she next opens the file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "muster-engine.h"

G_BEGIN_DECLS

typedef struct _MusterKeys MusterKeys;

/* path: of the replica. */
MusterKeys  *muster_keys_new         (const char *path);
/* The same ones for all who ask in this process, as long as it runs: who closes a file and opens it again where there
 * is no keyring finds them. */
MusterKeys  *muster_keys_share       (const char *path);
/* Keeps them in the file from now on. Before anything else is done with them. */
void         muster_keys_use_file    (MusterKeys *self);
MusterKeys  *muster_keys_ref         (MusterKeys *self);
void         muster_keys_unref       (MusterKeys *self);

/* Fetches them from where they are. FALSE with error where the keyring could not be asked; that it has none is no
 * error. */
gboolean     muster_keys_load        (MusterKeys *self, GCancellable *cancellable, GError **error);
void         muster_keys_load_async  (MusterKeys *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer data);
gboolean     muster_keys_load_finish (MusterKeys *self, GAsyncResult *result, GError **error);
/* FALSE: they are in memory alone. */
gboolean     muster_keys_are_lasting (MusterKeys *self);

/* For an engine, whichever thread it is on. The keys outlive it. */
MusterTokens muster_keys_get_tokens  (MusterKeys *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterKeys, muster_keys_unref)

G_END_DECLS
