/* muster-today-lines.h - all that a row of Today says, line by line, and as a screen reader has it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-today.h"

G_BEGIN_DECLS

/* Where the day stands among the lines. */
#define MUSTER_TODAY_DAY_LINE 1

typedef struct {
  GPtrArray *texts;  /* of char */
  GPtrArray *styles; /* of const char, nullable: the CSS class of each */
  GString   *spoken; /* all of them as one sentence or more: two rows that say the same look the same */
  char      *day;    /* that the line of the day begins with; "" for none */
} MusterTodayLines;

MusterTodayLines *muster_today_lines_read (const MusterTodayItem *item, guint32 today);
void              muster_today_lines_free (MusterTodayLines *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterTodayLines, muster_today_lines_free)

G_END_DECLS
