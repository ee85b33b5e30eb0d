/* muster-store-calls.c - the ready-made reads and writes of a store.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-needs.h"
#include "muster-store-private.h"
#include "muster-today.h"

#include <string.h>

/* ---- what a call takes with it ----------------------------------------------------------------------------------- */

typedef struct {
  MusterId          id;
  const MusterKind *kind;
  char             *text;
  guint             limit;
  gint64            version;
  MusterRecord     *base, *edited;
  MusterCommit     *commit;
  GHashTable       *texts;
} Call;

static Call *
call_new (const MusterId *id)
{
  Call *call = g_new0 (Call, 1);

  if (id != NULL)
    call->id = *id;
  return call;
}

static void
call_free (gpointer data)
{
  Call *call = data;

  g_free (call->text);
  g_clear_object (&call->base);
  g_clear_object (&call->edited);
  g_clear_pointer (&call->commit, muster_commit_unref);
  g_clear_pointer (&call->texts, g_hash_table_unref);
  g_free (call);
}

/* ---- reads ------------------------------------------------------------------------------------------------------- */

static gpointer
read_detail (MusterReplica *replica, gpointer data, GError **error)
{
  return muster_replica_get_detail (replica, &((Call *) data)->id, error);
}

void
muster_store_get_detail_async (MusterStore *self, const MusterId *id, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  muster_store_read_async (self, read_detail, call_new (id), call_free, (GDestroyNotify) muster_detail_free,
                           cancellable, callback, user_data);
}

MusterDetail *
muster_store_get_detail_finish (MusterStore *self, GAsyncResult *result, GError **error)
{
  return muster_store_read_finish (self, result, error);
}

static gpointer
read_search (MusterReplica *replica, gpointer data, GError **error)
{
  Call *call = data;

  return muster_replica_search (replica, call->text, call->kind, call->limit, error);
}

void
muster_store_search_async (MusterStore *self, const char *text, const MusterKind *kind, guint limit,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Call *call = call_new (NULL);

  call->text = g_strdup (text);
  call->kind = kind;
  call->limit = limit;
  muster_store_read_async (self, read_search, call, call_free, (GDestroyNotify) g_ptr_array_unref, cancellable,
                           callback, user_data);
}

GPtrArray *
muster_store_search_finish (MusterStore *self, GAsyncResult *result, GError **error)
{
  return muster_store_read_finish (self, result, error);
}

static gpointer
read_history (MusterReplica *replica, gpointer data, GError **error)
{
  return muster_replica_history (replica, &((Call *) data)->id, NULL, error);
}

void
muster_store_history_async (MusterStore *self, const MusterId *id, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  muster_store_read_async (self, read_history, call_new (id), call_free, (GDestroyNotify) g_ptr_array_unref,
                           cancellable, callback, user_data);
}

GPtrArray *
muster_store_history_finish (MusterStore *self, GAsyncResult *result, GError **error)
{
  return muster_store_read_finish (self, result, error);
}

static gpointer
read_check (MusterReplica *replica, gpointer data, GError **error)
{
  Call *call = data;

  return muster_rules_check (call->base, call->edited, muster_replica_get_lookup (replica),
                             muster_clock_today (muster_replica_get_clock (replica)));
}

void
muster_store_check_async (MusterStore *self, MusterRecord *base, MusterRecord *edited, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  Call *call = call_new (NULL);

  g_set_object (&call->base, base);
  g_set_object (&call->edited, edited);
  muster_store_read_async (self, read_check, call, call_free, (GDestroyNotify) g_ptr_array_unref, cancellable, callback,
                           user_data);
}

GPtrArray *
muster_store_check_finish (MusterStore *self, GAsyncResult *result, GError **error)
{
  return muster_store_read_finish (self, result, error);
}

/* Drafts are read on the writing thread, so that they are in step with puts and drops. */
static gpointer
read_draft (MusterReplica *replica, gpointer data, GError **error)
{
  return muster_replica_get_draft (replica, &((Call *) data)->id, error);
}

void
muster_store_get_draft_async (MusterStore *self, const MusterId *id, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  muster_store_run_write (self, muster_store_get_draft_async, read_draft, call_new (id), call_free,
                          (GDestroyNotify) muster_draft_free, cancellable, callback, user_data);
}

MusterDraft *
muster_store_get_draft_finish (MusterStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
read_drafts (MusterReplica *replica, gpointer data, GError **error)
{
  return muster_replica_list_drafts (replica, error);
}

void
muster_store_list_drafts_async (MusterStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  muster_store_run_write (self, muster_store_list_drafts_async, read_drafts, NULL, NULL,
                          (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
muster_store_list_drafts_finish (MusterStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- writes ------------------------------------------------------------------------------------------------------ */

/* What comes back from a write. */
typedef struct {
  gint64           version;
  GArray          *changed;
  MusterStoreState state;
} Written;

static void
written_free (gpointer data)
{
  Written *written = data;

  g_array_unref (written->changed);
  g_free (written->state.undo_label);
  g_free (written->state.redo_label);
  g_free (written->state.name);
  g_free (written);
}

static Written *
written_new (void)
{
  Written *written = g_new0 (Written, 1);

  written->changed = g_array_new (FALSE, FALSE, sizeof (MusterId));
  return written;
}

static void
read_state (MusterReplica *replica, MusterStoreState *state)
{
  state->undo_label = muster_replica_describe_undo (replica);
  state->redo_label = muster_replica_describe_redo (replica);
  state->n_unsent = muster_replica_count_outbox (replica);
  state->last_save = muster_replica_get_last_save (replica);
  state->n_attention = muster_replica_count_attention (replica);
  state->n_refused = muster_replica_count_refused (replica) + muster_replica_count_dismissed (replica);
  state->name = muster_replica_is_named (replica) ? g_strdup (muster_replica_get_actor (replica)) : NULL;
}

static gpointer
written_or_null (MusterReplica *replica, Written *written, gboolean ok)
{
  if (ok)
    {
      read_state (replica, &written->state);
      return written;
    }
  written_free (written);
  return NULL;
}

/* Takes what a write brought and tells it. */
static gboolean
finish_write (MusterStore *self, GAsyncResult *result, gint64 *version, GError **error)
{
  Written *written = g_task_propagate_pointer (G_TASK (result), error);

  if (written == NULL)
    return FALSE;
  if (version != NULL)
    *version = written->version;
  muster_store_take_state (self, &written->state);
  muster_store_tell (self, written->changed);
  written_free (written);
  return TRUE;
}

static gpointer
write_save (MusterReplica *replica, gpointer data, GError **error)
{
  Written *written = written_new ();

  return written_or_null (replica, written, muster_replica_save (replica, ((Call *) data)->commit, MUSTER_ORIGIN_EDIT,
                                                                 &written->version, written->changed, error));
}

void
muster_store_save_async (MusterStore *self, MusterCommit *commit, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  Call *call = call_new (NULL);

  call->commit = muster_commit_ref (commit);
  muster_store_run_write (self, muster_store_save_async, write_save, call, call_free, written_free, cancellable,
                          callback, user_data);
}

gboolean
muster_store_save_finish (MusterStore *self, GAsyncResult *result, gint64 *version, GError **error)
{
  return finish_write (self, result, version, error);
}

typedef struct {
  MusterWriteFunc func;
  gpointer        data;
  GDestroyNotify  free_data;
} AnyWrite;

static void
any_write_free (gpointer data)
{
  AnyWrite *any = data;

  if (any->free_data != NULL && any->data != NULL)
    any->free_data (any->data);
  g_free (any);
}

static gpointer
write_any (MusterReplica *replica, gpointer data, GError **error)
{
  AnyWrite *any = data;
  Written *written = written_new ();

  return written_or_null (replica, written,
                          any->func (replica, any->data, &written->version, written->changed, error));
}

void
muster_store_write_async (MusterStore *self, MusterWriteFunc func, gpointer data, GDestroyNotify free_data,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  AnyWrite *any = g_new0 (AnyWrite, 1);

  *any = (AnyWrite){ func, data, free_data };
  muster_store_run_write (self, muster_store_write_async, write_any, any, any_write_free, written_free, cancellable,
                          callback, user_data);
}

static gpointer
write_bulk (MusterReplica *replica, gpointer data, GError **error)
{
  Written *written = written_new ();

  return written_or_null (replica, written,
                          muster_replica_save_bulk (replica, data, &written->version, written->changed, error));
}

void
muster_store_bulk_async (MusterStore *self, MusterBulk *bulk, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  muster_store_run_write (self, muster_store_bulk_async, write_bulk, bulk, (GDestroyNotify) muster_bulk_free,
                          written_free, cancellable, callback, user_data);
}

static gpointer
write_undo (MusterReplica *replica, gpointer data, GError **error)
{
  Written *written = written_new ();

  return written_or_null (replica, written, muster_replica_undo (replica, &written->version, written->changed, error));
}

void
muster_store_undo_async (MusterStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  muster_store_run_write (self, muster_store_undo_async, write_undo, NULL, NULL, written_free, cancellable, callback,
                          user_data);
}

static gpointer
write_redo (MusterReplica *replica, gpointer data, GError **error)
{
  Written *written = written_new ();

  return written_or_null (replica, written, muster_replica_redo (replica, &written->version, written->changed, error));
}

void
muster_store_redo_async (MusterStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  muster_store_run_write (self, muster_store_redo_async, write_redo, NULL, NULL, written_free, cancellable, callback,
                          user_data);
}

static gpointer
write_restore (MusterReplica *replica, gpointer data, GError **error)
{
  Call *call = data;
  Written *written = written_new ();

  return written_or_null (
    replica, written,
    muster_replica_restore (replica, &call->id, call->version, &written->version, written->changed, error));
}

void
muster_store_restore_async (MusterStore *self, const MusterId *id, gint64 at_version, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  Call *call = call_new (id);

  call->version = at_version;
  muster_store_run_write (self, muster_store_restore_async, write_restore, call, call_free, written_free, cancellable,
                          callback, user_data);
}

gboolean
muster_store_write_finish (MusterStore *self, GAsyncResult *result, GError **error)
{
  return finish_write (self, result, NULL, error);
}

static gpointer
write_seen (MusterReplica *replica, gpointer data, GError **error)
{
  return muster_replica_mark_seen (replica, data, error) ? written_or_null (replica, written_new (), TRUE) : NULL;
}

void
muster_store_mark_seen_async (MusterStore *self, const MusterSeen *seen, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  muster_store_run_write (self, muster_store_mark_seen_async, write_seen, g_memdup2 (seen, sizeof *seen), g_free,
                          written_free, cancellable, callback, user_data);
}

/* ---- state ------------------------------------------------------------------------------------------------------- */

static gpointer
write_nothing (MusterReplica *replica, gpointer data, GError **error)
{
  return written_or_null (replica, written_new (), TRUE);
}

static void
on_state (GObject *object, GAsyncResult *result, gpointer data)
{
  finish_write (MUSTER_STORE (object), result, NULL, NULL);
}

void
muster_store_refresh_state (MusterStore *self)
{
  muster_store_run_write (self, muster_store_refresh_state, write_nothing, NULL, NULL, written_free, NULL, on_state,
                          NULL);
}

/* ---- drafts ------------------------------------------------------------------------------------------------------ */

static GHashTable *
copy_texts (GHashTable *texts)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer field, text;

  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, &field, &text))
    g_hash_table_insert (copy, g_strdup (field), g_strdup (text));
  return copy;
}

static gpointer
write_draft (MusterReplica *replica, gpointer data, GError **error)
{
  Call *call = data;

  return muster_replica_put_draft (replica, call->kind, &call->id, call->texts, error)
           ? written_or_null (replica, written_new (), TRUE)
           : NULL;
}

void
muster_store_put_draft_async (MusterStore *self, const MusterKind *kind, const MusterId *id, GHashTable *texts,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Call *call = call_new (id);

  call->kind = kind;
  call->texts = copy_texts (texts);
  muster_store_run_write (self, muster_store_put_draft_async, write_draft, call, call_free, written_free, cancellable,
                          callback, user_data);
}

static gpointer
write_drop (MusterReplica *replica, gpointer data, GError **error)
{
  return muster_replica_drop_draft (replica, &((Call *) data)->id, error)
           ? written_or_null (replica, written_new (), TRUE)
           : NULL;
}

void
muster_store_drop_draft_async (MusterStore *self, const MusterId *id, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  muster_store_run_write (self, muster_store_drop_draft_async, write_drop, call_new (id), call_free, written_free,
                          cancellable, callback, user_data);
}
