/* muster-endpoint-log.c - push, pull and what both still know: PROTOCOL.md sections 5, 8 and 12.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-endpoint-private.h"

#include "muster-error.h"
#include "muster-json.h"

/* ---- push -------------------------------------------------------------------------------------------------------- */

/* Longer ones wait for their turn to be read: what they become is many times as long. */
#define PREPARED_SIZE (1024 * 1024)

/* Used up by the first who asks: taking a push leaves its marks on it. */
typedef struct {
  MusterPush *push;
  GError     *error;
} Prepared;

static void
prepared_free (gpointer data)
{
  Prepared *self = data;

  g_clear_pointer (&self->push, muster_push_free);
  g_clear_error (&self->error);
  g_free (self);
}

void
muster_endpoint_prepare (MusterRequest *request)
{
  Prepared *prepared;

  if (!g_str_equal (request->path, "/v1/push") || request->body == NULL
      || g_bytes_get_size (request->body) > PREPARED_SIZE || request->prepared != NULL)
    return;
  prepared = g_new0 (Prepared, 1);
  prepared->push = muster_wire_parse_push (request->body, &prepared->error);
  request->prepared = prepared;
  request->free_prepared = prepared_free;
}

static MusterPush *
read_push (const MusterRequest *request, GError **error)
{
  Prepared *prepared = request->prepared;

  if (prepared == NULL || (prepared->push == NULL && prepared->error == NULL))
    return muster_wire_parse_push (request->body, error);
  if (prepared->error != NULL)
    g_propagate_error (error, g_steal_pointer (&prepared->error));
  return g_steal_pointer (&prepared->push);
}

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
  push = read_push (request, &error);
  if (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_NO_SPACE))
    return muster_endpoint_problem (self, "too-large", 0, 0, NULL);
  if (push == NULL)
    return muster_endpoint_malformed (self, error);

  if (!muster_ledger_take (self->writer, session, push, &taken, &error))
    return muster_endpoint_failure (self, error);
  if (taken.problem != NULL)
    return muster_endpoint_problem (self, taken.problem, taken.n, taken.expected, NULL);
  answer = (MusterPushAnswer) { taken.acked, taken.head, taken.repeats };
  return muster_endpoint_answer (self, muster_wire_print_push_answer (&answer));
}

/* ---- pull -------------------------------------------------------------------------------------------------------- */

MusterResponse *
muster_endpoint_pull (MusterEndpoint *self, const MusterRequest *request, const MusterSession *session)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterFeedPage) page = NULL;
  MusterPullQuery query;

  if (!muster_pull_query_parse (request->query, &query, &error))
    return muster_endpoint_malformed (self, error);
  if (query.schema < MUSTER_SCHEMA_OLDEST)
    return muster_endpoint_problem (self, "upgrade-required", 0, 0, NULL);
  query.pull.as_text = TRUE;
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

/* ---- what was refused -------------------------------------------------------------------------------------------- */

MusterResponse *
muster_endpoint_refused (MusterEndpoint *self, const MusterRequest *request, const MusterSession *session)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterToldList) list = NULL;
  gint64 after;
  guint limit;

  if (!muster_refused_query_parse (request->query, &after, &limit, &error))
    return muster_endpoint_malformed (self, error);
  list = muster_ledger_tell_refused (self->reader, session, after, limit, &error);
  if (list != NULL)
    return muster_endpoint_answer (self, muster_wire_print_told (list));
  if (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_EXISTS))
    return muster_endpoint_problem (self, "not-allowed", 0, 0, error->message);
  return muster_endpoint_failure (self, error);
}

/* ---- what both still know ---------------------------------------------------------------------------------------- */

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
