/* muster-programme-row.h - a file in the list of programmes: what it is, how it stands, and whether it can be opened.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-glance.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_PROGRAMME_ROW (muster_programme_row_get_type ())
G_DECLARE_FINAL_TYPE (MusterProgrammeRow, muster_programme_row, MUSTER, PROGRAMME_ROW, GtkListBoxRow)

/* Who has it in this process. */
typedef enum {
  MUSTER_PROGRAMME_CLOSED,
  MUSTER_PROGRAMME_HERE,    /* the window that asks */
  MUSTER_PROGRAMME_THERE,   /* another window */
  MUSTER_PROGRAMME_SENDING, /* no window: what is left of it is being sent */
} MusterProgrammeStanding;

/* Signals: "open-apart", in a window of its own; "drop", from the list. */
GtkWidget  *muster_programme_row_new         (const char *path, MusterProgrammeStanding standing);
/* One of glance and error; both are copied or read at once. */
void        muster_programme_row_show        (MusterProgrammeRow *self, const MusterGlance *glance, const GError *error,
                                              MusterClock *clock);
const char *muster_programme_row_get_path    (MusterProgrammeRow *self);
MusterProgrammeStanding muster_programme_row_get_standing (MusterProgrammeRow *self);
/* Why it cannot be opened, a sentence; NULL: it can. */
const char *muster_programme_row_get_problem (MusterProgrammeRow *self);
/* Nothing is lost by taking it from the list: there is no such file. */
gboolean    muster_programme_row_is_missing  (MusterProgrammeRow *self);
/* What is open first, what cannot be read last; else by name. */
int         muster_programme_row_compare     (MusterProgrammeRow *self, MusterProgrammeRow *other);
/* Whether each word of text is in what it says. */
gboolean    muster_programme_row_matches     (MusterProgrammeRow *self, const char *text);

G_END_DECLS
