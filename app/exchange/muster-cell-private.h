/* muster-cell-private.h - one value in one cell, the same way out and in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-kind.h"

G_BEGIN_DECLS

/* The columns before those of the fields. */
#define MUSTER_CELL_ID       "id"
#define MUSTER_CELL_REF      "ref"
#define MUSTER_CELL_ARCHIVED "archived"

char     *muster_cell_from_value (const MusterField *field, const MusterValue *value);
gboolean  muster_cell_to_value   (const MusterField *field, const char *cell, MusterValue **value, GError **error);

G_END_DECLS
