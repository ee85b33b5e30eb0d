/* muster-today-head.h - the top of Today: which day it is, and whether it is about me or about everyone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-today.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_TODAY_HEAD (muster_today_head_get_type ())
G_DECLARE_FINAL_TYPE (MusterTodayHead, muster_today_head, MUSTER, TODAY_HEAD, GtkWidget)

/* Signal "switched", when the person chose the other. */
GtkWidget *muster_today_head_new      (void);
gboolean   muster_today_head_is_mine  (MusterTodayHead *self);
void       muster_today_head_set_mine (MusterTodayHead *self, gboolean mine);
/* may_say: whether the person can say by what name she is known here. */
void       muster_today_head_show     (MusterTodayHead *self, const MusterToday *today, gboolean may_say);
/* Puts the focus on the switch. */
void       muster_today_head_focus    (MusterTodayHead *self);

G_END_DECLS
