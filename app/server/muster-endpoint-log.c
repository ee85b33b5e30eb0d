/* muster-endpoint-log.c - push, pull and what both still know: PROTOCOL.md sections 5, 8 and 12.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-endpoint-private.h"

#include "muster-error.h"
#include "muster-json.h"

/* ---- push --------------------------------------------------------------------------------------------------------- */

MusterResponse *
muster_endpoint_push (MusterEndpoint *self, const MusterRequest *request, const MusterSession *session)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterPush) push = NULL;
  MusterPushAnswer answer;
  MusterTaken taken;

  if (request->body == NULL)
    return muster_endpoint_malformed (self, NULL);
  if (g_bytes_get_size (request->body) > MUSTER_WIRE_INFLATED)
    return muster_endpoint_problem (self, "too-large", 0, 0, NULL);
  push = muster_wire_parse_push (request->body, &error);
  if (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_NO_SPACE))
    return muster_endpoint_problem (self, "too-large", 0, 0, NULL);
  if (push == NULL)
    return muster_endpoint_malformed (self, error);

  if (!muster_ledger_take (self->writer, session, push, &taken, &error))
    return muster_endpoint_failure (self, error);
  if (taken.problem != NULL)
    return muster_endpoint_problem (self, taken.problem, taken.n, taken.expected, NULL);
  answer = (MusterPushAnswer) { taken.acked, taken.head };
  return muster_endpoint_answer (self, muster_wire_print_push_answer (&answer));
}

/* ---- pull --------------------------------------------------------------------------------------------------------- */

MusterResponse *
muster_endpoint_pull (MusterEndpoint *self, const MusterRequest *request, const MusterSession *session)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterPage) page = NULL;
  MusterPullQuery query;

  if (!muster_pull_query_parse (request->query, &query, &error))
    return muster_endpoint_malformed (self, error);
  if (query.schema < MUSTER_SCHEMA_OLDEST)
    return muster_endpoint_problem (self, "upgrade-required", 0, 0, NULL);
  page = muster_ledger_read (self->reader, session, &query.pull, &error);
  if (page != NULL)
    return muster_endpoint_answer (self, muster_wire_print_page (page));
  if (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_STALE))
    return muster_endpoint_problem (self, "diverged", 0, 0, NULL);
  if (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND))
    return muster_endpoint_problem (self, "replica-unknown", 0, 0, NULL);
  if (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_EXISTS))
    return muster_endpoint_problem (self, "not-allowed", 0, 0, error->message);
  return muster_endpoint_failure (self, error);
}

/* ---- what both still know ----------------------------------------------------------------------------------------- */

MusterResponse *
muster_endpoint_common (MusterEndpoint *self, const MusterRequest *request, const MusterSession *session)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) cursors = request->body != NULL ? muster_wire_parse_cursors (request->body, &error) : NULL;
  MusterCursor common;

  if (cursors == NULL)
    return muster_endpoint_malformed (self, error);
  if (!muster_ledger_common (self->reader, cursors, &common, &error))
    return muster_endpoint_failure (self, error);
  return muster_endpoint_answer (self, muster_wire_print_common (muster_ledger_get_epoch (self->reader), &common));
}
