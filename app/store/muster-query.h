/* muster-query.h - which records of one kind, in which order. Filled in by its owner, then only read; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-kind.h"

G_BEGIN_DECLS

typedef enum {
  MUSTER_ARCHIVED_HIDDEN,
  MUSTER_ARCHIVED_ONLY,
  MUSTER_ARCHIVED_SHOWN,
} MusterArchived;

typedef struct _MusterQuery MusterQuery;

/* In the kind's default order, archived records hidden. */
MusterQuery      *muster_query_new          (const MusterKind *kind);
MusterQuery      *muster_query_copy         (const MusterQuery *self);
void              muster_query_free         (MusterQuery *self);

const MusterKind *muster_query_get_kind     (const MusterQuery *self);
/* Words that a record must hold, in any order, folded, the last one as a prefix. */
void              muster_query_set_text     (MusterQuery *self, const char *text);
const char       *muster_query_get_text     (const MusterQuery *self); /* "" for none */
void              muster_query_set_archived (MusterQuery *self, MusterArchived archived);
MusterArchived    muster_query_get_archived (const MusterQuery *self);
/* field has the SORT flag. Undated, unscored and empty come last either way. */
void              muster_query_set_sort     (MusterQuery *self, const char *field, gboolean descending);
const char       *muster_query_get_sort     (const MusterQuery *self, gboolean *descending);
/* What is equal in the order goes by id, so that it is the same in every replica; else in the order it came. */
void              muster_query_set_stable   (MusterQuery *self, gboolean stable);
/* Filters add up (all must hold). REF, REFS: points to id. CHOICE: has the nick. */
void              muster_query_add_ref      (MusterQuery *self, const char *field, const MusterId *id);
void              muster_query_add_choice   (MusterQuery *self, const char *field, const char *nick);
/* CHOICE: has one of these nicks; PARTY: reads exactly like one of these texts; "" among them: or nothing is entered.
 * They take the place of what was asked of the field before; none: anything. */
void              muster_query_set_choices  (MusterQuery *self, const char *field, const char *const *terms);
/* (transfer full); NULL: anything. */
char            **muster_query_get_choices  (const MusterQuery *self, const char *field);
guint             muster_query_count_choices (const MusterQuery *self); /* fields with such a filter */
/* WHEN by its latest day, numbers by themselves; bounds included. */
void              muster_query_add_range    (MusterQuery *self, const char *field, gint64 low, gint64 high);
/* SCORE with the flag MAP, and the field after it: in one of the cells, added up with "|". 0: anywhere or nowhere. */
#define MUSTER_CELL(score, next) ((guint32) 1 << (((score) - 1) * 5 + (next) - 1)) /* 1 to 5 each */
void              muster_query_set_cells    (MusterQuery *self, const char *field, guint32 cells);
gboolean          muster_query_has_filter   (const MusterQuery *self); /* text or any of the above */
/* Any of these but text. */
gboolean          muster_query_has_choices  (const MusterQuery *self);
guint32           muster_query_get_cells    (const MusterQuery *self, const char **field /* nullable */);
/* Words, choices, cells, order and archived records, as something to keep: an "a{sv}", floating; and such a thing in
 * place of what self asks for now, its kind and place aside. */
GVariant         *muster_query_keep         (const MusterQuery *self);
void              muster_query_recall       (MusterQuery *self, GVariant *kept);
/* All filters but text, scope and archived records go. */
void              muster_query_clear_filters (MusterQuery *self);
/* Only what belongs to a team, an area or a programme, itself among it; NULL: everything. Organisations, people and
 * bodies are there in every scope. */
void              muster_query_set_scope    (MusterQuery *self, const MusterId *scope);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterQuery, muster_query_free)

G_END_DECLS
