/* muster-today-deeds.h - what is done to a record from its row, and which of it the record allows.
 *
 * Each is one save; the page that holds the row says so and offers to undo it. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "muster-store.h"

G_BEGIN_DECLS

typedef enum {
  MUSTER_DEED_COMPLETE, /* at once: it is complete, or was looked at and comes up again later */
  MUSTER_DEED_POSTPONE, /* in a form: another day, with the reason */
  MUSTER_DEED_NOTE,     /* in a form: how it stands, in a line */
  MUSTER_DEED_OWNER,    /* in a form: who answers for it */
  MUSTER_DEED_N
} MusterDeed;

/* NULL where the record has no use for it. Translated. */
const char *muster_deed_get_name (MusterDeed deed, MusterRecord *record);
const char *muster_deed_get_icon (MusterDeed deed);
/* Names of the fields of its form, the one to begin with first, and ended by NULL; g_free() it. NULL: it has no
 * form. */
const char **muster_deed_dup_fields (MusterDeed deed, MusterRecord *record);

/* Does what needs no form; what comes of it, a toast of the page around widget says. */
void        muster_deed_do       (MusterDeed deed, GtkWidget *widget, MusterStore *store, MusterRecord *record);

G_END_DECLS
