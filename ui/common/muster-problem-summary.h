/* muster-problem-summary.h - what stands in the way of a save, at the top of the form; each line goes to its field.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-rules.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_PROBLEM_SUMMARY (muster_problem_summary_get_type ())
G_DECLARE_FINAL_TYPE (MusterProblemSummary, muster_problem_summary, MUSTER, PROBLEM_SUMMARY, GtkWidget)

/* Signals: "go-to-field" (const char *field, gives a gboolean: it has the focus now); "save-anyway"; "go-back". */
GtkWidget *muster_problem_summary_new  (void);
/* Element type MusterProblem. With errors only these are listed; with warnings alone the way on is offered. */
void       muster_problem_summary_show (MusterProblemSummary *self, const MusterKind *kind, GPtrArray *problems);
/* One sentence about the save itself. */
void       muster_problem_summary_show_message (MusterProblemSummary *self, const char *message);
void       muster_problem_summary_hide (MusterProblemSummary *self);
/* Where the person must begin: at the first field that is named, else here. */
void       muster_problem_summary_focus (MusterProblemSummary *self);

G_END_DECLS
