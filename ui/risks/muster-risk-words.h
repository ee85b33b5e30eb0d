/* muster-risk-words.h - what is to be said of one risk in sentences: the way of its score, and what is amiss.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "muster-risk-story.h"

G_BEGIN_DECLS

/* "Extreme"; "" for score 0. Translated. */
const char *muster_risk_words_band    (const MusterMatrix *bands, gint64 score);
/* "16 Extreme" */
char       *muster_risk_words_score   (const MusterMatrix *bands, gint64 score);
/* "Scored 16 Extreme (1 March 2017), 12 High (1 June 2017). Target 6 Moderate by 31 December 2017." */
char       *muster_risk_words_path    (const MusterRiskStory *story);
/* Sentences on what is overdue, missing or stuck; element type char *. Empty: nothing is. */
GPtrArray  *muster_risk_words_notices (const MusterRiskStory *story, guint32 today);
/* Nobody has to do anything about it any more. */
gboolean    muster_risk_words_is_over (MusterRecord *risk);

G_END_DECLS
