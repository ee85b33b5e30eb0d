/* muster-listener.h - the endpoint on a socket: HTTP/1.1, plain on loopback or by TLS.
 *
 * It believes nothing that comes: what is not exactly a request of PROTOCOL.md is refused before its body is read,
 * every request has an absolute deadline, and whoever only waits costs no thread. Reads run on the threads of a pool
 * with a ledger each; whatever writes goes through one thread, which takes all that is queued in one transaction and
 * answers after it is on the disk.
 *
 * Made, stopped and freed on the main thread, whose main context must be running: it gives the listener its sense of
 * time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "muster-clock.h"

G_BEGIN_DECLS

typedef struct {
  const char *address;      /* a number: "127.0.0.1", "::1" */
  guint16     port;         /* 0: any that is free */
  const char *certificate;  /* PEM files; NULL: no TLS, which only a loopback address may do without */
  const char *key;
  guint       threads;      /* that read */
  guint       connections;  /* at most, in all */
  guint       per_address;  /* at most, from one address */
  guint       deadline;     /* seconds from the first byte of a request to its last */
  guint       rate;         /* requests a second of one device, on average */
  guint       heartbeat;    /* seconds between signs of life on a stream of events */
  guint       grace;        /* seconds for what is in flight when stopping */
  gboolean    behind_proxy; /* a proxy on this machine says in X-Real-IP who asks */
} MusterListenerOptions;

#define MUSTER_LISTENER_DEFAULTS                                                                                      \
  { .address = "127.0.0.1", .port = 8790, .threads = 2, .connections = 2048, .per_address = 256, .deadline = 60,      \
    .rate = 300, .heartbeat = 20, .grace = 10 }

typedef struct _MusterListener MusterListener;

/* Opens the ledger at path, listens and answers. clock is borrowed. */
MusterListener *muster_listener_new (const char *path, const MusterListenerOptions *options, MusterClock *clock,
                                     GError **error);
guint16         muster_listener_get_port (MusterListener *self);
/* "http://127.0.0.1:8790" */
char           *muster_listener_get_uri (MusterListener *self);
/* Takes nothing new, ends what is in flight or drops it after the grace, then calls done on the main context. */
void            muster_listener_stop    (MusterListener *self, void (*done) (gpointer data), gpointer data);
/* After it has stopped. */
void            muster_listener_free    (MusterListener *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterListener, muster_listener_free)

G_END_DECLS
