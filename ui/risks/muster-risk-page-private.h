/* muster-risk-page-private.h - the page of a risk cut by concern: reading and acting, building, its parts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-adder.h"
#include "muster-reading.h"
#include "muster-risk-page.h"
#include "muster-risk-status.h"
#include "muster-risk-story.h"
#include "muster-steps.h"

G_BEGIN_DECLS

struct _MusterRiskPage {
  GtkWidget parent_instance;
  MusterStore *store;
  MusterId id;             /* nil: none */
  MusterReading *reading;
  MusterAdder *adder;
  MusterRiskStory *story;  /* of id, or of the risk before while that is read; nullable */
  char *seen;              /* what stands on the page, to tell whether anything changed */
  GSimpleActionGroup *actions;
  GHashTable *typed[MUSTER_N_RISK_STEPS]; /* in a step that was left: field name to text; nullable */
  MusterId typed_for;

  GtkWidget *stack;
  GtkWidget *missing;
  GtkWidget *scrolled;
  GtkWidget *heading;      /* place of what is made anew with each change */
  GtkWidget *sending;      /* how the risk stands with the endpoint */
  GtkWidget *buttons;
  GtkWidget *notices;
  GtkWidget *sections;
  MusterSteps *steps;      /* that fill it */
  GtkWidget *history;
};

/* Whether what the action of this name does can be done to the risk, be the file only read. */
gboolean   muster_risk_page_suits       (MusterRiskPage *self, const char *name);
void       muster_risk_page_build       (MusterRiskPage *self);
void       muster_risk_page_show_story  (MusterRiskPage *self, gboolean first);
void       muster_risk_page_emit_open   (MusterRiskPage *self, const MusterId *id, const MusterKind *kind);
void       muster_risk_page_emit_toast  (MusterRiskPage *self, const char *text, gboolean offer_undo);
/* The kind of the record is not known yet: it is read. */
void       muster_risk_page_open_link   (gpointer self, const MusterId *id);
void       muster_risk_page_restore     (MusterRiskPage *self, gint64 version);

/* A section with a heading, its rows or the words for none, and a button where action is given; and what it lists. */
GtkWidget *muster_risk_section_new      (MusterRiskPage *self, const char *title, GtkWidget *content, const char *add,
                                         const char *action);
GtkWidget *muster_risk_mitigations_new  (MusterRiskPage *self);
GtkWidget *muster_risk_escalations_new  (MusterRiskPage *self);
GtkWidget *muster_risk_assessments_new  (MusterRiskPage *self);
/* What it belongs to, threatens and affects, and what came of it. */
GtkWidget *muster_risk_links_new        (MusterRiskPage *self);

G_END_DECLS
