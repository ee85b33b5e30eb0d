/* muster-syncer-join.c - joining an endpoint from a window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-syncer-private.h"

#include "muster-error.h"
#include "muster-transport.h"
#include "muster-trust.h"

typedef struct {
  Desk           *desk;
  MusterCourier  *courier;  /* taken by the syncer at the end */
  char           *path, *address, *authority, *code, *device;
  MusterResponse *response;
  MusterRequest  *request;
  gulong          cancelled_id; /* 0: none */
} Join;

static void
join_free (gpointer data)
{
  Join *self = data;

  muster_sync_desk_unref (self->desk);
  muster_courier_free (self->courier);
  g_clear_pointer (&self->response, muster_response_free);
  g_clear_pointer (&self->request, muster_request_free);
  g_free (self->path);
  g_free (self->address);
  g_free (self->authority);
  g_free (self->code);
  g_free (self->device);
  g_free (self);
}

static gboolean
ask_to_join (MusterReplica *replica, gpointer data, gint64 *version, GArray *changed, GError **error)
{
  Join *self = data;

  muster_sync_desk_sit (self->desk, replica, changed);
  self->request = muster_engine_make_enrolment (self->desk->engine, self->code, self->device);
  if (self->request != NULL)
    return TRUE;
  g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_FAILED, muster_engine_get_failure (self->desk->engine));
  return FALSE;
}

static gboolean
take_joined (MusterReplica *replica, gpointer data, gint64 *version, GArray *changed, GError **error)
{
  Join *self = data;

  muster_sync_desk_sit (self->desk, replica, changed);
  return muster_engine_take_enrolment (self->desk->engine, self->address, self->response, error)
         && muster_trust_keep (self->path, self->authority, error);
}

static void
finish_join (GTask *task /* taken */, GError *error /* taken */)
{
  MusterSyncer *self = g_task_get_source_object (task);
  Join *join = g_task_get_task_data (task);

  if (join->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), join->cancelled_id);
  join->cancelled_id = 0;
  if (error == NULL && !self->stopped)
    muster_syncer_take_courier (self, g_steal_pointer (&join->courier));
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
on_joined_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  muster_store_write_finish (MUSTER_STORE (source), result, &error);
  finish_join (data, error);
}

static void
on_enrolled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  MusterSyncer *self = g_task_get_source_object (task);
  Join *join = g_task_get_task_data (task);

  join->response = muster_courier_call_finish (result);
  if (join->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), join->cancelled_id);
  join->cancelled_id = 0;
  muster_store_write_async (self->store, take_joined, join, NULL, NULL, on_joined_cb, task);
}

static void
on_asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Join *join = g_task_get_task_data (task);
  GError *error = NULL;

  /* Who does not want it any more need not wait for an answer to what was not sent. */
  if (!muster_store_write_finish (MUSTER_STORE (source), result, &error)
      || g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    finish_join (task, error);
  else
    muster_courier_call_async (join->courier, g_steal_pointer (&join->request), on_enrolled_cb, task);
}

static void
on_cancelled_cb (GCancellable *cancellable, MusterCourier *courier)
{
  muster_courier_give_up (courier);
}

void
muster_syncer_join_async (MusterSyncer *self, const char *address, const char *code, const char *authority,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Join *join = g_new0 (Join, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, muster_syncer_join_async);
  g_task_set_task_data (task, join, join_free);
  join->desk = muster_sync_desk_ref (self->desk);
  join->path = g_strdup (muster_store_get_path (self->store));
  join->authority = g_strdup (authority);
  join->code = g_strdup (code);
  join->device = g_utf8_make_valid (g_get_host_name (), -1);
  join->address = muster_transport_check_address (address, &error);
  if (join->address != NULL)
    join->courier = muster_trust_open_courier (join->path, join->address, authority, &error);
  if (join->courier == NULL)
    {
      finish_join (task, error);
      return;
    }
  if (cancellable != NULL)
    join->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled_cb), join->courier, NULL);
  muster_store_write_async (self->store, ask_to_join, join, NULL, NULL, on_asked_cb, task);
}

gboolean
muster_syncer_join_finish (MusterSyncer *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
