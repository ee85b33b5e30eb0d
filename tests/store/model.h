/* model.h - what a replica must hold, kept as plainly as can be.
 *
 * The model knows nothing of logs: it is a list of snapshots, and undo and redo move along it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "world.h"

typedef GHashTable State; /* MusterId -> MusterRecord, both owned */

typedef struct {
  Fixture    *world;
  guint       subject;
  GPtrArray  *states;     /* of State: what undo and redo go along */
  guint       at;
  GPtrArray  *by_version; /* of State: how it was after each version */
  GHashTable *drafts;     /* MusterId -> text */
  guint       last_code[MUSTER_N_KINDS];
  guint       n_saved, n_refused, n_undone, n_restored;
} Model;

void       model_init        (Model *self, Fixture *world, guint subject);
void       model_clear       (Model *self);
State     *model_now         (Model *self);
/* The records of a state; element type MusterRecord, not owned. */
GPtrArray *model_list        (State *state);
/* What a person fills in, and whether it is archived. */
gboolean   model_same_fields (MusterRecord *a, MusterRecord *b);
/* Does something at random to the replica and to the model alike. */
void       model_step        (Model *self);
