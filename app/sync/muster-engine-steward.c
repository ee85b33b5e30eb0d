/* muster-engine-steward.c - what others were refused, for a steward who asks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-engine-private.h"

#include "muster-error.h"

#include <glib/gi18n-lib.h>

MusterRequest *
muster_engine_make_refused (MusterEngine *self, gint64 after)
{
  MusterRequest *request = muster_request_new ("GET", "/v1/refused");

  request->authorization = self->tokens.get (self->tokens.data, "access");
  request->query = g_strdup_printf ("after=%" G_GINT64_FORMAT, after);
  return request;
}

MusterToldList *
muster_engine_take_refused (MusterEngine *self, const MusterResponse *response, GError **error)
{
  MusterToldList *list = NULL;
  MusterBelief belief;

  muster_belief_judge (&belief, &self->who->server, response);
  if (belief.failure != NULL)
    g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_FAILED, belief.failure);
  else if (belief.problem != NULL)
    g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID,
                         belief.problem->detail != NULL ? belief.problem->detail
                                                        : _("The server could not do what it was asked."));
  else
    list = muster_wire_parse_told (response->body, error);
  muster_belief_clear (&belief);
  return list;
}
