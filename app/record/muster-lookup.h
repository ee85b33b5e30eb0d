/* muster-lookup.h - how rules look at other records, without knowing where these are kept.
 *
 * The replica answers with SQL, tests from memory. Used on the caller's thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-record.h"

G_BEGIN_DECLS

/* What muster_rules_parts() says of all records, added up for one whole. */
typedef struct {
  gint64 weights, done; /* of work */
  gint64 worst;         /* the highest score; 0: none */
} MusterSums;

typedef struct {
  /* A new reference, or NULL where there is none. Archived records are returned and say so. */
  MusterRecord *(*get)      (gpointer data, const MusterId *id);
  /* The records of kind that are not archived and whose REF or REFS field points to id, in the order in which they were
   * made; element type MusterRecord, (transfer full). kind_field is a name of the kind's table. */
  GPtrArray    *(*pointing) (gpointer data, const MusterId *id, MusterKindId kind, const char *kind_field);
  /* Every record of the kind that is not archived. */
  GPtrArray    *(*all)      (gpointer data, MusterKindId kind);
  gpointer      data;
  /* NULL: nobody keeps them, and they are worked out from the records. */
  MusterSums   (*sums)      (gpointer data, const MusterId *whole);
} MusterLookup;

static inline MusterRecord *
muster_lookup_get (const MusterLookup *self, const MusterId *id)
{
  return id != NULL ? self->get (self->data, id) : NULL;
}

static inline GPtrArray *
muster_lookup_pointing (const MusterLookup *self, const MusterId *id, MusterKindId kind, const char *kind_field)
{
  return self->pointing (self->data, id, kind, kind_field);
}

static inline GPtrArray *
muster_lookup_all (const MusterLookup *self, MusterKindId kind)
{
  return self->all (self->data, kind);
}

G_END_DECLS
