/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "peer.h"

#include "timing.h"

#include <string.h>

static char *
get_token (gpointer data, const char *name)
{
  Peer *self = data;

  return g_strdup (g_str_equal (name, "access") ? self->access : self->refresh);
}

static gboolean
set_tokens (gpointer data, const char *access, const char *refresh, GError **error)
{
  Peer *self = data;
  g_autofree char *text = g_strconcat (access, "\n", refresh, NULL);

  g_free (self->access);
  g_free (self->refresh);
  self->access = g_strdup (access);
  self->refresh = g_strdup (refresh);
  return g_file_set_contents_full (self->tokens_path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, error);
}

static void
load_tokens (Peer *self)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) parts = NULL;

  if (!g_file_get_contents (self->tokens_path, &text, NULL, NULL))
    return;
  parts = g_strsplit (text, "\n", 2);
  self->access = g_strdup (parts[0]);
  self->refresh = g_strdup (parts[1]);
}

void
peer_open (Peer *self, const char *address, const char *trust, const char *path, MusterReplicaFlags flags)
{
  MusterTokens tokens = { get_token, set_tokens, self };
  g_autoptr(GError) error = NULL;

  memset (self, 0, sizeof *self);
  self->clock = muster_clock_new_system ();
  self->random = muster_random_new_system ();
  self->address = g_strdup (address);
  self->tokens_path = g_strconcat (path, ".tokens", NULL);
  load_tokens (self);
  self->replica = muster_replica_open (path, flags, self->clock, self->random, "Bench", &error);
  timing_check (error);
  self->courier = muster_courier_new (address, g_str_equal (trust, "-") ? NULL : trust, &error);
  timing_check (error);
  self->engine = muster_engine_new (self->replica, self->clock, self->random, &tokens);
}

void
peer_join (Peer *self, const char *code)
{
  g_autoptr(MusterRequest) request = muster_engine_make_enrolment (self->engine, code, "Bench");
  g_autoptr(MusterResponse) response = muster_courier_call (self->courier, request);
  g_autoptr(GError) error = NULL;

  muster_engine_take_enrolment (self->engine, self->address, response, &error);
  timing_check (error);
}

static void
answer (Peer *self, MusterRequest *request)
{
  g_autoptr(MusterResponse) response = NULL;

  muster_courier_send (self->courier, request);
  muster_engine_work (self->engine);
  response = muster_courier_receive (self->courier);
  self->n_requests++;
  if (self->answers != NULL && g_str_equal (request->path, "/v1/pull") && response->body != NULL)
    g_ptr_array_add (self->answers, g_bytes_ref (response->body));
  muster_engine_answer (self->engine, response);
}

void
peer_run (Peer *self)
{
  g_autoptr(MusterRequest) request = NULL;
  MusterTime until;

  while (muster_engine_next (self->engine, &request, &until) == MUSTER_ENGINE_SEND)
    {
      answer (self, request);
      g_clear_pointer (&request, muster_request_free);
    }
  if (muster_engine_get_state (self->engine) != MUSTER_ENGINE_IDLE || !muster_engine_all_saved (self->engine))
    g_error ("The replica and the endpoint did not come to agree: %s", muster_engine_get_failure (self->engine));
}

void
peer_push (Peer *self)
{
  g_autoptr(MusterRequest) request = NULL;
  MusterTime until;

  while (muster_engine_next (self->engine, &request, &until) == MUSTER_ENGINE_SEND
         && g_str_equal (request->path, "/v1/push"))
    {
      answer (self, request);
      g_clear_pointer (&request, muster_request_free);
    }
}

void
peer_close (Peer *self)
{
  muster_engine_free (self->engine);
  muster_courier_free (self->courier);
  muster_replica_close (self->replica);
  muster_random_free (self->random);
  muster_clock_unref (self->clock);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  g_free (self->address);
  g_free (self->tokens_path);
  g_free (self->access);
  g_free (self->refresh);
}
