/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-risk-words.h"

#include <glib/gi18n-lib.h>

const char *
muster_risk_words_band (const MusterMatrix *bands, gint64 score)
{
  const MusterField *field = muster_kind_get_field (muster_kind_get (MUSTER_KIND_RISK), "band");
  const char *nick = muster_matrix_band (bands, score);
  const MusterChoice *choice = nick != NULL ? muster_field_find_choice (field, nick) : NULL;

  return choice != NULL ? g_dgettext (GETTEXT_PACKAGE, choice->label) : "";
}

char *
muster_risk_words_score (const MusterMatrix *bands, gint64 score)
{
  /* Translators: a score and its band, as in "16 Extreme". */
  return g_strdup_printf (_("%d %s"), (int) score, muster_risk_words_band (bands, score));
}

gboolean
muster_risk_words_is_over (MusterRecord *risk)
{
  return muster_record_is_archived (risk) || muster_record_is_choice (risk, "status", "closed")
         || muster_record_is_choice (risk, "status", "materialised");
}

/* ---- the way of the score ---------------------------------------------------------------------------------------- */

static char *
say_point (const MusterRiskStory *story, MusterRecord *assessment)
{
  g_autofree char *score = muster_risk_words_score (&story->bands, muster_record_get_number (assessment, "score"));
  g_autofree char *on = muster_record_to_display (assessment, "on");

  if (*on == '\0')
    return g_steal_pointer (&score);
  /* Translators: a score and the day it was given, as in "16 Extreme (1 March 2017)". */
  return g_strdup_printf (_("%s (%s)"), score, on);
}

static char *
say_target (const MusterRiskStory *story, MusterRecord *target)
{
  g_autofree char *score = muster_risk_words_score (&story->bands, muster_record_get_number (target, "score"));
  g_autofree char *by = muster_record_to_display (target, "target_date");

  /* Translators: what a risk is to come down to, as in "Target 6 Moderate by 31 December 2017." */
  return *by != '\0' ? g_strdup_printf (_("Target %s by %s."), score, by) : g_strdup_printf (_("Target %s."), score);
}

char *
muster_risk_words_path (const MusterRiskStory *story)
{
  g_autoptr(GString) points = g_string_new (NULL);
  g_autofree char *target = NULL;

  for (guint i = 0; i < story->assessments->len; i++)
    {
      MusterRecord *assessment = story->assessments->pdata[i];
      g_autofree char *point = NULL;

      if (muster_record_is_choice (assessment, "kind", "target"))
        {
          g_free (target);
          target = say_target (story, assessment);
          continue;
        }
      point = say_point (story, assessment);
      g_string_append_printf (points, "%s%s", points->len > 0 ? ", " : "", point);
    }
  if (points->len == 0)
    return target != NULL ? g_steal_pointer (&target) : g_strdup (_("Nobody has scored this risk yet."));
  if (target == NULL)
    return g_strdup_printf (_("Scored %s. No target is set."), points->str);
  /* Translators: scores in order of time, then a sentence on the target. */
  return g_strdup_printf (_("Scored %s. %s"), points->str, target);
}

/* ---- what is amiss ----------------------------------------------------------------------------------------------- */

static void
add (GPtrArray *notices, char *text /* taken */)
{
  g_ptr_array_add (notices, text);
}

static void
add_review (GPtrArray *notices, MusterRecord *risk, guint32 today)
{
  g_autofree char *day = muster_day_to_text (muster_rules_due_day (risk));
  MusterTiming timing = muster_rules_timing (risk, today);

  if (timing == MUSTER_TIMING_OVERDUE)
    add (notices, g_strdup_printf (_("The review was due %s and is overdue."), day));
  else if (!muster_record_has (risk, "next_review") && muster_record_is_choice (risk, "escalation_potential", "high"))
    add (notices, g_strdup (_("It may get much worse if nobody acts soon, and no review is planned.")));
  else if (!muster_record_has (risk, "next_review"))
    add (notices, g_strdup (_("No review is planned.")));
  else if (timing == MUSTER_TIMING_DUE_SOON)
    add (notices, g_strdup_printf (_("The review is due %s."), day));
}

static void
add_stuck (GPtrArray *notices, const MusterRiskStory *story)
{
  int score = (int) muster_record_get_number (story->detail->record, "score");

  if (story->unchanged < MUSTER_STUCK_FROM)
    return;
  add (notices, g_strdup_printf (ngettext ("It is stuck: scored %2$d %1$u time in a row, above its target.",
                                           "It is stuck: scored %2$d %1$u times in a row, above its target.",
                                           story->unchanged),
                                 story->unchanged, score));
}

static void
add_late_mitigations (GPtrArray *notices, GPtrArray *mitigations, guint32 today)
{
  guint late = 0;

  for (guint i = 0; i < mitigations->len; i++)
    late += muster_rules_timing (mitigations->pdata[i], today) == MUSTER_TIMING_OVERDUE;
  if (late > 0)
    add (notices, g_strdup_printf (ngettext ("%u mitigation is overdue.", "%u mitigations are overdue.", late), late));
}

static void
add_target_missed (GPtrArray *notices, const MusterRiskStory *story, guint32 today)
{
  MusterRecord *risk = story->detail->record, *target = NULL;
  g_autofree char *by = NULL;
  guint32 day;

  for (guint i = 0; i < story->assessments->len; i++)
    if (muster_record_is_choice (story->assessments->pdata[i], "kind", "target"))
      target = story->assessments->pdata[i];
  if (target == NULL)
    return;
  day = muster_record_get_days (target, "target_date").latest;
  if (day == 0 || day >= today
      || muster_record_get_number (risk, "score") <= muster_record_get_number (target, "score"))
    return;
  by = muster_record_to_display (target, "target_date");
  add (notices, g_strdup_printf (_("It was to come down to %d by %s, and has not."),
                                 (int) muster_record_get_number (target, "score"), by));
}

GPtrArray *
muster_risk_words_notices (const MusterRiskStory *story, guint32 today)
{
  GPtrArray *notices = g_ptr_array_new_with_free_func (g_free);
  MusterRecord *risk = story->detail->record;

  if (muster_risk_words_is_over (risk))
    return notices;
  add_review (notices, risk, today);
  add_stuck (notices, story);
  add_target_missed (notices, story, today);
  add_late_mitigations (notices, story->mitigations, today);
  if (!muster_record_has (risk, "owner"))
    add (notices, g_strdup (_("Nobody owns this risk.")));
  return notices;
}
