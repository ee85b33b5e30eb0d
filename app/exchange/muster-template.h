/* muster-template.h - a plan to begin with: what such a plan has to say, and the work that stands in most of them.
 *
 * The templates ship inside, as data (data/templates/README.md). Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-commit.h"

G_BEGIN_DECLS

/* What a plan has to say: in a field of its own, or by records that point to it. */
typedef struct {
  const MusterField *field; /* of the plan; NULL: it is said by records */
  const MusterKind  *kind;  /* of those records; NULL: it is said in a field */
  const char        *by;    /* their field that points to the plan */
  char              *guide; /* a sentence on what belongs there */
} MusterSectionOfPlan;

/* Makes a fresh record with an id, as muster_store_make_record() and muster_replica_make_record() do. */
typedef MusterRecord *(*MusterMakeFunc) (gpointer data, const MusterKind *kind);

/* The sections of plans of a kind ("mobilisation"), in their order; element type MusterSectionOfPlan. NULL: there is no
 * template for that kind. */
GPtrArray *muster_template_list_sections (const char *plan_kind);
/* How much work it makes, and when that is due. Translated; NULL: there is no template for that kind. */
char      *muster_template_describe      (const char *plan_kind);
/* What the template says of the plan itself goes into plan. */
void       muster_template_start         (const char *plan_kind, MusterRecord *plan);
/* Adds all that stands in such a plan to the commit that makes plan. */
void       muster_template_add           (const char *plan_kind, MusterRecord *plan, MusterMakeFunc make,
                                          gpointer data, MusterCommit *commit);

G_END_DECLS
