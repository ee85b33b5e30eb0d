/* store-world.h - a store on the main loop, and ways to wait for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-record-list.h"
#include "world.h"

#define STORE_ADD(name, test) g_test_add (name, StoreWorld, NULL, store_world_init, test, store_world_clear)

typedef struct {
  Fixture      fixture; /* its replica is open only where a test says so */
  MusterStore *store;
} StoreWorld;

void          store_world_init     (StoreWorld *self, gconstpointer data);
void          store_world_clear    (StoreWorld *self, gconstpointer data);
/* NULL with error where it does not open. */
MusterStore  *store_world_open     (StoreWorld *self, MusterReplicaFlags flags, GError **error);
/* Closes the store and checks that it goes. */
void          store_world_close    (StoreWorld *self);

/* For calls whose answer is waited for: pass store_world_take and a GAsyncResult *result that is NULL. */
void          store_world_take     (GObject *object, GAsyncResult *result, gpointer data);
GAsyncResult *store_world_wait     (GAsyncResult **result);
/* Until everything that was asked for has been answered, and what follows from that too. */
void          store_world_settle   (StoreWorld *self);

/* Saved through the store; gives the record that was saved. */
MusterRecord *store_world_add_area (StoreWorld *self, const char *name);
void          store_world_save     (StoreWorld *self, MusterCommit *commit);
void          store_world_rename   (StoreWorld *self, MusterRecord *area, const char *name);
void          store_world_archive  (StoreWorld *self, MusterRecord *area, gboolean archive);
MusterRecord *store_world_get      (StoreWorld *self, MusterRecord *record);
/* What saves a new one. */
MusterCommit *store_world_new_area (StoreWorld *self, const char *name);

/* Counts answers to saves; data is an Answers. */
typedef struct {
  guint answered, saved;
} Answers;

void          store_world_on_saved (GObject *object, GAsyncResult *result, gpointer data);

/* One thread waits until another opens it. */
typedef struct {
  GMutex   mutex;
  GCond    cond;
  gboolean open;
} Gate;

void          gate_open            (Gate *gate);
void          gate_wait            (Gate *gate);
