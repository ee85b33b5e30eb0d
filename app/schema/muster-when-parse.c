/* muster-when-parse.c - from text to an honest date.
 *
 * The text is folded and read once from left to right:
 *
 *   when  = "ongoing" ... | "TBC" ... | "in post" ... | "before" name | "day" n ["to" n] tail
 *         | lead point [joint lead point] tail
 *   point = a day, a month, a quarter, a financial year or a year, of which a range may leave out what the other end
 *           says: "17 to 31 March 2017", "Q2 to Q4 2019/20", "March 17 - 31 2017"
 *
 * "Mar 17" is a month and its year, while "March 17 - 31 2017" starts with a day. So the months are first read with
 * a day after them, and as months with a year where that does not give whole dates.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-when.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "muster-error.h"
#include "muster-reading-private.h"
#include "muster-when-point-private.h"
#include "muster-when-private.h"

/* What the words before a date make of it. */
typedef enum {
  LEAD_NONE = 0,
  LEAD_LAST_DAY = 1 << 0, /* "end of March 2018" */
  LEAD_OPEN = 1 << 1,     /* "from July 2019" */
  LEAD_BETWEEN = 1 << 2,  /* "between 17 and 31 March 2017" */
  LEAD_WEEK = 1 << 3,     /* "w/c 6 March 2017" */
} Lead;

typedef enum {
  JOINT_NONE,
  JOINT_TO,
  JOINT_NEXT,  /* "and", "/": the second point follows the first */
  JOINT_OPEN,  /* "to date" */
} Joint;

static const char *
read_lead (const char *at, Lead *lead)
{
  static const struct {
    const char *words;
    Lead lead;
  } leads[] = {
    { "at", LEAD_NONE }, { "beginning of", LEAD_NONE }, { "by", LEAD_NONE }, { "due", LEAD_NONE },
    { "early", LEAD_NONE }, { "in", LEAD_NONE }, { "late", LEAD_NONE }, { "mid-", LEAD_NONE }, { "mid", LEAD_NONE },
    { "no later than", LEAD_NONE }, { "not later than", LEAD_NONE }, { "on", LEAD_NONE }, { "start of", LEAD_NONE },
    { "the", LEAD_NONE },
    { "end of", LEAD_LAST_DAY }, { "end", LEAD_LAST_DAY },
    { "from", LEAD_OPEN }, { "since", LEAD_OPEN },
    { "between", LEAD_BETWEEN },
    { "w/c", LEAD_WEEK }, { "week beginning", LEAD_WEEK }, { "week commencing", LEAD_WEEK },
  };

  *lead = LEAD_NONE;
  for (guint i = 0; i < G_N_ELEMENTS (leads);)
    {
      const char *after = muster_reading_skip (at, leads[i].words);

      if (after == NULL)
        {
          i++;
          continue;
        }
      *lead |= leads[i].lead;
      at = after;
      i = 0;
    }
  return at;
}

/* Moves at behind what joins two points. */
static Joint
read_joint (const char **at)
{
  static const char *const tos[] = { "-", "to", "until", "till", "through", NULL };
  static const char *const nexts[] = { "/", "&", "and", NULL };
  static const char *const opens[] = { "date", "present", "now", "ongoing", "onwards", NULL };
  const char *start = *at + strspn (*at, " ");
  const char *after = muster_reading_skip_any (start, tos);
  const char *open;

  if (after != NULL)
    {
      open = muster_reading_skip_any (after, opens);
      *at = open != NULL ? open : after;
      return open != NULL ? JOINT_OPEN : JOINT_TO;
    }
  after = muster_reading_skip_any (start, nexts);
  if (after == NULL)
    return JOINT_NONE;
  *at = after;
  return JOINT_NEXT;
}

/* Whether what follows a date does not count: notes in brackets, a time, "onwards", and from "prior to" on all. */
static gboolean
read_tail (const char *at, gboolean *open)
{
  static const char *const remarks[] = { "after", "before", "during", "following", "prior to", "subject to", NULL };
  const char *after;

  for (;;)
    {
      at += strspn (at, " .,;");
      if (*at == '\0' || muster_reading_skip_any (at, remarks) != NULL || muster_reading_skip_tbc (at) != NULL)
        return TRUE;
      if ((after = muster_reading_skip (at, "onwards")) != NULL)
        {
          *open = TRUE;
          at = after;
        }
      else if (*at == '(' || *at == '[')
        {
          at = strchr (at, *at == '(' ? ')' : ']');
          if (at == NULL)
            return FALSE;
          at++;
        }
      else if (g_ascii_isdigit (*at) && at[strspn (at, "0123456789")] == ':')
        {
          at += strspn (at, "0123456789:");
        }
      else
        {
          return FALSE;
        }
    }
}

typedef struct {
  MusterPoint first;
  MusterPoint last;
  Lead lead;
  Lead last_lead;
  Joint joint;
  gboolean open;
} Dated;

/* In "March 17 to April 3 2017" both ends have their month first; where only one has, the number was a year. */
static gboolean
is_month_first (const Dated *dated)
{
  if (!dated->first.month_first)
    return FALSE;
  if (dated->joint != JOINT_TO && dated->joint != JOINT_NEXT)
    return TRUE;
  return dated->last.shape == MUSTER_POINT_DAY && (dated->last.month_first || dated->last.month == 0);
}

static MusterOutcome
read_points (const char *folded, gboolean month_first, Dated *dated)
{
  const char *at = read_lead (folded, &dated->lead);

  if (!muster_point_read (&at, month_first, &dated->first))
    return MUSTER_OUTCOME_NOT_UNDERSTOOD;
  dated->last = dated->first;
  dated->joint = read_joint (&at);
  if (dated->joint == JOINT_TO || dated->joint == JOINT_NEXT)
    {
      at = read_lead (at, &dated->last_lead);
      if (!muster_point_read (&at, month_first, &dated->last))
        return MUSTER_OUTCOME_NOT_UNDERSTOOD;
    }
  dated->open = dated->joint == JOINT_OPEN;
  if (month_first && !is_month_first (dated))
    return MUSTER_OUTCOME_NOT_UNDERSTOOD;
  if (read_tail (at, &dated->open))
    return MUSTER_OUTCOME_READ;
  /* "Q1 2017" may be of either of two years. */
  return dated->last.shape == MUSTER_POINT_QUARTER && dated->last.year == 0 ? MUSTER_OUTCOME_NO_FINANCIAL_YEAR
                                                                            : MUSTER_OUTCOME_NOT_UNDERSTOOD;
}

static MusterWhen *
make_single (const Dated *dated, MusterDays days)
{
  const MusterPoint *point = &dated->first;

  if ((dated->lead & LEAD_WEEK) != 0 && point->shape != MUSTER_POINT_DAY)
    return NULL;
  if (dated->open || (dated->lead & LEAD_OPEN) != 0)
    return muster_when_new_plain (MUSTER_WHEN_ONGOING);
  if ((dated->lead & LEAD_WEEK) != 0)
    return muster_when_new_range (days.earliest, days.earliest + 6);
  if ((dated->lead & LEAD_LAST_DAY) != 0)
    return muster_when_new_date (days.latest);
  switch (point->shape)
    {
    case MUSTER_POINT_DAY:
      return muster_when_new_date (days.earliest);
    case MUSTER_POINT_MONTH:
      return muster_when_new_month (point->year, point->month);
    case MUSTER_POINT_QUARTER:
      return muster_when_new_quarter (point->year, point->quarter);
    case MUSTER_POINT_FINANCIAL_YEAR:
      return muster_when_new_year (point->year);
    case MUSTER_POINT_YEAR:
    default:
      return muster_when_new_range (days.earliest, days.latest);
    }
}

static MusterOutcome
make_range (const Dated *dated, MusterDays first, MusterDays last, MusterWhen **when)
{
  gboolean adjacent = last.earliest == first.latest + 1;

  if (first.earliest > last.latest)
    return MUSTER_OUTCOME_BACKWARDS;
  if (dated->joint == JOINT_NEXT && !adjacent && (dated->lead & LEAD_BETWEEN) == 0)
    return MUSTER_OUTCOME_NOT_UNDERSTOOD;
  if ((dated->lead & LEAD_LAST_DAY) != 0)
    first.earliest = first.latest;
  if ((dated->last_lead & LEAD_WEEK) != 0)
    last.latest += 6;
  *when = muster_when_new_range (first.earliest, last.latest);
  return MUSTER_OUTCOME_READ;
}

static MusterOutcome
read_dated_as (const char *folded, gboolean month_first, MusterWhen **when)
{
  Dated dated = { 0 };
  MusterDays first;
  MusterDays last;
  MusterOutcome outcome;

  outcome = read_points (folded, month_first, &dated);
  if (outcome != MUSTER_OUTCOME_READ)
    return outcome;
  if (dated.joint == JOINT_TO || dated.joint == JOINT_NEXT)
    {
      muster_point_complete (&dated.first, &dated.last);
      muster_point_complete (&dated.last, &dated.first);
      outcome = muster_point_get_days (&dated.first, &first);
      if (outcome == MUSTER_OUTCOME_READ)
        outcome = muster_point_get_days (&dated.last, &last);
      return outcome == MUSTER_OUTCOME_READ ? make_range (&dated, first, last, when) : outcome;
    }
  outcome = muster_point_get_days (&dated.first, &first);
  if (outcome == MUSTER_OUTCOME_READ)
    *when = make_single (&dated, first);
  return outcome;
}

static MusterOutcome
read_dated_either_way (const char *folded, MusterWhen **when)
{
  MusterOutcome month_first = read_dated_as (folded, TRUE, when);
  MusterOutcome outcome = month_first;

  if (month_first != MUSTER_OUTCOME_READ)
    outcome = read_dated_as (folded, FALSE, when);
  if (outcome == MUSTER_OUTCOME_NOT_UNDERSTOOD)
    return month_first;
  /* The last week of the last year reaches beyond it; a month has no "w/c". */
  return outcome == MUSTER_OUTCOME_READ && *when == NULL ? MUSTER_OUTCOME_NOT_IN_CALENDAR : outcome;
}

static MusterOutcome
read_dated (const char *folded, MusterWhen **when)
{
  MusterOutcome outcome = read_dated_either_way (folded, when);
  const char *by;

  if (outcome != MUSTER_OUTCOME_NOT_UNDERSTOOD)
    return outcome;
  /* "All CCGs by Mar 19" */
  by = g_strrstr (folded, " by ");
  return by != NULL ? read_dated_either_way (by + 1, when) : outcome;
}

/* "days 30 to 60", "day 1 - day 30 (September)", "by day 60" */
static MusterOutcome
read_days (const char *folded, MusterWhen **when)
{
  static const char *const words[] = { "days", "day", NULL };
  static const char *const tos[] = { "-", "to", NULL };
  guint64 numbers[2];
  const char *at = muster_reading_skip (folded, "by");
  const char *after;
  char *end;
  gboolean open = FALSE;

  at = muster_reading_skip_any (at != NULL ? at : folded, words);
  if (at == NULL || !g_ascii_isdigit (*at))
    return MUSTER_OUTCOME_NOT_UNDERSTOOD;
  numbers[0] = numbers[1] = g_ascii_strtoull (at, &end, 10);
  at = end + strspn (end, " ");
  if ((after = muster_reading_skip_any (at, tos)) != NULL)
    {
      at = muster_reading_skip_any (after, words);
      if (at == NULL)
        at = after;
      if (!g_ascii_isdigit (*at))
        return MUSTER_OUTCOME_NOT_UNDERSTOOD;
      numbers[1] = g_ascii_strtoull (at, &end, 10);
    }
  if (numbers[0] > MUSTER_PLAN_DAYS_MAX || numbers[1] > MUSTER_PLAN_DAYS_MAX || !read_tail (end, &open) || open)
    return MUSTER_OUTCOME_NOT_UNDERSTOOD;
  if (numbers[0] == 0)
    return MUSTER_OUTCOME_DAY_ZERO;
  if (numbers[0] > numbers[1])
    return MUSTER_OUTCOME_BACKWARDS;
  *when = muster_when_new_days ((guint) numbers[0], (guint) numbers[1]);
  return MUSTER_OUTCOME_READ;
}

/* Values that are a phrase; what follows it is a remark. */
static MusterWhen *
read_plain (const char *folded)
{
  static const char *const ongoing[] = { "ongoing", "on-going", "on going", "continuous", "continuing", NULL };
  static const char *const in_post[] = { "in post", "in-post", "already in post", NULL };
  static const char *const others_decide[] = { "as agreed", "as per", "not yet agreed", "not yet known", NULL };

  if (muster_reading_skip_any (folded, ongoing) != NULL)
    return muster_when_new_plain (MUSTER_WHEN_ONGOING);
  if (muster_reading_skip_any (folded, in_post) != NULL)
    return muster_when_new_plain (MUSTER_WHEN_IN_POST);
  if (muster_reading_skip_tbc (folded + strspn (folded, "([")) != NULL ||
      muster_reading_skip_any (folded, others_decide) != NULL)
    return muster_when_new_plain (MUSTER_WHEN_TBC);
  return NULL;
}

/* Reads text itself, as the name is kept as it was typed; an id at its end is the milestone's, and is cut off. */
static MusterWhen *
read_relative (char *text)
{
  static const struct {
    const char *first;
    const char *second; /* nullable */
    MusterWhenRelation relation;
  } relations[] = {
    { "before", NULL, MUSTER_WHEN_BEFORE }, { "prior", "to", MUSTER_WHEN_BEFORE },
    { "during", NULL, MUSTER_WHEN_DURING },
    { "after", NULL, MUSTER_WHEN_AFTER },   { "following", NULL, MUSTER_WHEN_AFTER },
  };
  static const char spaces[] = " \t\r\n";
  gboolean bound;
  MusterId event;

  for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
    {
      const char *words[] = { relations[i].first, relations[i].second, NULL };
      char *at = text;

      for (guint n = 0; at != NULL && words[n] != NULL; n++)
        {
          gsize length = strlen (words[n]);

          if (g_ascii_strncasecmp (at, words[n], length) != 0 || at[length] == '\0'
              || strchr (spaces, at[length]) == NULL)
            at = NULL;
          else
            at += length + strspn (at + length, spaces);
        }
      if (at == NULL)
        continue;
      bound = muster_reading_take_ids (text, &event);
      return muster_when_new_relative (relations[i].relation, at < text + strlen (text) ? at : "",
                                       bound ? &event : NULL);
    }
  return NULL;
}

static const char *
explain (MusterOutcome outcome)
{
  switch (outcome)
    {
    case MUSTER_OUTCOME_NO_YEAR:
      return _("The year is missing: enter, for example, 9 March 2017 or March 2017.");
    case MUSTER_OUTCOME_NO_FINANCIAL_YEAR:
      return _("The financial year is missing: enter, for example, Q1 2017/18.");
    case MUSTER_OUTCOME_NOT_IN_CALENDAR:
      return _("The calendar has no such date: check the day, the month and the year (1900 to 2199).");
    case MUSTER_OUTCOME_OTHER_WEEKDAY:
      return _("The date falls on another day of the week: correct one of them, or leave the weekday out.");
    case MUSTER_OUTCOME_BACKWARDS:
      return _("It ends before it starts: enter the earlier date first, and both years where they differ.");
    case MUSTER_OUTCOME_DAY_ZERO:
      return _("The first day of a plan is day 1: count from there.");
    case MUSTER_OUTCOME_READ:
    case MUSTER_OUTCOME_NOT_UNDERSTOOD:
    default:
      return _("Enter, for example, 9 March 2017, March 2017, Q1 2017/18, 2017/18, 17 to 31 March 2017, days 30 to 60, "
               "before mobilisation, ongoing or TBC.");
    }
}

static MusterWhen *
refuse (MusterOutcome outcome, const char *text, GError **error)
{
  g_autofree char *quoted = muster_reading_quote (text);

  if (*text == '\0')
    g_set_error_literal (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, explain (MUSTER_OUTCOME_NOT_UNDERSTOOD));
  else
    /* Translators: what was typed, then a sentence on what is wrong with it. */
    g_set_error (error, MUSTER_ERROR, MUSTER_ERROR_INVALID, _("“%s” cannot be used as a date. %s"), quoted,
                 explain (outcome));
  return NULL;
}

MusterWhen *
muster_when_parse (const char *text, GError **error)
{
  g_autofree char *trimmed = muster_reading_trim (text);
  g_autofree char *folded = muster_reading_fold (trimmed);
  g_autoptr(MusterWhen) when = read_plain (folded);
  MusterOutcome outcome = MUSTER_OUTCOME_READ;

  if (when == NULL)
    when = read_relative (trimmed);
  if (when == NULL)
    outcome = read_days (folded, &when);
  if (outcome == MUSTER_OUTCOME_NOT_UNDERSTOOD)
    outcome = read_dated (folded, &when);
  if (outcome != MUSTER_OUTCOME_READ)
    return refuse (outcome, trimmed, error);
  return muster_when_with_text (when, trimmed);
}

MusterDays
muster_when_days_of_text (const char *text)
{
  g_autofree char *folded = muster_reading_fold (text);
  g_autoptr(MusterWhen) when = NULL;
  MusterDays none = { 0, 0 };

  if (read_dated (folded, &when) != MUSTER_OUTCOME_READ)
    return none;
  return muster_when_get_days (when);
}
