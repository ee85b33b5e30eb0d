/* muster-engine-join.c - joining, and tokens: PROTOCOL.md section 3.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-engine-private.h"

#include "muster-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- joining ----------------------------------------------------------------------------------------------------- */

/* The key itself is for nobody but the server that gave it, and a code may come from anywhere: its hash is enough. */
static void
name_device (MusterEngine *self, MusterEnrolment *enrolment)
{
  g_autofree char *refresh = self->tokens.get (self->tokens.data, "refresh");
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize n = sizeof enrolment->ends;

  enrolment->has_ends = refresh != NULL;
  if (refresh == NULL)
    return;
  g_checksum_update (checksum, (const guchar *) refresh, (gssize) strlen (refresh));
  g_checksum_get_digest (checksum, enrolment->ends, &n);
}

MusterRequest *
muster_engine_make_enrolment (MusterEngine *self, const char *code, const char *device)
{
  MusterEnrolment enrolment = { .code = (char *) code, .device = (char *) device };
  MusterRequest *request;

  g_return_val_if_fail (code != NULL && g_utf8_validate (code, -1, NULL), NULL);
  g_return_val_if_fail (device != NULL && g_utf8_validate (device, -1, NULL), NULL);

  if (!muster_engine_look (self))
    return NULL;
  enrolment.replica = self->who->replica;
  enrolment.schema = self->who->schema;
  enrolment.joined = self->who->enrolled;
  enrolment.person = self->who->person;
  enrolment.server = self->who->server;
  if (enrolment.joined)
    name_device (self, &enrolment);
  request = muster_request_new ("POST", "/v1/enrol");
  request->body = muster_wire_print_enrolment (&enrolment);
  return request;
}

static gboolean
take_enrolled (MusterEngine *self, const char *address, const MusterEnrolled *enrolled, GError **error)
{
  /* The replica first: where it belongs to somebody else, her tokens must stay. */
  if (!muster_replica_enrol (self->replica, address, &enrolled->server, &enrolled->epoch, &enrolled->person,
                             enrolled->person_name, error)
      || !self->tokens.set (self->tokens.data, enrolled->access, enrolled->refresh, error))
    return FALSE;

  self->stopped = self->refresh = self->refreshed = FALSE;
  self->pull = TRUE;
  muster_engine_fail (self, NULL);
  self->failures = 0;
  self->retry_at = 0;
  return muster_engine_look (self);
}

gboolean
muster_engine_take_enrolment (MusterEngine *self, const char *address, MusterResponse *response, GError **error)
{
  g_autoptr(MusterEnrolled) enrolled = NULL;
  MusterBelief belief;
  MusterId sender;
  gboolean ok = FALSE;

  muster_belief_judge (&belief, NULL, response);
  if (belief.failure != NULL)
    g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_FAILED, belief.failure);
  else if (belief.problem != NULL)
    g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                         belief.problem->detail != NULL ? belief.problem->detail
                                                        : _("The server did not take the code."));
  else if ((enrolled = muster_wire_parse_enrolled (response->body, error)) != NULL)
    {
      if (!muster_id_from_text (&sender, response->server) || !muster_id_equal (&sender, &enrolled->server))
        g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                             _("The answer names two different servers. It was not used."));
      else
        ok = take_enrolled (self, address, enrolled, error);
    }
  muster_belief_clear (&belief);
  return ok;
}

/* ---- tokens ------------------------------------------------------------------------------------------------------ */

MusterRequest *
muster_engine_make_refresh (MusterEngine *self)
{
  g_autofree char *refresh = self->tokens.get (self->tokens.data, "refresh");
  MusterRequest *request;

  if (refresh == NULL)
    {
      self->stopped = TRUE;
      muster_engine_fail (self, _("This computer has lost its key to the server. Ask your administrator for a new "
                                   "code and join again; nothing that you "
                                   "saved is lost."));
      return NULL;
    }
  self->ask = MUSTER_ASK_REFRESH;
  self->state = MUSTER_ENGINE_REFRESHING;
  request = muster_request_new ("POST", "/v1/token");
  request->body = muster_wire_print_refresh (refresh);
  return request;
}

void
muster_engine_take_refresh (MusterEngine *self, GBytes *body)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterTokenPair) pair = muster_wire_parse_tokens (body, &error);

  if (pair == NULL)
    {
      muster_engine_misread (self, error);
      return;
    }
  /* Where they cannot be kept now, the old one gives the same pair again for a minute. */
  if (!self->tokens.set (self->tokens.data, pair->access, pair->refresh, &error))
    {
      muster_engine_back_off (self, error->message);
      return;
    }
  self->refresh = FALSE;
  self->refreshed = TRUE;
}
