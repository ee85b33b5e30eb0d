/* peer.h - a replica that speaks with an endpoint over HTTP, as the app does: its engine, its courier, its tokens
 * beside the file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-engine.h"
#include "muster-wire.h"
#include "muster-courier.h"
#include "muster-transport.h"

G_BEGIN_DECLS

typedef struct {
  MusterReplica   *replica;
  MusterClock     *clock;
  MusterRandom    *random;
  MusterCourier   *courier;
  MusterEngine    *engine;
  char            *address;
  char            *tokens_path;
  char            *access, *refresh;
  GPtrArray       *answers;    /* GBytes of each answer to a pull, where they are wanted */
  guint            n_requests;
} Peer;

/* trust: a PEM file with the authority of the endpoint, "-": none. What fails ends the program with its sentence. */
void  peer_open  (Peer *self, const char *address, const char *trust, const char *path, MusterReplicaFlags flags);
void  peer_join  (Peer *self, const char *code);
/* Sends and fetches until there is nothing more to do. */
void  peer_run   (Peer *self);
/* Sends what is to be sent, and ends before anything is fetched. */
void  peer_push  (Peer *self);
void  peer_close (Peer *self);

G_END_DECLS
