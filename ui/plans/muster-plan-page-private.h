/* muster-plan-page-private.h - the page of a plan cut by concern: what is shown, what is done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-adder.h"
#include "muster-beside.h"
#include "muster-outline-view.h"
#include "muster-plan-filter.h"
#include "muster-plan-header.h"
#include "muster-plan-page.h"
#include "muster-reading.h"
#include "muster-steps.h"
#include "muster-window-board.h"

G_BEGIN_DECLS

struct _MusterPlanPage {
  GtkWidget parent_instance;
  MusterStore *store;
  MusterPage *place;      /* not owned */
  MusterId id;            /* nil: nothing is shown */
  MusterId filled;        /* whose work the model has */
  MusterPlanView *view;   /* as last read; nullable */
  MusterPlanModel *model;
  MusterReading *reading;
  MusterSteps *steps;     /* of showing what was read */
  gboolean begun;         /* the outline of this plan was shown */
  gboolean filter_first;  /* asked for before: it gets the keyboard then, and not the first row */
  gboolean saving;        /* a move is on its way */
  GArray *moves;          /* those asked for since, in order */
  MusterId wanted;        /* to be selected once it is there; nil: nothing */
  MusterBeside *beside;   /* open now, weak; nullable */
  MusterAdder *adder;

  GtkWidget *box;
  GtkWidget *head; /* above the stack: header, filter and buttons */
  GtkWidget *header;
  GtkWidget *filter;
  GtkWidget *count;
  gboolean compact;       /* as the outline is: there is little room */
  GtkWidget *stack;
  GtkWidget *outline;
  GtkWidget *board;       /* MusterWindowBoard, made when first shown; nullable */
  GtkWidget *views;       /* the buttons that choose between them */
  GSimpleActionGroup *actions;
  GtkWidget *error_page;
};

/* ---- muster-plan-page-build.c ---- */

void muster_plan_page_build (MusterPlanPage *self);

/* ---- muster-plan-page-edit.c ---- */

void muster_plan_page_connect_outline (MusterPlanPage *self);
void muster_plan_page_connect_board   (MusterPlanPage *self);
/* To the outline or the board, whichever is shown. */
void muster_plan_page_focus_work      (MusterPlanPage *self);
gboolean muster_plan_page_shows_board (MusterPlanPage *self);
void muster_plan_page_edit_work       (MusterPlanPage *self, MusterWork *work, const char *field, GtkWidget *parent,
                                       const GdkRectangle *place);
void muster_plan_page_open_work       (MusterPlanPage *self, MusterWork *work);
void muster_plan_page_edit_rag        (MusterPlanPage *self);
/* after NULL: at the end. */
void muster_plan_page_add_work        (MusterPlanPage *self, MusterWork *after, gboolean within);
/* The page goes: nothing that it opened speaks to it any more. */
void muster_plan_page_let_go          (MusterPlanPage *self);
/* What was asked for while a move was on its way is done once that is shown. */
void muster_plan_page_go_on_moving    (MusterPlanPage *self);
void muster_plan_page_forget_moves    (MusterPlanPage *self);
/* What is open beside a row is about a record that may be newer. */
void muster_plan_page_rebase          (MusterPlanPage *self);

G_END_DECLS
