/* muster-endpoint.c - which path is what, and who may ask.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-endpoint-private.h"

#include "muster-error.h"

#include <string.h>

typedef enum {
  OPEN   = 1 << 0, /* without a token */
  WRITES = 1 << 1,
} RouteFlags;

typedef struct {
  const char   *method, *path;
  RouteFlags    flags;
  MusterHandler handler; /* NULL: the listener's */
} Route;

static const Route routes[] = {
  { "GET", "/.well-known/muster", OPEN, muster_endpoint_welcome },
  { "GET", "/healthz", OPEN, muster_endpoint_health },
  { "POST", "/v1/enrol", OPEN | WRITES, muster_endpoint_enrol },
  { "POST", "/v1/token", OPEN | WRITES, muster_endpoint_token },
  { "POST", "/v1/replica", WRITES, muster_endpoint_replica },
  { "POST", "/v1/push", WRITES, muster_endpoint_push },
  { "GET", "/v1/pull", 0, muster_endpoint_pull },
  { "POST", "/v1/common", 0, muster_endpoint_common },
  { "GET", "/v1/refused", 0, muster_endpoint_refused },
  { "GET", "/v1/events", 0, NULL },
};

static const Route *
find_route (const MusterRequest *request)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_strcmp0 (routes[i].method, request->method) == 0 && g_strcmp0 (routes[i].path, request->path) == 0)
      return &routes[i];
  return NULL;
}

MusterEndpoint *
muster_endpoint_new (MusterLedger *reader, MusterLedger *writer, MusterClock *clock, MusterRandom *random)
{
  MusterEndpoint *self = g_new0 (MusterEndpoint, 1);

  self->reader = reader;
  self->writer = writer;
  self->clock = muster_clock_ref (clock);
  self->tries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
muster_endpoint_free (MusterEndpoint *self)
{
  if (self == NULL)
    return;

  muster_clock_unref (self->clock);
  g_hash_table_unref (self->tries);
  g_free (self);
}

gboolean
muster_endpoint_writes (const MusterRequest *request)
{
  const Route *route = find_route (request);

  return route != NULL && (route->flags & WRITES) != 0;
}

gboolean
muster_endpoint_has_path (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_strcmp0 (routes[i].path, path) == 0)
      return TRUE;
  return FALSE;
}

/* NULL with *session: the token is good; else the answer that refuses. */
static MusterResponse *
check_token (MusterEndpoint *self, MusterLedger *ledger, const char *access, MusterSession **session)
{
  g_autoptr(MusterSession) found = NULL;
  g_autoptr(GError) error = NULL;

  /* Whoever has an old token, or one that was made after the backup we were put back from, may still have a refresh
   * token that we know. */
  if (access == NULL)
    return muster_endpoint_problem (self, "auth-expired", 0, 0, NULL);
  found = muster_ledger_authenticate (ledger, access, &error);
  if (found == NULL && !g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_NOT_FOUND))
    return muster_endpoint_failure (self, error);
  if (found == NULL || (found->expired && !found->revoked))
    return muster_endpoint_problem (self, "auth-expired", 0, 0, NULL);
  if (found->revoked)
    return muster_endpoint_problem (self, "auth-revoked", 0, 0, NULL);
  *session = g_steal_pointer (&found);
  return NULL;
}

MusterResponse *
muster_endpoint_admit (MusterEndpoint *self, const MusterRequest *request)
{
  const Route *route = find_route (request);
  g_autoptr(MusterSession) session = NULL;

  if (route == NULL)
    return muster_endpoint_problem (self, "not-found", 0, 0, NULL);
  return (route->flags & OPEN) != 0 ? NULL : check_token (self, self->reader, request->authorization, &session);
}

MusterResponse *
muster_endpoint_handle (MusterEndpoint *self, const MusterRequest *request)
{
  const Route *route = find_route (request);
  g_autoptr(MusterSession) session = NULL;
  MusterResponse *refusal;

  if (route == NULL || route->handler == NULL)
    return muster_endpoint_problem (self, "not-found", 0, 0, NULL);
  if ((route->flags & OPEN) == 0)
    {
      refusal = check_token (self, (route->flags & WRITES) != 0 ? self->writer : self->reader, request->authorization,
                             &session);
      if (refusal != NULL)
        return refusal;
    }
  return route->handler (self, request, session);
}
