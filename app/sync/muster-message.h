/* muster-message.h - one request and its answer, apart from how they travel. Plain data; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-entry.h"

G_BEGIN_DECLS

#define MUSTER_MEDIA_TYPE   "application/vnd.muster.sync+json; v=1"
#define MUSTER_PROBLEM_TYPE "application/problem+json"

typedef struct {
  const char *method;        /* "GET", "POST" */
  char       *path;          /* from the first slash, without the query */
  char       *query;         /* NULL: none; without the question mark */
  char       *authorization; /* bearer token; NULL: none */
  GBytes     *body;          /* inflated; NULL: none */
  guint       wait;          /* seconds that the answer may be held back on purpose (long poll) */
  char       *address;       /* of the peer, for limits by address; NULL on the asking side */
  gpointer    prepared;      /* what the answering side made of the body before its turn; NULL: nothing */
  GDestroyNotify free_prepared;
} MusterRequest;

typedef struct {
  guint   status;       /* 0: no answer came */
  char   *media_type;   /* as sent; NULL: none */
  char   *server;       /* the Muster-Server header; NULL: none */
  guint   retry_after;  /* seconds; 0: not said */
  GBytes *body;         /* inflated, whole; NULL: none */
  gsize   n_travelled;  /* bytes that it was on its way; 0: not known */
  MusterFeedPage *page; /* what the body of a pull says, where that was read on the way; NULL: it was not */
  char   *failure;      /* with status 0: why, a sentence for the person */
} MusterResponse;

MusterRequest  *muster_request_new   (const char *method, const char *path);
void            muster_request_free  (MusterRequest *self);
MusterResponse *muster_response_new  (guint status);
void            muster_response_free (MusterResponse *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterRequest, muster_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterResponse, muster_response_free)

G_END_DECLS
