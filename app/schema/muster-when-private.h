/* muster-when-private.h - the calendar that dates are read and written with.
 *
 * Years are those that work in the NHS can speak of; beyond them a typing error is likelier than a plan.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-when.h"

G_BEGIN_DECLS

#define MUSTER_YEAR_MIN 1900
#define MUSTER_YEAR_MAX 2199
/* A plan window reaches at most so far. */
#define MUSTER_PLAN_DAYS_MAX 99999

typedef struct {
  guint year;
  guint month; /* 1 to 12 */
  guint day;   /* 1 to 31 */
} MusterDate;

/* English, January first; the texts of values are the same in every language. */
extern const char *const muster_month_names[12];
extern const char *const muster_weekday_names[7]; /* Monday first */

/* FALSE where day is 0 or beyond the year 9999. */
gboolean   muster_calendar_date           (guint32 day, MusterDate *date);
/* 0 where there is no such day or its year is out of range. */
guint32    muster_calendar_day            (guint year, guint month, guint day);
/* 0 to 6, Monday first. */
guint      muster_calendar_weekday        (guint32 day);
/* First and last day; 0 and 0 where out of range. */
MusterDays muster_calendar_month          (guint year, guint month);
MusterDays muster_calendar_quarter        (guint financial_year, guint quarter);
MusterDays muster_calendar_financial_year (guint financial_year);
gboolean   muster_calendar_holds          (guint32 day); /* its year is in range */

/* What a date to a range says; 0 and 0 where text is none of these. Does not look into "before ...". */
MusterDays muster_when_days_of_text       (const char *text);

G_END_DECLS
