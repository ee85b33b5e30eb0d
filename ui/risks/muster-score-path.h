/* muster-score-path.h - the way of a risk's score, drawn: from the first over the latest to where it is meant to be.
 *
 * Time runs from the side where reading starts; where a day is not known the scores stand in their order. Shapes and
 * numbers tell the bands, and a screen reader hears the same in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-risk-story.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_SCORE_PATH (muster_score_path_get_type ())
G_DECLARE_FINAL_TYPE (MusterScorePath, muster_score_path, MUSTER, SCORE_PATH, GtkWidget)

/* words: what it says. */
GtkWidget *muster_score_path_new (const MusterRiskStory *story, const char *words);

G_END_DECLS
