/* muster-when-point-private.h - one end of a range, or a whole date, as it is written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-when.h"

G_BEGIN_DECLS

typedef enum {
  MUSTER_POINT_DAY,
  MUSTER_POINT_MONTH,
  MUSTER_POINT_QUARTER,
  MUSTER_POINT_FINANCIAL_YEAR,
  MUSTER_POINT_YEAR,
} MusterPointShape;

typedef enum {
  MUSTER_OUTCOME_READ,
  MUSTER_OUTCOME_NOT_UNDERSTOOD,
  MUSTER_OUTCOME_NO_YEAR,
  MUSTER_OUTCOME_NO_FINANCIAL_YEAR,
  MUSTER_OUTCOME_NOT_IN_CALENDAR,
  MUSTER_OUTCOME_OTHER_WEEKDAY,
  MUSTER_OUTCOME_BACKWARDS,
  MUSTER_OUTCOME_DAY_ZERO,
} MusterOutcome;

/* Numbers are 0 where they are left out. */
typedef struct {
  MusterPointShape shape;
  guint weekday; /* 1 to 7, Monday first */
  guint day;
  guint month;
  guint quarter;
  guint year;           /* financial for quarters and financial years */
  gboolean month_first; /* written as "March 9" */
} MusterPoint;

/* Moves at behind a point. With month_first, one or two digits after a month are a day, else they are a year. */
gboolean      muster_point_read     (const char **at, gboolean month_first, MusterPoint *point);
/* Takes what point leaves out from the other end of its range. */
void          muster_point_complete (MusterPoint *point, const MusterPoint *other);
MusterOutcome muster_point_get_days (const MusterPoint *point, MusterDays *days);

G_END_DECLS
