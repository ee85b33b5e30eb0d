/* replica-fixture.h - a replica in a folder of its own, gone with the fixture.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "muster-replica.h"

typedef struct {
  char          *folder;
  char          *path;
  MusterClock   *clock;
  MusterRandom  *random;
  MusterReplica *replica;
} Fixture;

/* 1 July 2017, noon in London. */
#define FIXTURE_NOW (G_GINT64_CONSTANT (1498906800) * G_USEC_PER_SEC)

static inline void
fixture_close (Fixture *self)
{
  g_clear_pointer (&self->replica, muster_replica_close);
}

static inline void
fixture_open (Fixture *self, MusterReplicaFlags flags)
{
  g_autoptr (GError) error = NULL;

  self->replica = muster_replica_open (self->path, flags, self->clock, self->random, "Tester", &error);
  g_assert_no_error (error);
}

/* Without a file yet. */
static inline void
fixture_init (Fixture *self, guint64 seed)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("muster-exchange-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "test.muster", NULL);
  self->clock = muster_clock_new_fixed (FIXTURE_NOW);
  self->random = muster_random_new_seeded (seed);
}

static inline void
fixture_clear (Fixture *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->folder);
  g_autoptr (GFileEnumerator) files = NULL;
  GFile *file;

  fixture_close (self);
  files = g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  while (files != NULL && g_file_enumerator_iterate (files, NULL, &file, NULL, NULL) && file != NULL)
    g_file_delete (file, NULL, NULL);
  g_file_delete (folder, NULL, NULL);
  g_clear_pointer (&self->random, muster_random_free);
  g_clear_pointer (&self->clock, muster_clock_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->folder, g_free);
}

/* For g_test_add(): with an empty file. */
static inline void
fixture_set_up (Fixture *self, gconstpointer data)
{
  fixture_init (self, 1);
  fixture_open (self, MUSTER_REPLICA_CREATE);
}

static inline void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  fixture_clear (self);
}

/* The records of a query: element type MusterRecord. */
static inline GPtrArray *
fixture_load (Fixture *self, const MusterQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rowids = muster_replica_query (self->replica, query, &error);
  GPtrArray *records;

  g_assert_no_error (error);
  records = muster_replica_load (self->replica, muster_query_get_kind (query), (const gint64 *) rowids->data,
                                 rowids->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, rowids->len);
  for (guint i = 0; i < records->len; i++)
    g_assert_nonnull (records->pdata[i]);
  return records;
}
