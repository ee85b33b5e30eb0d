/* muster-today-page-private.h - Today cut by concern: what it shows, and its keys.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-adder.h"
#include "muster-held-key.h"
#include "muster-reading.h"
#include "muster-steps.h"
#include "muster-today-page.h"
#include "muster-today.h"

G_BEGIN_DECLS

struct _MusterTodayPage {
  GtkWidget parent_instance;
  MusterStore *store;
  GSettings *settings; /* nullable */
  GtkWidget *stack;
  GtkWidget *content;  /* pages of the stack */
  GtkWidget *welcome;  /* nullable: made when it is needed, as is the next */
  GtkWidget *failed;
  GtkWidget *head;
  GtkWidget *tiles;
  GtkWidget *sections[MUSTER_TODAY_N];

  MusterToday *today;  /* what is shown; nullable */
  MusterId scope;
  MusterReading *reading;
  MusterSteps *rows;   /* that are made */
  MusterAdder *adder;
  gboolean marked;     /* the first look was remembered, or could not be */
  gboolean focus_due;  /* the focus is to go to the first row, once there is one */
  guint32 day_read;    /* which day it was then */
  MusterHeldKey held;  /* that did something at once */
};

/* Marks what changed as seen. */
void muster_today_page_see      (MusterTodayPage *self);

/* ---- muster-today-page-keys.c ---- */

void muster_today_page_add_keys (MusterTodayPage *self);
/* FALSE: nothing can be changed, which is said. */
gboolean muster_today_page_may_write (MusterTodayPage *self);

G_END_DECLS
