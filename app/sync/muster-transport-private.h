/* muster-transport-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "muster-transport.h"

G_BEGIN_DECLS

struct _MusterTransport {
  SoupSession *session;
  char        *address; /* without a slash at the end */
  char        *host;    /* for sentences */
  guint        deadline; /* milliseconds */
};

/* A message that follows nobody and signs in nowhere. */
SoupMessage *muster_transport_message (MusterTransport *self, const char *method, const char *path, const char *query,
                                       const char *access);
/* Why nothing came, as a sentence; message may be NULL. */
char        *muster_transport_explain (MusterTransport *self, SoupMessage *message, const GError *error);

/* A timer on the main context that is the thread's own. */
GSource     *muster_transport_after   (guint milliseconds, GSourceFunc func, gpointer data);

G_END_DECLS
