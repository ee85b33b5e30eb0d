/* muster-facts.h - values that are read, not edited: name above, value below, three abreast.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-record.h"

G_BEGIN_DECLS

typedef enum {
  MUSTER_FACTS_DERIVED, /* what is computed */
  MUSTER_FACTS_ENTERED, /* what somebody entered, for records that are not edited */
} MusterFactsChoice;

typedef void (*MusterOpenFunc) (gpointer data, const MusterId *id);

/* NULL where there is nothing to show. open is called for references. */
GtkWidget *muster_facts_new    (MusterRecord *record, MusterFactsChoice choice, MusterOpenFunc open, gpointer data);
/* A grid for facts and one more in it; column and row are moved on. */
GtkWidget *muster_facts_grid   (void);
void       muster_facts_add    (GtkWidget *grid, const char *name, GtkWidget *value, gboolean wide);
GtkWidget *muster_facts_text   (const char *text);

G_END_DECLS
