/* muster-programme-page-private.h - the page cut by concern: reading, and what it shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-adder.h"
#include "muster-programme-page.h"
#include "muster-programme-sheet.h"
#include "muster-reading.h"

G_BEGIN_DECLS

struct _MusterProgrammePage {
  GtkWidget parent_instance;
  MusterStore *store;
  MusterReading *reading;
  MusterAdder *adder;
  GSimpleActionGroup *actions;
  const MusterKind *scope_kind; /* NULL: everything */
  MusterProgrammeQuestion question;
  MusterProgrammeView *view;    /* nullable */
  MusterTab tab;
  gboolean fresh[MUSTER_TAB_N]; /* the tab shows what view says */

  GtkWidget *stack;
  GtkWidget *missing;
  GtkWidget *switcher; /* a button for each tab */
  GtkWidget *tabs;              /* a GtkStack */
  GtkWidget *boxes[MUSTER_TAB_N]; /* of each tab: where its sections stand */
  GtkWidget *tree;
  GtkWidget *whole[MUSTER_TAB_N]; /* says that the tab shows everything, wherever one looks; NULL where it does not */
  GPtrArray *parts[MUSTER_TAB_N]; /* GtkWidget (MusterSheetView); theirs */
};

void muster_programme_page_build     (MusterProgrammePage *self);
/* Shows what view says on the tab that is in sight. */
void muster_programme_page_fill      (MusterProgrammePage *self);
/* On tabs that show everything, where that is more than was asked for, says so. */
void muster_programme_page_tell_scope (MusterProgrammePage *self);
void muster_programme_page_show_tab  (MusterProgrammePage *self, MusterTab tab);
void muster_programme_page_add_kind  (MusterProgrammePage *self, const MusterKind *kind);
void muster_programme_page_show_all  (MusterProgrammePage *self, int part);

G_END_DECLS
