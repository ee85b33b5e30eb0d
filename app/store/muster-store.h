/* muster-store.h - a replica as a window sees it: nothing here waits for the disk.
 *
 * A main-thread object. One thread owns the writing connection, another a read-only one; each call runs a plain
 * function there with that thread's MusterReplica and comes back in the caller's main context. Closing
 * first does all that was asked for; the answers come when the loop turns again. No callback is ever dropped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "muster-bulk.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_STORE (muster_store_get_type ())
G_DECLARE_FINAL_TYPE (MusterStore, muster_store, MUSTER, STORE, GObject)

/* Signals:
 *   "changed" (GArray *ids of MusterId): rows of these records changed, derived ones too; at most once a main-loop
 *   turn.
 * Properties, read-only, notified:
 *   "undo-label", "redo-label" (string, NULL: nothing to undo), "n-unsent" (uint), "last-save" (int64, MusterTime),
 *   "n-attention" (uint: muster_replica_count_attention()),
 *   "n-refused" (uint: own saves that the endpoint did not take and that were not saved anew, put away or not),
 *   "actor" (string). */

/* Runs on the reading thread; returns what finish gives back, or sets error. */
typedef gpointer (*MusterReadFunc) (MusterReplica *replica, gpointer data, GError **error);

void         muster_store_open_async   (const char *path, MusterReplicaFlags flags, MusterClock *clock,
                                        const char *actor, GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
/* Likewise; ahead runs on the reading thread before anything can be asked of it. What it finds it keeps with the
 * replica; what it returns is not used. Finish with muster_store_open_finish(). */
void         muster_store_open_ahead_async (const char *path, MusterReplicaFlags flags, MusterClock *clock,
                                        const char *actor, MusterReadFunc ahead, gpointer data,
                                        GDestroyNotify free_data, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
MusterStore *muster_store_open_finish  (GAsyncResult *result, GError **error);
/* Waits for what was asked for (milliseconds); afterwards every call fails with CLOSED. */
void         muster_store_close        (MusterStore *self);

MusterClock *muster_store_get_clock    (MusterStore *self);
const char  *muster_store_get_path     (MusterStore *self);
/* FALSE: it was opened with MUSTER_REPLICA_READ, and every write fails with READ_ONLY. */
gboolean     muster_store_can_write    (MusterStore *self);
/* The name that signs what is saved, as the caller of open or an endpoint that the replica has joined has it. */
const char  *muster_store_get_actor    (MusterStore *self);
/* FALSE: the replica has joined an endpoint, whose name for the person stays. */
gboolean     muster_store_can_set_actor (MusterStore *self);
/* What is saved and read from now on goes by this name; what was saved, or asked for, before keeps the one before. */
void         muster_store_set_actor    (MusterStore *self, const char *actor);
/* A fresh record with an id, in the state that such a record obviously begins in; no I/O. */
MusterRecord *muster_store_make_record (MusterStore *self, const MusterKind *kind);

/* ---- reading ----------------------------------------------------------------------------------------------------- */

void         muster_store_read_async   (MusterStore *self, MusterReadFunc func, gpointer data, GDestroyNotify free_data,
                                        GDestroyNotify free_result, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
gpointer     muster_store_read_finish  (MusterStore *self, GAsyncResult *result, GError **error);

/* Ready-made reads. Finish: (transfer full); NULL with error NOT_FOUND where there is no such record. */
void          muster_store_get_detail_async  (MusterStore *self, const MusterId *id, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
MusterDetail *muster_store_get_detail_finish (MusterStore *self, GAsyncResult *result, GError **error);
void          muster_store_search_async      (MusterStore *self, const char *text, const MusterKind *kind, guint limit,
                                              GCancellable *cancellable, GAsyncReadyCallback callback,
                                              gpointer user_data);
GPtrArray    *muster_store_search_finish     (MusterStore *self, GAsyncResult *result, GError **error); /* MusterHit */
void          muster_store_history_async     (MusterStore *self, const MusterId *id, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
GPtrArray    *muster_store_history_finish    (MusterStore *self, GAsyncResult *result, GError **error);
/* Problems before a save: element MusterProblem. */
void          muster_store_check_async       (MusterStore *self, MusterRecord *base, MusterRecord *edited,
                                              GCancellable *cancellable, GAsyncReadyCallback callback,
                                              gpointer user_data);
GPtrArray    *muster_store_check_finish      (MusterStore *self, GAsyncResult *result, GError **error);
void          muster_store_get_draft_async   (MusterStore *self, const MusterId *id, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
MusterDraft  *muster_store_get_draft_finish  (MusterStore *self, GAsyncResult *result, GError **error); /* NULL,
                                              no error: none */
void          muster_store_list_drafts_async (MusterStore *self, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
GPtrArray    *muster_store_list_drafts_finish (MusterStore *self, GAsyncResult *result,
                                               GError **error); /* MusterDraft */

/* ---- writing ----------------------------------------------------------------------------------------------------- */

/* Finish is TRUE once the save is durable; *version is 0 where there was nothing to save. */
void          muster_store_save_async    (MusterStore *self, MusterCommit *commit, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean      muster_store_save_finish   (MusterStore *self, GAsyncResult *result, gint64 *version, GError **error);
/* Any other write: runs on the writing thread, adds the ids of what it changed, and sets *version where it saved. FALSE
 * with error. */
typedef gboolean (*MusterWriteFunc) (MusterReplica *replica, gpointer data, gint64 *version, GArray *changed,
                                     GError **error);
/* Finished like a save. */
void          muster_store_write_async   (MusterStore *self, MusterWriteFunc func, gpointer data,
                                          GDestroyNotify free_data, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
/* bulk is taken. Finished like a save. */
void          muster_store_bulk_async    (MusterStore *self, MusterBulk *bulk, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
void          muster_store_undo_async    (MusterStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
void          muster_store_redo_async    (MusterStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
void          muster_store_restore_async (MusterStore *self, const MusterId *id, gint64 at_version,
                                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* For undo, redo and restore. */
gboolean      muster_store_write_finish  (MusterStore *self, GAsyncResult *result, GError **error);
/* texts is copied. Order with saves is kept: a drop after a put wins. */
void          muster_store_put_draft_async  (MusterStore *self, const MusterKind *kind, const MusterId *id,
                                             GHashTable *texts, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
void          muster_store_drop_draft_async (MusterStore *self, const MusterId *id, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
