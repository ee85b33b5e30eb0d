/* muster-endpoint-join.c - what is here, joining, tokens: PROTOCOL.md sections 2, 3 and 12.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-endpoint-private.h"

#include "muster-error.h"
#include "muster-migrations.h"

#include <glib/gi18n-lib.h>

#define TRIES        10
#define TRIES_WINDOW (60 * G_TIME_SPAN_SECOND)
/* Addresses remembered at most; then those whose minute is over are forgotten. */
#define TRIES_KEPT   10000

/* ---- what is here ------------------------------------------------------------------------------------------------ */

MusterResponse *
muster_endpoint_welcome (MusterEndpoint *self, const MusterRequest *request, const MusterSession *session)
{
  MusterWelcome welcome = {
    .server = *muster_ledger_get_server (self->reader), .epoch = *muster_ledger_get_epoch (self->reader),
    .protocol_oldest = 1, .protocol_newest = 1, .schema_oldest = MUSTER_SCHEMA_OLDEST, .time =
      muster_clock_now (self->clock),
    .limit_body = MUSTER_WIRE_SENT, .limit_inflated = MUSTER_WIRE_INFLATED, .limit_commits = MUSTER_WIRE_COMMITS,
    .limit_changes = MUSTER_WIRE_CHANGES, .limit_value = MUSTER_WIRE_VALUE, .limit_depth = MUSTER_WIRE_DEPTH,
  };
  int newest;

  muster_migrations_get (&newest);
  welcome.schema_current = newest;
  return muster_endpoint_answer (self, muster_wire_print_welcome (&welcome));
}

/* Whether the file can be read; how much is in it is nobody's business who has no token. */
MusterResponse *
muster_endpoint_health (MusterEndpoint *self, const MusterRequest *request, const MusterSession *session)
{
  g_autoptr(GError) error = NULL;

  muster_ledger_get_head (self->reader, &error);
  if (error != NULL)
    return muster_endpoint_failure (self, error);
  return muster_endpoint_answer (self, g_bytes_new_static ("{}", 2));
}

/* ---- codes ------------------------------------------------------------------------------------------------------- */

typedef struct {
  MusterTime since;
  guint      n;
} MusterTries;

static gboolean
is_over (gpointer address, gpointer tries, gpointer now)
{
  MusterTime age = *(MusterTime *) now - ((MusterTries *) tries)->since;

  return age < 0 || age >= TRIES_WINDOW;
}

/* Counts a try. FALSE: enough for this minute. */
static gboolean
may_try (MusterEndpoint *self, const char *address)
{
  MusterTime now = muster_clock_now (self->clock);
  MusterTries *tries;

  if (g_hash_table_size (self->tries) >= TRIES_KEPT)
    g_hash_table_foreach_remove (self->tries, is_over, &now);
  tries = g_hash_table_lookup (self->tries, address);
  if (tries == NULL || is_over (NULL, tries, &now))
    {
      tries = g_new0 (MusterTries, 1);
      tries->since = now;
      g_hash_table_replace (self->tries, g_strdup (address), tries);
    }
  return ++tries->n <= TRIES;
}

/* A good code is no guess: many may join from one address on the same day. */
static void
forget_try (MusterEndpoint *self, const char *address)
{
  MusterTries *tries = g_hash_table_lookup (self->tries, address);

  if (tries != NULL)
    tries->n--;
}

static MusterResponse *
too_many_tries (MusterEndpoint *self)
{
  MusterProblemDocument document = {
    .type = (char *) "busy", .title = (char *) _("Too many codes"), .retry = (char *) "same", .status = 429,
    .detail = (char *) _("Too many codes were tried from this address. Wait a minute, then try again."),
  };
  MusterResponse *response = muster_endpoint_answer (self, muster_wire_print_problem (&document));

  g_free (response->media_type);
  response->media_type = g_strdup (MUSTER_PROBLEM_TYPE);
  response->status = document.status;
  response->retry_after = TRIES_WINDOW / G_TIME_SPAN_SECOND;
  return response;
}

/* ---- joining ----------------------------------------------------------------------------------------------------- */

static MusterResponse *
refuse_enrolment (MusterEndpoint *self, const GError *error)
{
  if (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND))
    return muster_endpoint_problem (self, "code-invalid", 0, 0, error->message);
  if (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_EXISTS))
    return muster_endpoint_problem (self, "not-allowed", 0, 0, error->message);
  return muster_endpoint_failure (self, error);
}

MusterResponse *
muster_endpoint_enrol (MusterEndpoint *self, const MusterRequest *request, const MusterSession *session)
{
  const char *address = request->address != NULL ? request->address : "";
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterEnrolment) asked = NULL;
  g_autoptr(MusterSession) joined = NULL;
  MusterTokenPair pair = { 0 };
  MusterEnrolled enrolled;
  MusterResponse *response;

  if (!may_try (self, address))
    return too_many_tries (self);
  asked = request->body != NULL ? muster_wire_parse_enrolment (request->body, &error) : NULL;
  if (asked == NULL)
    return muster_endpoint_malformed (self, error);
  if (asked->joined && !muster_id_equal (&asked->server, muster_ledger_get_server (self->writer)))
    return muster_endpoint_problem (self, "not-allowed", 0, 0,
                                    _("This file already works with another server. Make a new file for this one; the"
                                      " code was not used up."));
  joined = muster_ledger_enrol (self->writer, asked, &pair, &error);
  if (joined == NULL)
    return refuse_enrolment (self, error);
  forget_try (self, address);

  enrolled = (MusterEnrolled){ *muster_ledger_get_server (self->writer),
                               *muster_ledger_get_epoch (self->writer),
                               joined->person,
                               joined->person_name,
                               pair.access,
                               pair.refresh,
                               pair.expires,
                               joined->grants_version,
                               joined->grants };
  response = muster_endpoint_answer (self, muster_wire_print_enrolled (&enrolled));
  muster_token_pair_clear (&pair);
  return response;
}

MusterResponse *
muster_endpoint_token (MusterEndpoint *self, const MusterRequest *request, const MusterSession *session)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *refresh = request->body != NULL ? muster_wire_parse_refresh (request->body, &error) : NULL;
  MusterTokenPair pair = { 0 };
  MusterResponse *response;

  if (refresh == NULL)
    return muster_endpoint_malformed (self, error);
  if (muster_ledger_refresh (self->writer, refresh, &pair, &error))
    response = muster_endpoint_answer (self, muster_wire_print_tokens (&pair));
  else if (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND))
    response = muster_endpoint_problem (self, "auth-revoked", 0, 0, NULL);
  else
    response = muster_endpoint_failure (self, error);
  muster_token_pair_clear (&pair);
  return response;
}

MusterResponse *
muster_endpoint_replica (MusterEndpoint *self, const MusterRequest *request, const MusterSession *session)
{
  g_autoptr(GError) error = NULL;
  MusterId replica, was;

  if (request->body == NULL || !muster_wire_parse_fork (request->body, &replica, &was, &error))
    return muster_endpoint_malformed (self, error);
  if (muster_ledger_add_replica (self->writer, session, &replica, &was, &error))
    return muster_endpoint_answer (self, g_bytes_new_static ("{}", 2));
  if (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND)
      || g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_EXISTS))
    return muster_endpoint_problem (self, "not-allowed", 0, 0, error->message);
  return muster_endpoint_failure (self, error);
}
