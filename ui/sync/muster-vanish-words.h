/* muster-vanish-words.h - in words: the many records that would go.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-vanishing.h"

G_BEGIN_DECLS

/* "80 risks, 40 actions" */
char *muster_vanish_words_kinds  (const MusterVanishing *told);
/* Who archived them and when, a line each, the most first; NULL: that is not known. */
char *muster_vanish_words_actors (const MusterVanishing *told);
/* Why, a line for each reason with how many; NULL: there is but one. */
char *muster_vanish_words_causes (const MusterVanishing *told);
/* What was done. */
char *muster_vanish_words_went   (guint n, gboolean more);

G_END_DECLS
