/* muster-matrix-grid.h - likelihood by consequence, five by five: to choose a score from, or a map to filter by.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-replica.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_MATRIX_GRID (muster_matrix_grid_get_type ())
G_DECLARE_FINAL_TYPE (MusterMatrixGrid, muster_matrix_grid, MUSTER, MATRIX_GRID, GtkWidget)

/* Signal "chosen". */
GtkWidget *muster_matrix_grid_new       (const MusterMatrix *bands);
/* A map: cells tell how many stand there, and several can be chosen, each by itself. Arrow keys go from cell to cell,
 * Enter or a click chooses, Escape lets all go. */
GtkWidget *muster_matrix_grid_new_map   (const MusterMatrix *bands);
void       muster_matrix_grid_set_bands (MusterMatrixGrid *self, const MusterMatrix *bands);
/* 1 to 5 each; 0: nothing is chosen. */
void       muster_matrix_grid_set       (MusterMatrixGrid *self, int likelihood, int consequence);
int        muster_matrix_grid_get       (MusterMatrixGrid *self, int *consequence);

/* Of a map. Cells as MUSTER_CELL() adds them up; setting them tells nobody. */
void       muster_matrix_grid_set_counts (MusterMatrixGrid *self, const MusterMap *counts);
guint32    muster_matrix_grid_get_cells (MusterMatrixGrid *self);
void       muster_matrix_grid_set_cells (MusterMatrixGrid *self, guint32 cells);
/* "likelihood 4, consequence 4 and likelihood 3, consequence 4"; of many, how many. */
char      *muster_matrix_grid_describe_cells (MusterMatrixGrid *self);

G_END_DECLS
