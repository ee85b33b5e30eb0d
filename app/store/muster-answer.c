/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-answer-private.h"

MusterAnswer *
muster_answer_new (const MusterQuery *query, guint n_records)
{
  MusterAnswer *self = g_new0 (MusterAnswer, 1);

  g_atomic_ref_count_init (&self->refs);
  self->query = muster_query_copy (query);
  self->n_records = n_records;
  return self;
}

void
muster_answer_unref (gpointer data)
{
  MusterAnswer *self = data;

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  muster_query_free (self->query);
  g_clear_pointer (&self->rowids, g_array_unref);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_free (self);
}

gpointer
muster_answer_read (MusterReplica *replica, gpointer data, GError **error)
{
  MusterAnswer *self = data;

  self->rowids = muster_replica_query (replica, self->query, error);
  if (self->rowids == NULL)
    return NULL;
  /* Where they cannot be read, whoever shows a row asks for it, and is told why. */
  if (self->n_records > 0)
    self->records =
      muster_replica_load (replica, muster_query_get_kind (self->query), (const void *) self->rowids->data,
                           MIN (self->rowids->len, self->n_records), NULL);
  g_atomic_ref_count_inc (&self->refs);
  return self;
}
