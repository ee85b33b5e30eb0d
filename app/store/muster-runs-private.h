/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint position; /* in the new list */
  guint removed, added;
} MusterRun;

/* The runs in which the lists differ between their equal ends: a row that is in both lists and in the same order stays.
 * Rows that moved make the two lists cross; then, and when there are many runs, one run covers all. */
GArray *muster_runs_find (const gint64 *old, guint n_old, const gint64 *new, guint n_new, guint head);

G_END_DECLS
