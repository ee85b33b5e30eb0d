/* muster-transport.h - how requests reach an endpoint: HTTP/1.1 by libsoup, believing nothing on the way.
 *
 * No redirects, no stored sign-ins, no cookies, no guessing of types; bodies are unpacked here, with an end to what
 * they may become; every request has an end whatever the other side does. What went wrong is a sentence in the
 * response. Whether an answer is one, the engine says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "muster-id.h"
#include "muster-message.h"

G_BEGIN_DECLS

typedef struct _MusterTransport MusterTransport;

/* Once, first thing in main(), before there are threads: libsoup 3.2 speaks HTTP/2 with whoever offers it, and its TLS
 * 1.0 with whoever has no better, unless told by the environment. */
void             muster_transport_prepare      (void);

/* "https://muster.example.nhs.uk"; http: for a loopback address alone; without a path. MUSTER_ERROR_INVALID. */
char            *muster_transport_check_address (const char *address, GError **error);
/* Requests run on the main context that is the thread's own now. */
MusterTransport *muster_transport_new          (const char *address, GError **error);
void             muster_transport_free         (MusterTransport *self);
/* How long a request may take from first to last, beside what it asks to wait; default 60 s. */
void             muster_transport_set_deadline (MusterTransport *self, guint milliseconds);
/* PEM file with the certificate authorities to believe, and no others; NULL: the system's. MUSTER_ERROR_INVALID. */
gboolean         muster_transport_set_trust    (MusterTransport *self, const char *path, GError **error);

/* Always gives a response, with status 0 and a sentence where none came. */
void             muster_transport_send         (MusterTransport *self, const MusterRequest *request,
                                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
MusterResponse  *muster_transport_send_finish  (MusterTransport *self, GAsyncResult *result);
/* The same, for those who may wait: turns the main context until it is there. */
MusterResponse  *muster_transport_call         (MusterTransport *self, const MusterRequest *request);

/* Listens to GET /v1/events of this server. Told each seq; -1 once when it ends, for whatever reason, and then no
 * more. */
typedef void   (*MusterHeadFunc)               (gint64 seq, gpointer data);
typedef struct _MusterListening MusterListening;
MusterListening *muster_transport_listen       (MusterTransport *self, const char *access, const MusterId *server,
                                                MusterHeadFunc func, gpointer data);
/* How long there may be silence; default 45 s. */
void             muster_listening_set_silence  (MusterListening *self, guint milliseconds);
/* func is not called again. */
void             muster_listening_stop         (MusterListening *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterTransport, muster_transport_free)

G_END_DECLS
