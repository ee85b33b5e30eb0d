/* muster-team-page-private.h - the page cut by concern: reading, and what it shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-reading.h"
#include "muster-sheet.h"
#include "muster-steps.h"
#include "muster-team-page.h"

G_BEGIN_DECLS

struct _MusterTeamPage {
  GtkWidget parent_instance;
  MusterStore *store;
  MusterTeamQuestion question; /* team nil: none is shown */
  MusterTeamView *view;        /* what is shown; nullable */
  MusterSheet *sheet;          /* the same in words; nullable */
  MusterReading *reading;
  guint spinner_source;

  GtkWidget *stack;
  GtkWidget *spinner;
  GtkWidget *missing;
  GtkWidget *scrolled;
  GtkWidget *header;           /* a box that is filled anew */
  GtkWidget *columns[2];
  GtkWidget *map;
  GtkWidget *offer;            /* the menu of what to add; nullable */
  const MusterKind *offered;   /* what was chosen from it; nullable */
  GPtrArray *parts;            /* GtkWidget (MusterSheetView), one for each section; theirs */
  guint n_first;               /* of them, that stand in the first column */
  MusterSteps *steps;          /* that fill them */
};

void muster_team_page_build    (MusterTeamPage *self);
/* Shows self->sheet; all of it at once, unless it is another team than before. */
void muster_team_page_fill     (MusterTeamPage *self, gboolean first);
void muster_team_page_emit_open (MusterTeamPage *self, const MusterId *id, const MusterKind *kind);
void muster_team_page_emit_add (MusterTeamPage *self, const MusterKind *kind);
void muster_team_page_show_all (MusterTeamPage *self, int part);

G_END_DECLS
