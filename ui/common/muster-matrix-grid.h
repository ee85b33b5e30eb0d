/* muster-matrix-grid.h - likelihood by consequence, five by five, to choose a score from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-rules.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_MATRIX_GRID (muster_matrix_grid_get_type ())
G_DECLARE_FINAL_TYPE (MusterMatrixGrid, muster_matrix_grid, MUSTER, MATRIX_GRID, GtkWidget)

/* Signal "chosen". */
GtkWidget *muster_matrix_grid_new       (const MusterMatrix *bands);
void       muster_matrix_grid_set_bands (MusterMatrixGrid *self, const MusterMatrix *bands);
/* 1 to 5 each; 0: nothing is chosen. */
void       muster_matrix_grid_set       (MusterMatrixGrid *self, int likelihood, int consequence);
int        muster_matrix_grid_get       (MusterMatrixGrid *self, int *consequence);

G_END_DECLS
