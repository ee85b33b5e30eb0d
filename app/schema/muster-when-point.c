/* muster-when-point.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-when-point-private.h"

#include <string.h>

#include "muster-when-private.h"

typedef enum {
  TOKEN_END,
  TOKEN_NUMBER,
  TOKEN_WORD,
  TOKEN_MARK,
} TokenKind;

typedef struct {
  TokenKind kind;
  const char *start;
  const char *end;
  gsize length;
  guint value;     /* of a number of at most four digits */
  gboolean spaced; /* a space stands before it */
} Token;

static gboolean
is_letter (char c)
{
  return g_ascii_isalpha (c) || (guchar) c >= 0x80;
}

static Token
next_token (const char *at)
{
  Token token = { TOKEN_END, at, at, 0, 0, FALSE };

  for (; *at == ' '; at++)
    token.spaced = TRUE;
  token.start = at;
  if (g_ascii_isdigit (*at))
    {
      token.kind = TOKEN_NUMBER;
      for (; g_ascii_isdigit (*at); at++)
        {
          if (at - token.start < 4)
            token.value = 10 * token.value + (guint) (*at - '0');
        }
    }
  else if (is_letter (*at))
    {
      token.kind = TOKEN_WORD;
      while (is_letter (*at))
        at++;
    }
  else if (*at != '\0')
    {
      token.kind = TOKEN_MARK;
      at++;
    }
  token.end = at;
  token.length = at - token.start;
  return token;
}

static gboolean
is_word (const Token *token, const char *word)
{
  return token->kind == TOKEN_WORD && token->length == strlen (word) &&
         strncmp (token->start, word, token->length) == 0;
}

static gboolean
accept_word (const char **at, const char *word)
{
  Token token = next_token (*at);

  if (!is_word (&token, word))
    return FALSE;
  *at = token.end;
  return TRUE;
}

static gboolean
accept_mark (const char **at, const char *marks)
{
  Token token = next_token (*at);

  if (token.kind != TOKEN_MARK || strchr (marks, *token.start) == NULL)
    return FALSE;
  *at = token.end;
  return TRUE;
}

/* The place of a word in names, 1 for the first; abbreviations have three letters or more. 0 where it is none. */
static guint
find_name (const Token *token, const char *const *names, guint n_names)
{
  if (token->kind != TOKEN_WORD || token->length < 3)
    return 0;
  for (guint i = 0; i < n_names; i++)
    {
      if (token->length <= strlen (names[i]) && g_ascii_strncasecmp (token->start, names[i], token->length) == 0)
        return i + 1;
    }
  return 0;
}

static guint
find_month (const Token *token)
{
  return find_name (token, muster_month_names, G_N_ELEMENTS (muster_month_names));
}

static gboolean
read_month (const char **at, guint *month)
{
  Token token = next_token (*at);

  *month = find_month (&token);
  if (*month == 0)
    return FALSE;
  *at = token.end;
  if (**at == '.' && token.length <= 4) /* "Sept. 2017" */
    (*at)++;
  return TRUE;
}

static gboolean
is_ordinal (const Token *token)
{
  return !token->spaced &&
         (is_word (token, "st") || is_word (token, "nd") || is_word (token, "rd") || is_word (token, "th"));
}

/* "2017", "17" or "'17"; not "17th". */
static gboolean
read_year (const char **at, guint *year)
{
  const char *start = *at;
  Token token;

  accept_mark (&start, "'");
  token = next_token (start);
  if (token.kind != TOKEN_NUMBER || (token.length != 2 && token.length != 4) || is_letter (*token.end))
    return FALSE;
  *year = token.length == 2 ? 2000 + token.value : token.value;
  *at = token.end;
  return TRUE;
}

/* One or two digits, perhaps with "st" and the like. */
static gboolean
read_day (const char **at, guint *day)
{
  Token token = next_token (*at);
  Token ordinal;

  if (token.kind != TOKEN_NUMBER || token.length > 2)
    return FALSE;
  *day = token.value;
  ordinal = next_token (token.end);
  *at = is_ordinal (&ordinal) ? ordinal.end : token.end;
  return TRUE;
}

/* "09/03/2017", "9.3.17" and "2017-03-09": three numbers with the same mark between them and no spaces. */
static gboolean
read_numeric (const char **at, MusterPoint *point)
{
  Token numbers[3];
  char mark = '\0';
  const char *end = *at;

  for (guint i = 0; i < 3; i++)
    {
      numbers[i] = next_token (end);
      end = numbers[i].end;
      if (numbers[i].kind != TOKEN_NUMBER || (i > 0 && numbers[i].spaced))
        return FALSE;
      if (i == 2)
        break;
      if ((i == 0 && strchr ("/-.", *end) == NULL) || (i == 1 && *end != mark) || *end == '\0')
        return FALSE;
      mark = *end++;
    }
  point->shape = MUSTER_POINT_DAY;
  point->month = numbers[1].value;
  if (numbers[0].length == 4 && numbers[1].length <= 2 && numbers[2].length <= 2)
    {
      point->year = numbers[0].value;
      point->day = numbers[2].value;
    }
  else if (numbers[0].length <= 2 && numbers[1].length <= 2 && (numbers[2].length == 2 || numbers[2].length == 4))
    {
      point->day = numbers[0].value;
      point->year = numbers[2].length == 2 ? 2000 + numbers[2].value : numbers[2].value;
    }
  else
    {
      return FALSE;
    }
  *at = end;
  return TRUE;
}

/* "2017/18", "17/18", "2017/2018" and "2017-18", perhaps after "FY". Years that do not follow each other are none. */
static gboolean
read_financial_year (const char **at, guint *year)
{
  const char *start = *at;
  Token first;
  Token mark;
  Token second;
  Token after;

  if (!accept_word (&start, "fy") && accept_word (&start, "financial"))
    accept_word (&start, "year");
  first = next_token (start);
  mark = next_token (first.end);
  second = next_token (mark.end);
  after = next_token (second.end);
  if (first.kind != TOKEN_NUMBER || second.kind != TOKEN_NUMBER || mark.kind != TOKEN_MARK)
    return FALSE;
  if (*mark.start != '/' && !(*mark.start == '-' && first.length == 4 && second.length == 2))
    return FALSE;
  *year = first.length == 2 ? 2000 + first.value : first.value;
  if (first.length == 4 && second.length == 4)
    {
      if (second.value != first.value + 1)
        return FALSE;
    }
  else if (second.length != 2 || (first.length != 2 && first.length != 4) || second.value != (*year + 1) % 100)
    {
      return FALSE;
    }
  /* "17/18 March 2017" is two days. */
  if (first.length == 2 && find_month (&after) != 0)
    return FALSE;
  *at = second.end;
  return TRUE;
}

static gboolean
read_quarter (const char **at, guint *quarter)
{
  const char *start = *at;
  Token number;

  if (!accept_word (&start, "q") && !accept_word (&start, "quarter") && !accept_word (&start, "qtr"))
    return FALSE;
  number = next_token (start);
  if (number.kind != TOKEN_NUMBER || number.length != 1 || number.value < 1 || number.value > 4)
    return FALSE;
  *quarter = number.value;
  *at = number.end;
  return TRUE;
}

/* "Q1 2017/18", "Q1/ 2017/18", "17/18 Q1", "2017/18", and "Q1" for a range. */
static gboolean
read_financial (const char **at, MusterPoint *point)
{
  const char *start;

  point->shape = MUSTER_POINT_QUARTER;
  if (read_quarter (at, &point->quarter))
    {
      start = *at;
      if (!accept_mark (&start, "/,-"))
        accept_word (&start, "of");
      if (read_financial_year (&start, &point->year))
        *at = start;
      return TRUE;
    }
  if (!read_financial_year (at, &point->year))
    return FALSE;
  start = *at;
  accept_mark (&start, "/,-");
  if (read_quarter (&start, &point->quarter))
    *at = start;
  else
    point->shape = MUSTER_POINT_FINANCIAL_YEAR;
  return TRUE;
}

/* What follows a month that no day precedes. */
static void
read_after_month (const char **at, gboolean month_first, MusterPoint *point)
{
  const char *start = *at;

  point->shape = MUSTER_POINT_MONTH;
  if (month_first && read_day (&start, &point->day))
    {
      point->shape = MUSTER_POINT_DAY;
      point->month_first = TRUE;
      *at = start;
      accept_mark (&start, ",");
      if (read_year (&start, &point->year))
        *at = start;
      return;
    }
  if (*start == '-') /* "Mar-17", as spreadsheets have it */
    start++;
  else
    accept_mark (&start, ",");
  if (read_year (&start, &point->year))
    *at = start;
}

/* What follows a day: "of March 2017", "-Mar-17", nothing, or a year alone in "March 17 - 31 2017". */
static void
read_after_day (const char **at, MusterPoint *point)
{
  const char *start = *at;
  char joint = *start != '\0' && strchr ("-/.", *start) != NULL ? *start : '\0';

  point->shape = MUSTER_POINT_DAY;
  if (joint != '\0' && is_letter (start[1]))
    {
      start++;
    }
  else
    {
      joint = '\0';
      accept_word (&start, "of");
    }
  if (read_month (&start, &point->month))
    {
      *at = start;
      if (joint == '\0')
        accept_mark (&start, ",");
      else if (*start++ != joint)
        return;
      if (read_year (&start, &point->year))
        *at = start;
    }
  else if (next_token (start).length == 4 && read_year (&start, &point->year))
    {
      *at = start;
    }
}

static gboolean
read_number_first (const char **at, MusterPoint *point)
{
  Token token = next_token (*at);
  const char *start = token.end;

  if (token.kind != TOKEN_NUMBER)
    return FALSE;
  if (token.length == 4)
    {
      point->shape = MUSTER_POINT_YEAR;
      return read_year (at, &point->year);
    }
  /* "03/2017" */
  if (token.length <= 2 && *start == '/' && next_token (start + 1).length == 4 && g_ascii_isdigit (start[1]))
    {
      point->shape = MUSTER_POINT_MONTH;
      point->month = token.value;
      *at = start + 1;
      return read_year (at, &point->year);
    }
  if (!read_day (at, &point->day))
    return FALSE;
  read_after_day (at, point);
  return TRUE;
}

gboolean
muster_point_read (const char **at, gboolean month_first, MusterPoint *point)
{
  Token token = next_token (*at);
  guint weekday = find_name (&token, muster_weekday_names, G_N_ELEMENTS (muster_weekday_names));
  const char *start = *at;

  *point = (MusterPoint){ 0 };
  if (weekday != 0)
    {
      start = token.end;
      accept_mark (&start, ",.");
      accept_word (&start, "the");
    }
  if (read_numeric (&start, point))
    {
      /* nothing follows */
    }
  else if (read_month (&start, &point->month))
    {
      read_after_month (&start, month_first, point);
    }
  else if (!read_financial (&start, point) && !read_number_first (&start, point))
    {
      return FALSE;
    }
  if (weekday != 0 && point->shape != MUSTER_POINT_DAY)
    return FALSE;
  point->weekday = weekday;
  *at = start;
  return TRUE;
}

void
muster_point_complete (MusterPoint *point, const MusterPoint *other)
{
  gboolean financial = point->shape == MUSTER_POINT_QUARTER;
  gboolean other_financial = other->shape == MUSTER_POINT_QUARTER || other->shape == MUSTER_POINT_FINANCIAL_YEAR;

  if (point->shape == MUSTER_POINT_DAY && other->shape == MUSTER_POINT_DAY && point->month == 0)
    point->month = other->month;
  if (point->year == 0 && financial == other_financial && other->shape != MUSTER_POINT_YEAR)
    point->year = other->year;
}

static MusterOutcome
get_day (const MusterPoint *point, MusterDays *days)
{
  guint32 day;

  if (point->month == 0)
    return MUSTER_OUTCOME_NOT_UNDERSTOOD;
  if (point->year == 0)
    return MUSTER_OUTCOME_NO_YEAR;
  day = muster_calendar_day (point->year, point->month, point->day);
  if (day == 0)
    return MUSTER_OUTCOME_NOT_IN_CALENDAR;
  if (point->weekday != 0 && muster_calendar_weekday (day) != point->weekday - 1)
    return MUSTER_OUTCOME_OTHER_WEEKDAY;
  *days = (MusterDays){ day, day };
  return MUSTER_OUTCOME_READ;
}

MusterOutcome
muster_point_get_days (const MusterPoint *point, MusterDays *days)
{
  switch (point->shape)
    {
    case MUSTER_POINT_DAY:
      return get_day (point, days);
    case MUSTER_POINT_MONTH:
      if (point->year == 0)
        return MUSTER_OUTCOME_NO_YEAR;
      *days = muster_calendar_month (point->year, point->month);
      break;
    case MUSTER_POINT_QUARTER:
      if (point->year == 0)
        return MUSTER_OUTCOME_NO_FINANCIAL_YEAR;
      *days = muster_calendar_quarter (point->year, point->quarter);
      break;
    case MUSTER_POINT_FINANCIAL_YEAR:
      *days = muster_calendar_financial_year (point->year);
      break;
    case MUSTER_POINT_YEAR:
    default:
      days->earliest = muster_calendar_day (point->year, 1, 1);
      days->latest = muster_calendar_day (point->year, 12, 31);
      break;
    }
  return days->earliest != 0 ? MUSTER_OUTCOME_READ : MUSTER_OUTCOME_NOT_IN_CALENDAR;
}
