/* example-world.h - the example programme, loaded once for all cases of a program.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-example.h"
#include "replica-fixture.h"

static inline void
example_world_init (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  fixture_init (self, 1);
  muster_example_create (self->path, self->clock, "Example", &error);
  g_assert_no_error (error);
  fixture_open (self, MUSTER_REPLICA_READ);
}

/* All records of a kind, in its order. */
static inline GPtrArray *
example_all (Fixture *self, MusterKindId kind)
{
  g_autoptr (MusterQuery) query = muster_query_new (muster_kind_get (kind));

  return fixture_load (self, query);
}

/* Those whose field points to the record with that key. */
static inline GPtrArray *
example_within (Fixture *self, MusterKindId kind, const char *field, const char *key)
{
  g_autoptr (MusterQuery) query = muster_query_new (muster_kind_get (kind));
  MusterId id;

  muster_example_id (&id, key);
  muster_query_add_ref (query, field, &id);
  return fixture_load (self, query);
}

static inline MusterRecord *
example_get (Fixture *self, const char *key)
{
  g_autoptr (GError) error = NULL;
  MusterRecord *record;
  MusterId id;

  muster_example_id (&id, key);
  record = muster_replica_get (self->replica, &id, &error);
  g_assert_no_error (error);
  if (record == NULL)
    g_error ("The example has no record %s", key);
  return record;
}

/* How many of records have that text in a field. */
static inline guint
example_count (GPtrArray *records, const char *field, const char *text)
{
  guint n = 0;

  for (guint i = 0; i < records->len; i++)
    n += g_strcmp0 (muster_record_get_text (records->pdata[i], field), text) == 0;
  return n;
}

/* Findings of the replica with that rule; element type MusterFinding, borrowed from findings. */
static inline GPtrArray *
example_findings_of (GPtrArray *findings, const char *rule)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < findings->len; i++)
    if (g_strcmp0 (((MusterFinding *) findings->pdata[i])->problem->rule, rule) == 0)
      g_ptr_array_add (found, findings->pdata[i]);
  return found;
}

static inline GPtrArray *
example_findings (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *findings = muster_replica_findings (self->replica, NULL, &error);

  g_assert_no_error (error);
  return findings;
}
