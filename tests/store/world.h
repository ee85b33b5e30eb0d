/* world.h - a replica to try things on, and short ways to say what is in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "muster-entry.h"
#include "muster-error.h"
#include "replica-fixture.h"

#define WORLD_ADD(name, test) g_test_add (name, Fixture, NULL, world_init, test, world_clear)

/* An open, new replica; for g_test_add(). */
void          world_init          (Fixture *self, gconstpointer data);
void          world_clear         (Fixture *self, gconstpointer data);
void          world_reopen        (Fixture *self);

/* Pairs of field and editing text (NULL: nothing), ended by NULL. References are world_bind() of a record. */
MusterRecord *world_make          (Fixture *self, MusterKindId kind, ...) G_GNUC_NULL_TERMINATED;
/* Made and saved as a person would. */
MusterRecord *world_add           (Fixture *self, MusterKindId kind, ...) G_GNUC_NULL_TERMINATED;
/* record as it is now, changed and saved; gives what is then read. */
MusterRecord *world_edit          (Fixture *self, MusterRecord *record, ...) G_GNUC_NULL_TERMINATED;
MusterRecord *world_archive       (Fixture *self, MusterRecord *record, gboolean archive);
/* A copy of record with fields set, not saved. */
MusterRecord *world_change        (MusterRecord *record, ...) G_GNUC_NULL_TERMINATED;
MusterRecord *world_get           (Fixture *self, MusterRecord *record);
gint64        world_save          (Fixture *self, MusterCommit *commit, MusterOrigin origin);
gint64        world_save_edit     (Fixture *self, MusterRecord *base, MusterRecord *edited);
gint64        world_save_all      (Fixture *self, GPtrArray *records, MusterOrigin origin); /* new ones */
const char   *world_bind          (MusterRecord *record); /* "[uuid]", valid until the next calls */

/* Of record as it is now. */
void          world_assert_text   (Fixture *self, MusterRecord *record, const char *field, const char *text);
void          world_assert_number (Fixture *self, MusterRecord *record, const char *field, gint64 number);
void world_assert_days (Fixture *self, MusterRecord *record, const char *field, const char *first, const char *last);
/* What a person fills in and what is derived, the number, the days and whether it is archived. */
void          world_assert_same   (MusterRecord *a, MusterRecord *b);
/* muster_replica_check() finds nothing. */
void          world_assert_sound  (Fixture *self);
/* How many sentences it finds; each is put out. */
guint         world_count_faults  (Fixture *self);
/* SQL as another program would run it; the replica is closed for it. */
void          world_run_raw       (Fixture *self, const char *sql);
