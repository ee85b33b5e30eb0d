/* attention-desk.h - a pretended endpoint, and the store through which the window reads and decides.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feed-world.h"
#include "muster-attention.h"

#define DESK_ADD(name, data, test) g_test_add (name, Desk, data, desk_init, test, desk_clear)

typedef struct {
  FeedWorld    feed; /* its replica is closed while the store is open */
  MusterStore *store;
} Desk;

void             desk_init        (Desk *self, gconstpointer data);
void             desk_clear       (Desk *self, gconstpointer data);
void             desk_open_store  (Desk *self);
void             desk_close_store (Desk *self);
/* All that is to be decided; while the store is closed. */
MusterAttention *desk_look        (Desk *self);

/* What became of a decision. */
typedef struct {
  gboolean answered, saved;
  gint64   version;
  GError  *error;
} DeskAnswer;

void             desk_on_answer   (GObject *store, GAsyncResult *result, gpointer answer);
void             desk_wait        (DeskAnswer *answer);
/* It is saved. */
void             desk_wait_well   (DeskAnswer *answer);
