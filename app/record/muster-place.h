/* muster-place.h - where a record stands, so that it is known who may see it: PROTOCOL.md section 9. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-json.h"

G_BEGIN_DECLS

/* A team, an area or a programme is a place itself. */
gboolean muster_kind_is_place     (const MusterKind *kind);
/* Everybody who joined may read it: organisation, area, programme, body, person. */
gboolean muster_kind_is_directory (const MusterKind *kind);

/* The fields of a kind that say what a record belongs to, first wins: its parent field (of an area: parent), then
 * scope, team, area, plan, workstream, programme. Returns how many; fields has room for MUSTER_PLACE_FIELDS. */
#define MUSTER_PLACE_FIELDS 8
guint    muster_kind_place_fields (const MusterKind *kind, const MusterField *fields[MUSTER_PLACE_FIELDS]);
/* The rank (index above) and target of each reference that the value of a group holds; those of the group that it
 * does not name are given as NULL. */
typedef void (*MusterPlaceFunc)   (guint rank, const MusterId *target, gpointer data);
void     muster_place_references  (const MusterKind *kind, const char *group, json_t *value, MusterPlaceFunc func,
                                   gpointer data);

G_END_DECLS
