/* muster-today-section.h - one part of Today: a heading that says how many, and folds; below it the first of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-today-row.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_TODAY_SECTION (muster_today_section_get_type ())
G_DECLARE_FINAL_TYPE (MusterTodaySection, muster_today_section, MUSTER, TODAY_SECTION, GtkWidget)

/* Signals: "more", when something else is to be read: see get_limit(), get_since(); "folded", when it was folded or
 * unfolded; "seen", in the part on changes; "above" and "beyond", when the focus is to go on before or after it. */
GtkWidget *muster_today_section_new        (MusterStore *store, MusterTodayPart part);
/* Its heading and what its rows will say; they come with muster_today_section_fill(). Rows that stay keep the focus
 * and what is typed in them. */
void       muster_today_section_show       (MusterTodaySection *self, const MusterToday *today);
/* Makes the next n rows, unless it is folded, and gives how many it made. */
guint      muster_today_section_fill       (MusterTodaySection *self, guint n);
/* How many rows it is still to make; none while it is folded. */
guint      muster_today_section_count_rest (MusterTodaySection *self);
/* How many rows it has room for; the first that many until more are asked for. */
#define MUSTER_TODAY_FIRST_ROWS 5
guint      muster_today_section_get_limit  (MusterTodaySection *self);
/* In the part on changes, the day that they are asked from; 0: since the last look. */
guint32    muster_today_section_get_since  (MusterTodaySection *self);
gboolean   muster_today_section_is_folded  (MusterTodaySection *self);
void       muster_today_section_set_folded (MusterTodaySection *self, gboolean folded);
/* The heading; FALSE where there is nothing below it. */
gboolean   muster_today_section_focus      (MusterTodaySection *self);
/* What stands last in it. */
gboolean   muster_today_section_focus_last (MusterTodaySection *self);
/* Unfolds it and puts the focus on its heading. */
void       muster_today_section_go_to      (MusterTodaySection *self);
/* The first row; FALSE: there is none to be seen. */
gboolean   muster_today_section_focus_row  (MusterTodaySection *self);
void       muster_today_section_foreach    (MusterTodaySection *self, void (*func) (MusterTodayRow *row));

/* For settings; never changes. */
const char *muster_today_section_get_name  (MusterTodayPart part);

G_END_DECLS
