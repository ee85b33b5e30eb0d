/* sim.h - an endpoint and a handful of replicas, in one thread, driven by one seed.
 *
 * Nothing here waits and nothing asks a clock: the same seed does the same again. Each replica has its own clock, years
 * apart from the others', its own tokens, and a wire on which requests and answers get lost, wait, come twice or come
 * spoilt. Their files are those of sim-disk.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-endpoint.h"
#include "muster-engine.h"

G_BEGIN_DECLS

#define SIM_MAX_NODES 8
#define SIM_PLACES 4
#define SIM_EARLIER 12
#define SIM_START (G_GINT64_CONSTANT (1763683200) * G_USEC_PER_SEC) /* 21 November 2025 */

typedef struct _Sim Sim;

/* An image of a file at one instant of what a process does. */
typedef struct {
  const char *path;
  gboolean    taken;
} SimCut;

typedef struct {
  Sim            *sim;
  guint          index;
  char          *path;
  char          *person;       /* name; a copy of a file is of the same person */
  MusterClock   *clock;
  MusterRandom  *random;
  MusterReplica *replica;
  MusterEngine  *engine;
  char          *access, *refresh;
  gboolean       online;
  MusterRequest *sent;         /* on its way to the endpoint; NULL: none */
  MusterResponse *reply;       /* on its way back */
  MusterResponse *earlier[SIM_EARLIER]; /* replies that were delivered before, for replays */
  SimCut         cut;          /* taken: what it does now it will not have told to anybody */
  guint          n_asked;      /* requests so far */
  char          *query;        /* of the last one; of one that has none its path */
  gboolean       useless;      /* what is on its way back is no answer to it: nothing may change */
  gboolean       waiting;      /* a request was taken from the engine and no answer was given yet */
} SimNode;

typedef struct {
  const char *name;
  MusterId    id;
} SimPerson;

struct _Sim {
  guint64         seed;
  GRand          *dice;        /* decides what happens; never seen by the product */
  char           *folder;
  SimNode         nodes[SIM_MAX_NODES];
  guint           n_nodes;
  char           *ledger_path, *backup_path;
  gboolean        has_backup, was_put_back;
  MusterClock    *clock;       /* of the endpoint */
  MusterRandom   *random;
  MusterLedger   *ledger;
  MusterEndpoint *endpoint;
  GArray         *people;      /* SimPerson */
  GArray         *pool;        /* MusterId of records that people edit */
  gint64          n_commits;   /* that were saved, or might have been when a process was killed */
  GPtrArray      *saves;       /* char *: commit id and its changes as text, for the checker */
  GString        *story;       /* what happened, a line each */
  SimCut          cut;
  gboolean        scoped;      /* people have roles in places */
  MusterId        places[SIM_PLACES];
  guint           faults;      /* in percent of messages */
  guint           kills;       /* in percent of what processes do */
  guint           restores;    /* in thousandths of what happens: the endpoint is put back */
  guint           steps;       /* how many things are to happen before all is well again */
  guint           limit;       /* commits a page; 0: as the engine asks */
};

/* A few desks that have worked together for some days; and how each of the runs goes on that begin with them. */
Sim      *sim_new          (guint64 number);
void      sim_branch       (Sim *self, guint64 seed);
void      sim_free         (Sim *self);
/* One random thing: somebody edits, somebody's engine takes a step, a message gets on, a process dies, a file is copied
 * … */
void      sim_step         (Sim *self);
/* Everything works again: until nobody has anything to send or fetch. Fails the test where that does not come. */
void      sim_heal         (Sim *self);
/* The folder of the newest; also for a signal handler. */
const char *sim_where      (void);
/* New files are made once, and kept for all runs. */
void      sim_make_new_files (void);
void      sim_forget_new_files (void);

/* ---- used by the parts ------------------------------------------------------------------------------------------- */

guint     sim_below        (Sim *self, guint n);
gboolean  sim_chance       (Sim *self, guint percent);
void      sim_tell         (Sim *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void      sim_open_node    (Sim *self, SimNode *node);
void      sim_close_node   (Sim *self, SimNode *node);
void      sim_open_ledger  (Sim *self);
void      sim_close_ledger (Sim *self);
SimNode  *sim_add_node     (Sim *self, const char *person);
/* A laptop is copied while it sleeps; both go on. */
void      sim_copy_node    (Sim *self, SimNode *from);
char     *sim_make_folder  (void);
void      sim_remove_folder (const char *path);
void      sim_new_node_file (Sim *self, SimNode *node);
void      sim_copy_image   (const char *from, const char *to);
/* Between begin and end the process may be killed at any instant; then its file is as it lay there, and it starts anew.
 * */
void      sim_begin_node_cut (Sim *self, SimNode *node);
void      sim_end_node_cut (Sim *self, SimNode *node);
void      sim_begin_ledger_cut (Sim *self);
gboolean  sim_end_ledger_cut (Sim *self);
void      sim_list_people  (Sim *self, const char *const *names, guint n);
void      sim_join         (Sim *self, SimNode *node);
void      sim_edit         (Sim *self, SimNode *node);
/* She changes something, somebody changes it further, and when she has seen that she takes back what she did. */
void      sim_pass_on      (Sim *self, SimNode *node);
void      sim_move_message (Sim *self, SimNode *node);
/* Where people have roles in places. */
void      sim_make_places  (Sim *self, SimNode *node);
MusterValue *sim_pick_place (Sim *self, const SimNode *node);
void      sim_first_grant  (Sim *self, const SimNode *node, const MusterId **scope, const char **role);
void      sim_change_grant (Sim *self);
/* What a text has to end with: of which record it is, and whose; g_free() it. */
char     *sim_taint        (Sim *self, const SimNode *node, const MusterId *record);
void      sim_look_for_taint (Sim *self, const SimNode *node, const char *bytes, gsize n, const char *where,
                              const char *file);
void      sim_pry          (Sim *self, const SimNode *node, const MusterRequest *request);
/* Notes what a save of a node said. */
void      sim_note_save    (Sim *self, SimNode *node, gint64 version);

G_END_DECLS
