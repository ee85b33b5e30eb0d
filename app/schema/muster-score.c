/* muster-score.c - likelihood and consequence, by number and by word.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kinds-private.h"

#include <string.h>

#include "muster-number.h"
#include "muster-text.h"

/* "A risk matrix for risk managers", NPSA, January 2008, tables 1 and 2. */
static const char *const likelihoods[] = {
  N_("Rare"), N_("Unlikely"), N_("Possible"), N_("Likely"), N_("Almost certain"),
};

static const char *const consequences[] = {
  N_("Negligible"), N_("Minor"), N_("Moderate"), N_("Major"), N_("Catastrophic"),
};

const char *
muster_likelihood_label (gint64 score)
{
  return score >= 1 && score <= 5 ? _(likelihoods[score - 1]) : "";
}

const char *
muster_consequence_label (gint64 score)
{
  return score >= 1 && score <= 5 ? _(consequences[score - 1]) : "";
}

const char *
muster_score_label (const MusterField *field, gint64 score)
{
  return g_str_has_suffix (field->name, "impact") ? muster_consequence_label (score) : muster_likelihood_label (score);
}

/* The word, and its number before or behind it, as registers write them: "4 – Likely", "Likely (4)". */
static gboolean
is_score (gint64 score, const char *label, const char *text)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, score);
  g_autofree char *word = muster_text_fold (label);
  g_autofree char *rest = muster_text_fold (text);
  char *at = strstr (rest, word);

  if (at == NULL)
    return FALSE;
  memset (at, ' ', strlen (word));
  g_strstrip (g_strdelimit (rest, "-:.,()[]=", ' '));
  return *rest == '\0' || g_str_equal (rest, number);
}

gboolean
muster_score_parse (const MusterField *field, const char *text, gint64 *score, GError **error)
{
  for (*score = 1; *score <= 5; (*score)++)
    if (is_score (*score, muster_score_label (field, *score), text))
      return TRUE;
  return muster_integer_parse (text, 1, 5, score, error);
}
