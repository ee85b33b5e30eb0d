/* muster-endpoint-problem.c - refusals: PROTOCOL.md section 13.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-endpoint-private.h"

#include "muster-error.h"

#include <glib/gi18n-lib.h>

/* How long who finds us busy is asked to wait, seconds. */
#define BUSY_SECONDS 5

static const struct {
  const char *type;
  guint       status;
  const char *retry, *title, *detail;
} problems[] = {
  { "malformed", 400, "never", N_("The message cannot be used"),
    N_("The server could not use what was sent. Update Muster, then try again.") },
  { "auth-expired", 401, "after-auth", N_("The sign-in is too old"),
    N_("The sign-in of this computer is too old. Muster renews it by itself.") },
  { "auth-revoked", 401, "after-auth", N_("No longer signed in"),
    N_("This computer is no longer signed in. Ask your administrator for a new code; nothing is lost.") },
  { "code-invalid", 401, "after-auth", N_("The code is not valid"),
    N_("This code is not valid: it may be mistyped, used already, or too old. Ask your administrator for a new one.") },
  { "not-allowed", 403, "never", N_("Not allowed"), N_("You may not do this. Ask your administrator.") },
  { "not-found", 404, "never", N_("Nothing is here"), N_("There is nothing at this address. Check the address of the"
                                                         " server.") },
  { "replica-forked", 409, "after-reconcile", N_("There are two copies of this file"),
    N_("This file was copied, and both copies were used. Muster makes this one a file of its own; nothing is lost.") },
  { "replica-unknown", 409, "after-reconcile", N_("This file is not known"),
    N_("The server does not know this file yet. Muster makes it known by itself.") },
  { "gap", 409, "after-reconcile", N_("Something is missing before this"),
    N_("The server lacks changes that come before these. Muster sends them again by itself.") },
  { "diverged", 409, "after-reconcile", N_("The server was put back"),
    N_("The server was put back to an earlier state. Muster finds out by itself what is missing there, and sends it"
       " again.") },
  { "too-large", 413, "never", N_("Too much at once"), N_("This is more than the server takes at once.") },
  { "upgrade-required", 426, "after-upgrade", N_("Muster is too old"),
    N_("This Muster is too old for the server. Update it; what you did is safe, and is sent all the same.") },
  { "busy", 503, "same", N_("The server is busy"), N_("The server is busy. Muster tries again by itself.") },
  { "storage-full", 507, "same", N_("The server's disk is full"),
    N_("The server has no room left. Tell your administrator; what you did is safe here and is sent later.") },
};

static MusterResponse *
respond (MusterEndpoint *self, guint status, const char *media_type, GBytes *body)
{
  MusterResponse *response = muster_response_new (status);
  MusterIdText server;

  response->media_type = g_strdup (media_type);
  response->server = g_strdup (muster_id_to_text (muster_ledger_get_server (self->reader), server));
  response->body = body;
  return response;
}

MusterResponse *
muster_endpoint_answer (MusterEndpoint *self, GBytes *body)
{
  return respond (self, 200, MUSTER_MEDIA_TYPE, body);
}

MusterResponse *
muster_endpoint_problem (MusterEndpoint *self, const char *type, gint64 n, gint64 expected, const char *detail)
{
  MusterProblemDocument document = { .n = n, .expected = expected };
  MusterResponse *response;
  guint i = 0;

  while (i < G_N_ELEMENTS (problems) && !g_str_equal (problems[i].type, type))
    i++;
  g_return_val_if_fail (i < G_N_ELEMENTS (problems), NULL);

  document.type = (char *) problems[i].type;
  document.status = problems[i].status;
  document.retry = (char *) problems[i].retry;
  document.title = (char *) _(problems[i].title);
  document.detail = (char *) (detail != NULL ? detail : _(problems[i].detail));
  response = respond (self, document.status, MUSTER_PROBLEM_TYPE, muster_wire_print_problem (&document));
  if (document.status == 503 || document.status == 507)
    response->retry_after = BUSY_SECONDS;
  return response;
}

MusterResponse *
muster_endpoint_refuse (MusterEndpoint *self, const char *type, const char *detail)
{
  return muster_endpoint_problem (self, type, 0, 0, detail);
}

MusterResponse *
muster_endpoint_malformed (MusterEndpoint *self, const GError *error)
{
  return muster_endpoint_problem (self, "malformed", 0, 0, error != NULL ? error->message : NULL);
}

MusterResponse *
muster_endpoint_failure (MusterEndpoint *self, const GError *error)
{
  gboolean full = g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_NO_SPACE);

  /* For whoever keeps the server; it names a file, never what is in it. */
  g_message ("%s", error->message);
  return muster_endpoint_problem (self, full ? "storage-full" : "busy", 0, 0, NULL);
}

MusterResponse *
muster_endpoint_fail (MusterEndpoint *self, const GError *error)
{
  return muster_endpoint_failure (self, error);
}
