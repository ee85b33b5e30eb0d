/* muster-store.c - the replica behind two threads.
 *
 * Answers of writes also bring what changed, which is gathered and told once a main-loop turn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-store-private.h"
#include "muster-worker-private.h"

#include "muster-error.h"

#include <glib/gi18n-lib.h>

struct _MusterStore {
  GObject       parent_instance;
  char         *path;
  char         *actor;
  gboolean      named; /* by an endpoint */
  MusterClock  *clock;
  MusterRandom *random; /* main thread: ids of new records */
  MusterWorker  writer; /* no thread where the replica is only read */
  MusterWorker  reader;
  gboolean      closed;
  GArray       *changed; /* of MusterId, not told yet */
  guint         tell_id;
  char         *undo_label, *redo_label; /* nullable */
  guint         n_unsent;
  guint         n_attention;
  guint         n_refused;
  MusterTime    last_save;
};

G_DEFINE_FINAL_TYPE (MusterStore, muster_store, G_TYPE_OBJECT)

enum { PROP_0, PROP_UNDO_LABEL, PROP_REDO_LABEL, PROP_N_UNSENT, PROP_LAST_SAVE, PROP_N_ATTENTION, PROP_N_REFUSED,
       PROP_ACTOR, N_PROPS };
enum { CHANGED, N_SIGNALS };

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

/* ---- opening ----------------------------------------------------------------------------------------------------- */

typedef struct {
  char              *path;
  MusterReplicaFlags flags;
  MusterClock       *clock;
  char              *actor;
  MusterReadFunc     ahead; /* NULL: nothing */
  gpointer           data;
  GDestroyNotify     free_data;
} OpenArgs;

static void
open_args_free (gpointer data)
{
  OpenArgs *args = data;

  g_free (args->path);
  muster_clock_unref (args->clock);
  g_free (args->actor);
  if (args->data != NULL && args->free_data != NULL)
    args->free_data (args->data);
  g_free (args);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  OpenArgs *args = data;
  g_autoptr(MusterStore) self = g_object_new (MUSTER_TYPE_STORE, NULL);
  GError *error = NULL;

  self->path = g_strdup (args->path);
  self->clock = muster_clock_ref (args->clock);
  /* The writer first: it makes the file, or brings it up to date, for the reader. */
  if ((!(args->flags & MUSTER_REPLICA_READ)
       && !muster_worker_start (&self->writer, "muster-writer", args->path, args->flags, args->clock, args->actor,
                                &error))
      || !muster_worker_start (&self->reader, "muster-reader", args->path, MUSTER_REPLICA_READ, args->clock,
                               args->actor, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  /* It has not been asked for anything yet. */
  self->actor = g_strdup (muster_replica_get_actor (self->reader.replica));
  self->named = muster_replica_is_named (self->reader.replica);
  if (args->ahead != NULL)
    muster_worker_push (&self->reader, g_task_new (NULL, NULL, NULL, NULL), args->ahead,
                        g_steal_pointer (&args->data), args->free_data, NULL);
  g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
}

void
muster_store_open_ahead_async (const char *path, MusterReplicaFlags flags, MusterClock *clock, const char *actor,
                               MusterReadFunc ahead, gpointer data, GDestroyNotify free_data,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  OpenArgs *args = g_new0 (OpenArgs, 1);

  args->path = g_strdup (path);
  args->flags = flags;
  args->clock = muster_clock_ref (clock);
  args->actor = g_strdup (actor);
  args->ahead = ahead;
  args->data = data;
  args->free_data = free_data;
  g_task_set_source_tag (task, muster_store_open_async);
  g_task_set_task_data (task, args, open_args_free);
  g_task_run_in_thread (task, open_in_thread);
}

void
muster_store_open_async (const char *path, MusterReplicaFlags flags, MusterClock *clock, const char *actor,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  muster_store_open_ahead_async (path, flags, clock, actor, NULL, NULL, NULL, cancellable, callback, user_data);
}

MusterStore *
muster_store_open_finish (GAsyncResult *result, GError **error)
{
  MusterStore *self = g_task_propagate_pointer (G_TASK (result), error);

  if (self != NULL && self->writer.thread != NULL)
    muster_store_refresh_state (self);
  return self;
}

void
muster_store_close (MusterStore *self)
{
  if (self->closed)
    return;
  self->closed = TRUE;
  g_clear_handle_id (&self->tell_id, g_source_remove);
  muster_worker_stop (&self->reader);
  muster_worker_stop (&self->writer); /* last: it alone checkpoints */
}

/* ---- jobs -------------------------------------------------------------------------------------------------------- */

static GTask *
task_new (MusterStore *self, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  return task;
}

/* FALSE: answered already. */
static gboolean
can_run (MusterStore *self, MusterWorker *worker, GTask *task)
{
  if (self->closed)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _("This file was closed."));
  else if (worker->thread == NULL)
    g_task_return_new_error (
      task, MUSTER_ERROR, MUSTER_ERROR_READ_ONLY,
      _("This file can be read but not changed. Copy it to a folder of your own and open the copy."));
  else
    return TRUE;
  return FALSE;
}

void
muster_store_read_async (MusterStore *self, MusterReadFunc func, gpointer data, GDestroyNotify free_data,
                         GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr(GTask) task = task_new (self, muster_store_read_async, cancellable, callback, user_data);

  if (can_run (self, &self->reader, task))
    muster_worker_push (&self->reader, g_steal_pointer (&task), func, data, free_data, free_result);
  else if (free_data != NULL && data != NULL)
    free_data (data);
}

gpointer
muster_store_read_finish (MusterStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
muster_store_run_write (MusterStore *self, gpointer tag, MusterReadFunc func, gpointer data, GDestroyNotify free_data,
                        GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr(GTask) task = task_new (self, tag, cancellable, callback, user_data);

  if (can_run (self, &self->writer, task))
    muster_worker_push (&self->writer, g_steal_pointer (&task), func, data, free_data, free_result);
  else if (free_data != NULL && data != NULL)
    free_data (data);
}

/* ---- who saves --------------------------------------------------------------------------------------------------- */

static gpointer
sign_as (MusterReplica *replica, gpointer actor, GError **error)
{
  muster_replica_sign_as (replica, actor);
  return NULL;
}

static void
read_as (MusterStore *self, const char *actor)
{
  g_free (self->actor);
  self->actor = g_strdup (actor);
  muster_store_read_async (self, sign_as, g_strdup (actor), g_free, NULL, NULL, NULL, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ACTOR]);
}

const char *
muster_store_get_actor (MusterStore *self)
{
  return self->actor;
}

gboolean
muster_store_can_set_actor (MusterStore *self)
{
  return !self->named;
}

void
muster_store_set_actor (MusterStore *self, const char *actor)
{
  if (self->named || self->closed || g_str_equal (self->actor, actor))
    return;
  if (muster_store_can_write (self))
    muster_store_run_write (self, muster_store_set_actor, sign_as, g_strdup (actor), g_free, NULL, NULL, NULL, NULL);
  read_as (self, actor);
}

/* The writing thread has joined an endpoint, which gave it. */
static void
take_name (MusterStore *self, const char *name)
{
  self->named = TRUE;
  if (!self->closed && !g_str_equal (self->actor, name))
    read_as (self, name);
}

/* ---- telling ----------------------------------------------------------------------------------------------------- */

static gboolean
tell_changed (gpointer data)
{
  MusterStore *self = data;
  g_autoptr(GArray) ids = g_steal_pointer (&self->changed);

  self->changed = g_array_new (FALSE, FALSE, sizeof (MusterId));
  self->tell_id = 0;
  g_signal_emit (self, signals[CHANGED], 0, ids);
  return G_SOURCE_REMOVE;
}

void
muster_store_tell (MusterStore *self, GArray *ids)
{
  if (ids->len == 0 || self->closed)
    return;
  g_array_append_vals (self->changed, ids->data, ids->len);
  if (self->tell_id == 0)
    self->tell_id = g_idle_add_full (G_PRIORITY_DEFAULT, tell_changed, self, NULL);
}

static void
set_label (MusterStore *self, char **label, char *value /* taken */, guint prop)
{
  if (g_strcmp0 (*label, value) != 0)
    {
      g_free (*label);
      *label = g_strdup (value);
      g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
    }
  g_free (value);
}

void
muster_store_take_state (MusterStore *self, MusterStoreState *state)
{
  gboolean unsent = self->n_unsent != state->n_unsent;
  gboolean saved = self->last_save != state->last_save;
  gboolean attention = self->n_attention != state->n_attention;
  gboolean refused = self->n_refused != state->n_refused;

  if (state->name != NULL)
    take_name (self, state->name);
  self->n_unsent = state->n_unsent;
  self->last_save = state->last_save;
  self->n_attention = state->n_attention;
  self->n_refused = state->n_refused;
  set_label (self, &self->undo_label, g_steal_pointer (&state->undo_label), PROP_UNDO_LABEL);
  set_label (self, &self->redo_label, g_steal_pointer (&state->redo_label), PROP_REDO_LABEL);
  if (unsent)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_UNSENT]);
  if (saved)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LAST_SAVE]);
  if (attention)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_ATTENTION]);
  if (refused)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_REFUSED]);
}

/* ---- object ------------------------------------------------------------------------------------------------------ */

static void
muster_store_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MusterStore *self = MUSTER_STORE (object);

  switch (id)
    {
    case PROP_UNDO_LABEL:
      g_value_set_string (value, self->undo_label);
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, self->redo_label);
      break;
    case PROP_N_UNSENT:
      g_value_set_uint (value, self->n_unsent);
      break;
    case PROP_LAST_SAVE:
      g_value_set_int64 (value, self->last_save);
      break;
    case PROP_N_ATTENTION:
      g_value_set_uint (value, self->n_attention);
      break;
    case PROP_N_REFUSED:
      g_value_set_uint (value, self->n_refused);
      break;
    case PROP_ACTOR:
      g_value_set_string (value, self->actor);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
muster_store_finalize (GObject *object)
{
  MusterStore *self = MUSTER_STORE (object);

  muster_store_close (self);
  g_array_unref (self->changed);
  g_free (self->undo_label);
  g_free (self->redo_label);
  g_free (self->path);
  g_free (self->actor);
  g_clear_pointer (&self->clock, muster_clock_unref);
  muster_random_free (self->random);
  G_OBJECT_CLASS (muster_store_parent_class)->finalize (object);
}

static void
muster_store_class_init (MusterStoreClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = muster_store_get_property;
  object_class->finalize = muster_store_finalize;
  props[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  props[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  props[PROP_N_UNSENT] = g_param_spec_uint ("n-unsent", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_LAST_SAVE] = g_param_spec_int64 ("last-save", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  props[PROP_N_ATTENTION] = g_param_spec_uint ("n-attention", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_N_REFUSED] = g_param_spec_uint ("n-refused", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_ACTOR] = g_param_spec_string ("actor", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CHANGED] = g_signal_new ("changed", MUSTER_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_ARRAY);
}

static void
muster_store_init (MusterStore *self)
{
  self->changed = g_array_new (FALSE, FALSE, sizeof (MusterId));
  self->random = muster_random_new_system ();
}

MusterClock *
muster_store_get_clock (MusterStore *self)
{
  return self->clock;
}

const char *
muster_store_get_path (MusterStore *self)
{
  return self->path;
}

gboolean
muster_store_can_write (MusterStore *self)
{
  return self->writer.thread != NULL;
}

MusterRecord *
muster_store_make_record (MusterStore *self, const MusterKind *kind)
{
  MusterRecord *record;
  MusterId id;

  muster_id_new (&id, self->clock, self->random);
  record = muster_record_new (kind, &id);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const MusterChoice *first = muster_field_first_choice (&kind->fields[i]);
      g_autoptr(MusterValue) value = first != NULL ? muster_value_new_text (MUSTER_VALUE_CHOICE, first->nick) : NULL;

      if (value != NULL)
        muster_record_set (record, kind->fields[i].name, value);
    }
  return record;
}
