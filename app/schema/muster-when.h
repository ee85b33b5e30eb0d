/* muster-when.h - an honest date: as exact as what people said, and no more.
 *
 * "Q2 2017/18", "days 30 to 60", "before mobilisation", "ongoing", "TBC" and "in post" are values in their own
 * right: they sort, filter, roll up and slip. The text as given is always kept. Immutable, reference counted,
 * any thread.
 *
 * Days are Julian days as in GDate (1 = 1 January of the year 1); 0 means unknown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-id.h"

G_BEGIN_DECLS

typedef enum {
  MUSTER_WHEN_DATE,           /* 9 March 2017 */
  MUSTER_WHEN_MONTH,          /* April 2017 */
  MUSTER_WHEN_QUARTER,        /* Q1 2017/18: NHS financial year, Q1 is April to June */
  MUSTER_WHEN_FINANCIAL_YEAR, /* 2017/18: 1 April to 31 March */
  MUSTER_WHEN_RANGE,          /* 17 to 31 March 2017; any two of the above, first day to last day */
  MUSTER_WHEN_DAYS,           /* days 30 to 60 of the plan that the record belongs to; day 1 is its start */
  MUSTER_WHEN_RELATIVE,       /* before, during or after a milestone */
  MUSTER_WHEN_ONGOING,
  MUSTER_WHEN_TBC,
  MUSTER_WHEN_IN_POST,
} MusterWhenKind;

typedef enum {
  MUSTER_WHEN_BEFORE,
  MUSTER_WHEN_DURING,
  MUSTER_WHEN_AFTER,
} MusterWhenRelation;

typedef struct _MusterWhen MusterWhen;

/* The first and the last day that a value can mean; 0 where not known. */
typedef struct {
  guint32 earliest;
  guint32 latest;
} MusterDays;

/* Reads what a person types or a source says, in British English; text is kept verbatim (trimmed). Examples, all
 * taken: "9 March 2017", "09/03/2017" (day first), "2017-03-09", "9 Mar 17", "Thursday 9 March 2017",
 * "March 9 2017", "March 2017", "Mar 17", "Q1 2017/18", "Q1/ 2017/18", "Q1 17/18", "17/18 Q1", "2017/18",
 * "FY 2017/18", "2019" (a range), "17 to 31 March 2017", "17-31 March 2017", "17/3/17 - 31/3/17",
 * "April to June 2017", "Q2 to Q4 2019/20", "days 30 to 60", "day 100", "Days 1-30 (September)", "before X",
 * "prior to X", "during X", "after X", "all teams by 31 March 2018" (the date itself), "end of March 2018" (its last
 * day), "w/c 6 March 2017" (seven days), "ongoing", "from July 2019" and "January 2019 - date" (ongoing), "TBC",
 * "to be confirmed", "TBD", "as agreed with ..." (to be confirmed), Cyrillic "ТВС", "in post". A note in brackets,
 * or "prior to X" after a date, is kept in the text and does not count.
 * Two-digit years are 2000 to 2099, others 1900 to 2199. Anything else, an impossible date (31 February), one whose
 * weekday is another, one without a year and a range that ends before it starts give MUSTER_ERROR_INVALID with a
 * sentence that says what is understood. */
MusterWhen        *muster_when_parse          (const char *text, GError **error);

/* All of these give NULL where an argument is out of range. */
MusterWhen        *muster_when_new_date       (guint32 day);
MusterWhen        *muster_when_new_month      (guint year, guint month);
/* financial_year is the year in which it starts: 2017 for 2017/18. quarter is 1 to 4. */
MusterWhen        *muster_when_new_quarter    (guint financial_year, guint quarter);
MusterWhen        *muster_when_new_year       (guint financial_year);
MusterWhen        *muster_when_new_range      (guint32 first, guint32 last);
MusterWhen        *muster_when_new_days       (guint first, guint last);
/* event may be NULL while only its name is known; name is what the text calls it. */
MusterWhen        *muster_when_new_relative   (MusterWhenRelation relation, const char *name, const MusterId *event);
MusterWhen        *muster_when_new_plain      (MusterWhenKind kind); /* ongoing, TBC, in post */
/* The same value with another verbatim text; NULL or "" for the canonical one. */
MusterWhen        *muster_when_with_text      (const MusterWhen *self, const char *text);
/* The same relative value, bound to the milestone that it speaks of; NULL unbinds it. Others stay as they are. */
MusterWhen        *muster_when_with_event     (const MusterWhen *self, const MusterId *event);

MusterWhen        *muster_when_ref            (MusterWhen *self);
void               muster_when_unref          (MusterWhen *self);

MusterWhenKind     muster_when_get_kind       (const MusterWhen *self);
MusterWhenRelation muster_when_get_relation   (const MusterWhen *self);
const char        *muster_when_get_event_name (const MusterWhen *self); /* "" unless relative */
const MusterId    *muster_when_get_event      (const MusterWhen *self); /* NULL where not bound */
void               muster_when_get_window     (const MusterWhen *self, guint *first, guint *last); /* DAYS */
/* The text as given; the canonical text where none was. Never NULL. */
const char        *muster_when_get_text       (const MusterWhen *self);

/* What the value means by itself; DAYS, RELATIVE, ONGOING, TBC and IN_POST mean nothing by themselves. */
MusterDays         muster_when_get_days       (const MusterWhen *self);
/* What it means beside plan_start (0: unknown; for DAYS) and the days of the event (for RELATIVE: before gives
 * latest = the day before event.earliest; after gives earliest = the day after event.latest; during gives both).
 * Where event is not known and the name is itself a date ("before 31 March 2018"), that is taken.
 * With plan_start D, "days 30 to 60" is D+29 to D+59. */
MusterDays         muster_when_resolve        (const MusterWhen *self, guint32 plan_start, MusterDays event);
gboolean           muster_when_is_dated       (const MusterWhen *self); /* DATE to RANGE */

/* Canonical text in English: "9 March 2017", "Q1 2017/18", "17 March 2017 to 31 March 2017",
 * "days 30 to 60", "before Hub mobilisation", "ongoing", "TBC", "in post". A bound milestone is followed by its id,
 * "before Hub mobilisation [uuid]", as in muster-party.h. Parses back to the same value. */
char              *muster_when_to_canonical   (const MusterWhen *self);
/* Semantics and text are both the same. */
gboolean           muster_when_equal          (const MusterWhen *a, const MusterWhen *b);
/* Semantics alone: "Q1/ 2017/18" and "Q1 17/18" are the same. */
gboolean           muster_when_same           (const MusterWhen *a, const MusterWhen *b);

/* How far now lies behind (positive) or before (negative) baseline, by the latest days; where either side is a quarter,
 * in whole quarters, else in days. */
typedef struct {
  gboolean known;    /* both sides have a latest day */
  gboolean quarters; /* the unit */
  int      amount;
} MusterSlippage;

MusterSlippage     muster_when_slippage       (const MusterWhen *baseline, MusterDays baseline_days,
                                               const MusterWhen *now, MusterDays now_days);

/* 0 when day is unknown. The financial year (its first calendar year) and quarter of a day. */
guint              muster_financial_year      (guint32 day);
guint              muster_financial_quarter   (guint32 day);
/* "21 November 2026", for screens and messages; months are translated by the C library's locale where msgids
 * are, else English. */
char              *muster_day_to_text         (guint32 day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterWhen, muster_when_unref)

G_END_DECLS
