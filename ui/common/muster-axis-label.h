/* muster-axis-label.h - what a line or column of a map is called: its number and its word, or the number alone.
 *
 * A word is never broken. Where the longest one of the axis has no room all labels of it are their numbers, and the
 * pointer has the rest told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MUSTER_TYPE_AXIS_LABEL (muster_axis_label_get_type ())
G_DECLARE_FINAL_TYPE (MusterAxisLabel, muster_axis_label, MUSTER, AXIS_LABEL, GtkWidget)

/* words: of all labels of the axis, for the longest word among them. */
GtkWidget *muster_axis_label_new (int number, const char *word, const char *words, float xalign);

G_END_DECLS
