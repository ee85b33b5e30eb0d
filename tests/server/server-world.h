/* server-world.h - a ledger with a clock of its own, people with replicas, and commits written as text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-endpoint.h"
#include "muster-error.h"
#include "muster-json.h"

G_BEGIN_DECLS

#define WORLD_START G_GINT64_CONSTANT (1763683200000000)

typedef struct {
  char           *folder, *path;
  MusterClock    *clock;
  MusterRandom   *random;
  MusterLedger   *ledger;
  MusterEndpoint *endpoint;
} World;

/* In memory; data "file": in a folder of its own. */
void world_init      (World *self, gconstpointer data);
void world_clear     (World *self, gconstpointer data);
void world_later     (World *self, gint64 seconds);
/* Another program changes the file; it is opened again. */
void world_run_raw   (World *self, const char *sql);
/* The same name, the same id; "server" is the server. */
void world_id        (World *self, const char *name, MusterId *id);
void world_grant     (World *self, const MusterId *person, const char *scope, const char *role);
/* The code by which a new person, or one who is there (not nil), joins. */
char *world_invite   (World *self, MusterId *person, const char *name, const char *scope, const char *role);
/* muster_ledger_verify() finds nothing. */
void world_assert_sound (World *self);
guint world_count_faults (World *self);

/* Somebody with one replica. */
typedef struct {
  World         *world;
  MusterId       person, replica;
  MusterSession *session;
  char          *access, *refresh;
  gint64         n;    /* of the last commit */
  gint64         seen; /* told with each commit */
} Member;

void     member_join  (Member *self, World *world, const char *name, const char *scope, const char *role);
void     member_clear (Member *self);

/* A world with one editor of all of it, for g_test_add(); it has to be sound in the end. */
typedef struct {
  World  world;
  Member ana;
} Solo;

void     solo_init    (Solo *self, gconstpointer data);
void     solo_clear   (Solo *self, gconstpointer data);

/* A commit whose changes are lines "kind name group base value": value is JSON, in which @name is the id of that name.
 * base -k is the own commit k; behind it "!s" settles up to s. */
MusterEntry *member_say  (Member *self, const char *lines);
/* Says and pushes it; returns its seq, 0 where it was refused. */
gint64       member_push (Member *self, const char *lines);
/* Pushes the entries, which it takes, in a batch of its own. */
void         member_give (Member *self, GPtrArray *entries, MusterTaken *taken);

void        member_ask      (Member *self, MusterPull *pull); /* what asks for all */
MusterFeedPage *member_pull     (Member *self, const MusterPull *pull); /* must succeed */
/* All that she may see, a line "seq.index group outcome value" for each change; pages of limit commits. */
char       *member_view     (Member *self, guint limit);
/* What became of change i of her commit n, as its outcome and what was merged: "merged {...}". "refused type", "head".
 * */
char       *member_outcome  (Member *self, gint64 n, guint i);

#define member_assert_outcome(self, n, i, expected)                                                                   \
  G_STMT_START                                                                                                        \
  {                                                                                                                   \
    g_autofree char *outcome_ = member_outcome (self, n, i);                                                          \
    g_assert_cmpstr (outcome_, ==, expected);                                                                         \
  }                                                                                                                   \
  G_STMT_END

G_END_DECLS
