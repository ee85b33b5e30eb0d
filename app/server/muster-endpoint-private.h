/* muster-endpoint-private.h - what the files of the endpoint share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-endpoint.h"

G_BEGIN_DECLS

/* The oldest schema whose pulls are answered. */
#define MUSTER_SCHEMA_OLDEST 1

struct _MusterEndpoint {
  MusterLedger *reader, *writer;
  MusterClock  *clock;
  GHashTable   *tries;  /* address -> MusterTries: codes that were tried from there */
};

/* ---- muster-endpoint-problem.c: refusals ------------------------------------------------------------------------- */

MusterResponse *muster_endpoint_problem   (MusterEndpoint *self, const char *type, gint64 n, gint64 expected,
                                           const char *detail);
/* What a ledger could not do. */
MusterResponse *muster_endpoint_failure   (MusterEndpoint *self, const GError *error);
MusterResponse *muster_endpoint_malformed (MusterEndpoint *self, const GError *error);
/* An answer with a body; takes it. */
MusterResponse *muster_endpoint_answer    (MusterEndpoint *self, GBytes *body);

/* ---- muster-endpoint-query.c ------------------------------------------------------------------------------------- */

typedef struct {
  MusterPull pull;
  guint      wait;
  gint64     schema; /* not said: the newest there can be */
} MusterPullQuery;

gboolean muster_pull_query_parse (const char *query, MusterPullQuery *out, GError **error);
/* after, and a limit that may be left out. */
gboolean muster_refused_query_parse (const char *query, gint64 *after, guint *limit, GError **error);

/* ---- handlers ---------------------------------------------------------------------------------------------------- */

typedef MusterResponse *(*MusterHandler) (MusterEndpoint *self, const MusterRequest *request,
                                          const MusterSession *session);

MusterResponse *muster_endpoint_welcome (MusterEndpoint *self, const MusterRequest *request,
                                         const MusterSession *session);
MusterResponse *muster_endpoint_health  (MusterEndpoint *self, const MusterRequest *request,
                                         const MusterSession *session);
MusterResponse *muster_endpoint_enrol   (MusterEndpoint *self, const MusterRequest *request,
                                         const MusterSession *session);
MusterResponse *muster_endpoint_token   (MusterEndpoint *self, const MusterRequest *request,
                                         const MusterSession *session);
MusterResponse *muster_endpoint_replica (MusterEndpoint *self, const MusterRequest *request,
                                         const MusterSession *session);
MusterResponse *muster_endpoint_push    (MusterEndpoint *self, const MusterRequest *request,
                                         const MusterSession *session);
MusterResponse *muster_endpoint_pull    (MusterEndpoint *self, const MusterRequest *request,
                                         const MusterSession *session);
MusterResponse *muster_endpoint_refused (MusterEndpoint *self, const MusterRequest *request,
                                         const MusterSession *session);
MusterResponse *muster_endpoint_common  (MusterEndpoint *self, const MusterRequest *request,
                                         const MusterSession *session);

G_END_DECLS
