/* muster-reading.h - keeps what a widget shows as the replica is.
 *
 * Asks again when records have changed: at once, but for a swarm of changes once in a while; and only while the widget
 * can be seen, else as soon as it is. At most one question is under way, and the answer to one that was replaced is
 * thrown away. Ends with its widget, whose dispose drops it. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_READING (muster_reading_get_type ())
G_DECLARE_FINAL_TYPE (MusterReading, muster_reading, MUSTER, READING, GObject)

typedef struct {
  /* What to ask now; NULL: nothing is shown. */
  gpointer     (*ask)  (gpointer widget);
  GDestroyNotify free_question;
  MusterReadFunc read;
  GDestroyNotify free_answer;
  void         (*take) (gpointer widget, gpointer answer /* taken */);
  /* message: for people. NULL: what is shown stays. */
  void         (*fail) (gpointer widget, const char *message);
} MusterReadingFuncs;

/* funcs stay where they are. Asks for nothing yet. */
MusterReading *muster_reading_new        (MusterStore *store, GtkWidget *widget, const MusterReadingFuncs *funcs);
/* There is something to ask, or something else than before. */
void           muster_reading_ask        (MusterReading *self);
/* Nothing is to be asked until the next muster_reading_ask(). */
void           muster_reading_forget     (MusterReading *self);
/* Nothing has changed since what was taken last was read. */
gboolean       muster_reading_is_current (MusterReading *self);

G_END_DECLS
