/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-query.h"

G_BEGIN_DECLS

typedef struct {
  const MusterField *field;
  MusterId           id;        /* REF, REFS */
  const char        *terms;     /* CHOICE: nicks; PARTY: texts; "" among them for none; see muster_filter_get_terms() */
  gint64             low, high; /* a range otherwise */
} MusterFilter;

struct _MusterQuery {
  const MusterKind  *kind;
  char              *text;
  MusterArchived     archived;
  const MusterField *sort;
  gboolean           descending;
  gboolean           stable;  /* equals by id */
  GArray            *filters; /* of MusterFilter */
  MusterId           scope;   /* nil: everything */
  const MusterField *map;     /* of cells; NULL: none */
  guint32            cells;   /* one bit each; 0: all */
};

/* Of CHOICE and PARTY. (transfer full) */
char   **muster_filter_get_terms (const MusterFilter *filter);
/* Whether the scope leaves anything out. */
gboolean muster_query_is_scoped (const MusterQuery *self);

G_END_DECLS
