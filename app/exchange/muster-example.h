/* muster-example.h - the example programme that ships inside: five North and North-West London plans as records.
 *
 * data/example/README.md says what the files look like. Ids are made from the keys, so that every copy has the same
 * ones. Synchronous; for the thread that owns the replica, or for any thread in the case of muster_example_create().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-replica.h"

G_BEGIN_DECLS

/* The id of the example record with that key. */
void     muster_example_id     (MusterId *id, const char *key);

/* Adds the whole example programme as one LOAD commit: all of it or nothing. What is wrong in a file gives
 * MUSTER_ERROR_INVALID naming file, record and field. */
gboolean muster_example_load   (MusterReplica *replica, GError **error);

/* Makes a replica at path and loads the example into it. The file appears under its name once it is whole;
 * MUSTER_ERROR_EXISTS where there is one already. */
gboolean muster_example_create (const char *path, MusterClock *clock, const char *actor, GError **error);

/* The same in the place of an earlier copy, with the lock of the file held all the while: MUSTER_ERROR_BUSY, and
 * nothing touched, where somebody has it open. An earlier copy in which anything was saved or typed is put aside under
 * a name with a number, given in *kept (NULL: none). */
gboolean muster_example_renew  (const char *path, MusterClock *clock, const char *actor, char **kept, GError **error);

G_END_DECLS
