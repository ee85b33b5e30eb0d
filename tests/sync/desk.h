/* desk.h - an endpoint and desks that sync with it in one process: no socket, one clock, and a wire that can be made to
 * lie.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-endpoint.h"
#include "muster-engine.h"
#include "muster-json.h"

G_BEGIN_DECLS

typedef struct {
  char           *folder;
  MusterClock    *clock;
  MusterRandom   *random;
  char           *path;     /* of the ledger */
  MusterLedger   *ledger;
  MusterEndpoint *endpoint;
} Office;

void            office_init    (Office *self, gconstpointer data);
void            office_clear   (Office *self, gconstpointer data);
void            office_later   (Office *self, gint64 seconds);
/* role NULL: takes what she may do there away. */
void            office_grant   (Office *self, const MusterId *person, const MusterId *scope, const char *role);
/* A copy of the ledger in a file, and the ledger put back from it. */
char           *office_copy    (Office *self);
void            office_put_back (Office *self, const char *path);
MusterResponse *office_handle  (Office *self, const MusterRequest *request);

typedef struct _Desk Desk;

/* What the wire makes of an answer: it may change it, or take it and give another. request is what was asked. */
typedef MusterResponse *(*DeskWire) (Desk *desk, const MusterRequest *request, MusterResponse *response);

struct _Desk {
  Office         *office;
  char           *path;
  MusterReplica  *replica;
  MusterEngine   *engine;
  char           *access, *refresh;
  gboolean        keeps_tokens; /* FALSE: the keyring is full */
  DeskWire        wire;         /* NULL: honest */
  DeskWire        gate;         /* NULL: open; with response NULL: NULL lets the request through */
  gpointer        wire_data;
  gboolean        deaf;         /* requests do not even get there */
  guint           n_requests;
  GString        *asked;        /* a letter for each request: P push, g pull, f fill, t token, c common, r replica */
  guint           n_conflicts, n_merged, n_refused, n_foreign, n_own;
  MusterId        person;
};

/* A new person with a file of her own; joined unless role is NULL. */
Desk           *desk_new       (Office *office, const char *name, const char *role);
void            desk_free      (Desk *self);
void            desk_join      (Desk *self, const char *role);
void            desk_reopen    (Desk *self);
/* The same file again, as somebody copied it. */
Desk           *desk_copy      (Desk *self);

/* Counts requests and their letters from here on. */
void            desk_ask_anew  (Desk *self);
/* Asks and answers until the engine waits or stops; says which. */
MusterEngineStep desk_turn     (Desk *self);
/* The same, and moves the clock on while the engine waits for less than a minute. Must end idle. */
void            desk_sync      (Desk *self);

/* Saves a risk with this title (and makes it, where id is nil); returns its version. */
gint64          desk_save      (Desk *self, MusterId *id, const char *field, const char *text);
/* A team, with a risk that belongs to it and has its name. */
void            desk_add_team  (Desk *self, const char *name, MusterId *team, MusterId *risk);
void            desk_archive   (Desk *self, const MusterId *id, gboolean archive);
/* As it is read now; "-" where there is no such record. */
char           *desk_read      (Desk *self, const MusterId *id, const char *field);
void            desk_assert    (Desk *self, const MusterId *id, const char *field, const char *text);
/* Both have nothing to send, and everything alike. */
void            desk_assert_equal (Desk *self, Desk *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

G_END_DECLS
