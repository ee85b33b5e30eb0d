/* muster-calendar.c - days, months, NHS quarters and financial years; nothing here knows a MusterWhen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-when-private.h"

#include <glib/gi18n-lib.h>

/* 31 December 9999. GDate's years end at 65535 and its Julian days do not say so. */
#define LAST_DAY 3652059

const char *const muster_month_names[12] = {
  NC_ ("month", "January"), NC_ ("month", "February"), NC_ ("month", "March"), NC_ ("month", "April"),
  NC_ ("month", "May"), NC_ ("month", "June"), NC_ ("month", "July"), NC_ ("month", "August"),
  NC_ ("month", "September"), NC_ ("month", "October"), NC_ ("month", "November"), NC_ ("month", "December"),
};

const char *const muster_weekday_names[7] = {
  NC_ ("weekday", "Monday"), NC_ ("weekday", "Tuesday"), NC_ ("weekday", "Wednesday"), NC_ ("weekday", "Thursday"),
  NC_ ("weekday", "Friday"), NC_ ("weekday", "Saturday"), NC_ ("weekday", "Sunday"),
};

gboolean
muster_calendar_date (guint32 day, MusterDate *date)
{
  GDate gdate;

  if (day == 0 || day > LAST_DAY)
    return FALSE;
  g_date_clear (&gdate, 1);
  g_date_set_julian (&gdate, day);
  date->year = g_date_get_year (&gdate);
  date->month = g_date_get_month (&gdate);
  date->day = g_date_get_day (&gdate);
  return TRUE;
}

guint32
muster_calendar_day (guint year, guint month, guint day)
{
  GDate gdate;

  if (year < MUSTER_YEAR_MIN || year > MUSTER_YEAR_MAX || month < 1 || month > 12 || day < 1 || day > 31 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return 0;
  g_date_clear (&gdate, 1);
  g_date_set_dmy (&gdate, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&gdate);
}

guint
muster_calendar_weekday (guint32 day)
{
  /* 1 January of the year 1 is a Monday. */
  return (day - 1) % 7;
}

MusterDays
muster_calendar_month (guint year, guint month)
{
  guint32 first = muster_calendar_day (year, month, 1);
  MusterDays none = { 0, 0 };

  if (first == 0)
    return none;
  return (MusterDays){ first, first + g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year) - 1 };
}

MusterDays
muster_calendar_quarter (guint financial_year, guint quarter)
{
  MusterDays days = { 0, 0 };
  guint year;
  guint month;

  if (quarter < 1 || quarter > 4 || financial_year < MUSTER_YEAR_MIN || financial_year >= MUSTER_YEAR_MAX)
    return days;
  year = quarter == 4 ? financial_year + 1 : financial_year;
  month = quarter == 4 ? 1 : 3 * quarter + 1;
  days.earliest = muster_calendar_month (year, month).earliest;
  days.latest = muster_calendar_month (year, month + 2).latest;
  return days;
}

MusterDays
muster_calendar_financial_year (guint financial_year)
{
  MusterDays days;

  days.earliest = muster_calendar_quarter (financial_year, 1).earliest;
  days.latest = muster_calendar_quarter (financial_year, 4).latest;
  return days;
}

gboolean
muster_calendar_holds (guint32 day)
{
  MusterDate date;

  return muster_calendar_date (day, &date) && date.year >= MUSTER_YEAR_MIN && date.year <= MUSTER_YEAR_MAX;
}

guint
muster_financial_year (guint32 day)
{
  MusterDate date;

  if (!muster_calendar_date (day, &date))
    return 0;
  return date.month >= 4 ? date.year : date.year - 1;
}

guint
muster_financial_quarter (guint32 day)
{
  MusterDate date;

  if (!muster_calendar_date (day, &date))
    return 0;
  return (date.month + 8) % 12 / 3 + 1;
}

char *
muster_day_to_text (guint32 day)
{
  MusterDate date;

  if (!muster_calendar_date (day, &date))
    return g_strdup ("");
  /* Translators: a day, the name of a month, a year: "21 November 2026". */
  return g_strdup_printf (_("%u %s %u"), date.day,
                          g_dpgettext2 (GETTEXT_PACKAGE, "month", muster_month_names[date.month - 1]), date.year);
}
